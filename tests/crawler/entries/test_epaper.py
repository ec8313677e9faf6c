"""Founder e-papers: the shapes that papers print, with our own text in them."""

from __future__ import annotations

import pytest

from crawler.entries.base import Answer, Scope
from crawler.entries.epaper import calendar_urls, day_of, is_credit, on_day, read_calendar, read_index, read_page

SCOPE = Scope(("xh.paper.cn", "paper.paper.cn"))


@pytest.mark.parametrize(
    "title",
    ["本版责编 王小明 版式 李红", "责任编辑：王小明", "本版编辑王小明", "编辑 甲 校对 乙", "版式", "（责编：王小明）", "热线：0518-80000000", "【本版责编】", "■本版美编 赵一"],
)  # fmt: skip
def test_a_credit_is_no_article(title: str) -> None:
    assert is_credit(title)


@pytest.mark.parametrize(
    "title",
    [
        "编辑部里话春耕",
        "热线追踪：路灯亮了",
        "执行力度大 群众获得感强",
        "校对时光：一位老工匠的日常",
        "主编谈心",
        "责任重于泰山",
        "",
    ],
)
def test_a_headline_is_no_credit(title: str) -> None:
    assert not is_credit(title)


@pytest.mark.parametrize(
    "front",
    [
        "202204/06/node_A01.html",
        "06/node_A01.html",
        "node_A01.html",
        "http://xh.paper.cn/pc/layout/202204/06/node_A01.html",
    ],
)
def test_a_calendar_names_front_pages_in_several_ways(front: str) -> None:
    xml = f"<period_list><period><period_name>1</period_name><period_date>2022-04-06</period_date><front_page>{front}</front_page></period></period_list>"
    answer = Answer("http://xh.paper.cn/pc/layout/202204/period.xml", xml.encode())
    issues = read_calendar(answer, "http://xh.paper.cn/pc/layout/", SCOPE)
    assert issues is not None
    assert [(issue.day, issue.first) for issue in issues] == [
        ("2022-04-06", "http://xh.paper.cn/pc/layout/202204/06/node_A01.html")
    ]


def test_a_page_of_the_group_gives_pages_articles_and_its_pdf() -> None:
    html = """<div class="newsside"><ul>
      <li class="oneclick1"><p><a href="node_A01.html">第A01版：要闻</a><a href="../../../att/202204/06/a01.pdf">PDF</a></p></li>
      <li class="oneclick1"><p><a href="node_A02.html">第A02版：综合新闻</a><a href="../../../att/202204/06/a02.pdf">PDF</a></p></li></ul></div>
      <a href="node_A02.html">下一版</a>
      <map><area href="../../../con/202204/06/content_1.html"><area href="../../../con/202204/06/content_3.html"></map>
      <div id="ScroLeft"><div class="newslist"><ul><li><h3><a href="../../../con/202204/06/content_1.html">春耕用电有保障</a></h3></li>
      <li><h3><a href="../../../con/202204/06/content_2.html">本版责编 王小明</a></h3></li>
      <li><h3><a href="../../../con/202204/05/content_9.html">昨日要闻</a></h3></li></ul></div></div>"""
    page = read_page(Answer("http://xh.paper.cn/pc/layout/202204/06/node_A01.html", html.encode()), SCOPE, "2022-04-06")
    assert [(node.number, node.name) for node in page.nodes] == [("A01", "要闻"), ("A02", "综合新闻")]
    assert [(link.url.rpartition("/")[2], link.title) for link in page.links] == [
        ("content_1.html", "春耕用电有保障"),
        ("content_3.html", ""),
    ]
    first = page.links[0]
    assert first.page is not None
    assert (first.page.number, first.page.name, first.page.front) == ("A01", "要闻", True)
    assert (first.raw, first.kind, first.pdf) == ("2022-04-06", "epaper", "http://xh.paper.cn/pc/att/202204/06/a01.pdf")


def test_the_old_form_in_gbk_with_its_own_names() -> None:
    html = """<meta charset=gb2312><table id="bmdhTable"><tr><td><a id=pageLink href=nbs.D110000gmrb_01.htm>01版：头版</a></td><td><a href=../../../images/01.pdf>pdf</a></td></tr>
      <tr><td><a id=pageLink href=nbs.D110000gmrb_02.htm>02版：要闻</a></td></tr></table>
      <div id=titleList><ul><li><a href=nw.D110000gmrb_20220406_1-02.htm?div=-1>科技下乡助春耕</a></li></ul></div>"""
    answer = Answer(
        "http://paper.paper.cn/gmrb/html/2022-04/06/nbs.D110000gmrb_02.htm",
        html.encode("gbk"),
        "text/html; charset=gb2312",
    )
    page = read_page(answer, SCOPE, "2022-04-06")
    assert [(node.number, node.name) for node in page.nodes] == [("01", "头版"), ("02", "要闻")]
    assert page.links[0].url == "http://paper.paper.cn/gmrb/html/2022-04/06/nw.D110000gmrb_20220406_1-02.htm"
    assert page.links[0].page is not None
    assert page.links[0].page.front is False


def test_days_stand_in_addresses_and_can_be_changed_there() -> None:
    assert day_of("http://x.cn/html/2022-04/06/node_2.htm") == "2022-04-06"
    assert day_of("http://x.cn/pc/layout/202204/06/node_2.html") == "2022-04-06"
    assert day_of("http://x.cn/pc/layout/202213/06/node_2.html") is None
    assert on_day("http://x.cn/html/2022-04/06/node_2.htm", "2021-12-31") == "http://x.cn/html/2021-12/31/node_2.htm"
    assert (
        on_day("http://x.cn/pc/layout/202204/06/node_2.html", "2021-12-31")
        == "http://x.cn/pc/layout/202112/31/node_2.html"
    )
    assert calendar_urls("http://x.cn/html/", "2022-04") == (
        "http://x.cn/html/2022-04/navi.xml",
        "http://x.cn/html/2022-04/period.xml",
    )


def test_an_index_that_only_links_its_issue_is_understood() -> None:
    html = "<frameset><frame src='2022-04/06/node_865.htm'></frameset><a href='http://elsewhere.cn/html/2022-04/06/node_1.htm'>x</a>"
    issue = read_index(Answer("http://paper.paper.cn/html/index.htm", html.encode()), SCOPE)
    assert issue is not None
    assert (issue.day, issue.first) == ("2022-04-06", "http://paper.paper.cn/html/2022-04/06/node_865.htm")
