"""Access: who may read and who may decide. Loopback is open to its user; any other address needs a password.

The guard stands before everything else, Datasette's own pages too: a page on the internet that points its name at
127.0.0.1, or sends a form from elsewhere, gets nothing.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..wording import say
from . import forms

if TYPE_CHECKING:  # Datasette loads its plugins while this module is being imported
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

PUBLIC_VARIABLE = "PRESSTALLY_PUBLIC"
"""Set by `browse` when it listens beyond loopback: then the names are free and every page needs a login."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", ""})
READER = "reader"
OFFICER = "officer"
"""The two logins of a public ledger; the officer's may decide too."""

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def is_public() -> bool:
    """Whether this server can be reached from other machines."""
    return bool(os.environ.get(PUBLIC_VARIABLE))


def may_decide(actor: dict[str, Any] | None) -> bool:
    """Whether forms are open to `actor`; on loopback they are open to whoever sits there."""
    return not is_public() or (actor or {}).get("id") == OFFICER


def is_datasette_0(datasette: Datasette) -> bool:
    """Whether this is Datasette 0.65; 1.0 asks for rights, and guards forms against forgery, in another way."""
    return hasattr(datasette, "permission_allowed")


async def may_read(datasette: Datasette, actor: dict[str, Any] | None) -> bool:
    """Whether our pages are open to `actor`: Datasette's own right to see this instance, on 0.65 and on 1.0."""
    if is_datasette_0(datasette):
        allowed = await datasette.permission_allowed(actor, "view-instance", default=True)
    else:
        allowed = await datasette.allowed(action="view-instance", actor=actor)
    return bool(allowed)


def is_from_our_page(datasette: Datasette, request: Request, fields: dict[str, str]) -> bool:
    """Whether the form holds the token that our pages put into theirs. Datasette 1.0 has no tokens and looks at the headers
    instead; then the browser must have named the origin, which the guard compares.
    """
    if not is_datasette_0(datasette):
        return "origin" in request.headers
    return secrets.compare_digest(fields.get("csrftoken", "").encode(), str(request.scope["csrftoken"]()).encode())


def guard(app: App) -> App:
    """The application, for requests that come under a name of this machine and whose forms come from our own pages."""

    async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and (foreign := _foreign(scope)):
            await _refuse(send, foreign)
            return
        if scope["type"] == "http" and (size := _length(scope)) > forms.BODY_MOST_MB * 1_000_000:
            await _pass_over(receive)
            scope, receive = {**scope, forms.TOO_LARGE: size}, _nothing
        await app(scope, receive, send)

    return guarded


def _length(scope: dict[str, Any]) -> int:
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    return int(declared) if declared.isdigit() else 0


async def _pass_over(receive: Any) -> None:
    """Read to the end and keep nothing: a browser shows an answer only after it has sent everything."""
    while (message := await receive())["type"] == "http.request" and message.get("more_body"):
        pass


async def _nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"", "more_body": False}


def _foreign(scope: dict[str, Any]) -> str | None:
    headers: dict[str, str] = {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
    }
    host = headers.get("host", "")
    if not is_public() and _name(f"//{host}") not in LOOPBACK:
        return host
    origin = headers.get("origin")
    if scope["method"] == "POST" and origin is not None and urlsplit(origin).netloc != host:
        return origin
    return None


def _name(address: str) -> str | None:
    """The host of an address without its port; None when it cannot be read."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return None


async def _refuse(send: Any, foreign: str) -> None:
    text = say("screen.foreign", address=foreign[:200]) + "\n" + say("screen.foreign", "en", address=foreign[:200])
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
