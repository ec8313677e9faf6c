"""Read: bytes to text, for pages, feeds and lists alike. The bytes are trusted before the claim. No network, no clock."""

from __future__ import annotations

import codecs
import re

SAMPLE_BYTES = 8_000
"""How many bytes a guess is made from: from the first that is no ASCII on, and again from the first that is no UTF-8 on."""
CLAIM_BYTES = 4_096
"""How far into a page its own claim of a charset is looked for."""
HAN_SHARE = 0.12
"""Of the characters beyond ASCII in Chinese text at least this many are everyday ones. Measured: right charset .4 and more,
wrong one below .06."""
CUT_BYTES = 3
"""A text that was cut may end within a character: so many bytes at its end are no sign of another charset."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CLAIM = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_EVERYDAY = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說"
    "产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裡裏如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從"
    "业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又利比或但"
    "质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題党黨程展五果料员員位入常文总總次品式活设設及"
    "管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別手期根论論运運农農指区區强強放决決西被做必战戰先回则則任取据據"
    "处處记記者网網闻聞报報讯訊江苏蘇南京北市省县縣"
)
_HAN_CHARSETS = ("gb18030", "big5")
_CODECS = {"big5": "big5hkscs"}
_ALIASES = re.compile(r"^(?:gb|x-?gbk|chinese|cp936|hz)")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """(text, charset) of an answer's body; never raises, bytes that fit nothing become U+FFFD, a byte-order mark goes.

    In order: byte-order mark, strict UTF-8 (the end may be cut), then GB18030 and Big5 and damaged UTF-8, whichever shows
    most everyday Han characters and least damage; when none looks Chinese, what the page or `content_type` (the header)
    claims. `charset` is a name that Python's codecs know, "gb18030" for every gb*.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace"), charset
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(body) - CUT_BYTES and error.reason == "unexpected end of data":
            return body.decode("utf-8", "replace"), "utf-8"
        damage_at = error.start
    charset = _guess(body, damage_at, content_type)
    return body.decode(_CODECS.get(charset, charset), "replace"), charset


def claimed(body: bytes, content_type: str | None = None) -> str | None:
    """The charset that the header, an XML declaration or a meta tag claims, as Python names it; None: none that it knows."""
    claims = [
        found[1] for text in ((content_type or "").encode(), body[:CLAIM_BYTES]) for found in _CLAIM.finditer(text)
    ]
    for claim in claims:
        name = claim.decode("ascii", "replace").lower()
        if _ALIASES.match(name):
            return "gb18030"
        try:
            found = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if found._is_text_encoding and found.name not in (
            "utf-7",
            "idna",
            "punycode",
            "unicode_escape",
            "raw_unicode_escape",
        ):
            return "big5" if found.name.startswith("big5") or found.name == "cp950" else found.name
    return None


def _guess(body: bytes, damage_at: int, content_type: str | None) -> str:
    if (wide := _wide(body)) is not None:
        return wide
    beyond_ascii = _BEYOND_ASCII.search(body)
    first = beyond_ascii.start() if beyond_ascii else damage_at
    sample = body[first : first + SAMPLE_BYTES]
    if damage_at > first + SAMPLE_BYTES:
        sample += b"\n" + body[damage_at : damage_at + SAMPLE_BYTES]
    claim = claimed(body, content_type)
    scores = {
        charset: _han_share(sample.decode(_CODECS.get(charset, charset), "replace"))
        for charset in (*_HAN_CHARSETS, "utf-8")
    }
    best = max(scores, key=lambda charset: (scores[charset], charset == claim))
    if scores[best] >= HAN_SHARE:
        return best
    if claim is not None and claim not in scores and _fits(sample, claim):
        return claim
    if b"\x00" in sample or claim in _HAN_CHARSETS:
        return claim or "utf-8"
    damaged = sample.decode("utf-8", "replace").count("\ufffd")
    beyond = sum(1 for character in sample.decode("utf-8", "ignore") if character > "\x7f")
    return "utf-8" if claim == "utf-8" or beyond > damaged else "cp1252"


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the markup is zero."""
    head = body[:400]
    if len(head) < 8:
        return None
    for offset, charset in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[offset::2].count(0) > len(head) * 0.3 and head[1 - offset :: 2].count(0) < len(head) * 0.05:
            return charset
    return None


def _han_share(text: str) -> float:
    """Everyday Han characters among those beyond ASCII, each damage and each private character against it."""
    beyond = [character for character in text if character > "\x7f"]
    damage = sum(1 for character in beyond if character == "\ufffd" or "\ue000" <= character <= "\uf8ff")
    return (sum(1 for character in beyond if character in _EVERYDAY) - 2 * damage) / (len(beyond) or 1)


def _fits(sample: bytes, charset: str) -> bool:
    text = sample.decode(charset, "replace")
    return text.count("\ufffd") * 50 <= len(text)
