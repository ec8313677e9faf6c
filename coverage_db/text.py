"""Fold: one spelling for matching and search, with a map back to the original text. Text in, Folded out.

No network, no database, no clock.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

FOLD_VERSION = 1
"""Stored in the database; a newer one rebuilds the index and the mentions before it serves."""

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
"""Han characters, for use inside a character class."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `shifts` are (offset in `text`, how far the original is ahead from there on), ascending."""

    text: str
    original: str
    shifts: tuple[tuple[int, int], ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """(start, end) in the original for a span of `text`."""
        if start == end:
            first = self._source(start)
            return first, first
        return self._source(start), self._source(end - 1) + 1

    def _source(self, offset: int) -> int:
        ahead = 0
        for at, shift in self.shifts:
            if at > offset:
                break
            ahead = shift
        return offset + ahead


def fold(text: str) -> Folded:
    """Width and case folded, one character for one."""
    out = []
    for c in text:
        n = unicodedata.normalize("NFKC", c).casefold()
        out.append(n if len(n) == 1 else c)
    return Folded("".join(out), text)


def letters(folded: str) -> str:
    """Han characters, letters and digits of a folded text, nothing else: what stories are compared by."""
    return re.sub(r"[\W_]+", "", folded)
