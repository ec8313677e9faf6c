"""What an office should never type and pages should never hold: a clear line or an answer, never a crash, never minutes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from matching_cases import US, WATCHLIST
from sqlite_utils import Database
from story_cases import article, by_key, open_office, store

from coverage_db.matching import Company, Watchlist, match
from coverage_db.matching.measure import all_inside, common_run, share
from coverage_db.matching.sketch import sketch
from coverage_db.search import search

FIVE_MB = 1_700_000
"""Han characters of 5 MB."""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_office(tmp_path)
    yield db
    db.close()


def test_an_alias_of_one_character_finds_each_place_and_ends() -> None:
    watchlist = Watchlist(companies=(Company("x", "电", aliases=("供", "供电"), not_in=("供电",)),))
    found = match(article("a", "供电" * 50_000), watchlist)
    assert len(found) == 1000
    assert {mention.verdict for mention in found} == {"absorbed"}


@pytest.mark.parametrize(
    "text",
    [
        "电" * FIVE_MB,
        "湾供公司" * (FIVE_MB // 4),
        "()" * FIVE_MB,
        "（（" * 200_000,
        "电(" * 300_000,
        "?" * FIVE_MB,
        "电?" * 300_000,
    ],
)
def test_a_text_of_five_megabytes_or_of_brackets_is_taken_in(db: Database, text: str) -> None:
    store(db, [article("a", text), article("b", text + "。另一句话。", published="2022-04-08")])
    assert set(by_key(db)) == {"a", "b"}


def test_texts_of_one_repeated_word_are_measured_in_bounded_time() -> None:
    one, two = "供电" * 100_000, "电供" * 100_001
    assert share(one, two).shared == 2
    assert common_run(one, two, 80) >= 80
    assert len(sketch(one).hashes) <= 2
    assert all_inside(one, [(10, 14)], two)


@pytest.mark.parametrize(
    "words",
    [
        '"' * 5000,
        "-供电",
        "供电*",
        "NEAR(供电 湾, 5)",
        "供 OR 电 AND NOT",
        "x" * 10_000,
        "电 " * 5000,
        "电" * 10_000,
        "title:电",
        "\x00电",
        "{电}",
        "电^2",
    ],
)
def test_hostile_words_are_words(db: Database, words: str) -> None:
    store(db, [article("a", "海州湾供电服务有限公司")])
    assert search(db, words).total in (0, 1)


def test_a_company_that_not_in_contradicts_is_never_us_and_seen_as_turned_away(db: Database) -> None:
    contradicting = Watchlist(companies=(Company("us", US.name, not_in=(US.name,)),))
    assert {mention.verdict for mention in match(article("a", US.name + "开会"), contradicting)} == {"absorbed"}
    assert match(article("a", ""), WATCHLIST) == []
