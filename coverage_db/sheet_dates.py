"""Sheet dates: the day that a cell of an office's list means. A value and what stands around it in, a day out.

A year or month that the cell lacks is taken from the sheet's name or the title above, never from today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from .text import fold

SERIAL_EPOCH = date(1899, 12, 30)
"""Day 0 of a sheet's serial dates (Excel's 1900 system, after its wrong leap day)."""
SERIAL_FIRST, SERIAL_LAST = 36526, 73050
"""2000-01-01 and 2099-12-31: other numbers in a date column are no serial dates."""
FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./年\s]{1,2}(\d{1,2})[-./月\s]{1,2}(\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
MONTH_DAY = re.compile(r"(?<![\d年.])(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?(?![\d.])")
DAY_ONLY = re.compile(r"(?<![\d月])(\d{1,2})[日号](?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?")
MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月")


@dataclass(frozen=True, slots=True)
class Context:
    """What the surroundings say of the dates: the year and the month that they lack."""

    year: int | None = None
    month: int | None = None

    @classmethod
    def of(cls, sheet: str, above: str, file: str) -> Context:
        """From the sheet's name, the rows above the header and the file's name: the first that names a year (a month)."""
        texts = [fold(text).text for text in (sheet, above, file)]
        years = [match for text in texts for match in YEAR.findall(text)[:1]]
        months = [match for text in texts[:2] for match in _single(MONTH.findall(text))]
        return cls(int(years[0]) if years else None, int(months[0]) if months else None)


def day_of(value: Any, context: Context) -> str | None:
    """ "2022-03-05", or None when the cell does not tell a day.

    `value`: a date, a serial number, or a text: 2022.3.5 · 2022年3月5日 · 20220305 · 3月5日 · 5日.
    """
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float) and SERIAL_FIRST <= value <= SERIAL_LAST:
        return (SERIAL_EPOCH + timedelta(days=int(value))).isoformat()
    text = fold(_plain(value)).text.strip()
    for pattern in (FULL, COMPACT):
        if found := pattern.search(text):
            return _day(int(found[1]), int(found[2]), int(found[3]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return day_of(float(text), context)
    if isinstance(value, int | float):
        return None  # 3.1 may be 3月1日 or 3月10日
    if found := MONTH_DAY.search(text):
        return _day(context.year, int(found[1]), int(found[2]))
    if found := DAY_ONLY.search(text):
        return _day(context.year, context.month, int(found[1]))
    return None


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _single(found: list[str]) -> list[str]:
    """A month that stands alone; a range (1-3月, 1月至3月) tells none."""
    return found if len(set(found)) == 1 else []


def _day(year: int | None, month: int | None, day: int) -> str | None:
    if year is None or month is None:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
