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
    page: str

    def names(self, field: str) -> set[str]:
        return set(self.truth[field].split())

    def read(self, page: str) -> Article:
        charset = "gb18030" if self.truth.get("charset", "").startswith("gb") else "utf-8"
        return extract_article(page.encode(charset), self.truth["url"], fetched="2026-11-25T12:00:00+08:00")


@cache
def told(name: str) -> Told:
    head, _, page = (PAGES / f"{name}.html").read_text(encoding="utf-8").partition("\n---\n")
    truth = {key: value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    lines = tuple(flat(html.unescape(re.sub("<[^>]*>", "", line))) for line in _TEXT.findall(page))
    return Told(truth, lines, page.strip().replace("⟦", "").replace("⟧", ""))


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
ALONE = ("poem_short_lines",)
"""No sentence: those of others around it are taken for the text."""


NAMES = sorted(file.stem for file in PAGES.glob("*.html"))
AMONG = [name for name in NAMES if name not in ALONE]


@cache
def read(name: str) -> Article:
    return told(name).read(told(name).page)


def facts(article: Article) -> dict[str, object]:
    return {field: getattr(article, field) for field in ("title", "text", "published", "source", "bylines")}


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def signed(article: Article, *roles: str) -> set[str]:
    return {name for name, role in article.bylines if role in roles}


@pytest.mark.parametrize("name", NAMES)
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


@pytest.mark.parametrize("name", AMONG)
def test_text_of_others_around_it_changes_nothing(name: str) -> None:
    page = re.sub(r"<body[^>]*>", lambda found: found[0] + BEFORE, told(name).page, count=1, flags=re.I)
    page = re.sub(r"</body>", lambda found: AFTER + found[0], page, flags=re.I)
    assert facts(told(name).read(page)) == facts(read(name))


BETWEEN = f"<div>分享到： 微信 微博 QQ空间</div><div>字号： 大 中 小</div><div>今天是2026年11月25日 星期三</div><div><a href='/z'>【专题】{NEIGHBOUR}迎峰度夏</a></div>"
_HEADING = re.compile(r"<(h[123])\b[^>]*>(?:(?!</\1>).){1,400}</\1>", re.S)


def heading(name: str) -> re.Match[str] | None:
    """The heading that holds the title; None where no heading does."""
    title = told(name).truth["title"][:6]
    return next((found for found in _HEADING.finditer(told(name).page) if title in found[0]), None)


@pytest.mark.parametrize("name", [name for name in AMONG if heading(name)])
def test_share_words_and_todays_date_below_the_headline_change_nothing(name: str) -> None:
    found, page = heading(name), told(name).page
    assert found is not None
    assert facts(told(name).read(page[: found.end()] + BETWEEN + page[found.end() :])) == facts(read(name))
