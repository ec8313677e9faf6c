"""Policy faults: whether each key of a policy is known, each value what it must be, and whether they agree.

A table in, one line a fault out, all at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from ..config.values import nearest
from ..records import CHANNELS, LEVELS
from ..wording import say

UNITS = ("篇", "条次", "家", "分")
HOW_IT_CAME = ("original", "reprint", "excerpt")
HOW_IT_SPEAKS = ("round_up", "passing")
ONE_OF = {
    "unit": UNITS,
    "outlet_by": ("outlet", "brand", "owner"),
    "reprints": ("once", "highest", "each"),
    "pending": ("shown",),
    "undated": ("shown",),
    "byline_share": ("full", "equal", "first"),
}
SOME_OF = {"roles": (*HOW_IT_CAME, *HOW_IT_SPEAKS), "levels": LEVELS, "channels": CHANNELS}
NEEDED = ("unit", "reprints", "roles", "levels", "channels", "text")
KEYS = ("name", *ONE_OF, *SOME_OF, "points", "text")
POINT_KEYS: dict[str, tuple[str, ...] | None] = {
    "level": LEVELS,
    "channel": CHANNELS,
    "role": SOME_OF["roles"],
    "position": ("front_page", "headline"),
    "length": None,
    "caps": ("per_story",),
}
"""{table of points: its keys}; None: numbers of characters."""
PRODUCT_MOST = 1_000_000
"""Points of one article: more than this is a slip, and more than state.sql can multiply exactly."""


class PolicyFaults:
    """Fault lines of one policy in one language; `where` names the file or table."""

    def __init__(self, where: str, language: str, *, layered: bool = False) -> None:
        """`layered`: the keys come from two tables; then points for what is not counted are no contradiction."""
        self.where = where
        self.language = language
        self.layered = layered
        self.lines: list[str] = []

    def check(self, table: Mapping[str, Any]) -> list[str]:
        """All faults of a complete policy."""
        for key in table:
            if key not in KEYS:
                self._wrong(key, "policy.unknown_key", hint=self._hint(key, KEYS))
        for key in NEEDED:
            if key not in table:
                self._wrong(key, "policy.missing")
        for key, words in ONE_OF.items():
            if key in table:
                self._word(key, table[key], words)
        for key, words in SOME_OF.items():
            if key in table:
                self._words(key, table[key], words)
        if "name" in table and not (isinstance(table["name"], str) and table["name"].strip()):
            self._wrong("name", "policy.text_wanted")
        self._text(table)
        self._points(table.get("points", {}))
        if not self.lines:
            self._agree(table)
        return self.lines

    def _agree(self, table: Mapping[str, Any]) -> None:
        unit, reprints, points = table["unit"], table["reprints"], table.get("points", {})
        if "original" not in table["roles"]:
            self._wrong("roles", "policy.no_original")
        if unit == "篇" and reprints == "each":
            self._wrong("reprints", "policy.stories_each")
        if unit == "条次" and reprints != "each":
            self._wrong("reprints", "policy.appearances_once")
        if unit == "分" and not any(points.get(name) for name in POINT_KEYS if name != "caps"):
            self._wrong("points", "policy.no_points")
        if unit != "分" and points:
            self._wrong("points", "policy.points_unused", unit=unit)
        if unit != "分" and table.get("byline_share", "full") != "full":
            self._wrong("byline_share", "policy.points_unused", unit=unit)
        for name, counted in (("level", "levels"), ("channel", "channels"), ("role", "roles")):
            for key in points.get(name, {}):
                if key not in table[counted] and not self.layered:
                    self._wrong(f"points.{name}", "policy.points_for_nothing", word=key, list=counted)

    def _points(self, points: Any) -> None:
        if not isinstance(points, Mapping):
            self._wrong("points", "policy.table_wanted", found=_shown(points))
            return
        for name, table in points.items():
            if name not in POINT_KEYS:
                self._wrong(f"points.{name}", "policy.unknown_key", hint=self._hint(name, tuple(POINT_KEYS)))
            elif not isinstance(table, Mapping):
                self._wrong(f"points.{name}", "policy.table_wanted", found=_shown(table))
            else:
                for key, value in table.items():
                    self._factor(f"points.{name}", key, value, POINT_KEYS[name])
        if not self.lines and prod(_largest(table) for name, table in points.items() if name != "caps") > PRODUCT_MOST:
            self._wrong("points", "policy.points_too_many", most=PRODUCT_MOST)

    def _factor(self, where: str, key: str, value: Any, keys: tuple[str, ...] | None) -> None:
        if keys is None and not (key.isascii() and key.isdigit()):
            self._wrong(where, "policy.characters_wanted", found=key)
        if keys is not None and key not in keys:
            self._wrong(where, "policy.unknown_key", hint=self._hint(key, keys, f"（{key}）"))
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= PRODUCT_MOST:
            self._wrong(f"{where}.{key}", "policy.number_wanted", found=_shown(value))
        elif round(value * 100) != round(value * 100, 6):
            self._wrong(f"{where}.{key}", "policy.two_places", found=_shown(value))

    def _text(self, table: Mapping[str, Any]) -> None:
        text = table.get("text", "-")
        said = text.get("zh") if isinstance(text, Mapping) else text
        if not isinstance(said, str) or not said.strip():
            self._wrong("text", "policy.text_wanted")

    def _word(self, key: str, found: Any, words: Sequence[str]) -> None:
        if found not in words:
            hint = self._hint(found, tuple(words))
            self._wrong(key, "policy.one_of", words="、".join(words), found=_shown(found), hint=hint)

    def _words(self, key: str, found: Any, words: Sequence[str]) -> None:
        if not isinstance(found, list | tuple) or not found:
            self._wrong(key, "policy.list_wanted", words="、".join(words), found=_shown(found))
            return
        for word in found:
            self._word(key, word, words)

    def _hint(self, word: Any, words: tuple[str, ...], before: str = "") -> str:
        close = nearest(word, words) if isinstance(word, str) else None
        return before + (say("fault.hint", self.language, word=close) if close else "")

    def _wrong(self, key: str, what: str, **fields: object) -> None:
        line = say("policy.fault", self.language, where=self.where, key=key, what=say(what, self.language, **fields))
        if line not in self.lines:
            self.lines.append(line)


def _largest(table: Mapping[str, Any]) -> float:
    """The largest factor; an article without any of these keys has 1."""
    return max(1.0, *table.values()) if table else 1.0


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
