"""Intake: a record in, one transaction, an Outcome out.

What the record says is folded and matched before the transaction; the evidence is on disk before the commit that names it;
the article, its index, mentions, themes, story, facts and the link's outcome are written together or not at all.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from sqlite_utils import Database

from . import evidence, facts
from .article_rows import insert_article
from .database import transaction
from .matching import Tags, tag
from .matching.links import compared
from .matching.mirrors import kept_path
from .outlets import outlet_rows
from .records import Article, Outcome, ReadPage, Record, transient
from .stories import regroup
from .story_links import add_links
from .watching import hash_of, matcher

Kept = list[tuple[ReadPage, str]]
"""The pages of a record, each with the SHA-256 of its bytes in the evidence."""
GONE = ("http_404", "http_410")
GONE_HOURS = 20
"""A page that is gone again so many hours after the first time is gone: looks are a day apart, give or take an hour."""


def take_in(db: Database, record: Record) -> Outcome:
    """Store what one link came to. The same record twice is `already_stored`; a page that says something else than its
    first stored version is `changed`, and the first version goes on counting.

    Raises:
        OSError: the evidence cannot be written; nothing is stored.
    """
    article = _as_stored(record)
    fault = record.fault or _fault(article)
    if article is None or fault:
        with transaction(db):
            return _refuse(db, record, fault or "no_text")
    ready = matcher(db)
    tags = tag(article, ready)
    letters = compared(article.title, article.text)
    kept = _keep_pages(db, record)
    with transaction(db):
        if matcher(db) is not ready:  # a retag has come between
            tags = tag(article, matcher(db))
        known = _known(db, record, article)
        if known is not None:
            return _again(db, record, known, article, tags, kept)
        id_ = insert_article(
            db,
            article,
            tags,
            text_hash=hash_of(letters),
            fetched=record.fetched,
            sha256=kept[0][1] if kept else None,
            by_hand=record.link if record.told or article.url is None else None,
            mirror_of=_mirror_of(db, article),
        )
        _write_evidence(db, id_, "page", record.fetched, kept)
        touched = {id_} | add_links(db, id_, article.text, letters)
        facts.refresh(db, articles=regroup(db, touched) | touched)
        _settle_link(db, record, "stored", None, id_)
        return Outcome("stored", id_, candidate=bool(tags.candidates))


def _as_stored(record: Record) -> Article | None:
    """The article under the URL that it is stored by: its canonical one when that is another page of the same host."""
    article = record.article
    if article is None or article.url is None or not article.canonical:
        return article
    own, canonical = urlsplit(article.url), urlsplit(article.canonical)
    if canonical.scheme not in ("http", "https") or canonical.netloc != own.netloc or canonical.path in ("", "/"):
        return article
    return replace(article, url=article.canonical.split("#")[0])


def _fault(article: Article | None) -> str | None:
    if article is None:
        return None
    if article.fault is None and not article.title.strip() and not article.text.strip():
        return "no_text"
    return article.fault


def _known(db: Database, record: Record, article: Article) -> int | None:
    """The article that this page is a later look at, by its URL, else by its link."""
    if article.url is not None:
        row = db.execute("select id from articles where url = ?", [article.url]).fetchone()
        if row is not None:
            return int(row[0])
    row = db.execute("select article from links where url = ? and article is not null", [record.link]).fetchone()
    return int(row[0]) if row is not None else None


def _refuse(db: Database, record: Record, fault: str) -> Outcome:
    row = db.execute(
        "select article, reason, tried from links where url = ? and article is not null", [record.link]
    ).fetchone()
    if row is None:
        _settle_link(db, record, "failed" if transient(fault) else "refused", fault, None)
        return Outcome("refused", None, fault)
    article, before, tried = row
    if fault in GONE and before not in GONE:
        _settle_link(db, record, "stored", fault, article)
    elif fault in GONE and _hours(tried, record.fetched) >= GONE_HOURS:
        db.conn.execute("update articles set gone = ? where id = ? and gone is null", (record.fetched, article))
    return Outcome("refused", article, fault)


def _hours(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds() / 3600


def _again(db: Database, record: Record, id_: int, article: Article, tags: Tags, kept: Kept) -> Outcome:
    """A later look: keep what differs, and queue it when a mention, a theme or the date differs."""
    first = db.execute(
        "select title, text, published from articles join article_texts on article = id where id = ?", [id_]
    ).fetchone()
    versions = db.execute("select title, text, published from article_versions where article = ?", [id_]).fetchall()
    says = (article.title, article.text, article.published)
    _settle_link(db, record, "stored", None, id_)
    candidate = db.execute("select 1 from candidates where article = ?", [id_]).fetchone() is not None
    if says == first or says in versions:
        return Outcome("already_stored", id_, candidate=candidate)
    changes = _changes(db, id_, first[2] if first else None, article, tags)
    db.conn.execute(
        "insert into article_versions (article, fetched, title, text, published, sha256, changes) values (?, ?, ?, ?, ?, ?, ?)",
        (id_, record.fetched, *says, kept[0][1] if kept else None, json.dumps(changes)),
    )
    _write_evidence(db, id_, "version", record.fetched, kept)
    if changes:
        db.conn.execute("update articles set changed = ? where id = ?", (record.fetched, id_))
    return Outcome("changed", id_, candidate=candidate)


def _changes(db: Database, id_: int, published: str | None, article: Article, tags: Tags) -> list[str]:
    mentions = db.execute("select kind, owner, verdict, place from mentions where article = ?", [id_]).fetchall()
    themes = db.execute("select theme from article_themes where article = ?", [id_]).fetchall()
    changes = []
    if set(mentions) != {(m.kind, m.owner, m.verdict, m.place) for m in tags.mentions}:
        changes.append("mention")
    if {theme for (theme,) in themes} != set(tags.themes):
        changes.append("theme")
    if (published or "")[:10] != (article.published or "")[:10]:
        changes.append("date")
    return changes


def _mirror_of(db: Database, article: Article) -> str | None:
    """The URL of the original whose path this page keeps, when nobody owns its host."""
    if article.url is None or article.outlet is not None:
        return None
    rows = outlet_rows(db)
    by_rule = kept_path(article.url, [(row.brand, row.addresses, row.articles) for row in rows])
    if by_rule is not None:
        return by_rule
    parts = urlsplit(article.url)
    rest = parts._replace(scheme="", netloc="", fragment="").geturl()
    if len(rest) < SHARED_PATH:
        return None
    hosts = {address for row in rows for address in row.addresses}
    urls = [f"{scheme}://{host}{rest}" for host in sorted(hosts) for scheme in ("http", "https")]
    row = db.execute("select url from articles where url in (select value from json_each(?))", [json.dumps(urls)])
    found = row.fetchone()
    return found[0] if found else None


SHARED_PATH = 20
"""Shorter paths (/a/123.html) stand on many sites and prove nothing."""


def _keep_pages(db: Database, record: Record) -> Kept:
    """Every page of a record as a file of the evidence, the first one first."""
    if record.body is None:
        return []
    folder = evidence.folder_of(db)
    first = ReadPage(record.link, record.body, record.status, record.headers)
    return [(page, evidence.keep(folder, page.body)) for page in (first, *record.further)]


def _write_evidence(db: Database, id_: int, kind: str, fetched: str, kept: Kept) -> None:
    db.conn.executemany(
        "insert into evidence (article, kind, sha256, url, fetched, status, headers, bytes) values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (id_, kind, sha256, page.url, fetched, page.status, json.dumps(page.headers), len(page.body))
            for page, sha256 in kept
        ],
    )


def _settle_link(db: Database, record: Record, state: str, reason: str | None, article: int | None) -> None:
    db.conn.execute(
        "insert into links (url, outlet, title, first_seen, last_seen, state, reason, tries, tried, article)"
        " values (:url, :outlet, '', :at, :at, :state, :reason, 1, :at, :article) on conflict (url) do update set"
        " state = :state, reason = :reason, tries = tries + 1, tried = :at, article = :article",
        {
            "url": record.link,
            "outlet": record.outlet,
            "at": record.fetched,
            "state": state,
            "reason": reason,
            "article": article,
        },
    )
