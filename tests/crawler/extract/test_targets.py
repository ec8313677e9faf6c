"""The labelled pages beside the project: the targets of their README, on the pages as they are and re-encoded in GB18030."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TARGETS = {
    "title": 1.0,
    "date": 1.0,
    "minute": 1.0,
    "source": 27 / 28,
    "author_f1": 0.95,
    "editor_f1": 0.97,
    "body_f1": 0.985,
    "clean": 27 / 28,
}
SAME_WITHIN = 0.005


@pytest.fixture
def scorer(shared: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """extraction/score.py."""
    monkeypatch.syspath_prepend(str(shared / "extraction"))
    monkeypatch.delitem(sys.modules, "score", raising=False)
    return importlib.import_module("score")


def summary(scorer: ModuleType, dataset: str) -> dict[str, Any]:
    pages = list(scorer.load(scorer.DATASETS[dataset]))
    extract = importlib.import_module("adapters").presstally
    found: dict[str, Any] = scorer.summarise(*scorer.run(extract, pages))
    return found


@pytest.mark.shared
def test_every_target_is_reached_on_both_charsets(scorer: ModuleType) -> None:
    as_is, recoded = summary(scorer, "utf8"), summary(scorer, "gb18030")
    for found in (as_is, recoded):
        assert {field: found[field] for field, target in TARGETS.items() if found[field] < target - 1e-9} == {}
        assert found["errors"] == 0
    assert {
        field: (as_is[field], recoded[field]) for field in TARGETS if abs(as_is[field] - recoded[field]) > SAME_WITHIN
    } == {}


NAMES = re.compile(r"""<(?!meta)([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>""")
ATTRIBUTE = re.compile(r"""\s(?:class|id)\s*=\s*(?:'[^']*'|"[^"]*"|[^\s>]+)""")
HEADING = re.compile(r"<(/?)h[1-6]\b")


def without_help(page: bytes) -> bytes:
    """A page without any class, id or heading tag: what an outlet looks like that nobody wrote a rule for."""
    text = HEADING.sub(r"<\1div", page.decode("utf-8", "replace"))
    return NAMES.sub(lambda tag: f"<{tag[1]}{ATTRIBUTE.sub('', tag[2])}>", text).encode()


@pytest.mark.shared
def test_pages_without_classes_ids_and_headings_are_read_nearly_as_well(scorer: ModuleType) -> None:
    extract = importlib.import_module("adapters").presstally
    pages = list(scorer.load(None))
    found = scorer.summarise(*scorer.run(lambda raw, url: extract(without_help(raw), url), pages))
    targets = {
        "title": 1.0,
        "date": 1.0,
        "minute": 1.0,
        "source": 25 / 28,
        "author_f1": 0.95,
        "editor_f1": 0.97,
        "body_f1": 0.985,
        "clean": 26 / 28,
    }
    assert {field: found[field] for field, target in targets.items() if found[field] < target - 1e-9} == {}
