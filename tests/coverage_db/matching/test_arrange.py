"""The rules of stories on bare numbers: thresholds to the letter, directions, the order of original."""

from __future__ import annotations

from typing import Any

import pytest

from coverage_db.matching.links import Link
from coverage_db.matching.stories import Member, arrange, kind


def member(id_: int, published: str | None = "2022-04-06", **fields: Any) -> Member:
    return Member(id=id_, tie=(str(id_),), text_hash=f"text {id_}", published=published, names_us=True, **fields)


EARLY, LATE = member(1, "2022-04-05"), member(2, "2022-04-07")


@pytest.mark.parametrize(
    ("of_copy", "of_original", "run", "expected"),
    [
        (0.50, 0.45, 0, "reprint"),
        (0.49, 0.90, 490, "excerpt"),
        (0.49, 0.90, 20, "doubtful"),
        (0.90, 0.44, 20, "doubtful"),
        (0.90, 0.44, 490, "excerpt"),
        (0.35, 0.35, 20, "doubtful"),
        (0.34, 0.60, 20, "excerpt"),
        (0.25, 0.10, 20, "excerpt"),
        (0.10, 0.25, 20, "excerpt"),
        (0.24, 0.10, 79, None),
        (0.05, 0.05, 80, "excerpt"),
    ],
)
def test_what_a_pair_is(of_copy: float, of_original: float, run: int, expected: str | None) -> None:
    link = Link(1, 2, of_original, of_copy, 900, run)
    assert kind(link, EARLY, LATE) == expected
    assert kind(link.turned(), LATE, EARLY) == expected


def test_more_than_half_of_what_is_shared_in_one_run_is_a_quotation() -> None:
    assert kind(Link(1, 2, 0.4, 0.4, 100, 54), EARLY, LATE) == "doubtful", "50 of 100 shingles"
    assert kind(Link(1, 2, 0.4, 0.4, 100, 55), EARLY, LATE) == "excerpt"


def roles(members: list[Member], links: list[Link]) -> dict[int, tuple[int, str]]:
    places = arrange({one.id: one for one in members}, links, [])
    return {id_: (place.group, place.role) for id_, place in places.items()}


def test_nothing_is_an_excerpt_of_what_came_on_a_later_day() -> None:
    earlier_inside = Link(1, 2, 0.3, 0.3, 100, 100, article_inside=True, other_inside=False)
    assert roles([EARLY, LATE], [earlier_inside]) == {1: (1, "original"), 2: (2, "original")}
    later_inside = earlier_inside._replace(article_inside=False, other_inside=True)
    assert roles([EARLY, LATE], [later_inside]) == {1: (1, "original"), 2: (1, "excerpt")}


def test_on_one_day_the_later_or_the_one_that_is_half_of_the_other_is_the_excerpt() -> None:
    one, two = member(1), member(2)
    assert roles([one, two], [Link(1, 2, 0.3, 0.3, 100, 100, True, False)]) == {1: (1, "original"), 2: (2, "original")}
    assert roles([one, two], [Link(1, 2, 0.3, 0.3, 100, 100, False, True)]) == {1: (1, "original"), 2: (1, "excerpt")}
    assert roles([one, two], [Link(1, 2, 0.8, 0.3, 100, 100, True, False)]) == {1: (2, "excerpt"), 2: (2, "original")}
    assert roles([one, two], [Link(1, 2, 0.3, 0.3, 100, 100, True, True)]) == {1: (1, "original"), 2: (1, "excerpt")}


def test_on_one_day_the_one_with_copies_is_the_source() -> None:
    links = [Link(1, 2, 0.3, 0.3, 100, 100, True, True), Link(2, 3, 1.0, 1.0, 300, 0)]
    assert roles([member(1), member(2), member(3, "2022-04-09")], links) == {
        1: (2, "excerpt"),
        2: (2, "original"),
        3: (2, "reprint"),
    }


def test_an_excerpt_of_an_excerpt_has_the_story_of_the_first() -> None:
    third = member(3, "2022-04-08")
    links = [Link(1, 2, 0.3, 0.3, 100, 100, False, True), Link(2, 3, 0.3, 0.3, 100, 100, False, True)]
    assert roles([EARLY, LATE, third], links) == {1: (1, "original"), 2: (1, "excerpt"), 3: (1, "excerpt")}


def test_one_round_up_does_not_chain_two_releases() -> None:
    round_up = member(3, "2022-04-08")
    links = [Link(1, 3, 0.6, 0.4, 100, 100, False, False), Link(2, 3, 0.6, 0.4, 100, 100, False, False)]
    assert {group for group, _ in roles([EARLY, LATE, round_up], links).values()} == {1, 2, 3}


def test_the_order_of_original() -> None:
    members = [
        member(1, None),
        member(2, "2022-04-05", own=True),
        member(3, "2022-04-05", garbled=True),
        member(4, "2022-04-06T09:00:00+08:00", level_rank=3),
        member(5, "2022-04-06", level_rank=3),
        member(6, "2022-04-06", level_rank=1, outlet="paper", names=("海州日报",)),
        member(7, "2022-04-06", level_rank=0),
        member(8, "2022-04-07", source="来源:海州日报"),
        member(9, "2022-04-09", role="original"),
    ]
    links = [Link(1, other.id, 1.0, 1.0, 100, 0) for other in members[1:]]
    places = arrange({one.id: one for one in members}, links, [])
    assert [id_ for id_, place in sorted(places.items(), key=lambda item: item[1].rank)] == [9, 6, 7, 4, 5, 8, 1, 2, 3]
    assert [places[id_].role for id_ in (9, 6, 2, 3)] == ["original", "reprint", "reprint", "mirror"]
