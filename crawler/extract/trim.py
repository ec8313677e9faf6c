"""Read: the text of the article, without the brackets and lines that sign it. Reading in, text out."""

from __future__ import annotations

from collections.abc import Iterator

from .blocks import Line
from .bylines import lead_bracket
from .furniture import without_tail_words
from .reading import Reading
from .signed import CREDIT, is_signature, names_unit, tail_brackets
from .text import HAN, MIN_HAN

LITTLE = 20
"""Fewer characters of Chinese are no article's text."""
SIGNED_FIRST = 3
"""Of the first lines so many may sign and say nothing else: an abstract may stand before them."""
TEASER = 80
"""Without a headline fewer are the teaser of a list."""


def article_text(reading: Reading) -> str:
    """Paragraphs in order, joined by one newline; "" where the finder found little."""
    found = reading.found
    if found is None or not found.paragraphs:
        return ""
    text = "\n".join(_parts(found.paragraphs))
    han = len(HAN.findall(text))
    teaser = reading.headline is None and not reading.bodies and han < TEASER
    if han < LITTLE or teaser or (han < MIN_HAN and han < 0.3 * len(text)):
        return ""
    return text


def _parts(paragraphs: list[Line]) -> Iterator[str]:
    """The paragraphs without the lines and brackets that sign them."""
    first, last = 0, len(paragraphs)
    signed = {
        at
        for at in range(min(SIGNED_FIRST, last - 1))
        if is_signature(paragraphs[at]) and not CREDIT.search(paragraphs[at].text)
    }
    while first in signed:
        first += 1
    while last > first + 1 and is_signature(paragraphs[last - 1]):
        last -= 1
    brackets = tail_brackets(paragraphs)
    for at in range(first, last):
        if at in signed:
            continue
        text = paragraphs[at].text
        if at == last - 1 or at in brackets:
            text = without_tail_words(text)
        if at in brackets:
            text = text[: brackets[at].start()].rstrip()
        bracket = lead_bracket(text) if at <= first + 2 else None
        if bracket and (bracket.start() == 0 or names_unit(bracket[1])):
            text = (text[: bracket.start()] + text[bracket.end() :]).lstrip()
        if text:
            yield text
