"""Lines above and below the text in the forms that sites print them: when, from where, by whom; none of it is text."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from made_pages import PARAGRAPHS, TITLE

from coverage_db.records import Article
from crawler.extract import extract_article

FOLDER = Path(__file__).parent
TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def forms(name: str) -> list[dict[str, str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(head: str, text: str) -> Article:
    """The article of a page without any name of a class or id."""
    page = (
        f"<title>{TITLE}_某某网</title><div><a href='/'>首页</a> <a href='/x'>要闻</a></div>"
        f"<div><h1>{TITLE}</h1><div>{head}</div><div>{text}</div></div>"
        "<div><h3>热点新闻</h3><ul><li><a href='/1'>云台港供电公司</a></li></ul></div><div>编辑部电话：010-88888888</div>"
    )
    return extract_article(page.encode())


def names(article: Article) -> dict[str, set[str]]:
    writers = {name for name, role in article.bylines if role in ("reporter", "correspondent", "author")}
    return {"author": writers, "editor": {name for name, role in article.bylines if role == "editor"}}


@pytest.mark.parametrize("form", forms("head_lines.tsv"), ids=lambda form: form["head"][:40])
def test_a_head_line_is_read(form: dict[str, str]) -> None:
    article = read(form["head"], TEXT)
    published = form["published"]
    assert (article.published or "")[: max(len(published), 10)] == published
    assert ("T" in (article.published or "")) == ("T" in published)
    assert (article.source or "") == form["source"]
    assert names(article) == {"author": set(form["author"].split()), "editor": set((form["editor"] or "").split())}
    assert article.text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("between", ["", "</div><div>"], ids=["in its block", "below its block"])
@pytest.mark.parametrize("form", forms("foot_lines.tsv"), ids=lambda form: form["foot"][:40])
def test_a_foot_is_read(form: dict[str, str], between: str) -> None:
    article = read("2022-04-06 09:30", f"{TEXT}{between}{form['foot']}")
    assert (article.source or "") == form["source"]
    assert names(article) == {"author": set(form["author"].split()), "editor": set((form["editor"] or "").split())}
    assert article.text == "\n".join(PARAGRAPHS)


DATES = ("2022-04-06 09:30", "2022年4月6日09:30", "2022/4/6 9:30:00", "2022.04.06 09:30", "发布时间：2022-04-06 09:30", "发布于 2022-04-06 09:30", "日期: 2022年04月06日 09:30")  # fmt: skip
OUTLETS = ("新华日报", "人民网-江苏频道", "交汇点新闻客户端", "连云港发布", "新华社", "第一财经", "国网连云港供电公司", "南方Plus", "IT之家")  # fmt: skip
SOURCES = ("来源：", "来源: ", "稿源：", "信息来源：", "来源 | ", "转自：", "")
WRITERS = ("作者：", "作者 | ", "记者 ", "本报记者 ", "通讯员：", "撰稿：", "文/")
EDITORS = ("编辑：", "责任编辑: ", "责编 ", "编辑 | ")
PERSONS = ("王伟", "赵大川", "欧阳海", "司马文清", "古丽娜尔·买买提", "孙晓帆")
NOISE = ("浏览次数：123", "阅读 1.2万", "【字体：大 中 小】", "评论(0)", "分享到：", "我要评论", "浏览量：", "收藏")


@pytest.mark.parametrize("between", ["　", " | ", "&nbsp;&nbsp;", "</span> <span>"])
def test_parts_of_a_head_line_are_read_in_any_order(between: str) -> None:
    draw = random.Random(4)
    for _ in range(60):
        writer, editor = draw.sample(PERSONS, 2)
        outlet = draw.choice(OUTLETS)
        parts = [draw.choice(DATES), draw.choice(SOURCES) + outlet, *draw.sample(NOISE, draw.choice((0, 1, 2)))]
        parts += [draw.choice(WRITERS) + writer, draw.choice(EDITORS) + editor]
        draw.shuffle(parts)
        head = f"<span>{between.join(parts)}</span>"
        article = read(head, TEXT)
        found = (article.published, article.source, names(article))
        assert found == ("2022-04-06T09:30:00+08:00", outlet, {"author": {writer}, "editor": {editor}}), head
        assert article.text == "\n".join(PARAGRAPHS)
