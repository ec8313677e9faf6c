"""By hand: names of outlets, pages of papers, items without a page, and how they join what was crawled."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from coverage_db import retag
from coverage_db.by_hand import Added, Item, Known, row_items, take_item, take_row
from coverage_db.config import Config, read_config
from coverage_db.decisions import decide, of_article
from coverage_db.intake import take_in
from coverage_db.outlet_names import OutletNames
from coverage_db.outlets import OutletRow, sync
from coverage_db.records import Article, Page, Record
from coverage_db.sheet_cells import is_name, level_of, page_of
from coverage_db.sheets import SheetRow

NOW = "2022-04-29T08:00:00+08:00"
SETTINGS = """[[company]]
id = "us"
name = "海州湾供电服务有限公司"
[[outlet]]
id = "x"
name = "x"
level = "市级"
channel = "web"
manual = true
"""
OUTLETS = (
    OutletRow(
        id="hzrb",
        name="海州湾日报",
        brand="海州湾日报",
        owner="报业",
        aliases=("湾报",),
        level="市级",
        channel="epaper",
    ),
    OutletRow(
        id="hzrb_web", name="海州湾日报网", brand="海州湾日报", owner="报业", level="市级", channel="web", watched=True
    ),
    OutletRow(
        id="bs", name="滨声客户端", brand="滨声", owner="日报社", level="省级", channel="app", accounts=("滨声发布",)
    ),
    OutletRow(id="zs_app", name="潮声客户端", brand="潮声", owner="日报社", level="省级", channel="app"),
    OutletRow(id="zs_web", name="潮声网", brand="潮声", owner="日报社", level="省级", channel="web", watched=True),
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return read_config(SETTINGS.encode(), tmp_path / "coverage.toml", None)


@pytest.fixture
def desk(db: Database, config: Config) -> Database:
    sync(db, OUTLETS)
    retag.prepare(db, config)
    return db


def crawled(db: Database, title: str, outlet: str = "hzrb_web", day: str = "2022-03-05") -> int:
    text = f"{title}。海州湾供电服务有限公司的队员昨夜在{outlet}门外守了一夜，把断线一根一根接好，又把电闸逐户试过，天亮才收工。"
    article = Article(url=f"http://a.example/{title}", outlet=outlet, title=title, text=text, published=day)
    id_ = take_in(db, Record(link=f"http://a.example/{title}", outlet=outlet, fetched=NOW, article=article)).article
    assert id_ is not None
    return id_


def take(db: Database, config: Config, known: Known | None = None, **fields: object) -> Added:
    item = Item(**{"source": "第4行", "note": "导入自台账 第4行", **fields})  # type: ignore[arg-type]
    return take_item(db, config, item, known or Known.of(db), by="甲", now=NOW)


def nobody(url: str) -> str | None:
    """Whose an address is, where nobody owns any."""
    return None


def fact(db: Database, id_: int) -> dict[str, object]:
    return next(iter(db.query("select * from facts where article = ?", [id_])))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("海州湾日报", "hzrb"), ("《海州湾日报》", "hzrb"), ("湾报", "hzrb"), ("海州湾日报（第3版）", "hzrb"), ("海州灣日報網", "hzrb_web"),
        ("滨声", "bs"), ("滨声发布", "bs"), ("潮声", "zs_web"), ("zs_app", "zs_app"), ("某某晚报", None), ("", None),
    ],
)  # fmt: skip
def test_outlets_by_the_names_that_sheets_use(desk: Database, name: str, id_: str | None) -> None:
    assert OutletNames(desk).find(name) == id_


def test_a_name_is_remembered_once_somebody_said_it(desk: Database) -> None:
    names = OutletNames(desk)
    assert names.find("晚报") is None
    names.remember("晚报", "bs")
    assert OutletNames(desk).find("《晚报》") == "bs"


def test_near_names_are_offered(desk: Database) -> None:
    assert next(row.id for row in OutletNames(desk).near("海州湾日報社")) in ("hzrb", "hzrb_web")


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("", None), ("01版", Page("01", "", True)), ("第2版", Page("02")), ("A01 要闻", Page("A01", "要闻", True)), ("头版", Page("01", "头版", True)),
        ("3版：民生", Page("03", "民生")), ("12", Page("12")),
    ],
)  # fmt: skip
def test_pages_as_sheets_write_them(text: str, page: Page | None) -> None:
    assert page_of(text) == page


@pytest.mark.parametrize(
    ("text", "name"),
    [("陆小帆", True), ("欧阳海天", True), ("买买提·艾力", True), ("党建工作部", False), ("甲", False), ("Li", False)],
)
def test_people_are_told_from_departments(text: str, name: bool) -> None:
    assert is_name(text) is name


def test_a_row_that_nobody_crawled_counts_by_its_decision(desk: Database, config: Config) -> None:
    added = take(
        desk, config, title="抢修队员雨夜送电", outlet="hzrb", day="2022-03-05", people=("陆小帆",), page="01版"
    )
    assert (added.outcome, added.reason) == ("stored", None)
    assert added.id is not None
    found = fact(desk, added.id)
    assert (found["included"], found["front"], found["origin"], found["day"]) == (1, 1, "contributed", "2022-03-05")
    (decision,) = of_article(desk, added.id)
    assert (decision["decision"], decision["by"], decision["note"]) == ("include", "甲", "导入自台账 第4行")


def test_the_same_row_twice_is_one_article_with_one_decision(desk: Database, config: Config) -> None:
    known = Known.of(desk)
    one = take(desk, config, known, title="抢修队员雨夜送电", outlet="hzrb", day="2022-03-05")
    other = take(desk, config, known, title="《抢修队员雨夜送电》", outlet="hzrb", day="2022-03-05")
    later = take(desk, config, None, title="抢修队员雨夜送电", outlet="hzrb", day="2022-03-05")
    assert one.id is not None
    assert (other.id, other.outcome, later.id) == (one.id, "already_stored", one.id)
    assert len(of_article(desk, one.id)) == 1


def test_a_row_joins_the_crawled_article_of_outlet_day_and_headline(desk: Database, config: Config) -> None:
    id_ = crawled(desk, "抢修队员雨夜送电忙")
    added = take(desk, config, title="抢修队员 雨夜送电忙", outlet="hzrb_web", day="2022-03-05")
    assert (added.id, added.outcome) == (id_, "already_stored")
    assert fact(desk, id_)["included"] == 1


def test_the_same_headline_elsewhere_within_a_week_is_the_same_story(desk: Database, config: Config) -> None:
    id_ = crawled(desk, "抢修队员雨夜送电忙")
    near = take(desk, config, title="抢修队员雨夜送电忙", outlet="bs", day="2022-03-08")
    far = take(desk, config, title="抢修队员雨夜送电忙", outlet="bs", day="2022-09-08")
    assert near.id is not None
    assert far.id is not None
    assert fact(desk, near.id)["story"] == fact(desk, id_)["story"] != fact(desk, far.id)["story"]
    assert fact(desk, id_)["role"] == "original"


def test_what_somebody_excluded_stays_excluded(desk: Database, config: Config) -> None:
    id_ = crawled(desk, "抢修队员雨夜送电忙")
    decide(desk, by="乙", article=id_, decision="exclude paid", config=config)
    added = take(desk, config, title="抢修队员雨夜送电忙", outlet="hzrb_web", day="2022-03-05")
    assert (added.id, added.reason) == (id_, "decided")
    assert fact(desk, id_)["word"] == "paid"


def test_a_row_of_an_unknown_outlet_or_without_a_day_says_so(desk: Database, config: Config) -> None:
    assert (
        take(desk, config, title="抢修队员雨夜送电", outlet=None, outlet_name="某报", day="2022-03-05").reason
        == "unknown_outlet"
    )
    assert take(desk, config, title="老楼换新线", outlet="bs", day=None).reason == "undated"


def test_a_row_with_two_outlets_is_two_appearances(desk: Database) -> None:
    row = SheetRow(
        row=4,
        title="甲稿",
        outlets=("滨声", "某报"),
        day="2022-03-05",
        urls=("http://a.example/1",),
        people=("陆小帆",),
    )
    one, other = row_items([row], {"滨声": "bs", "某报": None}, nobody, "zh")
    assert (one.outlet, one.url, other.outlet, other.outlet_name, other.url) == (
        "bs",
        "http://a.example/1",
        None,
        "某报",
        None,
    )
    assert one.note == "导入自台账 第4行"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("省级", "省级"),
        ("中央级", "国家级"),
        ("地市级", "市级"),
        ("县（市、区）", "县级"),
        ("省", "省级"),
        ("行业媒体", "行业"),
        ("A类", None),
        ("", None),
    ],
)
def test_levels_as_sheets_say_them(text: str, level: str | None) -> None:
    assert level_of(text) == level


def test_the_level_of_a_row_holds_where_its_outlet_is_unknown(desk: Database, config: Config) -> None:
    added = take(
        desk, config, title="抢修队员雨夜送电", outlet=None, outlet_name="某报", day="2022-03-05", level="地市级"
    )
    assert added.id is not None
    assert (fact(desk, added.id)["outlet"], fact(desk, added.id)["level"]) == (None, "市级")


def test_department_and_remark_stand_in_the_note() -> None:
    row = SheetRow(row=4, title="甲稿", outlets=("滨声",), department="望潮供电所", note="头版")
    (item,) = row_items([row], {"滨声": "bs"}, nobody, "zh")
    assert item.note == "导入自台账 第4行（望潮供电所；头版）"


def test_of_two_outlets_in_a_cell_the_link_goes_to_its_own() -> None:
    row = SheetRow(row=4, title="甲稿", outlets=("滨声", "海州湾日报"), urls=("http://hz.example/1",))
    items = row_items([row], {"滨声": "bs", "海州湾日报": "hzrb"}, {"http://hz.example/1": "hzrb"}.get, "zh")
    assert [(item.outlet, item.url) for item in items] == [("bs", None), ("hzrb", "http://hz.example/1")]


def test_a_row_that_links_another_outlets_copy_is_an_appearance_of_its_own(desk: Database, config: Config) -> None:
    copy = crawled(desk, "抢修队员雨夜送电忙", outlet="zs_web")
    item = Item(source="第4行", title="风雨中的那盏灯", outlet="hzrb", day="2022-03-04", url="http://a.example/x")
    added = take_row(desk, config, item, copy, Known.of(desk), by="甲", now=NOW)
    assert added.id not in (None, copy)
    assert added.id is not None
    assert (fact(desk, added.id)["outlet"], fact(desk, added.id)["story"]) == ("hzrb", fact(desk, copy)["story"])


def test_a_name_that_is_mapped_later_gives_the_row_its_outlet(desk: Database, config: Config) -> None:
    first = take(desk, config, title="抢修队员雨夜送电", outlet=None, outlet_name="晚报", day="2022-03-05")
    again = take(desk, config, title="抢修队员雨夜送电", outlet="bs", outlet_name="晚报", day="2022-03-05")
    assert first.id is not None
    assert (again.id, again.outcome, again.outlet) == (first.id, "already_stored", "bs")
    assert fact(desk, first.id)["outlet"] == "bs"


def test_a_mirror_that_is_pasted_or_listed_never_counts_and_the_answer_says_so(desk: Database, config: Config) -> None:
    id_ = crawled(desk, "抢修队员雨夜送电忙")
    text = desk.execute("select text from article_texts where article = ?", [id_]).fetchone()[0]
    garbled = text.replace("电", "電(diàn)").replace("队", "隊(duì)").replace("断", "斷(duàn)").replace("务", "務(wù)")
    url = "http://shop.invalid/1.html"
    added = take(desk, config, title="雨夜送電", day="2022-03-06", text=garbled, url=url, told=True)
    assert added.id is not None
    assert added.reason == "mirror http://a.example/抢修队员雨夜送电忙"
    assert of_article(desk, added.id) == []
    assert (fact(desk, added.id)["mirror"], fact(desk, added.id)["included"]) == (1, 0)
    item = Item(source="第2行", title="雨夜送電", day="2022-03-06", url=url)
    listed = take_row(desk, config, item, added.id, Known.of(desk), by="甲", now=NOW)
    assert (listed.outcome, listed.reason) == ("already_stored", added.reason)
    assert fact(desk, added.id)["included"] == 0
