"""The catalogue: every outlet complete, its rule true to its own examples and to nobody else's. Red by the outlet's name."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest
from sqlite_utils import Database

from coverage_db.outlets import owner_of, sync
from crawler.loader import ENTRY_KEYS, OutletError, by_hand, declared, outlet_row, read_spiders, spiders_folder

HERE = Path(__file__).parent
FILES = sorted(path for path in spiders_folder().glob("*.py") if not path.name.startswith("_"))
OUTLETS = {path.stem: path for path in FILES}
LINES_MOST = 16
"""Attributes only: an outlet that needs more says how, not where."""


def examples() -> list[tuple[str, str]]:
    with (HERE / "examples.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["outlet"], row["url"]) for row in csv.DictReader(file, delimiter="\t")]


EXAMPLES = examples()


@pytest.mark.parametrize("outlet", OUTLETS)
def test_an_outlet_says_where_and_nothing_else(outlet: str) -> None:
    tree = ast.parse(OUTLETS[outlet].read_text("utf-8"))
    (spider,) = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert all(isinstance(node, ast.Assign) for node in spider.body), "attributes only"
    assert len(spider.body) <= LINES_MOST
    attributes = read_spiders()[outlet]
    for key in ("owner", "groups", "note"):
        assert attributes.get(key), f"{OUTLETS[outlet].name}: add {key}"
    assert attributes.get("confirmed") or "核实" in attributes["note"] or by_hand(attributes), (
        "say whether it was ever confirmed"
    )


@pytest.mark.parametrize("outlet", [id_ for id_, one in read_spiders().items() if one.get("articles")])
def test_a_rule_takes_its_own_examples_and_no_other_outlets(outlet: str) -> None:
    rule = re.compile(read_spiders()[outlet]["articles"])
    own = [url for id_, url in EXAMPLES if id_ == outlet]
    assert own, f"add an example of {outlet} to examples.tsv"
    assert [url for url in own if not rule.search(url)] == []
    assert [(id_, url) for id_, url in EXAMPLES if id_ != outlet and rule.search(url)] == []


@pytest.mark.parametrize("outlet", [id_ for id_, one in read_spiders().items() if not by_hand(one)])
def test_an_outlet_that_is_read_has_a_rule_and_a_recorded_page(outlet: str) -> None:
    assert read_spiders()[outlet].get("articles"), "add articles: the URLs that are articles"
    for name in ("page.html", "page.json"):
        assert (HERE / outlet / name).is_file(), f"add tests/outlets/{outlet}/{name}: scrapy newoutlet makes it"


def test_every_recorded_page_belongs_to_an_outlet() -> None:
    assert {path.parent.name for path in HERE.glob("*/page.html")} <= set(OUTLETS)


def test_an_example_belongs_to_its_outlet_once_the_table_is_filled(db: Database) -> None:
    sync(db, [outlet_row(one, set()) for one in declared(None).values()])
    wrong = [(url, outlet, found) for outlet, url in EXAMPLES if (found := owner_of(db, url)) != outlet]
    assert wrong == []


def test_what_cannot_be_read_is_there_for_counting_and_asks_for_nothing() -> None:
    outlets = read_spiders()
    for id_ in ("wechat", "xuexi", "toutiao", "jiaohuidian", "xinhua", "cnenergy"):
        assert by_hand(outlets[id_])
        assert not any(outlets[id_].get(key) for key in ENTRY_KEYS)


def test_the_groups_of_the_contract_are_there() -> None:
    groups = {group for one in read_spiders().values() for group in one["groups"]}
    assert groups >= {"江苏", "连云港", "电力", "中央"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "class Town(Outlet):\n    name = 'town'\n    title = '某报'\n    channel = 'web'\n    level = '市级'\n",
            "add feeds",
        ),
        (
            "class Town(Outlet):\n    name = 'town'\n    title = '某报'\n    channel = 'web'\n    level = '地市级'\n    manual = True\n",
            "level is one of",
        ),
        ("class Town(Outlet):\n    name = 'town'\n    channel = 'web'\n    manual = True\n", "add title"),
        ("class Town(Outlet):\n    name = 'village'\n    title = '某报'\n", "file, class and name agree"),
        (
            "class Town(Outlet):\n    name = 'town'\n    feeds = ('http://t/')\n    title = '某报'\n    channel = 'web'\n",
            "feeds is a tuple",
        ),
    ],
)
def test_an_incomplete_outlet_is_refused_with_the_fix(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "town.py").write_text(text, "utf-8")
    with pytest.raises(OutletError, match=message) as refused:
        read_spiders(tmp_path)
    assert "town.py" in str(refused.value)


def test_a_site_left_to_the_hand_is_the_officers_outlet_once_there_is_one(db: Database) -> None:
    rows = [outlet_row(one, set()) for one in declared(None).values()]
    found = {
        "id": "jsjj",
        "name": "江苏经济网",
        "level": "省级",
        "channel": "web",
        "listings": ("http://www.jsjjw.cn/",),
        "declared": "file",
    }
    sync(db, [*rows, outlet_row(found, {"jsjj"})])
    assert owner_of(db, "http://www.jsjjw.cn/news/content/2022-04/08/content_1.htm") == "jsjj"
    assert owner_of(db, "https://mp.weixin.qq.com/s/1kFBskZki1rZdsHIClnh5g") == "wechat"
