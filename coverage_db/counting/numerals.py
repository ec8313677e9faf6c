"""Numerals: numbers as offices write them – 30, 1,200, 三十, 一百二十, 两千, 一千二, 1.2万, 1万2千, 百 – and rounding.

Folded text in, whole numbers out. No database.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
PLACES = {"十": 10, "百": 100, "千": 1000}
GREAT = {"万": 10_000, "亿": 100_000_000}

HAN_NUMERAL = r"[零〇○一二两三四五六七八九十百千万亿]+"
ARABIC_NUMERAL = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?"
NUMERAL = rf"(?:(?:{ARABIC_NUMERAL})(?:[千百十]?[万亿](?:\d+千)?|[千百](?![瓦伏米]))?|{HAN_NUMERAL})"
"""Matches one numeral of any kind in folded text."""


def rounded(number: int | float, language: str = "zh") -> str:
    """A number rounded down as the sentence may: 33 -> 30余, 1,234 -> 1200余, 12,345 -> 1.2万余; what is not cut has no 余."""
    if not isinstance(number, int) or number < 10:
        return f"{number:g}"
    step = 10 if number < 1000 else 100 if number < 10_000 else 1000
    cut = number // step * step
    if language != "zh":
        return f"{cut}" if cut == number else f"more than {cut}"
    shown = f"{cut / 10_000:g}万" if cut >= 10_000 else str(cut)
    return shown if cut == number else f"{shown}余"


def value_of(numeral: str) -> tuple[int, int] | None:
    """(value, value of its last non-zero place): 30 -> (30, 10), 120 -> (120, 10), 1.2万 -> (12000, 1000), 百 -> (100, 100);
    None: it is no whole number, or none at all."""
    number = _arabic(numeral) if re.match(r"\d", numeral) else _han(numeral)
    if number is None or number != int(number):
        return None
    value = int(number)
    return value, last_place(value)


def last_place(value: int) -> int:
    """The value of the last place that is not zero: 1200 -> 100; 1 for 0."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def printed_place(numeral: str) -> int | None:
    """Of a decimal with 万 or 亿 the value of its last printed place (1.2万 -> 1000); None: it is no such numeral."""
    found = re.fullmatch(r"\d+\.(\d+)([万亿])", numeral)
    return GREAT[found[2]] // 10 ** len(found[1]) if found else None


def _arabic(numeral: str) -> Decimal | None:
    found = re.fullmatch(r"([\d,]+(?:\.\d+)?)([十百千]?[万亿]|[百千])?(?:(\d+)千)?", numeral)
    if not found:
        return None
    value = Decimal(found[1].replace(",", ""))
    for mark in found[2] or "":
        value *= {**PLACES, **GREAT}[mark]
    return value + Decimal(found[3] or 0) * 1000


def _han(numeral: str) -> Decimal | None:
    if len(numeral) > 1 and all(mark in DIGITS for mark in numeral):  # 二〇二二, 一二〇
        return Decimal("".join(str(DIGITS[mark]) for mark in numeral))
    total = section = digit = 0
    last = 1
    seen_zero = False
    for mark in numeral:
        if mark in DIGITS:
            if digit:
                return None
            digit, seen_zero = DIGITS[mark], seen_zero or DIGITS[mark] == 0
        elif mark in PLACES:
            section += (digit or 1) * PLACES[mark]
            digit, last, seen_zero = 0, PLACES[mark], False
        elif mark in GREAT:
            total = (total + section + digit or 1) * GREAT[mark]
            section, digit, last, seen_zero = 0, 0, GREAT[mark], False
        else:
            return None
    if digit and last >= 100 and not seen_zero:  # 一千二 is 1200, 一万二 is 12,000
        digit *= last // 10
    return Decimal(total + section + digit)
