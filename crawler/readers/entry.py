"""Entry reader: asks for an entry, page after page, and notes in the ledger what each answer lists. Responses in, requests out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from coverage_db.database import transaction

from ..entries.base import Answer, Entry, Onward, Reading
from ..extract import extract_article
from ..faults import NOT_MODIFIED, fault_of, fault_of_status
from ..tally import EntryRead

if TYPE_CHECKING:
    from ..outlet import Outlet

ENTRY_PRIORITY = 100
"""Entries before articles: what is new is known early, and an estimate can be given."""


class EntryReader:
    """One entry of one outlet in one run."""

    def __init__(self, outlet: Outlet, entry: Entry, url: str) -> None:
        self.outlet = outlet
        self.ledger = outlet.ledger
        self.entry = entry
        self.url = url
        self.row = EntryRead(entry=url, kind=entry.kind)
        self.before = self.ledger.entry_state(outlet.name, url)
        """How the last reading left it."""
        self.headers: dict[str, str | None] = {"etag": None, "last_modified": None}
        self.sha256: str | None = None
        self.pages = 0
        self.followed: set[str] = {url}
        self.resume: str | None = self.before.get("open")
        """The page at which an earlier reading was cut off."""

    # -- asking

    def requests(self) -> Iterator[Request]:
        """What to ask first."""
        yield self.ask(self.url, self.answered, condition(self.before) if self.is_comparable() else {})

    def ask(
        self, url: str, callback: Callable[..., Any], headers: dict[str, str] | None = None, **kwargs: Any
    ) -> Request:
        """A request for a page of the entry."""
        return Request(
            url,
            callback=callback,
            errback=self.failed,
            headers=headers or {},
            priority=ENTRY_PRIORITY,
            dont_filter=True,
            cb_kwargs=kwargs,
        )

    def is_comparable(self) -> bool:
        """Whether nothing but a change over there can bring something new: the last reading came to its end, under the
        same rule, and went back as far as this one is to go.
        """
        before = self.before
        since = before.get("since")
        cut_off = before.get("open") or before.get("left")
        return (
            not cut_off
            and before.get("rule") == self.outlet.scope.articles
            and since is not None
            and since <= self.ledger.since
        )

    # -- answers

    def answered(self, response: Response) -> Iterator[Request]:
        """Read one page: its links into the ledger, the new ones to be fetched, then the next page."""
        self.row.status = response.status
        if response.status == NOT_MODIFIED:
            self._unchanged()
            return
        reading = self._read(response)
        if reading.fault is not None:
            self.fault(reading.fault)
            return
        if self.pages == 0:
            self.headers = validators(response)
            self.sha256 = hashlib.sha256(response.body).hexdigest()
            self.outlet.tally.good_reads += 1
        self.pages += 1
        onward = [one for one in reading.onward if one.url not in self.followed]
        with transaction(self.ledger.db):  # what was seen, and where to go on: both or neither
            links = self.ledger.links.see(self.outlet.name, reading.links, self.row)
            follow = self.choose(onward, brought_new=bool(links))
            self.save(open_=follow[0].url if follow else None)
        self.outlet.listed(links, reading.links)
        for link in links:
            yield self.outlet.article_request(link)
        for one in follow:
            self.followed.add(one.url)
            yield self.follow(one)

    def follow(self, one: Onward) -> Request:
        """The request for a further page."""
        return self.ask(one.url, self.answered)

    def choose(self, onward: list[Onward], *, brought_new: bool) -> list[Onward]:
        """Which further pages to ask for: the next one while this one brought something to fetch – so a list that has
        nothing in common with the last reading is followed until it does; then where that reading was cut off.
        """
        if self.pages >= self.entry.pages_most:
            self.resume = None
            return []
        if onward and brought_new:
            return onward[:1]
        if self.resume is not None and self.resume not in self.followed:
            url, self.resume = self.resume, None
            return [Onward(url)]
        return []

    def _read(self, response: Response) -> Reading:
        fault = fault_of_status(response)
        if fault is not None:
            return Reading(fault=fault)
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        answer = Answer(response.url, response.body, content_type)
        reading = self.entry.read(answer, self.outlet.scope)
        if (reading.fault == "bad_feed" or not reading.links) and not reading.onward and is_blocked(response):
            return Reading(fault="blocked")
        return reading

    def _unchanged(self) -> None:
        """304: the list is the one of the last good reading, and reaches as far."""
        last = self.ledger.last_good_read(self.outlet.name, self.url)
        if last is not None:
            self.row.oldest, self.row.newest = last
        self.outlet.tally.good_reads += 1
        self.ledger.save_read(self.outlet.name, self.row)

    def save(self, *, open_: str | None) -> None:
        """Note the reading so far; `open_` is where the next run goes on if this one is cut off here."""
        state = self.state(open_)
        self.ledger.save_entry(
            self.outlet.name, self.url, self.entry.kind, **self.headers, sha256=self.sha256, state=state
        )
        self.ledger.save_read(self.outlet.name, self.row)

    def state(self, open_: str | None) -> dict[str, Any]:
        """What the next reading has to know of this one."""
        return {
            "rule": self.outlet.scope.articles,
            "since": self.ledger.since,
            "open": open_ or self.resume,
            "left": self.row.left,
        }

    def failed(self, failure: Any) -> None:
        """Scrapy's errback: no answer."""
        response = getattr(failure.value, "response", None)
        self.row.status = getattr(response, "status", None)
        self.fault(fault_of(failure.value))

    def fault(self, name: str) -> None:
        """Note what went wrong. A fault of a further page leaves the reading good as far as it came, and open."""
        self.outlet.tally.faults[name] += 1
        if self.pages == 0:
            self.row.fault = name
        self.ledger.save_read(self.outlet.name, self.row)


def is_blocked(response: Response) -> bool:
    """Whether a 200 is a challenge page."""
    return extract_article(response.body, response.url).fault == "blocked"


def validators(response: Response) -> dict[str, str | None]:
    """What the next request can be conditional on."""
    values = {"etag": response.headers.get("ETag"), "last_modified": response.headers.get("Last-Modified")}
    return {name: None if value is None else value.decode("latin-1") for name, value in values.items()}


def condition(known: dict[str, Any]) -> dict[str, str]:
    """The headers of a conditional request."""
    named = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
    return {name: value for name, value in named.items() if value}
