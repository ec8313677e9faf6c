"""Values: whether each table and key of coverage.toml is known and each value what it must be. Faults out, one line each."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from ..text import fold
from ..wording import say
from .schema import ALSO_SAID, MANY, NAMED_BY, SCHEMA, TARGET, Key

ID = re.compile(r"[\w.-]+")
MAIL = re.compile(r"[!-~]+@[!-~]+\.[!-~]+")
SHOWN_MOST = 60
"""Characters of a wrong value that a fault line repeats."""

Table = Mapping[str, Any]


class Lines:
    """Fault lines of one file in one language."""

    def __init__(self, file: str, language: str) -> None:
        self.file = file
        self.language = language
        self.lines: list[str] = []

    def add(self, key: str, where: str = "", /, **fields: object) -> None:
        """Add a line, once."""
        self.take(say(key, self.language, file=self.file, where=where, **fields))

    def take(self, line: str) -> None:
        """Add a line that somebody else wrote; whatever the file holds, it stays one line."""
        line = printable(line)
        if line not in self.lines:
            self.lines.append(line)

    def say(self, key: str, /, **fields: object) -> str:
        """A part of a line."""
        return say(key, self.language, **fields)


def printable(text: str) -> str:
    """The text with a space for every character that moves the line."""
    return "".join(c if c.isprintable() else " " for c in text)


def nearest(word: str, words: tuple[str, ...] | list[str] | frozenset[str]) -> str | None:
    """The word of `words` that was most likely meant, or None."""
    also = ALSO_SAID.get(word) or ALSO_SAID.get(word.lower())
    if also in words:
        return also
    folded = {fold(known).text: known for known in sorted(words)}
    close = difflib.get_close_matches(fold(word).text, list(folded), n=1, cutoff=0.5)
    return folded[close[0]] if close else None


def hint(lines: Lines, word: object, words: tuple[str, ...] | list[str] | frozenset[str], form: str = "{}") -> str:
    """`；是否指 level？`, or nothing."""
    close = nearest(word, words) if isinstance(word, str) else None
    return lines.say("fault.hint", word=form.format(close)) if close else ""


def where(lines: Lines, table: str, row: object, number: int, key: str = "") -> str:
    """How a line names a place: `[[outlet]] town_daily level`, `[[outlet]] 第2个 id`, `[crawl] delay`."""
    if table not in MANY:
        return f"[{table}] {key}".rstrip()
    named = (
        (row[k] for k in NAMED_BY if isinstance(row.get(k), str) and row[k].strip())
        if isinstance(row, Mapping)
        else iter(())
    )
    name = next(named, None) or lines.say("fault.nth", n=number)
    return f"[[{table}]] {name} {key}".rstrip()


class Row(dict[str, Any]):
    """The right values of one table. `written`: all its known keys, also those whose value is wrong."""

    written: frozenset[str] = frozenset()


def check_values(data: Table, lines: Lines) -> dict[str, Any]:
    """Faults of tables, keys and values go to `lines`; what is right comes back, so that later checks see no wrong value."""
    right: dict[str, Any] = {table: [] if table in MANY else Row() for table in SCHEMA}
    for table, content in data.items():
        if table not in SCHEMA:
            if isinstance(content, (Mapping, list)) and not _is_words(content):
                form = "[[{}]]" if nearest(table, list(SCHEMA)) in MANY else "[{}]"
                lines.add("fault.unknown_table", table=table, hint=hint(lines, table, list(SCHEMA), form) or "。")
            else:
                lines.add("fault.unknown_top", key=table)
        elif table in MANY:
            if isinstance(content, list) and all(isinstance(row, Mapping) for row in content):
                right[table] = [_check_row(lines, table, row, n) for n, row in enumerate(content, 1)]
            else:
                lines.add("fault.brackets_double", table=table)
        elif isinstance(content, Mapping):
            right[table] = dict(content) if table == "policy" else _check_row(lines, table, content, 1)
        else:
            lines.add("fault.brackets_single", table=table)
    return right


def _is_words(content: object) -> bool:
    return isinstance(content, list) and not all(isinstance(item, Mapping) for item in content)


def _check_row(lines: Lines, table: str, row: Table, number: int) -> Row:
    keys = SCHEMA[table] if table != "targets" else dict.fromkeys(row, TARGET)
    right = Row()
    right.written = frozenset(row.keys() & keys.keys())
    for name, value in row.items():
        place = where(lines, table, row, number, name)
        if name not in keys:
            close = hint(lines, name, list(keys)) or lines.say("fault.known_keys", keys=", ".join(keys))
            lines.add("fault.unknown_key", place, hint=close)
            continue
        key = keys[name]
        wrong = CHECKS[key.kind](value, key)
        if wrong is None:
            right[name] = _typed(value)
        else:
            wanted = lines.say(f"wanted.{key.kind}", choices="、".join(key.choices))
            words = key.choices or (tuple(available_timezones()) if key.kind == "zone" else ())
            lines.add(
                "fault.value", place, wanted=wanted, found=_shown(lines, wrong), hint=hint(lines, wrong, words) or "。"
            )
    for name, key in keys.items():
        if key.required and name not in row:
            lines.add("fault.missing", where(lines, table, row, number, name), wanted=lines.say(f"wanted.{key.kind}"))
    return right


def _typed(value: Any) -> Any:
    """A right value as the dataclasses hold it: days are texts, lists are tuples."""
    if isinstance(value, list):
        return tuple(value)
    return value.isoformat() if isinstance(value, date) else value


def _shown(lines: Lines, value: object) -> str:
    if isinstance(value, list):
        return lines.say("fault.list")
    if isinstance(value, Mapping):
        return lines.say("fault.table")
    if isinstance(value, str):
        text = printable(value).strip()
        return f"“{text[:SHOWN_MOST]}”" if text else lines.say("fault.nothing")
    return str(value).lower() if isinstance(value, bool) else str(value)


# Each check gives None when the value is right, else the part of it that is wrong.


def _text(value: object, key: Key) -> object:
    return None if isinstance(value, str) and not _controls(value) else value


def _controls(text: str) -> bool:
    return any(unicodedata.category(c) == "Cc" for c in text)


def _name(value: object, key: Key) -> object:
    """A name to look for: two characters of it survive the fold."""
    return None if isinstance(value, str) and not _controls(value) and len(_solid(value)) >= 2 else value


def _solid(text: str) -> str:
    return "".join(c for c in fold(text).text if c.isalnum())


def _each(check: Callable[[object, Key], object]) -> Callable[[object, Key], object]:
    def check_list(value: object, key: Key) -> object:
        if not isinstance(value, list):
            return value
        wrong: Iterator[object] = (item for item in value if check(item, key) is not None)
        return next(wrong, None)

    return check_list


def _filled(value: object, key: Key) -> object:
    return None if _text(value, key) is None and _solid(str(value)) else value


def _id(value: object, key: Key) -> object:
    return None if isinstance(value, str) and ID.fullmatch(value) else value


def _day(value: object, key: Key) -> object:
    if isinstance(value, str):
        return None if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and _is_day(value) else value
    return None if isinstance(value, date) and not isinstance(value, datetime) else value


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _flag(value: object, key: Key) -> object:
    return None if isinstance(value, bool) else value


def _seconds(value: object, key: Key) -> object:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return None if number and math.isfinite(value) and value >= 0 else value  # type: ignore[arg-type,operator]


def _whole(value: object, key: Key) -> object:
    return None if isinstance(value, int) and not isinstance(value, bool) and value > 0 else value


def _megabytes(value: object, key: Key) -> object:
    return value if value == 0 else _seconds(value, key)


def _url(value: object, key: Key) -> object:
    if not isinstance(value, str) or _controls(value) or " " in value:
        return value
    try:
        parts = urlsplit(value)
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        return value
    return None if parts.scheme in ("http", "https") and parts.hostname and port_is_number else value


def _proxy(value: object, key: Key) -> object:
    if not isinstance(value, str):
        return value
    return None if _url(value, key) is None and "@" not in value else re.sub(r"//.*@", "//…@", value)


def _pattern(value: object, key: Key) -> object:
    if not isinstance(value, str) or not value:
        return value
    try:
        re.compile(value)
    except re.error:
        return value
    return None


def _choice(value: object, key: Key) -> object:
    return None if value in key.choices else value


def _zone(value: object, key: Key) -> object:
    try:
        return None if isinstance(value, str) and ZoneInfo(value) else value
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, no name at all, a folder of the zone database
        return value


def _file(value: object, key: Key) -> object:
    if not isinstance(value, str) or not value.strip() or _controls(value) or value.endswith(("/", "\\", ".toml")):
        return value
    return None


def _contact(value: object, key: Key) -> object:
    return (
        None if value == "" or _url(value, key) is None or (isinstance(value, str) and MAIL.fullmatch(value)) else value
    )


CHECKS: dict[str, Callable[[object, Key], object]] = {
    "text": _text,
    "label": _filled,
    "name": _name,
    "names": _each(_name),
    "words": _each(_filled),
    "id": _id,
    "day": _day,
    "flag": _flag,
    "seconds": _seconds,
    "whole": _whole,
    "megabytes": _megabytes,
    "proxy": _proxy,
    "urls": _each(_url),
    "pattern": _pattern,
    "choice": _choice,
    "zone": _zone,
    "file": _file,
    "contact": _contact,
}
