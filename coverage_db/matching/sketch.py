"""Sketch: a few hashes of a text by which others are found that could be the same story, or that speak of a company in the
same words.

Letters in (folded, nothing else), numbers out. Seven letters are drawn or not by themselves, whatever stands round them: what is
drawn from one text is drawn from every other that holds it and is not longer. No database.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from math import ceil
from typing import NamedTuple
from zlib import crc32

DRAWN_LETTERS = 7
"""Letters that are hashed as one. Longer than what shares are measured by: a set phrase of five letters stands in hundreds of texts."""
SAMPLE = 40
"""About so many hashes are drawn from a text, whatever its length; from a short one all."""
ALIKE = 0.1
"""Two texts that could be one story have this part of the hashes in common that are drawn from the longer one, common ones not
counted. They share .35 of their shingles of five; when single letters differ all over, that is .19 of the hashes."""
MOSTLY = 0.4
"""… or this part, common ones counted: the many copies of a release that goes round make its hashes common."""
BUCKETS = 1 << 15
"""Copies of one text fall into one bucket nearly always, other texts into others: how many different texts hold a hash."""
BLOCK = 8
"""Letters of a block beside a mention."""
BLOCKS = 6
"""So many blocks on either side. A passage of 80 letters with a mention of up to 16 in it holds four of them on one side."""

HASHED = 128
"""At least so many runs of letters are hashed, of a longer text fewer than twice as many: the rest is passed over by its first two
letters, which is quicker."""

_UTF16_BYTES = 2
_HASHES = 1 << 32
_BY_CHANCE = sorted(range(256), key=lambda byte: crc32(bytes((byte,))))
_SEVEN_BITS = bytes(byte // 2 for byte in _BY_CHANCE)
"""Two of them can be added within a byte."""
_BEGINS = [bytes(place < 256 >> halved for place in _BY_CHANCE) for halved in range(9)]
"""Whether runs are hashed whose first two letters add up to this byte: all, half of them, a quarter …"""


class Sketch(NamedTuple):
    """What the database keeps of a text."""

    hashes: frozenset[int]
    """32-bit hashes of runs of letters, about SAMPLE."""
    shingles: int
    """How many different ones they were drawn from, HASHED or more of a text that is long enough."""
    bucket: int
    """0 … BUCKETS - 1."""


def sketch(letters: str) -> Sketch:
    """The sketch of a text; without hashes when it is too short."""
    data = letters.encode("utf-16-le", "surrogatepass")
    width = DRAWN_LETTERS * _UTF16_BYTES
    runs = max(0, (len(data) - width) // _UTF16_BYTES + 1)
    one = int.from_bytes(data[::_UTF16_BYTES].translate(_SEVEN_BITS), "little")
    two = (one + (one >> 8)).to_bytes(len(data) // _UTF16_BYTES, "little")
    begins = _BEGINS[min(8, (runs // HASHED or 1).bit_length() - 1)]
    starts = compress(range(0, runs * _UTF16_BYTES, _UTF16_BYTES), two.translate(begins))
    hashes = set(map(crc32, [data[at : at + width] for at in starts]))
    if not hashes:
        return Sketch(frozenset(), 0, 0)
    below = SAMPLE * _HASHES // len(hashes)
    return Sketch(frozenset([hash_ for hash_ in hashes if hash_ < below]), len(hashes), min(hashes) % BUCKETS)


def could_be_one(one: int, two: int) -> tuple[int, int]:
    """(uncommon hashes, hashes of any kind): two texts with so many different shingles are measured when they have either number
    in common."""
    drawn = min(SAMPLE, max(one, two))
    return ceil(ALIKE * drawn), ceil(MOSTLY * drawn)


def round_mentions(letters: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Hashes of the blocks of letters on both sides of each span: who takes a passage in which a company is named takes some
    of them along, and the mention says where they begin."""
    blocks = set()
    for start, end in spans:
        for nth in range(BLOCKS):
            blocks.add(letters[max(0, start - BLOCK * (nth + 1)) : max(0, start - BLOCK * nth)])
            blocks.add(letters[end + BLOCK * nth : end + BLOCK * (nth + 1)])
    return frozenset(crc32(block.encode("utf-8", "surrogatepass")) for block in blocks if len(block) == BLOCK)
