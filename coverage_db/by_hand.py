"""By hand: articles without a page – told by an officer, or a row of last year's list – into the database. Items in, Added out.

Such an article counts by a decision that says where it came from. One that the crawl has already is not stored again: the
decision goes to the crawled one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from sqlite_utils import Database

from .config import Config
from .decisions import decide, of_article
from .intake import take_in
from .outlet_names import plain
from .records import Article, Byline, Record, Witness
from .sheet_cells import is_name, level_of, page_of
from .sheets import SheetRow
from .wording import Language, say

PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
}
"""What may be kept as evidence of an article without a page: suffix -> content type."""
SAME_TITLE_LETTERS = 8
"""A headline of so many letters or more, printed elsewhere within …"""
SAME_TITLE_DAYS = 7
"""… so many days, is the same story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article as somebody tells it."""

    source: str
    """Where it stands: 第4行, a file, an address."""
    title: str = ""
    outlet: str | None = None
    """Id; None: not known."""
    outlet_name: str = ""
    """As written."""
    day: str | None = None
    url: str | None = None
    text: str = ""
    people: tuple[str, ...] = ()
    page: str = ""
    level: str = ""
    """As written; it holds where the outlet is not known."""
    note: str = ""
    """What the decision says."""
    picture: bytes | None = None
    picture_type: str = ""
    told: bool = False
    """Somebody tells it whole: the page behind `url` is not asked for."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one thing that was handed over."""

    source: str
    outcome: str
    """stored, already_stored, changed or refused."""
    id: int | None = None
    reason: str | None = None
    title: str = ""
    outlet: str | None = None
    day: str | None = None

    def document(self) -> dict[str, object]:
        """The JSON of the contract."""
        return {"source": self.source, "outcome": self.outcome, "id": self.id, "reason": self.reason}


@dataclass(slots=True)
class Known:
    """Headlines that are stored: {letters: (article, outlet, day)}, made once for many rows."""

    by_title: dict[str, list[tuple[int, str | None, str | None]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, db: Database) -> Known:
        """Of all stored articles."""
        known = cls()
        for id_, title, outlet, day in db.execute("select id, title, outlet, day from articles order by id"):
            known.add(id_, title, outlet, day)
        return known

    def add(self, id_: int, title: str, outlet: str | None, day: str | None) -> None:
        """One more."""
        self.by_title[plain(title)].append((id_, outlet, day))

    def same_appearance(self, item: Item) -> int | None:
        """The stored article of the same outlet, day and headline."""
        for id_, outlet, day in self.by_title.get(plain(item.title), ()):
            if item.outlet is not None and (outlet, day) == (item.outlet, item.day):
                return id_
        return None

    def same_story(self, item: Item, but: int) -> int | None:
        """A stored article with the same long headline within a week, at whatever outlet."""
        letters = plain(item.title)
        if len(letters) < SAME_TITLE_LETTERS or item.day is None:
            return None
        for id_, _, day in self.by_title.get(letters, ()):
            if id_ != but and day is not None and _days_apart(day, item.day) <= SAME_TITLE_DAYS:
                return id_
        return None


def row_items(
    rows: Iterable[SheetRow], find: dict[str, str | None], owner: Callable[[str], str | None], language: Language
) -> list[Item]:
    """The items of a sheet: one for each outlet that a row names.

    `find`: {name as written: id or None}. `owner`: whose an address is; of several outlets in a cell the link goes to its own.
    """
    rows = list(rows)
    several = len({row.sheet for row in rows}) > 1
    items = []
    for row in rows:
        where = (
            say("add.row_of", language, sheet=row.sheet, n=row.row) if several else say("add.row", language, n=row.row)
        )
        for name, url in _paired(row, find, owner):
            items.append(
                Item(
                    source=where,
                    title=row.title,
                    outlet=find.get(name) if name else None,
                    outlet_name=name or "",
                    day=row.day,
                    url=url,
                    people=row.people,
                    page=row.page,
                    level=row.level,
                    note=_note(row, where, language),
                )
            )
    return items


def _paired(
    row: SheetRow, find: dict[str, str | None], owner: Callable[[str], str | None]
) -> list[tuple[str | None, str | None]]:
    """The appearances of a row, each link with the outlet that owns its host."""
    if len(row.outlets) < 2 or not row.urls or len(row.urls) == len(row.outlets):
        return row.appearances()
    links = {owner(url): url for url in row.urls}
    owned = {name: links[id_] for name, id_ in find.items() if name in row.outlets and id_ is not None and id_ in links}
    if not owned:
        return row.appearances()
    return [(name, owned.get(name)) for name in row.outlets]


def _note(row: SheetRow, where: str, language: Language) -> str:
    """导入自台账 第4行（望潮供电所；头版）."""
    note = say("add.from_sheet", language, row=where)
    more = "；".join(text for text in (row.department, row.note) if text)
    return say("add.from_sheet_more", language, note=note, more=more) if more else note


def take_item(
    db: Database, config: Config, item: Item, known: Known, *, by: str, now: str, same: int | None = None
) -> Added:
    """Store an article without a page, and let it count by a decision.

    `by`: who says so; `now`: the moment; `same`: a stored article with its text, where that is known. An article that
    somebody decided on already keeps that decision.
    """
    id_ = known.same_appearance(item)
    if id_ is not None:
        return count_row(db, config, item, id_, by=by)
    done = take_in(db, record_of(item, now))
    id_ = done.article
    if id_ is None:
        return Added(item.source, done.outcome, None, done.reason, item.title, item.outlet, item.day)
    if done.outcome != "stored":
        return count_row(db, config, item, id_, by=by)
    same = same or known.same_story(item, id_)
    known.add(id_, item.title, item.outlet, item.day)
    if same is not None:
        decide(db, by=by, article=id_, decision=f"same-as {same}", note=item.note, config=config)
    if item.outlet is None and (level := level_of(item.level)):
        decide(db, by=by, article=id_, decision=f"set level={level}", note=item.note, config=config)
    told = replace(foreseen(item, known, None), outcome="stored", id=id_)
    reason = count(db, config, id_, by=by, note=item.note)
    return replace(told, reason=reason) if reason else told


def take_row(db: Database, config: Config, item: Item, id_: int, known: Known, *, by: str, now: str) -> Added:
    """A row whose link is stored: that article counts – unless it is another outlet's, as when a list names the newspaper and
    links a portal's copy: then the newspaper's is an appearance of its own, without a page, of the same story.
    """
    outlet = outlet_of(db, id_)
    if item.outlet is None or outlet in (None, item.outlet):
        return count_row(db, config, item, id_, by=by)
    return take_item(db, config, item, known, by=by, now=now, same=id_)


def outlet_of(db: Database, id_: int) -> str | None:
    """The outlet of an article, as it is in force."""
    row = db.execute(
        "select coalesce((select outlet from facts where article = a.id limit 1), outlet) from articles a where id = ?",
        [id_],
    ).fetchone()
    return row[0] if row else None


def count_row(db: Database, config: Config, item: Item, id_: int, *, by: str) -> Added:
    """Let a stored article count because a row of a list tells of it; an unknown outlet is the row's."""
    title, day = db.execute("select title, day from articles where id = ?", [id_]).fetchone()
    outlet = outlet_of(db, id_)
    if outlet is None and item.outlet is not None:
        decide(db, by=by, article=id_, decision=f"set outlet={item.outlet}", note=item.note, config=config)
    reason = count(db, config, id_, by=by, note=item.note)
    return Added(item.source, "already_stored", id_, reason, title, outlet or item.outlet, day)


def name_outlet(db: Database, config: Config, added: Added, outlet: str, *, by: str, note: str) -> Added:
    """What was added, with the outlet that somebody names for a page that nobody owns; a known outlet stays."""
    if added.id is None or outlet_of(db, added.id) is not None:
        return added
    decide(db, by=by, article=added.id, decision=f"set outlet={outlet}", note=note, config=config)
    return replace(added, outlet=outlet, reason=None if added.reason == "unknown_outlet" else added.reason)


def foreseen(item: Item, known: Known, stored: int | None) -> Added:
    """What would become of an item. `stored`: the article under its address."""
    id_ = stored or known.same_appearance(item)
    reason = None
    if not item.outlet:
        reason = "unknown_outlet"
    elif item.day is None:
        reason = "undated"
    return Added(item.source, "already_stored" if id_ else "stored", id_, reason, item.title, item.outlet, item.day)


def count(db: Database, config: Config, article: int, *, by: str, note: str) -> str | None:
    """Include an article, unless somebody decided on its counting before or it is a copy on a foreign site; why not."""
    said = [row["decision"].split()[0] for row in of_article(db, article) if row["in_force"]]
    last = next((word for word in reversed(said) if word in ("include", "exclude")), None)
    if last == "exclude":
        return "decided"
    if last is None:
        if copied := copied_from(db, article):
            return copied
        decide(db, by=by, article=article, decision="include", note=note, config=config)
    return None


def copied_from(db: Database, article: int) -> str | None:
    """ "mirror" and the address of the original, where that is known, of an article that is a mirror or may be one."""
    role, kept, why = db.execute("select role, mirror_of, why from articles where id = ?", [article]).fetchone()
    if role != "mirror" and "mirror_suspect" not in why.split():
        return None
    row = db.execute(
        "select o.url from articles a join articles o on o.story = a.story and o.role = 'original' and o.id <> a.id"
        " where a.id = ?",
        [article],
    ).fetchone()
    return f"mirror {(row and row[0]) or kept or ''}".strip()


def record_of(item: Item, now: str) -> Record:
    """The record of an item without a page."""
    key = hashlib.sha256("|".join((item.outlet_name or item.outlet or "", item.day or "", plain(item.title))).encode())
    article = Article(
        url=item.url if item.told else None,
        outlet=item.outlet,
        title=item.title,
        text=item.text,
        published=item.day,
        date_witness="decision" if item.day else None,
        witnesses=(Witness("decision", item.day, item.source),) if item.day else (),
        bylines=tuple(Byline(name, "correspondent") for name in item.people if is_name(name)),
        page=page_of(item.page),
        source=item.outlet_name if item.outlet is None and item.outlet_name else None,
    )
    headers = (("Content-Type", item.picture_type),) if item.picture is not None else ()
    return Record(
        link=item.url if item.told and item.url else f"manual:{key.hexdigest()[:24]}",
        outlet=item.outlet,
        fetched=now,
        article=article,
        body=item.picture,
        headers=headers,
        told=True,
    )


def _days_apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)
