"""Edit: coverage.toml changed by a program – everything else stays as the officer left it (see pieces.py)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit

from .pieces import Pieces


def with_keys(data: bytes, table: str, name: str, values: Mapping[str, Any]) -> bytes:
    """The file with these keys in the entry of this id; in a new one at its end when there is none."""
    file = Pieces(data)
    piece = file.of(table).get(name)
    if piece is not None:
        file.set(piece, values)
    else:
        file.add(table, {"id": name, **values})
    return bytes(file)


def with_outlet(data: bytes, keys: Mapping[str, Any], remark: str) -> bytes:
    """The file with one more [[outlet]] at its end, `remark` as a comment above it, and its id among `[crawl] outlets`
    where that key chooses outlets.
    """
    file = Pieces(data)
    for crawl in file.of("crawl").values():
        chosen = crawl.values().get("outlets")
        if chosen is not None and "all" not in chosen and keys["id"] not in chosen:
            file.set(crawl, {"outlets": [*chosen, keys["id"]]})
    lines = [*(f"# {line}" for line in remark.splitlines()), "[[outlet]]"]
    lines += [f"{key} = {tomlkit.item(value).as_string()}" for key, value in keys.items()]
    file.append("\n".join(lines))
    return bytes(file)
