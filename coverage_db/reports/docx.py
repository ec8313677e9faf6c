"""Briefing: a Report as a Word file, through our template or the office's own (docxtpl). Fields have Chinese names.

Whatever came from a page is text in the document, never markup. A field that does not exist is named.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from ..errors import PresstallyError
from ..wording import say
from .lines import short
from .model import Line, Report, Table

KEY_STORIES_MOST = 10
TEMPLATES = {"zh": "briefing_zh.docx", "en": "briefing_en.docx"}
"""Made by scripts/make_briefing.py."""


def fields(report: Report) -> dict[str, Any]:
    """What a template may print, {field: value}; docs/briefing.md explains each."""
    return {
        "单位": report.company,
        "标题": report.title,
        "统计期": report.period,
        "起": _day(report.from_, report.language),
        "止": _day(report.to, report.language),
        "结论": report.sentence,
        "统计结论": report.statement or "",
        "口径": report.policy,
        "口径说明": report.policy_text,
        "范围": "；".join(report.filters),
        "计量": report.unit,
        "总数": f"{report.total:g}",
        "条次": report.counted,
        "家数": report.outlets,
        "不计": _rows(report.excluded),
        "待认定": report.pending,
        "待认定事项": _rows(tuple(Counter(line.why for line in report.waiting if line.why).items())),
        "分级别": _rows(report.by_level),
        "分媒体": _rows(report.by_outlet),
        "分月": _rows(report.by_month),
        "分主题": _rows(report.by_theme),
        "分部门": _rows(report.by_department),
        "分载体": _rows(report.by_channel),
        "重点稿件": [_story(line, n, report.language) for n, line in enumerate(key_stories(report), 1)],
        "稿件": [_story(line, n, report.language) for n, line in enumerate(report.lines, 1)],
        "监测缺口": [
            {"媒体": g.outlet, "自": _day(g.from_, report.language), "至": _day(g.to, report.language), "原因": short(g.reason)}
            for g in report.gaps
        ],
        "人工补录": "、".join(report.by_hand),
        "通讯员": [
            {"姓名": p.name, "部门": p.department, "稿件": p.stories, "转载": p.reprints, "得分": "" if p.points is None else f"{p.points:g}"}
            for p in report.people
        ],
        "对标": [{"单位": r.name, "稿件": r.stories, "占比": f"{r.share:.1%}"} for r in report.rivals],
        "提示": list(report.notes),
        "日期": _day(report.made, report.language),
        "统计人": report.officer,
    }  # fmt: skip


def key_stories(report: Report) -> list[Line]:
    """The stories to name: the highest level, then the most reprints, then the earliest."""

    def weight(line: Line) -> tuple[int, int, str]:
        return (line.rank, -line.reprints, line.day or "")

    return sorted(report.lines, key=weight)[:KEY_STORIES_MOST]


def write(report: Report, template: Path | None = None) -> bytes:
    """The file, from `template` (None: ours).

    Raises:
        PresstallyError: the template is no Word file, holds a field that does not exist, or is broken; the line says which.
    """
    import jinja2
    from docxtpl import DocxTemplate

    values = fields(report)
    name = template.name if template else TEMPLATES[report.language]
    data = template.read_bytes() if template else resources.files(__package__).joinpath(name).read_bytes()
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    filled = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(data))
        unknown = sorted(document.get_undeclared_template_variables(jinja_env=environment) - values.keys())
        if unknown:
            known = "、".join(values)
            raise PresstallyError(
                say("briefing.unknown", report.language, file=name, fields="、".join(unknown), known=known)
            )
        document.render(values, environment, autoescape=True)
        document.save(filled)
    except jinja2.UndefinedError as error:
        field = "、".join(re.findall(r"'([^']+)'", error.message or "")[-1:])
        raise PresstallyError(say("briefing.part", report.language, file=name, field=field)) from error
    except jinja2.TemplateError as error:
        raise PresstallyError(say("briefing.broken", report.language, file=name, error=error.message)) from error
    except (BadZipFile, KeyError, ValueError) as error:
        raise PresstallyError(say("briefing.no_word_file", report.language, file=name)) from error
    return filled.getvalue()


def _rows(table: Table) -> list[dict[str, str]]:
    return [{"名称": label, "数": f"{number:g}"} for label, number in table]


def _story(line: Line, number: int, language: str) -> dict[str, Any]:
    return {
        "序号": number, "标题": line.title, "媒体": line.outlet, "级别": line.level, "载体": short(line.channel), "版面": line.page,
        "日期": _day(line.day, language), "角色": line.role, "通讯员": line.people, "部门": line.department, "主题": line.themes,
        "字数": line.length, "链接": line.url or "", "转载": line.reprints, "说明": line.marks, "全文": line.text,
    }  # fmt: skip


def _day(day: str | None, language: str) -> str:
    if day is None:
        return say("reason.undated", language)
    moment = date.fromisoformat(day)
    return (
        f"{moment.year}年{moment.month}月{moment.day}日"
        if language == "zh"
        else f"{moment.day} {moment:%B} {moment.year}"
    )
