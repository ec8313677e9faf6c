"""Counts against numbers worked out by hand: dimensions, policies side by side, comparison, decisions up to a day."""

from __future__ import annotations

from typing import Any

import pytest
from counting_facts import fact, store
from sqlite_utils import Database

from coverage_db import counting, health
from coverage_db.config import Config
from coverage_db.counting.compare import compare, said
from coverage_db.counting.dimensions import DIMENSIONS
from coverage_db.counting.filters import Filters
from coverage_db.errors import UsageError
from coverage_db.health import Gap


def counted(db: Database, config: Config, *by: str, **filters: Any) -> dict[str, Any]:
    return counting.count(db, config, Filters.make(config, db, **filters), by)


def rows(db: Database, config: Config, dim: str, **filters: Any) -> dict[str | None, int]:
    return {row[dim]: row["count"] for row in counted(db, config, dim, **filters)["rows"]}


def test_a_count_says_all_that_the_contract_wants(ledger: Database, config: Config) -> None:
    found = counted(ledger, config, "outlet", period="outbreak", themes=["epidemic", "work"])
    assert found == {
        "unit": "篇",
        "policy": "stories",
        "period": {"from": "2022-03-10", "to": "2022-04-20"},
        "themes": ["epidemic", "work"],
        "by": ["outlet"],
        "rows": [{"outlet": "jhd", "count": 1}, {"outlet": "jsjjw", "count": 1}, {"outlet": "lygtv", "count": 1}],
        "total": 3,
        "counted": 3,
        "outlets": 3,
        "candidates": 11,
        "excluded": {"off_theme": 4, "out_of_period": 1, "own": 1, "reprint": 1, "undated": 1},
        "gaps": [],
        "by_hand": [],
    }


@pytest.mark.parametrize(
    ("dim", "policy", "wanted"),
    [
        ("outlet", "stories", {"gyx": 1, "jhd": 1, "jsjjw": 1, "lygtv": 1}),
        ("outlet", "appearances", {"jhd": 2, "gyx": 1, "jsjjb": 1, "jsjjw": 1, "lygtv": 1, "rmw": 1}),
        ("level", "stories", {"省级": 2, "市级": 1, "县级": 1}),
        ("brand", "appearances", {"江苏经济": 2, "交汇点": 2, "人民网": 1, "灌云新闻": 1, "连云港广电": 1}),
        ("owner", "outlets", {"人民日报社": 1, "新华报业": 1, "江苏经济报社": 1, "灌云融媒": 1, "连云港广电": 1}),
        ("channel", "stories", {"web": 1, "app": 1, "wechat": 1, "tv": 1}),
        ("theme", "stories", {"epidemic": 2, "work": 3}),
        ("month", "stories", {"2022-03": 1, "2022-04": 2, "2022-05": 1}),
        ("month", "highest_only", {"2022-03": 1, "2022-04": 2, "2022-05": 1}),
        ("month", "appearances", {"2022-03": 2, "2022-04": 4, "2022-05": 1}),
        ("week", "stories", {"2022-W10": 1, "2022-W13": 1, "2022-W16": 1, "2022-W18": 1}),
        ("day", "highest_only", {"2022-03-12": 1, "2022-04-01": 1, "2022-04-20": 1, "2022-05-02": 1}),
        ("role", "appearances", {"original": 4, "reprint": 2, "excerpt": 1}),
        ("role", "highest_only", {"original": 3, "reprint": 1}),
        ("byline", "stories", {"许清瑞": 2, "乙": 1, "甲": 1, None: 2}),
        ("byline", "appearances", {"许清瑞": 2, "甲": 2, "乙": 1, None: 3}),
        ("department", "stories", {"新东所": 2, None: 2}),
        ("company", "stories", {"us": 4, "sister": 0, "them": 1}),
        ("company", "outlets", {"us": 4 + 1, "sister": 0, "them": 1}),
        ("origin", "stories", {"contributed": 2, "press": 2}),
        ("origin", "appearances", {"contributed": 2, "press": 5}),
        ("outlet", "points_local", {"rmw": 30, "jsjjw": 10, "lygtv": 2.5, "gyx": 1}),
        ("outlet", "converted", {"rmw": 20, "jsjjw": 5, "lygtv": 4, "gyx": 1}),
    ],
)
def test_every_dimension(
    ledger: Database, config: Config, dim: str, policy: str, wanted: dict[str | None, float]
) -> None:
    found = rows(ledger, config, dim, policies=[policy])
    assert found == wanted
    if dim not in ("theme", "byline", "department", "company"):
        whole = counted(ledger, config, policies=[policy])
        assert sum(found.values()) == whole["total"]


def test_no_dimension_is_untried() -> None:
    cases = test_every_dimension.pytestmark[0].args[1]
    assert {case[0] for case in cases} == set(DIMENSIONS)


def test_dimensions_together(ledger: Database, config: Config) -> None:
    found = counted(ledger, config, "theme", "month")["rows"]
    assert found == [
        {"theme": "epidemic", "month": "2022-03", "count": 1},
        {"theme": "epidemic", "month": "2022-04", "count": 1},
        {"theme": "work", "month": "2022-04", "count": 2},
        {"theme": "work", "month": "2022-05", "count": 1},
    ]
    found = counted(ledger, config, "company", "level")["rows"]
    assert {"company": "them", "level": "省级", "count": 1} in found


def test_the_original_that_may_not_count_leaves_its_place_to_a_reprint(ledger: Database, config: Config) -> None:
    ledger.execute("update facts set word = 'paid' where article = 1")
    found = {row["id"]: row["reason"] for row in counting.articles(ledger, config, Filters())}
    assert (found[1], found[2], found[3]) == ("paid", None, "reprint")
    assert rows(ledger, config, "month")["2022-04"] == 3


def test_quarters_add_up_to_the_year_under_every_preset(ledger: Database, config: Config) -> None:
    for policy in ("stories", "appearances", "highest_only", "points_local", "converted"):
        year = counted(ledger, config, period="2022", policies=[policy])["total"]
        quarters = [counted(ledger, config, period=f"2022-Q{n}", policies=[policy])["total"] for n in (1, 2, 3, 4)]
        assert sum(quarters) == year, policy


def test_two_policies_side_by_side_with_the_articles_that_differ(ledger: Database, config: Config) -> None:
    found = counted(ledger, config, policies=["stories", "appearances"])
    assert [(each["policy"], each["total"]) for each in found["policies"]] == [("stories", 4), ("appearances", 7)]
    assert found["differ"] == [
        {"id": 2, "reasons": {"stories": "reprint", "appearances": None}},
        {"id": 3, "reasons": {"stories": "reprint", "appearances": None}},
        {"id": 11, "reasons": {"stories": "excerpt", "appearances": None}},
    ]


def test_rivals_count_for_themselves_only(ledger: Database, config: Config) -> None:
    assert counted(ledger, config, companies=["them"])["total"] == 1
    assert 12 not in {row["id"] for row in counting.articles(ledger, config, Filters())}


def test_an_article_of_two_companies_counts_once(ledger: Database, config: Config) -> None:
    store_twin = fact(4, "jsjjw", "2022-04-01", company="sister", company_order=1, prominence="passing")
    ledger["facts"].insert(store_twin)
    assert counted(ledger, config)["total"] == 4
    assert rows(ledger, config, "company") == {"us": 4, "sister": 0, "them": 1}


def test_the_list_is_the_number(ledger: Database, config: Config) -> None:
    for policy in ("stories", "appearances", "highest_only"):
        filters = Filters.make(config, ledger, policies=[policy], period="outbreak", states=["counted"])
        whole = counted(ledger, config, policies=[policy], period="outbreak")
        assert len(counting.articles(ledger, config, filters)) == whole["counted"] == whole["total"]


def test_some_articles_are_judged_as_among_all(ledger: Database, config: Config) -> None:
    everything = {row["id"]: row for row in counting.articles(ledger, config, Filters())}
    for article, row in everything.items():
        assert counting.articles(ledger, config, Filters(), ids=[article]) == [row]


def test_narrowing_changes_no_state(ledger: Database, config: Config) -> None:
    found = counted(ledger, config, outlets=["rmw"])
    assert (found["candidates"], found["excluded"]) == (1, {"reprint": 1})


def test_stored_articles_that_are_no_candidates(ledger: Database, config: Config) -> None:
    ledger.execute("delete from facts where article = 5")
    filters = Filters.make(config, ledger, states=["none"])
    assert [(row["id"], row["state"], row["reason"]) for row in counting.articles(ledger, config, filters)] == [
        (5, "none", None)
    ]
    assert counting.articles(ledger, config, filters.narrowed(from_="2022-05-01")) == []
    assert counted(ledger, config, states=["none"])["candidates"] == 0


def test_nothing_found_is_a_zero_with_its_reasons(ledger: Database, config: Config) -> None:
    found = counted(ledger, config, "outlet", period="2019")
    assert (found["total"], found["rows"]) == (0, [])
    assert found["excluded"]["out_of_period"] == 9
    assert sum(found["excluded"].values()) == found["candidates"] == 11


def test_the_same_period_last_year(ledger: Database, config: Config) -> None:
    store(ledger, [fact(20, "jhd", "2021-04-01"), fact(21, "jhd", "2021-03-20"), fact(22, "jhd", "2021-04-21")])
    filters = Filters.make(config, ledger, period="outbreak")
    found = compare(ledger, config, filters, "last-year")
    assert found == {
        "with": {"from": "2021-03-10", "to": "2021-04-20"}, "total": 2, "difference": 1, "percent": 50.0, "refused": None,
    }  # fmt: skip
    assert said(found, "篇", "last-year") == "同比增加1篇，增长50%。"


def test_the_month_before(ledger: Database, config: Config) -> None:
    filters = Filters.make(config, ledger, period="2022-05")
    found = compare(ledger, config, filters, "previous")
    assert (found["with"], found["total"], found["difference"], found["percent"]) == (
        {"from": "2022-04-01", "to": "2022-04-30"}, 2, -1, -50.0,
    )  # fmt: skip
    assert said(found, "篇", "previous") == "环比减少1篇，下降50%。"
    filters = Filters.make(config, ledger, period="2022-03")
    assert said(compare(ledger, config, filters, "previous"), "篇", "previous") == "上期为0篇。"


def test_a_comparison_with_gaps_is_refused_in_words(
    ledger: Database, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gaps(db: Database, config: Config, from_: str, to: str, outlets: object = None) -> list[Gap]:
        return [Gap("jhd", from_, from_, "not_read")] if from_ < "2022" else []

    monkeypatch.setattr(health, "gaps", gaps)
    found = compare(ledger, config, Filters.make(config, ledger, period="2022-Q1"), "last-year")
    assert (found["refused"], found["difference"], found["percent"]) == ("gaps", None, None)
    assert said(found, "篇", "last-year") == "上年同期监测不完整，不作同比。"


def test_a_comparison_needs_a_period(ledger: Database, config: Config) -> None:
    with pytest.raises(UsageError, match="起止日期"):
        compare(ledger, config, Filters.make(config, ledger, from_="2022-01-01"), "last-year")


def test_shares_of_points(ledger: Database, config: Config) -> None:
    for share, wanted in {
        "full": {"许清瑞": 40, "甲": 30, "乙": 10, None: 3.5},
        "equal": {"许清瑞": 20, "甲": 15, "乙": 5, None: 3.5},
        "first": {"许清瑞": 10, "甲": 30, None: 3.5},
    }.items():
        (config.folder / "mine.toml").write_text(f'preset = "points_local"\nbyline_share = "{share}"\n', "utf-8")
        assert rows(ledger, config, "byline", policies=["mine"]) == wanted, share


def test_an_unknown_dimension_names_the_nearest(ledger: Database, config: Config) -> None:
    with pytest.raises(UsageError, match=r"outlets.*outlet"):
        counted(ledger, config, "outlets")
