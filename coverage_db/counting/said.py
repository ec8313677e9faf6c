"""Said: the period that a sentence names, as days. Folded text in, a Said out.

Knows the periods of coverage.toml by name, dates, months, quarters, halves and years. What has no days (近期, 入汛以来) is
named as such and never guessed. The clock stands outside: `today` is the day on which the sentence was written.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..config import Period
from ..text import fold
from .periods import Span, months, read_period

_TO = r"[-—–~至到]{1,2}"
_Y = r"(?:(?P<y>\d{4}|今|去|本|当)年(?:度)?)?"
_DAY = r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日?"
_HAN = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_VAGUE = re.compile(
    r"近期|近日|近来|近年来|日前|最近|近一段时间|一段时间以来|长期以来|前期|同期|往年|[^,。;:、]{2,16}(?:以来|期间|之后|以后)|入[汛冬夏秋春]以来"
)
_WORDS = {
    "本周": "this-week", "这周": "this-week", "上周": "last-week", "本月": "this-month", "当月": "this-month",
    "上月": "last-month", "上个月": "last-month", "本季度": "this-quarter", "上季度": "last-quarter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of its period."""

    span: Span | None
    """The days; an end that the sentence leaves open is None. None: no period, or one without days."""
    words: str
    """The words as they stand in the folded sentence; "" without any."""
    start: int = 0
    end: int = 0
    assumed_year: int | None = None
    """The year that the sentence leaves out, taken from the day it was written on."""
    id: str | None = None
    """The [[period]] it names."""

    @property
    def known(self) -> bool:
        """Whether both ends are known."""
        return self.span is not None and self.span.from_ is not None and self.span.to is not None


def read_said(folded: str, periods: Sequence[Period], today: str) -> Said:
    """The period of a folded sentence: one of coverage.toml by its name, else dates, else words without days."""
    named = [
        (folded.find(name), -len(name), period) for period in periods if (name := fold(period.name).text) in folded
    ]
    if named:
        at, length, period = min(named, key=lambda each: each[:2])
        span = Span(period.from_, period.to or today, period.name)
        return Said(span, folded[at : at - length], at, at - length, None, period.id)
    vague = _VAGUE.search(folded)
    for pattern, read in _FORMS:
        if found := pattern.search(folded):
            if vague and vague.start() <= found.start() and found.end() < vague.end():
                break  # 今年入汛以来 is no year
            said = _year(found, date.fromisoformat(today))
            try:
                span = read(found, said[0], date.fromisoformat(today))
            except ValueError:
                continue
            return Said(span, found[0], found.start(), found.end(), said[0] if said[1] else None)
    return Said(None, vague[0], vague.start(), vague.end()) if vague else Said(None, "")


def _year(found: re.Match[str], today: date) -> tuple[int, bool]:
    """(year, whether the sentence left it out)."""
    word = found.groupdict().get("y")
    if word is None:
        return today.year, True
    if word.isdigit():
        return int(word), False
    return today.year - (word == "去"), False


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _HAN[word]


def _days(found: re.Match[str], year: int, today: date) -> Span:
    last_year = found["y2"] or year
    first = date(year, int(found["m"]), int(found["d"]))
    last = date(int(last_year), int(found["m2"] or found["m"]), int(found["d2"]))
    if last < first and found["y2"] is None:
        first = first.replace(year=year - 1)
    return Span(first.isoformat(), last.isoformat())


def _iso_days(found: re.Match[str], year: int, today: date) -> Span:
    first, last = (date(*map(int, re.findall(r"\d+", part))) for part in (found["first"], found["last"]))
    return Span(first.isoformat(), last.isoformat())


def _since(found: re.Match[str], year: int, today: date) -> Span:
    first = date(year, int(found["m"]), int(found["d"] or 1))
    return Span(first.isoformat(), today.isoformat())


def _until(found: re.Match[str], year: int, today: date) -> Span:
    month = int(found["m"])
    last = int(found["d"]) if found["d"] else calendar.monthrange(year, month)[1]
    return Span(None, date(year, month, last).isoformat())


def _until_now(found: re.Match[str], year: int, today: date) -> Span:
    return Span(None, today.isoformat())


def _one_day(found: re.Match[str], year: int, today: date) -> Span:
    day = date(year, int(found["m"]), int(found["d"])).isoformat()
    return Span(day, day)


def _months(found: re.Match[str], year: int, today: date) -> Span:
    return months(year, int(found["m"]), int(found["m2"]))


def _month(found: re.Match[str], year: int, today: date) -> Span:
    return months(year, _number(found["m"]), _number(found["m"]))


def _quarter(found: re.Match[str], year: int, today: date) -> Span:
    quarter = _number(found["q"])
    return months(year, quarter * 3 - 2, quarter * 3)


def _since_quarter(found: re.Match[str], year: int, today: date) -> Span:
    return Span(_quarter(found, year, today).from_, today.isoformat())


def _since_half(found: re.Match[str], year: int, today: date) -> Span:
    return Span(_half(found, year, today).from_, today.isoformat())


def _quarters(found: re.Match[str], year: int, today: date) -> Span:
    return months(year, 1, 9)


def _half(found: re.Match[str], year: int, today: date) -> Span:
    return months(year, 1, 6) if found["h"] == "上" else months(year, 7, 12)


def _whole_year(found: re.Match[str], year: int, today: date) -> Span:
    return months(year, 1, 12)


def _this_year_on(found: re.Match[str], year: int, today: date) -> Span:
    return Span(date(year, 1, 1).isoformat(), today.isoformat())


def _word(found: re.Match[str], year: int, today: date) -> Span:
    span = read_period(_WORDS[found[0]], (), today.isoformat())
    assert span is not None
    return span


def _week(found: re.Match[str], year: int, today: date) -> Span:
    monday = date.fromisocalendar(year, int(found["w"]), 1)
    return Span(monday.isoformat(), (monday + timedelta(6)).isoformat())


_ISO = r"\d{4}[-./]\d{1,2}[-./]\d{1,2}"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int, date], Span]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?P<first>{_ISO})日?{_TO}(?P<last>{_ISO})", _iso_days),
        (rf"{_Y}{_DAY}{_TO}(?:(?P<y2>\d{{4}})年)?(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日", _days),
        (rf"{_Y}(?P<m>\d{{1,2}})月?{_TO}(?P<m2>\d{{1,2}})月份?", _months),
        (rf"(?:截至|截止|截止到|到){_Y}(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})日|底|末)?(?:为止)?", _until),
        (r"截至目前|截止目前|迄今(?:为止)?|目前为止", _until_now),
        (rf"(?:自|从)?{_Y}(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})日|份)?(?:起|开始)?(?:至今|以来)", _since),
        (rf"{_Y}{_DAY}", _one_day),
        (rf"{_Y}前三(?:个)?季度", _quarters),
        (rf"{_Y}第?(?P<q>[一二三四1-4])季度以来", _since_quarter),
        (rf"{_Y}第?(?P<q>[一二三四1-4])季度", _quarter),
        (rf"{_Y}(?P<h>[上下])半年以来", _since_half),
        (rf"{_Y}(?P<h>[上下])半年", _half),
        (r"(?P<y>今|\d{4})年(?:度)?(?:开年)?以来", _this_year_on),
        (rf"{_Y}第(?P<w>\d{{1,2}})周", _week),
        (rf"{_Y}(?P<m>十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月(?:份)?", _month),
        (r"(?P<y>\d{4}|今|去|本|当)年(?:度)?(?:[,、]?全年)?(?!同期)|全年|年度", _whole_year),
        ("|".join(_WORDS), _word),
    )
)
"""Forms of dates, the more telling first; each reads its own match."""
