"""Lines: article rows of counting (the JSON shape of the contract) as lines to be printed, in the reader's words."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from ..config import Config
from ..counting.words import UNIT_KEYS, Words
from ..records import LEVELS
from ..wording import label, say
from .model import Line

DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Categories of characters that no file of an office shows, and that XML refuses."""
SAME_TEXT = ("reprint", "lower_level")
"""Reasons of further appearances of a story in the period …"""
SAME_TEXT_EVER = (*SAME_TEXT, "out_of_period", "off_theme")
"""… and at any time."""


def short(label: str) -> str:
    """A label without what stands in brackets, for a place that is in brackets itself: 报纸（数字报） → 报纸."""
    return label.partition("（")[0].partition(" (")[0]


def clean(text: str) -> str:
    """One line of printable characters."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in DROPPED)


class Who(NamedTuple):
    """A person in one department ("": none is known)."""

    name: str
    department: str


def named(db: Database, ids: Sequence[int]) -> dict[int, list[Who]]:
    """{article: its correspondents and our own people}, in the order of the byline."""
    rows = db.execute(
        "select article, coalesce(person, name), coalesce(department, '') from fact_bylines"
        " where article in (select value from json_each(?)) and (role = 'correspondent' or person is not null)"
        " order by article, position",
        [json.dumps(list(ids))],
    )
    found: dict[int, list[Who]] = defaultdict(list)
    for article, name, department in rows:
        found[article].append(Who(name, department))
    return found


class Printer:
    """Prints the articles of one database under one configuration."""

    def __init__(self, db: Database, config: Config) -> None:
        self.db = db
        self.words = Words(db, config)
        self.language = config.general.language

    def name(self, dim: str, value: str | None) -> str:
        """What a value of a dimension is called; "" for none."""
        if dim == "month" and value:
            return say("report.month", self.language, y=value[:4], m=int(value[5:]))
        return clean(self.words.value(dim, value)) if value else ""

    def unit(self, unit: str) -> str:
        """What a unit is called."""
        return label("unit", UNIT_KEYS[unit], self.language)

    def lines(self, rows: Sequence[Mapping[str, Any]], *, texts: bool = False) -> list[Line]:
        """A line for each row, in their order. `rows` should be all of a count, so that reprints are known."""
        ids = [row["id"] for row in rows]
        facts = self.facts(ids)
        people = named(self.db, ids)
        reprints = reprinted(rows)
        bodies = self._texts(ids) if texts else {}
        return [
            self._line(row, facts.get(row["id"], {}), people.get(row["id"], []), reprints, bodies.get(row["id"], ""))
            for row in rows
        ]

    def _line(
        self,
        row: Mapping[str, Any],
        facts: Mapping[str, Any],
        people: Sequence[Who],
        reprints: Mapping[int, set[str | None]],
        text: str,
    ) -> Line:
        comma = say("report.comma", self.language)
        others = reprints.get(row["story"], set()) - {row["outlet"]}
        names = dict.fromkeys(who.name for who in people)
        departments = dict.fromkeys(who.department for who in people if who.department)
        return Line(
            id=row["id"],
            day=row["published"][:10] if row["published"] else None,
            title=clean(row["title"]),
            outlet=self.name("outlet", row["outlet"]),
            level=self.name("level", facts.get("level")),
            rank=LEVELS.index(facts["level"]) if facts.get("level") in LEVELS else len(LEVELS),
            channel=self.name("channel", facts.get("channel")),
            page=self._page(row["page"]),
            role=self.name("role", row["role"]),
            people=clean(comma.join(names)),
            department=clean(comma.join(departments)),
            themes=comma.join(self.name("theme", theme) for theme in row["themes"]),
            length=facts.get("length", 0),
            url=row["url"],
            reason=self.name("reason", row["reason"]),
            why=comma.join(label("why", why, self.language) for why in row["why"]),
            story=row["story"],
            reprints=len(others),
            marks=label("mark", "gone", self.language) if "gone" in row["why"] else "",
            text=text,
        )

    def _page(self, page: Mapping[str, Any] | None) -> str:
        if not page:
            return ""
        front = say("report.front", self.language) if page.get("front") else ""
        return clean(f"{page.get('number') or ''} {page.get('name') or ''}") + front

    def facts(self, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        """What was settled of an article whatever the company: level, channel, length in characters."""
        rows = self.db.execute(
            "select article, level, channel, length from facts where article in (select value from json_each(?))"
            " group by article",
            [json.dumps(list(ids))],
        )
        return {row[0]: {"level": row[1], "channel": row[2], "length": row[3]} for row in rows}

    def _texts(self, ids: Sequence[int]) -> dict[int, str]:
        rows = self.db.execute(
            "select article, text from article_texts where article in (select value from json_each(?))",
            [json.dumps(list(ids))],
        )
        return {row[0]: "\n".join(clean(line) for line in row[1].split("\n")) for row in rows}


def reprinted(rows: Iterable[Mapping[str, Any]]) -> dict[int, set[str | None]]:
    """{story: outlets that carry it}, at whatever time; excerpts, mirrors and own pages are no reprints."""
    outlets: dict[int, set[str | None]] = defaultdict(set)
    for row in rows:
        if row["state"] == "counted" or (row["reason"] in SAME_TEXT_EVER and row["role"] in ("original", "reprint")):
            outlets[row["story"]].add(row["outlet"])
    return outlets


def ids_of_stories(db: Database, from_: str | None, to: str | None) -> list[int] | None:
    """Articles of all stories that touch a period, and of undated ones; None: no period, every article. A count of many years
    need not be read for one month of it.
    """
    if from_ is None and to is None:
        return None
    rows = db.execute(
        "select distinct article from facts where story in"
        " (select story from facts where day is null or day between ? and ?)",
        [from_ or "0", to or "9999"],
    )
    return [row[0] for row in rows]


def ids_of_signed_stories(db: Database) -> list[int]:
    """Articles of all stories that a correspondent or one of our own people signed somewhere."""
    rows = db.execute(
        "select distinct article from facts where story in (select f.story from fact_bylines b join facts f"
        " on f.article = b.article where b.role = 'correspondent' or b.person is not null)"
    )
    return [row[0] for row in rows]
