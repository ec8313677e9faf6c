"""E-paper: the pages of a Founder (方正) newspaper, new form and old. Bytes in; issues, pages and articles out.

New: {root}YYYYMM/DD/node_01.html, {root}YYYYMM/period.xml. Old: {root}YYYY-MM/DD/node_2.htm or nbs.D110000paper_01.htm,
{root}YYYY-MM/navi.xml. Articles are content_{id} or nw.D110000…; each page lists its own, with the page's PDF beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from coverage_db.records import Page

from ..charset import decode
from ..extract.dates import printed_value
from ..urls import canonical
from .base import Answer, Entry, Listed, Reading, Scope, distinct, without_declaration
from .listing import base_of, parse

_NODE = re.compile(r"/(?:node_(?P<node>\w+)|nbs\.D\d+\w*?_(?P<nbs>\w+))\.html?$", re.I)
_CONTENT = re.compile(r"/(?:content_\w+|nw\.D\d+\w*_\d{8}_[\w-]+)\.html?$", re.I)
_DAY_IN_PATH = re.compile(r"/(?P<y>\d{4})(?P<dash>-?)(?P<m>\d{2})/(?P<d>\d{2})/")
_LABEL = re.compile(r"第?\s*(?P<number>[A-Z]{0,2}\d{1,3})\s*版?\s*[:：]?\s*(?P<name>[^\d\s:：][^\n]{0,20})?", re.I)
_TURN = re.compile(r"^\s*[<《«]*\s*[上下前后]一?[版页期篇]\s*[>》»]*\s*$")
_CREDIT = re.compile(
    r"^[\s【\[(（■●◆▲]*(?:本版|本报|本期|今日)?\s*(?:"
    r"(?:责任编辑|责编|责任校对|校对|美术编辑|美编|版式|组版|制图|编辑)(?:[:：/／|｜\s　】\])）]|[一-鿿]{2,4}$|$)"
    r"|(?:视觉|版面|主编|值班主任|值班总编|值班编委|统筹|执行|审读|监制|投稿邮箱|电子邮?箱|邮箱|热线|报头|版权声明)"
    r"(?:[:：/／|｜　】\])）]|\s+[一-鿿]{2,3}(?:\s|$)|$))"
)
"""Credits and mastheads, which are listed like articles."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One day's newspaper."""

    day: str
    first: str
    """URL of its first page."""


@dataclass(frozen=True, slots=True)
class Node:
    """One page of an issue, as the list of pages names it."""

    url: str
    number: str
    """As printed: "01", "A01"."""
    name: str = ""
    pdf: str | None = None


@dataclass(frozen=True, slots=True)
class IssuePage:
    """What one page of an issue says."""

    nodes: tuple[Node, ...]
    """All pages of the issue, in order; the first is the front page."""
    links: tuple[Listed, ...]
    """The articles of this page."""


class Epaper(Entry):
    """A newspaper's root. Its pages are read by the functions below: a reading is a tree, not a chain."""

    kind = "epaper"

    def read(self, answer: Answer, scope: Scope) -> Reading:
        """The articles of one page of an issue."""
        day = day_of(answer.url)
        return Reading() if day is None else Reading(links=read_page(answer, scope, day).links)


def calendar_urls(root: str, month: str) -> tuple[str, ...]:
    """Where the issues of a month ("2022-04") are listed, likeliest first."""
    if "layout" in urlsplit(root).path:
        return (urljoin(root, f"{month.replace('-', '')}/period.xml"),)
    return (urljoin(root, f"{month}/navi.xml"), urljoin(root, f"{month}/period.xml"))


def read_calendar(answer: Answer, root: str, scope: Scope) -> list[Issue] | None:
    """The issues that period.xml or navi.xml lists, in order of day; None when it is no such file."""
    text = without_declaration(decode(answer.body, answer.content_type)[0]).lstrip("﻿ \r\n\t")
    if not text.startswith("<") or "<html" in text[:500].lower():
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    tree = etree.fromstring(text.encode(), parser)
    if tree is None:
        return None
    issues = {}
    for element in tree.iter():
        if isinstance(element.tag, str):
            issue = _issue(element, root, answer.url, scope)
            if issue is not None:
                issues[issue.day] = issue
    return [issues[day] for day in sorted(issues)]


def _issue(element: etree._Element, root: str, url: str, scope: Scope) -> Issue | None:
    """One <period>: its date and its front page, as children or as attributes."""
    values = {str(child.tag).lower(): (child.text or "").strip() for child in element if isinstance(child.tag, str)}
    values |= {str(name).lower(): str(value) for name, value in element.attrib.items()}
    printed = values.get("period_date") or values.get("date") or values.get("name") or ""
    day = printed_value(printed)
    first = values.get("front_page") or values.get("href") or values.get("url") or ""
    if day is None or not first:
        return None
    day = day[:10]
    found = canonical(first, _folder(root, url, first, day))
    return Issue(day, found) if found is not None and scope.owns(found) else None


def _folder(root: str, url: str, first: str, day: str) -> str:
    """What a front page's address is relative to: the root (202204/06/…), the month (06/…), or the day's own folder."""
    if re.match(r"\d{4}-?\d{2}/", first):
        return root
    if re.match(r"\d{2}/", first) or "/" in first:
        return url
    return urljoin(url, f"{day[8:10]}/")


def read_index(answer: Answer, scope: Scope) -> Issue | None:
    """The issue that a newspaper's index shows: the page itself after its redirect, else the first page that it links."""
    if _NODE.search(urlsplit(answer.url).path) and (day := day_of(answer.url)):
        return Issue(day, answer.url)
    tree = parse(answer)
    if tree is None:
        return None
    base = base_of(tree, answer.url)
    for element in tree.iter("a", "iframe", "frame", "meta"):
        target = element.get("href") or element.get("src") or _refresh(element)
        found = canonical(target, base) if target else None
        if found is not None and scope.owns(found) and _NODE.search(urlsplit(found).path) and (day := day_of(found)):
            return Issue(day, found)
    return None


def _refresh(element: HtmlElement) -> str:
    found = re.search(r"url\s*=\s*['\"]?([^'\"\s;]+)", element.get("content") or "", re.I)
    return found[1] if found and element.tag == "meta" else ""


def day_of(url: str) -> str | None:
    """The day of issue in an address."""
    found = _DAY_IN_PATH.search(urlsplit(url).path)
    value = printed_value(f"{found['y']}-{found['m']}-{found['d']}") if found else None
    return None if value is None else value[:10]


def on_day(url: str, day: str) -> str:
    """The address of the same page in another day's issue."""
    year, month, number = day.split("-")
    return _DAY_IN_PATH.sub(lambda found: f"/{year}{found['dash']}{month}/{number}/", url, count=1)


def read_page(answer: Answer, scope: Scope, day: str) -> IssuePage:
    """The pages of the issue, and the articles of this one, with where they stand."""
    tree = parse(answer)
    if tree is None:
        return IssuePage((), ())
    base = base_of(tree, answer.url)
    here = canonical(answer.url) or answer.url
    nodes = list(_nodes(tree, base, scope, day))
    own = next((node for node in nodes if node.url == here), None) or _own_node(tree, here)
    if not any(node.url == own.url for node in nodes):
        nodes.insert(0, own)
    page = Page(own.number, own.name, front=is_front(own, nodes))
    links = [replace(link, page=page, pdf=own.pdf) for link in distinct(_articles(tree, base, scope, day))]
    return IssuePage(tuple(nodes), tuple(link for link in links if not is_credit(link.title)))


def is_front(node: Node, nodes: list[Node]) -> bool:
    """Whether it is the front page (头版): the first of the issue, or number 1."""
    return bool(nodes and node.url == nodes[0].url) or node.number.lstrip("A0") == "1"


def is_credit(title: str) -> bool:
    """本版责编, 版式 and the like."""
    return bool(_CREDIT.match(title))


def _nodes(tree: HtmlElement, base: str, scope: Scope, day: str) -> Iterator[Node]:
    found: dict[str, Node] = {}
    turned: set[str] = set()
    for anchor in tree.iter("a"):
        url = canonical(anchor.get("href") or "", base)
        if url is None or not scope.owns(url) or not _NODE.search(urlsplit(url).path) or day_of(url) not in {day, None}:
            continue
        text = " ".join(anchor.text_content().split())
        if _TURN.match(text):
            turned.add(url)
            continue
        label = _LABEL.match(text)
        number, name = (label["number"], label["name"] or "") if label else ("", "")
        known = found.get(url)
        if known is None:
            found[url] = Node(url, number or _number_in(url), name.strip(), _pdf_beside(anchor, base))
        elif name and not known.name:
            found[url] = replace(known, number=number or known.number, name=name.strip())
    # 下一版 of the last page often leads nowhere: it is followed only where there is no list of pages.
    yield from found.values() or [Node(url, _number_in(url)) for url in sorted(turned)]


def _number_in(url: str) -> str:
    """The page number as the address has it: node_1 → 01, node_A01 → A01."""
    found = _NODE.search(urlsplit(url).path)
    number = (found["node"] or found["nbs"] or "") if found else ""
    return number.zfill(2) if number.isdigit() else number


def _own_node(tree: HtmlElement, url: str) -> Node:
    """A page that its own list does not name: by the heading that it prints."""
    for text in tree.xpath("//text()[contains(., '版')]"):
        label = re.search(r"第\s*([A-Z]?\d{1,3})\s*版\s*[:：]?\s*(\S{0,20})", str(text))
        if label:
            return Node(url, label[1], label[2])
    return Node(url, _number_in(url))


def _pdf_beside(anchor: HtmlElement, base: str) -> str | None:
    """The PDF in the same row of the list of pages."""
    row = anchor.getparent()
    for _ in range(2):
        if row is None or len([a for a in row.iter("a") if _NODE.search(urlsplit(a.get("href") or "").path)]) > 1:
            return None
        for other in row.iter("a"):
            if urlsplit(other.get("href") or "").path.lower().endswith(".pdf"):
                return canonical(other.get("href") or "", base)
        row = row.getparent()
    return None


def _articles(tree: HtmlElement, base: str, scope: Scope, day: str) -> Iterator[Listed]:
    for element in tree.iter("a", "area"):
        url = canonical(element.get("href") or "", base)
        if url is None or not scope.owns(url) or not _CONTENT.search(urlsplit(url).path):
            continue
        if day_of(url) not in {day, None}:
            continue
        title = " ".join(element.text_content().split()) or element.get("title") or element.get("alt") or ""
        yield Listed(url.partition("?")[0], title.strip(), day, "epaper")  # ?div=-1 is the same article
