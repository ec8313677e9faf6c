"""Shared fixtures. Tests run against the real thing: HTTP on loopback, SQLite files, Datasette itself."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from sqlite_utils import Database

from coverage_db.database import open_database

# Tests started in the background ignore Ctrl-C, and so would the programs that they start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

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
