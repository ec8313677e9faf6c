"""Listed: somebody's list of coverage (台账) against ours – in both, theirs only and why, ours only.

A file in, the JSON shape of CONTRACT section 3 out. Reads only. It is the answer to "your number is not mine", and the log
of what was missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from sqlite_utils import Database

from .. import health
from ..config import Config
from ..outlet_names import OutletNames, plain
from ..sheets import SheetRow, read_sheet
from . import policy as policies
from . import state
from .filters import Filters

NEAR_DAYS = 1
"""A list's day and ours may differ by so many: the paper's day, the day of the web."""
NOT_SEEN, GAP, NONE = "not_seen", "gap", "none"


@dataclass(frozen=True, slots=True)
class Appearance:
    """One appearance that a row of the list stands for."""

    row: SheetRow
    outlet: str | None
    """Id; None: the list names none, or one that is not known."""
    named: str | None
    url: str | None


def check_list(db: Database, config: Config, path: Path, filters: Filters) -> dict[str, Any]:
    """Compare the list in `path` (.xlsx, .csv) with what counts under `filters`; without a period: from the first to the last
    day of the list.

    `reason` of a row of theirs is ours for the article it means (`none`: stored, and not about us), `gap` when the outlet was
    not seen on that day, else `not_seen`. A second row for one article is a `reprint`: it is in the number already.

    Raises:
        UsageError: the file is no list that can be read.
        OSError: it cannot be opened.
    """
    rows = read_sheet(path, "zh" if config.general.language == "zh" else "en")
    days = sorted(row.day for row in rows if row.day)
    if not (filters.from_ or filters.to) and days:
        filters = replace(filters, from_=days[0], to=days[-1])
    with state.decisions_of(db, filters):
        return _compared(db, config, list(_appearances(db, rows)), filters)


def _appearances(db: Database, rows: Sequence[SheetRow]) -> Iterator[Appearance]:
    names = OutletNames(db)
    for row in rows:
        for named, url in row.appearances():
            yield Appearance(row, names.find(named) if named else None, named, url)


def _compared(db: Database, config: Config, theirs: Sequence[Appearance], filters: Filters) -> dict[str, Any]:
    reasons = state.reasons(db, filters, policies.load(config, filters.policy_names()[0]))
    stored = _Stored(db)
    both: list[dict[str, Any]] = []
    only: list[dict[str, Any]] = []
    met: set[int] = set()
    for appearance in theirs:
        article = stored.find(appearance)
        number = appearance.row.row
        if article is None:
            only.append({"row": number, "reason": _unseen(db, config, appearance)})
        elif article in met:
            only.append({"row": number, "reason": "reprint"})
        elif reasons.get(article, NONE) is None:
            both.append({"row": number, "id": article})
            met.add(article)
        else:
            only.append({"row": number, "reason": reasons.get(article, NONE)})
            met.add(article)
    ours = [article for article, reason in reasons.items() if reason is None and article not in met]
    return {"both": both, "theirs": only, "ours": sorted(ours)}


def _unseen(db: Database, config: Config, appearance: Appearance) -> str:
    """Why we do not have it: a gap of the outlet on that day, or it was not seen."""
    day = appearance.row.day
    if appearance.outlet is None or day is None:
        return NOT_SEEN
    return GAP if health.gaps(db, config, day, day, [appearance.outlet]) else NOT_SEEN


class _Stored:
    """The stored articles by address and by headline."""

    def __init__(self, db: Database) -> None:
        self.by_url: dict[str, int] = {}
        self.by_title: dict[str, list[tuple[int, str | None, str | None]]] = defaultdict(list)
        for url, article in db.execute("select url, article from links where article is not null"):
            self.by_url[_address(url)] = article
        for id_, url, title, outlet, day in db.execute("select id, url, title, outlet, day from articles"):
            if url:
                self.by_url[_address(url)] = id_
            self.by_title[plain(title)].append((id_, outlet, day))

    def find(self, appearance: Appearance) -> int | None:
        """The article that a row means: by its address; else by headline, outlet and day."""
        if appearance.url and (found := self.by_url.get(_address(appearance.url))):
            return found
        day = appearance.row.day
        same = [
            (_days_apart(day, each_day), id_)
            for id_, outlet, each_day in self.by_title.get(plain(appearance.row.title), ())
            if (outlet == appearance.outlet if appearance.outlet else appearance.named is None)
            and _days_apart(day, each_day) <= NEAR_DAYS
        ]
        return min(same)[1] if same else None


def _address(url: str) -> str:
    """An address as it is compared: without scheme, fragment and a slash at its end."""
    return urldefrag(url.strip())[0].split("://", 1)[-1].rstrip("/")


def _days_apart(one: str | None, other: str | None) -> int:
    """Days between two days; 0 when one is not known: then it says nothing."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if one and other else 0
