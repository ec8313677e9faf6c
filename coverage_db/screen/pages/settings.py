"""Settings (设置): what changes most as fields, the rest in coverage.toml itself, one step away. Both are checked as a whole, shown
as changed lines before they are saved, and refused without loss when the file was changed elsewhere meanwhile.
"""

from __future__ import annotations

import asyncio
import difflib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import advice
from ...config import Catalogue, Config, fields, read_config
from ...config.pieces import decoded
from ...database import get_meta
from ...errors import ConfigError
from .. import deciding, tally
from ..context import Context

PREPARE_SECONDS = 20
"""How long the page waits for the derived tables."""
BLANK_ROWS = {"company": 1, "theme": 2, "period": 2, "slogan": 2, "person": 2}
"""Rows of each table to write a new entry into."""
WATCHED = "crawl.outlets"


async def show(context: Context) -> Response:
    """GET /-/settings: the fields; with ?file=1 the file. POST: check, show the changed lines, save, or match again."""
    form = context.form
    if form.get("retag"):
        await context.ledger.runner.start(["retag"])
        return context.go("/-/crawl")
    data = context.config.path.read_bytes()
    page: dict[str, Any] = {"file_faults": [], "changes": [], "needs_retag": False, "moved_on": False}
    as_file = "text" in form or bool(context.one("file"))
    outlets = await context.read(tally.outlet_rows)
    wanted, sent = data, None
    if "text" in form:
        wanted = _encoded(form["text"], data)
    elif form:
        sent = _by_id(fields.entries_of(form), outlets)
        wanted = fields.write(data, sent)
    if form:
        page |= await _check(context, data, wanted)
        if form.get("do") == "save" and not page["file_faults"] and not page["moved_on"]:
            try:
                await save(context, lambda now: _unless_changed(context, now, data, wanted))
                return context.go("/-/settings?told=saved" + ("&file=1" if as_file else ""))
            except OSError as error:  # open elsewhere, or a folder that may not be written
                page["file_faults"] = [context.say("settings_page.unwritable", path=context.config.path, error=error)]
    if not as_file and sent is None:
        try:
            read_config(data, context.config.path)
        except ConfigError as error:  # no fields can be made of it
            as_file, page["file_faults"] = True, error.faults
    if not as_file:
        page["sections"], page["singles"] = _sections(context, sent or fields.read(data), outlets)
    page["shown"] = form.get("text") or _text(data)
    page["names"] = sorted({row["name"] for row in outlets.values()})
    page["groups"] = sorted((await context.read(catalogue)).groups)
    page["warnings"] = await context.read(lambda db: advice.advice(db, context.config), remember="advice")
    status = 409 if page["moved_on"] else 400 if page["file_faults"] and form else 200
    return await context.page(
        "settings.html", status=status, as_file=as_file, digest=_digest(data), path=context.config.path, **page
    )


async def save(context: Context, change: Callable[[bytes], bytes]) -> None:
    """Write coverage.toml changed, when nothing is wrong with it, and bring the derived tables in step.

    Raises:
        ConfigError: all faults; nothing is written.
    """
    path = context.config.path
    data = change(path.read_bytes())
    read_config(data, path, await context.read(catalogue))
    await asyncio.to_thread(_save, path, data)
    runner = context.ledger.runner
    if runner.current is None or not runner.current.running:  # else the next verb does it
        await runner.finish(await runner.start(["outlets", "--format", "json"]), PREPARE_SECONDS)


def catalogue(db: Database) -> Catalogue:
    """The ids and groups that the file may name besides its own outlets, as the database knows them."""
    rows = db.execute("select id, groups, declared from outlets").fetchall()
    return Catalogue(
        ids=frozenset(id_ for id_, _, declared in rows if declared == "catalogue"),
        groups=frozenset(group for _, groups, _ in rows for group in json.loads(groups or "[]")),
    )


ROUTES = ((r"^/-/settings$", show),)


async def _check(context: Context, data: bytes, wanted: bytes) -> dict[str, Any]:
    """What is wrong with the file as it would become, which lines change, and whether articles have to be matched again."""
    found: dict[str, Any] = {"changes": _changes(data, wanted), "moved_on": context.form.get("digest") != _digest(data)}
    try:
        config: Config = read_config(wanted, context.config.path, await context.read(catalogue))
    except ConfigError as error:
        return {**found, "file_faults": error.faults}
    snapshot = await context.read(lambda db: get_meta(db, "watchlist"))
    return {**found, "needs_retag": snapshot != config.watchlist.to_json()}


def _unless_changed(context: Context, now: bytes, before: bytes, wanted: bytes) -> bytes:
    if now != before:
        raise deciding.StaleFormError(context.say("settings_page.stale"))
    return wanted


def _changes(data: bytes, wanted: bytes) -> list[tuple[str, str]]:
    """The changed lines: (+, - or blank; the line), with one line around them; ("@", number of the line) before each place."""
    lines = difflib.unified_diff(_text(data).splitlines(), _text(wanted).splitlines(), n=1, lineterm="")
    found = []
    for line in list(lines)[2:]:
        if line.startswith("@@"):
            found.append(("@", line.split("+")[1].split(" ")[0].split(",")[0]))
        else:
            found.append((line[:1].strip(), line[1:]))
    return found


def _sections(
    context: Context, content: fields.Fields, outlets: Mapping[str, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """What the form shows: a section a table with its columns and rows, and the single fields."""
    sections = []
    for table, columns in fields.COLUMNS.items():
        entries = [
            *(e for e in content.entries[table] if e.key or not e.is_empty),
            *[fields.Entry()] * BLANK_ROWS[table],
        ]
        rows = [
            {"n": n, "key": entry.key, "id": entry.values.get("id", ""), "values": entry.values}
            for n, entry in enumerate(entries)
        ]
        sections.append({"table": table, "columns": columns, "rows": rows, "with_id": table in fields.WITH_ID})
    names = {id_: row["name"] for id_, row in outlets.items()}
    unique = {id_ for id_, name in names.items() if list(names.values()).count(name) == 1}
    watched = [names[word] if word in unique else word for word in fields.words(content.singles.get(WATCHED, ""))]
    return sections, {**content.singles, WATCHED: "、".join(watched)}


def _by_id(sent: fields.Fields, outlets: Mapping[str, Mapping[str, Any]]) -> fields.Fields:
    """With the outlets that were written by name under their ids."""
    if WATCHED not in sent.singles:
        return sent
    ids: dict[str, list[str]] = {}
    for id_, row in outlets.items():
        ids.setdefault(row["name"], []).append(id_)
    found = [
        ids[word][0] if word not in outlets and len(ids.get(word, ())) == 1 else word
        for word in fields.words(sent.singles[WATCHED])
    ]
    return replace(sent, singles={**sent.singles, WATCHED: "\n".join(found)})


def _encoded(text: str, data: bytes) -> bytes:
    """The text of the file in its encoding and with its line ends."""
    bom, charset, before = decoded(data)
    text = text.replace("\r\n", "\n")
    return bom + (text.replace("\n", "\r\n") if "\r\n" in before else text).encode(charset, "replace")


def _text(data: bytes) -> str:
    try:
        return decoded(data)[2]
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
    Path(name).chmod(path.stat().st_mode)
    Path(name).replace(path)
