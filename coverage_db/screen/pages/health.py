"""Monitoring (监测情况): what did we not see? Outlets by day, gaps with their reason, and closing a gap by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import health, seen
from ...errors import UsageError
from .. import deciding, frame, shapes, tally
from ..context import Context, address

DAYS_MOST = 62
"""Columns of the grid; of a longer period the last ones."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One outlet on one day."""

    day: str
    count: int
    css: str
    gap: str
    """The reason, or ""."""
    expected: bool


async def show(context: Context) -> Response:
    """GET /-/health, and POST: a person has looked, the gap is closed."""
    if context.request.method == "POST":
        return await _seen(context)
    chosen = frame.span(context)
    view = await context.read(lambda db: _view(db, context, chosen))
    return await context.page("health.html", chosen=chosen, **view)


ROUTES = ((r"^/-/health$", show),)


async def _seen(context: Context) -> Response:
    form = context.form
    from_, to = form.get("from", ""), form.get("to", "")
    try:
        if date.fromisoformat(from_) > date.fromisoformat(to):
            raise ValueError(to)
    except ValueError as error:
        raise UsageError(context.say("screen.days", from_=from_, to=to)) from error

    def close(db: Database) -> int:
        if form.get("outlet", "") not in tally.outlet_rows(db):
            raise UsageError(context.say("screen.no_outlet", id=form.get("outlet", "")))
        return health.mark_seen(
            db,
            form["outlet"],
            from_,
            to,
            by=deciding.name_of(context),
            note=form.get("note", ""),
            now=context.config.now(),
        )

    await context.write(close)
    return context.go(
        address("/-/health", {n: context.query[n] for n in frame.SPAN_NAMES if n in context.query}, told="seen")
    )


def _view(db: Database, context: Context, chosen: dict[str, list[str]]) -> dict[str, Any]:
    filters = context.filters(db, {name: value for name, value in chosen.items() if name != "theme"})
    config, today = context.config, context.today
    outlets = tally.outlet_rows(db)
    from_, to = tally.span_of({"period": {"from": filters.from_, "to": filters.to}}, config, db)
    days = shapes.each_day(from_, min(to, today) if from_ <= today else to)[-DAYS_MOST:]
    gaps = [health.gap_dict(gap) for gap in health.gaps(db, config, from_, to)]
    rows = _rows(db, days, today, outlets)
    now = health.day_states(db, config, today)
    report = {row["outlet"]: row for row in health.report(db, config)["outlets"]}
    for row in rows:
        row["report"] = report.get(row["id"], {"alarms": [], "last_seen": None, "last_article": None})
    touched = [row for row in rows if row["gap_days"]]
    calm = [row for row in rows if not row["gap_days"]]
    return {
        "days": days,
        "months": _months(days),
        "today": today,
        "outlets": outlets,
        "touched": touched,
        "calm": calm if context.one("all") else _merged(calm),
        "calm_count": len(calm),
        "gaps": tally.gap_lines(gaps, outlets, context.language),
        "gap_outlets": len({gap["outlet"] for gap in gaps}),
        "gap_days": sum(shapes.count_days(gap["from"], gap["to"]) for gap in gaps),
        "expected_today": len(now),
        "seen_today": sum(reason is None for reason in now.values()),
        "unseen_today": [(tally.name_of(outlets, outlet), reason) for outlet, reason in now.items() if reason],
        "alarms": _alarms(report, outlets, now),
        "per_day": {
            day: sum(1 for row in rows if row["cells"][n].expected and not row["cells"][n].gap)
            for n, day in enumerate(days)
        },
        "by_hand": [tally.name_of(outlets, outlet) for outlet in health.by_hand(db)],
        "from_": from_,
        "to": to,
        "runs": _runs(db),
    }


def _alarms(
    report: Mapping[str, Mapping[str, Any]], outlets: Mapping[str, Mapping[str, Any]], now: Mapping[str, str | None]
) -> list[tuple[str, str, str]]:
    """(outlet, alarm, since) of outlets whose alarm is not why they are missing today."""
    return [
        (tally.name_of(outlets, outlet), alarm["kind"], alarm["since"])
        for outlet, row in report.items()
        for alarm in row["alarms"]
        if alarm["kind"] != now.get(outlet)
    ]


def _rows(db: Database, days: Sequence[str], today: str, outlets: dict[str, Any]) -> list[dict[str, Any]]:
    """One row for each outlet that is read: its cells, how many days were seen of those expected."""
    ids = [row["id"] for row in outlets.values() if row["crawled"] and not row["own"]]
    counts: dict[tuple[str, str], int] = {}
    for outlet, day, n in db.execute(
        "select outlet, day, count(distinct article) from facts where rival = 0 and not_us = 0 and day between ? and ? group by 1, 2",
        [days[0], days[-1]],
    ):
        counts[outlet, day] = n
    rows = []
    for loaded in seen.load(db, ids, seen.ordinal(days[0]), None):
        cells = [_cell(loaded, day, counts.get((loaded.id, day), 0), today) for day in days]
        wanted = [cell for cell in cells if cell.expected and cell.day < today]
        missed = sum(1 for cell in wanted if cell.gap)
        rows.append(
            {
                "id": loaded.id, "name": outlets[loaded.id]["name"], "level": outlets[loaded.id]["level"], "cells": cells,
                "gap_days": missed, "expected": len(wanted), "seen": len(wanted) - missed, "articles": sum(c.count for c in cells), "merged": 0,
            }
        )  # fmt: skip
    return rows


def _cell(loaded: seen.Seen, day: str, count: int, today: str) -> Cell:
    ordinal = seen.ordinal(day)
    expected = loaded.expects(ordinal)
    gap = (loaded.unseen(ordinal) or "") if expected and day <= today else ""
    names = [
        name
        for name, on in (("weekend", date.fromisoformat(day).weekday() > 4), ("gap", bool(gap)), ("last", day == today))
        if on
    ]
    return Cell(day, count, " ".join(names), gap, expected)


def _merged(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Outlets without a gap and without an article about us, one line a level (其余6家)."""
    shown: list[dict[str, Any]] = []
    quiet: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["articles"]:
            shown.append(row)
        elif row["level"] in quiet:
            quiet[row["level"]]["merged"] += 1
        else:
            quiet[row["level"]] = {**row, "merged": 1}
            shown.append(quiet[row["level"]])
    return shown


def _months(days: Sequence[str]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for day in days:
        found[day[:7]] = found.get(day[:7], 0) + 1
    return list(found.items())


def _runs(db: Database) -> list[dict[str, Any]]:
    rows = db.execute(
        "select r.id, r.started, r.ended, count(o.outlet), total(o.new), total(o.mentions) from crawl_runs r"
        " left join outlet_runs o on o.run = r.id group by r.id order by r.id desc limit 5"
    )
    names = ("id", "started", "ended", "outlets", "new", "mentions")
    return [dict(zip(names, row, strict=True)) for row in rows]
