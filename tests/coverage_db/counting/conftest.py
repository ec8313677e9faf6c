"""An office with twelve articles of nine stories, small enough to count by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from counting_facts import add_outlets, fact, office, store
from sqlite_utils import Database

from coverage_db.config import Config
from coverage_db.database import open_database


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return office(tmp_path)


@pytest.fixture
def ledger(config: Config) -> Iterator[Database]:
    """Story 1 stands in three outlets; what else is there says its line."""
    db = open_database(config.database)
    add_outlets(db, watched=0)
    rows = [
        fact(1, "jhd", "2022-03-12"),
        fact(2, "rmw", "2022-04-06", story=1, story_rank=2, role="reprint", origin="contributed"),
        fact(3, "jsjjb", "2022-03-14", story=1, story_rank=3, role="reprint", front=1, length=1200),
        fact(4, "jsjjw", "2022-04-01", origin="contributed"),
        fact(5, "lygtv", "2022-04-20", prominence="round_up"),
        fact(6, "gyx", "2022-05-02"),
        fact(7, "site", "2022-04-02"),
        fact(8, "lygrb", "2022-04-03", why="clues_only", prominence=None),
        fact(9, "zgdlb", None),
        fact(10, "xhrb", "2022-04-04", prominence="passing"),
        fact(11, "jhd", "2022-04-05", role="excerpt", story=4, story_rank=2),
        fact(12, "jhd", "2022-04-07", company="them", company_order=2, rival=1),
    ]
    store(db, rows, {1: {"epidemic"}, 2: {"epidemic"}, 4: {"epidemic", "work"}, 5: {"work"}, 6: {"work"}})
    db["fact_bylines"].insert_all(
        [
            {"article": 1, "position": 0, "name": "甲", "role": "reporter", "person": None, "department": None},
            {
                "article": 2,
                "position": 0,
                "name": "许清瑞",
                "role": "correspondent",
                "person": "许清瑞",
                "department": "新东所",
            },
            {"article": 3, "position": 0, "name": "甲", "role": "reporter", "person": None, "department": None},
            {
                "article": 4,
                "position": 0,
                "name": "许清瑞",
                "role": "correspondent",
                "person": "许清瑞",
                "department": "新东所",
            },
            {"article": 4, "position": 1, "name": "乙", "role": "photographer", "person": None, "department": None},
        ]
    )
    db.conn.commit()
    yield db
    db.close()
