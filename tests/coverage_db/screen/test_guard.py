"""Who may, and what happens when something is wrong outside: foreign names, other machines, a locked or missing file."""

from __future__ import annotations

import sqlite3

from coverage_db.screen.access import PUBLIC_VARIABLE
from coverage_db.screen.ledger import CONFIG_VARIABLE


async def test_only_the_names_of_this_machine_are_answered(served) -> None:
    """A page on the internet whose name points at 127.0.0.1 reads nothing."""
    assert (await served.get("/", headers={"host": "evil.example"})).status_code == 403
    assert (await served.get("/coverage.json", headers={"host": "evil.example:8001"})).status_code == 403
    for host in ("127.0.0.1:8001", "localhost:8001", "[::1]:8001"):
        assert (await served.get("/", headers={"host": host})).status_code == 200


async def test_a_form_from_another_page_is_refused(served) -> None:
    answer = await served.post("/-/review", {"decision": "include"}, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    fields = {"decision": "include", "article": "8", "last": "0", "by": "x"}
    for headers in ({"origin": "null"}, {"origin": "http://evil.example"}, {}):
        bare = await served.datasette.client.post("/-/review", data=fields, headers=headers)
        assert bare.status_code == 403, "a form on another site brings no cookie, so its token is not asked for"
    assert served.rows("select 1 from decisions") == []


async def test_a_public_ledger_tells_reading_from_deciding(served, monkeypatch) -> None:
    monkeypatch.setenv(PUBLIC_VARIABLE, "1")
    reader = {"ds_actor": served.datasette.sign({"a": {"id": "reader"}}, "actor")}
    officer = {"ds_actor": served.datasette.sign({"a": {"id": "officer"}}, "actor")}
    page = await served.get("/-/review", cookies=reader)
    assert page.status_code == 200
    assert 'value="include"' not in page.text
    answer = await served.post("/-/article/8", {"decision": "include", "last": "0", "by": "x"}, cookies=reader)
    assert answer.status_code == 403
    assert served.rows("select 1 from decisions") == []
    answer = await served.post("/-/article/8", {"decision": "include", "last": "0", "by": "x"}, cookies=officer)
    assert answer.status_code == 303


async def test_reading_goes_on_while_somebody_writes(served) -> None:
    writer = sqlite3.connect(served.database, isolation_level=None)
    try:
        writer.execute("begin immediate")
        writer.execute("insert into meta values ('x', 'y')")
        for path in ("/", "/-/counts", "/-/articles", "/-/article/1", "/-/health", "/coverage/articles"):
            assert (await served.get(path)).status_code == 200, path
        page = await served.get("/-/review")
        assert page.status_code == 200
        assert 'value="include"' in page.text, "deciding is offered, only its effect is not known"
    finally:
        writer.execute("rollback")
        writer.close()


async def test_a_broken_coverage_toml_keeps_the_last_good_settings_and_says_so(served) -> None:
    await served.get("/")
    (served.folder / "coverage.toml").write_text('[[company]]\nid = "us"\nnom = 3\n', "utf-8")
    page = await served.get("/")
    assert page.status_code == 200
    assert "coverage.toml 有误" in page.text
    assert "海州湾供电服务有限公司" in page.text


async def test_a_gap_is_closed_by_hand(served) -> None:
    assert "国讯网" in (await served.get("/-/health?period=outbreak")).text.split("<aside>")[1]
    wrong = await served.post("/-/health", {"outlet": "gxnet", "from": "2022-03-14", "to": "2022-03-01", "by": "张三"})
    assert wrong.status_code == 400
    answer = await served.post(
        "/-/health?period=outbreak",
        {"outlet": "gxnet", "from": "2022-03-10", "to": "2022-03-14", "by": "张三", "note": "翻看过报纸"},
    )
    assert answer.status_code == 303
    assert "国讯网" not in (await served.get("/-/health?period=outbreak")).text.split("<aside>")[1]


async def test_datasette_started_by_hand_says_what_is_missing(served, monkeypatch) -> None:
    from datasette.app import Datasette

    monkeypatch.delenv(CONFIG_VARIABLE)
    plain = Datasette(files=[str(served.database)])
    await plain.invoke_startup()
    page = await plain.client.get("/coverage/articles")
    assert page.status_code == 200
    assert "by_hand.css" in page.text
    for path, status in (("/coverage", 200), ("/coverage/articles/1", 200), ("/coverage?sql=select+1", 200), ("/coverage/nothing", 404), ("/-/login", 200)):  # fmt: skip
        page = await plain.client.get(path)
        assert page.status_code == status, path
        assert "masthead" not in page.text, "as Datasette makes them"
    told = await plain.client.get("/-/presstally")
    assert told.status_code == 503
    assert "presstally browse" in told.text
    for database in plain.databases.values():
        database.close()
    plain.executor.shutdown(wait=True)


async def test_a_database_that_is_gone_is_said(served) -> None:
    for file in served.folder.glob("coverage.db*"):
        file.rename(file.with_name(f"moved-{file.name}"))
    page = await served.get("/")
    assert page.status_code == 503
    assert "coverage.db" in page.text
