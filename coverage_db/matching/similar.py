"""Similar names: longer names that stand round our own in the news, for `not_in`. Contexts in, counts out. No database."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from ..text import HAN

LEFT_MOST = 6
"""Characters before an alias that may belong to a longer name."""
SEEN_LEAST = 3
"""A longer name is told from so many occurrences on."""
_BEFORE = re.compile(rf"[{HAN}]{{0,{LEFT_MOST + 1}}}$")
_AFTER = re.compile(rf"[{HAN}]{{0,8}}?(?:有限责任公司|有限公司|分公司|公司|集团|供电所|中心|党委|局|所|厂|站|院|校)")
_HEAD = re.compile(r"国网|电网|南网|华能|大唐|华电|国电|中电|中国|集团|公司|[省市县区州]$")
"""What a longer name begins with, or ends with before ours."""
_NO_NAME = re.compile(r"[的了在从由与和及为对向据到被把将是日月年近昨今前后中者员名位个等]")


def longer_names(contexts: Iterable[tuple[str, int, int]], own: Iterable[str]) -> list[tuple[str, int]]:
    """(longer name, how often), most often first.

    `contexts`: (folded text, start, end of an alias in it). `own`: folded spellings of our own, which are none.
    A string is a name when what stands before it varies, or nothing does.
    """
    counts: Counter[str] = Counter()
    before: dict[str, set[str]] = defaultdict(set)
    for text, start, end in contexts:
        left = _BEFORE.search(text[:start])
        right = _AFTER.match(text, end)
        lead = left[0] if left else ""
        rest = right[0] if right else ""
        for many in range(min(len(lead), LEFT_MOST) + 1):
            head = lead[len(lead) - many :]
            if (many > 1 and _HEAD.search(head) and not _NO_NAME.search(head)) or (many == 0 and rest):
                name = head + text[start:end] + rest
                counts[name] += 1
                before[name].add(
                    lead[len(lead) - many - 1 : len(lead) - many] if many < len(lead) else f"\n{counts[name]}"
                )
    ours = set(own)
    named = [
        (name, many)
        for name, many in counts.most_common()
        if many >= SEEN_LEAST and name not in ours and len(before[name]) > 1
    ]
    return [(name, many) for name, many in named if not any(_is_part(name, many, other) for other in named)]


def _is_part(name: str, many: int, other: tuple[str, int]) -> bool:
    """Whether a name is seen nearly only as the tail of another one."""
    return other[0] != name and other[0].endswith(name) and other[1] >= 0.8 * many
