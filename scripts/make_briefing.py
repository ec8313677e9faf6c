"""Makes the default Word templates coverage_db/reports/briefing_*.docx: A4 with the margins and fonts of an office's 通报.

Run it after a change and commit what it writes: python scripts/make_briefing.py
"""

from __future__ import annotations

import re
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).resolve().parents[1] / "coverage_db" / "reports"
TITLE, HEADING, BODY, LATIN = "方正小标宋简体", "黑体", "仿宋_GB2312", "Times New Roman"
FALLBACKS = {"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "黑体": "SimHei"}
"""What a program takes that lacks the font."""
LINE_POINTS = 28

TEXTS = {
    "zh": {
        "title": "{{ 单位 }}宣传报道情况通报",
        "period": "（{{ 统计期 }}，{{ 起 }}至{{ 止 }}）",
        "one": "一、总体情况",
        "overall": "{{ 结论 }}",
        "below": "统计口径：{{ 口径说明 }}{% if 范围 %}范围：{{ 范围 }}。{% endif %}计入{{ 总数 }}{{ 计量 }}（{{ 条次 }}条次，{{ 家数 }}家）。"
        "{% if 不计 %}不计：{% for 项 in 不计 %}{{ 项.名称 }}{{ 项.数 }}{% if not loop.last %}、{% endif %}{% endfor %}。{% endif %}",
        "two": "二、分级别情况",
        "level": "级别",
        "number": "{{ 计量 }}",
        "three": "三、分部门情况",
        "department": "部门",
        "no_department": "统计期内没有署名的部门。",
        "nothing": "统计期内没有计入的刊发。",
        "four": "四、重点稿件",
        "story": "{{ 稿.序号 }}．《{{ 稿.标题 }}》，{{ 稿.媒体 }}（{{ 稿.级别 }}·{{ 稿.载体 }}{% if 稿.版面 %}·{{ 稿.版面 }}{% endif %}），{{ 稿.日期 }}"
        "{% if 稿.通讯员 %}，通讯员{{ 稿.通讯员 }}{% endif %}{% if 稿.转载 %}，另有{{ 稿.转载 }}家转载{% endif %}。",
        "five": "五、存在问题",
        "gaps": "（一）监测缺口。{% if 监测缺口 %}{% for 缺 in 监测缺口 %}{{ 缺.媒体 }}{{ 缺.自 }}至{{ 缺.至 }}（{{ 缺.原因 }}）{% if not loop.last %}；{% endif %}{% endfor %}。"
        "以上时段可能有漏，待补录。{% else %}无。{% endif %}{% if 人工补录 %}{{ 人工补录 }}以人工补录为准。{% endif %}",
        "pending": "（二）待认定。{% if 待认定 %}共{{ 待认定 }}条：{% for 项 in 待认定事项 %}{{ 项.名称 }}（{{ 项.数 }}条）{% if not loop.last %}；{% endif %}{% endfor %}。"
        "均未计入。{% else %}无。{% endif %}",
        "signed": "{{ 单位 }}",
        "date": "{{ 日期 }}",
    },
    "en": {
        "title": "Press coverage of {{ 单位 }}",
        "period": "{{ 统计期 }} ({{ 起 }} to {{ 止 }})",
        "one": "1. Overview",
        "overall": "{{ 结论 }}",
        "below": "Policy: {{ 口径说明 }} {% if 范围 %}Scope: {{ 范围 }}. {% endif %}Counted: {{ 总数 }} {{ 计量 }} ({{ 条次 }} appearances, {{ 家数 }} outlets). "
        "{% if 不计 %}Not counted: {% for 项 in 不计 %}{{ 项.名称 }} {{ 项.数 }}{% if not loop.last %}, {% endif %}{% endfor %}.{% endif %}",
        "two": "2. By level",
        "level": "Level",
        "number": "{{ 计量 }}",
        "three": "3. By department",
        "department": "Department",
        "no_department": "No department was named in this period.",
        "nothing": "Nothing was counted in this period.",
        "four": "4. Main stories",
        "story": "{{ 稿.序号 }}. {{ 稿.标题 }} – {{ 稿.媒体 }} ({{ 稿.级别 }}, {{ 稿.载体 }}{% if 稿.版面 %}, {{ 稿.版面 }}{% endif %}), {{ 稿.日期 }}"
        "{% if 稿.通讯员 %}; by {{ 稿.通讯员 }}{% endif %}{% if 稿.转载 %}; reprinted by {{ 稿.转载 }}{% endif %}.",
        "five": "5. What is open",
        "gaps": "Gaps: {% if 监测缺口 %}{% for 缺 in 监测缺口 %}{{ 缺.媒体 }}, {{ 缺.自 }} to {{ 缺.至 }} ({{ 缺.原因 }}){% if not loop.last %}; {% endif %}{% endfor %}. "
        "Something may be missing on these days.{% else %}none.{% endif %}{% if 人工补录 %} Entered by hand: {{ 人工补录 }}.{% endif %}",
        "pending": "Pending: {% if 待认定 %}{{ 待认定 }} in all: {% for 项 in 待认定事项 %}{{ 项.名称 }} {{ 项.数 }}{% if not loop.last %}; {% endif %}{% endfor %}. "
        "None of them is counted.{% else %}none.{% endif %}",
        "signed": "{{ 单位 }}",
        "date": "{{ 日期 }}",
    },
}


def main() -> None:
    """Write both templates."""
    for language, texts in TEXTS.items():
        make(texts).save(str(FOLDER / f"briefing_{language}.docx"))


def make(texts: dict[str, str]) -> DocumentType:
    """One template."""
    document = Document()
    page(document)
    centred(paragraph(document, texts["title"], TITLE, 22, indent=False))
    centred(paragraph(document, texts["period"], BODY, 14, indent=False))
    paragraph(document, texts["one"], HEADING, 16)
    paragraph(document, texts["overall"], BODY, 16)
    paragraph(document, texts["below"], BODY, 14)
    paragraph(document, texts["two"], HEADING, 16)
    table(document, "分级别", texts["level"], texts["number"], texts["nothing"])
    paragraph(document, texts["three"], HEADING, 16)
    table(document, "分部门", texts["department"], texts["number"], texts["no_department"])
    paragraph(document, texts["four"], HEADING, 16)
    paragraph(document, "{%p for 稿 in 重点稿件 %}", BODY, 16)
    paragraph(document, texts["story"], BODY, 16)
    paragraph(document, "{%p else %}", BODY, 16)
    paragraph(document, texts["nothing"], BODY, 16)
    paragraph(document, "{%p endfor %}", BODY, 16)
    paragraph(document, texts["five"], HEADING, 16)
    paragraph(document, texts["gaps"], BODY, 16)
    paragraph(
        document, texts["pending"], BODY, 16
    ).paragraph_format.keep_with_next = True  # no signature on a page of its own
    paragraph(document, "{%p for 句 in 提示 %}", BODY, 16)
    paragraph(document, "{{ 句 }}", BODY, 16).paragraph_format.keep_with_next = True
    paragraph(document, "{%p endfor %}", BODY, 16)
    for key in ("signed", "date"):
        signed = paragraph(document, texts[key], BODY, 16, indent=False)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = Pt(32)
        signed.paragraph_format.space_before = Pt(28 if key == "signed" else 0)
        signed.paragraph_format.keep_with_next = key == "signed"
    paragraph(document, "{%p for 稿 in 稿件 if 稿.全文 %}", BODY, 16)
    paragraph(document, "{{ 稿.序号 }}．{{ 稿.标题 }}", HEADING, 16).paragraph_format.page_break_before = True
    paragraph(document, "{{ 稿.全文 }}", BODY, 14)
    paragraph(document, "{%p endfor %}", BODY, 16)
    fallbacks(document)
    return document


def page(document: DocumentType) -> None:
    """A4 with the margins of an official document, page numbers below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer.paragraphs[0]
    centred(footer)
    for piece in ("— ", None, " —"):
        run = footer.add_run(piece or "")
        fonts(run, BODY, 14)
        if piece is None:
            for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = text
                run._element.append(element)


def paragraph(document: DocumentType, text: str, font: str, points: int, indent: bool = True) -> Paragraph:
    """A paragraph; control tags (`{%p`) stand alone in theirs."""
    made = document.add_paragraph()
    fonts(made.add_run(text), font, points)
    form = made.paragraph_format
    form.line_spacing, form.space_after = Pt(LINE_POINTS), Pt(0)
    if indent and not text.startswith("{%p"):
        form.first_line_indent = Pt(2 * points)
    if font == HEADING:
        form.keep_with_next = True
    return made


def table(document: DocumentType, field: str, label: str, number: str, nothing: str) -> None:
    """A table of two columns over a field, or the line that says that there is nothing."""
    paragraph(document, f"{{%p if {field} %}}", BODY, 14)
    made = document.add_table(rows=4, cols=2, style="Table Grid")
    rows = [
        (label, number),
        (f"{{%tr for 行 in {field} %}}", ""),
        ("{{ 行.名称 }}", "{{ 行.数 }}"),
        ("{%tr endfor %}", ""),
    ]
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            fill(cell, text, HEADING if row is made.rows[0] or text in (label, number) else BODY)
    made.columns[0].width, made.columns[1].width = Mm(110), Mm(46)
    for row in made.rows:
        row.cells[0].width, row.cells[1].width = Mm(110), Mm(46)
    repeated = made.rows[0]._tr.get_or_add_trPr()
    repeated.append(OxmlElement("w:tblHeader"))
    paragraph(document, "{%p else %}", BODY, 14)
    paragraph(document, nothing, BODY, 16)
    paragraph(document, "{%p endif %}", BODY, 14)


def fill(cell: _Cell, text: str, font: str) -> None:
    """Text of a cell."""
    fonts(cell.paragraphs[0].add_run(text), font, 14)
    centred(cell.paragraphs[0])
    cell.paragraphs[0].paragraph_format.line_spacing = Pt(24)


def centred(made: Paragraph) -> None:
    """Centre it."""
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER


def fonts(run, east_asian: str, points: int) -> None:  # type: ignore[no-untyped-def]
    """Han characters take w:eastAsia, everything else the Latin font."""
    run.font.size, run.font.name = Pt(points), LATIN
    run._element.rPr.rFonts.set(qn("w:eastAsia"), east_asian)
    run._element.rPr.rFonts.set(qn("w:hint"), "eastAsia")  # “ ” … belong to the Chinese


def fallbacks(document: DocumentType) -> None:
    """Name other fonts in the font table."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            entries = "".join(
                f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                for font, other in FALLBACKS.items()
            )
            part._blob = re.sub(rb"</w:fonts>", (entries + "</w:fonts>").encode(), part.blob)


if __name__ == "__main__":
    main()
