"""Outlets (媒体): what is watched, at which level, and how it is doing."""

from __future__ import annotations

import json
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import health
from ...config.edit import with_keys
from ...errors import UsageError
from ...records import LEVELS
from .. import tally
from ..context import Context
from . import settings


async def show(context: Context) -> Response:
    """GET /-/outlets, and POST: another level for one of them, written into coverage.toml."""
    if context.request.method == "POST":
        outlet, level = context.form.get("outlet", ""), context.form.get("level", "")
        known = await context.read(tally.outlet_rows)
        if outlet not in known or level not in LEVELS:
            raise UsageError(context.say("screen.no_outlet", id=outlet))
        await settings.save(context, lambda data: with_keys(data, "outlet", outlet, {"level": level}))
        return context.go("/-/outlets?told=saved")
    view = await context.read(lambda db: _view(db, context))
    return await context.page("outlets.html", **view)


ROUTES = ((r"^/-/outlets$", show),)


def _view(db: Database, context: Context) -> dict[str, Any]:
    report = {row["outlet"]: row for row in health.report(db, context.config)["outlets"]}
    cursor = db.execute(
        "select o.*, (select count(*) from articles a where a.outlet = o.id) articles_stored from outlets o"
        " order by o.level_rank, o.watched desc, o.id"
    )
    names = [column[0] for column in cursor.description]
    rows = []
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        row["addresses"] = json.loads(row["addresses"] or "[]")
        row["accounts"] = json.loads(row["accounts"] or "[]")
        row["report"] = report.get(row["id"])
        rows.append(row)
    watched = [row for row in rows if row["watched"]]
    rest = [row for row in rows if not row["watched"]]
    for group in (watched, rest):
        for before, row in zip([None, *group], group, strict=False):
            row["first"] = before is None or before["level"] != row["level"]
    return {
        "watched": watched,
        "levels": LEVELS,
        "rest": rest,
        "read_count": sum(1 for row in watched if row["crawled"]),
        "alarm_count": sum(1 for row in watched if row["report"] and row["report"]["alarms"]),
        "outlet_names": tally.outlet_rows(db),
    }
