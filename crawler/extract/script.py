"""Read: Traditional labels and names as Simplified ones, the garble of mirrors taken out. Text in, text out.

Only where a text is visibly Traditional: 李昇 in a Simplified text keeps its 昇.
"""

from __future__ import annotations

import re
from functools import cache

from coverage_db.han import fold_table

_TRADITIONAL = re.compile(
    "[記訊員編輯責來攝發佈點擊關閱讀聯絡轉載標籤舉報聲權趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華鄒雲蘇範魯韋馬鳳鮑費賀湯羅畢鄔樂時齊餘顧黃蕭貝計談龐紀項閔賈婁顏鐘駱萬盧單龔陸榮劉葉龍賴喬陰聞黨譚貢溫莊閻連習寧歐師鞏聶簡饒遊蓋閆陽蘭]"
)
"""Characters of labels and surnames that no Simplified text holds."""
ANNOTATION = r"[(（]\s?[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\s?[)）]"
"""A mirror's pinyin after a character, one syllable with its tone."""
_ANNOTATION = re.compile(rf"(?<=[\u3400-\u9fff]){ANNOTATION}")


def simplified(text: str) -> str:
    """A line as its Simplified original has it; itself where it is no Traditional text."""
    text = _ANNOTATION.sub("", text)
    return text.translate(_table()) if _TRADITIONAL.search(text) else text


@cache
def _table() -> dict[int, int]:
    """Characters that no Simplified text holds -> their Simplified form."""
    table = fold_table()
    return {
        at: to
        for at, to in enumerate(table)
        if to is not None and to != at and 0x3400 <= at <= 0x9FFF and not _is_simplified(at) and _is_simplified(to)
    }


def _is_simplified(code: int) -> bool:
    try:
        chr(code).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
