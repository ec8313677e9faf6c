"""Keeping: with `keep = "mentions"`, text and evidence of articles that are no candidates go after 90 days.

The article itself stays – title, address, dates – so that nothing is fetched twice. What a story, a decision or a statement
rests on is never touched. A name that is added later is not found in what is gone: that is what the officer chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from . import evidence, story_links
from .config import Config
from .database import transaction
from .search import headlines, index_article, unindex_article

KEPT_DAYS = 90
BATCH = 200
"""Articles in one transaction: no other writer waits longer for it."""


def forget(db: Database, config: Config) -> int:
    """Let go of what is due; how many articles lost their text. Does nothing under `keep = "all"`."""
    if config.crawl.keep != "mentions":
        return 0
    before = (datetime.fromisoformat(config.now()) - timedelta(days=KEPT_DAYS)).isoformat()
    rows = db.execute(
        """select articles.id, title, kicker, subtitle, text from articles join article_texts on article = articles.id
        where text <> '' and first_seen < ? and by_hand is null
        and not exists (select 1 from facts where facts.article = articles.id)
        and not exists (select 1 from candidates where candidates.article = articles.id)
        and not exists (select 1 from decisions where decisions.article = articles.id)
        and not exists (select 1 from story_links where articles.id in (story_links.article, other))
        and not exists (select 1 from articles mate where mate.story = articles.story and mate.id <> articles.id)""",
        [before],
    ).fetchall()
    for start in range(0, len(rows), BATCH):
        _forget(db, rows[start : start + BATCH])
    return len(rows)


def _forget(db: Database, rows: Sequence[tuple[int, str, str, str, str]]) -> None:
    digests: set[str] = set()
    with transaction(db):
        for id_, title, kicker, subtitle, text in rows:
            digests |= {row[0] for row in db.execute("select sha256 from evidence where article = ?", [id_]).fetchall()}
            lines = headlines(title, kicker, subtitle)
            story_links.forget(db, id_)
            unindex_article(db, id_, lines, text)
            index_article(db, id_, lines, "")
            db.execute("update article_texts set text = '' where article = ?", [id_])
            db.execute("delete from article_versions where article = ?", [id_])
            db.execute("delete from evidence where article = ?", [id_])
            db.execute("update articles set sha256 = null where id = ?", [id_])
        kept = {
            digest for digest in digests if db.execute("select 1 from evidence where sha256 = ?", [digest]).fetchone()
        }
    folder = evidence.folder_of(db)
    for digest in digests - kept:
        evidence.path_of(folder, digest).unlink(missing_ok=True)
