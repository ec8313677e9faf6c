"""An office for the tests of the pages: settings, outlets and articles with what pages must bear. All of it is made up."""

from __future__ import annotations

import json
from pathlib import Path

from coverage_db import retag
from coverage_db.config import load_config
from coverage_db.counting import views
from coverage_db.database import open_database
from coverage_db.intake import take_in
from coverage_db.outlets import OutletRow, sync
from coverage_db.records import Article, Byline, Page, Record, Witness

NOW = "2022-04-20T17:30:00+08:00"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e"
CONFIG = """\
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
short = "公司"
aliases = ["海州湾供电"]

[[company]]
id = "them"
name = "临海供电有限公司"
rival = true

[[person]]
name = "许清瑞"
role = "correspondent"
department = "新东供电所"

[[slogan]]
text = "党旗飘一线、战疫冲在前"

[[theme]]
id = "epidemic"
name = "疫情防控"
any = ["疫情", "封控"]

[[theme]]
id = "work"
name = "复工复产"
any = ["复工"]

[[period]]
id = "outbreak"
name = "本轮疫情发生以来"
from = 2022-03-10
to = 2022-04-20

[[outlet]]
id = "jdnews"
name = "江东新闻"
level = "省级"
channel = "app"
listings = ["http://127.0.0.1:9101/"]

[[outlet]]
id = "wandaily"
name = "海州湾日报"
level = "市级"
channel = "epaper"
epapers = ["http://127.0.0.1:9102/"]

[[outlet]]
id = "gxnet"
name = "国讯网"
level = "国家级"
channel = "web"
feeds = ["http://127.0.0.1:9103/rss.xml"]

[attention]
any = ["投诉"]

[general]
officer = "张三"
contact = "press@haizhouwan.invalid"
"""
OUTLETS = (
    ("gxnet", "国讯网", "国家级", "web"),
    ("jdnews", "江东新闻", "省级", "app"),
    ("wandaily", "海州湾日报", "市级", "epaper"),
)

LAMPS = """“楼上的灯亮了，我们的心就定了。”4月6日凌晨，海州湾供电服务有限公司应急抢修班班长站在封控区门口，看着对面楼里一格一格亮起来的窗。
本轮疫情发生以来，这家公司一千二百余名员工吃住在岗，把发电车开到隔离点、方舱和每一个封控小区的门口，二十四小时不断人。
在新东街道的隔离酒店，电工们用七个小时完成了平时要三天的工程。图纸是在车上画的，电缆是连夜从外县调来的，最难的不是活，是进出一次要换三身防护服。"""
TEA = """清明前后，花果山下的茶厂机器重新响了起来。海州湾供电的客户经理带着红外测温仪走进车间，给炒茶机、风干机的线路做了一遍体检。
厂长说，复工头一天最怕跳闸，一锅茶就是一千多块钱。体检单上写着三处隐患，当天就换了接线端子，还把变压器的档位调高了半格。
截至目前，当地二十六家茶企全部复工，日用电量比上月多了四成。"""
YANCHENG = """从盐城出发的蔬菜车队在省界换了司机，继续往北开。海州湾供电服务有限公司为中转站接上了临时电源，冷藏集装箱一刻也没有断电。
车队队长老周数过，一夜要停四次，每次停靠都要先找插座。这一回，充电桩边上有人等着，手里举着写好车牌的纸板。
菜到城里的时候天还没有亮，批发市场的灯全开着，吊秤上的数字跳得很快。"""
TEXTS = (  # slogan only: they wait
    "突击队员把发电车接进了最后一栋楼，楼道里挂着“党旗飘一线、战疫冲在前”的横幅，三楼的老人隔着窗户比了个大拇指。",
    "码头上的岸桥从清晨开到深夜，值班室墙上贴着“党旗飘一线、战疫冲在前”，班长说吊装的电不能有一秒钟的闪失。",
    "方舱医院的配电箱一排排立在走廊尽头，“党旗飘一线、战疫冲在前”写在每个工具包上，夜里巡视要走两万三千步。",
    "农资仓库门口排着拖拉机，电工老陈的马甲上印着“党旗飘一线、战疫冲在前”，他先修好了卷帘门，又查了烘干塔。",
    "学校停课不停电，食堂改成了配餐点，“党旗飘一线、战疫冲在前”的红旗插在蒸箱旁边，一天要出八千份盒饭。",
    "隔离酒店的电梯突然停在七层，维修工套着防护服爬上去，背后写着“党旗飘一线、战疫冲在前”，十二分钟后恢复运行。",
    "核酸检测点搬进了体育馆，照明从四十盏加到一百盏，门口的展板写着“党旗飘一线、战疫冲在前”，风把它吹倒过两回。",
    "水厂的泵房不能停，值守的六个人睡在行军床上，“党旗飘一线、战疫冲在前”是他们群聊的名字，每两小时报一次读数。",
    "社区团购的冰柜堆满了楼下，电管家逐户核对空开，袖章上是“党旗飘一线、战疫冲在前”，一上午换了十九个插排。",
    "养殖户的增氧机半夜跳了闸，抢修车四十分钟赶到塘边，车身喷着“党旗飘一线、战疫冲在前”，鱼没有少一条。",
)


def article(outlet: str, number: int, title: str, text: str, published: str | None, **more: object) -> Article:
    """An article of one of the outlets."""
    witnesses = (Witness("printed", published, published),) if published else ()
    return Article(
        url=f"http://127.0.0.1:9100/{outlet}/{number}.html", outlet=outlet, title=title, text=text, published=published,
        date_witness="printed" if published else None, witnesses=more.pop("witnesses", witnesses), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def articles() -> list[Article]:
    """Twenty articles: counted, a reprint, undated, two dates, ten that wait, a hostile one, one without an outlet."""
    us = "海州湾供电服务有限公司"
    found = [
        article("jdnews", 1, "封控区里的灯光", LAMPS, "2022-04-06T09:30:00+08:00", bylines=(Byline("沈越", "reporter"), Byline("许清瑞", "correspondent"))),
        article("gxnet", 1, "封控区里的灯光", LAMPS, "2022-04-07T08:12:00+08:00", source="江东新闻"),
        article("wandaily", 1, "春茶企业复工，“体检单”送到车间", TEA, "2022-03-22", page=Page("01", "要闻", True)),
        article("wandaily", 2, "菜车北上，一路有电", YANCHENG, "2022-04-02"),
        article("jdnews", 2, "没有日期的一篇", f"{us}为开发区的新厂房送上了电，验收的时候下着小雨，所有人都穿着胶鞋。这篇文章没有写日期。", None),
        article(
            "jdnews", 3, "小区充电桩断电，居民投诉", f"{us}的抢修人员当天傍晚赶到小区，充电桩的保险烧断了三相，居民说这已经是本月第二次。", "2022-04-16",
            witnesses=(Witness("printed", "2022-04-16", "4月16日"), Witness("meta", "2022-04-10", "2022-04-10")), date_conflict=True,
        ),
        article("jdnews", 4, HOSTILE, f"{us}{HOSTILE}在疫情期间" + HOSTILE * 20, "2022-04-08", bylines=(Byline(HOSTILE[:40], "author"),), source=HOSTILE),
    ]  # fmt: skip
    for n, text in enumerate(TEXTS):
        found.append(article(OUTLETS[n % 3][0], 20 + n, f"战疫一线见闻之{n + 1}", text, f"2022-04-{9 + n:02}"))
    return found


def make_office(folder: Path) -> None:
    """coverage.toml and a database with everything above, read by a crawl that saw each outlet every day but two."""
    (folder / "coverage.toml").write_text(CONFIG, "utf-8")
    config = load_config(folder / "coverage.toml")
    db = open_database(folder / "coverage.db")
    try:
        sync(db, [_outlet(*row) for row in OUTLETS])
        retag.prepare(db, config)
        views.prepare(db, config)
        _ledger(db)
        for each in articles():
            take_in(db, _record(each))
    finally:
        db.close()


def _outlet(id_: str, name: str, level: str, channel: str) -> OutletRow:
    return OutletRow(
        id=id_, name=name, brand=name, owner=name, aliases=(), level=level, channel=channel, groups=(), own=False, manual=False,
        watched=True, crawled=True, declared="file", addresses=("127.0.0.1:9100",), accounts=(), articles=None, confirmed=None, note="",
    )  # fmt: skip


def _record(found: Article) -> Record:
    body = f"<html><head><title>{found.title}</title><link rel=preconnect href=http://127.0.0.1:9></head><body onload=alert(3)><script>alert(4)</script><img src=http://127.0.0.1:9/p.png><p>{found.text}</p></body></html>"
    assert found.url is not None
    return Record(
        link=found.url, outlet=found.outlet, fetched="2022-04-20T10:00:00+08:00", article=found, status=200,
        body=body.encode(), headers=(("Content-Type", "text/html; charset=utf-8"),),
    )  # fmt: skip


def _ledger(db: object) -> None:
    conn = db.conn  # type: ignore[attr-defined]
    conn.execute(
        "insert into crawl_runs (started, ended, outlets) values (?, ?, ?)",
        [NOW, NOW, json.dumps([o[0] for o in OUTLETS])],
    )
    for outlet, *_ in OUTLETS:
        conn.execute(
            "insert into entry_reads (run, outlet, entry, at, status, links, new, known, newest, oldest) values (1, ?, ?, ?, 200, 9, 3, 6, ?, ?)",
            [
                outlet,
                f"http://127.0.0.1:9100/{outlet}/",
                NOW,
                "2022-04-20",
                "2022-03-01" if outlet != "gxnet" else "2022-03-15",
            ],
        )
    conn.commit()
