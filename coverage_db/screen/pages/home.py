"""Home (台账首页): what may I say about this period, and what is still open? Every figure opens its list."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting, decisions
from ...records import LEVELS
from .. import below, frame, shapes, tally
from ..context import Context, address

ROWS = 16
"""Outlets and latest stories shown, together: what one screen holds."""
OUTLETS_MOST, LATEST_LEAST, LATEST_MOST = 10, 4, 7
STRIP_MONTHS = 3
"""From so many months on the calendar has one line a month."""


async def show(context: Context) -> Response:
    """GET /"""
    chosen = frame.span(context)
    frame.remember(context, chosen)
    view = await context.read(lambda db: _view(db, context, chosen), remember=("home", address("", chosen)))
    return await context.page("home.html", **view)


ROUTES = ((r"^/$", show),)


def _view(db: Database, context: Context, chosen: dict[str, list[str]]) -> dict[str, Any]:
    config, language = context.config, context.language
    filters = context.filters(db, chosen)
    told = counting.sentence(db, config, filters, by=("level",))
    counts = told["counts"]
    appearances = context.filters(db, chosen, policy="appearances")
    outlets = tally.outlet_rows(db)
    span = tally.span_of(counts, config, db)
    stories = tally.count_by(db, config, filters, "outlet")
    times = tally.count_by(db, config, appearances, "outlet")
    by_day = tally.count_by(db, config, appearances, "day")
    gap_days = shapes.days_of_gaps(counts["gaps"])
    levels = _levels(stories, times, counts, outlets)
    months = shapes.calendar_of(*span, by_day, tally.gap_weights(db, config, counts["period"], gap_days), context.today)
    return {
        "sentence": told["sentence"],
        "parts": _parts(context, told["sentence"], counts, chosen, outlets),
        "counts": counts,
        "chosen": chosen,
        "total_times": sum(times.values()),
        "months": months,
        "strip": len(months) >= STRIP_MONTHS,
        "gap_days": gap_days,
        "levels": levels[:OUTLETS_MOST],
        "more_levels": levels[OUTLETS_MOST:],
        "most": max(times.values(), default=0),
        "themes": tally.themes_by_month(db, config, filters, span),
        "theme_choice": _theme_choice(context, chosen),
        "latest": _latest(db, context, chosen, max(LATEST_LEAST, min(LATEST_MOST, ROWS - len(levels)))),
        "causes": tally.causes(db),
        "after": (counts["counted"], counts["counted"] + counts["excluded"].get("pending", 0)),
        "gaps": tally.gap_lines(counts["gaps"], outlets, language),
        "gap_outlets": len({gap["outlet"] for gap in counts["gaps"]}),
        "gap_day_count": sum(shapes.count_days(gap["from"], gap["to"]) for gap in counts["gaps"]),
        "attention": tally.attention(db, span),
        "outlets": outlets,
        "below": below.parts(context, db, counts, filters, sum(times.values())),
        "span_days": span,
        "waiting_here": len(decisions.queue(db)),
        "officer": config.general.officer,
    }


def _parts(
    context: Context, sentence: str, counts: dict[str, Any], chosen: dict[str, list[str]], outlets: dict[str, Any]
) -> list[tuple[str, str, str]]:
    """The sentence, its outlets, themes and figures as links."""
    counted = {**chosen, "state": "counted"}
    words: list[tuple[int, str, str, str]] = []

    def add(word: str, href: str, css: str = "") -> None:
        place = sentence.find(word) if word else -1
        if place >= 0:
            words.append((place, word, href, css))

    hedge = context.say("sentence.hedge_words")
    add(hedge, "", "hedge")
    unit = counts["unit"]
    shown_unit = unit if context.language == "zh" else ""
    add(f"{counts['total']}{shown_unit}", address("/-/articles", counted), "total")
    add(f"{counts['outlets']}家" if context.language == "zh" else "", address("/-/counts", chosen, by="outlet"))
    seen: set[str] = set()
    for row in outlets.values():
        for name in (row["brand"], row["name"]):
            if name not in seen:
                seen.add(name)
                add(name, address("/-/articles", counted, brand=row["brand"]))
    for theme in context.config.watchlist.themes:
        add(theme.name, address("/-/articles", {**counted, "theme": theme.id}))
    for level in LEVELS:
        place = sentence.find(level) + len(level)
        tail = sentence[place:] if place >= len(level) else ""
        digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
        if digits:
            words.append((place, f"{digits}{shown_unit}", address("/-/articles", counted, level=level), ""))
    return shapes.split_sentence(sentence, words)


def _levels(
    stories: dict[str, int], times: dict[str, int], counts: dict[str, Any], outlets: dict[str, Any]
) -> list[dict[str, Any]]:
    """Outlets by level, most stories first; each with its days of gap."""
    gapped: dict[str, int] = {}
    for gap in counts["gaps"]:
        gapped[gap["outlet"]] = gapped.get(gap["outlet"], 0) + shapes.count_days(gap["from"], gap["to"])
    rows = []
    for name in {*stories, *times}:
        outlet = outlets.get(name) or {"name": name or "", "level": None, "level_rank": len(LEVELS), "brand": ""}
        rows.append(
            {
                "id": name,
                "name": outlet["name"],
                "level": outlet["level"],
                "rank": outlet["level_rank"],
                "stories": stories.get(name, 0),
                "times": times.get(name, 0),
                "gap": gapped.get(name, 0),
            }
        )
    rows.sort(key=lambda row: (row["rank"], -row["stories"], -row["times"], row["id"] or ""))
    for before, row in zip([None, *rows], rows, strict=False):
        row["first"] = before is None or before["level"] != row["level"]
    return rows


def _theme_choice(context: Context, chosen: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Each theme with the address that takes it in or leaves it out."""
    picked = set(chosen.get("theme", ()))
    return [
        {
            "name": theme.name,
            "id": theme.id,
            "on": theme.id in picked,
            "href": address("/", chosen, theme=sorted(picked ^ {theme.id}) or None),
        }
        for theme in context.config.watchlist.themes
    ]


def _latest(db: Database, context: Context, chosen: dict[str, list[str]], most: int) -> list[dict[str, Any]]:
    """The newest counted stories, each with the number of its appearances."""
    counted = context.filters(db, chosen, state="counted")
    rows = counting.articles(db, context.config, counted, limit=most)
    appearances = context.filters(db, chosen, policy="appearances")
    times = tally.appearances_of(db, context.config, appearances, [row["story"] for row in rows])
    return [{**row, "times": times.get(row["story"], 0)} for row in rows]
