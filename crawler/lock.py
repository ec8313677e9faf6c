"""Lock: one crawl at a time over one database. The system lets go of it when the process ends, however it ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from coverage_db.errors import PresstallyError
from coverage_db.wording import Language, say


class CrawlLock:
    """Held from `take` to `release`: an exclusive SQLite lock on an empty file beside the database, which works alike
    on every system.
    """

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".crawling")
        self._connection: sqlite3.Connection | None = None

    def take(self, language: Language = "zh") -> None:
        """Take it.

        Raises:
            PresstallyError: another crawl holds it, or the folder cannot be written.
        """
        connection = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            connection.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            connection.close()
            key = "error.crawl_runs" if "locked" in str(error) else "error.database_unwritable"
            raise PresstallyError(say(key, language, path=self.path, error=error)) from error
        self._connection = connection

    def release(self) -> None:
        """Let go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
