"""Export: the table of a page as xlsx, CSV (with byte-order mark, cells defused) or JSON in the contract's shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting, output
from ...counting import statements
from ...counting.words import Words
from ...errors import UsageError
from .. import tally
from ..context import Context, NotFoundError
from . import articles, counts

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
Table = tuple[Any, list[str], list[list[Any]]]
"""The JSON document, the labels of the columns, the rows."""


async def show(context: Context) -> Response:
    """GET /-/export?what=articles|counts|statement&format=xlsx|csv|json and FILTERS"""
    fmt, what = context.one("format", "xlsx"), context.one("what", "articles")
    if fmt not in TYPES or what not in TABLES:
        raise UsageError(context.say("screen.no_export", what=what, format=fmt))
    data = await context.read(lambda db: output.render(*TABLES[what](db, context), fmt))
    return context.file(data, f"presstally-{what}-{context.today}.{fmt}", TYPES[fmt])


ROUTES = ((r"^/-/export$", show),)


def _articles(db: Database, context: Context) -> Table:
    found, _ = articles.rows(db, context, context.filters(db), None, 0)
    return _article_table(context, found, tally.outlet_rows(db))


def _article_table(context: Context, found: Sequence[dict[str, Any]], outlets: dict[str, Any]) -> Table:
    say, label = context.say, context.label
    themes = {theme.id: theme.name for theme in context.config.watchlist.themes}
    comma = say("below.comma")
    columns = [say("export_page.id"), say("articles_page.date"), say("articles_page.title"), say("term.outlet"), say("screen.level"),
               say("screen.channel"), say("filter_page.role"), say("term.theme"), say("term.byline"), say("articles_page.state"),
               say("export_page.reason"), say("export_page.url")]  # fmt: skip
    rows = []
    for row in found:
        outlet = outlets.get(row["outlet"] or "") or {}
        rows.append(
            [
                row["id"], row.get("published") or row.get("day") or "", row["title"], outlet.get("name", row["outlet"] or ""),
                label("level", outlet.get("level")), label("channel", outlet.get("channel")), label("role", row["role"]),
                comma.join(themes.get(theme, theme) for theme in row.get("themes", ())),
                comma.join(f"{label('byline', b['role'])} {b['name']}" for b in row.get("bylines", ())),
                label("state", row["state"]), label("reason", row["reason"]), row["url"] or "",
            ]
        )  # fmt: skip
    return found, columns, rows


def _counts(db: Database, context: Context) -> Table:
    by = counts.dimensions(context)
    document = counting.count(db, context.config, context.filters(db), by=by)
    both = document.get("policies") or [document]
    words = Words(db, context.config, context.language)
    table: dict[tuple[str | None, ...], list[int]] = {}
    for n, each in enumerate(both):
        for row in each["rows"]:
            table.setdefault(tuple(row[dim] for dim in by), [0] * len(both))[n] = row["count"]
    columns = [context.say(f"dim_page.{dim}") for dim in by]
    columns += [f"{context.label('policy', each['policy'])} {context.label('unit_of', each['unit'])}" for each in both]
    rows: list[list[Any]] = [
        [*(counts.word(words, dim, value) for dim, value in zip(by, key, strict=True)), *values]
        for key, values in table.items()
    ]
    rows.append([context.say("screen.total"), *[""] * (len(by) - 1), *(each["total"] for each in both)])
    return document, columns, rows


def _statement(db: Database, context: Context) -> Table:
    found = statements.show(db, context.config, context.number("number"))
    if found is None:
        raise NotFoundError(context.say("screen.no_statement", number=context.number("number")))
    _, columns, rows = _article_table(context, found["articles"], tally.outlet_rows(db))
    return found, columns, rows


TABLES = {"articles": _articles, "counts": _counts, "statement": _statement}
