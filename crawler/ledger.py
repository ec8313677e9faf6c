"""Ledger: what was asked, what answered, what waits – the tables links, entries, entry_reads, crawl_runs, outlet_runs.

Each function is a transaction of its own, short, with no fetch inside. A link's end (stored, refused, failed) is written
by `intake.take_in` together with its article; so after a kill -9 the next crawl goes on with exactly what still waits.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from typing import Any

from sqlite_utils import Database

from coverage_db.config import Config
from coverage_db.database import transaction

from .links import Links
from .tally import EntryRead, Tally

SAVE_EVERY = 20
"""Pages between two notes of a running outlet's tally."""


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
        self.tallies: dict[str, Tally] = {}
        """{outlet: what it came to so far}."""
        self.failure: Exception | None = None
        """Why the database could not be written: the whole crawl ends."""
        self.stopping = False
        """The officer wants it to end: what is not taken in yet goes on waiting."""
        self.unexpected = 0
        """Faults of this program: each is in the log, its link goes on waiting."""
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
        self.links = Links(db, self.run, self.since, self.now)

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
        return [
            self.results.get(outlet) or self.tallies.get(outlet, Tally()).as_json(outlet, "stopped")
            for outlet in outlets
        ]

    # -- an outlet's run

    def open_outlet(self, outlet: str, tally: Tally) -> None:
        """Note that it begins. Until it ends it counts as stopped: that is what a kill leaves behind."""
        with transaction(self.db):
            self._save(outlet, tally, "stopped")
        self.tallies[outlet] = tally

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
