"""Sketch: a few hashes of a text by which others that share a passage are found, and the exact measure of what two share.

Letters in (folded, nothing else), numbers out. Every answer about two texts depends on these two alone. No database.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

SHINGLE = 5
"""Letters that are compared as one."""
WINDOW = 32
"""Of so many shingles in a row the one with the smallest hash is kept: any shared run of WINDOW + SHINGLE - 1 = 36 letters is
seen, one hash in 16 letters is stored (Schleimer, Wilkerson, Aiken: Winnowing, 2003)."""
BUCKETS = 1 << 15
"""Copies of one text fall into one bucket nearly always, other texts into others: how many different texts hold a hash."""
PASSAGE_ROUND_MENTION = 10
"""A mention lies in a shared passage when the passage is this much longer than the mention: a name alone is shared by all."""
REPEATED = 16
"""A shingle that stands more often in a text takes no part in the longest run: a text of one repeated word is no passage."""

_UTF32_BYTES = 4


class Sketch(NamedTuple):
    """What the database keeps of a text."""

    hashes: frozenset[int]
    """32-bit hashes, about one in 16 letters."""
    bucket: int
    """0 … BUCKETS - 1."""


class Measure(NamedTuple):
    """What two texts share."""

    share_of_one: float
    """Part of the first text's shingles that stand in the second, 0 … 1."""
    share_of_two: float
    shared: int
    """How many different shingles stand in both."""
    common_run: int
    """The longest run of letters that stands in both."""


def sketch(letters: str) -> Sketch:
    """The sketch of a text; without hashes when it is shorter than a shingle."""
    data = letters.encode("utf-32-le")
    width = SHINGLE * _UTF32_BYTES
    hashes = [crc32(data[at : at + width]) for at in range(0, len(data) - width + 1, _UTF32_BYTES)]
    if not hashes:
        return Sketch(frozenset(), 0)
    return Sketch(frozenset(_window_minima(hashes)), min(hashes) % BUCKETS)


def _window_minima(hashes: list[int]) -> list[int]:
    """The smallest of every WINDOW in a row: by running minima from the left and from the right of blocks."""
    if len(hashes) <= WINDOW:
        return [min(hashes)]
    from_left: list[int] = []
    to_right: list[int] = []
    for start in range(0, len(hashes), WINDOW):
        block = hashes[start : start + WINDOW]
        from_left += accumulate(block, min)
        to_right += list(accumulate(reversed(block), min))[::-1]
    return list(map(min, to_right[: len(hashes) - WINDOW + 1], from_left[WINDOW - 1 :]))


@lru_cache(maxsize=256)
def shingles(letters: str) -> frozenset[str]:
    """All shingles of a text."""
    return frozenset([letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)])


def measure(one: str, two: str) -> Measure:
    """What two texts share, measured on all shingles; the same from either side."""
    ones, twos = shingles(one), shingles(two)
    shared = ones & twos
    if not shared:
        return Measure(0.0, 0.0, 0, 0)
    run = _longest_run(min(one, two), max(one, two), shared)
    return Measure(len(shared) / len(ones), len(shared) / len(twos), len(shared), run)


def _longest_run(one: str, two: str, shared: frozenset[str]) -> int:
    places: dict[str, list[int]] = {}
    for at in range(len(two) - SHINGLE + 1):
        gram = two[at : at + SHINGLE]
        if gram in shared:
            places.setdefault(gram, []).append(at)
    places = {gram: found for gram, found in places.items() if len(found) <= REPEATED}
    best = 0
    before: dict[int, int] = {}
    for at in range(len(one) - SHINGLE + 1):
        found = places.get(one[at : at + SHINGLE])
        if found is None:
            before = {}
            continue
        now = {place: before.get(place - 1, 0) + 1 for place in found}
        best = max(best, *now.values())
        before = now
    return best + SHINGLE - 1 if best else 0


def all_inside(letters: str, spans: Sequence[tuple[int, int]], other: str) -> bool:
    """Whether every span of `letters` lies in a passage that `other` holds as well."""
    theirs = shingles(other)
    covered = bytearray(len(letters) + 1)
    for at in range(len(letters) - SHINGLE + 1):
        if letters[at : at + SHINGLE] in theirs:
            covered[at : at + SHINGLE] = b"\x01" * SHINGLE
    for start, end in spans:
        left = covered.rfind(0, 0, start) + 1
        right = covered.find(0, start)
        if right < end or right - left < end - start + PASSAGE_ROUND_MENTION:
            return False
    return True
