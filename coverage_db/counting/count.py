"""Count: how many, parted by what is asked, with all that was left out and why, and what nobody saw.

Filters in, the JSON shape of CONTRACT section 3 out. Reads only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from sqlite_utils import Database

from .. import health
from ..config import Config
from ..config.values import nearest
from ..database import once, one_state
from ..errors import UsageError
from ..wording import say
from . import policy as policies
from . import state
from .dimensions import DIMENSIONS, JOINED, PLAIN, joined, ordered
from .filters import Filters
from .policy import Policy

Counts = dict[str, Any]


def count(db: Database, config: Config, filters: Filters, by: Sequence[str] = ()) -> Counts:
    """The count. Several policies: {"policies": [a count for each], "differ": the articles that make the difference}.

    Raises:
        UsageError: an unknown dimension or policy.
    """
    by = check_dimensions(by, config.general.language)
    chosen = [policies.load(config, name) for name in filters.policy_names()]
    with one_state(db), state.decisions_of(db, filters):
        counted = [count_under(db, config, filters, policy, by) for policy in chosen]
        if len(counted) == 1:
            return counted[0]
        return {"policies": counted, "differ": _differ(db, filters, chosen)}


def check_dimensions(by: Iterable[str], language: str = "zh") -> tuple[str, ...]:
    """The dimensions, each once.

    Raises:
        UsageError: one is unknown.
    """
    for word in by:
        if word not in DIMENSIONS:
            close = nearest(word, DIMENSIONS)
            known = say("fault.known_keys", language, keys="、".join(DIMENSIONS))
            hint = say("fault.hint", language, word=close) if close else known
            raise UsageError(say("filter.unknown", language, what=say("filter.by", language), word=word, hint=hint))
    return tuple(dict.fromkeys(by))


def count_under(db: Database, config: Config, filters: Filters, policy: Policy, by: Sequence[str]) -> Counts:
    """One count under one policy, on the facts as they are."""
    excluded = _excluded(db, filters, policy)
    shown = Tally(policy.unit)
    for key, articles, tenths in _grouped(db, filters, policy, ()):
        shown.add(key, articles, tenths)
    gaps, by_hand = gaps_of(db, config, filters)
    return {
        "unit": policy.unit,
        "policy": policy.name,
        "period": {"from": filters.from_, "to": filters.to},
        "themes": list(filters.themes),
        "by": list(by),
        "rows": _rows(db, config, filters, policy, by),
        "total": shown.value,
        "counted": shown.articles,
        "outlets": len(shown.keys),
        "candidates": shown.articles + sum(excluded.values()),
        "excluded": excluded,
        "gaps": gaps,
        "by_hand": by_hand,
    }


def rows(db: Database, config: Config, filters: Filters, by: Sequence[str]) -> list[dict[str, Any]]:
    """Only the rows of a count, under the first policy.

    Raises:
        UsageError: as `count`.
    """
    policy = policies.load(config, filters.policy_names()[0])
    with state.decisions_of(db, filters):
        return _rows(db, config, filters, policy, check_dimensions(by, config.general.language))


def appearances(db: Database, config: Config, filters: Filters) -> int:
    """How many appearances (条次) the same filters count: what stands beside a number of stories."""
    policy = policies.load(config, "appearances")
    with state.decisions_of(db, filters):
        return sum(articles for _, articles, _ in _grouped(db, filters, policy, ()))


class Tally:
    """A sum in the unit of a policy."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.articles = 0
        self.tenths: Fraction | int = 0
        self.keys: set[str] = set()

    def add(self, key: str | None, articles: int, tenths: float | Fraction | None) -> None:
        """Add some articles of one outlet (or brand or owner)."""
        self.articles += articles
        if tenths:
            self.tenths += Fraction(tenths)
        if key is not None:
            self.keys.add(key)

    @property
    def value(self) -> int | float:
        """The number that is shown; points have one decimal at most."""
        if self.unit == "家":
            return len(self.keys)
        if self.unit == "分":
            tenths = int(self.tenths + Fraction(1, 2))
            return tenths // 10 if tenths % 10 == 0 else tenths / 10
        return self.articles


def gaps_of(db: Database, config: Config, filters: Filters) -> tuple[list[dict[str, str]], list[str]]:
    """The gaps of the period, and the outlets entered by hand, as far as the filters look at them."""
    outlets = _looked_at(db, filters)
    what = f"gaps {filters.from_} {filters.to} {outlets}"
    found = once(db, what, lambda: health.gaps(db, config, filters.from_, filters.to, outlets))
    gaps = [{"outlet": gap.outlet, "from": gap.from_, "to": gap.to, "reason": gap.reason} for gap in found]
    return gaps, [outlet for outlet in health.by_hand(db) if outlets is None or outlet in outlets]


def _looked_at(db: Database, filters: Filters) -> list[str] | None:
    """The outlets that the narrowing filters leave; None: all."""
    if not (filters.outlets or filters.levels or filters.brands or filters.owners or filters.channels):
        return None
    wanted = (filters.outlets, filters.levels, filters.brands, filters.owners, filters.channels)
    rows = db.execute("select id, level, brand, owner, channel from outlets order by id").fetchall()
    return [row[0] for row in rows if all(not words or row[i] in words for i, words in enumerate(wanted))]


def _excluded(db: Database, filters: Filters, policy: Policy) -> dict[str, int]:
    """{reason: articles that do not count for it, pending ones too}, most first."""

    def work() -> list[tuple[str, int]]:
        query = state.uncounted(db, filters, policy)
        return db.execute(query, state.parameters(filters, policy)).fetchall()

    return dict(state.remembered(db, filters, policy, "excluded", work))


def _grouped(db: Database, filters: Filters, policy: Policy, plain: Sequence[str]) -> list[tuple[Any, ...]]:
    """(outlet, brand or owner, articles, tenths, values of `plain` …) of the counted ones; by a dimension the first is told
    only where such are counted."""
    key = PLAIN[policy.outlet_by] if policy.unit == "家" or not plain else "null"

    def work() -> list[tuple[Any, ...]]:
        columns = "".join(f", {PLAIN[dim]}" for dim in plain)
        query = (
            f"select {key}, sum(s.articles), sum(s.tenths){columns}"
            f" from {state.cells(db, filters, policy)} s group by 1{''.join(f', {4 + n}' for n in range(len(plain)))}"
        )
        return db.execute(query, state.parameters(filters, policy)).fetchall()

    return state.remembered(db, filters, policy, f"grouped {plain}", work)


def _rows(db: Database, config: Config, filters: Filters, policy: Policy, by: Sequence[str]) -> list[dict[str, Any]]:
    if not by:
        return []
    found: dict[tuple[Any, ...], Tally] = defaultdict(lambda: Tally(policy.unit))
    if "company" in by:
        found = _by_company(db, config, filters, policy, by)
    elif any(dim not in PLAIN for dim in by):
        found = _by_joined(db, filters, policy, by)
    else:
        for key, articles, tenths, *values in _grouped(db, filters, policy, by):
            found[tuple(values)].add(key, articles, tenths)
    table = [{**dict(zip(by, values, strict=True)), "count": tally.value} for values, tally in found.items()]
    return ordered(table, by, config)


def _by_joined(db: Database, filters: Filters, policy: Policy, by: Sequence[str]) -> dict[tuple[Any, ...], Tally]:
    """Rows by dimensions of which an article may have several values."""
    tables, joins = joined(by, policy)
    dims = ", ".join({**PLAIN, **JOINED}[dim] for dim in by)
    signed = "byline" in by or "department" in by
    persons = "b.persons" if signed and policy.byline_share == "equal" else "1"
    articles = "count(distinct s.article)" if signed else "count(*)"  # two persons of one department
    key = PLAIN[policy.outlet_by] if policy.unit == "家" else "null"
    told = [place for place, what in ((1, key), (4, persons)) if "." in what]  # sorting by constants takes its time
    undated = [dim not in ("day", "week", "month") for dim in by]  # the articles come by day: times first
    parted = [*told, *sorted(range(5, 5 + len(by)), key=lambda place: undated[place - 5])]

    def work() -> list[tuple[Any, ...]]:
        query = (
            f"with counted as (select * from {state.counted(db, filters, policy)}){tables}"
            f" select {key}, {articles}, sum(s.tenths), {persons}, {dims} from counted s {joins}"
            f" group by {', '.join(str(place) for place in parted)}"
        )
        return db.execute(query, state.parameters(filters, policy)).fetchall()

    rows: dict[tuple[Any, ...], Tally] = defaultdict(lambda: Tally(policy.unit))
    for name, many, tenths, shared, *values in state.remembered(db, filters, policy, f"joined {by}", work):
        rows[tuple(values)].add(name, many, Fraction(tenths or 0) / (shared or 1))
    return rows


def _by_company(
    db: Database, config: Config, filters: Filters, policy: Policy, by: Sequence[str]
) -> dict[tuple[Any, ...], Tally]:
    """A count for each watched company, rivals too."""
    place = by.index("company")
    others = [dim for dim in by if dim != "company"]
    ours = [company.id for company in config.watchlist.companies if not company.rival]
    rows: dict[tuple[Any, ...], Tally] = {}
    for company in config.watchlist.companies:
        if filters.companies and company.id not in filters.companies:
            continue
        own = filters.narrowed(companies=() if ours == [company.id] else (company.id,))
        found: dict[tuple[Any, ...], Tally] = {(): Tally(policy.unit)} if not others else {}
        if all(dim in PLAIN for dim in others):
            for key, articles, tenths, *values in _grouped(db, own, policy, others):
                found.setdefault(tuple(values), Tally(policy.unit)).add(key, articles, tenths)
        else:
            found = _by_joined(db, own, policy, others)
        rows |= {(*values[:place], company.id, *values[place:]): tally for values, tally in found.items()}
    return rows


def _differ(db: Database, filters: Filters, chosen: Sequence[Policy]) -> list[dict[str, Any]]:
    """The articles that count under one policy and not under another, each with its reason under every one."""
    names = [policy.name for policy in chosen]

    def work() -> list[dict[str, Any]]:
        counted = [state.counted_ids(db, filters, policy) for policy in chosen]
        differ = counted[0].union(*counted[1:]) - counted[0].intersection(*counted[1:])
        why = [state.reasons(db, filters, policy, differ - ids) for policy, ids in zip(chosen, counted, strict=True)]
        return [
            {"id": id_, "reasons": dict(zip(names, [each.get(id_) for each in why], strict=True))}
            for id_ in sorted(differ)
        ]

    return state.remembered(
        db, filters, chosen[0], f"differ {names} {[policy.parameters() for policy in chosen]}", work
    )
