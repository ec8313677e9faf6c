"""More lines as they stand on pages: who signed and which source is named; and lines that sign nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from made_pages import PARAGRAPHS, TITLE

from crawler.extract import extract_article, url_day, with_listed_date
from crawler.extract.bylines import read_bylines
from crawler.extract.dates import partial_date, printed_value
from crawler.extract.furniture import HEAD_LINES, LEAD_INS, SIGN_OFFS, head_line, lead_in, sign_off

R, C, A, P, E = "reporter", "correspondent", "author", "photographer", "editor"
FETCHED = "2026-11-25T12:00:00+08:00"
LINES: list[tuple[str, list[tuple[str, str]], str | None]] = [
    ("◎交汇点记者 甘宁 通讯员 于海", [("甘宁", R), ("于海", C)], None),
    ("【连网】（连云港日报全媒体记者 甘小宁）", [("甘小宁", R)], None),
    ("本报讯（记者甘小宁 通讯员于海燕 李 敏）昨日，抢修队连夜出动。", [("甘小宁", R), ("于海燕", C), ("李敏", C)], None),
    ("新华社记者甘露、于海", [("甘露", R), ("于海", R)], None),
    ("（记者王希刘硕）", [("王希", R), ("刘硕", R)], None),
    ("本报驻江苏记者 尹晓宇", [("尹晓宇", R)], None),
    ("（总台记者 王伟 江苏台记者 李敏）", [("王伟", R), ("李敏", R)], None),
    ("记者 | 方叶舟　编辑丨吴桐　校对｜郑岚", [("方叶舟", R), ("吴桐", E)], None),
    ("记者：方叶舟 通讯员：周立新", [("方叶舟", R), ("周立新", C)], None),
    ("文/羊城晚报全媒体记者 方叶舟", [("方叶舟", R)], None),
    ("文 | 方叶舟", [("方叶舟", A)], None),
    ("文字：方叶舟 摄影：孙晓帆", [("方叶舟", A), ("孙晓帆", P)], None),
    ("供稿：沈乐山 编辑：吴桐 审核：何清", [("沈乐山", A), ("吴桐", E)], None),
    ("甘露 文/图", [("甘露", A), ("甘露", P)], None),
    ("记者 甘露 文/摄", [("甘露", R), ("甘露", P)], None),
    ("图片由孙晓帆提供", [("孙晓帆", P)], None),
    ("图片由海州湾供电服务有限公司提供", [], None),
    ("（孙晓帆 摄）", [("孙晓帆", P)], None),
    ("（梁小川、高雨晴、沈乐山、方叶舟）", [("梁小川", A), ("高雨晴", A), ("沈乐山", A), ("方叶舟", A)], None),
    ("（新东供电所 周立新）", [("周立新", A)], None),
    ("（某供电所）", [], None),
    ("（李集站）", [], None),
    ("（欧阳海 尉迟文清）", [("欧阳海", A), ("尉迟文清", A)], None),
    ("作者：阿依努尔﹒买买提", [("阿依努尔·买买提", A)], None),
    ("作者：匿名 责任编辑：admin", [], None),
    ("责任编辑：杨倩_NF4425", [("杨倩", E)], None),
    ("（责任编辑：王 伟 HN002）", [("王伟", E)], None),
    ("(责编：唐远、何清)", [("唐远", E), ("何清", E)], None),
    ("[ 责编：何清 ]", [("何清", E)], None),
    ("编辑：吴桐 何清", [("吴桐", E), ("何清", E)], None),
    ("值班主任：何清 责编：唐远 美编：郑岚", [("唐远", E)], None),
    ("通讯员 周立新 周立新", [("周立新", C)], None),
    ("发表于 2014-08-24 21:30 | 1164次阅读 | 来源 某某网 | 0 条评论 | 作者 魏星", [("魏星", A)], "某某网"),
    ("2022年04月06日09:30 来源：人民网－江苏频道 字号", [], "人民网－江苏频道"),
    ("来源：江苏经济报 2022-04-06 09:30", [], "江苏经济报"),
    ("来源： 省发改委", [], "省发改委"),
    ("信息来源：市工信局　浏览次数：128", [], "市工信局"),
    ("来源：新华日报 记者 陈海宁", [("陈海宁", R)], "新华日报"),
    ("本文来源：证券市场周刊 责任编辑：杨倩_NF4425", [("杨倩", E)], "证券市场周刊"),
    ("（来源：国家电网报）", [], "国家电网报"),
    ("稿源：连云港发布丨编辑：吴桐", [("吴桐", E)], "连云港发布"),
    ("石佳/中国青年报", [("石佳", A)], "中国青年报"),
    ("来源：新浪财经 作者：", [], "新浪财经"),
    ("(沈樂(lè)山)", [("沈乐山", A)], None),
    ("（記者 陳海寧 通訊員 周立新）", [("陈海宁", R), ("周立新", C)], None),
    ("來源：某某日報　責任編輯：吳桐", [("吴桐", E)], "某某日报"),
    ("记者 李昇 通讯员 王乾", [("李昇", R), ("王乾", C)], None),
    ("（下转第3版）", [], None),
    ("（二）", [], None),
    ("(2022年4月)", [], None),
    ("（图略）", [], None),
    ("作者简介：王伟，某某大学教授。", [], None),
    ("编辑推荐", [], None),
    ("记者从公司获悉，抢修已经完成。", [], None),
    ("“记者同志，路修好了。”老人说。", [], None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "names", "source"), LINES, ids=[line[0] for line in LINES])
def test_a_line_says_who_and_from_where(line: str, names: list[tuple[str, str]], source: str | None) -> None:
    bylines, found = read_bylines(line)
    assert ([tuple(byline) for byline in bylines], found) == (names, source)


def article(
    head: str = "",
    foot: str = "",
    first: str = "",
    last: str = "",
    middle: str = "",
    meta: str = "",
    url: str | None = None,
):  # type: ignore[no-untyped-def]
    texts = (first + PARAGRAPHS[0], *PARAGRAPHS[1:3], PARAGRAPHS[3] + middle, PARAGRAPHS[4] + last)
    body = "".join(f"<p>{text}</p>" for text in texts)
    html = f"<html><head><title>{TITLE}_某某网</title>{meta}</head><body><h1>{TITLE}</h1><div>{head}</div><div class='text'>{body}</div><div>{foot}</div></body></html>"
    return extract_article(html.encode(), url, fetched=FETCHED)


def test_names_in_the_text_are_no_bylines() -> None:
    read = article(middle="说这话的是班长（王小明）", last="（陈海宁）")
    assert [tuple(byline) for byline in read.bylines] == [("陈海宁", A)]
    assert "（王小明）" in read.text


def test_a_unit_in_the_bracket_that_signs_is_not_in_the_text() -> None:
    read = article(
        first="本报讯（通讯员 周立新 海州湾供电服务有限公司 沈乐山）", last="（来源：海州湾供电服务有限公司）"
    )
    assert read.text.count("海州湾供电服务有限公司") == PARAGRAPHS[0].count("海州湾供电服务有限公司")
    assert read.source == "海州湾供电服务有限公司"


def test_a_mirror_in_traditional_characters_is_read_like_its_original() -> None:
    body = "<p>海州灣供電(diàn)服務有限公司組織(zhī)搶修隊(duì)，冒雨為隔離點接上第二路電(diàn)源，一共用了四十七分鐘。</p><p>截至當天傍晚，沒有一戶因為用電(diàn)問題推遲開工，群眾都很滿意。(沈樂(lè)山)</p><p>責任編輯：吳桐</p><p>云台港供电公司</p>"
    read = extract_article(f"<h1>雨夜里的抢修</h1><div>來源：某某日報</div><div>{body}</div>".encode())
    assert [tuple(byline) for byline in read.bylines] == [("沈乐山", A), ("吴桐", E)]
    assert (read.source, read.text.endswith("群眾都很滿意。"), "云台" in read.text) == ("某某日报", True, False)


def test_the_unit_that_sent_it_in_signs_and_is_no_mention() -> None:
    assert article(last="（云台港供电公司）").text == article().text
    assert "云台港供电公司" in article(last="线路属于邻县（云台港供电公司）").text


def test_an_outlet_with_dots_is_no_person() -> None:
    read = article(head="<span>2022-04-06 09:30</span> <span>来源：某某新闻·某某号·政务</span>")
    assert (read.bylines, read.source) == ((), "某某新闻·某某号·政务")


def test_the_same_name_at_head_and_foot_stands_once() -> None:
    read = article(head="来源：某某日报 记者：陈海宁", last="（记者 陈海宁）", foot="责任编辑：吴桐")
    assert [tuple(byline) for byline in read.bylines] == [("陈海宁", R), ("吴桐", E)]


def test_two_witnesses_more_than_a_day_apart_wait_for_a_person() -> None:
    read = article(head="2022-04-02 09:30 来源：某某日报", url="http://a.example/202204/t20220406_1.html")
    assert (read.published, read.date_witness, read.date_conflict) == ("2022-04-06", "url", True)
    assert read.date_why == "url comes first; printed says 2022-04-02"


def test_one_day_apart_is_no_conflict_and_the_first_witness_keeps_the_day() -> None:
    read = article(head="2022-04-05 23:50 来源：某某日报", url="http://a.example/202204/t20220406_1.html")
    assert (read.published, read.date_conflict) == ("2022-04-06", False)


def test_printed_gives_the_time_to_the_day_of_the_address() -> None:
    read = article(head="2022-04-06 09:30 来源：某某日报", url="http://a.example/202204/t20220406_1.html")
    assert (read.published, read.date_witness) == ("2022-04-06T09:30:00+08:00", "url")
    assert read.date_why == "url and printed agree; printed gives the time"


def test_a_day_of_change_is_shown_and_is_no_publication() -> None:
    read = article(head="更新于 2022-04-08 10:00")
    assert (read.published, read.modified) == (None, "2022-04-08T10:00:00+08:00")


def test_what_is_later_than_the_fetch_is_refused() -> None:
    assert article(head="2027-01-01 09:30").published is None
    assert article(head="1994-12-31 09:30").published is None


def test_a_wrong_weekday_dates_nothing() -> None:
    assert printed_value("2022年4月6日 星期三") == "2022-04-06"
    assert printed_value("2022年4月6日 星期五") is None


def test_a_list_may_give_the_only_date_and_contradicts_nobody() -> None:
    undated = article()
    assert undated.published is None
    assert with_listed_date(undated, "listing", "[2022-04-06]", FETCHED).published == "2022-04-06"
    dated = article(url="http://a.example/202204/t20220401_1.html")
    listed = with_listed_date(dated, "feed", "Wed, 06 Apr 2022 01:30:00 GMT", FETCHED)
    assert (listed.published, listed.date_conflict, len(listed.witnesses)) == ("2022-04-01", False, 2)
    assert with_listed_date(undated, "listing", "04-06", FETCHED) == undated


def test_dates_of_copyright_and_numbers_are_none() -> None:
    for line in (
        "Copyright © 2005-2022 某某日报社 版权所有",
        "苏ICP备20220406号",
        "电话：0518-85201234",
        "昨日下午",
        "农历2022年4月6日",
        "统计截至2022年4月6日",
    ):
        assert printed_value(line) is None, line
    assert partial_date("04-06 09:30") == (4, 6, "09:30")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("雨夜里的四十七分钟_江苏频道_某某网", "雨夜里的四十七分钟"),
        ("雨夜里的四十七分钟-某某网", "雨夜里的四十七分钟"),
        ("雨夜里的四十七分钟--地方--人民网", "雨夜里的四十七分钟"),
        ("雨夜里的四十七分钟 | 某某日报", "雨夜里的四十七分钟"),
        ("某某网_雨夜里的四十七分钟：隔离点接上第二路电源", "雨夜里的四十七分钟：隔离点接上第二路电源"),
        ("A-7号线提前送电", "A-7号线提前送电"),
        ("雨夜里的四十七分钟", "雨夜里的四十七分钟"),
    ],
)
def test_a_title_that_stands_in_the_head_alone_loses_the_site(head: str, title: str) -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert extract_article(f"<title>{head}</title><body><div>{body}</div></body>".encode()).title == title


@pytest.mark.parametrize(
    "name", ["related-box", "news_tuijian", "copyright", "shareBox", "pinglun", "mod_relate", "disclaimer"]
)
def test_furniture_inside_the_block_of_the_article_is_no_text(name: str) -> None:
    inside = f"<div class='{name}'><p>云台港供电公司召开春检动员会，部署二季度重点工作，要求各班组抓好落实。</p></div>"
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    for html in (f"{inside}{body}", f"{body}{inside}", body.replace("</p>", f"</p>{inside}", 1)):
        assert extract_article(
            f"<title>{TITLE}</title><h1>{TITLE}</h1><div class='con'>{html}</div>".encode()
        ).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.guancha.cn/industry/2022_04_06_516923.shtml", "2022-04-06"),
        ("https://www.163.com/news/article/H47V1234000189FH.html", None),
        ("http://news.163.com/22/0406/09/H47V1234000189FH.html", "2022-04-06"),
        ("http://www.example.gov.cn/art/2022/4/6/art_123_456.html", "2022-04-06"),
        ("https://new.qq.com/omn/20220406/20220406A076AE00.html", "2022-04-06"),
        ("http://xh.xhby.net/html/nw.D110000xhrb_20220406_1-01.htm", "2022-04-06"),
        ("https://www.xhby.net/content/s624ced18e4b027d1d0a3a13d.html", "2022-04-06"),
        ("https://example.com/search?date=20220406&from=/2022/04/06/", None),
        ("https://example.com/p/20220406", None),
        ("https://example.com/2022/02/30/a.html", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_day_of_an_address(url: str, day: str | None) -> None:
    assert url_day(url) == day


@pytest.mark.parametrize(
    "words",
    [
        "责任编辑：吴桐",
        "本文来源：某某日报",
        "免责声明：本网转载稿件，与海州湾供电公司无关。",
        "相关阅读",
        "扫一扫关注海州湾供电公司公众号",
        "分享到：",
        "标签：海州湾供电公司",
    ],
)
def test_what_follows_a_sign_off_is_no_text(words: str) -> None:
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><div class='con'>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}<p>{words}</p><p>云台港供电公司召开春检动员会，部署二季度工作。</p></div>"
    assert extract_article(html.encode()).text == "\n".join(PARAGRAPHS)


SENTENCES = (
    "12月6日，公司在新东供电所召开现场会，推广带电作业的做法。",
    "扫一扫二维码，就能在手机上办电，客户不用再跑营业厅。",
    "居民只要下载“网上国网”APP，点击“故障报修”，抢修人员半小时内上门。",
    "关注微信公众号“海州湾供电”，输入户号，即可查询电费。",
    "进入汛期以来，公司密切关注沿海线路，专题部署防汛工作。",
    "未经许可，任何单位不得在电力设施保护区内施工。",
    "联系电话就贴在表箱上，老人一打，台区经理就到。",
    "来源于一线的建议，公司件件有回音。",
    "学生们朗读自己写的信，讲的是爸爸在塔上过年的故事。",
    "编辑部主任说，这是他见过的最好的标题。",
    "审核通过以后，当天就能装表接电。",
    "收藏了三十年的电费单，他捐给了公司的展览馆。",
    "图片来自监控，画面里六个人抬着电缆往前走，雨下得很大。",
    "最新报道显示，当天没有一户因为用电推迟开工。",
    "打印一张发票，过去要排一上午的队。",
    "关键词：网格",
    "编辑：您怎么看这四十七分钟？",
    "2022年一季度，公司售电量增长百分之四。",
    "2022-04-06 那天的值班日志上，只写了四个字。",
    "作者：这是他给自己起的网名，也是他的志向。",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_like_furniture_is_text_and_ends_nothing(sentence: str) -> None:
    texts = (*PARAGRAPHS[:3], sentence, *PARAGRAPHS[3:])
    html = f"<title>{TITLE}</title><h1>{TITLE}</h1><div class='con'>{''.join(f'<p>{text}</p>' for text in texts)}</div>"
    wanted = [text for text in texts if text != "关键词：网格"]
    assert extract_article(html.encode()).text.splitlines() == wanted


@pytest.mark.parametrize(
    ("name", "example", "find"),
    [
        (rule[0], rule[1], find)
        for rules, find in ((SIGN_OFFS, sign_off), (LEAD_INS, lead_in), (HEAD_LINES, head_line))
        for rule in rules
    ],
)
def test_each_rule_takes_its_own_example(name: str, example: str, find: Callable[[str], str | None]) -> None:
    assert find(example) == name
