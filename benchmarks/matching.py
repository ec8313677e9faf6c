"""Names measured: articles a second at 2,000 names beside pyahocorasick and re; fold beside bare str.translate; right and wrong by
class (namesake, contained name, notice, clue, damaged, garbled, passing).

    python benchmarks/matching.py [--articles 2000] [--names 2000]

Texts are generated with known truth (benchmarks/corpus.py). pyahocorasick is compared when it is installed; OpenCC gives the other
spellings of a text.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus import COMMON, Newsroom
from coverage_db.garble import count_han
from coverage_db.han import fold_table
from coverage_db.matching import Candidate, Company, Matcher, Person, Place, Slogan, Watchlist, tag
from coverage_db.records import Article, Byline
from coverage_db.text import fold

US = "海州湾供电服务有限公司"
WATCHLIST = Watchlist(
    companies=(
        Company("us", US, "公司", aliases=("海州湾供电", "湾供公司"), not_in=("国网海州湾供电公司", "新海州湾供电")),
    ),
    persons=(Person("杜建国"), Person("苗青", role="correspondent")),
    slogans=(Slogan("光明到家、服务到心"),),
    places=(Place("海湾大厦"),),
    notices=("停电公告", "招标公告"),
)
ROUNDS = 3


def per_second(work: Callable[[str], object], texts: list[str]) -> float:
    """Texts a second of CPU, the best of three rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - start)
    return len(texts) / best


def names(many: int) -> list[str]:
    """Names as companies have them: two to four words and what kind of company it is."""
    chance = Random(11)
    kinds = ("供电公司", "集团", "供电服务有限公司", "热力公司", "电力建设有限公司")
    return ["".join(chance.sample(COMMON[:800], chance.randint(2, 4))) + chance.choice(kinds) for _ in range(many)]


def speed(articles: int, many: int) -> None:
    """Ours, pyahocorasick, re and plain `in`, on the same folded texts."""
    room = Newsroom(12)
    watched = names(many)
    texts = [room.release(watched[at % many] if at % 5 == 0 else None, 800) for at in range(articles)]
    folded = [fold(text).text for text in texts]
    matcher = Matcher(Watchlist(companies=tuple(Company(f"c{at}", name) for at, name in enumerate(watched))))
    ours = per_second(matcher.find, folded)
    print(f"{articles} articles of 800 characters, {many} names")
    print(f"  presstally (ahocorasick_rs, overlapping)  {ours:9.0f} articles/s")
    expected = [sorted({name for name in watched if name in text}) for text in folded[:200]]
    assert [sorted(matcher.find(text)) for text in folded[:200]] == expected, "the same names as plain `in` finds"
    try:
        import ahocorasick
    except ImportError:
        print("  pyahocorasick: not installed")
    else:
        automaton = ahocorasick.Automaton()
        for name in watched:
            automaton.add_word(name, name)
        automaton.make_automaton()
        peer = per_second(lambda text: list(automaton.iter(text)), folded)
        print(f"  pyahocorasick                             {peer:9.0f} articles/s   ours is {ours / peer:.1f} x")
    pattern = re.compile("|".join(map(re.escape, sorted(watched, key=len, reverse=True))))
    peer = per_second(pattern.findall, folded[: articles // 10])
    print(f"  re, one pattern                           {peer:9.0f} articles/s   ours is {ours / peer:.1f} x")
    peer = per_second(lambda text: [name for name in watched if name in text], folded[: articles // 10])
    print(f"  name in text, one by one                  {peer:9.0f} articles/s   ours is {ours / peer:.1f} x")
    table = fold_table()
    bare = per_second(lambda text: text.translate(table), texts)
    folds = per_second(fold, texts)
    print(f"  fold {folds:.0f}/s, bare str.translate {bare:.0f}/s: {folds / bare:.2f} of it")
    room.random.seed(14)
    worst = [room.garbled(text) for text in texts[:200]]
    folds, bare = per_second(fold, worst), per_second(lambda text: text.translate(table), worst)
    print(f"  fold of garbled texts {folds:.0f}/s: {folds / bare:.2f} of it")
    whole = [Article(title="消息", text=text) for text in texts]
    start = time.process_time()
    for article in whole:
        tag(article, matcher)
    print(f"  everything that the rules say (tag)       {articles / (time.process_time() - start):9.0f} articles/s")


def spellings(articles: int) -> None:
    """Characters that fold otherwise in another spelling of the same text, a million: of generated articles and of our own
    Chinese words and pages. Needs OpenCC."""
    try:
        import opencc
    except ImportError:
        print("spellings: OpenCC is not installed")
        return
    room = Newsroom(15)
    root = Path(__file__).resolve().parents[1]
    files = [*root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("coverage_db/wording/*.tsv")]
    kinds = {
        "generated articles": [room.release(US, 800) for _ in range(articles)],
        "our own words": [line for file in files for line in file.read_text("utf-8").splitlines()],
    }
    for kind, texts in kinds.items():
        many = sum(map(count_han, texts))
        for spelling in ("s2t", "s2tw", "s2hk"):
            convert = opencc.OpenCC(spelling).convert
            unequal = sum(differences(fold(text).text, fold(convert(text)).text) for text in texts)
            print(
                f"  {kind}, {spelling}: {unequal} of {many} characters fold otherwise, {unequal / many * 1e6:.1f} a million"
            )


def differences(one: str, two: str) -> int:
    """Characters in which two texts of one length differ; all of them when the lengths differ."""
    return sum(a != b for a, b in zip(one, two, strict=True)) if len(one) == len(two) else len(one)


Case = tuple[str, Article, Callable[[Candidate | None, bool], bool]]


def cases(copies: int) -> list[Case]:
    """(class, article, whether an answer (our candidate row, notice) is right)."""
    room = Newsroom(13)
    found: list[Case] = []

    def add(kind: str, text: str, right: Callable[[Candidate | None, bool], bool], **fields: object) -> None:
        found.append((kind, Article(title=str(fields.pop("title", "一则消息")), text=text, **fields), right))  # type: ignore[arg-type]

    def body(sentence: str, characters: int = 500) -> str:
        sentences = room.sentences(characters)
        at = room.random.randrange(1, len(sentences))
        return "\n".join([*sentences[:at], sentence, *sentences[at:]])

    named = lambda row, _: row is not None and not row.not_us and not row.clues_only  # noqa: E731
    for _ in range(copies):
        who = room.random.choice([US, "海州湾供电", "湾供公司"])
        add("named", body(f"{who}到场。"), named)
        add("namesake", body("国网海州湾供电公司到场。"), lambda row, _: row is not None and row.not_us)
        add("contained name", body(f"新海州湾供电服务站和{who}到场。"), named)
        add("nobody", body("海州湾水电站到场。"), lambda row, _: row is None)
        add("namesake of a person", body("杜建国到场。"), lambda row, _: row is None)
        add("notice", body(f"{who}到场。"), lambda row, notice: notice, title="计划停电公告")
        add("clue: slogan", body("光明到家、服务到心。"), lambda row, _: row is not None and row.clues_only)
        add("clue: two kinds", body("杜建国走进海湾大厦。"), lambda row, _: row is not None and row.clues_only)
        add("clue: byline and place", body("走进海湾大厦。"), lambda row, _: row is not None and row.clues_only, bylines=(Byline("苗青", "correspondent"),))  # fmt: skip
        add("garbled", room.garbled(body("海州湾供電(diàn)服務(wù)有限公司到場(chǎng)。")), named)
        add("traditional", body("海州灣供電服務有限公司到場。"), named)
        add("damaged", body("湾供公?到场，海州湾供?服务有限公司到场。"), lambda row, _: row is not None and row.damaged)
        add("passing", body("湾供公司到场。", 1200), lambda row, _: row is not None and row.prominence == "passing")
    return found


OURS = {"named", "contained name", "garbled", "traditional", "passing", "notice"}
"""Classes of articles that name us without doubt."""


def right_and_wrong(copies: int) -> None:
    """Right answers by class; precision and recall of "names us" over all of them."""
    matcher = Matcher(WATCHLIST)
    counts: dict[str, list[bool]] = {}
    said = {True: 0, False: 0}
    for kind, article, right in cases(copies):
        tags = tag(article, matcher)
        row = next((row for row in tags.candidates if row.company == "us"), None)
        counts.setdefault(kind, []).append(right(row, tags.notice))
        if row is not None and not (row.not_us or row.clues_only or row.damaged):
            said[kind in OURS] += 1
    print(f"right answers, {copies} articles a class")
    for kind, answers in counts.items():
        print(f"  {kind:24} {sum(answers) / len(answers):.3f}")
    print(
        f"  names us: precision {said[True] / sum(said.values()):.3f}, recall {said[True] / (copies * len(OURS)):.3f}"
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--names", type=int, default=2000)
    given = parser.parse_args()
    speed(given.articles, given.names)
    spellings(given.articles)
    right_and_wrong(100)


if __name__ == "__main__":
    main()
