"""Verb review: the queue of what waits, one decision, or the decisions filled into an exported sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..errors import UsageError
from ..office import Office, pass_office
from ..output import emit, output_options
from ..wording import label, say

FILLED = ("decision", "reason", "note")
"""Columns of an exported queue that wait to be filled in and read back."""


@click.command(help=f"{say('help.review')} {say('help.review', 'en')}")
@click.argument("target", required=False)
@click.argument("decision", nargs=-1)
@click.option("--by", help=f"{say('help.review_by')} {say('help.review_by', 'en')}")
@click.option("--note", default="", help=f"{say('help.review_note')} {say('help.review_note', 'en')}")
@click.option(
    "--story/--article", "story", default=None, help=f"{say('help.review_story')} {say('help.review_story', 'en')}"
)
@output_options
@pass_office
def command(
    office: Office,
    target: str | None,
    decision: tuple[str, ...],
    by: str | None,
    note: str,
    story: bool | None,
    fmt: str,
    output: Path | None,
) -> None:
    """Tell the three forms apart."""
    if target is None:
        document, columns, rows = _queue(office)
        if fmt in ("csv", "xlsx"):
            columns += _labels(office, *FILLED)
            rows = [[*row, *("" for _ in FILLED)] for row in rows]
        if not rows and fmt == "table" and output is None:
            click.echo(say("review.empty", office.language))
            return
    elif not target.isascii() or not target.isdigit():
        document, columns, rows = _sheet(office, Path(target), _who(office, by), note)
    else:
        if decision:
            _decide(office, int(target), " ".join(decision), _who(office, by), note, story)
        document, columns, rows = _decisions(office, int(target))
    emit(document, columns, rows, fmt=fmt, output=output, language=office.language)


def _who(office: Office, by: str | None) -> str:
    who = (by or office.config.general.officer).strip()
    if not who:
        raise UsageError(say("review.who", office.language))
    return who


def _queue(office: Office) -> tuple[Any, list[str], list[list[Any]]]:
    from ..counting import articles
    from ..counting.filters import Filters
    from ..decisions import queue

    waiting = queue(office.db)
    found = {
        row["id"]: row
        for row in articles(office.db, office.config, Filters.make(office.config, office.db), ids=waiting)
    }
    rows = [found[id_] for id_ in waiting if id_ in found]
    names = dict(office.db.execute("select id, name from outlets").fetchall())
    table = [
        [
            row["id"],
            "；".join(label("why", cause, office.language) for cause in row["why"]),
            row["published"],
            names.get(row["outlet"], row["outlet"]),
            row["title"],
            row["url"],
        ]
        for row in rows
    ]
    return rows, _labels(office, "id", "why", "published", "outlet", "title", "url"), table


def _decide(office: Office, article: int, words: str, by: str, note: str, story: bool | None) -> None:
    from ..decisions import decide

    number = decide(office.db, by=by, article=article, decision=words, note=note, story=story, config=office.config)
    click.echo(say("review.done", office.language, number=number, id=article), err=True)


def _decisions(office: Office, article: int) -> tuple[Any, list[str], list[list[Any]]]:
    from ..decisions import of_article

    if office.db.execute("select 1 from articles where id = ?", [article]).fetchone() is None:
        raise UsageError(say("review.no_article", office.language, id=article))
    rows = of_article(office.db, article)
    standing = {True: say("review.in_force", office.language), False: ""}
    table = [
        [row["number"], row["at"], row["by"], row["decision"], row["note"], row["article"], standing[row["in_force"]]]
        for row in rows
    ]
    return rows, _labels(office, "number", "at", "by", "decision", "note", "id", "in_force"), table


def _sheet(office: Office, file: Path, by: str, note: str) -> tuple[Any, list[str], list[list[Any]]]:
    from ..decision_sheet import read_decisions

    if not file.is_file():
        raise UsageError(say("review.no_file", office.language, path=file))
    read = read_decisions(office.db, office.config, file, by=by, note=note)
    table = [
        [
            row["row"],
            row["id"],
            label("action", row["decision"].replace("-", "_"), office.language),
            say("review.done_row" if row["outcome"] == "done" else "review.refused", office.language),
            row["reason"],
        ]
        for row in read
    ]
    return {"read": read}, _labels(office, "row", "id", "decision", "outcome", "reason"), table


def _labels(office: Office, *names: str) -> list[str]:
    return [say(f"review.column_{name}", office.language) for name in names]
