"""Handed over: what an officer gives to `add`, sorted by what has to be done with it. Words and files in, a Heap out.

Nothing is fetched and nothing is stored here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from coverage_db.by_hand import PICTURES, Added, Item, row_items
from coverage_db.errors import UsageError
from coverage_db.given import Link, SavedPage, is_archive, links_in, saved_page
from coverage_db.outlet_names import OutletNames, plain
from coverage_db.outlets import owner_of
from coverage_db.sheets import SheetRow, read_sheet
from coverage_db.wording import Language, say

from .charset import decode

SHEETS = (".xlsx", ".xlsm", ".csv", ".xls", ".et", ".tsv")
PAGES = (".html", ".htm", ".mhtml", ".mht", ".xhtml")
FILE_MOST_MB = 50


@dataclass
class Heap:
    """What was handed over, sorted by what has to be done with it."""

    links: list[Link] = field(default_factory=list)
    pages: list[tuple[SavedPage, str, str]] = field(default_factory=list)
    """(page, its address, source)."""
    items: list[Item] = field(default_factory=list)
    refused: list[Added] = field(default_factory=list)


def sort_heap(
    given: Sequence[str], options: dict[str, Any], names: OutletNames, language: Language, *, ask: bool
) -> Heap:
    """What the words, files and options of the command line come to.

    `ask`: whether somebody at the terminal can say which outlet an unknown name stands for.

    Raises:
        UsageError: one of them cannot be used.
        OSError: a file cannot be read.
    """
    heap = Heap()
    if options["title"]:
        heap.items.append(_told(options, names, language))
        if given:
            raise UsageError(say("add.title_alone", language))
    elif options["picture"]:
        raise UsageError(say("add.needs_title", language))
    for word in given:
        if word == "-":
            text = decode(sys.stdin.buffer.read())[0]
            heap.links += [Link(url, say("add.pasted", language, n=n)) for n, url in enumerate(links_in(text), 1)]
        elif "://" in word or word.lower().startswith("www."):
            heap.links += [Link(url, word, typed=True) for url in links_in(word) or [word]]
        else:
            _file(heap, Path(word), options, names, language, ask=ask)
    return heap


def _file(
    heap: Heap, path: Path, options: dict[str, Any], names: OutletNames, language: Language, *, ask: bool
) -> None:
    if not path.is_file():
        raise UsageError(say("add.no_file", language, word=path))
    if path.stat().st_size > FILE_MOST_MB * 1_000_000:
        raise UsageError(say("sheet.too_large", language, path=path, mb=FILE_MOST_MB))
    suffix = path.suffix.lower()
    if suffix in SHEETS:
        heap.items += _rows(path, names, language, ask=ask)
        return
    if suffix in PICTURES:
        raise UsageError(say("add.picture", language, path=path))
    data = path.read_bytes()
    if suffix in PAGES or is_archive(data, path.name):
        page = saved_page(data, is_archive(data, path.name))
        url = options["url"] or (page.url if page else None)
        if page is None or url is None:
            heap.refused.append(_refused(path.name, "no_text" if page is None else "no_address"))
        else:
            heap.pages.append((page, url, path.name))
        return
    found = links_in(decode(data)[0])
    heap.links += [Link(url, say("add.pasted", language, n=n)) for n, url in enumerate(found, 1)]


def _refused(source: str, reason: str) -> Added:
    return Added(source, "refused", None, reason)


def _rows(path: Path, names: OutletNames, language: Language, *, ask: bool) -> list[Item]:
    read = read_sheet(path, language)
    rows = [row for row in read if not _is_ours(names.db, row)]
    if read and not rows:
        raise UsageError(say("add.own_sheet", language, path=path))
    written = dict.fromkeys(name for row in rows for name in row.outlets)
    find = {name: names.find(name) for name in written}
    if ask:
        for name in [name for name, id_ in find.items() if id_ is None]:
            find[name] = _ask(name, names, language)
    return row_items(rows, find, lambda url: owner_of(names.db, url), language)


def _is_ours(db: Database, row: SheetRow) -> bool:
    """Whether a row stands in a sheet that we exported: taken in, those that do not count would count."""
    if not row.id.isdecimal():
        return False
    stored = db.execute("select title from articles where id = ?", [int(row.id)]).fetchone()
    return stored is not None and plain(stored[0]) == plain(row.title)


def _ask(name: str, names: OutletNames, language: Language) -> str | None:
    """Which outlet a name stands for; asked once, remembered. An empty answer leaves it open."""
    near = "、".join(f"{row.name}（{row.id}）" for row in names.near(name))
    hint = say("add.near", language, near=near) if near else ""
    while True:
        answer = click.prompt(
            say("add.which_outlet", language, name=name, hint=hint), default="", show_default=False, err=True
        )
        if not answer.strip():
            return None
        id_ = names.find(answer.strip())
        if id_ is not None:
            names.remember(name, id_)
            return id_
        click.echo(say("add.no_outlet", language, name=answer), err=True)


def remember(names: OutletNames, maps: Sequence[str], language: Language) -> None:
    """Keep what `--map NAME=ID` says.

    Raises:
        UsageError: it is written otherwise, or there is no such outlet.
    """
    for text in maps:
        name, equals, id_ = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(say("add.bad_map", language, text=text))
        names.remember(name.strip(), outlet_named(id_.strip(), names, language))


def outlet_named(word: str, names: OutletNames, language: Language) -> str:
    """The id of the outlet that goes by this name.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = names.find(word)
    if found is None:
        near = "、".join(f"{row.name}（{row.id}）" for row in names.near(word))
        hint = say("add.near", language, near=near) if near else ""
        raise UsageError(say("add.no_outlet", language, name=word) + hint)
    return found


def _told(options: dict[str, Any], names: OutletNames, language: Language) -> Item:
    """The article that the options tell of."""
    picture: Path | None = options["picture"]
    if picture is not None and picture.suffix.lower() not in PICTURES:
        raise UsageError(say("add.not_a_picture", language, path=picture, kinds=" ".join(PICTURES)))
    try:
        day = date.fromisoformat(options["day"]).isoformat() if options["day"] else None
    except ValueError:
        raise UsageError(say("add.bad_date", language, text=options["day"])) from None
    return Item(
        source=options["title"],
        title=options["title"],
        outlet=outlet_named(options["outlet"], names, language) if options["outlet"] else None,
        day=day,
        url=options["url"],
        text=options["text"],
        note=say("add.no_page", language),
        picture=picture.read_bytes() if picture else None,
        picture_type=PICTURES[picture.suffix.lower()] if picture else "",
        told=True,
    )
