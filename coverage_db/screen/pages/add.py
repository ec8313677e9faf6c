"""Add by hand (补录): links or pasted text, saved pages, or an item that has no page. A form over `presstally add`."""

from __future__ import annotations

import json
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ...errors import UsageError
from .. import tally
from ..context import Context

WAIT_SECONDS = 90
"""Some pages are fetched while the form waits; what takes longer goes on, and the page says so."""
OPTIONS = ("outlet", "date", "title", "text")


async def show(context: Context) -> Response:
    """GET /-/add: the form. POST: add, and say per item what came of it."""
    result: dict[str, Any] = {"added": None, "failed": [], "going_on": False}
    if context.request.method == "POST":
        result = await _add(context)
    outlets = await context.read(_outlets)
    return await context.page("add.html", outlets=outlets, **result)


ROUTES = ((r"^/-/add$", show),)


def _outlets(db: Database) -> list[dict[str, Any]]:
    return [row for row in tally.outlet_rows(db).values() if not row["own"]]


async def _add(context: Context) -> dict[str, Any]:
    form, runner = context.form, context.ledger.runner
    links = form.get("links", "").strip()
    given = [(name, form.get(name, "").strip()) for name in OPTIONS]
    options = [part for name, value in given if value for part in (f"--{name}", value)]
    if links:
        outlet = form.get("outlet", "").strip()
        words = ["add", "-", *(["--outlet", outlet] if outlet else []), "--format", "json"]
    elif form.get("title", "").strip():
        words = ["add", *options, "--format", "json"]
    else:
        raise UsageError(context.say("add_page.nothing"))
    if form.get("dry"):
        words.append("--dry-run")
    run = await runner.start(words, (links + "\n").encode())
    if not await runner.finish(run, WAIT_SECONDS):
        return {"added": None, "failed": list(run.lines), "going_on": True}
    try:
        added = json.loads(run.answer)["added"] if run.answer else None
    except (ValueError, KeyError, TypeError):
        added = None
    return {"added": added, "failed": list(run.lines)[-10:] if run.status or added is None else [], "going_on": False}
