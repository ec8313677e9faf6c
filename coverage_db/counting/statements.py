"""Statements: a frozen, numbered count – values copied, joined to no live table – and what has changed since.

Triggers (migrations.py) abort every change; a new statement is made instead.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from sqlite_utils import Database

from ..config import Config
from ..database import get_meta, transaction
from ..errors import UsageError
from ..text import FOLD_VERSION
from ..wording import say
from . import policy as policies
from . import state
from .count import count_under
from .filters import Filters
from .policy import Policy

COPIED = (
    "url", "title", "outlet", "brand", "owner", "level", "day", "story", "role", "state", "reason", "sha256",
)  # fmt: skip
"""What is kept of every candidate, beside its id."""


def freeze(db: Database, config: Config, filters: Filters, sentence: str, *, by: str | None = None) -> int:
    """Keep the count of `filters` (its first policy) with all its candidates; gives the number of the statement.

    One transaction; write the sentence within the same one (`with transaction(db)`), so that both see the same state.
    """
    filters = filters.narrowed(states=())
    policy = policies.load(config, filters.policy_names()[0])
    with transaction(db), state.decisions_of(db, filters):
        counts = count_under(db, config, filters, policy, ())
        number = int(db.execute("select coalesce(max(number), 0) + 1 from statements").fetchone()[0])
        names = ", ".join(f"s.{name}" for name in COPIED if name not in ("url", "title", "sha256", "day"))
        rows = db.execute(
            f"select s.article, a.url, a.title, a.sha256, f.day, {names} from {state.of(db, filters, policy)} s"
            f" cross join {state.FACTS_OF} join articles a on a.id = s.article",
            state.parameters(filters, policy),
        )
        columns = [column[0] for column in rows.description]
        for row in rows.fetchall():
            values = {**dict(zip(columns, row, strict=True)), "statement": number}
            marks = ", ".join(f":{name}" for name in values)
            db.conn.execute(f"insert into statement_articles ({', '.join(values)}) values ({marks})", values)
        db.conn.execute(
            "insert into statements values (?, ?, ?, ?, ?, ?, ?, ?, ?, (select coalesce(max(id), 0) from decisions))",
            [
                number,
                config.now(),
                config.general.officer if by is None else by,
                sentence,
                _json(dataclasses.asdict(filters)),
                _json(dataclasses.asdict(policy)),
                _json(counts),
                _json(counts["gaps"]),
                _json({"fold": FOLD_VERSION, "rules": json.loads(get_meta(db, "watchlist") or "null")}),
            ],
        )
    return number


def listing(db: Database) -> list[dict[str, Any]]:
    """[{"number", "sentence", "made"}], newest first."""
    rows = db.execute("select number, sentence, made from statements order by number desc")
    return [{"number": row[0], "sentence": row[1], "made": row[2]} for row in rows]


def show(db: Database, config: Config, number: int) -> dict[str, Any] | None:
    """One statement, its articles as they were, and what has changed since; None: there is no such number.

    `changed` holds ids: appeared (candidates now, not then), gone (then, not now), state (counted, pending or excluded
    otherwise than then). `notes`: a line for each thing that is not as it was (the policy's file, the watched names).
    """
    row = db.execute(
        "select sentence, made, by, filters, policy, counts, versions, last_decision from statements where number = ?",
        [number],
    ).fetchone()
    if row is None:
        return None
    sentence, made, by, written, rule, counts, versions, last_decision = row
    names = ("id", *COPIED)
    kept = db.execute(
        f"select article, {', '.join(COPIED)} from statement_articles where statement = ?"
        " order by state <> 'counted', day is null, day desc, article",
        [number],
    ).fetchall()
    articles = [dict(zip(names, values, strict=True)) for values in kept]
    filters, policy = _filters(json.loads(written)), _policy(json.loads(rule))
    return {
        "number": number,
        "sentence": sentence,
        "counts": json.loads(counts),
        "articles": articles,
        "changed": _changed(db, filters, policy, {row["id"]: row["state"] for row in articles}),
        "made": made,
        "by": by,
        "policy": json.loads(rule),
        "last_decision": last_decision,
        "notes": _notes(db, config, filters, policy, json.loads(versions)),
    }


def _changed(db: Database, filters: Filters, policy: Policy, then: dict[int, str]) -> dict[str, list[int]]:
    with state.decisions_of(db, filters):
        query = f"select article, state from {state.of(db, filters, policy)}"
        now = dict(db.execute(query, state.parameters(filters, policy)).fetchall())
    return {
        "appeared": sorted(set(now) - set(then)),
        "gone": sorted(set(then) - set(now)),
        "state": sorted(article for article in set(now) & set(then) if now[article] != then[article]),
    }


def _notes(db: Database, config: Config, filters: Filters, policy: Policy, versions: dict[str, Any]) -> list[str]:
    language = config.general.language
    notes = []
    try:
        same = dataclasses.asdict(policies.load(config, filters.policy_names()[0])) == _tuples(
            dataclasses.asdict(policy)
        )
    except UsageError:
        same = False
    if not same:
        notes.append(say("statements.policy_changed", language, policy=policies.title(policy, language)))
    if versions["fold"] != FOLD_VERSION or versions["rules"] != json.loads(get_meta(db, "watchlist") or "null"):
        notes.append(say("statements.rules_changed", language))
    return notes


def _filters(written: dict[str, Any]) -> Filters:
    return Filters(**_tuples(written))


def _policy(written: dict[str, Any]) -> Policy:
    return Policy(**_tuples(written))


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
