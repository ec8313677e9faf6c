"""Sketches: the index by which the stored texts are found that could belong with another. Within the caller's transaction.

`sketch` holds some hashes of every text and finds what could be the same story. `sketch_blocks` holds what stands beside the
mentions of companies and finds passages, which matter only where companies are named. What many different texts hold (a legal
note, a company's self-description, a set phrase) is common and finds nobody, the early ones neither.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter

from sqlite_utils import Database

from .matching.sketch import Sketch, could_be_one

COMMON_TEXTS = 30
"""What more different texts hold is common: it says nothing."""
PASSAGE_BLOCKS = 2
"""So many uncommon blocks in common are a passage."""

_TEXTS = "(select count(*) from (select distinct bucket from sketch_blocks where hash = value limit ?))"


def add(db: Database, article: int, drawn: Sketch) -> tuple[list[int], list[tuple[int, int]]]:
    """Put a text into the search: (the stored articles that could be the same story, those with most in common first; the
    linked pairs that could not be, now that more hashes are common)."""
    common = _common(db, drawn.hashes)
    _, many = could_be_one(drawn.shingles, 0)
    left_out = sorted(common)[: max(0, many - 2)]  # whoever has so many in common has others, too
    rows = db.conn.execute(
        "select hash, article from json_each(?) cross join sketch on hash = value",
        (_json(drawn.hashes.difference(left_out)),),
    ).fetchall()
    new = _become_common(db, drawn.bucket, [row for row in rows if row[0] not in common] if common else rows)
    hashes = sorted(drawn.hashes)
    db.conn.execute(
        "insert into sketches values (?, ?, ?, ?, x'')",
        (article, drawn.shingles, drawn.bucket, array("I", hashes).tobytes()),
    )
    db.conn.executemany("insert into sketch values (?, ?)", [(hash_, article) for hash_ in hashes])
    near = _near(db, drawn, rows, common | new, left_out)
    return near, _parted(db, new) if new else []


def _near(db: Database, drawn: Sketch, rows: list[tuple[int, int]], common: set[int], left_out: list[int]) -> list[int]:
    few, many = could_be_one(drawn.shingles, 0)
    uncommon = Counter([article for hash_, article in rows if hash_ not in common])
    in_all = Counter(map(itemgetter(1), rows)) if common else uncommon
    some = [article for article, n in in_all.items() if uncommon[article] >= few or n + len(left_out) >= many]
    if not some:
        return []
    if left_out:
        in_all.update(
            dict(
                db.conn.execute(
                    "select article, count(*) from json_each(?) h cross join json_each(?) a cross join sketch"
                    " on hash = h.value and article = a.value group by article",
                    (_json(left_out), _json(some)),
                ).fetchall()
            )
        )
    sizes = db.conn.execute(
        "select article, shingles from json_each(?) cross join sketches on article = value", (_json(some),)
    )
    near = []
    for article, size in sizes:
        few, many = could_be_one(drawn.shingles, size)
        if uncommon[article] >= few or in_all[article] >= many:
            near.append(article)
    return sorted(near, key=lambda article: (-in_all[article], article))


def _become_common(db: Database, bucket: int, rows: list[tuple[int, int]]) -> set[int]:
    """Those of the hashes, so far uncommon, that one more text makes common."""
    if len(rows) < COMMON_TEXTS:
        return set()
    counts = Counter(map(itemgetter(0), rows))
    holders: dict[int, set[int]] = defaultdict(set)
    for hash_, article in rows:
        if counts[hash_] >= COMMON_TEXTS:
            holders[hash_].add(article)
    if not holders:
        return set()
    buckets = dict(
        db.conn.execute(
            "select article, bucket from json_each(?) cross join sketches on article = value",
            (_json(set().union(*holders.values())),),
        ).fetchall()
    )
    new = {hash_ for hash_, some in holders.items() if len({bucket, *(buckets[one] for one in some)}) > COMMON_TEXTS}
    db.conn.executemany("insert into sketch_common values (?)", [(hash_,) for hash_ in sorted(new)])
    return new


def _parted(db: Database, hashes: set[int]) -> list[tuple[int, int]]:
    """The linked pairs that have too little in common now that these hashes are common."""
    pairs = db.conn.execute(
        "with holders as materialized"
        " (select distinct article held from json_each(?) cross join sketch on hash = value)"
        " select article, other from holders cross join story_links on article = held"
        " where kind = 'alike' and other in (select held from holders)",
        (_json(hashes),),
    ).fetchall()
    return [(one, two) for one, two in pairs if not are_alike(db, one, two)]


def are_alike(db: Database, one: int, two: int) -> bool:
    """Whether two articles with a sketch could be the same story."""
    rows = db.conn.execute("select shingles, hashes from sketches where article in (?, ?)", (one, two)).fetchall()
    few, many = could_be_one(*(size for size, _ in rows))
    shared = frozenset.intersection(*(_unpacked(hashes) for _, hashes in rows))
    return len(shared) >= many or (len(shared) >= few and len(shared - _common(db, shared)) >= few)


def _common(db: Database, hashes: Iterable[int]) -> set[int]:
    rows = db.conn.execute("select hash from json_each(?) cross join sketch_common on hash = value", (_json(hashes),))
    return {row[0] for row in rows}


def remove(db: Database, article: int) -> None:
    """Take a text out of both searches."""
    write_blocks(db, article, frozenset())
    (hashes,) = db.conn.execute("select hashes from sketches where article = ?", (article,)).fetchone()
    db.conn.executemany(
        "delete from sketch where hash = ? and article = ?", [(hash_, article) for hash_ in _unpacked(hashes)]
    )
    db.conn.execute("delete from sketches where article = ?", (article,))


def add_blocks(db: Database, article: int, blocks: frozenset[int]) -> tuple[set[int], list[int]]:
    """Put what stands beside an article's mentions into the search for passages: (the articles that share a passage with it,
    the blocks that have become common)."""
    texts = dict(
        db.conn.execute(f"select value, {_TEXTS} from json_each(?)", (COMMON_TEXTS + 1, _json(blocks))).fetchall()
    )
    write_blocks(db, article, blocks)
    new = common_blocks(db, [block for block, many in texts.items() if many == COMMON_TEXTS])
    uncommon = [block for block, many in texts.items() if many <= COMMON_TEXTS and block not in new]
    rows = db.conn.execute(
        "select article from json_each(?) cross join sketch_blocks on hash = value where article <> ?"
        " group by article having count(*) >= ?",
        (_json(uncommon), article, PASSAGE_BLOCKS),
    )
    return {row[0] for row in rows}, sorted(new)


def write_blocks(db: Database, article: int, blocks: frozenset[int]) -> None:
    """Put the blocks of an article in place of those that it had."""
    bucket, old = stored_blocks(db, article)
    rows = [[(block, bucket, article) for block in sorted(some)] for some in (old - blocks, blocks - old)]
    db.conn.executemany("delete from sketch_blocks where hash = ? and bucket = ? and article = ?", rows[0])
    db.conn.executemany("insert into sketch_blocks values (?, ?, ?)", rows[1])
    if old != blocks:
        packed = array("I", sorted(blocks)).tobytes()
        db.conn.execute("update sketches set blocks = ? where article = ?", (packed, article))


def stored_blocks(db: Database, article: int) -> tuple[int, frozenset[int]]:
    """(bucket, blocks) of an article that has a sketch."""
    bucket, stored = db.conn.execute("select bucket, blocks from sketches where article = ?", (article,)).fetchone()
    return bucket, _unpacked(stored)


def common_blocks(db: Database, blocks: Collection[int]) -> set[int]:
    """Those of the blocks that many different texts hold."""
    if not blocks:
        return set()
    rows = db.conn.execute(
        f"select value from json_each(?) where {_TEXTS} > ?", (_json(blocks), COMMON_TEXTS + 1, COMMON_TEXTS)
    )
    return {row[0] for row in rows}


class Holders:
    """Who holds which blocks once some articles have others than before, found without writing."""

    def __init__(self, db: Database, fresh: Mapping[int, frozenset[int]]) -> None:
        self.db = db
        self.fresh = fresh
        self._old = {article: stored_blocks(db, article) for article in fresh}
        self._new: dict[int, dict[int, int]] = defaultdict(dict)
        for article, blocks in fresh.items():
            for block in blocks:
                self._new[block][article] = self._old[article][0]
        self._known: dict[int, tuple[dict[int, int], dict[int, int]]] = {}

    def turned(self) -> set[int]:
        """The other articles with a block that is common now and was not, or was and is no more."""
        found: set[int] = set()
        for article, blocks in self.fresh.items():
            for block in blocks ^ self._old[article][1]:
                before, now = self._of(block)
                if _is_common(before) != _is_common(now):
                    found |= now.keys()
        return found - self.fresh.keys()

    def sharing(self, article: int) -> list[int]:
        """The articles that share a passage with this one."""
        blocks = self.fresh[article] if article in self.fresh else stored_blocks(self.db, article)[1]
        counts: Counter[int] = Counter()
        for block in blocks:
            now = self._of(block)[1]
            if not _is_common(now):
                counts.update(now.keys())
        return sorted(other for other, many in counts.items() if many >= PASSAGE_BLOCKS and other != article)

    def _of(self, block: int) -> tuple[dict[int, int], dict[int, int]]:
        """({article: its bucket} as stored, the same as it will be)."""
        if block not in self._known:
            rows = self.db.conn.execute("select article, bucket from sketch_blocks where hash = ?", (block,))
            before = dict(rows.fetchall())
            stay = {article: bucket for article, bucket in before.items() if article not in self.fresh}
            self._known[block] = before, stay | self._new.get(block, {})
        return self._known[block]


def _is_common(holders: Mapping[int, int]) -> bool:
    return len(holders) > COMMON_TEXTS and len(set(holders.values())) > COMMON_TEXTS


def _json(numbers: Iterable[int]) -> str:
    return str(list(numbers))


def _unpacked(stored: bytes) -> frozenset[int]:
    hashes = array("I")
    hashes.frombytes(stored)
    return frozenset(hashes)
