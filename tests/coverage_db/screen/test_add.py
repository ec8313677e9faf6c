"""Adding by hand on a page: a form over the command, with its answer said item by item."""

from __future__ import annotations


async def test_what_has_no_page_is_added_and_found(served) -> None:
    item = {
        "title": "电视新闻：抢修现场",
        "outlet": "wandaily",
        "date": "2022-04-05",
        "text": "海州湾供电服务有限公司的抢修队连夜出动。",
    }
    page = await served.post("/-/add", item)
    assert page.status_code == 200
    assert "已收录" in page.text
    assert "电视新闻" in (await served.get("/-/search?q=抢修现场")).text
    again = await served.post("/-/add", item)
    assert "已有，未重复收录" in again.text


async def test_a_link_into_this_machine_is_not_fetched(served) -> None:
    page = await served.post("/-/add", {"links": "请看 http://127.0.0.1:9/a.html", "dry": "1"})
    assert "本机或内网地址，未读取" in page.text


async def test_an_empty_form_is_said(served) -> None:
    page = await served.post("/-/add", {"links": " ", "title": ""})
    assert page.status_code == 400
    assert "没有内容" in page.text
