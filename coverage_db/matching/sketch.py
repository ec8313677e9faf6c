"""Sketch: a few hashes of a text by which others that share a passage are found, and the exact measure of what two share.

Letters in (folded, nothing else), numbers out. Every answer about two texts depends on these two alone. No database.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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
"""So many places of one block are looked at: a text of one repeated word is no passage."""

_UTF16_BYTES = 2


class Sketch(NamedTuple):
    """What the database keeps of a text."""

    hashes: frozenset[int]
    """32-bit hashes, about one in 16 letters."""
    bucket: int
    """0 … BUCKETS - 1."""


class Shares(NamedTuple):
    """What two texts share."""

    share_of_one: float
    """Part of the first text's shingles that stand in the second, 0 … 1."""
    share_of_two: float
    shared: int
    """How many different shingles stand in both."""


def sketch(letters: str) -> Sketch:
    """The sketch of a text; without hashes when it is shorter than a shingle."""
    data = letters.encode("utf-16-le", "surrogatepass")
    width = SHINGLE * _UTF16_BYTES
    hashes = [crc32(data[at : at + width]) for at in range(0, len(data) - width + 1, _UTF16_BYTES)]
    if not hashes:
        return Sketch(frozenset(), 0)
    return Sketch(frozenset(_window_minima(hashes)), min(hashes) % BUCKETS)


def _window_minima(hashes: list[int]) -> set[int]:
    """The smallest of every WINDOW in a row; of equal ones the last. Looks at each only when the window could change."""
    last = len(hashes) - 1
    end = min(WINDOW - 1, last)
    least = min(hashes[: end + 1])
    at = end - hashes[end::-1].index(least)
    found = {least}
    while end < last:
        entering = hashes[end + 1 : at + WINDOW]  # while the least is in the window
        if entering and min(entering) <= least:
            step = next(i for i, value in enumerate(entering) if value <= least)
            at = end = end + 1 + step
            least = hashes[at]
        elif at + WINDOW > last:
            break
        else:
            end = at + WINDOW
            inside = hashes[at + 1 : end + 1]
            least = min(inside)
            at = end - inside[::-1].index(least)
        found.add(least)
    return found


@lru_cache(maxsize=256)
def shingles(letters: str) -> frozenset[str]:
    """All shingles of a text."""
    return frozenset([letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)])


def share(one: str, two: str) -> Shares:
    """What two texts share, on all their shingles; the same from either side."""
    ones, twos = shingles(one), shingles(two)
    shared = len(ones & twos)
    return Shares(shared / max(1, len(ones)), shared / max(1, len(twos)), shared)


def common_run(one: str, two: str, least: int) -> int:
    """The longest run of letters that stands in both, if it is at least `least` long, else 0; the same from either side.

    Such a run holds a whole one of the blocks, half as long, into which a text is cut.
    """
    one, two = min(one, two), max(one, two)
    block = (least + 1) // 2
    best = done = 0
    for start in range(0, len(one) - block + 1, block):
        if start + block <= done:
            continue  # inside a run that was measured already
        at = two.find(one[start : start + block])
        for _ in range(REPEATED):
            if at < 0:
                break
            left = _same(one[:start][::-1], two[:at][::-1])
            right = _same(one[start:], two[at:])
            done = max(done, start + right)
            best = max(best, left + right)
            at = two.find(one[start : start + block], at + 1)
    return best if best >= least else 0


def _same(one: str, two: str) -> int:
    """How many letters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def all_inside(letters: str, spans: Sequence[tuple[int, int]], other: str) -> bool:
    """Whether every span of `letters` lies in a passage that `other` holds as well."""
    theirs = shingles(other)
    return all(_is_inside(letters, start, end, theirs) for start, end in spans)


def _is_inside(letters: str, start: int, end: int, theirs: frozenset[str]) -> bool:
    first = max(0, start - PASSAGE_ROUND_MENTION)
    around = letters[first : end + PASSAGE_ROUND_MENTION]
    covered = bytearray(len(around) + 1)
    for at in range(len(around) - SHINGLE + 1):
        if around[at : at + SHINGLE] in theirs:
            covered[at : at + SHINGLE] = b"\x01" * SHINGLE
    left = covered.rfind(0, 0, start - first) + 1
    right = covered.find(0, start - first)
    return right >= end - first and right - left >= end - start + PASSAGE_ROUND_MENTION
