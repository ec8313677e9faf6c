"""Outlets: the table `outlets`, as spiders/ and coverage.toml declare them, and whose a page is. No Scrapy, no network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from .database import transaction
from .records import LEVELS

_LISTS = frozenset({"aliases", "groups", "addresses", "accounts"})
_FLAGS = frozenset({"own", "manual", "watched", "crawled"})
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """One outlet (媒体): one channel of one title."""

    id: str
    name: str
    brand: str
    owner: str
    aliases: tuple[str, ...] = ()
    level: str = ""
    """One of LEVELS; "": not fixed (a platform: the account decides)."""
    channel: str = "web"
    groups: tuple[str, ...] = ()
    own: bool = False
    manual: bool = False
    """Entered by hand: no address that a script may read."""
    watched: bool = False
    """coverage.toml asks for it."""
    crawled: bool = False
    """The crawl reads it: watched and not by hand."""
    declared: str = "catalogue"
    """catalogue or file."""
    addresses: tuple[str, ...] = ()
    """"host" or "host:port" that it owns."""
    accounts: tuple[str, ...] = ()
    articles: str | None = None
    """Regular expression of the URLs that are its articles."""
    confirmed: str | None = None
    """The day on which it was last seen to work live; None: never."""
    note: str = ""


def outlet_rows(db: Database) -> list[OutletRow]:
    """All outlets, by id."""
    names = [field.name for field in fields(OutletRow)]
    rows = db.execute(f"select {', '.join(names)} from outlets order by id").fetchall()
    return [OutletRow(**{name: _read(name, value) for name, value in zip(names, row, strict=True)}) for row in rows]


def _read(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(json.loads(value))
    return bool(value) if name in _FLAGS else value


def sync(db: Database, rows: Iterable[OutletRow]) -> list[str]:
    """Make the table say what `rows` say, in one transaction; ids that changed, in order.

    An outlet that is declared no more stays while articles name it, unwatched: a number of last year keeps its names.
    """
    wanted = {row.id: row for row in rows}
    with transaction(db):
        stored = {row.id: row for row in outlet_rows(db)}
        changed = [row for row in wanted.values() if stored.get(row.id) != row]
        for row in changed:
            _write(db, row)
        dropped = _drop(db, [stored[id_] for id_ in stored.keys() - wanted.keys()])
        ids = sorted([row.id for row in changed] + dropped)
        if ids and db.execute("select 1 from articles limit 1").fetchone():
            from .facts import refresh

            refresh(db, outlets=ids)
    return ids


def _write(db: Database, row: OutletRow) -> None:
    names = [field.name for field in fields(OutletRow)]
    values = [
        json.dumps(value, ensure_ascii=False) if name in _LISTS else int(value) if name in _FLAGS else value
        for name, value in zip(names, astuple(row), strict=True)
    ]
    rank = LEVELS.index(row.level) if row.level in LEVELS else len(LEVELS)
    marks = ", ".join("?" * (len(names) + 1))
    db.execute(f"insert or replace into outlets ({', '.join(names)}, level_rank) values ({marks})", [*values, rank])


def _drop(db: Database, rows: list[OutletRow]) -> list[str]:
    """Take away what is declared no more, or unwatch it while an article names it; ids of the unwatched."""
    unwatched = []
    for row in rows:
        if db.execute("select 1 from articles where outlet = ? limit 1", [row.id]).fetchone() is None:
            db.execute("delete from outlets where id = ?", [row.id])
        elif row.watched or row.crawled:
            db.execute("update outlets set watched = 0, crawled = 0 where id = ?", [row.id])
            unwatched.append(row.id)
    return unwatched


def owner_of(db: Database, url: str | None, account: str | None = None) -> str | None:
    """Whose page this is: the outlet that owns the account, else the host and port; None when nobody does.

    Where several share a host, the account decides, then the article rule; an outlet without a rule takes the rest. Where
    the officer found out how to read a site that the catalogue leaves to the hand, the site is the officer's outlet.
    """
    rows = outlet_rows(db)
    hosts = [row for row in rows if url is not None and address(url) in row.addresses]
    hosts = [row for row in hosts if row.declared == "file" or not row.manual] or hosts
    if account is not None:
        named = [row for row in rows if account in row.accounts]
        named = [row for row in named if row in hosts] or named
        if named:
            return named[0].id
    if len(hosts) <= 1:
        return hosts[0].id if hosts else None
    ruled = [row for row in hosts if row.articles is not None and re.search(row.articles, url or "")]
    rest = ruled or [row for row in hosts if row.articles is None and not row.accounts]
    return rest[0].id if rest and (ruled or len(rest) == 1) else None


def address(url: str) -> str:
    """ "host" or "host:port" (the scheme's own port is left out), lower case; "" when there is none."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # a port that is no number
        return ""
    host = f"[{host}]" if ":" in host else host
    return host if port is None or port == _DEFAULT_PORTS.get(parts.scheme) else f"{host}:{port}"
