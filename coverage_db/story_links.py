"""Story links: which stored texts share a passage with a new one, measured and kept. Within the caller's transaction.

Order of arrival leaves no trace: whether a pair is looked at depends on the two texts, and a hash that many different texts
hold (a legal note, a company's self-description) links none of them, the early ones neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
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


Places = Mapping[int, Sequence[tuple[int, int]]]
"""{article: where its text names a company}, in place of what the table of mentions says."""


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
    new = Text(article, compared_letters, drawn, _spans(text, compared_letters, _places(db, article, {})))
    _link_passages(db, new, joined=_link_alike(db, new))
    return lost


class Renewal(NamedTuple):
    """Links to write after mentions have changed."""

    articles: list[int]
    """Those whose passages are replaced."""
    rows: list[tuple[str, Link]]


def renewal(db: Database, articles: Iterable[int], places: Places) -> Renewal:
    """Look for excerpts again, for these articles name companies at other `places` now. Reads only."""
    found = Renewal(_representatives(db, articles), [])
    stand_for = dict(places)
    for article, spans in places.items():
        stand_for[_representative(db, article) or article] = spans
    for article in found.articles:
        text = _read(db, article, stand_for)
        known = _links_of(db, article, "kind = 'alike'")
        pairs = [(other, False) for other in known]
        pairs += [(other, True) for other in _with_passages(db, text, stand_for) if other not in known]
        for other, passage in pairs:
            link = _measured(text, _read(db, other, stand_for), passage=passage)
            if link is not None:
                found.rows.append(("passage" if passage else "alike", link))
    return found


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
    """Links with texts that could be the same story; all that are one story with it. It is not measured against those that
    another one joins it to: whatever came out would change nothing (but see `bridge`)."""
    hashes = text.sketch.hashes
    need = ceil(ALIKE * len(hashes))
    common = {row[0] for row in db.execute(
        "select hash from sketch_common where hash in (select value from json_each(?))", [json.dumps(list(hashes))]
    )}  # fmt: skip
    left_out = set(sorted(common)[: need - 1])
    rows = db.execute(
        "select article from sketch where hash in (select value from json_each(?)) and article <> ?"
        " group by article having count(*) >= ? order by count(*) desc, article",
        [json.dumps(list(hashes - left_out)), text.article, need - len(left_out)],
    ).fetchall()
    part = _whole_parts(db, [row[0] for row in rows])
    joined: set[int] = set()
    for article, of in part.items():
        if of not in joined and _keep(db, text, _read(db, article), passage=False):
            joined.add(of)
    return {article for article, of in part.items() if of in joined}


def _whole_parts(db: Database, articles: list[int]) -> dict[int, int]:
    """{article: its part}: articles of one part are one story whichever of them came first, by links among them alone. Nobody
    holds the others together whom an officer has split off."""
    ids = json.dumps(articles)
    part = {article: article for article in articles}
    rows = db.execute(
        "select article, other from story_links where article in (select value from json_each(:ids))"
        " and other in (select value from json_each(:ids)) and min(share_of_article, share_of_other) >= :whole"
        " and not exists (select 1 from decisions d where d.action = 'split' and d.article in (story_links.article, other))",
        {"ids": ids, "whole": REPRINT_OF_COPY},
    )
    for one, two in rows:
        _unite(part, one, two)
    return part


def _link_passages(db: Database, text: Text, joined: set[int]) -> None:
    """Links with texts that share a passage in which one of the two names a company."""
    known = joined | set(_links_of(db, text.article))
    for other in _with_passages(db, text, {}):
        if other not in known:
            _keep(db, text, _read(db, other), passage=True)


def _with_passages(db: Database, text: Text, places: Places) -> list[int]:
    """Articles that share a passage with a text, both naming a company."""
    if not text.spans:
        return []
    rows = db.execute(
        "select article from sketch left join sketch_common c using (hash)"
        " where hash in (select value from json_each(?)) and article <> ?"
        " group by article having sum(c.hash is null) >= max(?, count(*) / 2.0)",
        [json.dumps(list(text.sketch.hashes)), text.article, PASSAGE_HASHES],
    ).fetchall()
    return [row[0] for row in rows if _places(db, row[0], places)]


def _keep(db: Database, one: Text, two: Text, *, passage: bool) -> bool:
    """Measure two texts and keep what says something. True when they are one story whichever of them came first."""
    link = _measured(one, two, passage=passage)
    if link is None:
        return False
    _write(db, "passage" if passage else "alike", link)
    return min(link.share_of_article, link.share_of_other) >= REPRINT_OF_COPY


def _measured(one: Text, two: Text, *, passage: bool) -> Link | None:
    if not passage and not _alike(one.sketch, two.sketch):
        return None
    found = measure(one.letters, two.letters)
    low, high = sorted(found[:2])
    if passage:
        if low >= DOUBTFUL_SHARE or (high < EXCERPT_SHARE and found.common_run < EXCERPT_RUN):
            return None
    elif low < DOUBTFUL_SHARE:
        return None
    inside = [False, False]
    if low < REPRINT_OF_COPY:
        inside = [bool(a.spans) and all_inside(a.letters, a.spans, b.letters) for a, b in ((one, two), (two, one))]
        if passage and not any(inside):
            return None
    link = Link(one.article, two.article, *found, *inside)
    return link if link.article < link.other else link.turned()


def _write(db: Database, kind: str, link: Link) -> None:
    db.conn.execute(
        "insert or replace into story_links (kind, article, other, share_of_article, share_of_other, shared, common_run,"
        " article_inside, other_inside) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (kind, *link),
    )


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


def _read(db: Database, article: int, places: Places | None = None) -> Text:
    title, text = db.execute(
        "select title, text from articles join article_texts on article = id where id = ?", [article]
    ).fetchone()
    own = compared(title, text)
    rows = db.execute("select hash, bucket from sketch where article = ?", [article]).fetchall()
    drawn = Sketch(frozenset(row[0] for row in rows), rows[0][1])
    return Text(article, own, drawn, _spans(text, own, _places(db, article, places or {})))


def _places(db: Database, article: int, places: Places) -> Sequence[tuple[int, int]]:
    """Where the text of an article names a company, in the original text."""
    if article in places:
        return places[article]
    return db.execute(
        "select start, \"end\" from mentions where article = ? and kind = 'company' and field = 'text'"
        " and verdict in ('hit', 'damaged') order by start",
        [article],
    ).fetchall()


def _spans(text: str, own: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same places in the letters that are compared."""
    if not places:
        return []
    shift = max(0, len(own) - len(letters(fold(text).text)))  # a short text is compared with its headline before it
    return [(shift + _letters_before(text, start), shift + _letters_before(text, end)) for start, end in places]


def _letters_before(text: str, at: int) -> int:
    return len(letters(fold(text[:at]).text))
