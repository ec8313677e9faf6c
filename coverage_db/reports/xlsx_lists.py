"""Sheet: the lists – appearances with the columns that are read back, people, gaps, comparison."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter.worksheet import Worksheet

from ..counting.words import LEVEL_KEYS
from ..decision_words import WORDS
from ..records import LEVELS
from ..wording import label
from .model import Line, PersonLine
from .xlsx_page import GREY, LANDSCAPE, PORTRAIT, Pages, height

URL_MOST = 2079
"""Excel's limit for a link; a longer one is written as a text."""
LINKS_MOST = 65_000
"""Excel's limit for a sheet is 65,530."""
CELL_MOST = 32_000
"""Excel's limit for a text is 32,767 characters."""
DATE = "yyyy-mm-dd"

Cell = Callable[[Line, int], Any]

COLUMNS: dict[str, tuple[float, Cell]] = {
    "number": (5, lambda line, n: n),
    "day": (11, lambda line, n: line.day),
    "title": (40, lambda line, n: line.title),
    "outlet": (14, lambda line, n: line.outlet),
    "level": (8, lambda line, n: line.level),
    "channel": (12, lambda line, n: line.channel),
    "page": (9, lambda line, n: line.page),
    "role": (9, lambda line, n: line.role),
    "people": (12, lambda line, n: line.people),
    "department": (13, lambda line, n: line.department),
    "themes": (12, lambda line, n: line.themes),
    "length": (7, lambda line, n: line.length),
    "url": (9, lambda line, n: line.url),
    "note": (12, lambda line, n: None),
}
"""The columns of the list, each with its width in characters, in the order of an office's 台账."""
DECIDED = {"decision": 9.0, "decision_reason": 12.0}
"""Empty columns that `review FILE.xlsx` reads back, after the chosen ones; then the hidden number of the article."""
WRAPPED = ("title", "outlet", "people", "department", "themes", "channel", "page", "reason", "why")


def listing(pages: Pages, name: str, lines: Sequence[Line], chosen: Sequence[str], extra: str = "") -> None:
    columns = [*chosen, *((extra,) if extra else ()), *DECIDED, "id"]
    widths = [COLUMNS[c][0] if c in COLUMNS else DECIDED.get(c, 20) for c in columns]
    sheet = pages.sheet(name, widths, landscape=LANDSCAPE, repeat=2)
    sheet.set_row(2, 32)
    pages.header(sheet, 2, [pages.say(f"column_{column}") for column in columns])
    sheet.set_column(len(columns) - 1, len(columns) - 1, 8, None, {"hidden": True})
    links = 0
    for number, line in enumerate(lines, 1):
        links += line.url is not None
        texts = [
            (value_of(key, line, number), width) for key, width in zip(columns, widths, strict=True) if key in WRAPPED
        ]
        sheet.set_row(2 + number, height(texts, 10))
        for column, key in enumerate(columns):
            cell(pages, sheet, 2 + number, column, key, line, number, links <= LINKS_MOST)
    last = 2 + len(lines)
    if lines:
        sheet.autofilter(2, 0, last, len(columns) - 1)
        choices(pages, sheet, columns, last)
    else:
        pages.merged(sheet, 3, len(columns) - 2, pages.say(f"none_{name}"), pages.style(align="center"))
    if name == "left_out" and pages.report.out_of_period:
        hint = pages.say("out_of_period", n=pages.report.out_of_period)
        pages.merged(sheet, max(last, 3) + 2, len(columns) - 2, hint, pages.style(font_size=10, font_color=GREY))


def value_of(key: str, line: Line, number: int) -> Any:
    """What stands in a column; None: an empty cell."""
    if key in COLUMNS:
        return COLUMNS[key][1](line, number)
    return {"id": line.id, "reason": line.reason, "why": line.why}.get(key)


def cell(pages: Pages, sheet: Worksheet, row: int, column: int, key: str, line: Line, number: int, link: bool) -> None:
    wrap = {"text_wrap": True} if key in WRAPPED else {"align": "center"}
    style = pages.body(font_size=10, **wrap)
    value = value_of(key, line, number)
    if key == "day" and value:
        moment = datetime.combine(date.fromisoformat(str(value)), datetime.min.time())
        sheet.write_datetime(row, column, moment, pages.body(font_size=10, align="center", num_format=DATE))
    elif key == "url":
        put_link(pages, sheet, row, column, line, link)
    elif isinstance(value, (int, float)):
        pages.number(sheet, row, column, value, style)
    else:
        pages.text(sheet, row, column, value, style)


def put_link(pages: Pages, sheet: Worksheet, row: int, column: int, line: Line, link: bool) -> None:
    style = pages.body(font_size=10, align="center", font_color="#1155CC", underline=1)
    plain = pages.body(font_size=10, align="center", text_wrap=True)
    shown = line.marks or pages.say("original")
    if line.url is None:
        sheet.write_string(row, column, pages.say("by_hand_short"), plain)
    elif link and len(line.url) <= URL_MOST and line.url.startswith(("http://", "https://")):
        sheet.write_url(row, column, line.url, style, shown, line.url[:255])
    else:
        sheet.write_string(row, column, line.url, plain)


def choices(pages: Pages, sheet: Worksheet, columns: Sequence[str], last: int) -> None:
    """Drop-downs with the words that `review` reads back; they still take any other."""
    language = pages.report.language
    offered = {
        "decision": [label("action", action, language) for action in ("include", "exclude", "split")],
        "decision_reason": [re.split("[（，,]", label("reason", word, language))[0] for word in WORDS],
    }
    for key, source in offered.items():
        column = columns.index(key)
        validation = {"validate": "list", "source": source, "error_type": "information", "show_error": False}
        sheet.data_validation(3, column, last, column, validation)


def people(pages: Pages) -> None:
    levels = [level for level in LEVELS if any(level in person.by_level for person in pages.report.people)]
    points = any(person.points is not None for person in pages.report.people)
    targets = any(person.target is not None for person in pages.report.people)
    keys = ["number", "department", "person", "pen_names", *levels, "stories", "reprints"]
    keys += ["points"] * points + ["target", "done"] * targets + ["confirmed"]
    widths = [
        {
            "number": 5,
            "department": 18,
            "person": 11,
            "pen_names": 12,
            "confirmed": 14,
            "reprints": 11,
            "target": 9,
        }.get(key, 8)
        for key in keys
    ]
    sheet = pages.sheet("people", widths, landscape=LANDSCAPE if len(keys) > 9 else PORTRAIT, repeat=2)
    sheet.set_row(2, 32)
    pages.header(sheet, 2, [_level(key, pages) if key in levels else pages.say(f"column_{key}") for key in keys])
    for number, person in enumerate(pages.report.people, 1):
        for column, key in enumerate(keys):
            person_cell(pages, sheet, 2 + number, column, key, person, number)
    if not pages.report.people:
        pages.merged(sheet, 3, len(keys) - 1, pages.say("none_people"), pages.style(align="center"))
    row = _departments(pages, sheet, 4 + max(len(pages.report.people), 1))
    pages.merged(
        sheet,
        row,
        len(keys) - 1,
        pages.say("people_hint"),
        pages.style(font_size=10, text_wrap=True, font_color=GREY),
    )
    sheet.set_row(row, 32)


def _level(level: str, pages: Pages) -> str:
    return label("level", LEVEL_KEYS[level], pages.report.language)


def _departments(pages: Pages, sheet: Worksheet, row: int) -> int:
    """The departments with their stories and targets from `row` on; the row behind them."""
    if not pages.report.departments:
        return row
    pages.header(sheet, row, [pages.say(f"column_{key}") for key in ("department", "stories", "target", "done")], 1)
    for line in pages.report.departments:
        row += 1
        done = line.stories / line.target if line.target else None
        pages.text(sheet, row, 1, line.name, pages.body(text_wrap=True))
        for column, value, form in ((2, line.stories, "0"), (3, line.target, "0"), (4, done, "0%")):
            style = pages.body(align="right", num_format=form)
            if value is None:
                pages.text(sheet, row, column, None, style)
            else:
                pages.number(sheet, row, column, value, style)
    return row + 2


def person_cell(
    pages: Pages, sheet: Worksheet, row: int, column: int, key: str, person: PersonLine, number: int
) -> None:
    values: dict[str, Any] = {
        "number": number, "department": person.department or pages.say("no_department"), "person": person.name,
        "pen_names": person.pen_names, "stories": person.stories, "reprints": person.reprints, "points": person.points,
        "target": person.target, "confirmed": "", **person.by_level,
        "done": person.stories / person.target if person.target else None,
    }  # fmt: skip
    value = values.get(key)
    style = (
        {"align": "right", **({"num_format": "0%"} if key == "done" else {})}
        if key not in ("department", "person", "pen_names")
        else {}
    )
    if isinstance(value, (int, float)):
        pages.number(sheet, row, column, value, pages.body(**style))
    else:
        pages.text(sheet, row, column, value, pages.body(text_wrap=True))


def gaps(pages: Pages) -> None:
    sheet = pages.sheet("gaps", (24, 14, 14, 34), landscape=PORTRAIT, repeat=2)
    pages.header(sheet, 2, [pages.say(f"column_{key}") for key in ("outlet", "from", "to", "gap")])
    for row, gap in enumerate(pages.report.gaps, 3):
        sheet.set_row(row, height([(gap.outlet, 24), (gap.reason, 34)]))
        for column, value in enumerate((gap.outlet, gap.from_, gap.to, gap.reason)):
            sheet.write_string(row, column, value, pages.body(text_wrap=True))
    if not pages.report.gaps:
        pages.merged(sheet, 3, 3, pages.say("gap_none"), pages.style(align="center"))


def texts(pages: Pages) -> None:
    """The whole texts of what was counted."""
    sheet = pages.sheet("texts", (5, 30, 14, 80), landscape=LANDSCAPE, repeat=2)
    pages.header(sheet, 2, [pages.say(f"column_{key}") for key in ("number", "title", "outlet", "text")])
    for number, line in enumerate(pages.report.lines, 1):
        text = line.text if len(line.text) <= CELL_MOST else line.text[:CELL_MOST] + pages.say("cut")
        sheet.set_row(2 + number, height([(line.title, 30), (text, 80)], 10))
        pages.number(sheet, 2 + number, 0, number, pages.body(font_size=10, align="center", valign="top"))
        for column, value in enumerate((line.title, line.outlet, text), 1):
            pages.text(sheet, 2 + number, column, value, pages.body(font_size=10, text_wrap=True, valign="top"))


def rivals(pages: Pages) -> None:
    sheet = pages.sheet("rivals", (36, 14, 14), landscape=PORTRAIT, repeat=2)
    pages.header(sheet, 2, [pages.say(f"column_{key}") for key in ("company", "stories", "share")])
    for row, rival in enumerate(pages.report.rivals, 3):
        sheet.write_string(row, 0, rival.name, pages.body(text_wrap=True))
        pages.number(sheet, row, 1, rival.stories, pages.body(align="right"))
        pages.number(sheet, row, 2, rival.share, pages.body(align="right", num_format="0.0%"))
    row = 4 + len(pages.report.rivals)
    pages.merged(sheet, row, 2, pages.say("rivals_hint"), pages.style(font_size=10, text_wrap=True, font_color=GREY))
    sheet.set_row(row, 48)
