"""Themes: what an article is about, decided by words; routine notices and words for the officer's eye as well.

Fields in, ids and words out. No network, no database.
"""

from __future__ import annotations

from collections.abc import Sequence

from .matcher import Field, key
from .watchlist import Theme, Watchlist


def themes_of(watchlist: Watchlist, fields: Sequence[Field]) -> tuple[str, ...]:
    """Ids of the themes of an article, in the order of the watchlist. A hit in a headline or the text is the same."""
    present = {word for field in fields for word in field.found}
    return tuple(theme.id for theme in watchlist.themes if _holds(theme, present))


def is_notice(watchlist: Watchlist, fields: Sequence[Field]) -> bool:
    """Whether the title holds a word of [notices]."""
    titles = [field for field in fields if field.name == "title"]
    return any(key(word) in field.found for field in titles for word in watchlist.notices)


def attention_words(watchlist: Watchlist, fields: Sequence[Field]) -> tuple[str, ...]:
    """The words of [attention] in headline or text, as configured. They decide nothing."""
    return tuple(word for word in watchlist.attention if any(key(word) in field.found for field in fields))


def _holds(theme: Theme, present: set[str]) -> bool:
    if any(key(word) in present for word in theme.none):
        return False
    if not all(key(word) in present for word in theme.all):
        return False
    return any(key(word) in present for word in theme.any) if theme.any else bool(theme.all)
