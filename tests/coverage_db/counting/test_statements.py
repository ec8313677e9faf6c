"""Statements: what was frozen stays to the byte, whatever is crawled, matched, merged and decided afterwards."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from counting_facts import TOML, fact, office, store
from sqlite_utils import Database

from coverage_db import counting
from coverage_db.config import Config
from coverage_db.counting import statements
from coverage_db.counting.filters import Filters


def frozen(db: Database, config: Config, **given: Any) -> int:
    filters = Filters.make(config, db, **given)
    return statements.freeze(db, config, filters, counting.sentence(db, config, filters)["sentence"], by="张三")


def kept(db: Database) -> list[Any]:
    return [
        db.execute(f"select * from {table} order by 1, 2").fetchall() for table in ("statements", "statement_articles")
    ]


def test_a_statement_holds_the_count_and_all_candidates(ledger: Database, config: Config) -> None:
    number = frozen(ledger, config, period="outbreak")
    found = statements.show(ledger, config, number)
    assert found is not None
    assert (found["number"], found["by"]) == (1, "张三")
    assert found["counts"] == counting.count(ledger, config, Filters.make(config, ledger, period="outbreak"))
    assert len(found["articles"]) == found["counts"]["candidates"] == 11
    assert sum(row["state"] == "counted" for row in found["articles"]) == found["counts"]["counted"]
    listed = {
        row["id"]: row for row in counting.articles(ledger, config, Filters.make(config, ledger, period="outbreak"))
    }
    for row in found["articles"]:
        assert {key: row[key] for key in ("url", "title", "outlet", "story", "role", "state", "reason", "sha256")} == {
            key: listed[row["id"]][key]
            for key in ("url", "title", "outlet", "story", "role", "state", "reason", "sha256")
        }
    assert found["policy"]["text"]["zh"].startswith("按篇计")
    assert found["changed"] == {"appeared": [], "gone": [], "state": []}
    assert found["notes"] == []
    assert statements.listing(ledger) == [{"number": 1, "sentence": found["sentence"], "made": found["made"]}]


def test_what_has_changed_since_is_named_by_article(ledger: Database, config: Config) -> None:
    frozen(ledger, config, period="outbreak")
    before = kept(ledger)
    store(ledger, [fact(40, "jhd", "2022-04-10")])
    ledger.execute("update facts set word = 'paid' where article = 1")
    ledger.execute("delete from facts where article = 9")
    ledger.execute("update facts set story = 4, story_rank = 3, role = 'reprint' where article = 5")
    ledger.execute("update articles set title = 'changed', sha256 = 'x' where id = 4")
    ledger.execute("update outlets set level = '县级', brand = 'x' where id = 'jsjjw'")
    ledger.conn.commit()
    assert kept(ledger) == before
    found = statements.show(ledger, config, 1)
    assert found is not None
    assert found["changed"] == {"appeared": [40], "gone": [9], "state": [1, 2, 5]}
    assert found["counts"]["total"] == 3
    assert frozen(ledger, config, period="outbreak") == 2
    assert kept(ledger)[0][0] == before[0][0]


@pytest.mark.parametrize(
    "change",
    [
        "update statements set sentence = 'x'",
        "delete from statements",
        "insert or replace into statements select number, made, by, 'x', filters, policy, counts, gaps, versions, 0 from statements",
        "update statement_articles set state = 'counted'",
        "delete from statement_articles where article = 1",
        "insert or replace into statement_articles (statement, article, title, story, role, state) values (1, 1, 'x', 1, 'original', 'counted')",
        "insert into statement_articles (statement, article, title, story, role, state) values (1, 99, 'x', 1, 'original', 'counted')",
    ],
)
def test_no_program_can_change_one(ledger: Database, config: Config, change: str) -> None:
    frozen(ledger, config)
    before = kept(ledger)
    ledger.close()
    other = sqlite3.connect(config.database)
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        other.execute(change)
    other.rollback()
    other.close()
    again = Database(config.database)
    assert kept(again) == before
    again.close()


def test_a_policy_file_changed_after_freezing_is_said(ledger: Database, config: Config) -> None:
    path = config.folder / "mine.toml"
    path.write_text('preset = "stories"\nlevels = ["国家级", "省级"]\n', "utf-8")
    number = frozen(ledger, config, policies=["mine"])
    show = lambda: statements.show(ledger, config, number) or {}  # noqa: E731 - three times the same look
    assert show()["notes"] == []
    path.write_text('preset = "stories"\nlevels = ["国家级"]\n', "utf-8")
    assert show()["notes"] == ["统计口径“mine”在定稿之后改过；这份结论仍按定稿时的口径。"]
    assert show()["changed"] == {"appeared": [], "gone": [], "state": []}, "judged by the rule as it was"
    path.unlink()
    assert len(show()["notes"]) == 1


def test_watched_names_changed_after_freezing_are_said(ledger: Database, config: Config) -> None:
    frozen(ledger, config)
    ledger.execute("insert or replace into meta values ('watchlist', ?)", [json.dumps({"companies": []})])
    found = statements.show(ledger, config, 1)
    assert found is not None
    assert found["notes"] == ["监测的单位、人员、口号、地点或主题在定稿之后改过。"]


def test_a_period_that_moves_with_today_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ledger: Database
) -> None:
    config = office(tmp_path, TOML.replace("to = 2022-04-20\n", ""))
    monkeypatch.setenv("PRESSTALLY_NOW", "2022-04-06T08:00:00+08:00")
    frozen(ledger, config, period="outbreak")
    monkeypatch.setenv("PRESSTALLY_NOW", "2023-04-06T08:00:00+08:00")
    found = statements.show(ledger, config, 1)
    assert found is not None
    assert found["made"].startswith("2022-04-06T08:00:00")
    assert found["counts"]["period"] == {"from": "2022-03-10", "to": "2022-04-06"}
    assert found["changed"]["state"] == []


def test_there_is_no_such_statement(ledger: Database, config: Config) -> None:
    assert statements.show(ledger, config, 1) is None
    assert statements.listing(ledger) == []


def test_a_number_is_never_given_twice(ledger: Database, config: Config) -> None:
    assert [frozen(ledger, config) for _ in range(3)] == [1, 2, 3]
