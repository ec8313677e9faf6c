"""Adding: links and saved pages that an officer hands over, fetched where needed, read and taken in. One reactor a process.

Only the hosts of these links are asked, with the settings and the politeness of a crawl.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from sqlite_utils import Database

from coverage_db.by_hand import Added, copied_from
from coverage_db.config import Config
from coverage_db.given import Link, SavedPage, is_private
from coverage_db.intake import take_in
from coverage_db.outlets import address, outlet_rows, owner_of
from coverage_db.records import Article, Outcome, ReadPage, Record

from .continued import Trail, with_page
from .extract import extract_article
from .fetch import REQUESTS_MOST, Answered, Look, looking
from .peers import PRIVATE
from .urls import canonical

LINKS_MOST = REQUESTS_MOST
"""Pages that one call fetches; the rest is named and taken by the next call."""


def sort_out(db: Database, links: Iterable[Link]) -> tuple[list[Link], list[Added]]:
    """(links to fetch, what is settled without: no address, a private one, one that is stored)."""
    wanted: dict[str, Link] = {}
    settled: list[Added] = []
    declared = declared_addresses(db)
    for link in links:
        url = canonical(link.url)
        if url is None:
            settled.append(Added(link.source, "refused", None, "no_address"))
        elif is_private(url) and not link.typed and address(url) not in declared:
            settled.append(Added(link.source, "refused", None, PRIVATE))
        elif (stored := stored_article(db, url)) is not None:
            settled.append(replace(_shown(db, stored, link.source), outcome="already_stored"))
        elif url not in wanted:
            wanted[url] = replace(link, url=url)
    return list(wanted.values()), settled


def declared_addresses(db: Database) -> set[str]:
    """The hosts of all outlets."""
    return {known for row in outlet_rows(db) for known in row.addresses}


def stored_article(db: Database, url: str) -> int | None:
    """The article that is stored under an address, or under one that led to it."""
    row = db.execute(
        "select id from articles where url = :url union all select article from links where url = :url and article is not null",
        {"url": url},
    ).fetchone()
    return int(row[0]) if row else None


def fetch(
    config: Config,
    links: Iterable[Link],
    arrived: Callable[[Link, Answered, list[Answered]], None],
    declared: Collection[str],
) -> None:
    """Ask for the links; `arrived` is told of each answer, and of the further pages of its article, at once, so that Ctrl-C
    loses nothing that came. Hosts are asked side by side, each for one page at a time. Once in a process. `declared`: the
    hosts of all outlets.
    """
    by_host: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_host[address(link.url)].append(link)
    strangers = [host for host, own in by_host.items() if host not in declared and not any(one.typed for one in own)]

    spare = REQUESTS_MOST - sum(map(len, by_host.values()))

    async def further(look: Look, answer: Answered) -> list[Answered]:
        nonlocal spare
        trail = Trail(answer.url)
        found: list[Answered] = []
        url = trail.next_page(answer.body)
        while url is not None and spare > 0:
            spare -= 1
            await asyncio.sleep(config.crawl.delay)
            page = await look.get(url)
            found += [page] if page.fault is None else []
            url = trail.next_page(page.body)
        return found

    async def host(look: Look, links: list[Link]) -> None:
        for place, link in enumerate(links):
            if place:
                await asyncio.sleep(config.crawl.delay)
            answer = await look.get(link.url)
            arrived(link, answer, await further(look, answer))

    async def job(look: Look) -> None:
        await asyncio.gather(*(host(look, links) for links in by_host.values()))

    if by_host:
        looking(config, frozenset(by_host), job, strangers)


def take_answer(db: Database, link: Link, answer: Answered, further: Iterable[Answered], now: str) -> Added:
    """Store what a link came to; `further`: what may be the further pages of its article."""
    if answer.fault == PRIVATE:
        return Added(link.source, "refused", None, PRIVATE)
    if answer.fault is not None:
        record = Record(
            link=link.url, outlet=owner_of(db, link.url), fetched=now, fault=answer.fault, status=answer.status
        )
        take_in(db, record)
        return Added(link.source, "refused", None, answer.fault)
    url = canonical(answer.url) or answer.url
    return _take(db, link, answer.body, url, answer.headers, now, status=answer.status, further=further)


def take_page(db: Database, page: SavedPage, url: str, source: str, now: str) -> Added:
    """Store a page that was saved from a browser; `url`: where it stands on the web."""
    link = Link(canonical(url) or url, source, typed=True)
    headers = {"Content-Type": page.content_type} if page.content_type else {}
    return _take(db, link, page.body, link.url, headers, now, status=None)


def _take(
    db: Database,
    link: Link,
    body: bytes,
    url: str,
    headers: Mapping[str, str],
    now: str,
    *,
    status: int | None,
    further: Iterable[Answered] = (),
) -> Added:
    article = extract_article(body, url, headers, now)
    outlet = owner_of(db, url, article.account)
    record = Record(
        link=link.url,
        outlet=outlet,
        fetched=now,
        article=None if article.fault else replace(article, url=_own_url(article, url), outlet=outlet),
        fault=article.fault,
        status=status,
        body=body,
        headers=tuple(headers.items()),
    )
    for page in further:
        read = extract_article(page.body, page.url, page.headers, now)
        record = with_page(record, ReadPage(page.url, page.body, page.status, tuple(page.headers.items())), read)
    return _added(db, link.source, take_in(db, record))


def _own_url(article: Article, url: str) -> str:
    """The page's canonical link where it is one of the same host and no shorter way, else its address."""
    own = canonical(article.canonical) if article.canonical else None
    if own is None or address(own) != address(url) or own.count("/") < url.count("/"):
        return url
    return own


def _added(db: Database, source: str, outcome: Outcome) -> Added:
    if outcome.article is None:
        return Added(source, outcome.outcome, None, outcome.reason)
    return replace(_shown(db, outcome.article, source), outcome=outcome.outcome)


def _shown(db: Database, id_: int, source: str) -> Added:
    """An article as the answer shows it: a copy on a foreign site says so, an unknown outlet too."""
    title, outlet, day = db.execute("select title, outlet, day from articles where id = ?", [id_]).fetchone()
    reason = copied_from(db, id_) or (None if outlet else "unknown_outlet")
    return Added(source, "stored", id_, reason, title, outlet, day)
