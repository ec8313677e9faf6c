"""Output: one answer as table, CSV, xlsx or JSON, on stdout or into a file.

CSV carries a byte-order mark (Excel needs it for Chinese) and its cells cannot start a formula. With `json` stdout is
exactly one document. A file that is open elsewhere is written under a second name, and a line says so.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from .errors import PresstallyError, UsageError
from .wording import label, say

FORMATS = ("table", "csv", "xlsx", "json")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text that starts with one of these is taken for a formula by some sheet program."""
SECOND_NAMES_MOST = 99

Function = TypeVar("Function", bound=Callable[..., Any])


def output_options(function: Function) -> Function:
    """Give a verb `--format` and `-o FILE`, as the arguments `fmt` and `output` (a Path or None).

    Without --format the file's ending decides, else `table`.
    """
    for option in (
        click.option(
            "-o",
            "--output",
            "output",
            type=click.Path(path_type=Path, dir_okay=False),
            help=f"{say('help.output')} {say('help.output', 'en')}",
        ),
        click.option(
            "--format",
            "fmt",
            type=click.Choice(FORMATS),
            callback=_format,
            help=f"{say('help.format')} {say('help.format', 'en')}",
        ),
    ):
        function = option(function)
    return function


def _format(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str:
    if value is not None:
        return value
    output = ctx.params.get("output")
    suffix = output.suffix.lower().lstrip(".") if isinstance(output, Path) else ""
    return suffix if suffix in FORMATS else "table"


def emit(
    document: Any,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    fmt: str,
    output: Path | None,
    language: str,
) -> None:
    """Write one answer.

    Args:
        document: the JSON value.
        columns, rows: the table; the labels, and for each row as many cells (text, number, None for an empty cell).
        fmt: one of FORMATS; "" takes the ending of `output`.
        output: the file; None: stdout.

    Raises:
        UsageError: a sheet was asked for without a file.
        PresstallyError: the file cannot be written.
    """
    if fmt == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError(say("error.sheet_needs_file", language))
    if fmt == "table" and output is None:
        _print_table(columns, rows)
        return
    data = render(document, columns, rows, fmt)
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        click.echo(say("output.written", language, path=save(output, data, language)), err=True)


def render(document: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]], fmt: str) -> bytes:
    """One answer as the bytes of a file: as `emit`, for whoever sends it elsewhere."""
    if fmt == "json":
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    if fmt == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([defuse(cell) for cell in columns])
        writer.writerows([defuse(cell) for cell in row] for row in rows)
        return text.getvalue().encode("utf-8-sig", "replace")
    if fmt == "xlsx":
        return _sheet(columns, rows)
    plain = io.StringIO()
    _print_table(columns, rows, file=plain)
    return plain.getvalue().encode("utf-8", "replace")


def defuse(cell: Any) -> Any:
    """A cell that no sheet program takes for a formula: a text that could start one gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _sheet(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return data.getvalue()


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], file: io.StringIO | None = None) -> None:
    """An aligned table, Han characters taken as two columns wide; on a terminal long cells wrap, elsewhere none does."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=file or sys.stdout, highlight=False, emoji=False, markup=False)
    if file is not None or not console.is_terminal:
        console.width = 100_000
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, column in enumerate(columns):
        numbers = bool(rows) and all(isinstance(row[index], (int, float, type(None))) for row in rows)
        table.add_column(Text(column), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(table)


def save(path: Path, data: bytes, language: str) -> Path:
    """Write a file in one step, never half of it. Gives the path that was written: when `path` is open in another program
    (Windows refuses to replace it) a second name, and a line on stderr says so.

    Raises:
        PresstallyError: neither name can be written.
    """
    try:
        return _replace(path, data)
    except PermissionError:
        second = next(p for n in range(2, SECOND_NAMES_MOST) if not (p := path.with_stem(f"{path.stem}({n})")).exists())
        try:
            written = _replace(second, data)
        except OSError as error:
            raise PresstallyError(file_error(error, language)) from error
        click.echo(say("error.file_open", language, path=path.name, second=second.name), err=True)
        return written


def file_error(error: OSError, language: str = "zh") -> str:
    """The line for a file that cannot be read or written; the usual causes in the reader's language."""
    cause = label("errno", errno.errorcode.get(error.errno or 0), language)
    known = "" if cause.startswith("E") else cause
    return say("error.file", language, path=error.filename2 or error.filename, error=known or error.strerror)


def _replace(path: Path, data: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


@contextmanager
def progress(text: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr while long work runs, none when that is no terminal. Yields a function: so many are done now."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(text, total=total)
        yield lambda done: bar.update(task, completed=done)
