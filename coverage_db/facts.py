"""Facts: one row a candidate and company, all that a count needs, decisions in it. Articles and decisions in, rows out.
What the policies in daily use make of them (judged.py) is written with them.

An article that a person includes though no rule made it a candidate becomes one of our first company. Raw signs (mirror, not_us, notice, why) stay as the rules gave them; `included` says that a person lifted them, and
counting/state.sql applies what that lifts. Re-makeable at any time: `refresh(db)` gives the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from secrets import token_hex

from sqlite_utils import Database

from . import judged
from .database import get_meta, set_meta, transaction
from .records import LEVELS
from .settled import Settled, settled
from .stories import regroup

FACTS = ("facts", "fact_themes", "fact_bylines")
VERSION_META = "facts_version"
TABLES = (*FACTS, "judged")

_OVERLAY = """
with settled as materialized (
    select value ->> 'article' article, value ->> 'included' included, value ->> 'word' word, value ->> 'outlet' outlet,
        value ->> 'date' date, value ->> 'level' level, value ->> 'prominence' prominence, value ->> 'front' front,
        value ->> 'theme' theme, value ->> 'byline' byline
    from json_each(:settled)
), concerned as materialized (
    select article, company, prominence, not_us, clues_only, damaged from {candidates}
    union all
    select s.article, w.value ->> 'id', null, 0, 0, 0 from settled s
    join (select value from json_each(:watchlist, '$.companies') where not (value ->> 'rival') order by key limit 1) w
    where s.included and not exists (select 1 from candidates c where c.article = s.article)
), wanted as (select distinct article from concerned)
"""
_SOME = "(select value wanted from json_each(:articles)) cross join candidates on article = wanted"
_FACTS = """
, watched as materialized (
    select key position, value ->> 'id' company, value ->> 'rival' rival from json_each(:watchlist, '$.companies')
), levels as materialized (select key rank, value level from json_each(:levels)),
known as (
    select c.article, c.company, c.prominence, c.not_us, c.clues_only, c.damaged, w.position, w.rival, s.included, s.word,
        coalesce(s.outlet, a.outlet) outlet, coalesce(s.level, nullif(o.level, '')) level, o.brand, o.owner, o.channel,
        o.own, coalesce(s.date, a.published) published, s.date set_date, a.date_witness, s.prominence set_prominence, s.front set_front,
        a.page_front, a.date_conflict, a.story, a.story_rank, a.role, a.notice, a.why, a.length
    from concerned c cross join articles a on a.id = c.article join watched w on w.company = c.company
    left join settled s on s.article = c.article left join outlets o on o.id = coalesce(s.outlet, a.outlet)
)
insert into {facts}
select k.company, k.article, k.position, coalesce(k.rival, 0), k.outlet, coalesce(k.brand, k.outlet),
    coalesce(k.owner, k.brand, k.outlet), k.level, coalesce(l.rank, (select count(*) from levels)), k.channel,
    coalesce(k.own, 0), k.published, substr(k.published, 1, 10),
    case when k.set_date is null then k.date_witness else 'decision' end, k.story, k.story_rank, k.role,
    coalesce(k.set_prominence, k.prominence), k.role = 'mirror', k.not_us, k.notice,
    trim(case when k.clues_only then 'clues_only ' else '' end
        || case when k.date_conflict and k.set_date is null then 'date_conflict ' else '' end
        || case when k.outlet is null then 'unknown_outlet ' else '' end
        || case when k.why <> '' then k.why || ' ' else '' end
        || case when k.damaged then 'damaged_name' else '' end),
    k.word, coalesce(k.included, 0),
    case when exists (select 1 from fact_bylines b where b.article = k.article
        and (b.role = 'correspondent' or b.person is not null)) then 'contributed' else 'press' end,
    coalesce(k.set_front in ('1', 'headline'), k.page_front, 0), coalesce(k.set_front = 'headline', 0), k.length
from known k left join levels l on l.level = k.level
"""
_THEMES = """
insert into {fact_themes}
select w.article, t.theme from wanted w join article_themes t on t.article = w.article
where w.article not in (select article from settled where theme is not null)
union
select s.article, t.value from settled s join json_each(s.theme) t where s.article in (select article from wanted)
"""
_BYLINES = """
, signed as (
    select w.article, b.position, b.name, b.role from wanted w join bylines b on b.article = w.article
    where w.article not in (select article from settled where byline is not null)
    union all
    select s.article, b.key, b.value ->> 0, b.value ->> 1 from settled s join json_each(s.byline) b
    where s.article in (select article from wanted)
), people as materialized (
    select key position, value ->> 'name' name, value ->> 'department' department, value ->> 'from_' first,
        value ->> 'to' last from json_each(:watchlist, '$.persons')
), known as (
    select n.article, n.position, n.name, n.role, (select m.owner from mentions m where m.article = n.article
        and m.kind = 'person' and m.field = 'byline' and m.verdict = 'hit' and m.snippet = n.name) person,
        coalesce((select date from settled s where s.article = n.article), a.published) published
    from signed n join articles a on a.id = n.article
)
insert into {fact_bylines}
select k.article, k.position, k.name, k.role, k.person, (
    select nullif(p.department, '') from people p where p.name = k.person
    and (k.published is null or (coalesce(p.first, '') <= substr(k.published, 1, 10)
        and coalesce(p.last, '9') >= substr(k.published, 1, 10))) order by p.position limit 1)
from known k
"""


def refresh(db: Database, *, articles: Iterable[int] | None = None, outlets: Iterable[str] | None = None) -> None:
    """Write the facts of these articles again, or of all articles of these outlets (their stories are arranged anew, for a
    level decides who is the original); without either, of every article. Within the caller's transaction or one of its own.
    """
    with transaction(db):
        if outlets is not None:
            articles = _of_outlets(db, list(outlets))
            articles = set(articles) | regroup(db, articles)
        _write(db, articles, None, {name: f"main.{name}" for name in TABLES})


@contextmanager
def as_of(db: Database, upto: int | str) -> Iterator[None]:
    """Within the block the facts, and what follows from them, are temporary tables that hold the decisions up to then (a
    decision's number or a day), on the articles, mentions and stories of today."""
    outside = db.conn.in_transaction
    with _temporary_tables(db):
        for name in TABLES:
            db.conn.execute(f"create index temp.{name}_of_article on {name}(article)")
        db.conn.execute("create index temp.facts_of_story on facts(story, article)")
        _write(db, None, upto, {name: f"temp.{name}" for name in TABLES})
        if not outside:
            db.conn.commit()
        yield


@contextmanager
def _temporary_tables(db: Database) -> Iterator[None]:
    """Empty temporary tables in front of our own; also on a connection that is told to read only, which the file knows better."""
    outside = db.conn.in_transaction
    reads_only = db.conn.execute("pragma query_only").fetchone()[0]
    db.conn.execute("pragma query_only = 0")
    try:
        for name in TABLES:
            db.conn.execute(f"drop table if exists temp.{name}")
            db.conn.execute(f"create temp table {name} as select * from main.{name} where 0")
        yield
    finally:
        for name in TABLES:
            db.conn.execute(f"drop table if exists temp.{name}")
        if not outside:
            db.conn.commit()
        db.conn.execute(f"pragma query_only = {reads_only}")


def _of_outlets(db: Database, outlets: list[str]) -> set[int]:
    rows = db.execute("select id from articles where outlet in (select value from json_each(?))", [json.dumps(outlets)])
    changed = {row[0] for row in rows}
    return changed | {id_ for id_, state in settled(db).items() if state.values.get("outlet") in outlets}


def _write(db: Database, articles: Iterable[int] | None, upto: int | str | None, tables: dict[str, str]) -> None:
    ids = None if articles is None else sorted(articles)
    before = db.conn.total_changes
    values = {
        "articles": json.dumps(ids or []),
        "settled": json.dumps([_overlay(id_, state) for id_, state in settled(db, ids, upto).items()]),
        "watchlist": get_meta(db, "watchlist") or "{}",
        "levels": json.dumps(LEVELS),
    }
    which = "" if ids is None else " where article in (select value from json_each(:articles))"
    if ids is not None and values["settled"] == "[]" and not _concerned(db, which, values):
        return
    stories = None if ids is None else _stories(db, which, values)
    for name in TABLES:
        db.conn.execute(f"delete from {tables[name]}{which}", values)
    candidates = "candidates" if ids is None else _SOME
    for statement in (_THEMES, _BYLINES, _FACTS.replace("from fact_bylines", "from {fact_bylines}")):
        db.conn.execute((_OVERLAY + statement).format(candidates=candidates, **tables), values)
    if stories is not None:
        stories |= _stories(db, which, values)
    judged.write(db, stories, tables["judged"])
    if upto is None and db.conn.total_changes > before:
        set_meta(db, VERSION_META, token_hex(8))


def version(db: Database) -> str:
    """Changes with every change of the facts."""
    return get_meta(db, VERSION_META) or ""


def _concerned(db: Database, which: str, values: Mapping[str, object]) -> bool:
    """Whether any of the articles is a candidate, or was one."""
    query = f"select exists (select 1 from candidates{which}) or exists (select 1 from facts{which})"
    return bool(db.conn.execute(query, values).fetchone()[0])


def _stories(db: Database, which: str, values: Mapping[str, object]) -> set[int]:
    return {row[0] for row in db.conn.execute(f"select distinct story from facts{which}", values)}


def _overlay(article: int, state: Settled) -> dict[str, object]:
    values = {name: value for name, value in state.values.items() if name not in ("title", "role", "page")}
    return {"article": article, "included": int(state.included), "word": state.word, **values}
