"""presstally add: take in by hand – links, saved pages, a lump of chat text, last year's list, what has no page at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coverage_db.errors import UsageError
from coverage_db.office import Office, pass_office
from coverage_db.output import emit, output_options, progress
from coverage_db.wording import Language, label, say

if TYPE_CHECKING:
    from coverage_db.by_hand import Added, Item, Known
    from coverage_db.outlet_names import OutletNames

    from ..fetch import Answered
    from ..handed import Heap


def _help(key: str) -> str:
    return f"{say(f'add.help_{key}')} {say(f'add.help_{key}', 'en')}"


@click.command("add", help=f"{say('help.add')}\n\n{say('help.add', 'en')}")
@click.argument("given", nargs=-1, metavar="URL|FILE|-")
@click.option("--url", metavar="URL", help=_help("url"))
@click.option("--outlet", metavar="ID", help=_help("outlet"))
@click.option("--date", "day", metavar="D", help=_help("date"))
@click.option("--title", help=_help("title"))
@click.option("--text", default="", help=_help("text"))
@click.option("--file", "picture", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=_help("file"))
@click.option("--map", "maps", metavar="NAME=ID", multiple=True, help=_help("map"))
@click.option("--by", metavar="NAME", help=_help("by"))
@click.option("--dry-run", is_flag=True, help=_help("dry_run"))
@output_options
@pass_office
def command(office: Office, /, given: tuple[str, ...], **options: Any) -> None:
    """Take in, then say what became of each."""
    from coverage_db.by_hand import Known
    from coverage_db.outlet_names import OutletNames

    from ..handed import outlet_named, remember, sort_heap

    language = office.language
    names = OutletNames(office.db)
    remember(names, options["maps"], language)
    heap = sort_heap(given, options, names, language, ask=not options["dry_run"] and sys.stdin.isatty())
    if not (heap.links or heap.pages or heap.items or heap.refused):
        raise UsageError(say("add.nothing", language))
    known = Known.of(office.db)
    by = options["by"] or office.config.general.officer
    outlet = outlet_named(options["outlet"], names, language) if options["outlet"] else None
    added = _preview(office, heap, known) if options["dry_run"] else _take(office, heap, known, by, outlet)
    _show(added, names, options, language)
    if added and all(one.outcome == "refused" for one in added):
        sys.exit(1)


def _preview(office: Office, heap: Heap, known: Known) -> list[Added]:
    """What would be done: nothing is fetched, nothing is written."""
    from coverage_db.by_hand import Added, foreseen

    from ..adding import sort_out, stored_article
    from ..urls import canonical

    links, added = sort_out(office.db, heap.links)
    added = [*heap.refused, *added, *(Added(link.source, "stored", None, None, link.url) for link in links)]
    for page, url, source in heap.pages:
        id_ = stored_article(office.db, canonical(url) or url)
        added.append(Added(source, "already_stored" if id_ else "stored", id_, None, page.url or url))
    for item in heap.items:
        address = canonical(item.url) if item.url else None
        added.append(foreseen(item, known, stored_article(office.db, address) if address else None))
    return added


def _take(office: Office, heap: Heap, known: Known, by: str, outlet: str | None) -> list[Added]:
    """Fetch what is on the web, store everything. `outlet`: that of the pages that nobody owns."""
    from coverage_db.by_hand import Added, name_outlet
    from coverage_db.given import Link

    from ..adding import LINKS_MOST, declared_addresses, fetch, sort_out, take_answer, take_page
    from ..addon import require_contact

    db, config = office.db, office.config
    links, settled = sort_out(db, heap.links)
    behind, _ = sort_out(db, [Link(item.url, item.source) for item in heap.items if item.url and not item.told])
    wanted = list({link.url: link for link in (*links, *behind)}.values())[:LINKS_MOST]
    if wanted:
        require_contact(config)
    taken: dict[str, Added] = {}
    with progress(say("add.fetching", office.language), len(wanted)) as tell:

        def arrived(link: Link, answer: Answered, further: list[Answered]) -> None:
            taken[link.url] = take_answer(db, link, answer, further, config.now())
            tell(len(taken))

        fetch(config, wanted, arrived, declared_addresses(db))
    over = {
        link.url: Added(link.source, "refused", None, "limit") for link in (*links, *behind) if link.url not in taken
    }
    pages = [
        *settled,
        *(taken.get(link.url) or over[link.url] for link in links),
        *(take_page(db, page, url, source, config.now()) for page, url, source in heap.pages),
    ]
    if outlet is not None:
        note = say("add.named", office.language)
        pages = [name_outlet(db, config, one, outlet, by=by, note=note) for one in pages]
    return [
        *heap.refused,
        *pages,
        *_take_items(office, heap.items, known, by, frozenset(over)),
    ]


def _take_items(office: Office, items: Sequence[Item], known: Known, by: str, over: frozenset[str]) -> Iterator[Added]:
    """Rows whose page is stored count by it, the others without a page; those whose link is left for next time wait."""
    from coverage_db.by_hand import Added, take_item, take_row

    from ..adding import stored_article
    from ..urls import canonical

    db, config = office.db, office.config
    for item in items:
        url = canonical(item.url) if item.url and not item.told else None
        id_ = stored_article(db, url) if url else None
        if url in over:
            yield Added(item.source, "refused", None, "limit", item.title, item.outlet, item.day)
        elif id_ is not None:
            yield take_row(db, config, item, id_, known, by=by, now=config.now())
        else:
            yield take_item(db, config, item, known, by=by, now=config.now())


def _show(added: list[Added], names: OutletNames, options: dict[str, Any], language: Language) -> None:
    columns = [say(f"column.add_{name}", language) for name in ("source", "title", "outlet", "day", "outcome", "id")]
    rows = [
        [
            one.source,
            one.title,
            names.rows[one.outlet].name if one.outlet in names.rows else "",
            one.day or "",
            _outcome(one, language, planned=options["dry_run"]),
            one.id or "",
        ]
        for one in added
    ]
    document = {"added": [one.document() for one in added]}
    emit(document, columns, rows, fmt=options["fmt"], output=options["output"], language=language)


def _outcome(one: Added, language: Language, *, planned: bool) -> str:
    reason = _reason(one.reason, language)
    if one.outcome == "refused":
        return say("add.refused", language, reason=reason)
    word = (
        say("add.would_store", language)
        if planned and one.outcome == "stored"
        else label("outcome", one.outcome, language)
    )
    return f"{word}（{reason}）" if reason and language == "zh" else f"{word} ({reason})" if reason else word


def _reason(reason: str | None, language: Language) -> str:
    from .crawl import fault_label

    if not reason:
        return ""
    kind, _, rest = reason.partition(" ")
    if kind == "mirror":
        return say("add.mirror", language, original=rest) if rest else say("add.mirror_alone", language)
    known = label("add.reason", kind, language)
    return known if known != kind else fault_label(kind, language)
