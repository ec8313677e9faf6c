"""Sample pages: how the newsroom's outlets look – article pages, feeds, lists – as the bytes that a server sends.

Outlet and articles in, bytes out. No network.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from importlib import resources
from string import Template

from .articles import SampleArticle, SampleOutlet

TEMPLATES = resources.files(__package__) / "templates"
BEIJING = timezone(timedelta(hours=8))
SIDEBAR_LINES = 3
"""Headlines beside an article that names none of its own."""
CONTENT_TYPES = {"feed": "application/rss+xml", "atom": "application/atom+xml", "listing": "text/html"}


def article_page(outlet: SampleOutlet, article: SampleArticle) -> bytes:
    """The page of an article, in its outlet's markup and charset."""
    charset = article.charset or outlet.charset
    page = Template((TEMPLATES / f"{outlet.id}.html").read_text("utf-8")).substitute(
        title=escape(article.title),
        site=escape(outlet.name),
        source=escape(article.source or outlet.name),
        declared=article.declared_charset or charset,
        printed=printed(outlet, article.time),
        stamp=f"发布时间：{printed(outlet, article.time)}　" if article.time else "",
        day=article.time[:10],
        iso=_moment(article.time).isoformat() if article.time else "",
        head=escape(f"◎{article.byline}") if article.byline and outlet.byline_at == "head" else "",
        body=_body(outlet, article),
        sidebar=_sidebar(outlet, article),
        jsonld=_jsonld(article),
    )
    return encode(page, charset)


def entry_page(outlet: SampleOutlet, base: str) -> bytes:
    """The feed or the list of an outlet that answers at `base` ("http://127.0.0.1:18221")."""
    return {"feed": _rss, "atom": _atom, "listing": _listing}[outlet.entry](outlet, base)


def entry_type(outlet: SampleOutlet) -> str:
    """The Content-Type of the entry."""
    return f"{CONTENT_TYPES[outlet.entry]}; charset={outlet.charset}"


def encode(text: str, charset: str) -> bytes:
    """As servers of that charset send it; gb2312 stands for what browsers read under that name."""
    return text.encode("gb18030" if charset == "gb2312" else charset)


def printed(outlet: SampleOutlet, time: str) -> str:
    """The moment as the outlet prints it; a day without a time stays one."""
    if not time:
        return ""
    pattern = outlet.printed if len(time) > 10 else outlet.printed.split("%H")[0].rstrip()
    return _moment(time).strftime(pattern)


def _moment(time: str) -> datetime:
    return datetime.fromisoformat(time).replace(tzinfo=BEIJING)


def _body(outlet: SampleOutlet, article: SampleArticle) -> str:
    paragraphs = article.paragraphs
    if article.byline and outlet.byline_at == "start":
        paragraphs = [f"{outlet.name}讯（{article.byline}）{paragraphs[0]}", *paragraphs[1:]]
    if article.byline and outlet.byline_at == "end":
        paragraphs = [*paragraphs, f"（{article.byline}）"]
    return "\n".join(f"<p>　　{escape(line)}</p>" for line in paragraphs)


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


def _rss(outlet: SampleOutlet, base: str) -> bytes:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{base}{article.path}</link>"
        f"<pubDate>{format_datetime(_moment(article.entry_time))}</pubDate></item>\n"
        for article in outlet.articles
    )
    return encode(
        f'<?xml version="1.0" encoding="{outlet.charset}"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{base}/</link><description>{escape(outlet.name)}</description>\n"
        f"{items}</channel></rss>\n",
        outlet.charset,
    )


def _atom(outlet: SampleOutlet, base: str) -> bytes:
    entries = ""
    for article in outlet.articles:
        published = _moment(article.entry_time).isoformat()
        entries += (
            f"<entry><title>{escape(article.title)}</title><id>{base}{article.path}</id>"
            f'<link rel="alternate" href="{base}{article.path}"/><published>{published}</published>'
            f"<updated>{article.updated or published}</updated></entry>\n"
        )
    newest = max(
        (article.updated or _moment(article.entry_time).isoformat() for article in outlet.articles), default=""
    )
    return encode(
        f'<?xml version="1.0" encoding="{outlet.charset}"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(outlet.name)}</title><id>{base}/</id><updated>{newest}</updated>\n{entries}</feed>\n",
        outlet.charset,
    )


def _listing(outlet: SampleOutlet, base: str) -> bytes:
    lines = "".join(
        f'<li><a href="{article.path}" title="{escape(article.title)}">{escape(article.title)}</a>'
        + (f" <span>[{article.entry_time[:10]}]</span>" if article.entry_time else "")
        + "</li>\n"
        for article in outlet.articles
    )
    return encode(
        f'<!DOCTYPE html>\n<html><head><meta charset="{outlet.charset}"><title>新闻列表-{escape(outlet.name)}</title></head>\n'
        '<body><div class="nav"><a href="/">首页</a> <a href="/about.html">关于我们</a> <a href="/contact.html">联系我们</a></div>\n'
        f'<ul class="list">\n{lines}</ul>\n<div class="page">共1页</div></body></html>\n',
        outlet.charset,
    )
