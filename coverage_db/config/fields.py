"""Fields: what an officer changes most, as texts for a form, and back into coverage.toml – only what differs is written, and
everything else stays as it is (see pieces.py). Bytes in, bytes out; whether the result is right, load.read_config says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from .pieces import Piece, Pieces, decoded, names

SEPARATORS = re.compile(r"[、，,；;\n]")


class Column(NamedTuple):
    """One field of an entry."""

    key: str
    kind: str = "text"
    """text, list, day, flag or choice."""
    choices: tuple[str, ...] = ()


COLUMNS: dict[str, tuple[Column, ...]] = {
    "company": (Column("name"), Column("short"), Column("aliases", "list"), Column("not_in", "list"), Column("near", "list"), Column("rival", "flag")),
    "theme": (Column("name"), Column("any", "list"), Column("all", "list"), Column("none", "list")),
    "period": (Column("name"), Column("from", "day"), Column("to", "day")),
    "slogan": (Column("text"),),
    "person": (Column("name"), Column("aliases", "list"), Column("department"), Column("role", "choice", ("correspondent",))),
}  # fmt: skip
"""Tables with an entry a row."""
WITH_ID = ("company", "theme", "period")
SINGLES = (("crawl", Column("outlets", "list")), ("general", Column("officer")))
"""Fields of tables that stand once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a form."""

    key: str = ""
    """What it was called when the form was made: its id, name or text, `#2` for a second one; "": it is new."""
    values: Mapping[str, str] = field(default_factory=dict)
    """{column: text}, "" for nothing; a new one may bring its id."""

    @property
    def is_empty(self) -> bool:
        """Whether every field is blank: then an old entry goes."""
        return not any(value.strip() for value in self.values.values())


@dataclass(frozen=True, slots=True)
class Fields:
    """A form's content."""

    entries: Mapping[str, Sequence[Entry]]
    singles: Mapping[str, str]
    """{"crawl.outlets": …, "general.officer": …}"""


def read(data: bytes) -> Fields:
    """What the file says now. It must be a right one."""
    found = tomllib.loads(decoded(data)[2].replace("\r\n", "\n"))
    entries = {}
    for table, columns in COLUMNS.items():
        rows = found.get(table, [])
        entries[table] = [
            Entry(key, {column.key: _shown(row.get(column.key), column) for column in columns})
            for key, row in zip(names(rows), rows, strict=True)
        ]
    singles = {f"{table}.{c.key}": _shown(found.get(table, {}).get(c.key), c) for table, c in SINGLES}
    return Fields(entries, singles)


def write(data: bytes, fields: Fields) -> bytes:
    """The file with the fields in it. Entries that the form does not name stay; so does everything else."""
    file = Pieces(data)
    for table, columns in COLUMNS.items():
        known = file.of(table)
        taken = {str(piece.values().get("id", "")) for piece in known.values()}
        last = list(known.values())[-1] if known else None
        for entry in fields.entries.get(table, ()):
            piece = known.get(entry.key)
            if piece is not None and entry.is_empty:
                piece.content = ""
            elif piece is not None:
                _set(file, piece, columns, entry.values)
            elif not entry.is_empty:
                last = file.add(table, _fresh(table, entry, taken), last)
    for table, column in SINGLES:
        text = fields.singles.get(f"{table}.{column.key}")
        piece = next(iter(file.of(table).values()), None)
        if text is not None and piece is not None:
            _set(file, piece, (column,), {column.key: text})
        elif text is not None and text.strip():
            file.add(table, {column.key: _value(text, column, None)})
    return bytes(file)


def _set(file: Pieces, piece: Piece, columns: Sequence[Column], texts: Mapping[str, str]) -> None:
    """Write the keys that differ."""
    now, changed = piece.values(), {}
    for column in columns:
        old, text = now.get(column.key), texts.get(column.key)
        if text is None or text.replace("\r\n", "\n").strip() == _shown(old, column).strip():
            continue
        new = _value(text, column, old)
        if (new or None) != (old or None):
            changed[column.key] = new
    if changed:
        file.set(piece, changed)


def _fresh(table: str, entry: Entry, taken: set[str]) -> dict[str, Any]:
    """The keys of a new entry; an id is made where none was written."""
    values = {column.key: _value(entry.values.get(column.key, ""), column, None) for column in COLUMNS[table]}
    if table not in WITH_ID:
        return values
    id_ = entry.values.get("id", "").strip() or next(f"{table}{n}" for n in count(1) if f"{table}{n}" not in taken)
    taken.add(id_)
    return {"id": id_, **values}


def _value(text: str, column: Column, old: Any) -> Any:
    """A field's text as the value of the file; None for nothing."""
    text = text.strip()
    if column.kind == "list":
        return words(text, [str(word) for word in old or ()])
    if column.kind == "flag":
        return True if text else None
    if column.kind == "day":
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            return text  # the check says what is wanted
    return text or None


def words(text: str, old: Sequence[str] = ()) -> list[str]:
    """The words of a list: parted by commas of any kind or lines; one of `old`, which stood there as a whole, stays whole."""
    text = text.replace("\r\n", "\n").strip()
    found: list[str] = []
    for line in (text,) if text in old else text.split("\n"):
        found += [line.strip()] if line.strip() in old else [word.strip() for word in SEPARATORS.split(line)]
    return list(dict.fromkeys(word for word in found if word))


def _shown(value: Any, column: Column) -> str:
    if value is None or value is False:
        return ""
    if column.kind == "list" and isinstance(value, list):
        words = [str(word) for word in value]
        return ("\n" if any(SEPARATORS.search(word) for word in words) else "、").join(words)
    return "1" if value is True else str(value)


def entries_of(form: Mapping[str, str]) -> Fields:
    """What a sent form holds: `theme.3.any`, with `theme.3.key` for what the entry was called; `crawl.outlets`."""
    entries = {table: list(_sent(form, table)) for table in COLUMNS}
    return Fields(entries, {name: form[name] for name in (f"{t}.{c.key}" for t, c in SINGLES) if name in form})


def _sent(form: Mapping[str, str], table: str) -> Iterator[Entry]:
    for n in count():
        if f"{table}.{n}.key" not in form:
            return
        keys = [column.key for column in COLUMNS[table]] + (["id"] if f"{table}.{n}.id" in form else [])
        yield Entry(form[f"{table}.{n}.key"], {key: form.get(f"{table}.{n}.{key}", "") for key in keys})
