"""Edit: coverage.toml changed by a program – comments, order, encoding and line ends stay as the officer left them."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from typing import Any

import tomlkit
from tomlkit import TOMLDocument

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def edited(data: bytes, change: Callable[[TOMLDocument], None] | None = None, append: str = "") -> bytes:
    """The bytes of a TOML file with `change` made to it and `append` (its own lines, ends as \\n) put at its end,
    after an empty line.

    Raises:
        UnicodeDecodeError, tomlkit.exceptions.ParseError: `data` is no such file; load_config says so in words.
    """
    bom, charset, text = decoded(data)
    if change is not None:
        document = tomlkit.parse(text)
        change(document)
        text = tomlkit.dumps(document)
    if append:
        newline = "\r\n" if "\r\n" in text else "\n"
        text = text.rstrip() + newline * 2 + append.strip("\n").replace("\n", newline) + newline
    return bom + text.encode(charset)


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


def with_outlet(data: bytes, keys: Mapping[str, Any], remark: str) -> bytes:
    """The file with one more [[outlet]] at its end, `remark` as a comment above it, and its id among `[crawl] outlets`
    where that key chooses outlets.
    """

    def choose(document: TOMLDocument) -> None:
        chosen = document.get("crawl", {}).get("outlets")
        if chosen is not None and "all" not in chosen and keys["id"] not in chosen:
            chosen.append(keys["id"])

    lines = [*(f"# {line}" for line in remark.splitlines()), "[[outlet]]"]
    lines += [f"{key} = {tomlkit.item(value).as_string()}" for key, value in keys.items()]
    return edited(data, choose, "\n".join(lines))
