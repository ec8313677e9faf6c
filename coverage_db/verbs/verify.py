"""Verb verify: checks an evidence book; needs neither the database nor coverage.toml."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import PresstallyError
from ..output import emit, output_options
from ..wording import say


@click.command(help=f"{say('book.help')} {say('book.help', 'en')}")
@click.argument("book", type=click.Path(path_type=Path, exists=True, file_okay=False))
@output_options
def command(book: Path, fmt: str, output: Path | None) -> None:
    """Check a book."""
    from ..reports.book import SUMS, verify

    code, faults = verify(book)
    files = len((book / SUMS).read_text("utf-8").splitlines())
    verdict = say("book.not_intact", code=code) if faults else say("book.intact", n=files, code=code)
    if fmt == "table" and output is None:
        for line in (*faults, *(() if faults else (verdict,))):
            click.echo(line)
    else:
        emit(
            {"intact": not faults, "code": code, "files": files, "faults": faults},
            [say("book.stored")],
            [[f] for f in faults],
            fmt=fmt,
            output=output,
            language="zh",
        )
    if faults:
        raise PresstallyError(verdict)
