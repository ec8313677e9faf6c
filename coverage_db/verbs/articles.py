"""Verb articles: the list behind a number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..office import Office, pass_office
from ..output import emit, output_options
from ..wording import say
from ._filters import filter_options, warn_stale

if TYPE_CHECKING:
    from ..counting.filters import Filters

COLUMNS = ("id", "day", "outlet", "title", "state", "reason", "role", "themes", "story", "url")


@click.command(help=f"{say('help.articles')} {say('help.articles', 'en')}")
@click.option("--limit", type=click.IntRange(0), help=f"{say('help.limit')} {say('help.limit', 'en')}")
@output_options
@pass_office
@filter_options
def command(office: Office, limit: int | None, fmt: str, output: Path | None, filters: Filters) -> None:
    """List and show."""
    from ..counting.listing import articles
    from ..counting.words import Words

    found = articles(office.db, office.config, filters, limit=limit)
    warn_stale(office)
    words = Words(office.db, office.config)
    rows = [
        [
            article["id"],
            (article["published"] or "")[:10],
            words.value("outlet", article["outlet"]),
            article["title"],
            words.value("state", article["state"]),
            words.value("reason", article["reason"]) if article["reason"] else "",
            words.value("role", article["role"]),
            words.list([words.value("theme", theme) for theme in article["themes"]]),
            article["story"],
            article["url"],
        ]
        for article in found
    ]
    columns = [words.say(f"list.{name}") for name in COLUMNS]
    emit(found, columns, rows, fmt=fmt, output=output, language=office.language)
