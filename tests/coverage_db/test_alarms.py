"""Alarms of one outlet, crawl by crawl: when one is raised, what keeps it standing, what ends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from coverage_db.alarms import History, Read, Tally, judge, usual_pause
from coverage_db.seen import iso, ordinal

MONDAY = ordinal("2022-03-07")


def read(run: int, day: str, **changes: Any) -> Read:
    at = ordinal(day)
    values = {
        "run": run, "entry": "http://town/", "kind": "listing", "at": f"{day}T08:00:00+08:00", "day": at, "status": 200, "fault": None,
        "links": 10, "new": 1, "known": 9, "newest": at, "oldest": at,
    }  # fmt: skip
    return Read(**values | changes)


def kinds(history: History) -> list[list[str]]:
    return [sorted(judged.alarms) for judged in judge(history)]


@pytest.mark.parametrize(
    ("published_on", "pause"),
    [
        ("Mon Tue Wed Thu Fri Sat Sun", 3),
        ("Mon Tue Wed Thu Fri", 5),  # Friday to Monday is three days
        ("Mon", 11),  # an empty week is not normal
        ("", 30),
    ],
)
def test_the_rhythm_says_how_long_a_pause_may_be(published_on: str, pause: int) -> None:
    days = [MONDAY + n for n in range(28) if date.fromordinal(MONDAY + n).strftime("%a") in published_on.split()]
    assert usual_pause(days, MONDAY + 40) == pause


def test_a_daily_is_late_on_the_fourth_day_and_not_before() -> None:
    days = [MONDAY + n for n in range(28)]
    for late, expected in ((3, []), (4, ["frozen"])):
        today = iso(days[-1] + late)
        assert kinds(History([read(1, today, newest=days[-1])], days=days)) == [expected]


def test_a_list_without_dates_that_moves_is_silent_and_one_that_stands_is_frozen() -> None:
    days = [MONDAY + n for n in range(28)]
    first = iso(days[-1])
    later = [(date.fromisoformat(first) + timedelta(days=n)).isoformat() for n in (3, 6)]
    undated = {"newest": None, "oldest": None}
    moving = [read(1, first, **undated), *(read(n, day, **undated) for n, day in enumerate(later, 2))]
    standing = [read(1, first, **undated), *(read(n, day, new=0, **undated) for n, day in enumerate(later, 2))]
    assert kinds(History(moving, days=days)) == [[], [], ["silent"]]
    assert kinds(History(standing, days=days)) == [[], [], ["frozen"]]


def test_blocked_article_pages_are_an_alarm_while_none_comes_through() -> None:
    reads = [read(run, f"2022-04-0{run}") for run in (1, 2)]
    tallies = {1: Tally(0, {"blocked": 2}), 2: Tally(1, {"blocked": 1})}
    assert kinds(History(reads, tallies)) == [["blocked"], []]


def test_a_changed_page_stays_an_alarm_until_pages_are_whole_again() -> None:
    reads = [read(run, f"2022-04-0{run}") for run in (1, 2, 3)]
    tallies = {
        1: Tally(4, fields={"articles": 4, "published": 2, "text": 0}),
        2: Tally(0, fields={"articles": 0}),
        3: Tally(3, fields={"articles": 3, "published": 1, "text": 0}),
    }
    found = judge(History(reads, tallies))
    assert [judged.alarms for judged in found] == [
        {"field_lost": ordinal("2022-04-01")},
        {"field_lost": ordinal("2022-04-01")},
        {},
    ]


def test_two_pages_without_a_date_are_no_changed_page() -> None:
    assert kinds(History([read(1, "2022-04-01")], {1: Tally(2, fields={"articles": 2, "published": 2})})) == [[]]


def test_a_garbled_page_stays_an_alarm_until_a_clean_one_comes() -> None:
    reads = [read(run, f"2022-04-0{run}") for run in (1, 2, 3)]
    history = History(reads, {1: Tally(1), 2: Tally(0), 3: Tally(2)}, garbled={ordinal("2022-04-01")})
    assert kinds(history) == [["garbled"], ["garbled"], []]


def test_one_entry_of_two_is_enough() -> None:
    reads = [read(1, "2022-04-01", fault="timeout", links=0), read(1, "2022-04-01", entry="http://town/b")]
    assert kinds(History(reads)) == [[]]


def test_an_alarm_keeps_the_day_on_which_it_began() -> None:
    reads = [read(run, f"2022-04-0{run}", fault="http_503", links=0) for run in (1, 2, 3)]
    assert [judged.alarms for judged in judge(History(reads))] == [{"failing": ordinal("2022-04-01")}] * 3
