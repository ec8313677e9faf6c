"""A short text in the place where a known platform keeps its articles is one, whatever its headline."""

from __future__ import annotations

from crawler.extract import extract_article

POEM = "灯下补一件旧工装，针脚密密的，像巡过的那条线。母亲说，线走得直，人就走得稳，风再大也不怕。"
PAGE = f"""<html><head><meta charset="utf-8"><title>某报 - 补衣</title></head><body>
<!--enpproperty <articleid>7</articleid><date>2022-04-27 00:00:00.0</date><author>苇杭</author><title>补衣</title>/enpproperty-->
<div class="newsdate">2022年4月27日 星期三 第04版：副刊</div><h3>补衣</h3><p>作者：苇杭</p>
<!--enpcontent--><founder-content><p>{POEM}</p></founder-content><!--/enpcontent-->
<div><a href="node_4.html">返回本版</a></div></body></html>"""


def test_a_poem_in_a_newspaper_is_its_verses_alone() -> None:
    article = extract_article(PAGE.encode())
    assert article.text == POEM
    assert (article.title, article.published) == ("补衣", "2022-04-27")
