"""State: runs state.sql – bound to parameters for a count, rendered with literals for a view. Filters and a policy in.

The SQL itself stands in state.sql and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

from sqlite_utils import Database

from .. import facts
from .filters import Filters
from .policy import Policy

SOME = "(select * from facts where story in (select value from json_each(:stories)))"
"""The facts of the stories in the parameter `stories`."""


@cache
def sql(facts: str = "facts") -> str:
    """The text of state.sql, without its comments; `facts`: the table, or SOME."""
    text = resources.files(__package__).joinpath("state.sql").read_text("utf-8")
    return re.sub(r"\s*--.*", "", text).replace("{facts}", facts).strip()


def parameters(filters: Filters, policy: Policy) -> dict[str, Any]:
    """Everything that state.sql wants to know."""
    return {**filters.parameters(), **policy.parameters()}


def rendered(values: Mapping[str, Any]) -> str:
    """state.sql with literals in the places of its parameters: what a view can hold."""
    return re.sub(r"(?<!:):([a-z_]+)", lambda found: _literal(values[found[1]]), sql())


@contextmanager
def decisions_of(db: Database, filters: Filters) -> Iterator[None]:
    """Within the block the facts are those of `filters.as_of`."""
    if filters.as_of is None:
        yield
        return
    with facts.as_of(db, filters.as_of):
        yield


def reasons(db: Database, filters: Filters, policy: Policy) -> dict[int, str | None]:
    """{article: its reason, None when it counts}."""
    return dict(db.execute(f"select article, reason from ({sql()})", parameters(filters, policy)).fetchall())


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
