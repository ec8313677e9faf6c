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


@dataclass(slots=True)
class Whole:
    """An article on its way to be whole."""

    record: Record
    """What its pages came to so far."""
    url: str
    """Where the first page came from."""
    known: dict[str, int] = field(default_factory=dict)
    """{address of a further page: its number}, as named so far."""
    asked: list[str] = field(default_factory=list)

    def next_page(self, body: bytes) -> str | None:
        """The next page to ask for, after one that answered with `body`; None: that was all."""
        self.known |= further_pages(self.url, body)
        left = sorted(self.known.keys() - set(self.asked), key=lambda url: (self.known[url], url))
        if not left or len(self.asked) >= PAGES_MOST:
            return None
        self.asked.append(left[0])
        return left[0]

    def add(self, page: ReadPage, article: Article) -> None:
        """Take a further page in, if it goes on with this article."""
        first = self.record.article
        if first is None or article.fault or article.text in first.text or not same_headline(first, article):
            return
        whole = replace(
            first,
            text=f"{first.text}\n{article.text}",
            source=first.source or article.source,
            bylines=tuple(dict.fromkeys((*first.bylines, *article.bylines))),
        )
        self.record = replace(self.record, article=whole, further=(*self.record.further, page))


def further_pages(url: str, body: bytes) -> dict[str, int]:
    """{address: number} of the further pages that one page of the article at `url` names."""
    parts = urlsplit(url)
    name = _NAME.search(parts.path)
    if name is None or parts.query:
        return {}
    stem, ending = (re.escape(part).encode() for part in name.groups())
    named = re.findall(rb"%b(?<![\w.-]%b)([_-])(\d{1,2})%b(?!\w)" % (stem, stem, ending), body)
    marks = [(mark.decode(), int(number)) for mark, number in named]
    drawn = re.search(rb"createPageHTML\(\s*(\d{1,2})\s*,\s*\d{1,2}\s*,\s*[\"']%b[\"']" % stem, body)
    marks += [("_", number) for number in range(1, int(drawn[1]) if drawn else 0)]
    before = url[: len(url) - len(name[2])] if url.endswith(name[2]) else ""
    return {f"{before}{mark}{number}{name[2]}": number for mark, number in marks if before}


def same_headline(one: Article, other: Article) -> bool:
    """Whether one headline is the other, but for a number of the page."""
    short, long = sorted((letters(fold(one.title).text), letters(fold(other.title).text)), key=len)
    return bool(short) and short in long
