"""Pipeline: a Record goes into the database, one transaction each; the outcome goes into the outlet's tally."""

from __future__ import annotations

import sqlite3
from typing import Any

from coverage_db.intake import take_in
from coverage_db.records import Record


class TakeIn:
    """The only way from the web into the database."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> TakeIn:
        """Scrapy's way to make it."""
        return cls(crawler)

    def process_item(self, item: Record) -> Record:
        """Take one record in. A database that cannot be written ends the whole crawl, with its reason."""
        spider = self.crawler.spider
        try:
            outcome = take_in(spider.ledger.db, item)
        except (sqlite3.Error, OSError) as error:
            spider.ledger.break_off(error)
            raise
        except Exception:
            spider.ledger.unexpected += 1  # Scrapy logs it; the link goes on waiting
            raise
        spider.tally.count(item, outcome)
        spider.ledger.progress(spider.name, spider.tally)
        return item
