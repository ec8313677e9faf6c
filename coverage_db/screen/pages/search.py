"""Search (检索): an article by two remembered characters, in either script. Odd queries are never an error."""

from __future__ import annotations

import re
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import search
from ...text import fold
from .. import choices, tally
from ..context import Context
from ..marked import Piece

PAGE = 20
WORDS_MOST = 200
"""Characters of a query that are used."""
NARROWED_MOST = 2000
"""Hits looked through when a filter is set; more are not, and the page says so."""


async def show(context: Context) -> Response:
    """GET /-/search?q="""
    words = " ".join(context.one("q").split())[:WORDS_MOST]
    view = await context.read(lambda db: _view(db, context, words))
    return await context.page("search.html", q=words, **view)


ROUTES = ((r"^/-/search$", show),)


def _view(db: Database, context: Context, words: str) -> dict[str, Any]:
    outlets = tally.outlet_rows(db)
    page = max(1, context.number("page", 1))
    filtered = any(context.query.get(name) for name in ("outlet", "level", "channel", "from", "to", "period"))
    if filtered:
        found = search.search(db, words, limit=NARROWED_MOST)
        rows = [hit for hit in found.rows if _fits(db, context, hit, outlets)]
        total, cut = len(rows), found.total > NARROWED_MOST
        rows = rows[(page - 1) * PAGE : page * PAGE]
    else:
        found = search.search(db, words, limit=PAGE, offset=(page - 1) * PAGE)
        rows, total, cut = found.rows, found.total, False
    states = _candidates(db, [hit.id for hit in rows])
    return {
        "hits": [
            {"id": h.id, "title": marked_words(h.title, words), "outlet": h.outlet, "published": h.published,
             "snippet": marked_words(h.snippet, words), "about_us": h.id in states}
            for h in rows
        ],
        "total": total,
        "cut": cut,
        "by_date": found.by_date,
        "page": page,
        "last_page": max(1, -(-total // PAGE)),
        "outlets": outlets,
        "choices": [choice for choice in choices.of(context, outlets) if choice["name"] in ("outlet", "level", "channel")],
    }  # fmt: skip


def _fits(db: Database, context: Context, hit: search.Hit, outlets: dict[str, Any]) -> bool:
    row = outlets.get(hit.outlet or "") or {}
    span = context.filters(db, {k: v for k, v in context.query.items() if k in ("from", "to", "period")})
    day = (hit.published or "")[:10]
    wanted = {name: context.query.get(name) for name in ("outlet", "level", "channel")}
    return (
        (not wanted["outlet"] or hit.outlet in wanted["outlet"])
        and (not wanted["level"] or row.get("level") in wanted["level"])
        and (not wanted["channel"] or row.get("channel") in wanted["channel"])
        and (not span.from_ or day >= span.from_)
        and (not span.to or ("" < day <= span.to))
    )


def _candidates(db: Database, ids: list[int]) -> set[int]:
    marks = ",".join("?" * len(ids))
    return {
        row[0]
        for row in db.execute(f"select distinct article from facts where rival = 0 and article in ({marks})", ids)
    }


def marked_words(text: str, words: str) -> list[Piece]:
    """The text with each word of the query set apart, in any spelling of either script."""
    folded = fold(text)
    wanted = [re.escape(word) for word in fold(words).text.split() if word]
    if not wanted:
        return [Piece(text)]
    pieces, at = [], 0
    for found in re.finditer("|".join(sorted(wanted, key=len, reverse=True)), folded.text):
        start, end = folded.source_span(*found.span())
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], "word"))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces
