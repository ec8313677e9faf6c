"""Verb doctor: checks database, index, evidence, numbers; `--fix` mends what can be made again."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import PresstallyError
from ..office import Office, pass_office
from ..output import emit, output_options, progress
from ..wording import say


@click.command(help=f"{say('doctor.help')} {say('doctor.help', 'en')}")
@click.option("--fix", is_flag=True, help=f"{say('doctor.help_fix')} {say('doctor.help_fix', 'en')}")
@output_options
@pass_office
def command(office: Office, /, fix: bool, fmt: str, output: Path | None) -> None:
    """Check everything."""
    from ..doctor import examine

    language = office.language
    with progress(say("doctor.reading", language)) as advance:
        checks = examine(office.db, office.config, fix=fix, advance=advance)
    document = {"checks": [{"name": c.name, "state": c.state, "lines": c.lines} for c in checks]}
    columns = [say(f"doctor.column_{key}", language) for key in ("check", "state", "lines")]
    rows = [
        [say(f"doctor.check_{c.name}", language), say(f"doctor.state_{c.state}", language), "\n".join(c.lines)]
        for c in checks
    ]
    emit(document, columns, rows, fmt=fmt, output=output, language=language)
    faults = [check for check in checks if check.state == "fault"]
    if faults:
        key = (
            "doctor.faults"
            if any(check.name not in ("index", "stories", "facts", "drafts") for check in faults)
            else "doctor.fixable"
        )
        raise PresstallyError(say(key, language, n=len(faults)))
