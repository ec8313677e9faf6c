"""Failures: a handler's answer, or a page that says what was found and what to do. Nothing is swallowed."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from datasette.utils.asgi import Forbidden, Request, Response

from ..errors import ConfigError, DatabaseError, PresstallyError, UsageError
from ..wording import say
from . import access, forms
from .context import Context, NotFoundError
from .ledger import ledger_of

if TYPE_CHECKING:  # Datasette loads its plugins while this module is being imported
    from datasette.app import Datasette

LOGIN = "/-/login"
"""Open to everybody: one must get there before one is known."""

TYPED = ("note", "date", "title", "page", "byline", "other", "from", "to", "by")
"""Fields that a person writes into; the others of a form go along unseen. Keys `sent.…`."""


class RefusedError(PresstallyError):
    """A form that this login may not send, or that no page of ours sent; status 403."""


class TooLargeError(PresstallyError):
    """A form with more than fits; status 413."""


STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotFoundError, 404),
    (RefusedError, 403),
    (TooLargeError, 413),
    (UsageError, 400),
    (DatabaseError, 503),
    (ConfigError, 503),
    (PresstallyError, 409),
)


async def answer(handler: Callable[[Context], Awaitable[Response]], datasette: Datasette, request: Request) -> Response:
    """The handler's answer to a request that may read (and, for a form, decide)."""
    anybody = request.path == LOGIN
    if not anybody and not await access.may_read(datasette, request.actor):
        if access.is_public() and request.actor is None:
            return Response.redirect(LOGIN)
        raise Forbidden(say("screen.login"))
    ledger = ledger_of(datasette)
    if ledger is None:
        return Response.text(say("screen.by_hand"), status=503)
    if request.method not in ("GET", "HEAD", "POST"):
        return Response.text("GET, POST", status=405, headers={"allow": "GET, POST"})
    try:
        context = Context(ledger, request)
    except ConfigError as error:
        return Response.text(str(error), status=503)
    try:
        if request.method == "POST":
            await _take_form(context, may=anybody or access.may_decide(request.actor))
        return await handler(context)
    except PresstallyError as error:
        status = next(code for kind, code in STATUS if isinstance(error, kind))
        return await _failed(context, str(error), status)
    except sqlite3.OperationalError as error:
        return await _failed(context, _reason(context, error), 503)
    finally:
        if not context.files_taken:
            context.sent.forget()


async def _take_form(context: Context, *, may: bool) -> None:
    """The sent form, for the handler.

    Raises:
        RefusedError: it is too large, forged, or not for this login; UsageError: it cannot be read.
    """
    request = context.request
    if not may:
        raise RefusedError(context.say("screen.reading_only"))
    if size := request.scope.get(forms.TOO_LARGE):
        mb = f"{size / 1e6:.0f}"
        raise TooLargeError(context.say("screen.too_large", mb=mb, most=forms.BODY_MOST_MB))
    context.sent = await forms.read(request)
    if not access.is_from_our_page(context.ledger.datasette, request, context.sent.fields):
        raise RefusedError(context.say("screen.forged"))


async def refused(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """What Datasette says of a path or a query that it cannot answer, on a page of ours."""
    status: int = 404 if getattr(exception, "status", 400) == 404 else 400

    async def said(context: Context) -> Response:
        if status == 404:
            text = context.say("screen.no_page", path=request.path)
        elif getattr(exception, "message_is_html", False):
            text = context.say("screen.too_slow")
        else:
            text = context.say("screen.query_failed", error=getattr(exception, "message", None) or exception)
        return await _failed(context, text, status)

    return await answer(said, datasette, request)


def _reason(context: Context, error: sqlite3.OperationalError) -> str:
    text = str(error)
    if "locked" in text or "busy" in text:
        return context.say("screen.locked")
    if "unable to open" in text or "no such table" in text or "readonly" in text or "disk I/O" in text:
        return context.say("screen.database_gone", path=context.config.database, error=text)
    raise error


async def _failed(context: Context, text: str, status: int) -> Response:
    """The error in the frame of the ledger, with what a form brought, so that nothing is written twice; as plain text when
    not even the frame can be read, or not by this actor.
    """
    if not await access.may_read(context.ledger.datasette, context.request.actor):
        return Response.text(text, status=status)
    query = context.request.query_string
    sent = {name: value for name, value in context.form.items() if name != "csrftoken" and value.strip()}
    try:
        return await context.page(
            "failed.html", status=status, text=text, sent=sent if status in (400, 409, 503) else {}, again=status in (400, 503),
            typed=[name for name in TYPED if name in sent], place=context.request.path + (f"?{query}" if query else ""),
        )  # fmt: skip
    except (PresstallyError, sqlite3.OperationalError):
        return Response.text(text, status=status)
