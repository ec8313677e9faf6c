"""The catalogue and the officer's [[outlet]]s, read as one, and the table of outlets."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from coverage_db.config import Config, CrawlKeys, OutletKeys
from coverage_db.intake import take_in
from coverage_db.matching import Watchlist
from coverage_db.outlets import OutletRow, outlet_rows, owner_of, sync
from coverage_db.records import Article, Record
from crawler.loader import OutletError, OutletLoader, catalogue, declared, prepare, read_spiders

FEED = ("http://127.0.0.1:8001/rss.xml",)


def config(tmp_path: Path, *outlets: OutletKeys, crawl: CrawlKeys | None = None) -> Config:
    return Config(path=tmp_path / "coverage.toml", watchlist=Watchlist(), outlets=outlets, crawl=crawl or CrawlKeys())


def spider(tmp_path: Path, name: str, body: str) -> Path:
    (tmp_path / f"{name}.py").write_text(f'"""x"""\nfrom crawler.outlet import Outlet\n\n\n{body}', "utf-8")
    return tmp_path


def test_every_file_of_the_catalogue_is_complete_and_scrapy_loads_it() -> None:
    spiders = read_spiders()
    assert {"xhrb", "jsjjb"} <= set(spiders)
    assert {"江苏", "连云港", "电力", "中央"} <= catalogue().groups
    loader = OutletLoader(None)
    for name in loader.list():
        cls = loader.load(name)
        assert cls.name == name


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ('class Town(Outlet):\n    name = "town"\n    title = "镇报"\n    channel = "web"\n', "feeds"),
        (
            'class Town(Outlet):\n    name = "town"\n    title = "镇报"\n    channel = "web"\n    level = "镇级"\n    feeds = ("x",)\n',
            "level",
        ),
        (
            'class City(Outlet):\n    name = "town"\n    title = "镇报"\n    channel = "web"\n    feeds = ("x",)\n',
            "agree",
        ),
        (
            'class Town(Outlet):\n    name = "town"\n    title = "镇报"\n    channel = "web"\n    feeds = ("http://x.cn/rss.xml")\n',
            "tuple",
        ),
        (
            'class Town(Outlet):\n    name = "town"\n    title = "镇" + NAME\n    channel = "web"\n    feeds = ("x",)\n',
            "literal",
        ),
    ],
)
def test_an_incomplete_outlet_is_refused_with_the_fix(tmp_path: Path, body: str, word: str) -> None:
    with pytest.raises(OutletError, match=word):
        read_spiders(spider(tmp_path, "town", body))


def test_what_coverage_toml_asks_for_is_watched_and_what_scripts_may_read_is_crawled(
    tmp_path: Path, db: Database
) -> None:
    town = OutletKeys(id="town", name="镇报", level="市级", channel="web", feeds=FEED)
    tv = OutletKeys(id="tv", name="镇台", level="市级", channel="tv", manual=True)
    prepare(db, config(tmp_path, town, tv, OutletKeys(id="xhrb", level="市级")))
    rows = {row.id: row for row in outlet_rows(db)}
    assert {row.id for row in rows.values() if row.watched} == {"town", "tv", "xhrb"}
    assert {row.id for row in rows.values() if row.crawled} == {"town", "xhrb"}
    assert (rows["tv"].manual, rows["town"].addresses, rows["town"].declared) == (True, ("127.0.0.1:8001",), "file")
    assert (rows["xhrb"].level, rows["xhrb"].declared) == ("市级", "catalogue")
    prepare(db, config(tmp_path, town, tv, crawl=CrawlKeys(outlets=("连云港", "town"))))
    rows = {row.id: row for row in outlet_rows(db)}
    assert rows["town"].crawled
    assert rows["tv"].watched, "an outlet by hand that the officer wrote down is watched in any case"
    assert not rows["xhrb"].watched
    assert any("连云港" in row.groups for row in rows.values() if row.watched)


def test_all_means_all_and_changes_of_a_catalogue_outlet_reach_its_spider(tmp_path: Path) -> None:
    changed = config(tmp_path, OutletKeys(id="xhrb", name="新华日报数字报"), crawl=CrawlKeys(outlets=("all",)))
    assert declared(changed)["xhrb"]["name"] == "新华日报数字报"
    loader = OutletLoader(changed)
    assert vars(loader.load("xhrb"))["title"] == "新华日报数字报"
    assert loader.load("xhrb").name == "xhrb"


def test_a_page_belongs_to_the_outlet_of_its_host_account_or_rule(db: Database) -> None:
    sync(db, [
        OutletRow(id="web", name="网", brand="b", owner="o", addresses=("www.a.cn",)),
        OutletRow(id="paper", name="报", brand="b", owner="o", addresses=("www.a.cn",), articles=r"/pc/con/"),
        OutletRow(id="wx", name="号", brand="b", owner="o", accounts=("港城发布",), addresses=()),
        OutletRow(id="port", name="p", brand="b", owner="o", addresses=("127.0.0.1:8001",)),
    ])  # fmt: skip
    assert owner_of(db, "http://www.a.cn/pc/con/202204/06/content_1.html") == "paper"
    assert owner_of(db, "http://www.a.cn/news/1.html") == "web"
    assert owner_of(db, "https://mp.weixin.qq.com/s/abc", "港城发布") == "wx"
    assert owner_of(db, "https://mp.weixin.qq.com/s/abc", "别人的号") is None
    assert owner_of(db, "http://127.0.0.1:8001/x") == "port"
    assert owner_of(db, "http://127.0.0.1:8002/x") is None
    assert owner_of(db, None) is None


def test_a_dropped_outlet_keeps_its_row_while_articles_name_it(db: Database) -> None:
    rows = [OutletRow(id=id_, name=id_, brand="b", owner="o", watched=True) for id_ in ("kept", "gone")]
    assert sync(db, rows) == ["gone", "kept"]
    assert sync(db, rows) == []
    article = Article(url="http://a.cn/1", outlet="kept", title="一篇报道", text="一篇写给测试的报道。")
    take_in(
        db, Record(link="http://a.cn/1", outlet="kept", fetched="2022-04-06T09:30:00+08:00", article=article, body=b"x")
    )
    sync(db, [])
    assert [(row.id, row.watched) for row in outlet_rows(db)] == [("kept", False)]
