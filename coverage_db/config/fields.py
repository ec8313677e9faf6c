"""Fields: what an officer changes most, as texts for a form, and back into coverage.toml – only what differs is written.

The file is taken apart at its table heads and only the pieces that change are touched, so comments, order, encoding and
line ends stay as they are. Bytes in, bytes out; whether the result is right, load.read_config says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, NamedTuple

import tomlkit

from .edit import decoded
from .schema import MANY, NAMED_BY

SEPARATORS = re.compile(r"[、，,；;\n]")
HEAD = re.compile(r"[ \t]*\[\[?[ \t]*([A-Za-z_]+)[ \t]*\]\]?[ \t]*(?:#.*)?$")


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


@dataclass(slots=True)
class _Block:
    """One table of the file."""

    table: str
    content: str
    """From its head to its last key."""
    tail: str
    """Blank lines and comments up to the next head."""


def read(data: bytes) -> Fields:
    """What the file says now. It must be a right one."""
    found = tomllib.loads(decoded(data)[2].replace("\r\n", "\n"))
    entries = {}
    for table, columns in COLUMNS.items():
        rows = found.get(table, [])
        entries[table] = [
            Entry(key, {column.key: _shown(row.get(column.key), column) for column in columns})
            for key, row in zip(_keys(rows), rows, strict=True)
        ]
    singles = {f"{table}.{c.key}": _shown(found.get(table, {}).get(c.key), c) for table, c in SINGLES}
    return Fields(entries, singles)


def write(data: bytes, fields: Fields) -> bytes:
    """The file with the fields in it. Entries that the form does not name stay; so does everything else."""
    bom, charset, text = decoded(data)
    newline = "\r\n" if "\r\n" in text else "\n"
    blocks = _blocks(text)
    taken = _taken(blocks)
    for table in COLUMNS:
        _write_table(blocks, table, fields.entries.get(table, ()), newline, taken)
    for table, column in SINGLES:
        if (name := f"{table}.{column.key}") in fields.singles:
            _write_single(blocks, table, column, fields.singles[name], newline)
    return bom + "".join(block.content + block.tail for block in blocks).encode(charset)


def _write_table(blocks: list[_Block], table: str, entries: Sequence[Entry], newline: str, taken: set[str]) -> None:
    of_table = [block for block in blocks if block.table == table]
    known = dict(zip(_keys([_rows(block)[0] for block in of_table]), of_table, strict=True))
    last = of_table[-1] if of_table else None
    for entry in entries:
        block = known.get(entry.key)
        if block is not None and entry.is_empty:
            block.content = ""
        elif block is not None:
            _set(block, COLUMNS[table], entry.values, newline)
        elif not entry.is_empty:
            new = _Block(table, _fresh(table, entry, newline, taken), "")
            _insert(blocks, last, new, newline)
            last = new


def _write_single(blocks: list[_Block], table: str, column: Column, text: str, newline: str) -> None:
    block = next((block for block in blocks if block.table == table), None)
    if block is not None:
        _set(block, (column,), {column.key: text}, newline)
    elif text.strip():
        block = _Block(table, f"[{table}]{newline}", "")
        _set(block, (column,), {column.key: text}, newline)
        _insert(blocks, None, block, newline)


def _insert(blocks: list[_Block], after: _Block | None, new: _Block, newline: str) -> None:
    """Put a table behind the last of its kind, before the remarks on what follows there; else at the end."""
    place = after or blocks[-1]
    if after is None and place.tail.strip():  # remarks at the end of the file stay above
        place.content, place.tail = place.content + place.tail, ""
    if place.content and not place.content.endswith("\n"):
        place.content += newline
    new.content = (newline if place.content.strip() else "") + new.content
    new.tail, place.tail = place.tail, ""
    blocks.insert(blocks.index(place) + 1, new)


def _set(block: _Block, columns: Sequence[Column], values: Mapping[str, str], newline: str) -> None:
    """Change the keys that differ."""
    document = tomlkit.parse(block.content)
    tables: Any = document[block.table]
    item = tables[0] if block.table in MANY else tables
    changed = False
    for column in columns:
        if column.key not in values:
            continue
        old = item.get(column.key)
        new, text = _value(values[column.key], column, old), values[column.key].replace("\r\n", "\n")
        if (new or None) == (_plain(old) or None) or text.strip() == _shown(_plain(old), column).strip():
            continue
        changed = True
        if not new:
            del item[column.key]
        elif isinstance(new, list) and old is not None:
            _change_list(item, column.key, new)
        else:
            item[column.key] = new
    if changed:
        text = tomlkit.dumps(document).rstrip("\r\n") + newline
        block.content = text if newline == "\n" else re.sub(r"(?<!\r)\n", newline, text)


def _change_list(item: Any, key: str, new: list[str]) -> None:
    """Take out and add, so that remarks within a long list stay."""
    array = item[key]
    for word in [word for word in array if word not in new]:
        array.remove(word)
    for word in new:
        if word not in array:
            array.append(word)
    if list(array) != new:
        item[key] = new


def _fresh(table: str, entry: Entry, newline: str, taken: set[str]) -> str:
    lines = [f"[[{table}]]"]
    if table in WITH_ID:
        id_ = entry.values.get("id", "").strip() or next(f"{table}{n}" for n in count(1) if f"{table}{n}" not in taken)
        taken.add(id_)
        lines.append(f"id = {tomlkit.item(id_).as_string()}")
    for column in COLUMNS[table]:
        value = _value(entry.values.get(column.key, ""), column, None)
        if value:
            lines.append(f"{column.key} = {tomlkit.item(value).as_string()}")
    return newline.join(lines) + newline


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


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


def _keys(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each entry is called, a second one of the same name with #2."""
    seen: dict[str, int] = {}
    keys = []
    for row in rows:
        name = str(next((row[key] for key in NAMED_BY if key in row), ""))
        seen[name] = seen.get(name, 0) + 1
        keys.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return keys


def _taken(blocks: Sequence[_Block]) -> set[str]:
    return {str(_rows(block)[0].get("id", "")) for block in blocks if block.table in MANY}


def _rows(block: _Block) -> list[dict[str, Any]]:
    rows: Any = tomllib.loads(block.content.replace("\r\n", "\n"))[block.table]
    return rows if isinstance(rows, list) else [rows]


def _blocks(text: str) -> list[_Block]:
    """The file in pieces, whose texts in a row are the file."""
    blocks = [_Block("", "", "")]
    for line in text.splitlines(keepends=True):
        head = HEAD.match(line.rstrip("\r\n"))
        if head and _is_whole(blocks[-1]):
            blocks.append(_Block(head[1], line, ""))
        elif (not line.strip() or line.lstrip().startswith("#")) and _is_whole(blocks[-1]):
            blocks[-1].tail += line
        else:
            blocks[-1].content += blocks[-1].tail + line
            blocks[-1].tail = ""
    return blocks


def _is_whole(block: _Block) -> bool:
    """Whether no list or text is open at its end: a line in there may look like a head or a remark."""
    try:
        tomllib.loads(block.content.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return False
    return True


def entries_of(form: Mapping[str, str]) -> Fields:
    """What a sent form holds: `theme.3.any`, with `theme.3.key` for what the entry was called; `crawl.outlets`."""
    entries = {table: list(_sent(form, table)) for table in COLUMNS}
    return Fields(entries, {name: form[name] for name in (f"{t}.{c.key}" for t, c in SINGLES) if name in form})


def _sent(form: Mapping[str, str], table: str) -> Iterator[Entry]:
    for n in count():
        if f"{table}.{n}.key" not in form:
            return
        names = [column.key for column in COLUMNS[table]] + (["id"] if f"{table}.{n}.id" in form else [])
        yield Entry(form[f"{table}.{n}.key"], {name: form.get(f"{table}.{n}.{name}", "") for name in names})
