"""presstally review, retag and search, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from story_cases import article, store

from coverage_db.config import load_config
from coverage_db.database import open_database
from coverage_db.outlets import OutletRow, sync
from coverage_db.retag import prepare
from crawler.cli import main

COVERAGE = """
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
short = "公司"
aliases = ["海州湾供电"]
[[slogan]]
text = "光明到家、服务到心"
[[outlet]]
id = "o3"
name = "海州日报"
level = "市级"
channel = "web"
feeds = ["https://o3.test/rss.xml"]
[general]
officer = "张三"
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "coverage.toml").write_text(COVERAGE, "utf-8")
    config = load_config(tmp_path / "coverage.toml")
    db = open_database(config.database)
    sync(
        db,
        [
            OutletRow(
                id="o3",
                name="海州日报",
                brand="海州日报",
                owner="海州报业",
                level="市级",
                watched=True,
                addresses=("o3.test",),
                declared="file",
            )
        ],
    )
    prepare(db, config)
    store(
        db,
        [
            article("a", "海州湾供电服务有限公司抢修线路。", title="抢修"),
            article("b", "光明到家、服务到心。", title="口号"),
            article("c", "海州湾水电站发电，鹽城也来。"),
        ],
    )
    db.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


def answer(*arguments: object) -> Any:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_queue_says_why_and_a_decision_empties_it(office: Path) -> None:
    assert [(row["id"], row["why"], row["state"]) for row in answer("review")] == [(2, ["clues_only"], "pending")]
    assert "只有关联线索" in run("review").stdout
    assert answer("review", 2, "include", "--note", "电话问过")[0] | {"at": ""} == {
        "number": 1, "at": "", "by": "张三", "decision": "include", "note": "电话问过", "article": 2, "story": False, "in_force": True,
    }  # fmt: skip
    assert answer("review") == []


def test_wrong_use_is_one_line_and_status_2(office: Path) -> None:
    for arguments in (
        ("review", 99, "include"),
        ("review", 1, "perhaps"),
        ("review", "nosuch.xlsx"),
        ("review", 1, "exclude"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()) == 1
    (office / "coverage.toml").write_text(COVERAGE.replace('officer = "张三"', ""), "utf-8")
    assert "由谁认定" in run("review", 1, "include").stderr
    assert run("review", 1, "include", "--by", "李四").exit_code == 0


def test_a_sheet_with_decisions_is_read_back_once(office: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["宣传报道明细"])
    sheet.append(["序号", "刊发日期", "标题", "媒体", "备注", "认定", "原因", "刊发编号"])
    sheet.append([1, "2022-04-06", "抢修", "海州日报", "广告页", "不计", "付费刊登（广告、购买版面）", 1])
    sheet.append([2, "2022-04-06", "口号", "海州日报", "", "include", "", 2])
    sheet.append([3, "2022-04-06", "无关", "海州日报", "", "不计", "", 3])
    sheet.append([4, "2022-04-06", "没有的", "海州日报", "", "计入", "", 77])
    sheet.append([5, "2022-04-06", "没填的", "海州日报", "", "", "", 3])
    book.save(office / "filled.xlsx")
    read = answer("review", "filled.xlsx")["read"]
    assert [(row["row"], row["id"], row["decision"], row["outcome"]) for row in read] == [
        (3, 1, "exclude", "done"), (4, 2, "include", "done"), (5, 3, "exclude", "refused"), (6, 77, "include", "refused"),
    ]  # fmt: skip
    assert "写明原因" in read[2]["reason"]
    assert [row["note"] for row in answer("review", 1)] == ["广告页"]
    answer("review", "filled.xlsx")
    assert len(answer("review", 1)) == 1, "the same sheet again adds nothing"


@pytest.mark.parametrize(("language", "yes"), [("zh", "计入"), ("en", "include")])
def test_the_exported_queue_can_be_filled_in_and_read_back(office: Path, language: str, yes: str) -> None:
    (office / "coverage.toml").write_text(COVERAGE + f'language = "{language}"\n', "utf-8")
    assert run("review", "-o", "queue.xlsx").exit_code == 0
    book = load_workbook(office / "queue.xlsx")
    sheet = book.active
    assert sheet is not None
    heads = {str(cell.value).lower(): cell.column for cell in sheet[1]}
    decision, note = ("认定", "备注") if language == "zh" else ("decision", "note")
    sheet.cell(2, heads[decision], yes)
    sheet.cell(2, heads[note], "电话问过")
    book.save(office / "queue.xlsx")
    (row,) = answer("review", "queue.xlsx")["read"]
    assert (row["row"], row["id"], row["outcome"]) == (2, 2, "done")
    assert [row["note"] for row in answer("review", 2)] == ["电话问过"]
    assert answer("review") == []


def test_search_in_either_script_from_one_character_on(office: Path) -> None:
    for words, ids in (
        ("湾", [1, 3]),
        ("盐城", [3]),
        ("鹽城", [3]),
        ("海州灣供電服務有限公司", [1]),
        ("湾 發電", [3]),
        ("无此词", []),
    ):
        assert sorted(hit["id"] for hit in answer("search", words)) == ids, words
    assert set(answer("search", "盐城")[0]) == {"id", "title", "outlet", "published", "snippet"}
    assert len(answer("search", "湾", "--limit", 1)) == 1
    assert run("search", '"; NEAR(* -', "x" * 10_000).exit_code == 0


def test_retag_reaches_what_is_stored_and_says_so(office: Path) -> None:
    (office / "coverage.toml").write_text(COVERAGE.replace('["海州湾供电"]', '["海州湾供电", "海州湾水电站"]'), "utf-8")
    assert answer("retag") == {"articles": 3, "changed": [3]}
    assert answer("retag") == {"articles": 3, "changed": []}
    assert "一致" in run("retag").stdout
