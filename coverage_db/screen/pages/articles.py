"""List (明细): the articles behind any number, with reasons, filters, paging and export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting
from ...counting import policy as policies
from ...counting.filters import Filters
from .. import below, choices, tally
from ..context import Context

PAGE = 50
"""Articles a page."""
SIGNED = {"byline": "coalesce(b.person, b.name)", "department": "b.department"}
_OF_STORY = """
select s.article from facts s join facts f on f.story = s.story and s.role <> 'excerpt' and f.role <> 'excerpt'
    and not f.own and not f.mirror
"""


async def show(context: Context) -> Response:
    """GET /-/articles"""
    view = await context.read(lambda db: _view(db, context), remember=("articles", context.request.query_string))
    return await context.page("articles.html", **view)


ROUTES = ((r"^/-/articles$", show),)


def rows(
    db: Database, context: Context, filters: Filters, limit: int | None, offset: int
) -> tuple[list[dict[str, Any]], int | None]:
    """The articles and, where it has to be found out here, how many there are."""
    ids = _narrowed(db, context, filters)
    reason = context.one("reason")
    if ids is None and not reason:
        return counting.articles(db, context.config, filters, limit=limit, offset=offset), None
    found = counting.articles(db, context.config, filters, ids=ids)
    if reason:
        found = [row for row in found if (row["reason"] or "") == reason]
    end = None if limit is None else offset + limit
    return found[offset:end], len(found)


def _narrowed(db: Database, context: Context, filters: Filters) -> list[int] | None:
    """The ids that the filters of this page alone leave: byline, department, role, origin – so that each figure of 统计
    opens its list. None when none is asked for. A text counted once is signed by all its press appearances.
    """
    by_story = policies.load(context.config, filters.policy_names()[0]).by_story
    sets = []
    for name, column in SIGNED.items():
        if value := context.one(name):
            sql = f"select b.article from fact_bylines b where {column} = ?1"
            if by_story:
                sql += f" union {_OF_STORY} join fact_bylines b on b.article = f.article where {column} = ?1"
            sets.append(_ids(db, sql, value))
    if role := context.one("role"):
        sets.append(_ids(db, "select article from facts where role = ?1", role))
    if origin := context.one("origin"):
        sql = "select article from facts where origin = ?1"
        contributed = _ids(db, sql + (f" union {_OF_STORY} where f.origin = ?1" if by_story else ""), "contributed")
        sets.append(contributed if origin == "contributed" else _ids(db, "select article from facts") - contributed)
    return sorted(set.intersection(*sets)) if sets else None


def _ids(db: Database, sql: str, *values: str) -> set[int]:
    return {row[0] for row in db.execute(sql, list(values))}


def _view(db: Database, context: Context) -> dict[str, Any]:
    filters = context.filters(db)
    whole = context.filters(db, {k: v for k, v in context.query.items() if k != "state"})
    counts = counting.count(db, context.config, whole)
    page = max(1, context.number("page", 1))
    found, total = rows(db, context, filters, PAGE, (page - 1) * PAGE)
    if total is None:
        total = _total(db, counts, filters.states)
    outlets = tally.outlet_rows(db)
    return {
        "counts": counts,
        "rows": found,
        "total": total,
        "page": page,
        "last_page": max(1, -(-total // PAGE)),
        "outlets": outlets,
        "states": filters.states,
        "choices": choices.of(context, outlets),
        "themes": {theme.id: theme.name for theme in context.config.watchlist.themes},
        "below": below.parts(context, db, counts, whole),
        "waiting_here": counts["excluded"].get("pending", 0),
        "excluded_total": sum(n for reason, n in counts["excluded"].items() if reason != "pending"),
    }


def _total(db: Database, counts: dict[str, Any], states: Sequence[str]) -> int:
    pending = counts["excluded"].get("pending", 0)
    parts = {
        "counted": counts["counted"],
        "pending": pending,
        "excluded": sum(counts["excluded"].values()) - pending,
    }
    if not states:
        return int(counts["candidates"])
    total = sum(parts.get(state, 0) for state in states)
    if "none" in states:
        total += int(
            db.execute("select count(*) from articles where id not in (select article from facts)").fetchone()[0]
        )
    return int(total)
