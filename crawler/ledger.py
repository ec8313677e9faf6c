"""Ledger: what was asked, what answered, what waits – the tables links, entries, entry_reads, crawl_runs, outlet_runs.

Each function is a transaction of its own, short, with no fetch inside. A link's end (stored, refused, failed) is written
by `intake.take_in` together with its article; so after a kill -9 the next crawl goes on with exactly what still waits.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from coverage_db.config import Config
from coverage_db.database import transaction
from coverage_db.records import Outcome, Page, Record

from .entries.base import LINKS_MOST, Listed
from .extract import listed_day
from .extract.addresses import hex24_moment, millisecond_moment, url_day

TRIES_MOST = 5
"""A link whose faults may heal is asked in this many crawls, then no more."""
SAVE_EVERY = 20
"""Pages between two notes of a running outlet's tally."""
BEFORE_SINCE = "before_since"
"""Reason of a link that was not fetched because it is older than `since`; a wider `since` brings it back."""


@dataclass(frozen=True, slots=True)
class Link:
    """A row of `links` that is to be fetched."""

    url: str
    kind: str | None = None
    """feed, listing or epaper: the witness that `raw` is; None: it is none (a sitemap's lastmod)."""
    raw: str = ""
    """The date as the entry printed it."""
    page: Page | None = None
    look: bool = False
    """A later look at an article that is stored."""


@dataclass(slots=True)
class EntryRead:
    """One reading of one entry in one run, over as many pages as it took."""

    entry: str
    kind: str
    id: int | None = None
    status: int | None = None
    fault: str | None = None
    links: int = 0
    new: int = 0
    known: int = 0
    left: int = 0
    """Links that were more than one reading takes in; the next one goes on."""
    oldest: str | None = None
    newest: str | None = None

    def add(self, days: Iterable[str]) -> None:
        """Stretch the days that the list reaches over."""
        for day in days:
            self.oldest = min(self.oldest or day, day)
            self.newest = max(self.newest or day, day)


@dataclass(slots=True)
class Tally:
    """What one outlet came to in one run."""

    seen: int = 0
    new: int = 0
    mentions: int = 0
    requests: int = 0
    pages: int = 0
    waiting: int = 0
    """Links that are still to be fetched; for the estimate."""
    good_reads: int = 0
    """Entries that answered as they should."""
    faults: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    """`articles`: pages read; the others: how many of them lack it."""

    def count(self, record: Record, outcome: Outcome) -> None:
        """Add one record that was taken in."""
        self.pages += 1
        self.waiting = max(0, self.waiting - 1)
        if record.fault is not None:
            self.faults[record.fault] += 1
        if record.fault == "no_text":
            self.fields["text"] += 1
        if record.article is None or record.fault is not None:
            return
        article = record.article
        self.fields["articles"] += 1
        for name, value in (
            ("title", article.title),
            ("published", article.published),
            ("source", article.source),
            ("bylines", article.bylines),
        ):
            self.fields[name] += not value
        if outcome.outcome == "stored":
            self.new += 1
            self.mentions += outcome.candidate

    def ended(self, stopped: bool) -> str:
        """finished, failed (no entry answered as it should) or stopped."""
        if stopped:
            return "stopped"
        return "finished" if self.good_reads else "failed"

    def as_json(self, outlet: str, ended: str) -> dict[str, Any]:
        """The outlet's object in the answer of `crawl`."""
        return {
            "outlet": outlet,
            "seen": self.seen,
            "new": self.new,
            "mentions": self.mentions,
            "faults": dict(self.faults),
            "ended": ended,
        }


class Ledger:
    """The ledger of one run."""

    def __init__(
        self, db: Database, config: Config, outlets: Sequence[str], *, since: str | None = None, how: str = "crawl"
    ) -> None:
        self.db = db
        self.config = config
        self.since = since or config.since(config.today())
        self.results: dict[str, dict[str, Any]] = {}
        """{outlet: its object in the answer}, in the order in which they ended."""
        self.failure: Exception | None = None
        """Why the database could not be written: the whole crawl ends."""
        self.on_failure: Callable[[], None] = lambda: None
        self.on_progress: Callable[[str, Tally], None] = lambda outlet, tally: None
        self.is_first = db.execute("select 1 from entry_reads limit 1").fetchone() is None
        """Whether nothing was ever read here."""
        with transaction(db):
            cursor = db.execute(
                "insert into crawl_runs (started, outlets, pid, how) values (?, ?, ?, ?)",
                [self.now(), json.dumps(list(outlets), ensure_ascii=False), os.getpid(), how],
            )
        self.run = int(cursor.lastrowid or 0)

    def now(self) -> str:
        """The moment, in the officer's zone."""
        return self.config.now()

    def close(self) -> None:
        """The run is over."""
        with transaction(self.db):
            self.db.execute("update crawl_runs set ended = ? where id = ?", [self.now(), self.run])

    def break_off(self, error: Exception) -> None:
        """The database cannot be written: stop everything, keep the reason."""
        self.failure = self.failure or error
        self.on_failure()

    def in_order(self, outlets: Sequence[str]) -> list[dict[str, Any]]:
        """The objects of the answer; an outlet whose turn did not come counts as stopped."""
        return [self.results.get(outlet) or Tally().as_json(outlet, "stopped") for outlet in outlets]

    # -- an outlet's run

    def open_outlet(self, outlet: str) -> None:
        """Note that it begins. Until it ends it counts as stopped: that is what a kill leaves behind."""
        with transaction(self.db):
            self._save(outlet, Tally(), "stopped")

    def progress(self, outlet: str, tally: Tally) -> None:
        """Tell who watches; note the tally now and then."""
        self.on_progress(outlet, tally)
        if tally.pages % SAVE_EVERY == 0:
            with transaction(self.db):
                self._save(outlet, tally, "stopped")

    def close_outlet(self, outlet: str, tally: Tally, *, stopped: bool) -> None:
        """Note how it ended."""
        ended = tally.ended(stopped)
        with transaction(self.db):
            self._save(outlet, tally, ended)
        self.results[outlet] = tally.as_json(outlet, ended)
        self.on_progress(outlet, tally)

    def _save(self, outlet: str, tally: Tally, ended: str) -> None:
        self.db.execute(
            "insert or replace into outlet_runs (run, outlet, seen, new, mentions, requests, faults, fields, ended) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                self.run,
                outlet,
                tally.seen,
                tally.new,
                tally.mentions,
                tally.requests,
                json.dumps(tally.faults),
                json.dumps(tally.fields),
                ended,
            ],
        )

    # -- entries

    def entry_state(self, outlet: str, url: str) -> dict[str, Any]:
        """etag, last_modified and `state` (a dict) of an entry; {} when it was never read."""
        row = self.db.execute(
            "select etag, last_modified, state from entries where outlet = ? and url = ?", [outlet, url]
        ).fetchone()
        return {} if row is None else {"etag": row[0], "last_modified": row[1], **json.loads(row[2])}

    def save_entry(
        self,
        outlet: str,
        url: str,
        kind: str,
        *,
        etag: str | None,
        last_modified: str | None,
        sha256: str | None,
        state: dict[str, Any],
    ) -> None:
        """Note a good answer of an entry."""
        now = self.now()
        with transaction(self.db):
            self.db.execute(
                """insert into entries (url, outlet, kind, etag, last_modified, sha256, first_read, last_read, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do update set kind = excluded.kind, etag = excluded.etag, last_modified = excluded.last_modified,
                sha256 = coalesce(excluded.sha256, sha256), last_read = excluded.last_read, state = excluded.state""",
                [url, outlet, kind, etag, last_modified, sha256, now, now, json.dumps(state, ensure_ascii=False)],
            )

    def save_read(self, outlet: str, read: EntryRead) -> None:
        """Write or renew the row of one reading."""
        values = [
            self.run,
            outlet,
            read.entry,
            self.now(),
            read.status,
            read.fault,
            read.links,
            read.new,
            read.known,
            read.newest,
            read.oldest,
        ]
        names = "run, outlet, entry, at, status, fault, links, new, known, newest, oldest"
        with transaction(self.db):
            if read.id is None:
                marks = ", ".join("?" * len(values))
                read.id = self.db.execute(f"insert into entry_reads ({names}) values ({marks})", values).lastrowid
            else:
                sets = ", ".join(f"{name} = ?" for name in names.split(", "))
                self.db.execute(f"update entry_reads set {sets} where id = ?", [*values, read.id])

    def last_good_read(self, outlet: str, entry: str) -> tuple[str | None, str | None] | None:
        """(oldest, newest) of the last reading without fault; None when there was none."""
        row = self.db.execute(
            "select oldest, newest from entry_reads where outlet = ? and entry = ? and fault is null order by id desc limit 1",
            [outlet, entry],
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def issues_read(self, outlet: str, entry: str) -> set[str]:
        """Days of an e-paper's issues that were read to their end."""
        rows = self.db.execute(
            "select distinct newest from entry_reads where outlet = ? and entry = ? and fault is null and newest is not null",
            [outlet, entry],
        ).fetchall()
        return {row[0] for row in rows}

    # -- links

    def see(self, outlet: str, listed: Sequence[Listed], read: EntryRead) -> list[Link]:
        """Note the links that an entry shows; those that are to be fetched and that no earlier entry showed."""
        wanted = []
        now = self.now()
        with transaction(self.db):
            for one in listed:
                row = self.db.execute(
                    "select state, reason, run, article from links where url = ?", [one.url]
                ).fetchone()
                day = self._day(one)
                read.links += 1
                read.add([day] if day else [])
                if row is None and read.new >= LINKS_MOST:
                    read.left += 1
                    continue
                if row is None:
                    read.new += 1
                    state = "refused" if self._is_old(one, day) else "waiting"
                    self._insert(outlet, read.entry, one, state, now)
                else:
                    read.known += row[2] != self.run
                    state = (
                        "waiting"
                        if row[0] == "refused" and row[1] == BEFORE_SINCE and not self._is_old(one, day)
                        else ""
                    )
                    self._seen_again(one, now, revived=bool(state))
                if state == "waiting":
                    wanted.append(Link(one.url, one.kind, one.raw, one.page))
        return wanted

    def _day(self, one: Listed) -> str | None:
        """The day by which a list is ordered: the entry's date, else the date in the address."""
        listed = listed_day(one.raw, self.now()) if one.raw else None
        return listed[:10] if listed else day_in(one.url)

    def _is_old(self, one: Listed, day: str | None) -> bool:
        """Whether it was published before `since`; what was last changed before it was."""
        latest = day or one.updated
        return latest is not None and latest < self.since

    def _insert(self, outlet: str, entry: str, one: Listed, state: str, now: str) -> None:
        page = (
            None
            if one.page is None
            else json.dumps([one.page.number, one.page.name, one.page.front], ensure_ascii=False)
        )
        self.db.execute(
            """insert into links (url, outlet, entry, title, listed, listed_kind, updated, page, first_seen, last_seen, state, reason, run)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                one.url,
                outlet,
                entry,
                one.title,
                one.raw or None,
                one.kind,
                one.updated,
                page,
                now,
                now,
                state,
                BEFORE_SINCE if state == "refused" else None,
                self.run,
            ],
        )

    def _seen_again(self, one: Listed, now: str, *, revived: bool) -> None:
        self.db.execute("update links set last_seen = ? where url = ?", [now, one.url])
        if revived:
            self.db.execute("update links set state = 'waiting', reason = null where url = ?", [one.url])

    def revive(self, outlet: str) -> None:
        """Bring back what an earlier, narrower `since` kept out."""
        rows = self.db.execute(
            "select url, listed, listed_kind, updated from links where outlet = ? and state = 'refused' and reason = ?",
            [outlet, BEFORE_SINCE],
        ).fetchall()
        back = []
        for url, raw, kind, updated in rows:
            one = Listed(url, raw=raw or "", kind=kind, updated=updated)
            if not self._is_old(one, self._day(one)):
                back.append([url])
        with transaction(self.db):
            self.db.conn.executemany("update links set state = 'waiting', reason = null where url = ?", back)

    def waiting(self, outlet: str) -> list[Link]:
        """What earlier crawls left to fetch: links that wait, and those whose fault may have healed."""
        rows = self.db.execute(
            "select url, listed_kind, listed, page from links where outlet = ? and state in ('waiting', 'failed') and tries < ? order by first_seen desc",
            [outlet, TRIES_MOST],
        ).fetchall()
        return [Link(url, kind, raw or "", _page(page)) for url, kind, raw, page in rows]


def _page(text: str | None) -> Page | None:
    if text is None:
        return None
    number, name, front = json.loads(text)
    return Page(number, name, front)


def day_in(url: str) -> str | None:
    """The day that an address names, in its path or inside its id."""
    found = url_day(url) or hex24_moment(url) or millisecond_moment(url)
    return None if found is None else found[0][:10]


def days_before(moment: str, days: int) -> str:
    """The moment that many days earlier, in the same form."""
    return (datetime.fromisoformat(moment) - timedelta(days=days)).isoformat()
