"""Worked out anew, kept ready in the table `judged`, once for a whole page: every number is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen_office import NOW, make_office

from coverage_db import counting
from coverage_db.config import load_config
from coverage_db.counting import views
from coverage_db.counting.filters import Filters
from coverage_db.database import one_state, open_database, set_meta

ASKED = (
    {},
    {"period": ["outbreak"]},
    {"period": ["outbreak"], "theme": ["epidemic"], "level": ["省级"]},
    {"from": ["2022-04-01"], "state": ["counted"], "policy": ["appearances"]},
    {"policy": ["stories", "highest_only"], "outlet": ["jdnews"]},
)
DIMENSIONS = ((), ("outlet", "month"), ("theme",), ("byline",), ("company",))


def test_the_numbers_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSTALLY_NOW", NOW)
    make_office(tmp_path)
    config, db = load_config(tmp_path / "coverage.toml"), open_database(tmp_path / "coverage.db")
    try:
        asked = [Filters.from_query(config, db, query) for query in ASKED]

        def answers() -> list[object]:
            found: list[object] = []
            for filters in asked:
                found.extend(counting.count(db, config, filters, by=by) for by in DIMENSIONS)
                found.append(counting.articles(db, config, filters))
                found.append(counting.sentence(db, config, filters, by=("level",)))
            return found

        set_meta(db, "policies", "{}")
        db.execute("delete from judged")
        db.conn.commit()
        plain = answers()
        with one_state(db):
            assert answers() == plain
        views.prepare(db, config)
        assert db.execute("select count(distinct policy) from judged").fetchone() == (2,)
        assert answers() == plain
        with one_state(db), one_state(db):
            assert answers() == plain
        assert db.execute("select count(*) from sqlite_temp_master").fetchone() == (0,)
        assert answers() == plain
    finally:
        db.close()


def test_rows_of_another_version_or_policy_are_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSTALLY_NOW", NOW)
    make_office(tmp_path)
    config, db = load_config(tmp_path / "coverage.toml"), open_database(tmp_path / "coverage.db")
    try:
        views.prepare(db, config)
        total = counting.count(db, config, Filters())["total"]
        with db.conn:
            db.execute("update judged set rank = 14")
        assert counting.count(db, config, Filters())["total"] == 0 < total, "what is kept is what is read"
        with db.conn:
            db.execute("update meta set value = replace(value, 'definition', 'older') where key = 'policies'")
        assert counting.count(db, config, Filters())["total"] == total, "made by another version"
        views.prepare(db, config)
        assert counting.count(db, config, Filters())["total"] == total
        assert db.execute("select count(*) from judged where rank = 99").fetchone()[0] > 0, "kept anew"
    finally:
        db.close()
