"""Named: the outlets that a folded sentence names – those that are known, and items of lists that are not. Text in, Named out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lexicon import Lexicon, Named

VERB = "发布|刊发|刊播|发表|刊登|推送|播发|报道|采用|编发|发稿|发文|刊载|登载|推出|转载|亮相|关注"
_GENERIC = re.compile(
    r"媒体|平台|各级|主流|级以|多家|全国|国内|省内|市内|会上|公司|单位|期间|以上|渠道|本次|有关|网上|头版|统计|活动"
)
_LIST = r"[^,;。:!?]{2,80}?"
_LISTS = (
    re.compile(rf"(?:在|于|被|登上|登陆|见诸)(?P<list>{_LIST})(?:等|上?(?:{VERB})|\d+家|[一二三四五六七八九十两]+家)"),
    re.compile(rf"(?:^|[,;。:])(?P<list>{_LIST})等[^,;。、]{{0,8}}(?:媒体|平台|报刊|网站)"),
)


def outlet_spans(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Named]]:
    """Known outlets in reading order; of names at one place the longest."""
    taken = bytearray(len(text))
    found = []
    for name in sorted(lexicon.outlets, key=len, reverse=True):
        at = text.find(name)
        while at >= 0 and name:
            if 1 not in taken[at : at + len(name)]:
                taken[at : at + len(name)] = b"\x01" * len(name)
                found.append((at, at + len(name), Named(name, lexicon.outlets[name])))
            at = text.find(name, at + 1)
    yield from sorted(found, key=lambda each: each[0])


def unlisted(text: str, known: Sequence[tuple[int, int, Named]], lexicon: Lexicon) -> Iterator[str]:
    """Items of lists of outlets that are not known."""
    seen: set[str] = set()
    for start, stop, _ in known:
        text = text[:start] + "□" * (stop - start) + text[stop:]
    for pattern in _LISTS:
        for found in pattern.finditer(text):
            for item in re.split(r"[、及与]|和(?=[^谐])", found["list"]):
                name = re.sub(r"^.*(?:在|先后|分别|陆续|共|于)(?=.)", "", item).strip("《》 ·")
                covered = "□" in name or any(word in name for word in lexicon.themes)
                plain = 2 <= len(name) <= 16 and not _GENERIC.search(name) and not re.search(r"\d|级|《", name)
                if covered or not plain or name in seen:
                    continue
                if pattern is _LISTS[1] or _looks_like_outlet(text, name, found):
                    seen.add(name)
                    yield name


def _looks_like_outlet(text: str, name: str, found: re.Match[str]) -> bool:
    """Whether an item after 在, 被 … is an outlet: it is called like one, or stands in a list that 等…媒体 closes."""
    if re.search(r"报|网|台|社|新闻|日报|客户端|发布|频道|刊|融媒|杂志|观察|在线|视界|视频|号$", name):
        return True
    return bool(re.match(r"等?[^,;。]{0,8}(?:媒体|平台|报刊)", text[found.end("list") :]))
