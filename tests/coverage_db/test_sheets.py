"""Offices' own lists: every messy truth of them once, in real .xlsx and .csv files."""

from __future__ import annotations

import random
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coverage_db.errors import UsageError
from coverage_db.sheet_dates import Context, day_of
from coverage_db.sheets import SheetRow, read_sheet

HEADER = ["序号", "标题", "媒体", "日期", "链接", "通讯员", "部门", "备注"]


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def one(tmp_path: Path, *rows: list[Any], header: list[str] | None = None, name: str = "台账") -> list[SheetRow]:
    return read_sheet(book(tmp_path / "list.xlsx", {name: [header or HEADER, *rows]}))


def test_a_plain_row(tmp_path: Path) -> None:
    (row,) = one(
        tmp_path,
        [1, "春灌用电不排队", "海州湾日报", "2022-03-02", "http://a.example/1", "甲乙、丙丁", "望潮所", "头版"],
    )
    assert (row.row, row.title, row.outlets, row.day) == (2, "春灌用电不排队", ("海州湾日报",), "2022-03-02")
    assert (row.urls, row.people, row.department, row.note) == (
        ("http://a.example/1",),
        ("甲乙", "丙丁"),
        "望潮所",
        "头版",
    )


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("题目", "title"), ("稿件标题", "title"), ("新闻标题（全称）", "title"),
        ("刊发媒体", "outlets"), ("发布平台", "outlets"), ("媒体名称", "outlets"),
        ("刊发时间", "day"), ("见报日期", "day"), ("刊 发\n日 期", "day"), ("发布时间：", "day"),
        ("网址", "urls"), ("链接地址", "urls"), ("原文链接", "urls"),
        ("作者", "people"), ("供稿人", "people"), ("作者/通讯员", "people"),
        ("单位", "department"), ("报送单位", "department"), ("级别", "level"), ("媒体级别", "level"), ("版面", "page"), ("备注", "note"),
    ],
)  # fmt: skip
def test_columns_by_their_many_names(tmp_path: Path, heading: str, field: str) -> None:
    values = {"title": "一则消息", "outlets": "某报", "day": "2022-03-02", "urls": "http://a.example/1"}
    header = ["题目" if field != "title" else "链接", heading]
    value = values.get(field, "值")
    (row,) = one(tmp_path, ["http://a.example/x" if field == "title" else "一则消息", value], header=header)
    found = getattr(row, field)
    assert value in (found if isinstance(found, tuple) else (found,))


def test_title_rows_above_the_header_give_the_year(tmp_path: Path) -> None:
    rows = [
        ["海州湾供电服务有限公司2022年宣传报道台账"],
        ["填报人：甲", None, "填报时间：12月31日"],
        [],
        HEADER,
        [1, "甲稿", "某报", "3月5日"],
    ]
    (row,) = read_sheet(book(tmp_path / "list.xlsx", {"Sheet1": rows}))
    assert (row.row, row.day) == (5, "2022-03-05")


def test_a_day_without_any_year_stays_open(tmp_path: Path) -> None:
    (row,) = one(tmp_path, [1, "甲稿", "某报", "3月5日"])
    assert (row.day, row.day_raw) == (None, "3月5日")


def test_merged_cells_hold_for_all_their_rows(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (HEADER, [1, "甲稿", "某报", "2022-03-05"], [2, "乙稿"], [3, "丙稿"]):
        sheet.append(row)
    sheet.merge_cells("C2:C4")
    sheet.merge_cells("D2:D3")
    workbook.save(tmp_path / "list.xlsx")
    rows = read_sheet(tmp_path / "list.xlsx")
    assert [row.outlets for row in rows] == [("某报",)] * 3
    assert [row.day for row in rows] == ["2022-03-05", "2022-03-05", None]


def test_a_header_in_two_rows(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["序号", "标题", "刊发情况", None, None, "供稿人"],
        [None, None, "媒体", "日期", "版面"],
        [1, "甲稿", "某报", "2022-03-05", "2版", "甲乙"],
    ):
        sheet.append(row)
    for block in ("A1:A2", "B1:B2", "C1:E1", "F1:F2"):
        sheet.merge_cells(block)
    workbook.save(tmp_path / "list.xlsx")
    (row,) = read_sheet(tmp_path / "list.xlsx")
    assert (row.row, row.title, row.outlets, row.day, row.page, row.people) == (
        3,
        "甲稿",
        ("某报",),
        "2022-03-05",
        "2版",
        ("甲乙",),
    )


def test_a_sheet_formatted_to_its_far_end_is_read_in_time(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["标题", "媒体"])
    sheet.append(["甲稿", "某报"])
    sheet.cell(90_000, 16_384).value = " "
    workbook.save(tmp_path / "list.xlsx")
    assert [row.title for row in read_sheet(tmp_path / "list.xlsx")] == ["甲稿"]


def test_totals_and_empty_and_repeated_header_rows_are_no_articles(tmp_path: Path) -> None:
    rows = one(
        tmp_path,
        [1, "甲稿", "某报", "2022-03-05"],
        ["小计", "1篇"],
        [],
        HEADER,
        [2, "乙稿", "某报"],
        ["合 计", None, 2],
        [3, None, "某报"],
    )
    assert [(row.row, row.title) for row in rows] == [(2, "甲稿"), (6, "乙稿")]


def test_a_headline_that_begins_like_a_total_is_kept(tmp_path: Path) -> None:
    rows = one(tmp_path, ["累计送电三百万度 岸电让港口更静", "某报"], header=["标题", "媒体"])
    assert len(rows) == 1


def test_a_sheet_for_each_month(tmp_path: Path) -> None:
    path = tmp_path / "2022年台账.xlsx"
    book(
        path,
        {
            "1月": [HEADER, [1, "甲稿", "某报", "5日"]],
            "2月": [HEADER, [1, "乙稿", "某报", "2月6日"]],
            "说明": [["填写说明"]],
        },
    )
    rows = read_sheet(path)
    assert [(row.sheet, row.row, row.day) for row in rows] == [("1月", 2, "2022-01-05"), ("2月", 2, "2022-02-06")]


def test_a_book_of_months_names_its_year_once(tmp_path: Path) -> None:
    sheets = {"1月": [["2022年台账"], HEADER, [1, "甲稿", "某报", "5日"]], "2月": [HEADER, [1, "乙稿", "某报", "6日"]]}
    assert [row.day for row in read_sheet(book(tmp_path / "台账.xlsx", sheets))] == ["2022-01-05", "2022-02-06"]
    sheets["3月"] = [["2021年台账"], HEADER, [1, "丙稿", "某报", "7日"]]
    assert [row.day for row in read_sheet(book(tmp_path / "台账.xlsx", sheets))] == ["2022-01-05", None, "2021-03-07"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022.3.5", "2022-03-05"), ("2022-03-05", "2022-03-05"), ("2022/3/5 9:30", "2022-03-05"), ("2022年3月5日", "2022-03-05"),
        ("2022年 3月 5日", "2022-03-05"), ("20220305", "2022-03-05"), (20220305, "2022-03-05"), (44625, "2022-03-05"), (44625.4, "2022-03-05"),
        ("44625", "2022-03-05"), (datetime(2022, 3, 5), "2022-03-05"), ("３月５日", "2022-03-05"), ("3.5", "2022-03-05"), ("3月5日第2版", "2022-03-05"),
        ("2022.2.30", None), (3.1, None), ("3月", None), ("", None), (None, None), ("上旬", None), (True, None), ("2022-3", None),
    ],
)  # fmt: skip
def test_dates_in_every_form(value: Any, day: str | None) -> None:
    assert day_of(value, Context(year=2022)) == day


def test_two_outlets_in_one_cell(tmp_path: Path) -> None:
    header = ["标题", "媒体", "链接"]
    rows = one(
        tmp_path,
        ["甲稿", "交汇、某报", "http://a.example/1 http://b.example/2"],
        ["乙稿", "甲报，乙报；丙报", None],
        ["丙稿", "甲报/乙报", "http://a.example/3"],
        header=header,
    )
    assert rows[0].appearances() == [("交汇", "http://a.example/1"), ("某报", "http://b.example/2")]
    assert rows[1].appearances() == [("甲报", None), ("乙报", None), ("丙报", None)]
    assert rows[2].appearances() == [("甲报", "http://a.example/3"), ("乙报", None)]


def test_links_behind_the_headlines(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["标题", "媒体"])
    sheet.append(["《甲稿》", "某报"])
    sheet["A2"].hyperlink = "http://a.example/1"
    sheet.append(['=HYPERLINK("http://a.example/2","乙稿")', "某报"])
    sheet.append(["丙稿 http://a.example/3", "某报"])
    sheet.append(["丁稿", "某报"])
    sheet["A5"].hyperlink = "mailto:press@a.example"
    workbook.save(tmp_path / "list.xlsx")
    rows = read_sheet(tmp_path / "list.xlsx")
    assert [row.urls for row in rows] == [("http://a.example/1",), ("http://a.example/2",), ("http://a.example/3",), ()]
    assert [row.title for row in rows] == ["甲稿", "乙稿", "丙稿", "丁稿"]


def test_ditto_marks_stand_for_the_cell_above(tmp_path: Path) -> None:
    rows = one(
        tmp_path, [1, "甲稿", "某报", "2022-03-05"], [2, "乙稿", "同上", "〃"], [3, "丙稿", "同上", "2022-03-06"]
    )
    assert [(row.outlets, row.day) for row in rows] == [
        (("某报",), "2022-03-05"), (("某报",), "2022-03-05"), (("某报",), "2022-03-06"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_as_programs_save_it(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(
        f"标题{delimiter}媒体{delimiter}日期\r\n甲稿{delimiter}某报{delimiter}2022/3/5\r\n".encode(encoding)
    )
    (row,) = read_sheet(path)
    assert (row.title, row.outlets, row.day) == ("甲稿", ("某报",), "2022-03-05")


def test_an_old_xls_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "台账.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    with pytest.raises(UsageError, match="另存为"):
        read_sheet(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xff\xfe\x00\xd8", b"", "没有表头,的文件\n".encode()])
def test_what_is_no_list_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"list\.xlsx"):
        read_sheet(path)


def test_a_damaged_file_is_a_line_and_never_an_accident(tmp_path: Path) -> None:
    path = book(tmp_path / "list.xlsx", {"台账": [HEADER, *([n, f"稿{n}", "某报", "2022-03-05"] for n in range(20))]})
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        files = {name: parts.read(name) for name in parts.namelist()}
    dice = random.Random(20220406)
    refused = 0
    for turn in range(60):
        name = dice.choice(list(files))
        damaged = bytearray(whole if turn % 2 else files[name])
        for _ in range(dice.randint(1, 6)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        if turn % 2:
            path.write_bytes(damaged)
        else:
            with zipfile.ZipFile(path, "w") as parts:
                for other, content in (files | {name: bytes(damaged)}).items():
                    parts.writestr(other, content)
        try:
            read_sheet(path)
        except UsageError:
            refused += 1
    assert refused > 20


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(60):
            part.write(bytes(10_000_000))
    with pytest.raises(UsageError, match="50MB"):
        read_sheet(path)


def test_hidden_sheets_are_left_out(tmp_path: Path) -> None:
    workbook = Workbook()
    for name in ("可见", "隐藏"):
        sheet = workbook.create_sheet(name)
        sheet.append(["标题", "媒体"])
        sheet.append([f"{name}稿", "某报"])
    workbook["隐藏"].sheet_state = "hidden"
    workbook.save(tmp_path / "list.xlsx")
    assert [row.title for row in read_sheet(tmp_path / "list.xlsx")] == ["可见稿"]


def test_an_exported_sheet_brings_back_ids_and_decisions(tmp_path: Path) -> None:
    (row,) = one(tmp_path, [17, "甲稿", "某报", "2022-03-05", "不计"], header=["ID", "标题", "媒体", "日期", "认定"])
    assert (row.id, row.decision) == ("17", "不计")
