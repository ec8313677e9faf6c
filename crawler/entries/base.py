"""Entry: the contract that the four kinds share. A page of an entry in, the links that it lists out.

`read` is pure: no network, no clock, no database. What asks and what writes is in crawler/reading.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from coverage_db.outlets import address
from coverage_db.records import Page

from ..urls import canonical

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
LINKS_MOST = 5_000
"""New links that one reading of an entry takes in; a sitemap of 50,000 gives its newest first, the next crawl goes on."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as an entry lists it."""

    url: str
    """Canonical."""
    title: str = ""
    raw: str = ""
    """The date as printed; "" when there is none."""
    kind: str | None = None
    """The witness that `raw` is: feed, listing or epaper."""
    updated: str | None = None
    """Day or moment of the last change (a sitemap's lastmod, Atom's updated): no publication date, but nothing was
    published after it.
    """
    page: Page | None = None
    """Where in the newspaper."""
    pdf: str | None = None
    """The PDF of that page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of an entry, as it came."""

    url: str
    """Where it came from in the end; relative links are joined to it (or to the page's own base)."""
    body: bytes
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Onward:
    """A further page of the entry."""

    url: str
    updated: str | None = None
    """Day of its last change, when the entry says so."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page of an entry says."""

    links: tuple[Listed, ...] = ()
    onward: tuple[Onward, ...] = ()
    fault: str | None = None
    """bad_feed, empty_feed or blocked; None: it is what it should be."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which links are the outlet's own articles."""

    addresses: tuple[str, ...]
    """Hosts (with port) that it owns: no link leads elsewhere."""
    articles: str | None = None
    """Its own rule for the URLs of articles."""
    entries: frozenset[str] = frozenset()
    """Its entries, canonical: no articles."""

    def owns(self, url: str) -> bool:
        """Whether its host is the outlet's: no request goes elsewhere."""
        return address(url) in self.addresses

    def accept(self, url: str, base: str) -> str | None:
        """The canonical address when it may be an article of this outlet."""
        found = canonical(url, base)
        if found is None or not self.owns(found) or found in self.entries:
            return None
        if self.articles is not None and re.search(self.articles, found) is None:
            return None
        return found


class Entry:
    """One kind of entry. A subclass says its `kind` and how to `read` a page."""

    kind: ClassVar[str]
    pages_most: ClassVar[int] = 1
    """Further pages that one reading follows."""

    def read(self, answer: Answer, scope: Scope) -> Reading:
        """The links of one page."""
        raise NotImplementedError


def without_declaration(text: str) -> str:
    """Decoded text without its <?xml encoding=…?>, which would be believed a second time."""
    return _DECLARATION.sub("", text, count=1)


def distinct(links: Iterable[Listed]) -> Iterator[Listed]:
    """Each address once, the first with a date or a title before one without."""
    found: dict[str, Listed] = {}
    for link in links:
        known = found.get(link.url)
        if known is None or (not known.raw and link.raw) or (not known.title and link.title):
            found[link.url] = link
    yield from found.values()
