"""Sentences as offices write them, judged on an office with 33 stories and three reprints: what is read, and the verdict."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_office import office, publish, publish_many
from sqlite_utils import Database

from coverage_db import decisions
from coverage_db.config import Config
from coverage_db.counting import sentence
from coverage_db.counting.filters import Filters
from coverage_db.counting.judge import check_sentence

Office = tuple[Database, Config]
TABLE = Path(__file__).with_name("sentences.tsv")
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines(), delimiter="\t"))
MISSION = "本轮疫情发生以来,公司共在交汇点、江苏经济网等媒体发布疫情防控和复工复产宣传报道30余篇"
ON = "2022-12-31"


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """33 stories in the period at 交汇点 and 江苏经济网, three of them reprinted by 荔枝网."""
    db, config = office(tmp_path_factory.mktemp("office"))
    publish_many(db, 33)
    for number in (1, 2, 4):
        publish(db, "lzw", number, "2022-04-19")
    yield db, config
    db.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    db, config = office(tmp_path)
    yield db, config
    db.close()


def verdict(office_: Office, text: str) -> dict[str, Any]:
    return check_sentence(*office_, text, on=ON)


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number in range(len(ROWS))])
def test_what_a_sentence_claims_and_whether_it_is_so(stocked: Office, row: dict[str, str]) -> None:
    found = verdict(stocked, row["sentence"])
    claimed = found["claimed"]
    got = {
        "low": "" if claimed["low"] is None else str(claimed["low"]),
        "high": "" if claimed["high"] is None else str(claimed["high"]),
        "unit": claimed["unit"] or "",
        "outlets": "、".join(claimed["outlets"]),
        "others": "yes" if claimed["others"] else "no",
        "themes": "、".join(claimed["themes"]),
        "from": claimed["period"]["from"] or "",
        "to": claimed["period"]["to"] or "",
        "verdict": found["verdict"],
    }
    assert got == {key: row[key] for key in got}, found["reasons"]
    assert found["reasons"], "a verdict without a reason is none"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "contradicted"), (30, "contradicted"), (31, "supported"), (39, "supported"), (40, "contradicted")],
)
def test_thirty_odd_is_31_to_39(empty: Office, count: int, expected: str) -> None:
    publish_many(empty[0], count)
    found = verdict(empty, MISSION)
    assert found["found"] == count
    assert found["verdict"] == expected


def test_a_named_outlet_without_an_article_contradicts(empty: Office) -> None:
    publish_many(empty[0], 33, outlets_=("jhd",))
    found = verdict(empty, MISSION)
    assert found["verdict"] == "contradicted"
    assert "江苏经济网" in found["reasons"][0]


def test_a_named_outlet_with_a_gap_leaves_it_open(tmp_path: Path) -> None:
    db, config = office(tmp_path, unseen="jsjjw")
    publish_many(db, 33, outlets_=("jhd",))
    assert check_sentence(db, config, MISSION, on=ON)["verdict"] == "undecidable"
    db.close()


def test_gaps_could_fill_a_number_that_is_too_small(tmp_path: Path) -> None:
    db, config = office(tmp_path, unseen="rmw")
    publish_many(db, 30)
    found = check_sentence(db, config, MISSION, on=ON)
    assert found["verdict"] == "undecidable"
    assert "人民网" in found["reasons"][0]
    publish_many(db, 40)
    assert check_sentence(db, config, MISSION, on=ON)["verdict"] == "contradicted", "a gap cannot make a number smaller"
    db.close()


def test_undated_articles_could_fill_it_too(empty: Office) -> None:
    publish_many(empty[0], 30)
    publish(empty[0], "jhd", 900, None)
    assert verdict(empty, MISSION)["verdict"] == "undecidable"
    publish(empty[0], "jhd", 901, None, themes=("防汛保电",))
    assert verdict(empty, MISSION.replace("30余", "40余"))["verdict"] == "contradicted"


def test_a_decision_changes_the_verdict(empty: Office) -> None:
    db, config = empty
    publish_many(db, 31)
    first = verdict(empty, MISSION)["articles"]["for"][0]
    decisions.decide(db, by="张三", article=first, decision="exclude paid", config=config)
    assert verdict(empty, MISSION)["verdict"] == "contradicted"


def test_a_lower_bound_and_an_understatement_are_said(stocked: Office) -> None:
    assert "高于原句" in verdict(stocked, "据不完全统计，本轮疫情发生以来，公司共发布宣传报道20余篇")["reasons"][0]
    assert "偏低" in verdict(stocked, "本轮疫情发生以来，公司共发布宣传报道10篇以上")["reasons"][0]


def test_what_no_number_can_show_is_said(stocked: Office) -> None:
    found = verdict(stocked, "2022年，公司发稿33篇、6.5万字，被主流媒体关注，全市排名第一，近10余篇被转发")
    text = "".join(found["reasons"])
    for words in ("6.5万字", "主流媒体", "排名第一"):
        assert words in text


def test_parts_are_judged_each(stocked: Office) -> None:
    found = verdict(stocked, "本轮疫情发生以来，公司发布宣传报道33篇，其中国家级1篇、省级32篇")
    assert [(part["claimed"]["low"], part["verdict"]) for part in found["parts"]] == [
        (1, "contradicted"),
        (32, "contradicted"),
    ]
    assert found["verdict"] == "contradicted"


def test_the_sentences_own_sum_must_hold(stocked: Office) -> None:
    found = verdict(stocked, "本轮疫情发生以来，公司发布宣传报道33篇，其中省级30篇、市级20篇")
    assert any("50" in line and "33" in line for line in found["reasons"])


@pytest.mark.parametrize("by", [(), ("level",), ("theme",)])
@pytest.mark.parametrize("policy", ["stories", "appearances", "outlets", "highest_only"])
def test_our_own_sentence_passes_our_own_check(stocked: Office, by: tuple[str, ...], policy: str) -> None:
    db, config = stocked
    for period in ("outbreak", "2022-04", "2022-Q1"):
        for themes in ((), ("epidemic",), ("epidemic", "work")):
            filters = Filters.make(config, db, period=period, themes=themes, policies=(policy,))
            ours = sentence(db, config, filters, by=by)["sentence"]
            found = verdict(stocked, ours)
            assert found["verdict"] == "supported", (ours, found["reasons"])


@pytest.mark.parametrize("text", ["", "。", "公司", "30", "篇", "(" * 5000, "三十" * 2000 + "篇", "《" * 300 + "30篇", "在" * 3000 + "等媒体30篇", "1—" * 500 + "30篇", "'; drop table facts; --30篇"])  # fmt: skip
def test_no_text_is_an_error(stocked: Office, text: str) -> None:
    assert verdict(stocked, text)["verdict"] in ("undecidable", "contradicted", "supported")
