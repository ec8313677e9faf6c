"""Make coverage_db/readings.tsv: the pinyin readings of every Han character of GBK. pypinyin's data in, table out.

Needs the developer's package `pypinyin` (its data: pinyin-data, MIT). A line is a reading with its tone mark and the
characters that have it as their first reading, then those that have it among others.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

TARGET = Path(__file__).parents[1] / "coverage_db" / "readings.tsv"


def main() -> None:
    """Write the table and print how large it is."""
    first: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for number, readings in sorted(PINYIN_DICT.items()):
        character = chr(number)
        if in_gbk(character):
            for position, reading in enumerate(dict.fromkeys(readings.split(","))):
                (other if position else first)[unicodedata.normalize("NFC", reading)].append(character)
    lines = [
        "# made by scripts/make_readings.py: reading, characters with it as first, characters with it among others\n"
    ]
    lines += [f"{r}\t{''.join(first[r])}\t{''.join(other[r])}\n" for r in sorted({*first, *other})]
    TARGET.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{sum(map(len, first.values()))} characters, {len(lines) - 1} readings", file=sys.stderr)


def in_gbk(character: str) -> bool:
    """Whether two bytes of GBK stand for it."""
    try:
        return len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main()
