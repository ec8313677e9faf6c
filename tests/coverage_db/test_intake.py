"""Taking in what a crawl found: stored once, with its evidence, in its story, and never half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from matching_cases import WATCHLIST
from sqlite_utils import Database

from coverage_db import evidence, facts
from coverage_db.database import transaction
from coverage_db.intake import take_in
from coverage_db.outlets import OutletRow, sync
from coverage_db.records import Article, Outcome, Record
from coverage_db.watching import write_snapshot

TEXT = "昨日，海州湾供电服务有限公司的抢修队伍冒雨排除线路故障，两千户居民恢复用电。\n队员们从清晨干到深夜，一口热饭也没有吃上。"

Take = Callable[..., Outcome]


def record(number: int = 1, **fields: Any) -> Record:
    url = f"https://www.{fields.pop('host', 'hzrb')}.test/content/2022-04/06/{number}.html"
    article: dict[str, Any] = {"url": url, "outlet": "hzrb", "title": "抢修", "text": TEXT, "published": "2022-04-06"}
    about = {name: fields.pop(name) for name in ("link", "fault", "status", "body", "fetched") if name in fields}
    given = {"link": url, "outlet": "hzrb", "fetched": "2022-04-07T08:00:00+08:00", "body": b"<html>"} | about
    return Record(**given, article=None if "fault" in about else Article(**(article | fields)))


@pytest.fixture
def db(db: Database) -> Database:
    with transaction(db):
        write_snapshot(db, WATCHLIST)
    sync(
        db,
        [
            OutletRow(id="hzrb", name="海州日报", brand="海州日报", owner="海州报业", level="市级", addresses=("www.hzrb.test",), articles=r"/content/\d{4}-\d\d/\d\d/\d+\.html"),
            OutletRow(id="jsjj", name="江苏经济报", brand="江苏经济报", owner="新华报业", level="省级", addresses=("www.jsjj.test",)),
            OutletRow(id="site", name="公司网站", brand="公司网站", owner="公司", level="自有", own=True, addresses=("www.us.test",)),
        ],
    )  # fmt: skip
    return db


def one(db: Database, sql: str, *values: object) -> Any:
    return db.execute(sql, list(values)).fetchone()


def roles(db: Database) -> dict[int, tuple[int, str]]:
    return {id_: (story, role) for id_, story, role in db.execute("select id, story, role from articles order by id")}


def test_an_article_is_stored_with_everything_that_a_count_needs(db: Database) -> None:
    outcome = take_in(db, record())
    assert outcome == Outcome("stored", 1, candidate=True)
    assert one(db, "select state, article, tries from links") == ("stored", 1, 1)
    assert one(db, "select outlet, level, level_rank, day, story, role, prominence, why, included from facts where company = 'us'") == (
        "hzrb", "市级", 3, "2022-04-06", 1, "original", "lead", "", 0,
    )  # fmt: skip
    sha256 = one(db, "select sha256 from articles")[0]
    assert evidence.read(evidence.folder_of(db), sha256) == b"<html>"


def test_the_same_record_twice_is_already_stored(db: Database) -> None:
    take_in(db, record())
    before = {table: db[table].count for table in ("articles", "mentions", "evidence", "article_versions")}
    assert take_in(db, record()) == Outcome("already_stored", 1, candidate=True)
    assert {table: db[table].count for table in before} == before


def test_a_later_version_is_kept_and_queued_when_it_changes_a_mention_and_the_first_counts(db: Database) -> None:
    take_in(db, record())
    later = record(text="这篇报道已经换了内容，不再提任何单位。", body=b"later", fetched="2022-04-09T08:00:00+08:00")
    assert take_in(db, later).outcome == "changed"
    assert take_in(db, later).outcome == "already_stored"
    assert one(db, "select changed, text from articles join article_texts on article = id") == (later.fetched, TEXT)
    assert one(db, "select changes from article_versions")[0] == '["mention"]'
    assert db["evidence"].count == 2


def test_a_corrected_comma_is_kept_but_asks_nobody(db: Database) -> None:
    take_in(db, record())
    assert take_in(db, record(text=TEXT.replace("，一口", "，连一口"))).outcome == "changed"
    assert one(db, "select changed from articles") == (None,)


def test_the_canonical_link_counts_on_the_same_host_only(db: Database) -> None:
    canonical = "https://www.hzrb.test/content/2022-04/06/1.html"
    take_in(db, record(2, canonical=canonical))
    assert one(db, "select url from articles") == (canonical,)
    assert take_in(db, record(1)).outcome == "already_stored"
    take_in(db, record(3, host="jsjj", outlet="jsjj", canonical=canonical))
    assert one(db, "select url from articles where id = 2")[0].startswith("https://www.jsjj.test/")


def test_a_fault_settles_the_link(db: Database) -> None:
    assert take_in(db, record(1, fault="http_404")) == Outcome("refused", None, "http_404")
    assert take_in(db, record(2, fault="timeout", body=None)).reason == "timeout"
    assert take_in(db, record(3, title="", text=" ")).reason == "no_text"
    assert take_in(db, record(4, title="只有标题", text="")).outcome == "stored"
    states = dict(db.execute("select substr(url, -6, 1), state from links"))
    assert states == {"1": "refused", "2": "failed", "3": "refused", "4": "stored"}


def test_a_page_that_is_gone_twice_a_day_apart_is_marked_and_stays(db: Database) -> None:
    take_in(db, record())
    for fetched in ("2022-04-08T08:00:00+08:00", "2022-04-08T09:00:00+08:00"):
        take_in(db, record(fault="http_404", fetched=fetched))
    assert one(db, "select gone from articles") == (None,)
    take_in(db, record(fault="http_410", fetched="2022-04-09T08:00:00+08:00"))
    assert one(db, "select gone, state from articles join links on article = id") == (
        "2022-04-09T08:00:00+08:00",
        "stored",
    )


def test_the_same_text_is_one_story_and_the_earlier_copy_becomes_the_original(db: Database) -> None:
    take_in(db, record(1, published="2022-04-07"))
    take_in(
        db,
        record(2, host="jsjj", outlet="jsjj", title="别的题目", published="2022-04-06", text=TEXT.replace("，", " , ")),
    )
    assert roles(db) == {1: (1, "reprint"), 2: (1, "original")}
    assert db.execute("select article, story_rank, role from facts order by article").fetchall() == [
        (1, 2, "reprint"),
        (2, 1, "original"),
    ]


def test_our_own_site_is_never_the_original_while_the_press_has_it(db: Database) -> None:
    take_in(db, record(1, host="us", outlet="site", published="2022-04-05"))
    assert roles(db)[1] == (1, "original")
    take_in(db, record(2, published="2022-04-06"))
    assert roles(db) == {1: (1, "reprint"), 2: (1, "original")}


def test_on_one_day_the_source_that_others_name_is_the_original_then_the_level(db: Database) -> None:
    take_in(db, record(1))
    take_in(db, record(2, host="jsjj", outlet="jsjj"))
    assert roles(db) == {1: (1, "reprint"), 2: (1, "original")}
    take_in(db, record(3, host="us", outlet="site", source="来源：海州日报"))
    assert roles(db)[1] == (1, "original")


def test_articles_without_text_are_not_one_story(db: Database) -> None:
    take_in(db, record(1, title="简讯", text=""))
    take_in(db, record(2, title="简讯", text=""))
    assert roles(db) == {1: (1, "original"), 2: (2, "original")}


def test_a_page_that_nobody_owns_waits(db: Database) -> None:
    take_in(db, record(host="wo", outlet=None, link="https://x.test/1"))
    assert one(db, "select why, outlet, level_rank from facts") == ("unknown_outlet mirror_suspect", None, 7)


def test_a_garbled_copy_is_a_mirror_wherever_it_stands(db: Database) -> None:
    take_in(db, record(1))
    marked = "海州灣供電(diàn)服務(wù)有限公司"
    garbled = (
        TEXT.replace("海州湾供电服务有限公司", marked)
        .replace("抢修队伍", "搶(qiǎng)修隊(duì)伍")
        .replace("线路", "線(xiàn)路")
    )
    take_in(db, record(2, outlet="jsjj", host="jsjj", text=garbled, published="2022-04-01"))
    assert roles(db) == {1: (1, "original"), 2: (1, "mirror")}
    assert one(db, "select mirror, story_rank from facts where article = 2") == (1, 2)


def test_a_path_kept_on_a_foreign_host_waits_and_is_a_mirror_once_the_original_is_here(db: Database) -> None:
    take_in(db, record(7, host="shop", outlet=None))
    assert one(db, "select mirror_of, why from articles") == (
        "https://www.hzrb.test/content/2022-04/06/7.html",
        "mirror_suspect",
    )
    take_in(db, record(7))
    assert roles(db) == {1: (1, "mirror"), 2: (1, "original")}
    assert one(db, "select mirror, why from facts where article = 1") == (1, "unknown_outlet")


def test_an_outlet_that_rises_in_level_becomes_the_original(db: Database) -> None:
    take_in(db, record(1))
    take_in(db, record(2, host="jsjj", outlet="jsjj"))
    assert roles(db)[2][1] == "original"
    with transaction(db):
        db.execute("update outlets set level = '国家级', level_rank = 0 where id = 'hzrb'")
        facts.refresh(db, outlets=["hzrb"])
    assert roles(db)[1][1] == "original"
    assert one(db, "select level from facts where article = 1") == ("国家级",)


def test_nothing_is_stored_when_the_evidence_cannot_be_written(db: Database, tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file where the folder should be")
    with pytest.raises(OSError):
        take_in(db, record())
    assert db["articles"].count == 0
    assert db["links"].count == 0


def test_changed_evidence_is_told(db: Database, tmp_path: Path) -> None:
    sha256 = evidence.keep(tmp_path, b"page")
    assert evidence.keep(tmp_path, b"page") == sha256
    evidence.path_of(tmp_path, sha256).write_bytes(b"other")
    with pytest.raises(ValueError, match=sha256):
        evidence.read(tmp_path, sha256)
    assert not list(tmp_path.rglob("*.part"))


def test_facts_made_anew_are_the_facts_that_stand_there(db: Database) -> None:
    for number, outlet in enumerate(("hzrb", "jsjj", "site"), 1):
        take_in(db, replace(record(number, outlet=outlet, host=outlet)))
    before = [db.execute(f"select * from {table}").fetchall() for table in facts.TABLES]
    assert before[0]
    facts.refresh(db)
    assert [db.execute(f"select * from {table}").fetchall() for table in facts.TABLES] == before


def test_a_retag_that_comes_between_matching_and_storing_is_not_missed(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coverage_db import intake

    def keep(folder: Path, body: bytes) -> str:
        with transaction(db):
            write_snapshot(db, replace(WATCHLIST, companies=(replace(WATCHLIST.companies[1], aliases=("居民",)),)))
        return "0" * 64

    monkeypatch.setattr(intake.evidence, "keep", keep)
    take_in(db, record())
    assert one(db, "select alias from mentions where place = 'body' or alias = '居民'") == ("居民",)
