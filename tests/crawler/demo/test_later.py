"""After the crawl: other policies, search in both scripts, a decision, a new name – on the newsroom's articles, by the command."""

from __future__ import annotations

from typing import Any

import pytest
from demo_visit import Visit

from crawler.demo.newsroom import truth

ROWS = truth()["articles"]
OUTBREAK = ("--period", "outbreak", "--theme", "epidemic", "--theme", "work")


@pytest.mark.parametrize("policy", truth()["policies"])
def test_other_policies_count_what_the_truth_says(visit: Visit, policy: str) -> None:
    expected = truth()["policies"][policy]
    counts = visit.json("counts", *OUTBREAK, "--policy", policy, "--by", "outlet")
    assert counts["total"] == expected["total"]
    assert {row["outlet"]: row["count"] for row in counts["rows"] if row["count"]} == expected["outlet"]


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("灯", "燈"),
        ("隔离", "隔離"),
        ("通行证", "通行證"),
        ("海州湾供电服务有限", "海州灣供電服務有限"),
        ("带电作业", "帶電作業"),
    ],
)
def test_search_finds_the_same_in_both_scripts(visit: Visit, simplified: str, traditional: str) -> None:
    found = {row["id"] for row in visit.json("search", simplified, "--limit", "500")}
    assert found
    assert {row["id"] for row in visit.json("search", traditional, "--limit", "500")} == found
    stored = visit.rows(
        "select a.id, title, text from articles a join article_texts t on t.article = a.id where garbled = 0"
    )
    bare = {row["id"] for row in stored if simplified in row["title"] + row["text"]}
    assert bare <= found


def candidate(visit: Visit, title: str) -> dict[str, Any]:
    return next(row for row in visit.json("articles", "--period", "outbreak") if title in row["title"])


def test_a_decision_takes_a_critical_report_out_and_puts_it_back(visit: Visit) -> None:
    before = visit.json("counts", "--period", "outbreak")
    article = candidate(visit, "要停电怎么没人知道")
    assert article["state"] == "counted"
    assert visit.presstally("review", str(article["id"]), "exclude", "negative", "--note", "投诉报道").returncode == 0
    after = visit.json("counts", "--period", "outbreak")
    assert (after["total"], after["excluded"]["negative"]) == (before["total"] - 1, 1)
    assert after["counted"] + sum(after["excluded"].values()) == after["candidates"]
    assert visit.presstally("review", str(article["id"]), "undo").returncode == 0
    assert visit.json("counts", "--period", "outbreak") == before


def test_what_waits_is_queued_with_its_reason(visit: Visit) -> None:
    waiting = {row["title"]: row["why"] for row in visit.json("review")}
    expected = {row["title"]: [row["why"]] for row in ROWS if row.get("why")}
    assert expected.items() <= waiting.items()


def test_a_new_name_counts_back_in_time_after_retag(visit: Visit) -> None:
    names = [row["title"] for row in ROWS if row.get("spring2022") == "not_us"]
    settings = visit.config.read_text("utf-8")
    rival = '[[company]]\nid = "grid"\nname = "国网海州湾供电公司"\nshort = "国网公司"\nrival = true\n\n'
    visit.config.write_text(rival + settings, "utf-8")
    try:
        visit.newsroom.forget()
        changed = visit.json("retag")["changed"]
        titles = {
            row["title"]
            for row in visit.rows(f"select title from articles where id in ({', '.join(map(str, changed))})")
        }
        assert titles == set(names)
        assert visit.newsroom.asked() == []
        by_company = {
            row["company"]: row["count"]
            for row in visit.json("counts", "--period", "spring2022", "--by", "company")["rows"]
        }
        assert by_company["grid"] == len(names)
        assert visit.json("counts", "--period", "spring2022")["total"] == truth()["counts"]["spring2022"]["total"]
    finally:
        visit.config.write_text(settings, "utf-8")
        visit.presstally("retag")
