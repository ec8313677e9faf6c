"""Watch: one outlet as the ledger knows it – what its entries answered, the days of its articles, the days that were seen.

Rows of the database in, `Seen` out; `health` turns it into gaps and the report. Days are ordinals.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from typing import overload

from sqlite_utils import Database

from .alarms import CANNOT_CONNECT, NOT_MODIFIED, RHYTHM_DAYS, History, Judged, Lost, Read, Tally, judge, lost_stretches
from .database import once

BACK_DAYS = 40
"""So far before the first day asked for the ledger is read, so that an alarm that stood then is known."""


@dataclass(slots=True)
class Seen:
    """One outlet, ready to be asked: which days are expected, which were seen, why not."""

    id: str
    history: History
    judged: list[Judged]
    seen: list[tuple[int, int]]
    """Stretches of ordinals, both included, that were seen: by the crawl or by a person."""

    def expects(self, day: int) -> bool:
        """Whether the outlet publishes on such a day: an article of that day, or its rhythm over the four weeks of dates
        before; every day as long as there are no four weeks.
        """
        days = self.history.days
        position = bisect_left(days, day)
        if position < len(days) and days[position] == day:
            return True
        if not position or days[0] > days[position - 1] - RHYTHM_DAYS + 1:
            return True
        window = days[bisect_left(days, days[position - 1] - RHYTHM_DAYS + 1) : position]
        return any((day - published) % 7 == 0 for published in window)

    def alarms_on(self, day: int) -> dict[str, int]:
        """The alarms (kind -> since) that stood after the last crawl up to `day`; before the first crawl, those of it that
        reach back so far.
        """
        before = [judged for judged in self.judged if judged.day <= day]
        if before or not self.judged:
            return before[-1].alarms if before else {}
        return {kind: since for kind, since in self.judged[0].alarms.items() if since <= day}

    def unseen(self, day: int) -> str | None:
        """None when the day was seen, else the reason why not: the alarm that stood, or – when somebody looked later and
        got nothing at all – the alarm of that; not_reached when a list was read and did not go back so far; else not_read.
        """
        position = bisect_right(self.seen, (day, 10**9)) - 1
        if position >= 0 and self.seen[position][1] >= day:
            return None
        later = [judged for judged in self.judged if judged.day >= day]
        for judged in later:
            covering = [kind for kind, since in judged.alarms.items() if since <= day]
            if covering:
                return covering[0]
        if any(read.fault is None for read in self.history.reads if read.day >= day):
            return "not_reached"
        return next((kind for judged in later for kind in judged.alarms), "not_read")


def load(db: Database, ids: Sequence[str], first: int, as_of: int | None) -> list[Seen]:
    """The outlets with what the ledger knows of them from BACK_DAYS before `first` on."""
    start = iso(first - BACK_DAYS)
    by_person = _seen_by_person(db, as_of)
    garbled: dict[str, set[int]] = defaultdict(set)
    for outlet, moment in db.execute(
        "select outlet, first_seen from articles where garbled = 1 and outlet is not null"
    ):
        garbled[outlet].add(ordinal(moment))
    versions = dict(db.execute("select outlet, version from outlet_versions").fetchall())
    offline = once(db, f"offline {start}", lambda: _offline_runs(db, start), tuple(versions.items()))

    def of(outlet: str) -> Seen:
        history = History(
            reads=_reads(db, outlet, start),
            tallies=_tallies(db, outlet, start),
            days=_article_days(db, outlet, start),
            garbled=garbled.get(outlet, set()),
            offline=offline,
        )
        judged = judge(history)
        stretches = list(_seen_by_crawl(history, judged)) + by_person.get(outlet, [])
        return Seen(outlet, history, judged, _merge(stretches))

    return [
        once(
            db,
            f"seen {outlet} {start} {as_of}",
            partial(of, outlet),
            (versions.get(outlet), offline, by_person.get(outlet)),
        )
        for outlet in ids
    ]


def _seen_by_crawl(history: History, judged: Sequence[Judged]) -> Iterator[tuple[int, int]]:
    """Stretches of days that a reading saw: back to its oldest item, up to its own day (an e-paper: up to its newest issue),
    without the days of a standing alarm and without stretches that its entry had lost by then.
    """
    alarms = {entry.run: entry.alarms for entry in judged}
    lost = lost_stretches(history.reads)
    for read in history.reads:
        if read.fault is not None or read.oldest is None:
            continue
        end = (
            read.day
            if read.kind != "epaper"
            else min(read.day, read.newest if read.newest is not None else read.oldest)
        )
        end = min([end, *(since - 1 for since in alarms[read.run].values())])
        holes = [s for s in lost if s.entry == read.entry and s.at <= read.at and read.oldest > s.start]
        yield from _without(read.oldest, end, holes)


def _without(start: int, end: int, holes: Iterable[Lost]) -> Iterator[tuple[int, int]]:
    for hole in sorted(holes, key=lambda hole: hole.start):
        if start < hole.start <= end:
            yield start, hole.start - 1
        start = max(start, hole.end + 1)
    if start <= end:
        yield start, end


def _merge(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _reads(db: Database, outlet: str, start: str) -> list[Read]:
    """The readings of an outlet in order; where the site answered "not modified", the list is the one read before."""
    rows = db.execute(
        "select r.run, r.entry, coalesce(e.kind, 'listing'), r.at, r.status, r.fault, r.links, r.new, r.known, r.newest, r.oldest"
        " from entry_reads r left join entries e on e.outlet = r.outlet and e.url = r.entry"
        " where r.outlet = ? and r.at >= ? order by r.run, r.id",
        [outlet, start],
    )
    last: dict[str, tuple[int | None, int | None]] = {}
    reads = []
    for run, entry, kind, at, status, fault, links, new, known, newest, oldest in rows:
        reach = (ordinal(newest), ordinal(oldest))
        if status == NOT_MODIFIED and reach == (None, None):
            reach = last.get(entry) or _reach_before(db, outlet, entry, at)
        if fault is None:
            last[entry] = reach
        reads.append(Read(run, entry, kind, at, ordinal(at), status, fault, links, new, known, *reach))
    return reads


def _reach_before(db: Database, outlet: str, entry: str, at: str) -> tuple[int | None, int | None]:
    row = db.execute(
        "select newest, oldest from entry_reads where outlet = ? and entry = ? and at < ? and fault is null"
        " and oldest is not null order by at desc limit 1",
        [outlet, entry, at],
    ).fetchone()
    return (ordinal(row[0]), ordinal(row[1])) if row else (None, None)


def _tallies(db: Database, outlet: str, start: str) -> dict[int, Tally]:
    rows = db.execute(
        "select run, new, faults, fields from outlet_runs where outlet = ?"
        " and run >= coalesce((select min(run) from entry_reads where outlet = ? and at >= ?), 0)",
        [outlet, outlet, start],
    )
    return {run: Tally(new, _counts(faults), _counts(fields)) for run, new, faults, fields in rows}


@lru_cache(maxsize=4096)
def _counts(text: str) -> Mapping[str, int]:
    """A JSON object of numbers; the same few come again and again."""
    found: dict[str, int] = json.loads(text)
    return found


def _article_days(db: Database, outlet: str, start: str) -> list[int]:
    """Publication days from `start` on, and the last one before it."""
    rows = db.execute(
        "select day from articles where outlet = :o and day >= coalesce((select max(day) from articles where outlet = :o and"
        " day < :s), :s) group by day order by day",
        {"o": outlet, "s": start},
    )
    return [ordinal(row[0]) for row in rows]


def _offline_runs(db: Database, start: str) -> frozenset[int]:
    """Crawls in which every entry of two or more outlets failed to connect: the trouble is ours, not theirs."""
    marks = ", ".join("?" * len(CANNOT_CONNECT))
    rows = db.execute(
        f"select run from entry_reads where at >= ? group by run having count(distinct outlet) > 1"
        f" and sum(fault is null or fault not in ({marks})) = 0",
        [start, *sorted(CANNOT_CONNECT)],
    )
    return frozenset(row[0] for row in rows)


def _seen_by_person(db: Database, as_of: int | None) -> dict[str, list[tuple[int, int]]]:
    stretches: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (value,) in db.execute(
        "select value from decisions where action = 'seen' and id <= ?", [2**62 if as_of is None else as_of]
    ):
        outlet, first, last = value.split(" ")
        stretches[outlet].append((ordinal(first), ordinal(last)))
    return stretches


@cache
def _ordinal_of_day(day: str) -> int:
    return date.fromisoformat(day).toordinal()


@overload
def ordinal(moment: str) -> int: ...
@overload
def ordinal(moment: None) -> None: ...
def ordinal(moment: str | None) -> int | None:
    """The ordinal of a day or of the day of a moment."""
    return None if moment is None else _ordinal_of_day(moment[:10])


def iso(day: int) -> str:
    """The day of an ordinal, "2022-04-06"."""
    return date.fromordinal(day).isoformat()
