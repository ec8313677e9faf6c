"""Read: who signed a page: head lines, the bracket after the dateline, the bracket or line at the end, foot lines, captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lxml import etree

from coverage_db.records import Byline

from .blocks import Line
from .bylines import bare_names, lead_bracket, read_bylines, signed_body, tail_bracket, unit_bracket
from .dates import printed_dates
from .furniture import without_tail_words
from .labels import SIGNING
from .names import clean_name, is_person, is_unit
from .page import squeeze
from .reading import Reading
from .script import simplified
from .source import beside_date

TAIL_PARAGRAPHS = 3
MAX_SIGNED_LINE = 90
"""A paragraph that is longer is text, whatever it begins with."""
_LABELLED = re.compile(
    rf"{'|'.join(sorted(SIGNING, key=len, reverse=True))}|編輯|責編|攝影|文[/／]|图[/／]|[/／]文|[/／]图|文\s*[:：|｜丨]|□|◎|■"
)
_AUTHORS: Any = etree.XPath("//*[@itemprop='author']", smart_strings=False)
_AUTHOR_CLASS = re.compile(r"author|writer|zuozhe|byline|reporter|jizhe", re.I)
CREDIT = re.compile(
    r"(?:^|[\s。，、/（(：:])((?:[\u3400-\u9fff·]{2,4}[\s、]){0,2}[\u3400-\u9fff·]{2,4}?)\s*[/／]?\s*(?:摄影|攝影|摄|供图)[)）]?[。.]?$"
)
_SENTENCE = re.compile(r"[，。！？；“”]")


def by_head(reading: Reading) -> Iterator[Byline]:
    """来源：新华日报 作者：甲 · □ 本报记者 甲 乙, near the headline."""
    for line in reading.head:
        if _LABELLED.search(simplified(line.spaced)) or re.search(r"来源|/", line.spaced):
            yield from read_bylines(line.spaced)[0]
        elif line.linked == 0 and _AUTHOR_CLASS.search(f"{line.block.get('class') or ''} {line.block.get('id') or ''}"):
            yield from (Byline(name, "author") for name in bare_names(line.spaced))


def by_class(reading: Reading) -> Iterator[Byline]:
    """<span class="author">甲</span>, near the headline, without a label."""
    for text in reading.marked(_AUTHOR_CLASS):
        if not _LABELLED.search(text):
            yield from (Byline(name, "author") for name in bare_names(text))


def by_body(reading: Reading) -> Iterator[Byline]:
    """作者：医技党支部, near the headline: a department that signs."""
    for line in reading.head:
        if body := signed_body(line.spaced):
            yield Byline(body, "author")


def by_date_line(reading: Reading) -> Iterator[Byline]:
    """A person beside the date: 甲 · 2022-04-06 09:30."""
    yield from (
        Byline(name, "author") for name in beside_date(reading.head[:10], reading.page.head_title) if is_person(name)
    )


def by_name_line(reading: Reading) -> Iterator[Byline]:
    """A person's name alone in the line above or below the date."""
    lines = reading.below[:8]
    for line, beside in (*pairwise(lines), *pairwise(reversed(lines))):
        if is_person(line.text) and printed_dates(beside.spaced) and len(beside.spaced) <= MAX_SIGNED_LINE:
            yield Byline(line.text, "author")


def by_microdata(reading: Reading) -> Iterator[Byline]:
    """itemprop="author", with its name inside; a pen name will do."""
    for element in _AUTHORS(reading.page.root)[:3]:
        inner = element.find(".//*[@itemprop='name']")
        holder = element if inner is None else inner
        name = clean_name(holder.get("content") or squeeze(holder.text_content()[:40]))
        if is_person(name, labelled=True, pen=True):
            yield Byline(name, "author")


def by_place(reading: Reading) -> Iterator[Byline]:
    """Where the platform keeps author and editor."""
    for field, role in (("author", "author"), ("editor", "editor")):
        for text in reading.at(field):
            bylines = read_bylines(text)[0]
            yield from bylines or (Byline(name, role) for name in bare_names(text))


def by_epaper(reading: Reading) -> Iterator[Byline]:
    """<author> of the e-paper comment."""
    text = reading.page.epaper.get("author", "")
    yield from read_bylines(text)[0] or (Byline(name, "author") for name in bare_names(text))


def by_lead(reading: Reading) -> Iterator[Byline]:
    """本报讯（记者 甲 通讯员 乙）, in the first paragraphs."""
    for line in _paragraphs(reading)[:3]:
        if bracket := lead_bracket(line.text):
            yield from read_bylines(bracket[0])[0]
        elif is_signature(line):
            yield from read_bylines(line.text)[0]


def by_tail(reading: Reading) -> Iterator[Byline]:
    """(甲 乙), （记者 甲 通讯员 乙）, 甲 文/图, in the last paragraphs."""
    paragraphs = _paragraphs(reading)
    brackets = tail_brackets(paragraphs)
    for at in range(max(0, len(paragraphs) - TAIL_PARAGRAPHS), len(paragraphs)):
        if at in brackets:
            yield from read_bylines(brackets[at][0])[0]
        elif is_signature(paragraphs[at]):
            yield from read_bylines(paragraphs[at].text)[0]


def tail_brackets(paragraphs: list[Line]) -> dict[int, re.Match[str]]:
    """By index of the paragraph: the brackets that sign, with a label in one of the last paragraphs, bare (names, or the unit
    that sent it in) only at the very end."""
    last = len(paragraphs) - 1
    if last < 0:
        return {}
    while last > 0 and is_signature(paragraphs[last]):
        last -= 1
    found = {
        at: tail_bracket(without_tail_words(paragraphs[at].text), bare=at == last)
        for at in range(max(0, len(paragraphs) - TAIL_PARAGRAPHS), len(paragraphs))
    }
    found[last] = found.get(last) or unit_bracket(paragraphs[last].text)
    return {at: bracket for at, bracket in found.items() if bracket}


def by_foot(reading: Reading) -> Iterator[Byline]:
    """责任编辑：甲 after the text."""
    for line in reading.foot:
        if _LABELLED.search(simplified(line.spaced)) or "来源" in line.text:
            yield from read_bylines(line.spaced)[0]


def by_caption(reading: Reading) -> Iterator[Byline]:
    """甲 摄, at the end of a caption."""
    for line in _paragraphs(reading):
        found = CREDIT.search(line.text) if len(line.text) <= 120 else None
        if found:
            names = [clean_name(name) for name in re.split(r"[\s、]+", found[1])]
            yield from (Byline(name, "photographer") for name in names if is_person(name))


def by_meta(reading: Reading) -> Iterator[Byline]:
    """<meta name="author">, where it is a person's name."""
    for name in ("author", "og:article:author", "article:author"):
        yield from (Byline(person, "author") for person in bare_names(reading.page.metas.get(name, "")))


def by_foot_line(reading: Reading) -> Iterator[Byline]:
    """posted @ 2022-04-06 09:30 甲 阅读(345), below the text, as blogs sign; a pen name will do."""
    if any(printed_dates(line.spaced) for line in reading.head):
        return
    names = beside_date(line for line in reading.foot if printed_dates(line.spaced))
    yield from (Byline(name, "author") for name in names if is_person(name, labelled=True, pen=True))


def by_record(reading: Reading) -> Iterator[Byline]:
    """The author and editor whom the scripts' record of this article names."""
    for role in ("author", "editor"):
        yield from (Byline(name, role) for name in bare_names(reading.record.get(role, "")))


def is_signature(line: Line) -> bool:
    """Whether a line signs and says nothing else."""
    text = line.text
    if (
        len(text) > MAX_SIGNED_LINE
        or _SENTENCE.search(re.sub(r"。$", "", text))
        or not _LABELLED.search(simplified(text))
    ):
        return False
    return bool(read_bylines(text)[0])


def names_unit(text: str) -> bool:
    """Whether a bracket of names holds a unit as well: its name there is no mention."""
    return any(is_unit(clean_name(part)) for part in re.split(r"[\s、，,/:：（）()]+", text))


def _paragraphs(reading: Reading) -> list[Line]:
    return reading.found.paragraphs if reading.found else []
