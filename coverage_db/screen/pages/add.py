"""Add by hand (补录): links or pasted text, saved pages, or an item that has no page. A form over `presstally add`."""

from __future__ import annotations

import json
from collections.abc import Mapping
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


def said(context: Context, item: Mapping[str, Any]) -> str:
    """What came of one item, and why."""
    kind, _, rest = str(item.get("reason") or "").partition(" ")
    reason = context.label("add.reason", kind)
    if reason == kind and kind:
        reason = context.label("fault", kind) if kind != "mirror" else context.say("add.mirror", original=rest)
    if item["outcome"] == "refused":
        return context.say("outcome.refused_for", reason=reason)
    word = context.label("outcome", item["outcome"])
    return f"{word} {reason}".strip()


def _outlets(db: Database) -> list[dict[str, Any]]:
    rows = [row for row in tally.outlet_rows(db).values() if not row["own"]]
    return sorted(rows, key=lambda row: not row["watched"])


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
    for item in added or []:
        item["said"] = said(context, item)
    return {"added": added, "failed": list(run.lines)[-10:] if run.status or added is None else [], "going_on": False}
