"""Lines above and below the text in the forms that sites print them: when, from where, by whom; none of it is text."""

from __future__ import annotations

import csv
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
