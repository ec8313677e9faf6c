"""Add by hand (补录): links or pasted text, saved pages and sheets, or what has no page. Forms over `presstally add`, which has
the rules and the words; what was filled in stays in the form until it is taken.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ...by_hand import PICTURES
from ...errors import PresstallyError, UsageError
from ...given import links_in
from ...wording import Language, say
from .. import tally
from ..context import Context
from ..forms import BODY_MOST_MB
from ..runner import Run

WAIT_SECONDS = 90
"""Some pages are fetched while the form waits; what takes longer goes on, and the page says so."""
TEXT_MOST = 20_000
"""Characters of a text; it goes to the command as one word, and Windows takes 32,767 in all."""
HANDED = (".html", ".htm", ".mhtml", ".mht", ".xhtml", ".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""What the file field offers; the command looks at the file itself."""


async def show(context: Context) -> Response:
    """GET /-/add: the forms. POST: add, and say per item what came of it."""
    result: dict[str, Any] = {"added": None, "failed": [], "going_on": False}
    if context.request.method == "POST":
        try:
            result |= await _add(context)
        except PresstallyError as error:
            result["failed"] = [str(error)]
    done = result["added"] is not None and not result["failed"] and not context.form.get("dry")
    titles = await context.read(lambda db: _titles(db, [item["id"] for item in result["added"] or [] if item["id"]]))
    return await context.page(
        "add.html",
        titles=titles,
        status=400 if result["failed"] else 200,
        outlets=await context.read(_outlets),
        kind="" if done else context.form.get("kind", ""),
        handed=",".join(HANDED),
        pictures=",".join(PICTURES),
        most=BODY_MOST_MB,
        text_most=TEXT_MOST,
        **result,
    )


ROUTES = ((r"^/-/add$", show),)


def said(context: Context, item: Mapping[str, Any]) -> str:
    """What came of one item, and why."""
    kind, _, rest = str(item.get("reason") or "").partition(" ")
    reason = context.label("add.reason", kind)
    if reason == kind and kind:
        reason = context.label("fault", kind)
    if kind == "mirror":
        reason = context.say("add.mirror", original=rest) if rest else context.say("add.mirror_alone")
    if kind == "no_address":
        reason = context.say("add_page.no_address")
    if item["outcome"] == "refused":
        return context.say("outcome.refused_for", reason=reason)
    planned = bool(context.form.get("dry")) and item["outcome"] == "stored"
    word = context.say("add.would_store") if planned else context.label("outcome", item["outcome"])
    return f"{word} {reason}".strip()


def _outlets(db: Database) -> list[dict[str, Any]]:
    rows = [row for row in tally.outlet_rows(db).values() if not row["own"]]
    return sorted(rows, key=lambda row: not row["watched"])


def _titles(db: Database, ids: list[int]) -> dict[int, str]:
    marks = ",".join("?" * len(ids))
    return dict(db.execute(f"select id, title from articles where id in ({marks})", ids).fetchall())


async def _add(context: Context) -> dict[str, Any]:
    words, given = _words(context)
    words += ["--by", context.officer] if context.officer else []
    words += ["--dry-run"] if context.form.get("dry") else []
    run = await context.ledger.runner.start([*words, "--format", "json"], given)
    if run.task is not None and context.sent.folder is not None:
        context.files_taken = True
        run.task.add_done_callback(lambda _: context.sent.forget())
    if not await context.ledger.runner.finish(run, WAIT_SECONDS):
        return {"going_on": True, "failed": []}
    return _answer(context, run)


def _answer(context: Context, run: Run) -> dict[str, Any]:
    """What the command said, without the folder that the files lay in."""
    try:
        added = json.loads(run.answer)["added"] if run.answer else None
    except (ValueError, KeyError, TypeError):
        added = None
    links = _pasted(context)
    for item in added or []:
        item["said"] = said(context, item)
        item["source"] = links.get(item["source"], item["source"])
    places = [str(path.parent) + os.sep for paths in context.sent.files.values() for path in paths]
    lines = list(run.lines)[-10:] if added is None else []
    if any(line.startswith("File ") for line in lines):  # it broke off: the last line says why
        lines = lines[-1:]
    for place in places:
        lines = [line.replace(place, "") for line in lines]
    return {"added": added, "failed": lines}


def _pasted(context: Context) -> dict[str, str]:
    """{what the command calls a link of a pasted text: the link}"""
    languages: tuple[Language, ...] = ("zh", "en")
    links = enumerate(links_in(context.form.get("links", "")), 1)
    return {say("add.pasted", language, n=n): url for n, url in links for language in languages}


def _words(context: Context) -> tuple[list[str], bytes]:
    """The command that a form comes to, and what is handed to it on stdin.

    Raises:
        UsageError: the form asks for nothing that can be added.
    """
    form, files = context.form, context.sent.files
    kind = form.get("kind", "")
    links, title, text = (form.get(name, "").strip() for name in ("links", "title", "text"))
    if kind == "links" and links:
        return ["add", "-", *_options(form, "outlet")], (links + "\n").encode()
    if kind == "files" and files.get("given"):
        for path in files["given"]:
            if path.suffix.lower() in PICTURES:
                raise UsageError(context.say("add_page.picture", name=path.name))
        maps = [part for line in form.get("map", "").splitlines() if line.strip() for part in ("--map", line.strip())]
        return ["add", *map(str, files["given"]), *_options(form, "outlet", "url"), *maps], b""
    if kind == "item" and title:
        if len(text) > TEXT_MOST:
            raise UsageError(context.say("add_page.too_long", n=len(text), most=TEXT_MOST))
        picture = _picture(files.get("picture", ()))
        return ["add", *_options(form, "title", "outlet", "date", "url", "text"), *picture], b""
    raise UsageError(context.say("add_page.nothing"))


def _options(form: Mapping[str, str], *names: str) -> list[str]:
    """--name value for each field that is filled in; as one word, so that a value may begin with a dash."""
    return [f"--{name}={form[name].strip()}" for name in names if form.get(name, "").strip()]


def _picture(files: Iterable[Path]) -> list[str]:
    return [f"--file={path}" for path in files][:1]
