"""Mirrors: signs of an unauthorised copy: the garble, a path kept from a known outlet, a spam title. Values in, values out.

No network, no database. What the garble looks like and how it is stripped: coverage_db/garble.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from ..garble import count_han
from ..text import HAN, Folded, fold

TEACHING_SHARE = 0.8
"""From this share of annotated characters on it is a children's page or a language lesson, not a garble."""


def is_garbled(text: Folded) -> bool:
    """Whether a text carries the garble: at least 5 annotations and 2 % of its Han characters, but not nearly all."""
    return text.garbled and text.annotations < TEACHING_SHARE * count_han(text.text)


def shows_damage(text: Folded) -> bool:
    """Whether a text has lost characters: it was garbled or put right, or marks stand where characters were."""
    return is_damaged(text) or _MARKED.search(text.original) is not None


def is_damaged(text: Folded) -> bool:
    """Whether that is certain: marks alone may be honest, as in 怎么办?他说."""
    return text.garbled or text.repairs > 0 or _BROKEN.search(text.original) is not None


def is_spam_title(title: str) -> bool:
    """Whether a headline carries what hijacked sites advertise: betting or pornography. Asked only of pages that nobody owns,
    for the press reports on both."""
    return _SPAM.search(fold(title).text) is not None


def kept_path(url: str, outlets: Iterable[tuple[str, Sequence[str], str | None]]) -> str | None:
    """The URL of the original when `url` keeps the path of a known outlet on another host, else None.

    `outlets`: (brand, hosts, regular expression of its article URLs). A path that the rules of several brands take, or that
    holds no date or long number, proves nothing.
    """
    parts = urlsplit(url)
    path = parts._replace(scheme="", netloc="", fragment="").geturl()
    if not _TELLING.search(path):
        return None
    found: dict[str, str] = {}
    for brand, hosts, rule in outlets:
        for host in hosts:
            original = f"{parts.scheme}://{host}{path}"
            if rule and host != parts.netloc and re.search(rule, original):
                found.setdefault(brand, original)
    return next(iter(found.values())) if len(found) == 1 else None


LOST_MARKS = "?□■◇◆"
"""What stands where a character could not be converted, for use inside a character class."""
_MARKED = re.compile(rf"[{HAN}][{LOST_MARKS}]+[{HAN}a-z(（]")
_BROKEN = re.compile(r"\ufffd|锟斤拷|\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
_TELLING = re.compile(r"\d{6}|\d{4}[-/]\d{2}|[0-9a-f]{16}")
"""What a path must hold to be an outlet's own: a date, a long number, an id."""
_SPAM = re.compile(
    r"娱乐城|娱乐平台|棋牌(?:平台|游戏|官网)|真人(?:百家乐|娱乐|荷官)|百家乐|老虎机|时时彩|六合彩|澳门(?:威尼斯人|葡京|新葡京|赌场|银河)|"
    r"(?:彩票|体育|博彩|电子)(?:平台|官网|投注|注册|开户)|投注(?:平台|网)|必威|亚博|bet ?365|成人(?:视频|电影|网)|"
    r"无码|约炮|色情|激情视频|在线(?:看片|偷拍)"
)
