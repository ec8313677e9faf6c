"""Folding: one spelling for matching and search, nothing lost, and always a way back to the original."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coverage_db.han import fold_table
from coverage_db.text import fold, letters

PIECES = st.sampled_from(
    ["供", "電", "电", "業", "日", "召", "重", "著", " ", "\u3000", "\n", "\u200b", "\u0304", "\u030c", "(", "（", ")", "）", "?", "？", "�",
     "diàn", "(diàn)", "(yè )", "(zhong)", "(diàn)(diàn)", "qǐng)?bào)", "?qǐng)", "gòu)V", "?,F(xiàn)", "a", "Ａ", "V", "é", "ﬁ", "①", "5G",
     "kV", "(kV)", "(二)", "，", "。", "𫫇", "\ufe0f", "ɑ", "ā", "İ", "ß", "\r"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))
UNDAMAGED = TEXTS.filter(lambda text: "?" not in text and "？" not in text and "�" not in text)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("海州灣供電(diàn)公司組織(zhī)搶修隊(duì)", "海州湾供电公司组织抢修队"),
        ("會(huì )議開(kāi)幕", "会议开幕"),
        ("國(guó)慶（qìng）節(jié)(jié)", "国庆节"),
        ("有(yǒu)序(xù)復(fù)工(gōng)", "有序复工"),
        ("產(cha\u030cn)品", "产品"),
        ("每日?qǐng)?bào)告", "每日报告"),
        ("号召?gòu)V大黨員(yuán)", "号召广大党员"),
        ("结束?,F(xiàn)將", "结束。现将"),
        ("隨著發展", "随着发展"),
        ("裡面、裏面、里面", "里面、里面、里面"),
        ("ＡＢ供\u200b电 公　司", "ab供电公司"),
        ("汉(hàn) 字", "汉字"),
    ],
)
def test_what_a_page_shows_folds_to_what_was_meant(seen: str, meant: str) -> None:
    assert fold(seen).text == fold(meant).text


@pytest.mark.parametrize(
    "kept",
    [
        "(许清瑞)",
        "变压器(kv)",
        "型号(a)",
        "其(二)",
        "重庆(chongqing)",
        "何塞(josé)",
        "真的吗?!他问。",
        "文(wen)章",
        "甲\n乙",
    ],
)
def test_what_is_honest_stays(kept: str) -> None:
    assert fold(kept).text == kept


def test_brackets_without_a_tone_go_only_where_the_text_is_garbled() -> None:
    clean = "文(wen)章(zhang)中(zhong)有变压器(kv)"
    assert fold(clean).text == clean
    assert fold(clean * 7).text == "文章中有变压器(kv)" * 7
    garbled = "企業(yè)復(fù)產(chǎn)動(dòng)員(yuán)"
    assert fold(garbled + clean).text == "企业复产动员文章中有变压器(kv)"
    assert fold("重(zhong)(zhong)建(jian)(jian)", toneless=True).text == "重建"


def test_the_original_characters_are_found_again() -> None:
    page = "昨日,海州灣供電(diàn)公 司搶修"
    folded = fold(page)
    start = folded.text.index("海州湾供电公司")
    assert page[slice(*folded.source_span(start, start + 7))] == "海州灣供電(diàn)公 司"
    assert page[slice(*folded.source_span(start, start + 5))] == "海州灣供電"


def test_a_repaired_character_comes_from_the_whole_damage() -> None:
    folded = fold("每日?qǐng)?bào)告")
    assert folded.source_span(2, 3) == (2, 13)
    assert folded.original[slice(*folded.source_span(0, 4))] == folded.original
    assert folded.repairs == 1


@given(TEXTS)
@settings(max_examples=400, deadline=None)
@example("重(zhong)" * 19 + "重(zhòng)(zhong)")
@example("日?qǐng)?bào)?qǐng)?bào)")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(TEXTS, st.data())
@settings(max_examples=400, deadline=None)
def test_every_span_maps_back_inside_the_original(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    left, right = folded.source_span(start, end)
    assert 0 <= left <= right <= len(text)
    assert (left == right) <= (start == end)


@given(UNDAMAGED, st.data())
@settings(max_examples=400, deadline=None)
def test_the_text_of_a_span_folds_to_the_span(text: str, data: st.DataObject) -> None:
    folded = fold(text, toneless=False)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    assert fold(text[slice(*folded.source_span(start, end))], toneless=False).text == folded.text[start:end]


@given(st.text(alphabet=st.characters(categories=["Lo", "Lu", "Ll", "Nd", "Po"]), max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_letter_and_no_paragraph_is_lost(text: str) -> None:
    assert len(fold(text).text) == len(text)


def test_the_table_is_closed() -> None:
    table = fold_table()
    assert all(table[target] == target for target in table if target is not None)


@pytest.mark.parametrize("spelling", ["電力公司著手復工，瞭解顯著餘額，於週末發佈", "电力公司着手复工，了解显着余额，于周末发布", "電力公司着手復工，了解顯著餘額，於周末發布"])  # fmt: skip
def test_spellings_of_one_text_fold_alike(spelling: str) -> None:
    assert fold(spelling).text == fold("电力公司着手复工，了解显著余额，于周末发布").text


def test_letters_are_what_remains_without_marks() -> None:
    assert letters(fold("战“疫”，5G！ _ 供电").text) == "战疫5g供电"


@pytest.mark.parametrize("text", ["(" * 5_000_000, "汉(" * 2_000_000, "汉(hàn" * 1_000_000, "汉?,汉" * 1_000_000, "日?qǐng)" * 700_000,
                                  " " * 5_000_000, "汉 " * 2_000_000, "汉(hàn)" * 700_000, "\u0304" * 5_000_000, "a\u0304" * 2_000_000, "召?gòu)V" * 700_000])  # fmt: skip
def test_five_megabytes_of_anything_take_bounded_time(text: str) -> None:
    text = text.encode()[:5_000_000].decode("utf-8", "ignore")
    started = time.process_time()
    fold(text)
    assert time.process_time() - started < 10, "5 s on a machine that does nothing else"


def test_the_sample_folds_to_its_proof_read_restoration(shared: Path) -> None:
    garbled = fold((shared / "domain" / "sample_garbled.txt").read_text("utf-8"))
    restored = fold((shared / "domain" / "sample_restored.txt").read_text("utf-8"))
    assert garbled.text == restored.text
    assert garbled.garbled
    assert garbled.annotations == 218
    for name in ("交汇点", "江苏经济网", "党旗飘一线、战疫冲在前", "夏诗红", "王长春", "许清瑞", "广电大楼"):
        assert fold(name).text in garbled.text
