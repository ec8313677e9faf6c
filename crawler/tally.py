"""Tally: what one outlet, and one entry of it, came to in one run. Plain values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from coverage_db.records import Outcome, Record


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

    def add(self, day: str) -> None:
        """An item of that day is listed."""
        self.reach(day)
        self.newest = max(self.newest or day, day)

    def reach(self, day: str) -> None:
        """The list goes back to that day, at least."""
        self.oldest = min(self.oldest or day, day)


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
