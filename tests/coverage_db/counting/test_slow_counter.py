"""state.sql against the slow counter, on facts, stories, decisions, filters and policies that hypothesis makes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from counting_facts import LEVEL_OF, OUTLETS, add_outlets, fact, office, store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slow_counter import slow_count
from sqlite_utils import Database

from coverage_db.counting import policy as policies
from coverage_db.counting import state
from coverage_db.counting.count import count_under
from coverage_db.counting.filters import STATES, Filters
from coverage_db.counting.policy import Policy
from coverage_db.database import open_database
from coverage_db.records import CHANNELS, LEVELS

REASONS = {
    "paid", "own", "mirror", "not_us", "notice", "undated", "out_of_period", "off_theme", "pending", "level", "channel",
    "excerpt", "round_up", "passing", "reprint", "lower_level",
}  # fmt: skip
CASES = 600
SEEN: Counter[str | None] = Counter()
DAYS = ["2021-12-31", "2022-01-01", "2022-03-31", "2022-04-01", "2022-04-06", "2022-04-20"]

rarely = st.sampled_from([0] * 7 + [1])
PRESETS = ("stories", "appearances", "outlets", "highest_only", "points_local", "converted")


@st.composite
def articles(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to twelve articles of a few stories, each a candidate of one to three companies."""
    rows = []
    ranks: Counter[int] = Counter()
    for article in range(1, draw(st.integers(1, 12)) + 1):
        story = draw(st.integers(1, 4))
        ranks[story] += 1
        outlet = draw(st.sampled_from([None, *(row[0] for row in OUTLETS)]))
        included = draw(rarely)
        day = draw(st.sampled_from([None, *DAYS * 2]))
        shared = {
            "story": story,
            "story_rank": ranks[story],
            "role": draw(st.sampled_from(["original", "reprint", "reprint", "excerpt"])),
            "mirror": draw(rarely),
            "notice": draw(rarely),
            "why": draw(st.sampled_from(["", "", "", "", "clues_only", "date_conflict near_duplicate"])),
            "word": None if included else draw(st.sampled_from([None] * 9 + ["paid"])),
            "included": included,
            "front": draw(st.integers(0, 1)),
            "headline": draw(rarely),
            "length": draw(st.sampled_from([500, 1000, 2500])),
        }
        if outlet is None and not included and not shared["why"]:
            shared["why"] = "unknown_outlet"
        companies = draw(
            st.lists(
                st.sampled_from([("us", 0, 0), ("sister", 1, 0), ("them", 2, 1)]), min_size=1, max_size=3, unique=True
            )
        )
        for company, order, rival in companies:
            not_us = draw(rarely)
            rows.append(
                fact(
                    article, outlet, day, **shared, company=company, company_order=order, rival=rival, not_us=not_us,
                    prominence=None if not_us else draw(st.sampled_from(["title", "lead", "body", "round_up", "passing"])),
                )
            )  # fmt: skip
    return rows


@st.composite
def rules(draw: st.DrawFn) -> Policy:
    """A preset, or a policy of one's own."""
    if draw(st.booleans()):
        name = draw(st.sampled_from(PRESETS))
        return policies._policy(name, policies._table(name, Path("/nowhere"), "zh"))
    factor = st.sampled_from([0, 0.05, 0.5, 1, 1.5, 2, 3.33, 20])
    unit, reprints = draw(
        st.sampled_from(
            [("篇", "once"), ("篇", "highest"), ("条次", "each"), ("分", "once"), ("分", "highest"), ("分", "each")]
        )
    )
    roles = ("original", *draw(st.sets(st.sampled_from(["reprint", "excerpt", "round_up", "passing"]))))
    points: dict[str, Any] = {
        "level": draw(st.dictionaries(st.sampled_from(LEVELS), factor)),
        "channel": draw(st.dictionaries(st.sampled_from(CHANNELS), factor)),
        "role": draw(
            st.dictionaries(st.sampled_from(["original", "reprint", "excerpt", "round_up", "passing"]), factor)
        ),
        "position": draw(st.dictionaries(st.sampled_from(["front_page", "headline"]), factor)),
        "length": draw(st.dictionaries(st.sampled_from(["1000", "2000"]), factor)),
    }
    if draw(st.booleans()):
        points["caps"] = {"per_story": draw(st.sampled_from([0.5, 3, 40]))}
    return Policy(
        "mine", unit, "brand", reprints, roles,
        tuple(sorted(draw(st.sets(st.sampled_from(LEVELS), min_size=4)))), tuple(sorted(draw(st.sets(st.sampled_from(CHANNELS), min_size=4)))),
        {"zh": "", "en": ""}, points if unit == "分" else {}
    )  # fmt: skip


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.one_of(st.just(()), st.just(()), st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple))


@st.composite
def questions(draw: st.DrawFn) -> Filters:
    """Filters of every kind."""
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
    from_, to = draw(st.sampled_from([(None, None), (days[0], None), (None, days[1]), (days[0], days[1])]))
    return Filters(
        from_, to,
        themes=draw(some(["epidemic", "work"])), companies=draw(some(["us", "sister", "them"])),
        outlets=draw(some(list(LEVEL_OF))), levels=draw(some(list(LEVELS))), brands=draw(some(["江苏经济", "交汇点"])),
        owners=draw(some(["新华报业", "人民日报社"])), channels=draw(some(list(CHANNELS))),
        states=draw(some([name for name in STATES if name != "none"])),
    )  # fmt: skip


themes_of = st.dictionaries(st.integers(1, 12), st.sets(st.sampled_from(["epidemic", "work", "safety"]), min_size=1))


@pytest.fixture(scope="module")
def ledger() -> Database:
    return open_database(":memory:")


@settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(articles(), themes_of, rules(), questions())
def test_the_sql_equals_the_slow_counter(
    ledger: Database, rows: list[dict[str, Any]], themes: dict[int, set[str]], policy: Policy, filters: Filters
) -> None:
    ledger.execute("delete from facts")
    ledger.execute("delete from fact_themes")
    ledger["facts"].insert_all(rows)
    for article, names in themes.items():
        ledger["fact_themes"].insert_all({"article": article, "theme": theme} for theme in sorted(names))
    query = f"select article, state, reason, coalesce(tenths, 0) from ({state.sql()})"
    found = {row[0]: row[1:] for row in ledger.execute(query, state.parameters(filters, policy))}
    wanted = slow_count(
        rows, themes,
        {name: getattr(policy, name) for name in ("unit", "reprints", "roles", "levels", "channels", "points")},
        {
            "from": filters.from_, "to": filters.to, "themes": filters.themes, "companies": filters.companies,
            "outlet": filters.outlets, "level": filters.levels, "brand": filters.brands, "owner": filters.owners,
            "channel": filters.channels, "state": filters.states,
        },
    )  # fmt: skip
    assert found == wanted
    SEEN.update(reason for _, reason, _ in found.values())


def test_every_reason_occurred() -> None:
    """Runs after the comparison, in the same process: what never occurs is never compared."""
    if not SEEN:
        pytest.skip("the comparison ran in another process")
    assert set(SEEN) == REASONS | {None}
    assert min(SEEN.values()) >= 5


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(articles(), themes_of, rules(), questions())
def test_what_must_always_hold(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, Any]],
    themes: dict[int, set[str]],
    policy: Policy,
    filters: Filters,
) -> None:
    config = office(tmp_path_factory.mktemp("office"))
    db = open_database(":memory:")
    add_outlets(db, watched=0)
    store(
        db, rows, {article: names for article, names in themes.items() if article in {row["article"] for row in rows}}
    )
    whole = count_under(db, config, filters, policy, ())
    assert whole["counted"] + sum(whole["excluded"].values()) == whole["candidates"]
    if policy.unit in ("篇", "条次"):
        assert whole["total"] == whole["counted"]
    for dim in ("outlet", "level", "brand", "owner", "channel", "month", "week", "day", "role", "origin"):
        parted = count_under(db, config, filters, policy, (dim,))
        assert {**parted, "by": [], "rows": []} == whole
        if policy.unit in ("篇", "条次"):
            assert sum(row["count"] for row in parted["rows"]) == whole["total"], dim
    by_theme = count_under(db, config, filters, policy, ("theme",))
    if policy.unit in ("篇", "条次"):
        assert sum(row["count"] for row in by_theme["rows"]) >= whole["total"]
    db.close()
