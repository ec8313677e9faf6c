"""Office: what a verb works with – the settings and the database of one folder, each opened when first asked for.

The group makes one and hands it on (`pass_office`); it is closed when the verb ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib import import_module

import click
from sqlite_utils import Database

from .config import Catalogue, Config, find_config, load_config
from .database import BUSY_MS, open_database
from .wording import Language

Prepare = Callable[[Database, Config], object]
"""Brings a part of the database up to date with the settings: idempotent, cheap when nothing changed."""

PREPARES = ("coverage_db.retag:prepare", "coverage_db.counting.views:prepare")
"""Ours, in order; imported when the database is first opened. The crawler's come before them: facts need the outlets."""

PREPARE_BUSY_MS = 500
"""How long preparing waits for a writer; then it is left to the next verb. Reading never fails on a lock."""


class Office:
    """One officer's folder."""

    def __init__(
        self,
        config_option: str | None = None,
        catalogue: Callable[[], Catalogue | None] | None = None,
        prepares: Sequence[str | Prepare] = (),
    ) -> None:
        """`config_option`: what --config says; `catalogue`: gives the ids of the package's outlets; `prepares`: the
        crawler's, functions or "module:function".
        """
        self.config_option = config_option
        self._catalogue = catalogue
        self._prepares = (*prepares, *PREPARES)

    @cached_property
    def catalogue(self) -> Catalogue | None:
        """The outlets that come with the package; None: not known here."""
        return self._catalogue() if self._catalogue else None

    @cached_property
    def config(self) -> Config:
        """The settings.

        Raises:
            ConfigError: there is no coverage.toml, or it has faults.
        """
        return load_config(find_config(self.config_option), self.catalogue)

    @cached_property
    def db(self) -> Database:
        """The database: created or migrated, and in step with the settings.

        Raises:
            DatabaseError: the file is none, is from a newer version, or cannot be written.
            ConfigError: as `config`.
        """
        db = open_database(self.config.database, language=self.language)
        try:
            db.execute(f"pragma busy_timeout = {PREPARE_BUSY_MS}")
            for prepare in self._prepares:
                self._run(prepare, db)
            db.execute(f"pragma busy_timeout = {BUSY_MS}")
        except BaseException:
            db.close()
            raise
        return db

    def _run(self, prepare: str | Prepare, db: Database) -> None:
        try:
            _function(prepare)(db, self.config)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):  # somebody writes: what we read is at most as old as their transaction
                raise

    @property
    def language(self) -> Language:
        """The language of what is shown: that of the settings."""
        return self.config.general.language

    def close(self) -> None:
        """Close the database if it was opened."""
        if "db" in self.__dict__:
            self.db.close()
            del self.db


def _function(prepare: str | Prepare) -> Prepare:
    if not isinstance(prepare, str):
        return prepare
    module, _, name = prepare.partition(":")
    function: Prepare = getattr(import_module(module), name)
    return function


pass_office = click.make_pass_decorator(Office)
