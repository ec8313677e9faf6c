"""Sheet cells: what a cell of an office's list means – a person, a page, a level. Text in, value out. Pure."""

from __future__ import annotations

import re

from .outlet_names import plain
from .records import LEVELS, Page

LEVELS_ALSO = {
    "国家级": ("中央级", "央媒", "中央媒体", "全国"),
    "省级": ("省部级", "省媒"),
    "行业": ("行业媒体", "行业级"),
    "市级": ("地市级", "设区市", "市媒"),
    "县级": ("县区级", "区县级", "县市区", "区级"),
}
"""Other words for the levels (domain/wording.md, rule 6)."""
FRONT = ("头版", "一版", "要闻版")


def is_name(text: str) -> bool:
    """Whether a cell of people holds a person's name and no department."""
    return bool(re.fullmatch(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:·[\u3400-\u9fff]+)+", text))


def page_of(text: str) -> Page | None:
    """01版 · A01 要闻 · 第2版 · 头版."""
    text = text.strip()
    if not text:
        return None
    found = re.search(r"([A-Za-z]?)0*(\d{1,3})", text)
    number = f"{found[1].upper()}{int(found[2]):02d}" if found else ""
    name = re.sub(r"第?[A-Za-z]?\d+\s*版?|[：:\s（）()]", "", text)
    front = number in ("01", "A01") or any(word in text for word in FRONT)
    return Page(number or ("01" if front else ""), name, front)


def level_of(text: str) -> str | None:
    """The level that a sheet's word means, as offices say it: 中央级, 省部级, 地市级, 县区级; None: none of ours."""
    word = plain(text)
    for level in LEVELS:
        if word in (level, level.removesuffix("级"), *LEVELS_ALSO.get(level, ())):
            return level
    return None
