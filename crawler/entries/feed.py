"""Feed: RSS, Atom, JSON Feed. Bytes in, links with their dates out."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import feedparser

from ..charset import decode
from ..extract.dates import machine_value
from .base import Answer, Entry, Listed, Reading, Scope, distinct, without_declaration

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")
_FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I)
_BARE_AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9a-f]+;|\w+;)", re.I)
ROOT_WITHIN = 4_000
"""Characters in which the root of a feed must stand."""


class _Item(NamedTuple):
    """An item as written: address, title, date of publication, date of the last change; "" where it has none."""

    url: str
    title: str
    raw: str
    updated: str


class Feed(Entry):
    """A feed: its items are articles."""

    kind = "feed"

    def read(self, answer: Answer, scope: Scope) -> Reading:
        """Items on the outlet's own hosts, with the date as printed."""
        text = _CONTROLS.sub("", decode(answer.body, answer.content_type)[0]).lstrip("﻿ \t\r\n")
        if text.startswith("{"):
            return _read_json(text, answer.url, scope)
        if not _FEED_ROOT.search(text[:ROOT_WITHIN]):
            return Reading(fault="bad_feed")
        return _read_xml(text, answer.url, scope)


def _read_xml(text: str, base: str, scope: Scope) -> Reading:
    text = _BARE_AMPERSAND.sub("&amp;", without_declaration(text))
    parsed = feedparser.parse(
        text.encode(),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.entries:
        return Reading(fault="bad_feed" if parsed.bozo and not parsed.version else "empty_feed")
    items = [_Item(_link(item), str(item.get("title", "")), _printed(item), _updated(item)) for item in parsed.entries]
    return _reading(items, base, scope)


def _link(item: Any) -> str:
    links = [link for link in item.get("links", []) if link.get("rel", "alternate") == "alternate" and link.get("href")]
    if links:
        return str(links[0]["href"])
    guid = item.get("link") or item.get("id") or ""
    return str(guid)


def _printed(item: Any) -> str:
    return str(item.get("published") or item.get("created") or _updated(item))


def _updated(item: Any) -> str:
    return str(dict.get(item, "updated") or "")  # feedparser's own `get` gives the date of publication in its place


def _read_json(text: str, base: str, scope: Scope) -> Reading:
    try:
        feed = json.loads(text)
    except ValueError:
        return Reading(fault="bad_feed")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Reading(fault="bad_feed")
    if not items:
        return Reading(fault="empty_feed")
    found = [
        _Item(
            str(item.get("url") or item.get("external_url") or item.get("id") or ""),
            str(item.get("title") or ""),
            str(item.get("date_published") or ""),
            str(item.get("date_modified") or ""),
        )
        for item in items
        if isinstance(item, dict)
    ]
    return _reading(found, base, scope)


def _reading(items: list[_Item], base: str, scope: Scope) -> Reading:
    links = []
    for item in items:
        found = scope.accept(item.url, base) if item.url else None
        if found is not None:
            raw = item.raw.strip()
            updated = machine_value(item.updated) if item.updated else None
            links.append(Listed(found, " ".join(item.title.split()), raw, "feed" if raw else None, updated))
    return Reading(links=tuple(distinct(links)))
