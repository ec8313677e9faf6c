"""Make coverage_db/fold_table.tsv: which character stands for which when texts are compared. OpenCC's data in, table out.

Needs the developer's package `opencc` (not opencc-python-reimplemented, which installs the same module name). Run it after
an OpenCC release, look at the difference, and raise FOLD_VERSION in coverage_db/text.py.

Three things meet in one table of single characters: the one-to-one part of NFKC and case folding; Traditional to Simplified
by character; and the pairs that OpenCC's other variants swap within a phrase (着 著, 复 覆, 了 瞭 …). Characters joined by any
of these become one class, and the class one character. It need not be right, it must be the same for every spelling.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import opencc

TARGET = Path(__file__).parents[1] / "coverage_db" / "fold_table.tsv"
SHARE = Path(opencc.__file__).parent / "clib"
DICTIONARIES = (
    "TSCharacters", "TSCharactersExt", "TSPhrases", "STCharacters", "STPhrases", "STPhrases_GeneratedFromRegionalPhrases",
    "TWVariants", "TWVariantsRev", "TWVariantsPhrases", "TWVariantsRevPhrases",
    "HKVariants", "HKVariantsRev", "HKVariantsPhrases", "HKVariantsRevPhrases", "CJK_Compatibility_Ideographs",
)  # fmt: skip
SAME = {"ɡ": "g", "ɑ": "a", "•": "·", "‧": "·", "∙": "·", "・": "·", "･": "·", "\t": " "}
"""Look-alikes that Chinese pages use for one another: in pinyin, and between the parts of a foreign name."""
SAME |= dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n")
LAST = 0x323B0
"""Past the last assigned Han character."""


def main() -> None:
    """Write the table and print how large it is."""
    classes = han_classes()
    sources = defaultdict(list)
    for number in range(LAST):
        character = chr(number)
        if unicodedata.category(character) in ("Cs", "Cn", "Co"):
            continue
        target = folded(character, classes)
        if target != character:
            sources[target].append(character)
    versions = f"OpenCC {metadata.version('opencc')}, Unicode {unicodedata.unidata_version}"
    lines = [
        f"# made by scripts/make_fold_table.py from {versions}: target, then all that fold to it, as code points\n"
    ]
    for target, characters in sorted(sources.items()):
        lines.append(f"{ord(target):x}\t{' '.join(f'{ord(c):x}' for c in characters)}\n")
    TARGET.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{sum(map(len, sources.values()))} characters fold to {len(sources)}", file=sys.stderr)


def folded(character: str, classes: dict[str, str]) -> str:
    """The character that stands for `character`: repeated until nothing changes, so that folding twice is folding once."""
    while True:
        step = SAME.get(character, character)
        for change in (lambda c: unicodedata.normalize("NFKC", c), str.casefold):
            changed = change(step)
            step = changed if len(changed) == 1 and not unicodedata.combining(changed) else step
        step = classes.get(step, step)
        if step == character:
            return step
        character = step


def han_classes() -> dict[str, str]:
    """{character: the one that stands for its class}, by joining every pair that a dictionary of OpenCC swaps."""
    parent: dict[str, str] = {}

    def root(character: str) -> str:
        while parent.get(character, character) != character:
            character = parent[character]
        return character

    for name in DICTIONARIES:
        for key, values in entries(name):
            # of a single Traditional character the first Simplified one; phrases and variants: every spelling
            for value in values[:1] if name.startswith("TSCharacters") else values:
                if len(value) == len(key):
                    for one, other in zip(key, value, strict=True):
                        parent[root(one)] = root(other)
    members = defaultdict(list)
    for character in list(parent):
        members[root(character)].append(character)
    for top, characters in members.items():
        characters.append(top)
    count = usage()
    simplified = {values[0] for _, values in entries("TSCharacters")}
    best = lambda c: (count[c], c in simplified, -ord(c))  # noqa: E731
    return {c: max(group, key=best) for group in members.values() for c in group}


def usage() -> Counter[str]:
    """How often a character stands in OpenCC's Simplified phrases: which of a class is the usual one."""
    return Counter(character for key, _ in entries("STPhrases") for character in key)


def entries(name: str) -> Iterator[tuple[str, list[str]]]:
    """(key, values) of one dictionary of OpenCC."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "dictionary.txt"
        source = SHARE / "share" / "opencc" / f"{name}.ocd2"
        command = [SHARE / "bin" / "opencc_dict", "-i", source, "-o", text, "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True)
        for line in text.read_text("utf-8").splitlines():
            key, values = line.split("\t")
            yield key, values.split(" ")


if __name__ == "__main__":
    main()
