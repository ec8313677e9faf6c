"""The sample newsroom's content: whether it is what truth.json says, and whether no two stories look like one by accident."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from coverage_db.text import fold
from crawler.demo.articles import SampleArticle, sample_outlets
from crawler.demo.newsroom import truth

SHARED_MOST = 0.15
"""Share of the shorter text's 5-character shingles that two stories may have in common."""
SHINGLE = 5
MEANT = {"/a/70044.html"}
"""Shares a passage with another story on purpose."""


def shingles(article: SampleArticle) -> set[str]:
    """5-character shingles of the folded letters, as stories are compared."""
    letters = re.sub(r"[\W_]", "", fold("\n".join(article.paragraphs)).text)
    return {letters[i : i + SHINGLE] for i in range(len(letters) - SHINGLE + 1)}


def all_articles() -> dict[tuple[str, str], SampleArticle]:
    return {(outlet.id, article.path): article for outlet in sample_outlets() for article in outlet.articles}


def test_truth_speaks_of_every_article() -> None:
    listed = [(row["outlet"], row["path"]) for row in truth()["articles"]]
    assert sorted(listed) == sorted(all_articles())
    titles = {key: article.title for key, article in all_articles().items()}
    assert all(titles[row["outlet"], row["path"]] == row["title"] for row in truth()["articles"])


@pytest.mark.parametrize("period", ["outbreak", "spring2022"])
def test_counts_of_truth_are_those_of_its_articles(period: str) -> None:
    expected = truth()["counts"][period]
    rows = [row for row in truth()["articles"] if period in row]
    counted = [row for row in rows if row[period] == "counted"]
    assert len(rows) == expected["candidates"]
    assert len(counted) == expected["total"]
    assert Counter(row["outlet"] for row in counted) == expected["by"]["outlet"]
    assert Counter(row[period] for row in rows if row[period] != "counted") == expected["excluded"]
    themes = Counter(theme for row in counted for theme in row["themes"])
    asked = expected["filters"]["themes"] or list(themes)
    assert {theme: themes[theme] for theme in asked if themes[theme]} == expected["by"]["theme"]


def test_each_trap_of_the_first_issues_is_there() -> None:
    traps = " ".join(row["trap"] for row in truth()["articles"] if "trap" in row)
    for word in ("undated", "namesake", "reprint", "charset", "tender", "404", "503", "passing", "round-up", "clue only",
                 "excerpt", "garbled", "own site first", "sidebar", "dates that disagree", "UTC"):  # fmt: skip
        assert word in traps


def test_no_two_stories_look_alike_by_accident() -> None:
    story_of = {(row["outlet"], row["path"]): row.get("story") for row in truth()["articles"]}
    texts = {}
    for key, article in all_articles().items():
        texts.setdefault(story_of[key] or f"{key[0]}:{key[1]}", shingles(article))
    pairs = []
    for (one, a), (other, b) in combinations(texts.items(), 2):
        share = len(a & b) / max(1, min(len(a), len(b)))
        if share > SHARED_MOST and not any(path in one or path in other for path in MEANT):
            pairs.append((one, other, round(share, 2)))
    assert not pairs


def test_lengths_are_those_of_newspapers() -> None:
    for row in truth()["articles"]:
        if row.get("story"):
            text = all_articles()[row["outlet"], row["path"]].text
            assert 100 <= len(text) <= 1900, row["path"]
