"""What Datasette shows: every table and column described in both languages, and a `_search` that reads Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen_office import CONFIG
from sqlite_utils import Database

from coverage_db.config import load_config
from coverage_db.counting import views
from coverage_db.screen.metadata import FACETS, SEARCHED, metadata
from coverage_db.wording import table

SHADOWS = ("article_search_",)


@pytest.fixture
def columns(db: Database, tmp_path: Path) -> dict[str, list[str]]:
    """{table or view: its columns}, as an officer's database has them."""
    (tmp_path / "coverage.toml").write_text(CONFIG, "utf-8")
    views.prepare(db, load_config(tmp_path / "coverage.toml"))
    found = {
        name: [c.name for c in db[name].columns]
        for name in (*db.table_names(), *db.view_names())
        if not name.startswith(SHADOWS)
    }
    db.close()
    return found


def test_every_table_and_column_is_described(columns: dict[str, list[str]]) -> None:
    described = {key for key in table() if key.startswith("schema.")}
    wanted = {f"schema.{name}" for name in columns} | {
        f"schema.{name}.{column}" for name, names in columns.items() for column in names
    }
    assert wanted - described == set(), "say what these are, in wording/tables.tsv"
    assert described - wanted == set(), "these are gone from the schema"


def test_metadata_names_only_what_is_there(columns: dict[str, list[str]]) -> None:
    tables = metadata("coverage")["databases"]["coverage"]["tables"]
    assert tables["articles"]["columns"]["day"] == "刊发日期（天）"
    for name, facets in FACETS.items():
        assert set(facets) <= set(columns[name])
    for name, key in SEARCHED.items():
        if name in columns:
            assert key in columns[name]
            assert tables[name]["fts_table"] == "article_search"
    for name in ("counted_articles",):
        assert name in columns


@pytest.mark.parametrize("words", ["盐城", "鹽城"])
async def test_datasettes_own_search_finds_chinese_in_either_script(served, words: str) -> None:
    found = (await served.get(f"/coverage/articles.json?_shape=array&_search={words}")).json()
    assert [row["title"] for row in found] == ["菜车北上，一路有电"]


@pytest.mark.parametrize("place", ["articles", "counted_articles"])
async def test_our_search_wins_in_whatever_order_plugins_were_loaded(served, place: str) -> None:
    """`escape_fts` is the last one registered. Datasette 0.65.5 loads installed plugins before its own, so pluggy calls ours
    last by itself, and `trylast` changes nothing. It does where a plugin comes later (--plugins-dir, another version).
    """
    from datasette.plugins import pm

    from coverage_db import screen

    name = pm.get_name(screen)
    pm.unregister(screen)
    pm.register(screen, name=name)  # now behind Datasette's own
    for words in ("盐城", "鹽城"):
        found = (await served.get(f"/coverage/{place}.json?_shape=array&_search={words}")).json()
        assert [row["title"] for row in found] == ["菜车北上，一路有电"]


async def test_datasettes_own_search_works_on_the_view(served) -> None:
    found = (await served.get("/coverage/counted_articles.json?_shape=array&_search=花果山")).json()
    assert [row["title"] for row in found] == ["春茶企业复工，“体检单”送到车间"]


@pytest.mark.parametrize("words", ['"', "AND", "*", "a OR", "NEAR(", "'; drop table articles", "。"])
async def test_an_odd_query_is_no_error(served, words: str) -> None:
    assert (
        await served.get("/coverage/articles.json", params={"_shape": "array", "_search": words})
    ).status_code == 200


async def test_datasettes_pages_lead_back_to_the_ledger(served) -> None:
    page = (await served.get("/coverage/articles")).text
    assert 'href="/-/counts' in page
    assert "刊发（条次）" in page
