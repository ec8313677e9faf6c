"""Verb sentence: writes the sentence that can be handed in; with --freeze it becomes a numbered statement."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..database import transaction
from ..office import Office, pass_office
from ..output import emit, output_options
from ..wording import say
from ._filters import filter_options, warn_stale

if TYPE_CHECKING:
    from ..counting.filters import Filters


@click.command(help=f"{say('help.sentence')} {say('help.sentence', 'en')}")
@click.option("--round", "round_", is_flag=True, help=f"{say('help.round')} {say('help.round', 'en')}")
@click.option("--name", "names", multiple=True, metavar="A,B", help=f"{say('help.name')} {say('help.name', 'en')}")
@click.option("--by", default="", metavar="DIM,…", help=f"{say('help.sentence_by')} {say('help.sentence_by', 'en')}")
@click.option("--plain", is_flag=True, help=f"{say('help.plain')} {say('help.plain', 'en')}")
@click.option("--freeze", is_flag=True, help=f"{say('help.freeze')} {say('help.freeze', 'en')}")
@output_options
@pass_office
@filter_options
def command(
    office: Office,
    round_: bool,
    names: tuple[str, ...],
    by: str,
    plain: bool,
    freeze: bool,
    fmt: str,
    output: Path | None,
    filters: Filters,
) -> None:
    """Write the sentence."""
    from ..counting import policy, statements
    from ..counting.sentence import basis, sentence

    language = office.language
    with transaction(office.db) if freeze else nullcontext():
        told = sentence(
            office.db, office.config, filters, round_=round_, names=_split(names), by=_split((by,)), plain=plain
        )
        if freeze:
            told["statement"] = statements.freeze(office.db, office.config, filters, told["sentence"])
    warn_stale(office)
    rule = policy.load(office.config, filters.policy_names()[0])
    lines = [told["sentence"], basis(office.db, office.config, rule, told["statement"], language)]
    if fmt == "table":
        if output is None:
            for line in lines:
                click.echo(line)
            return
        rows = [[line] for line in lines]
        emit(told, [say("list.sentence", language)], rows, fmt=fmt, output=output, language=language)
        return
    columns = [say(f"list.{name}", language) for name in ("statement", "sentence", "basis")]
    emit(told, columns, [[told["statement"], *lines]], fmt=fmt, output=output, language=language)


def _split(words: tuple[str, ...]) -> list[str]:
    """Words separated by commas of either width or by 、."""
    text = ",".join(words).replace("，", ",").replace("、", ",")
    return [word.strip() for word in text.split(",") if word.strip()]
