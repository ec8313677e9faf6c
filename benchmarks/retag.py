"""Retag measured: a name added, by the index and by one pass over all texts; the same mentions either way.

    python benchmarks/retag.py [--articles 20000]

Articles are taken in as the crawl does, then a name that one article in 200 holds is added to coverage.toml. The time of the writing
transaction, in which others wait, is shown apart.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlite_utils import Database

from benchmarks.corpus import Newsroom
from coverage_db import retag
from coverage_db.database import open_database, transaction
from coverage_db.intake import take_in
from coverage_db.matching import Company, Watchlist
from coverage_db.records import Article, Record
from coverage_db.watching import write_snapshot

US = Company("us", "海州湾供电服务有限公司", "公司", aliases=("海州湾供电",))
NEW_NAME = "双桥抢修队"


def as_config(watchlist: Watchlist) -> Any:
    """As much of a Config as retag looks at."""
    return SimpleNamespace(watchlist=watchlist, general=SimpleNamespace(language="zh"))


def fill(db: Database, articles: int) -> float:
    """Take articles in; articles a second."""
    room = Newsroom(41)
    texts = [
        room.release(US.name if at % 20 == 0 else NEW_NAME if at % 200 == 7 else None, room.random.choice([300, 700]))
        for at in range(articles)
    ]
    start = time.perf_counter()
    for at, text in enumerate(texts):
        url = f"https://x.test/{at}"
        article = Article(url=url, title="消息", text=text, published=f"2022-04-{at % 28 + 1:02}")
        take_in(db, Record(link=url, outlet=None, fetched="2022-05-01T08:00:00+08:00", article=article))
    return articles / (time.perf_counter() - start)


def run(file: Path, watchlist: Watchlist, words_by_index: int) -> tuple[float, float, list[int], list[Any]]:
    """(seconds in all, seconds of the writing transaction, changed articles, all mentions) on a copy of the database."""
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)
    db = open_database(copy)
    retag.WORDS_BY_INDEX = words_by_index
    matched: list[float] = []
    real = retag._renewed

    def noted(*arguments: Any) -> Any:
        found = real(*arguments)
        matched.append(time.perf_counter())
        return found

    retag._renewed = noted
    start = time.perf_counter()
    changed = retag.retag(db, as_config(watchlist))
    end = time.perf_counter()
    retag._renewed = real
    mentions = db.execute("select article, owner, alias, start, verdict from mentions order by 1, 2, 4").fetchall()
    db.close()
    copy.unlink()
    return end - start, end - matched[0], changed, mentions


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    given = parser.parse_args()
    old = Watchlist(companies=(US,))
    new = Watchlist(companies=(replace(US, aliases=(*US.aliases, NEW_NAME)),))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.db"
        db = open_database(file)
        db.execute("pragma synchronous=off")
        with transaction(db):
            write_snapshot(db, old)
        speed = fill(db, given.articles)
        db.execute("pragma wal_checkpoint(truncate)")
        db.close()
        print(f"{given.articles} articles taken in, {speed:.0f} a second (not flushed to disk)")
        by_index = run(file, new, 70)
        by_scan = run(file, new, -1)
        for name, (seconds, writing, changed, _) in (("by the index", by_index), ("one pass over all", by_scan)):
            print(
                f"  {name:18} {seconds * 1000:8.0f} ms, of which writing {writing * 1000:.0f} ms; {len(changed)} articles changed"
            )
        print(f"  ratio {by_scan[0] / by_index[0]:.1f}; the same mentions: {by_index[3] == by_scan[3]}")


if __name__ == "__main__":
    main()
