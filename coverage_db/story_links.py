"""Story links: which stored texts share a passage with a new one, measured and kept. Within the caller's transaction.

Order of arrival leaves no trace: whether a pair is looked at depends on the two texts and on how many others speak of companies
in the same words (sketches.py).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from sqlite_utils import Database

from . import sketches
from .matching.links import DOUBTFUL_RUN, DOUBTFUL_SHARE, EXCERPT_RUN, EXCERPT_SHARE, REPRINT_OF_COPY, Link, compared
from .matching.measure import SHINGLE, all_inside, common_run, share
from .matching.sketch import round_mentions, sketch
from .text import fold, letters

Places = Mapping[int, Sequence[tuple[int, int]]]
"""{article: where its text names a company}, in place of what the table of mentions says."""


class Text(NamedTuple):
    """A stored text as it is compared."""

    article: int
    original: str
    letters: str


class Found(NamedTuple):
    """A stored article to be measured against a text."""

    article: int
    alike: bool
    """It could be the same story."""
    passage: bool
    """It speaks of a company in the same words, which are not common."""


class Renewal(NamedTuple):
    """What to write after mentions have changed."""

    articles: set[int]
    """Those whose passages are replaced."""
    blocks: dict[int, frozenset[int]]
    """What stands beside the mentions of some articles now."""
    rows: list[tuple[str, Link]]


def add_links(db: Database, article: int, text: str, compared_letters: str) -> set[int]:
    """Sketch a new article and keep its links; returns other articles that have lost one. The first article with a text
    stands for all that have the same; a text that joins a story is not measured against the members that another one joins
    it to: whatever came out would change nothing (but see `bridge`)."""
    if not compared_letters or _representative(db, article) is not None:
        return set()
    alike, parted = sketches.add(db, article, sketch(compared_letters))
    text_ = Text(article, text, compared_letters)
    passages, lost = _add_passages(db, text_)
    lost |= _part(db, parted)
    found = [Found(other, True, other in passages) for other in alike]
    found += [Found(other, False, True) for other in sorted(passages.difference(alike))]
    part = _whole_parts(db, [each.article for each in found])
    joined: set[int] = set()
    for each in found:
        if part[each.article] not in joined and _keep(db, text_, each):
            joined.add(part[each.article])
    return lost


def _add_passages(db: Database, text: Text) -> tuple[set[int], set[int]]:
    """(the articles that share a passage, those that have lost one because it has become common)."""
    spans = _spans(db, text, {})
    if not spans:
        return set(), set()
    passages, common = sketches.add_blocks(db, text.article, round_mentions(text.letters, spans))
    if not common:
        return passages, set()
    rows = db.conn.execute(
        "with holders as materialized"
        " (select distinct article held from json_each(?) cross join sketch_blocks on hash = value)"
        " select held from holders cross join story_links on article = held where kind = 'passage'"
        " union select held from holders cross join story_links on other = held where kind = 'passage'",
        (json.dumps(common),),
    )
    lost = {row[0] for row in rows}
    write_renewal(db, _measured_anew(db, lost, sketches.Holders(db, {}), {}))
    return passages, lost


def _part(db: Database, pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Take links away that rested on what is common now; the articles of their stories."""
    if not pairs:
        return set()
    db.conn.executemany("delete from story_links where article = ? and other = ?", pairs)
    rows = db.conn.execute(
        "select id from articles where story in (select story from articles where id in (select value from json_each(?)))",
        (json.dumps([article for pair in pairs for article in pair]),),
    )
    stories = {row[0] for row in rows}
    bridge(db, stories)
    return stories


def forget(db: Database, article: int) -> None:
    """Take an article whose text is to be given up out of the search for similar texts; what was measured stays."""
    if db.conn.execute("select 1 from sketches where article = ?", (article,)).fetchone() is not None:
        sketches.remove(db, article)


def renewal(db: Database, articles: Iterable[int], places: Places) -> Renewal:
    """Look for passages again, for these articles name companies at other `places` now. Reads only."""
    stand_for = dict(places)
    for article, spans in places.items():
        stand_for[_representative(db, article) or article] = spans
    blocks = {}
    for article in _representatives(db, articles):
        text = _read(db, article)
        blocks[article] = round_mentions(text.letters, _spans(db, text, stand_for))
    holders = sketches.Holders(db, blocks)
    return _measured_anew(db, blocks.keys() | holders.turned(), holders, stand_for)


def _measured_anew(db: Database, articles: Collection[int], holders: sketches.Holders, places: Places) -> Renewal:
    rows: dict[tuple[int, int], tuple[str, Link] | None] = {}
    for article in articles:
        linked = _links_of(db, article)
        others = {*linked, *holders.sharing(article)}
        text = _read(db, article) if others else None
        for other in others:
            pair = min(article, other), max(article, other)
            if text and pair not in rows:
                rows[pair] = _measured(db, text, Found(other, other in linked, True), places)
    return Renewal(set(articles), dict(holders.fresh), [row for row in rows.values() if row])


def write_renewal(db: Database, renewed: Renewal) -> set[int]:
    """Put what a renewal has found in place of what was; the articles whose links may be others now."""
    for article, blocks in renewed.blocks.items():
        sketches.write_blocks(db, article, blocks)
    for article in renewed.articles:
        db.conn.execute("delete from story_links where article = ? and kind = 'passage'", (article,))
        db.conn.execute("delete from story_links where other = ? and kind = 'passage'", (article,))
    for kind, link in renewed.rows:
        _write(db, kind, link)
    return renewed.articles


def bridge(db: Database, articles: Iterable[int]) -> None:
    """Measure these articles, once of one story, against each other until they are joined again or every pair is known:
    some pairs were left out because a third article, now gone from among them, joined them."""
    texts = {article: _read(db, article) for article in _representatives(db, articles)}
    part = _whole_parts(db, list(texts))
    for one, two in combinations(texts, 2):
        if part[one] == part[two] or two in _links_of(db, one):
            continue
        if _keep(db, texts[one], Found(two, sketches.are_alike(db, one, two), False)):
            _unite(part, one, two)
    holders = sketches.Holders(db, {})
    for article, text in texts.items():
        for other in holders.sharing(article):
            _keep(db, text, Found(other, False, True))


def _whole_parts(db: Database, articles: list[int]) -> dict[int, int]:
    """{article: its part}: articles of one part are one story whichever of them came first, by links among them alone. Nobody
    holds the others together whom an officer has split off."""
    part = {article: article for article in articles}
    if len(articles) < 2:
        return part
    rows = db.conn.execute(
        "select article, other from story_links where article in (select value from json_each(:ids))"
        " and other in (select value from json_each(:ids)) and min(share_of_article, share_of_other) >= :whole"
        " and not exists (select 1 from decisions d where d.action = 'split' and d.article in (story_links.article, other))",
        {"ids": json.dumps(articles), "whole": REPRINT_OF_COPY},
    ).fetchall()
    for one, two in rows:
        _unite(part, one, two)
    return part


def _unite(part: dict[int, int], one: int, two: int) -> None:
    old, new = part[one], part[two]
    if old != new:
        for article, of in part.items():
            if of == old:
                part[article] = new


def _keep(db: Database, text: Text, found: Found) -> bool:
    """Measure two texts and keep what says something. True when they are one story whichever of them came first."""
    row = _measured(db, text, found, {})
    if row is None:
        return False
    _write(db, *row)
    return min(row[1].share_of_article, row[1].share_of_other) >= REPRINT_OF_COPY


def _measured(db: Database, one: Text, found: Found, places: Places) -> tuple[str, Link] | None:
    """("alike" or "passage", link) of two texts; None when what they share says nothing. What costs more is measured only where
    it could decide something."""
    two = _read(db, found.article)
    inside = (False, False) if found.alike else _inside(db, one, two, places)
    if not found.alike and not any(inside):
        return None
    shares = share(one.letters, two.letters)
    low, high = sorted(shares[:2])
    if low >= REPRINT_OF_COPY and found.alike:
        return "alike", _ordered(Link(one.article, two.article, *shares, 0))
    if found.alike:
        inside = _inside(db, one, two, places)
    if low >= DOUBTFUL_SHARE:
        run = common_run(one.letters, two.letters, int(DOUBTFUL_RUN * shares.shared) + SHINGLE)
        return ("alike", _ordered(Link(one.article, two.article, *shares, run, *inside))) if found.alike else None
    run = common_run(one.letters, two.letters, EXCERPT_RUN) if high < EXCERPT_SHARE else 0
    if not found.passage or not any(inside) or (high < EXCERPT_SHARE and run < EXCERPT_RUN):
        return None
    return "passage", _ordered(Link(one.article, two.article, *shares, run, *inside))


def _inside(db: Database, one: Text, two: Text, places: Places) -> tuple[bool, bool]:
    """For each of the two: it names a company, and only in passages that the other holds; the other names one as well."""
    ours, theirs = _spans(db, one, places), _spans(db, two, places)
    if not ours or not theirs:
        return False, False
    return all_inside(one.letters, ours, two.letters), all_inside(two.letters, theirs, one.letters)


def _ordered(link: Link) -> Link:
    return link if link.article < link.other else link.turned()


def _write(db: Database, kind: str, link: Link) -> None:
    db.conn.execute(
        "insert or replace into story_links (kind, article, other, share_of_article, share_of_other, shared, common_run,"
        " article_inside, other_inside) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (kind, *link),
    )


def _links_of(db: Database, article: int) -> list[int]:
    """The articles that were measured as alike."""
    rows = db.conn.execute(
        "select other from story_links where article = :a and kind = 'alike'"
        " union select article from story_links where other = :a and kind = 'alike'",
        {"a": article},
    )
    return [row[0] for row in rows]


def _representatives(db: Database, articles: Iterable[int]) -> list[int]:
    found = {_representative(db, article) for article in articles}
    return sorted(article for article in found if article is not None)


def _representative(db: Database, article: int) -> int | None:
    """The article that stands for all with this text; None when there is none with a sketch."""
    row = db.conn.execute(
        "select t.id from articles a join articles t on t.text_hash = a.text_hash"
        " where a.id = ? and a.text_hash <> '' and exists (select 1 from sketches s where s.article = t.id) limit 1",
        (article,),
    ).fetchone()
    return row[0] if row else None


def _read(db: Database, article: int) -> Text:
    title, text = db.conn.execute(
        "select title, text from articles join article_texts on article = id where id = ?", (article,)
    ).fetchone()
    return Text(article, text, compared(title, text))


def _places(db: Database, article: int, places: Places) -> Sequence[tuple[int, int]]:
    """Where the original text of an article names a company."""
    if article in places:
        return places[article]
    return db.conn.execute(
        "select start, \"end\" from mentions where article = ? and kind = 'company' and field = 'text'"
        " and verdict in ('hit', 'damaged') order by start",
        (article,),
    ).fetchall()


def _spans(db: Database, text: Text, places: Places) -> Sequence[tuple[int, int]]:
    """The same places in the letters that are compared."""
    named = _places(db, text.article, places)
    return _spans_in_letters(text.original, len(text.letters), tuple(named)) if named else ()


@lru_cache(maxsize=64)
def _spans_in_letters(
    original: str, compared_letters: int, named: Sequence[tuple[int, int]]
) -> Sequence[tuple[int, int]]:
    folded = fold(original)
    letters_before: dict[int, int] = {}
    done = many = 0
    for at in sorted({at for span in named for at in span}):
        here = bisect_left(range(len(folded.text)), at, key=lambda i: folded.source_span(i, i + 1)[0])
        many += len(letters(folded.text[done:here]))
        letters_before[at], done = many, here
    headline = max(0, compared_letters - many - len(letters(folded.text[done:])))  # stands before a short text
    return [(headline + letters_before[start], headline + letters_before[end]) for start, end in named]
