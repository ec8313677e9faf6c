"""Context: what a page has at hand – the officer's file and database, the request, the language, the filters.

A page reads in one of Datasette's threads on a read-only connection, and writes on a connection of its own.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote, urlencode

from datasette.utils.asgi import Request, Response
from sqlite_utils import Database

from ..config import Config
from ..counting.filters import Filters
from ..counting.words import LEVEL_KEYS
from ..database import one_state, open_database
from ..errors import PresstallyError
from ..wording import Language, label, say
from . import access
from .forms import Sent
from .ledger import Ledger

SETTLED_SECONDS = 0.1
"""What is read sooner after a commit is not kept: another commit within the clock's step could not be told from it."""
YEAR_SECONDS = 365 * 24 * 3600
FILTER_NAMES = (
    "from", "to", "period", "theme", "outlet", "level", "brand", "owner", "channel", "company", "state", "policy", "as-of",
)  # fmt: skip
"""The names of FILTERS in an address, as the options of the verbs are called."""
SECURITY_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}

Value = TypeVar("Value")


class NotFoundError(PresstallyError):
    """An article, statement or outlet that does not exist; status 404."""


class Context:
    """One request to one of our pages."""

    def __init__(self, ledger: Ledger, request: Request) -> None:
        self.ledger = ledger
        self.request = request
        self.sent = Sent()
        """A sent form; empty for GET."""
        self.files_taken = False
        """Whether the handler looks after the files that came with the form; else they go with the request."""
        self.query: dict[str, list[str]] = parse_qs(request.query_string, keep_blank_values=False)
        self.cookies: dict[str, str] = {}
        """Cookies to set with the answer."""
        self.language: Language = self._language(ledger.config)
        general = replace(ledger.config.general, language=self.language)
        self.config: Config = replace(ledger.config, general=general)
        """The settings, in the language of the page."""
        self.today = self.config.today()
        self.can_decide = access.may_decide(request.actor)

    def _language(self, config: Config) -> Language:
        asked = self.one("lang") or self.request.cookies.get("presstally_lang")
        language: Language = "en" if (asked or config.general.language) == "en" else "zh"
        if self.one("lang"):
            self.cookies["presstally_lang"] = language
        return language

    def one(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return self.query.get(name, [default])[-1]

    def number(self, name: str, default: int = 0) -> int:
        """A query parameter as a number of zero or more; `default` when it is none."""
        value = self.one(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of a sent form."""
        return self.sent.fields

    @property
    def officer(self) -> str:
        """Who decides: the remembered name, else that of the settings, else the login."""
        login = str((self.request.actor or {}).get("id", ""))
        remembered = self.request.cookies.get("presstally_by", "")
        try:
            remembered = json.loads(f'"{remembered}"')
        except ValueError:
            remembered = ""
        return remembered or self.config.general.officer or login

    def say(self, key: str, /, **fields: object) -> str:
        """The text of `key` in the language of the page."""
        return say(key, self.language, **fields)

    def label(self, group: str, value: str | None) -> str:
        """The label of a stored value in the language of the page."""
        if group == "level":
            group, value = "level", LEVEL_KEYS.get(value or "", value)
        return label(group, value, self.language)

    def filters(self, db: Database, query: Mapping[str, Sequence[str]] | None = None, **more: str) -> Filters:
        """FILTERS as the address gives them, `more` on top.

        Raises:
            UsageError: an unknown period, outlet, theme …
        """
        asked = {name: list(values) for name, values in (query or self.query).items() if name in FILTER_NAMES}
        for name, value in more.items():
            asked[name.rstrip("_")] = [value]
        return Filters.from_query(self.config, db, asked)

    async def read(self, function: Callable[[Database], Value], remember: object = None) -> Value:
        """`function` on a read-only connection, in one of Datasette's threads.

        All that it reads is one state of the database. `remember`: a name for what it gives, see `recall`.
        """
        return await self.recall(remember, lambda: self._read(function))

    async def recall(self, name: object, work: Callable[[], Awaitable[Value]]) -> Value:
        """What `work` gives; with a name it is worked out only once as long as neither database nor settings change."""
        key = (name, self.language, self.today)
        stamp = self.ledger.stamp
        if name is not None and (known := self.ledger.memory.get(key)) and known[0] == stamp:
            found: Value = known[1]
            return found
        value = await work()
        if name is not None and time.time() - max(stamp[::2]) / 1e9 > SETTLED_SECONDS:
            self.ledger.remember(key, stamp, value)
        return value

    async def _read(self, function: Callable[[Database], Value]) -> Value:
        def run(connection: sqlite3.Connection) -> Value:
            factory, connection.row_factory = connection.row_factory, None
            try:
                db = Database(connection, recursive_triggers=False, execute_plugins=False)
                with one_state(db, self.ledger.kept):
                    return function(db)
            finally:
                connection.row_factory = factory

        database = self.ledger.datasette.get_database(self.ledger.database_name)
        value: Value = await database.execute_fn(run)
        return value

    async def write(self, function: Callable[[Database], Value]) -> Value:
        """`function` on a connection of its own that may write, in a thread.

        Raises:
            DatabaseError: the database cannot be written.
        """

        def run() -> Value:
            db = open_database(self.config.database, language=self.language)
            try:
                return function(db)
            finally:
                db.close()

        return await asyncio.to_thread(run)

    async def page(self, template: str, /, *, status: int = 200, **values: Any) -> Response:
        """A page from templates/presstally/, with the frame that all pages share."""
        from . import frame

        shared = await frame.values(self)
        html = await self.ledger.datasette.render_template(
            f"presstally/{template}", {**shared, **values}, request=self.request
        )
        return self._finish(Response.html(html, status=status))

    async def bare_page(self, template: str, /, *, status: int = 200, **values: Any) -> Response:
        """A page without menu or anything else of the ledger, for those who are not known yet."""
        from . import frame

        bare = {**frame.texts(self), "menu": [], "office": ""}
        html = await self.ledger.datasette.render_template(
            f"presstally/{template}", {**bare, **values}, request=self.request
        )
        return self._finish(Response.html(html, status=status))

    def go(self, path: str) -> Response:
        """Go to another page after a form was sent (303: a reload sends nothing twice)."""
        response = Response("", status=303, headers={"location": path})
        return self._finish(response)

    def file(self, data: bytes, name: str, content_type: str) -> Response:
        """A file to save."""
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "content-type": content_type}
        return self._finish(Response(data, headers=headers, content_type=content_type))

    def _finish(self, response: Response) -> Response:
        response.headers.update(SECURITY_HEADERS)
        for name, value in self.cookies.items():
            response.set_cookie(name, value, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
        return response


def address(path: str, query: Mapping[str, object] | None = None, **more: object) -> str:
    """An address within this server: `query` with `more` on top; None and empty values are left out."""
    merged: dict[str, object] = {**(query or {}), **{name.rstrip("_"): value for name, value in more.items()}}
    pairs = []
    for name, value in merged.items():
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, str(each)) for each in values if each not in (None, "")]
    return path + ("?" + urlencode(pairs) if pairs else "")


__all__ = ["Context", "NotFoundError", "address"]
