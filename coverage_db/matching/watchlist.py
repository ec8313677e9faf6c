"""Watchlist: what is watched, as plain frozen values, and as the JSON snapshot in the database (`meta.watchlist`).

coverage_db.config makes one from coverage.toml. Matching uses the snapshot: a changed file has no effect until `retag`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Company:
    """A company that is watched: ours, or with `rival` one that we are compared with."""

    id: str
    name: str
    short: str = ""
    """How the sentence calls us (公司). Too general to be watched for."""
    aliases: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    """Longer names that are somebody else's: they absorb an alias that stands inside them."""
    near: tuple[str, ...] = ()
    """When there are any: a spelling counts only in an article that holds one of these in its headlines or text."""
    rival: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and the aliases, each once, in that order."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Person:
    """A person whose name is a clue. With a `role` one of our own writers: then a clue only in a byline."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    department: str = ""
    near: tuple[str, ...] = ()
    from_: str | None = None
    """First day on which the name is a clue, "2022-01-01"; None: from ever."""
    to: str | None = None
    """Last day, included; None: for ever."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and the pen names, each once, in that order."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Slogan:
    """A slogan of ours: one alone makes an article a candidate that waits."""

    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of ours: a clue."""

    name: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: the article holds one of `any` (if there are any), each of `all`, and nothing of `none`."""

    id: str
    name: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Everything that is watched, in the order of coverage.toml. Hashable: its compiled matcher is made once."""

    companies: tuple[Company, ...] = ()
    persons: tuple[Person, ...] = ()
    slogans: tuple[Slogan, ...] = ()
    places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    notices: tuple[str, ...] = ()
    """Words in a title that make it a routine notice."""
    attention: tuple[str, ...] = ()
    """Words for the officer's eye; they decide nothing."""

    @property
    def ours(self) -> Company | None:
        """The first company that is no rival: clues belong to it. None: no company of ours is watched."""
        return next((company for company in self.companies if not company.rival), None)

    def to_json(self) -> str:
        """The snapshot, keys in a fixed order: equal watchlists give equal texts."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Watchlist:
        """The watchlist of a snapshot.

        Raises:
            ValueError, TypeError: the text is no snapshot of this version.
        """
        data = json.loads(text)
        return cls(
            companies=tuple(Company(**_tuples(row)) for row in data["companies"]),
            persons=tuple(Person(**_tuples(row)) for row in data["persons"]),
            slogans=tuple(Slogan(**row) for row in data["slogans"]),
            places=tuple(Place(**row) for row in data["places"]),
            themes=tuple(Theme(**_tuples(row)) for row in data["themes"]),
            notices=tuple(data["notices"]),
            attention=tuple(data["attention"]),
        )

    def words(self) -> Iterator[str]:
        """Every spelling and word that matching looks for, as configured; some stand twice."""
        for company in self.companies:
            yield from (*company.spellings, *company.not_in, *company.near)
        for person in self.persons:
            yield from (*person.spellings, *person.near)
        yield from (slogan.text for slogan in self.slogans)
        yield from (place.name for place in self.places)
        for theme in self.themes:
            yield from (*theme.any, *theme.all, *theme.none)
        yield from (*self.notices, *self.attention)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
