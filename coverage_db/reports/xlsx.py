"""Sheet: a Report as an .xlsx that can be handed in – summary with charts, list, rules, what was left out, gaps, people.

No cell is ever a formula: whatever a title begins with, it is written as a text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from . import xlsx_lists as lists
from .model import Report, Table
from .xlsx_page import FONT, GRID, HEAD_FONT, INK, PALE, PORTRAIT, Pages, height

CHART_ROWS_MOST = 15


def write(report: Report, columns: Sequence[str] = tuple(lists.COLUMNS)) -> bytes:
    """The file. `columns`: which of xlsx_lists.COLUMNS the lists show, in this order."""
    data = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(data, settings) as book:
        book.set_properties({"title": report.title, "subject": report.period, "author": report.officer})
        pages = Pages(book, report)
        summary(pages)
        lists.listing(pages, "list", report.lines, columns)
        rules(pages)
        lists.listing(pages, "left_out", report.left_out, columns, "reason")
        if report.waiting:
            lists.listing(pages, "waiting", report.waiting, columns, "why")
        lists.gaps(pages)
        lists.people(pages)
        if report.rivals:
            lists.rivals(pages)
        if any(line.text for line in report.lines):
            lists.texts(pages)
    return data.getvalue()


def summary(pages: Pages) -> None:
    report = pages.report
    sheet = pages.sheet("summary", (22, 11, 3, 22, 11, 3, 22, 11), landscape=PORTRAIT)
    sheet.set_row(2, height([(report.sentence, 105)], 13) + 12)
    sentence = pages.style(font_size=13, text_wrap=True, border=1, border_color=GRID, bg_color=PALE, align="left")
    pages.merged(sheet, 2, 7, report.sentence, sentence)
    row = 4
    for label, value, hint in key_figures(pages):
        sheet.write_string(row, 0, label, pages.body(bold=True, bg_color=PALE))
        pages.number(sheet, row, 1, value, pages.body(bold=True, align="right", indent=1))
        sheet.merge_range(row, 2, row, 7, "", pages.body(font_size=10, text_wrap=True, indent=1))
        sheet.write_string(row, 2, hint, pages.body(font_size=10, text_wrap=True, indent=1))
        sheet.set_row(row, height([(hint, 70)], 10))
        row += 1
    row += 1
    tables = [("level", report.by_level), ("month", report.by_month), ("theme", report.by_theme)]
    first = row
    for place, (name, table) in enumerate(tables):
        put_table(pages, sheet, first, place * 3, name, table)
    row += max((len(table) for _, table in tables), default=0) + 3
    put_table(pages, sheet, row, 0, "outlet", report.by_outlet)
    put_table(pages, sheet, row, 3, "department", report.by_department)
    put_table(pages, sheet, row, 6, "channel", report.by_channel)
    row += max(len(report.by_outlet), len(report.by_department), len(report.by_channel)) + 3
    put_chart(pages, sheet, (row, 0, 400), "column", "month", (first, 3), report.by_month)
    put_chart(pages, sheet, (row, 4, 330), "bar", "level", (first, 0), report.by_level)
    for note in report.notes:
        row += 17
        pages.merged(sheet, row, 7, note, pages.style(text_wrap=True, font_color="#A32020"))


def key_figures(pages: Pages) -> list[tuple[str, float, str]]:
    report = pages.report
    excluded = pages.say("comma").join(f"{label}{int(n)}" for label, n in report.excluded)
    gaps = len({gap.outlet for gap in report.gaps})
    return [
        (pages.say("total", unit=report.unit), report.total, report.policy),
        (pages.say("outlets"), report.outlets, pages.say("counted", n=report.counted)),
        (
            pages.say("pending"),
            report.pending,
            pages.say("pending_hint") if report.pending else pages.say("pending_none"),
        ),
        (pages.say("excluded"), sum(n for _, n in report.excluded), excluded),
        (pages.say("gap_outlets"), gaps, pages.say("gap_hint") if gaps else pages.say("gap_none")),
    ]


def put_table(pages: Pages, sheet: Worksheet, row: int, column: int, name: str, table: Table) -> None:
    pages.header(sheet, row, [pages.say(f"by_{name}"), pages.say("number", unit=pages.report.unit)], column)
    for offset, (label, number) in enumerate(table or ((pages.say("nothing"), 0),), 1):
        sheet.write_string(row + offset, column, label, pages.body(text_wrap=True))
        pages.number(sheet, row + offset, column + 1, number, pages.body(align="right", indent=1))


def put_chart(
    pages: Pages,
    sheet: Worksheet,
    place: tuple[int, int, int],
    kind: str,
    name: str,
    source: tuple[int, int],
    table: Table,
) -> None:
    """A chart at `place` (row, column, width in pixels) of the table whose header stands at `source`."""
    if not table:
        return
    chart = pages.book.add_chart({"type": kind})
    (row, column, width), (first, at) = place, source
    last = first + min(len(table), CHART_ROWS_MOST)
    chart.add_series(
        {
            "categories": [sheet.name, first + 1, at, last, at],
            "values": [sheet.name, first + 1, at + 1, last, at + 1],
            "fill": {"color": INK},
            "gap": 60,
            "data_labels": {"value": True, "font": {"name": FONT}},
        }
    )
    chart.set_title({"name": pages.say(f"by_{name}"), "name_font": {"name": HEAD_FONT, "size": 12}, "overlay": False})
    chart.set_legend({"none": True})
    axis = {"num_font": {"name": FONT}, "major_gridlines": {"visible": False}}
    value = {**axis, "visible": False, "min": 0}
    chart.set_x_axis(axis if kind == "column" else value)
    chart.set_y_axis(value if kind == "column" else {**axis, "reverse": True})
    chart.set_size({"width": width, "height": 260})
    sheet.insert_chart(row, column, chart)


def rules(pages: Pages) -> None:
    report = pages.report
    sheet = pages.sheet("rules", (26, 68), landscape=PORTRAIT)
    rows = [
        (pages.say("rule_period"), pages.say("span", period=report.period, from_=report.from_, to=report.to)),
        (pages.say("rule_filters"), "；".join(report.filters) or pages.say("rule_no_filters")),
        (pages.say("rule_policy"), f"{report.policy}\n{report.policy_text}"),
        (pages.say("rule_counted"), pages.say("rule_counted_text", total=_plain(report.total), unit=report.unit, n=report.counted, o=report.outlets)),
        (pages.say("rule_candidates"), pages.say("rule_candidates_text", n=report.candidates)),
        *((pages.say("rule_excluded", label=label), pages.say("pieces", n=int(n))) for label, n in report.excluded),
        (pages.say("pending"), pages.say("pieces", n=report.pending)),
        (pages.say("rule_by_hand"), pages.say("comma").join(report.by_hand) or pages.say("nothing")),
        (pages.say("rule_statement"), pages.say("rule_statement_no", n=report.statement) if report.statement else pages.say("rule_no_statement")),
        (pages.say("rule_not"), pages.say("rule_not_text")),
    ]  # fmt: skip
    for row, (label, text) in enumerate(rows, 3):
        sheet.write_string(row, 0, label, pages.body(bold=True, bg_color=PALE, text_wrap=True, valign="top"))
        sheet.write_string(row, 1, text, pages.body(text_wrap=True, valign="top"))
        sheet.set_row(row, height([(label, 26), (text, 68)]))


def _plain(number: float) -> str:
    """33, 12.5."""
    return f"{number:g}"
