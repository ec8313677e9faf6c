"""Discover: where a site can be read – feeds, sitemaps, an e-paper, a list – from its home page, tried before it is believed.

`candidates` is pure; `discover` asks, through crawler/fetch.py. Nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from coverage_db.alarms import PAUSE_UNKNOWN_DAYS
from coverage_db.outlets import address
from coverage_db.records import Article

from .entries.base import Answer, Listed, Scope
from .entries.epaper import Issue, calendar_urls, read_calendar, read_index, read_page
from .entries.listing import base_of, parse
from .extract import extract_article, listed_day, with_listed_date
from .fetch import Answered, Look
from .outlet import KINDS
from .urls import canonical

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
WELL_KNOWN = {
    "feeds": ("/rss.xml", "/feed", "/feed.xml", "/atom.xml", "/rss", "/index.xml", "/feed.json"),
    "sitemaps": ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-news.xml"),
    "epapers": ("/pc/layout/", "/html/"),
}
"""Paths that are tried when the site names none of their kind."""
LIST_WORDS = re.compile(r"要闻|新闻|资讯|动态|最新|滚动|更多|快讯|news", re.I)
"""Words of a link that leads to a list of articles."""
ARTICLE_LIKE = re.compile(r"\d{5,}|\d[^/]*\.s?html?$")
"""Paths that look like an article's: no list."""
LISTS_MOST = 4
FEEDS_MOST = 4
ONWARD_MOST = 4
"""Further pages that a trial follows: sitemaps of an index, pages of an issue."""
SHOWN = 10
"""Articles that a trial looks at."""
ORDER = ("epapers", "feeds", "sitemaps", "listings")
"""What is taken first. Where a feed or an e-paper works, sitemap and list are not needed."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An article that would have been taken."""

    listed: Listed
    article: Article

    @property
    def good(self) -> bool:
        """Whether it is one: a title and a text."""
        return self.article.fault is None and bool(self.article.title and self.article.text)


@dataclass(slots=True)
class Trial:
    """One entry, tried."""

    key: str
    """The key of [[outlet]] it would stand under."""
    url: str
    status: int | None = None
    fault: str | None = None
    links: list[Listed] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    @property
    def newest(self) -> str | None:
        """The day of its newest article, as it lists them or as the pages say."""
        listed = [listed_day(link.raw, None) for link in self.links if link.raw]
        read = [sample.article.published for sample in self.samples]
        return max((day[:10] for day in (*listed, *read) if day), default=None)

    def stopped(self, today: str) -> bool:
        """Whether it answers with old articles only."""
        newest = self.newest
        return newest is not None and (date.fromisoformat(today) - date.fromisoformat(newest)).days > PAUSE_UNKNOWN_DAYS

    @property
    def good(self) -> bool:
        """Whether it gives articles: links, and at least half of those looked at are articles."""
        found = sum(sample.good for sample in self.samples)
        return bool(self.links) and (not self.samples or found * 2 >= len(self.samples) > 0)


@dataclass(slots=True)
class Found:
    """What a site offers."""

    url: str
    name: str
    trials: list[Trial]
    chosen: list[Trial]
    fault: str | None = None
    """Why the home page could not be read."""

    def entries(self) -> dict[str, list[str]]:
        """{key of [[outlet]]: URLs} of what was chosen."""
        found: dict[str, list[str]] = {}
        for trial in self.chosen:
            found.setdefault(trial.key, []).append(trial.url)
        return found

    def samples(self) -> list[Sample]:
        """Up to SHOWN articles, from each chosen entry in turn."""
        rows = zip_longest(*(trial.samples for trial in self.chosen))
        return [sample for row in rows for sample in row if sample is not None][:SHOWN]


async def discover(look: Look, url: str, today: str) -> Found:
    """Try what the site names, then well-known paths, and choose what works. `today`: which issue of a paper is asked for."""
    home = await look.get(url)
    if home.fault is not None:
        return Found(url, "", [], [], home.fault)
    if extract_article(home.body, home.url).fault == "blocked":
        return Found(url, "", [], [], "blocked")
    robots = await look.get(urljoin(home.url, "/robots.txt"))
    answer = _answer(home)
    named = list(candidates(answer, robots.body.decode("utf-8", "replace") if robots.fault is None else ""))
    look.addresses.update(address(one) for _, one in named if is_sibling(one, home.url))
    trials: list[Trial] = []
    old: list[Trial] = []
    for key in ORDER:
        urls = [one for kind, one in named if kind == key] or [
            urljoin(home.url, path) for path in WELL_KNOWN.get(key, ())
        ]
        tried = [await try_entry(look, key, one, today) for one in dict.fromkeys(urls)]
        trials += tried
        working = sorted((trial for trial in tried if trial.links), key=lambda trial: -len(trial.links))
        most = {"feeds": FEEDS_MOST, "epapers": 1, "sitemaps": 1, "listings": 1}[key]
        chosen: list[Trial] = []
        for trial in working:
            if len(chosen) < most:
                await look_at_articles(look, trial, SHOWN)
                chosen += [trial] if trial.good else []
        fresh = [trial for trial in chosen if not trial.stopped(today)]
        if fresh:
            return Found(home.url, site_name(answer), trials, fresh)
        old = old or chosen
    return Found(home.url, site_name(answer), trials, old)


def candidates(home: Answer, robots: str) -> Iterator[tuple[str, str]]:
    """(key of [[outlet]], URL) of what the page itself is, and of all that it and robots.txt name."""
    start = home.body.lstrip()[:300].lower()
    if start.startswith(b"{") or b"<rss" in start or b"<feed" in start or b"<rdf" in start:
        yield "feeds", home.url
        return
    if b"<urlset" in start or b"<sitemapindex" in start:
        yield "sitemaps", home.url
        return
    for line in robots.splitlines():
        if line.lower().startswith("sitemap:"):
            yield "sitemaps", urljoin(home.url, line.partition(":")[2].strip())
    tree = parse(home)
    if tree is None:
        return
    base = base_of(tree, home.url)
    if "/layout/" in urlsplit(home.url).path or re.search(r"/node_\w+\.html?$", home.url):
        yield "epapers", epaper_root(home.url)
        return
    yield from _named(tree, base, home.url)


def _named(tree: HtmlElement, base: str, home: str) -> Iterator[tuple[str, str]]:
    for element in tree.iter("link"):
        if (element.get("type") or "").lower() in FEED_TYPES and element.get("href"):
            yield "feeds", urljoin(base, element.get("href") or "")
    lists = [home]
    for anchor in tree.iter("a"):
        found = canonical(anchor.get("href") or "", base)
        if found is None or not is_sibling(found, home):
            continue
        path = urlsplit(found).path.lower()
        if re.search(r"/layout/|/node_\w+\.html?$|/nbs\.", path):
            yield "epapers", epaper_root(found)
        elif re.search(r"\.(?:rss|xml)$|/(?:rss|feed|atom)/?$", path):
            yield ("sitemaps" if "sitemap" in path else "feeds"), found
        elif (
            address(found) == address(home)
            and LIST_WORDS.search(anchor.text_content())
            and not ARTICLE_LIKE.search(path)
        ):
            lists.append(found)
    for url in list(dict.fromkeys(lists))[:LISTS_MOST]:
        yield "listings", url


def epaper_root(url: str) -> str:
    """The root of a Founder e-paper, from any of its pages."""
    parts = urlsplit(url)
    path = re.sub(r"(?:\d{4}-?\d{2}/.*|index\.html?$|period\.xml$|n(?:ode|bs)[^/]*$)", "", parts.path)
    return f"{parts.scheme}://{parts.netloc}{path}"


def is_sibling(url: str, home: str) -> bool:
    """Whether a host belongs to the site of `home`: the same one, or another below the same domain (never a number)."""
    host, own = urlsplit(url).hostname or "", urlsplit(home).hostname or ""
    if address(url) == address(home):
        return True
    domain = own.removeprefix("www.")
    return "." in domain and re.search(r"[a-z]", domain) is not None and (host == domain or host.endswith(f".{domain}"))


async def try_entry(look: Look, key: str, url: str, today: str, scope: Scope | None = None) -> Trial:
    """Ask for one entry and read it. Without `scope`: the articles of its own host."""
    scope = scope or Scope((address(url),))
    trial = Trial(key, url)
    steps = _try_epaper(look, trial, today, scope) if key == "epapers" else _try_list(look, trial, scope)
    last = await steps
    if not trial.links and trial.fault is None and extract_article(last.body, last.url).fault == "blocked":
        trial.fault = "blocked"
    return trial


async def _try_list(look: Look, trial: Trial, scope: Scope) -> Answered:
    """A feed, a sitemap or a list; further pages (the sitemaps of an index) until one gives links. The last answer."""
    entry = KINDS[trial.key][0]
    answered = await look.get(trial.url)
    trial.status, trial.fault = answered.status, answered.fault
    waiting: list[str] = []
    for _ in range(ONWARD_MOST):
        if answered.fault is None:
            reading = entry.read(_answer(answered), scope)
            trial.fault = reading.fault
            trial.links += reading.links
            waiting += [onward.url for onward in reading.onward]
        if trial.links or not waiting:
            break
        answered = await look.get(waiting.pop(0))
    return answered


async def _try_epaper(look: Look, trial: Trial, today: str, scope: Scope) -> Answered:
    """A newspaper: its latest issue by the calendar of this month or the last one, else by its index. The last answer."""
    months = (today[:7], (date.fromisoformat(f"{today[:7]}-01") - timedelta(days=1)).isoformat()[:7])
    for url in (calendar for month in months for calendar in calendar_urls(trial.url, month)):
        answered = await look.get(url)
        issues = read_calendar(_answer(answered), trial.url, scope) if answered.fault is None else None
        if issues:
            issue: Issue | None = issues[-1]
            break
    else:
        answered = await look.get(trial.url)
        issue = read_index(_answer(answered), scope) if answered.fault is None else None
    if issue is not None:
        answered = await look.get(issue.first)
        if answered.fault is None:
            trial.links += read_page(_answer(answered), scope, issue.day).links
    trial.status, trial.fault = answered.status, answered.fault
    return answered


def _answer(answered: Answered) -> Answer:
    return Answer(answered.url, answered.body, answered.content_type)


async def look_at_articles(look: Look, trial: Trial, most: int) -> None:
    """Fetch and read the first articles of an entry."""
    for listed in trial.links[:most]:
        trial.samples.append(Sample(listed, await read_article(look, listed)))


async def read_article(look: Look, listed: Listed) -> Article:
    """One listed article; its `fault` says why it is none."""
    answered = await look.get(listed.url)
    if answered.fault is not None:
        return Article(url=listed.url, fault=answered.fault)
    article = extract_article(answered.body, answered.url, answered.headers)
    if listed.kind is not None and listed.raw:
        article = with_listed_date(article, listed.kind, listed.raw)
    return article


def site_name(home: Answer) -> str:
    """The name that a home page gives its site; "" when it gives none."""
    tree = parse(home)
    if tree is None:
        return ""
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:site_name" and meta.get("content"):
            return str(meta.get("content")).strip()
    title = tree.findtext(".//title") or ""
    parts: Sequence[str] = [part.strip() for part in re.split(r"[-_|—–·,，]+", title) if part.strip()]
    return re.sub(r"(?:首页|欢迎您?)$", "", parts[0]).strip() if parts else ""
