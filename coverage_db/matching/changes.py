"""Changes: what to look at again after the watchlist has changed. Two watchlists in, words out. No network, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .matcher import compile_watchlist, key
from .watchlist import Company, Theme, Watchlist


@dataclass(frozen=True, slots=True)
class Changes:
    """Every article that one of two watchlists judges otherwise than the other holds one of these."""

    words: frozenset[str]
    """Folded words, in title or text."""
    names: frozenset[str]
    """Names in a byline, folded."""


def changes(old: Watchlist, new: Watchlist) -> Changes:
    """What the two differ in."""
    words: set[str] = set()
    for before, after in _pairs(old.companies, new.companies):
        words |= _company_words(before, after)
    persons = set(old.persons) ^ set(new.persons)
    same_ours = (old.ours and old.ours.id) == (new.ours and new.ours.id)
    if not same_ours:  # clues belong to the first company that is no rival
        persons |= {*old.persons, *new.persons}
        words |= _clue_words(old) | _clue_words(new)
        words |= {word for company in (old.ours, new.ours) if company for word in company.spellings}
    words |= {spelling for person in persons for spelling in person.spellings}
    words |= _clue_words(old) ^ _clue_words(new)
    for before, after in _pairs(old.themes, new.themes):
        words |= _theme_words(before, after)
    words |= set(old.notices) ^ set(new.notices)
    words |= set(old.attention) ^ set(new.attention)
    names = {spelling for person in persons for spelling in person.spellings}
    return Changes(frozenset(map(key, words)) - {""}, frozenset(map(key, names)) - {""})


def _pairs(old: Iterable[Company | Theme], new: Iterable[Company | Theme]) -> list[tuple[object, object]]:
    before, after = ({item.id: item for item in items} for items in (old, new))
    return [(before.get(id_), after.get(id_)) for id_ in {**before, **after}]


def _company_words(before: object, after: object) -> set[str]:
    both = [company for company in (before, after) if isinstance(company, Company)]
    words = [{*company.spellings, *company.not_in} for company in both]
    if len(both) == 2:
        same = [replace(company, name="", short="", aliases=(), not_in=()) for company in both]
        if same[0] == same[1] and both[0].spellings == both[1].spellings and both[0].not_in == both[1].not_in:
            return set()
        if same[0] == same[1]:
            kinds = [
                {(spelling, "name") for spelling in c.spellings} | {(longer, "not in") for longer in c.not_in}
                for c in both
            ]
            return {word for word, _ in kinds[0] ^ kinds[1]}
    return set().union(*words)


def _theme_words(before: object, after: object) -> set[str]:
    both = [theme for theme in (before, after) if isinstance(theme, Theme)]
    if len(both) == 2 and replace(both[0], name="") == replace(both[1], name=""):
        return set()
    return {word for theme in both for word in (theme.any or theme.all)}


def _clue_words(watchlist: Watchlist) -> set[str]:
    return {*compile_watchlist(watchlist).slogans, *(place.name for place in watchlist.places)}
