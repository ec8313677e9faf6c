"""Read: the text of pages with little Chinese, by trafilatura on our decoded text. Reading in, text out."""

from __future__ import annotations

from .page import without_bulk
from .reading import Reading
from .text import HAN, MARKS, is_text

MIN_CHARACTERS = 60
MOST_CHARACTERS = 300_000
"""Of markup without scripts and pictures; trafilatura takes minutes over some longer pages, our finder does not."""
SENTENCES_SHARE = 0.6


def other_text(reading: Reading) -> str:
    """What trafilatura finds where the page is in another language or our finder found nothing; "" for pages of links."""
    lines = reading.page.lines.rows
    if not any(is_text(line) for line in lines):
        return ""
    markup = without_bulk(reading.page.html)
    if len(markup) > MOST_CHARACTERS:
        return reading.found.text if reading.found else ""
    from trafilatura import extract  # takes a second to import; most pages never need it

    text = extract(markup, fast=True, include_comments=False, include_tables=True) or ""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if paragraphs and reading.headline is not None and paragraphs[0] == lines[reading.headline].text:
        del paragraphs[0]  # the first paragraph is the lead
    text = "\n".join(paragraphs)
    sentences = sum(len(line) for line in paragraphs if MARKS.search(line))
    if sentences < SENTENCES_SHARE * len(text):
        return ""  # menus and lists
    return text if len(text) >= MIN_CHARACTERS or len(HAN.findall(text)) >= 20 else ""
