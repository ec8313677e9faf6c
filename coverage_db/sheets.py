"""Sheets: the rows of an office's own list of coverage (台账), however it is laid out. A file in, SheetRows out.

No network, no database. What such lists are like: a title above the header, merged cells, a sheet per month, totals between
the rows, links behind the headlines, two outlets in a cell, dates in every form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from .errors import UsageError
from .sheet_dates import Context, day_of
from .sheet_files import URL, Cell, read_tables
from .wording import Language, say

COLUMNS = {
    "title": ("标题", "题目", "稿件标题", "新闻标题", "稿件名称", "文章标题", "报道标题", "稿件题目", "篇名", "title"),
    "outlet": (
        "媒体", "刊发媒体", "发布平台", "媒体名称", "发布媒体", "刊登媒体", "刊发平台", "报刊", "刊物", "发表媒体", "采用媒体",
        "刊播媒体", "平台", "outlet",
    ),
    "day": (
        "日期", "刊发时间", "见报日期", "刊发日期", "发布时间", "发布日期", "见报时间", "时间", "刊登日期", "刊登时间", "发表时间",
        "发表日期", "date",
    ),
    "url": ("链接", "网址", "链接地址", "原文链接", "网址链接", "稿件链接", "新闻链接", "url"),
    "people": ("作者", "通讯员", "供稿人", "撰稿人", "投稿人", "供稿人员", "署名", "姓名", "author"),
    "department": ("单位", "部门", "供稿单位", "所属单位", "报送单位", "所在部门", "department"),
    "level": ("级别", "媒体级别", "层级", "level"),
    "page": ("版面", "版次", "版位", "page"),
    "note": ("备注", "说明", "note"),
    "decision": ("认定", "人工认定", "decision"),
    "reason": ("原因", "reason"),
    "id": ("id", "刊发编号", "article"),
}  # fmt: skip
"""Field -> headings that stand for it, as offices write them."""
NEEDED = 2
"""Recognised headings from which on a row is the header; one of them names the headline or the link."""
HEADER_WITHIN = 30
"""Rows in which a header is looked for."""
TOTALS = ("合计", "小计", "总计", "共计", "累计")
DITTO = ("同上", "〃", "″", '"')
BETWEEN_NAMES = re.compile(r"[、,，;；/／\n|｜]+|\s{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row of somebody's list. Texts are "" and tuples empty where the sheet has nothing."""

    row: int
    """The number that the sheet shows beside the row."""
    sheet: str = ""
    """Name of the worksheet; "" in a CSV file."""
    title: str = ""
    outlets: tuple[str, ...] = ()
    """As written; more than one when the cell names several."""
    day: str | None = None
    """ "2022-03-05"; the year or month that a cell lacks is the sheet's. None: no date that can be told."""
    day_raw: str = ""
    """What stood in the cell."""
    urls: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    department: str = ""
    level: str = ""
    page: str = ""
    note: str = ""
    decision: str = ""
    """The filled-in column 认定 of a sheet that we exported."""
    reason: str = ""
    """Its column 原因: why the article is not to count."""
    id: str = ""
    """The number of the article in such a sheet."""

    def appearances(self) -> list[tuple[str | None, str | None]]:
        """(outlet, url) of each appearance that the row stands for: each outlet once, with its link where there are as many
        links as outlets; else the links, as many as there are outlets, stand first.
        """
        if len(self.urls) == len(self.outlets):
            return list(zip(self.outlets, self.urls, strict=True))
        if len(self.outlets) <= 1:
            outlet = self.outlets[0] if self.outlets else None
            return [(outlet, url) for url in self.urls] or [(outlet, None)]
        links: list[str | None] = [*self.urls[: len(self.outlets)]]
        return list(zip_longest(self.outlets, links))


def read_sheet(path: Path, language: Language = "zh") -> list[SheetRow]:
    """The rows of an .xlsx or .csv file, all worksheets after one another; rows without headline and link are left out.

    Raises:
        UsageError: the file is no such sheet (an old .xls says what to do), has no header that can be recognised, or is too
            large.
        OSError: it cannot be read.
    """
    tables = read_tables(path, language)
    headers = [(name, cells, header) for name, cells in tables if (header := _header(cells))]
    if not headers:
        raise UsageError(say("sheet.no_header", language, path=path))
    contexts = [Context.of(name, _above(cells, at), path.stem) for name, cells, (at, _) in headers]
    years = {context.year for context in contexts} - {None}
    year = years.pop() if len(years) == 1 else None  # a book of months names its year once
    return [
        row
        for (name, cells, header), context in zip(headers, contexts, strict=True)
        for row in _rows(name, cells, header, replace(context, year=context.year or year))
    ]


def _above(cells: list[list[Cell]], at: int) -> str:
    return " ".join(cell.text for row in cells[:at] for cell in row)


def _rows(
    sheet: str, cells: list[list[Cell]], header: tuple[int, dict[str, int]], context: Context
) -> Iterator[SheetRow]:
    at, columns = header
    previous: dict[str, Cell] = {}
    for number, row in enumerate(cells[at + 1 :], start=at + 2):
        named = {field: row[place] for field, place in columns.items() if place < len(row)}
        for field, cell in named.items():
            if cell.text in DITTO and field in previous:
                named[field] = previous[field]
        previous = named
        if not _is_total(row) and _header([row]) is None:
            found = _row(sheet, number, named, context)
            if found.title or found.urls:
                yield found


def _header(cells: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]] | None:
    """(place of the header row, {field: column}), or None. Of a header in two rows the one that names more."""
    best: tuple[int, dict[str, int]] | None = None
    for at, row in enumerate(cells[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row):
            field = _field(cell.text)
            if field and field not in columns:
                columns[field] = place
        enough = len(columns) >= NEEDED and columns.keys() & {"title", "url"}
        if enough and (best is None or len(columns) > len(best[1])):
            best = at, columns
    return best


def _field(heading: str) -> str | None:
    """Which field a heading stands for: exactly one of its names, else one that it begins or ends with."""
    bare = re.sub(r"[（(][^（）()]*[)）]|\s|[:：*＊]", "", heading).lower()
    if not bare or len(bare) > 12:
        return None
    for field, names in COLUMNS.items():
        if bare in names:
            return field
    for field, names in COLUMNS.items():
        if any(len(name) > 2 and (bare.startswith(name) or bare.endswith(name)) for name in names):
            return field
    parts = [part for part in re.split(r"[/／、或及和]", bare) if part]
    fields = {field for part in parts for field, names in COLUMNS.items() if part in names}
    return fields.pop() if len(parts) > 1 and len(fields) == 1 else None


def _is_total(row: Sequence[Cell]) -> bool:
    first = next((re.sub(r"\s", "", cell.text) for cell in row if cell.text), "")
    return first.startswith(TOTALS) and len(first) <= 6


def _row(sheet: str, number: int, cells: dict[str, Cell], context: Context) -> SheetRow:
    empty = Cell()
    title = cells.get("title", empty)
    day = cells.get("day", empty)
    written = URL.findall(cells.get("url", empty).text) or URL.findall(title.text)
    behind = [cell.link for cell in (cells.get("url", empty), title) if cell.link]
    return SheetRow(
        row=number,
        sheet=sheet,
        title=_headline(URL.sub("", title.text)),
        outlets=_names(cells.get("outlet", empty).text),
        day=day_of(day.value, context),
        day_raw=day.value.date().isoformat() if isinstance(day.value, datetime) else day.text,
        urls=tuple(dict.fromkeys(written or behind)),
        people=_names(re.sub(r"[（(][^（）()]*[)）]", "", cells.get("people", empty).text)),
        **{
            key: cells.get(key, empty).text
            for key in ("department", "level", "page", "note", "decision", "reason", "id")
        },
    )


def _headline(text: str) -> str:
    """A headline without the marks that lists put round it."""
    line = re.sub(r"\s*\n\s*", " ", text).strip()
    quoted = re.fullmatch(r"《([^《》]+)》", line)
    return quoted[1] if quoted else line


def _names(text: str) -> tuple[str, ...]:
    parts = (part.strip(" 　《》") for part in BETWEEN_NAMES.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))
