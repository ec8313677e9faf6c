"""Links: what is measured of two texts, and from which values on it says something. Values only; no network, no database."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..text import fold, letters
from .measure import SHINGLE

REPRINT_OF_COPY = 0.5
"""So much of the copy is the original's text …"""
REPRINT_OF_ORIGINAL = 0.45
"""… and so much of the original is in the copy: a reprint (CONTRACT section 4)."""
EXCERPT_SHARE = 0.25
"""Containment from which on the later article is an excerpt …"""
EXCERPT_RUN = 80
"""… or so many characters of folded letters in one run."""
DOUBTFUL_SHARE = 0.35
"""Both shares at least this, and no reprint: doubtful, unless …"""
DOUBTFUL_RUN = 0.5
"""… more than this part of what is shared stands in one run: a quoted passage."""
SHORT = 40
"""A text with fewer letters is compared together with its headline."""
TELLING = 10
"""With fewer letters, headline included, nothing can be said."""
COMPARED_CHARACTERS = 200_000
"""Of a longer text the rest is not compared: it is a book, and one article must not take seconds."""


class Link(NamedTuple):
    """What was measured of two texts. It never changes: the first stored version counts."""

    article: int
    other: int
    share_of_article: float
    """Part of the article's 5-character shingles that stand in the other, 0 … 1."""
    share_of_other: float
    shared: int
    """How many shingles the two share."""
    common_run: int
    """Longest common run, in characters of folded letters; 0 where it could decide nothing and was not measured."""
    article_inside: bool = False
    """Every company mention in the text of `article` lies in the shared passages."""
    other_inside: bool = False

    def turned(self) -> Link:
        """The same, seen from the other article."""
        return Link(
            self.other,
            self.article,
            self.share_of_other,
            self.share_of_article,
            self.shared,
            self.common_run,
            self.other_inside,
            self.article_inside,
        )


def quotes(link: Link) -> bool:
    """Whether more than half of what is shared is one run."""
    return link.common_run - SHINGLE + 1 > DOUBTFUL_RUN * link.shared


@lru_cache(maxsize=64)
def compared(title: str, text: str) -> str:
    """The folded letters by which an article is compared: those of its text; with the headline when the text is so short
    that it says nothing (图片新闻), "" when there is nothing."""
    own = letters(fold(text[:COMPARED_CHARACTERS]).text)
    if len(own) >= SHORT:
        return own
    both = letters(fold(title).text) + own
    return both if len(both) >= TELLING else ""
