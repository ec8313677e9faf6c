"""Verb counts: the number, parted by what is asked, with what was left out and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..office import Office, pass_office
from ..output import emit, output_options
from ..wording import say
from ._filters import filter_options, warn_stale

if TYPE_CHECKING:
    from ..counting.filters import Filters
    from ..counting.words import Words

DIFFERING_SHOWN = 50


@click.command(help=f"{say('help.counts')} {say('help.counts', 'en')}")
@click.option("--by", metavar="DIM,…", default="", help=f"{say('help.by')} {say('help.by', 'en')}")
@click.option(
    "--compare", type=click.Choice(["last-year", "previous"]), help=f"{say('help.compare')} {say('help.compare', 'en')}"
)
@output_options
@pass_office
@filter_options
def command(office: Office, by: str, compare: str | None, fmt: str, output: Path | None, filters: Filters) -> None:
    """Count and show."""
    from ..counting import policy
    from ..counting.compare import compared, said
    from ..counting.count import appearances, count
    from ..counting.words import Words, below

    dims = tuple(word.strip() for word in by.replace("，", ",").split(",") if word.strip())
    document = count(office.db, office.config, filters, dims)
    if compare:
        document = compared(office.db, office.config, filters, document, compare)
    warn_stale(office)
    words = Words(office.db, office.config)
    columns, rows = table(document, dims, words)
    emit(document, columns, rows, fmt=fmt, output=output, language=office.language)
    if fmt == "table":
        names = filters.policy_names()
        times = appearances(office.db, office.config, filters)
        for name, counts in zip(names, document.get("policies", [document]), strict=True):
            for line in below(words, counts, policy.load(office.config, name), times):
                click.echo(line, err=output is not None)
            if "compare" in counts:
                click.echo(
                    said(counts["compare"], words.unit(counts["unit"]), str(compare), words.language),
                    err=output is not None,
                )
        if "differ" in document:
            for line in differing(office, document["differ"], words):
                click.echo(line, err=output is not None)


def table(document: dict[str, Any], dims: tuple[str, ...], words: Words) -> tuple[list[str], list[list[Any]]]:
    """(columns, rows) of a count, or of several side by side, the total last."""
    counts = document.get("policies", [document])
    numbers: dict[tuple[str | None, ...], list[int | float]] = {}
    for place, each in enumerate(counts):
        for row in each["rows"]:
            cells = numbers.setdefault(tuple(row[dim] for dim in dims), [0] * len(counts))
            cells[place] = row["count"]
    heads = [words.say(f"dimension.{dim}") for dim in dims]
    values = [
        f"{words.say('counts.number')}（{words.unit(each['unit'])}）"
        if len(counts) == 1
        else f"{each['policy']}（{words.unit(each['unit'])}）"
        for each in counts
    ]
    shown = [
        [*(words.value(dim, v) for dim, v in zip(dims, key, strict=True)), *cells] for key, cells in numbers.items()
    ]
    total = [words.say("counts.total"), *[""] * (len(dims) - 1), *(each["total"] for each in counts)]
    return [*(heads or [words.say("counts.total")]), *values], [*shown, total]


def differing(office: Office, differ: list[dict[str, Any]], words: Words) -> list[str]:
    """The articles that make the difference between policies, each with its reason under every one."""
    shown = differ[:DIFFERING_SHOWN]
    titles = dict(
        office.db.execute(
            "select id, title from articles where id in (select value from json_each(?))",
            [json.dumps([row["id"] for row in shown])],
        ).fetchall()
    )
    lines = [words.say("counts.note_differ", n=len(differ))]
    for row in shown:
        states = [
            f"{name} {words.value('reason', reason) if reason else words.value('state', 'counted')}"
            for name, reason in row["reasons"].items()
        ]
        lines.append(
            words.say("counts.note_differs", id=row["id"], title=titles.get(row["id"], ""), states=words.list(states))
        )
    return lines
