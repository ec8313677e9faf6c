"""Taking in by hand, with the command, over the sample newsroom: links, lumps, saved pages, what has no page, a messy list."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from demo_visit import Visit
from openpyxl import Workbook

from crawler.demo.newsroom import Newsroom
from crawler.demo.office import write_office


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Visit]:
    """A running newsroom that nobody has crawled yet."""
    with Newsroom() as newsroom:
        yield Visit(newsroom, write_office(tmp_path, tuple(newsroom.outlets.values()), newsroom.ports))


def added(desk: Visit, *arguments: str, stdin: str | None = None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = desk.json("add", *arguments, stdin=stdin)["added"]
    return rows


def article(desk: Visit, id_: int) -> dict[str, Any]:
    return next(row for row in desk.json("articles") if row["id"] == id_)


STORM = "/news/202202/t20220213_1003.html"


def test_a_typed_link_is_fetched_and_known_the_next_time(desk: Visit) -> None:
    url = desk.newsroom.url("dongbin", STORM)
    (first,) = added(desk, url)
    assert (first["source"], first["outcome"], first["reason"]) == (url, "stored", None)
    desk.newsroom.forget()
    (second,) = added(desk, f"{url}?from=timeline#top")
    assert (second["outcome"], second["id"]) == ("already_stored", first["id"])
    assert desk.newsroom.asked() == []


def test_the_evidence_is_what_was_sent_in_the_charset_of_the_page(desk: Visit) -> None:
    path = "/html/2022-03/18/content_2015.htm"
    (row,) = added(desk, desk.newsroom.url("haizhou", path))
    found = article(desk, row["id"])
    assert found["sha256"] == sha256(desk.newsroom.answer("haizhou", path).body).hexdigest()
    assert (found["title"], found["published"], found["state"]) == (
        "卡口上的一抹“电力红”",
        "2022-03-18T07:40:00+08:00",
        "counted",
    )


def test_a_dead_link_says_why_and_ends_with_1(desk: Visit) -> None:
    done = desk.presstally("add", desk.newsroom.url("haizhou", "/html/2022-03/21/content_2016.htm"))
    assert done.returncode == 1
    assert "网站返回404" in done.stdout


def test_a_pasted_lump_gives_its_links(desk: Visit) -> None:
    lump = f"今天的稿件：{desk.newsroom.url('dongbin', STORM)}，转自 {desk.newsroom.url('huixun', '/a/70012.html')}。\n收到"
    rows = added(desk, "-", stdin=lump)
    assert [row["outcome"] for row in rows] == ["stored", "stored"]
    assert rows[0]["source"] == "所粘贴文字的第1条链接"
    roles = {row["id"]: row["role"] for row in desk.json("articles")}
    assert [roles[row["id"]] for row in rows] == ["original", "reprint"]


def test_a_private_address_in_a_lump_is_not_asked_for(desk: Visit) -> None:
    with Newsroom(outlets=list(desk.newsroom.outlets.values())[:1]) as stranger:
        path = stranger.outlets["binsheng"].articles[0].path
        done = desk.presstally("add", "-", "--format", "json", stdin=f"看 {stranger.url('binsheng', path)}")
        assert done.returncode == 1
        assert '"private"' in done.stdout
        assert stranger.log == []


def test_a_typed_link_of_nobody_waits_for_its_outlet(desk: Visit) -> None:
    with Newsroom(outlets=[desk.newsroom.outlets["wangchao"]]) as stranger:
        (row,) = added(desk, stranger.url("wangchao", "/show/5013.html"))
    assert (row["outcome"], row["reason"]) == ("stored", "unknown_outlet")
    found = article(desk, row["id"])
    assert (found["outlet"], found["state"], found["why"]) == (None, "pending", ["unknown_outlet"])


def test_a_page_of_nobody_takes_the_outlet_that_is_named_for_it(desk: Visit) -> None:
    with Newsroom(outlets=[desk.newsroom.outlets["wangchao"]]) as stranger:
        (row,) = added(desk, stranger.url("wangchao", "/show/5013.html"), "--outlet", "海州湾广播电视台")
    assert (row["outcome"], row["reason"]) == ("stored", None)
    found = article(desk, row["id"])
    assert (found["outlet"], found["state"], found["why"]) == ("tv", "counted", [])


def test_a_known_outlet_stays_what_it_is(desk: Visit) -> None:
    (row,) = added(desk, desk.newsroom.url("dongbin", STORM), "--outlet", "tv")
    assert article(desk, row["id"])["outlet"] == "dongbin"


def test_a_saved_page_finds_its_outlet_by_the_note_of_the_browser(desk: Visit, tmp_path: Path) -> None:
    url = desk.newsroom.url("dongbin", STORM)
    body = desk.newsroom.answer("dongbin", STORM).body
    saved = tmp_path / "寒潮.html"
    saved.write_bytes(f"<!-- saved from url=({len(url):04d}){url} -->\n".encode() + body)
    (row,) = added(desk, str(saved))
    assert row["outcome"] == "stored"
    assert article(desk, row["id"])["outlet"] == "dongbin"
    assert article(desk, row["id"])["sha256"]


def test_a_saved_page_without_an_address_asks_for_it(desk: Visit, tmp_path: Path) -> None:
    saved = tmp_path / "寒潮.html"
    saved.write_bytes(desk.newsroom.answer("dongbin", STORM).body)
    done = desk.presstally("add", str(saved))
    assert done.returncode == 1
    assert "--url" in done.stdout
    (row,) = added(desk, str(saved), "--url", desk.newsroom.url("dongbin", STORM))
    assert row["outcome"] == "stored"


def test_what_has_no_page_counts_by_decision_and_keeps_its_picture(desk: Visit, tmp_path: Path) -> None:
    picture = tmp_path / "报纸.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    (row,) = added(
        desk, "--title", "晚间新闻：抢修队员冒雨送电", "--outlet", "海州湾日报", "--date", "2022-03-15", "--file", str(picture)
    )  # fmt: skip
    found = article(desk, row["id"])
    assert (found["outlet"], found["published"], found["date_witness"], found["state"]) == (
        "haizhou", "2022-03-15", "decision", "counted",
    )  # fmt: skip
    assert found["sha256"]
    (decision,) = desk.rows("select * from decisions")
    assert (decision["action"], decision["note"]) == ("include", "人工录入，无原始页面")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--title", "一条", "--outlet", "无此报"], "不认识媒体"),
        (["--title", "一条", "--date", "3月5日"], "2022-03-05"),
        (["nothing-here.xlsx"], "既不是网址"),
        ([], "没有可补录的内容"),
    ],
)
def test_wrong_use_is_one_line_and_2(desk: Visit, arguments: list[str], words: str) -> None:
    done = desk.presstally("add", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def messy(desk: Visit, path: Path) -> Path:
    """Last year's list, as offices keep it."""
    book = Workbook()
    march = book.worksheets[0]
    march.title = "3月"
    march.append(["海州湾供电服务有限公司2022年宣传报道台账"])
    march.merge_cells("A1:F1")
    march.append(["序号", "题目", "刊发媒体", "见报日期", "网址", "供稿人", "级别", "部门", "备注"])
    march.append([1, "《四十八小时，隔离点的灯亮了》", "滨声", "3月13日", None, "陆小帆"])
    march.append([2, "会展中心的“守夜人”", "望潮广播、海州湾日报", 44640, None, "沈一诺"])
    march.append(
        [
            3,
            "卡口上的一抹“电力红”",
            "海州湾日报",
            "2022.3.18",
            desk.newsroom.url("haizhou", "/html/2022-03/18/content_2015.htm"),
            None,
        ]
    )
    march.append(["合计", "4篇"])
    april = book.create_sheet("4月")
    april.append(["序号", "题目", "刊发媒体", "见报日期", "网址", "供稿人"])
    april.append([1, "清明巡线记", "东滨新闻", "5日", None, None])
    april.append([2, "没有日期的一条", "滨声", None, None, None])
    book.save(path)
    return path


def test_a_messy_list_previewed_writes_and_fetches_nothing(desk: Visit, tmp_path: Path) -> None:
    rows = added(desk, str(messy(desk, tmp_path / "台账.xlsx")), "--dry-run")
    assert [(row["source"], row["outcome"], row["reason"]) for row in rows] == [
        ("“3月”第3行", "stored", None),
        ("“3月”第4行", "stored", "unknown_outlet"),
        ("“3月”第4行", "stored", None),
        ("“3月”第5行", "stored", None),
        ("“4月”第2行", "stored", "unknown_outlet"),
        ("“4月”第3行", "stored", "undated"),
    ]
    assert desk.newsroom.asked() == []
    assert desk.rows("select * from articles") == []


def test_a_messy_list_joins_what_was_crawled(desk: Visit, tmp_path: Path) -> None:
    assert desk.presstally("crawl").returncode == 0
    before = len(desk.rows("select * from articles"))
    path = messy(desk, tmp_path / "台账.xlsx")
    rows = added(desk, str(path), "--map", "望潮广播=wangchao", "--map", "东滨新闻=dongbin")
    assert [row["outcome"] for row in rows] == [
        "already_stored",
        "stored",
        "stored",
        "already_stored",
        "stored",
        "stored",
    ]
    assert len(desk.rows("select * from articles")) == before + 4
    isolation = article(desk, rows[0]["id"])
    assert (isolation["outlet"], isolation["state"]) == ("binsheng", "counted")
    radio, paper = article(desk, rows[1]["id"]), article(desk, rows[2]["id"])
    assert (radio["outlet"], paper["outlet"], radio["story"] == paper["story"]) == ("wangchao", "haizhou", True)
    assert article(desk, rows[4]["id"])["published"] == "2022-04-05"
    assert article(desk, rows[5]["id"])["reason"] == "undated"
    notes = {row["article"]: row["note"] for row in desk.rows("select * from decisions where action = 'include'")}
    assert notes[rows[4]["id"]] == "导入自台账 “4月”第2行"

    again = added(desk, str(path))
    assert [row["outcome"] for row in again] == ["already_stored"] * 6
    assert [row["id"] for row in again] == [row["id"] for row in rows]
    assert len(desk.rows("select * from articles")) == before + 4
