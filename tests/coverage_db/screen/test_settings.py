"""Settings on a page: fields and the file itself; checked, shown as changed lines, refused without loss."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from coverage_db.screen.ledger import ledger_of
from coverage_db.screen.pages import settings
from coverage_db.screen.runner import Run


def toml(served: Any) -> str:
    return str((served.folder / "coverage.toml").read_text("utf-8"))


def sent(page: str, **changed: str) -> dict[str, str]:
    """The form as a browser would send it back, some fields changed (`theme__0__any`)."""
    inside = re.search(r'<form[^>]*id="settings".*?</form>', page, re.S)
    assert inside is not None
    form = dict(
        re.findall(r'<input(?: type="hidden"| type="date"| id="officer")? name="([^"]+)" value="([^"]*)"', inside[0])
    )
    form |= {
        name: text.removeprefix("\n")
        for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', inside[0], re.S)
    }
    for name, choices in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', inside[0], re.S):
        picked = re.search(r'value="([^"]*)" selected', choices)
        form[name] = picked[1] if picked else ""
    form |= dict.fromkeys(re.findall(r'<input type="checkbox" name="([^"]+)" value="1" checked', inside[0]), "1")
    form = {name: unescape(value) for name, value in form.items() if name != "csrftoken"}
    return {**form, **{name.replace("__", "."): value for name, value in changed.items()}}


async def fields(served: Any, **changed: str) -> dict[str, str]:
    return sent((await served.get("/-/settings")).text, **changed)


async def test_sent_back_as_it_is_nothing_changes(served) -> None:
    before = toml(served)
    page = await served.post("/-/settings", {**await fields(served), "do": "check"})
    assert page.status_code == 200
    assert "没有更改。" in page.text
    await served.post("/-/settings", {**await fields(served), "do": "save"})
    assert toml(served) == before


async def test_the_changed_lines_are_shown_before_anything_is_saved(served) -> None:
    before = toml(served)
    form = await fields(served, theme__1__any="复工、复产", theme__2__name="迎峰度夏", theme__2__any="高温")
    page = await served.post("/-/settings", {**form, "do": "check"})
    lines = re.findall(r'<tr class="(new|gone)">.*?<code>(.*?)</code>', unescape(page.text), re.S)
    assert ("gone", 'any = ["复工"]') in lines
    assert ("new", 'any = ["复工", "复产"]') in lines
    assert ("new", 'id = "theme1"') in lines
    assert "保存后请点“重新匹配”" in page.text
    assert toml(served) == before
    answer = await served.post("/-/settings", {**sent(page.text), "do": "save"})
    assert answer.status_code == 303
    assert 'any = ["复工", "复产"]' in toml(served)
    assert 'name = "迎峰度夏"' in toml(served)
    assert "数字仍按旧名单" in (await served.get("/")).text


async def test_a_period_alone_needs_no_matching(served) -> None:
    page = await served.post("/-/settings", {**await fields(served, period__0__to="2022-04-30"), "do": "check"})
    assert "重新匹配”" not in page.text.split("<aside>")[0]


async def test_an_entry_is_removed_by_clearing_it(served) -> None:
    form = await fields(served, company__1__name="")
    form.pop("company.1.rival")
    assert (await served.post("/-/settings", {**form, "do": "save"})).status_code == 303
    assert "临海供电" not in toml(served)


async def test_outlets_are_written_by_name_and_stored_by_id(served) -> None:
    page = await served.post("/-/settings", {**await fields(served, crawl__outlets="江东新闻、国讯网"), "do": "check"})
    assert 'outlets = ["jdnews", "gxnet"]' in unescape(page.text)
    assert ">江东新闻、国讯网</textarea>" in page.text
    wrong = await served.post("/-/settings", {**await fields(served, crawl__outlets="江东新报"), "do": "save"})
    assert wrong.status_code == 400
    assert "江东新报" in wrong.text
    assert "jdnews" not in toml(served).split("[[outlet]]")[0]


async def test_faults_are_said_and_what_was_filled_in_stays(served) -> None:
    before = toml(served)
    page = await served.post(
        "/-/settings", {**await fields(served, period__0__to="2022-03-01", general__officer="李四"), "do": "save"}
    )
    assert page.status_code == 400
    assert "截止日 2022-03-01 早于起始日 2022-03-10" in page.text
    assert 'value="李四"' in page.text
    assert 'value="2022-03-01"' in page.text
    assert toml(served) == before


@pytest.mark.parametrize("as_file", [False, True])
async def test_a_stale_form_is_refused_without_loss(served, as_file: bool) -> None:
    if as_file:
        form = sent((await served.get("/-/settings?file=1")).text)
        form["text"] = form["text"].replace("张三", "李四")
    else:
        form = await fields(served, general__officer="李四")
    mine = "# 别人加的\n" + toml(served).replace("江东新闻", "江东新闻网")
    (served.folder / "coverage.toml").write_text(mine, "utf-8")
    page = await served.post("/-/settings", {**form, "do": "save"})
    assert page.status_code == 409
    assert "设置文件刚被改过，没有保存" in page.text
    assert "李四" in page.text
    assert toml(served) == mine
    lines = re.findall(r'<tr class="(new|gone)">.*?<code>(.*?)</code>', unescape(page.text), re.S)
    assert ("new", 'officer = "李四"') in lines, "the page says what saving would change now"
    assert (("gone", "# 别人加的") in lines) is as_file
    answer = await served.post("/-/settings", {**sent(page.text), "do": "save"})
    assert answer.status_code == 303
    assert 'officer = "李四"' in toml(served)


async def test_the_file_itself_is_one_step_away(served) -> None:
    page = (await served.get("/-/settings")).text
    assert 'href="/-/settings?file=1"' in page
    form = sent((await served.get("/-/settings?file=1")).text)
    before = toml(served)
    assert form["text"] == before
    wrong = await served.post(
        "/-/settings", {**form, "text": before.replace('level = "省级"', 'level = "地市级"'), "do": "save"}
    )
    assert wrong.status_code == 400
    assert "市级" in wrong.text
    assert "地市级" in wrong.text.split("<textarea")[1], "what was typed stays"
    assert toml(served) == before
    checked = await served.post("/-/settings", {**form, "text": "# 备注\r\n" + before, "do": "check"})
    assert "将更改1行" in checked.text
    assert toml(served) == before
    assert (await served.post("/-/settings", {**sent(checked.text), "do": "save"})).status_code == 303
    assert toml(served) == "# 备注\n" + before


async def test_a_file_that_is_no_toml_is_shown_as_it_is_with_its_faults(served) -> None:
    await served.get("/")
    (served.folder / "coverage.toml").write_text("[[company]\nname = “甲”\n<script>", "utf-8")
    page = await served.get("/-/settings")
    assert page.status_code == 200
    assert "中文引号" in page.text
    assert "name = “甲”" in page.text
    assert "<script>" not in page.text.replace("<script src", "")


async def test_saving_while_an_update_runs_is_done_and_disturbs_nothing(served) -> None:
    await served.get("/")
    ledger = ledger_of(served.datasette)
    assert ledger is not None
    ledger.runner.current = Run(["crawl"])
    answer = await served.post("/-/settings", {**await fields(served, general__officer="李四"), "do": "save"})
    assert answer.status_code == 303
    assert 'officer = "李四"' in toml(served)
    ledger.runner.current = None


async def test_the_file_keeps_its_rights(served) -> None:
    (served.folder / "coverage.toml").chmod(0o640)
    await served.post("/-/settings", {**await fields(served, general__officer="李四"), "do": "save"})
    assert (served.folder / "coverage.toml").stat().st_mode & 0o777 == 0o640


async def test_a_file_that_cannot_be_written_is_said_and_nothing_is_lost(served, monkeypatch) -> None:
    def fails(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(settings, "_save", fails)
    page = await served.post("/-/settings", {**await fields(served, general__officer="李四"), "do": "save"})
    assert page.status_code == 400
    assert "无法写入“" in page.text
    assert 'value="李四"' in page.text


async def test_odd_texts_in_fields_stay_texts(served) -> None:
    odd = '"] [general] officer = "x\\'
    page = await served.post(
        "/-/settings", {**await fields(served, general__officer=odd, slogan__1__text='a"b\\c'), "do": "save"}
    )
    assert page.status_code == 303
    again = await fields(served)
    assert again["slogan.1.text"] == 'a"b\\c'
    assert again["general.officer"].split() == odd.split()


async def test_a_reader_sees_the_fields_and_cannot_send_them(served, monkeypatch) -> None:
    monkeypatch.setenv("PRESSTALLY_PUBLIC", "1")
    reader = {"ds_actor": served.datasette.sign({"a": {"id": "reader"}}, "actor")}
    page = (await served.get("/-/settings", cookies=reader)).text
    assert "<fieldset disabled>" in page
    assert "查看更改</button>" not in page
    answer = await served.post("/-/settings", {"text": "x", "do": "save"}, cookies=reader)
    assert answer.status_code == 403


async def test_a_level_is_changed_on_the_page_of_outlets(served) -> None:
    before = toml(served)
    answer = await served.post("/-/outlets", {"outlet": "jdnews", "level": "市级"})
    assert answer.status_code == 303
    assert toml(served) == before.replace('level = "省级"', 'level = "市级"')
    assert served.rows("select level from outlets where id = 'jdnews'") == [("市级",)]
