"""Update (立即更新): starts `presstally crawl` as a process of its own and shows how it goes."""

from __future__ import annotations

from datasette.utils.asgi import Response

from ..context import Context

WAIT_SECONDS = 0.5


async def show(context: Context) -> Response:
    """GET /-/crawl: how it goes. POST: start, or with `stop` end it."""
    runner = context.ledger.runner
    if context.request.method == "POST":
        if context.form.get("stop"):
            await runner.stop()
        else:
            await runner.finish(await runner.start(["crawl"]), WAIT_SECONDS)
        return context.go("/-/crawl")
    run = runner.current
    return await context.page("crawl.html", run=run, lines=list(run.lines) if run else [])


ROUTES = ((r"^/-/crawl$", show),)
