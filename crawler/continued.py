"""Continued: an article over several pages – where its further pages stand, and all of them as one Record. No network.

Only what every platform does: `123.html` goes on at `123_1.html`, `123_2.html` or `123-2.html` beside it. A page has to name the
address, or TRS's script that draws the numbers has to; and what stands there has to bear the same headline and another text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from coverage_db.records import Article, ReadPage, Record
from coverage_db.text import fold, letters

PAGES_MOST = 20
"""Further pages that are asked for of one article."""
_NAME = re.compile(r"([^/]*\w)(\.[a-z]{3,5})$", re.I)
_MARK = re.compile(rb"([_-])(\d{1,2})(\.[A-Za-z]{3,5})(?!\w)")
_WITHIN = re.compile(rb"[\w.-]")
_DRAWN = re.compile(rb"createPageHTML\(\s*(\d{1,2})\s*,\s*\d{1,2}\s*,\s*[\"']([^\"']{1,100})[\"']")


@dataclass(slots=True)
class Trail:
    """The further pages of one article: which are known, which were asked for."""

    url: str
    """Where the first page came from."""
    known: dict[str, int] = field(default_factory=dict)
    """{address: number}, as named so far."""
    asked: list[str] = field(default_factory=list)

    def next_page(self, body: bytes) -> str | None:
        """The next page to ask for, after one that answered with `body`; None: that was all."""
        self.known |= further_pages(self.url, body)
        left = sorted(self.known.keys() - set(self.asked), key=lambda url: (self.known[url], url))
        if not left or len(self.asked) >= PAGES_MOST:
            return None
        self.asked.append(left[0])
        return left[0]


def with_page(record: Record, page: ReadPage, article: Article) -> Record:
    """A record with one more page of its article; itself where the page is none of it."""
    first = record.article
    if first is None or article.fault or article.text in first.text or not same_headline(first, article):
        return record
    whole = replace(
        first,
        text=f"{first.text}\n{article.text}",
        source=first.source or article.source,
        bylines=tuple(dict.fromkeys((*first.bylines, *article.bylines))),
    )
    return replace(record, article=whole, further=(*record.further, page))


def further_pages(url: str, body: bytes) -> dict[str, int]:
    """{address: number} of the further pages that one page of the article at `url` names, in order."""
    parts = urlsplit(url)
    name = _NAME.search(parts.path)
    if name is None or not url.endswith(name[0]):
        return {}
    stem = name[1].encode()
    marks = set()
    at = body.find(stem)
    while at >= 0:
        named = _MARK.match(body, at + len(stem))
        if named and named[3].decode() == name[2] and not _WITHIN.match(body[max(0, at - 1) : at]):
            marks.add((int(named[2]), named[1].decode()))
        at = body.find(stem, at + len(stem))
    drawn = _DRAWN.search(body)
    if drawn and drawn[2] == stem:
        marks |= {(number, "_") for number in range(1, int(drawn[1]))}
    return {f"{url[: -len(name[2])]}{mark}{number}{name[2]}": number for number, mark in sorted(marks)}


def same_headline(one: Article, other: Article) -> bool:
    """Whether one headline is the other, but for a number of the page."""
    short, long = sorted((letters(fold(one.title).text), letters(fold(other.title).text)), key=len)
    return bool(short) and short in long
