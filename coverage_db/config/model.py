"""Settings as values: what coverage.toml says, checked and typed. Frozen; days are "2022-03-10"."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ..matching.watchlist import Watchlist
from ..wording import Language

NOW = "PRESSTALLY_NOW"
"""A moment in this environment variable is taken for now: the sample newsroom plays in 2022."""
SINCE_MOST_DAYS = 400
"""A crawl without `since` goes back to the earliest period, but no further than this."""
SINCE_DEFAULT_DAYS = 30
"""… and this far when there is no period."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the package's spiders offer: the ids of outlets and the names of groups."""

    ids: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with a name, both ends included."""

    id: str
    name: str
    from_: str
    to: str | None = None
    """None: open until today."""


@dataclass(frozen=True, slots=True)
class CrawlKeys:
    """[crawl]."""

    outlets: tuple[str, ...] | None = None
    """Ids and groups; None: every [[outlet]] of the file."""
    since: str | None = None
    delay: float = 1.0
    """Seconds between two requests to one host."""
    max_mb: float = 10.0
    """Megabytes; nothing of a larger answer is stored."""
    proxy: str | None = None
    """None: the system's."""
    keep: str = "all"
    """all, or mentions."""


@dataclass(frozen=True, slots=True)
class OutletKeys:
    """An [[outlet]] as written. None, and an empty list, mean: the key is absent (or, over the catalogue: unchanged)."""

    id: str
    name: str | None = None
    brand: str | None = None
    owner: str | None = None
    aliases: tuple[str, ...] = ()
    level: str | None = None
    channel: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    epapers: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    manual: bool | None = None
    articles: str | None = None
    """A regular expression of the URLs that are articles."""
    own: bool | None = None


@dataclass(frozen=True, slots=True)
class General:
    """[general]."""

    language: Language = "zh"
    timezone: str = "Asia/Shanghai"
    database: str = "coverage.db"
    officer: str = ""
    """Who decides; "": nobody is named."""
    contact: str = ""
    """Goes into the User-Agent; "": not given yet, the first crawl asks for it."""


@dataclass(frozen=True, slots=True)
class Config:
    """coverage.toml, read and checked."""

    path: Path
    """Absolute."""
    watchlist: Watchlist
    periods: tuple[Period, ...] = ()
    crawl: CrawlKeys = CrawlKeys()
    outlets: tuple[OutletKeys, ...] = ()
    policy: Mapping[str, Any] = field(default_factory=dict)
    """The [policy] table as written; counting.policy reads it."""
    targets: Mapping[str, int] = field(default_factory=dict)
    """Stories a year, by the name of a person or a department."""
    general: General = General()
    warnings: tuple[str, ...] = ()
    """What is allowed but looks like a slip: one line each."""

    @property
    def folder(self) -> Path:
        """The folder of coverage.toml."""
        return self.path.parent

    @property
    def database(self) -> Path:
        """The database, absolute."""
        return self.folder / self.general.database

    def today(self) -> str:
        """The day it is now, in the officer's zone: "2022-04-06"."""
        return self._now().date().isoformat()

    def now(self) -> str:
        """The moment it is now: "2022-04-06T09:30:00+08:00"."""
        return self._now().isoformat(timespec="seconds")

    def _now(self) -> datetime:
        zone = ZoneInfo(self.general.timezone)
        rehearsed = os.environ.get(NOW)
        return datetime.fromisoformat(rehearsed).astimezone(zone) if rehearsed else datetime.now(zone)

    def since(self, today: str) -> str:
        """The day before which nothing is fetched: [crawl] since, else the earliest period (400 days back at most), else
        30 days back.
        """
        if self.crawl.since is not None:
            return self.crawl.since
        now = date.fromisoformat(today)
        if not self.periods:
            return (now - timedelta(days=SINCE_DEFAULT_DAYS)).isoformat()
        earliest = min(period.from_ for period in self.periods)
        return max(earliest, (now - timedelta(days=SINCE_MOST_DAYS)).isoformat())
