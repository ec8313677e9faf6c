"""What the rules say of an article, case by case, as the officer would expect it."""

from __future__ import annotations

import pytest
from matching_cases import WATCHLIST, article

from coverage_db.matching import Candidate, Matcher, Watchlist, match, tag
from coverage_db.records import Byline

FILLER = "市里组织各部门走访企业了解需求并现场解决困难。" * 40


def candidate(text: str, **fields: object) -> Candidate | None:
    rows = {row.company: row for row in tag(article(text, **fields), WATCHLIST).candidates}
    return rows.get("us")


def test_the_snapshot_in_the_database_gives_the_watchlist_back() -> None:
    assert Watchlist.from_json(WATCHLIST.to_json()) == WATCHLIST


def test_the_longest_spelling_at_one_place_is_reported_once() -> None:
    found = match(article("昨日，海州湾供电服务有限公司抢修线路。"), WATCHLIST)
    assert [(m.owner, m.alias, m.place, m.start, m.end) for m in found] == [
        ("us", "海州湾供电服务有限公司", "lead", 3, 14)
    ]


def test_a_longer_name_of_somebody_else_absorbs_ours() -> None:
    found = match(article("国网海州湾供电公司召开会议。"), WATCHLIST)
    assert [(m.alias, m.verdict) for m in found] == [("海州湾供电", "absorbed")]
    row = candidate("国网海州湾供电公司召开会议。")
    assert row is not None
    assert row.not_us
    assert row.prominence is None


def test_our_name_beside_the_namesake_still_counts() -> None:
    row = candidate("国网海州湾供电公司与湾供公司会商。")
    assert row is not None
    assert not row.not_us
    assert row.prominence == "lead"


def test_another_name_is_no_damaged_one_because_somebody_asks_a_question() -> None:
    honest = "停水了怎么办?记者去了海州湾供水服务有限公司。"
    assert candidate(honest) is None
    lost = candidate(honest.replace("供水", "供?"))
    assert lost is not None
    assert lost.damaged
    broken = candidate(honest.replace("停水", "停\ufffd"))
    assert broken is not None
    assert broken.damaged, "a page that lost characters may have got wrong ones"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("湾供公司抢修忙", FILLER, "title"),
        ("消息", "湾供公司抢修忙。\n" + FILLER, "lead"),
        ("消息", f"{FILLER}\n湾供公司。\n{FILLER}\n湾供公司，还是湾供公司。\n" + f"{FILLER}\n" * 6, "body"),
        ("消息", "开头。\n湾供公司。\n结尾。", "body"),
        ("消息", f"开头。\n{FILLER}\n湾供公司。\n结尾。", "passing"),
        ("消息", f"开头。\n{FILLER}\n湾供公司。\n结尾，湾供公司。\n" + "还有。\n" * 5, "round_up"),
        ("消息", "开头。\n一段。\n湾供公司。\n结尾。", "round_up"),
        ("消息", f"开头。\n{FILLER}\n湾供公司在海湾大厦。\n结尾。", "round_up"),
    ],
)
def test_prominence(title: str, text: str, expected: str) -> None:
    row = candidate(text, title=title)
    assert row is not None
    assert row.prominence == expected


def test_one_of_our_people_in_the_byline_makes_it_about_us() -> None:
    row = candidate(f"开头。\n{FILLER}\n湾供公司。\n结尾。", bylines=(Byline("苗青", "correspondent"),))
    assert row is not None
    assert row.prominence == "body"


def test_clues_of_two_kinds_or_one_slogan_make_a_candidate_that_waits() -> None:
    assert candidate("他们喊出：光明到家、服务到心。") == Candidate("us", None, False, True, False)
    assert candidate("杜建国走进海湾大厦。") == Candidate("us", None, False, True, False)
    assert candidate("有人走进海湾大厦。") is None
    assert candidate("杜建国、苗青到场。") is None, "a writer's name in the text is no clue"


def test_a_theme_needs_any_and_all_and_none() -> None:
    assert tag(article("抗疫一线"), WATCHLIST).themes == ("epidemic",)
    assert tag(article("抗疫一线，非洲猪瘟"), WATCHLIST).themes == ()
    assert tag(article("寒潮来袭"), WATCHLIST).themes == ()
    assert tag(article("保障用电", title="寒潮来袭"), WATCHLIST).themes == ("winter",)


def test_notices_are_told_by_the_title_and_attention_by_any_word() -> None:
    tags = tag(article("事故现场", title="停电公告"), WATCHLIST)
    assert tags.notice
    assert tags.attention == ("事故",)
    assert not tag(article("停电公告"), WATCHLIST).notice


def test_a_matcher_says_what_its_watchlist_says() -> None:
    one = article("湾供公司抢修忙。")
    assert match(one, Matcher(WATCHLIST)) == match(one, WATCHLIST)
