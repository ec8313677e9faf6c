"""Pages in the shapes of known platforms give what a reader finds on them, field by field."""

from __future__ import annotations

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
