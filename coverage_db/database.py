"""Database: opens coverage.db (WAL, synchronous=FULL), migrates it, and says in one line when it cannot.

WAL from creation: a running crawl never blocks a reader. One article is one transaction; transactions hold no fetch,
no parse and no await.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from .errors import DatabaseError
from .migrations import migrations
from .wording import say

Value = TypeVar("Value")
Kept = dict[str, tuple[object, Any]]
"""{what: (stamp, value)}: what a server has worked out, from one state to the next."""
KEPT_MOST = 1000
_WORKED_OUT: ContextVar[tuple[dict[tuple[int, str], Any], Kept] | None] = ContextVar("worked_out", default=None)
"""Within `one_state`: {(connection, what): its value}, and what is kept."""

BUSY_MS = 10_000
"""How long a writer waits for another one."""


def open_database(path: Path | str, *, language: str = "zh") -> Database:
    """The database at `path`, created or migrated as needed.

    Raises:
        DatabaseError: the file is no database, comes from a newer version, or cannot be written; the message says which.
    """
    path = Path(path)
    try:
        connection = sqlite3.connect(path, timeout=BUSY_MS / 1000)
        connection.execute("pragma journal_mode=wal")
        connection.execute("pragma synchronous=full")
        db = Database(connection)
        _refuse_newer(db, path, language)
        if migrations.pending(db):
            migrations.apply(db)
    except sqlite3.DatabaseError as error:
        key = "error.database_none" if "not a database" in str(error) else "error.database_unwritable"
        raise DatabaseError(say(key, language, path=path, error=error)) from error
    return db


def _refuse_newer(db: Database, path: Path, language: str) -> None:
    known = {m.name for m in migrations._migrations}
    newer = [m.name for m in migrations.applied(db) if m.name not in known]
    if newer:
        raise DatabaseError(say("error.database_newer", language, path=path, migration=newer[-1]))


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """One transaction for writing: it takes the write lock at once, so that it waits here for another writer and nowhere
    else. Inside another transaction it is a part of that one.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


@contextmanager
def one_state(db: Database, kept: Kept | None = None) -> Iterator[None]:
    """All that is read within sees one state of the database, however busily others write. Nothing is to be written within,
    but for temp tables, which go at the end. What `once` works out within is remembered to the end, and in `kept` for the
    next time where it can be told that nothing it depends on has changed.
    """
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("begin")
    token = _WORKED_OUT.set(({}, {} if kept is None else kept))
    try:
        yield
    finally:
        _WORKED_OUT.reset(token)
        db.conn.rollback()


def sees_one_state() -> bool:
    """Whether we are within `one_state`."""
    return _WORKED_OUT.get() is not None


def once(db: Database, what: str, work: Callable[[], Value], stamp: object = None) -> Value:
    """What `work` gives; within `one_state` it is worked out only once. Nobody may change the value.

    `what`: all that the value depends on beside the database. `stamp`: changes with everything in the database that it depends
    on; where it is given, the value is kept for the next state.
    """
    memory = _WORKED_OUT.get()
    if memory is None:
        return work()
    known, kept = memory
    key = (id(db.conn), what)
    if key not in known:
        if stamp is None or kept.get(what, (None,))[0] != stamp:
            known[key] = value = work()
            if stamp is not None:
                kept.pop(what, None)
                kept[what] = (stamp, value)
                while len(kept) > KEPT_MOST:
                    kept.pop(next(iter(kept)), None)
        else:
            known[key] = kept[what][1]
    found: Value = known[key]
    return found


def get_meta(db: Database, key: str) -> str | None:
    """A value of the table `meta`, or None."""
    row = db.execute("select value from meta where key = ?", [key]).fetchone()
    return row[0] if row else None


def set_meta(db: Database, key: str, value: str) -> None:
    """Write a value into `meta`; the caller commits."""
    db.execute("insert into meta values (?, ?) on conflict do update set value = excluded.value", [key, value])
