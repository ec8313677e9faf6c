"""The newsroom's servers over HTTP: what they answer, what they remember, that they stop."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from gzip import decompress as gunzip
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from crawler.charset import decode
from crawler.demo.articles import SampleOutlet
from crawler.demo.newsroom import HOST, Newsroom


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


def get(url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urlopen(Request(url, headers=headers)) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except HTTPError as error:
        with error:
            return error.code, error.read(), dict(error.headers)


def entry_texts(newsroom: Newsroom, outlet: SampleOutlet) -> str:
    """Everything that an outlet's entry and the pages below it say."""
    seen: dict[str, str] = {}
    waiting = [outlet.entry_path]
    if outlet.entry == "epaper":
        waiting += [f"/pc/layout/{month}/period.xml" for month in ("202203", "202204")]
    while waiting:
        path = waiting.pop()
        status, body, headers = get(newsroom.url(outlet.id, path))
        assert status == 200, path
        seen[path] = decode(gunzip(body) if path.endswith(".gz") else body, headers["Content-Type"])[0]
        found = re.findall(r"/sitemap-[\d-]+\.xml\.gz", seen[path])
        month = path.rpartition("/")[0]
        found += [f"{month}/{first}" for first in re.findall(r"<front_page>(.*?)<", seen[path])]
        found += [f"{month}/{node}" for node in re.findall(r'href="(node_\d+\.html)"', seen[path])]
        waiting += [one for one in dict.fromkeys(found) if one not in seen and one not in waiting]
    return "\n".join(seen.values())


def test_every_entry_and_page_answers_as_its_content_says(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets.values():
        if outlet.entry in ("none", "blocked"):
            continue
        text = entry_texts(newsroom, outlet)
        for article in outlet.articles:
            assert article.path in text
            status, _, _ = get(newsroom.url(outlet.id, article.path))
            assert status == (404 if article.missing else 503 if article.heals else 200)


def test_a_blocked_outlet_answers_200_and_shows_nothing(newsroom: Newsroom) -> None:
    outlet = newsroom.outlets["sudi"]
    for path in (outlet.entry_path, outlet.articles[0].path, "/"):
        status, body, _ = get(newsroom.url("sudi", path))
        assert (status, "安全验证" in body.decode(), outlet.articles[0].title in body.decode()) == (200, True, False)


def test_each_home_page_leads_to_its_entry(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets.values():
        if outlet.entry in ("none", "blocked"):
            continue
        home = decode(get(newsroom.url(outlet.id, "/"))[1])[0]
        robots = get(newsroom.url(outlet.id, "/robots.txt"))[1].decode()
        assert outlet.entry_path in (robots if outlet.entry == "sitemap" else home)


def test_a_503_heals(newsroom: Newsroom) -> None:
    url = newsroom.url("dongbin", "/news/202203/t20220316_1017.html")
    get(url)
    assert get(url)[0] == 200


def test_pages_in_the_wrong_charset_can_still_be_read(newsroom: Newsroom) -> None:
    _, body, headers = get(newsroom.url("wangchao", "/show/5010.html"))
    assert "utf-8" in headers["Content-Type"]
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert "海州湾供电服务有限公司" in decode(body, headers["Content-Type"])[0]


def test_an_unchanged_entry_answers_304(newsroom: Newsroom) -> None:
    url = newsroom.url("haizhou", "/html/news/")
    _, _, headers = get(url)
    assert get(url, **{"If-None-Match": headers["ETag"]})[:2] == (304, b"")


def test_publishing_and_changing_show_at_once() -> None:
    with Newsroom() as room:
        url = room.publish(
            "binsheng", path="/content/s62600000.html", title="新稿", time="2022-04-20 20:00", text="一段。"
        )
        changed = room.change("haizhou", "/html/2022-02/01/content_2001.htm", title="换了题目")
        assert "新稿" in get(room.url("binsheng", "/feed.atom"))[1].decode()
        assert "一段。" in get(url)[1].decode()
        assert "换了题目" in get(changed)[1].decode("gb18030")
        assert room.asked("binsheng") == ["/feed.atom", "/content/s62600000.html"]
        with pytest.raises(KeyError):
            room.change("haizhou", "/none.htm", title="x")


def test_a_port_that_is_taken_is_replaced_and_all_are_free_after_closing() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Newsroom({"dongbin": port}) as room:
            assert room.ports["dongbin"] != port
            ports = room.ports
    with Newsroom(ports) as again:
        assert again.ports == ports
