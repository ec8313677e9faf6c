"""Decisions: each word has its effect at once, the last one wins, and what was decided holds against what is found later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from story_cases import US, article, by_key, open_office, store

from benchmarks.corpus import Newsroom
from coverage_db import facts
from coverage_db.decisions import corrections, decide, of_article, open_marks, queue
from coverage_db.errors import UsageError
from coverage_db.intake import take_in
from coverage_db.records import Article, Byline, Record

TEXT = Newsroom(21).release(US, 500)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_office(tmp_path)
    yield db
    db.close()


def say(db: Database, key: str, decision: str, **more: Any) -> int:
    return decide(db, by="张三", article=number(db, key), decision=decision, **more)


def number(db: Database, key: str) -> int:
    found = db.execute("select id from articles where url like ?", [f"%/{key}.html"]).fetchone()
    return int(found[0])


def fact(db: Database, key: str, *columns: str) -> tuple[Any, ...]:
    found = db.execute(f"select {', '.join(columns)} from facts where article = ?", [number(db, key)]).fetchone()
    return tuple(found)


def test_include_and_exclude_the_last_one_wins_and_undo_takes_it_back(db: Database) -> None:
    store(db, [article("a", TEXT)])
    say(db, "a", "exclude paid")
    assert fact(db, "a", "word", "included") == ("paid", 0)
    say(db, "a", "include")
    assert fact(db, "a", "word", "included") == (None, 1)
    say(db, "a", "undo")
    assert fact(db, "a", "word", "included") == ("paid", 0)
    say(db, "a", "undo")
    assert fact(db, "a", "word", "included") == (None, 0)
    with pytest.raises(UsageError, match="没有可以撤回"):
        say(db, "a", "undo")
    assert [(row["decision"], row["in_force"]) for row in of_article(db, 1)] == [
        ("exclude paid", False), ("include", False), ("undo 2", False), ("undo 1", False),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["negative", "not_us", "notice"])
def test_a_word_on_the_text_holds_for_every_appearance_now_and_later_until_split(db: Database, word: str) -> None:
    store(db, [article("a", TEXT), article("b", TEXT, outlet="o2")])
    say(db, "a", f"exclude {word}")
    store(db, [article("c", TEXT, outlet="o1"), article("d", "另外一件事。" + US + "开会。")])
    assert [fact(db, key, "word")[0] for key in "abcd"] == [word, word, word, None]
    say(db, "b", "split")
    assert [fact(db, key, "word")[0] for key in "abc"] == [word, None, word]


def test_a_word_on_the_text_reaches_its_excerpts_and_a_word_on_an_excerpt_stays_there(db: Database) -> None:
    store(db, [article("a", TEXT), article("b", Newsroom(21).cut(TEXT, 0.3), published="2022-04-08")])
    assert by_key(db)["b"] == (1, "excerpt")
    say(db, "b", "exclude not_us")
    assert [fact(db, key, "word")[0] for key in "ab"] == [None, "not_us"]
    say(db, "a", "exclude negative")
    assert [fact(db, key, "word")[0] for key in "ab"] == ["negative", "negative"]


def test_other_words_hold_for_the_article_alone_unless_said_otherwise(db: Database) -> None:
    store(db, [article("a", TEXT), article("b", TEXT, outlet="o2")])
    say(db, "a", "exclude paid")
    assert [fact(db, key, "word")[0] for key in "ab"] == ["paid", None]
    say(db, "a", "exclude 重复投稿", story=True)
    assert [fact(db, key, "word")[0] for key in "ab"] == ["重复投稿", "重复投稿"]
    say(db, "b", "include")
    assert [fact(db, key, "word", "included") for key in "ab"] == [("重复投稿", 0), (None, 1)]
    say(db, "a", "exclude negative", story=False)
    assert [fact(db, key, "word")[0] for key in "ab"] == ["negative", None]


def test_same_as_joins_and_holds_and_split_parts_and_holds(db: Database) -> None:
    room = Newsroom(22)
    other = room.release(US, 400)
    store(db, [article("a", TEXT), article("b", other, published="2022-04-08")])
    say(db, "b", f"same-as {number(db, 'a')}")
    assert by_key(db) == {"a": (1, "original"), "b": (1, "reprint")}
    store(db, [article("c", room.edited(other), published="2022-04-09")])
    assert by_key(db)["c"] == (1, "reprint")
    say(db, "b", "split")
    assert by_key(db)["b"][1] == "original"
    assert len({story for story, _ in by_key(db).values()}) == 3, "c follows b's text, and b stands alone"
    store(db, [article("d", other, published="2022-04-02")])
    assert by_key(db)["d"] == (by_key(db)["c"][0], "original")
    assert by_key(db)["b"][0] not in (by_key(db)["d"][0], by_key(db)["a"][0])


def test_copies_that_one_copy_held_together_stay_together_when_it_is_split_off(db: Database) -> None:
    room = Newsroom(23)
    store(db, [article(f"{n}", room.with_editors_line(TEXT), published=f"2022-04-{n + 1:02}") for n in range(6)])
    say(db, "0", "split")
    assert [by_key(db)[f"{n}"] for n in range(1, 6)] == [(1, "original")] + [(1, "reprint")] * 4
    assert by_key(db)["0"][0] != 1
    say(db, "0", "undo")
    assert {story for story, _ in by_key(db).values()} == {1}


def test_a_set_outlet_settles_unknown_outlet_and_can_change_the_original(db: Database) -> None:
    store(db, [article("a", TEXT), article("b", TEXT, outlet=None)])
    assert fact(db, "b", "why") == ("unknown_outlet",)
    assert queue(db) == [number(db, "b")]
    say(db, "b", "set outlet=媒体0报")
    assert fact(db, "b", "why", "outlet", "level", "role") == ("", "o0", "国家级", "original")
    assert by_key(db)["a"] == (1, "reprint")
    assert queue(db) == []


def test_a_set_date_is_its_own_witness_and_settles_the_conflict(db: Database) -> None:
    store(db, [article("a", TEXT, date_conflict=True), article("b", TEXT, outlet="o0", published=None)])
    assert fact(db, "a", "why", "role") == ("date_conflict", "original")
    say(db, "b", "set date=2022年4月1日")
    assert fact(db, "b", "day", "date_witness", "role") == ("2022-04-01", "decision", "original")
    say(db, "a", "set date=2022-03-01T08:00")
    assert fact(db, "a", "published", "why", "role") == ("2022-03-01T08:00:00+08:00", "", "original")


def test_a_set_title_is_matched_again(db: Database) -> None:
    store(db, [article("a", "开头。\n" + TEXT)])
    assert fact(db, "a", "prominence", "notice") == ("body", 0)
    say(db, "a", "set title=湾供公司停电公告 第2号 page=01")
    assert fact(db, "a", "prominence", "notice") == ("title", 1)
    assert corrections(db, [1]) == {1: {"title": "湾供公司停电公告 第2号", "page": "01"}}
    say(db, "a", "undo")
    assert fact(db, "a", "prominence", "notice") == ("body", 0)


def test_what_is_set_shows_in_the_facts(db: Database) -> None:
    store(db, [article("a", TEXT, bylines=(Byline("王小", "reporter"),)), article("b", TEXT, outlet="o0")])
    say(
        db,
        "a",
        "set level=省级 prominence=passing front=头条 theme=迎峰度冬,epidemic role=首发 byline=通讯员:苗青,记者:李四",
    )
    assert fact(db, "a", "level", "level_rank", "prominence", "front", "headline", "role", "story_rank", "origin") == (
        "省级", 1, "passing", 1, 1, "original", 1, "contributed",
    )  # fmt: skip
    assert by_key(db)["b"] == (1, "reprint")
    assert db.execute("select theme from fact_themes where article = 1 order by 1").fetchall() == [
        ("epidemic",),
        ("winter",),
    ]
    assert db.execute("select name, role, person, department from fact_bylines where article = 1 order by position").fetchall() == [
        ("苗青", "correspondent", "苗青", "新东供电所"), ("李四", "reporter", None, None),
    ]  # fmt: skip


def test_an_article_that_names_nobody_counts_once_it_is_included(db: Database) -> None:
    take_in(db, Record(link="manual:1", outlet="o4", fetched="2022-05-01T08:00:00+08:00", article=Article(outlet="o4", title="电视新闻一则", published="2022-04-06")))  # fmt: skip
    assert db["facts"].count == 0
    decide(db, by="张三", article=1, decision="include")
    assert db.execute("select company, prominence, why, included from facts").fetchall() == [("us", None, "", 1)]
    decide(db, by="张三", article=1, decision="exclude paid")
    assert db["facts"].count == 0


def test_an_item_entered_by_hand_joins_its_page_whichever_comes_first(tmp_path: Path) -> None:
    by_hand = Article(outlet="o3", title="湾供公司抢修忙", published="2022-04-06")
    for at, keys in enumerate(("hp", "ph")):
        folder = tmp_path / str(at)
        folder.mkdir()
        db = open_office(folder)
        for key in keys:
            if key == "p":
                store(db, [article("p", TEXT, title="湾供公司 抢修忙")])
            else:
                take_in(db, Record(link="manual:1", outlet="o3", fetched="2022-05-01T08:00:00+08:00", article=by_hand))
        rows = db.execute("select url is null, story, role from articles order by url is null").fetchall()
        assert rows == [(0, 1, "original"), (1, 1, "reprint")]
        db.close()


def test_a_page_that_has_changed_is_queued_until_somebody_decides(db: Database) -> None:
    store(db, [article("a", TEXT)])
    changed = Record(
        link="https://o3.test/a.html",
        outlet="o3",
        fetched="2022-05-02T08:00:00+08:00",
        article=article("a", "全文已经撤换。"),
    )
    take_in(db, changed)
    assert (open_marks(db), queue(db)) == ({1: ["changed"]}, [1])
    say(db, "a", "exclude withdrawn")
    assert (open_marks(db), queue(db)) == ({}, [])


def test_as_of_shows_the_decisions_up_to_then_and_leaves_no_trace(db: Database) -> None:
    store(db, [article("a", TEXT)])
    first = say(db, "a", "exclude paid")
    say(db, "a", "include")
    before = db.execute("select * from facts").fetchall()
    for upto, expected in (
        (0, (None, 0)),
        (first, ("paid", 0)),
        (99, (None, 1)),
        ("2000-01-01", (None, 0)),
        ("2999-01-01", (None, 1)),
    ):
        with facts.as_of(db, upto):
            assert db.execute("select word, included from facts").fetchall() == [expected]
            assert db.execute("select count(*) from fact_bylines").fetchone() == (0,)
    assert db.execute("select * from facts").fetchall() == before
    assert not db.conn.in_transaction


def test_as_of_works_on_a_connection_that_only_reads(db: Database, tmp_path: Path) -> None:
    store(db, [article("a", TEXT)])
    say(db, "a", "exclude paid")
    reader = Database(sqlite3.connect(f"file:{tmp_path / 'coverage.db'}?mode=ro", uri=True))
    reader.execute("pragma query_only = 1")
    with facts.as_of(reader, 0):
        assert reader.execute("select word from facts").fetchall() == [(None,)]
    assert reader.execute("select word from facts").fetchall() == [("paid",)]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("delete from facts")
    reader.close()


def test_facts_made_anew_are_the_facts_that_decisions_left(db: Database) -> None:
    room = Newsroom(24)
    store(db, [article(f"{n}", room.edited(TEXT), outlet=f"o{n}") for n in range(6)])
    for key, words in (
        ("0", "exclude negative"),
        ("1", "split"),
        ("2", "include"),
        ("3", "set outlet=o1 date=2022-01-01"),
        ("1", "same-as 4"),
    ):
        say(db, key, words)
    before = [db.execute(f"select * from {table}").fetchall() for table in facts.TABLES]
    facts.refresh(db)
    assert [db.execute(f"select * from {table}").fetchall() for table in facts.TABLES] == before


@pytest.mark.parametrize(
    ("decision", "found"),
    [("", "不是一项认定"), ("yes", "不是一项认定"), ("include now", "不是一项认定"), ("exclude", "写明原因"), ("exclude pending", "不能作为"),
     ("exclude " + "长" * 61, "不能作为"), ("same-as 1", "另一条"), ("same-as 77", "另一条"), ("same-as x", "另一条"), ("set", "不是一项认定"),
     ("set colour=red", "colour"), ("set date=2022-02-30", "日期"), ("set outlet=无此报", "媒体"), ("set level=地市级", "国家级"),
     ("set byline=总编:某", "署名"), ("set theme=nosuch", "主题"), ("undo 9", "没有可以撤回")],
)  # fmt: skip
def test_words_that_make_no_sense_are_refused_in_one_line(db: Database, decision: str, found: str) -> None:
    store(db, [article("a", TEXT)])
    with pytest.raises(UsageError, match=found) as refused:
        say(db, "a", decision)
    assert "\n" not in str(refused.value)
    assert db["decisions"].count == 0


def test_the_chinese_labels_are_read_as_the_words(db: Database) -> None:
    store(db, [article("a", TEXT), article("b", "另一件。" + US)])
    for words, stored in (
        ("计入", "include"),
        ("不计 付费刊登", "exclude paid"),
        ("不计：批评或负面报道，另列", "exclude negative"),
        ("并为同一稿件 2", "same-as 2"),
        ("拆开另计", "split"),
        ("撤回认定", "undo 5"),
    ):
        say(db, "a", words)
        assert of_article(db, 1)[-1]["decision"] == stored


def test_no_program_can_change_or_delete_a_decision(db: Database) -> None:
    store(db, [article("a", TEXT)])
    say(db, "a", "include")
    for sql in ("update decisions set value = 'x'", "delete from decisions"):
        with pytest.raises(Exception, match="appended"):
            db.execute(sql)
