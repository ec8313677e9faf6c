"""Read: an article that a page keeps in a script or a form field and draws with a program (环球网, 头条, others). Page in, page out."""

from __future__ import annotations

import html
import json
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from .dates import printed_dates
from .page import Page
from .reading import Reading
from .scripted import fields_around
from .title import MAX_TITLE

LITTLE_HAN = 60
"""Where the page shows less Chinese text, what it keeps hidden is looked for."""
_TEMPLATE = re.compile(r"text/(?:html|template|x-)")
MIN_HAN = 60
HEAD_LINES = 8
_HAN = re.compile(r"[\u3400-\u9fff]")
_VALUE = re.compile(
    r"""["']?(?:content|articleBody|articleContent|contentText|content_html|cnt_html|widgetContent|htmlContent|bodyHtml|text)["']?\s*:\s*"""
    r"""(?:"((?:[^"\\]|\\.){100,500000}+)"|'((?:[^'\\]|\\.){100,500000}+)')"""
)


def with_embedded(reading: Reading) -> Reading:
    """The same page with the text it keeps hidden put after its headline; unchanged where it shows a text, or keeps none.

    A page that shows a text and no headline, and keeps an article with its headline, shows the text of others.
    """
    if not _shows_text(reading):
        reading.page.show_all()
        reading = Reading(reading.page, reading.fetched)
    shows = _shows_text(reading)
    if shows and reading.headline is not None:
        return reading
    markup, title = embedded_markup(reading.page) or ("", "")
    if not markup or (shows and not title):
        return reading
    block = etree.fromstring(f"<div>{markup}</div>".encode(), parser=HTMLParser(encoding="utf-8"))
    if not isinstance(block, HtmlElement):
        return reading
    inner = block.find("body/div")
    if inner is None:
        return reading
    if title and reading.headline is None:
        headline = etree.Element("h1")
        headline.text = title
        inner.insert(0, headline)
    place = _last_head_block(reading)
    if place is not None and place.tag != "body" and place.getparent() is not None:
        place.addnext(inner)
    else:
        reading.page.body.append(inner)
    reading.page.drawn = True
    reading.page.__dict__.pop("lines", None)
    return Reading(reading.page, reading.fetched)


def _shows_text(reading: Reading) -> bool:
    return reading.found is not None and len(_HAN.findall(reading.found.text)) >= LITTLE_HAN


def _last_head_block(reading: Reading) -> HtmlElement | None:
    """The headline's block, or that of the last line after it that says when or from where."""
    if reading.headline is None:
        return None
    rows = reading.page.lines.rows[reading.headline : reading.headline + HEAD_LINES]
    said = [line for line in rows[1:] if printed_dates(line.spaced) or "来源" in line.text]
    return (said or rows[:1])[-1].block


def embedded_markup(page: Page) -> tuple[str, str] | None:
    """(markup of the longest Chinese text in a form field or a script, its headline there or ""); None where there is none."""
    candidates = [(_unescaped(field.text or ""), "", 0) for field in page.root.iter("textarea")]
    for script in page.root.iter("script"):
        program = script.text or ""
        if _TEMPLATE.search(script.get("type") or ""):
            candidates.append((program, "", 0))
        candidates += [
            (_unescaped(_decoded(found[1] or found[2])), program, found.start()) for found in _VALUE.finditer(program)
        ]
    best, program, at = max(candidates, key=lambda each: len(_HAN.findall(each[0])), default=("", "", 0))
    if len(_HAN.findall(best)) < MIN_HAN:
        return None
    markup = best if "<" in best else "".join(f"<p>{line}</p>" for line in re.split(r"\n+", best))
    title = _unescaped(fields_around(program, at).get("title", ""))
    return markup, title if len(_HAN.findall(title)) > 1 and len(title) <= MAX_TITLE else ""


def _decoded(value: str) -> str:
    """A string of a script as text."""
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value.replace("\\/", "/").replace('\\"', '"').replace("\\n", "\n")


def _unescaped(text: str) -> str:
    for _ in range(2):
        if "<" in text or "&" not in text:
            break
        text = html.unescape(text)
    return text.strip().removeprefix("&quot;").removesuffix("&quot;").strip('"')
