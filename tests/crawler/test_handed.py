"""What the words of `add` come to, and the question which outlet a name stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from coverage_db.errors import UsageError
from coverage_db.intake import take_in
from coverage_db.outlet_names import OutletNames
from coverage_db.outlets import OutletRow, sync
from coverage_db.records import Article, Record
from crawler.handed import remember, sort_heap

OPTIONS = {"title": None, "picture": None, "url": None, "outlet": None, "day": None, "text": ""}


@pytest.fixture
def names(db: Database) -> OutletNames:
    sync(db, [OutletRow(id="bs", name="滨声", brand="滨声", owner="日报社", level="省级", channel="app")])
    return OutletNames(db)


def listing(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("标题,媒体,日期\n甲稿,滨声日报,2022-03-05\n乙稿,无名报,2022-03-06\n", "utf-8")
    return path


def test_an_unknown_name_is_asked_for_until_it_is_known_and_then_remembered(names: OutletNames, tmp_path: Path) -> None:
    with CliRunner().isolation(input="没有这家\n滨声\n\n"):
        heap = sort_heap([str(listing(tmp_path))], OPTIONS, names, "zh", ask=True)
    assert [item.outlet for item in heap.items] == ["bs", None]
    assert OutletNames(names.db).find("滨声日报") == "bs"
    again = sort_heap([str(listing(tmp_path))], OPTIONS, OutletNames(names.db), "zh", ask=False)
    assert [item.outlet for item in again.items] == ["bs", None]


def test_nothing_is_asked_where_nobody_can_answer(names: OutletNames, tmp_path: Path) -> None:
    heap = sort_heap([str(listing(tmp_path))], OPTIONS, names, "zh", ask=False)
    assert [item.outlet_name for item in heap.items] == ["滨声日报", "无名报"]


@pytest.mark.parametrize("word", ["www.a.example/1", "https://a.example/1", "HTTPS://a.example/1。"])
def test_a_typed_address_is_a_typed_link(names: OutletNames, word: str) -> None:
    (link,) = sort_heap([word], OPTIONS, names, "zh", ask=False).links
    assert link.typed
    assert link.url.lower().endswith("a.example/1")


def test_a_text_file_gives_its_links_whatever_its_charset(names: OutletNames, tmp_path: Path) -> None:
    path = tmp_path / "群聊.txt"
    path.write_bytes("今天的稿件：https://a.example/1，请转发".encode("gb18030"))
    (link,) = sort_heap([str(path)], OPTIONS, names, "zh", ask=False).links
    assert (link.url, link.typed) == ("https://a.example/1", False)


def test_a_picture_alone_is_told_how_to_be_given(names: OutletNames, tmp_path: Path) -> None:
    path = tmp_path / "报纸.jpg"
    path.write_bytes(b"\xff\xd8")
    with pytest.raises(UsageError, match="--title"):
        sort_heap([str(path)], OPTIONS, names, "zh", ask=False)
    with pytest.raises(UsageError, match="--title"):
        sort_heap([], OPTIONS | {"picture": path}, names, "zh", ask=False)
    with pytest.raises(UsageError, match="佐证"):
        sort_heap([], OPTIONS | {"title": "一条", "picture": listing(tmp_path)}, names, "zh", ask=False)


@pytest.mark.parametrize(("text", "words"), [("滨声", "NAME|名称"), ("=bs", "名称"), ("晚报=无此报", "不认识媒体")])
def test_a_wrong_mapping_is_one_line(names: OutletNames, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        remember(names, [text], "zh")


def test_a_sheet_that_we_exported_is_not_taken_in_again(names: OutletNames, tmp_path: Path) -> None:
    article = Article(url="http://a.example/1", outlet="bs", title="甲稿", text="一段。", published="2022-03-05")
    id_ = take_in(
        names.db, Record(link="http://a.example/1", outlet="bs", fetched="2022-03-06T08:00:00+08:00", article=article)
    ).article
    path = tmp_path / "明细.csv"
    path.write_text(f"标题,媒体,日期,刊发编号\n甲稿,滨声,2022-03-05,{id_}\n", "utf-8")
    with pytest.raises(UsageError, match="review"):
        sort_heap([str(path)], OPTIONS, names, "zh", ask=False)
    path.write_text(
        f"标题,媒体,日期,刊发编号\n甲稿,滨声,2022-03-05,{id_}\n乙稿,滨声,2022-03-06,\n丙稿,滨声,2022-03-07,{id_}\n",
        "utf-8",
    )
    assert [item.title for item in sort_heap([str(path)], OPTIONS, names, "zh", ask=False).items] == ["乙稿", "丙稿"]
