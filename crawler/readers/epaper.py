"""E-paper reader: from the calendar to the issues that were not read yet, page by page; each day that was missed is caught up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from scrapy import Request
from scrapy.http import Response

from ..entries.base import Answer
from ..entries.epaper import IssuePage, calendar_urls, on_day, read_calendar, read_index, read_page
from ..faults import OK, fault_of, fault_of_status
from ..tally import EntryRead
from .entry import EntryReader, is_blocked

NO_ISSUE = frozenset({403, 404, 410})
"""What a paper's server answers for a day without an issue, when its address was worked out from another day's."""
PAGES_MOST = 200
"""Pages of one issue."""
ABSENT_MOST = 14
"""So many days in a row without an issue, going back: the archive ends there."""


class EpaperReader(EntryReader):
    """One newspaper. A row of entry_reads is one issue, written when all its pages were read."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.root = self.url.removesuffix("index.html").removesuffix("index.htm")
        self.today = self.ledger.config.today()
        self.done = self.ledger.issues_read(self.outlet.name, self.url)
        self.rows: dict[str, EntryRead] = {}
        """{day: its row, while its pages are being read}."""
        self.open_pages: dict[str, set[str]] = {}
        """{day: pages that are still to be read}."""
        self.known_pages: dict[str, set[str]] = {}
        self.has_calendar = False
        self.latest = ""
        """Day of the latest issue that a calendar lists."""
        self.index_asked = False
        self.absent: list[str] = []
        """Days without an issue since the last one that was found, going back by guessed addresses."""

    def requests(self) -> Iterator[Request]:
        """The calendar of each month that has a day to read."""
        for month in sorted({day[:7] for day in self._days_to_read()}, reverse=True):
            yield self._ask_calendar(month, 0)

    def _days_to_read(self) -> list[str]:
        """Days since the crawl's first day whose issue was not read to its end; today's may still grow."""
        first, last = date.fromisoformat(self.ledger.since), date.fromisoformat(self.today)
        days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
        return [day for day in days if day not in self.done or day == self.today]

    def _ask_calendar(self, month: str, nth: int) -> Request:
        return self.ask(calendar_urls(self.root, month)[nth], self.calendar_answered, month=month, nth=nth)

    # -- the calendar

    def calendar_answered(self, response: Response, month: str, nth: int) -> Iterator[Request]:
        """Ask for the first page of each issue that is to be read; without a calendar go by the index."""
        if response.status not in {OK, *NO_ISSUE}:
            self.row.status = response.status
            self.fault(f"http_{response.status}")
            return
        found = response.status == OK
        issues = read_calendar(_answer(response), self.root, self.outlet.scope) if found else None
        if issues is None:
            yield from self._without_calendar(month, nth)
            return
        self.has_calendar = True
        self._answered_well()
        listed = {issue.day for issue in issues}
        wanted = [day for day in self._days_to_read() if day.startswith(month)]
        self.latest = max([self.latest, *listed])
        for day in wanted:
            if day not in listed and day < self.latest:  # after the latest issue one may still be put there
                self._note_empty(day)
        for issue in reversed(issues):
            if issue.day in wanted:
                yield self._ask_page(issue.first, issue.day)

    def _without_calendar(self, month: str, nth: int) -> Iterator[Request]:
        if nth + 1 < len(calendar_urls(self.root, month)):
            yield self._ask_calendar(month, nth + 1)
        elif not self.index_asked and not self.has_calendar:  # a month before the archive begins has none either
            self.index_asked = True
            yield self.ask(self.url, self.index_answered)

    def index_answered(self, response: Response) -> Iterator[Request]:
        """Without a calendar: the latest issue, and the days before it by its address."""
        fault = fault_of_status(response) or ("blocked" if is_blocked(response) else None)
        latest = None if fault else read_index(_answer(response), self.outlet.scope)
        if latest is None:
            self.row.status = response.status
            self.fault(fault or "no_text")
            return
        self._answered_well()
        days = [day for day in self._days_to_read() if day <= latest.day]
        yield from self._guess(days, latest.first)

    def _guess(self, days: list[str], first: str) -> Iterator[Request]:
        """The issue before: the latest of `days` (in order), at the address of a known first page."""
        if days and len(self.absent) < ABSENT_MOST:
            url = on_day(first, days[-1])
            yield self.ask(url, self.guess_answered, day=days[-1], page=url, days=days[:-1])

    def guess_answered(self, response: Response, day: str, page: str, days: list[str]) -> Iterator[Request]:
        """An issue, or none on that day: known only when an earlier day has one again."""
        if response.status in NO_ISSUE:
            self.absent.append(day)
        else:
            yield from self.page_answered(response, day, page)
        if response.status not in NO_ISSUE or _day_before(day) in self.done:
            for empty in self.absent:
                self._note_empty(empty)
            self.absent = []
        yield from self._guess(days, page)

    def _answered_well(self) -> None:
        self.outlet.tally.good_reads += 1
        state = {"rule": self.outlet.scope.articles, "since": self.ledger.since}
        self.ledger.save_entry(
            self.outlet.name, self.url, self.entry.kind, etag=None, last_modified=None, sha256=None, state=state
        )

    # -- an issue

    def _ask_page(self, url: str, day: str) -> Request:
        return self.ask(url, self.page_answered, day=day, page=url)

    def page_answered(self, response: Response, day: str, page: str) -> Iterator[Request]:
        """Read one page: its articles, and – from the first – the other pages of the issue."""
        row = self.rows.setdefault(day, EntryRead(entry=self.url, kind=self.entry.kind))
        row.status = response.status
        fault = fault_of_status(response)
        if fault is None:
            content = read_page(_answer(response), self.outlet.scope, day)
            fault = "blocked" if not content.links and is_blocked(response) else None
        if fault is not None:
            self._page_failed(day, page, fault)
            return
        links = self.ledger.links.see(self.outlet.name, content.links, row)
        self.outlet.listed(links, content.links)
        for link in links:
            yield self.outlet.article_request(link)
        yield from self._other_pages(day, page, response.url, content)
        self._page_done(day, page)

    def _other_pages(self, day: str, page: str, url: str, content: IssuePage) -> Iterator[Request]:
        """The pages of the issue that no other page of it named yet."""
        known = self.known_pages.setdefault(day, set())
        known |= {page, url}
        for node in content.nodes:
            if node.url not in known and len(known) < PAGES_MOST:
                known.add(node.url)
                self.open_pages.setdefault(day, {page}).add(node.url)
                yield self._ask_page(node.url, day)

    def _page_done(self, day: str, page: str) -> None:
        waiting = self.open_pages.setdefault(day, {page})
        waiting.discard(page)
        if not waiting:
            row = self.rows[day]
            row.oldest = row.newest = day
            self.ledger.save_read(self.outlet.name, row)

    def _page_failed(self, day: str, page: str, fault: str) -> None:
        """The issue is not read: it is asked for again by the next crawl."""
        self.outlet.tally.faults[fault] += 1
        row = self.rows.setdefault(day, EntryRead(entry=self.url, kind=self.entry.kind))
        row.fault = fault
        self._page_done(day, page)

    def _note_empty(self, day: str) -> None:
        """No issue appeared that day: it was looked for, and that is known."""
        row = EntryRead(self.url, self.entry.kind, status=OK, oldest=day, newest=day)
        self.ledger.save_read(self.outlet.name, row)

    def failed(self, failure: Any) -> None:
        """Scrapy's errback: of a page it leaves the issue open, of a calendar or index the whole entry."""
        about = failure.request.cb_kwargs
        if "day" in about:
            self._page_failed(about["day"], about["page"], fault_of(failure.value))
        else:
            super().failed(failure)


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _answer(response: Response) -> Answer:
    return Answer(response.url, response.body, (response.headers.get("Content-Type") or b"").decode("latin-1"))
