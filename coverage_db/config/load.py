"""Load: finds coverage.toml and turns it into a Config, or into all that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import ConfigError
from ..matching.watchlist import Company, Person, Place, Slogan, Theme, Watchlist
from ..wording import say
from .checks import check_together, warn
from .model import Catalogue, Config, CrawlKeys, General, OutletKeys, Period
from .reading import read_toml
from .values import Lines, check_values

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
    try:
        path = path.absolute()
    except FileNotFoundError as error:  # the working folder itself is gone
        raise ConfigError([say("error.no_folder")]) from error
    if not path.is_file():
        raise ConfigError([say("error.no_config", path=path)])
    return path


def load_config(path: Path | str, catalogue: Catalogue | None = None) -> Config:
    """The settings in the file `path`; `catalogue`: the outlets of the package (None: what names them is not judged).

    Raises:
        ConfigError: all faults, one line each.
    """
    path = Path(path).absolute()
    return read_config(path.read_bytes(), path, catalogue)


def read_config(data: bytes, path: Path, catalogue: Catalogue | None = None) -> Config:
    """The same for bytes that are, or are to become, the file `path`: a page checks before it saves.

    Raises:
        ConfigError: all faults, one line each.
    """
    from ..counting import policy  # which reads settings itself

    found = read_toml(data, path.name)
    general = found.get("general")
    english = isinstance(general, dict) and general.get("language") == "en"
    lines, warnings = (Lines(path.name, "en" if english else "zh") for _ in range(2))
    right = check_values(found, lines)
    check_together(right, lines, catalogue)
    for fault in policy.faults(right["policy"], path.parent, lines.language):
        lines.take(fault)
    if lines.lines:
        raise ConfigError(lines.lines)
    warn(right, warnings)
    return Config(
        path=path,
        watchlist=_watchlist(right),
        periods=tuple(Period(**_arguments(row)) for row in right["period"]),
        crawl=CrawlKeys(**right["crawl"]),
        outlets=tuple(OutletKeys(**row) for row in right["outlet"]),
        policy=right["policy"],
        targets=right["targets"],
        general=General(**right["general"]),
        warnings=tuple(warnings.lines),
    )


def _watchlist(right: dict[str, Any]) -> Watchlist:
    return Watchlist(
        companies=tuple(Company(**row) for row in right["company"]),
        persons=tuple(Person(**_arguments(row)) for row in right["person"]),
        slogans=tuple(Slogan(**row) for row in right["slogan"]),
        places=tuple(Place(**row) for row in right["place"]),
        themes=tuple(Theme(**row) for row in right["theme"]),
        notices=right["notices"].get("any", NOTICES),
        attention=right["attention"].get("any", ()),
    )


def _arguments(row: dict[str, Any]) -> dict[str, Any]:
    """`from` is a word of Python."""
    return {("from_" if key == "from" else key): value for key, value in row.items()}
