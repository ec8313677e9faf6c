"""Settled: what people decided, as it is in force. Decisions in, one Settled an article out.

Decisions are appended and never changed; the last one wins, for every company. An `undo` takes one back by its number.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlite_utils import Database

STORY_WORDS = frozenset({"negative", "not_us", "notice"})
"""Words that speak of the text: they hold for every appearance of a story."""


class Decision(NamedTuple):
    """A row of `decisions`."""

    id: int
    at: str
    by: str
    article: int
    action: str
    """include, exclude, same-as, split, set or undo."""
    scope: str
    """article or story."""
    value: str
    """exclude: the word; same-as: the other article; set: a JSON object; undo: the number taken back; else ""."""
    note: str


@dataclass(slots=True)
class Settled:
    """What the decisions say of one article."""

    included: bool = False
    word: str | None = None
    """The officer's word that excludes it."""
    values: dict[str, Any] = field(default_factory=dict)
    """What was set: outlet, date, title, role, level, prominence, page (texts), front ("0", "1", "headline"), theme (list of
    ids), byline (list of [name, role])."""
    split: int = 0
    """Number of the decision that took it out of its story; 0: none."""
    decided: bool = False
    """Somebody said what it is to its neighbours (same-as, split)."""
    last: str = ""
    """When somebody last decided on it: an ISO moment; "" never."""


def settled(db: Database, articles: Iterable[int] | None = None, upto: int | str | None = None) -> dict[int, Settled]:
    """{article: Settled} of the articles that somebody decided on. `upto`: a decision's number, or a day, both included."""
    ids = None if articles is None else json.dumps(list(articles))
    decisions = in_force(db, ids, upto)
    found: dict[int, Settled] = defaultdict(Settled)
    wide = [decision for decision in decisions if decision.scope == "story"]
    appearances = _appearances(db, wide, ids)
    for decision in decisions:
        if decision.scope != "story":
            _apply(found[decision.article], decision)
            continue
        for article in appearances[decision.article]:
            _apply(found[article], decision)
    return dict(found)


def in_force(db: Database, ids: str | None, upto: int | str | None = None) -> list[Decision]:
    """Decisions on these articles (a JSON list) and on their stories that nobody took back, oldest first; None: on all."""
    where, values = ["article is not null"], {"ids": ids, "upto": upto}
    if ids is not None:
        where.append(
            "(article in (select value from json_each(:ids)) or scope = 'story' and article in (select id from articles"
            " where story in (select story from articles where id in (select value from json_each(:ids)))))"
        )
    if isinstance(upto, int):
        where.append("id <= :upto")
    elif upto is not None:
        where.append("substr(at, 1, 10) <= :upto")
    rows = db.conn.execute(
        'select id, at, "by", article, action, scope, value, note from decisions'
        f" where {' and '.join(where)} order by id",
        values,
    )
    decisions = [Decision(*row) for row in rows]
    undone = {int(decision.value) for decision in decisions if decision.action == "undo"}
    return [decision for decision in decisions if decision.action != "undo" and decision.id not in undone]


def ties(db: Database) -> list[tuple[int, int]]:
    """Pairs that an officer joined and that no later `split` parted."""
    rows = db.conn.execute(
        "select id, article, action, value from decisions where action in ('same-as', 'split', 'undo')"
    ).fetchall()
    undone = {int(value) for _, _, action, value in rows if action == "undo"}
    split: dict[int, int] = defaultdict(int)
    for number, article, action, _ in rows:
        if action == "split" and number not in undone:
            split[article] = max(split[article], number)
    return [
        (article, int(value))
        for number, article, action, value in rows
        if action == "same-as" and number not in undone and number > max(split[article], split[int(value)])
    ]


def _appearances(db: Database, wide: list[Decision], ids: str | None) -> dict[int, list[int]]:
    """{decided article: the articles that its story-wide decisions hold for}. What speaks of a story holds for what was
    taken from it; what speaks of an excerpt holds for the excerpt alone."""
    found: dict[int, list[int]] = defaultdict(list)
    if wide:
        rows = db.conn.execute(
            "select d.id, a.id from articles d join articles a on a.id = d.id or d.role <> 'excerpt' and a.story = d.story"
            " where d.id in (select value from json_each(:decided))"
            + (" and a.id in (select value from json_each(:ids))" if ids is not None else ""),
            {"decided": json.dumps(sorted({decision.article for decision in wide})), "ids": ids},
        )
        for decided, article in rows:
            found[decided].append(article)
    return found


def _apply(state: Settled, decision: Decision) -> None:
    state.last = max(state.last, decision.at)
    match decision.action:
        case "include":
            state.included, state.word = True, None
        case "exclude":
            state.included, state.word = False, decision.value
        case "set":
            state.values |= json.loads(decision.value)
        case "split":
            state.split, state.decided = decision.id, True
        case "same-as":
            state.decided = True
