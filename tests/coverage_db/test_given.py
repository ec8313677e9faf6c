"""What officers hand over: lumps of chat text, saved pages, private addresses."""

from __future__ import annotations

import time

import pytest

from coverage_db.given import is_archive, is_private, links_in, saved_page

LUMP = """王主任 9:01
各位，今天的稿件链接：https://a.example/news/1.html，请转发！
李四 9:03
【滨声】《春灌不排队》http://b.example/s?id=2&from=timeline 另一条见(http://c.example/3_(2).html)。
www.d.example/4；http://e.example/五月/5.html 重复 https://a.example/news/1.html
“http://f.example/6”、<http://g.example/7>。发件人 x@www.h.example 百科 http://i.example/8_(2)
"""


def test_links_of_a_chat_lump_each_once_in_order() -> None:
    assert links_in(LUMP) == [
        "https://a.example/news/1.html", "http://b.example/s?id=2&from=timeline", "http://c.example/3_(2).html",
        "http://www.d.example/4", "http://e.example/", "http://f.example/6", "http://g.example/7", "http://i.example/8_(2)",
    ]  # fmt: skip


def test_a_text_without_links_has_none() -> None:
    assert links_in("javascript:alert(1) 今天没有稿件。") == []


def test_hostile_lumps_take_a_moment() -> None:
    began = time.perf_counter()
    assert links_in("http://a.example/" + ")" * 1_000_000) == []
    assert links_in("http://" * 300_000) == []
    assert len(links_in("，".join(f"http://a.example/{n}" for n in range(50_000)))) == 50_000
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (b"<!-- saved from url=(0030)https://a.example/news/1.html -->\n<html>", "https://a.example/news/1.html"),
        (b"<html><head><link rel='canonical' href='https://a.example/2'></head>", "https://a.example/2"),
        (b'<link href="https://a.example/2?a=1&amp;b=2" rel="canonical">', "https://a.example/2?a=1&b=2"),
        (b'<meta property="og:url" content="http://mp.example/s/abc">', "http://mp.example/s/abc"),
        (b"<!-- saved from url=(0014)about:internet --><link rel=canonical href=https://a.example/3>", "https://a.example/3"),
        (b"<link rel=canonical href='/relative'>", None),
        (b"<html></html>", None),
    ],
)  # fmt: skip
def test_a_saved_page_says_where_it_comes_from(html: bytes, url: str | None) -> None:
    page = saved_page(html, archive=False)
    assert page is not None
    assert page.url == url
    assert page.body == html


MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/news/1.html\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n'
    b"------x\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://a.example/news/1.html\r\n\r\n<p>=D5=D5=C3=F7</p>\r\n"
    b"------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
)


def test_a_web_archive_is_opened() -> None:
    assert is_archive(MHTML, "page.txt")
    page = saved_page(MHTML, archive=True)
    assert page is not None
    assert page.url == "https://a.example/news/1.html"
    assert "照明" in page.body.decode("gbk")
    assert "gbk" in page.content_type


@pytest.mark.parametrize("data", [b"", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", b"\x00\xff" * 50])
def test_an_archive_without_a_page_is_none(data: bytes) -> None:
    assert saved_page(data, archive=True) is None


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://127.0.0.1:8000/a", True), ("http://localhost/a", True), ("http://10.0.0.5/", True), ("http://192.168.1.1/", True),
        ("http://[::1]/", True), ("http://[fe80::1]/", True), ("http://intranet/", True), ("http://oa.local/", True), ("http://127.1/", True),
        ("http://2130706433/", True), ("http://169.254.169.254/", True), ("http://0.0.0.0/", True), ("http://[bad", True),
        ("http://a.example/", False), ("https://1.1.1.1/", False), ("https://[2606:4700::1111]/", False), ("http://163.com/", False),
    ],
)  # fmt: skip
def test_private_addresses_are_known(url: str, private: bool) -> None:
    assert is_private(url) is private
