"""Pieces: coverage.toml taken apart at its table heads, so that a change touches one table and nothing else of the file.

Comments, order, encoding and line ends stay as the officer left them. (tomlkit alone would move tables of one kind together
when others stand between them; here it only ever sees one table.) Bytes in, bytes out.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit

from .schema import MANY, NAMED_BY

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
HEAD = re.compile(r"[ \t]*\[\[?[ \t]*([A-Za-z_]+)[ \t]*\]\]?[ \t]*(?:#.*)?$")


def decoded(data: bytes) -> tuple[bytes, str, str]:
    """Byte-order mark, encoding and text of the file.

    Raises:
        UnicodeDecodeError: it is neither UTF-8, UTF-16 with a mark, nor GB18030.
    """
    bom, charset = next(((bom, name) for bom, name in BOMS.items() if data.startswith(bom)), (b"", ""))
    if not charset:
        try:
            data.decode("utf-8")
            charset = "utf-8"
        except UnicodeDecodeError:
            charset = "gb18030"
    return bom, charset, data[len(bom) :].decode(charset)


def names(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each entry is called: its id, name or text; a second one of the same name with #2."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        name = str(next((row[key] for key in NAMED_BY if key in row), ""))
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return found


@dataclass(slots=True, eq=False)
class Piece:
    """One table of the file; the first one, without a name, is what stands before all heads."""

    table: str
    content: str
    """From its head to its last key."""
    tail: str = ""
    """Blank lines and comments up to the next head."""

    def values(self) -> dict[str, Any]:
        """Its keys as plain values."""
        found: Any = tomllib.loads(self.content.replace("\r\n", "\n"))[self.table]
        return dict(found[0] if isinstance(found, list) else found)

    def is_whole(self) -> bool:
        """Whether no list or text is open at its end: a line in there may look like a head or a remark."""
        try:
            tomllib.loads(self.content.replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError:
            return False
        return True


class Pieces:
    """A right coverage.toml in pieces."""

    def __init__(self, data: bytes) -> None:
        self.bom, self.charset, text = decoded(data)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.all = [Piece("", "")]
        for line in text.splitlines(keepends=True):
            last = self.all[-1]
            head = HEAD.match(line.rstrip("\r\n"))
            if head and last.is_whole():
                self.all.append(Piece(head[1], line))
            elif (not line.strip() or line.lstrip().startswith("#")) and last.is_whole():
                last.tail += line
            else:
                last.content += last.tail + line
                last.tail = ""

    def __bytes__(self) -> bytes:
        return self.bom + "".join(piece.content + piece.tail for piece in self.all).encode(self.charset)

    def of(self, table: str) -> dict[str, Piece]:
        """{what it is called: piece} of the tables of one kind; a table that stands once is called ""."""
        found = [piece for piece in self.all if piece.table == table and piece.content]
        return dict(zip(names([piece.values() for piece in found]), found, strict=True))

    def set(self, piece: Piece, values: Mapping[str, Any]) -> None:
        """Change, add or (empty values) take out keys of a table. Of a list only words go and come, so remarks within stay."""
        document = tomlkit.parse(piece.content)
        tables: Any = document[piece.table]
        item = tables[0] if piece.table in MANY else tables
        for key, value in values.items():
            if not value:
                item.pop(key, None)
            elif isinstance(value, list) and isinstance(item.get(key), list):
                _change_list(item, key, value)
            else:
                item[key] = value
        text = tomlkit.dumps(document).rstrip("\r\n") + "\n"
        piece.content = re.sub(r"\r?\n", lambda _: self.newline, text)

    def add(self, table: str, values: Mapping[str, Any], after: Piece | None = None) -> Piece:
        """A new table behind `after`, before the remarks on what follows there; else at the end of the file."""
        head = f"[[{table}]]" if table in MANY else f"[{table}]"
        lines = [head, *(f"{key} = {tomlkit.item(value).as_string()}" for key, value in values.items() if value)]
        place = after or self.all[-1]
        if after is None and place.tail.strip():  # remarks at the end of the file stay above
            place.content, place.tail = place.content + place.tail, ""
        if place.content and not place.content.endswith("\n"):
            place.content += self.newline
        gap = self.newline if place.content.strip() else ""
        new = Piece(table, gap + self.newline.join(lines) + self.newline, place.tail)
        place.tail = ""
        self.all.insert(self.all.index(place) + 1, new)
        return new

    def append(self, text: str) -> None:
        """Lines at the end of the file, after an empty one."""
        last = self.all[-1]
        whole = (last.content + last.tail).rstrip()
        last.content = (
            whole + self.newline * 2 * bool(whole) + text.strip("\n").replace("\n", self.newline) + self.newline
        )
        last.tail = ""


def _change_list(item: Any, key: str, new: list[str]) -> None:
    array = item[key]
    for word in [word for word in array if word not in new]:
        array.remove(word)
    for word in new:
        if word not in array:
            array.append(word)
    if list(array) != new:
        item[key] = new
