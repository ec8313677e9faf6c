"""Wording: every text that a person reads, Chinese and English, in the tables beside this file (key, zh, en).

One mechanism: `say("state.counted")`, `say("sentence.one", period=…)`. A key stands in exactly one table; both languages
are complete (a test holds it). Stored values never change with the language; only what is shown does.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["zh", "en"]


@cache
def table() -> dict[str, dict[str, str]]:
    """{key: {"zh": …, "en": …}} of all tables.

    Raises:
        ValueError: a key stands twice, or a language is missing.
    """
    texts: dict[str, dict[str, str]] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".tsv"):
            continue
        rows = csv.DictReader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            if row["key"] in texts or not row["zh"] or not row["en"]:
                raise ValueError(f"wording/{file.name}: {row['key']} stands twice or lacks a language")
            texts[row["key"]] = {"zh": row["zh"].replace("\\n", "\n"), "en": row["en"].replace("\\n", "\n")}
    return texts


def say(key: str, language: str = "zh", /, **fields: object) -> str:
    """The text of `key`, its {fields} filled in.

    Raises:
        KeyError: no such key, or a field is missing.
    """
    text = table()[key][language]
    return text.format(**fields) if fields else text


def label(group: str, value: str | None, language: str = "zh") -> str:
    """The label of a stored value: `label("state", "counted")` is 计入. A value without a label stands for itself."""
    if value is None:
        return ""
    entry = table().get(f"{group}.{value}")
    return entry[language] if entry else value
