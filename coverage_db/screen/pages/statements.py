"""Statements (统计结论): frozen, numbered counts; what changed since; and checking somebody's sentence."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting
from ...counting import judge, statements
from ...database import transaction
from .. import frame, tally
from ..context import Context, NotFoundError, address


async def show(context: Context) -> Response:
    """GET /-/statements: the list, and with ?check= the verdict on a sentence. POST: freeze the count of the form's filters."""
    if context.request.method == "POST":
        return await _freeze(context)
    chosen = frame.span(context)
    view = await context.read(lambda db: _view(db, context, chosen))
    return await context.page("statements.html", chosen=chosen, asked=context.one("check"), **view)


async def one(context: Context) -> Response:
    """GET /-/statements/N"""
    number = int(context.request.url_vars["number"][:9])
    view = await context.read(lambda db: _one(db, context, number))
    return await context.page("statement.html", **view)


ROUTES = ((r"^/-/statements$", show), (r"^/-/statements/(?P<number>\d+)$", one))


async def _freeze(context: Context) -> Response:
    kept = {name: [context.form[name]] for name in ("period", "from", "to", "policy") if context.form.get(name)}
    themes = [value for value in context.form.get("themes", "").split(",") if value]

    def freeze(db: Database) -> int:
        filters = context.filters(db, {**kept, "theme": themes} if themes else kept)
        with transaction(db):
            told = counting.sentence(db, context.config, filters, by=("level",))
            return statements.freeze(db, context.config, filters, told["sentence"], by=context.officer or None)

    number = await context.write(freeze)
    return context.go(address(f"/-/statements/{number}", told="frozen"))


def _view(db: Database, context: Context, chosen: dict[str, list[str]]) -> dict[str, Any]:
    verdict = None
    if context.one("check").strip():
        filters = context.filters(db, {})
        verdict = judge.check_sentence(db, context.config, context.one("check")[:1000], filters, None)
    told = counting.sentence(db, context.config, context.filters(db, chosen), by=("level",))
    return {
        "rows": statements.listing(db),
        "verdict": verdict,
        "sentence": told["sentence"],
        "counts": told["counts"],
    }


def _one(db: Database, context: Context, number: int) -> dict[str, Any]:
    found = statements.show(db, context.config, number)
    if found is None:
        raise NotFoundError(context.say("screen.no_statement", number=number))
    changed = found["changed"]
    rows = {row["id"]: row for row in found["articles"]}
    counts = found["counts"]
    same = {"from": [counts["period"]["from"] or ""], "to": [counts["period"]["to"] or ""], "theme": counts["themes"]}
    filters = context.filters(db, same)
    ids = [*changed["appeared"], *changed["state"]]
    now = {row["id"]: row for row in counting.articles(db, context.config, filters, ids=ids)}
    return {
        "found": found,
        "number": number,
        "outlets": tally.outlet_rows(db),
        "rows": rows,
        "now": now,
        "changed_count": sum(len(ids) for ids in changed.values()),
    }
