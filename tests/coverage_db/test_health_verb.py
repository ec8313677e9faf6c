"""The verb health as the officer meets it: table, JSON, a gap closed by hand, wrong calls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coverage_db.database import open_database
from crawler.cli import main

TOML = """
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
short = "公司"

[[outlet]]
id = "town"
name = "海州湾日报"
level = "市级"
channel = "web"
listings = ["http://127.0.0.1:1/news/"]

[[outlet]]
id = "radio"
name = "海州湾广播"
level = "市级"
channel = "tv"
manual = true

[crawl]
since = 2022-03-01

[general]
officer = "张三"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "coverage.toml").write_text(TOML, "utf-8")
    run("health")  # makes the database and the table of outlets
    with open_database(tmp_path / "coverage.db") as db:
        db.execute("insert into stories default values")
        db["articles"].insert(
            {
                "outlet": "town", "title": "t", "kicker": "", "subtitle": "", "day": "2022-03-02", "published": "2022-03-02",
                "date_why": "", "date_conflict": 0, "length": 1, "text_hash": "", "story": 1, "story_rank": 1, "role": "original",
                "notice": 0, "garbled": 0, "attention": "", "why": "", "first_seen": "2022-03-02T08:00:00+08:00",
            }
        )  # fmt: skip
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_the_table_names_outlets_gaps_and_what_goes_by_hand(folder: Path) -> None:
    result = run("health", "--date", "2022-03-04")
    assert result.exit_code == 0, result.output
    assert "海州湾日报" in result.stdout
    assert "2022-03-02至2022-03-04 未监测" in result.stdout
    assert "以下媒体以人工补录为准：海州湾广播。" in result.stdout
    assert "占用磁盘：数据库" in result.stdout


def test_json_is_the_shape_of_the_contract(folder: Path) -> None:
    document = json.loads(run("health", "--date", "2022-03-04", "--format", "json").stdout)
    assert document == {
        "outlets": [
            {"outlet": "town", "last_seen": None, "last_article": "2022-03-02", "expected_per_day": 1.0, "alarms": []}
        ],
        "gaps": [{"outlet": "town", "from": "2022-03-02", "to": "2022-03-04", "reason": "not_read"}],
    }


def test_a_person_closes_a_gap(folder: Path) -> None:
    result = run("health", "--seen", "海州湾日报", "2022-03-02", "2022-03-03", "--note", "已翻阅报纸")
    assert result.stdout == "第1号认定：海州湾日报 2022-03-02至2022-03-03已人工核对，不再列为监测缺口。\n"
    document = json.loads(run("health", "--date", "2022-03-04", "--format", "json").stdout)
    assert document["gaps"] == [{"outlet": "town", "from": "2022-03-04", "to": "2022-03-04", "reason": "not_read"}]
    assert document["outlets"][0]["last_seen"] == "2022-03-03"
    with open_database(folder / "coverage.db") as db:
        (row,) = db["decisions"].rows
        assert (row["by"], row["action"], row["value"], row["note"]) == (
            "张三",
            "seen",
            "town 2022-03-02 2022-03-03",
            "已翻阅报纸",
        )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--seen", "海州湾早报", "2022-03-02", "2022-03-03", "--note", "x"),
            "没有“海州湾早报”这家媒体；是否指 海州湾日报？",
        ),
        (("--seen", "town", "3月2日", "2022-03-03", "--note", "x"), "“3月2日”不是日期，应写成 2022-04-06。"),
        (("--seen", "town", "2022-03-03", "2022-03-02", "--note", "x"), "截止日 2022-03-02 早于起始日 2022-03-03。"),
        (("--seen", "town", "2022-03-02", "2022-03-03"), "人工核对要写明依据，请加 --note，如 --note 已翻阅纸质报纸。"),
        (("--seen", "town", "2022-03-02", "9999-01-01", "--note", "x"), "9999-01-01还没有过去，过后才能核对。"),
        (("--date", "昨天"), "“昨天”不是日期，应写成 2022-04-06。"),
    ],
)
def test_a_wrong_call_says_what_to_write_and_stores_nothing(folder: Path, words: tuple[str, ...], message: str) -> None:
    result = run("health", *words)
    assert (result.exit_code, result.stderr.strip()) == (2, message)
    with open_database(folder / "coverage.db") as db:
        assert db["decisions"].count == 0
