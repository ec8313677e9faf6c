"""From records and decisions to the number: taken in by intake, decided by a person, counted as the contract says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from counting_facts import office, slowly
from sqlite_utils import Database
from story_cases import US, article, open_office, store

from benchmarks.corpus import Newsroom
from coverage_db import counting
from coverage_db.config import Config
from coverage_db.counting import policy as policies
from coverage_db.counting.filters import Filters
from coverage_db.decisions import decide
from coverage_db.records import Article, Byline, Witness

ROOM = Newsroom(5)
TEXT, SECOND, THIRD = (ROOM.release(US, 500) for _ in range(3))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return office(tmp_path)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_office(tmp_path)
    yield db
    db.close()


def reasons(db: Database, config: Config, **given: Any) -> dict[int, str | None]:
    """And, each time, that the slow counter says the same."""
    filters = Filters.make(config, db, **given)
    found = {row["id"]: row["reason"] for row in counting.articles(db, config, filters)}
    wanted = slowly(db, policies.load(config, filters.policy_names()[0]), filters)
    assert found == {id_: reason for id_, (_, reason, _) in wanted.items()}
    return found


def say(db: Database, id_: int, decision: str, **more: Any) -> int:
    return decide(db, by="张三", article=id_, decision=decision, **more)


def test_a_story_counts_once_for_the_first(db: Database, config: Config) -> None:
    store(
        db,
        [
            article("a", TEXT, outlet="o3", published="2022-04-07"),
            article("b", TEXT, outlet="o1", published="2022-04-06"),
        ],
    )
    assert reasons(db, config) == {1: "reprint", 2: None}
    assert reasons(db, config, policies=["appearances"]) == {1: None, 2: None}
    store(db, [article("c", TEXT, outlet="o0", published="2022-05-08")])
    assert reasons(db, config, policies=["highest_only"]) == {1: "lower_level", 2: "lower_level", 3: None}
    assert reasons(db, config, policies=["highest_only"], period="2022-04")[3] is None, "the day of the first"
    assert reasons(db, config, policies=["highest_only"], period="2022-05")[3] == "out_of_period"


def test_paid_is_for_the_article_negative_for_the_story(db: Database, config: Config) -> None:
    store(db, [article("a", TEXT, outlet="o1"), article("b", TEXT, outlet="o3"), article("c", SECOND)])
    say(db, 1, "exclude paid")
    assert reasons(db, config) == {1: "paid", 2: None, 3: None}
    say(db, 1, "exclude negative")
    assert reasons(db, config) == {1: "negative", 2: "negative", 3: None}
    say(db, 2, "split")
    assert reasons(db, config) == {1: "negative", 2: None, 3: None}


def test_include_lifts_what_it_may_and_nothing_else(db: Database, config: Config) -> None:
    store(
        db,
        [
            article("own", TEXT, outlet="o6"),
            article("notice", SECOND, title="计划停电公告"),
            article("undated", THIRD, published=None),
            article("system", ROOM.release(US, 500), outlet="o5"),
            article("nowhere", ROOM.release(US, 500), outlet=None),
            article("other", ROOM.release(US, 500).replace(US, f"国网{US[:6]}公司")),
        ],
    )
    before = reasons(db, config)
    assert before == {1: "own", 2: "notice", 3: "undated", 4: "level", 5: "pending", **{6: before[6]}}
    for id_ in before:
        say(db, id_, "include")
    after = reasons(db, config)
    assert after == {1: None, 2: None, 3: "undated", 4: "level", 5: None, 6: None}
    say(db, 3, "set date=2022-04-06")
    row = counting.articles(db, config, Filters(), ids=[3])[0]
    assert (row["reason"], row["published"], row["date_witness"]) == (None, "2022-04-06", "decision")
    assert row["witnesses"][0] == {"kind": "decision", "value": "2022-04-06"}


def test_dates_that_disagree_wait_until_one_is_set(db: Database, config: Config) -> None:
    witnesses = (Witness("url", "2022-04-06", ""), Witness("printed", "2022-03-01", ""))
    store(db, [article("a", TEXT, witnesses=witnesses, date_witness="url", date_conflict=True)])
    row = counting.articles(db, config, Filters())[0]
    assert (row["state"], row["reason"], row["why"]) == ("pending", "pending", ["date_conflict"])
    say(db, 1, "set date=2022-03-01")
    assert reasons(db, config, period="2022-03") == {1: None}


def test_what_a_person_set_is_what_is_counted(db: Database, config: Config) -> None:
    store(db, [article("a", TEXT, outlet=None), article("b", SECOND)])
    assert counting.articles(db, config, Filters(), ids=[1])[0]["why"] == ["unknown_outlet"]
    say(db, 1, "set outlet=o0 title=改过的标题 page=01 front=1 theme=epidemic")
    row = counting.articles(db, config, Filters(), ids=[1])[0]
    assert (row["outlet"], row["title"], row["themes"], row["state"]) == ("o0", "改过的标题", ["epidemic"], "counted")
    assert row["page"] == {"number": "01", "name": "", "front": True}
    assert reasons(db, config, themes=["epidemic"]) == {1: None, 2: "off_theme"}


def test_decisions_up_to_a_number_or_a_day(db: Database, config: Config) -> None:
    store(db, [article("a", TEXT), article("b", SECOND)])
    first = say(db, 1, "exclude paid")
    say(db, 2, "exclude paid")
    count = lambda **given: counting.count(db, config, Filters.make(config, db, **given))["total"]  # noqa: E731
    assert count() == 0
    assert count(as_of=first) == 1
    assert count(as_of=0) == 2
    assert count(as_of="2020-01-01") == 2
    rows = counting.articles(db, config, Filters.make(config, db, as_of=first))
    assert {row["id"]: row["reason"] for row in rows} == {1: "paid", 2: None}
    assert count() == 0


def test_same_as_and_split(db: Database, config: Config) -> None:
    store(db, [article("a", TEXT), article("b", SECOND, outlet="o1", published="2022-04-08")])
    say(db, 2, "same-as 1")
    assert reasons(db, config) == {1: None, 2: "reprint"}
    say(db, 2, "split")
    assert reasons(db, config) == {1: None, 2: None}


def test_bylines_of_a_story_are_those_of_all_its_press_appearances(db: Database, config: Config) -> None:
    def signed(key: str, outlet: str, name: str) -> Article:
        return article(key, TEXT, outlet=outlet, bylines=(Byline(name, "correspondent"),))

    store(db, [signed("a", "o1", "王小明"), signed("b", "o3", "李大川"), signed("c", "o6", "张内部")])
    rows = counting.count(db, config, Filters(), ("byline",))["rows"]
    assert {row["byline"]: row["count"] for row in rows} == {"王小明": 1, "李大川": 1}
    rows = counting.count(db, config, Filters(policies=("appearances",)), ("byline",))["rows"]
    assert {row["byline"]: row["count"] for row in rows} == {"王小明": 1, "李大川": 1}
