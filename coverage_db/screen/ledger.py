"""Ledger: the officer's file and database as one server serves them, and what its pages have worked out already."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ..config import Config, load_config
from ..database import Kept
from ..errors import ConfigError, PresstallyError
from ..wording import say
from .runner import Runner

if TYPE_CHECKING:  # Datasette loads its plugins while this module is being imported
    from datasette.app import Datasette

CONFIG_VARIABLE = "PRESSTALLY_CONFIG"
"""Environment: the path of coverage.toml. Set by `browse`."""
PLUGIN = "presstally"
REMEMBERED = 200
"""Values kept in memory; a page is some kilobytes."""


class Ledger:
    """The officer's file and database as this server serves them. The file is read again when it changed."""

    def __init__(self, datasette: Datasette, path: Path) -> None:
        self.datasette = datasette
        self.path = path
        self.faults: list[str] = []
        """What is wrong with coverage.toml since it was last good; shown on every page."""
        self._stamp: tuple[int, int] | None = None
        self._config: Config | None = None
        self._runner: Runner | None = None
        self.memory: dict[object, tuple[tuple[int, ...], Any]] = {}
        """What pages have worked out: {what: (stamp, value)}."""
        self.kept: Kept = {}
        """Of what they are made: parts that hold for longer."""

    def remember(self, key: object, stamp: tuple[int, ...], value: object) -> None:
        """Keep a value for as long as the stamp holds; the oldest go."""
        self.memory.pop(key, None)
        self.memory[key] = (stamp, value)
        while len(self.memory) > REMEMBERED:
            del self.memory[next(iter(self.memory))]

    @property
    def runner(self) -> Runner:
        """What this server runs beside its pages: crawl, add, retag."""
        if self._runner is None:
            self._runner = Runner(self.path, self.config.general.language)
        return self._runner

    @property
    def config(self) -> Config:
        """The settings; those that were last good when the file is broken now.

        Raises:
            ConfigError: the file was never good.
        """
        try:
            stat = self.path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            stamp = (0, 0)
        if self._config is None or stamp != self._stamp:
            try:
                self._config, self.faults = load_config(self.path), []
            except ConfigError as error:
                self.faults = error.faults
                if self._config is None:
                    raise
            self._stamp = stamp
        return self._config

    @property
    def database_name(self) -> str:
        """The database as Datasette calls it.

        Raises:
            PresstallyError: Datasette was started with another file.
        """
        wanted = self.config.database
        for name, database in self.datasette.databases.items():
            if database.path and Path(database.path).resolve() == wanted.resolve():
                return str(name)
        raise PresstallyError(say("screen.no_database", self.config.general.language, path=wanted))

    @property
    def stamp(self) -> tuple[int, ...]:
        """Changes with every commit to the database and every change of coverage.toml or a policy beside it."""
        parts = []
        policies = sorted(self.path.parent.glob("*.toml"))
        for path in (*policies, self.config.database, Path(f"{self.config.database}-wal")):
            stat = path.stat() if path.exists() else None
            parts += [stat.st_mtime_ns, stat.st_size] if stat else [0, 0]
        return tuple(parts)


_ledgers: WeakKeyDictionary[Datasette, Ledger] = WeakKeyDictionary()


def ledger_of(datasette: Datasette) -> Ledger | None:
    """The ledger that this Datasette serves; None when it was started without `browse`."""
    path = os.environ.get(CONFIG_VARIABLE)
    if not path:
        return None
    if datasette not in _ledgers:
        _ledgers[datasette] = Ledger(datasette, Path(path))
    return _ledgers[datasette]


@cache
def static_url(name: str) -> str:
    """Address of a file in static/, with its digest so that a new version is fetched."""
    data = (Path(__file__).parent / "static" / name).read_bytes()
    return f"/-/static-plugins/{PLUGIN}/{name}?{hashlib.sha256(data).hexdigest()[:8]}"
