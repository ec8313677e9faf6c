"""Stories in the database: finds what belongs together with some articles, arranges it anew, writes what changed.

Within the caller's transaction. What a story is: matching/stories.py.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlite_utils import Database

from .matching.links import Link
from .matching.matcher import key
from .matching.mirrors import is_spam_title
from .matching.stories import Member, Place, arrange
from .records import LEVELS
from .settled import Settled, settled, ties
from .text import letters

HEADLINE_LETTERS = 6
"""Shorter headlines (简讯) do not tell two items apart."""


def regroup(db: Database, articles: Iterable[int]) -> set[int]:
    """Arrange the stories of these articles anew; returns all articles whose story, rank, role or causes changed."""
    joined = ties(db)
    members, before = _members(db, _together(db, set(articles), joined))
    return _write(db, members, before, _arranged(db, members, joined))


def misplaced(db: Database) -> set[int]:
    """Articles whose stored rank, role or causes are not what all articles together give, or whose story is not one."""
    members, before = _members(db, {row[0] for row in db.conn.execute("select id from articles")})
    places = _arranged(db, members, ties(db))
    numbers: dict[int, set[int]] = defaultdict(set)
    for id_, (story, *_) in before.items():
        numbers[places[id_].group].add(story)
    return {
        id_
        for id_, (_, *place) in before.items()
        if tuple(place) != places[id_][1:] or len(numbers[places[id_].group]) > 1
    }


def _arranged(db: Database, members: dict[int, Member], joined: list[tuple[int, int]]) -> dict[int, Place]:
    if len(members) == 1:
        return arrange(members, [], [])
    joined = [pair for pair in joined if pair[0] in members and pair[1] in members]
    joined += [pair for pair in _same_items(db, members) if not any(members[article].alone for article in pair)]
    return arrange(members, _links(db, members), joined)


_SOME = "from json_each(:ids) some cross join articles a on a.id = some.value where"
_NEXT_TO = f"""
select id from articles where story in (select story {_SOME} story > 0)
union all select id from articles where text_hash in (select text_hash {_SOME} text_hash <> '')
union all select other from json_each(:ids) cross join story_links on article = value
union all select article from json_each(:ids) cross join story_links on other = value
"""
"""The articles with the story, the text or a link of some."""


def _together(db: Database, articles: set[int], joined: list[tuple[int, int]]) -> set[int]:
    """The articles and all that could have a say in their story, by story, text, link or an officer's word."""
    known: set[int] = set()
    new = set(articles)
    while new:
        known |= new
        rows = db.conn.execute(_NEXT_TO, {"ids": json.dumps(list(new))})
        found = {row[0] for row in rows} | {article for pair in _same_items(db, new) for article in pair}
        found |= {two for one, two in joined if one in new} | {one for one, two in joined if two in new}
        new = found - known
    return known


def _same_items(db: Database, ids: Collection[int]) -> list[tuple[int, int]]:
    """(entered by hand without a text, page): one item of one outlet on one day under one headline."""
    if db.conn.execute("select 1 from articles where by_hand is not null limit 1").fetchone() is None:
        return []
    rows = db.conn.execute(
        "select a.id, b.id, a.title, b.title from articles a join articles b on b.outlet = a.outlet and b.day = a.day"
        " where a.by_hand is not null and a.length = 0 and a.id <> b.id and (b.by_hand is null or b.length > 0)"
        " and (a.id in (select value from json_each(:ids)) or b.id in (select value from json_each(:ids)))",
        {"ids": json.dumps(list(ids))},
    )
    return [
        (one, two)
        for one, two, ours, theirs in rows
        if letters(key(ours)) == letters(key(theirs)) and len(letters(key(ours))) >= HEADLINE_LETTERS
    ]


Stored = tuple[int, int, str, str]
"""(story, rank, role, causes) of an article as they stand."""


def _members(db: Database, ids: set[int]) -> tuple[dict[int, Member], dict[int, Stored]]:
    decided = settled(db, ids)
    rows = db.conn.execute(
        "select id, url, outlet, title, text_hash, by_hand, sha256, published, source, garbled, mirror_of,"
        " exists (select 1 from mentions m where m.article = a.id and m.kind = 'company'"
        " and m.verdict in ('hit', 'damaged')),"
        " exists (select 1 from mentions m where m.article = a.id and m.kind = 'company'"
        " and m.verdict in ('hit', 'damaged') and m.field <> 'text'), story, story_rank, role, why"
        " from articles a where id in (select value from json_each(?))",
        (json.dumps(list(ids)),),
    ).fetchall()
    outlets = _outlets(db, {row[2] for row in rows} | {state.values.get("outlet") for state in decided.values()})
    members, before = {}, {}
    for (
        id_,
        url,
        outlet,
        title,
        text_hash,
        by_hand,
        sha256,
        published,
        source,
        garbled,
        kept,
        names,
        titled,
        *now,
    ) in rows:
        before[id_] = (now[0], now[1], now[2], now[3])
        state = decided.get(id_, Settled())
        outlet = state.values.get("outlet", outlet)
        names_of, rank, own = outlets.get(outlet, ((), len(LEVELS), False))
        if "level" in state.values:
            rank = LEVELS.index(state.values["level"])
        members[id_] = Member(
            id=id_,
            tie=(url or "", outlet or "", title, text_hash, by_hand or "", sha256 or "", f"{id_:012}"),
            text_hash=text_hash,
            outlet=outlet,
            names=names_of,
            level_rank=rank,
            own=own,
            published=state.values.get("date", published),
            source=key(source or ""),
            garbled=bool(garbled),
            path_kept=kept is not None and outlet is None,
            spam=outlet is None and is_spam_title(title),
            by_hand=by_hand is not None,
            names_us=bool(names),
            title_names_us=bool(titled),
            role=state.values.get("role"),
            alone=bool(state.split),
            decided=state.decided,
        )
    return members, before


def _outlets(db: Database, ids: set[str | None]) -> dict[str, tuple[tuple[str, ...], int, bool]]:
    """{outlet: (folded names, rank of its level, own)}."""
    rows = db.conn.execute(
        "select id, name, brand, aliases, level_rank, own from outlets where id in (select value from json_each(?))",
        (json.dumps([id_ for id_ in ids if id_]),),
    )
    return {
        id_: (tuple(filter(None, map(key, (name, brand, *json.loads(aliases))))), rank, bool(own))
        for id_, name, brand, aliases, rank, own in rows
    }


def _links(db: Database, ids: Collection[int]) -> list[Link]:
    rows = db.conn.execute(
        "select article, other, share_of_article, share_of_other, shared, common_run, article_inside, other_inside"
        " from story_links where article in (select value from json_each(?))",
        [json.dumps(list(ids))],
    )
    return [Link(*row) for row in rows]


def _write(db: Database, members: dict[int, Member], before: dict[int, Stored], places: dict[int, Place]) -> set[int]:
    numbers = _numbers(db, members, places, {id_: row[0] for id_, row in before.items() if row[2] != "excerpt"})
    changed = set()
    for id_, place in places.items():
        row = (numbers[place.group], place.rank, place.role, place.why)
        if row != before[id_]:
            db.conn.execute(
                "update articles set story = ?, story_rank = ?, role = ?, why = ? where id = ?", (*row, id_)
            )
            changed.add(id_)
    gone = {row[0] for row in before.values()} - {*numbers.values(), 0}
    if gone:
        db.conn.executemany("delete from stories where id = ?", [(number,) for number in gone])
    return changed


def _numbers(
    db: Database, members: dict[int, Member], places: dict[int, Place], before: dict[int, int]
) -> dict[int, int]:
    """{group: story number}. A story keeps its number, merged ones the smaller; who was split off gets a new one."""
    groups: dict[int, list[Member]] = defaultdict(list)
    for id_, place in places.items():
        groups[place.group].append(members[id_])
    ordered = sorted(
        groups.items(), key=lambda item: (any(m.alone for m in item[1]), -len(item[1]), members[item[0]].key())
    )
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    for group, row in ordered:
        claims = {before.get(member.id, 0) for member in row if places[member.id].role != "excerpt"} - taken - {0}
        number = min(claims) if claims else db.conn.execute("insert into stories values (null)").lastrowid
        assert number is not None
        numbers[group] = number
        taken.add(number)
    return numbers
