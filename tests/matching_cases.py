"""A made-up company and articles about it, for the tests of matching."""

from __future__ import annotations

from typing import Any

from coverage_db.matching import Company, Person, Place, Slogan, Theme, Watchlist
from coverage_db.records import Article

US = Company("us", "海州湾供电服务有限公司", "公司", aliases=("海州湾供电", "湾供公司"), not_in=("国网海州湾供电公司",))
RIVAL = Company("them", "东海热力集团", "热力", aliases=("东海热力",), rival=True)
WATCHLIST = Watchlist(
    companies=(RIVAL, US),
    persons=(Person("杜建国"), Person("苗青", role="correspondent", department="新东供电所")),
    slogans=(Slogan("光明到家、服务到心"),),
    places=(Place("海湾大厦"),),
    themes=(
        Theme("epidemic", "疫情防控", any=("疫情防控", "抗疫"), none=("非洲猪瘟",)),
        Theme("winter", "迎峰度冬", any=("寒潮", "低温"), all=("用电",)),
    ),
    notices=("停电公告", "招标公告"),
    attention=("曝光", "事故"),
)


def article(text: str = "", title: str = "一则消息", **fields: Any) -> Article:
    """An article with a harmless title."""
    return Article(title=title, text=text, **fields)
