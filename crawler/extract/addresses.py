"""Read: dates that stand in an address: a day in its path, a moment inside an id. Address in, values out."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from .dates import day_value, unix_value

_Y, _M, _D = r"((?:19|20)\d\d)", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
URL_RULES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    # name, example, pattern of year, month, day; the first rule that matches wins, in it the last place of the path
    ("trs", "/202204/t20220406_123.html", re.compile(rf"/t{_Y}{_M}{_D}_")),
    ("founder_old", "nw.D110000xhrb_20220406_1-01.htm", re.compile(rf"D110000\w*?_{_Y}{_M}{_D}_")),
    (
        "tencent",
        "/rain/a/20220406A076AE00",
        re.compile(rf"/(?:rain/a|omn|cmsn|a)/(?:\d{{8}}/)?{_Y}{_M}{_D}[0-9A-Z]{{6,8}}(?:\W|$)"),
    ),
    ("year_month/day", "/202204/06/", re.compile(rf"/{_Y}{_M}/{_D}/")),
    ("year-month/day", "/2022-04/06/", re.compile(rf"/{_Y}-{_M}/{_D}/")),
    ("year/month_day", "/2022/0406/", re.compile(rf"/{_Y}/{_M}{_D}/")),
    ("year/month-day", "/2022/04-06/", re.compile(rf"/{_Y}/{_M}-{_D}/")),
    ("year-month-day", "/2022-04-06/", re.compile(rf"/{_Y}-{_M}-{_D}(?=[/_.])")),
    ("year_month_day", "/2022_04_06_516891.shtml", re.compile(rf"/{_Y}_{_M}_{_D}_")),
    ("compact", "/20220406/", re.compile(rf"[/_]{_Y}{_M}{_D}(?=[/_]|\.s?html?$)")),
    ("year/month/day", "/2022/4/6/", re.compile(rf"/{_Y}/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/")),
    (
        "cctv",
        "/ARTI…220406.shtml",
        re.compile(r"/(?:ARTI|VIDE|PHOA|VID[A-Z])[0-9A-Za-z]{16,}?(\d\d)" + f"{_M}{_D}" + r"\.shtml$"),
    ),
    ("netease", "163.com/22/0406/09/H4….html", re.compile(rf"163\.com/(\d\d)/{_M}{_D}/\d\d/")),
)
"""Days in addresses, most telling form first."""

_HEX24 = re.compile(r"(?:^|[/_])s([0-9a-f]{24})(?![0-9a-z])")
_MILLISECONDS = re.compile(r"/(1\d{12})\.s?html?$|/(1\d{12})$")


def url_day(url: str) -> tuple[str, str] | None:
    """(day, matched text): a day of the calendar in the path of an address; the query is never read."""
    parts = _split(url)
    address = f"{parts.netloc.lower()}{parts.path}"
    for _, _, pattern in URL_RULES:
        for found in reversed(list(pattern.finditer(address))):
            year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
            if (day := day_value(year, int(found[2]), int(found[3]))) is not None:
                return day, found[0]
    return None


def hex24_moment(url: str) -> tuple[str, str] | None:
    """(moment, id): "s" and 24 hex digits in the path, or `key=` and 24 hex digits; the first 8 are Unix seconds."""
    parts = _split(url)
    ids = [found[1] for found in _HEX24.finditer(parts.path)]
    ids += [key for key in parse_qs(parts.query).get("key", []) if re.fullmatch(r"[0-9a-f]{24}", key)]
    for name in ids:
        if (value := unix_value(int(name[:8], 16))) is not None:
            return value, name
    return None


def millisecond_moment(url: str) -> tuple[str, str] | None:
    """(moment, id): 13 digits as the whole file name are Unix milliseconds."""
    found = _MILLISECONDS.search(_split(url).path)
    if found is None:
        return None
    number = found[1] or found[2]
    value = unix_value(int(number) // 1000)
    return (value, number) if value else None


def _split(url: str) -> SplitResult:
    """The parts of an address; a broken one has none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
