"""Filters of verbs: the same options wherever articles are counted or listed, as one checked value."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from ..office import Office
from ..wording import say

Function = TypeVar("Function", bound=Callable[..., Any])

SINGLE = ("from", "to", "period", "as-of")
OPTIONS = (
    "from", "to", "period", "theme", "outlet", "level", "brand", "owner", "channel", "company", "state", "policy", "as-of",
)  # fmt: skip
METAVARS = {"from": "D", "to": "D", "period": "P", "as-of": "N|DAY"}


def filter_options(function: Function) -> Function:
    """Give a verb all FILTERS; it gets `filters: Filters`. Must stand below `@pass_office`."""

    @wraps(function)
    def checked(office: Office, *args: Any, **kwargs: Any) -> Any:
        from ..counting.filters import Filters

        given = {name: kwargs.pop(f"filter_{name.replace('-', '_')}") for name in OPTIONS}
        query = {name: [value] if name in SINGLE else list(value) for name, value in given.items() if value}
        return function(office, *args, filters=Filters.from_query(office.config, office.db, query), **kwargs)

    decorated: Any = checked
    for name in reversed(OPTIONS):
        key = f"help.{name.replace('-', '_')}"
        decorated = click.option(
            f"--{name}",
            f"filter_{name.replace('-', '_')}",
            multiple=name not in SINGLE,
            metavar=METAVARS.get(name, "NAME"),
            help=f"{say(key)} {say(key, 'en')}",
        )(decorated)
    return decorated  # type: ignore[no-any-return]


def warn_stale(office: Office) -> None:
    """One line on stderr when coverage.toml changed what is matched and `retag` has not run."""
    from ..retag import is_stale

    if is_stale(office.db, office.config):
        click.echo(say("counts.note_stale", office.language), err=True)
