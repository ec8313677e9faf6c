"""Dossier: all that the database knows of one article, for the pages 刊发 and 待认定."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from .. import counting, decisions
from ..counting.filters import Filters
from .context import Context, NotFoundError

NEAREST_MOST = 3


def of(db: Database, context: Context, article: int, filters: Filters) -> dict[str, Any]:
    """The article as counting sees it, with text, mentions, witnesses, story, evidence, versions, decisions.

    Raises:
        NotFoundError: there is no such article.
    """
    row = _one(db, "select * from articles where id = ?", article)
    if row is None:
        raise NotFoundError(context.say("screen.no_article", id=article))
    found = counting.articles(db, context.config, filters, ids=[article])
    text = db.execute("select text from article_texts where article = ?", [article]).fetchone()
    return {
        "id": article,
        "row": row,
        "article": found[0] if found else _stored(db, row),
        "text": text[0] if text else "",
        "mentions": _many(db, "select * from mentions where article = ? order by field desc, start", article),
        "witnesses": _many(db, "select * from witnesses where article = ? order by chosen desc, position", article),
        "bylines": _bylines(db, article),
        "evidence": _many(db, "select * from evidence where article = ? order by id", article),
        "versions": _many(
            db,
            "select id, fetched, title, published, changes from article_versions where article = ? order by id",
            article,
        ),
        "decisions": decisions.of_article(db, article),
        "nearest": nearest(db, article, row["story"]),
    }


def _stored(db: Database, row: dict[str, Any]) -> dict[str, Any]:
    """The shape of an article that is no candidate."""
    themes = [r[0] for r in db.execute("select theme from article_themes where article = ?", [row["id"]])]
    page = {"number": row["page_number"], "name": row["page_name"] or "", "front": bool(row["page_front"])}
    return {
        "id": row["id"], "url": row["url"], "outlet": row["outlet"], "title": row["title"], "published": row["published"],
        "date_witness": row["date_witness"], "state": "none", "reason": None, "why": [], "role": row["role"],
        "story": row["story"], "companies": [], "clues": [], "themes": themes, "source": row["source"], "prominence": None,
        "page": page if row["page_number"] else None, "sha256": row["sha256"],
    }  # fmt: skip


def nearest(db: Database, article: int, story: int) -> list[dict[str, Any]]:
    """The most similar articles, by the share of this article's text: those measured, and those with the very same text."""
    rows = db.execute(
        "select other, share_of_article, share_of_other from story_links where article = ?1"
        " union select article, share_of_other, share_of_article from story_links where other = ?1"
        " union select b.id, 1.0, 1.0 from articles a join articles b on b.text_hash = a.text_hash and b.id <> a.id"
        " where a.id = ?1 and a.text_hash <> ''",
        [article],
    ).fetchall()
    found = []
    for other, share, share_of_other in sorted(rows, key=lambda r: (-r[1], r[0]))[:NEAREST_MOST]:
        row = _one(db, "select id, title, outlet, day, story, role from articles where id = ?", other)
        if row is not None:
            found.append({**row, "share": share, "share_of_other": share_of_other, "same_story": row["story"] == story})
    return found


def story(db: Database, context: Context, number: int, filters: Filters) -> list[dict[str, Any]]:
    """The appearances of a story, by time, each as counting sees it."""
    rows = db.execute(
        "select id from articles where story = ? order by published is null, published, story_rank limit 300", [number]
    )
    ids = [row[0] for row in rows]
    known = {row["id"]: row for row in counting.articles(db, context.config, filters, ids=ids)}
    result = []
    for article in ids:
        if article in known:
            result.append(known[article])
        else:
            row = _one(db, "select * from articles where id = ?", article)
            result += [_stored(db, row)] if row else []
    return result


def _bylines(db: Database, article: int) -> list[dict[str, Any]]:
    """The bylines in force: with person and department for a candidate, else as printed."""
    rows = _many(db, "select name, role, person, department from fact_bylines where article = ?", article)
    return rows or [
        {**row, "person": None, "department": None}
        for row in _many(db, "select name, role from bylines where article = ? order by position", article)
    ]


def _one(db: Database, sql: str, value: int) -> dict[str, Any] | None:
    cursor = db.execute(sql, [value])
    row = cursor.fetchone()
    return dict(zip([c[0] for c in cursor.description], row, strict=True)) if row else None


def _many(db: Database, sql: str, value: int) -> list[dict[str, Any]]:
    cursor = db.execute(sql, [value])
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
