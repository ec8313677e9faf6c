"""kill -9 at many points of a crawl over all kinds of entry: resumed, it comes to what an uninterrupted one does."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from newspapers import four_kinds
from web import CrawlingOffice, Site

Make = Callable[..., Site]

ARTICLES = 6 + 12 + 8 + 5
POINTS = [(2, 9, 30), (5, 14, 3), (20, 4, 8), (36, 1, 2), (26, 17, 6)]
"""Requests after which the first, second and third crawl are killed."""


def outcome(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a database says in the end, without the numbers that depend on order."""
    questions = {
        "articles": "select title, day, outlet, page_number, page_front from articles",
        "links": "select url, outlet, state, reason from links",
        "texts": "select count(*) from article_texts union all select count(distinct article) from evidence",
        "mentions": "select title, alias, verdict from mentions join articles on articles.id = article",
        "seen": "select outlet, entry, fault, max(newest), min(oldest) from entry_reads group by outlet, entry",
    }
    db = sqlite3.connect(folder / "coverage.db")
    try:
        return {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in questions.items()}
    finally:
        db.close()


def kill_after(office: CrawlingOffice, sites: list[Site], requests: int) -> None:
    """Start a crawl and kill it when it has asked for so many pages; one that ends before that has ended well."""
    already = sum(len(one.log) for one in sites)
    process = office.start("crawl")
    while process.poll() is None and sum(len(one.log) for one in sites) - already < requests:
        time.sleep(0.005)
    process.kill()
    process.communicate()


def newsroom(office: CrawlingOffice, make: Make) -> list[Site]:
    """Four sites, declared."""
    sites = [make() for _ in range(4)]
    four_kinds(*sites)
    feed, listing, sitemap, paper = (one.url for one in sites)
    office.crawl["since"] = "2022-04-01"
    office.outlet("feed", feeds=[f"{feed}/rss.xml"])
    office.outlet("listing", listings=[f"{listing}/list_1.html"])
    office.outlet("sitemap", sitemaps=[f"{sitemap}/sitemap.xml"])
    office.outlet("paper", channel="epaper", epapers=[f"{paper}/pc/layout/"])
    return sites


@pytest.mark.parametrize("points", POINTS, ids=str)
def test_a_crawl_that_is_killed_three_times_comes_to_the_same(
    office: CrawlingOffice, site: Make, tmp_path: Path, points: tuple[int, ...]
) -> None:
    sites = newsroom(office, site)
    for requests in points:
        kill_after(office, sites, requests)
    office.crawled()
    killed = outcome(office.folder)
    whole = CrawlingOffice(tmp_path / "whole")
    whole.folder.mkdir()
    whole.crawl, whole.outlets = office.crawl, office.outlets
    assert {name: one["ended"] for name, one in whole.crawled().items()} == dict.fromkeys(
        ("feed", "listing", "paper", "sitemap"), "finished"
    )
    assert len(killed["articles"]) == ARTICLES
    assert killed == outcome(whole.folder)
