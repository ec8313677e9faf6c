"""Story links: which stored texts share a passage with a new one, measured and kept. Within the caller's transaction.

Order of arrival leaves no trace: whether a pair is looked at depends on the two texts, and a hash that many different texts
hold (a legal note, a company's self-description) links none of them, the early ones neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import combinations
from math import ceil
from typing import NamedTuple

from sqlite_utils import Database

from .matching.sketch import Sketch, all_inside, measure, sketch
from .matching.stories import DOUBTFUL_SHARE, EXCERPT_RUN, EXCERPT_SHARE, REPRINT_OF_COPY, Link, compared
from .text import fold, letters

COMMON_TEXTS = 30
"""A hash that more different texts hold is common: it says nothing of a passage."""
ALIKE = 0.2
"""Two texts that could be one story share this part of the longer sketch (shares of .35 and more are asked for)."""
PASSAGE_HASHES = 3
"""So many uncommon hashes in common are a passage, if they are half of all in common: those at its edges are rare always."""


class Text(NamedTuple):
    """A stored text as it is compared."""

    article: int
    letters: str
    sketch: Sketch
    spans: list[tuple[int, int]]
    """Where the letters name a watched company."""


def add_links(db: Database, article: int, text: str, compared_letters: str) -> set[int]:
    """Sketch a new article and keep its links; returns other articles that have lost one. The first article with a text
    stands for all that have the same."""
    if not compared_letters or _representative(db, article) is not None:
        return set()
    drawn = sketch(compared_letters)
    db.conn.executemany(
        "insert into sketch values (?, ?, ?)", [(hash_, drawn.bucket, article) for hash_ in drawn.hashes]
    )
    lost = _note_common(db, drawn)
    new = Text(article, compared_letters, drawn, _spans(db, article, text, compared_letters))
    _link_passages(db, new, joined=_link_alike(db, new))
    return lost


def renew_passages(db: Database, articles: Iterable[int]) -> None:
    """Look for excerpts again after the company mentions of these articles have changed."""
    for article in _representatives(db, articles):
        db.conn.execute("delete from story_links where kind = 'passage' and ? in (article, other)", (article,))
        text = _read(db, article)
        for link in _links_of(db, article):
            _keep(db, text, _read(db, link), passage=False)
        _link_passages(db, text, joined=set())


def bridge(db: Database, articles: Iterable[int]) -> None:
    """Measure these articles, once of one story, against each other until they are joined again or every pair is known:
    some pairs were left out because a third article, now gone from among them, joined them."""
    texts = {article: _read(db, article) for article in _representatives(db, articles)}
    part = {article: article for article in texts}
    pairs = [
        (one, two)
        for one in texts
        for two in _links_of(db, one, "min(share_of_article, share_of_other) >= :whole")
        if two in texts
    ]
    for one, two in pairs:
        _unite(part, one, two)
    for one, two in combinations(texts, 2):
        if (
            part[one] != part[two]
            and two not in _links_of(db, one)
            and _keep(db, texts[one], texts[two], passage=False)
        ):
            _unite(part, one, two)
    for text in texts.values():
        _link_passages(db, text, joined=set())


def _unite(part: dict[int, int], one: int, two: int) -> None:
    old, new = part[one], part[two]
    for article, of in part.items():
        if of == old:
            part[article] = new


def _representatives(db: Database, articles: Iterable[int]) -> list[int]:
    found = {_representative(db, article) for article in articles}
    return sorted(article for article in found if article is not None)


def _representative(db: Database, article: int) -> int | None:
    """The article that stands for all with this text; None when there is none with a sketch."""
    row = db.execute(
        "select t.id from articles a join articles t on t.text_hash = a.text_hash"
        " where a.id = ? and a.text_hash <> '' and exists (select 1 from sketch where article = t.id) limit 1",
        [article],
    ).fetchone()
    return row[0] if row else None


def _note_common(db: Database, drawn: Sketch) -> set[int]:
    """Remember hashes that have become common, and take away the passages that rested on them; their articles."""
    rows = db.execute(
        "select hash from sketch where hash in (select value from json_each(?))"
        " and hash not in (select hash from sketch_common) group by hash having count(distinct bucket) > ?",
        [json.dumps(list(drawn.hashes)), COMMON_TEXTS],
    )
    new = json.dumps([row[0] for row in rows])
    if new == "[]":
        return set()
    db.conn.execute("insert into sketch_common select value from json_each(?)", (new,))
    lost = db.execute(
        "select article, other from story_links l where kind = 'passage' and article in"
        " (select article from sketch where hash in (select value from json_each(?)))"
        " and (select sum(c.hash is null) < max(?, count(*) / 2.0) from sketch a join sketch b on a.hash = b.hash"
        " left join sketch_common c on c.hash = a.hash where a.article = l.article and b.article = l.other)",
        [new, PASSAGE_HASHES],
    ).fetchall()
    db.conn.executemany("delete from story_links where article = ? and other = ?", lost)
    return {article for pair in lost for article in pair}


def _link_alike(db: Database, text: Text) -> set[int]:
    """Links with texts that could be the same story; the stories that it joins. Against other members of these it is not
    measured: whatever came out would change nothing (but see `bridge`)."""
    hashes = text.sketch.hashes
    need = ceil(ALIKE * len(hashes))
    common = {row[0] for row in db.execute(
        "select hash from sketch_common where hash in (select value from json_each(?))", [json.dumps(list(hashes))]
    )}  # fmt: skip
    left_out = set(sorted(common)[: need - 1])
    rows = db.execute(
        "select s.article, iif(a.role = 'excerpt', -s.article, a.story) from (select article, count(*) many from sketch"
        " where hash in (select value from json_each(?)) and article <> ? group by article having many >= ?) s"
        " join articles a on a.id = s.article order by s.many desc, s.article",
        [json.dumps(list(hashes - left_out)), text.article, need - len(left_out)],
    ).fetchall()
    joined: set[int] = set()
    for article, story in rows:
        if story not in joined:
            other = _read(db, article)
            if _keep(db, text, other, passage=False):
                joined.add(story)
    return joined


def _link_passages(db: Database, text: Text, joined: set[int]) -> None:
    """Links with texts that share a passage in which one of the two names a company."""
    if not text.spans:
        return
    rows = db.execute(
        "select s.article from (select article from sketch left join sketch_common c using (hash)"
        " where hash in (select value from json_each(?)) and article <> ?"
        " group by article having sum(c.hash is null) >= max(?, count(*) / 2.0)) s"
        " join articles a on a.id = s.article"
        " where iif(a.role = 'excerpt', -a.id, a.story) not in (select value from json_each(?))"
        " and exists (select 1 from mentions m where m.article = s.article and m.kind = 'company'"
        " and m.verdict in ('hit', 'damaged') and m.field = 'text')",
        [json.dumps(list(text.sketch.hashes)), text.article, PASSAGE_HASHES, json.dumps(list(joined))],
    ).fetchall()
    known = set(_links_of(db, text.article))
    for (article,) in rows:
        if article not in known:
            _keep(db, text, _read(db, article), passage=True)


def _keep(db: Database, one: Text, two: Text, *, passage: bool) -> bool:
    """Measure two texts and keep what says something. True when they are one story whichever of them came first."""
    if not passage and not _alike(one.sketch, two.sketch):
        return False
    found = measure(one.letters, two.letters)
    low, high = sorted(found[:2])
    if passage:
        if low >= DOUBTFUL_SHARE or (high < EXCERPT_SHARE and found.common_run < EXCERPT_RUN):
            return False
    elif low < DOUBTFUL_SHARE:
        return False
    inside = [False, False]
    if low < REPRINT_OF_COPY:
        inside = [bool(a.spans) and all_inside(a.letters, a.spans, b.letters) for a, b in ((one, two), (two, one))]
        if passage and not any(inside):
            return False
    link = Link(one.article, two.article, *found, *inside)
    link = link if link.article < link.other else link.turned()
    db.conn.execute(
        "insert or replace into story_links (kind, article, other, share_of_article, share_of_other, shared, common_run,"
        " article_inside, other_inside) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ("passage" if passage else "alike", *link),
    )
    return low >= REPRINT_OF_COPY


def _alike(one: Sketch, two: Sketch) -> bool:
    longer = max(len(one.hashes), len(two.hashes))
    return len(one.hashes & two.hashes) >= ALIKE * longer


def _links_of(db: Database, article: int, which: str = "1") -> list[int]:
    rows = db.execute(
        f"select other from story_links where article = :a and {which}"
        f" union select article from story_links where other = :a and {which}",
        {"a": article, "whole": REPRINT_OF_COPY},
    )
    return [row[0] for row in rows]


def _read(db: Database, article: int) -> Text:
    title, text = db.execute(
        "select title, text from articles join article_texts on article = id where id = ?", [article]
    ).fetchone()
    own = compared(title, text)
    rows = db.execute("select hash, bucket from sketch where article = ?", [article]).fetchall()
    return Text(article, own, Sketch(frozenset(row[0] for row in rows), rows[0][1]), _spans(db, article, text, own))


def _spans(db: Database, article: int, text: str, own: str) -> list[tuple[int, int]]:
    """Where the compared letters of an article name a company, from the places in its original text."""
    rows = db.execute(
        "select start, \"end\" from mentions where article = ? and kind = 'company' and field = 'text'"
        " and verdict in ('hit', 'damaged') order by start",
        [article],
    ).fetchall()
    if not rows:
        return []
    shift = max(0, len(own) - len(letters(fold(text).text)))  # a short text is compared with its headline before it
    return [(shift + _letters_before(text, start), shift + _letters_before(text, end)) for start, end in rows]


def _letters_before(text: str, at: int) -> int:
    return len(letters(fold(text[:at]).text))
