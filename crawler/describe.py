"""Describe: the verbs and the catalogue as the documentation shows them, from the code itself. Used by the pages in docs/ and by README.md."""

from __future__ import annotations

from collections.abc import Iterator

import click

from coverage_db.records import LEVELS
from coverage_db.wording import label, say

from .cli import main
from .loader import ENTRY_KEYS, by_hand, read_spiders


def verbs() -> Iterator[tuple[str, click.Command]]:
    """("outlets add", its command), in the order of the help."""
    context = click.Context(main, info_name="presstally")
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if command is not None:
            yield name, command
            for inner, sub in getattr(command, "commands", {}).items():
                yield f"{name} {inner}", sub


def verb_list() -> str:
    """A table of the verbs: what each does, in both languages."""
    rows = ["| 命令 verb | 作用 does |", "| --- | --- |"]
    rows += [f"| `{name}` | {_cell(command.help)} |" for name, command in verbs()]
    return "\n".join(rows)


def verb_pages() -> str:
    """For each verb its call, what it does, and its options."""
    return "\n\n".join(_page(name, command) for name, command in verbs())


def catalogue_table() -> str:
    """The catalogue, high levels first."""
    columns = ("id", "name", "level", "channel", "owner")
    rows = [
        f"| {' | '.join(say(f'outlets.{key}') for key in (*columns, 'groups', 'reading', 'note'))} |",
        f"|{' --- |' * 8}",
    ]
    outlets = sorted(
        read_spiders().values(),
        key=lambda one: (LEVELS.index(one["level"]) if one["level"] else len(LEVELS), one["id"]),
    )
    for one in outlets:
        kinds = [say(f"outlets.kind_{key}") for key in ENTRY_KEYS if one.get(key)]
        reading = say("outlets.by_hand") if by_hand(one) else "、".join(kinds)
        cells = (f"`{one['id']}`", one["name"], one["level"], label("channel", one["channel"]), one["owner"])
        rows.append(f"| {' | '.join((*cells, '、'.join(one['groups']), reading, one['note']))} |")
    return "\n".join(rows)


def _page(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"presstally {name}")
    usage = " ".join(command.collect_usage_pieces(context)).replace(" COMMAND [ARGS]...", "")
    lines = [f"## {name}", "", (command.help or "").strip(), "", "```", f"presstally {name} {usage}".rstrip(), "```"]
    options = [
        parameter for parameter in command.params if isinstance(parameter, click.Option) and not parameter.hidden
    ]
    if options:
        lines += ["", "| 选项 option | 说明 meaning |", "| --- | --- |"]
        lines += [f"| `{_names(option, context)}` | {_cell(option.help)} |" for option in options]
    return "\n".join(lines)


def _names(option: click.Option, context: click.Context) -> str:
    record = option.get_help_record(context)
    return (record[0] if record else ", ".join(option.opts)).replace("|", "\\|")


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")
