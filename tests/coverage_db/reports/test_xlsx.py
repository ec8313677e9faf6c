"""The sheet: read back cell by cell, hostile titles, 10,000 rows, and what no program may take for a formula."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from reports_samples import LINES, LONG, report

from coverage_db.reports import xlsx
from coverage_db.reports.model import Line
from coverage_db.reports.xlsx_lists import COLUMNS
from coverage_db.sheets import read_sheet


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(report())))


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_sheets_of_the_office(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["汇总", "明细", "口径", "不计", "待认定", "监测缺口", "通讯员", "对标"]


def test_the_list_has_the_offices_columns(book: openpyxl.Workbook) -> None:
    sheet = book["明细"]
    assert [cell.value for cell in sheet[3]] == [
        "序号", "刊发日期", "标题", "媒体", "级别", "载体", "版面", "首发/转载", "通讯员", "部门", "主题", "字数", "链接", "备注", "认定", "原因", "刊发编号",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]] == [
        1, datetime(2022, 3, 11), "党旗飘一线 战疫冲在前", "新华日报", "省级", "报纸（数字报）", "03 要闻", "首发", "许清瑞、王海波", "新东供电所", "疫情防控", 1260, "原文", None, None, None, 3,
    ]  # fmt: skip
    assert sheet["B4"].number_format == "yyyy-mm-dd"
    assert sheet["M4"].hyperlink.target == LINES[0].url
    assert sheet["M6"].value == "原链接已失效"
    assert sheet["M7"].value == "人工录入，无原始页面"
    assert sheet.column_dimensions["Q"].hidden
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:Q7"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9,
        "landscape",
        0,
    )


def test_no_cell_is_a_formula_and_no_markup_survives(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    sheet = book["明细"]
    assert sheet["C5"].value == '=HYPERLINK("http://evil","点我")'
    assert sheet["C6"].value == LONG
    assert sheet["C7"].value == "<b>保电</b> & 复产“两不误”"
    archive = zipfile.ZipFile(io.BytesIO(xlsx.write(report())))
    assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_the_officer_chooses_columns() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(report(), ("title", "outlet", "url"))))
    assert [cell.value for cell in book["明细"][3]] == ["标题", "媒体", "链接", "认定", "原因", "刊发编号"]


def test_what_is_filled_in_can_be_read_back(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(xlsx.write(report()))
    book = openpyxl.load_workbook(path)
    book["明细"]["O5"], book["明细"]["N5"] = "不计", "广告"
    book["待认定"]["P4"] = "计入"
    book.save(path)
    found = {row.id: (row.decision, row.note, row.row) for row in read_sheet(path, "zh") if row.decision}
    assert found == {"7": ("不计", "广告", 5), "20": ("计入", "", 4)}


def test_the_numbers_stand_beside_their_reasons(book: openpyxl.Workbook) -> None:
    summary = {row[0]: row[1] for row in rows(book["汇总"]) if row[1] is not None}
    assert (summary["计入（篇）"], summary["媒体（家）"], summary["待认定（条）"], summary["不计（条）"]) == (
        4,
        4,
        1,
        4,
    )
    text = "\n".join(str(cell) for row in rows(book["口径"]) for cell in row if cell)
    for said in (
        "记在首发媒体名下",
        "主题：疫情防控、复工复产",
        "9条 = 计入 + 不计 + 待认定",
        "未定稿",
        "不折算广告价值",
        "海州新闻（电视）",
    ):
        assert said in text
    assert [row[:4] for row in rows(book["监测缺口"])][3] == ["江苏经济网", "2022-03-28", "2022-04-01", "连续访问失败"]
    people = rows(book["通讯员"])
    assert people[2] == [
        "序号",
        "部门",
        "姓名",
        "笔名",
        "省级",
        "市级",
        "稿件（篇）",
        "另被转载（条次）",
        "年度目标（篇）",
        "完成率",
        "本人确认",
    ]
    assert people[3] == [1, "新东供电所", "许清瑞", "清水", 1, None, 1, 2, 12, 1 / 12, None]
    assert people[5][1] == "（未登记部门）"
    assert [row[:3] for row in rows(book["对标"])][3] == ["海州湾供电服务有限公司", 4, 0.8]


def test_departments_with_their_targets(book: openpyxl.Workbook) -> None:
    found = {row[1]: row[2:5] for row in rows(book["通讯员"])[7:] if row[1]}
    assert found["新东供电所"] == [1, 4, 0.25]
    assert found["客户服务中心"] == [1, None, None]


def test_whole_texts_when_asked_for() -> None:
    lines = (replace(LINES[0], text="第一段。\n第二段。"), replace(LINES[1], text="长" * 40_000))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.write(report(lines=lines))))["全文"]
    assert sheet["D4"].value == "第一段。\n第二段。"
    assert str(sheet["D5"].value).endswith("……（余下见原始页面）")


def test_a_period_that_begins_with_a_figure_keeps_its_size() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.write(report(period="2022年一季度 R&D" + "长" * 300))))["明细"]
    footer = sheet.oddFooter.right
    assert footer.size == 9
    assert footer.text.strip().startswith("2022年一季度 R&&D")


def test_there_are_charts() -> None:
    names = zipfile.ZipFile(io.BytesIO(xlsx.write(report()))).namelist()
    assert [name for name in names if re.match(r"xl/charts/chart\d", name)] == [
        "xl/charts/chart1.xml",
        "xl/charts/chart2.xml",
    ]


def test_an_empty_period_says_so() -> None:
    empty = report(
        lines=(),
        left_out=(),
        waiting=(),
        gaps=(),
        people=(),
        rivals=(),
        by_level=(),
        by_month=(),
        by_outlet=(),
        total=0,
        counted=0,
        outlets=0,
    )
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(empty)))
    assert book["明细"]["A4"].value == "统计期内没有计入的刊发。"
    assert book["不计"]["A4"].value == "没有不计的刊发。"
    assert book["监测缺口"]["A4"].value == "监测缺口：无"
    assert book["通讯员"]["A4"].value == "统计期内没有署名的通讯员。"
    assert "待认定" not in book.sheetnames


def test_ten_thousand_rows_and_an_endless_link() -> None:
    lines = tuple(
        Line(id=n, day="2022-04-01", title=f"稿{n}", outlet="海州网", url=f"http://a.cn/{n}", length=n)
        for n in range(10_000)
    )
    endless = Line(id=10_000, day=None, title="长网址", outlet="海州网", url="http://a.cn/" + "a" * 3000)
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(report(lines=(*lines, endless)))), read_only=True)
    read = list(book["明细"].iter_rows(min_row=4, values_only=True))
    assert len(read) == 10_001
    assert read[-1][1] is None
    assert str(read[-1][12]).startswith("http://a.cn/aaa")
    book.close()


def test_columns_have_labels() -> None:
    from coverage_db.wording import say

    assert all(say(f"report.column_{column}") for column in COLUMNS)
