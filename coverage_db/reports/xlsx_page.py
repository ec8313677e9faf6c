"""Sheet: the pages of a workbook – A4 with title, period, page numbers and repeated header; styles, made once each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..wording import say
from .model import Report

INK, PALE, GRID, GREY = "#1F3A5F", "#E8EEF5", "#B7C4D3", "#555555"
FONT = "宋体"
HEAD_FONT = "黑体"
PORTRAIT, LANDSCAPE = False, True
A4 = 9
FOOTER_MOST = 60
"""Characters of the period's name in the footer; Excel takes 255 for all of it."""


ROW_POINTS = 18
ROW_POINTS_MOST = 409
"""Excel's limit."""
UNIT_POINTS = 10.4
"""A column as wide as n characters holds n half-wide ones of this size."""
LINE_POINTS = 1.45
"""Height of a line of text, in font sizes."""


def height(cells: Sequence[tuple[object, float]], size: float = 11) -> float:
    """The height in points of a row whose (text, width in characters) wrap: sheet programs differ in when they reckon it
    themselves, and none does for merged cells.
    """
    lines = max((_lines(str(text or ""), width * UNIT_POINTS / size) for text, width in cells), default=1)
    return min(max(lines * size * LINE_POINTS + 3, ROW_POINTS), ROW_POINTS_MOST)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column that holds `width` half-wide characters; a Han character is two wide."""
    return sum(max(1, -(-_wide(line) // max(1, int(width)))) for line in text.split("\n"))


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


class Pages:
    """One workbook being filled with the sheets of one report."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book, self.report = book, report
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def say(self, key: str, **fields: object) -> str:
        return say(f"report.{key}", self.report.language, **fields)

    def style(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
            self.formats[key] = self.book.add_format({**base, **properties})
        return self.formats[key]

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool, repeat: int | None = None) -> Worksheet:
        """A page of A4 with its title, period and page numbers; `repeat`: the header row that every page repeats."""
        sheet = self.book.add_worksheet(self.say(f"sheet_{name}"))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_default_row(ROW_POINTS)
        sheet.set_paper(A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        period = _escape(self.report.period[:FOOTER_MOST])
        # The space parts the size 9 from a text that begins with a figure: 2022年一季度.
        sheet.set_footer(f"&L&9 {self.say('made', day=self.report.made)}&C&9 {self.say('page_of')}&R&9 {period}")
        sheet.hide_gridlines(2)
        sheet.set_row(0, 30)
        heading = self.report.title if name == "summary" else f"{self.report.title}·{self.say(f'sheet_{name}')}"
        last = len(widths) - 1
        title = self.style(font_name=HEAD_FONT, font_size=16, bold=True, align="center", font_color=INK)
        below = self.style(font_size=10, align="center", font_color=GREY, text_wrap=True)
        self.merged(sheet, 0, last, heading, title)
        self.merged(
            sheet,
            1,
            last,
            self.say("span", period=self.report.period, from_=self.report.from_, to=self.report.to),
            below,
        )
        if repeat is not None:
            sheet.repeat_rows(repeat)
            sheet.freeze_panes(repeat + 1, 0)
        return sheet

    def merged(self, sheet: Worksheet, row: int, last: int, text: str, style: Format) -> None:
        if last:
            sheet.merge_range(row, 0, row, last, "", style)
        sheet.write_string(row, 0, text, style)

    def header(self, sheet: Worksheet, row: int, labels: Sequence[str], column: int = 0) -> None:
        style = self.style(
            font_name=HEAD_FONT,
            bold=True,
            align="center",
            text_wrap=True,
            bg_color=INK,
            font_color="white",
            border=1,
            border_color=GRID,
        )
        for offset, label in enumerate(labels):
            sheet.write_string(row, column + offset, label, style)

    def body(self, **properties: Any) -> Format:
        return self.style(border=1, border_color=GRID, **properties)

    def text(self, sheet: Worksheet, row: int, column: int, value: str | None, style: Format) -> None:
        """A text, or an empty cell with its borders."""
        if value:
            sheet.write_string(row, column, value, style)
        else:
            sheet.write_blank(row, column, None, style)

    def number(self, sheet: Worksheet, row: int, column: int, value: float, style: Format) -> None:
        sheet.write_number(row, column, value, style)


def _escape(text: str) -> str:
    """& starts a code in a header or footer."""
    return text.replace("&", "&&")
