"""Verb report: writes what is handed in – a sheet, a briefing, an evidence book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..config.values import nearest
from ..errors import UsageError
from ..office import Office, pass_office
from ..output import save
from ..wording import say
from ._filters import filter_options

SUFFIXES = (".xlsx", ".docx", "")
"""A name without an ending is a folder: the evidence book."""


def _help(key: str) -> str:
    return f"{say(f'report.help{key}')} {say(f'report.help{key}', 'en')}"


@click.command(help=_help(""))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_help("_output"))
@click.option("--template", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=_help("_template"))
@click.option("--full", is_flag=True, help=_help("_full"))
@click.option("--columns", metavar="A,B", help=_help("_columns"))
@click.option("--statement", type=click.IntRange(1), metavar="N", help=_help("_statement"))
@pass_office
@filter_options
def command(
    office: Office,
    /,
    filters: Any,
    output: Path | None,
    template: Path | None,
    full: bool,
    columns: str | None,
    statement: int | None,
) -> None:
    """Write one file."""
    from ..reports import docx, gather, names, xlsx

    suffix = output.suffix.lower() if output else ".docx" if template else ".xlsx"
    if suffix not in SUFFIXES:
        raise UsageError(say("report.bad_suffix", office.language, path=output))
    if template and suffix != ".docx":
        raise UsageError(say("report.template_needs_docx", office.language))
    chosen = _columns(columns, office.language)
    if statement is not None and filters.query():
        raise UsageError(say("report.statement_alone", office.language))
    report = (
        gather.report(office.db, office.config, filters, texts=full)
        if statement is None
        else gather.frozen(office.db, office.config, statement, texts=full)
    )
    for note in report.notes:
        click.echo(note, err=True)
    if output and not suffix:
        click.echo(_book(office, report, output), err=True)
        return
    data = docx.write(report, template) if suffix == ".docx" else xlsx.write(report, chosen)
    path = output or Path(names.file_name(report, suffix.lstrip(".")))
    click.echo(say("output.written", office.language, path=save(path, data, office.language)), err=True)


def _book(office: Office, report: Any, folder: Path) -> str:
    from ..reports import book

    texts = {line.id: line.text for line in report.lines if line.text}
    code = book.write(office.db, report, folder, texts or book.quotes(office.db, report.lines))
    return say("book.written", office.language, path=folder, n=len(report.lines), code=code)


def _columns(given: str | None, language: str) -> tuple[str, ...]:
    from ..reports.xlsx_lists import COLUMNS

    if given is None:
        return tuple(COLUMNS)
    labels = {say(f"report.column_{name}", language): name for name in COLUMNS}
    words = [word.strip() for word in given.replace("，", ",").split(",") if word.strip()]
    for word in words:
        if word not in COLUMNS and word not in labels:
            close = nearest(word, [*COLUMNS, *labels])
            hint = (
                say("fault.hint", language, word=close)
                if close
                else say("fault.known_keys", language, keys=", ".join(COLUMNS))
            )
            raise UsageError(say("report.bad_column", language, word=word, hint=hint))
    return tuple(dict.fromkeys(labels.get(word, word) for word in words))
