"""Doctor: whether the database, its index, its evidence and its numbers hold together. Read only, but for what `fix` mends:
the index and the facts are made again from what they were made of, and drafts that a stopped program left are taken away.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from . import counting, evidence, facts, search, stories
from .advice import advice
from .config import Config
from .counting.filters import Filters
from .database import transaction
from .retag import is_stale
from .wording import say

LINES_MOST = 20
"""Lines that one check prints; the rest is a number."""
DRAFTS = (".*.part", "*.part")
DRAFT_AGE_SECONDS = 3600


@dataclass(slots=True)
class Check:
    """One check. `state`: ok, fault, fixed (it was a fault), or note (allowed, but look)."""

    name: str
    state: str = "ok"
    lines: list[str] = field(default_factory=list)


Advance = Callable[[int], None]
"""Told how many pieces of evidence have been read."""


def examine(db: Database, config: Config, *, fix: bool = False, advance: Advance = lambda done: None) -> list[Check]:
    """All checks, in order. `fix`: mend what can be mended without losing anything."""
    language = config.general.language
    checks = [
        _check("file", _file(db), language),
        _mended("index", _index(db, language), fix, lambda: _reindex(db), language),
        _mended("stories", _stories(db, language), fix, lambda: _rearrange(db), language),
        _mended("facts", _facts(db, language), fix, lambda: facts.refresh(db), language),
        _check("evidence", _evidence(db, language, advance), language),
        _check("numbers", _numbers(db, config, language), language),
        _check("ledger", _ledger(db, language), language),
        _mended("drafts", _drafts(config, language), fix, lambda: _remove(config), language),
    ]
    return [*checks, _notes(db, config, language)]


def _check(name: str, found: Iterator[str], language: str) -> Check:
    lines = list(found)
    more = [say("doctor.more", language, n=len(lines) - LINES_MOST)] if len(lines) > LINES_MOST else []
    return Check(name, "fault" if lines else "ok", lines[:LINES_MOST] + more)


def _mended(name: str, found: Iterator[str], fix: bool, mend: Callable[[], object], language: str) -> Check:
    check = _check(name, found, language)
    if fix and check.state == "fault":
        mend()
        check.state = "fixed"
    return check


def _file(db: Database) -> Iterator[str]:
    """What SQLite itself says of the file."""
    try:
        yield from (row[0] for row in db.execute("pragma integrity_check(20)") if row[0] != "ok")
        for table, rowid, parent, _ in db.execute("pragma foreign_key_check"):
            yield f"{table} {rowid} -> {parent}"
    except sqlite3.DatabaseError as error:
        yield str(error)


def _index(db: Database, language: str) -> Iterator[str]:
    """Articles that the search would not find, and what it would find that is no article."""
    missing = "select article from article_texts where article not in (select id from article_search_docsize)"
    extra = "select id from article_search_docsize where id not in (select article from article_texts)"
    for key, query in (("doctor.not_indexed", missing), ("doctor.indexed_only", extra)):
        yield from (say(key, language, id=row[0]) for row in db.execute(f"{query} order by 1"))


def _reindex(db: Database) -> None:
    with transaction(db):
        search.reindex(db)


def _stories(db: Database, language: str) -> Iterator[str]:
    """Articles whose story, rank or role is not what all articles and decisions together give."""
    yield from (say("doctor.misplaced", language, id=article) for article in sorted(stories.misplaced(db)))


def _rearrange(db: Database) -> None:
    with transaction(db):
        stories.regroup(db, [row[0] for row in db.execute("select id from articles")])
        facts.refresh(db)


def _facts(db: Database, language: str) -> Iterator[str]:
    """Rows of the facts that are not what articles and decisions make of them."""
    (last,) = db.execute("select coalesce(max(id), 0) from decisions").fetchone()
    with facts.as_of(db, int(last)):
        for table in facts.TABLES:
            query = "select distinct article from (select * from {a}.{t} except select * from {b}.{t})"
            differ = {
                row[0]
                for a, b in (("main", "temp"), ("temp", "main"))
                for row in db.execute(query.format(a=a, b=b, t=table))
            }
            yield from (say("doctor.facts_differ", language, id=article, table=table) for article in sorted(differ))


def _evidence(db: Database, language: str, advance: Advance) -> Iterator[str]:
    """Evidence that is not there, or whose bytes are others than they were."""
    folder = evidence.folder_of(db)
    rows = db.execute(
        "select sha256, min(article) from (select sha256, article from evidence union all"
        " select sha256, id from articles where sha256 is not null) group by sha256 order by 2"
    ).fetchall()
    for done, (sha256, article) in enumerate(rows, 1):
        try:
            evidence.read(folder, sha256)
        except FileNotFoundError:
            yield say("doctor.evidence_missing", language, id=article, sha256=sha256)
        except (ValueError, OSError):
            yield say("doctor.evidence_changed", language, id=article, sha256=sha256)
        advance(done)


def _numbers(db: Database, config: Config, language: str) -> Iterator[str]:
    """The invariants of counting (CONTRACT section 3), under the policy of coverage.toml, over everything."""
    filters = Filters.make(config, db)
    counts = counting.count(db, config, filters)
    if counts["counted"] + sum(counts["excluded"].values()) != counts["candidates"]:
        yield say("doctor.sum", language, counted=counts["counted"], candidates=counts["candidates"])
    listed = counting.articles(db, config, filters.narrowed(states=("counted",)))
    if len(listed) != counts["counted"]:
        yield say("doctor.list", language, counted=counts["counted"], listed=len(listed))
    for row in listed:
        if row["sha256"] is None and row["url"] is not None and not _by_hand(db, row["id"]):
            yield say("doctor.no_evidence", language, id=row["id"])


def _by_hand(db: Database, article: int) -> bool:
    return db.execute("select by_hand from articles where id = ?", [article]).fetchone()[0] is not None


def _ledger(db: Database, language: str) -> Iterator[str]:
    """Links, stories and texts that point nowhere."""
    queries = {
        "doctor.link": "select url from links where state = 'stored' and article is null",
        "doctor.text": "select id from articles where id not in (select article from article_texts)",
        "doctor.story": "select story from articles group by story having sum(story_rank = 1) <> 1",
    }
    for key, query in queries.items():
        yield from (say(key, language, id=row[0]) for row in db.execute(query))


def _draft_files(config: Config) -> list[Path]:
    """What a program left that was stopped while it wrote; a young one may still be written."""
    folders = (config.folder, config.database.parent / evidence.FOLDER)
    found = {path for folder in folders for pattern in DRAFTS for path in folder.glob(pattern)}
    found |= set((config.database.parent / evidence.FOLDER).glob("*/*.part"))
    old = time.time() - DRAFT_AGE_SECONDS
    return sorted(path for path in found if path.is_file() and path.stat().st_mtime < old)


def _drafts(config: Config, language: str) -> Iterator[str]:
    for path in _draft_files(config):
        yield say("doctor.draft", language, path=path.name)


def _remove(config: Config) -> None:
    for path in _draft_files(config):
        path.unlink(missing_ok=True)


def _notes(db: Database, config: Config, language: str) -> Check:
    lines = advice(db, config)
    if is_stale(db, config):
        lines.append(say("report.stale", language))
    if not config.general.contact:
        lines.append(say("init.no_contact", language))
    return Check("settings", "note" if lines else "ok", lines)
