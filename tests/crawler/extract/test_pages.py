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


BEFORE = (
    "<div><a href='/'>首页</a> <a href='/x'>要闻</a> 2026年11月25日 星期三</div>"
    f"<div><h3><a href='/1'>能源工作会议召开，部署全年任务</a></h3><p>会议指出，今年要抓好保供、转型两件大事，{NEIGHBOUR}等单位作了交流发言，与会人员进行了讨论。</p><span>2026-11-21 10:01</span></div>"
    f"<div><h3><a href='/2'>这个冬天，暖气从哪里来？</a></h3><p>记者探访了三家热电厂，了解到{NEIGHBOUR}已经备足了煤炭，可以满足二十天的用量，居民不必担心。</p><span>2026-11-22 10:02</span></div>"
)
AFTER = (
    f"<div><div>网友评论</div><div><a href='/u'>海风</a> <span>2022-04-06 12:30</span></div><div>我们这里也是，{NEIGHBOUR}的师傅大半夜还在外面抢修，第二天一早又要上班，真的非常辛苦。</div></div>"
    f"<div><div>推荐阅读</div><div><a href='/t'>一座小城的绿色转型</a></div><div>从煤城到风城，这座小城用了十年，{NEIGHBOUR}建成了全省第一座零碳变电站，如今游客络绎不绝。</div><div>2022-04-05 来源：某某晚报</div></div>"
    f"<div>关于我们 | 广告服务 | 责任编辑：赵某某 技术支持：某某公司 Copyright 2026 版权所有 {NEIGHBOUR} 未经授权不得转载</div>"
)
"""Teasers, comments, a foot without any name of a class or id, as long as a short article."""
ALONE = ("study_drawn_json", "toutiao_pgc_drawn", "vue_initial_state", "poem_short_lines")
"""These show nothing but what a program draws, or have no sentence: sentences of others around them are taken for the text."""


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


@pytest.mark.parametrize("name", sorted({file.stem for file in PAGES.glob("*.html")} - {*ALONE}))
def test_text_of_others_around_it_changes_nothing(name: str) -> None:
    body = re.sub(
        rb"(<body[^>]*>)", lambda found: found[1] + encoded(name, BEFORE), told(name).body, count=1, flags=re.I
    )
    body = re.sub(rb"</body>", lambda found: encoded(name, AFTER) + found[0], body, flags=re.I)
    alone, among = read(name), extract_article(body, told(name).truth["url"], fetched="2026-11-25T12:00:00+08:00")
    fields = ("title", "text", "published", "source", "bylines")
    assert {field: getattr(among, field) for field in fields} == {field: getattr(alone, field) for field in fields}


def encoded(name: str, text: str) -> bytes:
    return text.encode("gb18030" if told(name).truth.get("charset", "").startswith("gb") else "utf-8")
