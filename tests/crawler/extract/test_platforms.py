"""Pages in the shapes of known platforms give what a reader finds on them, field by field."""

from __future__ import annotations

import re

import pytest
from made_pages import NEIGHBOUR, PAGES, MadePage

from coverage_db.records import Article
from crawler.extract import extract_article

FETCHED = "2026-11-25T12:00:00+08:00"


def read(page: MadePage) -> Article:
    return extract_article(page.html.encode(page.charset, "xmlcharrefreplace"), page.url, fetched=FETCHED)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
class TestPlatforms:
    def test_title(self, page: MadePage) -> None:
        assert read(page).title == page.title

    def test_text(self, page: MadePage) -> None:
        assert read(page).text == "\n".join(page.text)

    def test_published(self, page: MadePage) -> None:
        article = read(page)
        assert article.published == page.published
        assert not article.date_conflict

    def test_source(self, page: MadePage) -> None:
        assert read(page).source == page.source

    def test_bylines(self, page: MadePage) -> None:
        assert [tuple(byline) for byline in read(page).bylines] == list(page.bylines)

    def test_nothing_from_around(self, page: MadePage) -> None:
        article = read(page)
        assert NEIGHBOUR not in f"{article.title}{article.text}{article.source}{article.subtitle}{article.kicker}"

    def test_more(self, page: MadePage) -> None:
        article = read(page)
        assert {name: getattr(article, name) for name in page.more} == page.more


NEEDS_NAMES = {
    "wechat": "the account stands nowhere but in its element",
    "tencent": "the time stands in the meta tag alone",
    "government, TRS metas": "its author stands in the meta tag alone",
    "eastmoney": "nothing but a name tells the abstract from the text",
    "huanqiu, text in a form field": "the form field is known by its name",
}
_NAMES = re.compile(r"\s(?:class|id|property|itemprop|name|data-[\w-]+)=(?:'[^']*'|\"[^\"]*\"|[^\s>]+)")


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in NEEDS_NAMES], ids=lambda page: page.name)
def test_a_page_without_any_name_of_class_or_id_reads_the_same(page: MadePage) -> None:
    bare = _NAMES.sub("", page.html).encode(page.charset, "xmlcharrefreplace")
    article = extract_article(bare, page.url, fetched=FETCHED)
    read_back = (article.title, article.text, article.published, article.source, tuple(map(tuple, article.bylines)))
    assert read_back == (page.title, "\n".join(page.text), page.published, page.source, page.bylines)
