"""Correspondents' ledger (通讯员台账): who wrote how much of what counts. A story once a person."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting
from .. import below, frame, tally
from ..context import Context, address


async def show(context: Context) -> Response:
    """GET /-/people"""
    chosen = frame.span(context)
    view = await context.read(
        lambda db: _view(db, context, chosen), remember=("people", address("", chosen), context.one("name"))
    )
    return await context.page("people.html", chosen=chosen, **view)


ROUTES = ((r"^/-/people$", show),)


def _view(db: Database, context: Context, chosen: dict[str, list[str]]) -> dict[str, Any]:
    filters = context.filters(db, chosen)
    appearances = context.filters(db, chosen, policy="appearances")
    counts = counting.count(db, context.config, filters)
    stories = tally.count_by(db, context.config, filters, "byline")
    times = tally.count_by(db, context.config, appearances, "byline")
    ours = {person.name: person for person in context.config.watchlist.persons}
    spelled = {name: person.name for person in ours.values() for name in person.spellings}
    rows: list[dict[str, Any]] = [
        {
            "name": name, "stories": stories.get(name, 0), "times": times.get(name, 0), "ours": name in spelled,
            "department": ours[spelled[name]].department if name in spelled else "",
        }
        for name in {*stories, *times, *(p.name for p in ours.values() if p.role)}
        if name
    ]  # fmt: skip
    wanted = context.one("name")
    if wanted:
        rows = [row for row in rows if row["name"] == wanted]
    rows.sort(key=lambda row: (not row["ours"], -row["stories"], -row["times"], row["name"]))
    return {
        "people": [row for row in rows if row["ours"]],
        "others": [row for row in rows if not row["ours"]][:60],
        "departments": sorted(tally.count_by(db, context.config, filters, "department").items(), key=lambda p: -p[1]),
        "most": max((row["times"] for row in rows), default=0),
        "counts": counts,
        "below": below.parts(context, db, counts, filters),
    }
