"""Fields of a form and back: only what differs is written; remarks, order, encoding and line ends stay."""

from __future__ import annotations

import codecs
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_db.config import fields
from coverage_db.config.fields import Entry, Fields

FILE = """\
# 海州湾的设置

[[company]]                            # 本单位
id = "us"
name = "海州湾供电服务有限公司"          # 全称
aliases = [
  "海州湾供电",   # 最常用
  "湾供公司",
]

# 主题在此
[[theme]]
id = "epidemic"
name = "疫情防控"
any = ["疫情", "封控"]

[[company]]
id = "gas"
name = "望潮燃气集团"
rival = true

# 口号
[[slogan]]
text = "党旗飘一线、战疫冲在前"

[[period]]
id = "outbreak"
name = "本轮疫情发生以来"
from = 2022-03-10

[policy]
preset = "stories"

# 结尾的话
"""


def changed(data: bytes, table: str, n: int, **values: str) -> bytes:
    """The file after one entry of its form was changed; `n` past the end: a new one."""
    now = fields.read(data)
    entries = {name: list(rows) for name, rows in now.entries.items()}
    values = {name.rstrip("_"): value for name, value in values.items()}
    if n < len(entries[table]):
        entries[table][n] = Entry(entries[table][n].key, {**entries[table][n].values, **values})
    else:
        entries[table].append(Entry("", values))
    return fields.write(data, Fields(entries, now.singles))


def lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """(gone, new)"""
    a, b = before.decode().split("\n"), after.decode().split("\n")
    return [line for line in a if line not in b], [line for line in b if line not in a]


def test_what_was_not_changed_is_the_same_byte_for_byte() -> None:
    data = FILE.encode()
    assert fields.write(data, fields.read(data)) == data


def test_one_value_changes_one_line_and_keeps_its_remark() -> None:
    data = FILE.encode()
    after = changed(data, "company", 0, name="海州湾供电有限公司")
    gone, new = lines(data, after)
    assert gone == ['name = "海州湾供电服务有限公司"          # 全称']
    assert new == ['name = "海州湾供电有限公司"          # 全称']


def test_a_word_more_in_a_long_list_leaves_the_others_and_their_remarks() -> None:
    after = changed(FILE.encode(), "company", 0, aliases="海州湾供电、湾供公司，海供").decode()
    assert '"海州湾供电",   # 最常用' in after
    assert tomllib.loads(after)["company"][0]["aliases"] == ["海州湾供电", "湾供公司", "海供"]


def test_a_new_key_stands_at_the_end_of_its_table_before_the_remarks_on_the_next() -> None:
    after = changed(FILE.encode(), "company", 0, short="公司").decode()
    assert ']\nshort = "公司"\n\n# 主题在此\n' in after


def test_a_new_entry_stands_behind_the_last_of_its_kind() -> None:
    after = changed(FILE.encode(), "theme", 9, name="复工复产", any="复工，复产").decode()
    assert (
        'any = ["疫情", "封控"]\n\n[[theme]]\nid = "theme1"\nname = "复工复产"\nany = ["复工", "复产"]\n\n[[company]]'
        in after
    )
    after = changed(FILE.encode(), "slogan", 9, text="人民电业为人民").decode()
    assert '战疫冲在前"\n\n[[slogan]]\ntext = "人民电业为人民"\n\n[[period]]' in after
    assert after.index("# 口号") < after.index("党旗飘一线")


def test_the_first_entry_of_a_kind_stands_at_the_end_of_the_file() -> None:
    after = changed(FILE.encode(), "person", 9, name="许清瑞", role="correspondent").decode()
    assert after.endswith('# 结尾的话\n\n[[person]]\nname = "许清瑞"\nrole = "correspondent"\n')


def test_a_blank_entry_is_removed_and_the_remarks_stay() -> None:
    after = changed(FILE.encode(), "theme", 0, name="", any=" ", all="", none="").decode()
    assert "[[theme]]" not in after
    assert "# 主题在此" in after
    assert len(tomllib.loads(after)["company"]) == 2


def test_a_text_with_commas_that_stood_there_stays_whole() -> None:
    data = FILE.replace('["疫情", "封控"]', '["党旗飘一线、战疫冲在前", "封控"]').encode()
    assert fields.write(data, fields.read(data)) == data
    after = changed(data, "theme", 0, any="党旗飘一线、战疫冲在前\n封控、抗疫")
    assert tomllib.loads(after.decode())["theme"][0]["any"] == ["党旗飘一线、战疫冲在前", "封控", "抗疫"]


def test_single_fields_are_set_added_and_taken_out() -> None:
    data = FILE.encode()
    after = fields.write(data, Fields({}, {"general.officer": "张三", "crawl.outlets": "连云港、jhd"}))
    found = tomllib.loads(after.decode())
    assert (found["general"]["officer"], found["crawl"]["outlets"]) == ("张三", ["连云港", "jhd"])
    assert after.startswith(data)
    again = fields.write(after, Fields({}, {"general.officer": "", "crawl.outlets": "连云港"}))
    assert tomllib.loads(again.decode())["general"] == {}


def test_days_are_written_as_days() -> None:
    after = changed(FILE.encode(), "period", 0, to="2022-04-20").decode()
    assert "from = 2022-03-10\nto = 2022-04-20\n" in after
    assert 'to = "昨天"' in changed(FILE.encode(), "period", 0, to="昨天").decode(), "the check says what is wanted"


def test_entries_that_the_form_does_not_know_stay() -> None:
    """Somebody added one in the file meanwhile; another one is gone."""
    form = fields.read(FILE.replace('id = "gas"', 'id = "water"').encode())
    after = tomllib.loads(fields.write(FILE.encode(), form).decode())
    assert [row["id"] for row in after["company"]] == ["us", "gas", "company1"]


def test_two_of_the_same_name_are_told_apart() -> None:
    data = (
        FILE + '\n[[person]]\nname = "甲"\ndepartment = "一所"\n\n[[person]]\nname = "甲"\ndepartment = "二所"\n'
    ).encode()
    after = tomllib.loads(changed(data, "person", 1, department="三所").decode())
    assert [row["department"] for row in after["person"]] == ["一所", "三所"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encoding_and_line_ends_stay(charset: str, newline: str) -> None:
    data = FILE.replace("\n", newline).encode(charset)
    after = changed(data, "theme", 9, name="复工复产", any="复工")
    text = after.decode(charset)
    assert data[:3] == after[:3] or charset in ("utf-8", "gb18030")
    assert "复工复产" in text
    assert text.count("\n") == text.count(newline)
    assert (charset == "utf-8-sig") is after.startswith(codecs.BOM_UTF8)


def test_a_file_without_a_last_newline() -> None:
    data = FILE.rstrip().removesuffix("# 结尾的话").rstrip().encode()
    after = changed(changed(data, "person", 9, name="许清瑞"), "person", 0, department="一所").decode()
    assert after.endswith('preset = "stories"\n\n[[person]]\nname = "许清瑞"\ndepartment = "一所"\n')


def test_what_looks_like_a_head_within_a_list_or_text_is_none() -> None:
    data = FILE.replace(
        "# 结尾的话", '[attention]\nany = [\n# [theme]\n"曝光",\n\n]\n[general]\nofficer = """\n[[theme]]\n\n"""\n'
    ).encode()
    assert fields.write(data, fields.read(data)) == data
    assert len(tomllib.loads(changed(data, "theme", 0, name="防疫").decode())["theme"]) == 1


WORD = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="、，,；;\n"), min_size=1, max_size=6)
ENTRY = st.builds(
    lambda name, words, none: {"name": name, "any": "、".join(words), "none": "、".join(none)},
    WORD, st.lists(WORD, max_size=3, unique=True), st.lists(WORD, max_size=2, unique=True),
)  # fmt: skip


@given(st.lists(ENTRY, max_size=4), ENTRY, WORD)
def test_what_is_written_is_what_is_read(new: list[dict[str, str]], first: dict[str, str], officer: str) -> None:
    data = FILE.encode()
    now = fields.read(data)
    themes = [Entry("epidemic", {**now.entries["theme"][0].values, **first}), *(Entry("", row) for row in new)]
    after = fields.write(data, Fields({**now.entries, "theme": themes}, {**now.singles, "general.officer": officer}))
    back = fields.read(after)
    assert [dict(entry.values) for entry in back.entries["theme"]] == [{"all": "", **entry.values} for entry in themes]
    assert back.singles["general.officer"] == officer
    assert [e.values for e in back.entries["company"]] == [e.values for e in now.entries["company"]]
    assert fields.write(after, back) == after
