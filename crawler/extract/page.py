"""Read: a page parsed once: its tree, what its head declares, its lines. Bytes in, Page out. No network, no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from ..charset import decode
from .blocks import Lines, read_lines

MAX_CHARACTERS = 1_500_000
"""Of markup without pictures, scripts and comments; a page that is longer is no article."""
LONG_CHARACTERS = 600_000
"""From this length on pictures and scripts inside the markup are cut before parsing; what they hold no reader sees."""

_DATA_URI = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=\s]{200,}")
_BULKY = re.compile(r"<(/?)(script|style|svg)\b(?![^>]{0,200}ld\+json)|<!--(?!\s{0,9}enpproperty)", re.I)
BULK_CHARACTERS = 2_000
"""Scripts, styles, drawings and comments that are longer are cut out of a long page."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_ENP = re.compile(r"<!--\s{0,9}enpproperty")
_ENP_CHARACTERS = 8_000
_ENP_FIELD = re.compile(r"<(\w+)>([^<]{0,2000})</\1>")


class TooLongError(Exception):
    """A page with more markup than any article has."""


@dataclass(slots=False)
class Page:
    """A parsed page. Everything derived from it is made once, when first asked for."""

    url: str | None
    html: str
    """The decoded markup."""
    charset: str
    root: HtmlElement
    metas: dict[str, str] = field(default_factory=dict)
    """name, property or itemprop in small letters -> content; the first one wins."""
    drawn: bool = False
    """Its text was kept in a script or form field and drawn by a program."""

    @cached_property
    def body(self) -> HtmlElement:
        """The body, or the whole tree where there is none."""
        body = self.root.find("body")
        return self.root if body is None else body

    @cached_property
    def lines(self) -> Lines:
        """The lines that a reader sees, in order."""
        return read_lines(self.body)

    def show_all(self) -> None:
        """Makes `lines` anew, with what was passed over for its name."""
        self.lines = read_lines(self.body, everything=True)

    @cached_property
    def head_title(self) -> str:
        """The text of <title>, in one line."""
        element = self.root.find(".//title")
        return "" if element is None else squeeze(element.text_content())

    @cached_property
    def jsonld(self) -> list[dict[str, Any]]:
        """Every object of the JSON-LD blocks that has a date, a headline or a title; broken ones are left out."""
        found: list[dict[str, Any]] = []
        for script in self.root.iter("script"):
            if "ld+json" in (script.get("type") or ""):
                found += _objects(script.text or "")
        return found

    @cached_property
    def epaper(self) -> dict[str, str]:
        """The fields of a Founder e-paper's `enpproperty` comment: date, author, title, subtitle, introtitle, nodename …"""
        found = _ENP.search(self.html)
        if found is None:
            return {}
        end = self.html.find("/enpproperty", found.end(), found.end() + _ENP_CHARACTERS)
        return {key.lower(): squeeze(value) for key, value in _ENP_FIELD.findall(self.html, found.end(), max(end, 0))}

    @cached_property
    def canonical(self) -> str | None:
        """href of rel=canonical, as written."""
        for link in self.root.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split():
                return (link.get("href") or "").strip() or None
        return None


def parse(body: bytes, url: str | None, content_type: str | None) -> Page | None:
    """The page of an answer's body; None when it holds no markup at all.

    Raises:
        TooLongError: more markup than any article has.
    """
    html, charset = decode(body, content_type)
    html = _DECLARATION.sub("", html.encode("utf-8", "replace").translate(None, _CONTROLS).decode())
    if len(html) > LONG_CHARACTERS:
        html = without_bulk(html)
    if len(html) > MAX_CHARACTERS:
        raise TooLongError
    if not html.strip():
        return None
    try:
        root = etree.fromstring(html.encode(), parser=_parser())
    except (etree.LxmlError, ValueError):
        return None
    if root is None or not isinstance(root, HtmlElement):
        return None
    page = Page(url, html, charset, root)
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("name", "property", "itemprop"):
            if content and (name := meta.get(key)):
                page.metas.setdefault(name.strip().lower(), content)
    return page


def _parser() -> etree.HTMLParser:
    """lxml.html's parser, but for its choice of a class for each element, which is Python and as slow as the parsing."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def without_bulk(html: str) -> str:
    """A page without its long scripts, styles, drawings, comments and pictures in the markup; in one pass, whatever is left open."""
    html = _DATA_URI.sub("", html)
    kept: list[str] = []
    at = 0
    for found in _BULKY.finditer(html):
        if found.start() < at or found[1]:
            continue
        closing = f"</{found[2]}" if found[2] else "-->"
        end = html.find(closing, found.end())
        if end < 0:
            end = html.find(closing.upper(), found.end())
        if end < 0:
            break
        if end - found.start() > BULK_CHARACTERS:
            kept.append(html[at : found.start()])
            at = end + len(closing)
    return "".join((*kept, html[at:]))


def squeeze(text: str) -> str:
    """Every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def _objects(text: str) -> list[dict[str, Any]]:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    return [item for item in _walk(data) if {"datePublished", "pubDate", "headline", "title"} & item.keys()][:20]


def _walk(data: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value, outer ones first; only lists and @graph are entered."""
    waiting = [data]
    for _ in range(200):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            yield item
            waiting += [value for key, value in item.items() if key in ("@graph", "mainEntity", "mainEntityOfPage")]
