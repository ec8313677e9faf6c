"""Settings (设置): coverage.toml as it is, comments and all; checked as a whole before it is saved."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from pathlib import Path

from datasette.utils.asgi import Response

from ... import retag
from ...config import read_config
from ...errors import ConfigError
from .. import deciding
from ..context import Context


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
            read_config(text.encode(), path)
        except ConfigError as error:
            faults = error.faults
        else:
            await asyncio.to_thread(_save, path, text.encode())
            return context.go("/-/settings?told=saved")
    stale = await context.read(lambda db: retag.is_stale(db, context.config))
    return await context.page(
        "settings.html", status=400 if faults else 200, text=text, file_faults=faults, digest=_digest(data), path=path,
        stale=stale, warnings=context.config.warnings,
    )  # fmt: skip


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
