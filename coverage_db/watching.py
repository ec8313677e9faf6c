"""Watching: the watchlist as the database holds it, the snapshot that intake matches by, and its matcher made once."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from sqlite_utils import Database

from .database import get_meta, set_meta
from .matching import Matcher, Watchlist
from .matching.matcher import compile_watchlist
from .text import FOLD_VERSION


def matcher(db: Database) -> Matcher:
    """The compiled matcher of the snapshot; of an empty watchlist before there is one."""
    return _matcher(get_meta(db, "watchlist"))


@lru_cache(maxsize=4)
def _matcher(snapshot: str | None) -> Matcher:
    return compile_watchlist(Watchlist.from_json(snapshot) if snapshot else Watchlist())


def write_snapshot(db: Database, watchlist: Watchlist) -> None:
    """Write what is watched into `meta`, and row by row into `names` and `themes` for a reader of the tables. Within the
    caller's transaction."""
    set_meta(db, "watchlist", watchlist.to_json())
    if get_meta(db, "fold_version") is None:
        set_meta(db, "fold_version", str(FOLD_VERSION))
    db.conn.execute("delete from names")
    db.conn.execute("delete from themes")
    db.conn.executemany("insert into names (kind, owner, text, rule) values (?, ?, ?, ?)", _names(watchlist))
    db.conn.executemany(
        "insert into themes values (?, ?, ?)",
        [(theme.id, theme.name, _rule(any=theme.any, all=theme.all, none=theme.none)) for theme in watchlist.themes],
    )


def hash_of(letters: str) -> str:
    """The hash by which articles with the same letters find each other; "" without letters."""
    return hashlib.sha256(letters.encode()).hexdigest()[:32] if letters else ""


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
