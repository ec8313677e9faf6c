"""Sample entries: where the newsroom's outlets list what they have – feeds, lists, sitemaps, an e-paper – and their home pages.

Outlet and path in, an answer out. No network.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from email.utils import format_datetime
from html import escape
from typing import NamedTuple

from .articles import SampleArticle, SampleOutlet
from .pages import chinese_day, encode, layout, moment

CHALLENGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>安全验证</title></head>
<body><div id="CF_APP_WAF"><p>您的访问存在异常，请开启JavaScript并完成安全验证后继续访问。</p><script>verify();</script></div></body></html>
"""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Answer(NamedTuple):
    """What is sent."""

    status: int
    content_type: str
    body: bytes


def entry_answer(outlet: SampleOutlet, path: str, base: str) -> Answer | None:
    """What an outlet that stands at `base` ("http://127.0.0.1:18221") answers to a path that is no article of its own; None:
    nothing."""
    if path == "/robots.txt":
        sitemap = f"Sitemap: {base}{outlet.entry_path}\n" if outlet.entry == "sitemap" else ""
        return Answer(200, "text/plain", f"User-agent: *\nDisallow: /admin/\n{sitemap}".encode())
    if outlet.entry == "blocked":
        return Answer(200, "text/html; charset=utf-8", CHALLENGE.encode())
    if path == "/" and outlet.entry != "none":
        return html(outlet, _home(outlet))
    kind = KINDS.get(outlet.entry)
    return kind(outlet, path, base) if kind else None


def html(outlet: SampleOutlet, page: str, status: int = 200) -> Answer:
    """A page in the outlet's charset."""
    return Answer(status, f"text/html; charset={outlet.charset}", encode(page, outlet.charset))


def _head(outlet: SampleOutlet, title: str, more: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{outlet.charset}"><title>{escape(title)}</title>{more}</head>\n'
    )


def _home(outlet: SampleOutlet) -> str:
    types = {"feed": "application/rss+xml", "atom": "application/atom+xml"}
    kind = types.get(outlet.entry)
    link = (
        f'<link rel="alternate" type="{kind}" title="{escape(outlet.name)}" href="{outlet.entry_path}">' if kind else ""
    )
    shown = {"listing": "更多新闻", "epaper": "数字报"}.get(outlet.entry)
    more = f'<p><a href="{outlet.entry_path}">{shown}</a></p>' if shown else ""
    items = "".join(f'<li><a href="{one.path}">{escape(one.title)}</a></li>\n' for one in outlet.articles[:5])
    return f"{_head(outlet, outlet.name, link)}<body><h1>{escape(outlet.name)}</h1><ul>\n{items}</ul>{more}</body></html>\n"


def _rss(outlet: SampleOutlet, path: str, base: str) -> Answer | None:
    if path != outlet.entry_path:
        return None
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{base}{article.path}</link>"
        f"<pubDate>{format_datetime(moment(article.entry_time))}</pubDate></item>\n"
        for article in outlet.articles
    )
    feed = (
        f'<?xml version="1.0" encoding="{outlet.charset}"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(outlet.name)}</title><link>{base}/</link><description>{escape(outlet.name)}</description>\n"
        f"{items}</channel></rss>\n"
    )
    return Answer(200, f"application/rss+xml; charset={outlet.charset}", encode(feed, outlet.charset))


def _atom(outlet: SampleOutlet, path: str, base: str) -> Answer | None:
    if path != outlet.entry_path:
        return None
    entries = "".join(_atom_entry(article, base) for article in outlet.articles)
    newest = max(_updated(article) for article in outlet.articles)
    feed = (
        f'<?xml version="1.0" encoding="{outlet.charset}"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(outlet.name)}</title><id>{base}/</id><updated>{newest}</updated>\n{entries}</feed>\n"
    )
    return Answer(200, f"application/atom+xml; charset={outlet.charset}", encode(feed, outlet.charset))


def _atom_entry(article: SampleArticle, base: str) -> str:
    return (
        f"<entry><title>{escape(article.title)}</title><id>{base}{article.path}</id>"
        f'<link rel="alternate" href="{base}{article.path}"/>'
        f"<published>{moment(article.entry_time).isoformat()}</published><updated>{_updated(article)}</updated></entry>\n"
    )


def _updated(article: SampleArticle) -> str:
    return article.updated or moment(article.entry_time).isoformat()


def _listing(outlet: SampleOutlet, path: str, base: str) -> Answer | None:
    if path != outlet.entry_path:
        return None
    lines = "".join(
        f'<li><a href="{article.path}" title="{escape(article.title)}">{escape(article.title)}</a>'
        + (f" <span>[{article.entry_time[:10]}]</span>" if article.entry_time else "")
        + "</li>\n"
        for article in outlet.articles
    )
    page = (
        f"{_head(outlet, f'新闻列表-{outlet.name}')}"
        '<body><div class="nav"><a href="/">首页</a> <a href="/about.html">关于我们</a> <a href="/contact.html">联系我们</a></div>\n'
        f'<ul class="list">\n{lines}</ul>\n<div class="page">共1页</div></body></html>\n'
    )
    return html(outlet, page)


def _sitemap(outlet: SampleOutlet, path: str, base: str) -> Answer | None:
    """An index, and a packed part for each year and month."""
    xmlns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    parts: dict[str, list[SampleArticle]] = {}
    for article in outlet.articles:
        parts.setdefault(f"/sitemap-{article.time[:7]}.xml.gz", []).append(article)
    if path == outlet.entry_path:
        rows = "".join(
            f"<sitemap><loc>{base}{part}</loc><lastmod>{articles[0].time[:10]}</lastmod></sitemap>\n"
            for part, articles in parts.items()
        )
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {xmlns}>\n{rows}</sitemapindex>\n'
        return Answer(200, "application/xml", body.encode())
    if path in parts:
        rows = "".join(
            f"<url><loc>{base}{article.path}</loc><lastmod>{(article.updated or article.time)[:10]}</lastmod></url>\n"
            for article in parts[path]
        )
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {xmlns}>\n{rows}</urlset>\n'
        return Answer(200, "application/gzip", gzip.compress(body.encode(), mtime=0))
    return None


def _epaper(outlet: SampleOutlet, path: str, base: str) -> Answer | None:
    """The calendar of a month, the pages of an issue, and each page's PDF."""
    days = sorted({article.time[:10] for article in outlet.articles})
    if path == outlet.entry_path:
        latest = f"{layout(days[-1])}node_01.html"
        return html(
            outlet, _head(outlet, outlet.name, f'<meta http-equiv="refresh" content="0;url={latest}">') + "</html>"
        )
    for day in days:
        if path == f"{layout(day)[:-3]}period.xml":
            return Answer(200, "text/xml; charset=utf-8", _calendar(days, day[:7]).encode())
        numbers = sorted({article.page for article in outlet.articles if article.time[:10] == day})
        for page in numbers:
            number = page.partition(":")[0]
            if path == f"{layout(day)}node_{number}.html":
                return html(outlet, _issue_page(outlet, day, page, numbers))
            if path == _pdf(day, number):
                return Answer(200, "application/pdf", PDF)
    return None


def _calendar(days: list[str], month: str) -> str:
    rows = "".join(
        f'<period id="{day.replace("-", "")}"><period_date>{day}</period_date>'
        f"<front_page>{day[8:10]}/node_01.html</front_page></period>\n"
        for day in days
        if day.startswith(month)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<period_list>\n{rows}</period_list>\n'


def _pdf(day: str, number: str) -> str:
    return f"/pc/att/{day[:4]}{day[5:7]}/{day[8:10]}/{day.replace('-', '')}{number}.pdf"


def _issue_page(outlet: SampleOutlet, day: str, page: str, pages: list[str]) -> str:
    nodes = ""
    for other in pages:
        number, _, name = other.partition(":")
        nodes += (
            f'<li class="oneclick1"><a href="node_{number}.html">第{number}版：{name}</a>'
            f' <a href="{_pdf(day, number)}">PDF</a></li>\n'
        )
    articles = [article for article in outlet.articles if article.time[:10] == day and article.page == page]
    items = "".join(f'<li><a href="{one.path}">{escape(one.title)}</a></li>\n' for one in articles)
    number, _, name = page.partition(":")
    return (
        f'{_head(outlet, f"{outlet.name} {day}")}<body><div class="newsdate">{chinese_day(day)}　第{number}版：{name}</div>\n'
        f'<div class="newsside" id="list"><ul>\n{nodes}</ul></div>\n<div class="newslist"><ul>\n{items}</ul></div></body></html>\n'
    )


KINDS: dict[str, Callable[[SampleOutlet, str, str], Answer | None]] = {
    "feed": _rss,
    "atom": _atom,
    "listing": _listing,
    "sitemap": _sitemap,
    "epaper": _epaper,
}
