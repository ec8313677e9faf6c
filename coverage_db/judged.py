"""Judged: what a policy alone says of each candidate, kept ready for the policies in daily use. Facts in, rows out.

Period and themes come later (counting/state.py). The rows follow the facts within the same transaction; a policy is known
by its parameters and by the definition, so that rows of a policy or a version that has changed since are never read. Any other policy is worked out when it
is asked for, from the same definition: counting/state.sql.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from sqlite_utils import Database

from .database import get_meta, set_meta, transaction

META = "policies"
"""{parameters of a policy and mark of the definition: number of its rows}, JSON."""
COLUMNS = (
    "article", "company", "story", "role", "outlet", "brand", "owner", "level", "level_rank", "channel", "word", "rank",
    "day", "tenths",
)  # fmt: skip
SOME = "(select * from facts where story in (select value from json_each(:stories)))"
"""The facts of the stories in the parameter `stories`."""


@cache
def query(name: str, **pieces: str) -> str:
    """A piece of state.sql with the others put in and the comments left out; `pieces`: those that are given from outside, such
    as the rows in place of all `facts`."""
    text = resources.files(__package__).joinpath("counting/state.sql").read_text("utf-8")
    sections = re.split(r"^-- piece (\w+).*$", text, flags=re.MULTILINE)
    known = {
        key: re.sub(r"\s*--.*", "", text).strip() for key, text in zip(sections[1::2], sections[2::2], strict=True)
    }
    known |= {"facts": "facts", **pieces}
    sql = known[name]
    while found := re.search(r"\{(\w+)\}", sql):
        sql = sql.replace(found[0], known[found[1]])
    return sql


def number(db: Database, parameters: Mapping[str, Any]) -> int | None:
    """Under which number the rows of a policy are kept; None when they are not."""
    return _numbers(db).get(_key(parameters))


def keep(db: Database, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Keep rows for these policies (their parameters) from now on, and for no others."""
    known, keys = _numbers(db), {_key(parameters) for parameters in wanted}
    if known.keys() == keys:
        return
    with transaction(db):
        kept = {key: number for key, number in known.items() if key in keys}
        for key in sorted(keys - known.keys()):
            kept[key] = next(n for n in range(1, len(keys) + len(known) + 1) if n not in kept.values())
        set_meta(db, META, json.dumps(kept))
        db.conn.execute("delete from judged")
        write(db)


def write(db: Database, stories: Iterable[int] | None = None, table: str = "main.judged") -> None:
    """Judge the candidates of these stories anew (None: of all, the table is empty). Within the caller's transaction."""
    if stories is not None and not (stories := list(stories)):
        return
    names = ", ".join(COLUMNS)
    found = names.replace(" day", " coalesce(day, '')")
    facts = "facts" if stories is None else SOME
    values = {"companies": "[]", "stories": None if stories is None else json.dumps(stories)}
    if stories is not None:
        db.conn.execute(f"delete from {table} where article in (select article from {SOME})", values)
    for key, number_ in _numbers(db).items():
        db.conn.execute(
            f"insert into {table} (policy, {names}) select {number_}, {found} from ({query('judged', facts=facts)})",
            {**json.loads(key), **values},
        )


def _numbers(db: Database) -> dict[str, int]:
    numbers: dict[str, int] = json.loads(get_meta(db, META) or "{}")
    return numbers


def _key(parameters: Mapping[str, Any]) -> str:
    """What the rows rest on: the policy, and the definition of this version of the program."""
    definition = hashlib.sha256(query("judged").encode()).hexdigest()[:16]
    return json.dumps({**parameters, "definition": definition}, sort_keys=True, ensure_ascii=False)
