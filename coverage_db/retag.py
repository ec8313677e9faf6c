"""Retag: makes the database say of every stored text what coverage.toml says now. No network.

Until it has run, a changed company, person, slogan, place or theme has no effect (`is_stale`): the snapshot of the watchlist in
`meta` is what intake and counts use. The search index tells which articles to look at; they are matched outside any
transaction, and what changed is written in one short one. Decisions stay in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sqlite_utils import Database

from . import facts
from .article_rows import TagRows, read_article, stored_tags, tag_rows, with_values, write_tags
from .database import get_meta, set_meta, transaction
from .errors import DatabaseError, PresstallyError
from .matching import Watchlist, tag
from .matching.changes import Changes, changes
from .matching.links import compared
from .matching.matcher import compile_watchlist, key
from .records import Article
from .search import articles_with, headlines, index_article, reindex, unindex_article
from .settled import settled
from .stories import regroup
from .story_links import Renewal, add_links, renewal, write_renewal
from .text import FOLD_VERSION
from .watching import hash_of, matcher, write_snapshot
from .wording import say

if TYPE_CHECKING:
    from .config import Config

Progress = Callable[[int, int], None]
"""Called with (done, total) while long work runs."""
WORDS_BY_INDEX = 70
"""With more changed words one pass over all texts is quicker than the index."""
RETAGGED = frozenset({"title", "date", "byline"})
"""What the rules judge anew when a decision sets it."""


def prepare(db: Database, config: Config) -> None:
    """Take the watchlist of coverage.toml over while no article is stored; rebuild what an older version folded otherwise.

    Raises:
        DatabaseError: a newer version of this program folded the texts.
    """
    version = int(get_meta(db, "fold_version") or FOLD_VERSION)
    if version > FOLD_VERSION:
        raise DatabaseError(
            say("error.database_newer", config.general.language, path=config.database, migration=f"fold {version}")
        )
    if version < FOLD_VERSION:
        rebuild(db)
    if get_meta(db, "watchlist") == config.watchlist.to_json():
        return
    if db.execute("select 1 from articles limit 1").fetchone() is None:
        with transaction(db):
            write_snapshot(db, config.watchlist)


def is_stale(db: Database, config: Config) -> bool:
    """Whether coverage.toml was changed in what is watched since the articles were matched."""
    return get_meta(db, "watchlist") != config.watchlist.to_json()


def retag(db: Database, config: Config, progress: Progress | None = None) -> list[int]:
    """Match all stored texts by the watchlist of coverage.toml; ids of the articles of which something changed.

    Raises:
        PresstallyError: another retag was quicker; nothing is written.
    """
    before, snapshot = get_meta(db, "watchlist"), config.watchlist.to_json()
    old = Watchlist.from_json(before) if before else Watchlist()
    known = _last_article(db)
    changed = _match(db, config.watchlist, _to_look_at(db, changes(old, config.watchlist)), progress)
    links = _renewed(db, changed)
    with transaction(db):
        if get_meta(db, "watchlist") != before:
            raise PresstallyError(say("retag.other", config.general.language))
        late = _ids(db, f"select id from articles where id > {known}")
        late_changed = _match(db, config.watchlist, late, None)
        for rows in (changed, late_changed):
            for article, row in rows.items():
                write_tags(db, article, row)
        linked = write_renewal(db, links) | write_renewal(db, renewal(db, late, {}))
        changed |= late_changed
        if before != snapshot:
            write_snapshot(db, config.watchlist)
        moved = regroup(db, {*changed, *linked}) if changed else set()
        same_people = old.companies == config.watchlist.companies and old.persons == config.watchlist.persons
        facts.refresh(db, articles={*moved, *changed} if same_people else None)
    return sorted(changed)


def rebuild(db: Database) -> None:
    """Fold, index, sketch and match every stored text anew, in one transaction: nothing serves a half-made state."""
    with transaction(db):
        reindex(db)
        for table in ("sketch", "sketches", "sketch_common", "sketch_blocks", "story_links"):
            db.conn.execute(f"delete from {table}")
        ids = [row[0] for row in db.execute("select article from article_texts order by article")]
        for article in ids:
            stored = read_article(db, article)
            letters = compared(stored.title, stored.text)
            db.conn.execute("update articles set text_hash = ? where id = ?", (hash_of(letters), article))
            write_tags(db, article, tag_rows(tag(_effective(db, article, stored), matcher(db))))
            add_links(db, article, stored.text, letters)
        regroup(db, ids)
        facts.refresh(db)
        set_meta(db, "fold_version", str(FOLD_VERSION))


def judge_anew(db: Database, article: int) -> set[int]:
    """Match and index one article again as the last decision, which is of it, makes it; the articles whose links may be others
    now. Within the caller's transaction."""
    stored = read_article(db, article)
    (last,) = db.execute("select max(id) from decisions").fetchone()
    before, now = (_effective(db, article, stored, upto) for upto in (last - 1, last))
    if now.title != before.title:
        unindex_article(db, article, headlines(before.title, stored.kicker, stored.subtitle), stored.text)
        index_article(db, article, headlines(now.title, stored.kicker, stored.subtitle), stored.text)
    write_tags(db, article, tag_rows(tag(now, matcher(db))))
    return write_renewal(db, renewal(db, [article], {}))


def _match(db: Database, watchlist: Watchlist, ids: Iterable[int], progress: Progress | None) -> dict[int, TagRows]:
    """{article: what is to be written} of those that change."""
    ready = compile_watchlist(watchlist)
    ordered = sorted(ids)
    changed = {}
    for done, article in enumerate(ordered, 1):
        rows = tag_rows(tag(_effective(db, article, read_article(db, article)), ready))
        if rows != stored_tags(db, article):
            changed[article] = rows
        if progress:
            progress(done, len(ordered))
    return changed


def _effective(db: Database, article: int, stored: Article, upto: int | None = None) -> Article:
    state = settled(db, [article], upto).get(article)
    return (
        with_values(stored, {name: value for name, value in state.values.items() if name in RETAGGED})
        if state
        else stored
    )


def _renewed(db: Database, changed: dict[int, TagRows]) -> Renewal:
    """The links of the articles that name a company elsewhere than before."""
    places = {}
    for article, rows in changed.items():
        now, before = (_company_places(each) for each in (rows, stored_tags(db, article)))
        if now != before:
            places[article] = now
    return renewal(db, places, places)


def _company_places(rows: TagRows) -> list[tuple[int, int]]:
    return [
        (start, end)
        for kind, _, _, field, _, start, end, _, verdict in rows.mentions
        if kind == "company" and field == "text" and verdict in ("hit", "damaged")
    ]


def _to_look_at(db: Database, differ: Changes) -> set[int]:
    """Ids of the articles that could change."""
    by_index = [articles_with(db, word) for word in differ.words] if len(differ.words) <= WORDS_BY_INDEX else [None]
    if None in by_index:
        return _ids(db, "select id from articles")
    found: set[int] = set().union(*(hits for hits in by_index if hits))
    if differ.words:
        found |= _ids(db, "select id from articles where damaged = 1")
    if differ.names:
        rows = db.execute("select article, name from bylines")
        found |= {article for article, name in rows if key(name) in differ.names}
    if differ.words or differ.names:
        found |= _ids(db, "select article from decisions where action = 'set' and article is not null")
    return found


def _ids(db: Database, query: str) -> set[int]:
    return {row[0] for row in db.execute(query)}


def _last_article(db: Database) -> int:
    return int(db.execute("select coalesce(max(id), 0) from articles").fetchone()[0])
