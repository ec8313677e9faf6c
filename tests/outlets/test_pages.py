"""Recorded pages: what is read from each is what a person checked, field by field. Red until somebody has.

An expected file changes only by `scrapy record --expected OUTLET`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.commands._recorded import expected, read_recorded

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*/page*.json"))
FIELDS = [(case, field) for case in CASES for field in json.loads(case.read_text("utf-8"))["article"]]


@pytest.mark.parametrize(
    ("case", "field"), FIELDS, ids=[f"{case.parent.name} {case.stem} {field}" for case, field in FIELDS]
)
def test_a_field_is_read_as_a_person_saw_it(case: Path, field: str) -> None:
    assert expected(read_recorded(case))[field] == json.loads(case.read_text("utf-8"))["article"][field]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.parent.name} {case.stem}" for case in CASES])
def test_a_person_has_checked_it(case: Path) -> None:
    assert json.loads(case.read_text("utf-8"))["checked_by"].strip(), (
        f"compare {case.name} with the page in a browser, then put your name into checked_by"
    )
