"""Lines between headline and text in the forms that sites print them: when, from where, by whom; none of it is text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from made_pages import PARAGRAPHS, TITLE

from crawler.extract import extract_article

FORMS = list(
    csv.DictReader(
        Path(__file__).with_name("head_lines.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["head"][:40])
def test_a_head_line_is_read(form: dict[str, str]) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = (
        f"<title>{TITLE}_某某网</title><div><a href='/'>首页</a> <a href='/x'>要闻</a></div>"
        f"<div><h1>{TITLE}</h1><div>{form['head']}</div><div>{paragraphs}</div></div>"
    )
    article = extract_article(page.encode())
    published = form["published"]
    assert (article.published or "")[: max(len(published), 10)] == published
    assert ("T" in (article.published or "")) == ("T" in published)
    assert (article.source or "") == form["source"]
    by_role = {
        "author": [name for name, role in article.bylines if role in ("reporter", "correspondent", "author")],
        "editor": [name for name, role in article.bylines if role == "editor"],
    }
    assert by_role == {"author": form["author"].split(), "editor": (form["editor"] or "").split()}
    assert article.text == "\n".join(PARAGRAPHS)
