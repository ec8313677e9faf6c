"""Retag: a changed watchlist reaches every stored text, only then, and gives what intake would have given."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from matching_cases import RIVAL, US, WATCHLIST
from sqlite_utils import Database
from story_cases import article, open_office, store

from benchmarks.corpus import Newsroom
from coverage_db import facts
from coverage_db.database import get_meta, set_meta, transaction
from coverage_db.decisions import decide
from coverage_db.errors import DatabaseError, PresstallyError
from coverage_db.matching import Person, Place, Slogan, Theme, Watchlist
from coverage_db.records import Byline
from coverage_db.retag import is_stale, prepare, retag
from coverage_db.watching import write_snapshot


@dataclass
class Settings:
    """As much of a Config as retag looks at."""

    watchlist: Watchlist
    database: Path = Path("coverage.db")

    @property
    def general(self) -> Any:
        return type("General", (), {"language": "zh"})


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = open_office(tmp_path)
    yield db
    db.close()


def tables(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that matching wrote, without the numbers of rows."""
    wanted = {
        "mentions": 'article, kind, owner, alias, field, place, start, "end", snippet, verdict',
        "candidates": "*",
        "article_themes": "*",
        "story_links": "*",
        "sketch_blocks": "*",
        "facts": ", ".join(column.name for column in db["facts"].columns if column.name != "story"),
        "fact_themes": "*",
        "fact_bylines": "*",
        "articles": "id, story_rank, role, notice, attention, why",
    }
    return {
        name: sorted(db.execute(f"select {columns} from {name}").fetchall(), key=repr)
        for name, columns in wanted.items()
    }


SENTENCES = (
    "海州湾供电服务有限公司开会。 湾供公司抢修忙。 湾供抢修队出发。 国网海州湾供电公司来人。 东海热力集团供暖。 光明到家、服务到心。 走进海湾大厦。 "
    "杜建国发言。 抗疫一线。 非洲猪瘟防控。 寒潮来袭，保障用电。 低温持续。 事故现场。 老周家的灯亮了。 惠民工程开工。"
).split(" ")

NEW = [
    replace(WATCHLIST, companies=(RIVAL, replace(US, aliases=(*US.aliases, "湾供抢修队")))),
    replace(WATCHLIST, companies=(RIVAL, replace(US, aliases=("湾供公司",), not_in=()))),
    replace(WATCHLIST, companies=(replace(US, near=("抢修",)), RIVAL)),
    replace(WATCHLIST, companies=(replace(RIVAL, rival=False), replace(US, rival=True))),
    replace(WATCHLIST, companies=(US,), persons=(), places=()),
    replace(WATCHLIST, persons=(Person("杜建国", near=("抢修",)), Person("老周", aliases=("周师傅",)), Person("苗青", role="correspondent", department="新西所"))),
    replace(WATCHLIST, slogans=(Slogan("惠民工程"),), places=(Place("老周家"),), notices=("消息",), attention=("猪瘟",)),
    replace(WATCHLIST, themes=(Theme("epidemic", "防疫", any=("抗疫",)), Theme("winter", "迎峰度冬", all=("寒潮",)))),
]  # fmt: skip


def fill(db: Database) -> None:
    chance = random.Random(5)
    room = Newsroom(5)
    for at in range(60):
        parts = chance.sample(SENTENCES, chance.randint(1, 5)) + room.sentences(chance.choice([0, 60, 900]))
        chance.shuffle(parts)
        bylines = chance.choice([(), (Byline("苗青", "correspondent"),), (Byline("周师傅", "author"),)])
        text = "\n".join(parts)
        store(
            db,
            [
                article(
                    f"{at}",
                    text,
                    kicker=chance.choice(["", "湾供抢修队"]),
                    title=chance.choice(SENTENCES),
                    bylines=bylines,
                )
            ],
        )
        if at % 10 == 0:
            store(db, [article(f"{at}q", room.quoting(text), outlet="o1", published="2022-04-08")])


@pytest.mark.parametrize("common_texts", [30, 3])
@pytest.mark.parametrize("watchlist", NEW)
def test_retag_gives_what_intake_would_have_given_and_writes_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watchlist: Watchlist, common_texts: int
) -> None:
    monkeypatch.setattr("coverage_db.sketches.COMMON_TEXTS", common_texts)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    old, fresh = open_office(tmp_path / "a"), open_office(tmp_path / "b")
    with transaction(fresh):
        write_snapshot(fresh, watchlist)
    fill(old)
    fill(fresh)
    before = tables(old)
    assert is_stale(old, Settings(watchlist))  # type: ignore[arg-type]
    changed = retag(old, Settings(watchlist))  # type: ignore[arg-type]
    assert not is_stale(old, Settings(watchlist))  # type: ignore[arg-type]
    assert tables(old) == tables(fresh)
    assert changed
    touched = {row[0] for row in set(tables(old)["mentions"]) ^ set(before["mentions"])}
    assert touched <= set(changed)
    assert retag(old, Settings(watchlist)) == []  # type: ignore[arg-type]
    for db in (old, fresh):
        db.close()


def test_words_beside_a_new_name_make_a_passage_common_for_those_who_had_it_and_no_more_when_it_goes(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coverage_db.sketches.COMMON_TEXTS", 3)
    room = Newsroom(6)
    passage = "".join(room.sentences(200))
    store(db, [article("a", f"{US.name}{passage}\n{room.release(None, 900)}")])
    store(db, [article("b", room.quoting(US.name + passage), published="2022-04-08")])
    store(db, [article(f"x{at}", room.quoting("湾供抢修队" + passage)) for at in range(4)])
    roles = "select role from articles where id in (1, 2) order by id"
    assert db.execute(roles).fetchall() == [("original",), ("excerpt",)]
    retag(db, Settings(NEW[0]))  # type: ignore[arg-type]
    assert db.execute(roles).fetchall() == [("original",), ("original",)], "six texts hold it beside a name of ours"
    retag(db, Settings(WATCHLIST))  # type: ignore[arg-type]
    assert db.execute(roles).fetchall() == [("original",), ("excerpt",)]


def test_decisions_survive(db: Database) -> None:
    fill(db)
    decide(db, by="张三", article=1, decision="exclude paid")
    decide(db, by="张三", article=2, decision="set title=湾供抢修队来了 theme=winter")
    retag(db, Settings(NEW[0]))  # type: ignore[arg-type]
    assert db["decisions"].count == 2
    assert db.execute("select distinct word from facts where article = 1").fetchall() == [("paid",)]
    assert db.execute("select prominence from facts where article = 2 and company = 'us'").fetchall() == [("title",)]
    before = tables(db)
    facts.refresh(db)
    assert tables(db) == before


def test_until_retag_a_changed_watchlist_has_no_effect(db: Database) -> None:
    fill(db)
    prepare(db, Settings(NEW[0]))  # type: ignore[arg-type]
    assert is_stale(db, Settings(NEW[0]))  # type: ignore[arg-type]
    store(db, [article("late", "湾供抢修队到了。")])
    assert db.execute(
        "select count(*) from facts f join articles a on a.id = f.article where a.url like '%late%'"
    ).fetchone() == (0,)


def test_an_empty_database_takes_the_watchlist_over_silently(db: Database) -> None:
    prepare(db, Settings(NEW[0]))  # type: ignore[arg-type]
    assert not is_stale(db, Settings(NEW[0]))  # type: ignore[arg-type]
    assert ("湾供抢修队",) in db.execute("select text from names").fetchall()


def test_the_slower_of_two_retags_writes_nothing(db: Database) -> None:
    fill(db)
    before = tables(db)

    def somebody_else(done: int, total: int) -> None:
        if done == total and get_meta(db, "watchlist") == WATCHLIST.to_json():
            with transaction(db):
                set_meta(db, "watchlist", NEW[1].to_json())

    with pytest.raises(PresstallyError, match="再运行一次"):
        retag(db, Settings(NEW[0]), somebody_else)  # type: ignore[arg-type]
    assert tables(db) == before


def test_a_fold_of_another_version_is_made_anew_before_anything_is_served(db: Database) -> None:
    fill(db)
    before = tables(db)
    with transaction(db):
        set_meta(db, "fold_version", "0")
        db.execute("delete from mentions")
        db.execute("delete from sketch")
        db.execute("update articles set text_hash = 'old'")
    prepare(db, Settings(WATCHLIST))  # type: ignore[arg-type]
    assert tables(db) == before
    assert db.execute("select count(*) from sketch").fetchone()[0] > 0
    with transaction(db):
        set_meta(db, "fold_version", "99")
    with pytest.raises(DatabaseError, match="更新版本"):
        prepare(db, Settings(WATCHLIST))  # type: ignore[arg-type]


def test_a_name_with_a_lost_character_is_found_in_damaged_articles_only_and_waits(db: Database) -> None:
    store(
        db,
        [
            article("a", "昨日海州湾供?服务有限公司抢修线路。"),
            article("b", "昨日海州湾水电服务有限公司抢修线路。"),
            article("c", "这是?电话。海州湾供电服?有限公司。"),
        ],
    )
    assert db.execute("select article, why, prominence from facts order by article").fetchall() == [
        (1, "damaged_name", "lead"),
        (3, "", "lead"),
    ], "the third is still found by its short name"
    assert db.execute("select snippet, verdict from mentions where article = 1").fetchone() == (
        "昨日海州湾供?服务有限公司抢修线路。",
        "damaged",
    )
