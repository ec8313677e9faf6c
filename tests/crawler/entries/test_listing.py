"""Listings as sites print them, with our own titles: which links are articles, when, and where the list goes on."""

from __future__ import annotations

from crawler.entries.base import Answer, Scope
from crawler.entries.listing import Listing, shape

URL = "http://www.site.cn/news/index.html"
SCOPE = Scope(("www.site.cn",))


def read(html: str, scope: Scope = SCOPE, url: str = URL) -> tuple[list[tuple[str, str, str]], list[str]]:
    """([(address without host, title, date)], [next pages])."""
    reading = Listing().read(Answer(url, html.encode(), "text/html; charset=utf-8"), scope)
    links = [(link.url.removeprefix("http://www.site.cn"), link.title, link.raw) for link in reading.links]
    return links, [one.url.removeprefix("http://www.site.cn") for one in reading.onward]


def test_a_government_list_with_dates_beside_its_links() -> None:
    rows = "".join(
        f"<li><a href='./202204/t202204{n:02}_88{n}.html' title='全'>第{n}条政务新闻的标题</a><span>[2022-04-{n:02}]</span></li>"
        for n in range(1, 5)
    )
    nav = "".join(f"<li><a href='/c{n}/'>栏目名称第{n}个</a></li>" for n in range(9))
    links, onward = read(
        f"<ul>{nav}</ul><ul>{rows}</ul><div>共12页 <a href='index_1.html'>下一页</a> <a href='index_11.html'>尾页</a></div>"
    )
    assert [link[0] for link in links] == [f"/news/202204/t202204{n:02}_88{n}.html" for n in range(1, 5)]
    assert links[0] == ("/news/202204/t20220401_881.html", "第1条政务新闻的标题", "2022-04-01")
    assert onward == ["/news/index_1.html"]


def test_cards_whose_picture_and_title_link_to_the_same_article() -> None:
    cards = "".join(
        f"<div class='card'><a href='/content/s624ced18e4b03d9ce797{n:04x}.html'><img src='x.jpg'></a>"
        f"<a href='/content/s624ced18e4b03d9ce797{n:04x}.html'>第{n}张卡片上的新闻标题</a><i>2022年4月{n}日 09:30</i></div>"
        for n in range(1, 5)
    )
    links, _ = read(cards)
    assert len(links) == 4
    assert all(title and raw.startswith("2022年4月") for _, title, raw in links)


def test_query_ids_are_articles_and_paging_is_not() -> None:
    rows = "".join(
        f"<tr><td><a href='show.asp?id={900 + n}'>老式网站的第{n}条新闻</a></td><td>2022/4/{n}</td></tr>"
        for n in range(1, 5)
    )
    pages = "".join(f"<a href='list.asp?page={n}'>{n}</a>" for n in range(1, 9))
    links, onward = read(f"<table>{rows}</table>{pages}<a href='list.asp?page=2'>下页&gt;</a>")
    assert [link[0] for link in links] == [f"/news/show.asp?id={900 + n}" for n in range(1, 5)]
    assert onward == ["/news/list.asp?page=2"]


def test_the_outlets_rule_decides_where_it_has_one() -> None:
    html = "<a href='/content/1.html'>一</a><a href='/other/2.html'>另一条看似新闻的链接</a><a href='http://else.cn/content/3.html'>别家</a>"
    links, _ = read(html, Scope(("www.site.cn",), r"/content/\d+\.html"))
    assert [link[0] for link in links] == ["/content/1.html"]


def test_a_date_that_belongs_to_another_row_is_not_taken() -> None:
    html = "<div><a href='/a/1.html'>没有日期的第一条新闻</a><a href='/a/2.html'>没有日期的第二条新闻</a><a href='/a/3.html'>没有日期的第三条</a><p>更新于2022-04-06</p></div>"
    links, _ = read(html)
    assert [raw for _, _, raw in links] == ["", "", ""]


def test_pages_that_hold_no_list_give_nothing() -> None:
    for html in (
        "",
        "<html></html>",
        "plain text",
        "<a href=''>x</a><a>y</a><a href='#top'>回到顶部</a><a href='tel:110'>打电话</a>",
    ):
        assert read(html) == ([], [])


def test_the_shape_of_an_address_forgets_its_numbers() -> None:
    assert shape("http://a.cn/news/202204/t20220406_1.html") == shape("http://a.cn/news/202112/t20211231_99.html")
    assert shape("http://a.cn/content/s624ced18e4b03d9ce7970001.html") == shape(
        "http://a.cn/content/s6a59f61be4b03d9ce7970a2e.html"
    )
    assert shape("http://a.cn/show?id=1&c=2") == shape("http://a.cn/show?id=77&c=3")
    assert shape("http://a.cn/show?id=1") != shape("http://a.cn/list?page=1")
