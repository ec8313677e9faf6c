"""Sitemap reader: follows an index to its sitemaps, each asked only for what changed since its own last reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response

from ..entries.base import Onward
from ..faults import NOT_MODIFIED
from .entry import EntryReader, condition, validators


class SitemapReader(EntryReader):
    """The root, and all its children that may hold something new; their validators stand in the root's state."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.children: dict[str, dict[str, str | None]] = self.before.get("children") or {}
        self.is_index = False

    def is_comparable(self) -> bool:
        """An index says nothing of a change in its children: it is always asked for in full."""
        return super().is_comparable() and not self.before.get("index")

    def answered(self, response: Response, child: str | None = None) -> Iterator[Request]:
        """As of any entry; a child that did not change adds nothing, and its validators stay."""
        if child is not None and response.status == NOT_MODIFIED:
            return
        left = self.row.left
        yield from super().answered(response)
        if child is not None and self.row.left == left:
            self.children[child] = validators(response)
            self.save(open_=None)

    def choose(self, onward: list[Onward], *, brought_new: bool) -> list[Onward]:
        """Every child that was changed since the crawl's first day; the others say how far the map reaches back."""
        self.is_index = self.is_index or bool(onward)
        aged = [one.updated for one in onward if one.updated is not None and one.updated < self.ledger.since]
        if aged:
            self.row.reach(max(aged))
        room = self.entry.pages_most - len(self.followed)
        return [one for one in onward if one.updated is None or one.updated >= self.ledger.since][: max(0, room)]

    def fault(self, name: str) -> None:
        """A child that fails leaves a hole, unlike the next page of a list."""
        self.row.fault = name
        super().fault(name)

    def follow(self, one: Onward) -> Request:
        """A child, under its own condition."""
        headers = condition(self.children.get(one.url, {})) if super().is_comparable() else {}
        return self.ask(one.url, self.answered, headers, child=one.url)

    def state(self, open_: str | None) -> dict[str, Any]:
        """Of the root, with the validators of its children."""
        return {**super().state(open_), "index": self.is_index, "children": self.children}
