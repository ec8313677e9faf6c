"""Read: one page on its way to an Article: what is parsed, where headline, text, head lines and foot lines stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from .blocks import Line
from .furniture import sign_off
from .page import Page, squeeze
from .platforms import PLATFORMS, Platform
from .scripted import record_of
from .text import Found, find_text
from .title import MIN_TITLE, declared_titles, find_headline, without_site

HEAD_BEFORE = 6
"""Lines above the headline that may hold date and source."""
HEAD_AFTER = 24
FOOT_LINES, FOOT_MOST = 14, 40
"""Lines after the text that may sign; more, where the article's block goes on."""
MARKED_LINES, MARKED_ELEMENTS, MARKED_CHARACTERS = 12, 60, 40
MAX_HEAD_LINE = 240
NEAR_LEVELS = 3
_OF_PAGE = re.compile(r"发布(?:时间|日期)\s*[:：]|(?<!\d)[A-Z]?\d{1,3}\s*版(?!权)")
"""What may stand far above a headline: when a document was placed, the page of a paper."""

_IDS: Any = etree.XPath("//@id", smart_strings=False)
_CLASSES: Any = etree.XPath("//@class", smart_strings=False)
_BY_ID: Any = etree.XPath("//*[@id=$name]")
_BY_CLASS: Any = etree.XPath("//*[contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]")


@dataclass(slots=False)
class Reading:
    """A page and what was found in it so far. `won` says for each field which source gave it."""

    page: Page
    fetched: str | None = None
    won: dict[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> set[str]:
        """Every id as "#id", every class as ".class" of the page."""
        root = self.page.root
        return {f"#{name}" for name in _IDS(root)} | {f".{name}" for names in _CLASSES(root) for name in names.split()}

    @cached_property
    def platforms(self) -> list[Platform]:
        """The rows whose mark stands in the page."""
        return [row for row in PLATFORMS if any(self.has(mark) for mark in row.marks)]

    def has(self, place: str) -> bool:
        """Whether a place of a platform row is in the page."""
        if place[0] in "#.":
            return place in self.names
        return self.page.root.find(f".//{place}") is not None

    def elements(self, place: str) -> list[HtmlElement]:
        """The elements at a place."""
        if not self.has(place):
            return []
        if place[0] == "#":
            return list(_BY_ID(self.page.root, name=place[1:]))
        if place[0] == ".":
            return list(_BY_CLASS(self.page.root, name=place[1:]))
        return list(self.page.root.iter(place))

    def at(self, name: str) -> list[str]:
        """The texts at the places that the platform rows name for a field, not empty, in one line each."""
        texts = [
            squeeze(element.text_content()[:1_000])
            for row in self.platforms
            for place in getattr(row, name)
            for element in self.elements(place)[:3]
        ]
        return [text for text in texts if text]

    @cached_property
    def bodies(self) -> list[HtmlElement]:
        """The elements that the platform rows keep an article in."""
        return [element for row in self.platforms for place in row.body for element in self.elements(place)[:2]]

    @cached_property
    def _rough(self) -> Found | None:
        return find_text(self.page.lines, None, self.bodies)

    @cached_property
    def headline(self) -> int | None:
        """Index of the headline among the lines."""
        return find_headline(self.page, self._rough.first if self._rough else len(self.page.lines.rows))

    @cached_property
    def found(self) -> Found | None:
        """The article's lines."""
        if self.headline is None:
            return self._rough
        return find_text(self.page.lines, self.headline, self.bodies) or self._rough

    @cached_property
    def record(self) -> dict[str, str]:
        """What the scripts' record of this article says: time, source, author, editor."""
        printed = [self.page.lines.rows[self.headline].text] if self.headline is not None else []
        titles = [*printed, *declared_titles(self.page), without_site(self.page.head_title)]
        return record_of(self.page.html, dict.fromkeys(title for title in titles if len(title) >= MIN_TITLE))

    @cached_property
    def below(self) -> list[Line]:
        """The lines between headline and text; without a headline those before the text."""
        rows = self.page.lines.rows
        first = self.found.first if self.found else len(rows)
        start = self.headline + 1 if self.headline is not None else max(0, first - HEAD_AFTER // 2)
        return [line for line in rows[start : min(first, start + HEAD_AFTER)] if len(line.text) <= MAX_HEAD_LINE]

    def marked(self, pattern: re.Pattern[str]) -> Iterator[str]:
        """The short texts between headline and text whose own class or id says what they are."""
        for line in self.below[:MARKED_LINES]:
            for element in islice(line.block.iter("span", "a", "em", "i", "b", "p", line.block.tag), MARKED_ELEMENTS):
                if pattern.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
                    text = squeeze(element.text_content()[:200])
                    if 1 < len(text) <= MARKED_CHARACTERS:
                        yield text

    @property
    def _above(self) -> list[Line]:
        rows = self.page.lines.rows
        return rows[max(0, self.headline - HEAD_BEFORE) : self.headline] if self.headline is not None else []

    @cached_property
    def head(self) -> list[Line]:
        """The lines that may say when, from where, by whom: below the headline, left out at the text's start, above it."""
        rows = self.page.lines.rows
        headline = rows[self.headline] if self.headline is not None else None
        above = [
            line for line in self._above if headline and (_is_beside(line, headline) or _OF_PAGE.search(line.text))
        ]
        skipped = self.found.skipped if self.found else []
        known = {id(line) for line in self.below}
        lines = [*self.below, *(line for line in skipped if id(line) not in known), *reversed(above)]
        return [line for line in lines if len(line.text) <= MAX_HEAD_LINE]

    @cached_property
    def foot(self) -> list[Line]:
        """The lines after the text that may sign: those of its block, and what follows up to related links."""
        if self.found is None:
            return []
        lines: list[Line] = []
        last, end = self.found.last, self.found.end
        rows, left = self.page.lines.rows, False
        for at, line in enumerate(rows[last : max(end, last + FOOT_LINES)][:FOOT_MOST], last):
            if sign_off(line.text) in ("related links", "comments") or line.level:
                left = left or at >= end
                continue
            if left and not (sign_off(line.text) == "editor line" and _is_beside(line, rows[last - 1])):
                continue
            if len(line.text) <= MAX_HEAD_LINE and line.linked * 2 <= len(line.text):
                lines.append(line)
        return lines


def _is_beside(line: Line, headline: Line) -> bool:
    """Whether a line above the headline is of the same part of the page: an element near the headline holds both."""
    around = list(islice(headline.block.iterancestors(), NEAR_LEVELS))
    return any(node in around for node in line.block.iterancestors() if node.tag not in ("body", "html"))
