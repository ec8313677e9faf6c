"""Shared fixtures. Tests run against the real thing: HTTP on loopback, SQLite files, Datasette itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from coverage_db.database import open_database

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder with the labelled pages; it stands beside the project in CI and nowhere else."""
    if not SHARED.is_dir():
        pytest.skip("the labelled pages are not beside this checkout")
    return SHARED


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty database in a file."""
    return open_database(tmp_path / "coverage.db")
