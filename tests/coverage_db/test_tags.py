"""What the rules say of an article, case by case, as the officer would expect it."""

from __future__ import annotations

import pytest
from matching_cases import WATCHLIST, article

from coverage_db.matching import Candidate, Company, Matcher, Person, Place, Watchlist, match, tag
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


@pytest.mark.parametrize("text", ["与HZW合作", "ＨＺＷ、5G", "HZW-2", "hzw的店", "HZWの店"])
def test_a_latin_name_stands_at_word_borders(text: str) -> None:
    watched = Watchlist(companies=(Company("us", "HZW"),))
    assert len(match(article(text), watched)) == 1
    for longer in ("XHZW", "HZWX", "HZW2", "2HZW", "hzwé"):
        assert match(article(text.upper().replace("HZW", longer).replace("ＨＺＷ", longer)), watched) == []


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
    both = article("开头。\n一段。\n湾供公司和东海热力。\n结尾。", bylines=(Byline("苗青", "correspondent"),))
    assert {row.company: row.prominence for row in tag(both, WATCHLIST).candidates} == {
        "us": "body",
        "them": "round_up",
    }


def test_clues_of_two_kinds_or_one_slogan_make_a_candidate_that_waits() -> None:
    assert candidate("他们喊出：光明到家、服务到心。") == Candidate("us", None, False, True, False)
    assert candidate("杜建国走进海湾大厦。") == Candidate("us", None, False, True, False)
    assert candidate("有人走进海湾大厦。") is None
    assert candidate("苗青走进海湾大厦。") is None, "a writer's name in the text is no clue"
    waiting = tag(article("光明到家、服务到心。"), WATCHLIST).candidates
    assert [row.company for row in waiting] == ["us"], "clues are ours, not the rival's"


NEAR = Watchlist(
    companies=(
        Company(
            "us", "海州湾供电服务有限公司", aliases=("湾供",), not_in=("海州港供电服务有限公司",), near=("用电", "电力")
        ),
        Company("sea", "海湾", rival=True),
    ),
    persons=(Person("王伟", near=("用电",), from_="2022-03-01", to="2022-03-31"),),
    places=(Place("A座大厦"),),
)


@pytest.mark.parametrize(("text", "not_us"), [("湾供到场。", True), ("湾供到场，用電正常。", False), ("湾供到场。\n電力充足。", False)])  # fmt: skip
def test_a_name_with_near_counts_only_beside_one_of_these_words(text: str, not_us: bool) -> None:
    (row,) = tag(article(text), NEAR).candidates
    assert row.not_us == not_us
    (found,) = match(article(text), NEAR)
    assert found.verdict == ("no_context" if not_us else "hit")
    assert tag(article("到场。", title="湾供到场，用电正常"), NEAR).candidates[0].prominence == "title"


@pytest.mark.parametrize(
    ("day", "text", "verdict"),
    [
        ("2022-02-28", "王伟谈用电。", "out_of_time"),
        ("2022-03-01", "王伟谈用电。", "hit"),
        ("2022-03-31T22:00:00+08:00", "王伟谈用电。", "hit"),
        ("2022-04-01", "王伟谈用电。", "out_of_time"),
        ("2022-03-15", "王伟谈天气。", "no_context"),
        (None, "王伟谈用电。", "hit"),
    ],
)
def test_a_person_is_a_clue_in_his_days_and_beside_his_words(day: str | None, text: str, verdict: str) -> None:
    one = article(text + "A座大厦落成。", published=day)
    assert [(m.kind, m.verdict) for m in match(one, NEAR)] == [("person", verdict), ("place", "hit")]
    assert bool(tag(one, NEAR).candidates) == (verdict == "hit")


def test_of_a_damaged_text_neither_short_names_nor_declared_others_are_ours() -> None:
    broken = "\ufffd用电。"
    assert tag(article(f"{broken}海州弯供电服务有限公司到场。"), NEAR).candidates[0].damaged
    assert tag(article(f"{broken}海州港供电服务有限公司到场。"), NEAR).candidates == ()
    assert tag(article(f"{broken}海?湾到场。湾?到场。"), NEAR).candidates == ()
    assert tag(article("\ufffd海州弯供电服务有限公司到场。"), NEAR).candidates == (), "no word of near"


def test_eight_hundred_letters_make_a_mention_one_in_passing() -> None:
    for missing, expected in ((0, "passing"), (1, "round_up")):
        text = "开头。\n" + "长" * (800 - 2 - 4 - 2 - missing) + "，２０２２。\n湾供公司。\n结尾。"
        row = candidate(text)
        assert row is not None
        assert row.prominence == expected


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
