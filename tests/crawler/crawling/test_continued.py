"""Articles over several pages: read to their end, one article each, every page in the evidence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from web import Asked, CrawlingOffice, Reply, Site, rss

from coverage_db.evidence import read
from crawler.continued import further_pages

Make = Callable[..., Site]
FRIDAY = "Fri, 08 Apr 2022 09:00:00 +0800"
TITLE = "四百里线路上的一天"
PARTS = (
    "清晨六点，巡线班从河口出发，沿着四百里线路向西走，背包里是干粮、望远镜和一本写满了铁塔编号的旧册子。",
    "中午在第七十九号塔下歇脚，老班长说起二十年前的那场大雪，那时候进山没有路，全靠肩膀把横担扛上去。",
    "傍晚收工，册子上又多了三处记号，海州湾供电服务有限公司的抢修车第二天一早就会开进山里。",
)


def page(number: int, onward: str, title: str = TITLE, text: str | None = None) -> str:
    editor = "<p>责任编辑：吴桐</p>" if number == len(PARTS) else ""
    return (
        f"<html><head><title>{title}_海湾日报</title></head><body><h1>{title}</h1><div>2022-04-08 09:30　来源：海湾日报</div>"
        f"<div class='content'><p>{text or PARTS[number - 1]}</p><p>记者一路跟着，记下了第{number}段路上的见闻，也记下了沿途的庄稼和河水。</p>"
        f"{editor}</div><div class='pages'>{onward}</div></body></html>"
    )


def links(*names: str) -> str:
    return "".join(f"<a href='{name}'>下一页</a>" for name in names)


def articles(folder: Path) -> list[dict[str, Any]]:
    db = sqlite3.connect(folder / "coverage.db")
    db.row_factory = sqlite3.Row
    try:
        return [
            dict(row)
            for row in db.execute(
                "select id, url, title, text, exists (select 1 from candidates where article = id) candidate"
                " from articles join article_texts on article = id order by id"
            )
        ]
    finally:
        db.close()


def evidence(folder: Path) -> list[tuple[str, bytes]]:
    db = sqlite3.connect(folder / "coverage.db")
    try:
        rows = db.execute("select url, sha256 from evidence order by id").fetchall()
    finally:
        db.close()
    return [(url, read(folder / "evidence", sha256)) for url, sha256 in rows]


def newspaper(site: Make, office: CrawlingOffice, pages: dict[str, Any]) -> Site:
    paper = site()
    paper.pages = {"/rss.xml": rss(paper.url, [("/n/t1.html", TITLE, FRIDAY)]), **pages}
    office.outlet("paper", feeds=[f"{paper.url}/rss.xml"])
    return paper


@pytest.mark.parametrize(
    ("names", "onward"),
    [
        (("t1.html", "t1_2.html", "t1_3.html"), links("t1.html", "t1_2.html", "t1_3.html")),
        (("t1.html", "t1-2.html", "t1-3.html"), links("/n/t1-3.html", "/n/t1-2.html")),
        (("t1.html", "t1_1.html", "t1_2.html"), '<script>createPageHTML(3, 0, "t1", "html");</script>'),
    ],
    ids=["underscore", "hyphen", "TRS"],
)
def test_an_article_over_three_pages_is_one_article(
    office: CrawlingOffice, site: Make, names: tuple[str, ...], onward: str
) -> None:
    pages = {f"/n/{name}": page(number, onward) for number, name in enumerate(names, 1)}
    paper = newspaper(site, office, dict(pages))
    done = office.crawled()["paper"]
    assert (done["seen"], done["new"], done["mentions"], done["faults"]) == (1, 1, 1, {})
    (found,) = articles(office.folder)
    assert (found["url"], found["title"], found["candidate"]) == (f"{paper.url}/n/t1.html", TITLE, 1)
    places = [found["text"].index(part) for part in PARTS]
    assert places == sorted(places)
    assert "责任编辑" not in found["text"]
    assert evidence(office.folder) == [(f"{paper.url}{path}", body.encode()) for path, body in pages.items()]
    paper.log.clear()
    assert office.crawled()["paper"]["new"] == 0
    assert paper.asked == ["/rss.xml"]


def test_a_link_that_is_added_by_hand_is_read_to_its_end_as_well(office: CrawlingOffice, site: Make) -> None:
    pages = {
        f"/n/t1{mark}.html": page(n, links("t1_2.html", "t1_3.html")) for n, mark in enumerate(("", "_2", "_3"), 1)
    }
    paper = newspaper(site, office, dict(pages))
    done = office.run("add", f"{paper.url}/n/t1.html")
    assert done.returncode == 0, done.stderr
    (found,) = articles(office.folder)
    assert all(part in found["text"] for part in PARTS)
    assert found["candidate"] == 1
    assert [url for url, _ in evidence(office.folder)] == [f"{paper.url}{path}" for path in pages]


def test_the_next_page_is_followed_where_each_names_only_the_next(office: CrawlingOffice, site: Make) -> None:
    pages = {
        "/n/t1.html": page(1, links("t1_2.html")),
        "/n/t1_2.html": page(2, links("t1_3.html")),
        "/n/t1_3.html": page(3, ""),
    }
    newspaper(site, office, dict(pages))
    assert office.crawled()["paper"]["mentions"] == 1
    assert all(part in articles(office.folder)[0]["text"] for part in PARTS)


def test_another_article_a_copy_and_a_page_that_is_not_there_are_no_part_of_it(
    office: CrawlingOffice, site: Make
) -> None:
    pages = {
        "/n/t1.html": page(1, links("t1_1.html", "t1_2.html", "t1_3.html", "t1_4.html")),
        "/n/t1_1.html": page(1, ""),
        "/n/t1_2.html": page(2, "", title="海州湾供电的另一件事"),
        "/n/t1_4.html": page(2, ""),
    }
    newspaper(site, office, dict(pages))
    done = office.crawled()["paper"]
    assert (done["new"], done["mentions"], done["faults"]) == (1, 0, {})
    (found,) = articles(office.folder)
    assert found["text"].count(PARTS[0]) == 1
    assert PARTS[1] in found["text"]


def test_a_page_that_breaks_leaves_the_article_as_long_as_it_is_and_is_named(
    office: CrawlingOffice, site: Make
) -> None:
    pages = {"/n/t1.html": page(1, links("t1_2.html")), "/n/t1_2.html": Reply("broken", 500)}
    newspaper(site, office, dict(pages))
    done = office.crawled()["paper"]
    assert (done["new"], done["faults"]) == (1, {"http_500": 1})


def test_pages_without_end_are_bounded(office: CrawlingOffice, site: Make) -> None:
    def endless(number: int) -> Callable[[Asked], Reply]:
        text = f"第{number}段：山路又长了{number}里，天色又暗了一些，队伍走得更慢了，谁也没有停下来。"
        return lambda asked: Reply(page(1, links(f"t1_{number + 1}.html"), text=text))

    paper = newspaper(site, office, {f"/n/t1_{number}.html": endless(number) for number in range(2, 60)})
    paper.pages["/n/t1.html"] = page(1, links("t1_2.html"))
    assert office.crawled()["paper"]["new"] == 1
    assert len(paper.asked) == 2 + 20


@pytest.mark.parametrize(
    ("url", "body", "pages"),
    [
        (
            "http://a.cn/n/t1.html",
            "<a href='t1_2.html'>2</a> <a href='http://a.cn/n/t1_3.html'>",
            ["t1_2.html", "t1_3.html"],
        ),
        (
            "http://a.cn/n/t1.html",
            "<a href='at1_2.html'> <a href='t1_2.htm'> <a href='t1_234.html'> <a href='t12.html'>",
            [],
        ),
        ("http://a.cn/n/t1.html", 'createPageHTML(1, 0, "t1", "html")', []),
        ("http://a.cn/n/t1.html", 'createPageHTML(3, 1, "index", "html")', []),
        ("http://a.cn/n/?id=5", "<a href='/n/?id=5_2'>", []),
        ("http://a.cn/", "<a href='index_2.html'>", []),
    ],
)
def test_what_a_page_names(url: str, body: str, pages: list[str]) -> None:
    assert [one.rpartition("/")[2] for one in further_pages(url, body.encode())] == pages
