"""Clues: hits that do not name the company: a person, a slogan, a place. Fields and bylines in, Mentions out.

No network, no database.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Article, Mention
from .matcher import Field, Matcher, has_near, key, longest
from .names import MENTIONS_MOST, mention
from .watchlist import Person

KINDS_ENOUGH = 2
"""So many kinds of clues make an article a candidate; one slogan does as well (CONTRACT section 4)."""


def clue_mentions(matcher: Matcher, article: Article, fields: Sequence[Field]) -> list[Mention]:
    """Persons, slogans and places of an article. Verdicts: hit, no_context, out_of_time.

    A person with a role is one of our writers and a clue only in a byline; a person without one is a clue in headline,
    text and byline.
    """
    mentions: list[Mention] = []
    for field in fields:
        for index, person in enumerate(matcher.watchlist.persons):
            if person.role is None:
                spans = _spans(matcher.persons, index, field)
                verdict = _verdict(person, article, fields) if spans else ""
                mentions += [
                    mention("person", person.name, s, field, a, b, verdict) for a, b, s in spans[:MENTIONS_MOST]
                ]
        for kind, table in (("slogan", matcher.slogans), ("place", matcher.places)):
            for word, found in field.found.items():
                for owner in table.get(word, ()):
                    mentions += [
                        mention(kind, owner, owner, field, start, end, "hit") for start, end in found[:MENTIONS_MOST]
                    ]
    return mentions + _in_bylines(matcher, article, fields)


def enough(mentions: Sequence[Mention]) -> bool:
    """Whether clues alone make a candidate: two kinds, or one slogan."""
    kinds = {mention.kind for mention in mentions if mention.verdict == "hit"}
    return "slogan" in kinds or len(kinds) >= KINDS_ENOUGH


def by_our_people(mentions: Sequence[Mention]) -> bool:
    """Whether one of the watched persons stands in the byline."""
    return any(mention.field == "byline" and mention.verdict == "hit" for mention in mentions)


def _spans(table: dict[str, list[tuple[int, str]]], index: int, field: Field) -> list[tuple[int, int, str]]:
    spans = [
        (start, end, spelling)
        for word, found in field.found.items()
        for owner, spelling in table.get(word, ())
        if owner == index
        for start, end in found
    ]
    return longest(spans)


def _in_bylines(matcher: Matcher, article: Article, fields: Sequence[Field]) -> list[Mention]:
    mentions = []
    for byline in article.bylines:
        for index, spelling in matcher.persons.get(key(byline.name), ()):
            person = matcher.watchlist.persons[index]
            verdict = _verdict(person, article, fields)
            name = byline.name
            mentions.append(Mention("person", person.name, spelling, "byline", "byline", 0, len(name), name, verdict))
    return list(dict.fromkeys(mentions))


def _verdict(person: Person, article: Article, fields: Sequence[Field]) -> str:
    day = article.published[:10] if article.published else None
    if day and ((person.from_ and day < person.from_) or (person.to and day > person.to)):
        return "out_of_time"
    return "hit" if has_near(person.near, fields) else "no_context"
