"""Sample pages: how the articles of the newsroom's outlets look, as the bytes that a server sends.

Outlet and article in, bytes out. No network.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from html import escape
from importlib import resources
from string import Template

from .articles import SampleArticle, SampleOutlet

TEMPLATES = resources.files(__package__) / "templates"
BEIJING = timezone(timedelta(hours=8))
SIDEBAR_LINES = 3
"""Headlines beside an article that names none of its own."""


def article_page(outlet: SampleOutlet, article: SampleArticle) -> bytes:
    """The page of an article, in its outlet's markup and charset."""
    charset = article.charset or outlet.charset
    page = Template((TEMPLATES / f"{outlet.template or outlet.id}.html").read_text("utf-8")).substitute(
        title=escape(article.title),
        site=escape(outlet.name),
        owner=escape(outlet.owner),
        source=escape(article.source or outlet.name),
        declared=article.declared_charset or charset,
        printed=printed(outlet, article.time),
        stamp=f"发布时间：{printed(outlet, article.time)}　" if article.time else "",
        day=article.time[:10],
        iso=moment(article.time).isoformat() if article.time else "",
        head=_head_byline(article) if outlet.byline_at == "head" else "",
        body=_body(outlet, article),
        sidebar=_sidebar(outlet, article),
        jsonld=_jsonld(article),
        **_paper(article),
    )
    return encode(page, charset)


def encode(text: str, charset: str) -> bytes:
    """As servers of that charset send it; gb2312 stands for what browsers read under that name."""
    return text.encode("gb18030" if charset == "gb2312" else charset)


def printed(outlet: SampleOutlet, time: str) -> str:
    """The moment as the outlet prints it; a day without a time stays one."""
    if not time:
        return ""
    pattern = outlet.printed if len(time) > 10 else outlet.printed.split("%H")[0].rstrip()
    return moment(time).strftime(pattern)


def moment(time: str) -> datetime:
    """A sample time in Beijing."""
    return datetime.fromisoformat(time).replace(tzinfo=BEIJING)


def _head_byline(article: SampleArticle) -> str:
    """◎本报记者 甲 · 作者：甲 for names alone."""
    if not article.byline:
        return ""
    labelled = any(word in article.byline for word in ("记者", "通讯员"))
    return escape(f"◎{article.byline}" if labelled else f"作者：{article.byline}")


def _body(outlet: SampleOutlet, article: SampleArticle) -> str:
    paragraphs = article.paragraphs
    if article.byline and outlet.byline_at == "start":
        paragraphs = [f"{outlet.name}讯（{article.byline}）{paragraphs[0]}", *paragraphs[1:]]
    if article.byline and outlet.byline_at == "end":
        paragraphs = [*paragraphs, f"（{article.byline}）"]
    return "\n".join(f"<p>　　{escape(line)}</p>" for line in paragraphs)


def _paper(article: SampleArticle) -> dict[str, str]:
    """What an e-paper's page says beside the text."""
    number, _, name = article.page.partition(":")
    return {
        "subtitle": escape(article.subtitle),
        "number": article.path.rpartition("_")[2].removesuffix(".html"),
        "author": escape(article.byline),
        "page_number": number,
        "page_name": name,
        "chinese_day": chinese_day(article.time) if number else "",
        "node": f"{layout(article.time)}node_{number}.html" if number else "",
    }


def layout(day: str) -> str:
    """The folder of an e-paper's issue: /pc/layout/202204/06/."""
    return f"/pc/layout/{day[:4]}{day[5:7]}/{day[8:10]}/"


def chinese_day(day: str) -> str:
    """2022年4月6日 星期三."""
    date = moment(day)
    return f"{date.year}年{date.month}月{date.day}日 星期{'一二三四五六日'[date.weekday()]}"


def _sidebar(outlet: SampleOutlet, article: SampleArticle) -> str:
    if article.sidebar:
        return "".join(f"<li><a href='#'>{escape(title)}</a></li>" for title in article.sidebar)
    others = [other for other in outlet.articles if other.path != article.path][:SIDEBAR_LINES]
    return "".join(f"<li><a href='{other.path}'>{escape(other.title)}</a></li>" for other in others)


def _jsonld(article: SampleArticle) -> str:
    if not article.jsonld:
        return ""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title}
    text = json.dumps({**data, "datePublished": article.jsonld}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'
