"""Read: every witness of a publication date, each by a small function with a name; one rule picks and says why.

No witness: undated. Never today, never the time of the fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from coverage_db.records import Witness

from .addresses import hex24_moment, millisecond_moment, url_day
from .dates import is_possible, machine_value, modified_value, partial_date, printed_dates
from .reading import Reading

MAX_LINE = 240
"""A longer line near the headline is text and prints no date of its own."""
MAX_PARTIAL_LINE = 60
MAX_FOOT_LINE = 80
RANKS = {"decision": -1, "url": 0, "id": 0, "epaper": 1, "jsonld": 2, "meta": 2, "printed": 3, "feed": 4, "listing": 5}
"""Who is believed first: the address or id, the paper's issue, what is declared, what is printed, the feed, the list."""
TIME_FROM = ("printed", "jsonld", "meta", "id", "feed", "listing")
"""Who gives the time of day to the day that was picked, in order: what a reader sees printed, before what is declared."""
LITTLE_HAN = 100
_HAN = re.compile(r"[\u3400-\u9fff]")
PLACING = ("feed", "listing")
"""These may give the day of placing and so contradict nobody."""

PUBLICATION_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:release_date", "bytedance:published_time",
    "weibo:article:create_at", "weibo: article:create_at", "og:time", "datepublished", "publishdate", "publish-date", "publish_date", "publishtime", "publish_time", "publish-time",
    "pubdate", "pub_date", "pubtime", "_pubtime", "apub:time", "article.published", "article:published", "firstpublishedtime",
    "dc.date.issued", "dcterms.issued", "dc.date", "date", "parsely-pub-date", "sailthru.date", "releasedate", "createdate", "og:pubdate",
)  # fmt: skip
MODIFICATION_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmodified",
    "last-modified",
    "revised",
    "dateupdate",
    "bytedance:updated_time",
)
_SCRIPT_TIME = re.compile(
    r"1(?<=[\"'=: ]1)[3-9]\d{8}(?:\d{3})?(?!\d)|2(?<=[\"'=: ]2)0\d\d[-/年]\d{1,2}[-/月]\d{1,2}[^\"'<,;]{0,14}"
)
_KEYS = r"pub_?time|pub_?date|publish_?time|publish_?date|publishedAt|newsTime|datePublished|oriCreateTime|var\s+createTime|\bct|ptime"
_SCRIPT_KEY = re.compile(rf"(?:{_KEYS})[\"']?\s*[:=]\s*[\"']?$", re.I)
_DRAWN_KEY = re.compile(rf"(?:{_KEYS}|\btime|\bdate)[\"']?\s*[:=]\s*[\"']?$", re.I)
"""On a page that a program draws, the record of the article stands in the script: plain names will do."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The date that the rule picked, and why."""

    published: str | None = None
    kind: str | None = None
    why: str = ""
    conflict: bool = False


def by_id(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """s + 24 hex digits, key= 24 hex digits, 13 digits as a file name: a moment inside the id."""
    address = reading.page.url or ""
    for moment in (hex24_moment(address), millisecond_moment(address)):
        if moment:
            yield Witness("id", moment[0], moment[1])


def by_url(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """A day in the address."""
    if day := url_day(reading.page.url or ""):
        yield Witness("url", *day)


def by_epaper(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """The day of issue in a Founder page's comment."""
    raw = reading.page.epaper.get("date", "")
    if value := machine_value(raw.partition(" ")[0]):
        yield Witness("epaper", value, raw[:200])


def by_jsonld(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """datePublished, or pubDate in 百度's dialect, of the first object that has it."""
    for item in reading.page.jsonld:
        raw = str(item.get("datePublished") or item.get("pubDate") or "")
        if value := machine_value(raw):
            yield Witness("jsonld", value, raw[:200])
            return


def by_meta(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """The first meta tag that declares a publication; a second one only where it gives the time of that day."""
    first: str | None = None
    for name in PUBLICATION_METAS:
        raw = reading.page.metas.get(name, "")
        value = machine_value(raw) if raw else None
        if value and (first is None or ("T" in value and "T" not in first and value[:10] == first)):
            yield Witness("meta", value, f"{name}={raw}"[:200])
            first = value if first is None else first + "T"


def by_time_tag(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """<time datetime> beside the headline, where nothing is declared."""
    if _is_declared(found):
        return
    for line in reading.head:
        for tag in line.block.iter("time"):
            if value := machine_value(tag.get("datetime") or ""):
                yield Witness("meta", value, f"time={tag.get('datetime')}"[:200])
                return


def by_print(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """The date printed near the headline that is not one of a change: of several the one of a day that another witness says,
    or labelled 发布, or with a time of day; else the first."""
    lines = [line.spaced for line in reading.head if len(line.spaced) <= MAX_LINE]
    dates = [entry for line in lines for entry in printed_dates(line) if not entry[2]]
    if not any("T" in entry[0] for entry in dates):  # the platform's own place may be hidden, or far from the headline
        dates += [entry for text in reading.at("date") for entry in printed_dates(text) if not entry[2]]
    if not dates:
        return
    days = {witness.value[:10] for witness in found}
    value, _, _, raw = max(dates, key=lambda entry: (entry[0][:10] in days, entry[1], "T" in entry[0]))
    if "T" not in value:
        value, raw = next(((other, text) for other, _, _, text in dates if other.startswith(f"{value}T")), (value, raw))
    yield Witness("printed", value, raw)


def by_print_and_year(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """A printed month and day without a year, completed by another witness, or by the page's own date of change, when that
    says the same day. `raw` says where the year is from."""
    if any(witness.kind == "printed" for witness in found):
        return
    metas = reading.page.metas
    years = [(other.kind, other.value) for other in found]
    changes = [(name, machine_value(metas[name])) for name in MODIFICATION_METAS if name in metas]
    years += [(f"{name}={metas[name]}", value) for name, value in changes if value]
    for line in reading.head:
        partial = partial_date(line.spaced) if len(line.spaced) <= MAX_PARTIAL_LINE else None
        for name, value in years if partial else ():
            if partial and (int(value[5:7]), int(value[8:10])) == partial[:2]:
                time = f"T{partial[2]}:00+08:00" if partial[2] else ""
                yield Witness("printed", f"{value[:10]}{time}", f"{line.spaced} (year: {name})"[:200])
                return


def by_foot(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """发布于 2022-04-06 09:30 below the text, as blogs print it, where nothing stands above it."""
    if any(witness.kind in ("printed", "jsonld", "meta") for witness in found):
        return
    for line in reading.foot:
        dates = printed_dates(line.spaced) if len(line.spaced) <= MAX_FOOT_LINE else []
        for value, labelled, modified, raw in dates[:1]:
            if not modified and ("T" in value or labelled):
                yield Witness("printed", value, raw)
                return


def by_script(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """A time in a script, where nothing is declared: that of this article's record, the only one, or of the day printed."""
    if _is_declared(found):
        return
    if (raw := reading.record.get("time")) and (value := machine_value(raw)):
        yield Witness("meta", value, f"script={raw}"[:200])
        return
    key = _DRAWN_KEY if reading.page.drawn else _SCRIPT_KEY
    html = reading.page.html
    values = {}
    for match in _SCRIPT_TIME.finditer(html):
        if key.search(html, max(0, match.start() - 30), match.start()) and (value := machine_value(match[0])):
            values[value] = match[0]
    printed = {witness.value[:10] for witness in found if witness.kind == "printed"}
    days = {value[:10] for value in values}
    if values and (days == printed or (not printed and len(values) == 1)):
        value = max(values, key=len)
        yield Witness("meta", value, f"script={values[value]}"[:200])


def by_htmldate(reading: Reading, found: list[Witness]) -> Iterator[Witness]:
    """What htmldate finds on a page in another language: the last witness, never the day of the fetch."""
    html, fetched = reading.page.html, reading.fetched or ""
    if found or len(_HAN.findall(html)) >= LITTLE_HAN:
        return
    from htmldate import find_date  # slow to import, and seldom needed

    try:
        day = find_date(html, original_date=True, extensive_search=False, max_date=fetched[:10] or "2070-01-01")
    except (ValueError, TypeError, OverflowError, AttributeError):
        return  # its own parsers stumble over some pages: no witness then
    if day and day != fetched[:10] and day[:4] in html and (value := machine_value(day)):
        yield Witness("meta", value, f"htmldate={day}")


WITNESSES = (
    by_id,
    by_url,
    by_epaper,
    by_jsonld,
    by_meta,
    by_time_tag,
    by_print,
    by_print_and_year,
    by_foot,
    by_script,
    by_htmldate,
)
"""In the order in which they are asked; each sees what was found before it."""


def _is_declared(found: Iterable[Witness]) -> bool:
    return any(witness.kind in ("jsonld", "meta") for witness in found)


def modified(reading: Reading) -> str | None:
    """When the page says that it was changed; never taken for the publication."""
    for line in reading.head:
        if len(line.spaced) <= MAX_LINE and (value := modified_value(line.spaced)):
            return value
    declared = [str(item.get("dateModified") or item.get("upDate") or "") for item in reading.page.jsonld]
    declared += [reading.page.metas.get(name, "") for name in MODIFICATION_METAS]
    return next((value for raw in declared if raw and (value := machine_value(raw))), None)


def collect(reading: Reading) -> tuple[Witness, ...]:
    """All witnesses of a page, without those before 1995 or after the fetch."""
    found: list[Witness] = []
    for witness_by in WITNESSES:
        found += possible(witness_by(reading, found), reading.fetched)
    return tuple(found)


def possible(witnesses: Iterable[Witness], fetched: str | None) -> tuple[Witness, ...]:
    """The witnesses that are not later than the fetch, each once."""
    return tuple(dict.fromkeys(witness for witness in witnesses if is_possible(witness.value, fetched)))


def pick(witnesses: Iterable[Witness]) -> Picked:
    """The one rule: the first by RANKS gives the day; TIME_FROM gives its time; more than a day apart is a conflict."""
    ranked = sorted(witnesses, key=lambda witness: RANKS.get(witness.kind, 9))
    if not ranked:
        return Picked()
    first = ranked[0]
    if first.kind == "id":  # an id is made before its page is placed: the day that the address states comes first
        first = next((other for other in ranked if other.kind == "url" and other.value[:10] != first.value[:10]), first)
    day = first.value[:10]
    timed = [
        other for kind in TIME_FROM for other in ranked if other.kind == kind and other.value.startswith(f"{day}T")
    ]
    value, time_from = (timed[0].value, timed[0].kind) if timed else (first.value, first.kind)
    others = [other for other in ranked if other.kind != first.kind]
    agreeing = list(dict.fromkeys(other.kind for other in others if other.value[:10] == day))
    against = [
        other
        for other in ranked
        if other.kind not in PLACING and first.kind not in PLACING and days_between(other.value, day) > 1
    ]
    why = (
        f"{' and '.join((first.kind, *agreeing))} agree"
        if agreeing
        else f"{first.kind} alone"
        if not others
        else f"{first.kind} comes first"
    )
    if time_from != first.kind:
        why += f"; {time_from} gives the time"
    if "(year: " in first.raw:
        why += f"; the year is from {first.raw.partition('(year: ')[2].partition('=')[0].rstrip(')')}"
    if against:
        why += "; " + ", ".join(f"{other.kind} says {other.value[:10]}" for other in against)
    return Picked(value, first.kind, why, bool(against))


def days_between(one: str, other: str) -> int:
    """Calendar days between two values."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
