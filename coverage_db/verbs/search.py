"""Verb search: full text, in either script, from one character on."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ..office import Office, pass_office
from ..output import emit, output_options
from ..wording import say


@click.command(help=f"{say('help.search')} {say('help.search', 'en')}")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help=f"{say('help.search_limit')} {say('help.search_limit', 'en')}",
)
@output_options
@pass_office
def command(office: Office, words: tuple[str, ...], limit: int, fmt: str, output: Path | None) -> None:
    """Print what holds all words."""
    from ..search import search

    found = search(office.db, " ".join(words), limit)
    if not found.by_date:
        click.echo(say("search.by_arrival", office.language, total=found.total), err=True)
    names = dict(office.db.execute("select id, name from outlets").fetchall())
    columns = [
        say(f"review.column_{name}", office.language) for name in ("id", "published", "outlet", "title", "snippet")
    ]
    rows = [[hit.id, hit.published, names.get(hit.outlet, hit.outlet), hit.title, hit.snippet] for hit in found.rows]
    emit([asdict(hit) for hit in found.rows], columns, rows, fmt=fmt, output=output, language=office.language)
    if fmt == "table" and output is None:
        click.echo(say("search.total", office.language, total=found.total, shown=len(rows)), err=True)
