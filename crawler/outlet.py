"""Outlet: the spider of every outlet. A subclass says WHERE, in attributes; how to read it is here, once for all.

Each attribute is a key of [[outlet]] in coverage.toml; `name` is its id and `title` its name.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from coverage_db.outlets import address
from coverage_db.records import Article, ReadPage, Record

from .continued import Trail, with_page
from .entries.base import Entry, Listed, Scope
from .entries.epaper import Epaper
from .entries.feed import Feed
from .entries.listing import Listing
from .entries.sitemap import Sitemap
from .extract import extract_article, with_listed_date
from .faults import OK, GivenUp, fault_of, fault_of_status
from .last import LastThings, headers_of
from .ledger import Ledger
from .links import GONE, Link
from .loader import ENTRY_KEYS
from .loader import addresses as addresses_of
from .middlewares import UNREACHED, Patience
from .readers.entry import EntryReader
from .readers.epaper import EpaperReader
from .readers.sitemap import SitemapReader
from .tally import Tally
from .urls import canonical

KINDS: dict[str, tuple[Entry, type[EntryReader]]] = {
    "feeds": (Feed(), EntryReader),
    "listings": (Listing(), EntryReader),
    "sitemaps": (Sitemap(), SitemapReader),
    "epapers": (Epaper(), EpaperReader),
}
"""Key of an outlet: how its pages are read, and how they are asked for."""
FURTHER_PRIORITY = 1
"""The further pages of an article before other articles."""
_BINARY = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"PK\x03\x04", b"Rar!", b"\xd0\xcf\x11\xe0")
"""How files begin that are no page: PDF, pictures, archives and documents of Office."""


class Outlet(scrapy.Spider):
    """One outlet (媒体). Attributes only; see the module."""

    title: str = ""
    brand: str | None = None
    owner: str | None = None
    aliases: tuple[str, ...] = ()
    level: str = ""
    channel: str = "web"
    groups: tuple[str, ...] = ()
    """江苏, 连云港, 电力, 中央 …"""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    epapers: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    manual: bool = False
    articles: str | None = None
    """Regular expression: the URLs that are articles."""
    hosts: tuple[str, ...] = ()
    """Hosts of its articles that no entry's URL shows."""
    own: bool = False
    confirmed: str | None = None
    """The day on which it was last seen to work live."""
    note: str = ""

    ledger: Ledger
    tally: Tally
    _shown: set[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, ledger: Ledger | None = None, **kwargs: Any) -> Outlet:
        """Scrapy's way to make it. `ledger` is the run's; without one (`scrapy crawl NAME`) it opens a run of its own."""
        outlet: Outlet = super().from_crawler(crawler, *args, **kwargs)
        outlet.tally = Tally()
        outlet._shown = set()
        if ledger is None:
            from .run import open_alone

            ledger = open_alone(outlet, crawler)
        outlet.ledger = ledger
        ledger.open_outlet(outlet.name, outlet.tally)
        LastThings(outlet)
        return outlet

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Hosts (with port) that it owns: not one request goes elsewhere."""
        return addresses_of({key: getattr(self, key) for key in (*ENTRY_KEYS, "hosts")})

    @cached_property
    def scope(self) -> Scope:
        """Which links are its articles."""
        entries = {canonical(url) for key in ENTRY_KEYS for url in getattr(self, key)}
        return Scope(self.addresses, self.articles, frozenset(url for url in entries if url is not None))

    # -- asking

    async def start(self) -> AsyncIterator[Request]:
        """The entries, and what earlier crawls left waiting.

        Raises:
            CloseSpider: the crawl was stopped while this spider was being opened.
        """
        if self.ledger.stopping:
            raise CloseSpider("shutdown")
        self.ledger.links.revive(self.name)
        waiting = self.ledger.links.waiting(self.name)
        self.tally.waiting = len(waiting)
        for reader in self.readers():
            for request in reader.requests():
                yield request
        for link in waiting:
            yield self.article_request(link)

    def readers(self) -> Iterator[EntryReader]:
        """One for each entry."""
        for key, (entry, reader) in KINDS.items():
            for url in getattr(self, key):
                yield reader(self, entry, url)

    def article_request(self, link: Link) -> Request:
        """A request for one article."""
        return Request(
            link.url,
            callback=self.read_article,
            errback=self.no_article,
            cb_kwargs={"link": link},
            dont_filter=True,
        )

    def listed(self, links: list[Link], shown: Iterable[Listed]) -> None:
        """An entry showed links; some of them are to be fetched."""
        self._shown.update(one.url for one in shown)
        self.tally.seen = len(self._shown)
        self.tally.waiting += len(links)
        self.ledger.progress(self.name, self.tally)

    # -- answers

    def read_article(self, response: Response, link: Link) -> Iterator[Record | Request]:
        """A page came: an article or a fault, as a Record; of an article over several pages first the request for the next.
        Nothing once the crawl is being stopped: the link goes on waiting.
        """
        if self.ledger.stopping:
            return
        fetched = self.ledger.now()
        headers = headers_of(response)
        if link.look and not self._is_look_valid(response, link):
            return
        fault = fault_of_status(response) or ("no_text" if response.body.startswith(_BINARY) else None)
        article = None
        if fault is None:
            article = self._article(response, link, dict(headers), fetched)
            fault = article.fault
        record = Record(
            link=link.url,
            outlet=self.name,
            fetched=fetched,
            run=self.ledger.run,
            article=article if fault is None else None,
            fault=fault,
            status=response.status,
            body=response.body,
            headers=headers,
        )
        yield self._record_or_next(record, Trail(response.url), response.body) if fault is None else record

    def _record_or_next(self, record: Record, trail: Trail, body: bytes) -> Record | Request:
        url = trail.next_page(body)
        if url is None:
            return record
        return Request(
            url,
            callback=self.read_further,
            errback=self.no_further,
            cb_kwargs={"record": record, "trail": trail},
            priority=FURTHER_PRIORITY,
            dont_filter=True,
        )

    def read_further(self, response: Response, record: Record, trail: Trail) -> Iterator[Record | Request]:
        """A further page of an article came; one that did not leaves the article as long as it is."""
        if self.ledger.stopping:
            return
        if (fault := fault_of_status(response)) is None:
            headers = headers_of(response)
            article = extract_article(response.body, response.url, dict(headers), record.fetched)
            record = with_page(record, ReadPage(response.url, response.body, response.status, headers), article)
        elif fault not in GONE:  # what looked like a page of it was none
            self.tally.faults[fault] += 1
        yield self._record_or_next(record, trail, response.body)

    def no_further(self, failure: Any) -> Iterator[Record | Request]:
        """Scrapy's errback: a further page did not come. Of a host that is left alone the link goes on waiting."""
        if not isinstance(failure.value, GivenUp) and not self.ledger.stopping:
            self.tally.faults[fault_of(failure.value)] += 1
            yield self._record_or_next(**failure.request.cb_kwargs, body=b"")

    def _is_look_valid(self, response: Response, link: Link) -> bool:
        """A page is gone only while its outlet answers; a look is done when a page came."""
        if f"http_{response.status}" in GONE:
            return self.tally.good_reads > 0
        if response.status == OK:
            self.ledger.links.looked(link.url)
        return True

    def _article(self, response: Response, link: Link, headers: dict[str, str], fetched: str) -> Article:
        article = extract_article(response.body, response.url, headers, fetched)
        if link.raw and link.kind in {"feed", "listing", "epaper"}:
            article = with_listed_date(article, link.kind, link.raw, fetched)
        page = link.page or article.page
        final = link.url if response.url == link.url else canonical(response.url) or response.url
        return replace(article, url=self._own_url(article, final), outlet=self.name, page=page)

    def _own_url(self, article: Article, final: str) -> str:
        """The final URL; the page's own canonical link only on the same host, and only when it is an article's.

        Sites that put their home page there would make one article of all their pages.
        """
        own = canonical(article.canonical) if article.canonical else None
        if own is None or address(own) != address(final):
            return final
        if self.scope.accept(own, final) is None or own.count("/") < final.count("/"):
            return final
        return own

    def no_article(self, failure: Any) -> Iterator[Record]:
        """Scrapy's errback: no page came. Of a host that is down altogether the links go on waiting, untried."""
        link: Link = failure.request.cb_kwargs["link"]
        if isinstance(failure.value, GivenUp):
            return
        fault = fault_of(failure.value)
        patience = self.crawler.get_downloader_middleware(Patience)
        if fault in UNREACHED and patience is not None and address(link.url) not in patience.alive:
            self.tally.faults[fault] += 1
            return
        yield Record(link=link.url, outlet=self.name, fetched=self.ledger.now(), run=self.ledger.run, fault=fault)

    def closed(self, reason: str) -> None:
        """Scrapy calls this at the end."""
        self.tally.requests = self.crawler.stats.get_value("downloader/request_count", 0)
        self.ledger.unexpected += self.crawler.stats.get_value("spider_exceptions/count", 0)
        self.ledger.close_outlet(self.name, self.tally, stopped=reason != "finished")
