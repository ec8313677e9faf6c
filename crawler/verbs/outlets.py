"""Verb outlets: the catalogue; finds where a new outlet can be read; says per outlet what works today."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from coverage_db.alarms import CANNOT_CONNECT
from coverage_db.config.edit import with_outlet
from coverage_db.config.load import read_config
from coverage_db.counting.words import LEVEL_KEYS
from coverage_db.database import get_meta
from coverage_db.errors import PresstallyError, UsageError
from coverage_db.health import fault_label
from coverage_db.office import Office, pass_office
from coverage_db.outlets import OutletRow, address, outlet_rows
from coverage_db.output import emit, output_options, progress, save
from coverage_db.records import LEVELS
from coverage_db.wording import label, say

from ..loader import ENTRY_KEYS, Attributes, by_hand, catalogue, declared, watched

if TYPE_CHECKING:
    from ..discover import Found

KEYS = (
    "id", "name", "brand", "owner", "aliases", "level", "channel", "feeds", "sitemaps", "listings", "epapers", "accounts",
    "manual", "articles", "own",
)  # fmt: skip
"""The keys of [[outlet]]."""
CHECKED_META = "outlets_checked"
DEFAULT_LEVEL = "市级"


@click.group("outlets", invoke_without_command=True, help=f"{say('help.outlets')}\n\n{say('help.outlets', 'en')}")
@output_options
@click.pass_context
def command(ctx: click.Context, fmt: str, output: Path | None) -> None:
    """The table of outlets, when nothing else was asked."""
    if ctx.invoked_subcommand is not None:
        return
    office = ctx.find_object(Office)
    assert office is not None
    outlets = declared(office.config)
    wanted = watched(office.config, outlets)
    checked = json.loads(get_meta(office.db, CHECKED_META) or "{}")
    document = [document_row(one, wanted, checked) for one in outlets.values()]
    columns = ("id", "name", "level", "channel", "owner", "reading", "watched", "checked", "note")
    emit(
        document,
        [say(f"outlets.{key}", office.language) for key in columns],
        [_table_row(row, outlets[row["id"]], wanted, office.language) for row in sorted(document, key=_order)],
        fmt=fmt,
        output=output,
        language=office.language,
    )


def document_row(one: Attributes, wanted: set[str], checked: dict[str, str]) -> dict[str, Any]:
    """One outlet in the JSON shape of the contract."""
    name = one.get("name") or one["id"]
    brand = one.get("brand") or name
    row = {key: one.get(key) for key in KEYS} | {"name": name, "brand": brand, "owner": one.get("owner") or brand}
    for key in ("aliases", "accounts", *ENTRY_KEYS):
        row[key] = list(row[key] or ())
    row |= {"manual": by_hand(one), "own": bool(row["own"]), "level": row["level"] or None}
    return row | {
        "from": one["declared"],
        "crawled": one["id"] in wanted and not by_hand(one),
        "checked": max(filter(None, (checked.get(one["id"]), one.get("confirmed"))), default=None),
    }


def _order(row: dict[str, Any]) -> tuple[bool, int, str]:
    return row["from"] != "file", LEVELS.index(row["level"]) if row["level"] else len(LEVELS), row["id"]


def _table_row(row: dict[str, Any], one: Attributes, wanted: set[str], language: str) -> list[Any]:
    note = one.get("note") or (say("outlets.file", language) if row["from"] == "file" else "")
    return [
        row["id"],
        row["name"],
        label("level", LEVEL_KEYS.get(row["level"] or "", row["level"]), language),
        label("channel", row["channel"], language),
        row["owner"],
        ways(row, language),
        say("outlets.yes" if row["id"] in wanted else "outlets.no", language),
        row["checked"],
        note,
    ]


def ways(row: dict[str, Any], language: str) -> str:
    """How an outlet is read: 订阅源1、列表页2."""
    found = [say(f"outlets.way_{key}", language, n=len(row[key])) for key in ENTRY_KEYS if row.get(key)]
    joint = "、" if language == "zh" else ", "
    return joint.join(found) or say("outlets.by_hand", language)


@command.command("add", help=f"{say('help.outlets_add')}\n\n{say('help.outlets_add', 'en')}")
@click.argument("url")
@click.option("--id", "id_", help=f"{say('help.outlets_id')} {say('help.outlets_id', 'en')}")
@click.option("--name", help=f"{say('help.outlets_name')} {say('help.outlets_name', 'en')}")
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    help=f"{say('help.outlets_level')} {say('help.outlets_level', 'en')}",
)
@output_options
@pass_office
def add(
    office: Office, url: str, id_: str | None, name: str | None, level: str | None, fmt: str, output: Path | None
) -> None:
    """Find where a site can be read, show what it gives, write it down."""
    from ..addon import require_contact
    from ..discover import discover
    from ..fetch import looking

    language, config = office.language, office.config
    url = _typed(url, language)
    require_contact(config)
    known = _known(office, url, id_)
    with progress(say("outlets.looking", language, url=url)):
        found = looking(config, _hosts(url), lambda look: discover(look, url, config.today()))
    if found.fault is not None:
        raise PresstallyError(say("error.outlets_unread", language, url=url, fault=fault_label(found.fault, language)))
    if not found.chosen:
        raise PresstallyError(say("error.outlets_nothing", language, url=url, n=len(found.trials)))
    keys = _keys(found, id_ or _free_id(office, url), name, level, known)
    _append(office, keys)
    articles = [_article(sample.article, sample.listed.title) for sample in found.samples()]
    rows = [
        [one["title"], one["published"] or say("outlets.undated", language), one["length"], one["url"]]
        for one in articles
    ]
    columns = [say(f"outlets.{key}", language) for key in ("title", "date", "length", "address")]
    emit({"outlet": keys, "articles": articles}, columns, rows, fmt=fmt, output=output, language=language)
    if all(trial.stopped(config.today()) for trial in found.chosen):
        newest = max(trial.newest or "" for trial in found.chosen)
        click.echo(say("outlets.stopped", language, newest=newest), err=True)
    click.echo(
        say(
            "outlets.added",
            language,
            path=config.path,
            id=keys["id"],
            name=keys["name"],
            ways=ways(keys, language),
            level=keys["level"],
        ),
        err=fmt != "table",
    )


def _typed(url: str, language: str) -> str:
    if "://" not in url:
        url = f"https://{url}"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not address(url) or not parts.hostname:
        raise UsageError(say("error.outlets_url", language, url=url))
    return url if parts.path else f"{url}/"


def _hosts(url: str) -> set[str]:
    """The host as typed, with and without www."""
    host = address(url)
    return {host, host.removeprefix("www."), f"www.{host}"}


def _known(office: Office, url: str, id_: str | None) -> OutletRow | None:
    """The outlet of the catalogue that has this address and is entered by hand so far; None when nobody has it.

    Raises:
        UsageError: the id is taken, or the address belongs to an outlet that is read already.
    """
    language = office.language
    found = None
    for row in outlet_rows(office.db):
        if id_ == row.id:
            raise UsageError(say("error.outlets_id", language, id=id_))
        if address(url) in row.addresses:
            if row.declared == "file" or not row.manual:
                raise UsageError(say("error.outlets_known", language, host=address(url), name=row.name, id=row.id))
            found = row
    return found


def _free_id(office: Office, url: str) -> str:
    """An id from the host: www.lygnews.com -> lygnews; numbers and names that are taken get a figure behind."""
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    word = re.sub(r"[^a-z0-9]", "_", labels[0].lower())
    word = word if re.search("[a-z]", word) else "outlet"
    taken = {row.id for row in outlet_rows(office.db)}
    return next(one for one in (word, *(f"{word}_{n}" for n in range(2, 1000))) if one not in taken)


def _keys(found: Found, id_: str, name: str | None, level: str | None, known: OutletRow | None) -> dict[str, Any]:
    """The [[outlet]]; what the catalogue says of a site that it leaves to the hand is taken over."""
    entries = found.entries()
    channel = "epaper" if set(entries) == {"epapers"} else "web"
    keys: dict[str, Any] = {"id": id_, "name": name or (known and known.name) or found.name or id_}
    if known is not None:
        keys |= {"brand": known.brand, "owner": known.owner}
    return keys | {"level": level or (known and known.level) or DEFAULT_LEVEL, "channel": channel, **entries}


def _append(office: Office, keys: dict[str, Any]) -> None:
    """Write the [[outlet]], after the whole file was checked with it."""
    path = office.config.path
    remark = say("outlets.remark", office.language, day=office.config.today())
    data = with_outlet(path.read_bytes(), keys, remark)
    read_config(data, path, catalogue())
    save(path, data, office.language)


def _article(article: Any, listed: str) -> dict[str, Any]:
    return {
        "title": article.title or listed,
        "published": article.published,
        "length": len(article.text),
        "url": article.url,
        "fault": article.fault,
    }


@command.command("check", help=f"{say('help.outlets_check')}\n\n{say('help.outlets_check', 'en')}")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@output_options
@pass_office
def check(office: Office, ids: tuple[str, ...], fmt: str, output: Path | None) -> None:
    """Try each outlet; 1 when one gives nothing."""
    from ..addon import require_contact
    from ..checkup import checkup, remember, table_rows
    from .crawl import chosen

    language = office.language
    require_contact(office.config)
    rows = chosen(outlet_rows(office.db), ids, language)
    with progress(say("outlets.checking", language)):
        document = checkup(office.db, office.config, rows)
    remember(office.db, CHECKED_META, document, office.config.today())
    names = {row.id: row.name for row in rows}
    columns = ("name", "entry", "kind", "answer", "links", "dated", "newest", "read", "last_article", "trouble")
    table = [line for one in document for line in table_rows(one, names, language)]
    emit(
        document, [say(f"outlets.{key}", language) for key in columns], table, fmt=fmt, output=output, language=language
    )
    dead = [names[one["outlet"]] for one in document if not one["works"]]
    if not dead:
        return
    faults = {entry["fault"] for one in document for entry in one["entries"]}
    if len(dead) > 1 and faults <= CANNOT_CONNECT:
        click.echo(say("health.offline", language, n=len(dead)), err=True)
    else:
        click.echo(say("outlets.dead", language, n=len(dead), list="、".join(dead)), err=True)
    sys.exit(1)
