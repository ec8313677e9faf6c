"""Stories measured: recall by class of copy, precision, articles a second, bytes an article; beside MinHash LSH and simhash.

    python benchmarks/stories.py [--articles 6000] [--copies 300] [--peers]
    python benchmarks/stories.py --articles 100000 --copies 300 --every 20000     speed as the database grows

Texts are generated with known truth (benchmarks/corpus.py). `--peers` needs datasketch, rensa and simhash in the environment. All
see the same folded letters in the same run, a hundred articles each in turn, so that a busy machine slows all of them; ours writes
to SQLite, the peers keep their index in memory. Speed is articles a second of the process's CPU time: for us the look-up, the
links, the story and its roles, all written, without the commit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus import BOILERPLATE, Newsroom
from coverage_db.article_rows import insert_article
from coverage_db.database import open_database, transaction
from coverage_db.matching import Company, Matcher, Watchlist, tag
from coverage_db.matching.links import compared
from coverage_db.records import Article
from coverage_db.stories import regroup
from coverage_db.story_links import add_links
from coverage_db.text import letters
from coverage_db.watching import hash_of

US = "海州湾供电服务有限公司"
JOINED = ("same", "edited 5 %", "tail cut", "moved", "garbled", "editor's line")
LINKED = ("excerpt 30 %", "paragraph 180", "paragraph 100")

Item = tuple[str, str, int | None]
"""(class, text, number of the release it comes from)."""


def items(articles: int, copies: int, seed: int = 3) -> Iterator[Item]:
    """Releases first; between them, as days go by, the copies of some."""
    room = Newsroom(seed)
    every = max(1, articles // copies)
    for number in range(articles):
        text = room.release(US if number % every == 0 else None, room.random.choice([500, 800, 1200]))
        if number % 10 == 1:
            text += "\n" + BOILERPLATE
        yield "unrelated", text, None
        if number % every:
            continue
        yield "same", text.replace("，", ","), number
        yield "edited 5 %", room.edited(text), number
        yield "tail cut", room.cut(text, 0.65), number
        yield "moved", room.moved(text), number
        yield "garbled", room.garbled(text), number
        yield "editor's line", room.with_editors_line(text), number
        yield "excerpt 30 %", room.cut(text, 0.3), number
        yield "paragraph 180", room.quoting(passage(text, 180), characters=1000), number
        yield "paragraph 100", room.quoting(passage(text, 100), characters=1000), number
        yield "own words on a shared paragraph", room.quoting(passage(text, 180), US, characters=1000), number
        yield "shared press template", room.release(US, 500) + "\n" + BOILERPLATE, None


def passage(text: str, many: int) -> str:
    """The beginning of a text, with so many letters."""
    return next(text[:end] for end in range(many, len(text)) if len(letters(text[:end])) == many)


def day(at: int) -> str:
    """Moments of publication in the order of the stream."""
    return (datetime(2020, 1, 1, tzinfo=timezone(timedelta(hours=8))) + timedelta(minutes=71 * at)).isoformat()


Found = list[set[int]]
"""What each article is linked with, by place in the stream."""
Run = Generator[list[float], None, tuple[Found, str]]
"""Takes a hundred articles at each step and yields the seconds of each; in the end what was found, and a remark."""
AT_ONCE = 100


def ours(stream: list[Item]) -> Run:
    """Presstally, into a file."""
    matcher = Matcher(Watchlist(companies=(Company("us", US),)))
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "coverage.db")
        db.conn.execute("pragma synchronous=off")
        for first in range(0, len(stream), AT_ONCE):
            spent = []
            for at, (_, text, _) in enumerate(stream[first : first + AT_ONCE], first):
                article = Article(url=f"https://x.test/{at}", title="消息", text=text, published=day(at))
                tags, letters = tag(article, matcher), compared(article.title, text)
                with transaction(db):
                    id_ = insert_article(db, article, tags, text_hash=hash_of(letters), fetched="2022-05-01T00:00:00+08:00", sha256=None, by_hand=None, mirror_of=None)  # fmt: skip
                    start = time.process_time()
                    touched = add_links(db, id_, text, letters)
                    regroup(db, touched | {id_})
                    spent.append(time.process_time() - start)
            yield spent
        story = dict(db.execute("select id, story from articles").fetchall())
        pages = db.execute("select sum(pgsize) from dbstat where name like 'sketch%'").fetchone()[0]
        db.close()
    members = defaultdict(set)
    for id_, number in story.items():
        members[number].add(id_ - 1)
    return [members[story[at + 1]] - {at} for at in range(len(stream))], f"{pages / len(stream):.0f} bytes an article"


def letters_of(stream: list[Item]) -> list[str]:
    """The same folded letters for everybody."""
    return [compared("消息", text) for _, text, _ in stream]


def by_datasketch(stream: list[Item]) -> Run:
    """MinHash, 128 permutations, LSH at J >= .5."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)

    def look(at: int, letters: str) -> list[int]:
        drawn = MinHash(num_perm=128)
        drawn.update_batch([letters[i : i + 5].encode() for i in range(len(letters) - 4)])
        hits = index.query(drawn)
        index.insert(at, drawn)
        return list(hits)

    return _peer(stream, look)


def by_rensa(stream: list[Item]) -> Run:
    """rensa's R-MinHash, 128 permutations, 32 bands (J about .25)."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.25, num_perm=128, num_bands=64)

    def look(at: int, letters: str) -> list[int]:
        drawn = RMinHash(num_perm=128, seed=7)
        drawn.update([letters[i : i + 5] for i in range(len(letters) - 4)])
        hits = index.query(drawn)
        index.insert(at, drawn)
        return list(hits)

    return _peer(stream, look)


def by_simhash(stream: list[Item]) -> Run:
    """simhash of 64 bits over the same shingles, distance <= 3."""
    from simhash import Simhash, SimhashIndex

    index = SimhashIndex([], k=3)

    def look(at: int, letters: str) -> list[int]:
        drawn = Simhash([letters[i : i + 5] for i in range(len(letters) - 4)])
        hits = index.get_near_dups(drawn)
        index.add(str(at), drawn)
        return [int(hit) for hit in hits]

    return _peer(stream, look)


def _peer(stream: list[Item], look: Callable[[int, str], list[int]]) -> Run:
    found: Found = []
    all_letters = letters_of(stream)
    for first in range(0, len(stream), AT_ONCE):
        spent = []
        for at, own in enumerate(all_letters[first : first + AT_ONCE], first):
            start = time.process_time()
            hits = look(at, own)
            spent.append(time.process_time() - start)
            found.append(set(hits) - {at})
        yield spent
    return found, "in memory"


def truth(stream: list[Item]) -> tuple[list[int | None], dict[int, set[int]]]:
    """(for each item the place of its release, or None; for each release everything that holds text of it)."""
    places = {}
    number = -1
    family: dict[int, set[int]] = defaultdict(set)
    source: list[int | None] = []
    for at, (kind, _, of) in enumerate(stream):
        if kind == "unrelated":
            number += 1
            places[number] = at
        source.append(None if of is None else places[of])
        if of is not None:
            family[places[of]] |= {at, places[of]}
    return source, family


def measured(stream: list[Item], runs: list[Run]) -> list[tuple[Found, str, list[float]]]:
    """(found, remark, seconds of each article) of every run, all in turn over the same stream."""
    spent: list[list[float]] = [[] for _ in runs]
    results: list[tuple[Found, str] | None] = [None] * len(runs)
    while not all(results):
        for at, run in enumerate(runs):
            try:
                spent[at] += next(run)
            except StopIteration as end:
                results[at] = end.value
    return [(*result, seconds) for result, seconds in zip(results, spent, strict=True) if result]


def report(name: str, stream: list[Item], found: Found, remark: str, spent: list[float], every: int) -> None:
    """Recall by class, precision and speed."""
    source, family = truth(stream)
    good: dict[str, list[bool]] = defaultdict(list)
    right = wrong = 0
    for at, (kind, _, _) in enumerate(stream):
        of = source[at]
        mine = family.get(of if of is not None else at, set())
        if kind in JOINED + LINKED and of is not None:
            good[kind].append(of in found[at] or any(other in family[of] for other in found[at]))
        right += len(found[at] & mine)
        wrong += len(found[at] - mine)
    cells = " ".join(f"{kind}={sum(good[kind]) / len(good[kind]):.3f}" for kind in JOINED + LINKED)
    print(f"{name:12} {cells} | precision={right / max(1, right + wrong):.4f}", end=" ")
    print(f"| {len(spent) / sum(spent):.0f} articles/s | {remark}")
    for first in range(0, len(spent) - every + 1, every):
        some = spent[first : first + every]
        print(f"{'':12} {first + every:7} stored: {every / sum(some):.0f} articles/s")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=6000, help="releases; the copies come besides")
    parser.add_argument("--copies", type=int, default=300, help="of each class")
    parser.add_argument("--every", type=int, default=0, help="show the speed after so many articles each")
    parser.add_argument("--peers", action="store_true")
    given = parser.parse_args()
    stream = list(items(given.articles, given.copies))
    print(f"{len(stream)} articles, {given.copies} of each class of copy")
    runs: list[tuple[str, Callable[[list[Item]], Run]]] = [("presstally", ours)]
    if given.peers:
        runs += [("datasketch", by_datasketch), ("rensa", by_rensa), ("simhash", by_simhash)]
    results = measured(stream, [run(stream) for _, run in runs])
    for (name, _), result in zip(runs, results, strict=True):
        report(name, stream, *result, given.every or len(stream))


if __name__ == "__main__":
    main()
