"""Pages built as real sites build them: every field as a reader finds it, and nothing from around the article."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from coverage_db.records import Article
from crawler.extract import extract_article

PAGES = Path(__file__).parent / "pages"
NEIGHBOUR = "云台港供电公司"
_TEXT = re.compile("⟦(.*?)⟧", re.S)


@dataclass(frozen=True)
class Told:
    """A page and what stands on it."""

    truth: dict[str, str]
    lines: tuple[str, ...]
    body: bytes

    def names(self, field: str) -> set[str]:
        return set(self.truth[field].split())


@cache
def told(name: str) -> Told:
    head, _, page = (PAGES / f"{name}.html").read_text(encoding="utf-8").partition("\n---\n")
    truth = {key: value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    lines = tuple(flat(html.unescape(re.sub("<[^>]*>", "", line))) for line in _TEXT.findall(page))
    page = page.strip().replace("⟦", "").replace("⟧", "")
    return Told(truth, lines, page.encode("gb18030" if truth.get("charset", "").startswith("gb") else "utf-8"))


@cache
def read(name: str) -> Article:
    return extract_article(told(name).body, told(name).truth["url"], fetched="2026-11-25T12:00:00+08:00")


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def signed(article: Article, *roles: str) -> set[str]:
    return {name for name, role in article.bylines if role in roles}


@pytest.mark.parametrize("name", sorted(file.stem for file in PAGES.glob("*.html")))
class TestPages:
    def test_title(self, name: str) -> None:
        assert flat(read(name).title) == flat(told(name).truth["title"])

    def test_published(self, name: str) -> None:
        published, wanted = read(name).published or "", told(name).truth["published"]
        assert published[: max(len(wanted), 10)] == wanted
        assert ("T" in published) == ("T" in wanted)

    def test_source(self, name: str) -> None:
        assert (read(name).source or "") == told(name).truth["source"]

    def test_authors(self, name: str) -> None:
        assert signed(read(name), "reporter", "correspondent", "author") == told(name).names("author")

    def test_editors(self, name: str) -> None:
        assert signed(read(name), "editor") == told(name).names("editor")

    def test_text(self, name: str) -> None:
        assert flat(read(name).text) == "".join(told(name).lines)

    def test_nothing_from_around(self, name: str) -> None:
        article = read(name)
        assert NEIGHBOUR not in f"{article.title}{article.text}{article.source}{article.subtitle}{article.kicker}"
