"""Filters: what is judged (period, themes), what is looked at, under which policies – checked, with the nearest word.

The same everywhere: options of verbs, query strings of pages, statements.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..config import Config
from ..config.values import nearest
from ..errors import UsageError
from ..records import CHANNELS, LEVELS
from ..wording import say
from . import periods, policy

STATES = ("counted", "pending", "excluded", "none")
NARROWING = ("outlets", "levels", "brands", "owners", "channels", "states")
NAMES = {
    "from": "from_", "to": "to", "period": "period", "theme": "themes", "outlet": "outlets", "level": "levels",
    "brand": "brands", "owner": "owners", "channel": "channels", "company": "companies", "state": "states",
    "policy": "policies", "as-of": "as_of",
}  # fmt: skip
"""{name of the option and query parameter: field}."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a count is asked for. Make one with `Filters.make`: it checks every word."""

    from_: str | None = None
    to: str | None = None
    period: str | None = None
    """The period word as given; its days stand in `from_` and `to`."""
    period_name: str | None = None
    themes: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    """Empty: every company that is no rival."""
    states: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    """Empty: the policy of coverage.toml."""
    as_of: int | str | None = None
    """Number of a decision, or a day: decisions up to then."""

    @classmethod
    def make(
        cls,
        config: Config,
        db: Database | None = None,
        *,
        from_: str | None = None,
        to: str | None = None,
        period: str | None = None,
        themes: Sequence[str] = (),
        outlets: Sequence[str] = (),
        levels: Sequence[str] = (),
        brands: Sequence[str] = (),
        owners: Sequence[str] = (),
        channels: Sequence[str] = (),
        companies: Sequence[str] = (),
        states: Sequence[str] = (),
        policies: Sequence[str] = (),
        as_of: int | str | None = None,
    ) -> Filters:
        """Checked filters. Themes, outlets and companies may be given by id or name; `db` None: outlets, brands and owners
        are not checked.

        Raises:
            UsageError: an unknown word, with the nearest right one; all of them, one line each.
        """
        words = _Words(config)
        span = words.span(from_, to, period)
        watched = config.watchlist
        theme_ids = words.known("theme", themes, {theme.id: (theme.name,) for theme in watched.themes})
        company_ids = words.known("company", companies, {c.id: (c.name, *c.aliases) for c in watched.companies})
        outlet_ids, brand_names, owner_names = tuple(outlets), tuple(brands), tuple(owners)
        if db is not None and (outlets or brands or owners):
            rows = db.execute("select id, name, brand, owner, aliases from outlets order by watched").fetchall()
            outlet_ids = words.known("outlet", outlets, {row[0]: (row[1], *json.loads(row[4] or "[]")) for row in rows})
            brand_names = words.known("brand", brands, {row[2]: () for row in rows})
            owner_names = words.known("owner", owners, {row[3]: () for row in rows})
        for name in policies:
            words.policy(name)
        made = cls(
            span.from_,
            span.to,
            period or None,
            span.name,
            theme_ids,
            outlet_ids,
            words.known("level", levels, dict.fromkeys(LEVELS, ())),
            brand_names,
            owner_names,
            words.known("channel", channels, dict.fromkeys(CHANNELS, ())),
            company_ids,
            words.known("state", states, dict.fromkeys(STATES, ())),
            tuple(dict.fromkeys(policies)),
            words.as_of(as_of, db),
        )
        if words.lines:
            raise UsageError("\n".join(words.lines))
        return made

    @classmethod
    def from_query(cls, config: Config, db: Database | None, query: Mapping[str, Sequence[str]]) -> Filters:
        """Filters from a query string, the options' names as parameters; other parameters are left alone.

        Raises:
            UsageError: as `make`.
        """
        given: dict[str, Any] = {}
        for name, field in NAMES.items():
            values = [value for value in query.get(name, ()) if value]
            if values:
                given[field] = values[-1] if field in ("from_", "to", "period", "as_of") else values
        return cls.make(config, db, **given)

    def query(self) -> dict[str, Any]:
        """The filters as parameters of a query string; a period is given by its word."""
        written: dict[str, Any] = {}
        for name, field in NAMES.items():
            value = getattr(self, field)
            if value and not (self.period and field in ("from_", "to")):
                written[name] = list(value) if isinstance(value, tuple) else value
        return written

    def narrowed(self, **changes: Any) -> Filters:
        """The same filters with some fields changed: `filters.narrowed(states=("counted",))`."""
        return dataclasses.replace(self, **changes)

    @property
    def span(self) -> periods.Span:
        """The period."""
        return periods.Span(self.from_, self.to, self.period_name)

    def policy_names(self) -> tuple[str | None, ...]:
        """The policies to count under; (None,): that of coverage.toml."""
        return self.policies or (None,)

    def parameters(self) -> dict[str, Any]:
        """The filters' part of the parameters of state.sql."""
        narrow = {"levels": "narrow_levels", "channels": "narrow_channels"}
        lists = ("companies", "themes", *NARROWING)
        return {
            "day_from": self.from_,
            "day_to": self.to,
            "narrowed": int(any(getattr(self, name) for name in NARROWING)),
            **{narrow.get(name, name): json.dumps(getattr(self, name), ensure_ascii=False) for name in lists},
        }


class _Words:
    """Checks words and collects a line for each that is wrong."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.language = config.general.language
        self.lines: list[str] = []

    def known(self, kind: str, given: Sequence[str], known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        """The ids that `given` means; `known`: {id: other names}."""
        by_name = {name: id_ for id_, others in known.items() for name in others}
        found = []
        for word in given:
            id_ = word if word in known else by_name.get(word)
            if id_ is None:
                self._unknown(kind, word, (*known, *by_name))
            else:
                found.append(id_)
        return tuple(dict.fromkeys(found))

    def span(self, from_: str | None, to: str | None, period: str | None) -> periods.Span:
        if period and (from_ or to):
            self.lines.append(say("filter.period_and_days", self.language))
        if period:
            today = self.config.today()
            span = periods.read_period(period, self.config.periods, today)
            if span is None:
                known = [period.id for period in self.config.periods]
                self._unknown("period", period, (*known, *periods.RELATIVE))
            return span or periods.Span()
        days = [self._day(word) for word in (from_, to)]
        if all(days) and str(days[0]) > str(days[1]):
            self.lines.append(say("filter.days_reversed", self.language, first=days[0], last=days[1]))
        return periods.Span(*days)

    def policy(self, name: str) -> None:
        try:
            policy.load(self.config, name)
        except UsageError as error:
            self.lines.append(str(error))

    def as_of(self, word: int | str | None, db: Database | None) -> int | str | None:
        if word is None or word == "":
            return None
        if str(word).isdigit() and len(str(word)) < 8:
            number = int(word)
            last = db.execute("select coalesce(max(id), 0) from decisions").fetchone()[0] if db is not None else number
            if number > last:
                self.lines.append(say("filter.no_decision", self.language, number=number, last=last))
            return number
        return self._day(str(word))

    def _day(self, word: str | None) -> str | None:
        if not word:
            return None
        day = periods.read_day(word)
        if day is None:
            self.lines.append(say("filter.no_day", self.language, word=word))
        return day

    def _unknown(self, kind: str, word: str, words: Sequence[str]) -> None:
        close = nearest(word, list(words))
        hint = say("fault.hint", self.language, word=close) if close else ""
        what = say(f"filter.{kind}", self.language)
        if not close and len(words) <= 30:
            hint = say("fault.known_keys", self.language, keys="、".join(words) or say("fault.nothing", self.language))
        self.lines.append(say("filter.unknown", self.language, what=what, word=word, hint=hint))
