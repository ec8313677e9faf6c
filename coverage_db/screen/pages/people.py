"""Correspondents' ledger (通讯员台账): who wrote how much of what counts. A story once a person."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting
from ...records import LEVELS
from ...reports import gather
from .. import below, frame, tally
from ..context import Context, address

OTHERS_MOST = 60
"""Other names shown."""


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
    counts = counting.count(db, context.config, filters)
    persons, departments = gather.correspondents(db, context.config, filters)
    wanted = context.one("name")
    people = [line for line in persons if not wanted or line.name == wanted]
    silent = _silent(context, {line.name for line in persons}) if not wanted else []
    ours = {name for person in context.config.watchlist.persons for name in person.spellings}
    stories = tally.count_by(db, context.config, filters, "byline")
    return {
        "people": people,
        "silent": silent,
        "departments": departments,
        "others": [(name, n) for name, n in stories.items() if name and name not in ours and not wanted][:OTHERS_MOST],
        "levels": [level for level in LEVELS if any(line.by_level.get(level) for line in people)],
        "points": any(line.points is not None for line in people),
        "targets": any(line.target is not None for line in people),
        "most": max((line.stories + line.reprints for line in people), default=0),
        "counts": counts,
        "below": below.parts(context, db, counts, filters),
    }


def _silent(context: Context, known: set[str]) -> list[tuple[str, str]]:
    """Our own writers who signed nothing that counts: (name, department)."""
    persons = context.config.watchlist.persons
    return list(dict.fromkeys((p.name, p.department) for p in persons if p.role and p.name not in known))
