"""Filters and period words: what each means, and the nearest word for what is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from counting_facts import office
from sqlite_utils import Database

from coverage_db.config import Config
from coverage_db.counting import periods
from coverage_db.counting.filters import NAMES, Filters
from coverage_db.counting.numerals import rounded
from coverage_db.counting.periods import Span, read_period, said
from coverage_db.errors import UsageError

TODAY = "2022-04-06"


@pytest.mark.parametrize(
    ("word", "first", "last", "words"),
    [
        ("outbreak", "2022-03-10", "2022-04-20", "本轮疫情发生以来"),
        ("本轮疫情发生以来", "2022-03-10", "2022-04-20", "本轮疫情发生以来"),
        ("2022", "2022-01-01", "2022-12-31", "2022年"),
        ("2022-Q1", "2022-01-01", "2022-03-31", "2022年一季度"),
        ("2022-q4", "2022-10-01", "2022-12-31", "2022年四季度"),
        ("2022-H1", "2022-01-01", "2022-06-30", "2022年上半年"),
        ("2022-H2", "2022-07-01", "2022-12-31", "2022年下半年"),
        ("2022-04", "2022-04-01", "2022-04-30", "2022年4月"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2022-W14", "2022-04-04", "2022-04-10", "2022年第14周（4月4日至10日）"),
        ("2021-W53", None, None, ""),
        ("2020-W53", "2020-12-28", "2021-01-03", "2020年第53周（12月28日至2021年1月3日）"),
        ("2022-13", None, None, ""),
        ("2022-Q5", None, None, ""),
        ("this-week", "2022-04-04", "2022-04-10", "2022年第14周（4月4日至10日）"),
        ("last-week", "2022-03-28", "2022-04-03", "2022年第13周（3月28日至4月3日）"),
        ("this-month", "2022-04-01", "2022-04-30", "2022年4月"),
        ("last-month", "2022-03-01", "2022-03-31", "2022年3月"),
        ("this-quarter", "2022-04-01", "2022-06-30", "2022年二季度"),
        ("last-quarter", "2022-01-01", "2022-03-31", "2022年一季度"),
        ("this-year", "2022-01-01", "2022-12-31", "2022年"),
        ("last-year", None, None, ""),
    ],
)
def test_period_words(config: Config, word: str, first: str | None, last: str | None, words: str) -> None:
    span = read_period(word, config.periods, TODAY)
    if first is None:
        assert span is None
        return
    assert span is not None
    assert (span.from_, span.to) == (first, last)
    assert said(span) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2022-03-10", "2022-04-20", "2022年3月10日至4月20日"),
        ("2022-04-01", "2022-04-20", "2022年4月1日至20日"),
        ("2021-12-30", "2022-01-02", "2021年12月30日至2022年1月2日"),
        ("2022-04-06", "2022-04-06", "2022年4月6日"),
        ("2022-01-01", "2022-09-30", "2022年1—9月"),
        ("2022-03-10", TODAY, "2022年3月10日以来"),
        ("2022-03-10", None, "2022年3月10日以来"),
        (None, "2022-06-30", "截至2022年6月30日"),
        (None, None, ""),
    ],
)
def test_how_days_are_said(first: str | None, last: str | None, words: str) -> None:
    assert said(Span(first, last), today=TODAY) == words


def test_the_period_before_and_the_year_before() -> None:
    assert periods.year_before(Span("2024-02-01", "2024-02-29")) == Span("2023-02-01", "2023-02-28")
    assert periods.year_before(Span("2023-02-01", "2023-02-28")) == Span("2022-02-01", "2022-02-28")
    assert periods.year_before(Span("2025-02-10", "2025-02-28")) == Span("2024-02-10", "2024-02-29")
    assert periods.before(Span("2022-01-01", "2022-03-31")) == Span("2021-10-01", "2021-12-31")
    assert periods.before(Span("2022-03-01", "2022-03-31")) == Span("2022-02-01", "2022-02-28")
    assert periods.before(Span("2022-04-04", "2022-04-10")) == Span("2022-03-28", "2022-04-03")


def test_an_open_period_goes_up_to_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSTALLY_NOW", "2022-04-06T08:00:00+08:00")
    config = office(tmp_path)
    config = replace(config, periods=(replace(config.periods[0], to=None),))
    assert Filters.make(config, period="outbreak").to == "2022-04-06"


@pytest.mark.parametrize("word", ["2022-04-06", "2022/4/6", "2022.04.06", "20220406", "2022年4月6日"])
def test_a_day_as_it_is_typed(config: Config, word: str) -> None:
    assert Filters.make(config, from_=word).from_ == "2022-04-06"


def test_every_wrong_word_is_named_with_the_nearest(ledger: Database, config: Config) -> None:
    with pytest.raises(UsageError) as error:
        Filters.make(
            config, ledger,
            period="outbraek", themes=["epidemc"], outlets=["jhdd"], levels=["地市级"], brands=["交汇"], owners=["新华报"],
            channels=["webb"], companies=["uss"], states=["count"], policies=["storie"], as_of="9",
        )  # fmt: skip
    lines = str(error.value).splitlines()
    assert len(lines) == 11
    for word in ("outbreak", "epidemic", "jhd", "市级", "交汇点", "新华报业", "web", "us", "counted", "stories"):
        assert sum(line.endswith(f"；是否指 {word}？") for line in lines) == 1, (word, lines)
    assert "没有第9号人工认定（最后一号是0）" in lines


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"from_": "2022-02-30"}, "“2022-02-30”不是日期"),
        ({"from_": "soon"}, "“soon”不是日期"),
        ({"from_": "2022-05-01", "to": "2022-04-01"}, "晚于截止日"),
        ({"period": "2022", "to": "2022-04-01"}, "只能用一种"),
        ({"as_of": "yesterday"}, "不是日期"),
    ],
)
def test_days_that_are_none(config: Config, given: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Filters.make(config, **given)  # type: ignore[arg-type]


def test_names_do_as_well_as_ids(ledger: Database, config: Config) -> None:
    made = Filters.make(
        config, ledger, outlets=["交汇点新闻", "人民网"], themes=["疫情防控"], companies=["大港供电服务有限公司"]
    )
    assert (made.outlets, made.themes, made.companies) == (("jhd", "rmw"), ("epidemic",), ("them",))


def test_a_query_string_and_back(ledger: Database, config: Config) -> None:
    query = {
        "period": ["outbreak"], "theme": ["epidemic", "work"], "outlet": ["jhd"], "level": ["省级"], "brand": ["交汇点"],
        "owner": ["新华报业"], "channel": ["app"], "company": ["us"], "state": ["counted"], "policy": ["stories", "outlets"],
        "as-of": ["2022-05-01"], "page": ["2"], "to": [""],
    }  # fmt: skip
    made = Filters.from_query(config, ledger, query)
    assert (made.from_, made.to, made.period_name) == ("2022-03-10", "2022-04-20", "本轮疫情发生以来")
    written = made.query()
    assert set(written) == set(NAMES) - {"from", "to"}
    again = {name: value if isinstance(value, list) else [str(value)] for name, value in written.items()}
    assert Filters.from_query(config, ledger, again) == made
    days = Filters.make(config, from_="2022-04-01")
    assert days.query() == {"from": "2022-04-01"}


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (9, "9"), (10, "10"), (33, "30余"), (39, "30余"), (999, "990余"), (1000, "1000"), (1234, "1200余"),
     (12345, "1.2万余"), (20000, "2万"), (12.5, "12.5")],
)  # fmt: skip
def test_rounding(number: float, words: str) -> None:
    assert rounded(number) == words
