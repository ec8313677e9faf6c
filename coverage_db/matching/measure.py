"""Measure: what two texts share, exactly: part of their shingles, longest common run, mentions in shared passages.

Letters in (folded, nothing else), numbers out. Every answer depends on the two texts alone. No database.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

SHINGLE = 5
"""Letters that are compared as one."""
PASSAGE_ROUND_MENTION = 10
"""A mention lies in a shared passage when the passage is this much longer than the mention: a name alone is shared by all."""
REPEATED = 16
"""So many places of one block are looked at: a text of one repeated word is no passage."""


class Shares(NamedTuple):
    """What two texts share."""

    share_of_one: float
    """Part of the first text's shingles that stand in the second, 0 … 1."""
    share_of_two: float
    shared: int
    """How many different shingles stand in both."""


@lru_cache(maxsize=64)
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
