"""Shapes: dates in words, calendars and small charts as plain values for the templates. Pure: no database, no clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..wording import say

WEEK = 7
GAP_CLASSES = ("", "some-gap", "gap")
SHADES = 4
"""A day of so many articles or more has the darkest shade."""


def day(value: str | None, language: str, year: bool = False) -> str:
    """A day or moment as a day in words: 4月6日, 2022年4月6日; 6 Apr 2022."""
    if not value:
        return say("screen.undated", language)
    try:
        parsed = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return say("date.full" if year else "date.day", language, y=parsed.year, m=_month(parsed, language), d=parsed.day)


def until(value: str, language: str, today: str) -> str:
    """A moment, with its year when that is not this one."""
    return moment(value, language, value[:4] != today[:4])


def moment(value: str | None, language: str, year: bool = False) -> str:
    """A day or moment with its time, when it has one: 4月6日09:30."""
    clock = value[11:16] if value and len(value) >= 16 else ""
    return day(value, language, year) + (" " if clock and language == "en" else "") + clock


def days(from_: str | None, to: str | None, language: str, year: bool = False) -> str:
    """Two days in words, what they share said once: 3月26日至27日."""
    if not from_ or not to:
        key = "date.since" if from_ else "date.until" if to else "date.ever"
        return say(key, language, day=day(from_ or to, language, True))
    if from_ == to:
        return day(from_, language, year)
    first, last = date.fromisoformat(from_), date.fromisoformat(to)
    if first.year != last.year:
        return say("date.range", language, a=day(from_, language, True), b=day(to, language, True))
    if first.month == last.month and language == "zh":
        return say("date.range", language, a=day(from_, language, year), b=f"{last.day}日")
    return say(
        "date.range",
        language,
        a=day(from_, language, year and language == "zh"),
        b=day(to, language, year and language != "zh"),
    )


def within(value: str, from_: str | None, to: str | None) -> dict[str, str]:
    """The days of a month that lie in a period, as filters: {"from_", "to"}."""
    first = date.fromisoformat(f"{value}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return {"from_": max(first.isoformat(), from_ or ""), "to": min(last.isoformat(), to or "9999")}


def month(value: str, language: str, year: bool = False) -> str:
    """A month "2022-04" in words."""
    parsed = date.fromisoformat(f"{value}-01")
    return say("date.month_year" if year else "date.month", language, y=parsed.year, m=_month(parsed, language))


def _month(value: date, language: str) -> str:
    return str(value.month) if language == "zh" else calendar.month_abbr[value.month]


def count_days(from_: str, to: str) -> int:
    """How many days, both included."""
    return (date.fromisoformat(to) - date.fromisoformat(from_)).days + 1


def each_day(from_: str, to: str) -> list[str]:
    """The days, both included."""
    first = date.fromisoformat(from_)
    return [(first + timedelta(days=n)).isoformat() for n in range(count_days(from_, to))]


def months_of(from_: str, to: str) -> list[str]:
    """The months that two days and those between them touch: "2022-03", …"""
    months, year, number = [], int(from_[:4]), int(from_[5:7])
    while f"{year}-{number:02}" <= to[:7]:
        months.append(f"{year}-{number:02}")
        year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return months


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the calendar."""

    day: str
    number: int
    count: int
    shade: int
    """0 none … SHADES."""
    inside: bool
    """Within the period and not in the future."""
    gap: int
    """0 everything was seen, 1 some outlets were not, 2 half of those expected or more."""
    today: bool

    @property
    def css(self) -> str:
        """Its classes."""
        if not self.inside:
            return "out"
        names = [f"d{self.shade}" if self.shade else "none", GAP_CLASSES[self.gap], "today" if self.today else ""]
        return " ".join(name for name in names if name)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the calendar: weeks of seven cells, Monday first, None beside the month."""

    month: str
    count: int
    weeks: list[list[Day | None]]

    @property
    def days(self) -> list[Day]:
        """Its days in a row."""
        return [cell for week in self.weeks for cell in week if cell]


def calendar_of(from_: str, to: str, counts: Mapping[str, int], gaps: Mapping[str, int], today: str) -> list[Month]:
    """The calendar of a period: `counts` by day; `gaps`: as Day.gap, for days on which something was not seen."""
    result = []
    for name in months_of(from_, to):
        year, number = int(name[:4]), int(name[5:7])
        weeks: list[list[Day | None]] = []
        for week in calendar.monthcalendar(year, number):
            cells: list[Day | None] = []
            for n in week:
                iso = f"{name}-{n:02}"
                inside = from_ <= iso <= min(to, today)
                count = counts.get(iso, 0) if inside else 0
                cells.append(
                    Day(iso, n, count, min(count, SHADES), inside, gaps.get(iso, 0), iso == today) if n else None
                )
            weeks.append(cells)
        result.append(Month(name, sum(d.count for w in weeks for d in w if d), weeks))
    return result


def days_of_gaps(gaps: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """{day: outlets that were not seen on it}."""
    found: dict[str, list[str]] = {}
    for gap in gaps:
        for iso in each_day(gap["from"], gap["to"]):
            found.setdefault(iso, []).append(gap["outlet"])
    return found


def scale(most: float, ticks: int = 5) -> list[int]:
    """Round steps from 0 to at least `most`: at most six grid lines."""
    if most <= 0:
        return [0, 1]
    step = 1
    while step * ticks < most:
        step = {1: 2, 2: 5, 5: 10}[int(str(step)[0])] * 10 ** (len(str(step)) - 1)
    top = -(-int(most + 0.999) // step)
    return [n * step for n in range(top + 1)]


def split_sentence(sentence: str, links: Sequence[tuple[int, str, str, str]]) -> list[tuple[str, str, str]]:
    """A sentence cut at words that are links: [(text, href, class)], href "" for plain text.

    `links`: (place, word, href, class); of two that overlap the earlier, then the longer one is taken.
    """
    parts: list[tuple[str, str, str]] = []
    at = 0
    for place, word, href, css in sorted(links, key=lambda link: (link[0], -len(link[1]))):
        if place < at or not word:
            continue
        if place > at:
            parts.append((sentence[at:place], "", ""))
        parts.append((word, href, css))
        at = place + len(word)
    if at < len(sentence):
        parts.append((sentence[at:], "", ""))
    return parts


def signed(value: int) -> str:
    """A number with a true minus; 0 is –."""
    return "–" if not value else f"−{-value}" if value < 0 else str(value)


def kept(query: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What the page of one article keeps of a list's address: what judges it."""
    return {name: query[name] for name in ("period", "from", "to", "theme", "policy", "as-of") if name in query}


def signed_percent(value: float) -> str:
    """A percentage with its sign: +32.0%, −4.5%."""
    return f"{'−' if value < 0 else '+'}{abs(value):.1f}%"
