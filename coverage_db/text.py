"""Fold: one spelling for matching and search, with a map back to the original text. Text in, Folded out.

No network, no database, no clock.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from .garble import Edit, annotation_edits, damage_edits, is_share_of_garble, may_be_garbled
from .han import CUT, HAN, fold_table

__all__ = ["FOLD_VERSION", "HAN", "Folded", "fold", "letters"]

FOLD_VERSION = 1
"""Stored in the database; a newer one rebuilds the index and the mentions before it serves."""
MAX_ROUNDS = 8
"""Undoing one damage may show another. Real pages need two rounds."""

_MARKS = re.compile(rf"[^\W\d_{HAN}]?[{CUT}]+")
_SPACES = re.compile(rf" (?<=[{HAN}] ) *(?=[{HAN}])")


class _Stage:
    """Where the characters of one step's result come from in the text before that step."""

    __slots__ = ("at", "end", "length", "start")

    def __init__(self, edits: list[Edit]) -> None:
        self.at, self.start, self.end, self.length = array("l"), array("l"), array("l"), array("l")
        shift = 0
        for start, end, replacement in edits:
            self.at.append(start + shift)
            self.start.append(start)
            self.end.append(end)
            self.length.append(len(replacement))
            shift += len(replacement) - (end - start)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the result in the text before; empty spans stay empty."""
        first = bisect_right(self.at, start) - 1
        if start == end:
            at = self._source(first, start)[0]
            return at, at
        return self._source(first, start)[0], self._source(bisect_right(self.at, end - 1) - 1, end - 1)[1]

    def _source(self, edit: int, at: int) -> tuple[int, int]:
        if edit < 0:
            return at, at + 1
        inside = at - self.at[edit] - self.length[edit]
        if inside < 0:
            return self.start[edit], self.end[edit]
        return self.end[edit] + inside, self.end[edit] + inside + 1


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, the original, and the way back."""

    text: str
    original: str
    annotations: int = 0
    """How many characters carried a garbler's pinyin in brackets."""
    repairs: int = 0
    """How many places were put right that had lost characters."""
    _stages: tuple[_Stage, ...] = field(default=(), repr=False, compare=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """(start, end) in the original for a span of `text`. A character that was put right comes from the whole damage."""
        for stage in reversed(self._stages):
            start, end = stage.source_span(start, end)
        return start, end

    @property
    def garbled(self) -> bool:
        """Whether the original carries a garbler's annotations; a language lesson does as well (matching/mirrors.py)."""
        return is_share_of_garble(self.annotations, self.text)


@lru_cache(maxsize=4)
def fold(text: str, *, toneless: bool | None = None) -> Folded:
    """A text as it is compared: width, case, script and invisible marks made one, the garble undone.

    Character for character, but for cuts (marks that nobody sees, spaces between Han characters, 汉(hàn)) and repairs.
    Lossless: (许清瑞), (kV), (二), 重庆(chongqing) and paragraphs stay. Folding twice is folding once.
    The last few are kept: matching and stories ask for the same text one after the other.
    `toneless`: whether brackets like 汉(han) go as well; None: only where the text is garbled or holds 20 of them. Give it
    for a headline, which is too short to tell.
    """
    table = fold_table()
    folded = text.translate(table)
    if len(folded) == len(text) and not _SPACES.search(folded) and not may_be_garbled(folded):
        return Folded(folded, text)
    stages: list[_Stage] = []
    if len(folded) != len(text):
        edits = [(found.start(), found.end(), _composed(found[0])) for found in _MARKS.finditer(text)]
        folded = _edited(text, edits, stages).translate(table)
    annotations = repairs = 0
    for _ in range(MAX_ROUNDS):
        before = folded
        damage = damage_edits(folded, _origin(text, stages))
        folded = _edited(folded, damage, stages)
        cuts, annotated = annotation_edits(folded, toneless)
        folded = _edited(folded, cuts, stages)
        folded = _edited(folded, [(found.start(), found.end(), "") for found in _SPACES.finditer(folded)], stages)
        annotations += annotated
        repairs += len(damage)
        if folded == before:
            break
    return Folded(folded, text, annotations, repairs, tuple(stages))


def letters(folded: str) -> str:
    """Han characters, letters and digits of a folded text, nothing else: what stories are compared by."""
    return re.sub(r"[\W_]+", "", folded)


def _origin(text: str, stages: list[_Stage]) -> Callable[[int], str]:
    """The original character at a place of the text after `stages`."""
    partly = Folded("", text, _stages=tuple(stages))
    return lambda at: text[partly.source_span(at, at + 1)[0]]


def _edited(text: str, edits: list[Edit], stages: list[_Stage]) -> str:
    if not edits:
        return text
    pieces: list[str] = []
    done = 0
    for start, end, replacement in edits:
        pieces += (text[done:start], replacement)
        done = end
    stages.append(_Stage(edits))
    return "".join((*pieces, text[done:]))


def _composed(marked: str) -> str:
    """A letter with its combining marks as one character; marks that make none are left out."""
    kept = re.sub(r"[^\w\u0300-\u036f]", "", marked)
    if len(kept) < 2 or not kept[0].isalpha():
        return kept if kept.isalpha() else ""
    return unicodedata.normalize("NFC", kept[0].translate(fold_table()) + kept[1:])[:1]
