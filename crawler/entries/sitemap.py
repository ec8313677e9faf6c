"""Sitemap: index, urlset with or without the news extension, gzipped or plain, a bare list of addresses. Bytes in, links out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from ..charset import decode
from ..extract.dates import machine_value
from ..packed import MAGIC, PackedError, bounded_gunzip
from ..urls import canonical
from .base import Answer, Entry, Listed, Onward, Reading, Scope, distinct, without_declaration

UNPACKED_MOST_BYTES = 50_000_000
"""The protocol's own limit for one sitemap."""
CHILDREN_MOST = 200
"""Sitemaps of an index that one reading asks for, the latest first."""
NO_DAY = "9999"
"""Sorts what has no date before what is old: it may be new."""


class Sitemap(Entry):
    """A sitemap. `lastmod` is no publication date; the news extension's date is one."""

    kind = "sitemap"
    pages_most = CHILDREN_MOST

    def read(self, answer: Answer, scope: Scope) -> Reading:
        """Articles, latest first, and the sitemaps that an index names."""
        body = answer.body
        try:
            if body[:2] == MAGIC:
                body = bounded_gunzip(body, UNPACKED_MOST_BYTES)
        except PackedError as error:
            return Reading(fault=error.fault)
        text = without_declaration(decode(body, answer.content_type)[0])
        if text.lstrip()[:4].lower() == "http":
            rows = [{"loc": line.strip()} for line in text.splitlines()]
            return _reading("urlset", rows, answer.url, scope)
        root, rows = _rows(text)
        if root not in {"urlset", "sitemapindex"}:
            return Reading(fault="bad_feed")
        return _reading(root, rows, answer.url, scope)


def _rows(text: str) -> tuple[str, list[dict[str, str]]]:
    """(name of the root, the values of each of its children by name); entities are never expanded."""
    root = ""
    rows: list[dict[str, str]] = []
    row: dict[str, str] = {}
    events = etree.iterparse(
        BytesIO(text.encode()),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        for event, element in events:
            name = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
            if event == "start":
                root = root or name
            elif name in {"url", "sitemap"}:
                rows.append(row)
                row = {}
                element.clear()
            elif element.text and name not in row:
                row[name] = element.text.strip()
    except etree.XMLSyntaxError:
        return root, rows
    return root, rows


def _reading(root: str, rows: list[dict[str, str]], base: str, scope: Scope) -> Reading:
    if root == "sitemapindex":
        return Reading(onward=tuple(_children(rows, base, scope)))
    links = [link for row in rows if (link := _link(row, base, scope)) is not None]
    if not rows:
        return Reading(fault="empty_feed")
    return Reading(links=tuple(distinct(sorted(links, key=_latest, reverse=True))))


def _latest(link: Listed) -> str:
    return (machine_value(link.raw) if link.raw else None) or link.updated or NO_DAY


def _link(row: dict[str, str], base: str, scope: Scope) -> Listed | None:
    found = scope.accept(row.get("loc", ""), base)
    if found is None:
        return None
    raw = row.get("publication_date", "")
    return Listed(
        found, " ".join(row.get("title", "").split()), raw, "feed" if raw else None, _value(row.get("lastmod"))
    )


def _children(rows: list[dict[str, str]], base: str, scope: Scope) -> Iterator[Onward]:
    children = []
    for row in rows:
        found = canonical(row.get("loc", ""), base)
        if found is not None and scope.owns(found):
            children.append(Onward(found, _day(row.get("lastmod"))))
    yield from sorted(children, key=lambda one: one.updated or NO_DAY, reverse=True)


def _value(text: str | None) -> str | None:
    return machine_value(text) if text else None


def _day(text: str | None) -> str | None:
    value = _value(text)
    return None if value is None else value[:10]
