"""Settings (设置): coverage.toml as it is, comments and all; checked as a whole before it is saved."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from datasette.utils.asgi import Response
from tomlkit import TOMLDocument

from ... import advice
from ...config import read_config
from ...config.edit import edited
from ...errors import ConfigError
from .. import deciding
from ..context import Context

PREPARE_SECONDS = 20
"""How long the page waits for the derived tables."""


async def show(context: Context) -> Response:
    """GET /-/settings: the file. POST: check, and save when nothing is wrong; with `retag` match all stored text again."""
    path = context.config.path
    data = path.read_bytes()
    faults: list[str] = []
    text = _text(data)
    if context.request.method == "POST":
        if context.form.get("retag"):
            await context.ledger.runner.start(["retag"])
            return context.go("/-/crawl")
        text = context.form.get("text", "").replace("\r\n", "\n")
        if context.form.get("digest") != _digest(data):
            raise deciding.StaleFormError(context.say("settings_page.stale"))
        try:
            await save(context, lambda _: text.encode())
        except ConfigError as error:
            faults = error.faults
        else:
            return context.go("/-/settings?told=saved")
    return await context.page(
        "settings.html", status=400 if faults else 200, text=text, file_faults=faults, digest=_digest(data), path=path,
        warnings=await context.read(lambda db: advice.advice(db, context.config), remember="advice"),
    )  # fmt: skip


async def save(context: Context, change: Callable[[bytes], bytes]) -> None:
    """Write coverage.toml changed, when nothing is wrong with it, and bring the derived tables in step.

    Raises:
        ConfigError: all faults; nothing is written.
    """
    path = context.config.path
    data = change(path.read_bytes())
    read_config(data, path)
    await asyncio.to_thread(_save, path, data)
    run = await context.ledger.runner.start(["outlets", "--format", "json"])  # any verb prepares the database first
    await context.ledger.runner.finish(run, PREPARE_SECONDS)


def with_level(data: bytes, outlet: str, level: str) -> bytes:
    """coverage.toml with another level for an outlet: in its [[outlet]], or in a new one that holds only this."""
    found = False

    def change(document: TOMLDocument) -> None:
        nonlocal found
        for table in document.get("outlet", []):
            if table.get("id") == outlet:
                table["level"] = level
                found = True

    changed = edited(data, change)
    return changed if found else edited(changed, append=f'[[outlet]]\nid = "{outlet}"\nlevel = "{level}"')


ROUTES = ((r"^/-/settings$", show),)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _save(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
