"""Lexicon: the names that a sentence may use – outlets, themes, companies – folded. Database and configuration in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from ..config import Config
from ..text import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names that are known, folded."""

    outlets: Mapping[str, tuple[str, ...]]
    """Name, brand or alias: ids of the outlets it means. Own outlets are left out."""
    themes: Mapping[str, str]
    """Name or word: id of the theme."""
    companies: Mapping[str, str]
    """Name or alias: id of the company."""


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet that a sentence names."""

    words: str
    ids: tuple[str, ...]
    """Empty: it is not watched."""


def lexicon_of(db: Database, config: Config) -> tuple[Lexicon, dict[str, str]]:
    """(the names that are known, {folded name of an outlet: as it is written}). Own outlets are no press and left out."""
    outlets: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    rows = db.execute("select id, name, brand, aliases from outlets where own = 0").fetchall()
    for id_, name, brand, aliases in rows:
        for word in dict.fromkeys((name, brand, *json.loads(aliases or "[]"))):
            key = fold(word).text
            if len(key) > 1:
                outlets[key] = (*outlets.get(key, ()), id_)
                names.setdefault(key, word)
    themes: dict[str, str] = {}
    for theme in config.watchlist.themes:
        for word in (theme.name, *theme.any):
            themes.setdefault(fold(word).text, theme.id)
    companies = {fold(word).text: company.id for company in config.watchlist.companies for word in company.spellings}
    return Lexicon(outlets, themes, companies), names
