"""state.sql against the slow counter, on facts, stories, decisions, filters and policies that hypothesis makes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from counting_facts import LEVEL_OF, OUTLETS, add_outlets, fact, office, slowly, store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
CASES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "big" else 700
"""HYPOTHESIS_PROFILE=big before a release."""
SEEN: Counter[str | None] = Counter()
DAYS = ["2021-12-31", "2022-01-01", "2022-03-31", "2022-04-01", "2022-04-06", "2022-04-20"]

PRESETS = ("stories", "appearances", "outlets", "highest_only", "points_local", "converted")
TRAITS: list[dict[str, Any]] = [
    *[{}] * 8,
    {"mirror": 1, "role": "mirror"}, {"notice": 1}, {"why": "clues_only"}, {"why": "date_conflict near_duplicate"},
    {"word": "paid"}, {"word": "paid", "why": "clues_only"}, {"day": None}, {"front": 1}, {"front": 1, "headline": 1},
    {"included": 1}, {"included": 1, "mirror": 1, "role": "mirror"}, {"included": 1, "notice": 1}, {"included": 1, "why": "clues_only"},
    {"included": 1, "day": None}, {"included": 1, "role": "excerpt"}, {"included": 1, "level": "县级", "level_rank": 4},
]  # fmt: skip
"""What an article may be beside its outlet, day and story."""
COMPANIES = [
    *[[("us", 0, 0)]] * 4,
    [("sister", 1, 0)],
    [("them", 2, 1)],
    [("us", 0, 0), ("them", 2, 1)],
    [("us", 0, 0), ("sister", 1, 0)],
]


@st.composite
def articles(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to twelve articles of two stories, each a candidate of one or two companies. Drawn evenly: hypothesis itself likes
    the first of every choice, and then hardly two of a story could stand."""
    pick = draw(st.randoms(use_true_random=True)).choice
    rows = []
    ranks: Counter[int] = Counter()
    for article in range(1, pick(range(3, 12)) + 1):
        story = pick((1, 2))
        ranks[story] += 1
        trait = {
            "role": pick(("original", "reprint", "excerpt")),
            "length": pick((500, 1000, 2500)),
            "day": pick(DAYS),
            **pick(TRAITS),
        }
        outlet = pick((None, *(row[0] for row in OUTLETS)))
        if outlet is None and not trait.get("included"):
            trait.setdefault("why", "unknown_outlet")
        if outlet is None and pick((True, False)):  # `set level=` on a page of nobody
            trait |= {"level": pick(("县级", "自有")), "level_rank": 5}
        for company, order, rival in pick(COMPANIES):
            speaks = pick(("title", "lead", "body", "title", "round_up", "passing", None))
            rows.append(
                fact(
                    article, outlet, **{"story": story, "story_rank": ranks[story], **trait},
                    company=company, company_order=order, rival=rival, prominence=speaks, not_us=int(speaks is None),
                )
            )  # fmt: skip
    return rows


@st.composite
def rules(draw: st.DrawFn) -> Policy:
    """A preset, or a policy of one's own."""
    random = draw(st.randoms(use_true_random=True))
    if random.random() < 0.4:
        name = random.choice(PRESETS)
        return policies._policy(name, policies._table(name, Path("/nowhere"), "zh"))

    def some(words: Sequence[str], least: int = 0) -> list[str]:
        return random.sample(words, random.randint(least, len(words)))

    def factors(words: Sequence[str]) -> dict[str, float]:
        return {word: random.choice((0, 0.05, 0.5, 1, 1.5, 2, 3.33, 20)) for word in some(words)}

    units = (("篇", "once"), ("篇", "highest"), ("条次", "each"), ("分", "once"), ("分", "highest"), ("分", "each"))
    unit, reprints = random.choice(units)
    points: dict[str, Any] = {
        "level": factors(LEVELS),
        "channel": factors(CHANNELS),
        "role": factors(("original", "reprint", "excerpt", "round_up", "passing")),
        "position": factors(("front_page", "headline")),
        "length": factors(("1000", "2000")),
    }
    if random.random() < 0.5:
        points["caps"] = {"per_story": random.choice((0.5, 3, 40))}
    roles = ("original", *some(("reprint", "excerpt", "round_up", "passing")))
    levels, channels = tuple(some(LEVELS, 4)), tuple(some(CHANNELS, 4))
    points = points if unit == "分" else {}
    return Policy("mine", unit, "brand", reprints, roles, levels, channels, {"zh": "", "en": ""}, points)


NARROW: dict[str, list[str]] = {
    "outlets": list(LEVEL_OF), "levels": list(LEVELS), "brands": ["江苏经济", "交汇点"], "owners": ["新华报业", "人民日报社"],
    "channels": list(CHANNELS), "states": [name for name in STATES if name != "none"],
}  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> Filters:
    """Filters of every kind; half of them narrow by one thing or two."""
    random = draw(st.randoms(use_true_random=True))
    days = sorted(random.choices(DAYS, k=2))
    from_, to = random.choice([(None, None), (None, None), (days[0], None), (None, days[1]), (days[0], days[1])])
    narrowing = random.choice([(), (), (), *[(name,) for name in NARROW], ("levels", "states")])
    return Filters(
        from_,
        to,
        themes=random.choice([(), (), ("epidemic",), ("epidemic", "work")]),
        companies=random.choice([(), (), (), ("us",), ("them",), ("us", "sister"), ("us", "sister", "them")]),
        **{name: tuple(random.sample(NARROW[name], random.randint(1, 2))) for name in narrowing},
    )


@st.composite
def themes_made(draw: st.DrawFn) -> dict[int, set[str]]:
    random = draw(st.randoms(use_true_random=True))
    words = ["epidemic", "work", "safety"]
    return {
        article: set(random.sample(words, random.randint(1, 2))) for article in range(1, 13) if random.random() < 0.7
    }


@pytest.fixture(scope="module")
def ledger() -> Database:
    return open_database(":memory:")


@settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(articles(), themes_made(), rules(), questions())
def test_the_sql_equals_the_slow_counter(
    ledger: Database, rows: list[dict[str, Any]], themes: dict[int, set[str]], policy: Policy, filters: Filters
) -> None:
    ledger.execute("delete from facts")
    ledger.execute("delete from fact_themes")
    ledger["facts"].insert_all(rows)
    for article, names in themes.items():
        ledger["fact_themes"].insert_all({"article": article, "theme": theme} for theme in sorted(names))
    query = f"select article, state, reason, coalesce(tenths, 0) from {state.of(ledger, filters, policy)}"
    found = {row[0]: row[1:] for row in ledger.execute(query, state.parameters(filters, policy))}
    assert found == slowly(ledger, policy, filters)
    SEEN.update(reason for _, reason, _ in found.values())


def test_every_reason_occurred() -> None:
    """Runs after the comparison, in the same process: what never occurs is never compared."""
    if not SEEN:
        pytest.skip("the comparison ran in another process")
    print(sum(SEEN.values()), SEEN)
    assert set(SEEN) == REASONS | {None}
    assert min(SEEN.values()) >= 5, SEEN


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(articles(), themes_made(), rules(), questions())
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
