"""Han: which characters are Han, what each folds to, how each is read. Two generated tables, read once when first needed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
"""Han characters, for use inside a character class."""
CUT = r"\x00-\x08\x0e-\x1f\x7f\xad\u0300-\u036f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Marks that nobody sees (zero width, direction, variant, control) and marks that combine, for use inside a character class."""

_ONLY_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u0306\u030c"))
"""Tone marks as combining characters; the two dots of ü are none. Some pages write the breve for the caron."""


@dataclass(frozen=True, slots=True)
class Readings:
    """How the characters of GBK are read."""

    by_sound: dict[str, tuple[str, str]]
    """Reading with its tone -> characters with it as first reading, characters with it among others."""
    toneless: dict[str, frozenset[str]]
    """Folded character -> its readings without tones, of all spellings that fold to it; ü as ü, u and v."""
    syllables: re.Pattern[str]
    """Matches one or more syllables without tones."""


@cache
def fold_table() -> list[int | None]:
    """By code point: the code point that it folds to, None for what is CUT. For `str.translate`: a list is twice as fast
    as a dict, and what lies past its end stays as it is."""
    rows: list[tuple[int, int]] = []
    for line in _lines("fold_table.tsv"):
        to, sources = line.split("\t")
        rows += [(int(source, 16), int(to, 16)) for source in sources.split()]
    table: list[int | None] = [*range(max(rows)[0] + 1)]
    for source, target in rows:
        table[source] = target
    for mark in re.findall(f"[{CUT}]", "".join(map(chr, range(0x10000)))):
        table[ord(mark)] = None
    return table


@cache
def readings() -> Readings:
    """The table of readings."""
    table = fold_table()
    by_sound = {}
    toneless: dict[str, set[str]] = {}
    for line in _lines("readings.tsv"):
        sound, first, other = line.split("\t")
        by_sound[sound] = (first, other)
        bare = without_tone(sound)
        for character in (first + other).translate(table):
            toneless.setdefault(character, set()).update({bare, bare.replace("ü", "u"), bare.replace("ü", "v")})
    sounds = sorted({sound for every in toneless.values() for sound in every}, key=len, reverse=True)
    return Readings(
        by_sound,
        {character: frozenset(every) for character, every in toneless.items()},
        re.compile(f"(?:{'|'.join(map(re.escape, sounds))})+"),
    )


def without_tone(sound: str) -> str:
    """A reading without its tone marks: lǜ is lü."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", sound).translate(_ONLY_TONES))


def _lines(name: str) -> list[str]:
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
