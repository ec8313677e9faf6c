"""State: runs state.sql – bound to parameters for a count, rendered with literals for a view. Filters and a policy in.

The SQL itself stands in state.sql and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from typing import Any

from sqlite_utils import Database

from .. import facts
from .filters import NARROWING, Filters
from .policy import Policy

SOME = "(select * from facts where story in (select value from json_each(:stories)))"
"""The facts of the stories in the parameter `stories`."""
NARROWS = "\nwhere "
"""Behind this state.sql only narrows."""
_HELD: ContextVar[dict[str, str] | None] = ContextVar("held", default=None)
"""{parameters: temp table} within `held`."""


@cache
def sql(facts: str = "facts") -> str:
    """The query of state.sql, its pieces put in and its comments left out; `facts`: the table, or SOME."""
    text = resources.files(__package__).joinpath("state.sql").read_text("utf-8")
    sections = re.split(r"^-- piece (\w+).*$", text, flags=re.MULTILINE)
    pieces = {
        name: re.sub(r"\s*--.*", "", piece).strip() for name, piece in zip(sections[1::2], sections[2::2], strict=True)
    }
    own, judged = pieces["own_rank"], pieces.pop("on_its_day")
    pieces |= {"rank": own.replace("{judged}", judged), "own_rank": own.replace("{judged}", ""), "facts": facts}
    query = pieces.pop("query")
    while found := re.search(r"\{(\w+)\}", query):
        query = query.replace(found[0], pieces[found[1]])
    return query


def parameters(filters: Filters, policy: Policy) -> dict[str, Any]:
    """Everything that state.sql wants to know."""
    return {**filters.parameters(), **policy.parameters()}


def rendered(values: Mapping[str, Any]) -> str:
    """state.sql with literals in the places of its parameters: what a view can hold."""
    return re.sub(r"(?<!:):([a-z_]+)", lambda found: _literal(values[found[1]]), sql())


def of(db: Database, filters: Filters, policy: Policy) -> str:
    """The rows of state for these filters and this policy, as what stands behind `from`; give it `parameters`.

    Within `held` they are worked out once for each period, themes, companies and policy; narrowing only looks at them.
    """
    tables = _HELD.get()
    if tables is None or filters.as_of is not None:
        return f"({sql()})"
    values = parameters(filters.narrowed(**dict.fromkeys(NARROWING, ())), policy)
    key = json.dumps(values, sort_keys=True)
    if key not in tables:
        table = f"held_{len(tables)}"
        db.execute(f"create temp table {table} as {sql()}", values)
        tables[key] = table
    return f"(select * from temp.{tables[key]} where {sql().rpartition(NARROWS)[2]})"


@contextmanager
def held(db: Database) -> Iterator[None]:
    """For a page that asks several things of one state: within the block it is worked out once."""
    if _HELD.get() is not None:
        yield
        return
    tables: dict[str, str] = {}
    token = _HELD.set(tables)
    try:
        yield
    finally:
        _HELD.reset(token)
        for table in tables.values():
            db.execute(f"drop table if exists temp.{table}")


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
