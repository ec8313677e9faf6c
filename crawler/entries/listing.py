"""Listing: a page of links to articles. Which links are articles: the outlet's rule, else the shape that repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser

from ..charset import decode
from ..urls import canonical
from .base import Answer, Entry, Listed, Onward, Reading, Scope, distinct, without_declaration

SHAPE_LEAST = 3
"""A shape that so many links of a page share is that of articles."""
TITLE_LEAST = 6
"""Characters of a link's text; a channel's name is shorter than a headline."""
TITLE_SHARE = 0.6
"""So much of a shape's links must read like headlines."""
DATE_WITHIN = 60
"""Characters beside a link in which its date stands."""
ROW_LINKS_MOST = 2
"""An element with more links is no row of a list: the date in it is another link's."""
_DATE = re.compile(r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:[\sT]+\d{1,2}:\d{2}(?::\d{2})?)?")
_NEXT = re.compile(r"^\s*(?:下一?页|后一?页|下页|next(?: page)?|older(?: posts)?|[>›»]|&gt;)\s*[>›»]*\s*$", re.I)
_NOT_A_PAGE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|webp|mp[34]|apk|css|js)$", re.I)


class Listing(Entry):
    """A list page, and its further pages (下一页)."""

    kind = "listing"
    pages_most = 50

    def read(self, answer: Answer, scope: Scope) -> Reading:
        """The articles of one page, in order, and the next page."""
        tree = parse(answer)
        if tree is None:
            return Reading()
        base = base_of(tree, answer.url)
        links = list(distinct(_links(tree, base, scope)))
        if scope.articles is None:
            links = _by_shape(links, answer.url)
        return Reading(links=tuple(links), onward=tuple(Onward(url) for url in _next(tree, base, scope)))


def parse(answer: Answer) -> HtmlElement | None:
    """The page's tree; None when there is none."""
    text = without_declaration(decode(answer.body, answer.content_type)[0])
    try:
        return html.document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None


def base_of(tree: HtmlElement, url: str) -> str:
    """What relative links are joined to: the page's <base>, else the page itself – never the root of the site."""
    for element in tree.iter("base"):
        found = canonical(element.get("href") or "", url)
        if found is not None:
            return found
    return url


def _links(tree: HtmlElement, base: str, scope: Scope) -> Iterator[Listed]:
    for anchor in tree.iter("a"):
        href = anchor.get("href")
        found = scope.accept(href, base) if href else None
        if found is None or _NOT_A_PAGE.search(urlsplit(found).path):
            continue
        title = " ".join(anchor.text_content().split()) or (anchor.get("title") or "").strip()
        raw = _date_beside(anchor)
        yield Listed(found, title, raw, "listing" if raw else None)


def _date_beside(anchor: HtmlElement) -> str:
    """The date of a link's row: in the link itself, or in the smallest element that holds it and few other links."""
    row = anchor
    for _ in range(3):
        found = _DATE.search(" ".join(row.text_content().split()))
        if found:
            return found.group()
        parent = row.getparent()
        if parent is None or parent.tag in {"body", "html"} or len(parent.findall(".//a")) > ROW_LINKS_MOST:
            break
        row = parent
    tail = (anchor.tail or "").strip()[:DATE_WITHIN]
    found = _DATE.search(tail)
    return found.group() if found else ""


def shape(url: str) -> str:
    """The form of an address: digits become 0, a long run of hex x; the query's keys stay, its values go."""
    parts = urlsplit(url)
    path = re.sub(r"(?<![0-9a-z])s?[0-9a-f]{16,}(?![0-9a-z])", "x", parts.path, flags=re.I)
    path = re.sub(r"\d+", "0", path)
    keys = "&".join(part.partition("=")[0] for part in parts.query.split("&"))
    return f"{parts.netloc}{path}?{keys}"


def _by_shape(links: list[Listed], page: str) -> list[Listed]:
    """Keep the links whose shape repeats and whose texts read like headlines.

    Articles carry an id or a date; a shape without a figure in path or query is a channel's.
    """
    groups: dict[str, list[Listed]] = {}
    for link in links:
        groups.setdefault(shape(link.url), []).append(link)
    kept = {name for name, group in groups.items() if _is_articles(name, group, page)}
    return [link for link in links if shape(link.url) in kept]


def _is_articles(name: str, group: list[Listed], page: str) -> bool:
    if name == shape(page) or (len(group) < SHAPE_LEAST and not any(link.raw for link in group)):
        return False
    headlines = sum(len(link.title) >= TITLE_LEAST for link in group)
    named = sum(_has_id(link.url) for link in group)
    return 2 * named > len(group) and headlines >= TITLE_SHARE * len(group)


def _has_id(url: str) -> bool:
    """Whether an address names one article: a figure in it, and in that of a folder (/c12/ is a channel) a long one."""
    parts = urlsplit(url)
    if parts.path.endswith("/") and not parts.query:
        return bool(re.search(r"\d{4}", parts.path))
    return bool(re.search(r"\d", parts.path + parts.query))


def _next(tree: HtmlElement, base: str, scope: Scope) -> Iterator[str]:
    """The next page: by its relation, else by its words."""
    anchors = [element for element in tree.iter("a", "link") if element.get("href")]
    named = [a for a in anchors if "next" in (a.get("rel") or "").lower().split()]
    for anchor in named or [a for a in anchors if a.tag == "a" and _NEXT.match(a.text_content() or "")]:
        found = Scope(scope.addresses).accept(anchor.get("href") or "", base)
        if found is not None:
            yield found
            return
