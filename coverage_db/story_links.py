"""Story links: which stored texts share a passage with a new one, measured and kept. Within the caller's transaction.

Order of arrival leaves no trace: whether a pair is looked at depends on the two texts, and a hash that many different texts
hold (a legal note, a company's self-description) links none of them, the early ones neither.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import ceil
from typing import NamedTuple

from sqlite_utils import Database

from .matching.sketch import SHINGLE, all_inside, common_run, share, sketch
from .matching.stories import DOUBTFUL_RUN, DOUBTFUL_SHARE, EXCERPT_RUN, EXCERPT_SHARE, REPRINT_OF_COPY, Link, compared
from .text import Folded, fold, letters

COMMON_TEXTS = 30
"""A hash that more different texts hold is common: it says nothing of a passage."""
ALIKE = 0.2
"""Two texts that could be one story share this part of the longer sketch (shares of .35 and more are asked for)."""
PASSAGE_HASHES = 2
"""So many uncommon hashes in common are a passage (any run of 80 letters holds two), …"""
PHRASE_HASHES = 2
"""… with so many common ones besides, for a name and a set phrase, or no more than uncommon ones: those at the edges of a common
passage are always uncommon."""

Places = Mapping[int, Sequence[tuple[int, int]]]
"""{article: where its text names a company}, in place of what the table of mentions says."""


class Text(NamedTuple):
    """A stored text as it is compared."""

    article: int
    original: str
    letters: str


class Found(NamedTuple):
    """A stored article that shares hashes with a text."""

    article: int
    alike: bool
    """It could be the same story."""
    passage: bool
    """It shares a passage that is not common."""


class Renewal(NamedTuple):
    """Links to write after mentions have changed."""

    articles: list[int]
    """Those whose passages are replaced."""
    rows: list[tuple[str, Link]]


def add_links(db: Database, article: int, text: str, compared_letters: str) -> set[int]:
    """Sketch a new article and keep its links; returns other articles that have lost one. The first article with a text
    stands for all that have the same; a text that joins a story is not measured against the members that another one joins
    it to: whatever came out would change nothing (but see `bridge`)."""
    if not compared_letters or _representative(db, article) is not None:
        return set()
    drawn = sketch(compared_letters)
    hashes = array("I", sorted(drawn.hashes))
    db.conn.execute("insert into sketches values (?, ?)", (article, hashes.tobytes()))
    db.conn.executemany("insert into sketch values (?, ?, ?)", [(hash_, drawn.bucket, article) for hash_ in hashes])
    lost = _note_common(db, drawn.hashes)
    text_ = Text(article, text, compared_letters)
    sharing = _sharing(db, article, drawn.hashes, passages=bool(_places(db, article, {})))
    part = _whole_parts(db, [found.article for found in sharing])
    joined: set[int] = set()
    for found in sharing:
        if part[found.article] not in joined and _keep(db, text_, found):
            joined.add(part[found.article])
    return lost


def forget(db: Database, article: int) -> None:
    """Take an article whose text is given up out of the search for similar texts; what was measured stays."""
    db.conn.execute("delete from sketch where article = ?", (article,))
    db.conn.execute("delete from sketches where article = ?", (article,))


def renewal(db: Database, articles: Iterable[int], places: Places) -> Renewal:
    """Look for excerpts again, for these articles name companies at other `places` now. Reads only."""
    renewed = Renewal(_representatives(db, articles), [])
    stand_for = dict(places)
    for article, spans in places.items():
        stand_for[_representative(db, article) or article] = spans
    for article in renewed.articles:
        text = _read(db, article)
        linked = _links_of(db, article, "kind = 'alike'")
        others = [other for other in _passages(db, article, _hashes(db, article)) if other not in linked]
        for found in (
            *(Found(other, True, False) for other in linked),
            *(Found(other, False, True) for other in others),
        ):
            row = _measured(db, text, found, stand_for)
            renewed.rows.extend([row] if row else [])
    return renewed


def write_renewal(db: Database, renewed: Renewal) -> None:
    """Put the links of a renewal in place of the old ones."""
    for article in renewed.articles:
        db.conn.execute("delete from story_links where kind = 'passage' and ? in (article, other)", (article,))
    for kind, link in renewed.rows:
        _write(db, kind, link)


def bridge(db: Database, articles: Iterable[int]) -> None:
    """Measure these articles, once of one story, against each other until they are joined again or every pair is known:
    some pairs were left out because a third article, now gone from among them, joined them."""
    texts = {article: _read(db, article) for article in _representatives(db, articles)}
    part = _whole_parts(db, list(texts))
    for one, two in combinations(texts, 2):
        if part[one] != part[two] and two not in _links_of(db, one, "kind = 'alike'"):
            found = Found(two, _are_alike(_hashes(db, one), _hashes(db, two)), False)
            if _keep(db, texts[one], found):
                _unite(part, one, two)
    for article, text in texts.items():
        for other in _passages(db, article, _hashes(db, article)):
            _keep(db, text, Found(other, False, True))


def _sharing(db: Database, article: int, hashes: frozenset[int], *, passages: bool = True) -> list[Found]:
    """The stored articles that share enough hashes, most alike first; `passages`: those that share a passage only as well.

    A few common hashes are left out of the search: what could be the same story shares others as well. Not so many that one
    shared hash would do, for the whole sketch is read of whatever is found.
    """
    common = _common(db, hashes)
    need = ceil(ALIKE * len(hashes))
    left_out = set(sorted(common)[: (need - 1) // 2])
    rows = db.conn.execute(
        "select article from (select article, 1 rare from sketch where hash in (select value from json_each(?))"
        " union all select article, 0 from sketch where hash in (select value from json_each(?)))"
        " where article <> ? group by article having count(*) >= ? or (? and sum(rare) >= ?) order by count(*) desc, article",
        (
            json.dumps(list(hashes - common)),
            json.dumps(list(common - left_out)),
            article,
            need - len(left_out),
            passages,
            PASSAGE_HASHES,
        ),
    ).fetchall()
    sharing = []
    for (other,) in rows:
        theirs = _hashes(db, other)
        shared = hashes & theirs
        found = Found(other, _are_alike(hashes, theirs), passages and _is_passage(shared, common))
        if found.alike or found.passage:
            sharing.append(found)
    return sharing


def _passages(db: Database, article: int, hashes: frozenset[int]) -> list[int]:
    """The stored articles that share a passage which is not common."""
    common = _common(db, hashes)
    rows = db.conn.execute(
        "select article from sketch where hash in (select value from json_each(?)) and article <> ?"
        " group by article having count(*) >= ? order by article",
        (json.dumps(list(hashes - common)), article, PASSAGE_HASHES),
    ).fetchall()
    return [other for (other,) in rows if _is_passage(hashes & _hashes(db, other), common)]


def _is_passage(shared: frozenset[int], common: frozenset[int]) -> bool:
    uncommon = len(shared - common)
    return uncommon >= PASSAGE_HASHES and len(shared) - uncommon <= max(PHRASE_HASHES, uncommon)


def _are_alike(one: frozenset[int], two: frozenset[int]) -> bool:
    return len(one & two) >= ALIKE * max(len(one), len(two))


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


def _common(db: Database, hashes: frozenset[int]) -> frozenset[int]:
    rows = db.conn.execute(
        "select hash from sketch_common where hash in (select value from json_each(?))", (json.dumps(list(hashes)),)
    )
    return frozenset(row[0] for row in rows)


def _note_common(db: Database, hashes: frozenset[int]) -> set[int]:
    """Remember hashes that have become common, and take away the passages that rested on them; their articles."""
    rows = db.conn.execute(
        "select hash from sketch where hash in (select value from json_each(?)) group by hash having count(*) > ?",
        (json.dumps(list(hashes)), COMMON_TEXTS),
    )
    many = [row[0] for row in rows]
    if not many:
        return set()
    rows = db.conn.execute(
        "select hash from sketch where hash in (select value from json_each(?))"
        " and hash not in (select hash from sketch_common) group by hash having count(distinct bucket) > ?",
        (json.dumps(many), COMMON_TEXTS),
    )
    new = [row[0] for row in rows]
    if not new:
        return set()
    db.conn.executemany("insert into sketch_common values (?)", [(hash_,) for hash_ in new])
    pairs = db.conn.execute(
        "select article, other from story_links where kind = 'passage' and article in"
        " (select article from sketch where hash in (select value from json_each(?)))",
        (json.dumps(new),),
    ).fetchall()
    lost = []
    for one, two in pairs:
        shared = _hashes(db, one) & _hashes(db, two)
        if not _is_passage(shared, _common(db, shared)):
            lost.append((one, two))
    db.conn.executemany("delete from story_links where article = ? and other = ?", lost)
    return {article for pair in lost for article in pair}


def _keep(db: Database, text: Text, found: Found) -> bool:
    """Measure two texts and keep what says something. True when they are one story whichever of them came first."""
    row = _measured(db, text, found, {})
    if row is None:
        return False
    _write(db, *row)
    return min(row[1].share_of_article, row[1].share_of_other) >= REPRINT_OF_COPY


def _measured(db: Database, one: Text, found: Found, places: Places) -> tuple[str, Link] | None:
    """("alike" or "passage", link) of two texts; None when what they share says nothing. The run is measured only where it could
    decide something."""
    if not found.alike and not (_places(db, one.article, places) and _places(db, found.article, places)):
        return None
    two = _read(db, found.article)
    shares = share(one.letters, two.letters)
    low, high = sorted(shares[:2])
    if low >= DOUBTFUL_SHARE:
        if not found.alike:
            return None
        if low >= REPRINT_OF_COPY:
            return "alike", _ordered(Link(one.article, two.article, *shares, 0))
        run = common_run(one.letters, two.letters, int(DOUBTFUL_RUN * shares.shared) + SHINGLE)
    elif not found.passage:
        return None
    else:
        run = common_run(one.letters, two.letters, EXCERPT_RUN) if high < EXCERPT_SHARE else 0
        if high < EXCERPT_SHARE and run < EXCERPT_RUN:
            return None
    inside = _inside(db, one, two, places)
    if low < DOUBTFUL_SHARE and not any(inside):
        return None
    return "alike" if low >= DOUBTFUL_SHARE else "passage", _ordered(
        Link(one.article, two.article, *shares, run, *inside)
    )


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


def _links_of(db: Database, article: int, which: str) -> list[int]:
    rows = db.conn.execute(
        f"select other from story_links where article = :a and {which}"
        f" union select article from story_links where other = :a and {which}",
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


def _hashes(db: Database, article: int) -> frozenset[int]:
    hashes = array("I")
    hashes.frombytes(db.conn.execute("select hashes from sketches where article = ?", (article,)).fetchone()[0])
    return frozenset(hashes)


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


def _spans(db: Database, text: Text, places: Places) -> list[tuple[int, int]]:
    """The same places in the letters that are compared."""
    named = _places(db, text.article, places)
    if not named:
        return []
    folded = fold(text.original)
    shift = max(
        0, len(text.letters) - len(letters(folded.text))
    )  # a short text is compared with its headline before it
    return [(shift + _letters_before(folded, start), shift + _letters_before(folded, end)) for start, end in named]


def _letters_before(folded: Folded, at: int) -> int:
    """How many letters stand before a place of the original."""
    here = bisect_left(range(len(folded.text)), at, key=lambda i: folded.source_span(i, i + 1)[0])
    return len(letters(folded.text[:here]))
