"""coverage.toml changed by a program: what the officer wrote stays, byte for byte, whatever the editor left behind."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from coverage_db.config import read_config
from coverage_db.config.edit import with_keys, with_outlet

TEXT = """# 第一行说明

[[company]]
id = "us"           # 本单位
name = "海州湾供电服务有限公司"

[crawl]
outlets = [         # 先看两家
    "xhrb",         # 日报
    "连云港",
]

[general]
contact = "press@hzw.example.cn"
"""
KEYS = {
    "id": "town",
    "name": "某某“日报”",
    "level": "市级",
    "channel": "web",
    "feeds": ["https://town.example/rss.xml"],
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("bom", "charset"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (b"", "gb18030"), (codecs.BOM_UTF16_LE, "utf-16-le")],
)
def test_an_outlet_is_appended_and_chosen_and_nothing_else_changes(bom: bytes, charset: str, newline: str) -> None:
    before = TEXT.replace("\n", newline)
    data = with_outlet(bom + before.encode(charset), KEYS, "由程序添加")
    assert data.startswith(bom)
    after = data[len(bom) :].decode(charset)
    added = [line for line in after.split(newline) if line not in before.split(newline)]
    assert [line for line in before.split(newline) if line not in after.split(newline)] == []
    assert [line.strip() for line in added] == [
        '"town",' if '"town",' in after else '"town"',
        "# 由程序添加",
        "[[outlet]]",
        'id = "town"',
        'name = "某某“日报”"',
        'level = "市级"',
        'channel = "web"',
        'feeds = ["https://town.example/rss.xml"]',
    ]
    config = read_config(data, Path("coverage.toml"))
    assert config.crawl.outlets == ("xhrb", "连云港", "town")
    assert config.outlets[0].name == "某某“日报”"


def test_all_outlets_stay_all() -> None:
    text = TEXT.split("[crawl]")[0] + '[crawl]\noutlets = ["all"]\n'
    assert b'outlets = ["all"]' in with_outlet(text.encode(), KEYS, "x")


def test_without_a_choice_none_is_made() -> None:
    text = TEXT.split("[crawl]")[0]
    assert b"outlets" not in with_outlet(text.encode(), KEYS, "x")


def test_a_key_is_changed_in_its_place_between_other_tables() -> None:
    """Tables of one kind need not stand together; tomlkit alone would move them."""
    text = '[[outlet]]\nid = "a"   # 甲\nlevel = "市级" # 待核\n\n# 主题\n[[theme]]\nid = "t"\n\n[[outlet]]\nid = "b"\n# 完\n'
    data = with_keys(text.encode(), "outlet", "a", {"level": "省级"})
    assert data.decode() == text.replace("市级", "省级")
    data = with_keys(text.encode(), "outlet", "b", {"level": "省级"})
    assert data.decode() == text.replace('id = "b"\n', 'id = "b"\nlevel = "省级"\n')
    data = with_keys(text.encode(), "outlet", "c", {"level": "省级"})
    assert data.decode() == text + '\n[[outlet]]\nid = "c"\nlevel = "省级"\n'
