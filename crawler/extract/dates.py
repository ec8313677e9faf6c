"""Read: dates as they are written. Text in, a day or a moment out. No network, no clock: a date is never today's.

A value is a day, "2022-04-06", or a moment in Beijing time, "2022-04-06T09:30:00+08:00". Midnight is a day without a time.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

BEIJING = timezone(timedelta(hours=8))
FIRST_YEAR = 1995
"""The Chinese web has no older page."""
LAST_ID_YEAR = 2070
"""A number that would be a later moment is no time."""
CLOCK_SKEW = timedelta(minutes=10)
"""So much later than the fetch a page's clock may be."""

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = re.compile(
    rf"(?<![\d./])(?<![\dA-Za-z]-){_YEAR}\s*(?:年\s*(?P<m1>\d{{1,2}})\s*月\s*(?P<d1>\d{{1,2}})(?:\s*[日号]|(?![\d.]))"
    r"|(?P<s>[-/.])\s?(?P<m2>\d{1,2})(?P=s)\s?(?P<d2>\d{1,2})日?(?!\d|[-/.]\d))"
)
_TIME = re.compile(
    r"[\sT,·|/\[]*(?:[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?[\s,]*)?(?P<half>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|[AaPp][Mm])?\s*"
    r"(?P<h>\d{1,2})\s*(?::|时|点)\s*(?P<min>\d{2})(?!\d)(?:\s*(?::|分)\s*(?P<sec>\d{2})(?!\d))?(?:\.\d+)?\s*秒?分?"
    r"(?P<half2>\s?[AaPp][Mm]\b)?\s?(?P<zone>Z|GMT|UTC|[+-]\d{2}:?\d{2}(?!\d))?"
)
_WEEKDAY = re.compile(r"^[日号]?\s*[(（]?(?:星期|周|礼拜)([一二三四五六日天])")
_PARTIAL = re.compile(r"(?<![\d.\-/年])(\d{1,2})(?:-|/|月)(\d{1,2})日?(?![\d\-/.%])\s*(?P<rest>.{0,12})")
_MODIFIED = re.compile(r"(?:更新|修改|编辑于|最后|修订|变更)[^\d]{0,8}$")
_NOT_A_DATE = re.compile(
    r"(?:农历|今天是?|今日|现在是|现在时间|当前时间|当前日期|ICP备|公安备|备案|©|Copyright|版权|有效期|截至|截止)[^\d。；\n]{0,8}$|第\s*$",
    re.I,
)
_OF_DOCUMENT = re.compile(
    r"(?:成文|生成|印发|发文|签署|签发|起草|施行|实施|生效|废止|截止|开标)(?:时间|日期)[^\d]{0,6}$"
)
"""A date of a document, not of its publication."""
_LABELLED = re.compile(
    r"(?:posted|发布|發佈|發布|發表|时间|時間|发表|刊发|刊登|发稿|出版|时间|日期|Published)[^\d]{0,10}$", re.I
)
_CHINESE = re.compile(r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
_ISO = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?\s*$"
)
_SPLIT_DAY = re.compile(r"(?<!\d)(20\d\d)\s+(\d\d)\s*/\s*(\d\d)(?!\d)")  # year, month, day in elements of their own
_DAY_DASH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})-(?=\d{2}:\d{2})")
_MONTH_FIRST = re.compile(
    r"([一二三四五六七八九十]{1,2}|\d{1,2})月 ?(\d{1,2}), ?(\d{4})"
)  # 四月 6, 2022: WordPress in Chinese
_JAVA = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:CST|GMT\+08:00) (\d{4})"
)
"""As Java prints a moment; CST is China's time on these pages."""
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}


def day_value(year: int, month: int, day: int) -> str | None:
    """The day, when the calendar has it and it is not older than the web; else None."""
    try:
        return date(year, month, day).isoformat() if year >= FIRST_YEAR else None
    except ValueError:
        return None


def moment_value(moment: datetime) -> str | None:
    """The moment in Beijing time (also what has no zone is Beijing time), to the second; midnight is the day alone."""
    try:
        local = moment.astimezone(BEIJING) if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    except (OverflowError, ValueError):
        return None
    local = local.replace(microsecond=0)
    if local.year < FIRST_YEAR:
        return None
    return local.date().isoformat() if (local.hour, local.minute, local.second) == (0, 0, 0) else local.isoformat()


def unix_value(seconds: int) -> str | None:
    """The moment of Unix seconds; None where the number is no plausible time (before 1995, past 2070)."""
    if not 0 < seconds < 4_000_000_000:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment_value(moment) if moment.year < LAST_ID_YEAR else None


def is_possible(value: str, fetched: str | None) -> bool:
    """Whether a date is not later than the fetch (an ISO moment; None: nothing is called future)."""
    if fetched is None:
        return True
    seen = as_moment(fetched) + CLOCK_SKEW
    return as_moment(value) <= seen if "T" in value else value[:10] <= seen.astimezone(BEIJING).date().isoformat()


def as_moment(value: str) -> datetime:
    """A value of ours as a moment; a day is its midnight. What has no zone is Beijing time."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def plain(text: str) -> str:
    """Width and colons made one, Chinese numerals of dates as figures."""
    text = _CHINESE.sub(lambda found: _chinese_day(found[0]), unicodedata.normalize("NFKC", text)).replace("︰", ":")
    text = _MONTH_FIRST.sub(lambda found: f"{found[3]}年{_month(found[1])}月{found[2]}日", text)
    return _SPLIT_DAY.sub(r"\1-\2-\3", _DAY_DASH_TIME.sub(r"\1 ", text))


def printed_dates(text: str) -> list[tuple[str, bool, bool, str]]:
    """(value, labelled, modified, raw) of each full date of a short text, in order.

    `labelled`: it is called the time of publication. `modified`: it is called the time of a change. No year: no date.
    A date with a weekday that is not its own is none.
    """
    text = plain(text)
    found = []
    for day in _DAY.finditer(text):
        before = text[max(0, day.start() - 16) : day.start()]
        value = day_value(int(day["y"]), int(day["m1"] or day["m2"]), int(day["d1"] or day["d2"]))
        if value is None or _NOT_A_DATE.search(before) or not _right_weekday(text[day.end() : day.end() + 8], value):
            continue
        time = _TIME.match(text, day.end())
        if time is not None:
            value = _with_time(value, time) or value
        end = time.end() if time is not None else day.end()
        found.append(
            (
                value,
                bool(_LABELLED.search(before)) and not _OF_DOCUMENT.search(before),
                bool(_MODIFIED.search(before)),
                text[max(0, day.start() - 8) : end][:200],
            )
        )
    return found


def printed_value(text: str) -> str | None:
    """The publication date that a short text prints: the one labelled so, else the first; never that of a change."""
    dates = [entry for entry in printed_dates(text) if not entry[2]]
    return next((entry[0] for entry in dates if entry[1]), dates[0][0] if dates else None)


def modified_value(text: str) -> str | None:
    """The date that a short text calls that of a change."""
    return next((value for value, _, modified, _ in printed_dates(text) if modified), None)


def partial_date(text: str) -> tuple[int, int, str] | None:
    """(month, day, "09:30" or "") of a date without a year: no witness by itself."""
    found = _PARTIAL.search(plain(text))
    if found is None or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= 31:
        return None
    time = re.match(r"(\d{1,2}):(\d{2})", found["rest"])
    return int(found[1]), int(found[2]), f"{int(time[1]):02}:{time[2]}" if time else ""


def machine_value(text: str) -> str | None:
    """A date as programs write it: ISO, compact, RFC 822, Unix seconds or milliseconds, or as printed."""
    text = text.strip()[:80]
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return unix_value(int(text[:10]))
    if iso := _ISO.match(text):
        return _from_parts(iso)
    if java := _JAVA.fullmatch(text):
        text = f"{java[2]} {java[1]} {java[4]} {java[3]} +0800"
    if re.match(r"[A-Z][a-z]{2}, +\d|\d{1,2} [A-Z][a-z]{2} \d{4}", text):
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
        return moment_value(moment)
    return printed_value(text)


def _from_parts(iso: re.Match[str]) -> str | None:
    day = day_value(int(iso[1]), int(iso[2]), int(iso[3]))
    if day is None or iso[4] is None:
        return day
    try:
        moment = datetime.fromisoformat(f"{day}T{iso[4]}:{iso[5]}:{iso[6] or '00'}{_offset(iso[7])}")
    except ValueError:
        return day
    return moment_value(moment)


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    return "+00:00" if zone in ("Z", "GMT", "UTC") else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _with_time(day: str, time: re.Match[str]) -> str | None:
    hour = int(time["h"])
    half = (time["half"] or time["half2"] or "").strip().lower()
    if (half in ("下午", "傍晚", "晚上", "夜间", "pm") and hour < 12) or (half == "中午" and hour < 11):
        hour += 12
    elif half in ("am", "凌晨") and hour == 12:
        hour = 0
    try:
        moment = datetime.fromisoformat(f"{day}T{hour:02}:{time['min']}:{time['sec'] or '00'}{_offset(time['zone'])}")
    except ValueError:
        return None
    return moment_value(moment)


def _right_weekday(after: str, day: str) -> bool:
    found = _WEEKDAY.match(after.strip())
    return found is None or _WEEKDAYS[found[1]] == date.fromisoformat(day).weekday()


def _chinese_day(text: str) -> str:
    year, rest = text.split("年")
    month, day = rest.rstrip("日").split("月")
    return f"{''.join(str(_DIGITS[c]) for c in year)}年{_small(month)}月{_small(day)}日"


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _small(text)


def _small(numeral: str) -> int:
    """一 … 九十九."""
    tens, ten, ones = numeral.partition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones if ten else tens, 0)
