"""Pages over HTTP with many articles: how long home, counts, list, article, search, review take.

    .venv/bin/python benchmarks/pages.py [--articles 100000] [--candidates 20000] [--times 9] [--keep DIR]

The articles are made up from parts, two years of them in 40 outlets; one candidate in five is a reprint, one in two hundred
waits. Rows are written straight into the tables: matching and stories have their own benchmarks. Each page is asked for after
facts and the ledger of an outlet have changed (a decision, a crawl of it), after a commit that changed neither, and again.
On a busy machine read the processor's milliseconds.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from coverage_db import facts, retag, search
from coverage_db.config import load_config
from coverage_db.counting import views
from coverage_db.database import open_database
from coverage_db.records import CHANNELS, LEVELS
from crawler import loader

NOW = "2022-12-31T18:00:00+08:00"
OUTLETS = 40
DAYS = 730
CONFIG = """\
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
short = "公司"
aliases = ["海州湾供电"]
[[slogan]]
text = "党旗飘一线、战疫冲在前"
[[theme]]
id = "epidemic"
name = "疫情防控"
any = ["疫情"]
[[theme]]
id = "work"
name = "复工复产"
any = ["复工"]
[[period]]
id = "year"
name = "今年以来"
from = 2022-01-01
to = 2022-12-31
[general]
officer = "张三"
"""
OUTLET = """\
[[outlet]]
id = "o{n}"
name = "媒体{n}"
brand = "媒体{brand}"
owner = "集团{owner}"
level = "{level}"
channel = "{channel}"
listings = ["http://o{n}.invalid/list"]
"""
WORDS = "电网 春耕 码头 茶厂 医院 隔离 抢修 线路 变压器 社区 学校 车间 园区 夜里 清晨 老人 书记 班长 电缆 照明 风机 光伏 充电桩 台区 巡检 检测 水厂 粮库 渔港 高铁 工地 方舱".split()
PAGES = {
    "home": "/",
    "home, all themes, half a year": "/?period=2022-H1",
    "counts by outlet": "/-/counts?period=year",
    "counts by month, all time": "/-/counts?by=month",
    "two policies": "/-/counts?period=year&policy=stories&policy=appearances",
    "list": "/-/articles?period=year&state=counted",
    "list, page 40": "/-/articles?period=year&state=counted&page=40",
    "article": "/-/article/{candidate}",
    "review": "/-/review",
    "search, rare": "/-/search?q=" + urllib.parse.quote("粮库渔港"),
    "search, our name": "/-/search?q=" + urllib.parse.quote("海州湾供电"),
    "health": "/-/health?period=2022-12",
}


def text_of(chance: random.Random) -> str:
    """Some 200 characters that nobody wrote."""
    return "\n".join(
        "".join(chance.choice(WORDS) for _ in range(16))
        + "，"
        + "".join(chance.choice(WORDS) for _ in range(16))
        + "。"
        for _ in range(3)
    )


def make(folder: Path, articles: int, candidates: int) -> None:
    """The office: settings, outlets, articles, facts."""
    outlets = [
        OUTLET.format(n=n, brand=n // 2, owner=n // 4, level=LEVELS[n % 5], channel=CHANNELS[n % 3])
        for n in range(OUTLETS)
    ]
    (folder / "coverage.toml").write_text(CONFIG + "".join(outlets), "utf-8")
    config = load_config(folder / "coverage.toml")
    db = open_database(folder / "coverage.db")
    loader.prepare(db, config)
    retag.prepare(db, config)
    views.prepare(db, config)
    conn: sqlite3.Connection = db.conn
    conn.execute("pragma synchronous=off")
    chance = random.Random(1)
    every = articles // candidates
    last = 0
    began = time.perf_counter()
    for id_ in range(1, articles + 1):
        ours = id_ % every == 0
        story = last if last and ours and chance.random() < 0.2 else id_
        store(db, id_, story, ours, chance)
        if ours:
            last = story
            store_candidate(conn, id_, chance)
        if id_ % 20000 == 0:
            conn.commit()
            print(f"{id_} articles, {time.perf_counter() - began:.0f} s", file=sys.stderr)
    conn.commit()
    facts.refresh(db)  # and no `analyze`: an officer's database has no statistics
    conn.commit()
    ledger(conn)
    db.close()


def store(db: Database, id_: int, story: int, ours: bool, chance: random.Random) -> None:
    """One article: the first of its story, or a reprint of that."""
    day = (date(2021, 1, 1) + timedelta(days=chance.randrange(DAYS))).isoformat()
    outlet = chance.randrange(OUTLETS)
    text = ("海州湾供电服务有限公司" if ours else "") + text_of(chance)
    title = "".join(chance.choice(WORDS) for _ in range(6))
    first = story == id_
    row = {
        "id": id_, "url": f"http://o{outlet}.invalid/{id_}", "outlet": f"o{outlet}", "title": title, "kicker": "",
        "subtitle": "", "published": day, "day": day, "date_witness": "url", "date_why": "", "date_conflict": 0,
        "page_front": 0, "length": 200, "text_hash": str(story), "story": story, "story_rank": 1 if first else 2,
        "role": "original" if first else "reprint", "notice": 0, "garbled": 0, "damaged": 0, "attention": "[]", "why": "",
        "first_seen": NOW,
    }  # fmt: skip
    if first:
        db.conn.execute("insert into stories values (?)", (id_,))
    db.conn.execute(f"insert into articles ({', '.join(row)}) values ({', '.join('?' * len(row))})", [*row.values()])
    db.conn.execute("insert into article_texts values (?, ?)", (id_, text))
    search.index_article(db, id_, title, text)


def store_candidate(conn: sqlite3.Connection, id_: int, chance: random.Random) -> None:
    """What matching writes of an article about us."""
    waits = chance.random() < 0.005
    conn.execute(
        "insert into candidates (article, company, prominence, not_us, clues_only, damaged) values (?, 'us', 'lead', 0, ?, 0)",
        (id_, waits),
    )
    for theme in ("epidemic", "work"):
        if chance.random() < 0.4:
            conn.execute("insert into article_themes values (?, ?)", (id_, theme))
    conn.execute(
        'insert into mentions (article, kind, owner, alias, field, place, start, "end", snippet, verdict)'
        " values (?, 'company', 'us', '海州湾供电服务有限公司', 'text', 'lead', 0, 11, '', 'hit')",
        (id_,),
    )


def ledger(conn: sqlite3.Connection) -> None:
    """A year of daily crawls."""
    for back in range(364, -1, -1):
        day = (date(2022, 12, 31) - timedelta(days=back)).isoformat()
        at = f"{day}T08:00:00+08:00"
        run = conn.execute("insert into crawl_runs (started, ended, outlets) values (?, ?, '[]')", (at, at)).lastrowid
        for n in range(OUTLETS):
            conn.execute(
                "insert into entry_reads (run, outlet, entry, at, status, links, new, known, newest, oldest) values (?, ?, 'list', ?, 200, 30, 5, 25, ?, ?)",
                (run, f"o{n}", at, day, day),
            )
            conn.execute(
                "insert into outlet_runs (run, outlet, seen, new, mentions, requests, faults, fields, ended) values (?, ?, 30, 5, 1, 6, '{}', '{\"articles\": 5}', ?)",
                (run, f"o{n}", at),
            )
    conn.commit()


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """`presstally browse` on the folder: its address and process id."""
    command = shutil.which("presstally", path=str(Path(sys.executable).parent)) or "presstally"
    environment = {**os.environ, "PRESSTALLY_NOW": NOW, "PYTHONUNBUFFERED": "1"}
    words = [command, "--config", str(folder / "coverage.toml"), "browse", "--no-open", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        assert process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        try:
            assert found is not None
            yield found[0], process.pid
        finally:
            process.terminate()
            process.wait(30)


def ask(address: str) -> float:
    """Milliseconds for one page."""
    began = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def processor_ms(process: int) -> float:
    """Milliseconds of processor that a process has used: what a busy machine does not change. 0 where /proc is not there."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(folder: Path, times: int) -> None:
    """The table."""
    db = sqlite3.connect(folder / "coverage.db")
    candidate = db.execute("select article from facts order by article desc limit 1 offset 10").fetchone()[0]
    counted = (
        db.execute("select count(*) from articles").fetchone()[0],
        db.execute("select count(*) from facts").fetchone()[0],
    )
    print(f"{counted[0]} articles, {counted[1]} candidates; milliseconds over HTTP: median and worst of {times}")
    print(f"{'page':34}{'after a decision':>18}{'processor':>11}{'other commit':>16}{'again':>16}")
    with served(folder) as (address, process):
        ask(address + "/-/settings")
        for name, path in PAGES.items():
            changed, cold, warm, used = [], [], [], []
            url = address + path.format(candidate=candidate)
            for _ in range(times):
                db.execute("insert or replace into meta values ('facts_version', random())")
                db.execute("insert or replace into outlet_versions values ('o1', random())")
                db.commit()
                before = processor_ms(process)
                changed.append(ask(url))
                used.append(processor_ms(process) - before)
                db.execute("insert or replace into meta values ('benchmark', random())")
                db.commit()
                cold.append(ask(url))
                warm.append(ask(url))
            cells = [f"{statistics.median(times_):9.0f} {max(times_):6.0f}" for times_ in (changed, cold, warm)]
            print(f"{name:34}{cells[0]:>18}{statistics.median(used):11.0f}{cells[1]}{cells[2]}", flush=True)
    db.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--candidates", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        office = asked.keep or Path(folder)
        office.mkdir(parents=True, exist_ok=True)
        if not (office / "coverage.db").exists():
            make(office, asked.articles, asked.candidates)
        measure(office, asked.times)


if __name__ == "__main__":
    main()
