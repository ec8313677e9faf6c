"""Whatever stands in coverage.toml, the answer is settings or fault lines, never a trace."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import tomlkit
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coverage_db.config import Catalogue, read_config
from coverage_db.config.schema import MANY, SCHEMA
from coverage_db.errors import ConfigError

PATH = Path("coverage.toml").absolute()
CATALOGUE = Catalogue(frozenset({"xhrb"}), frozenset({"江苏"}))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
SCALARS = (
    st.booleans() | st.integers(-(2**40), 2**40) | st.floats() | TEXTS
    | st.dates(date(1, 1, 1)) | st.datetimes(datetime(1, 1, 1)) | st.just(time(8, 30))
)  # fmt: skip
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=2), max_leaves=4
)
TABLES = st.sampled_from(sorted(SCHEMA))


def answer(data: bytes) -> list[str]:
    """The fault lines; none when it loads."""
    faults: list[str] = []
    try:
        read_config(data, PATH, CATALOGUE)
    except ConfigError as error:
        faults = error.faults or ["no line at all"]
    assert all(line.startswith("coverage.toml") and line.isprintable() for line in faults), faults
    return faults


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A file whose tables and keys are known and whose values are anything."""
    found: dict[str, Any] = {}
    for table in draw(st.lists(TABLES, max_size=4, unique=True)):
        keys = st.sampled_from(sorted(SCHEMA[table])) if SCHEMA[table] else TEXTS
        rows = draw(st.lists(st.dictionaries(keys, VALUES, max_size=5), min_size=1, max_size=2))
        found[table] = rows if (table in MANY) == draw(st.booleans()) or table in MANY else rows[0]
    return found


@given(tables())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_known_keys_with_any_value(data: dict[str, Any]) -> None:
    answer(tomlkit.dumps(data).encode("utf-8", "replace"))


@given(st.dictionaries(TEXTS, VALUES, max_size=3))
@settings(max_examples=100, deadline=None)
def test_unknown_tables_and_keys(data: dict[str, Any]) -> None:
    faults = answer(tomlkit.dumps(data).encode("utf-8", "replace"))
    assert any("没有本单位" in line for line in faults) or "company" in data


@given(st.binary(max_size=200) | st.text(st.characters(codec="utf-8"), max_size=80).map(str.encode))
@example(b"")
@example(b"[[company]]\r\nname = 'x\r")
@example("[[company]]\nname = “x\n".encode("gb18030"))
@example(b"\x00")
@example(b"a = \xef\xbb\xbf1")
@settings(max_examples=300, deadline=None)
def test_any_bytes(data: bytes) -> None:
    assert answer(data), "no bytes without a company are settings"
