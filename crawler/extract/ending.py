"""Read: where an article ends among the lines below its headline: what stands there may be more than the article. Lines in, an index out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from .blocks import Line
from .furniture import sign_off

MIN_ARTICLE_CHARACTERS = 80
"""Of running text an article has at least, before anything is taken for its end."""
CERTAIN = ("editor line", "neighbours", "comments", "legal note", "legal note, other words")
"""These end an article of MIN_ARTICLE_CHARACTERS, however much text stands below: it is that of others."""
HARD = (
    "editor line",
    "source line",
    "legal note",
    "legal note, other words",
    "related links",
    "comments",
    "neighbours",
)
"""The sign-offs that end an article wherever they stand after its headline."""
MAX_LINKS = 12
"""More links than this below 相关阅读 are no box inside an article."""
MAX_DATED = 60
"""A line that is longer is no date of a comment or teaser."""
DATED = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
SENTENCE = re.compile(r"[，。！？；]")


def end_of_article(lines: Sequence[Line], voters: Sequence[int]) -> int:
    """Index of the first line after the headline's text that is not of the article any more; the number of lines where nothing
    says so. A page may have more text in its comments and teasers than in its article.

    It is a sign-off, or a dated line outside the blocks that the text stands in (a comment, a teaser). What stands in those
    blocks below it may be more than what stands above: then it is in the middle of the article.
    """
    voting, homes, seen, last = set(voters), set(), 0, lines[voters[0]]
    for at in range(voters[0], len(lines)):
        line = lines[at]
        if at in voting:
            seen += line.free
            last = line
            homes |= _homes(line)
        elif seen >= MIN_ARTICLE_CHARACTERS:
            name = sign_off(line.text)
            if name == "related links" and goes_on(lines[at + 1 :], last):
                continue
            if name in HARD or (is_dated(line) and not homes & _homes(line)):
                below = sum(lines[other].free for other in voters if other > at and homes & _homes(lines[other]))
                if name in CERTAIN or below <= seen:
                    return at
    return len(lines)


def goes_on(after: Sequence[Line], before: Line) -> bool:
    """Whether related links stand in the middle of an article: links, then a sentence in a block like the one before them."""
    links = list(takewhile(lambda line: line.linked * 2 > len(line.text), after[:MAX_LINKS]))
    line = after[len(links)] if links and len(links) < len(after) else None
    return (
        line is not None
        and line.linked == 0
        and SENTENCE.search(line.text) is not None
        and line.block.tag == before.block.tag
        and line.block.getparent() is before.block.getparent()
    )


def _homes(line: Line) -> set[HtmlElement]:
    """The blocks that a line stands in, near it."""
    parent = line.block.getparent()
    return {line.block} if parent is None or parent.tag == "body" else {line.block, parent}


def is_dated(line: Line) -> bool:
    """Whether a line is short and has a date: that of a comment, of a teaser."""
    return len(line.text) <= MAX_DATED and DATED.search(line.text) is not None and not SENTENCE.search(line.text)
