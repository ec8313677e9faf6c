"""The command `presstally`: finds the verbs, one module each, hands each its Office, prints errors as one line.

A verb is a module of a package named in `packages`, with a `command`; it is imported when it is called. Modules whose
name starts with `_` are no verbs. `coverage_db` fetches nothing: the verbs that need the web are mounted by crawler.cli.
"""

from __future__ import annotations

import errno
import io
import pkgutil
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from .config import Catalogue
from .errors import PresstallyError, UsageError
from .office import Office, Prepare
from .output import file_error
from .wording import label, say

ORDER = (
    "init", "demo", "outlets", "crawl", "add", "retag", "search", "articles", "review", "counts", "sentence",
    "statements", "check", "report", "digest", "health", "browse", "verify", "doctor", "backup",
)  # fmt: skip
"""The order of the help: that of an officer's work. Any other verb stands behind, by name."""


DISK = (errno.ENOSPC, errno.EROFS)
"""What a disk refuses in the middle of a file, without saying which."""
HELP = re.compile(r"([^。]+。).*?(?<=。)\s+([A-Z].*?\.)(?:\s|$)", re.DOTALL)
"""The first sentence of a help text in Chinese, and in English."""


class Fault(click.ClickException):
    """An error on its way to the console: the bare line on stderr, and exit status 1."""

    def show(self, file: Any = None) -> None:
        """Print the line."""
        click.echo(self.message, file=file or sys.stderr)


class WrongUse(Fault):
    """The same for a wrong call."""

    exit_code = 2


class Verbs(click.Group):
    """A group whose commands are the modules of some packages."""

    def __init__(self, packages: Sequence[str], **settings: Any) -> None:
        super().__init__(**settings)
        self.packages = tuple(packages)

    def modules(self) -> dict[str, str]:
        """{verb: dotted name of its module}, in the order of the help."""
        found: dict[str, str] = {}
        for package in self.packages:
            for module in pkgutil.iter_modules(import_module(package).__path__):
                if not module.name.startswith("_"):
                    found[module.name.replace("_", "-")] = f"{package}.{module.name}"
        known = [verb for verb in ORDER if verb in found]
        return {verb: found[verb] for verb in (*known, *sorted(found.keys() - set(known)))}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs."""
        return list(self.modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, imported now."""
        module = self.modules().get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        _accept_config(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs, each with the first sentence of its help in both languages."""
        rows: list[tuple[str, str]] = []
        for verb in self.list_commands(ctx):
            command = self.get_command(ctx, verb)
            parts = HELP.match(command.help or "") if command else None
            rows += [(verb, parts[1]), ("", parts[2])] if parts else [(verb, "")]
        with formatter.section(say("help.verbs")):
            formatter.write_dl(rows)

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run, with UTF-8 on both streams whatever the console."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="replace")
        return super().main(*args, **settings)

    def make_context(self, *args: Any, **settings: Any) -> click.Context:
        """Read what stands before the verb."""
        with _one_line():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb."""
        with _one_line():
            return super().invoke(ctx)


@contextmanager
def _one_line() -> Iterator[None]:
    """An error of ours, of a file, of the database or of use becomes a line that the officer can act on, and a status."""
    try:
        yield
    except PresstallyError as error:
        raise (WrongUse if isinstance(error, UsageError) else Fault)(str(error)) from error
    except click.UsageError as error:
        raise WrongUse(_usage(error)) from error
    except (KeyboardInterrupt, click.Abort) as error:
        raise Fault(say("error.interrupted")) from error
    except sqlite3.DatabaseError as error:
        raise Fault(_database(error)) from error
    except OSError as error:
        if error.filename is not None:
            raise Fault(file_error(error)) from error
        if error.errno not in DISK:
            raise
        raise Fault(say("error.disk", error=label("errno", errno.errorcode[error.errno]))) from error


def _database(error: sqlite3.DatabaseError) -> str:
    """The line for what the officer can do something about; anything else is a fault of ours and goes on."""
    if "malformed" in str(error) or "not a database" in str(error):
        return say("error.database_damaged", error=error)
    if "locked" in str(error):
        return say("error.locked")
    if any(cause in str(error) for cause in ("readonly", "disk", "unable to open")):
        return say("error.database_refused", error=error)
    raise error


def _usage(error: click.UsageError) -> str:
    """What is wrong with the call, in Chinese with click's English beside it, and where the help is."""
    english = error.format_message()
    verb = error.ctx.command_path if error.ctx else "presstally"
    parameter = getattr(error, "param", None)
    fields = {
        "name": parameter.get_error_hint(error.ctx) if parameter and error.ctx else "",
        "english": english,
        "verb": verb,
    }
    if isinstance(error, click.NoSuchOption):
        return say("usage.option", **{**fields, "name": error.option_name})
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", **fields)
    if isinstance(error, click.BadParameter):
        return say("usage.value", **fields)
    return say("usage.verb" if english.startswith("No such command") else "usage.other", **fields)


def _accept_config(command: click.Command) -> None:
    """Let --config stand behind the verb too; before it is what the help shows."""
    if not any("--config" in parameter.opts for parameter in command.params):
        command.params.append(click.Option(["--config"], hidden=True, expose_value=False, callback=_take_config))
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _accept_config(inner)


def _take_config(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    office = ctx.find_object(Office)
    if value is not None and office is not None:
        office.config_option = value


def make_main(
    packages: Sequence[str],
    catalogue: Callable[[], Catalogue | None] | None = None,
    prepares: Sequence[str | Prepare] = (),
) -> Verbs:
    """The command over the verbs of `packages`; `catalogue` and `prepares` are handed to each Office."""

    @click.pass_context
    def start(ctx: click.Context, config: str | None) -> None:
        ctx.obj = Office(config, catalogue, prepares)
        ctx.call_on_close(ctx.obj.close)
        if ctx.invoked_subcommand is None:
            browse = group.get_command(ctx, "browse")
            if browse is None:
                raise UsageError(ctx.get_help())
            ctx.invoke(browse)

    group = Verbs(
        packages,
        name="presstally",
        callback=start,
        invoke_without_command=True,
        help=f"{say('help.group')}\n\n{say('help.group', 'en')}",
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            click.Option(["--config"], metavar="PATH", help=f"{say('help.config')} {say('help.config', 'en')}"),
        ],
    )
    return click.version_option(package_name="presstally", prog_name="presstally")(group)
