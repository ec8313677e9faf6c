"""The whole way over HTTP: the newsroom crawled, every sample article as truth.json says, the counts equal to it."""

from __future__ import annotations

from typing import Any

import pytest
from demo_visit import Visit

from crawler.demo.newsroom import truth

ROWS = truth()["articles"]
PERIODS = ("outbreak", "spring2022")


def filters(period: str) -> list[str]:
    themes = truth()["counts"][period]["filters"]["themes"]
    return ["--period", period, *(part for theme in themes for part in ("--theme", theme))]


@pytest.fixture(scope="module")
def stored(visit: Visit) -> dict[tuple[str, str], dict[str, Any]]:
    return {visit.place(row["url"]): row for row in visit.rows("select * from articles")}


@pytest.fixture(scope="module")
def listed(visit: Visit) -> dict[str, dict[tuple[str, str], dict[str, Any]]]:
    return {
        period: {visit.place(row["url"]): row for row in visit.json("articles", *filters(period))} for period in PERIODS
    }


def test_what_was_to_be_fetched_was_and_nothing_else(stored: dict[tuple[str, str], dict[str, Any]]) -> None:
    expected = {(row["outlet"], row["path"]) for row in ROWS if row.get("fetched", True)}
    assert stored.keys() == expected


def test_older_articles_were_not_asked_for(visit: Visit) -> None:
    asked = visit.newsroom.asked()
    assert not [
        row for row in ROWS if row["day"] and row["day"] < "2022-02-01" and f"{row['outlet']}{row['path']}" in asked
    ]


def test_headlines_and_days_are_those_of_the_pages(stored: dict[tuple[str, str], dict[str, Any]]) -> None:
    wrong = []
    for row in ROWS:
        found = stored.get((row["outlet"], row["path"]))
        if found and (found["title"], found["day"]) != (row["title"], row["day"]):
            wrong.append((row["path"], found["title"], found["day"]))
    assert not wrong


@pytest.mark.parametrize("period", PERIODS)
def test_every_candidate_has_its_state_role_and_themes(listed: dict[str, Any], period: str) -> None:
    wrong = []
    for row in ROWS:
        found = listed[period].get((row["outlet"], row["path"]))
        if period not in row:
            assert found is None, row["path"]
            continue
        assert found is not None, row["path"]
        expected = (row[period], row["role"], sorted(row["themes"]))
        got = (found["reason"] or found["state"], found["role"], sorted(found["themes"]))
        if row[period] == "pending":
            assert found["why"] == [row["why"]], row["path"]
        if got != expected:
            wrong.append((row["path"], row["title"], got, expected))
    assert not wrong


def test_reprints_stand_with_their_originals(visit: Visit, stored: dict[tuple[str, str], dict[str, Any]]) -> None:
    numbers: dict[str, set[int]] = {}
    for row in ROWS:
        if row.get("story"):
            numbers.setdefault(row["story"], set()).add(stored[row["outlet"], row["path"]]["story"])
    for row in visit.rows("select distinct article, story from facts where role in ('excerpt', 'mirror')"):
        for members in numbers.values():
            members.discard(row["article"])
    one_each = {story: found for story, found in numbers.items() if len(found) > 1}
    assert not {
        story for story in one_each if "content_2015" not in story
    }  # its excerpt and its mirror are linked, not joined


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("by", ["outlet", "theme", "level"])
def test_counts_equal_the_truth(visit: Visit, period: str, by: str) -> None:
    expected = truth()["counts"][period]
    counts = visit.json("counts", *filters(period), "--by", by)
    assert {row[by]: row["count"] for row in counts["rows"] if row["count"] and row[by]} == expected["by"][by]
    assert (counts["total"], counts["counted"], counts["candidates"]) == (expected["total"],) * 2 + (
        expected["candidates"],
    )
    assert {reason: n for reason, n in counts["excluded"].items() if n} == expected["excluded"]


def test_every_number_carries_what_nobody_saw(visit: Visit) -> None:
    counts = visit.json("counts", *filters("outbreak"))
    assert sorted(counts["gaps"], key=lambda gap: gap["outlet"]) == truth()["health"]["gaps"]["outbreak"]
    assert counts["by_hand"] == truth()["health"]["by_hand"]


def test_health_names_each_fault(visit: Visit) -> None:
    found = {row["outlet"]: [alarm["kind"] for alarm in row["alarms"]] for row in visit.json("health")["outlets"]}
    assert {outlet: kinds for outlet, kinds in found.items() if kinds} == truth()["health"]["alarms"]


def test_the_sentence_says_that_number(visit: Visit) -> None:
    sentence = visit.json("sentence", *filters("outbreak"))["sentence"]
    assert sentence.startswith(
        "据不完全统计，本轮疫情发生以来，公司共在"
    )  # one article waits, two outlets were not seen
    assert "疫情防控和复工复产" in sentence
    assert f"{truth()['counts']['outbreak']['total']}篇" in sentence


def test_the_newspaper_page_of_a_counted_article_is_kept(visit: Visit) -> None:
    kept = visit.rows(
        "select a.url, e.url pdf from evidence e join articles a on a.id = e.article where e.kind = 'page_pdf'"
    )
    counted = {
        (row["outlet"], row["path"]) for row in ROWS if row["outlet"] == "jjb" and row.get("spring2022") == "counted"
    }
    assert {visit.place(row["url"]) for row in kept} == counted
    assert all(row["pdf"].endswith(".pdf") for row in kept)


def test_a_second_crawl_asks_for_what_is_new_or_changed_and_the_entries(visit: Visit) -> None:
    newsroom = visit.newsroom
    newsroom.forget()
    assert visit.presstally("crawl").returncode == 0
    entries = newsroom.asked()
    pages = {f"{row['outlet']}{row['path']}" for row in ROWS}
    assert entries
    assert not pages & set(entries)

    newsroom.publish(
        "power", path="/html/20220428/8020.shtml", title="海州湾供电：岸电箱进了渔港", time="2022-04-28 18:00",
        text="四十只岸电箱在燕尾渔港装好了，渔船靠岸不再烧柴油。\n海州湾供电服务有限公司的师傅教船老大刷卡取电，一度八毛钱。",
    )  # fmt: skip
    page = next(article for article in newsroom.outlets["binsheng"].articles if article.title.startswith("告别"))
    newsroom.change("binsheng", page.path, text=f"{page.text}\n（更新）还差三处。", updated="2022-04-28T20:00:00+08:00")
    newsroom.forget()
    assert visit.presstally("crawl").returncode == 0
    assert sorted(newsroom.asked()) == sorted([*entries, "power/html/20220428/8020.shtml", f"binsheng{page.path}"])
    assert [row["title"] for row in visit.rows("select title from articles order by id desc limit 1")] == [
        "海州湾供电：岸电箱进了渔港"
    ]
    assert len(visit.rows("select * from article_versions")) == 1
