"""Match: which companies an article names, and how prominently. Fields in, Mentions and prominence out.

No network, no database.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..records import Mention
from .matcher import Field, Matcher, Span, has_near, inside, key, longest, outermost
from .mirrors import LOST_MARKS

PASSING_CHARACTERS = 800
"""Folded Han characters and letters from which on a single mention in the body is one in passing (CONTRACT section 4)."""
ABOUT_MENTIONS = 3
"""Mentions in the body from which on the article is about the company."""
MENTIONS_MOST = 1000
"""Of one company in one field: what comes after is the same again."""
DAMAGED_CHARACTERS = 6
"""Shorter names are not looked for with a lost character: too much else looks like them."""
SPOILT = r"[^\n]{0,4}?"
"""What may stand where a character was lost: nothing, a mark, a wrong character, the rest of an annotation."""
MARKED = rf"[{LOST_MARKS}]{{1,4}}"
"""The same where nothing but such marks shows damage: 怎么办?他说 is no damage, and another character makes another name."""
ABOUT_SHARE = 3
"""Or: one paragraph in so many mentions it."""


def company_mentions(matcher: Matcher, fields: Sequence[Field]) -> dict[int, list[Mention]]:
    """{index of the company: its mentions in reading order}. Verdicts: hit, absorbed, no_context."""
    mentions: dict[int, list[Mention]] = defaultdict(list)
    near: dict[int, bool] = {}
    for field in fields:
        spans, absorbing = _by_company(matcher, field)
        for index, found in spans.items():
            company = matcher.watchlist.companies[index]
            if index not in near:
                near[index] = has_near(company.near, fields)
            absorbed = outermost(absorbing[index])
            for start, end, spelling in longest(found)[:MENTIONS_MOST]:
                verdict = "hit" if near[index] else "no_context"
                if inside(start, end, absorbed):
                    verdict = "absorbed"
                mentions[index].append(mention("company", company.id, spelling, field, start, end, verdict))
    return dict(sorted(mentions.items()))


def add_damaged(matcher: Matcher, fields: Sequence[Field], mentions: dict[int, list[Mention]], *, marked: bool) -> None:
    """Add, verdict `damaged`, names that have lost one character, of companies that the article does not name otherwise. For
    articles that show damage only: elsewhere a name with another character is another name. `marked`: a mark must stand where
    the character was."""
    for index, company in enumerate(matcher.watchlist.companies):
        if any(found.verdict == "hit" for found in mentions.get(index, ())) or not has_near(company.near, fields):
            continue
        added = [
            mention("company", company.id, spelling, field, start, end, "damaged")
            for field in fields
            for start, end, spelling in longest(_damaged(company.spellings, field, MARKED if marked else SPOILT))
            if not inside(start, end, outermost(_taken(matcher, index, field)))
        ]
        if added:
            mentions[index] = [*mentions.get(index, ()), *added]


def _damaged(spellings: Sequence[str], field: Field, spoilt: str) -> Iterator[tuple[int, int, str]]:
    for spelling in spellings:
        word = key(spelling)
        if len(word) >= DAMAGED_CHARACTERS:
            for found in _one_lost(word, spoilt).finditer(field.folded.text):
                yield found.start(), found.end(), spelling


@lru_cache(maxsize=256)
def _one_lost(word: str, spoilt: str) -> re.Pattern[str]:
    """Finds a name with one of its characters lost or spoilt; its other characters stand as they should."""
    variants = (f"{re.escape(word[:at])}{spoilt}{re.escape(word[at + 1 :])}" for at in range(1, len(word) - 1))
    return re.compile("|".join(variants))


def _taken(matcher: Matcher, index: int, field: Field) -> list[Span]:
    return [span for word in field.found if index in matcher.not_in.get(word, ()) for span in field.found[word]]


def mention(kind: str, owner: str, alias: str, field: Field, start: int, end: int, verdict: str) -> Mention:
    """A Mention for a span of a folded field."""
    source_start, source_end = field.folded.source_span(start, end)
    return Mention(
        kind, owner, alias, field.name, field.place(start), source_start, source_end, field.snippet(start, end), verdict
    )


def prominence(mentions: Sequence[Mention], text: str, *, length: int, by_us: bool, clues: bool) -> str | None:
    """title, lead, body, round_up or passing of one company's counting mentions; None without any.

    `text`: the original text. `length`: its folded Han characters and letters. `by_us`: one of our people stands in the
    byline. `clues`: the article holds a clue of this company. The rule: CONTRACT section 4.
    """
    places = {mention.place for mention in mentions}
    if not places:
        return None
    for place in ("title", "lead"):
        if place in places:
            return place
    if by_us or len(mentions) >= ABOUT_MENTIONS or _in_a_third(mentions, text):
        return "body"
    if len(mentions) == 1 and length >= PASSING_CHARACTERS and not clues:
        return "passing"
    return "round_up"


def _in_a_third(mentions: Sequence[Mention], text: str) -> bool:
    starts = sorted(mention.start for mention in mentions)
    paragraphs = naming = position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if line.strip():
            paragraphs += 1
            naming += bisect_left(starts, position) < bisect_left(starts, end)
        position = end + 1
    return naming * ABOUT_SHARE >= paragraphs


def _by_company(matcher: Matcher, field: Field) -> tuple[dict[int, list[tuple[int, int, str]]], dict[int, list[Span]]]:
    spans: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    absorbing: dict[int, list[Span]] = defaultdict(list)
    for word, found in field.found.items():
        for index, spelling in matcher.spellings.get(word, ()):
            spans[index].extend((start, end, spelling) for start, end in found)
        for index in matcher.not_in.get(word, ()):
            absorbing[index].extend(found)
    return spans, absorbing
