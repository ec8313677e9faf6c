"""Last: what an outlet's turn ends with – later looks at counted articles, and the newspaper pages of counted articles.

Asked for when all else of the outlet is read, so that its articles of today are among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from coverage_db.evidence import attach

from .faults import fault_of, fault_of_status
from .links import PAGE_PDF

if TYPE_CHECKING:
    from .outlet import Outlet


class LastThings:
    """Scrapy's idle signal, once."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self.links = outlet.ledger.links
        self.asked = False
        outlet.crawler.signals.connect(self.idle, signal=signals.spider_idle, weak=False)

    def idle(self) -> None:
        """Ask for what is due; keeps the spider open while there is something.

        Raises:
            DontCloseSpider: there is.
        """
        if self.asked:
            return
        self.asked = True
        requests = list(self.requests())
        for request in requests:
            self.outlet.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def requests(self) -> Iterator[Request]:
        """Later looks, then PDFs."""
        counted = self._counted()
        if not counted:
            return
        for link in self.links.looks_due(self.outlet.name, counted):
            yield self.outlet.article_request(link)
        for url, ids in self.links.page_pdfs_due(self.outlet.name, counted).items():
            if self.outlet.scope.owns(url):
                yield Request(
                    url, callback=self.keep_pdf, errback=self.no_pdf, dont_filter=True, cb_kwargs={"ids": ids}
                )

    def _counted(self) -> set[int]:
        """Ids of this outlet's counted articles, under coverage.toml's policy, without a period."""
        rows = self.outlet.ledger.db.execute("select id from counted_articles where outlet = ?", [self.outlet.name])
        return {row[0] for row in rows.fetchall()}

    def keep_pdf(self, response: Response, ids: list[int]) -> None:
        """Keep a newspaper page as evidence of each counted article on it."""
        fault = fault_of_status(response) or (None if response.body.startswith(b"%PDF") else "no_text")
        if fault is not None:
            self.outlet.tally.faults[fault] += 1
            return
        ledger = self.outlet.ledger
        for id_ in ids:
            attach(
                ledger.db,
                id_,
                PAGE_PDF,
                response.body,
                url=response.url,
                fetched=ledger.now(),
                status=response.status,
                headers=headers_of(response),
            )

    def no_pdf(self, failure: Any) -> None:
        """Scrapy's errback: the next crawl asks again."""
        self.outlet.tally.faults[fault_of(failure.value)] += 1


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """The headers of an answer as the evidence keeps them."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
