"""Names: what a file that is handed in is called – 宣传报道统计_2022年一季度_按篇计_第3号.xlsx."""

from __future__ import annotations

import re

from ..wording import say
from .lines import short
from .model import Report

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
"""Characters that Windows takes in no file name."""
NAME_MOST = 80


def file_name(report: Report, suffix: str) -> str:
    """The name of a report's file; `suffix`: xlsx or docx."""
    kind = say(f"report.file_{suffix}", report.language)
    number = [say("report.file_number", report.language, n=report.statement)] if report.statement else []
    parts = [kind, report.period, short(report.policy), *number]
    return f"{FORBIDDEN.sub('-', '_'.join(parts))[:NAME_MOST].strip(' .')}.{suffix}"
