"""presstally crawl: fetch what is new from every outlet, politely, and go on where the last crawl stopped."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coverage_db.errors import PresstallyError, UsageError
from coverage_db.health import note_reach
from coverage_db.keeping import forget
from coverage_db.office import Office, pass_office
from coverage_db.outlets import OutletRow, outlet_rows
from coverage_db.output import emit, output_options
from coverage_db.wording import Language, label, say

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..tally import Tally

OFFLINE_LEAST = 2
"""Outlets that must all fail before the fault is taken for our own."""


@click.command("crawl", help=f"{say('help.crawl')}\n\n{say('help.crawl', 'en')}")
@click.argument("outlets", nargs=-1, metavar="[OUTLET]...")
@click.option("--since", metavar="DAY", help=f"{say('help.crawl_since')} {say('help.crawl_since', 'en')}")
@output_options
@pass_office
def command(office: Office, outlets: tuple[str, ...], since: str | None, fmt: str, output: Path | None) -> None:
    """Crawl, then say what came of it; 1 when no outlet finished."""
    from ..addon import require_contact
    from ..ledger import Ledger
    from ..lock import CrawlLock
    from ..run import LOG_NAME, Run, log_to_file

    language = office.language
    require_contact(office.config)
    day = _day(since, language)
    lock = CrawlLock(office.config.database)
    lock.take(language)
    log = log_to_file(office.config.folder)
    try:
        rows = chosen(outlet_rows(office.db), outlets, language)
        note_reach(office.db)
        ledger = Ledger(office.db, office.config, [row.id for row in rows], since=day)
        with watching(ledger, rows, language):
            Run(ledger, office.config, rows).start()
        if ledger.failure is not None:
            raise PresstallyError(say("error.crawl_broke", language, error=ledger.failure)) from ledger.failure
        ledger.close()
        note_reach(office.db)
        forget(office.db, office.config)
    finally:
        log.close()
        lock.release()
    results = ledger.in_order([row.id for row in rows])
    show(ledger.run, results, {row.id: row.name for row in rows}, fmt=fmt, output=output, language=language)
    if ledger.unexpected:
        click.echo(say("crawl.log", language, path=office.config.folder / LOG_NAME), err=True)
    if ledger.stopping:
        click.echo(say("crawl.stopped", language), err=True)
    if not any(result["ended"] == "finished" for result in results):
        sys.exit(1)


def _day(text: str | None, language: Language) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(say("error.crawl_since", language, found=text)) from None


def chosen(rows: Sequence[OutletRow], wanted: Sequence[str], language: Language) -> list[OutletRow]:
    """The outlets to crawl: those named, else those that coverage.toml asks for.

    Raises:
        UsageError: a name is unknown, or by hand only.
        PresstallyError: nothing is left.
    """
    by_id = {row.id: row for row in rows}
    for id_ in wanted:
        if id_ not in by_id:
            near = get_close_matches(id_, by_id, n=1)
            hint = say("error.crawl_nearest", language, nearest=near[0]) if near else ""
            raise UsageError(say("error.crawl_outlet", language, found=id_, nearest=hint))
        if by_id[id_].manual:
            raise UsageError(say("error.crawl_by_hand", language, outlet=by_id[id_].name))
    found = [by_id[id_] for id_ in dict.fromkeys(wanted)] if wanted else [row for row in rows if row.crawled]
    if not found:
        raise PresstallyError(say("error.crawl_none", language))
    return found


@contextmanager
def watching(ledger: Ledger, rows: Sequence[OutletRow], language: Language) -> Iterator[None]:
    """Progress on stderr: read, waiting, new, about us, and how long it will still take. None without a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from ..run import host_groups

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    if ledger.is_first:
        console.print(say("crawl.first", language, n=len(rows), since=ledger.since), highlight=False, markup=False)
    tallies: dict[str, Tally] = {}
    groups = [[row.id for row in group] for group in host_groups(rows)]
    columns = (BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(outlet: str, tally: Tally) -> None:
            tallies[outlet] = tally
            done, waiting = sum(one.pages for one in tallies.values()), sum(one.waiting for one in tallies.values())
            longest = max(sum(tallies[id_].waiting for id_ in group if id_ in tallies) for group in groups)
            minutes = round(longest * ledger.config.crawl.delay / 60)
            text = say(
                "crawl.running",
                language,
                done=done,
                waiting=waiting,
                new=sum(one.new for one in tallies.values()),
                mentions=sum(one.mentions for one in tallies.values()),
                time=say("crawl.minutes" if minutes else "crawl.soon", language, n=minutes),
            )
            bar.update(task, description=text, completed=done, total=done + waiting or None)

        ledger.on_progress = tell
        yield


def show(
    run: int,
    results: list[dict[str, Any]],
    names: dict[str, str],
    *,
    fmt: str,
    output: Path | None,
    language: Language,
) -> None:
    """The table or document; when nothing could be reached, one line about our own network instead of the table."""
    if is_offline(results):
        click.echo(say("crawl.offline", language, n=len(results)), err=True)
        if fmt == "table":
            return
    columns = [
        say(f"column.crawl_{name}", language) for name in ("outlet", "seen", "new", "mentions", "faults", "ended")
    ]
    rows = [
        [
            names[one["outlet"]],
            one["seen"],
            one["new"],
            one["mentions"],
            faults_text(one["faults"], language),
            label("ended", one["ended"], language),
        ]
        for one in results
    ]
    emit({"run": run, "outlets": results}, columns, rows, fmt=fmt, output=output, language=language)


def is_offline(results: list[dict[str, Any]]) -> bool:
    """Whether every outlet failed, and failed to be reached (robots.txt, too, may have timed out)."""
    from ..middlewares import UNREACHED

    unreached = [set(one["faults"]) - {"robots"} for one in results if one["ended"] == "failed"]
    failed = [faults for faults in unreached if faults and faults <= UNREACHED]
    return len(results) >= OFFLINE_LEAST and len(failed) == len(results)


def faults_text(faults: dict[str, int], language: Language) -> str:
    """连接超时 2、网站返回404 1."""
    parts = [f"{fault_label(name, language)} {n}" for name, n in faults.items()]
    return ("、" if language == "zh" else ", ").join(parts)


def fault_label(name: str, language: Language) -> str:
    """The words for a fault of the contract."""
    if name.startswith("http_"):
        return say("fault.http", language, status=name.removeprefix("http_"))
    return label("fault", name, language)
