"""Periods: words for stretches of days – an id, 2022, 2022-Q1, 2022-04, 2022-W14, last-month – and what they are called.

Words in, days out ("2022-03-10", both ends included). No database.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..config import Period
from ..wording import say

RELATIVE = ("this-week", "last-week", "this-month", "last-month", "this-quarter", "last-quarter", "this-year")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)?(\d{1,2})(?:-|/|\.|月)?(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days. An end that is None is open."""

    from_: str | None = None
    to: str | None = None
    name: str | None = None
    """What the officer calls it (本轮疫情发生以来); None: it is said by its days."""


def read_day(word: str) -> str | None:
    """A day as the officer types it (2022-04-06, 2022/4/6, 20220406, 2022年4月6日); None: it is none."""
    found = _DAY.fullmatch(word.strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def read_period(word: str, periods: Sequence[Period], today: str) -> Span | None:
    """The stretch that a period word means; None: it means nothing."""
    for period in periods:
        if word in (period.id, period.name):
            return Span(period.from_, period.to or today, period.name)
    now = date.fromisoformat(today)
    if word in RELATIVE:
        return _relative(word, now)
    if found := re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})|W(\d{2})))?", word, re.IGNORECASE):
        year, quarter, half, month, week = (int(part) if part else None for part in found.groups())
        assert year is not None
        try:
            if quarter:
                return months(year, quarter * 3 - 2, quarter * 3)
            if half:
                return months(year, half * 6 - 5, half * 6)
            if week:
                monday = date.fromisocalendar(year, week, 1)
                return Span(monday.isoformat(), (monday + timedelta(6)).isoformat())
            return months(year, month or 1, month or 12)
        except ValueError:
            return None
    return None


def months(year: int, first: int, last: int) -> Span:
    """From the first day of a month to the last day of another one of the year.

    Raises:
        ValueError: no such month or year.
    """
    end = calendar.monthrange(year, last)[1]
    return Span(date(year, first, 1).isoformat(), date(year, last, end).isoformat())


def _relative(word: str, now: date) -> Span:
    which, _, unit = word.partition("-")
    if unit == "year":
        return months(now.year, 1, 12)
    if unit == "week":
        monday = now - timedelta(now.weekday() + (7 if which == "last" else 0))
        return Span(monday.isoformat(), (monday + timedelta(6)).isoformat())
    size = 3 if unit == "quarter" else 1
    first = (now.month - 1) // size * size + 1
    year = now.year
    if which == "last":
        first -= size
        if first < 1:
            year, first = year - 1, first + 12
    return months(year, first, first + size - 1)


def year_before(span: Span) -> Span:
    """The same days a year earlier (同比); 29 February becomes the 28th, and a whole month stays a whole month.

    Raises:
        ValueError: an end is open.
    """
    first, last = _ends(span)
    end = _back(last)
    if last.day == calendar.monthrange(last.year, last.month)[1]:
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return Span(_back(first).isoformat(), end.isoformat())


def before(span: Span) -> Span:
    """The stretch just before (环比): whole months before whole months, else as many days.

    Raises:
        ValueError: an end is open.
    """
    first, last = _ends(span)
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    end = first - timedelta(1)
    if whole:
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        start = first.year * 12 + first.month - 1 - count
        return Span(date(start // 12, start % 12 + 1, 1).isoformat(), end.isoformat())
    return Span((end - (last - first)).isoformat(), end.isoformat())


def _ends(span: Span) -> tuple[date, date]:
    if span.from_ is None or span.to is None:
        raise ValueError("a period with an open end has none before it")
    return date.fromisoformat(span.from_), date.fromisoformat(span.to)


def _back(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def said(span: Span, language: str = "zh", *, today: str | None = None) -> str:
    """How the sentence says it: 本轮疫情发生以来, 2022年一季度, 2022年4月, 2022年3月10日至4月20日 …; "" without any end.

    `today`: an end on it is said as 以来.
    """
    if span.name:
        return span.name
    if span.from_ is None or span.to is None:
        if span.from_ is None and span.to is None:
            return ""
        key, day = ("period.since", span.from_) if span.from_ else ("period.until", span.to)
        return say(key, language, day=_day(date.fromisoformat(str(day)), language))
    first, last = _ends(span)
    if whole := _whole(first, last, language):
        return whole
    if first == last:
        return _day(first, language)
    if today is not None and span.to == today:
        return say("period.since", language, day=_day(first, language))
    return say("period.from_to", language, first=_day(first, language), last=_last(first, last, language))


def _whole(first: date, last: date, language: str) -> str | None:
    year = first.year
    if year == last.year:
        kinds = {"year": (1, 12), **{f"h{n}": (n * 6 - 5, n * 6) for n in (1, 2)}}
        kinds |= {f"q{n}": (n * 3 - 2, n * 3) for n in (1, 2, 3, 4)}
        for kind, (start, end) in kinds.items():
            if (span := months(year, start, end)) and (span.from_, span.to) == (first.isoformat(), last.isoformat()):
                return say(f"period.{kind}", language, year=year)
        span = months(year, first.month, last.month)
        if (span.from_, span.to) == (first.isoformat(), last.isoformat()):
            if first.month == last.month:
                return say("period.month", language, year=year, month=first.month)
            return say("period.months", language, year=year, first=first.month, last=last.month)
    if first.weekday() == 0 and last - first == timedelta(6):
        iso = first.isocalendar()
        ends = f"{first.month}月{first.day}日至{_last(first, last, 'zh')}" if language == "zh" else f"{first} to {last}"
        return say("period.week", language, year=iso.year, week=iso.week, days=ends)
    return None


def _day(day: date, language: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


def _last(first: date, last: date, language: str) -> str:
    """The second day, without what the first said already."""
    if language != "zh":
        return last.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{last.day}日"
    return f"{last.month}月{last.day}日" if first.year == last.year else _day(last, language)
