"""Later looks at counted articles, and the newspaper pages that are kept for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from newspapers import FRIDAY, TWO_DAYS, epaper
from web import CrawlingOffice, Reply, Site, article, rss

Make = Callable[..., Site]


def rows(office: CrawlingOffice, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(office.folder / "coverage.db")
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def april(day: int, hour: int = 8) -> str:
    return f"2022-04-{day:02}T{hour:02}:00:00+08:00"


def two_articles(office: CrawlingOffice, make: Make) -> Site:
    """One about us, one not; both stored on 10 April."""
    paper = make()
    items = [("/ours.html", "海州湾供电保春耕", FRIDAY), ("/theirs.html", "港口开出新航线", FRIDAY)]
    paper.pages = {"/rss.xml": rss(paper.url, items), **{path: article(title) for path, title, _ in items}}
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    office.crawled(now=april(10))
    paper.log.clear()
    return paper


def test_a_counted_article_is_looked_at_after_one_and_after_seven_days(office: CrawlingOffice, site: Make) -> None:
    paper = two_articles(office, site)
    asked = {}
    for day, hour in ((10, 20), (11, 8), (11, 9), (12, 8), (17, 8), (18, 8), (25, 8)):
        office.crawled(now=april(day, hour))
        asked[day, hour] = "/ours.html" in paper.asked
        assert "/theirs.html" not in paper.asked
        paper.log.clear()
    assert [when for when, was in asked.items() if was] == [(11, 8), (17, 8)]
    assert rows(office, "select count(*) from article_versions") == [(0,)]


def test_a_changed_page_keeps_both_versions_and_waits_for_the_officer(office: CrawlingOffice, site: Make) -> None:
    paper = two_articles(office, site)
    paper.pages["/ours.html"] = article(
        "海州湾供电保春耕", text="更正：这条线路属于另一家公司，此前报道的单位名称有误，特此说明。", day="2022-04-01"
    )
    assert office.crawled(now=april(11))["paper"]["new"] == 0
    assert rows(office, "select count(*) from article_versions") == [(1,)]
    assert rows(office, "select day, changed is not null from articles where url like '%ours%'") == [("2022-04-06", 1)]
    assert rows(office, "select kind from evidence join articles on articles.id = article where articles.url like '%ours%' order by kind") == [
        ("page",), ("version",),
    ]  # fmt: skip


def test_a_page_is_gone_after_two_answers_a_day_apart_while_its_outlet_answers(
    office: CrawlingOffice, site: Make
) -> None:
    paper = two_articles(office, site)
    page = paper.pages.pop("/ours.html")
    feed = paper.pages.pop("/rss.xml")
    office.crawled(now=april(11))  # the whole site is down: that says nothing of one page
    paper.pages["/rss.xml"] = feed
    office.crawled(now=april(12))
    assert rows(office, "select gone from articles where url like '%ours%'") == [(None,)]
    office.crawled(now=april(12, 10))
    assert rows(office, "select gone from articles where url like '%ours%'") == [(None,)]
    office.crawled(now=april(13))
    assert rows(office, "select gone from articles where url like '%ours%'") == [(april(13),)]
    paper.pages["/ours.html"] = page


def test_the_page_pdf_of_a_counted_article_is_kept_once(office: CrawlingOffice, site: Make) -> None:
    paper = site()
    epaper(paper, TWO_DAYS)
    office.crawl["since"] = "2022-04-18"
    office.outlet("paper", channel="epaper", epapers=[f"{paper.url}/pc/layout/"])
    office.crawled()
    assert [path for path in paper.asked if path.endswith(".pdf")] == ["/pc/page/2022-04-19-1.pdf"]
    assert rows(office, "select title, kind from evidence join articles on articles.id = article where kind = 'page_pdf'") == [
        ("海州湾供电保春耕", "page_pdf"),
    ]  # fmt: skip
    paper.log.clear()
    office.crawled()
    assert not any(path.endswith(".pdf") for path in paper.asked)


def test_a_pdf_that_is_none_is_named_and_asked_for_again(office: CrawlingOffice, site: Make) -> None:
    paper = site()
    epaper(paper, TWO_DAYS)
    paper.pages["/pc/page/2022-04-19-1.pdf"] = Reply("<html>请登录</html>")
    office.crawl["since"] = "2022-04-18"
    office.outlet("paper", channel="epaper", epapers=[f"{paper.url}/pc/layout/"])
    found = office.crawled()["paper"]
    assert (found["faults"], found["ended"]) == ({"no_text": 1}, "finished")
    paper.log.clear()
    office.crawled()
    assert "/pc/page/2022-04-19-1.pdf" in paper.asked
