"""Middlewares: what Scrapy leaves open – where a redirect may lead, a whole body, a server that asks for patience.

Every refusal is a `Fault` with a name of the contract; the errback puts it into the ledger.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from email.utils import parsedate_to_datetime
from time import monotonic, time
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from coverage_db.outlets import address

from .faults import Fault, GivenUp, fault_of
from .packed import is_whole_gzip

SAME_PAGE_MOST = 2
"""A page may lead to itself once (it sets a cookie); twice is a loop."""
PATIENCE_S = 120
"""The longest Retry-After that a crawl waits for; a longer one ends the host's turn, and the next crawl goes on."""
UNREACHED = frozenset({"no_connection", "timeout", "tls"})
"""Faults of a host, not of a page."""
STRIKES_MOST = 2
"""Requests in a row that a host may leave without an answer; robots.txt is one of them."""
ROBOTS_TIMEOUT_S = 10


class _Within:
    """A redirect stays on the outlet's own hosts: elsewhere not one request goes, not even for robots.txt."""

    crawler: Any

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        chain = [*request.meta.get("redirect_urls", []), request.url]
        if chain.count(redirected.url) >= SAME_PAGE_MOST:
            raise Fault("redirect_loop")
        if address(redirected.url) not in self.crawler.spider.addresses:
            raise Fault("offsite_redirect")
        onward: Request = super()._redirect(redirected, request, reason)  # type: ignore[misc]
        return onward


class Redirects(_Within, RedirectMiddleware):
    """Redirects by status."""


class MetaRefreshes(_Within, MetaRefreshMiddleware):
    """Redirects by a tag of the page."""


class Robots(RobotsTxtMiddleware):
    """robots.txt as Scrapy obeys it; one that hangs or fails is asked briefly, named, and taken as none."""

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Ask for robots.txt before the first page of a host."""
        if request.meta.get("dont_obey_robotstxt"):
            request.meta.update(download_timeout=ROBOTS_TIMEOUT_S, max_retry_times=0)
        await super().process_request(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._name_it()
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if fault_of(exc) not in {"no_connection", "tls"}:  # then the page itself says so
            self._name_it()
        super()._robots_error(exc, netloc)

    def _name_it(self) -> None:
        outlet: Any = self.crawler.spider
        outlet.tally.faults["robots"] += 1


class Patience(RetryMiddleware):
    """Retries; when a server says Retry-After, every request to that host waits; a host that is down is left alone."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.until: dict[str, float] = {}
        """{host: moment (monotonic seconds) before which it is not asked}."""
        self.given_up: dict[str, str] = {}
        """{host: fault}: it asked for more patience than a crawl has, or does not answer."""
        self.alive: set[str] = set()
        """Hosts that answered in this run."""
        self.strikes: Counter[str] = Counter()
        """{host: requests in a row that came to nothing, retries and all}."""

    async def process_request(self, request: Request) -> None:
        """Wait for the host's turn."""
        host = address(request.url)
        if host in self.given_up:
            raise GivenUp(self.given_up[host])
        pause = self.until.get(host, 0.0) - monotonic()
        if pause > 0:
            await asyncio.sleep(pause)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Note what the host asks for, then retry as usual."""
        self.alive.add(address(request.url))
        self.strikes.pop(address(request.url), None)
        pause = retry_after_s(response)
        if pause is None:
            answer: Request | Response = super().process_response(request, response)
            return answer
        host = address(request.url)
        if pause > PATIENCE_S:
            self.given_up[host] = f"http_{response.status}"
            return response
        self.until[host] = monotonic() + pause
        answer = super().process_response(request, response)
        return answer

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """Retry as usual; what came to nothing is a strike against the host."""
        again: Request | Response | None = super().process_exception(request, exception)
        if again is None and not isinstance(exception, IgnoreRequest) and fault_of(exception) in UNREACHED:
            host = address(request.url)
            self.strikes[host] += 1
            if self.strikes[host] >= STRIKES_MOST:
                self.given_up[host] = fault_of(exception)
        return again


def retry_after_s(response: Response) -> float | None:
    """Seconds that a 429 or 503 asks to wait; None when it asks for nothing readable."""
    if response.status not in {429, 503}:
        return None
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except ValueError:
        return None


class WholeBody:
    """A gzip body that was cut off arrives as a normal answer with part of the text: ask again, else name it."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> WholeBody:
        """Scrapy's way to make it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Refuse the half of a page."""
        encodings = b",".join(response.headers.getlist("Content-Encoding")).lower()
        if encodings not in {b"gzip", b"x-gzip"} or not response.body:
            return response
        limit = self.crawler.settings.getint("DOWNLOAD_MAXSIZE")
        if is_whole_gzip(response.body, limit):
            return response
        again = get_retry_request(request, spider=self.crawler.spider, reason="truncated gzip")
        if again is None:
            raise Fault("bad_encoding")
        return again
