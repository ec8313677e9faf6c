"""An officer's folder with articles taken in the real way, and Datasette serving it with our plugin and metadata."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from screen_office import NOW, make_office

from coverage_db.database import open_database
from coverage_db.screen.ledger import CONFIG_VARIABLE


@dataclass
class Served:
    """A folder and the Datasette on it."""

    folder: Path
    datasette: Any

    @property
    def database(self) -> Path:
        return self.folder / "coverage.db"

    async def get(self, path: str, **more: Any) -> Any:
        return await self.datasette.client.get(path, **more)

    async def post(self, path: str, fields: dict[str, str], **more: Any) -> Any:
        """A form as a browser sends it: with the token of the page and its cookie; on Datasette 1.0, which has none, with
        its origin.
        """
        officer = {"ds_actor": self.datasette.sign({"a": {"id": "officer"}}, "actor")}
        token = (await self.datasette.client.get("/-/add", cookies=officer)).cookies.get("ds_csrftoken", "")
        cookies = {"ds_csrftoken": token, **more.pop("cookies", {})}
        if not token:
            more["headers"] = {"origin": "http://localhost", **more.get("headers", {})}
        return await self.datasette.client.post(path, data={**fields, "csrftoken": token}, cookies=cookies, **more)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        db = open_database(self.database)
        try:
            return db.execute(sql, list(values)).fetchall()
        finally:
            db.close()


def serve(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Served:
    """Datasette on a folder, as `browse` starts it."""
    from datasette.app import Datasette

    from coverage_db.screen.metadata import metadata
    from coverage_db.verbs.browse import SETTINGS

    monkeypatch.setenv(CONFIG_VARIABLE, str(folder / "coverage.toml"))
    monkeypatch.delenv("PRESSTALLY_PUBLIC", raising=False)
    datasette = Datasette(files=[str(folder / "coverage.db")], metadata=metadata("coverage"), settings=SETTINGS)
    asyncio.run(datasette.invoke_startup())
    return Served(folder, datasette)


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The folder of `make_office`, served."""
    monkeypatch.setenv("PRESSTALLY_NOW", NOW)
    make_office(tmp_path)
    found = serve(tmp_path, monkeypatch)
    yield found
    for database in found.datasette.databases.values():
        database.close()
    if found.datasette.executor is not None:
        found.datasette.executor.shutdown(wait=True)
