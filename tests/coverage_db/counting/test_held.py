"""Within `held` a state is worked out once, and every number is the same as without."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen_office import NOW, make_office

from coverage_db import counting
from coverage_db.config import load_config
from coverage_db.counting.filters import Filters
from coverage_db.database import open_database

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

        plain = answers()
        with counting.held(db), counting.held(db):
            assert answers() == plain
        assert db.execute("select count(*) from sqlite_temp_master").fetchone() == (0,)
        assert answers() == plain
    finally:
        db.close()
