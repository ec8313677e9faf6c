"""Retag measured: a name added, by the index and by one pass over all texts; the same mentions either way.

    python benchmarks/retag.py [--articles 100000] [--keep DIR]

Rows are written straight into the tables with all that retag reads: texts, index, mentions, sketches and links; one article in three
has a kicker. Then a name that one article in 200 holds is added to coverage.toml. Milliseconds of processor; the writing transaction,
in which others wait, is shown apart.
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
from coverage_db import facts, retag
from coverage_db.article_rows import insert_article
from coverage_db.database import open_database, transaction
from coverage_db.matching import Company, Watchlist, tag
from coverage_db.matching.links import compared
from coverage_db.records import Article
from coverage_db.story_links import add_links
from coverage_db.watching import hash_of, matcher, write_snapshot

US = Company("us", "海州湾供电服务有限公司", "公司", aliases=("海州湾供电",))
NEW_NAME = "双桥抢修队"
NOW = "2022-05-01T08:00:00+08:00"


def as_config(watchlist: Watchlist) -> Any:
    """As much of a Config as retag looks at."""
    return SimpleNamespace(watchlist=watchlist, general=SimpleNamespace(language="zh"))


def fill(db: Database, articles: int) -> None:
    """Articles as intake stores them, but each a story of its own and many in one transaction."""
    room = Newsroom(41)
    ready = matcher(db)
    for at in range(articles):
        if at % 1000 == 0:
            db.conn.commit()
            db.conn.execute("begin")
        name = US.name if at % 20 == 0 else NEW_NAME if at % 200 == 7 else None
        url, day = f"https://x.test/{at}", f"2022-04-{at % 28 + 1:02}"
        text = room.release(name, room.random.choice([300, 700]))
        kicker = room.sentence()[:20] if at % 3 == 0 else ""
        article = Article(url=url, title=f"消息{at}", kicker=kicker, text=text, published=day)
        letters = compared(article.title, text)
        id_ = insert_article(db, article, tag(article, ready), text_hash=hash_of(letters), fetched=NOW, sha256=None, by_hand=None, mirror_of=None)  # fmt: skip
        db.conn.execute("insert into stories values (?)", (id_,))
        db.conn.execute("update articles set story = id where id = ?", (id_,))
        add_links(db, id_, text, letters)
    db.conn.commit()
    with transaction(db):
        facts.refresh(db)


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
        matched.append(time.process_time())
        return found

    retag._renewed = noted
    start = time.process_time()
    changed = retag.retag(db, as_config(watchlist))
    end = time.process_time()
    retag._renewed = real
    mentions = db.execute("select article, owner, alias, start, verdict from mentions order by 1, 2, 4").fetchall()
    db.close()
    copy.unlink()
    return end - start, end - matched[0], changed, mentions


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    old = Watchlist(companies=(US,))
    new = Watchlist(companies=(replace(US, aliases=(*US.aliases, NEW_NAME)),))
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "coverage.db"
        fresh = not file.exists()
        db = open_database(file)
        if fresh:
            db.execute("pragma synchronous=off")
            with transaction(db):
                write_snapshot(db, old)
            fill(db, given.articles)
        print(f"{db['articles'].count} articles, one in 200 with the new name")
        db.execute("pragma wal_checkpoint(truncate)")
        db.close()
        by_index = run(file, new, 70)
        by_scan = run(file, new, -1)
        for name, (seconds, writing, changed, _) in (("by the index", by_index), ("one pass over all", by_scan)):
            print(
                f"  {name:18} {seconds * 1000:8.0f} ms, of which writing {writing * 1000:.0f} ms; {len(changed)} articles changed"
            )
        print(f"  ratio {by_scan[0] / by_index[0]:.1f}; the same mentions: {by_index[3] == by_scan[3]}")


if __name__ == "__main__":
    main()
