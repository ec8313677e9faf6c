"""State: runs state.sql – bound to parameters for a count, rendered with literals for a view. Filters and a policy in.

The SQL itself stands in state.sql and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from sqlite_utils import Database

from .. import facts, judged
from ..database import Value, once, sees_one_state
from .filters import Filters
from .policy import Policy

FACTS_OF = "facts f on f.story = s.story and f.article = s.article and f.company = s.company"
"""To be joined to a row `s` of state: what is known of the article, of the company that speaks for it."""
_OF_STORIES = """(select * from facts where story in (
    select story from facts where article in (select value from json_each(:articles))))"""
_NUMBERS = count()


def parameters(filters: Filters, policy: Policy) -> dict[str, Any]:
    """Everything that state.sql wants to know."""
    return {**filters.parameters(), **policy.parameters()}


def rendered(db: Database, policy: Policy, name: str) -> str:
    """`state` or `counted` of all times under a policy, with literals in the places of the parameters: what a view can hold."""
    values = parameters(Filters(), policy)
    text = judged.query(name, judged=_kept(db, policy) or f"({judged.query('judged')})")
    return re.sub(r"(?<!:):([a-z_]+)", lambda found: _literal(values[found[1]]), text)


def of(db: Database, filters: Filters, policy: Policy) -> str:
    """The state of every candidate, as what stands behind `from`; give it `parameters`."""
    return f"({judged.query('state', judged=_judged(db, filters, policy))})"


def counted(db: Database, filters: Filters, policy: Policy) -> str:
    """The rows of `of` that count, found sooner."""
    return f"({judged.query('counted', judged=_judged(db, filters, policy))})"


def of_articles(db: Database, filters: Filters, policy: Policy) -> str:
    """The rows of `of` for the articles in the parameter `articles` (a JSON list)."""
    kept = None if filters.companies else _kept(db, policy, _by(filters, "judged_article"))
    source = kept or f"({judged.query('judged', facts=_OF_STORIES)})"
    some = f"(select * from {source} where article in (select value from json_each(:articles)))"
    return f"({judged.query('state', judged=some)})"


def uncounted(db: Database, filters: Filters, policy: Policy) -> str:
    """A query: each reason with the number of articles that it leaves out, most first."""
    return judged.query("uncounted", judged=_judged(db, filters, policy))


def cells(db: Database, filters: Filters, policy: Policy) -> str:
    """The counted articles in groups: the dimensions that an article has one value of, with `articles` and `tenths`."""
    kept = None if filters.companies else _kept(db, policy, _by(filters, "judged_cells"))
    query = judged.query("cells", judged=kept or _judged(db, filters, policy))
    return _table(db, filters, query, parameters(filters, policy))


def remembered(db: Database, filters: Filters, policy: Policy, shape: str, work: Callable[[], Value]) -> Value:
    """What `work` makes of these filters and this policy, see `once`; `shape`: what else it depends on. Nobody may change it."""
    values = sorted(parameters(filters, policy).items())
    stamp = facts.version(db) if filters.as_of is None else None
    return once(db, f"{shape} {policy.outlet_by} {filters.as_of} {values}", work, stamp)


def _judged(db: Database, filters: Filters, policy: Policy) -> str:
    """What the policy alone says, as what stands behind `from`: from the table that keeps it, else worked out."""
    if not filters.companies and (kept := _kept(db, policy)):
        return kept
    companies = filters.parameters()["companies"]
    return _table(db, filters, judged.query("judged"), {**policy.parameters(), "companies": companies})


def _kept(db: Database, policy: Policy, by: str = "") -> str | None:
    number = judged.number(db, policy.parameters())
    return None if number is None else f"(select * from judged{by} where policy = {number})"


def _by(filters: Filters, index: str) -> str:
    """Names an index, for a database without statistics; the temp tables of `as_of` have none of ours."""
    return f" indexed by {index}" if filters.as_of is None else ""


def _table(db: Database, filters: Filters, query: str, values: dict[str, Any]) -> str:
    """The rows of a query as what stands behind `from`; within `one_state` in a temp table, which goes with it."""
    if not sees_one_state() or filters.as_of is not None:
        return f"({query})"

    def make() -> str:
        name = f"state_{next(_NUMBERS)}"
        db.execute(f"create temp table {name} as {query}", values)
        return f"temp.{name}"

    return once(db, query + json.dumps(values, sort_keys=True), make)


@contextmanager
def decisions_of(db: Database, filters: Filters) -> Iterator[None]:
    """Within the block the facts are those of `filters.as_of`."""
    if filters.as_of is None:
        yield
        return
    with facts.as_of(db, filters.as_of):
        yield


def counted_ids(db: Database, filters: Filters, policy: Policy) -> set[int]:
    """The articles that count."""
    rows = db.execute(f"select article from {counted(db, filters, policy)}", parameters(filters, policy))
    return {row[0] for row in rows}


def reasons(
    db: Database, filters: Filters, policy: Policy, articles: Iterable[int] | None = None
) -> dict[int, str | None]:
    """{article: its reason, None when it counts}, of all candidates or of these."""
    values = parameters(filters, policy)
    rows = of(db, filters, policy)
    if articles is not None:
        rows, values["articles"] = of_articles(db, filters, policy), json.dumps(list(articles))
    return dict(db.execute(f"select article, reason from {rows}", values).fetchall())


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
