"""The daily report in each of its forms, as the officer's superior reads it."""

from __future__ import annotations

from typing import Any

import pytest

from coverage_db.reports.digest import Day, Item, compose, supplement

ITEM = Item(
    id=1,
    title="战疫保电",
    outlet="交汇点",
    level="省级",
    channel="客户端",
    day="2022-04-06",
    url="http://a.cn/1",
    reprints=2,
)
LATE = Item(id=2, title="复工复产", outlet="江苏经济报", level="省级", channel="报纸", day="2022-04-04", url=None)
TITLE = "【宣传报道日报告】2022年4月6日（星期三）"
TOTALS = "本月累计12篇，今年累计46篇（按篇计）。"


def day(**changes: Any) -> Day:
    values: dict[str, Any] = {
        "language": "zh", "day": "2022-04-06", "company": "公司", "unit": "篇", "policy": "按篇计", "total": 0, "appearances": 0,
        "expected": 37, "month_total": 12, "year_total": 46,
    }  # fmt: skip
    return Day(**{**values, **changes})


def text(of: Day) -> list[str]:
    message = compose(of).message
    return [message.title, *message.text.split("\n")]


def test_found() -> None:
    assert text(day(total=3, appearances=5, items=(ITEM,), late=(LATE,), pending=1)) == [
        TITLE,
        "当日刊发3篇（5条次）：",
        "1.《战疫保电》——交汇点（省级·客户端），另有2家转载",
        "http://a.cn/1",
        "补录往日1篇：",
        "1.《复工复产》——江苏经济报，4月4日",
        "待认定1条，请及时处理。",
        "监测情况：应监测37家，实际监测37家。",
        TOTALS,
    ]


def test_zero_only_when_everything_was_seen_and_nothing_waits() -> None:
    assert text(day()) == [
        "【宣传报道零报告】2022年4月6日（星期三）",
        "当日应监测37家媒体，实际监测37家，未发现涉及公司的宣传报道。",
        TOTALS,
    ]


def test_incomplete_names_who_was_not_seen_and_why() -> None:
    unseen = (("江苏经济网", "连接超时"), ("荔枝网", "被拦截"), ("连云港日报", "列表为空"))
    assert text(day(unseen=unseen, not_due=4, by_hand=5)) == [
        "【宣传报道日报告·监测不完整】2022年4月6日（星期三）",
        "当日应监测37家媒体，实际监测34家，已监测的媒体中未发现涉及公司的宣传报道。",
        "未监测到3家：江苏经济网（连接超时）、荔枝网（被拦截）、连云港日报（列表为空）。",
        "以上媒体请人工查看后补报，本报告不作零报告。",
        "4家媒体当日不出版，不列入应监测。",
        "另有5家媒体以人工补录为准，不列入应监测。",
        TOTALS,
    ]


def test_many_that_were_not_seen_are_cut() -> None:
    lines = text(day(unseen=tuple((f"报{n}", "未监测") for n in range(25))))
    assert lines[2].startswith("未监测到25家：报0（未监测）、")
    assert lines[2].endswith("报19（未监测）等。")


def test_nothing_could_be_read() -> None:
    unseen = tuple((f"报{n}", "本机网络或代理不通") for n in range(37))
    assert text(day(unseen=unseen))[:2] == [
        "【宣传报道日报告·未能监测】2022年4月6日（星期三）",
        "当日37家媒体均未能访问，请检查本机网络或代理设置。本报告不作零报告。",
    ]
    assert "当日没有运行更新" in text(day(unseen=unseen, ran=False))[1]


def test_only_pending_is_no_zero() -> None:
    assert text(day(pending=2))[:2] == [TITLE, "当日无计入稿件，另有2条待认定，认定后补报。"]


@pytest.mark.parametrize(
    "changes",
    [
        {"pending": 1},
        {"unseen": (("报", "未监测"),)},
        {"expected": 0},
        {"late": (LATE,)},
        {"items": (ITEM,)},
        {"expected": 1, "unseen": (("报", "未监测"),)},
        {"stale": True},
    ],
)
def test_the_word_zero_stands_only_in_the_negation(changes: dict[str, Any]) -> None:
    digest = compose(day(**changes))
    assert digest.form != "zero"
    assert "零报告" not in digest.message.title
    assert "零报告" not in digest.message.text.replace("本报告不作零报告", "")


def test_names_that_were_not_matched_yet_are_said_with_every_total() -> None:
    stale = "监测的单位、人名、口号、地点或主题已改而尚未重新匹配，以上仍按旧名单；请运行 presstally retag。"
    assert text(day(stale=True))[-2:] == text(day(total=1, items=(ITEM,), stale=True))[-2:] == [stale, TOTALS]


def test_found_with_gaps_says_both() -> None:
    lines = text(day(total=1, appearances=1, items=(ITEM,), unseen=(("荔枝网", "被拦截"),)))
    assert "监测情况：应监测37家，实际监测36家。" in lines
    assert "未监测到1家：荔枝网（被拦截）。" in lines


def test_supplement_names_only_what_is_new() -> None:
    both = day(total=2, appearances=2, items=(ITEM, LATE))
    found = supplement(both, [1])
    assert found is not None
    assert found.message.title == "【补报】2022年4月6日增加1篇"
    assert "复工复产" in found.message.text
    assert "战疫保电" not in found.message.text
    assert found.articles == (1, 2)
    assert supplement(both, [1, 2]) is None


def test_markup_from_outside_is_text() -> None:
    nasty = Item(
        id=1,
        title="<b>*战疫*</b>[点我](javascript:1)",
        outlet="a&b",
        level="",
        channel="网站",
        day="2022-04-06",
        url='http://a.cn/")(x y?q=1&r=2',
    )
    message = compose(day(total=1, appearances=1, items=(nasty,))).message
    assert r"[《\<b\>\*战疫\*\</b\>\[点我\](javascript:1)》](http://a.cn/%22%29%28x%20y?q=1&r=2)" in message.markdown
    assert "&lt;b&gt;*战疫*&lt;/b&gt;" in message.html
    assert '<a href="http://a.cn/&quot;)(x y?q=1&amp;r=2">' in message.html
    assert "<b>" not in message.html
    script = Item(id=1, title="x", outlet="报", level="", channel="", day="2022-04-06", url="javascript:alert(1)")
    assert "href" not in compose(day(items=(script,))).message.html


def test_many_items_and_english() -> None:
    many = tuple(
        Item(id=n, title=f"稿{n}", outlet="报", level="", channel="网站", day="2022-04-06", url=None) for n in range(80)
    )
    assert text(day(total=80, appearances=80, items=many))[52] == "……其余见台账。"
    message = compose(day(language="en", policy="stories", unit="stories")).message
    assert message.title == "[Zero press report] 6 April 2022 (Wednesday)"
