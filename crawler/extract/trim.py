"""Read: the text of the article, without the brackets and lines that sign it. Reading in, text out."""

from __future__ import annotations

from .blocks import Line
from .bylines import lead_bracket, tail_bracket
from .furniture import without_tail_words
from .reading import Reading
from .signed import is_signature, names_unit
from .text import HAN, MIN_HAN

LITTLE = 20
"""Fewer characters of Chinese are no article's text."""

TEASER = 80
"""Without a headline fewer are the teaser of a list."""


def article_text(reading: Reading) -> str:
    """Paragraphs in order, joined by one newline; "" where the finder found little."""
    found = reading.found
    if found is None or not found.paragraphs:
        return ""
    text = "\n".join(part for line in _unsigned(found.paragraphs) if (part := _without_brackets(line.text)))
    han = len(HAN.findall(text))
    if han < LITTLE or (reading.headline is None and han < TEASER) or (han < MIN_HAN and han < 0.3 * len(text)):
        return ""
    return text


def _unsigned(paragraphs: list[Line]) -> list[Line]:
    """The paragraphs without the lines at both ends that only sign."""
    first, last = 0, len(paragraphs)
    while first < last - 1 and is_signature(paragraphs[first]):
        first += 1
    while last > first + 1 and is_signature(paragraphs[last - 1]):
        last -= 1
    return paragraphs[first:last]


def _without_brackets(text: str) -> str:
    """A paragraph without the bracket at its end that signs it, and without one after the dateline that names a unit."""
    text = without_tail_words(text)
    if bracket := tail_bracket(text):
        text = text[: bracket.start()].rstrip()
    if (bracket := lead_bracket(text)) and names_unit(bracket[1]):
        text = text[: bracket.start()] + text[bracket.end() :]
    return text
