"""Advice: what in coverage.toml makes numbers wrong, told from the stored articles: similar names, themes that are too wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database

from .matching.matcher import key
from .matching.similar import longer_names
from .text import fold
from .wording import say

if TYPE_CHECKING:
    from .config import Config

THEME_SHARE = 0.5
"""A theme on this part of all stored articles says nothing any more …"""
THEME_ARTICLES = 50
"""… once there are so many articles."""
MENTIONS_READ = 20_000
"""The newest mentions are looked at, no more."""


def advice(db: Database, config: Config) -> list[str]:
    """Lines for the officer, in the language of the settings: the warnings of coverage.toml, similar names with how often they
    were seen, themes that match nearly everything."""
    language = config.general.language
    lines = list(config.warnings)
    for company, name, many in similar_names(db, config):
        lines.append(say("advice.similar", language, company=company, name=name, many=many))
    articles = db["articles"].count
    for theme, many in wide_themes(db):
        lines.append(say("advice.wide_theme", language, theme=theme, many=many, articles=articles))
    return lines


def similar_names(db: Database, config: Config) -> list[tuple[str, str, int]]:
    """(id of our company, longer name, how often) of names round ours that nothing declares, most often first."""
    found = []
    for company in config.watchlist.companies:
        if company.rival:
            continue
        rows = db.execute(
            "select alias, snippet from mentions where kind = 'company' and owner = ? and verdict = 'hit' order by id desc limit ?",
            [company.id, MENTIONS_READ],
        )
        declared = {*map(key, company.spellings), *map(key, company.not_in)}
        contexts = [context for alias, snippet in rows if (context := _context(alias, snippet))]
        found += [(company.id, name, many) for name, many in longer_names(contexts, declared)]
    return sorted(found, key=lambda row: -row[2])


def wide_themes(db: Database) -> list[tuple[str, int]]:
    """(name of the theme, on how many articles) of themes on half of everything."""
    articles = db["articles"].count
    if articles < THEME_ARTICLES:
        return []
    rows = db.execute(
        "select t.name, count(*) many from article_themes a join themes t on t.id = a.theme group by t.id having many >= ?"
        " order by many desc",
        [THEME_SHARE * articles],
    )
    return [(name, many) for name, many in rows]


def _context(alias: str, snippet: str) -> tuple[str, int, int] | None:
    """A mention in its snippet: of several occurrences the one nearest to the middle."""
    text, word = fold(snippet).text, key(alias)
    places = [at for at in range(len(text)) if text.startswith(word, at)]
    if not places:
        return None
    start = min(places, key=lambda at: abs(2 * at + len(word) - len(text)))
    return text, start, start + len(word)
