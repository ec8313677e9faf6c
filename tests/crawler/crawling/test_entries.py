"""The four kinds of entry over real HTTP: sitemaps, JSON feeds, dirty XML, learned listings, Founder e-papers."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable

import pytest
from newspapers import TWO_DAYS, epaper
from web import CrawlingOffice, Reply, Site, article, rss

Make = Callable[..., Site]

FRIDAY = "Fri, 08 Apr 2022 09:30:00 +0800"
XML = "application/xml"


def rows(office: CrawlingOffice, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(office.folder / "coverage.db")
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def titles(office: CrawlingOffice) -> set[object]:
    return {row[0] for row in rows(office, "select title from articles")}


def urlset(site: Site, items: list[tuple[str, str]], extra: str = "") -> str:
    body = "".join(f"<url><loc>{site.url}{path}</loc><lastmod>{day}</lastmod>{extra}</url>" for path, day in items)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{body}</urlset>'


def test_a_sitemap_index_is_followed_only_where_something_is_new(office: CrawlingOffice, site: Make) -> None:
    one = site()
    children = [("/s-new.xml.gz", "2022-04-08"), ("/s-old.xml", "2020-01-01"), ("/s-news.xml", "2022-04-09")]
    index = "".join(f"<sitemap><loc>{one.url}{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in children)
    news = "<news:news><news:publication_date>2022-04-07T08:00:00+08:00</news:publication_date><news:title>快讯</news:title></news:news>"
    one.pages = {
        "/sitemap.xml": lambda asked: Reply(
            f"<sitemapindex>{index}</sitemapindex>",
            304 if "If-None-Match" in asked.headers else 200,
            XML,
            {"ETag": '"index"'},
        ),
        "/s-new.xml.gz": Reply(
            gzip.compress(urlset(one, [("/n/1.html", "2022-04-08"), ("/n/2.html", "2019-01-01")]).encode()),
            type="application/gzip",
        ),
        "/s-news.xml": Reply(urlset(one, [("/n/3.html", "2022-04-09")], news), type=XML, headers={"ETag": '"n"'}),
        "/n/1.html": article("网站地图里的第一篇"),
        "/n/3.html": article("网站地图里的快讯"),
    }
    office.outlet("paper", sitemaps=[f"{one.url}/sitemap.xml"])
    assert office.crawled()["paper"]["faults"] == {}
    assert titles(office) == {"网站地图里的第一篇", "网站地图里的快讯"}
    assert "/s-old.xml" not in one.asked
    assert "/n/2.html" not in one.asked
    assert rows(office, "select oldest, newest, fault from entry_reads") == [("2019-01-01", "2022-04-07", None)]
    one.log.clear()
    one.pages["/s-news.xml"] = lambda asked: (
        Reply("", 304) if asked.headers.get("If-None-Match") == '"n"' else Reply("", 500)
    )
    assert office.crawled()["paper"] == {
        "outlet": "paper",
        "seen": 2,
        "new": 0,
        "mentions": 0,
        "faults": {},
        "ended": "finished",
    }
    assert one.asked == ["/sitemap.xml", "/s-news.xml", "/s-new.xml.gz"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (gzip.compress(b"<urlset>" + b"<url></url>" * 8_000_000, mtime=0), "too_large"),
        (gzip.compress(b"<urlset><url><loc>x</loc></url></urlset>" * 99, mtime=0)[:-20], "bad_encoding"),
        (b"<html><body>not a map</body></html>", "bad_feed"),
        (b"<urlset></urlset>", "empty_feed"),
    ],
    ids=["bomb", "cut off", "a page", "empty"],
)  # fmt: skip
def test_a_sitemap_that_is_none_is_named(office: CrawlingOffice, site: Make, body: bytes, fault: str) -> None:
    one = site({"/sitemap.xml": Reply(body, type=XML)})
    office.outlet("paper", sitemaps=[f"{one.url}/sitemap.xml"])
    found = office.crawled()["paper"]
    assert (found["faults"], found["ended"]) == ({fault: 1}, "failed")


def test_an_xml_bomb_expands_to_nothing(office: CrawlingOffice, site: Make) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><{{root}}>&l11;</{{root}}>'
    one = site(
        {
            "/s.xml": Reply(bomb.replace("{root}", "urlset"), type=XML),
            "/f.xml": Reply(bomb.replace("{root}", "rss"), type=XML),
        }
    )
    office.outlet("paper", sitemaps=[f"{one.url}/s.xml"], feeds=[f"{one.url}/f.xml"])
    assert set(office.crawled()["paper"]["faults"]) <= {"bad_feed", "empty_feed"}


def test_json_feed_atom_and_dirty_xml_are_read(office: CrawlingOffice, site: Make) -> None:
    one = site()
    items = [{"id": "1", "url": f"{one.url}/j.html", "title": "甲", "date_published": "2022-04-06T09:30:00+08:00"}]
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>乙</title><link href="{one.url}/atom.html"/><updated>2022-04-06T01:30:00Z</updated></entry></feed>'
    dirty = f'<?xml version="1.0" encoding="GB2312"?>\n<rss version="2.0"><channel><title>A & B</title><item><title>丙 < 丁 & 戊\x08</title><link>{one.url}/dirty.html?a=1&b=2</link></item></channel></rss>'
    one.pages = {
        "/feed.json": Reply(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}), type="application/feed+json"),
        "/atom.xml": Reply(atom, type="application/atom+xml"),
        "/dirty.xml": Reply("\n " + dirty, type="text/xml"),
        "/gbk.xml": Reply(rss(one.url, [("/gbk.html", "国标码的订阅源", FRIDAY)]).replace("UTF-8", "gb2312").encode("gbk"), type="text/xml"),
        "/j.html": article("甲报道"), "/atom.html": article("乙报道"), "/dirty.html?a=1&b=2": article("丙报道"), "/gbk.html": article("丁报道"),
    }  # fmt: skip
    office.outlet("paper", feeds=[f"{one.url}{path}" for path in ("/feed.json", "/atom.xml", "/dirty.xml", "/gbk.xml")])
    assert office.crawled()["paper"]["faults"] == {}
    assert titles(office) == {"甲报道", "乙报道", "丙报道", "丁报道"}


def test_a_listing_without_a_rule_is_learned_from_its_shapes(office: CrawlingOffice, site: Make) -> None:
    one = site()
    news = "".join(
        f"<li><a href='content/s624ced18e4b03d9ce797{i:04x}.html'>海湾新闻第{i}条的完整标题</a></li>" for i in range(5)
    )
    menu = "".join(f"<a href='/channel{i}/'>频道{i}</a>" for i in range(8)) + "".join(
        f"<a href='/list_{i}.html'>第{i}页</a>" for i in range(4)
    )
    traps = "<a href='javascript:void(0)'>更多精彩内容请点击这里</a><a href='mailto:a@b.cn'>投稿邮箱请点击这里发送</a><a href='/down/1.pdf'>下载一份PDF文件吧</a>"
    one.pages["/news/"] = (
        f"<html><head><base href='{one.url}/xjiangsu/'></head><body>{menu}<ul>{news}</ul>{traps}<a href='http://elsewhere.test/content/1.html'>友情链接不是本站新闻</a></body></html>"
    )
    for i in range(5):
        one.pages[f"/xjiangsu/content/s624ced18e4b03d9ce797{i:04x}.html"] = article(f"海湾新闻第{i}条")
    office.outlet("paper", listings=[f"{one.url}/news/"])
    assert office.crawled()["paper"]["new"] == 5
    assert len(one.asked) == 6


def test_endless_pagination_and_a_calendar_trap_end(office: CrawlingOffice, site: Make) -> None:
    one = site()

    def endless(asked: object) -> str:
        page = int(getattr(asked, "path").rpartition("=")[2] or 0) if "=" in getattr(asked, "path") else 0  # noqa: B009
        links = "".join(f"<li><a href='/a/{page}{i}.html'>永远有下一页的第{page}{i}条</a></li>" for i in range(3))
        return f"<html><ul>{links}</ul><a href='/l?page={page + 1}'>下一页</a></html>"

    class Endless(dict[str, object]):
        def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
            return endless if path.startswith("/l") else Reply("not here", 404)

    one.pages = Endless()  # type: ignore[assignment]
    office.outlet("paper", listings=[f"{one.url}/l"])
    office.crawled()
    assert sum(path.startswith("/l") for path in one.asked) == 50


def test_a_listing_that_was_cut_off_is_followed_to_its_end_by_the_next_crawl(
    office: CrawlingOffice, site: Make
) -> None:
    one = site()
    for page in range(1, 5):
        links = "".join(
            f"<li><a href='/a/20220{page}/{i}{page}.html'>第{page}页第{i}条新闻的标题</a></li>" for i in range(4)
        )
        onward = f"<a href='/list_{page + 1}.html'>下一页</a>" if page < 4 else ""
        one.pages[f"/list_{page}.html"] = f"<html><ul>{links}</ul>{onward}</html>"
        for i in range(4):
            one.pages[f"/a/20220{page}/{i}{page}.html"] = article(f"第{page}页第{i}条新闻")
    whole, one.pages["/list_3.html"] = one.pages["/list_3.html"], Reply("", 502)
    office.outlet("paper", listings=[f"{one.url}/list_1.html"])
    assert office.crawled()["paper"]["new"] == 8
    one.pages["/list_3.html"] = whole
    assert office.crawled()["paper"]["new"] == 8
    one.log.clear()
    office.crawled()
    assert one.asked == ["/list_1.html"]


@pytest.mark.parametrize(("calendar", "old"), [(True, False), (False, False), (False, True)])
def test_an_epaper_is_read_page_by_page_and_caught_up(
    office: CrawlingOffice, site: Make, calendar: bool, old: bool
) -> None:
    one = site()
    epaper(one, TWO_DAYS, calendar=calendar, old=old)
    office.crawl["since"] = "2022-04-18"
    office.outlet("paper", channel="epaper", epapers=[f"{one.url}{'/html/' if old else '/pc/layout/'}"])
    found = office.crawled()["paper"]
    assert (found["new"], found["faults"], found["ended"]) == (5, {}, "finished")
    assert rows(
        office, "select title, day, page_number, page_name, page_front from articles order by day, page_number, title"
    ) == [
        ("全市召开春耕会议", "2022-04-19", "01", "要闻", 1),
        ("海州湾供电保春耕", "2022-04-19", "01", "要闻", 1),
        ("港口开出新航线", "2022-04-19", "02", "经济", 0),
        ("学校恢复线下教学", "2022-04-20", "01", "要闻", 1),
        ("社区食堂开张迎客", "2022-04-20", "02", "社会", 0),
    ]
    read = [("2022-04-19", 3, None), ("2022-04-20", 2, None)]
    empty = [("2022-04-18", 0, None)] if calendar else []  # guessed addresses do not tell it from an archive's end
    assert rows(office, "select newest, links, fault from entry_reads order by newest") == empty + read
    one.log.clear()
    days = {**TWO_DAYS, "2022-04-22": [("要闻", ["三天之后的头条"])]}
    epaper(one, days, calendar=calendar, old=old)
    assert office.crawled(now="2022-04-23T08:00:00+08:00")["paper"]["new"] == 1
    assert not any("/19/node" in path for path in one.asked), "a stored issue is not read again; its counted article is"
    assert ("2022-04-21", 0, None) in rows(office, "select newest, links, fault from entry_reads")


def test_an_issue_with_a_page_that_fails_is_read_again(office: CrawlingOffice, site: Make) -> None:
    one = site()
    epaper(one, TWO_DAYS)
    page = one.pages["/pc/layout/202204/19/node_02.html"]
    one.pages["/pc/layout/202204/19/node_02.html"] = Reply("", 500)
    office.crawl["since"] = "2022-04-18"
    office.outlet("paper", channel="epaper", epapers=[f"{one.url}/pc/layout/"])
    found = office.crawled()["paper"]
    assert (found["new"], found["faults"]) == (4, {"http_500": 1})
    assert ("2022-04-19", "http_500") in rows(office, "select newest, fault from entry_reads")
    one.pages["/pc/layout/202204/19/node_02.html"] = page
    assert office.crawled()["paper"]["new"] == 1
    assert ("2022-04-19", None) in rows(office, "select newest, fault from entry_reads")


def test_an_article_about_us_that_its_feed_calls_changed_is_asked_for_again(office: CrawlingOffice, site: Make) -> None:
    one = site()

    def atom(updated: str) -> Reply:
        rows_ = "".join(
            f'<entry><title>{name}</title><link href="{one.url}/{name}.html"/><published>2022-04-06T09:30:00+08:00</published><updated>{updated}</updated></entry>'
            for name in ("ours", "theirs")
        )
        return Reply(f'<feed xmlns="http://www.w3.org/2005/Atom">{rows_}</feed>', type="application/atom+xml")

    one.pages = {
        "/feed.atom": atom("2022-04-06T09:30:00+08:00"),
        "/ours.html": article("海州湾供电保春耕"),
        "/theirs.html": article("别家的新闻"),
    }
    office.outlet("paper", feeds=[f"{one.url}/feed.atom"])
    office.crawled()
    one.log.clear()
    one.pages["/feed.atom"] = atom("2022-04-07T10:00:00+08:00")
    one.pages["/ours.html"] = article(
        "海州湾供电保春耕", text="更正：海州湾供电抢修的是新东村的线路，原稿地名有误，特此说明。"
    )
    office.crawled()
    assert one.asked == ["/feed.atom", "/ours.html"]
    assert rows(office, "select count(*) from article_versions") == [(1,)]
    one.log.clear()
    office.crawled()
    assert one.asked == ["/feed.atom"]


def test_a_clock_a_year_ahead_dates_nothing(office: CrawlingOffice, site: Make) -> None:
    one = site()
    one.pages = {
        "/rss.xml": rss(one.url, [("/a.html", "时钟快了一年的报道", "Sat, 08 Apr 2023 09:30:00 +0800")]),
        "/a.html": article("时钟快了一年的报道", day=""),
    }
    office.outlet("paper", feeds=[f"{one.url}/rss.xml"])
    assert office.crawled()["paper"]["new"] == 1
    assert rows(office, "select day from articles") == [(None,)]
    assert rows(office, "select oldest, newest from entry_reads") == [(None, None)]


def test_a_wider_since_reads_an_unchanged_site_map_again(office: CrawlingOffice, site: Make) -> None:
    one = site()
    urls = urlset(one, [("/n/1.html", "2022-04-08"), ("/n/2.html", "2021-06-01")])
    one.pages = {
        "/sitemap.xml": lambda asked: Reply(
            urls, 304 if "If-None-Match" in asked.headers else 200, XML, {"ETag": '"s"'}
        ),
        "/n/1.html": article("今年的一篇报道"),
        "/n/2.html": article("去年的一篇报道", day="2021-06-01"),
    }
    office.outlet("paper", sitemaps=[f"{one.url}/sitemap.xml"])
    office.crawled()
    assert titles(office) == {"今年的一篇报道"}
    office.crawled("--since", "2021-01-01")
    assert titles(office) == {"今年的一篇报道", "去年的一篇报道"}
