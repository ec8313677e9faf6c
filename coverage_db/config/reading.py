"""Reading: the bytes of coverage.toml as plain tables – whatever Notepad made of them – or the lines that are no TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from ..errors import ConfigError
from ..wording import say

MARKS = {
    "“": '"', "”": '"', "＂": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "＇": "'", "，": ",", "、": ",", "＝": "=", "［": "[",
    "］": "]", "【": "[", "】": "]", "：": "=", "。": ".", "．": ".", "＃": "#", "　": " ", "；": ",", "－": "-", "＿": "_",
}  # fmt: skip
"""Full-width marks that a Chinese keyboard gives, and the one that TOML wants."""
PAIRS = {
    "“": "“”",
    "”": "“”",
    "‘": "‘’",
    "’": "‘’",
    "【": "【】",
    "】": "【】",
    "［": "［］",
    "］": "［］",
    "「": "「」",
    "」": "「」",
}
"""Marks that come in pairs are named as the pair, once a line."""

POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
DAY_LIKE = re.compile(r"=\s*\d{4}\s*[-/.年]\s*\d{1,2}")
HAN_KEY = re.compile(r"\s*[^\s\"'=\[\]#]*[\u4e00-\u9fff][^\"'=\[\]#]*=")
BARE_TEXT = re.compile(r"[=\[,]\s*[^\s\"'\[{\d+\-tf#]")


def read_toml(data: bytes, name: str, language: str = "zh") -> dict[str, Any]:
    """The tables of a TOML file in UTF-8 (with or without byte-order mark), UTF-16 with one, or GB18030.

    Raises:
        ConfigError: no encoding fits, or the syntax is wrong: the full-width marks with their lines, else the line.
    """
    text = _decode(data)
    if text is None:
        raise ConfigError([say("fault.encoding", language, file=name)])
    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError) as error:  # ValueError: a day such as 2022-02-30
        faults = list(_marks(text, name, language)) or [_syntax(text, str(error), name, language)]
        raise ConfigError(faults) from error


def _decode(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        charsets = ["utf-16"]
    else:
        charsets = ["utf-8-sig", "gb18030"]
    for charset in charsets:
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return None


def _marks(text: str, name: str, language: str) -> Iterator[str]:
    """A line for each full-width mark outside texts and comments, once a line of the file."""
    for number, line in enumerate(text.split("\n"), 1):
        found = {PAIRS.get(mark, mark): MARKS[mark] for mark in _outside(line) if mark in MARKS}
        for mark, wanted in found.items():
            shown = f"{wanted} {wanted}" if wanted in "\"'" else "[ ]" if wanted in "[]" and len(mark) == 2 else wanted
            kind = "quote" if wanted in "\"'" else "space" if wanted == " " else "mark"
            yield say(f"fault.fullwidth_{kind}", language, file=name, line=number, found=" ".join(mark), wanted=shown)


def _outside(line: str) -> Iterator[str]:
    """The characters of a line that stand in no text and no comment. Good enough for a file that is no TOML anyhow."""
    quote, escaped = "", False
    for character in line:
        if quote:
            if character == quote and not escaped:
                quote = ""
            escaped = character == "\\" and not escaped and quote == '"'
        elif character in "\"'":
            quote = character
        elif character == "#":
            return
        else:
            yield character


def _syntax(text: str, message: str, name: str, language: str) -> str:
    position = POSITION.search(message)
    lines = text.split("\n")
    number = int(position[1]) if position and position[1] else _unclosed(lines)
    line = lines[number - 1] if number <= len(lines) else ""
    key = f"fault.syntax_{_kind(message, line)}"
    return say(
        key, language, file=name, line=number, text="".join(c if c.isprintable() else " " for c in line).strip()[:60]
    )


def _unclosed(lines: list[str]) -> int:
    """The line to look at when the file ends within something: the last that opens a list or a text."""
    openers = [n for n, line in enumerate(lines, 1) if "[" in line.partition("=")[2] or '"""' in line or "'''" in line]
    return openers[-1] if openers else len(lines)


def _kind(message: str, line: str) -> str:
    value = line.partition("=")[2].strip()
    if "overwrite" in message:
        return "twice"
    if "twice" in message or "mutate immutable" in message or "declare" in message.lower():
        return "table_twice"
    if "'\\'" in message or "Unescaped" in message or "hex value" in message:
        return "backslash"
    if DAY_LIKE.search(line) and not value.startswith(('"', "'")):
        return "day"
    if value.startswith(('"', "'")) and value.count(value[0]) % 2:
        return "quote_open"
    if not any(mark in line for mark in "=[\"'"):
        return "other"
    if message.endswith("(at end of document)") or "Unclosed array" in message or line.lstrip().startswith("["):
        return "open"
    if HAN_KEY.match(line):
        return "key"
    if "=" in line and BARE_TEXT.search(line):
        return "bare"
    return "other"
