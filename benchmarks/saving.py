"""Benchmark: saving one article after another, one commit each (WAL, synchronous=FULL), beside a bare insert of the same texts.

    python benchmarks/saving.py [--articles 1000]

The whole way: fold, match, story, index, facts, link; then the same with the page as evidence (gzip, fsync). Articles per second of
wall time, for a commit waits for the disk, and per CPU second.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus import Newsroom
from benchmarks.crawling import page
from coverage_db.database import open_database, transaction
from coverage_db.intake import take_in
from coverage_db.matching import Company, Watchlist
from coverage_db.records import Article, Record
from coverage_db.watching import write_snapshot

NAME = "海州湾供电服务有限公司"
FETCHED = "2022-04-07T08:00:00+08:00"
CHARACTERS = 1_200


def records(count: int) -> list[Record]:
    """Articles of their own, every tenth about the company."""
    newsroom = Newsroom()
    found = []
    for number in range(count):
        url = f"http://a.test/{number}.html"
        text = newsroom.release(NAME if number % 10 == 0 else None, CHARACTERS)
        article = Article(url=url, title=newsroom.words(5, 7), text=text, published="2022-04-06", date_witness="url")
        found.append(Record(link=url, outlet=None, fetched=FETCHED, article=article, status=200))
    return found


def bare(folder: Path) -> Callable[[Record], object]:
    """Insert title and text into a table with an index on the URL."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for statement in ("pragma journal_mode=wal", "pragma synchronous=full"):
        connection.execute(statement)
    connection.execute("create table articles (id integer primary key, url text unique, title text, text text)")

    def insert(record: Record) -> None:
        article = record.article
        assert article is not None
        connection.execute(
            "insert into articles (url, title, text) values (?, ?, ?)", (article.url, article.title, article.text)
        )

    return insert


def whole(folder: Path) -> Callable[[Record], object]:
    """`take_in`, into a database of its own."""
    folder.mkdir()
    db = open_database(folder / "coverage.db")
    with transaction(db):
        write_snapshot(db, Watchlist(companies=(Company(id="us", name=NAME),)))
    return lambda record: take_in(db, record)


def measure(save: Callable[[Record], object], articles: list[Record]) -> tuple[float, float]:
    """(articles per second, per CPU second), the first tenth not counted."""
    warm = len(articles) // 10
    for record in articles[:warm]:
        save(record)
    wall, cpu = time.monotonic(), time.process_time()
    for record in articles[warm:]:
        save(record)
    count = len(articles) - warm
    return count / (time.monotonic() - wall), count / (time.process_time() - cpu)


def main() -> None:
    """Prints one row a way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000)
    articles = records(parser.parse_args().articles)
    proven = [replace(record, body=page(number)) for number, record in enumerate(articles)]
    print("way\tarticles/s\tof a bare insert\tarticles per CPU second\tof a bare insert")
    base = (0.0, 0.0)
    with tempfile.TemporaryDirectory() as name:
        for way, save, given in (
            ("bare insert", bare(Path(name)), articles),
            ("whole way", whole(Path(name, "whole")), articles),
            ("whole way with evidence", whole(Path(name, "proven")), proven),
        ):
            rates = measure(save, given)
            base = base if base[0] else rates
            print(
                f"{way}\t{rates[0]:.0f}\t{rates[0] / base[0]:.2f}\t{rates[1]:.0f}\t{rates[1] / base[1]:.3f}", flush=True
            )


if __name__ == "__main__":
    main()
