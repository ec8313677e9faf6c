"""Seen and gap, by the words of the contract: hand-made ledgers, and made-up ones against a slow plain reading of the rule."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from coverage_db import health
from coverage_db.alarms import Judged, judge, lost_stretches
from coverage_db.config import Config
from coverage_db.config.model import CrawlKeys
from coverage_db.database import open_database
from coverage_db.matching.watchlist import Watchlist
from coverage_db.seen import iso, load, ordinal

TODAY = "2022-04-30"


@dataclass
class Ledger:
    """Writes a ledger by hand; `crawl` is one reading of one entry, in a run of its own unless `run` says otherwise."""

    db: Database
    outlets: list[str] = field(default_factory=list)

    def outlet(self, id: str, kind: str = "feed", **changes: Any) -> None:
        row = {
            "id": id, "name": id, "brand": id, "owner": id, "aliases": "[]", "level": "市级", "level_rank": 3, "channel": "web",
            "groups": "[]", "own": 0, "manual": 0, "watched": 1, "crawled": 1, "declared": "file", "addresses": "[]",
            "accounts": "[]", "articles": None, "confirmed": None, "note": "",
        }  # fmt: skip
        self.db["outlets"].insert(row | changes)
        self.db["entries"].insert({"outlet": id, "url": f"http://{id}/", "kind": kind, "state": "{}"})

    def crawl(self, outlet: str, day: str, run: int | None = None, entry: str | None = None, **changes: Any) -> int:
        if run is None:
            run = self.db["crawl_runs"].insert({"started": f"{day}T08:00:00+08:00", "outlets": "[]"}).last_pk
        row = {
            "run": run, "outlet": outlet, "entry": entry or f"http://{outlet}/", "at": f"{day}T08:00:00+08:00", "status": 200,
            "fault": None, "links": 10, "new": 1, "known": 9, "newest": day, "oldest": day,
        }  # fmt: skip
        self.db["entry_reads"].insert(row | changes)
        return run

    def tally(self, run: int, outlet: str, **changes: Any) -> None:
        row = {
            "run": run,
            "outlet": outlet,
            "seen": 0,
            "new": 0,
            "mentions": 0,
            "requests": 1,
            "faults": "{}",
            "fields": "{}",
            "ended": "finished",
        }
        self.db["outlet_runs"].insert(row | changes)

    def article(self, outlet: str, *days: str, garbled: int = 0, first_seen: str = "2022-04-01T08:00:00+08:00") -> None:
        for day in days:
            story = self.db.execute("insert into stories default values").lastrowid
            row = {
                "outlet": outlet, "title": "t", "kicker": "", "subtitle": "", "day": day, "published": day, "date_why": "",
                "date_conflict": 0, "length": 1, "text_hash": "", "story": story, "story_rank": 1, "role": "original", "notice": 0,
                "garbled": garbled, "attention": "", "why": "", "first_seen": first_seen,
            }  # fmt: skip
            self.db["articles"].insert(row)


class Settings(Config):
    """Settings whose today stands still."""

    __slots__ = ()

    def today(self) -> str:
        return TODAY


def config(since: str | None = "2022-01-01") -> Config:
    return Settings(path=Path("coverage.toml"), watchlist=Watchlist(), crawl=CrawlKeys(since=since))


def test_each_day_that_a_reading_reaches_is_seen_and_no_other(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    ledger.crawl("town", "2022-04-10", oldest="2022-04-05")
    assert health.gaps(db, config(), "2022-04-01", "2022-04-12") == [
        health.Gap("town", "2022-04-01", "2022-04-04", "not_reached"),
        health.Gap("town", "2022-04-11", "2022-04-12", "not_read"),
    ]


def test_today_is_not_yet_a_gap(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    assert health.gaps(db, config(), "2022-04-28", TODAY) == [
        health.Gap("town", "2022-04-28", "2022-04-29", "not_read")
    ]
    assert health.gaps(db, config(), TODAY, None) == []
    assert health.day_states(db, config(), TODAY) == {"town": "not_read"}
    ledger.crawl("town", TODAY)
    assert health.watched(db, config(), TODAY) == (["town"], ["town"])


def test_own_outlets_and_those_by_hand_have_no_gaps(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("ours", own=1)
    ledger.outlet("television", manual=1, crawled=0)
    ledger.outlet("asleep", manual=1, crawled=0, watched=0)
    assert health.gaps(db, config(), "2022-04-01", "2022-04-05") == []
    assert health.by_hand(db) == ["television"]


def test_without_a_period_gaps_begin_with_the_first_article_but_not_before_since(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    assert health.gaps(db, config(), None, None) == []
    ledger.article("town", "2022-02-03")
    assert health.gaps(db, config(), None, None)[0].from_ == "2022-02-03"
    assert health.gaps(db, config(since="2022-03-01"), None, None)[0].from_ == "2022-03-01"


def test_a_day_on_which_the_paper_never_appears_is_no_gap(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("weekly", kind="epaper")
    mondays = ["2022-02-28", "2022-03-07", "2022-03-14", "2022-03-21", "2022-03-28"]
    for monday in mondays:
        ledger.crawl("weekly", monday, newest=monday, oldest=monday)
        ledger.article("weekly", monday)
    assert health.gaps(db, config(), "2022-03-29", "2022-04-06") == [
        health.Gap("weekly", "2022-04-04", "2022-04-04", "not_read")  # an empty day is normal, an empty week is not
    ]


def test_before_four_weeks_every_day_is_expected(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("young")
    ledger.article("young", "2022-03-28", "2022-04-04")
    ledger.crawl("young", "2022-04-04", oldest="2022-03-28")
    assert health.gaps(db, config(), "2022-04-01", "2022-04-07") == [
        health.Gap("young", "2022-04-05", "2022-04-07", "not_read")
    ]


def test_an_epaper_is_seen_for_its_issues_only(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("paper", kind="epaper")
    ledger.crawl("paper", "2022-04-06", newest="2022-04-05", oldest="2022-04-05")
    assert health.gaps(db, config(), "2022-04-04", "2022-04-06") == [
        health.Gap("paper", "2022-04-04", "2022-04-04", "not_reached"),
        health.Gap("paper", "2022-04-06", "2022-04-06", "not_reached"),
    ]


def test_a_day_without_an_issue_is_no_alarm_and_does_not_hide_that_the_paper_stopped(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("paper", kind="epaper")
    ledger.article("paper", *[f"2022-03-{day:02}" for day in range(1, 29)])
    no_issue = {"links": 0, "new": 0, "known": 0}
    ledger.crawl("paper", "2022-03-29", **no_issue)
    assert health.report(db, config(), "2022-03-29")["outlets"][0]["alarms"] == []
    ledger.crawl("paper", "2022-04-10", **no_issue)
    assert health.report(db, config(), "2022-04-10")["outlets"][0]["alarms"] == [
        {"kind": "frozen", "since": "2022-03-29"}
    ]


def test_a_blocked_stretch_is_named_until_a_later_list_reaches_over_it(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    ledger.crawl("town", "2022-04-03")
    ledger.crawl("town", "2022-04-04", fault="blocked", links=0, new=0, known=0, newest=None, oldest=None)
    ledger.crawl("town", "2022-04-05", fault="blocked", links=0, new=0, known=0, newest=None, oldest=None)
    assert health.gaps(db, config(), "2022-04-03", "2022-04-05") == [
        health.Gap("town", "2022-04-04", "2022-04-05", "blocked")
    ]
    assert health.report(db, config(), "2022-04-05")["outlets"][0]["alarms"] == [
        {"kind": "blocked", "since": "2022-04-04"}
    ]
    ledger.crawl("town", "2022-04-06", oldest="2022-04-02")
    assert health.gaps(db, config(), "2022-04-03", "2022-04-06") == []
    assert health.report(db, config(), "2022-04-06")["outlets"][0]["alarms"] == []


def test_the_report_remembers_what_was_last_seen_years_ago(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    ledger.crawl("town", "2020-04-06", fault=None)
    ledger.crawl("town", "2020-04-07", fault="timeout", links=0, newest=None, oldest=None)
    (row,) = health.report(db, config(), "2022-04-10")["outlets"]
    assert (row["last_seen"], row["alarms"]) == ("2020-04-06", [{"kind": "failing", "since": "2020-04-07"}])


def test_days_before_a_first_crawl_that_got_nothing_carry_its_alarm(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("walled")
    ledger.crawl("walled", "2022-04-05", fault="blocked", links=0, new=0, known=0, newest=None, oldest=None)
    assert health.gaps(db, config(), "2022-04-03", "2022-04-07") == [
        health.Gap("walled", "2022-04-03", "2022-04-05", "blocked"),
        health.Gap("walled", "2022-04-06", "2022-04-07", "not_read"),
    ]


def test_a_feed_that_answers_with_old_items_is_frozen_from_the_first_crawl(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("dead")
    ledger.crawl("dead", "2022-04-10", newest="2018-09-23", oldest="2018-09-01", new=10, known=0)
    assert health.report(db, config(), "2022-04-10")["outlets"][0]["alarms"] == [
        {"kind": "frozen", "since": "2018-09-24"}
    ]
    assert health.gaps(db, config(), "2022-04-08", "2022-04-10") == [
        health.Gap("dead", "2022-04-08", "2022-04-10", "frozen")
    ]
    assert health.gaps(db, config(), "2018-09-10", "2018-09-20") == []  # those days it did show


def test_a_list_that_moves_while_no_article_comes_is_silent(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    ledger.article("town", *[f"2022-03-{day:02}" for day in range(1, 21)])
    for day in range(20, 27):
        ledger.crawl("town", f"2022-03-{day}", oldest="2022-03-15")
    alarms = health.report(db, config(), "2022-03-26")["outlets"][0]["alarms"]
    assert alarms == [{"kind": "silent", "since": "2022-03-21"}]


def test_a_daily_may_pause_for_a_weekend(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    ledger.article("town", *[f"2022-03-{day:02}" for day in range(1, 19)])
    ledger.crawl("town", "2022-03-21", newest="2022-03-18", oldest="2022-03-01", new=0, known=10)
    assert health.report(db, config(), "2022-03-21")["outlets"][0]["alarms"] == []


def test_an_empty_list_and_pages_without_dates_are_alarms(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("bare")
    ledger.outlet("rebuilt")
    ledger.crawl("bare", "2022-04-05", links=0, new=0, known=0, newest=None, oldest=None)
    run = ledger.crawl("rebuilt", "2022-04-05")
    ledger.tally(run, "rebuilt", new=4, fields='{"articles": 4, "published": 3, "text": 0}')
    found = {
        row["outlet"]: [a["kind"] for a in row["alarms"]]
        for row in health.report(db, config(), "2022-04-05")["outlets"]
    }
    assert found == {"bare": ["empty"], "rebuilt": ["field_lost"]}


def test_garbled_pages_on_an_outlets_own_host(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("taken_over")
    ledger.article("taken_over", "2022-04-05", garbled=1, first_seen="2022-04-05T08:00:10+08:00")
    run = ledger.crawl("taken_over", "2022-04-05")
    ledger.tally(run, "taken_over", new=1)
    assert health.gaps(db, config(), "2022-04-05", "2022-04-05") == [
        health.Gap("taken_over", "2022-04-05", "2022-04-05", "garbled")
    ]
    run = ledger.crawl("taken_over", "2022-04-06", oldest="2022-04-05")
    ledger.tally(run, "taken_over", new=2)  # clean pages again
    assert health.gaps(db, config(), "2022-04-05", "2022-04-06") == []


def test_everything_failing_to_connect_is_our_own_line(db: Database) -> None:
    ledger = Ledger(db)
    for id in ("east", "west"):
        ledger.outlet(id)
    nothing = {
        "status": None,
        "fault": "no_connection",
        "links": 0,
        "new": 0,
        "known": 0,
        "newest": None,
        "oldest": None,
    }
    run = ledger.crawl("east", "2022-04-05", **nothing)
    ledger.crawl("west", "2022-04-05", run, **nothing | {"fault": "timeout"})
    assert {gap.reason for gap in health.gaps(db, config(), "2022-04-05", "2022-04-05")} == {"offline"}
    run = ledger.crawl("east", "2022-04-06", **nothing)
    ledger.crawl("west", "2022-04-06", run)
    assert health.day_states(db, config(), "2022-04-06") == {"east": "failing", "west": None}
    assert [row["alarms"] for row in health.report(db, config(), "2022-04-06")["outlets"]] == [
        [{"kind": "failing", "since": "2022-04-06"}],
        [],
    ]


def test_lists_that_do_not_overlap_lose_the_days_between_for_good(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("busy")
    ledger.crawl("busy", "2022-04-01", newest="2022-04-01", oldest="2022-03-31")
    ledger.crawl("busy", "2022-04-05", newest="2022-04-05", oldest="2022-04-04", new=10, known=0)
    assert health.report(db, config(), "2022-04-05")["outlets"][0]["alarms"] == [
        {"kind": "no_overlap", "since": "2022-04-01"}
    ]
    ledger.crawl("busy", "2022-04-06", newest="2022-04-06", oldest="2022-04-03")
    assert health.gaps(db, config(), "2022-04-01", "2022-04-06") == [
        health.Gap("busy", "2022-04-02", "2022-04-04", "no_overlap")
    ]
    ledger.crawl("busy", "2022-04-07", newest="2022-04-07", oldest="2022-03-30")  # it went back over all of it
    assert health.gaps(db, config(), "2022-04-01", "2022-04-06") == []


def test_two_lists_that_meet_on_one_day_without_a_common_link_lose_that_day(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("busy")
    ledger.crawl("busy", "2022-04-04", newest="2022-04-04", oldest="2022-04-01")
    ledger.crawl("busy", "2022-04-05", newest="2022-04-05", oldest="2022-04-04", new=10, known=0)
    ledger.crawl("busy", "2022-04-06", newest="2022-04-06", oldest="2022-04-05")
    assert health.gaps(db, config(), "2022-04-03", "2022-04-06") == []  # the 4th was seen before, the rest after
    ledger.crawl("busy", "2022-04-08", newest="2022-04-08", oldest="2022-04-07", new=10, known=0)
    ledger.crawl("busy", "2022-04-09", newest="2022-04-09", oldest="2022-04-07")
    assert health.gaps(db, config(), "2022-04-05", "2022-04-09") == [
        health.Gap("busy", "2022-04-07", "2022-04-07", "no_overlap")
    ]


def test_four_weeks_of_dates_are_enough_for_a_rhythm_and_a_day_less_is_not(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("four_weeks")
    ledger.outlet("a_day_less")
    ledger.article("four_weeks", "2022-03-07", "2022-04-03")  # 28 days, the first and the last included
    ledger.article("a_day_less", "2022-03-08", "2022-04-03")
    gaps = health.gaps(db, config(), "2022-04-04", "2022-04-10")
    assert [(gap.outlet, gap.from_, gap.to) for gap in gaps] == [
        ("a_day_less", "2022-04-04", "2022-04-10"),
        ("four_weeks", "2022-04-04", "2022-04-10"),  # a Monday and a Sunday: the days between neither count nor end it
    ]
    assert set(health.day_states(db, config(), "2022-04-05")) == {"a_day_less"}


def test_a_list_that_did_not_change_for_months_still_reaches_as_far_as_it_did(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("slow")
    ledger.crawl("slow", "2021-11-01", newest="2021-11-01", oldest="2021-10-01")
    ledger.crawl("slow", "2022-04-02", status=304, links=0, new=0, known=0, newest=None, oldest=None)
    assert health.gaps(db, config(), "2021-10-20", "2021-10-25") == []
    assert health.gaps(db, config(), "2022-04-01", "2022-04-02") == [
        health.Gap("slow", "2022-04-01", "2022-04-02", "frozen")
    ]


def test_not_modified_means_the_list_that_was_read_before(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    ledger.crawl("town", "2022-01-10", newest="2022-01-10", oldest="2021-12-01")
    ledger.crawl("town", "2022-01-12", status=304, links=0, new=0, known=0, newest=None, oldest=None)
    assert health.gaps(db, config(), "2022-01-11", "2022-01-12") == []


def test_a_list_without_dates_reaches_as_far_as_its_oldest_stored_article(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("plain", kind="listing")
    ledger.article("plain", "2022-04-02", "2022-04-05")
    for article, url in enumerate(["http://plain/1", "http://plain/2"], 1):
        db["links"].insert(
            {
                "url": url,
                "outlet": "plain",
                "entry": "http://plain/",
                "title": "",
                "first_seen": "2022-04-05T08:00:00+08:00",
                "last_seen": "2022-04-05T08:00:00+08:00",
                "state": "stored",
                "tries": 1,
                "article": article,
            }
        )
    ledger.crawl("plain", "2022-04-05", newest=None, oldest=None)
    assert health.gaps(db, config(), "2022-04-01", "2022-04-05") == [
        health.Gap("plain", "2022-04-01", "2022-04-05", "not_reached")
    ]
    health.note_reach(db)
    assert health.gaps(db, config(), "2022-04-01", "2022-04-05") == [
        health.Gap("plain", "2022-04-01", "2022-04-01", "not_reached")
    ]


def test_a_person_closes_a_gap_and_an_older_state_still_has_it(db: Database) -> None:
    ledger = Ledger(db)
    ledger.outlet("town")
    number = health.mark_seen(
        db, "town", "2022-04-02", "2022-04-03", by="张三", note="已翻阅报纸", now="2022-04-05T09:00:00+08:00"
    )
    assert health.gaps(db, config(), "2022-04-01", "2022-04-03") == [
        health.Gap("town", "2022-04-01", "2022-04-01", "not_read")
    ]
    assert len(health.gaps(db, config(), "2022-04-01", "2022-04-03", as_of=number - 1)) == 1
    assert health.gaps(db, config(), "2022-04-01", "2022-04-03", as_of=number - 1)[0].to == "2022-04-03"


# ---- made-up ledgers against the rule read slowly

DAYS = [iso(ordinal("2022-03-01") + n) for n in range(60)]
KIND = st.sampled_from(["feed", "epaper"])


@st.composite
def read_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for index in sorted(draw(st.lists(st.integers(0, 55), max_size=12))):
        back = draw(st.integers(0, 20))
        newest = max(0, index - draw(st.integers(0, 3)))
        rows.append(
            {
                "day": DAYS[index],
                "entry": draw(st.sampled_from(["http://town/", "http://town/b"])),
                "fault": draw(st.sampled_from([None, None, None, "blocked", "timeout"])),
                "status": draw(st.sampled_from([200, 200, 304])),
                "links": draw(st.sampled_from([10, 10, 10, 0])),
                "known": draw(st.sampled_from([9, 9, 0])),
                "newest": DAYS[newest],
                "oldest": draw(st.sampled_from([DAYS[max(0, newest - back)], DAYS[max(0, newest - back)], None])),
            }
        )
    return rows


def slow_gaps(db: Database, articles: set[str], kind: str, by_person: set[str], judged: list[Judged]) -> dict[str, str]:
    """{day: reason} of the outlet town, day by day and reading by reading, in the words of the contract."""
    seen = load(db, ["town"], ordinal(DAYS[0]), None)[0]
    reads = list(seen.history.reads)
    lost = lost_stretches(reads)
    alarms = {entry.run: entry.alarms for entry in judged}
    result = {}
    for day in DAYS:
        d = ordinal(day)
        known = sorted(ordinal(a) for a in articles if a < day)
        if day not in articles and known and known[0] <= known[-1] - 27:
            month = [k for k in known if k > known[-1] - 28]
            if date.fromisoformat(day).weekday() not in {date.fromordinal(k).weekday() for k in month}:
                continue
        if day in by_person:
            continue
        reached = [
            read
            for read in reads
            if read.day >= d
            and read.fault is None
            and read.oldest is not None
            and read.oldest <= d
            and (kind != "epaper" or (read.newest or 0) >= d)
            and not any(since <= d for since in alarms[read.run].values())
            and not any(
                hole.entry == read.entry
                and hole.at <= read.at
                and hole.start <= d <= hole.end
                and read.oldest > hole.start
                for hole in lost
            )
        ]
        if reached:
            continue
        covering = [k for entry in judged if entry.day >= d for k, since in entry.alarms.items() if since <= d]
        good = any(read.fault is None and read.day >= d for read in reads)
        tried = [entry for entry in judged if entry.day >= d]
        refused = next((kind for entry in tried for kind in entry.alarms), "not_read")
        result[day] = covering[0] if covering else "not_reached" if good else refused
    return result


@settings(max_examples=120, deadline=None)
@given(
    rows=read_rows(),
    articles=st.sets(st.sampled_from(DAYS)),
    kind=KIND,
    person=st.sets(st.sampled_from(DAYS), max_size=3),
)
def test_gaps_agree_with_the_slow_reading(
    rows: list[dict[str, Any]], articles: set[str], kind: str, person: set[str]
) -> None:
    with open_database(":memory:") as db:
        ledger = Ledger(db)
        ledger.outlet("town", kind=kind)
        db["entries"].insert({"outlet": "town", "url": "http://town/b", "kind": kind, "state": "{}"})
        ledger.article("town", *articles)
        for row in rows:
            ledger.crawl("town", **row)
        for day in person:
            health.mark_seen(db, "town", day, day, by="张三", note="", now="2022-04-30T08:00:00+08:00")
        history = load(db, ["town"], ordinal(DAYS[0]), None)[0].history
        judged = judge(history)
        quick = {}
        for gap in health.gaps(db, config(), DAYS[0], DAYS[-1]):
            day = date.fromisoformat(gap.from_)
            while day.isoformat() <= gap.to:
                quick[day.isoformat()] = gap.reason
                day += timedelta(days=1)
        slow = slow_gaps(db, articles, kind, person, judged)
        slow = {day: reason for day, reason in slow.items() if day < TODAY}
        assert {day: reason for day, reason in quick.items() if day in slow} == slow
        assert replace(history) == history
        for day in person:  # a gap never spans a day that was expected and seen
            assert day not in slow
