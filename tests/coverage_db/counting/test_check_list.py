"""Somebody's list against ours: what both have, what only they have and why, what only we have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from check_office import COMPANY, office, publish
from click.testing import CliRunner
from openpyxl import Workbook
from sqlite_utils import Database

from coverage_db.config import Config
from coverage_db.counting.filters import Filters
from coverage_db.counting.listed import check_list
from coverage_db.intake import take_in
from coverage_db.records import Article, Record, Witness
from crawler.cli import main

Office = tuple[Database, Config]


@pytest.fixture
def stocked(tmp_path: Path) -> Iterator[Office]:
    """Three stories at 交汇点, one of them reprinted by 荔枝网; 人民网 was never seen."""
    db, config = office(tmp_path, unseen="rmw")
    for number in range(3):
        publish(db, "jhd", number, f"2022-04-0{number + 1}")
    publish(db, "lzw", 0, "2022-04-02", title="转载的标题")
    yield db, config
    db.close()


def a_list(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["二季度宣传报道台账"])
    sheet.append(["序号", "标题", "刊发媒体", "日期", "链接"])
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    book.save(path)
    return path


def test_rows_meet_articles_by_address_and_by_headline(stocked: Office, tmp_path: Path) -> None:
    rows = [
        ("随便写的标题", "交汇点", "2022-04-01", "http://jhd.example/0.html#top"),
        ("《第1篇》", "交汇点", "2022.4.3", None),
        ("没有见过的", "交汇点", "2022-04-02", None),
        ("人民网的一篇", "人民网", "2022-04-02", None),
        ("转载的标题", "荔枝网", "4月2日", None),
        ("第1篇", "交汇点", "2022-04-02", None),
    ]
    found = check_list(*stocked, a_list(tmp_path / "2022年台账.xlsx", rows), Filters())
    assert found == {
        "both": [{"row": 3, "id": 1}, {"row": 4, "id": 2}],
        "theirs": [
            {"row": 5, "reason": "not_seen"},
            {"row": 6, "reason": "gap"},
            {"row": 7, "reason": "reprint"},
            {"row": 8, "reason": "reprint"},
        ],
        "ours": [3],
    }


def test_the_period_is_the_lists_own_unless_one_is_given(stocked: Office, tmp_path: Path) -> None:
    db, config = stocked
    path = a_list(
        tmp_path / "台账.xlsx", [("第0篇", "交汇点", "2022-04-01", None), ("第1篇", "交汇点", "2022-04-02", None)]
    )
    assert check_list(db, config, path, Filters())["ours"] == []
    assert check_list(db, config, path, Filters.make(config, db, period="2022-04"))["ours"] == [3]
    found = check_list(db, config, path, Filters.make(config, db, from_="2022-04-02", to="2022-04-30"))
    assert found["theirs"] == [{"row": 3, "reason": "out_of_period"}]


def test_what_is_stored_and_not_about_us_is_said(stocked: Office, tmp_path: Path) -> None:
    db, config = stocked
    other = Article(url="https://jhd.example/x.html", outlet="jhd", title="别家的事", text="与我们无关。", published="2022-04-02",
                    date_witness="meta", witnesses=(Witness("meta", "2022-04-02"),))  # fmt: skip
    take_in(db, Record(link=str(other.url), outlet="jhd", fetched="2023-01-01T08:00:00+08:00", article=other))
    path = a_list(tmp_path / "台账.xlsx", [("别家的事", "交汇点", "2022-04-02", None)])
    assert check_list(db, config, path, Filters())["theirs"] == [{"row": 3, "reason": "none"}]


def test_the_verb_says_it_in_a_table_and_in_json(stocked: Office, tmp_path: Path) -> None:
    path = a_list(
        tmp_path / "台账.xlsx",
        [("第0篇", None, "2022-04-01", "https://jhd.example/0.html"), ("没有见过", "交汇点", "2022-04-01", None)],
    )
    config = str(tmp_path / "coverage.toml")
    told = CliRunner().invoke(main, ["--config", config, "check", str(path)])
    assert "两边都有1条，仅对方有1条，仅本台账有0条。" in told.output
    told = CliRunner().invoke(main, ["--config", config, "check", str(path), "--format", "json"])
    assert json.loads(told.stdout)["theirs"] == [{"row": 4, "reason": "not_seen"}]


@pytest.mark.parametrize(("name", "data"), [("没有.xlsx", None), ("空的.xlsx", b""), ("旧的.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"), ("乱.csv", "甲,乙\n1,2\n".encode())])  # fmt: skip
def test_a_file_that_is_no_list_is_one_line(stocked: Office, tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    told = CliRunner().invoke(main, ["--config", str(tmp_path / "coverage.toml"), "check", str(tmp_path / name)])
    assert told.exit_code in (1, 2)
    assert name in told.stderr
    assert "Traceback" not in told.stderr
    assert COMPANY not in told.stderr
