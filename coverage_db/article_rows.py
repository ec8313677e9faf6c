"""Article rows: an Article into the tables and back, and what the rules say of it. Within the caller's transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, NamedTuple

from sqlite_utils import Database

from .matching import Tags
from .records import Article, Byline, Page, Witness
from .search import headlines, index_article

_COLUMNS = (
    "url, outlet, title, kicker, subtitle, published, date_witness, date_why, date_conflict, modified, source, account,"
    " page_number, page_name, page_front"
)


def insert_article(
    db: Database,
    article: Article,
    tags: Tags,
    *,
    text_hash: str,
    fetched: str,
    sha256: str | None,
    by_hand: str | None,
    mirror_of: str | None,
) -> int:
    """Write a new article with its text, index, witnesses, bylines and tags; its story is arranged afterwards."""
    page = article.page
    row = {
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "published": article.published,
        "day": article.published[:10] if article.published else None,
        "date_witness": article.date_witness,
        "date_why": article.date_why,
        "date_conflict": article.date_conflict,
        "modified": article.modified,
        "source": article.source,
        "account": article.account,
        "page_number": page.number if page else None,
        "page_name": page.name if page else None,
        "page_front": page.front if page else None,
        "length": tags.length,
        "text_hash": text_hash,
        "story": 0,
        "story_rank": 1,
        "role": "original",
        "notice": tags.notice,
        "garbled": tags.garbled,
        "damaged": tags.damaged,
        "mirror_of": mirror_of,
        "attention": json.dumps(tags.attention, ensure_ascii=False),
        "why": "",
        "sha256": sha256,
        "by_hand": by_hand,
        "first_seen": fetched,
    }
    marks = ", ".join("?" * len(row))
    id_ = db.conn.execute(f"insert into articles ({', '.join(row)}) values ({marks})", [*row.values()]).lastrowid
    assert id_ is not None
    db.conn.execute("insert into article_texts values (?, ?)", (id_, article.text))
    index_article(db, id_, headlines(article.title, article.kicker, article.subtitle), tags.text)
    day = (article.published or "")[:10]  # another witness may have given the time
    chosen = next((w for w in article.witnesses if w.kind == article.date_witness and w.value[:10] == day), None)
    db.conn.executemany(
        "insert into witnesses values (?, ?, ?, ?, ?, ?)",
        [(id_, at, w.kind, w.value, w.raw, w is chosen) for at, w in enumerate(article.witnesses)],
    )
    bylines = dict.fromkeys(article.bylines)
    db.conn.executemany("insert into bylines values (?, ?, ?, ?)", [(id_, at, *b) for at, b in enumerate(bylines)])
    _insert_tags(db, id_, tag_rows(tags))
    return id_


class TagRows(NamedTuple):
    """What the rules say of an article, as it stands in the tables."""

    article: tuple[Any, ...]
    """notice, garbled, damaged, attention, length."""
    mentions: list[tuple[Any, ...]]
    themes: list[str]
    candidates: list[tuple[Any, ...]]


def tag_rows(tags: Tags) -> TagRows:
    """Tags as rows."""
    return TagRows(
        (tags.notice, tags.garbled, tags.damaged, json.dumps(tags.attention, ensure_ascii=False), tags.length),
        [(m.kind, m.owner, m.alias, m.field, m.place, m.start, m.end, m.snippet, m.verdict) for m in tags.mentions],
        sorted(tags.themes),
        sorted((c.company, c.prominence, c.not_us, c.clues_only, c.damaged) for c in tags.candidates),
    )


def stored_tags(db: Database, id_: int) -> TagRows:
    """What the tables say now."""
    return TagRows(
        db.execute("select notice, garbled, damaged, attention, length from articles where id = ?", [id_]).fetchone(),
        db.execute(
            'select kind, owner, alias, field, place, start, "end", snippet, verdict from mentions where article = ? order by id',
            [id_],
        ).fetchall(),
        [row[0] for row in db.execute("select theme from article_themes where article = ? order by theme", [id_])],
        db.execute(
            "select company, prominence, not_us, clues_only, damaged from candidates where article = ? order by company",
            [id_],
        ).fetchall(),
    )


def write_tags(db: Database, id_: int, rows: TagRows) -> None:
    """Write what the rules say of an article over what they said before."""
    for table in ("mentions", "article_themes", "candidates"):
        db.conn.execute(f"delete from {table} where article = ?", (id_,))
    db.conn.execute(
        "update articles set notice = ?, garbled = ?, damaged = ?, attention = ?, length = ? where id = ?",
        (*rows.article, id_),
    )
    _insert_tags(db, id_, rows)


def _insert_tags(db: Database, id_: int, rows: TagRows) -> None:
    db.conn.executemany(
        'insert into mentions (article, kind, owner, alias, field, place, start, "end", snippet, verdict)'
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(id_, *row) for row in rows.mentions],
    )
    db.conn.executemany("insert into article_themes values (?, ?)", [(id_, theme) for theme in rows.themes])
    db.conn.executemany("insert into candidates values (?, ?, ?, ?, ?, ?)", [(id_, *row) for row in rows.candidates])


def read_article(db: Database, id_: int) -> Article:
    """The first stored version of an article, as it came.

    Raises:
        KeyError: there is no such article.
    """
    row = db.execute(
        f"select {_COLUMNS}, t.text from articles left join article_texts t on t.article = id where id = ?", [id_]
    ).fetchone()
    if row is None:
        raise KeyError(id_)
    number, name, front, text = row[12:]
    return Article(
        **dict(zip(_COLUMNS.split(", ")[:12], row[:12], strict=True)) | {"date_conflict": bool(row[8])},
        page=Page(number, name, bool(front)) if number is not None else None,
        text=text or "",
        witnesses=tuple(
            Witness(*w)
            for w in db.execute("select kind, value, raw from witnesses where article = ? order by position", [id_])
        ),
        bylines=tuple(
            Byline(*b) for b in db.execute("select name, role from bylines where article = ? order by position", [id_])
        ),
    )


def with_values(article: Article, values: dict[str, Any]) -> Article:
    """The article as an officer's `set` decisions make it."""
    if "title" in values:
        article = replace(article, title=values["title"])
    if "date" in values:
        article = replace(article, published=values["date"], date_witness="decision", date_conflict=False)
    if "byline" in values:
        article = replace(article, bylines=tuple(Byline(*pair) for pair in values["byline"]))
    if "outlet" in values:
        article = replace(article, outlet=values["outlet"])
    return article
