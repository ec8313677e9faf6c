"""Report: everything that a sheet, a briefing or a page prints, as plain values in the reader's words. No database here."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..records import LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One appearance (刊发), ready to be printed. Texts are "" where there is nothing to say."""

    id: int
    day: str | None
    """ "2022-04-06"; None: undated."""
    title: str
    outlet: str
    level: str = ""
    rank: int = len(LEVELS)
    """Place of the level in records.LEVELS, 0 the highest."""
    channel: str = ""
    page: str = ""
    """版面: 01 要闻."""
    role: str = ""
    people: str = ""
    """Correspondents and our own people, joined by 、."""
    department: str = ""
    themes: str = ""
    length: int = 0
    """Characters."""
    url: str | None = None
    """None: entered by hand, no page exists."""
    reason: str = ""
    """Why it is not counted, in words; "" for a counted one."""
    why: str = ""
    """What is to be decided, in words; "" for one that does not wait."""
    story: int = 0
    reprints: int = 0
    """How many other outlets carry the story."""
    marks: str = ""
    """原链接已失效, 请留意 …"""
    text: str = ""
    """The whole text, only when it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """An outlet and the days on which nobody saw it."""

    outlet: str
    from_: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person in one department (通讯员台账). A story is credited once per person."""

    name: str
    pen_names: str = ""
    department: str = ""
    by_level: dict[str, int] = field(default_factory=dict)
    """Own stories by level as it is stored, {国家级: 2}."""
    stories: int = 0
    reprints: int = 0
    """Further appearances of these stories in other outlets; not part of `stories`."""
    points: float | None = None
    """Under a policy that counts 分; None under any other."""
    target: int | None = None
    """Stories a year; None: none is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLine:
    """A department: the distinct stories that its people signed, and its target."""

    name: str
    stories: int
    target: int | None = None
    """Stories a year; None: none is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalLine:
    """A watched company beside ours: its distinct originals in the same outlets and days."""

    name: str
    stories: int
    share: float
    """Of all distinct originals of the watched companies, 0 … 1; a story that speaks of two counts for both."""


Table = tuple[tuple[str, float], ...]
"""Rows (label, number), in the order to be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One count with all that stands behind it."""

    language: str
    title: str
    """海州湾供电服务有限公司宣传报道统计."""
    company: str
    period: str
    """2022年一季度."""
    from_: str
    to: str
    filters: tuple[str, ...] = ()
    """What was narrowed or judged beside the period, a phrase each."""
    sentence: str
    statement: int | None = None
    """Its number when it was frozen."""
    policy: str
    """按篇计（同稿只计1次）."""
    policy_text: str
    unit: str
    total: float
    counted: int
    outlets: int
    candidates: int
    excluded: Table
    """Reasons in words with their numbers, without what waits."""
    pending: int
    by_level: Table = ()
    by_outlet: Table = ()
    by_month: Table = ()
    by_theme: Table = ()
    by_channel: Table = ()
    by_department: Table = ()
    lines: tuple[Line, ...] = ()
    """The counted appearances, by day."""
    waiting: tuple[Line, ...] = ()
    left_out: tuple[Line, ...] = ()
    """What is not counted, without what lies outside the period."""
    out_of_period: int = 0
    """How many lie outside."""
    gaps: tuple[GapLine, ...] = ()
    by_hand: tuple[str, ...] = ()
    people: tuple[PersonLine, ...] = ()
    departments: tuple[DepartmentLine, ...] = ()
    rivals: tuple[RivalLine, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader must know: the settings changed since the last retag …"""
    made: str
    """The day it was made."""
    officer: str = ""
