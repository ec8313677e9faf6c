"""Logging in, where the ledger is open to other machines: our own page, both languages, nothing shown before."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from screen_office import NOW, make_office

from coverage_db.verbs.browse import serving

PASSWORDS = {"officer": "认定 one", "reader": "查阅 two"}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An office as `browse --host` serves it with two passwords; nobody writes into it here."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESSTALLY_NOW", NOW)
        for name in ("PRESSTALLY_CONFIG", "PRESSTALLY_PUBLIC"):
            patch.setenv(name, os.environ.get(name, ""))  # put back afterwards
        make_office(folder)
        datasette = serving(folder / "coverage.toml", folder / "coverage.db", "zh", PASSWORDS)
        yield datasette
        for database in datasette.databases.values():
            database.close()
        if datasette.executor is not None:
            datasette.executor.shutdown(wait=True)


async def log_in(public: Any, login: str, password: str, **cookies: str) -> Any:
    page = await public.client.get("/-/login", cookies=cookies)
    token = page.cookies["ds_csrftoken"]
    fields = {"username": login, "password": password, "csrftoken": token}
    return await public.client.post("/-/login", data=fields, cookies={"ds_csrftoken": token, **cookies})


@pytest.mark.parametrize(
    "path",
    ["/", "/-/review", "/-/settings", "/coverage", "/coverage/articles", "/coverage/articles/1", "/-/password-tool"],
)
async def test_whoever_is_not_known_is_led_to_the_login(public: Any, path: str) -> None:
    page = await public.client.get(path)
    assert (page.status_code, page.headers["location"]) == (302, "/-/login")


async def test_without_a_login_no_data_are_given_out(public: Any) -> None:
    for path in ("/coverage/articles.json", "/coverage.json", "/-/export?what=articles&format=json", "/-/stored/1"):
        page = await public.client.get(path)
        assert page.status_code in (302, 403), path
        assert "海州湾" not in page.text


async def test_the_login_page_is_ours_in_both_languages_and_tells_nothing(public: Any) -> None:
    page = (await public.client.get("/-/login")).text
    assert "登录宣传报道台账" in page
    assert "认定人员（可认定、可修改）" in page
    assert "海州湾" not in page
    assert "/-/review" not in page, "no menu before one is known"
    assert not re.search(r"Log in|Username|Password[^_]", page.replace("password", ""))
    english = (await public.client.get("/-/login?lang=en")).text
    assert "Log in to the press ledger" in english
    assert "登录" not in english


async def test_the_right_password_opens_the_ledger(public: Any) -> None:
    for login, may in (("officer", True), ("reader", False)):
        answer = await log_in(public, login, PASSWORDS[login])
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        actor = {"ds_actor": answer.cookies["ds_actor"]}
        page = (await public.client.get("/-/review", cookies=actor)).text
        assert ('value="include"' in page) is may
        assert "退出" in page
    assert (await public.client.get("/-/password-tool", cookies=actor)).status_code == 404
    leaving = (await public.client.get("/-/logout", cookies=actor)).text
    assert "退出登录" in leaving
    assert "Log out" not in leaving


async def test_a_wrong_password_is_said_and_opens_nothing(public: Any) -> None:
    for login, password in (("officer", "wrong"), ("officer", ""), ("reader", PASSWORDS["officer"]), ("nobody", "x")):
        answer = await log_in(public, login, password)
        assert answer.status_code == 403
        assert "密码不对" in answer.text
        assert "ds_actor" not in answer.cookies
    english = await log_in(public, "officer", "wrong", presstally_lang="en")
    assert "Wrong password" in english.text


async def test_a_login_form_without_its_token_is_refused(public: Any) -> None:
    fields = {"username": "officer", "password": PASSWORDS["officer"]}
    for cookies in ({}, {"ds_csrftoken": "x"}):
        answer = await public.client.post("/-/login", data=fields, cookies=cookies)
        assert answer.status_code == 403
        assert "ds_actor" not in answer.cookies


async def test_on_this_machine_nobody_logs_in(served) -> None:
    assert "本机使用，不需要登录。" in (await served.get("/-/login")).text
