"""Dimensions: what a count can be parted by – the SQL expression of each, and the order of its rows.

`s` is a row of the state query. An article may stand on several themes and have several bylines: those need a join.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..config import Config
from ..records import CHANNELS, LEVELS
from .policy import Policy

ROLES = ("original", "reprint", "excerpt", "mirror")
PLAIN = {
    "outlet": "s.outlet",
    "level": "s.level",
    "brand": "s.brand",
    "owner": "s.owner",
    "channel": "s.channel",
    "role": "s.role",
    "day": "s.counted_day",
    "month": "substr(s.counted_day, 1, 7)",
    # An ISO week is that of its Thursday.
    "week": "strftime('%Y-W', date(s.counted_day, '-3 days', 'weekday 4'))"
    " || printf('%02d', (strftime('%j', date(s.counted_day, '-3 days', 'weekday 4')) - 1) / 7 + 1)",
}
"""One value an article."""
JOINED = {"theme": "t.theme", "byline": "b.byline", "department": "b.department", "origin": "o.origin"}
DIMENSIONS = (
    "outlet", "level", "brand", "owner", "channel", "theme", "month", "week", "day", "role", "byline", "department",
    "company", "origin",
)  # fmt: skip

_THEMES = """
left join fact_themes t on t.article = s.article
    and (:themes = '[]' or t.theme in (select value from json_each(:themes)))
"""
# Whose appearances sign a text: of a story all its press appearances, else the article itself.
_STORY = """f.article = s.article or (
        s.role <> 'excerpt' and f.story = s.story and f.role <> 'excerpt' and not f.own and not f.mirror
    )"""
_SIGNED = """
signed as (
    select
        article, byline, department,
        row_number() over (partition by article order by first) as nth,
        count(*) over (partition by article) as persons
    from (
        select
            s.article, coalesce(b.person, b.name) as byline, max(b.department) as department,
            min(f.story_rank * 1000 + b.position) as first
        from counted s join facts f on {appearances} join fact_bylines b on b.article = f.article
        group by 1, 2
    )
)
"""
_PEOPLE = "left join signed b on b.article = s.article{only}\n"
_DEPARTMENTS = """
left join (
    select distinct article, department, 1 as persons from signed where department is not null
) b on b.article = s.article
"""
_ORIGIN = """
left join (
    select s.article, min(f.origin) as origin from counted s join facts f on {appearances} group by 1
) o on o.article = s.article
"""


def joined(by: Sequence[str], policy: Policy) -> tuple[str, str]:
    """(further common tables, joins) for the dimensions that need them; `counted` is the counted rows of state."""
    appearances = _STORY if policy.by_story else "f.article = s.article"
    only = " and b.nth = 1" if policy.byline_share == "first" else ""
    tables, joins = "", ""
    if "byline" in by or "department" in by:
        tables = "," + _SIGNED.format(appearances=appearances)
        persons = "byline" in by or policy.byline_share != "full"
        joins += _PEOPLE.format(only=only) if persons else _DEPARTMENTS
    if "theme" in by:
        joins += _THEMES
    if "origin" in by:
        joins += _ORIGIN.format(appearances=appearances)
    return tables, joins


def ordered(rows: list[dict[str, Any]], by: Sequence[str], config: Config) -> list[dict[str, Any]]:
    """The rows: times in order, levels from high to low, themes and companies as configured, all else by count."""
    orders: dict[str, Sequence[str]] = {
        "level": LEVELS,
        "channel": CHANNELS,
        "role": ROLES,
        "theme": [theme.id for theme in config.watchlist.themes],
        "company": [company.id for company in config.watchlist.companies],
        "origin": ("contributed", "press"),
    }

    def key(row: dict[str, Any]) -> list[tuple[int, float, str]]:
        keys: list[tuple[int, float, str]] = []
        for dim in by:
            value = row[dim]
            place: float = 0
            if dim in orders:
                place = orders[dim].index(value) if value in orders[dim] else len(orders[dim])
            elif dim not in ("day", "week", "month") and len(by) == 1:
                place = -row["count"]
            keys.append((int(value is None), place, value or ""))
        return keys

    return sorted(rows, key=key)
