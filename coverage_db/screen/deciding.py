"""Deciding: a sent form becomes a decision; what a decision would do to the number is tried and taken back.

The words are those of `presstally review ID DECISION`; the rules are in coverage_db.decisions.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from .. import counting, decisions
from ..counting.filters import Filters
from ..database import transaction
from ..decision_words import spell
from ..errors import PresstallyError, UsageError
from .context import Context

TRY_BUSY_MS = 400
"""How long trying a decision waits for a writer; then the page says nothing about the number."""
SET_KEYS = ("date", "outlet", "title", "role", "level", "prominence", "page", "front", "theme", "byline")
NAME_MOST = 40
NEEDS_MORE = ("", "exclude", "same-as", "set")
"""What a form says when its field was left empty; `decide_page.…` says which."""


class StaleFormError(PresstallyError):
    """Somebody else decided about this article after the page was made; status 409."""


class _TakeBackError(Exception):
    """Ends a trial: everything in its transaction is rolled back."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision does: counted stories and appearances before and after."""

    stories: tuple[int, int]
    appearances: tuple[int, int]


def effects(
    db: Database,
    context: Context,
    filters: tuple[Filters, Filters],
    article: int,
    words: Sequence[str],
    now: tuple[int, int],
) -> dict[str, Effect]:
    """{decision: its effect} on the two counts `now` (篇 and 条次, under the two filters). A decision that would be refused is
    left out; so are all when somebody else is writing.

    Only the stories that are touched are counted again, so the number of articles in the database does not matter.
    """
    db.execute(f"pragma busy_timeout = {TRY_BUSY_MS}")
    found: dict[str, Effect] = {}
    for decision in words:
        try:
            changed = _try(db, context, filters, article, decision)
        except (UsageError, sqlite3.OperationalError):
            continue
        found[decision] = Effect((now[0], now[0] + changed[0]), (now[1], now[1] + changed[1]))
    return found


def _try(
    db: Database, context: Context, filters: tuple[Filters, Filters], article: int, decision: str
) -> tuple[int, int]:
    touched = _touched(db, article, decision)
    before = [_counted(db, context, each, touched) for each in filters]
    after = before
    try:
        with transaction(db):
            decisions.decide(db, by="-", article=article, decision=decision, config=context.config)
            again = sorted({*touched, *_touched(db, article, decision)})
            after = [_counted(db, context, each, again) for each in filters]
            raise _TakeBackError
    except _TakeBackError:
        return after[0] - before[0], after[1] - before[1]


def _touched(db: Database, article: int, decision: str) -> list[int]:
    """The articles of the stories that a decision concerns."""
    ids = [article] + [int(word) for word in decision.split()[1:2] if word.isdigit()]
    marks = ",".join("?" * len(ids))
    rows = db.execute(
        f"select id from articles where story in (select story from articles where id in ({marks})) order by id", ids
    )
    return [row[0] for row in rows]


def _counted(db: Database, context: Context, filters: Filters, ids: Sequence[int]) -> int:
    return sum(row["state"] == "counted" for row in counting.articles(db, context.config, filters, ids=list(ids)))


def words_of(form: dict[str, str]) -> str:
    """The decision that a form asks for, in the words of the verb; without its last part when that was left empty."""
    action = form.get("decision", "").strip()
    if action == "exclude":
        return f"exclude {form.get('reason', '').strip() or form.get('other', '').strip()}"
    if action == "same-as":
        return f"same-as {form.get('other', '').strip()}"
    if action == "set":
        return "set " + " ".join(f"{key}={form[key].strip()}" for key in SET_KEYS if form.get(key, "").strip())
    return action


def take(db: Database, context: Context, articles: Sequence[int], decision: str) -> list[int]:
    """Decide about each article, all or none; the numbers of the decisions. The first must be as the page showed it.

    Raises:
        UsageError: no such decision; StaleFormError: somebody was quicker.
    """
    if (action := decision.strip()) in NEEDS_MORE:
        raise UsageError(context.say(f"decide_page.{action.replace('-', '_') or 'none'}"))
    by, note = name_of(context), context.form.get("note", "").strip()
    story = {"story": True, "article": False}.get(context.form.get("scope", ""))
    with transaction(db):
        if str(last_decision(db, articles[0])) != context.form.get("last", ""):
            raise StaleFormError(context.say("screen.stale"))
        return [
            decisions.decide(
                db, by=by, article=article, decision=decision, note=note, story=story, config=context.config
            )
            for article in articles
        ]


def last_decision(db: Database, article: int) -> int:
    """Number of the newest decision about an article; 0 when there is none."""
    row = db.execute("select max(id) from decisions where article = ?", [article]).fetchone()
    return row[0] or 0


def name_of(context: Context) -> str:
    """Who decides: the name in the form, which is remembered; else the known one.

    Raises:
        UsageError: nobody is named.
    """
    name = " ".join(context.form.get("by", "").split())[:NAME_MOST] or context.officer
    if not name:
        raise UsageError(context.say("screen.who"))
    if name != context.officer:
        context.cookies["presstally_by"] = json.dumps(name)[1:-1]
    return name


def latest(db: Database) -> dict[str, Any] | None:
    """The newest decision about an article that can be taken back, with the article's title."""
    row = db.execute(
        "select d.id, d.article, d.action, d.value, d.by, a.title from decisions d join articles a on a.id = d.article"
        " where d.action != 'undo' and not exists (select 1 from decisions u where u.action = 'undo' and u.value = cast(d.id as text))"
        " order by d.id desc limit 1"
    ).fetchone()
    if row is None:
        return None
    names = ("id", "article", "action", "value", "by", "title")
    found = dict(zip(names, row, strict=True))
    return {**found, "decision": spell(found["action"], found["value"])}


def undoable(rows: Sequence[dict[str, Any]], article: int) -> list[int]:
    """Numbers of the decisions on this article that are in force."""
    return [row["number"] for row in rows if row["in_force"] and row["article"] == article]


def undo(db: Database, context: Context, article: int) -> int:
    """Take the decision of the form back, by a new one.

    Raises:
        UsageError: there is nothing to take back; StaleFormError: somebody was quicker.
    """
    number = context.form.get("number", "")
    by = name_of(context)
    with transaction(db):
        if number not in map(str, undoable(decisions.of_article(db, article), article)):
            raise StaleFormError(context.say("screen.stale"))
        return decisions.decide(db, by=by, article=article, decision=f"undo {number}", config=context.config)
