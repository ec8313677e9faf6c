"""Each silent break of the sample newsroom is named by `health`, none is invented, and `outlets check` sees the same."""

from __future__ import annotations

from demo_visit import Visit

BROKEN = {"kuaibao": ["frozen"], "sudi": ["blocked"], "shangxun": ["garbled"]}


def test_every_broken_outlet_has_its_alarm_and_no_other_has_one(visit: Visit) -> None:
    report = visit.json("health")
    assert {row["outlet"]: [a["kind"] for a in row["alarms"]] for row in report["outlets"] if row["alarms"]} == BROKEN


def test_what_was_blocked_or_frozen_is_a_gap_and_what_was_read_is_none(visit: Visit) -> None:
    gaps = [gap for gap in visit.json("health")["gaps"] if gap["to"] >= "2022-03-10"]
    assert [(gap["outlet"], gap["to"], gap["reason"]) for gap in gaps] == [
        ("sudi", "2022-04-28", "blocked"),
        ("kuaibao", "2022-04-28", "frozen"),
    ]


def test_the_gaps_stand_under_every_number_until_a_person_closes_them(visit: Visit) -> None:
    counts = visit.json("counts", "--period", "outbreak")
    assert {(gap["outlet"], gap["reason"]) for gap in counts["gaps"]} == {("sudi", "blocked"), ("kuaibao", "frozen")}
    assert counts["by_hand"] == ["tv"]
    done = visit.presstally("health", "--seen", "sudi", "2022-03-10", "2022-04-20", "--note", "已逐日翻阅网站")
    assert done.returncode == 0, done.stderr
    counts = visit.json("counts", "--period", "outbreak")
    assert {gap["outlet"] for gap in counts["gaps"]} == {"kuaibao"}


def test_check_tries_them_now_and_names_what_gives_nothing(visit: Visit) -> None:
    done = visit.presstally("outlets", "check", "sudi", "kuaibao", "jjb", "xingang", "binsheng")
    assert done.returncode == 1
    assert done.stderr.strip().endswith("1家媒体取不到稿件：能源速递。")
    rows = {line.split()[0]: line for line in done.stdout.splitlines() if "http" in line}
    assert "被拦截" in rows["能源速递"]
    assert "内容停更" in rows["滨海快报网"]
    assert all("正常" in rows[name] for name in ("东滨经济报", "新港区政府网", "滨声"))
