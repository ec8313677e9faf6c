"""What gives an unauthorised copy away: the garble, a path kept from a known outlet, a spam headline."""

from __future__ import annotations

import pytest

from coverage_db.matching.mirrors import is_garbled, is_spam_title, kept_path
from coverage_db.text import fold

OUTLETS = (
    ("新华", ("www.xh.test", "app.xh.test"), r"/content/\d{4}-\d{2}/\d{2}/c\d+\.html"),
    ("海州", ("www.hz.test",), r"/[a-z]+/\d{6}/t\d{8}_\d+\.shtml"),
    ("连云", ("www.ly.test",), r"/t\d{8}_\d+\.shtml$"),
    ("无规则", ("www.no.test",), None),
)


@pytest.mark.parametrize(
    ("url", "original"),
    [
        ("http://shop.test/content/2022-04/06/c12.html", "http://www.xh.test/content/2022-04/06/c12.html"),
        (
            "https://shop.test/content/2022-04/06/c12.html?a=1#top",
            "https://www.xh.test/content/2022-04/06/c12.html?a=1",
        ),
        ("http://www.hz.test/content/2022-04/06/c12.html", "http://www.xh.test/content/2022-04/06/c12.html"),
        ("http://shop.test/a/123.html", None),
        ("http://shop.test/news/202204/t20220406_1.shtml", None),
        ("http://shop.test/2022/0406/1.html", None),
    ],
    ids=["other host", "query", "another outlet's host", "bare path", "rules of two brands", "no rule"],
)
def test_a_kept_path_names_the_original(url: str, original: str | None) -> None:
    assert kept_path(url, OUTLETS) == original


def test_an_outlet_keeps_no_path_of_its_own() -> None:
    assert (
        kept_path("http://www.xh.test/content/2022-04/06/c12.html", [("新华", ("www.xh.test",), OUTLETS[0][2])]) is None
    )


def test_a_language_lesson_is_no_garble() -> None:
    garbled = "公司組織(zhī)搶修隊(duì)連(lián)夜為(wèi)居民檢(jiǎn)查線路。" + "这里没有注音的字很多很多。" * 4
    assert is_garbled(fold(garbled))
    assert not is_garbled(fold("小(xiǎo)朋(péng)友(yǒu)学(xué)写(xiě)字(zì)。"))
    assert not is_garbled(fold("四处(chù)注音(yīn)不多(duō)也不少(shǎo)。"))


def test_betting_in_a_headline_is_spam() -> None:
    assert is_spam_title("海州灣供電-澳門威尼斯人娛樂城")
    assert not is_spam_title("海州湾供电服务有限公司连夜抢修")
