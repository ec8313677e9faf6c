"""Decisions: what a person says of an article, appended, and put into effect in the same transaction. Words in, number out.

An undo is a new decision. What is in force: settled.py. What it means for a count: facts.py and counting/state.sql.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from . import facts
from .database import once, transaction
from .decision_words import Words, read_words, spell
from .errors import UsageError
from .retag import judge_anew
from .settled import Decision, in_force, settled
from .stories import regroup
from .story_links import bridge
from .wording import say

if TYPE_CHECKING:
    from .config import Config


def decide(
    db: Database,
    *,
    by: str,
    article: int,
    decision: str,
    note: str = "",
    story: bool | None = None,
    config: Config | None = None,
) -> int:
    """Append a decision and put it into effect; returns its number.

    `decision`: in the words of the contract ("include", "exclude paid", "same-as 12", "split", "set date=2022-04-06 page=01",
    "undo", "undo 7") or their Chinese labels. `story`: it holds for every appearance of the story (True) or for this article
    alone (False); None: as the word says.

    Raises:
        UsageError: the words, the article or a value make no sense; the message is one line.
    """
    language = config.general.language if config else "zh"
    at = config.now() if config else datetime.now().astimezone().isoformat(timespec="seconds")
    with transaction(db):
        if db.execute("select 1 from articles where id = ?", [article]).fetchone() is None:
            raise UsageError(say("review.no_article", language, id=article))
        words = read_words(db, article, decision, language)
        scope = words.scope if story is None or words.action not in ("include", "exclude") else _scope(story)
        before = _family(db, [article])
        number = db.conn.execute(
            'insert into decisions (at, "by", article, action, scope, value, note) values (?, ?, ?, ?, ?, ?, ?)',
            (at, by, article, words.action, scope, words.value, note),
        ).lastrowid
        assert number is not None
        _put_into_effect(db, article, words, before)
    return number


def of_article(db: Database, article: int) -> list[dict[str, Any]]:
    """All decisions on an article and on its story, oldest first: number, at, by, decision (in the words of the contract), note,
    article, story (it holds for the whole story), in_force."""
    ids = json.dumps([article])
    standing = {decision.id for decision in in_force(db, ids)}
    rows = db.execute(
        'select id, at, "by", article, action, scope, value, note from decisions where article = ? or id in'
        " (select value from json_each(?)) order by id",
        [article, json.dumps(sorted(_holding(db, article, standing)))],
    )
    return [
        {
            "number": row.id,
            "at": row.at,
            "by": row.by,
            "decision": spell(row.action, row.value),
            "note": row.note,
            "article": row.article,
            "story": row.scope == "story",
            "in_force": row.id in standing,
        }
        for row in (Decision(*row) for row in rows)
    ]


def queue(db: Database) -> list[int]:
    """Ids of the articles that wait for a person, newest first, undated last: causes that nothing else has settled, and pages
    that have changed or gone since anybody decided on them."""
    return list(once(db, "queue", lambda: _queue(db)))


def _queue(db: Database) -> list[int]:
    rows = db.execute(
        "select article from facts where rival = 0 and why <> '' and included = 0 and word is null and own = 0 and mirror = 0"
        " and not_us = 0 and notice = 0"
    )
    ids = {row[0] for row in rows} | set(open_marks(db))
    ordered = db.execute(
        "select a.id from articles a where a.id in (select value from json_each(?))"
        " order by (select coalesce(max(f.day), '') from facts f where f.article = a.id) desc, a.id desc",
        [json.dumps(list(ids))],
    )
    return [row[0] for row in ordered]


def open_marks(db: Database, articles: Iterable[int] | None = None) -> dict[int, list[str]]:
    """{article: ["gone", "changed"]} of the candidates whose page has gone or changed since the last decision on them."""
    rows = db.execute(
        "select id, gone, changed from articles indexed by articles_marked where (gone is not null or changed is not null)"
        " and exists (select 1 from facts where article = id and rival = 0)"
        + ("" if articles is None else " and id in (select value from json_each(:ids))"),
        {"ids": json.dumps(list(articles or []))},
    ).fetchall()
    last = {id_: state.last for id_, state in settled(db, [row[0] for row in rows]).items()}
    marks = {}
    for id_, gone, changed in rows:
        open_ = [
            name for name, at in (("gone", gone), ("changed", changed)) if at and not _later(last.get(id_, ""), at)
        ]
        if open_:
            marks[id_] = open_
    return marks


def corrections(db: Database, articles: Iterable[int]) -> dict[int, dict[str, Any]]:
    """{article: what a decision changed of it}: outlet, date, title, role, level, prominence, page, front, theme, byline."""
    return {id_: dict(state.values) for id_, state in settled(db, articles).items() if state.values}


def _put_into_effect(db: Database, article: int, words: Words, before: set[int]) -> None:
    touched = {article} | before
    relinked: set[int] = set()
    if words.action == "set" or words.undone == "set":
        relinked = judge_anew(db, article)
    if words.action == "split" or words.undone in ("split", "same-as"):
        alone = {id_ for id_, state in settled(db, before).items() if state.split}
        bridge(db, before - alone)
    others = {int(words.value)} if words.action == "same-as" else set()
    touched |= others | regroup(db, before | others | relinked | {article})
    facts.refresh(db, articles=touched | _family(db, touched))


def _family(db: Database, articles: Iterable[int]) -> set[int]:
    """The articles with everything that carries the number of their stories."""
    rows = db.execute(
        "select id from articles where story in (select story from articles where id in (select value from json_each(?)))",
        [json.dumps(list(articles))],
    )
    return {row[0] for row in rows}


def _holding(db: Database, article: int, standing: set[int]) -> set[int]:
    """Of these decisions those that hold for the article: its own, and its story's."""
    rows = db.execute(
        "select d.id from decisions d join articles a on a.id = d.article join articles b on b.id = ? and b.story = a.story"
        " where d.scope = 'story' and a.role <> 'excerpt' and d.id in (select value from json_each(?))",
        [article, json.dumps(list(standing))],
    )
    return {row[0] for row in rows}


def _scope(story: bool) -> str:
    return "story" if story else "article"


def _later(one: str, two: str) -> bool:
    """Whether the first ISO moment is later; "" is before all."""
    return bool(one) and datetime.fromisoformat(one) > datetime.fromisoformat(two)
