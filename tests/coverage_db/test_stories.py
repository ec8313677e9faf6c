"""Stories: the same text once, whoever reprints, cuts or quotes it, and in whatever order it is found."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from story_cases import US, article, by_key, open_office, store

from benchmarks.corpus import BOILERPLATE, Newsroom
from coverage_db.decisions import decide
from coverage_db.matching.measure import share
from coverage_db.records import Article
from coverage_db.stories import misplaced

Arranged = tuple[frozenset[frozenset[str]], dict[str, str], dict[str, frozenset[str]]]


def arranged(db: Database) -> Arranged:
    """(partition, {article: role}, {original: its story}) by the key in the URL, without any number."""
    rows = db.execute("select url, story, role, story_rank from articles").fetchall()
    stories: dict[int, set[str]] = defaultdict(set)
    for url, story, _, _ in rows:
        stories[story].add(url)
    return (
        frozenset(frozenset(story) for story in stories.values()),
        {url: f"{role} {rank}" for url, _, role, rank in rows},
        {url: frozenset(stories[story]) for url, story, role, _ in rows if role == "original"},
    )


def in_order(articles: Sequence[Article]) -> Arranged:
    with tempfile.TemporaryDirectory() as folder:
        db = open_office(Path(folder))
        store(db, articles)
        result = arranged(db)
        db.close()
    return result


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_office(tmp_path)
    yield db
    db.close()


@pytest.mark.parametrize(
    "change",
    [
        Newsroom.edited,
        Newsroom.moved,
        Newsroom.with_editors_line,
        lambda room, text: room.cut(text, 0.7),
        lambda room, text: room.edited(room.with_editors_line(room.cut(text, 0.8)), 0.02),
    ],
)
def test_a_changed_copy_is_a_reprint(db: Database, change: Callable[[Newsroom, str], str]) -> None:
    room = Newsroom(4)
    text = room.release(US)
    store(db, [article("a", text), article("b", change(room, text), published="2022-04-07")])
    assert by_key(db) == {"a": (1, "original"), "b": (1, "reprint")}


def test_a_cut_that_speaks_of_us_in_the_shared_passage_only_is_an_excerpt(db: Database) -> None:
    room = Newsroom(5)
    text = room.release(US, 1200)
    store(db, [article("a", text), article("b", room.cut(text, 0.3), published="2022-04-08", title="湾供公司抢修忙")])
    assert by_key(db) == {"a": (1, "original"), "b": (1, "excerpt")}


def test_a_garbled_copy_is_the_mirror_of_its_original_and_no_excerpt_of_an_excerpt(db: Database) -> None:
    room = Newsroom(5)
    text = room.release(US, 1200)
    cut = room.cut(text, 0.3)
    store(
        db,
        [
            article("m", room.garbled(text), published="2022-04-09"),
            article("b", cut, published="2022-04-08"),
            article("g", room.garbled(cut)),
            article("a", text),
        ],
    )
    assert by_key(db) == {"a": (1, "original"), "m": (1, "mirror"), "b": (1, "excerpt"), "g": (1, "mirror")}


def test_a_quoted_paragraph_in_an_article_that_speaks_of_us_elsewhere_makes_two_stories(db: Database) -> None:
    room = Newsroom(6)
    text = room.release(US)
    passage = text.split("\n")[0]
    store(db, [article("a", text), article("b", room.quoting(passage), published="2022-04-08"),
               article("c", room.quoting(passage, US), published="2022-04-08")])  # fmt: skip
    assert by_key(db) == {"a": (1, "original"), "b": (1, "excerpt"), "c": (by_key(db)["c"][0], "original")}
    assert by_key(db)["c"][0] != 1


def test_a_doubtful_later_article_waits_and_the_earlier_does_not(db: Database) -> None:
    room = Newsroom(7)
    shared = [room.sentence() for _ in range(24)]
    own = [[room.sentence() for _ in range(30)] for _ in range(2)]
    texts = []
    for mine in own:
        mixed = []
        for at in range(30):
            mixed.append(mine[at])
            if at < 24:
                mixed.append(shared[at])
        texts.append("".join([f"{US}。", *mixed]))
    for keys in ("ab", "ba"):
        with tempfile.TemporaryDirectory() as folder:
            office = open_office(Path(folder))
            one = {"a": article("a", texts[0]), "b": article("b", texts[1], published="2022-04-08")}
            store(office, [one[key] for key in keys])
            assert {url[-6]: why for url, why in office.execute("select url, why from articles")} == {
                "a": "",
                "b": "near_duplicate",
            }
            assert by_key(office)["a"][0] != by_key(office)["b"][0]
            assert dict(
                office.execute("select substr(url, -6, 1), f.why from facts f join articles on id = article")
            ) == {"a": "", "b": "near_duplicate"}
            office.close()


def test_a_template_that_many_texts_hold_links_none_of_them_the_first_neither(db: Database) -> None:
    room = Newsroom(8)
    articles = [
        article(f"{n:02}", room.release(None, 500) + "\n" + US + BOILERPLATE, published=f"2022-04-{n % 28 + 1:02}")
        for n in range(60)
    ]
    store(db, articles)
    assert {role for _, role in by_key(db).values()} == {"original"}
    assert len({story for story, _ in by_key(db).values()}) == 60
    assert db["story_links"].count == 0


def test_a_paragraph_of_a_hundred_letters_made_of_set_phrases_is_found(db: Database) -> None:
    room = Newsroom(10)
    phrases = [room.words(5, 5) for _ in range(12)]
    passages = ["，".join(room.random.sample(phrases, 10)) for _ in range(60)]
    for at, passage in enumerate(passages):
        store(db, [article(f"{at:02}", f"{room.release(None, 400)}\n近日，{US}{passage}。\n{room.release(None, 400)}")])
    assert {role for _, role in by_key(db).values()} == {"original"}, "set phrases alone make no passage"
    taken = [
        article(f"{at:02}q", room.quoting(f"近日，{US}{passages[at]}。"), published="2022-04-08") for at in range(60)
    ]
    store(db, taken)
    found = by_key(db)
    assert [key for key in found if key.endswith("q") and found[key] != (found[key[:2]][0], "excerpt")] == []


def test_a_short_item_with_five_words_changed_is_a_reprint(db: Database) -> None:
    room = Newsroom(11)
    for at in range(40):
        text = "".join(room.sentences(60))[:60]
        changed = "".join("换" if place % 12 == 5 else letter for place, letter in enumerate(text))
        store(db, [article(f"{at:02}", text), article(f"{at:02}r", changed, published="2022-04-07")])
    found = by_key(db)
    assert [key for key in found if key.endswith("r") and found[key] != (found[key[:2]][0], "reprint")] == []


def test_a_release_of_which_a_hundred_different_copies_go_round_stays_one_story(db: Database) -> None:
    room = Newsroom(12)
    text = room.release(US)
    store(db, [article("000", text)])
    store(db, [article(f"{n:03}", room.edited(text), published="2022-04-07") for n in range(1, 100)])
    store(db, [article(f"{n:03}", room.cut(text, 0.7), published="2022-04-08") for n in range(100, 101)])
    assert len({story for story, _ in by_key(db).values()}) == 1
    assert db["sketch_common"].count, "its hashes have become common on the way"


def test_two_that_share_only_what_has_become_common_are_no_near_duplicates_whenever_they_came(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coverage_db.sketches.COMMON_TEXTS", 3)
    room = Newsroom(14)
    shared = [room.sentence() for _ in range(12)]

    def mixed(own: int) -> str:
        between: list[list[str]] = [[] for _ in shared]
        for at in range(own):
            between[at % len(shared)].append(room.sentence())
        return "".join("".join(some) + sentence for some, sentence in zip(between, shared, strict=True))

    pair = [article(key, mixed(18), published="2022-04-08") for key in "ab"]
    others = [article(f"x{n}", mixed(32)) for n in range(9)]
    assert in_order([*pair, *others]) == in_order([*others, *pair])
    assert any_waits(pair)
    assert not any_waits([*pair, *others])


def any_waits(articles: Sequence[Article]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        db = open_office(Path(folder))
        store(db, articles)
        found = db.execute("select count(*) from articles where why <> ''").fetchone()[0]
        db.close()
    return bool(found)


def test_a_legal_note_in_hundreds_of_short_texts_does_not_make_each_be_measured_against_all(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Newsroom(13)
    pairs: list[int] = []
    monkeypatch.setattr("coverage_db.story_links.share", lambda *texts: pairs.append(1) or share(*texts))
    store(db, [article(f"{n:03}", room.release(None, 200) + "\n" + BOILERPLATE) for n in range(150)])
    assert len({story for story, _ in by_key(db).values()}) == 150
    assert len(pairs) < 150 * 30


def test_two_hundred_copies_each_with_an_editors_line_in_any_order_are_one_story(db: Database) -> None:
    room = Newsroom(9)
    text = room.release(US)
    copies = [
        article(f"{n:03}", room.with_editors_line(text), outlet=f"o{n % 6}", published=f"2022-04-{n % 28 + 1:02}")
        for n in range(200)
    ]
    Random(1).shuffle(copies)
    store(db, copies)
    stories = {story for story, _ in by_key(db).values()}
    assert len(stories) == 1
    assert [key for key, (_, role) in by_key(db).items() if role == "original"] == ["000"]


def a_newsroom_of(seed: int) -> list[Article]:
    """Releases, reprints, cuts, quotes, doubtful mixtures, a template, mirrors: everything that could depend on order."""
    room = Newsroom(seed)
    random = Random(seed)
    articles = []

    def add(key: str, text: str, **fields: Any) -> None:
        day = random.choice([None, *(f"2022-04-{day:02}" for day in range(1, 9)), "2022-04-04T10:00:00+08:00"])
        articles.append(article(key, text, outlet=random.choice(["o1", "o2", "o3", "o6"]), published=day, **fields))

    texts = [room.release(US if at % 2 else None, random.choice([90, 300, 700])) for at in range(3)]
    for at, text in enumerate(texts):
        add(f"{at}-a", text)
        add(f"{at}-same", text, source=random.choice(["媒体1报", "媒体3报", None]))
        add(f"{at}-edit", room.edited(text))
        add(f"{at}-line", room.with_editors_line(text))
        add(f"{at}-cut", room.cut(text, random.choice([0.3, 0.45, 0.5, 0.55])))
        add(f"{at}-quote", room.quoting(text.split("\n")[0], random.choice([None, US])))
        add(f"{at}-note", room.release(None, 300) + "\n" + US + BOILERPLATE)
        add(f"{at}-mirror", room.garbled(text))
        other = texts[(at + 1) % 3].split("\n")
        add(f"{at}-mix", "\n".join(line for pair in zip(text.split("\n"), other, strict=False) for line in pair))
    return articles


@pytest.mark.parametrize("common_texts", [30, 4])
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
def test_any_order_gives_the_same_stories_roles_and_originals(
    monkeypatch: pytest.MonkeyPatch, common_texts: int, seed: int, order: Random
) -> None:
    monkeypatch.setattr("coverage_db.sketches.COMMON_TEXTS", common_texts)
    articles = a_newsroom_of(seed)
    shuffled = list(articles)
    order.shuffle(shuffled)
    assert in_order(articles) == in_order(shuffled)


@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
def test_decisions_made_before_or_after_the_other_articles_came_give_the_same_stories(seed: int, order: Random) -> None:
    articles = a_newsroom_of(seed)
    keys = [one.url for one in articles if one.url]
    chosen = order.sample(keys, 6)
    words = [
        (chosen[0], "split"),
        (chosen[1], f"same-as {chosen[2]}"),
        (chosen[3], "set date=2022-03-01"),
        (chosen[4], "set role=original"),
        (chosen[5], "split"),
        (chosen[0], f"same-as {chosen[5]}"),
    ]
    first = [one for one in articles if one.url in chosen or order.random() < 0.3]
    rest = [one for one in articles if one not in first]
    results = []
    for before, after in ((articles, []), (first, rest)):
        with tempfile.TemporaryDirectory() as folder:
            db = open_office(Path(folder))
            store(db, before)
            numbers = dict(db.execute("select url, id from articles").fetchall())
            for url, word in words:
                decision = " ".join(str(numbers.get(part, part)) for part in word.split(" "))
                decide(db, by="张三", article=numbers[url], decision=decision)
            store(db, after)
            results.append(arranged(db))
            assert misplaced(db) == set()
            db.close()
    assert results[0] == results[1]
