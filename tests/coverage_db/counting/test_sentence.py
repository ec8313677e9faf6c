"""The sentence: every template, both languages, and 据不完全统计 exactly when it must stand."""

from __future__ import annotations

from typing import Any

import pytest
from counting_facts import fact, store
from sqlite_utils import Database

from coverage_db import counting, health
from coverage_db.config import Config
from coverage_db.counting import policy as policies
from coverage_db.counting.filters import Filters
from coverage_db.counting.sentence import basis
from coverage_db.errors import UsageError
from coverage_db.health import Gap

BEGUN = "本轮疫情发生以来，公司共在"


def told(db: Database, config: Config, **given: Any) -> str:
    options = {name: given.pop(name) for name in ("round_", "names", "by", "plain", "language") if name in given}
    found = counting.sentence(db, config, Filters.make(config, db, **given), **options)
    assert found["statement"] is None
    return str(found["sentence"])


@pytest.fixture(autouse=True)
def nothing_waits(ledger: Database) -> None:
    """The pending article of the office is taken for another company's, but where a test is about it."""
    ledger.execute("update facts set rival = 1 where article = 8")


@pytest.fixture
def pending(ledger: Database, nothing_waits: None) -> None:
    ledger.execute("update facts set rival = 0 where article = 8")


@pytest.fixture
def gapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "gaps", lambda *_: [Gap("jhd", "2022-04-01", "2022-04-02", "not_read")])


def test_all_outlets_are_named_up_to_five(ledger: Database, config: Config) -> None:
    assert told(ledger, config, period="outbreak") == BEGUN + "交汇点、江苏经济、连云港广电3家媒体刊播宣传报道3篇。"
    assert (
        told(ledger, config, period="outbreak", themes=["epidemic"])
        == BEGUN + "交汇点、江苏经济2家媒体发布疫情防控宣传报道2篇。"
    )


def test_two_of_more_are_named_the_highest_level_first(ledger: Database, config: Config) -> None:
    store(
        ledger,
        [fact(30 + n, outlet, "2022-04-02") for n, outlet in enumerate(("lygrb", "rmw", "xhrb", "jsjjb", "gyx"))],
    )
    assert told(ledger, config, period="outbreak", themes=[]) == BEGUN + "人民网、江苏经济等7家媒体刊播宣传报道8篇。"
    assert told(ledger, config, period="outbreak", plain=True) == BEGUN + "人民网、江苏经济等媒体刊播宣传报道8篇。"
    named = told(ledger, config, period="outbreak", names=["交汇点新闻", "江苏经济报"])
    assert named == BEGUN + "交汇点、江苏经济等7家媒体刊播宣传报道8篇。"


def test_themes_are_joined(ledger: Database, config: Config) -> None:
    found = told(ledger, config, period="outbreak", themes=["epidemic", "work", "safety"], outlets=["jhd"])
    assert found == "本轮疫情发生以来，公司在交汇点发布疫情防控、复工复产和安全生产宣传报道1篇。"


def test_rounded(ledger: Database, config: Config) -> None:
    store(ledger, [fact(100 + n, "jhd", "2022-04-02") for n in range(30)])
    assert told(ledger, config, period="outbreak", round_=True).endswith("3家媒体刊播宣传报道30余篇。")
    assert told(ledger, config, period="outbreak", round_=True, outlets=["jhd"]).endswith("发布宣传报道30余篇。")
    store(ledger, [fact(200 + n, "jhd", "2022-04-02") for n in range(7)])
    assert told(ledger, config, period="outbreak", round_=True).endswith("宣传报道40篇。")


def test_no_period_no_themes(ledger: Database, config: Config) -> None:
    assert told(ledger, config, outlets=["jhd"]) == "公司在交汇点发布宣传报道1篇。"


def test_zero_when_everything_was_seen(ledger: Database, config: Config) -> None:
    ledger.execute("update outlets set watched = 1 where id <> 'group'")
    assert (
        told(ledger, config, period="2019", themes=["work"]) == "2019年，所监测的8家媒体中，未见公司复工复产宣传报道。"
    )
    assert told(ledger, config, period="2019", levels=["市级"]) == "2019年，所监测的2家媒体中，未见公司宣传报道。"


def test_zero_with_gaps_is_no_zero(ledger: Database, config: Config, gapped: None) -> None:
    wanted = "据不完全统计，2019年，在已监测范围内未见公司宣传报道；另有1家媒体存在监测缺口，不能据此认定为零。"
    assert told(ledger, config, period="2019") == wanted


def test_zero_with_pending(ledger: Database, config: Config, pending: None) -> None:
    found = told(ledger, config, period="outbreak", outlets=["lygrb"])
    assert found == "据不完全统计，本轮疫情发生以来，尚无计入的公司宣传报道，另有1条待认定。"


def test_zero_with_both(ledger: Database, config: Config, pending: None, gapped: None) -> None:
    found = told(ledger, config, period="outbreak", outlets=["lygrb"])
    assert "另有1条待认定；1家媒体存在监测缺口，不能据此认定为零" in found


@pytest.mark.parametrize("by", [(), ("level",), ("theme",)])
@pytest.mark.parametrize("policy", ["stories", "appearances", "outlets", "points_local", "converted"])
def test_incomplete_exactly_with_gaps_or_pending(
    ledger: Database, config: Config, policy: str, by: tuple[str, ...]
) -> None:
    asked = {"period": "outbreak", "policies": [policy], "by": by}
    assert told(ledger, config, **asked).startswith("本轮")
    ledger.execute("update facts set rival = 0 where article = 8")
    assert told(ledger, config, **asked).startswith("据不完全统计，本轮疫情发生以来，")
    assert told(ledger, config, **asked, states=["counted"]).startswith("据不完全统计")
    assert told(ledger, config, **asked, themes=["work"]).startswith("本轮"), "what waits is on no theme"


def test_incomplete_with_gaps(ledger: Database, config: Config, gapped: None) -> None:
    found = told(ledger, config, period="outbreak", themes=["epidemic"])
    assert found == "据不完全统计，" + BEGUN + "交汇点、江苏经济2家媒体发布疫情防控宣传报道2篇。"


def test_parts(ledger: Database, config: Config) -> None:
    found = told(ledger, config, period="outbreak", by=["level"])
    assert found.endswith("刊播宣传报道3篇，其中省级2篇、市级1篇。")
    found = told(ledger, config, period="outbreak", by=["theme"])
    assert found.endswith("宣传报道3篇，其中涉及疫情防控2篇、复工复产2篇（1篇同时涉及）。")
    found = told(ledger, config, period="outbreak", by=["theme"], themes=["epidemic"])
    assert found.endswith("宣传报道2篇，其中疫情防控2篇。")
    found = told(ledger, config, by=["company"])
    assert found.endswith("宣传报道4篇，其中海州湾供电服务有限公司4篇、大港供电服务有限公司1篇。")
    found = told(ledger, config, by=["byline"])
    assert found.endswith("宣传报道4篇，其中1名通讯员署名见报2篇：许清瑞2篇。")
    with pytest.raises(UsageError, match="不能按“day”分项"):
        told(ledger, config, by=["day"])


def test_other_units(ledger: Database, config: Config) -> None:
    period = {"period": "outbreak"}
    found = told(ledger, config, policies=["appearances"], **period)
    assert found == "本轮疫情发生以来，公司宣传报道共被人民网、交汇点、江苏经济、连云港广电4家媒体刊发、转载6条次。"
    found = told(ledger, config, policies=["outlets"], **period, themes=["work"])
    assert found == "本轮疫情发生以来，共有江苏经济、连云港广电2家媒体（分属2个主办单位）报道公司复工复产工作。"
    found = told(ledger, config, policies=["points_local"], **period)
    assert found == "本轮疫情发生以来，公司宣传报道按“按分计”计42.5分（3篇）。"
    found = told(ledger, config, policies=["converted"], **period)
    assert found == "本轮疫情发生以来，公司宣传报道折算数为29（仅用于排名，实际3篇）。"
    found = told(ledger, config, policies=["stories", "appearances"], **period)
    assert found == BEGUN + "交汇点、江苏经济、连云港广电3家媒体刊播宣传报道3篇，各媒体刊发、转载共6条次。"


def test_in_english(ledger: Database, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(ledger, config, period="2022-Q1", language="en")
    assert found == "In the first quarter of 2022, 1 story about 公司 appeared in 交汇点."
    monkeypatch.setattr(health, "gaps", lambda *_: [Gap("jhd", "2022-04-01", "2022-04-02", "not_read")])
    found = told(ledger, config, language="en", by=["level"], themes=["epidemic", "work"])
    assert found.startswith(
        "According to incomplete figures, 4 stories about 公司 on 疫情防控 and 复工复产 appeared in 4 outlets, namely"
    )
    assert found.endswith("of these: provincial 2, city 1, county 1.")
    found = told(ledger, config, period="2019", language="en")
    assert found.startswith("According to incomplete figures, in 2019, no story about")


def test_a_name_with_nothing_counted_cannot_stand_in_it(ledger: Database, config: Config) -> None:
    with pytest.raises(UsageError, match="“人民网”在统计期内没有计入的刊发"):
        told(ledger, config, names=["人民网"])
    with pytest.raises(UsageError, match="没有名为“交汇店”的媒体；是否指 交汇点？"):
        told(ledger, config, names=["交汇店"])


def test_two_channels_of_one_brand_never_stand_as_two(ledger: Database, config: Config) -> None:
    store(ledger, [fact(30, "jsjjb", "2022-04-02")])
    assert (
        told(ledger, config, period="outbreak", levels=["省级"]) == BEGUN + "江苏经济、交汇点2家媒体发布宣传报道3篇。"
    )


def test_the_second_sentence(ledger: Database, config: Config) -> None:
    policy = policies.load(config)
    assert basis(ledger, config, policy, 3) == "统计口径：按篇计（同稿只计1次）；数据截至2022-04-06；统计结论第3号。"
    assert basis(ledger, config, policy) == "统计口径：按篇计（同稿只计1次）；数据截至2022-04-06。"
