"""The briefing: filled by our template and by an office's own, empty, hostile, broken."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from reports_samples import LINES, LONG, report

from coverage_db.errors import PresstallyError
from coverage_db.reports import docx

DOC = Path(__file__).resolve().parents[3] / "docs" / "briefing.md"


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def template(folder: Path, *texts: str) -> Path:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(folder / "本单位通报.docx"))
    return folder / "本单位通报.docx"


def test_our_template_says_everything() -> None:
    text = words(docx.write(report()))
    for said in (
        "海州湾供电服务有限公司宣传报道情况通报", "（本轮疫情发生以来，2022年3月10日至2022年4月20日）", "公司共在新华日报、交汇点等4家媒体",
        "不计：转载（稿件已计）3、镜像页（非授权复制）1。", "省级", "新东供电所", "1．《党旗飘一线 战疫冲在前》，新华日报（省级·报纸·03 要闻），2022年3月11日，通讯员许清瑞、王海波，另有2家转载。",
        LONG, "江苏经济网2022年3月28日至2022年4月1日（连续访问失败）", "共1条：正文未出现单位名称，只有关联线索（1条）。均未计入。", "2022年4月21日", "海州新闻（电视）以人工补录为准",
    ):  # fmt: skip
        assert said in text
    assert "{" not in text


def test_an_empty_period_says_so() -> None:
    text = words(
        docx.write(
            report(lines=(), by_level=(), by_department=(), gaps=(), waiting=(), pending=0, excluded=(), by_hand=())
        )
    )
    assert text.count("统计期内没有计入的刊发。") == 2
    assert "（一）监测缺口。无。" in text
    assert "（二）待认定。无。" in text


def test_whole_texts_when_asked_for() -> None:
    text = words(docx.write(report(lines=(replace(LINES[0], text="第一段。\n<第二段>。"),))))
    assert "1．党旗飘一线 战疫冲在前\n第一段。\n<第二段>。" in text


def test_english() -> None:
    text = words(docx.write(report(language="en")))
    assert "4. Main stories" in text
    assert "10 March 2022" in text


def test_markup_from_outside_stays_text() -> None:
    data = docx.write(report())
    assert "4．《<b>保电</b> & 复产“两不误”》" in words(data)
    assert "{{ 单位 }}" not in words(docx.write(report(company="{{ 单位 }}<w:p/>"))).replace("{{ 单位 }}<w:p/>", "")


def test_an_office_fills_its_own_file(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        "红头文件",
        "{{ 单位 }}：{{ 总数 }}{{ 计量 }}",
        "{%p for 稿 in 稿件 %}",
        "{{ 稿.媒体 }}",
        "{%p endfor %}",
    )
    assert words(docx.write(report(), path)).split("\n") == [
        "红头文件", "海州湾供电服务有限公司：4篇", "新华日报", "交汇点", "海州日报", "海州新闻（电视）",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 单位名称 }}和{{ 篇数 }}", "不认识的字段：单位名称、篇数。可用的字段：单位、"),
        ("{% for 稿 in 稿件 %}{{ 稿.题目 }}{% endfor %}", "不认识的分项：题目"),
        ("{{ 单位 ", "写法有误"),
        ("{% for 稿 in 稿件 %}", "写法有误"),
    ],
)
def test_a_broken_template_names_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PresstallyError, match=re.escape(said)) as caught:
        docx.write(report(), template(tmp_path, text))
    assert "本单位通报.docx" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_word_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "通报.docx").write_text("旧的 .doc", encoding="utf-8")
    with pytest.raises(PresstallyError, match=r"不是 Word 文件（.docx）"):
        docx.write(report(), tmp_path / "通报.docx")
    with zipfile.ZipFile(tmp_path / "通报.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(PresstallyError, match=r"不是 Word 文件（.docx）"):
        docx.write(report(), tmp_path / "通报.docx")


@pytest.mark.parametrize("field", list(docx.fields(report())))
def test_every_field_is_documented(field: str) -> None:
    assert f"\n| {field} | " in DOC.read_text("utf-8")


def test_every_part_is_documented() -> None:
    text = DOC.read_text("utf-8")
    for field, value in docx.fields(report()).items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and field != "稿件":
            row = next(line for line in text.splitlines() if line.startswith(f"| {field} "))
            assert row.rsplit("|", 2)[1].strip() == "、".join(value[0])
