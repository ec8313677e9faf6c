"""Verb statements: lists the frozen sentences, or shows one with its articles and what has changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..office import Office, pass_office
from ..output import emit, output_options
from ..wording import say

if TYPE_CHECKING:
    from ..counting.words import Words

COLUMNS = ("id", "day", "outlet", "title", "state", "reason", "role", "level", "story", "url")


@click.command(help=f"{say('help.statements')} {say('help.statements', 'en')}")
@click.argument("number", required=False, type=click.IntRange(1))
@output_options
@pass_office
def command(office: Office, number: int | None, fmt: str, output: Path | None) -> None:
    """List, or show one."""
    from ..counting import statements
    from ..counting.words import Words

    language = office.language
    if number is None:
        kept = statements.listing(office.db)
        columns = [say(f"list.{name}", language) for name in ("statement", "made", "sentence")]
        rows = [[row["number"], row["made"][:16].replace("T", " "), row["sentence"]] for row in kept]
        emit(kept, columns, rows, fmt=fmt, output=output, language=language)
        return
    found = statements.show(office.db, office.config, number)
    if found is None:
        numbers = "、".join(str(row["number"]) for row in reversed(statements.listing(office.db)))
        known = say("fault.known_keys", language, keys=numbers) if numbers else say("statements.none_yet", language)
        raise UsageError(say("statements.unknown", language, number=number, known=known))
    words = Words(office.db, office.config)
    if fmt == "table" and output is None:
        click.echo(found["sentence"])
        click.echo(
            words.say("statements.made", number=number, made=found["made"][:16].replace("T", " "), by=found["by"])
        )
        for line in _changes(found, words):
            click.echo(line)
    columns = [words.say(f"list.{name}") for name in COLUMNS]
    emit(
        found,
        columns,
        [_row(article, words) for article in found["articles"]],
        fmt=fmt,
        output=output,
        language=language,
    )


def _row(article: dict[str, Any], words: Words) -> list[Any]:
    shown = {
        **article,
        "outlet": words.value("outlet", article["outlet"]),
        "state": words.value("state", article["state"]),
        "reason": words.value("reason", article["reason"]) if article["reason"] else "",
        "role": words.value("role", article["role"]),
    }
    return [shown[name] for name in COLUMNS]


def _changes(found: dict[str, Any], words: Words) -> list[str]:
    """What has changed since, by article."""
    lines = [
        words.say(f"statements.{key}", ids=words.list([str(id_) for id_ in ids]))
        for key, ids in found["changed"].items()
        if ids
    ]
    return [*(lines or [words.say("statements.unchanged")]), *found["notes"]]
