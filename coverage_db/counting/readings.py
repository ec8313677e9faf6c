"""Readings: the numbers that a claim may mean – 条 may be stories or appearances, 家 outlets, brands or owners.

A claim and filters in, Readings out, each with the articles behind it. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from ..config import Config
from . import policy as policies
from . import state
from .filters import Filters
from .policy import Policy
from .quantities import APPEARANCES, EITHER, OUTLETS, PEOPLE, POINTS, STORIES

PERMITTED = {
    STORIES: ("stories", "highest_only"),
    EITHER: ("stories", "appearances"),
    APPEARANCES: ("appearances",),
    OUTLETS: ("outlets",),
    POINTS: ("points_local",),
    PEOPLE: ("stories",),
}
"""{unit of a claim: policies that it may be counted under, besides the officer's own of that unit}."""
OUTLET_KINDS = ("brand", "outlet", "owner")
UNCOUNTED = ("pending", "undated")
"""Reasons whose articles may still count one day."""


class Row(NamedTuple):
    """A candidate under one policy."""

    article: int
    story: int
    outlet: str | None
    brand: str | None
    owner: str | None
    reason: str | None
    tenths: int | None
    role: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a claim."""

    policy: str
    unit: str
    found: int | float
    possible: int | float
    """With all that is pending or undated."""
    rows: tuple[Row, ...]

    @property
    def counted(self) -> list[Row]:
        """The articles behind `found`."""
        return [row for row in self.rows if row.reason is None]


def readings_of(
    db: Database,
    config: Config,
    filters: Filters,
    unit: str,
    stories: Sequence[int] | None = None,
    *,
    reprints: bool = False,
    role: str | None = None,
) -> Iterator[Reading]:
    """The readings that a unit permits. `stories`: only these; `reprints`: all of a story's appearances but the first;
    `role`: only articles of that role.
    """
    for policy in _policies(config, unit):
        rows = _rows(db, filters, policy)
        if role is not None:
            rows = tuple(row for row in rows if row.role == role)
        if stories is not None:
            rows = tuple(row for row in rows if row.story in stories)
        kinds = OUTLET_KINDS if unit == OUTLETS else (policy.outlet_by,)
        for kind in kinds:
            found = _value(db, rows, (None,), unit, policy, kind) - reprints
            possible = _value(db, rows, (None, *UNCOUNTED), unit, policy, kind) - reprints
            yield Reading(
                policy.name, OUTLETS if unit == OUTLETS else policy.unit, max(0, found), max(0, possible), rows
            )


def _policies(config: Config, unit: str) -> list[Policy]:
    own = policies.load(config)
    wanted = {PEOPLE: STORIES}.get(unit, unit)
    chosen = [own] if own.unit == wanted or (unit == EITHER and own.unit in (STORIES, APPEARANCES)) else []
    if unit == POINTS and chosen:
        return chosen
    named = [name for name in PERMITTED[unit] if name != own.name or not chosen]
    if unit == OUTLETS and not chosen:  # our own sentence names the outlets of what it counts
        return [*(policies.load(config, name) for name in named), own]
    return [*chosen, *(policies.load(config, name) for name in named)][: 1 if unit == PEOPLE else None]


def _rows(db: Database, filters: Filters, policy: Policy) -> tuple[Row, ...]:
    query = f"select article, story, outlet, brand, owner, reason, tenths, role from {state.of(db, filters, policy)} order by article"
    rows = tuple(Row(*row) for row in db.execute(query, state.parameters(filters, policy)))
    if not filters.themes:
        return rows
    marks = ",".join("?" * len(filters.themes))
    on_theme = {
        row[0] for row in db.execute(f"select article from fact_themes where theme in ({marks})", list(filters.themes))
    }
    return tuple(row for row in rows if row.reason != "undated" or row.article in on_theme)


def _value(
    db: Database, rows: Sequence[Row], reasons: Sequence[str | None], unit: str, policy: Policy, kind: str
) -> int | float:
    chosen = [row for row in rows if row.reason in reasons]
    if unit == OUTLETS:
        return len({key for row in chosen if (key := getattr(row, kind)) is not None})
    if unit == PEOPLE:
        return len(_correspondents(db, chosen))
    if policy.unit == POINTS:
        return sum(row.tenths or 0 for row in chosen) / 10
    if policy.by_story:
        counted = {row.story for row in rows if row.reason is None}
        waiting = {row.story for row in chosen if row.reason is not None} - counted
        return sum(row.reason is None for row in chosen) + len(waiting)
    return len(chosen)


def _correspondents(db: Database, rows: Sequence[Row]) -> set[str]:
    stories = {row.story for row in rows}
    signed = db.execute(
        "select f.story, coalesce(b.person, b.name) from fact_bylines b join facts f on f.article = b.article"
        " where b.person is not null or b.role = 'correspondent'"
    )
    return {name for story, name in signed if story in stories}
