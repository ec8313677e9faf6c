"""One state: what is worked out within it is worked out once, and kept only while nothing it depends on has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from coverage_db.database import KEPT_MOST, Kept, once, one_state, open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    found = open_database(tmp_path / "coverage.db")
    yield found
    found.close()


def counting() -> tuple[list[int], Callable[[], int]]:
    done: list[int] = []

    def work() -> int:
        done.append(1)
        return len(done)

    return done, work


def test_outside_everything_is_worked_out_anew(db: Database) -> None:
    done, work = counting()
    assert [once(db, "a", work), once(db, "a", work)] == [1, 2]
    assert len(done) == 2


def test_within_one_state_once_and_not_beyond(db: Database) -> None:
    _, work = counting()
    with one_state(db), one_state(db):
        assert [once(db, "a", work), once(db, "a", work), once(db, "b", work)] == [1, 1, 2]
    with one_state(db):
        assert once(db, "a", work) == 3


def test_what_has_a_stamp_is_kept_until_the_stamp_changes(db: Database) -> None:
    _, work = counting()
    kept: Kept = {}
    for stamp, expected in (("x", 1), ("x", 1), ("y", 2), ("x", 3)):
        with one_state(db, kept):
            assert once(db, "a", work, stamp) == expected
    with one_state(db):
        assert once(db, "a", work, "x") == 4, "another server keeps its own"


def test_the_oldest_is_forgotten(db: Database) -> None:
    kept: Kept = {}
    with one_state(db, kept):
        for n in range(KEPT_MOST + 5):
            once(db, str(n), lambda: 0, "x")
    assert len(kept) == KEPT_MOST
    assert "0" not in kept


def test_nothing_stays_of_temp_tables(db: Database) -> None:
    with one_state(db):
        db.execute("create temp table looked_at (n)")
    assert db.execute("select count(*) from sqlite_temp_master").fetchone() == (0,)


def test_every_reading_and_article_marks_its_outlet(db: Database) -> None:
    def version() -> object:
        return db.execute("select version from outlet_versions where outlet = 'o'").fetchone()

    statements = (
        "insert into crawl_runs (id, started, outlets) values (1, '2022-04-06', '[]')",
        "insert into entry_reads (id, run, outlet, entry, at, links, new, known) values (1, 1, 'o', 'e', '2022-04-06', 1, 1, 0)",
        "update entry_reads set oldest = '2022-04-01' where id = 1",
        "insert or replace into outlet_runs values (1, 'o', 1, 1, 0, 1, '{}', '{}', '2022-04-06')",
        "insert or replace into outlet_runs values (1, 'o', 2, 1, 0, 1, '{}', '{}', '2022-04-06')",
        "insert into entries (url, outlet, kind) values ('e', 'o', 'feed')",
        "update entries set kind = 'listing' where url = 'e'",
    )
    seen = [version()]
    for statement in statements:
        db.execute(statement)
        seen.append(version())
    assert len(set(seen)) == len(statements), "the crawl itself is no reading"
