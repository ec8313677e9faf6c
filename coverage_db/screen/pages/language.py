"""Language: the switch on Datasette's own pages, whose addresses cannot carry `lang`; back to the page it was clicked on."""

from __future__ import annotations

from datasette.utils.asgi import Response

from ..context import Context


async def show(context: Context) -> Response:
    """GET /-/language?to=en&back=/path"""
    context.cookies["presstally_lang"] = "en" if context.one("to") == "en" else "zh"
    back = context.one("back")
    ours = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return context.go(back if ours else "/")


ROUTES = ((r"^/-/language$", show),)
