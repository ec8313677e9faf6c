"""Deciding on the pages: what happens is said before, done once, and can be taken back."""

from __future__ import annotations

import re
import sqlite3
from html import unescape

import pytest

from coverage_db import database, decisions
from coverage_db.database import open_database


def waiting(served) -> list[int]:
    db = open_database(served.database)
    try:
        return decisions.queue(db)
    finally:
        db.close()


async def total(served) -> int:
    return int((await served.get("/-/export?what=counts&format=json&period=outbreak")).json()["total"])


def form(page: str) -> dict[str, str]:
    """The hidden fields of the review's form."""
    inside = re.search(r'<form[^>]*id="decide".*?</form>', page, re.S)
    assert inside is not None
    return dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', inside[0]))


async def test_what_the_page_promises_is_what_happens(served) -> None:
    page = (await served.get("/-/review")).text
    before = await total(served)
    promised = re.search(r'value="include".*?(\d+)→(\d+)篇', page, re.S)
    assert promised is not None
    assert int(promised[1]) == before
    fields = form(page)
    answer = await served.post("/-/review", {**fields, "decision": "include", "by": "张三"})
    assert answer.status_code == 303
    assert f"id={fields['next']}" in answer.headers["location"]
    assert await total(served) == int(promised[2])
    assert int(fields["article"]) not in waiting(served)


async def test_looking_changes_nothing(served) -> None:
    state = served.rows("select count(*), max(id) from decisions"), served.rows("select * from facts order by 1, 2")
    await served.get("/-/review")
    assert state == (
        served.rows("select count(*), max(id) from decisions"),
        served.rows("select * from facts order by 1, 2"),
    )


async def test_an_exclusion_has_its_reason_and_can_be_undone(served) -> None:
    fields = form((await served.get("/-/review")).text)
    article = int(fields["article"])
    await served.post("/-/review", {**fields, "decision": "exclude paid", "by": "李四", "note": "广告部确认"})
    row = served.rows('select "by", action, value, note from decisions where article = ?', article)
    assert row == [("李四", "exclude", "paid", "广告部确认")]
    page = (await served.get("/-/review")).text
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number is not None
    answer = await served.post(
        "/-/review", {"decision": "undo", "article": str(article), "number": number[1], "by": "李四"}
    )
    assert answer.status_code == 303
    assert article in waiting(served)
    assert len(served.rows("select 1 from decisions where article = ?", article)) == 2, "appended, not removed"


async def test_likes_are_decided_together(served) -> None:
    page = (await served.get("/-/review?why=clues_only")).text
    fields = form(page)
    assert len(fields["likes"].split(",")) == 9
    await served.post("/-/review", {**fields, "decision": "include", "together": "1", "by": "张三"})
    assert [a for a in waiting(served) if a in {int(fields["article"]), *map(int, fields["likes"].split(","))}] == []


async def test_two_people_at_once_the_second_is_told(served) -> None:
    fields = form((await served.get("/-/review")).text)
    await served.post("/-/review", {**fields, "decision": "include", "by": "张三"})
    late = await served.post("/-/review", {**fields, "decision": "exclude paid", "by": "李四"})
    assert late.status_code == 409
    assert "刚被别人认定过" in late.text
    assert len(served.rows("select 1 from decisions where article = ?", int(fields["article"]))) == 1


async def test_a_form_without_its_token_decides_nothing(served) -> None:
    fields = form((await served.get("/-/review")).text)
    answer = await served.datasette.client.post(
        "/-/review", data={**fields, "decision": "include"}, cookies={"ds_csrftoken": "x"}
    )
    assert answer.status_code == 403
    assert served.rows("select 1 from decisions") == []


@pytest.mark.parametrize("decision", ["", "exclude", "same-as", "same-as 999", "nonsense", "set date=yesterday", "set"])
async def test_a_decision_that_is_none_is_said(served, decision: str) -> None:
    fields = {**form((await served.get("/-/review")).text), "other": ""}
    answer = await served.post("/-/review", {**fields, "decision": decision, "by": "张三"})
    assert answer.status_code == 400
    assert served.rows("select 1 from decisions") == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"decision": "set"}, "请至少填一栏"), ({"decision": "exclude", "reason": "", "other": " "}, "没有写不计的原因"),
     ({"decision": "same-as", "other": ""}, "请填那条刊发的编号")],
)  # fmt: skip
async def test_an_empty_field_is_said_in_the_words_of_the_page(served, fields: dict[str, str], said: str) -> None:
    page = await served.post("/-/article/6", {**fields, "last": "0", "by": "张三"})
    assert page.status_code == 400
    assert said in page.text


async def test_later_goes_on_and_decides_nothing(served) -> None:
    fields = form((await served.get("/-/review")).text)
    answer = await served.post("/-/review", {**fields, "decision": "later"})
    assert answer.headers["location"].endswith(f"id={fields['next']}")
    assert served.rows("select 1 from decisions") == []


async def test_every_decision_is_a_form_of_the_article(served) -> None:
    for fields in (
        {"decision": "set", "date": "2022-04-11"},
        {"decision": "exclude", "reason": "", "other": "重复报送"},
        {"decision": "split"},
        {"decision": "include"},
        {"decision": "same-as", "other": "1"},
    ):
        page = (await served.get("/-/article/6")).text
        last = re.search(r'name="last" value="(\d+)"', page)
        assert last is not None
        answer = await served.post("/-/article/6", {**fields, "last": last[1], "by": "张三"})
        assert answer.status_code == 303, fields
    actions = [row[0] for row in served.rows("select action from decisions where article = 6 order by id")]
    assert actions == ["set", "exclude", "split", "include", "same-as"]
    assert "2022年4月11日" in (await served.get("/-/article/6")).text


async def test_the_name_is_asked_for_and_remembered(served) -> None:
    (served.folder / "coverage.toml").write_text(
        (served.folder / "coverage.toml").read_text("utf-8").replace('officer = "张三"', ""), "utf-8"
    )
    fields = form((await served.get("/-/review")).text)
    assert (await served.post("/-/review", {**fields, "decision": "include", "by": ""})).status_code == 400
    answer = await served.post("/-/review", {**fields, "decision": "include", "by": "王五"})
    page = (await served.get("/-/review", cookies={"presstally_by": answer.cookies["presstally_by"]})).text
    assert 'value="王五"' in page


async def test_an_empty_queue_says_so(served) -> None:
    for article in waiting(served):
        page = (await served.get(f"/-/review?id={article}")).text
        await served.post("/-/review", {**form(page), "decision": "exclude not_us", "by": "张三"})
    page = (await served.get("/-/review")).text
    assert "没有待认定的刊发。" in page


def again(page: str) -> dict[str, str]:
    """The fields of the form with which a page that failed offers to try again."""
    inside = re.search(r'<main.*?<form action="[^"]*" method="post">(.*?)</form>', page, re.S)
    assert inside is not None, "what was sent must be there to be sent again"
    found = re.findall(r'<input (?:type="hidden"|id="[^"]*") name="([a-z]+)" value="([^"]*)"', inside[1])
    return {name: unescape(value) for name, value in found if name != "csrftoken"}


@pytest.mark.parametrize("place", ["/-/review", "/-/article/8"])
async def test_a_decision_while_another_program_keeps_writing_is_not_lost(served, monkeypatch, place: str) -> None:
    """The page waits, says it in one line, and holds what was decided and written, ready to be sent again."""
    monkeypatch.setattr(database, "BUSY_MS", 200)
    fields = form((await served.get("/-/review")).text) if place == "/-/review" else {"last": "0", "article": "8"}
    wanted = {**fields, "decision": "exclude paid", "by": "张三", "note": "广告部“确认”<b>"}
    writer = sqlite3.connect(served.database, isolation_level=None)
    try:
        writer.execute("begin immediate")
        page = await served.post(place, wanted)
        assert page.status_code == 503
        assert "数据库正被别的程序写入，等了仍未轮到。" in page.text
        assert 'value="广告部“确认”&lt;b&gt;"' in page.text
        assert (await served.post(place, again(page.text))).status_code == 503, "still locked: still kept"
    finally:
        writer.execute("rollback")
        writer.close()
    assert served.rows("select 1 from decisions") == []
    answer = await served.post(place, again(page.text))
    assert answer.status_code == 303
    assert served.rows('select action, value, "by", note from decisions') == [
        ("exclude", "paid", "张三", "广告部“确认”<b>")
    ]


async def test_a_slip_in_a_form_is_mended_where_it_is_said(served) -> None:
    sent = {"decision": "set", "date": "2022-4-31", "note": "查过报纸", "last": "0", "by": "张三"}
    page = await served.post("/-/article/6", sent)
    assert page.status_code == 400
    answer = await served.post("/-/article/6", {**again(page.text), "date": "2022-04-30"})
    assert answer.status_code == 303
    assert served.rows("select value, note from decisions") == [('{"date": "2022-04-30"}', "查过报纸")]


async def test_the_note_of_the_slower_one_is_still_there(served) -> None:
    fields = form((await served.get("/-/review")).text)
    await served.post("/-/review", {**fields, "decision": "include", "by": "张三"})
    late = await served.post(
        "/-/review", {**fields, "decision": "exclude paid", "by": "李四", "note": "电话问过编辑部"}
    )
    assert late.status_code == 409
    assert "电话问过编辑部" in late.text
    assert f'href="/-/article/{fields["article"]}"' in late.text
    assert "再试一次" not in late.text, "it must be looked at first"
