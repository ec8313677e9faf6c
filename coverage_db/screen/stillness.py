"""Stillness: a stored page as something that can be looked at and does nothing. Bytes in, text out.

The answer's headers (sandbox, no network) hold as well; this takes out what they do not cover: preconnects, refreshes, frames.
"""

from __future__ import annotations

from typing import Any

from lxml import html

GONE = frozenset(
    {
        "script",
        "link",
        "meta",
        "base",
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "source",
        "noscript",
        "template",
        "svg",
        "math",
    }
)
KEPT_ATTRIBUTES = frozenset(
    {
        "class",
        "id",
        "style",
        "align",
        "width",
        "height",
        "colspan",
        "rowspan",
        "alt",
        "title",
        "border",
        "color",
        "size",
    }
)


def text(body: bytes) -> str:
    """The source of the page: UTF-8 when it is that, else GB18030, which every other Chinese page mostly is."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


def page(body: bytes) -> str:
    """The page without anything that runs, loads or leads away."""
    source = text(body).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
    except (html.etree.ParserError, ValueError):
        return ""
    for element in list(tree.iter()):
        fetched = element.tag == "img" and not str(element.get("src", "")).startswith("data:image/")
        if not isinstance(element.tag, str) or element.tag in GONE or fetched:
            _drop(element)
            continue
        for name, value in list(element.attrib.items()):
            inline_picture = name == "src" and str(value).startswith("data:image/")
            if name not in KEPT_ATTRIBUTES and not inline_picture:
                del element.attrib[name]
    still: str = html.tostring(tree, encoding="unicode")
    return "<!DOCTYPE html>\n" + still


def _drop(element: Any) -> None:
    """Take an element out, and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
