"""Load: finds coverage.toml and turns it into a Config."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import ConfigError
from ..matching.watchlist import Company, Person, Place, Slogan, Theme, Watchlist
from ..wording import say
from .model import Catalogue, Config, CrawlKeys, General, OutletKeys, Period

NOTICES = (
    "停电公告", "停电通知", "计划停电", "招标公告", "中标公告", "成交公告", "招聘公告", "拍卖公告", "遗失声明", "行政处罚决定书",
)  # fmt: skip
"""Titles of routine notices, when the file has no [notices]."""


def find_config(option: str | None) -> Path:
    """The settings file: what --config names (a file, or a folder that holds coverage.toml), else ./coverage.toml.

    Raises:
        ConfigError: there is none.
    """
    path = Path(option) if option is not None else Path("coverage.toml")
    if path.is_dir():
        path = path / "coverage.toml"
    if not path.is_file():
        raise ConfigError([say("error.no_config", path=path.absolute())])
    return path.absolute()


def load_config(path: Path | str, catalogue: Catalogue | None = None) -> Config:
    """The settings in the file `path`; `catalogue`: the ids and groups that [crawl] outlets may name (None: any).

    Raises:
        ConfigError: all faults, one line each.
    """
    path = Path(path).absolute()
    data = tomllib.loads(path.read_text("utf-8-sig"))
    return Config(
        path=path,
        watchlist=Watchlist(
            companies=tuple(Company(**_keys(row)) for row in data.get("company", [])),
            persons=tuple(Person(**_keys(row)) for row in data.get("person", [])),
            slogans=tuple(Slogan(**_keys(row)) for row in data.get("slogan", [])),
            places=tuple(Place(**_keys(row)) for row in data.get("place", [])),
            themes=tuple(Theme(**_keys(row)) for row in data.get("theme", [])),
            notices=tuple(data.get("notices", {}).get("any", NOTICES)),
            attention=tuple(data.get("attention", {}).get("any", ())),
        ),
        periods=tuple(Period(**_keys(row)) for row in data.get("period", [])),
        crawl=CrawlKeys(**_keys(data.get("crawl", {}))),
        outlets=tuple(OutletKeys(**_keys(row)) for row in data.get("outlet", [])),
        policy=data.get("policy", {}),
        general=General(**_keys(data.get("general", {}))),
    )


def _keys(table: dict[str, Any]) -> dict[str, Any]:
    """A table's keys as the arguments of its dataclass: `from` is a word of Python, days are texts, lists are tuples."""
    return {("from_" if key == "from" else key): _plain(value) for key, value in table.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    return value.isoformat() if isinstance(value, date) else value
