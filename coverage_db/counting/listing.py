"""Listing: the articles behind a number, in the JSON shape `articles` of CONTRACT section 3. Reads only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from .. import decisions
from ..config import Config
from . import policy as policies
from . import state
from .filters import Filters
from .policy import Policy

_PICKED = "article, company, story, role, outlet, counted_day, state, reason"
_COLUMNS = {
    "article": "s.article", "story": "s.story", "role": "s.role", "prominence": "f.prominence", "outlet": "s.outlet",
    "published": "coalesce(f.published, a.published)", "date_witness": "coalesce(f.date_witness, a.date_witness)",
    "why": "coalesce(f.why, '')", "word": "f.word", "included": "coalesce(f.included, 0)", "state": "s.state",
    "reason": "s.reason",
}  # fmt: skip
_NOT_CANDIDATES = """
select a.id as article, null as company, a.story, a.role, a.outlet, a.day as counted_day, 'none' as state, null as reason
from articles a left join outlets o on o.id = a.outlet
where a.id not in (select article from facts)
    and (:day_from is null or a.day >= :day_from) and (:day_to is null or a.day <= :day_to)
    and (:themes = '[]' or a.id in (
        select article from article_themes where theme in (select value from json_each(:themes))))
    and (:outlets = '[]' or a.outlet in (select value from json_each(:outlets)))
    and (:narrow_levels = '[]' or o.level in (select value from json_each(:narrow_levels)))
    and (:brands = '[]' or o.brand in (select value from json_each(:brands)))
    and (:owners = '[]' or o.owner in (select value from json_each(:owners)))
    and (:narrow_channels = '[]' or o.channel in (select value from json_each(:narrow_channels)))
"""


def articles(
    db: Database,
    config: Config,
    filters: Filters,
    *,
    limit: int | None = None,
    offset: int = 0,
    ids: Iterable[int] | None = None,
) -> list[dict[str, Any]]:
    """The candidates that `filters` look at, newest day first, undated last; `ids`: only these. With the state `none` asked
    for, the stored articles that are no candidates (of the period and themes, when there are any).

    Raises:
        UsageError: an unknown policy.
    """
    policy = policies.load(config, filters.policy_names()[0])
    with state.decisions_of(db, filters):
        parts = []
        wanted = None if ids is None else json.dumps(list(ids))
        if filters.states != ("none",):
            parts.append(f"select {_PICKED} from {_rows_of(db, filters, policy, wanted)}")
        if "none" in filters.states:
            parts.append(_NOT_CANDIDATES)
        query = (
            f"select {', '.join(_COLUMNS.values())} from (select * from ({' union all '.join(parts)})"
            " where :articles is null or article in (select value from json_each(:articles))"
            " order by counted_day desc, article desc limit :limit offset :offset) s"
            f" left join {state.FACTS_OF}"
            " left join articles a on a.id = s.article and s.state = 'none' order by s.counted_day desc, s.article desc"
        )
        values = {
            **state.parameters(filters, policy),
            "articles": wanted,
            "limit": -1 if limit is None else limit,
            "offset": offset,
        }
        rows = [dict(zip(_COLUMNS, row, strict=True)) for row in db.execute(query, values).fetchall()]
        return shaped(db, rows)


def _rows_of(db: Database, filters: Filters, policy: Policy, wanted: str | None) -> str:
    if wanted is not None:
        return state.of_articles(db, filters, policy)
    return state.counted(db, filters, policy) if filters.states == ("counted",) else state.of(db, filters, policy)


def shaped(db: Database, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of state in the shape of the contract."""
    ids = [row["article"] for row in rows]
    stored = _stored(db, ids)
    corrected = decisions.corrections(db, ids)
    marks = decisions.open_marks(db, ids)
    companies = _many(db, ids, "select article, company from facts where {of} order by company_order")
    themes = _many(db, ids, "select article, theme from fact_themes where {of} order by theme")
    plain_themes = _many(db, ids, "select article, theme from article_themes where {of} order by theme")
    clues = _many(
        db,
        ids,
        "select distinct article, kind, alias from mentions where {of} and kind <> 'company' and verdict = 'hit'",
    )
    witnesses = _many(db, ids, "select article, kind, value from witnesses where {of} order by article, position")
    signed = _many(db, ids, "select article, name, role from fact_bylines where {of} order by article, position")
    printed = _many(db, ids, "select article, name, role from bylines where {of} order by article, position")
    found = []
    for row in rows:
        id_ = row["article"]
        page = _corrected(stored[id_], corrected.get(id_, {}))
        waits = [] if row["included"] or row["word"] is not None else row["why"].split()
        dated = [(row["date_witness"], row["published"])] if row["date_witness"] == "decision" else []
        candidate = row["state"] != "none"
        found.append(
            {
                "id": id_,
                "url": page["url"],
                "outlet": row["outlet"],
                "title": page["title"],
                "published": row["published"],
                "date_witness": row["date_witness"],
                "witnesses": [{"kind": kind, "value": value} for kind, value in (*dated, *witnesses[id_])],
                "state": row["state"],
                "reason": row["reason"],
                "why": [*waits, *marks.get(id_, [])],
                "role": row["role"],
                "story": row["story"],
                "companies": [company for (company,) in companies[id_]],
                "clues": [{"kind": kind, "text": text} for kind, text in clues[id_]],
                "themes": [theme for (theme,) in (themes if candidate else plain_themes)[id_]],
                "bylines": [{"name": name, "role": role} for name, role in (signed if candidate else printed)[id_]],
                "source": page["source"],
                "prominence": row["prominence"],
                "page": _page(page),
                "sha256": page["sha256"],
            }
        )
    return found


def stories_of(db: Database, articles: Iterable[int]) -> dict[int, int]:
    """{candidate: its story}, in the order of `articles`."""
    ids = list(articles)
    rows = db.execute(
        "select article, story from facts where article in (select value from json_each(?))", [json.dumps(ids)]
    )
    found = dict(rows.fetchall())
    return {article: found[article] for article in ids if article in found}


def _stored(db: Database, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    names = ("id", "url", "title", "source", "page_number", "page_name", "page_front", "sha256")
    query = f"select {', '.join(names)} from articles where id in (select value from json_each(?))"
    return {row[0]: dict(zip(names, row, strict=True)) for row in db.execute(query, [json.dumps(ids)])}


def _corrected(page: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """What the page says, with what a person set in its place."""
    said = dict(page)
    if "title" in values:
        said["title"] = values["title"]
    if "page" in values:
        said["page_number"] = values["page"]
    if "front" in values:
        said["page_front"] = values["front"] != "0"
    return said


def _page(page: dict[str, Any]) -> dict[str, Any] | None:
    if page["page_number"] is None:
        return None
    front = bool(page["page_front"]) if page["page_front"] is not None else None
    return {"number": page["page_number"], "name": page["page_name"] or "", "front": front}


def _many(db: Database, ids: Sequence[int], query: str) -> dict[int, list[tuple[Any, ...]]]:
    """{article: rows without it}; `{of}` in the query is the condition on `article`."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    of = "article in (select value from json_each(?))"
    for article, *values in db.execute(query.format(of=of), [json.dumps(ids)]):
        found[article].append(tuple(values))
    return found
