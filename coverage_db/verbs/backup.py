"""Verb backup: a copy while others work."""

from __future__ import annotations

from pathlib import Path

import click

from ..office import Office, pass_office
from ..output import progress
from ..wording import say


@click.command(help=f"{say('backup.help')} {say('backup.help', 'en')}")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_office
def command(office: Office, /, file: Path) -> None:
    """Copy the database, or everything."""
    from ..backup import backup

    with progress(say("backup.copying", office.language)) as advance:
        files = backup(office.config, file, advance)
    key = "backup.done_zip" if file.suffix.lower() == ".zip" else "backup.done_db"
    click.echo(say(key, office.language, path=file, n=files, size=f"{file.stat().st_size / 1e6:.1f}"))
    config = office.config
    if file.suffix.lower() == ".zip" and config.general.database != config.database.name:
        click.echo(
            say("backup.elsewhere", config.general.language, name=config.database.name, path=config.general.database)
        )
