"""Tally: what coverage_db.counting says, shaped for the pages. No SQL for state here: all numbers are counting's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from .. import counting, decisions, health
from ..config import Config
from ..counting.filters import Filters
from ..records import LEVELS
from . import shapes

MONTHS_SHOWN = 4
"""Columns of the table of themes, the last months; the sums are of the whole period."""
ATTENTION_MOST = 50
"""Articles looked through for 请留意."""


def outlet_rows(db: Database) -> dict[str, dict[str, Any]]:
    """{outlet id: its row}."""
    names = ("id", "name", "brand", "owner", "level", "level_rank", "channel", "own", "manual", "crawled", "watched")
    rows = db.execute(f"select {', '.join(names)} from outlets order by level_rank, id")
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def name_of(outlets: Mapping[str, Mapping[str, Any]], outlet: str | None) -> str:
    """The name of an outlet; an id that is not known stands for itself."""
    row = outlets.get(outlet or "")
    return str(row["name"]) if row else outlet or ""


def count_by(db: Database, config: Config, filters: Filters, dim: str) -> dict[str, int]:
    """{value of the dimension: count}."""
    return {row[dim]: row["count"] for row in counting.rows(db, config, filters, (dim,))}


def span_of(counts: Mapping[str, Any], config: Config, db: Database) -> tuple[str, str]:
    """First and last day of a count's period; an open end is the earliest article, or today."""
    period = counts["period"] or {}
    to = period.get("to") or config.today()
    from_ = period.get("from")
    if not from_:
        row = db.execute("select min(day) from articles where day > '1990'").fetchone()
        from_ = row[0] or to
    return min(from_, to), to


def themes_by_month(db: Database, config: Config, filters: Filters, span: tuple[str, str]) -> dict[str, Any]:
    """The table of themes: a row a theme and month, what is on several themes and on none, and the sum.

    {"months", "rows": [{"id", "name", "cells": {month: n}, "total"}], "overlap": cells or None, "rest", "total"}
    """
    months = shapes.months_of(*span)
    unit = "month" if len(months) > 1 else None
    cells: dict[str | None, dict[str, int]] = {}
    whole = count_by(db, config, filters, "month")
    for row in counting.rows(db, config, filters, ("theme", "month")):
        cells.setdefault(row["theme"], {})[row["month"]] = row["count"]
    picked = filters.themes or tuple(theme.id for theme in config.watchlist.themes)
    rows: list[dict[str, Any]] = [
        {
            "id": theme.id,
            "name": theme.name,
            "cells": cells.get(theme.id, {}),
            "total": sum(cells.get(theme.id, {}).values()),
        }
        for theme in config.watchlist.themes
        if theme.id in picked
    ]
    difference = {m: whole.get(m, 0) - sum(row["cells"].get(m, 0) for row in rows) for m in months}
    none = cells.get(None, {})
    overlap = {m: difference[m] - none.get(m, 0) for m in months}
    return {
        "months": months[-MONTHS_SHOWN:],
        "picked": bool(filters.themes),
        "unit": unit,
        "rows": rows,
        "overlap": overlap if any(overlap.values()) else None,
        "rest": none if any(none.values()) else None,
        "whole": whole,
        "total": sum(whole.values()),
    }


def appearances_of(db: Database, config: Config, filters: Filters, stories: Sequence[int]) -> dict[int, int]:
    """{story: how many of its appearances the policy of `filters` counts}."""
    if not stories:
        return {}
    marks = ",".join("?" * len(stories))
    ids = [row[0] for row in db.execute(f"select distinct article from facts where story in ({marks})", list(stories))]
    found: dict[int, int] = {}
    for article in counting.articles(db, config, filters, ids=ids):
        if article["state"] == "counted":
            found[article["story"]] = found.get(article["story"], 0) + 1
    return found


def causes(db: Database) -> list[tuple[str, int]]:
    """What waits, by its first cause, most first."""
    queue = decisions.queue(db)
    found: dict[str, int] = {}
    for why in whys(db, queue).values():
        cause = why[0] if why else ""
        found[cause] = found.get(cause, 0) + 1
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def whys(db: Database, ids: Sequence[int]) -> dict[int, list[str]]:
    """{article: its open causes}, in the order of `ids`."""
    found: dict[int, list[str]] = {article: [] for article in ids}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        rows = db.execute(
            "select f.article, max(f.why), max(a.gone is not null), max(a.changed is not null)"
            f" from facts f join articles a on a.id = f.article where f.article in ({marks}) group by f.article",
            part,
        )
        for article, why, gone, changed in rows:
            found[article] = why.split() or ["gone"] * gone or ["changed"] * changed
    return found


def gap_lines(gaps: Iterable[Mapping[str, str]], outlets: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """The gaps for reading, latest first: outlet, days in words, reason."""
    lines = [
        {
            "outlet": gap["outlet"],
            "name": name_of(outlets, gap["outlet"]),
            "level": (outlets.get(gap["outlet"]) or {}).get("level"),
            "days": shapes.days(gap["from"], gap["to"], language),
            "reason": gap["reason"],
            "from": gap["from"],
            "to": gap["to"],
            "count": shapes.count_days(gap["from"], gap["to"]),
        }
        for gap in gaps
    ]
    return sorted(lines, key=lambda line: (line["to"], line["from"]), reverse=True)


def gap_weights(
    db: Database, config: Config, period: Mapping[str, str | None], gap_days: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """{day: 1, or 2 when half of the outlets expected that day or more were not seen}."""
    expected = health.expected(db, config, period["from"], period["to"], gap_days)
    return {day: 2 if 2 * len(missed) >= expected[day] else 1 for day, missed in gap_days.items()}


def attention(db: Database, span: tuple[str, str]) -> list[dict[str, Any]]:
    """What a person should look at in a period: candidates with words of [attention], and those whose page is gone."""
    rows = db.execute(
        "select a.id, a.title, a.outlet, a.day, a.attention, a.gone from articles a"
        " where (a.attention <> '[]' or a.gone is not null) and a.day between ? and ?"
        " and exists (select 1 from facts f where f.article = a.id and f.rival = 0 and f.not_us = 0)"
        " order by a.day desc, a.id desc limit ?",
        [*span, ATTENTION_MOST],
    )
    names = ("id", "title", "outlet", "day", "attention", "gone")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [{**row, "attention": words_of(row["attention"])} for row in found]


def words_of(stored: str) -> list[str]:
    """The words in the column `attention`, a JSON list."""
    words: list[str] = json.loads(stored) if stored.startswith("[") else stored.split()
    return words


def level_order(level: str | None) -> int:
    """Rank of a level; one that is none comes last."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
