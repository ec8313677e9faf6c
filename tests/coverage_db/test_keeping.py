"""keep = "mentions": what is not about us goes after 90 days, everything else stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from coverage_db import retag
from coverage_db.config import Config, CrawlKeys
from coverage_db.intake import take_in
from coverage_db.keeping import forget
from coverage_db.matching import Watchlist
from coverage_db.matching.watchlist import Company
from coverage_db.records import Article, Record
from coverage_db.search import search

JANUARY = "2022-01-02T09:30:00+08:00"
APRIL = "2022-04-20T09:30:00+08:00"


@pytest.fixture
def config(tmp_path: Path, db: Database, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("PRESSTALLY_NOW", APRIL)
    company = Company(id="us", name="海州湾供电服务有限公司", aliases=("海州湾供电",))
    config = Config(
        path=tmp_path / "coverage.toml", watchlist=Watchlist(companies=(company,)), crawl=CrawlKeys(keep="mentions")
    )
    retag.prepare(db, config)
    return config


def store(db: Database, name: str, text: str, fetched: str, body: bytes) -> int:
    url = f"http://a.cn/{name}"
    article = Article(
        url=url, title=f"{name}报道", kicker=f"{name}引题", text=text, published="2022-01-02", date_witness="url"
    )
    outcome = take_in(db, Record(link=url, outlet=None, fetched=fetched, article=article, body=body))
    assert outcome.article is not None
    return outcome.article


def files(tmp_path: Path) -> int:
    return len(list((tmp_path / "evidence").rglob("*.gz")))


def test_only_old_articles_that_are_not_about_us_lose_text_and_evidence(
    db: Database, config: Config, tmp_path: Path
) -> None:
    foreign = store(db, "别家", "港口今天开出了一条新航线，第一班船已经出发。", JANUARY, b"foreign")
    store(db, "本家", "海州湾供电今天检修了三条线路，居民用电未受影响。", JANUARY, b"ours")
    store(db, "新近", "学校今天恢复了线下教学，学生们很高兴地回到课堂。", APRIL, b"recent")
    store(db, "同页", "图书馆今天延长了开放时间，读者可以看书到晚上十点。", JANUARY, b"recent")
    assert files(tmp_path) == 3
    assert forget(db, config) == 2
    assert files(tmp_path) == 2, "a page that another article rests on stays"
    assert db.execute("select text from article_texts where article = ?", [foreign]).fetchone() == ("",)
    assert search(db, "新航线").total == 0
    assert search(db, "别家报道").total == search(db, "别家引题").total == 1
    assert search(db, "线路").total == 1
    assert forget(db, config) == 0


def test_a_forgotten_article_is_not_stored_twice(db: Database, config: Config) -> None:
    first = store(db, "别家", "港口今天开出了一条新航线，第一班船已经出发。", JANUARY, b"foreign")
    forget(db, config)
    assert store(db, "别家", "港口今天开出了一条新航线，第一班船已经出发。", APRIL, b"foreign") == first


def test_keep_all_keeps_all(db: Database, config: Config, tmp_path: Path) -> None:
    store(db, "别家", "港口今天开出了一条新航线，第一班船已经出发。", JANUARY, b"foreign")
    assert forget(db, Config(path=config.path, watchlist=config.watchlist)) == 0
    assert files(tmp_path) == 1
