"""Article (刊发): what is this page, when, where else, who says so? And every decision as a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import evidence
from ...records import LEVELS
from .. import deciding, dossier, marked, shapes, stillness, tally
from ..context import Context, NotFoundError, address

EXCLUDE_REASONS = ("not_us", "passing", "paid", "notice", "negative", "mirror", "withdrawn")
"""Offered in this order; the officer may write any other word."""
STORED_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
"""A stored page runs nothing, asks nobody, and cannot pass itself off as ours."""
PICTURES = (
    (b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"), (b"RIFF", "image/webp"), (b"%PDF-", "application/pdf"),
)  # fmt: skip
"""What proofs added by hand begin with (by_hand.PICTURES)."""
TIMELINE_MOST = 12


async def show(context: Context) -> Response:
    """GET /-/article/ID, and POST: a decision about it."""
    article = int(context.request.url_vars["id"][:18])
    if context.request.method == "POST":
        return await _decide(context, article)
    view = await context.read(lambda db: _view(db, context, article))
    return await context.page("article.html", **view)


async def stored(context: Context) -> Response:
    """GET /-/stored/N: the page as it was fetched – as source text, or with ?as=page as a still picture of it."""
    number = int(context.request.url_vars["id"][:18])

    def fetch(db: Database) -> bytes | None:
        row = db.execute("select sha256 from evidence where id = ?", [number]).fetchone()
        return evidence.read(evidence.folder_of(db), row[0]) if row else None

    try:
        body = await context.read(fetch)
    except (FileNotFoundError, ValueError) as error:
        raise NotFoundError(context.say("screen.stored_gone", id=number)) from error
    if body is None:
        raise NotFoundError(context.say("screen.no_stored", id=number))
    for magic, kind in PICTURES:
        if body.startswith(magic):
            headers = dict(STORED_HEADERS)
            if kind == "application/pdf":  # browsers show no PDF that may run nothing
                headers["content-disposition"] = f'attachment; filename="{number}.pdf"'
            return Response(body, headers=headers, content_type=kind)
    still = context.one("as") == "page"
    text = stillness.page(body) if still else stillness.text(body)
    kind = "text/html" if still else "text/plain"
    return Response(text, headers=dict(STORED_HEADERS), content_type=f"{kind}; charset=utf-8")


ROUTES = ((r"^/-/article/(?P<id>\d+)$", show), (r"^/-/stored/(?P<id>\d+)$", stored))


async def _decide(context: Context, article: int) -> Response:
    decision = deciding.words_of(dict(context.form)) if context.form.get("decision") != "undo" else ""
    if decision:
        await context.write(lambda db: deciding.take(db, context, [article], decision))
    else:
        await context.write(lambda db: deciding.undo(db, context, article))
    query = {name: context.query[name] for name in shapes.kept(context.query)}
    return context.go(address(f"/-/article/{article}", query, told="decided" if decision else "undone"))


def _view(db: Database, context: Context, article: int) -> dict[str, Any]:
    filters = context.filters(
        db, {k: v for k, v in context.query.items() if k in ("period", "from", "to", "theme", "policy", "as-of")}
    )
    file = dossier.of(db, context, article, filters)
    outlets = tally.outlet_rows(db)
    members = dossier.story(db, context, file["row"]["story"], filters)
    paragraphs = marked.paragraphs(file["text"], file["mentions"])
    numbers = [piece.number for paragraph in paragraphs for piece in paragraph if piece.number]
    clues = sum(1 for paragraph in paragraphs for piece in paragraph if piece.kind not in ("", "company"))
    return {
        **file,
        "outlets": outlets,
        "title_pieces": marked.titled(file["row"]["title"], file["mentions"]),
        "paragraphs": paragraphs,
        "mention_count": len(numbers),
        "clue_count": clues,
        "members": members,
        "timeline": _timeline(context, members, outlets),
        "press_outlets": len({row["outlet"] for row in members if row["outlet"] and row["role"] != "mirror"}),
        "themes": {theme.id: theme.name for theme in context.config.watchlist.themes},
        "exclude_reasons": EXCLUDE_REASONS,
        "levels": LEVELS,
        "last": deciding.last_decision(db, article),
        "statements": _statements(db, article),
        "span_query": shapes.kept(context.query),
        "undoable": deciding.undoable(file["decisions"], article),
    }


def _statements(db: Database, article: int) -> list[tuple[int, str]]:
    """Number and day of the statements that hold the article."""
    if not db["statement_articles"].exists():
        return []
    column = "article" if "article" in db["statement_articles"].columns_dict else "id"
    rows = db.execute(
        "select s.number, s.made from statements s where s.number in"
        f" (select statement from statement_articles where {column} = ?) order by s.number",
        [article],
    )
    return [(row[0], row[1]) for row in rows]


def _timeline(context: Context, members: Sequence[dict[str, Any]], outlets: dict[str, Any]) -> dict[str, Any] | None:
    """The story's appearances on a line of days: dots with labels above and below in turn. None: fewer than two dated."""
    dated = [row for row in members if row["published"]][:TIMELINE_MOST]
    if len(dated) < 2:
        return None
    first, last = dated[0]["published"][:10], max(row["published"][:10] for row in dated)
    days = shapes.count_days(first, last)
    left, right = 20.0, 980.0
    width = (right - left) / days
    points = []
    for row in dated:
        clock = row["published"][11:16]
        fraction = (int(clock[:2]) * 60 + int(clock[3:])) / 1440 if clock else 0.5
        points.append((left + width * (shapes.count_days(first, row["published"][:10]) - 1 + fraction), row))
    step = (right - left) / max(len(points), 1)
    shown = []
    for n, (x, row) in enumerate(points):
        outlet = outlets.get(row["outlet"] or "")
        label = min(max(x, left + 60 + step * n * 0.9 if len(points) > 6 else x), right - 60)
        shown.append(
            {
                "x": x, "label": label, "up": n % 2 == 0, "id": row["id"], "role": row["role"],
                "name": outlet["name"] if outlet else context.say("screen.unknown_site"),
                "level": outlet["level"] if outlet else None, "state": row["state"], "reason": row["reason"],
                "clock": row["published"][11:16], "page": (row["page"] or {}).get("number"),
            }
        )  # fmt: skip
    ticks = [
        {"x": left + width * n, "mid": left + width * (n + 0.5), "day": day}
        for n, day in enumerate(shapes.each_day(first, last))
    ]
    every = max(1, len(ticks) // 10)
    return {"points": shown, "ticks": [t for n, t in enumerate(ticks) if n % every == 0], "left": left, "right": right}
