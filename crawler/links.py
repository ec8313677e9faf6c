"""Links: the table of what was seen – what an entry lists, what waits to be fetched, what is to be looked at again.

A link's end (stored, refused, failed) is written by `intake.take_in`, together with its article.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from coverage_db.database import transaction
from coverage_db.records import Page

from .entries.base import LINKS_MOST, Listed
from .extract import listed_day, url_day
from .tally import EntryRead

TRIES_MOST = 5
"""A link whose faults may heal is asked by so many crawls, however close together."""
TRIED_FOR = timedelta(days=30)
"""… and by one a day for so long."""
LOOKS_AFTER_DAYS = (1, 7)
"""Ages at which a counted article is looked at again."""
GONE = ("http_404", "http_410")
GONE_AGAIN = timedelta(hours=20)
"""A page that is gone is asked once more so long after; a day, give or take, as crawls run daily."""
PAGE_PDF = "page_pdf"
BEFORE_SINCE = "before_since"
"""Reason of a link that was not fetched because it is older than `since`; a wider `since` brings it back."""


@dataclass(frozen=True, slots=True)
class Link:
    """A row of `links` that is to be fetched."""

    url: str
    kind: str | None = None
    """feed, listing or epaper: the witness that `raw` is; None: it is none (a sitemap's lastmod)."""
    raw: str = ""
    """The date as the entry printed it."""
    page: Page | None = None
    look: bool = False
    """A later look at an article that is stored."""


class Links:
    """The links of one run."""

    def __init__(self, db: Database, run: int, since: str, now: Callable[[], str]) -> None:
        self.db = db
        self.run = run
        self.since = since
        self.now = now

    def see(self, outlet: str, listed: Sequence[Listed], read: EntryRead) -> list[Link]:
        """Note the links that an entry shows; those that are to be fetched and that no earlier entry showed."""
        wanted = []
        now = self.now()
        with transaction(self.db):
            for one in listed:
                day = self._day(one)
                read.links += 1
                if day is not None and day <= now[:10]:  # a clock may be a year ahead
                    read.add(day)
                elif read.kind == "sitemap" and one.updated is not None:  # it was published then, or before
                    read.reach(one.updated[:10])
                link = self._see_one(outlet, one, self._is_old(one, day), read, now)
                if link is not None:
                    wanted.append(link)
        return wanted

    def _see_one(self, outlet: str, one: Listed, is_old: bool, read: EntryRead, now: str) -> Link | None:
        row = self.db.execute(
            "select state, reason, run, article, updated, listed from links where url = ?", [one.url]
        ).fetchone()
        if row is None:
            if read.new >= LINKS_MOST:
                read.left += 1
                return None
            if is_old and read.kind == "sitemap":  # it lists the whole past of a site; nothing of it is lost
                return None
            read.new += 1
            self._insert(outlet, read.entry, one, now, is_old)
            return None if is_old else Link(one.url, one.kind, one.raw, one.page)
        state, reason, run, article, updated, raw = row
        read.known += run != self.run
        if state == "refused" and reason == BEFORE_SINCE and not is_old:
            self.db.execute(
                "update links set state = 'waiting', reason = null, last_seen = ? where url = ?", [now, one.url]
            )
            return Link(one.url, one.kind, one.raw, one.page)
        renewed = article is not None and self._is_renewed(
            one, updated or (listed_day(raw, now) if raw else None), article
        )
        self.db.execute(
            "update links set last_seen = ?, updated = coalesce(?, updated) where url = ?", [now, one.updated, one.url]
        )
        return Link(one.url, one.kind, one.raw, one.page, look=True) if renewed else None

    def _is_renewed(self, one: Listed, before: str | None, article: int) -> bool:
        """Whether the entry says that an article about us was changed since it was last listed."""
        if one.updated is None or before is None or one.updated <= before:
            return False
        return self.db.execute("select 1 from candidates where article = ?", [article]).fetchone() is not None

    def _day(self, one: Listed) -> str | None:
        """The day by which a list is ordered: the entry's date, else the date in the address."""
        listed = listed_day(one.raw, self.now()) if one.raw else None
        return listed[:10] if listed else url_day(one.url)

    def _is_old(self, one: Listed, day: str | None) -> bool:
        """Whether it was published before `since`; what was last changed before it was."""
        latest = day or one.updated
        return latest is not None and latest[:10] < self.since

    def _insert(self, outlet: str, entry: str, one: Listed, now: str, is_old: bool) -> None:
        page = None
        if one.page is not None:
            page = json.dumps([one.page.number, one.page.name, one.page.front, one.pdf], ensure_ascii=False)
        values = {
            "url": one.url,
            "outlet": outlet,
            "entry": entry,
            "title": one.title,
            "listed": one.raw or None,
            "listed_kind": one.kind,
            "updated": one.updated,
            "page": page,
            "first_seen": now,
            "last_seen": now,
            "state": "refused" if is_old else "waiting",
            "reason": BEFORE_SINCE if is_old else None,
            "run": self.run,
        }
        self.db.execute(
            f"insert into links ({', '.join(values)}) values ({', '.join('?' * len(values))})", list(values.values())
        )

    def revive(self, outlet: str) -> None:
        """Bring back what an earlier, narrower `since` kept out."""
        rows = self.db.execute(
            "select url, listed, listed_kind, updated from links where outlet = ? and state = 'refused' and reason = ?",
            [outlet, BEFORE_SINCE],
        ).fetchall()
        back = []
        for url, raw, kind, updated in rows:
            one = Listed(url, raw=raw or "", kind=kind, updated=updated)
            if not self._is_old(one, self._day(one)):
                back.append([url])
        with transaction(self.db):
            self.db.conn.executemany("update links set state = 'waiting', reason = null where url = ?", back)

    def waiting(self, outlet: str) -> list[Link]:
        """What earlier crawls left to fetch: links that wait, and those whose fault may have healed – a few times at once,
        then daily for a month: a site may be down for a week.
        """
        now = datetime.fromisoformat(self.now())
        rows = self.db.execute(
            """select url, listed_kind, listed, page from links where outlet = ? and state in ('waiting', 'failed')
            and (tries < ? or (first_seen >= ? and tried <= ?)) order by first_seen desc""",
            [outlet, TRIES_MOST, (now - TRIED_FOR).isoformat(), (now - GONE_AGAIN).isoformat()],
        ).fetchall()
        return [Link(url, kind, raw or "", _page(page)) for url, kind, raw, page in rows]

    # -- after the articles

    def looks_due(self, outlet: str, counted: Collection[int]) -> list[Link]:
        """Counted articles that are to be seen again: a day and a week after they were stored, and a day after a page
        answered that it is gone.
        """
        now = datetime.fromisoformat(self.now())
        rows = self.db.execute(
            """select links.url, listed_kind, listed, page, looks, reason, tried, articles.first_seen, article
            from links join articles on articles.id = links.article
            where links.outlet = ? and articles.gone is null and (looks < ? or reason in ('http_404', 'http_410'))""",
            [outlet, len(LOOKS_AFTER_DAYS)],
        ).fetchall()
        due = []
        for url, kind, raw, page, looks, reason, tried, first_seen, article in rows:
            if article not in counted:
                continue
            since_gone = now - datetime.fromisoformat(tried) if reason in GONE and tried else None
            looked_enough = looks >= len(LOOKS_AFTER_DAYS)
            is_due = not looked_enough and _age_days(first_seen, now) >= LOOKS_AFTER_DAYS[looks]
            if (since_gone is not None and since_gone >= GONE_AGAIN) or (since_gone is None and is_due):
                due.append(Link(url, kind, raw or "", _page(page), look=True))
        return due

    def looked(self, url: str) -> None:
        """Note a later look: as many as the article's age has asked for."""
        row = self.db.execute(
            "select first_seen from articles where id = (select article from links where url = ?)", [url]
        ).fetchone()
        if row is None:
            return
        age = _age_days(row[0], datetime.fromisoformat(self.now()))
        looks = sum(age >= days for days in LOOKS_AFTER_DAYS)
        with transaction(self.db):
            self.db.execute("update links set looks = max(looks, ?) where url = ?", [looks, url])

    def page_pdfs_due(self, outlet: str, counted: Collection[int]) -> dict[str, list[int]]:
        """{URL of a newspaper page's PDF: counted articles of that page that have no copy of it}."""
        rows = self.db.execute(
            """select article, page from links where outlet = ? and article is not null and page is not null
            and not exists (select 1 from evidence where evidence.article = links.article and kind = ?)""",
            [outlet, PAGE_PDF],
        ).fetchall()
        due: dict[str, list[int]] = {}
        for article, page in rows:
            pdf = json.loads(page)[3]
            if pdf is not None and article in counted:
                due.setdefault(pdf, []).append(article)
        return due


def _age_days(moment: str, now: datetime) -> float:
    return (now - datetime.fromisoformat(moment)) / timedelta(days=1)


def _page(text: str | None) -> Page | None:
    if text is None:
        return None
    number, name, front, _ = json.loads(text)
    return Page(number, name, front)
