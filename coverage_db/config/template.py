"""Template: the coverage.toml that `init` writes – what the officer answered, and every other key as a remark with its
meaning in Chinese and English. A remark that is made active without a change is refused (`请改成…`) or is the default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit

from ..wording import say
from .load import NOTICES
from .schema import MANY, SCHEMA

SUFFIXES = ("有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "公司")
SHORTENED_LEAST = 6
"""Characters that a full name without its legal suffix must have to be watched for unasked."""

EXAMPLES: dict[str, dict[str, str]] = {
    "company": {"not_in": '["请改成含有上面简称的别的单位名称"]', "near": '["供电", "用电"]', "rival": "true"},
    "person": {
        "name": '"请改成姓名"', "aliases": "[]", "role": '"correspondent"', "department": '"请改成部门"',
        "near": '["供电"]', "from": "2022-01-01", "to": "2022-12-31",
    },
    "slogan": {"text": '"请改成口号"'},
    "place": {"name": '"请改成地点"'},
    "theme": {
        "id": '"epidemic"', "name": '"疫情防控"', "any": '["疫情防控", "抗疫", "战疫"]', "all": "[]", "none": '["非洲猪瘟"]',
    },
    "period": {"id": '"请改成代号"', "name": '"请改成统计期名称"', "from": "2022-03-10", "to": "2022-04-20"},
    "crawl": {"since": "2022-03-01", "delay": "1.0", "max_mb": "10", "proxy": '"http://10.0.0.1:8080"', "keep": '"all"'},
    "outlet": {
        "id": '"请改成代号"', "name": '"请改成媒体名称"', "brand": '"请改成媒体品牌"', "owner": '"请改成主办单位"', "aliases": "[]",
        "level": '"市级"', "channel": '"web"', "feeds": '["https://www.example.com/rss.xml"]',
        "sitemaps": '["https://www.example.com/sitemap.xml"]', "listings": '["https://www.example.com/news/"]',
        "epapers": '["https://www.example.com/pc/layout/"]', "accounts": '["请改成账号名称"]', "manual": "true",
        "articles": r"'/content/\d+\.html'", "own": "false",
    },
    "attention": {"any": '["曝光", "投诉", "事故"]'},
    "targets": {'"请改成姓名或部门"': "12"},
    "general": {"officer": '"请改成姓名"', "contact": '"press@example.com"', "timezone": '"Asia/Shanghai"'},
}  # fmt: skip
"""What a remark shows as the value of a key that was not answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What `init` must know. Everything but the company may be missing."""

    company: str
    aliases: tuple[str, ...] = ()
    short: str = "公司"
    not_in: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    """Proposals for not_in that nobody confirmed: they stand in a remark."""
    outlets: tuple[str, ...] = ("all",)
    sites: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    officer: str = ""
    contact: str = ""
    policy: str = "stories"
    language: str = "zh"
    database: str = "coverage.db"


def shortened(company: str) -> tuple[str, ...]:
    """The full name without its legal suffix, when enough remains: 海州湾供电服务有限公司 → 海州湾供电服务."""
    for suffix in SUFFIXES:
        if company.endswith(suffix):
            name = company.removesuffix(suffix)
            return (name,) if len(name) >= SHORTENED_LEAST else ()
    return ()


def similar_names(names: Sequence[str]) -> tuple[str, ...]:
    """Longer names that hold one of ours and are somebody else's: the state grid's own company of the same place. Proposals
    only. A place in front of our name makes no proposal: so a newspaper may call ourselves.
    """
    grid = ("国网", "国家电网")
    ours = [name for name in names if "电" in name and not any(prefix in name for prefix in grid)]
    return tuple(dict.fromkeys(prefix + name for name in ours for prefix in grid))


def choose_groups(groups: Sequence[str], company: str, places: Sequence[str]) -> tuple[str, ...]:
    """The groups of the catalogue that the company's name or place speaks of, and 中央; without any: all."""
    spoken = "".join((company, *places))
    chosen = [g for g in groups if g in spoken or (g == "电力" and "电" in company)]
    return (*chosen, *(g for g in groups if g == "中央")) if chosen else ("all",)


def coverage_toml(answers: Answers) -> str:
    """The file's text. It loads without a fault whatever was answered, as long as names have two characters."""
    return "\n".join(_lines(answers)) + "\n"


def _lines(answers: Answers) -> Iterator[str]:
    for key in ("init.head", "init.head_edit", "init.head_retag"):
        yield from (f"# {say(key)}", f"# {say(key, 'en')}")
    active = _active(answers)
    for table in SCHEMA:
        yield ""
        yield f"# {say(f'setting.{table}')} | {say(f'setting.{table}', 'en')}"
        rows = active.get(table, [])
        for number, row in enumerate(rows):
            if number:
                yield ""
            yield from _table(table, row, remarks=number == 0, hints=_hints(answers, table))
        if not rows:
            yield from (
                f"# {line}" for line in _table(table, {}, remarks=False, hints=EXAMPLES.get(table, {}), shown=True)
            )


def _hints(answers: Answers, table: str) -> Mapping[str, str]:
    hints = dict(EXAMPLES.get(table, {}))
    if table == "company" and answers.similar:
        hints["not_in"] = _toml(answers.similar)
    return hints


def _table(
    table: str, row: Mapping[str, Any], *, remarks: bool, hints: Mapping[str, str], shown: bool = False
) -> Iterator[str]:
    """The lines of one table: its answered keys; with `remarks` the others behind a #; with `shown` all hints bare."""
    yield f"[[{table}]]" if table in MANY else f"[{table}]"
    for key in dict.fromkeys((*SCHEMA[table], *row, *hints)):
        entry = f"setting.{table}.{'…' if table == 'targets' else key}"
        meaning = f"{say(entry)} | {say(entry, 'en')}"
        if key in row:
            yield f"{key} = {_toml(row[key])}  # {meaning}"
        elif key in hints and (remarks or shown):
            yield f"{'' if shown else '# '}{key} = {hints[key]}  # {meaning}"


def _toml(value: Any) -> str:
    text: str = tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string()
    return text


def _active(answers: Answers) -> dict[str, list[dict[str, Any]]]:
    company = {"id": "us", "name": answers.company, "short": answers.short, "aliases": answers.aliases}
    if answers.not_in:
        company["not_in"] = answers.not_in
    general = {"language": answers.language, "database": answers.database, "contact": answers.contact}
    if answers.officer:
        general["officer"] = answers.officer
    return {
        "company": [company],
        "crawl": [{"outlets": answers.outlets}],
        "outlet": [*_own_outlets(answers)],
        "notices": [{"any": NOTICES}],
        "policy": [{"preset": answers.policy}],
        "general": [general],
    }


def _own_outlets(answers: Answers) -> Iterator[dict[str, Any]]:
    own = {"level": "自有", "own": True}
    for number, site in enumerate(answers.sites, 1):
        name = say("init.own_site", answers.language, name=answers.company)
        yield {"id": f"own_site{_nth(number)}", "name": name, "channel": "web", "listings": (site,), **own}
    for number, account in enumerate(answers.accounts, 1):
        name = say("init.own_account", answers.language, name=account)
        yield {"id": f"own_account{_nth(number)}", "name": name, "channel": "wechat", "accounts": (account,), **own}


def _nth(number: int) -> str:
    return "" if number == 1 else str(number)
