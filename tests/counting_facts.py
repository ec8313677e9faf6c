"""Rows of `facts` and what belongs to them, made for tests: an office with outlets of every level."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from slow_counter import slow_count
from sqlite_utils import Database

from coverage_db.config import Config, load_config
from coverage_db.counting.filters import Filters
from coverage_db.counting.policy import Policy
from coverage_db.records import LEVELS

TOML = """
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
short = "公司"
[[company]]
id = "sister"
name = "海州湾检修有限公司"
[[company]]
id = "them"
name = "大港供电服务有限公司"
rival = true
[[theme]]
id = "epidemic"
name = "疫情防控"
any = ["疫情防控", "抗疫"]
[[theme]]
id = "work"
name = "复工复产"
any = ["复工复产"]
[[theme]]
id = "safety"
name = "安全生产"
any = ["安全生产"]
[[period]]
id = "outbreak"
name = "本轮疫情发生以来"
from = 2022-03-10
to = 2022-04-20
[[outlet]]
id = "manual"
name = "补录"
level = "市级"
channel = "tv"
manual = true
[crawl]
outlets = ["manual"]
"""
OUTLETS = (  # id, name, brand, owner, aliases, level, channel, own
    ("jhd", "交汇点", "交汇点", "新华报业", '["交汇点新闻"]', "省级", "app", 0),
    ("xhrb", "新华日报", "新华日报", "新华报业", "[]", "省级", "epaper", 0),
    ("jsjjw", "江苏经济网", "江苏经济", "江苏经济报社", "[]", "省级", "web", 0),
    ("jsjjb", "江苏经济报", "江苏经济", "江苏经济报社", "[]", "省级", "epaper", 0),
    ("rmw", "人民网", "人民网", "人民日报社", '["人民网江苏频道"]', "国家级", "web", 0),
    ("zgdlb", "中国电力报", "中国电力报", "中国电力传媒", "[]", "行业", "epaper", 0),
    ("lygrb", "连云港日报", "连云港日报", "连云港报业", "[]", "市级", "web", 0),
    ("lygtv", "连云港电视台", "连云港广电", "连云港广电", "[]", "市级", "tv", 0),
    ("gyx", "灌云新闻", "灌云新闻", "灌云融媒", "[]", "县级", "wechat", 0),
    ("site", "公司网站", "公司网站", "公司", "[]", "自有", "web", 1),
    ("group", "集团内网", "集团内网", "集团", "[]", "系统内", "web", 0),
)
LEVEL_OF = {row[0]: row[5] for row in OUTLETS}
OUTLET = {row[0]: row for row in OUTLETS}


def office(folder: Path, toml: str = TOML) -> Config:
    """A coverage.toml in `folder`."""
    path = folder / "coverage.toml"
    path.write_text(toml, "utf-8")
    return load_config(path)


def add_outlets(db: Database, watched: int = 1) -> None:
    """The outlets; `watched` 0: nobody expects them to be seen, so that there are no gaps."""
    for id_, name, brand, owner, aliases, level, channel, own in OUTLETS:
        row = {
            "id": id_, "name": name, "brand": brand, "owner": owner, "aliases": aliases, "level": level,
            "level_rank": LEVELS.index(level), "channel": channel, "groups": "[]", "own": own, "manual": 0, "crawled": watched,
            "declared": "file", "addresses": "[]", "accounts": "[]", "articles": None, "confirmed": None, "note": "",
            "watched": watched,
        }  # fmt: skip
        columns = {column.name for column in db["outlets"].columns}
        db["outlets"].insert({key: value for key, value in row.items() if key in columns})


def fact(article: int, outlet: str | None = "jhd", day: str | None = "2022-04-06", **more: Any) -> dict[str, Any]:
    """One row of `facts`: an original of its own story, in an outlet of OUTLETS, unless said otherwise."""
    _, _, brand, owner, _, level, channel, own = (
        OUTLET[outlet] if outlet else (None, None, None, None, "", None, None, 0)
    )
    row = {
        "company": "us", "article": article, "company_order": 0, "rival": 0, "outlet": outlet, "brand": brand, "owner": owner,
        "level": level, "level_rank": LEVELS.index(level) if level else 7, "channel": channel, "own": own, "published": day,
        "day": day, "date_witness": "url" if day else None, "story": article, "story_rank": 1, "role": "original",
        "prominence": "title", "mirror": 0, "not_us": 0, "notice": 0, "why": "", "word": None, "included": 0,
        "origin": "press", "front": 0, "headline": 0, "length": 500,
    }  # fmt: skip
    return {**row, **more}


def store(db: Database, rows: list[dict[str, Any]], themes: dict[int, set[str]] | None = None) -> None:
    """Write facts, with an article for each and its themes."""
    for row in {row["article"]: row for row in rows}.values():
        db.execute("insert or ignore into stories (id) values (?)", [row["story"]])
        db["articles"].insert(
            {
                "id": row["article"], "url": f"http://{row['outlet']}.example/{row['article']}", "outlet": row["outlet"],
                "title": f"第{row['article']}篇", "kicker": "", "subtitle": "", "published": row["published"], "day": row["day"],
                "date_witness": row["date_witness"], "date_why": "", "date_conflict": 0, "length": row["length"], "text_hash": "",
                "story": row["story"], "story_rank": row["story_rank"], "role": row["role"], "notice": row["notice"],
                "garbled": 0, "attention": "[]", "why": "", "sha256": f"{row['article']:064d}", "first_seen": "2022-04-06T10:00:00+08:00",
            }
        )  # fmt: skip
    db["facts"].insert_all(rows)
    for article, names in (themes or {}).items():
        db["fact_themes"].insert_all({"article": article, "theme": theme} for theme in sorted(names))
    db.conn.commit()


def slowly(db: Database, policy: Policy, filters: Filters) -> dict[int, tuple[str, str | None, int]]:
    """What the slow counter says of the facts that stand in `db`."""
    names = [row[1] for row in db.execute("pragma main.table_info(facts)")]
    rows = [dict(zip(names, row, strict=True)) for row in db.execute("select * from facts")]
    themes: dict[int, set[str]] = {}
    for article, theme in db.execute("select article, theme from fact_themes"):
        themes.setdefault(article, set()).add(theme)
    keys = ("unit", "reprints", "roles", "levels", "channels", "points")
    asked = {
        "from": filters.from_, "to": filters.to, "themes": filters.themes, "companies": filters.companies,
        "outlet": filters.outlets, "level": filters.levels, "brand": filters.brands, "owner": filters.owners,
        "channel": filters.channels, "state": filters.states,
    }  # fmt: skip
    return slow_count(rows, themes, {key: getattr(policy, key) for key in keys}, asked)
