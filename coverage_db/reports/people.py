"""People: the ledger of correspondents (通讯员台账) – own stories by level, reprints apart, points, targets.

A story is credited once to each person whom any of its press appearances names; one who changed department has a line for
each, by the day of the appearance. Rows of counting in, lines out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from ..config import Config
from .lines import SAME_TEXT, Who, named
from .model import DepartmentLine, PersonLine

NOT_PRESS = ("own", "mirror", "not_us")
"""Reasons of appearances whose byline credits nobody."""


def ledger(
    db: Database,
    config: Config,
    rows: Sequence[Mapping[str, Any]],
    levels: Mapping[int, str],
    points: Mapping[str, float] | None,
) -> tuple[list[PersonLine], list[DepartmentLine]]:
    """The lines of persons and of departments, most stories first.

    Args:
        rows: all article rows of the count, whatever their state.
        levels: {article: level as it is stored}.
        points: {person: points} under a policy that counts points; None under any other.
    """
    bylines = named(db, [row["id"] for row in rows if row["reason"] not in NOT_PRESS])
    appearances: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["reason"] not in NOT_PRESS:
            appearances[row["story"]].append(row)
    stories: dict[Who, dict[int, str]] = defaultdict(dict)
    further: dict[Who, int] = defaultdict(int)
    for story, of_story in appearances.items():
        standing = next((row for row in of_story if row["state"] == "counted"), None)
        if standing is None:
            continue
        reprints = sum(
            row["reason"] in SAME_TEXT or (row["state"] == "counted" and row is not standing) for row in of_story
        )
        for who in _credited(of_story, standing, bylines):
            stories[who][story] = levels.get(standing["id"], "")
            further[who] += reprints
    persons = [_line(config, who, stories[who], further[who], points) for who in stories]
    return (
        sorted(persons, key=lambda line: (-line.stories, line.department, line.name)),
        _departments(config, stories),
    )


def _departments(config: Config, stories: Mapping[Who, Mapping[int, str]]) -> list[DepartmentLine]:
    signed: dict[str, set[int]] = defaultdict(set)
    for who, of_person in stories.items():
        if who.department:
            signed[who.department] |= of_person.keys()
    for person in config.watchlist.persons:
        if person.department in config.targets:
            signed.setdefault(person.department, set())
    lines = [
        DepartmentLine(name=name, stories=len(found), target=config.targets.get(name)) for name, found in signed.items()
    ]
    return sorted(lines, key=lambda line: (-line.stories, line.name))


def _credited(
    of_story: Sequence[Mapping[str, Any]], standing: Mapping[str, Any], bylines: Mapping[int, list[Who]]
) -> list[Who]:
    """Each person once: in the department that the counted appearance gives, else the first that names one."""
    found: dict[str, Who] = {}
    for row in (standing, *of_story):
        for who in bylines.get(row["id"], []):
            found.setdefault(who.name, who)
    return list(found.values())


def _line(
    config: Config, who: Who, stories: Mapping[int, str], further: int, points: Mapping[str, float] | None
) -> PersonLine:
    by_level: dict[str, int] = defaultdict(int)
    for level in stories.values():
        by_level[level] += 1
    pen_names = [alias for person in config.watchlist.persons if person.name == who.name for alias in person.aliases]
    return PersonLine(
        name=who.name,
        pen_names="、".join(dict.fromkeys(pen_names)),
        department=who.department,
        by_level=dict(by_level),
        stories=len(stories),
        reprints=further,
        points=None if points is None else points.get(who.name, 0),
        target=config.targets.get(who.name),
    )
