"""Look: every watched spelling and word at once in one field of an article. Folded text in, spans out.

Matches overlap: leftmost-longest would lose a short name inside a longer one, and absorption is declared, never implied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from ..records import Article
from ..text import Folded, fold
from .watchlist import Watchlist

SNIPPET_CHARACTERS = 30
"""Folded characters shown on each side of a mention."""

Span = tuple[int, int]


class Field(NamedTuple):
    """One field of an article, folded, with what was found in it."""

    name: str
    """title, kicker, subtitle or text."""
    folded: Folded
    found: dict[str, list[Span]]
    """Folded word -> its spans in `folded.text`, ascending."""
    lead_end: int
    """Where the first paragraph of the text ends; 0 in a headline."""

    def place(self, start: int) -> str:
        """title, lead or body for a hit that starts at `start`."""
        if self.name != "text":
            return "title"
        return "lead" if start < self.lead_end else "body"

    def snippet(self, start: int, end: int) -> str:
        """Original characters around a span, within its paragraph."""
        text = self.folded.text
        left = max(text.rfind("\n", 0, start) + 1, start - SNIPPET_CHARACTERS)
        newline = text.find("\n", end, end + SNIPPET_CHARACTERS)
        right = newline if newline >= 0 else min(len(text), end + SNIPPET_CHARACTERS)
        begin, stop = self.folded.source_span(left, right)
        return self.folded.original[begin:stop].strip()


class Matcher:
    """A watchlist made ready: one automaton over all folded words, and what each word stands for."""

    def __init__(self, watchlist: Watchlist) -> None:
        self.watchlist = watchlist
        self.spellings: dict[str, list[tuple[int, str]]] = defaultdict(list)
        """Folded spelling -> (index of the company, spelling as configured)."""
        self.not_in: dict[str, list[int]] = defaultdict(list)
        """Folded longer name -> indexes of the companies whose spellings it absorbs."""
        self.persons: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.slogans: dict[str, list[str]] = defaultdict(list)
        self.places: dict[str, list[str]] = defaultdict(list)
        for index, company in enumerate(watchlist.companies):
            for spelling in company.spellings:
                self.spellings[key(spelling)].append((index, spelling))
            for longer in company.not_in:
                self.not_in[key(longer)].append(index)
        for index, person in enumerate(watchlist.persons):
            for spelling in person.spellings:
                self.persons[key(spelling)].append((index, spelling))
        for slogan in watchlist.slogans:
            for variant in _punctuated(key(slogan.text)):
                self.slogans[variant].append(slogan.text)
        for place in watchlist.places:
            self.places[key(place.name)].append(place.name)
        words = {*map(key, watchlist.words()), *self.slogans}
        self._words = sorted(words - {""})
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard) if self._words else None
        self._bordered = [_is_latin(word[0]) or _is_latin(word[-1]) for word in self._words]

    def find(self, text: str) -> dict[str, list[Span]]:
        """{word: spans} of all watched words in a folded text. A Latin or digit end of a word stands at a word border."""
        found: dict[str, list[Span]] = {}
        if self._automaton is None:
            return found
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if self._bordered[index] and _cuts_word(text, start, end):
                continue
            found.setdefault(self._words[index], []).append((start, end))
        return found

    def fields(self, article: Article) -> list[Field]:
        """The headlines and the text of an article, folded and looked through. What one of them shows of a garble without
        tones holds for all: a headline alone is too short to tell."""
        text = fold(article.text)
        fields = []
        for name, value in (("title", article.title), ("kicker", article.kicker), ("subtitle", article.subtitle)):
            if value or name == "title":
                folded = fold(value, toneless=text.garbled or None)
                fields.append(Field(name, folded, self.find(folded.text), 0))
        fields.append(Field("text", text, self.find(text.text), _lead_end(text.text)))
        return fields


@lru_cache(maxsize=16)
def compile_watchlist(watchlist: Watchlist) -> Matcher:
    """The matcher of a watchlist, made once."""
    return Matcher(watchlist)


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The folded form of a configured word, by which it is looked for."""
    return fold(word).text.strip()


def has_near(near: Iterable[str], fields: Iterable[Field]) -> bool:
    """Whether one of the `near` words stands in the article; True when none is asked for."""
    wanted = [key(word) for word in near]
    return not wanted or any(word in field.found for field in fields for word in wanted)


def longest(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of overlapping (start, end, spelling) the longest, else the first; ascending."""
    kept: list[tuple[int, int, str]] = []
    ordered = sorted(spans, key=lambda span: (span[0] - span[1], span[0]))
    if len(ordered) < 2:
        return ordered
    taken = bytearray(max(end for _, end, _ in ordered))
    for start, end, spelling in ordered:
        if 1 not in taken[start:end]:
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, spelling))
    return sorted(kept)


def inside(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether a span lies in one of `spans`, which are ascending and end in the same order (see `outermost`)."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Spans without those that lie in another, ascending: their ends ascend as well."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def contains(longer: str, shorter: str) -> bool:
    """Whether one configured name holds another, folded, without being it."""
    return key(shorter) in key(longer) and key(shorter) != key(longer)


def _lead_end(text: str) -> int:
    first = re.search(r"[^\n]*\S[^\n]*", text)
    return first.end() if first else 0


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"


def _cuts_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])
    return before or (end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end]))


SLOGAN_MARKS = ("、", ",", " ", "", ";", "·")
MAX_VARIED_MARKS = 2


def _punctuated(slogan: str) -> set[str]:
    """A slogan with the marks between its parts as newspapers vary them (党旗飘一线、战疫冲在前 · 党旗飘一线 战疫冲在前)."""
    parts = [part for part in re.split(r"[^\w]+", slogan) if part]
    marks = len(parts) - 1
    if not 0 < marks <= MAX_VARIED_MARKS:
        return {slogan}
    joined = {
        "".join(a + b for a, b in zip(parts, (*chosen, ""), strict=True))
        for chosen in product(SLOGAN_MARKS, repeat=marks)
    }
    return joined | {slogan}
