"""Datasette's own pages in the office's words: our masthead, labels on tables and columns, no English left, data untouched."""

from __future__ import annotations

import re
import sqlite3
from html import unescape

import pytest

TABLES = "/coverage/articles"
PAGES = (
    "/coverage",
    TABLES,
    f"{TABLES}?_search=供电&role=original&title__contains=灯&_sort=id",
    f"{TABLES}?_size=2&_sort_desc=id",
    f"{TABLES}?title=没有",
    f"{TABLES}/1",
    "/coverage/counted_articles",
    "/coverage?sql=select+1+as+a",
    "/coverage?sql=select+1+as+a+where+a+=+2",
)
KEPT = {"SQL", "JSON", "CSV", "json", "Datasette"}


def texts(page: str) -> list[str]:
    """What a person reads outside data: no scripts, no SQL, no cells, no names of tables and columns."""
    page = re.sub(r"<(script|style|textarea|pre|tbody)\b.*?</\1>", " ", page, flags=re.S)
    page = re.sub(r"<dl\b.*?</dl>|<em>.*?</em>|<small>.*?</small>", " ", page, flags=re.S)
    values = re.findall(r'<input type="submit" value="([^"]*)"', page)
    return [unescape(text).strip() for text in (*re.findall(r">([^<]+)<", page), *values) if text.strip()]


@pytest.mark.parametrize("path", PAGES)
async def test_no_english_is_left(served, path: str) -> None:
    page = await served.get(path)
    assert page.status_code == 200
    words = {
        word for text in texts(page.text) for word in re.findall(r"\b[A-Za-z]{3,}\b(?!_)", text) if "_" not in text
    }
    schema = {row[0] for row in served.rows("select name from sqlite_master")} | {
        row[0] for row in served.rows("select distinct c.name from sqlite_master m, pragma_table_info(m.name) c")
    }
    data = {
        "printed",
        "meta",
        "original",
        "reprint",
        "jdnews",
        "gxnet",
        "wandaily",
        "ms",
        "English",
        "like",
        "glob",
        "coverage",
    }
    assert words - schema - data - KEPT == set()


@pytest.mark.parametrize("path", PAGES)
async def test_our_masthead_leads_back(served, path: str) -> None:
    page = (await served.get(path)).text
    for link in ("/-/counts", "/-/review", "/-/settings"):
        assert f'href="{link}' in page
    assert "宣传报道台账" in page
    assert page.count("<header") == 1


async def test_tables_and_columns_have_their_labels(served) -> None:
    page = (await served.get(TABLES)).text
    assert re.search(r"<h1>刊发（条次） <small>articles</small>", page)
    assert re.search(r'data-column="title".*?<small>标题</small></th>', page, re.S)
    listed = (await served.get("/coverage")).text
    assert re.search(r'<a href="/coverage/decisions">decisions</a> <small>人工认定：只增不改</small>', listed)
    assert "条件：检索“" not in page
    told = (await served.get(f"{TABLES}?title__contains=灯&_sort_desc=id")).text
    assert "共2行 条件：title 包含 &#34;灯&#34;　按 id 降序" in told


async def test_the_switch_gives_english_and_comes_back(served) -> None:
    page = (await served.get(TABLES)).text
    switch = re.search(r'href="(/-/language\?to=en[^"]*)"', page)
    assert switch is not None
    answer = await served.get(unescape(switch[1]))
    assert (answer.status_code, answer.headers["location"]) == (303, TABLES)
    english = (await served.get(TABLES, cookies={"presstally_lang": "en"})).text
    for text in ("Search:", "Apply", "<small>Title</small>", "<h1>Appearances <small>articles</small>"):
        assert text in english
    assert "检索" not in english
    assert "刊发（条次）" not in english


@pytest.mark.parametrize("back", ["//evil.example", "http://evil.example", "/\\evil.example", "/a\r\nset-cookie: x"])
async def test_the_switch_leads_nowhere_else(served, back: str) -> None:
    answer = await served.get("/-/language", params={"to": "en", "back": back})
    assert answer.headers["location"] == "/"


async def test_what_stands_in_a_cell_is_not_touched(served) -> None:
    """A title that looks like Datasette's own markup or words stays as it is, and stays text."""
    title = (
        '<label for="_search">Search:</label> 2 rows sorted by id descending CSV options:\nSQL 查询 returning 5 rows'
    )
    conn = sqlite3.connect(served.database)
    conn.execute("update articles set title = ? where id = 1", [title])
    conn.commit()
    conn.close()
    page = (await served.get(f"{TABLES}/1")).text
    assert title not in page
    assert title in unescape(page)


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/nowhere", 404, "没有“/nowhere”这个页面。"),
        ("/coverage/nowhere", 404, "没有“/coverage/nowhere”这个页面。"),
        ("/coverage/articles/9999", 404, "没有“/coverage/articles/9999”这个页面。"),
        ("/coverage?sql=delete+from+articles", 400, "查询没有成功："),
        ("/coverage/articles?_sort=nothing", 400, "查询没有成功："),
    ],
)
async def test_what_is_not_there_is_said_in_our_frame(served, path: str, status: int, text: str) -> None:
    page = await served.get(path)
    assert page.status_code == status
    assert text in unescape(page.text)
    assert 'href="/-/review"' in page.text
