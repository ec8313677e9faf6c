"""Read: the text of pages with little Chinese, by trafilatura on our decoded text. Reading in, text out."""

from __future__ import annotations

from .reading import Reading
from .text import HAN, is_text

MIN_CHARACTERS = 60


def other_text(reading: Reading) -> str:
    """What trafilatura finds where the page is in another language or our finder found nothing; "" for pages of links."""
    lines = reading.page.lines.rows
    if not any(is_text(line) for line in lines):
        return ""
    from trafilatura import extract  # takes a second to import; most pages never need it

    text = extract(reading.page.html, fast=True, include_comments=False, include_tables=True) or ""
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    text = "\n".join(paragraphs)
    return text if len(text) >= MIN_CHARACTERS or len(HAN.findall(text)) >= 20 else ""
