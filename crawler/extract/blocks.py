"""Read: a tree as the lines that a reader sees, each with what it is linked by and which furniture it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from .named import NEVER_WRAPS, is_furniture, is_hidden, is_passed

MAX_LINES = 20_000
MAX_ELEMENTS = 100_000
"""What a page has beyond these is left out; no article is that long."""
MAX_LINE = 50_000
"""What is longer without a break is no paragraph; the rest of it is left out."""
MAX_SPREAD_LINE = 400
_WIDE = ("作者", "编辑", "来源", "记者", "责编", "时间", "日期", "出处", "通讯员", "摄影", "校对", "审核")
_WIDE_FORMS = "|".join("[ \u3000\xa0]{1,4}".join(label) for label in _WIDE)
_SPREAD = re.compile(rf"(?<![\u4e00-\u9fff])(?:{_WIDE_FORMS})(?=\s{{0,3}}[:：])")
"""A label that is set wide: 作　者：甲."""
NOT_IN_ROWS = (
    "table",
    "script",
    "style",
    "select",
    "input",
    "form",
    "ul",
    "ol",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
)
CELL_BLOCKS = 2
"""A row that holds the former, or a cell with more paragraphs and breaks, lays out the page; it is no row of a table."""
ROW_CELL_CHARACTERS = 120
"""A row whose cells are longer lays out the page; it is no row of a table."""

WRAPPER_SHARE = 0.6
"""An element with more of the page's Chinese is a wrapper, whatever its name."""

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol p pre section table tbody tfoot thead tr ul caption founder-content".split()
)
CONTAINERS = frozenset(
    "article body center div section td main form fieldset aside header blockquote table tbody tr ul ol figure founder-content".split()
)
SKIPPED = frozenset(
    "script style noscript template head select option textarea button iframe object embed svg canvas audio video math input map"
    " datalist applet rp rt".split()
)
PASSED = frozenset("div ul nav section aside ol table dl".split())
"""The elements that may be passed over for their names."""
SEAMS = frozenset("span a em i b strong label time font li".split())
SEAM = "\x1f"
_HAN = re.compile(r"[\u3400-\u9fff]+")
_STRING: Any = etree.XPath("string()", smart_strings=False)


@dataclass(slots=True)
class Line:
    """One line of a page: a paragraph, a heading, a row, a stretch between two breaks."""

    text: str
    linked: int
    """How many of its characters are inside links."""
    block: HtmlElement
    """The nearest block element around it."""
    cut: HtmlElement | None
    """The outermost element around it whose class or id names furniture (comments, recommendations, share, foot …)."""
    caption: bool = False
    spaced: str = ""
    """The same with a space wherever an inline element begins or ends: `10-08` `12:00` in two spans are two things."""

    @property
    def free(self) -> int:
        """How many of its characters are outside links."""
        return max(0, len(self.text) - self.linked)

    @property
    def level(self) -> int:
        """1 to 6 of a heading, 0 of anything else."""
        tag = self.block.tag
        return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0


@dataclass(slots=True)
class Lines:
    """The lines of a page in order, and where each block's lines stand among them."""

    rows: list[Line]
    spans: dict[HtmlElement, tuple[int, int]]
    """Block element -> (index of its first line, index after its last)."""

    def span(self, element: HtmlElement) -> tuple[int, int]:
        """The place of a block's lines; (0, 0) for what has none."""
        return self.spans.get(element, (0, 0))


class _Reader:
    """Collects the lines while the tree is walked."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.links = 0
        self.blocks: list[HtmlElement] = []
        self.spans: dict[HtmlElement, tuple[int, int]] = {}
        self.cuts: list[HtmlElement] = []
        self.han = 0

    def holds_article(self, element: HtmlElement) -> bool:
        """Whether what is named like furniture is a wrapper of the whole page: it holds the headline or most of the text."""
        if element.tag in ("footer", "nav"):
            return False
        if next(element.iter("h1"), None) is not None:
            return True
        if any(NEVER_WRAPS.search(name) for name in (element.get("class") or "", element.get("id") or "")):
            return False
        if not self.han:
            self.han = _han_in(self.blocks[0]) or 1
        return _han_in(element) > WRAPPER_SHARE * self.han

    def is_passed_over(self, element: HtmlElement) -> bool:
        """Whether nothing in an element can be of the article: a menu, comments, recommendations."""
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(name) < 4 and element.tag != "nav":
            return False
        if not (element.tag == "nav" or is_passed(name)):
            return False
        self.end_line()
        return not self.holds_article(element) if element.tag != "nav" else next(element.iter("h1"), None) is None

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links and not text.isspace():
                self.linked += len(_one_line(text))

    def end_line(self) -> None:
        if self.pieces:
            raw = "".join(self.pieces)[:MAX_LINE]
            if len(raw) <= MAX_SPREAD_LINE and ("：" in raw or ":" in raw):
                raw = _SPREAD.sub(lambda found: "".join(found[0].split()), raw)
            text = _one_line(raw.replace(SEAM, ""))
            if text:
                block = self.blocks[-1]
                spaced = _one_line(raw.replace(SEAM, " ")) if SEAM in raw else text
                self.lines.append(
                    Line(
                        text,
                        self.linked,
                        block,
                        self.cuts[0] if self.cuts else None,
                        block.tag in ("figcaption", "caption"),
                        spaced,
                    )
                )
            self.pieces.clear()
        self.linked = 0

    def row(self, row: HtmlElement) -> bool:
        """Takes a row of a table as one line; False when it is no such row."""
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) < 2 or next(row.iter(*NOT_IN_ROWS), None) is not None:
            return False
        if any(sum(1 for _ in cell.iter("p", "div", "br")) > CELL_BLOCKS for cell in cells):
            return False
        texts = [_one_line(cell.text_content()) for cell in cells]
        if max(map(len, texts)) > ROW_CELL_CHARACTERS or sum(1 for text in texts if text) < 2:
            return False
        linked = sum(len(link.text_content().strip()) for link in row.iter("a"))
        self.end_line()
        text = " ".join(text for text in texts if text)
        self.spans[row] = (len(self.lines), len(self.lines) + 1)
        self.lines.append(Line(text, linked, row, self.cuts[0] if self.cuts else None, spaced=text))
        return True


def read_lines(body: HtmlElement, *, everything: bool = False) -> Lines:
    """The lines of a tree in order, without scripts, form fields and what is not shown.

    Menus, comments and recommendations are passed over, unless `everything` is wanted. The tree holds no comments.
    """
    reader = _Reader()
    reader.blocks.append(body)
    walk = etree.iterwalk(body, events=("start", "end"))
    skipped: HtmlElement | None = None
    elements = 0
    for event, element in walk:
        tag = element.tag
        if event == "start":
            elements += 1
            if (
                tag in SKIPPED
                or is_hidden(element)
                or (tag == "tr" and reader.row(element))
                or (tag in PASSED and not everything and reader.is_passed_over(element))
            ):
                walk.skip_subtree()
                skipped = element
                continue
            _enter(reader, element, tag)
        else:
            if element is skipped:
                skipped = None
            else:
                _leave(reader, element, tag)
            if element is not body and element.tail:
                reader.add(element.tail)
        if len(reader.lines) >= MAX_LINES or elements >= MAX_ELEMENTS:
            break
    reader.end_line()
    for block in reader.blocks:
        reader.spans[block] = (reader.spans.get(block, (0, 0))[0], len(reader.lines))
    return Lines(reader.lines, reader.spans)


def _enter(reader: _Reader, element: HtmlElement, tag: str) -> None:
    if tag in BLOCKS:
        reader.end_line()
        reader.blocks.append(element)
        reader.spans[element] = (len(reader.lines), len(reader.lines))
        if (
            not reader.cuts
            and tag not in ("body", "p", "html")
            and is_furniture(element)
            and not reader.holds_article(element)
        ):
            reader.cuts.append(element)
    elif tag == "br":
        reader.end_line()
    elif tag == "a":
        reader.links += 1
    elif tag in ("td", "th"):
        reader.add(" ")
        reader.spans[element] = (len(reader.lines), len(reader.lines))
    if tag in SEAMS:
        reader.pieces.append(SEAM)
    reader.add(element.text)


def _leave(reader: _Reader, element: HtmlElement, tag: str) -> None:
    if tag in BLOCKS:
        reader.end_line()
        reader.blocks.pop()
        reader.spans[element] = (reader.spans[element][0], len(reader.lines))
        if reader.cuts and reader.cuts[-1] is element:
            reader.cuts.pop()
    elif tag == "a":
        reader.links -= 1
    elif tag in ("td", "th"):
        first = reader.spans[element][0]
        if len(reader.lines) > first:  # a cell of several lines lays out the page
            reader.end_line()
        reader.spans[element] = (first, len(reader.lines))
    if tag in SEAMS:
        reader.pieces.append(SEAM)


def _one_line(text: str) -> str:
    """Every run of white space, and of marks that nobody sees, as one space; none at the ends."""
    return " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())


def _han_in(element: HtmlElement) -> int:
    """How many Chinese characters an element holds."""
    return sum(map(len, _HAN.findall(_STRING(element))))
