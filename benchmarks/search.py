"""Search measured: recall and precision at 1, 2, 3, 8 characters and with digits, in both scripts, in SQLite and in Datasette's own
`_search`; speed in SQLite and over HTTP; size; beside FTS5's unicode61 and trigram, jieba words and LIKE.

    python benchmarks/search.py [--articles 300000] [--peers 20000] [--keep DIR]

Truth is `in` on the folded text, where a number is a word. An article here keeps to a subject, for the size of an index hangs on how
often an article repeats itself: 27 real pages had 248 different characters in 600, these have 250. jieba and OpenCC are used when
they are installed (without OpenCC a few characters stand for all of Traditional).
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sqlite3
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlite_utils import Database

from benchmarks.corpus import LEXICON_WORDS, Newsroom, paragraphs
from benchmarks.pages import CONFIG, ask, processor_ms, served
from coverage_db import retag
from coverage_db.config import load_config
from coverage_db.counting import views
from coverage_db.database import open_database
from coverage_db.search import BY_DATE_HITS, escape_fts, index_article, newest, search
from coverage_db.text import fold

NAME = "海州湾供电服务有限公司"
SUBJECTS = 400
SUBJECT_SENTENCES = 60
SUBJECT_WORDS = 40
KINDS = {"1": "{1}", "2": "{2}", "3": "{3}", "8": "{8}"}
MIXED = re.compile(r"[\u4e00-\u9fff]{2}[0-9]+")
QUERIES = 60
DATASETTE_QUERIES = 15
HTTP_TIMES = 15

Search = Callable[[str], set[int]]


def traditional() -> Callable[[str], str]:
    """A converter from Simplified."""
    try:
        import opencc
    except ImportError:
        table = str.maketrans("湾电线员时说动队处气东业车门开关", "灣電線員時說動隊處氣東業車門開關")
        return lambda text: text.translate(table)
    converter = opencc.OpenCC("s2t")
    return lambda text: str(converter.convert(text))


class Subject(Newsroom):
    """A newsroom that writes of one thing: few words, often."""

    def words(self, low: int, high: int) -> str:
        return "".join(self.random.choice(self.lexicon) for _ in range(self.random.randint(low, high)))


def subjects(seed: int) -> list[list[str]]:
    """Sentences by subject."""
    room = Newsroom(seed)
    found = []
    for at in range(SUBJECTS):
        subject = Subject(seed + at + 1)
        subject.lexicon = [room.lexicon[int(LEXICON_WORDS * room.random.random() ** 2)] for _ in range(SUBJECT_WORDS)]
        found.append([subject.sentence() for _ in range(SUBJECT_SENTENCES)])
    return found


def texts(articles: int) -> Iterator[str]:
    """Texts of 300 to 900 characters; one in ten in Traditional characters, one in fifty names us."""
    simplified = subjects(31)
    convert = traditional()
    written = [[convert(sentence) for sentence in each] for each in simplified]
    chance = Random(33)
    for at in range(articles):
        sentences = (written if at % 10 == 3 else simplified)[chance.randrange(SUBJECTS)]
        length = chance.choice([300, 600, 900])
        picked = [f"近日，{NAME}"] if at % 50 == 0 else []
        while sum(map(len, picked)) < length:
            picked.append(chance.choice(sentences))
        yield paragraphs(picked, chance)


def queries(folded: list[str]) -> dict[str, list[str]]:
    """{kind: queries}: runs of Han characters that stand in some text, and with a number among them; half in Traditional."""
    chance = Random(32)
    convert = traditional()
    found: dict[str, list[str]] = {}
    for kind, pattern in [(kind, re.compile(rf"[\u4e00-\u9fff]{many}")) for kind, many in KINDS.items()] + [
        ("mixed", MIXED)
    ]:
        words: list[str] = []
        while len(words) < QUERIES:
            run = pattern.search(chance.choice(folded), chance.randrange(200))
            if run:
                words.append(convert(run[0]) if len(words) % 2 else run[0])
        found[kind] = words
    return found


def fill(folder: Path, articles: int) -> list[str]:
    """An office with rows written straight into the tables; the folded texts by place. An office that is kept is read."""
    (folder / "coverage.toml").write_text(CONFIG, "utf-8")
    kept = (folder / "coverage.db").exists()
    db = open_database(folder / "coverage.db")
    db.execute("pragma synchronous=off")
    folded = [fold(text).text for (text,) in db.execute("select text from article_texts order by article")]
    if not kept:
        folded = written(db, articles)
    config = load_config(folder / "coverage.toml")
    retag.prepare(db, config)
    views.prepare(db, config)
    db.execute("analyze")
    db.close()
    return folded


def written(db: Database, articles: int) -> list[str]:
    """Write the articles; the folded texts."""
    folded = []
    start = time.process_time()
    indexing = 0.0
    db.conn.execute("begin")
    for id_, text in enumerate(texts(articles), 1):
        day = f"2022-{id_ * 7 % 12 + 1:02}-{id_ * 11 % 28 + 1:02}"
        db.conn.execute(
            "insert into articles (id, title, kicker, subtitle, published, day, date_why, date_conflict, length, text_hash,"
            " story, story_rank, role, notice, garbled, attention, why, first_seen)"
            " values (?, '消息', '', '', ?, ?, '', 0, 0, '', 0, 1, '', 0, 0, '', '', '')",
            [id_, day, day],
        )
        db.conn.execute("insert into article_texts values (?, ?)", [id_, text])
        spelled = fold(text)
        folded.append(spelled.text)
        began = time.process_time()
        index_article(db, id_, "消息", spelled)
        indexing += time.process_time() - began
        if id_ % 1000 == 0:
            db.conn.commit()
            db.conn.execute("begin")
    db.conn.commit()
    print(f"written in {time.process_time() - start:.0f} s of processor, {indexing:.0f} of it the index")
    return folded


def wanted(asked: dict[str, list[str]], folded: list[str]) -> dict[str, set[int]]:
    """{query: ids of the articles that hold it}; a number is a word: 检查5 does not stand in 检查52."""
    found = {}
    for word in (word for words in asked.values() for word in words):
        key = fold(word).text
        whole = re.compile(re.escape(key) + (r"(?![0-9])" if key[-1].isdigit() else ""))
        found[word] = {at for at, text in enumerate(folded, 1) if key in text and whole.search(text)}
    return found


def ours(db: Database) -> Search:
    """All hits of an escaped query, as our pages ask."""
    sql = "select rowid from article_search where article_search match ?"
    return lambda words: {row[0] for row in db.execute(sql, [escape_fts(words)])}


def datasette(folder: Path, articles: int, language: str = "zh") -> Search:
    """All rows of Datasette's own table page with `_search`."""
    from datasette.app import Datasette

    from coverage_db.screen.metadata import metadata

    settings = {"sql_time_limit_ms": 60_000, "max_returned_rows": articles, "suggest_facets": False}
    server = Datasette([str(folder / "coverage.db")], metadata=metadata("coverage", language), settings=settings)
    loop = asyncio.new_event_loop()

    def look(words: str) -> set[int]:
        query = urllib.parse.urlencode({"_search": words})
        path = f"/coverage/articles.json?{query}&_shape=arrayfirst&_col=id&_size=max&_nofacet=1&_nocount=1"
        answer = loop.run_until_complete(server.client.get(path))
        assert answer.status_code == 200, answer.text[:300]
        return set(answer.json())

    return look


def measure(name: str, look: Search, asked: dict[str, list[str]], truth: dict[str, set[int]], most: int = 0) -> None:
    """One line: recall by kind of query, precision, p95. `most`: the peers hold the first so many articles only."""
    cells = []
    wrong = hits = 0
    spent = []
    for kind, words in asked.items():
        found_of = wanted_of = 0
        for word in words:
            right = {id_ for id_ in truth[word] if id_ <= most} if most else truth[word]
            start = time.process_time()
            found = look(word)
            spent.append(time.process_time() - start)
            found_of += len(found & right)
            wanted_of += len(right)
            wrong += len(found - right)
            hits += len(found)
        cells.append(f"{kind}: {found_of / max(1, wanted_of):.4f}")
    print(
        f"{name:32} recall {', '.join(cells)} | precision {1 - wrong / max(1, hits):.5f} | all hits p95 {p95(spent):.1f} ms",
        flush=True,
    )


def p95(seconds: list[float]) -> float:
    """In milliseconds."""
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000 if seconds else 0.0


def pages(db: Database, asked: dict[str, list[str]]) -> None:
    """The newest 20 by what SQLite does for them, and all that a page shows: total and snippets as well. In milliseconds of
    processor."""
    rows: dict[bool, list[float]] = {True: [], False: []}
    whole: dict[bool, list[float]] = {True: [], False: []}
    for word in [NAME, *(word for words in asked.values() for word in words)]:
        start = time.process_time()
        found = search(db, word, 20)
        whole[found.by_date].append(time.process_time() - start)
        start = time.process_time()
        newest(db, escape_fts(word), 20, 0, by_date=found.by_date)
        rows[found.by_date].append(time.process_time() - start)
    for by_date, name in ((False, f"order of arrival, over {BY_DATE_HITS} hits"), (True, "by date")):
        print(
            f"    newest 20, {name}: p95 {p95(rows[by_date]):.1f} ms in SQLite, {p95(whole[by_date]):.1f} ms with total and"
            f" snippets ({len(rows[by_date])} queries)"
        )


def over_http(folder: Path, words: Iterable[str]) -> None:
    """Our page and Datasette's own: wall time and the server's processor time, median."""
    with served(folder) as (address, process):
        ask(address + "/-/settings")
        for word in words:
            for name, path in (
                ("/-/search?q=", "/-/search?q="),
                ("_search on articles", "/coverage/articles?_search="),
            ):
                spent, used = [], []
                for _ in range(HTTP_TIMES):
                    before = processor_ms(process)
                    spent.append(ask(address + path + urllib.parse.quote(word)))
                    used.append(processor_ms(process) - before)
                middle = HTTP_TIMES // 2
                print(
                    f"    {word} over HTTP, {name}: {sorted(spent)[middle]:.0f} ms, processor {sorted(used)[middle]:.0f} ms"
                )


def peer(
    connection: sqlite3.Connection, name: str, tokenize: str, made: Iterable[str], ask_: Callable[[str], str]
) -> Search:
    """An FTS5 table of its own over `made` texts."""
    connection.execute(f"create virtual table {name} using fts5(text, content='', tokenize='{tokenize}')")
    connection.executemany(f"insert into {name}(rowid, text) values (?, ?)", enumerate(made, 1))
    connection.commit()

    def look(words: str) -> set[int]:
        query = ask_(words)
        if not query:
            return set()
        return {row[0] for row in connection.execute(f"select rowid from {name} where {name} match ?", [query])}

    return look


def size(connection: sqlite3.Connection, name: str) -> int:
    """Bytes of an FTS table's own tables."""
    rows = connection.execute("select sum(pgsize) from dbstat where name like ?", [f"{name}%"])
    return int(rows.fetchone()[0] or 0)


def peers(db: Database, folded: list[str], asked: dict[str, list[str]], truth: dict[str, set[int]]) -> None:
    """The others, over the first articles."""
    many = len(folded)
    print(f"peers, over the first {many} articles")
    made = [row[0] for row in db.execute("select text from article_texts order by article limit ?", [many])]
    in_bytes = sum(len(text.encode()) for text in made)
    other = sqlite3.connect(":memory:")
    quoted = lambda words: '"' + words.replace('"', "") + '"'  # noqa: E731
    measure("FTS5 unicode61", peer(other, "plain", "unicode61", made, quoted), asked, truth, many)
    trigrams = peer(other, "trigrams", "trigram", folded, lambda w: quoted(fold(w).text))
    measure("FTS5 trigram, folded", trigrams, asked, truth, many)
    print(f"    index / text {size(other, 'trigrams') / in_bytes:.2f}")
    try:
        import jieba
    except ImportError:
        print("jieba: not installed")
    else:
        jieba.setLogLevel(60)
        some = folded[:3000]
        cut = lambda text: " ".join(jieba.cut(text))  # noqa: E731
        words = peer(other, "words", "unicode61", map(cut, some), lambda w: quoted(cut(fold(w).text)))
        measure(f"jieba words, folded ({len(some)})", words, asked, truth, len(some))
    few = {kind: words[:10] for kind, words in asked.items()}
    like = "select article from article_texts where article <= ? and text like ?"
    measure("LIKE", lambda w: {row[0] for row in db.execute(like, [many, f"%{w}%"])}, few, truth, many)
    other.close()


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--peers", type=int, default=20_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        folded = fill(folder, given.articles)
        asked = queries(folded)
        truth = wanted(asked, folded)
        db = open_database(folder / "coverage.db")
        in_bytes = db.execute("select sum(length(cast(text as blob))) from article_texts").fetchone()[0]
        print(f"{len(folded)} articles, {in_bytes / 1e6:.0f} MB of text; {QUERIES} queries a kind, half in Traditional")
        measure("presstally (single characters)", ours(db), asked, truth)
        few = {kind: words[:DATASETTE_QUERIES] for kind, words in asked.items()}
        measure("Datasette's own _search", datasette(folder, len(folded)), few, truth)
        print(f"    index / text {size(db.conn, 'article_search') / in_bytes:.3f}")
        pages(db, asked)
        over_http(folder, (NAME, "供电"))
        peers(db, folded[: given.peers], asked, truth)
        db.close()


if __name__ == "__main__":
    main()
