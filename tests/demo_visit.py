"""A running sample newsroom and the folder that watches it, for the tests that go the whole way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlite_utils import Database

from coverage_db.config.model import NOW as NOW_VARIABLE
from crawler.demo.newsroom import Newsroom
from crawler.demo.office import NOW


class Visit(NamedTuple):
    """A running newsroom and the folder that watches it."""

    newsroom: Newsroom
    config: Path
    now: str = NOW
    """When everything plays."""

    def presstally(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run the command as the officer does, on the demo's morning."""
        return subprocess.run(
            [
                sys.executable,
                "-P",
                "-c",
                "from crawler.cli import main; main()",
                "--config",
                str(self.config),
                *arguments,
            ],
            env={**os.environ, NOW_VARIABLE: self.now},
            capture_output=True,
            input=stdin or "",
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def json(self, *arguments: str, stdin: str | None = None) -> Any:
        """The JSON that a verb answers."""
        done = self.presstally(*arguments, "--format", "json", stdin=stdin)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Rows of the database."""
        db = Database(self.config.with_name("coverage.db"))
        try:
            return list(db.query(sql))
        finally:
            db.close()

    def place(self, url: str) -> tuple[str, str]:
        """(outlet, path) of an address, as in truth.json."""
        ports = {port: outlet for outlet, port in self.newsroom.ports.items()}
        parts = urlsplit(url)
        return ports[parts.port or 0], parts.path
