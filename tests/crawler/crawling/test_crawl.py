"""presstally crawl over real HTTP: what is asked, what is stored, what is said."""

from __future__ import annotations

import gzip
import sqlite3
import time
from collections.abc import Callable

from web import Asked, CrawlingOffice, Reply, Site, article, rss

Make = Callable[..., Site]

FRIDAY = "Fri, 08 Apr 2022 09:30:00 +0800"
OLD = "Sat, 01 May 2021 09:30:00 +0800"


def rows(office: CrawlingOffice, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(office.folder / "coverage.db") as db:
        found = db.execute(sql).fetchall()
    db.close()
    return found


def newspaper(make: Make, n: int = 3) -> Site:
    """A site with a feed of n articles, the first about us."""
    one = make()
    titles = [
        "海州湾供电抢修线路保春耕",
        "学校开学第一课讲安全",
        "港口吞吐量再创新高",
        "社区志愿者清理河道",
        "图书馆延长开放时间",
        "新公交线路开通",
    ][:n]
    items = [(f"/a/{i}.html", title, FRIDAY) for i, title in enumerate(titles)]
    one.pages = {"/rss.xml": rss(one.url, items), **{path: article(title) for path, title, _ in items}}
    return one


def test_a_crawl_stores_each_article_once_and_asks_for_none_again(office: CrawlingOffice, site: Make) -> None:
    paper = newspaper(site)
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    assert office.crawled()["paper"] == {
        "outlet": "paper", "seen": 3, "new": 3, "mentions": 1, "faults": {}, "ended": "finished",
    }  # fmt: skip
    assert rows(office, "select title, day, outlet from articles order by id")[0] == (
        "海州湾供电抢修线路保春耕",
        "2022-04-06",
        "paper",
    )
    paper.log.clear()
    assert office.crawled()["paper"]["new"] == 0
    assert paper.asked == ["/rss.xml"]
    assert "Presstally" in paper.log[0].headers["User-Agent"]
    assert "press@haizhouwan.test" in paper.log[0].headers["User-Agent"]


def test_an_unchanged_feed_is_answered_with_304_and_still_counts_as_read(office: CrawlingOffice, site: Make) -> None:
    paper = newspaper(site)
    feed = paper.pages["/rss.xml"]

    def conditional(asked: Asked) -> Reply:
        same = asked.headers.get("If-None-Match") == '"1"'
        return Reply("" if same else str(feed), 304 if same else 200, "application/rss+xml", {"ETag": '"1"'})

    paper.pages["/rss.xml"] = conditional
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    office.crawled()
    assert office.crawled()["paper"]["ended"] == "finished"
    assert rows(office, "select status, fault, oldest, newest from entry_reads order by id") == [
        (200, None, "2022-04-08", "2022-04-08"),
        (304, None, "2022-04-08", "2022-04-08"),
    ]


def test_what_is_older_than_since_is_not_fetched_until_since_is_widened(office: CrawlingOffice, site: Make) -> None:
    paper = site()
    paper.pages = {
        "/rss.xml": rss(paper.url, [("/new.html", "新稿一篇", FRIDAY), ("/old.html", "旧稿一篇", OLD)]),
        "/new.html": article("新稿一篇"),
        "/old.html": article("旧稿一篇", day="2021-05-01"),
    }
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    office.crawled()
    assert "/old.html" not in paper.asked
    office.crawled("--since", "2021-01-01")
    assert "/old.html" in paper.asked


def test_a_listing_in_gbk_is_followed_to_its_last_page(office: CrawlingOffice, site: Make) -> None:
    paper = site()
    for page in (1, 2, 3):
        links = "".join(
            f"<li><a href='../a/202204/t2022040{page}_{page}{i}.html'>第{page}页第{i}条新闻的标题</a><span>2022-04-0{page}</span></li>"
            for i in range(4)
        )
        onward = f"<a href='index_{page + 1}.html'>下一页</a>" if page < 3 else ""
        body = f"<html><meta charset=gbk><ul>{links}</ul><a href='/about.html'>关于我们</a>{onward}</html>"
        paper.pages[f"/news/{'index' if page == 1 else f'index_{page}'}.html"] = Reply(
            body.encode("gbk"), type="text/html"
        )
        for i in range(4):
            paper.pages[f"/a/202204/t2022040{page}_{page}{i}.html"] = article(
                f"第{page}页第{i}条新闻", day=f"2022-04-0{page}"
            )
    office.outlet("paper", listings=[f"{paper.url}/news/index.html"])
    assert office.crawled()["paper"]["new"] == 12
    assert "/about.html" not in paper.asked
    paper.log.clear()
    office.crawled()
    assert paper.asked == ["/news/index.html"]


def test_faults_are_named_and_other_outlets_go_on(office: CrawlingOffice, site: Make) -> None:
    foreign = site()
    good, bad = newspaper(site), site()
    names = ["gone", "loop", "away", "pdf", "big", "half", "busy", "fine", "bomb"]
    bad.pages = {
        "/rss.xml": rss(bad.url, [(f"/{name}.html", f"题目{name}", FRIDAY) for name in names]),
        "/loop.html": Reply(status=302, headers={"Location": "/loop2.html"}),
        "/loop2.html": Reply(status=302, headers={"Location": "/loop.html"}),
        "/away.html": Reply(status=302, headers={"Location": f"{foreign.url}/x.html"}),
        "/pdf.html": Reply(b"%PDF-1.4 " + b"x" * 500, type="application/pdf"),
        "/big.html": Reply(b"x" * 3_000_000),
        "/half.html": Reply(half_gzip(), headers={"Content-Encoding": "gzip"}),
        "/busy.html": lambda asked: Reply("busy", 503) if asked.nth < 3 else article("忙完之后的报道"),
        "/fine.html": article("一切正常的报道"),
        "/bomb.html": Reply(gzip.compress(b"0" * 50_000_000), headers={"Content-Encoding": "gzip"}),
    }
    office.crawl["max_mb"] = 2
    office.outlet("good", feeds=[f"{good.url}/rss.xml"])
    office.outlet("bad", feeds=[f"{bad.url}/rss.xml"])
    office.outlet("html", feeds=[f"{bad.url}/fine.html"])
    office.outlet("plain", feeds=[good.url.replace("http:", "https:") + "/rss.xml"])
    office.outlet("dead", feeds=["http://127.0.0.1:9/rss.xml"])
    found = office.crawled()
    assert found["good"]["new"] == 3
    assert found["bad"]["faults"] == {
        "http_404": 1, "redirect_loop": 1, "offsite_redirect": 1, "no_text": 1, "too_large": 2, "bad_encoding": 1,
    }  # fmt: skip
    assert found["bad"]["new"] == 2
    assert found["html"]["faults"] == {"bad_feed": 1}
    assert found["html"]["ended"] == "failed"
    assert found["dead"]["faults"]["no_connection"] >= 1
    assert set(found["plain"]["faults"]) == {"tls"}
    assert foreign.log == []


def half_gzip() -> bytes:
    packed = gzip.compress(article("只到了一半的报道").encode())
    return packed[: len(packed) // 2]


def test_robots_txt_is_obeyed_and_one_that_fails_is_named(office: CrawlingOffice, site: Make) -> None:
    closed, broken = newspaper(site), newspaper(site)
    closed.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /a/", type="text/plain")
    broken.pages["/robots.txt"] = Reply("oops", 500)
    office.outlet("closed", feeds=[f"{closed.url}/rss.xml"])
    office.outlet("broken", feeds=[f"{broken.url}/rss.xml"])
    found = office.crawled()
    assert found["closed"]["faults"] == {"robots": 3}
    assert closed.asked == ["/rss.xml"]
    assert found["broken"]["faults"] == {"robots": 1}
    assert found["broken"]["new"] == 3


def test_without_network_one_line_speaks_of_the_computer(office: CrawlingOffice) -> None:
    office.outlet("one", feeds=["http://127.0.0.1:9/rss.xml"])
    office.outlet("two", feeds=["http://127.0.0.1:9/feed.xml"])
    done = office.run("crawl")
    assert done.returncode == 1
    assert (
        done.stderr.strip() == "2家媒体全部连接失败，多半是本机网络或代理问题，不是媒体的问题；请检查 [crawl] proxy。"
    )


def test_the_first_crawl_asks_for_a_contact(office: CrawlingOffice, site: Make) -> None:
    paper = newspaper(site)
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    for contact in ("", "press@example.com"):
        office.contact = contact
        done = office.run("crawl")
        assert done.returncode == 1
        assert "contact" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert paper.log == []


def test_unknown_and_by_hand_outlets_are_refused_by_name(office: CrawlingOffice, site: Make) -> None:
    office.outlet("paper", feeds=[f"{site().url}/rss.xml"])
    office.outlet("wechat_of_us", accounts=["海州湾发布"], channel="wechat")
    assert office.run("crawl", "papper").returncode == 2
    assert "paper" in office.run("crawl", "papper").stderr
    assert office.run("crawl", "wechat_of_us").returncode == 2


def test_outlets_that_share_a_host_take_turns(office: CrawlingOffice, site: Make) -> None:
    one = newspaper(site, 6)
    one.pages["/b.xml"] = rss(one.url, [(f"/a/{i}.html", f"题{i}", FRIDAY) for i in range(3, 6)])
    one.pages["/a.xml"] = rss(one.url, [(f"/a/{i}.html", f"题{i}", FRIDAY) for i in range(3)])
    office.outlet("first", feeds=[f"{one.url}/a.xml"])
    office.outlet("second", feeds=[f"{one.url}/b.xml"])
    found = office.crawled()
    assert (found["first"]["new"], found["second"]["new"]) == (3, 3)
    assert one.asked.index("/b.xml") > one.asked.index("/a/2.html")


def test_scrapy_list_and_scrapy_crawl_know_the_same_outlets(office: CrawlingOffice, site: Make) -> None:
    import os
    import subprocess
    import sys

    paper = newspaper(site)
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    office.write()
    scrapy = [sys.executable, "-W", "ignore", "-m", "scrapy"]
    env = {**os.environ, "PRESSTALLY_NOW": "2022-04-21T08:00:00+08:00"}
    listed = subprocess.run(
        [*scrapy, "list"], cwd=office.folder, env=env, capture_output=True, text=True, timeout=60, check=True
    )
    assert {"paper", "xhrb"} <= set(listed.stdout.split())
    crawl = [*scrapy, "crawl", "paper"]
    done = subprocess.run(crawl, cwd=office.folder, env=env, capture_output=True, text=True, timeout=60, check=True)
    assert "] ERROR: " not in done.stderr
    assert rows(office, "select count(distinct article) from mentions") == [(1,)]
    assert rows(office, "select ended, new from outlet_runs") == [("finished", 3)]
    assert rows(office, "select count(*) from crawl_runs where ended is not null and how = 'scrapy'") == [(1,)]


def test_a_host_is_asked_one_request_at_a_time(office: CrawlingOffice, site: Make) -> None:
    paper = newspaper(site, 6)
    under_way, most = 0, 0

    def slow(title: str) -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            time.sleep(0.05)
            under_way -= 1
            return Reply(article(title))

        return answer

    for i in range(6):
        paper.pages[f"/a/{i}.html"] = slow(f"第{i}篇报道")
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    assert office.crawled()["paper"]["new"] == 6
    assert most == 1
