"""Checks: what single values cannot show – missing parts, contradictions, names that catch one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from ..text import fold
from .model import Catalogue
from .schema import CATALOGUE_KEYS, MANY, OUTLET_REQUIRED, SCHEMA, SOURCES
from .values import Lines, Row, Table, hint, where

Tables = dict[str, Any]
"""Right values by table: what values.check_values gives back."""

PERIOD_WORDS = re.compile(
    r"\d{4}(-(Q[1-4]|H[12]|\d\d|W\d\d))?|(this|last)-(week|month|quarter)|this-year", re.IGNORECASE
)
EXAMPLE = "请改成"
"""What `init` writes where the officer's own words belong."""
SOME = "某某"
"""What a document writes there; a warning, for it may be meant."""
EXAMPLE_HOSTS = ("example.com", "example.org", "example.net")


def check_together(data: Tables, lines: Lines, catalogue: Catalogue | None) -> None:
    """Faults go to `lines`."""
    _ids(data, lines)
    _companies(data["company"], lines)
    _periods(data, lines)
    _themes(data["theme"], lines)
    _outlets(data["outlet"], lines, catalogue)
    _crawled(data, lines, catalogue)
    _examples(data, lines, EXAMPLE, "fault.example")


def warn(data: Tables, lines: Lines) -> None:
    """What is allowed but looks like a slip goes to `lines`."""
    _short_aliases(data["company"], lines)
    _contained(data["company"], lines)
    _idle(data["company"], lines)
    _twice(data["person"], lines)
    _examples(data, lines, SOME, "warn.example")
    contact = data["general"].get("contact", "")
    if contact.lower().endswith(EXAMPLE_HOSTS):
        lines.add("warn.example", "[general] contact", found=contact)


def _rows(data: Tables, table: str) -> Iterator[tuple[int, Table]]:
    yield from enumerate(data[table], 1)


def _ids(data: Tables, lines: Lines) -> None:
    for table in ("company", "theme", "period", "outlet"):
        seen = set()
        for number, row in _rows(data, table):
            if "id" in row and row["id"] in seen:
                lines.add("fault.duplicate_id", where(lines, table, row, number, "id"), found=row["id"])
            seen.add(row.get("id"))


def _spellings(company: Table) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys((company.get("name", ""), *company.get("aliases", ()))) if name)


def _companies(companies: Sequence[Table], lines: Lines) -> None:
    if not any(not company.get("rival", False) for company in companies):
        lines.add("fault.no_company")
    owners: dict[str, Table] = {}
    for number, company in enumerate(companies, 1):
        own = {fold(name).text for name in _spellings(company)}
        for name in _spellings(company):
            other = owners.setdefault(fold(name).text, company)
            if other is not company:
                place = where(lines, "company", company, number)
                lines.add("fault.same_name", place, found=name, other=other.get("id", other.get("name")))
        for name in company.get("not_in", ()):
            if fold(name).text in own:
                lines.add("fault.not_in_is_alias", where(lines, "company", company, number, "not_in"), found=name)


def _periods(data: Tables, lines: Lines) -> None:
    for table in ("period", "person"):
        for number, row in _rows(data, table):
            if "from" in row and "to" in row and row["from"] > row["to"]:
                place = where(lines, table, row, number)
                lines.add("fault.period_order", place, from_=row["from"], to=row["to"])
    for number, row in _rows(data, "period"):
        if PERIOD_WORDS.fullmatch(row.get("id", "")):
            lines.add("fault.period_word", where(lines, "period", row, number, "id"), found=row["id"])


def _themes(themes: Sequence[Row], lines: Lines) -> None:
    for number, theme in enumerate(themes, 1):
        wanted = {fold(word).text: key for key in ("any", "all") for word in theme.get(key, ())}
        if not wanted and not theme.written & {"any", "all"}:
            lines.add("fault.theme_empty", where(lines, "theme", theme, number))
        for word in theme.get("none", ()):
            other = wanted.get(fold(word).text)
            if other:
                lines.add("fault.theme_both", where(lines, "theme", theme, number, "none"), found=word, other=other)


def _outlets(outlets: Sequence[Row], lines: Lines, catalogue: Catalogue | None) -> None:
    """With no catalogue at hand nobody knows whether an [[outlet]] adds one or changes one: then only its values are judged."""
    for number, outlet in enumerate(outlets, 1):
        if catalogue is None or "id" not in outlet:
            continue
        if outlet["id"] in catalogue.groups or outlet["id"] == "all":
            lines.add("fault.outlet_reserved", where(lines, "outlet", outlet, number, "id"), found=outlet["id"])
        elif outlet["id"] in catalogue.ids:
            for key in outlet.keys() - set(CATALOGUE_KEYS):
                lines.add("fault.outlet_catalogue", where(lines, "outlet", outlet, number, key))
        else:
            _new_outlet(outlet, number, lines)


def _new_outlet(outlet: Row, number: int, lines: Lines) -> None:
    for key in OUTLET_REQUIRED:
        if key not in outlet.written:
            spec = SCHEMA["outlet"][key]
            wanted = lines.say(f"wanted.{spec.kind}", choices="、".join(spec.choices))
            lines.add("fault.missing", where(lines, "outlet", outlet, number, key), wanted=wanted)
    if not any(outlet.get(key) for key in SOURCES) and not (outlet.written - outlet.keys()) & set(SOURCES):
        lines.add("fault.outlet_source", where(lines, "outlet", outlet, number))


def _crawled(data: Tables, lines: Lines, catalogue: Catalogue | None) -> None:
    if catalogue is None:
        return
    own = {outlet["id"] for outlet in data["outlet"] if "id" in outlet}
    known = catalogue.ids | catalogue.groups | own | {"all"}
    for name in data["crawl"].get("outlets", ()):
        if name not in known:
            lines.add(
                "fault.value",
                "[crawl] outlets",
                wanted=lines.say("wanted.known_name"),
                found=f"“{name}”",
                hint=hint(lines, name, known) or "。",
            )


def _examples(data: Tables, lines: Lines, mark: str, key_of_line: str) -> None:
    for table in SCHEMA:
        for number, row in _rows(data, table) if table in MANY else [(1, data[table])]:
            for key, value in row.items():
                for text in (key, *value) if isinstance(value, tuple) else (key, value):
                    if isinstance(text, str) and mark in text:
                        lines.add(key_of_line, where(lines, table, row, number, key), found=text)


def _short_aliases(companies: Sequence[Table], lines: Lines) -> None:
    for number, company in enumerate(companies, 1):
        for name in _spellings(company) if not company.get("near") else ():
            if len(fold(name).text) == 2:
                lines.add("warn.short_alias", where(lines, "company", company, number, "aliases"), found=name)


def _contained(companies: Sequence[Table], lines: Lines) -> None:
    numbered = list(enumerate(companies, 1))
    for (number, company), (_, other) in [*combinations(numbered, 2), *((b, a) for a, b in combinations(numbered, 2))]:
        declared = {fold(name).text for name in company.get("not_in", ())}
        for name in _spellings(company):
            for longer in _spellings(other):
                inside, outside = fold(name).text, fold(longer).text
                if inside != outside and inside in outside and outside not in declared:
                    place = where(lines, "company", company, number)
                    lines.add("warn.contained", place, found=name, longer=longer, other=other.get("id", longer))


def _idle(companies: Sequence[Table], lines: Lines) -> None:
    for number, company in enumerate(companies, 1):
        own = [fold(name).text for name in _spellings(company)]
        for name in company.get("not_in", ()):
            if not any(text in fold(name).text for text in own):
                lines.add("warn.not_in_idle", where(lines, "company", company, number, "not_in"), found=name)


def _twice(persons: Sequence[Table], lines: Lines) -> None:
    for (_, a), (number, b) in combinations(enumerate(persons, 1), 2):
        apart = a.get("to", "9999") < b.get("from", "0") or b.get("to", "9999") < a.get("from", "0")
        if a.get("name") == b.get("name") and "name" in a and not apart:
            lines.add("warn.person_twice", where(lines, "person", b, number))
