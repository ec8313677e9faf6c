"""The text of an article: paragraphs in order, tables as rows, captions; charset before everything; lead first."""

from __future__ import annotations

import pytest
from made_pages import LAST, LEAD, PARAGRAPHS, SECOND, TITLE

from crawler.extract import extract_article


def text_of(body: str, charset: str = "utf-8", claim: str = "utf-8") -> list[str]:
    html = f"<html><head><meta charset='{claim}'><title>{TITLE}_某某网</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    return extract_article(html.encode(charset)).text.splitlines()


def test_a_table_is_read_row_by_row() -> None:
    table = (
        "<table><tr><th>线路</th><th>长度</th></tr><tr><td><p>东港一线</p></td><td><p>12.5公里</p></td></tr></table>"
    )
    assert text_of(f"<div><p>{LEAD}</p>{table}<p>{LAST}</p></div>") == [LEAD, "线路 长度", "东港一线 12.5公里", LAST]


def test_a_table_that_lays_out_the_page_is_no_row() -> None:
    menu = "<a>首页</a><br><a>要闻</a>"
    assert text_of(
        f"<table><tr><td>{menu}</td><td>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</td></tr></table>"
    ) == list(PARAGRAPHS)


def test_a_short_item_in_a_table_that_lays_out_the_page_is_no_row() -> None:
    left = f"<h1>{TITLE}</h1><div>2022年04月06日 09:30 来源：某某日报</div><div>【打印】【关闭】</div><div><p>{LEAD}</p></div><div>责编：吴桐</div>"
    right = "<h4>新闻排行</h4><ul><li><a href='/1'>先过安全关</a></li></ul>"
    article = extract_article(
        f"<title>{TITLE}_某某网</title><table><tr><td>{left}</td><td>{right}</td></tr></table>".encode()
    )
    assert (article.text, article.source, article.published) == (LEAD, "某某日报", "2022-04-06T09:30:00+08:00")
    assert [tuple(byline) for byline in article.bylines] == [("吴桐", "editor")]


def test_a_caption_of_the_article_is_text() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>抢修人员在雨中抬电缆。</figcaption></figure>"
    assert text_of(f"<div><p>{LEAD}</p>{figure}<p>{SECOND}</p><p>{LAST}</p></div>") == [
        LEAD,
        "抢修人员在雨中抬电缆。",
        SECOND,
        LAST,
    ]


def test_breaks_end_paragraphs_and_inline_marks_do_not() -> None:
    marked = LEAD.replace("供电", "<b>供</b><span>电</span>")
    assert text_of(f"<div>　　{marked}<br><br>　　{SECOND}<br/>　　{LAST}</div>") == [LEAD, SECOND, LAST]


def test_what_is_hidden_or_a_program_is_no_text() -> None:
    hidden = "<p style='display: none'>云台港供电公司被藏起来的一段，谁也看不见它，搜索引擎除外。</p><script>var a = '云台港供电公司，';</script><!-- 云台港供电公司，注释。 -->"
    assert text_of(f"<div><p>{LEAD}</p>{hidden}<p>{SECOND}</p><p>{LAST}</p></div>") == [LEAD, SECOND, LAST]


def test_links_inside_a_sentence_stay_and_lines_of_links_go() -> None:
    linked = LEAD.replace("海州湾供电服务有限公司", "<a href='/x'>海州湾供电服务有限公司</a>")
    related = "<p><a href='/y'>云台港供电公司召开春检动员会，部署二季度工作</a></p>"
    assert text_of(f"<div><p>{linked}</p>{related}<p>{SECOND}</p><p>{LAST}</p></div>") == [LEAD, SECOND, LAST]


def test_the_first_paragraph_is_the_lead() -> None:
    head = "<p>（原标题：雨夜）</p><p>2022-04-06 09:30 来源：某某日报</p><p>字号：大 中 小</p>"
    assert text_of(f"<div>{head}{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</div>")[0] == LEAD


@pytest.mark.parametrize(
    ("charset", "claim"),
    [("gb18030", "utf-8"), ("gbk", "iso-8859-1"), ("utf-8", "gb2312"), ("utf-8-sig", "gbk"), ("utf-16", "utf-8")],
)
def test_whatever_a_page_claims_of_its_charset(charset: str, claim: str) -> None:
    assert text_of("".join(f"<p>{text}</p>" for text in PARAGRAPHS), charset, claim) == list(PARAGRAPHS)


def test_a_short_item_is_an_article() -> None:
    html = f"<title>{TITLE}_某某网</title><h1>{TITLE}</h1><div>2022-04-06 09:30 来源：某某日报</div><p>{LEAD}</p>"
    article = extract_article(html.encode())
    assert (article.fault, article.text, article.published, article.source) == (
        None,
        LEAD,
        "2022-04-06T09:30:00+08:00",
        "某某日报",
    )


def test_a_page_in_another_language_is_read_as_well() -> None:
    story = [
        "The city council voted on Tuesday to replace the old power lines along the river, a project that residents have wanted for years.",
        "Work will begin in May and should take about eight months, according to the utility; two streets will be closed at night.",
        "The cost, roughly 4.2 million dollars, will be shared between the city and the company that runs the grid.",
    ]
    body = "".join(f"<p>{text}</p>" for text in story)
    html = f"<html lang='en'><head><title>Council votes to replace power lines | Daily Post</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Council votes to replace power lines</h1><time datetime='2022-04-06T09:30:00Z'>April 6, 2022</time>{body}</article><footer>Copyright 2022 Daily Post</footer></body></html>"
    article = extract_article(html.encode())
    assert (article.title, article.text.splitlines(), article.published) == (
        "Council votes to replace power lines",
        story,
        "2022-04-06T17:30:00+08:00",
    )
