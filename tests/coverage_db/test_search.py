"""Searching the index as an officer does: few characters, either script, anything pasted into the box."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlite_utils import Database

from coverage_db.decisions import decide
from coverage_db.intake import take_in
from coverage_db.outlets import OutletRow, sync
from coverage_db.records import Article, Record
from coverage_db.search import index_article, reindex, search, unindex_article

Store = Callable[..., None]


@pytest.fixture
def store(db: Database) -> Store:
    def add(number: int, text: str, title: str = "消息", day: str | None = "2022-04-06") -> None:
        with db.conn:
            db["stories"].insert({"id": number})
            db["articles"].insert(
                {"id": number, "title": title, "kicker": "", "subtitle": "", "published": day, "day": day, "date_why": "", "date_conflict": 0,
                 "length": 0, "text_hash": "", "story": number, "story_rank": 0, "role": "original", "notice": 0, "garbled": 0,
                 "attention": "", "why": "", "first_seen": "2022-04-06"}
            )  # fmt: skip
            db["article_texts"].insert({"article": number, "text": text})
            index_article(db, number, title, text)

    return add


def ids(db: Database, words: str) -> list[int]:
    return [hit.id for hit in search(db, words).rows]


def test_newest_publication_day_first_and_undated_last(db: Database, store: Store) -> None:
    store(1, "抢修", day="2022-04-01")
    store(2, "抢修", day=None)
    store(3, "抢修", day="2022-04-09")
    found = search(db, "抢修")
    assert [hit.id for hit in found.rows] == [3, 1, 2]
    assert found.by_date


@pytest.mark.parametrize(
    "words", ["湾", "供电", "灣供電", "海州湾供电服务", "海州灣供電服務有限公司搶修", "海州湾 抢修", "5G", "5g基站"]
)
def test_one_to_many_characters_in_either_script(db: Database, store: Store, words: str) -> None:
    store(1, "昨日，海州湾供电服务有限公司抢修线路，５Ｇ基站恢复。")
    assert ids(db, words) == [1]


def test_a_phrase_does_not_reach_across_a_comma_or_a_paragraph(db: Database, store: Store) -> None:
    store(1, "保障提供，电力充足\n力量")
    assert ids(db, "供电") == []
    assert ids(db, "足力") == []


@pytest.mark.parametrize("words", ['"', "'; drop table articles; --", "-供电", "NEAR(供 电)", "*", "title:供", "供电 OR", "^", "()", "\x00", "", " ", "·"])  # fmt: skip
def test_no_input_is_an_error(db: Database, store: Store, words: str) -> None:
    store(1, "供电")
    assert search(db, words).total in (0, 1)


def test_the_snippet_shows_the_original_characters(db: Database, store: Store) -> None:
    store(1, "前文。" * 50 + "海州灣供電(diàn)公司" + "后文。" * 50)
    snippet = search(db, "海州湾供").rows[0].snippet
    assert "海州灣供電" in snippet
    assert len(snippet) < 100


def test_a_removed_article_is_found_no_more(db: Database, store: Store) -> None:
    store(1, "供电")
    store(2, "供电")
    with db.conn:
        unindex_article(db, 1, "消息", "供电")
    assert ids(db, "供电") == [2]
    assert ids(db, "消息") == [2]


def test_the_lines_over_and_under_a_headline_are_found_and_stay_apart(db: Database) -> None:
    page = Article(url="http://x.test/1", title="抢修", kicker="大风过后", subtitle="——东港灯亮了", text="昨夜。")
    take_in(db, Record(link="http://x.test/1", outlet=None, fetched="2022-04-06T08:00:00+08:00", article=page))
    for words, found in (("大風過後", [1]), ("东港灯亮", [1]), ("过后抢修", []), ("抢修", [1])):
        assert ids(db, words) == found, words
    with db.conn:
        assert reindex(db) == 1
    assert ids(db, "大风过后 东港 昨夜") == [1]


def test_the_headline_of_a_text_garbled_without_tones_is_found(db: Database, store: Store) -> None:
    garbled = "昨(zuo)日(ri)抢(qiang)修(xiu)队(dui)" * 6
    store(1, garbled, title="海州湾供(gong)电(dian)忙(mang)")
    assert ids(db, "供电忙") == [1]
    with db.conn:
        unindex_article(db, 1, "海州湾供(gong)电(dian)忙(mang)", garbled)
    assert ids(db, "供电忙") == []


def test_what_an_officer_put_right_is_shown_and_orders(db: Database) -> None:
    sync(db, [OutletRow(id="hz", name="海州日报", brand="海州日报", owner="报业", level="市级", watched=True)])
    for number, day in ((1, "2022-04-06"), (2, None), (3, "2022-04-08")):
        url = f"http://x.test/{number}"
        page = Article(url=url, title="[list]", text=f"抢修{'供水送电'[number]}。", published=day)
        take_in(db, Record(link=url, outlet=None, fetched="2022-05-01T08:00:00+08:00", article=page))
    decide(db, by="甲", article=2, decision="set outlet=hz date=2022-04-07T09:30 title=夜里抢修")
    decide(db, by="甲", article=1, decision="set date=2022-04-09")
    assert [(hit.id, hit.title, hit.outlet, hit.published) for hit in search(db, "抢修").rows] == [
        (1, "[list]", None, "2022-04-09"),
        (3, "[list]", None, "2022-04-08"),
        (2, "夜里抢修", "hz", "2022-04-07T09:30:00+08:00"),
    ]
    decide(db, by="甲", article=1, decision="undo")
    assert ids(db, "抢修") == [3, 2, 1]


def test_a_headline_that_an_officer_gave_is_found(db: Database) -> None:
    page = Article(url="http://x.test/1", title="[list]页", kicker="引题", text="水来了。")
    take_in(db, Record(link="http://x.test/1", outlet=None, fetched="2022-05-01T08:00:00+08:00", article=page))

    def finds() -> list[bool]:
        return [bool(ids(db, word)) for word in ("list", "夜里抢修", "清晨抢修", "引题", "水来")]

    decide(db, by="甲", article=1, decision="set title=夜里抢修")
    assert finds() == [False, True, False, True, True]
    decide(db, by="甲", article=1, decision="set title=清晨抢修 date=2022-04-07")
    decide(db, by="甲", article=1, decision="set page=01")
    assert finds() == [False, False, True, True, True]
    with db.conn:
        reindex(db)
    assert finds() == [False, False, True, True, True]
    decide(db, by="甲", article=1, decision="undo 2")
    assert finds() == [False, True, False, True, True]
    decide(db, by="甲", article=1, decision="undo 1")
    assert finds() == [True, False, False, True, True]
