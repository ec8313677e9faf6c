"""Update (立即更新): starts `presstally crawl` as a process of its own and shows how it goes – as it does for adding by hand and
for matching again, which run in the same place.
"""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ..context import Context
from ..runner import Run

WAIT_SECONDS = 0.5
SHOWN = ("crawl", "add", "retag")
"""Verbs that the page speaks of; what prepares the database after settings were saved is no news."""


async def show(context: Context) -> Response:
    """GET /-/crawl: how it goes. POST: start, or with `stop` end it."""
    runner = context.ledger.runner
    if context.request.method == "POST":
        if context.form.get("stop"):
            await runner.stop()
        else:
            await runner.finish(await runner.start(["crawl"]), WAIT_SECONDS)
        return context.go("/-/crawl")
    run = runner.current if runner.current and runner.current.words[0] in SHOWN else None
    return await context.page(
        "crawl.html", run=run, heading=_heading(context, run), lines=list(run.lines) if run else [],
        latest=await context.read(_latest),
    )  # fmt: skip


ROUTES = ((r"^/-/crawl$", show),)


def _heading(context: Context, run: Run | None) -> str:
    if run is None:
        return context.say("crawl_page.never")
    state = "running" if run.running else "failed" if run.status else "done"
    return context.say(f"crawl_page.{state}", what=context.say(f"runner_page.{run.words[0]}"))


def _latest(db: Database) -> dict[str, Any] | None:
    """The last update that ended: when, how many outlets, what was new and about us."""
    row = db.execute(
        "select r.ended, count(o.outlet), total(o.new), total(o.mentions) from crawl_runs r"
        " left join outlet_runs o on o.run = r.id where r.ended is not null group by r.id order by r.id desc limit 1"
    ).fetchone()
    return dict(zip(("ended", "outlets", "new", "mentions"), row, strict=True)) if row else None
