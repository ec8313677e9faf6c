"""Verb retag: match all stored texts again after coverage.toml has changed. No network."""

from __future__ import annotations

from pathlib import Path

import click

from ..office import Office, pass_office
from ..output import emit, output_options, progress
from ..wording import say


@click.command(help=f"{say('help.retag')} {say('help.retag', 'en')}")
@output_options
@pass_office
def command(office: Office, fmt: str, output: Path | None) -> None:
    """Match again and say how much has changed."""
    from ..advice import advice
    from ..retag import is_stale, retag

    db, language = office.db, office.language
    stale = is_stale(db, office.config)
    with progress(say("retag.progress", language)) as done_so_far:
        changed = retag(db, office.config, lambda done, total: done_so_far(done))
    articles = db["articles"].count
    for line in advice(db, office.config):
        click.echo(line, err=True)
    if fmt == "table" and output is None:
        key = "retag.done" if stale or changed else "retag.nothing"
        click.echo(say(key, language, articles=articles, changed=len(changed)))
        return
    rows = [[article] for article in changed]
    emit(
        {"articles": articles, "changed": changed},
        [say("review.column_id", language)],
        rows,
        fmt=fmt,
        output=output,
        language=language,
    )
