"""Backup: a copy of the database, or of everything in one .zip, made while others read and write.

The copy appears whole or not at all. notify.toml is left out: it holds keys.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from .config import Config
from .errors import DatabaseError, PresstallyError, UsageError
from .evidence import FOLDER
from .notify import FILE as NOTIFY
from .wording import say


def backup(config: Config, target: Path, advance: Callable[[int], None] = lambda done: None) -> int:
    """Write `target`: a .db holds the database alone, a .zip also coverage.toml, policies and evidence. An older copy of
    that name is replaced when the new one is whole. Gives the number of files in it.

    Raises:
        UsageError: another ending, or the target is one of the files to be saved.
        DatabaseError: the copy is no sound database.
        OSError: it cannot be written.
    """
    language = config.general.language
    if target.suffix.lower() not in (".db", ".zip"):
        raise UsageError(say("backup.suffix", language, path=target))
    if target.resolve() in (config.database.resolve(), config.path.resolve()):
        raise UsageError(say("backup.itself", language, path=target))
    if not config.database.exists():
        raise PresstallyError(say("backup.nothing", language, path=config.database))
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.suffix.lower() == ".db":
            _copy_database(config.database, draft, language)
            files = 1
        else:
            files = _zip(config, draft, advance)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return files


def _copy_database(source: Path, target: Path, language: str) -> None:
    """SQLite's own backup: one consistent state, however long it takes; then it is looked through."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)  # in one step: under WAL it keeps no writer waiting, and none makes it begin again
        new.execute("pragma journal_mode=delete")  # one file; the program turns WAL on again when it opens it
        (verdict,) = new.execute("pragma quick_check").fetchone()
    if verdict != "ok":
        raise DatabaseError(say("backup.broken", language, path=source, error=verdict))


def _zip(config: Config, draft: Path, advance: Callable[[int], None]) -> int:
    """The database first: whatever evidence it names was written before."""
    with (
        tempfile.TemporaryDirectory(dir=draft.parent, prefix=".backup.") as folder,
        zipfile.ZipFile(draft, "w") as archive,
    ):
        copy = Path(folder) / "copy.db"
        _copy_database(config.database, copy, config.general.language)
        archive.write(copy, config.database.name, zipfile.ZIP_DEFLATED)
        files = list(_files(config))
        for done, path in enumerate(files, 1):
            packed = zipfile.ZIP_STORED if path.suffix == ".gz" else zipfile.ZIP_DEFLATED
            archive.write(path, _name(config, path), packed)
            advance(done)
    return len(files) + 1


def _files(config: Config) -> Iterator[Path]:
    """coverage.toml, the officer's policies, evidence."""
    yield config.path
    for path in sorted(config.folder.glob("*.toml")):
        if path.name not in (config.path.name, NOTIFY) and _is_policy(path):
            yield path
    yield from sorted(path for path in (config.database.parent / FOLDER).rglob("*.gz") if path.is_file())


def _is_policy(path: Path) -> bool:
    try:
        return "reprints" in tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


def _name(config: Config, path: Path) -> str:
    base = config.database.parent if path.suffix == ".gz" else config.folder
    return path.relative_to(base).as_posix()
