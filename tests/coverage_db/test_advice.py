"""Advice from what is stored: longer names round ours with how often, themes that are on half of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from matching_cases import US, WATCHLIST
from sqlite_utils import Database
from story_cases import article, open_office, store

from benchmarks.corpus import Newsroom
from coverage_db.advice import advice, similar_names, wide_themes
from coverage_db.database import transaction
from coverage_db.matching import Theme, Watchlist
from coverage_db.watching import write_snapshot


def settings(watchlist: Watchlist) -> Any:
    return SimpleNamespace(watchlist=watchlist, warnings=("一条设置提醒",), general=SimpleNamespace(language="zh"))


UNDECLARED = replace(
    WATCHLIST,
    companies=(replace(US, not_in=()),),
    themes=(Theme("all", "一切", any=("。",)), Theme("some", "少数", any=("抗疫",))),
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_office(tmp_path)
    with transaction(db):
        write_snapshot(db, UNDECLARED)
    room = Newsroom(51)
    heads = ("昨日，国网", "记者从国网", "国网", "省里的国网", "据国网")
    for at in range(60):
        name = f"{heads[at % 5]}海州湾供电公司" if at < 17 else "海州湾供电服务有限公司" if at % 2 else "近日海州湾供电"
        store(db, [article(f"{at}", f"{name}到场。" + "".join(room.sentences(60)))])
    yield db
    db.close()


def test_a_longer_name_is_told_with_how_often_it_was_seen_and_ours_are_not(db: Database) -> None:
    assert similar_names(db, settings(UNDECLARED)) == [("us", "国网海州湾供电公司", 17)]


def test_a_declared_name_is_told_no_more(db: Database) -> None:
    assert similar_names(db, settings(WATCHLIST)) == []


def test_a_theme_on_half_of_everything_is_too_wide(db: Database) -> None:
    assert wide_themes(db) == [("一切", 60)]


def test_each_advice_is_a_line(db: Database) -> None:
    lines = advice(db, settings(UNDECLARED))
    assert len(lines) == 3
    assert lines[0] == "一条设置提醒"
    assert "17次" in lines[1]
    assert all("\n" not in line for line in lines)
