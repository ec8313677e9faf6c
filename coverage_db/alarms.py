"""Watch: what is wrong with an outlet, judged from what its entries answered. Ledger rows in, alarms out. No database, no clock.

Days are ordinals (`date.toordinal()`). Alarms are judged at the moment of each reading, from what the list showed then and
from the publication days of the outlet's articles: a first crawl can raise them, and the same ledger always gives the same.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

RHYTHM_DAYS = 28
"""The rhythm of an outlet is learned from so many days, the last of them a day with an article."""
PAUSE_UNKNOWN_DAYS = 30
"""How long an outlet of unknown rhythm (articles on fewer than three days) may stand still."""
PAUSE_LEAST_DAYS = 3
"""A pause of this length is never an alarm: a weekend and a day."""
PAUSE_FACTOR = 1.5
"""An outlet is late when it stands still this many times its longest pause."""
FIELD_LEAST_PAGES = 3
"""So many pages of one crawl are needed before missing fields mean a changed page."""
CANNOT_CONNECT = frozenset({"no_connection", "timeout", "tls"})
NOT_MODIFIED = 304


class Read(NamedTuple):
    """One reading of one entry, as `entry_reads` holds it, days as ordinals."""

    run: int
    entry: str
    kind: str  # feed, sitemap, listing, epaper
    at: str  # ISO moment
    day: int  # the day of `at`
    status: int | None
    fault: str | None
    links: int
    new: int
    known: int
    newest: int | None
    oldest: int | None


class Tally(NamedTuple):
    """One outlet in one crawl, as `outlet_runs` holds it."""

    new: int = 0
    faults: Mapping[str, int] = {}
    fields: Mapping[str, int] = {}


class Lost(NamedTuple):
    """Two lists in a row with nothing in common: from `start` to `end` (ordinals) articles may be lost to this entry."""

    entry: str
    at: str  # when the second list was read
    start: int
    end: int


class Judged(NamedTuple):
    """The alarms that stood after one crawl: kind -> since (ordinal)."""

    run: int
    day: int
    alarms: dict[str, int]


@dataclass(slots=True)
class History:
    """What is known of one outlet: its readings in order, its crawls, the days of its articles."""

    reads: Sequence[Read]
    tallies: Mapping[int, Tally] = field(default_factory=dict)
    days: Sequence[int] = ()
    """Publication days of stored articles, each once, in order."""
    garbled: Set[int] = frozenset()
    """Days on which a garbled article of the outlet was stored."""
    offline: Set[int] = frozenset()
    """Crawls in which no outlet at all could be reached."""


def usual_pause(days: Sequence[int], until: int) -> int:
    """The longest usual stretch, in days, from one publication day to the next, learned from the four weeks of dates up to
    `until`, with some patience; PAUSE_UNKNOWN_DAYS when they are fewer than three.
    """
    end = bisect_right(days, until)
    if not end:
        return PAUSE_UNKNOWN_DAYS
    window = days[bisect_left(days, days[end - 1] - RHYTHM_DAYS + 1) : end]
    if len(window) < 3:
        return PAUSE_UNKNOWN_DAYS
    longest = max(b - a for a, b in pairwise(window))
    return max(PAUSE_LEAST_DAYS, math.ceil(longest * PAUSE_FACTOR))


def lost_stretches(reads: Sequence[Read]) -> list[Lost]:
    """Where two lists of one entry in a row had nothing in common (and the crawl did not reach further back)."""
    last: dict[str, Read] = {}
    found = []
    for read in reads:
        if read.fault or not read.links:
            continue
        before = last.get(read.entry)
        if before and not read.known and read.kind != "epaper":
            start = before.newest if before.newest is not None else before.day
            end = read.oldest if read.oldest is not None else read.day
            if end >= start:
                found.append(Lost(read.entry, read.at, start, end))
        last[read.entry] = read
    return found


def judge(history: History) -> list[Judged]:
    """The alarms that stood after each crawl that read an entry of this outlet, in order."""
    lost = {(stretch.entry, stretch.at): stretch for stretch in lost_stretches(history.reads)}
    standing: dict[str, int] = {}
    judged = []
    seen_entries: set[str] = set()
    moved: int | None = None  # the last day on which a list showed something new
    for run, group in groupby(history.reads, key=lambda read: read.run):
        reads = list(group)
        day = reads[-1].day
        if any(read.new and read.entry in seen_entries for read in reads):
            moved = day
        seen_entries.update(read.entry for read in reads)
        found = _entry_alarms(history, run, reads)
        if not found:
            found = _page_alarms(history, run, day, standing) | _pace_alarms(history, reads, moved)
            starts = [lost[key].start for read in reads if (key := (read.entry, read.at)) in lost]
            if starts:
                found["no_overlap"] = min(starts)
        standing = {kind: min(since, standing.get(kind, since)) for kind, since in found.items()}
        judged.append(Judged(run, day, standing))
    return judged


def _entry_alarms(history: History, run: int, reads: list[Read]) -> dict[str, int]:
    """No entry gave a list: why. They need no history."""
    day = reads[0].day
    faults = {read.fault for read in reads}
    if None in faults:
        answered = [read for read in reads if read.fault is None]
        # A newspaper's row without links is a day without an issue.
        nothing = all(not read.links and read.status != NOT_MODIFIED and read.kind != "epaper" for read in answered)
        return {"empty": day} if nothing else {}
    if run in history.offline:
        return {"offline": day}
    for fault, kind in (("blocked", "blocked"), ("empty_feed", "empty")):
        if fault in faults:
            return {kind: day}
    return {"failing": day}


def _page_alarms(history: History, run: int, day: int, standing: Mapping[str, int]) -> dict[str, int]:
    """The entries answer, the article pages are the trouble. What stood goes on while no new page says otherwise."""
    tally = history.tallies.get(run, Tally())
    found = {}
    if tally.faults.get("blocked") and not tally.new:
        found["blocked"] = day
    pages = tally.fields.get("articles", 0)
    missing = max((tally.fields.get(name, 0) for name in ("published", "text")), default=0)
    if pages >= FIELD_LEAST_PAGES and missing * 2 >= pages:
        found["field_lost"] = day
    elif not pages and "field_lost" in standing:
        found["field_lost"] = standing["field_lost"]
    if day in history.garbled:
        found["garbled"] = day
    elif not tally.new and "garbled" in standing:
        found["garbled"] = standing["garbled"]
    return found


def _pace_alarms(history: History, reads: list[Read], moved: int | None) -> dict[str, int]:
    """It answers, and nothing new comes: `frozen` when the list itself stands still, `silent` when only articles stay out."""
    day = reads[-1].day
    position = bisect_right(history.days, day)
    article = history.days[position - 1] if position else None
    shown = [read for read in reads if read.links or read.status == NOT_MODIFIED]
    listed = max((read.newest for read in shown if read.newest is not None and read.newest <= day), default=None)
    last = max((value for value in (article, listed) if value is not None), default=None)
    if last is None or (article is not None and day - article <= PAUSE_LEAST_DAYS):
        return {}
    limit = usual_pause(history.days, day)
    if day - last > limit:
        still = listed is not None or moved is None or day - moved > limit
        return {"frozen" if still else "silent": last + 1}
    if article is not None and day - article > limit:
        return {"silent": article + 1}
    return {}
