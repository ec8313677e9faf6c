"""Garble: what hijacked sites do to Chinese text, undone. Text in, edits out.

Pinyin in brackets after a character, with tones 汉(hàn) or without, and the damage that comes of doing so byte by byte in
GBK. Stripped by its form and never by a table, for every site has its own table. An edit (start, end, replacement) is of
the folded text that was given. Source of the forms: published copies of news pages, examined for this project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from .han import HAN, fold_table, readings, without_tone

Edit = tuple[int, int, str]

TONELESS_BRACKETS = 20
"""Brackets without a tone are stripped from so many on, or on a page that is garbled already: 重庆(chongqing) is honest."""
GARBLED_ANNOTATIONS = 5
"""Annotated characters from which on a text is garbled, if they are …"""
GARBLED_SHARE = 0.02
"""… this share of its Han characters."""

_LETTER = r"[a-z\u00df-\u024f\u1e00-\u1eff]"
_BRACKET = re.compile(rf"\( {{0,3}}({_LETTER}{{1,24}}) {{0,3}}\)")
_RUN = re.compile(rf"\((?<=[{HAN}]\() {{0,3}}{_LETTER}{{1,24}} {{0,3}}\)(?:\( {{0,3}}{_LETTER}{{1,24}} {{0,3}}\))*")
_LOST = re.compile(rf"\?(?<=[{HAN}]\?)({_LETTER}{{1,6}})\)(?:\?({_LETTER}{{1,6}})\)|([@-~]))")
_LATE = re.compile(rf"\?([,.:;!?()])([{HAN}]{{0,40}})(?:\?|([@-~])(?=\({_LETTER}{{1,6}}\)))")
_COMMON_LEAD_BYTES = range(0xB0, 0xD8)
"""First bytes of the 3,755 common characters of GB 2312."""


def may_be_garbled(folded: str) -> bool:
    """A quick look whether there is anything here to undo."""
    return bool(
        ("(" in folded and _RUN.search(folded)) or ("?" in folded and (_LOST.search(folded) or _LATE.search(folded)))
    )


def annotation_edits(text: str, toneless: bool | None = None) -> tuple[list[Edit], int]:
    """(cuts, how many characters were annotated).

    `toneless`: whether brackets without a tone go as well; None: decide by how many there are of either kind.
    """
    toned: list[Edit] = []
    bare: list[Edit] = []
    for run in _RUN.finditer(text):
        character = text[run.start() - 1]
        end = end_with_bare = run.start()
        for bracket in _BRACKET.finditer(text, run.start(), run.end()):
            sound = bracket[1]
            if _is_toned(sound):
                end = bracket.end() if end == end_with_bare else end
            elif sound not in readings().toneless.get(character, ()):
                break
            end_with_bare = bracket.end()
        if end > run.start():
            toned.append((run.start(), end, ""))
        if end_with_bare > run.start():
            bare.append((run.start(), end_with_bare, ""))
    if toneless is None:
        toneless = len(bare) - len(toned) >= TONELESS_BRACKETS or is_share_of_garble(len(toned), text)
    cuts = bare if toneless else toned
    return cuts, len(cuts)


def is_share_of_garble(annotations: int, text: str) -> bool:
    """Whether so many annotated characters make this text a garbled one."""
    return annotations >= GARBLED_ANNOTATIONS and annotations >= GARBLED_SHARE * count_han(text)


def count_han(text: str) -> int:
    """How many Han characters a text holds."""
    return len(re.findall(f"[{HAN}]", text))


def damage_edits(text: str, source: Callable[[int], str]) -> list[Edit]:
    """Repairs of characters that were lost because a table character was found across the border of two characters.

    日?qǐng)?bào) was 日報: its bytes C8D5 88F3 hold D588, which is 請. `source(i)` is the original character at `i`, for
    the bytes are those of the page's own spelling. What has no single solution stays as it is.
    """
    if "?" not in text:
        return []
    edits = []
    for lost in _LOST.finditer(text):
        before = source(lost.start() - 1)
        tail = source(lost.start(3)) if lost[3] else ""
        character = _lost_character(before, lost[1], lost[2] or "", tail)
        if character:
            edits.append((lost.start(), lost.end(), _folded(character)))
    return edits or list(_late_edits(text, source))


@lru_cache(maxsize=4096)
def _is_toned(sound: str) -> bool:
    bare = without_tone(sound)
    return bare != sound and readings().syllables.fullmatch(bare) is not None


@lru_cache(maxsize=4096)
def _lost_character(before: str, sound: str, sound2: str, tail: str) -> str | None:
    """The one character that explains `before` + ?sound) + ?sound2) or `tail`; None without one or with several."""
    second_byte = _gbk(before)[1:]
    for characters_of in (_traditional, _all):
        found = set()
        for straddling in characters_of(sound):
            bytes_ = _gbk(straddling)
            if second_byte and bytes_[:1] == second_byte:
                found |= _with_first_byte(bytes_[1:], sound2, tail, characters_of)
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _with_first_byte(first: bytes, sound: str, tail: str, characters_of: Callable[[str], str]) -> set[str]:
    if tail:
        try:
            character = (first + tail.encode("ascii")).decode("gbk")
        except UnicodeError:
            return set()
        return {character} if re.fullmatch(f"[{HAN}]", character) else set()
    return {character for character in characters_of(sound) if _gbk(character)[:1] == first}


def _all(sound: str) -> str:
    return "".join(readings().by_sound.get(sound, ("", "")))


def _traditional(sound: str) -> str:
    """Those that Simplified writes otherwise: the usual table of a garbler."""
    return "".join(character for character in _all(sound) if _folded(character) != character)


def _late_edits(text: str, source: Callable[[int], str]) -> Iterator[Edit]:
    """Runs that were read one byte late: ?,F(xiàn) was 。現, the bytes A1A3 AC46 read as A1 | A3AC | 46.

    Read again one byte earlier with the lead byte A1 of Chinese punctuation; kept if that decodes and is more probable.
    """
    for run in _LATE.finditer(text):
        if not run[2] and not run[3]:  # nothing but marks
            continue
        mark = chr(ord(run[1]) + 0xFEE0)
        original = "".join(source(i) for i in range(run.start(2), run.end(2)))
        tail = source(run.start(3)) if run[3] else ""
        try:
            decoded = (b"\xa1" + (mark + original + tail).encode("gbk")[: None if tail else -1]).decode("gbk")
        except UnicodeError:
            continue
        if _common(decoded) >= max(1, _common(original)) and _share(decoded) > _share(original):
            end = run.end() if tail else run.end() - 1
            rest = "" if tail else "?"
            yield run.start(), end + len(rest), _folded(decoded) + rest


def _common(text: str) -> int:
    return sum(_gbk(c)[0] in _COMMON_LEAD_BYTES and _gbk(c)[1] >= 0xA1 for c in _folded(text) if len(_gbk(c)) == 2)


def _share(text: str) -> float:
    return _common(text) / max(1, count_han(text)) if text else 0.0


def _gbk(character: str) -> bytes:
    return character.encode("gbk", "ignore")


def _folded(text: str) -> str:
    return text.translate(fold_table())
