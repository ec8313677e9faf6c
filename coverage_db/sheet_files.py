"""Sheet files: .xlsx and .csv as tables of cells, merged blocks filled, links behind the cells kept. A file in, cells out.

No network, no database.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import UsageError
from .wording import Language, say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROWS_MOST = 100_000
COLUMNS_MOST = 60
"""A sheet whose rows were coloured to the right end has 16,384 columns."""
EMPTY_MOST = 500
"""So many rows without anything end a sheet."""
FILE_MOST_MB = 50
UNPACKED_MOST_MB = 500
"""An .xlsx is a packed file; a few kilobytes can hold gigabytes."""
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of .xls, of WPS's .et, and of an .xlsx with a password."""
URL = re.compile(r"https?://[^\s<>\"'，。；、）)】》]+", re.I)
BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, EOFError, KeyError, IndexError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip
"""What openpyxl raises on a damaged file: it checks nothing, and both XML parsers' errors are SyntaxErrors."""
HYPERLINK = re.compile(r'^=\s*HYPERLINK\(\s*"([^"]+)"(?:\s*[,，]\s*"([^"]*)")?', re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, and the address behind it."""

    value: Any = None
    link: str | None = None

    @property
    def text(self) -> str:
        """The value as somebody sees it, without spaces around."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).strip()


Table = list[list[Cell]]


def read_tables(path: Path, language: Language = "zh") -> list[tuple[str, Table]]:
    """(name, cells) of each visible worksheet; of a CSV file one table without a name.

    Raises:
        UsageError: the file is no such sheet (an old .xls says what to do), or is too large.
        OSError: it cannot be read.
    """
    if path.stat().st_size > FILE_MOST_MB * 1_000_000:
        raise UsageError(say("sheet.too_large", language, path=path, mb=FILE_MOST_MB))
    data = path.read_bytes()
    if data.startswith(OLD_EXCEL):
        raise UsageError(say("sheet.old_excel", language, path=path))
    if data.startswith(b"PK"):
        return _workbook(path, data, language)
    return [("", _csv(path, data, language))]


def _workbook(path: Path, data: bytes, language: Language) -> list[tuple[str, list[list[Cell]]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNPACKED_MOST_MB * 1_000_000:
                raise UsageError(say("sheet.too_large", language, path=path, mb=FILE_MOST_MB))
        with warnings.catch_warnings():  # of drop-downs and styles that openpyxl does not know; we read cells only
            warnings.simplefilter("ignore", UserWarning)
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data))
    except BROKEN as error:
        raise UsageError(say("sheet.not_a_sheet", language, path=path)) from error
    tables = []
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        cells = list(_filled_rows(sheet, formulas[sheet.title]))
        _fill_merged(cells, sheet.merged_cells.ranges)
        tables.append((sheet.title, cells))
    return tables


def _filled_rows(sheet: Worksheet, formulas: Worksheet) -> Iterator[list[Cell]]:
    """The rows of a sheet, until nothing has come for a long time: some sheets are coloured to row 1,048,576."""
    columns = min(sheet.max_column, COLUMNS_MOST)
    empty = 0
    for row, made in zip(
        sheet.iter_rows(max_row=ROWS_MOST, max_col=columns),
        formulas.iter_rows(max_row=ROWS_MOST, max_col=columns),
        strict=False,
    ):
        cells = [_cell(cell, formula.value) for cell, formula in zip(row, made, strict=True)]
        empty = 0 if any(cell.text or cell.link for cell in cells) else empty + 1
        if empty > EMPTY_MOST:
            return
        yield cells


def _cell(cell: Any, formula: Any) -> Cell:
    """A cell with the address behind it: a link of the sheet, or the formula HYPERLINK."""
    target = cell.hyperlink.target if cell.hyperlink else None
    value = cell.value
    written = HYPERLINK.match(formula) if isinstance(formula, str) else None
    if written:
        target = target or written[1]
        value = written[2] if value is None else value
    return Cell(value, target if target and URL.match(target) else None)


def _fill_merged(cells: list[list[Cell]], ranges: Iterable[Any]) -> None:
    """What stands in a merged block stands in each of its rows. Across columns it is a heading, and stays where it is."""
    for block in ranges:
        first = cells[block.min_row - 1][block.min_col - 1] if block.min_row <= len(cells) else None
        if first is not None:
            for row in range(block.min_row, min(block.max_row, len(cells))):
                cells[row][block.min_col - 1] = first


def _csv(path: Path, data: bytes, language: Language) -> list[list[Cell]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise UsageError(say("sheet.not_a_sheet", language, path=path)) from error
    first = text[:2000]
    delimiter = max(",\t;，", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[:ROWS_MOST]
    except csv.Error as error:
        raise UsageError(say("sheet.not_a_sheet", language, path=path)) from error
    return [[Cell(value) for value in row] for row in rows]
