"""An office with a known number of stories, taken in as records: the ground that sentences are judged on.

Every outlet is seen for the whole of 2022 unless a test takes that away. The texts share nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from coverage_db import health, outlets, retag
from coverage_db.config import Config, load_config
from coverage_db.database import open_database
from coverage_db.intake import take_in
from coverage_db.records import Article, Record, Witness

COMPANY = "海州湾供电服务有限公司"
FILE = f"""
[[company]]
id = "us"
name = "{COMPANY}"
short = "公司"

[[theme]]
id = "epidemic"
name = "疫情防控"
any = ["疫情防控", "抗疫"]

[[theme]]
id = "work"
name = "复工复产"
any = ["复工复产"]

[[theme]]
id = "flood"
name = "防汛保电"
any = ["防汛保电"]

[[period]]
id = "outbreak"
name = "本轮疫情发生以来"
from = 2022-03-10
to = 2022-04-20

[[person]]
name = "周立新"
role = "correspondent"
"""
OUTLETS = {  # id: name, brand, owner, level
    "jhd": ("交汇点", "交汇点", "新华报业", "省级"),
    "jsjjw": ("江苏经济网", "江苏经济报", "新华报业", "省级"),
    "jsjjb": ("江苏经济报", "江苏经济报", "新华报业", "省级"),
    "zgdlb": ("中国电力报", "中国电力报", "中国电力传媒", "行业"),
    "rmw": ("人民网", "人民网", "人民日报社", "国家级"),
    "lyg": ("连云港日报", "连云港日报", "连云港报业", "市级"),
    "lzw": ("荔枝网", "荔枝网", "江苏广电", "省级"),
}
HAN = "".join(map(chr, range(0x4E00, 0x5E00)))


def office(folder: Path, unseen: str | None = None) -> tuple[Database, Config]:
    """An empty office in which every outlet but `unseen` was seen throughout 2021 and 2022."""
    (folder / "coverage.toml").write_text(FILE, "utf-8")
    config = load_config(folder / "coverage.toml")
    db = open_database(config.database)
    retag.prepare(db, config)
    outlets.sync(
        db,
        [
            outlets.OutletRow(id=id_, name=name, brand=brand, owner=owner, level=level, watched=True, crawled=True)
            for id_, (name, brand, owner, level) in OUTLETS.items()
        ],
    )
    for id_ in OUTLETS.keys() - {unseen}:
        health.mark_seen(db, id_, "2021-01-01", "2022-12-31", by="张三", note="", now="2023-01-01T08:00:00+08:00")
    return db, config


def prose(seed: int, themes: Iterable[str] = ("疫情防控",)) -> str:
    """A text about us that resembles no other."""
    some = random.Random(seed)
    return f"{COMPANY}开展{'和'.join(themes)}工作。\n" + "".join(some.choice(HAN) for _ in range(240))


def publish(
    db: Database,
    outlet: str,
    seed: int,
    day: str | None,
    *,
    themes: Iterable[str] = ("疫情防控",),
    title: str | None = None,
) -> int:
    """One article of an outlet; articles of one seed are one story."""
    url = f"https://{outlet}.example/{seed}.html"
    article = Article(
        url=url,
        outlet=outlet,
        title=title or f"第{seed}篇",
        text=prose(seed, themes),
        published=day,
        date_witness="meta" if day else None,
        witnesses=(Witness("meta", day),) if day else (),
    )
    outcome = take_in(db, Record(link=url, outlet=outlet, fetched="2023-01-01T08:00:00+08:00", article=article))
    assert outcome.article is not None
    return outcome.article


def publish_many(
    db: Database, count: int, outlets_: Iterable[str] = ("jhd", "jsjjw"), first: str = "2022-03-10"
) -> None:
    """So many stories, in turn at the outlets and on the days from `first` on within six weeks."""
    ids = list(outlets_)
    for number in range(count):
        day = date.fromisoformat(first) + timedelta(number % 42)
        publish(
            db, ids[number % len(ids)], number, day.isoformat(), themes=("疫情防控",) if number % 3 else ("复工复产",)
        )
