"""An office with eight outlets' pages and a ledger, written for these tests: every number below is reckoned by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from coverage_db import retag
from coverage_db.config import Config, load_config
from coverage_db.counting import views
from coverage_db.database import open_database
from coverage_db.intake import take_in
from coverage_db.records import Article, Byline, Page, Record
from crawler import loader

NOW = "2022-04-21T17:00:00+08:00"
SETTINGS = """
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
short = "公司"
[[company]]
id = "them"
name = "大港供电服务有限公司"
rival = true
[[person]]
name = "许清瑞"
aliases = ["清水"]
role = "correspondent"
department = "新东供电所"
to = 2022-03-31
[[person]]
name = "许清瑞"
aliases = ["清水"]
role = "correspondent"
department = "营销部"
from = 2022-04-01
[[person]]
name = "李梅"
role = "correspondent"
department = "客户服务中心"
[[slogan]]
text = "党旗飘一线、战疫冲在前"
[[theme]]
id = "epidemic"
name = "疫情防控"
any = ["疫情防控", "战疫"]
[[theme]]
id = "work"
name = "复工复产"
any = ["复工复产"]
[[period]]
id = "outbreak"
name = "本轮疫情发生以来"
from = 2022-03-10
to = 2022-04-20
[targets]
"许清瑞" = 4
"营销部" = 2
[general]
officer = "李四"
"""
OUTLETS = (
    ("s_daily", "新华日报", "省级", "epaper"),
    ("s_app", "交汇点", "省级", "app"),
    ("c_daily", "海州日报", "市级", "web"),
    ("c_web", "海州网", "市级", "web"),
    ("own", "公司网站", "自有", "web"),
    ("tv", "海州新闻", "市级", "tv"),
)
ALL = ("s_daily", "s_app", "c_daily", "c_web")
"""The outlets that the crawl reads and that are press."""
OUTLET = """
[[outlet]]
id = "{0}"
name = "{1}"
level = "{2}"
channel = "{3}"
own = {4}
{5}
"""
SOURCES = ('listings = ["http://www.{}.test/"]', "manual = true")
WE = "海州湾供电服务有限公司"
TEXTS = {
    "A": f"{WE}的抢修队伍连夜为方舱医院架设专线，战疫一线的灯光没有熄灭过一分钟。\n队员们说，医院亮着，心里就亮着，干完活天已经大亮，谁也没有想过回家睡觉。",
    "B": f"{WE}派出服务队走进园区，帮助二十家企业复工复产，逐户检查配电房和老旧线路。\n园区负责人算了一笔账，早一天开工，就能早交一天的订单，省下的是真金白银。",
    "C": f"{WE}的客户经理把办电窗口搬到社区，居民不出小区就能办完过户和缴费。\n老人们最高兴的是有人上门教怎么看电费单，一遍听不懂就讲两遍三遍。",
    "D": f"{WE}开展春季检修，十六条线路的隐患在雷雨季节到来之前全部消除干净。\n检修班长翻开巡线记录，每一基杆塔的照片和日期都写得清清楚楚，没有一处漏项。",
    "E": "广场上的志愿者们穿着红马甲，胸前写着“党旗飘一线、战疫冲在前”，忙着搬运蔬菜和药品。\n天黑以后他们又分头去楼道里收垃圾，一直到夜里十点才散去。",
    "G": f"{WE}在新年里给独居老人更换了老化的开关和插座，顺手把门口的路灯也修好了。\n街坊们送来一锅热汤圆，师傅们推让了半天才坐下来吃，汤里漂着桂花。",
    "F": f"大港供电服务有限公司与{WE}联合演练，模拟台风登陆后的应急抢修与物资调配。\n两家单位约定，今后互通备品备件清单，缺什么就从最近的仓库里调什么。",
}  # fmt: skip


@dataclass
class Office:
    """The folder, its settings and its database."""

    folder: Path
    config: Config
    db: Database
    taken: int = 0

    def take(self, outlet: str, day: str, text: str, title: str, *people: str, **changes: Any) -> int:
        """Take an article in; its number."""
        self.taken += 1
        url = f"http://www.{outlet}.test/{self.taken}.html"
        fields: dict[str, Any] = {
            "url": url,
            "outlet": outlet,
            "title": title,
            "text": TEXTS.get(text, text),
            "published": day,
        }
        bylines = tuple(Byline(name, "correspondent") for name in people)
        fetched = changes.pop("fetched", "2022-04-20T08:00:00+08:00")
        article = Article(**(fields | {"bylines": bylines} | changes))
        record = Record(
            link=url, outlet=outlet, fetched=fetched, article=article, body=f"<html>{title}".encode(), status=200
        )
        outcome = take_in(self.db, record)
        assert outcome.article is not None
        return outcome.article

    def read(self, day: str, *outlets: str, fault: str | None = None) -> None:
        """A crawl of some outlets on a day."""
        run = self.db["crawl_runs"].insert({"started": f"{day}T08:00:00+08:00", "outlets": "[]"}).last_pk
        for outlet in outlets:
            self.db.execute(
                "insert or ignore into entries (outlet, url, kind) values (?, ?, 'feed')", [outlet, f"http://{outlet}/"]
            )
            row = {
                "run": run, "outlet": outlet, "entry": f"http://{outlet}/", "at": f"{day}T08:00:00+08:00", "fault": fault,
                "status": None if fault else 200, "links": 0 if fault else 10, "new": 0, "known": 0 if fault else 10,
                "newest": None if fault else day, "oldest": None if fault else "2022-03-01",
            }  # fmt: skip
            self.db["entry_reads"].insert(row)
            self.db["outlet_runs"].insert(
                {"run": run, "outlet": outlet, "seen": 10, "new": 0, "mentions": 0, "requests": 1, "faults": "{}", "fields": "{}", "ended": "finished"}
            )  # fmt: skip


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nine articles about companies: five stories of ours in the period."""
    folder = tmp_path_factory.mktemp("office")
    declared = "".join(
        OUTLET.format(*outlet, str(outlet[0] == "own").lower(), SOURCES[outlet[0] == "tv"].format(outlet[0]))
        for outlet in OUTLETS
    )
    (folder / "coverage.toml").write_text(SETTINGS + declared, encoding="utf-8")
    config = load_config(folder / "coverage.toml")
    db = open_database(config.database)
    loader.prepare(db, config)
    retag.prepare(db, config)
    views.prepare(db, config)
    fill(Office(folder, config, db))
    db.close()
    return folder


@pytest.fixture
def filled(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A copy of it, on the afternoon of 21 April 2022."""
    monkeypatch.setenv("PRESSTALLY_NOW", NOW)
    folder = tmp_path / "office"
    shutil.copytree(made_once, folder)
    config = load_config(folder / "coverage.toml")
    db = open_database(config.database)
    yield Office(folder, config, db, taken=100)
    db.close()


def fill(office: Office) -> None:
    """Take everything in."""
    front = Page("01", "要闻", True)
    office.take("s_daily", "2022-03-11", "A", "专线连夜架 灯火映方舱", "许清瑞", "王海波", page=front)  # 1
    office.take("c_web", "2022-03-12", "A", "连夜架专线", "清水")  # 2, a reprint
    office.take("own", "2022-03-12", "A", "连夜架专线")  # 3, ours
    office.take("s_app", "2022-03-20", "B", "=开工了")  # 4
    office.take("c_daily", "2022-04-02", "C", "办电窗口搬到家门口", "李梅")  # 5
    office.take("c_daily", "2022-04-06", "D", "春检进行时", "许清瑞")  # 6
    office.take("c_daily", "2022-04-10", "E", "红马甲")  # 7, waits
    office.take("c_web", "2022-04-15", "F", "两地联合演练")  # 8, of both companies
    office.take("tv", "2022-02-01", "G", "旧闻一则")  # 9, before the period
    for outlet in ALL:  # what else they print, every day of the week: their rhythm
        for day in range(13, 20):
            office.take(
                outlet, f"2022-04-{day}", f"{outlet}第{day}天：市区多云，气温平稳，适合晾晒衣物和春耕备耕。", "天气"
            )
    for day in ("2022-03-20", "2022-04-06", "2022-04-20"):
        office.read(day, *ALL)
