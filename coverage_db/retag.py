"""Retag: makes the database say of every stored text what coverage.toml says now. No network.

Until it has run, a changed company, person, slogan, place or theme has no effect (`is_stale`): the snapshot of the
watchlist in `meta` is what intake and counts use.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlite_utils import Database

from .database import get_meta, set_meta, transaction
from .matching import Watchlist
from .text import FOLD_VERSION

if TYPE_CHECKING:
    from .config import Config


def prepare(db: Database, config: Config) -> None:
    """Take the watchlist of coverage.toml over while no article is stored."""
    if get_meta(db, "watchlist") == config.watchlist.to_json():
        return
    if db.execute("select 1 from articles limit 1").fetchone() is None:
        with transaction(db):
            write_snapshot(db, config.watchlist)


def is_stale(db: Database, config: Config) -> bool:
    """Whether coverage.toml was changed in what is watched since the articles were matched."""
    return get_meta(db, "watchlist") != config.watchlist.to_json()


def write_snapshot(db: Database, watchlist: Watchlist) -> None:
    """Write what is watched into `meta`, and row by row into `names` and `themes` for a reader of the tables. Within the
    caller's transaction."""
    set_meta(db, "watchlist", watchlist.to_json())
    set_meta(db, "fold_version", str(FOLD_VERSION))
    db.conn.execute("delete from names")
    db.conn.execute("delete from themes")
    db.conn.executemany("insert into names (kind, owner, text, rule) values (?, ?, ?, ?)", list(_names(watchlist)))
    db.conn.executemany(
        "insert into themes values (?, ?, ?)",
        [(theme.id, theme.name, _rule(any=theme.any, all=theme.all, none=theme.none)) for theme in watchlist.themes],
    )


def _names(watchlist: Watchlist) -> list[tuple[str, str, str, str]]:
    rows = []
    for company in watchlist.companies:
        rule = _rule(near=company.near, not_in=company.not_in)
        rows += [("company", company.id, spelling, rule) for spelling in company.spellings]
    for person in watchlist.persons:
        rule = _rule(near=person.near, role=person.role, since=person.from_, to=person.to)
        rows += [("person", person.name, spelling, rule) for spelling in person.spellings]
    rows += [("slogan", slogan.text, slogan.text, "") for slogan in watchlist.slogans]
    rows += [("place", place.name, place.name, "") for place in watchlist.places]
    return rows


def _rule(**parts: object) -> str:
    """The conditions of a name or theme as JSON, "" without any."""
    given = {name: value for name, value in parts.items() if value}
    return json.dumps(given, ensure_ascii=False) if given else ""
