"""presstally demo: the whole way once – serve the sample newsroom, crawl it over HTTP, count, write the sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coverage_db.errors import PresstallyError
from coverage_db.wording import say

if TYPE_CHECKING:
    from ..demo.newsroom import Newsroom

STOP_WITHIN_S = 30
"""So long may a verb take to end after Ctrl-C."""
PERIOD = "outbreak"
THEMES = ("epidemic", "work")


@click.command("demo", help=f"{say('help.demo')}\n\n{say('help.demo', 'en')}")
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Serve, crawl, count."""
    from ..demo.newsroom import Newsroom
    from ..demo.office import wanted_ports

    began = time.monotonic()
    path = folder / "coverage.toml"
    with Newsroom(wanted_ports(path)) as newsroom:
        prepare(path, newsroom)
        run(path, "crawl")
        click.echo()
        click.echo(say("demo.heading", text=say("demo.foreign")) + f"  presstally add {newsroom.foreign_link()}")
        run(path, "add", newsroom.foreign_link())
    filters = ("--period", PERIOD, *(part for theme in THEMES for part in ("--theme", theme)))
    show("by_outlet", path, "counts", *filters, "--by", "outlet")
    show("by_theme", path, "counts", *filters, "--by", "theme")
    show("sentence", path, "sentence", *filters)
    click.echo()
    click.echo(say("demo.took", seconds=round(time.monotonic() - began)))
    click.echo(say("demo.browse", program=as_typed("presstally"), path=path))
    click.echo(say("demo.again", python=as_typed(Path(sys.executable).name), folder=folder))


def as_typed(program: str) -> str:
    """How a program of this environment is called from here: by its name where the shell finds it, else by its path."""
    here = Path(sys.executable).parent
    found = shutil.which(program)
    if found is not None and Path(found).parent == here:
        return program
    within = Path(os.path.relpath(here))
    return str((here if within.parts[:1] == ("..",) else within) / program)


def prepare(path: Path, newsroom: Newsroom) -> None:
    """Write the folder's files, unless they fit; a database of outlets on other ports is put aside.

    Raises:
        PresstallyError: the folder's coverage.toml is somebody's own.
    """
    from ..demo.office import ENTRY_KEYS, fits, is_ours, write_office

    if path.exists() and not is_ours(path):
        raise PresstallyError(say("demo.not_ours", path=path))
    outlets = tuple(newsroom.outlets.values())
    if not path.exists() or not fits(path, outlets, newsroom.ports):
        database = path.with_name("coverage.db")
        if database.exists():
            aside = database.with_name(f"coverage-{time.strftime('%Y%m%d-%H%M%S')}.db")
            for ending in ("", "-wal", "-shm"):
                if (part := database.with_name(database.name + ending)).exists():
                    part.rename(aside.with_name(aside.name + ending))
            click.echo(say("demo.moved", path=aside), err=True)
        write_office(path.parent, outlets, newsroom.ports)
    watched = [outlet for outlet in outlets if outlet.entry in ENTRY_KEYS]
    click.echo(say("demo.opened", n=len(watched), m=sum(len(one.articles) for one in watched), path=path))


def run(path: Path, *arguments: str) -> None:
    """Run a verb in a process of its own (Scrapy's reactor starts once in a process), on the demo's morning.

    Raises:
        PresstallyError: it failed, or Ctrl-C ended it.
    """
    from coverage_db.config.model import NOW as NOW_VARIABLE

    from ..demo.office import NOW

    sys.stdout.flush()
    command = [sys.executable, "-P", "-c", "from crawler.cli import main; main()", "--config", str(path), *arguments]
    with subprocess.Popen(command, env={NOW_VARIABLE: NOW, **os.environ}) as process:
        try:
            status = process.wait()
        except KeyboardInterrupt:  # the terminal sent it to that process as well, which ends by itself
            process.wait(STOP_WITHIN_S)
            raise PresstallyError(say("demo.stopped", folder=path.parent)) from None
    if status:
        raise PresstallyError(say("demo.failed"))


def show(heading: str, path: Path, *arguments: str) -> None:
    """A heading, the command that anyone may type, and what it says."""
    from ..cli import main

    click.echo()
    click.echo(say("demo.heading", text=say(f"demo.{heading}")) + f"  presstally {' '.join(arguments)}")
    main(["--config", str(path), *arguments], standalone_mode=False)
