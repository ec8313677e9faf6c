"""Decisions that hypothesis makes, on stories that were really taken in: the SQL equals the slow counter after any of them,
and a count as of a number equals the count when only the decisions up to it had been made."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from typing import Any

import pytest
from counting_facts import office, slowly
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from story_cases import US, article, open_office, store

from benchmarks.corpus import Newsroom
from coverage_db import facts, judged
from coverage_db.config import Config
from coverage_db.counting import policy as policies
from coverage_db.counting import state
from coverage_db.counting.filters import Filters
from coverage_db.decisions import decide
from coverage_db.errors import UsageError

CASES = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "big" else 40
ROOM = Newsroom(8)
PRESETS = ("stories", "appearances", "outlets", "highest_only", "points_local", "converted")
ALONE = (
    "include", "exclude paid", "exclude negative", "exclude not_us", "exclude 挂名", "set outlet=o0", "set outlet=o6",
    "set date=2022-04-20", "set level=县级", "set prominence=passing", "set front=headline", "set theme=epidemic", "undo",
)  # fmt: skip
TOGETHER = ("split", *(f"same-as {n}" for n in range(1, 10)))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Config]:
    """Nine articles of four stories: reprints, an own page, a notice, an undated one, one of nobody, one that waits."""
    folder = tmp_path_factory.mktemp("office")
    db = open_office(folder)
    first, second, third, fourth = (ROOM.release(US, 500) for _ in range(4))
    store(
        db,
        [
            article("a", first, outlet="o3", published="2022-04-06"),
            article("b", first, outlet="o0", published="2022-05-02"),
            article("c", first, outlet="o6", published="2022-04-01"),
            article("d", second, outlet="o1", published="2022-03-30"),
            article("e", second, outlet="o4", published=None),
            article("f", second, outlet=None, published="2022-04-03"),
            article("g", third, outlet="o2", title="计划停电公告"),
            article("h", third, outlet="o5", date_conflict=True, date_witness="url"),
            article("i", fourth, outlet="o3", published="2022-04-05"),
        ],
    )
    config = office(folder)
    judged.keep(db, [policies.load(config, name).parameters() for name in PRESETS])
    return db, config


def copy(db: Database) -> Database:
    other = sqlite3.connect(":memory:")
    db.conn.backup(other)
    return Database(other)


def decided(db: Database, decisions: list[tuple[int, str]]) -> None:
    for id_, decision in decisions:
        with suppress(UsageError):  # same-as itself, undo of nothing
            decide(db, by="张三", article=id_, decision=decision)


def agreed(db: Database, config: Config, filters: Filters) -> dict[int, Any]:
    """What SQL and slow counter both say."""
    policy = policies.load(config, filters.policies[0])
    query = f"select article, state, reason, coalesce(tenths, 0) from {state.of(db, filters, policy)}"
    found = {row[0]: row[1:] for row in db.execute(query, state.parameters(filters, policy))}
    assert found == slowly(db, policy, filters)
    return found


asked = st.builds(
    lambda policy, days, themes: Filters(*days, policies=(policy,), themes=themes),
    st.sampled_from(PRESETS),
    st.sampled_from([(None, None), ("2022-04-01", "2022-04-30"), ("2022-05-01", None)]),
    st.sampled_from([(), ("epidemic",)]),
)
settled = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@settled
@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(ALONE + TOGETHER)), max_size=8), asked)
def test_any_decisions(base: tuple[Database, Config], decisions: list[tuple[int, str]], filters: Filters) -> None:
    stored, config = base
    db = copy(stored)
    decided(db, decisions)
    agreed(db, config, filters)
    rows = [db.execute(f"select * from {table}").fetchall() for table in facts.TABLES]
    assert rows[-1], "what is counted here was kept ready"
    facts.refresh(db)
    assert [db.execute(f"select * from {table}").fetchall() for table in facts.TABLES] == rows, "can be made anew"
    db.close()


@settled
@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(ALONE[:-1])), min_size=1, max_size=6),
    st.integers(0, 6),
    asked,
)
def test_as_of_a_number_is_as_if_the_later_ones_had_not_been_made(
    base: tuple[Database, Config], decisions: list[tuple[int, str]], upto: int, filters: Filters
) -> None:
    stored, config = base
    whole, part = copy(stored), copy(stored)
    decided(whole, decisions)
    decided(part, decisions[:upto])
    alike = [db.execute("select id, story, story_rank, role from articles").fetchall() for db in (whole, part)]
    with facts.as_of(whole, upto):
        found = agreed(whole, config, filters)
    if (
        alike[0] == alike[1]
    ):  # as-of looks at the stories of today: a later `set outlet` may have made another the original
        assert found == agreed(part, config, filters)
    for db in (whole, part):
        db.close()
