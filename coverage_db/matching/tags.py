"""Tag: everything that the rules say of one article: mentions, candidates, themes, notice, attention, garble.

Article in, Tags out. Readable in one function. No network, no database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Article, Mention
from ..text import Folded
from . import clues, mirrors, names, themes
from .matcher import Matcher, compile_watchlist
from .watchlist import Watchlist


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an article is to one company: a row of the table `candidates`."""

    company: str
    prominence: str | None
    """title, lead, body, round_up, passing; None when no mention counts."""
    not_us: bool
    """Its only company hits were absorbed by `not_in` or failed `near`."""
    clues_only: bool
    """No company mention, but clues enough: it waits."""
    damaged: bool
    """Only a damaged spelling was found: it waits."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What intake writes of an article."""

    mentions: tuple[Mention, ...]
    themes: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    notice: bool
    attention: tuple[str, ...]
    garbled: bool
    damaged: bool
    """The text shows damage: garble, or characters lost in a conversion."""
    length: int
    """Folded Han characters and letters of the text."""
    text: Folded
    """The folded text, for the index."""


def match(article: Article, watchlist: Watchlist | Matcher) -> list[Mention]:
    """The mentions of an article: companies in the order of the watchlist, then clues; each in reading order."""
    return list(tag(article, watchlist).mentions)


def tag(article: Article, watchlist: Watchlist | Matcher) -> Tags:
    """Everything that the rules of CONTRACT section 4 say of one article."""
    matcher = watchlist if isinstance(watchlist, Matcher) else compile_watchlist(watchlist)
    fields = matcher.fields(article)
    text = fields[-1].folded
    length = count_letters(text.text)
    damaged = mirrors.shows_damage(text)
    companies = names.company_mentions(matcher, fields)
    if damaged:
        names.add_damaged(matcher, fields, companies, marked=not mirrors.is_damaged(text))
    hints = clues.clue_mentions(matcher, article, fields)
    return Tags(
        mentions=(*(mention for found in companies.values() for mention in found), *hints),
        themes=themes.themes_of(matcher.watchlist, fields),
        candidates=_candidates(matcher.watchlist, article, companies, hints, length),
        notice=themes.is_notice(matcher.watchlist, fields),
        attention=themes.attention_words(matcher.watchlist, fields),
        garbled=mirrors.is_garbled(text),
        damaged=damaged,
        length=length,
        text=text,
    )


def count_letters(folded: str) -> int:
    """Han characters and letters of a folded text, digits not among them."""
    return sum(map(len, re.findall(r"[^\W\d_]+", folded)))


def _candidates(
    watchlist: Watchlist, article: Article, companies: dict[int, list[Mention]], hints: list[Mention], length: int
) -> tuple[Candidate, ...]:
    rows = []
    ours = watchlist.ours
    by_us = clues.by_our_people(hints)
    any_clue = any(mention.verdict == "hit" for mention in hints)
    for index, company in enumerate(watchlist.companies):
        found = companies.get(index, [])
        hits = [mention for mention in found if mention.verdict in ("hit", "damaged")]
        clues_only = company is ours and not hits and clues.enough(hints)
        if not found and not clues_only:
            continue
        rows.append(
            Candidate(
                company.id,
                names.prominence(
                    hits,
                    article.text,
                    length=length,
                    by_us=by_us and not company.rival,
                    clues=any_clue and company is ours,
                ),
                not_us=bool(found) and not hits,
                clues_only=clues_only,
                damaged=bool(hits) and all(mention.verdict == "damaged" for mention in hits),
            )
        )
    return tuple(rows)
