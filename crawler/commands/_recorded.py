"""Record: a page as a test case: markup kept, text replaced, beside it what was read from it. Bytes in, two files out.

Other people's text stays out of the repository: every Han character that is no headline, date, source or name is replaced by
one of ours, so that lengths and punctuation stay true.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from itertools import cycle
from pathlib import Path

from lxml import etree, html
from lxml.html import HtmlElement

from coverage_db.records import Article

from ..extract import extract_article, read_page
from ..extract.bylines import lead_bracket, read_bylines, tail_bracket
from ..extract.furniture import lead_in, sign_off
from ..extract.reading import Reading

FOLDER = Path("tests/outlets")
FIELDS = ("title", "kicker", "subtitle", "text", "published", "date_witness", "source", "bylines", "page", "account")
"""What a recorded page is compared by."""

FACT_CHARACTERS = 90
"""A longer text is no line that only signs."""

_FILLER = "海边的风从早吹到晚灯塔下面的人照例把绳子收好再点起一盏灯等最后一条船回来"
_HAN_LETTER = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{3,}")
_DROPPED = ("style", "svg", "noscript", "iframe", "link", "object", "embed", "template")
_KEPT_ATTRIBUTES = (
    "class",
    "id",
    "name",
    "property",
    "itemprop",
    "content",
    "http-equiv",
    "charset",
    "type",
    "datetime",
    "style",
    "rel",
    "href",
    "hidden",
)


def reduced(body: bytes, url: str | None = None, headers: dict[str, str] | None = None) -> bytes:
    """The page with its markup, headline, dates, source and names, every other Han character one of ours; same charset.

    Raises:
        ValueError: the page is no article.
    """
    reading, fault = read_page(body, url, headers)
    article = extract_article(body, url, headers)
    if reading is None or article.fault:
        raise ValueError(fault or article.fault)
    kept, record = _kept_blocks(reading), reading.record
    letters = cycle(_FILLER)
    for element in list(reading.page.root.iter()):
        _reduce(element, kept, letters)
    for witness in article.witnesses:
        if witness.raw.startswith("script="):
            script = etree.SubElement(reading.page.root, "script")
            script.text = f'var pubtime = "{witness.raw.removeprefix("script=")}";'
    if record:
        script = etree.SubElement(reading.page.root, "script")
        script.text = f"var article = {json.dumps({'title': article.title, **record}, ensure_ascii=False)};"
    if reading.page.epaper:
        fields = "".join(f"<{name}>{value}</{name}>" for name, value in reading.page.epaper.items())
        reading.page.body.insert(0, etree.Comment(f"enpproperty {fields}/enpproperty"))
    text = str(html.tostring(reading.page.root, encoding="unicode", doctype="<!DOCTYPE html>"))
    return text.encode(reading.page.charset, "xmlcharrefreplace")


def _kept_blocks(reading: Reading) -> set[HtmlElement]:
    """The blocks whose text is a fact: headline, head lines, foot lines."""
    lines = [*reading.head, *reading.foot]
    if reading.headline is not None:
        lines.append(reading.page.lines.rows[reading.headline])
    named = [
        element
        for row in reading.platforms
        for place in (*row.title, *row.date, *row.source, *row.account)
        for element in reading.elements(place)
    ]
    return {*named, *(line.block for line in lines if line.linked * 2 <= len(line.text))}


def _reduce(element: HtmlElement, kept: set[HtmlElement], letters: cycle[str]) -> None:
    if element.tag in _DROPPED and not (element.tag == "link" and element.get("rel") == "canonical"):
        element.drop_tree()
        return
    if element.tag == "script":
        element.text = element.text if "ld+json" in (element.get("type") or "") else None
        if element.text and "articleBody" in element.text:
            element.text = re.sub(r'"articleBody"\s*:\s*"(?:[^"\\]|\\.)*"', '"articleBody": ""', element.text)
    for name in list(element.attrib):
        if name not in _KEPT_ATTRIBUTES or len(str(element.get(name))) > 300:
            del element.attrib[name]
    if element.get("name") in ("description", "keywords") or element.get("property") == "og:description":
        element.set("content", "")
    inside = next(
        (node for node in (element, *element.iterancestors()) if node in kept or node.tag in ("title", "script")), None
    )
    if element.text and inside is None:
        element.text = _filled(element.text, letters)
    around = next((node for node in element.iterancestors() if node in kept), None)
    if element.tail and around is None:
        element.tail = _filled(element.tail, letters)


def _filled(text: str, letters: cycle[str]) -> str:
    """Every Han character one of ours, but for lines and brackets that sign."""
    line = " ".join(text.split())
    if len(line) <= FACT_CHARACTERS and (
        sign_off(line) or lead_in(line) or (not lead_bracket(line) and any(read_bylines(line)))
    ):
        return text
    spans = [found.span() for found in (lead_bracket(text), tail_bracket(text)) if found]
    if spans and (start := lead_bracket(text)):
        spans.append((0, start.start()))

    def one(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in spans):
            return found[0]
        return next(letters) if len(found[0]) == 1 else "n" * len(found[0])

    return _HAN_LETTER.sub(one, text)


def expected(article: Article) -> dict[str, object]:
    """What a page says, as page.json holds it."""
    values = asdict(article)
    values["bylines"] = [byline._asdict() for byline in article.bylines]
    return {name: values[name] for name in FIELDS}


def read_recorded(case: Path) -> Article:
    """What is read today from a recorded page; `case` is its page.json."""
    record = json.loads(case.read_text("utf-8"))
    headers = {"Content-Type": record["content_type"]} if record.get("content_type") else None
    return extract_article(case.with_suffix(".html").read_bytes(), record["url"], headers, record["fetched"])


def write_case(folder: Path, body: bytes, url: str | None, fetched: str, content_type: str | None) -> Path:
    """page.html and page.json (page_2 … when there is one) in the outlet's folder; nobody has checked it yet."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = len(list(folder.glob("page*.json")))
    case = folder / ("page.json" if not taken else f"page_{taken + 1}.json")
    case.with_suffix(".html").write_bytes(body)
    record: dict[str, object] = {
        "checked_by": "",
        "url": url,
        "fetched": fetched,
        "content_type": content_type,
        "article": {},
    }
    _write(case, record)
    return expect_again(case)


def expect_again(case: Path) -> Path:
    """Puts what is read today into page.json; a person has to look at it again."""
    record = json.loads(case.read_text("utf-8"))
    record["article"] = expected(read_recorded(case))
    record["checked_by"] = ""
    _write(case, record)
    return case


def _write(case: Path, record: dict[str, object]) -> None:
    case.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
