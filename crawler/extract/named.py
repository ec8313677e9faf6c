"""Read: what the name of a class or an id says: furniture (comments, recommendations, share words, navigation, foot) or not. Names in, answers out."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_CUT = re.compile(
    r"comment|pinglun|recommend|tuijian|relat(?:e|ion)|xiangguan|copyright|footer|sidebar|side-?bar|breadcrumb|crumb|qrcode|erweima"
    r"|disclaimer|mianze|advert|guanggao|share|social|toolbar|paginat|subscribe|ranking|paihang|popup|login|navbar|bottom-?nav|hotnews|hot-?list"
    r"|news-?list|rellist|rel-list|xgxw|xgyd|tjyd|rdtj|rdph|jctj|zdfy|declare|shengming|download|feedback|prenext|prev-?next",
    re.I,
)
_CUT_WORDS = frozenset(
    "ad ads adv foot nav navs menu side aside rank hot tags tag tie pl ewm page pages pager pagecss sharebox tj path crumbs position weizhi login"
    " vote tools tool tab tabs links friendlink reply cmt btn".split()
)
_KEPT = re.compile(r"^(?:has|with|no|without|is)[-_]|article|content|detail|zoom|editor|body|main|wrap|container", re.I)
_PASSED = re.compile(
    r"comment|pinglun|recommend|tuijian|ranking|paihang|hot-?list|hotnews|hot-?news|sidebar|side-?bar|navbar|rdtj|rdph|jctj|(?:^|[-_])(?:nav|menu|cmt|tie|aside|rank)(?:$|[-_\d])",
    re.I,
)
_ABSTRACT = re.compile(r"abstract|summary|digest|zhaiyao|daodu|daoyu|introduc|(?:^|[-_\s])intro(?:$|[-_\s])", re.I)
ABSTRACT_CHARACTERS = 400
NEVER_WRAPS = re.compile(r"comment|pinglun|reply|recommend|tuijian|footer|copyright|relat", re.I)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def is_hidden(element: HtmlElement) -> bool:
    """Whether a page says that nobody sees this element."""
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def is_abstract(block: HtmlElement) -> bool:
    """Whether a short block, or the short one around it, is named as the abstract of what follows."""
    parent = block.getparent()
    return any(
        _ABSTRACT.search(f"{node.get('class') or ''} {node.get('id') or ''}") is not None
        and len(node.text_content()) <= ABSTRACT_CHARACTERS
        for node in (block, parent)
        if node is not None
    )


def is_furniture(element: HtmlElement) -> bool:
    """Whether tag, class or id say: comments, recommendations, share words, navigation, foot."""
    if element.tag in ("footer", "nav"):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_names_furniture(name) for name in names)


@lru_cache(maxsize=4_096)
def is_passed(names: str) -> bool:
    return any(_PASSED.search(name) is not None and not _KEPT.search(name) for name in names.split())


@lru_cache(maxsize=4_096)
def _names_furniture(name: str) -> bool:
    if _KEPT.search(name):
        return False
    if _CUT.search(name):
        return True
    return any(word.lower() in _CUT_WORDS for word in _WORD.findall(name))
