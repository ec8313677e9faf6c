"""An office with one outlet a level, and articles for it: for the tests of stories and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matching_cases import WATCHLIST
from sqlite_utils import Database

from coverage_db.database import open_database, transaction
from coverage_db.intake import take_in
from coverage_db.outlets import OutletRow, sync
from coverage_db.records import LEVELS, Article, Record
from coverage_db.watching import write_snapshot

US = "海州湾供电服务有限公司"


def article(key: str, text: str, *, outlet: str | None = "o3", published: str | None = "2022-04-06", title: str = "一则消息", **fields: Any) -> Article:  # fmt: skip
    """An article of outlet o0 (国家级) … o6 (自有)."""
    return Article(
        url=f"https://{outlet}.test/{key}.html", outlet=outlet, title=title, text=text, published=published, **fields
    )


def open_office(folder: Path) -> Database:
    """A database with the watchlist and outlets; not flushed to disk, for speed."""
    db = open_database(folder / "coverage.db")
    db.execute("pragma synchronous=off")
    with transaction(db):
        write_snapshot(db, WATCHLIST)
    sync(
        db,
        [
            OutletRow(
                id=f"o{rank}",
                name=f"媒体{rank}报",
                brand=f"媒体{rank}报",
                owner="报业",
                level=level,
                own=level == "自有",
            )
            for rank, level in enumerate(LEVELS)
        ],
    )
    return db


def store(db: Database, articles: Sequence[Article]) -> None:
    """Take articles in, in this order."""
    for one in articles:
        assert one.url
        take_in(db, Record(link=one.url, outlet=one.outlet, fetched="2022-05-01T08:00:00+08:00", article=one))


def by_key(db: Database) -> dict[str, tuple[int, str]]:
    """{key: (story, role)}."""
    rows = db.execute("select url, story, role from articles").fetchall()
    return {url.split("/")[-1].removesuffix(".html"): (story, role) for url, story, role in rows}
