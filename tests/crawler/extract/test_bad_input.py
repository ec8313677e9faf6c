"""Pages that are no articles, broken ones, hostile ones: a fault of the contract or what can be read, never an exception."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_pages import NEIGHBOUR, PAGES, PARAGRAPHS

from coverage_db.records import FAULTS, Article
from crawler.extract import extract_article

TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
FETCHED = "2026-11-25T12:00:00+08:00"


def html(body: str, title: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{body}</body></html>".encode()


NO_ARTICLES = {
    "empty": (b"", "no_text"),
    "blank": (b" \r\n\t ", "no_text"),
    "one mark": (b"<", "no_text"),
    "a PDF": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "no_text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "no_text"),
    "zeros": (b"\x00" * 5_000, "no_text"),
    "a cut gzip": (gzip.compress(html(TEXT), mtime=0)[:200], "no_text"),
    "noise": (bytes((n * n * 31 + n * 7) % 256 for n in range(30_000)), "no_text"),
    "more than any article has": (html("<p>供电</p>" * 200_000), "too_large"),
    "20 MB": (b"<html>" + b"x" * 20_000_001, "too_large"),
    "every letter damaged": (
        ("<html><body>" + "供电公司，" * 60).encode().translate(bytes(range(128)) + b"\xff" * 128),
        "bad_encoding",
    ),
    "10,000 deep": (("<div>" * 10_000 + TEXT + "</div>" * 10_000).encode(), None),
    "scripts are off": (html("<noscript>请开启JavaScript后重试</noscript><div id='app'></div>"), "blocked"),
    "please enable": (
        html("<h1>请开启 JavaScript 并刷新该页</h1><p>您的浏览器没有开启脚本，无法继续。</p>"),
        "blocked",
    ),
    "too often": (html("<div class='tip'>访问过于频繁，本次访问做以下验证码校验。</div>", "安全验证"), "blocked"),
    "captcha": (
        html("<form action='/captcha'><p>Please complete the captcha to continue.</p></form>", "Security check"),
        "blocked",
    ),
    "bjx waf": (
        html("<script>var CF_APP_WAF='#waf_nc_block';</script><div id='waf_nc_block'></div>", "405"),
        "blocked",
    ),
    "wechat": (
        html("<div class='weui-msg'><h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a></div>"),
        "blocked",
    ),
    "wechat, deleted": (
        html("<div class='weui-msg'><div class='weui-msg__title'>该内容已被发布者删除</div></div>", ""),
        "no_text",
    ),
    "a 404 that says 200": (
        html("<h1>404</h1><p>很抱歉，您要访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>", "页面不存在"),
        "no_text",
    ),
    "a list": (
        html(
            "<ul>"
            + "".join(
                f"<li><a href='/{n}.html'>{NEIGHBOUR}第{n}次春检今天开始，请各班组按计划进行</a> 2022-04-0{n % 9 + 1}</li>"
                for n in range(40)
            )
            + "</ul>",
            "新闻列表",
        ),
        "no_text",
    ),
}


@pytest.mark.parametrize(("body", "fault"), NO_ARTICLES.values(), ids=NO_ARTICLES)
def test_what_is_no_article_says_why(body: bytes, fault: str | None) -> None:
    article = extract_article(body, "https://example.com/a/1.html", fetched=FETCHED)
    assert article.fault == fault if fault else article.fault in (None, "no_text", "bad_encoding")
    if article.fault:
        assert (article.text, article.published, article.bylines) == ("", None, ())


def test_an_article_about_captchas_is_an_article() -> None:
    story = (
        "<h1>验证码为什么越来越难</h1>"
        + TEXT
        + "<p>记者发现，访问过于频繁时，网站会弹出验证码，要求开启JavaScript。</p>"
    )
    assert extract_article(html(story, "验证码为什么越来越难")).fault is None


def test_text_around_damage_is_kept() -> None:
    body = html(f"<h1>雨夜里的抢修</h1>{TEXT}", "雨夜里的抢修")
    at = body.index("抢修人员".encode())
    article = extract_article(body[:at] + b"\xe6\x8a" + body[at + 3 :])
    assert article.fault is None
    assert PARAGRAPHS[1] in article.text


@pytest.mark.parametrize(
    "address",
    ["http://[::1", "http://[", "//", "javascript:void(0)", "\x00", "http://a.example/" + "2022/04/06/" * 5_000],
)
def test_no_broken_address_raises(address: str) -> None:
    page = html(f"<link rel=canonical href='{address}'><h1>雨夜里的抢修</h1>{TEXT}", "雨夜里的抢修")
    assert extract_article(page, address).fault is None


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A made page with stretches cut, doubled, moved or overwritten by bytes."""
    page = draw(st.sampled_from(PAGES))
    body = bytearray(page.html.encode(page.charset, "xmlcharrefreplace"))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(0, len(body) - 1)))
        length = draw(st.integers(0, 400))
        way = draw(st.sampled_from(("cut", "double", "noise", "end", "marks")))
        if way == "cut":
            del body[start : start + length]
        elif way == "double":
            body[start:start] = body[start : start + length] * draw(st.integers(1, 30))
        elif way == "noise":
            body[start : start + length] = draw(st.binary(max_size=60))
        elif way == "marks":
            body[start:start] = draw(
                st.sampled_from(
                    (
                        b"<",
                        b"</div>",
                        b"<table><tr><td>",
                        b"<!--",
                        b"<script>",
                        "（记者".encode(),
                        b"\x00",
                        b"&#0;",
                        b"]]>",
                        b"<p " * 50,
                    )
                )
            )
        else:
            del body[start:]
    return bytes(body)


def is_whole(article: Article) -> bool:
    return article.fault in FAULTS or bool(article.fault is None and article.text)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_no_mutation_of_a_page_raises(body: bytes) -> None:
    article = extract_article(
        body, "https://example.com/2022-04/06/content_1.html", {"Content-Type": "text/html; charset=gb2312"}, FETCHED
    )
    assert is_whole(article)
    assert article.published is None or article.published[:10] <= FETCHED[:10]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=3_000), st.text(max_size=40), st.text(max_size=60))
def test_no_bytes_address_or_header_raises(body: bytes, address: str, header: str) -> None:
    assert is_whole(extract_article(body, address, {"content-type": header}))
