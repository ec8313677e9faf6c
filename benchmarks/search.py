"""Search measured: recall and precision at 1, 2, 3 and 8 characters in both scripts, speed, size; beside FTS5's unicode61 and
trigram, jieba words and LIKE.

    python benchmarks/search.py [--articles 20000]

Truth is `in` on the folded text. jieba is compared when it is installed.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlite_utils import Database

from benchmarks.corpus import Newsroom
from coverage_db.database import open_database
from coverage_db.search import escape_fts, index_article, search
from coverage_db.text import fold

LENGTHS = (1, 2, 3, 8)
QUERIES = 60
TO_TRADITIONAL = str.maketrans("湾电线员时说动队处气东业车门开关", "灣電線員時說動隊處氣東業車門開關")

Search = Callable[[str], set[int]]


def texts(articles: int) -> list[str]:
    """Texts; one in ten in Traditional characters, as far as the table goes."""
    room = Newsroom(31)
    found = []
    for at in range(articles):
        text = room.release("海州湾供电服务有限公司" if at % 50 == 0 else None, room.random.choice([300, 600, 900]))
        found.append(text.translate(TO_TRADITIONAL) if at % 10 == 3 else text)
    return found


def queries(folded: list[str]) -> dict[int, list[str]]:
    """{characters: queries}: runs of Han characters that stand in some text; half of them asked in Traditional."""
    chance = Random(32)
    found: dict[int, list[str]] = {length: [] for length in LENGTHS}
    for length in LENGTHS:
        while len(found[length]) < QUERIES:
            run = re.search(rf"[\u4e00-\u9fff]{{{length},}}", chance.choice(folded)[chance.randrange(200) :])
            if run:
                word = run[0][:length]
                found[length].append(word.translate(TO_TRADITIONAL) if chance.random() < 0.5 else word)
    return found


def ours(db: Database) -> Search:
    """All hits of an escaped query, as Datasette asks; what a page shows is timed apart."""
    sql = "select rowid from article_search where article_search match ?"
    return lambda words: {row[0] for row in db.execute(sql, [escape_fts(words)])}


def peer(
    connection: sqlite3.Connection, name: str, tokenize: str, made: Iterable[str], ask: Callable[[str], str]
) -> Search:
    """An FTS5 table of its own over `made` texts."""
    connection.execute(f"create virtual table {name} using fts5(text, content='', tokenize='{tokenize}')")
    connection.executemany(f"insert into {name}(rowid, text) values (?, ?)", enumerate(made, 1))
    connection.commit()

    def look(words: str) -> set[int]:
        query = ask(words)
        if not query:
            return set()
        return {row[0] for row in connection.execute(f"select rowid from {name} where {name} match ?", [query])}

    return look


def measure(name: str, look: Search, asked: dict[int, list[str]], folded: list[str]) -> None:
    """One line: recall by length, precision, p95."""
    cells = []
    wrong = hits = 0
    spent = []
    for length, words in asked.items():
        found_of = wanted_of = 0
        for word in words:
            key = fold(word).text
            wanted = {at for at, text in enumerate(folded, 1) if key in text}
            start = time.perf_counter()
            found = look(word)
            spent.append(time.perf_counter() - start)
            found_of += len(found & wanted)
            wanted_of += len(wanted)
            wrong += len(found - wanted)
            hits += len(found)
        cells.append(f"{length}: {found_of / max(1, wanted_of):.3f}")
    p95 = sorted(spent)[int(len(spent) * 0.95)] * 1000
    print(f"{name:34} recall {', '.join(cells)} | precision {1 - wrong / max(1, hits):.4f} | all hits p95 {p95:.1f} ms")


def size(connection: sqlite3.Connection, name: str) -> int:
    """Bytes of an FTS table's own tables."""
    rows = connection.execute("select sum(pgsize) from dbstat where name like ?", [f"{name}%"])
    return int(rows.fetchone()[0] or 0)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    given = parser.parse_args()
    made = texts(given.articles)
    folded = [fold(text).text for text in made]
    asked = queries(folded)
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "coverage.db")
        db.execute("pragma synchronous=off")
        with db.conn:
            for at, text in enumerate(made, 1):
                db.execute(
                    "insert into articles (id, title, kicker, subtitle, published, day, date_why, date_conflict, length, text_hash,"
                    " story, story_rank, role, notice, garbled, attention, why, first_seen)"
                    " values (?, '消息', '', '', ?, ?, '', 0, 0, '', 0, 1, '', 0, 0, '', '', '')",
                    [at, f"2022-{at % 12 + 1:02}-{at % 28 + 1:02}", f"2022-{at % 12 + 1:02}-{at % 28 + 1:02}"],
                )
                db.execute("insert into article_texts values (?, ?)", [at, text])
                index_article(db, at, "消息", text)
        in_bytes = sum(len(text.encode()) for text in made)
        print(
            f"{given.articles} articles, {in_bytes / 1e6:.1f} MB of text, {QUERIES} queries a length, half in Traditional"
        )
        measure("presstally (single characters)", ours(db), asked, folded)
        print(f"    index / text {size(db.conn, 'article_search') / in_bytes:.2f}")
        spent = []
        for word in [*asked[2], *asked[3], *asked[8]]:
            start = time.perf_counter()
            search(db, word, 20)
            spent.append(time.perf_counter() - start)
        print(f"    newest 20 with snippets, p95 {sorted(spent)[int(len(spent) * 0.95)] * 1000:.1f} ms")
        other = sqlite3.connect(Path(folder) / "peers.db")
        quoted = lambda words: '"' + words.replace('"', "") + '"'  # noqa: E731
        measure("FTS5 unicode61", peer(other, "plain", "unicode61", made, quoted), asked, folded)
        measure(
            "FTS5 trigram, folded",
            peer(other, "trigrams", "trigram", folded, lambda w: quoted(fold(w).text)),
            asked,
            folded,
        )
        print(f"    index / text {size(other, 'trigrams') / in_bytes:.2f}")
        try:
            import jieba
        except ImportError:
            print("jieba: not installed")
        else:
            jieba.setLogLevel(60)
            some = folded[: min(len(folded), 3000)]
            cut = lambda text: " ".join(jieba.cut(text))  # noqa: E731
            words = peer(other, "words", "unicode61", map(cut, some), lambda w: quoted(cut(fold(w).text)))
            measure(f"jieba words, folded ({len(some)} articles)", words, asked, some)
        like = "select article from article_texts where text like ?"
        few = {length: words[:10] for length, words in asked.items()}
        measure("LIKE (10 queries a length)", lambda w: {row[0] for row in db.execute(like, [f"%{w}%"])}, few, folded)
        other.close()
        db.close()


if __name__ == "__main__":
    main()
