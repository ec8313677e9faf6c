"""Hooks: what Datasette calls. Routes of our pages, the Chinese `_search`, our masthead on Datasette's own pages, the guard.

Runs on Datasette 0.65. Tried on 1.0a41: what differs there is in access.py (rights, and the guard of forms); of the table pages
some phrases stay English.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.utils.asgi import Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from .. import search
from ..wording import say
from . import access, forms, pages, tables
from .failures import LOGIN, answer, refused
from .ledger import CONFIG_VARIABLE, ledger_of, static_url

if TYPE_CHECKING:  # Datasette loads its plugins while this module is being imported
    from datasette.app import Datasette
    from jinja2 import Environment


@hookimpl(tryfirst=True)
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Our pages; when Datasette was started by hand without our metadata, one page that says so. tryfirst: the login page is
    ours, not that of datasette-auth-passwords.
    """
    if not os.environ.get(CONFIG_VARIABLE):
        return [(r"^/-/(?:presstally|counts|review|articles|health)$", _by_hand)]
    return [(pattern, _view(handler)) for pattern, handler in pages.routes()]


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Datasette's own `_search` finds Chinese: it asks the SQL function `escape_fts`, and the one registered last wins.

    trylast: after Datasette's own in whatever order plugins were loaded. Datasette 0.65.5 loads installed ones before its
    own, and pluggy calls the first loaded last; only a plugin that comes later (--plugins-dir) would lose there.
    """
    search.register_functions(conn)
    conn.execute("pragma temp_store = memory")  # what a page works out in between is small and gone at its end


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]]:
    """Started by hand, Datasette's menu says how to start the ledger. Otherwise our masthead stands in its place."""
    return [] if ledger_of(datasette) else [{"href": "/-/presstally", "label": say("screen.by_hand_short")}]


@hookimpl
def extra_css_urls(datasette: Datasette) -> list[str]:
    """Datasette's own pages on the same paper; without our metadata a line on top of each that says so."""
    return [static_url(name) for name in (("frame.css", "tables.css") if ledger_of(datasette) else ("by_hand.css",))]


@hookimpl
def extra_js_urls(datasette: Datasette) -> list[str]:
    """The words of the menu that Datasette's script puts on each column."""
    return [static_url("tables.js")] if ledger_of(datasette) else []


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """The filter of templates/table.html and its likes."""

    def datasette_words(html: str, ledger: dict[str, Any] | None = None, name: str = "") -> str:
        return Markup(tables.in_words(str(html), ledger["language"], name)) if ledger else html

    env.filters["datasette_words"] = datasette_words


@hookimpl
def extra_template_vars(
    datasette: Datasette, request: Request | None, template: str
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """What our masthead on Datasette's own pages needs; our pages bring it themselves."""
    if request is None or template.startswith("presstally/"):
        return None
    return lambda: tables.frame_of(datasette, request)


@hookimpl
def forbidden(datasette: Datasette, request: Request, message: str) -> Response | None:
    """Datasette's own pages, asked for by somebody who is not known yet: to the login."""
    del message
    if ledger_of(datasette) and access.is_public() and request.actor is None and not request.path.endswith(".json"):
        return Response.redirect(LOGIN)
    return None


@hookimpl
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]] | None:
    """A page that is not there, or a query that cannot be answered, is said in the frame of the ledger."""
    theirs = getattr(exception, "status", 500) < 500 or isinstance(
        exception, DatasetteError
    )  # not a fault of a program
    if request.path.endswith(".json") or ledger_of(datasette) is None or not theirs:
        return None
    return lambda: refused(datasette, request, exception)


@hookimpl
def skip_csrf(datasette: Datasette, scope: dict[str, Any]) -> bool:
    """Datasette's guard against forgery cannot read forms with files; `answer` checks their token as it does every other."""
    if ledger_of(datasette) is None:
        return False
    return forms.TOO_LARGE in scope or (scope["path"] in pages.WITH_FILES and forms.has_files(scope))


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Answers only to the names that this server has (see access.py)."""
    return lambda app: access.guard(app)


def _view(handler: pages.Handler) -> Callable[..., Any]:
    async def view(datasette: Datasette, request: Request) -> Response:
        return await answer(handler, datasette, request)

    return view


async def _by_hand(datasette: Datasette, request: Request) -> Response:
    """Said when somebody typed `datasette coverage.db`."""
    del datasette
    return Response.text(say("screen.by_hand") + "\n\n" + say("screen.by_hand", "en"), status=503)
