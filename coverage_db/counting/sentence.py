"""Sentence: the one that the officer hands in, written from a count. Filters in, text and count out. Reads only.

Templates stand in wording/sentence.tsv; which one applies, and when 据不完全统计 must stand: CONTRACT section 4, "Sentences".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from ..config import Config
from ..config.values import nearest
from ..database import one_state
from ..errors import UsageError
from ..records import LEVELS
from ..wording import say
from . import policy as policies
from . import state
from .count import Counts, check_dimensions, count_under
from .dimensions import PLAIN
from .filters import Filters
from .numerals import rounded
from .policy import Policy
from .words import Words

NAMED_ALL_MOST = 5
"""So many outlets are all named; of more only the first two."""
NAMED_ELSE = 2
PARTS = ("level", "theme", "company", "byline")
"""Dimensions that the sentence can part its number by."""


@dataclasses.dataclass(slots=True)
class _Told:
    """What a sentence is made of."""

    db: Database
    config: Config
    filters: Filters
    policy: Policy
    counts: Counts
    words: Words
    round_: bool
    plain: bool
    names: tuple[str, ...]
    """Names of the outlets (in the unit that is counted) that the officer wants named."""


def sentence(
    db: Database,
    config: Config,
    filters: Filters,
    *,
    round_: bool = False,
    names: Sequence[str] = (),
    by: Sequence[str] = (),
    plain: bool = False,
    language: str | None = None,
) -> dict[str, Any]:
    """{"sentence", "statement": None, "counts"} – the sentence for the first policy of `filters`; with a second policy in
    条次 both numbers stand in it.

    Args:
        round_: 30余篇 in place of 33篇.
        names: outlets to name, by id, name, brand or alias.
        by: level, theme, company or byline: the parts of the number.
        plain: without the number of outlets.

    Raises:
        UsageError: a name is no outlet or has nothing counted; the sentence cannot be parted so.
    """
    filters = filters.narrowed(states=())
    words = Words(db, config, language)
    by = check_dimensions(by, words.language)
    for dim in by:
        if dim not in PARTS:
            raise UsageError(say("sentence.no_part", words.language, dim=dim, known="、".join(PARTS)))
    chosen = [policies.load(config, name) for name in filters.policy_names()]
    with one_state(db), state.decisions_of(db, filters):
        counts = count_under(db, config, filters, chosen[0], by)
        told = _Told(db, config, filters, chosen[0], counts, words, round_, plain, ())
        told.names = _asked(told, names)
        text = _text(told)
        if len(chosen) > 1 and chosen[0].unit == "篇" and chosen[1].unit == "条次" and counts["total"]:
            second = count_under(db, config, filters, chosen[1], ())
            text += words.say("sentence.both", k=second["total"])
        for dim in by:
            text += _parts(told, dim)
        text = _capital(text + words.say("sentence.end"))
        if hedged(counts):
            text = words.say("sentence.hedge", rest=text if words.language == "zh" else text[0].lower() + text[1:])
    return {"sentence": text, "statement": None, "counts": counts}


def basis(db: Database, config: Config, policy: Policy, number: int | None = None, language: str = "zh") -> str:
    """The second sentence: policy, how far the data go, number of the statement."""
    read = db.execute(
        "select max(at) from (select max(at) as at from entry_reads union select max(first_seen) from articles)"
    )
    day = (read.fetchone()[0] or config.now())[:10]
    no = say("sentence.basis_no", language, no=number) if number is not None else ""
    return say("sentence.basis", language, policy=policies.title(policy, language), date=day, no=no)


def hedged(counts: Counts) -> bool:
    """Whether 据不完全统计 must stand: the period has gaps or pending articles."""
    return bool(counts["gaps"] or counts["excluded"].get("pending"))


def named(db: Database, filters: Filters, policy: Policy) -> list[tuple[str, int]]:
    """(outlet, brand or owner, its counted articles): the highest level first, then most articles."""
    key = PLAIN[policy.outlet_by]

    def work() -> list[tuple[str, int]]:
        query = f"select {key}, sum(articles) from {state.cells(db, filters, policy)} s where {key} is not null"
        order = "group by 1 order by min(level_rank), 2 desc, 1"
        return db.execute(f"{query} {order}", state.parameters(filters, policy)).fetchall()

    return state.remembered(db, filters, policy, "named", work)


def unit_name(told_words: Words, policy: Policy, key: str) -> str:
    """What a counted outlet, brand or owner is called."""
    return told_words.value("outlet", key) if policy.outlet_by == "outlet" else key


def _text(told: _Told) -> str:
    """The sentence up to its number, without a full stop."""
    counts, words, policy = told.counts, told.words, told.policy
    fields: dict[str, Any] = {
        "period": _period(told),
        "self": _self(told),
        "themes": themes_said(words, told.filters.themes),
        "verb": words.say("sentence.verb_tv" if _with_tv(told) else "sentence.verb"),
        "noun": words.say("sentence.noun_one" if counts["total"] == 1 else "sentence.noun"),
        "m": rounded(counts["total"], words.language) if told.round_ else counts["total"],
    }
    if not counts["total"]:
        return _zero(told, fields)
    if policy.unit == "分":
        key = "converted" if policy.name == "converted" else "points"
        title = policies.title(policy, words.language).partition("（")[0]
        return words.say(f"sentence.{key}", **fields, policy=title, k=counts["counted"])
    found = [unit_name(words, policy, key) for key, _ in named(told.db, told.filters, policy)]
    shown = told.names or tuple(found if len(found) <= NAMED_ALL_MOST else found[:NAMED_ELSE])
    others = len(shown) < len(found)
    fields["list"] = words.list(shown)
    fields["n"] = len(found)
    fields["etc"] = words.say("sentence.etc") if others else ""
    fields["among"] = words.say("sentence.among") if others else words.say("sentence.namely")
    if policy.unit == "条次":
        return words.say("sentence.appearances" if found else "sentence.appearances_nowhere", **fields)
    if policy.unit == "家":
        return words.say("sentence.outlets", **fields, k=_owners(told))
    if not found:
        return words.say("sentence.nowhere", **fields)
    if len(found) == 1:
        return words.say("sentence.one", **fields)
    if told.plain and others:
        return words.say("sentence.some_plain", **fields)
    return words.say("sentence.some", **fields)


def _zero(told: _Told, fields: dict[str, Any]) -> str:
    counts, words = told.counts, told.words
    pending = counts["excluded"].get("pending", 0)
    gapped = len({gap["outlet"] for gap in counts["gaps"]})
    if gapped:
        key = "zero_gap_pending" if pending else "zero_gap"
        return words.say(f"sentence.{key}", **fields, k=gapped, p=pending)
    if pending:
        return words.say("sentence.zero_pending", **fields, p=pending)
    return words.say("sentence.zero", **fields, n=_watched(told))


def _parts(told: _Told, dim: str) -> str:
    """，其中…: the number parted by one dimension; "" when there is nothing to part."""
    counts, words = told.counts, told.words
    if not counts["total"]:
        return ""
    if counts["by"] != [dim]:
        counts = count_under(told.db, told.config, told.filters, told.policy, (dim,))
    unit = "" if told.policy.name == "converted" else words.unit(counts["unit"])
    rows = [row for row in counts["rows"] if row["count"] and row[dim] is not None]
    if dim == "byline":
        return _signed(told, rows, unit)
    if dim == "level":
        rows.sort(key=lambda row: LEVELS.index(row["level"]) if row["level"] in LEVELS else len(LEVELS))
    parts = words.list(
        [words.say("sentence.part", name=words.value(dim, row[dim]), n=row["count"], unit=unit) for row in rows]
    )
    if not parts:
        return ""
    overlap = _on_several(told, [row["theme"] for row in rows]) if dim == "theme" else 0
    if overlap:
        articles = words.unit("篇" if told.policy.by_story else "条次")
        return words.say("sentence.parts_overlap", parts=parts, c=overlap, unit=articles)
    return words.say("sentence.parts", parts=parts)


def _signed(told: _Told, rows: list[dict[str, Any]], unit: str) -> str:
    """The correspondents and our own people: how many, for how many stories, who."""
    words = told.words
    ours = {
        row[0]
        for row in told.db.execute(
            "select distinct coalesce(person, name) from fact_bylines where role = 'correspondent' or person is not null"
        )
    }
    rows = sorted((row for row in rows if row["byline"] in ours), key=lambda row: (-row["count"], row["byline"]))
    if not rows:
        return words.say("sentence.signed_none")
    origins = count_under(told.db, told.config, told.filters, told.policy, ("origin",))["rows"]
    m = next((row["count"] for row in origins if row["origin"] == "contributed"), 0)
    shown = rows if len(rows) <= NAMED_ALL_MOST else rows[:NAMED_ELSE]
    parts = [words.say("sentence.part", name=row["byline"], n=row["count"], unit=unit) for row in shown]
    return words.say("sentence.signed", n=len(rows), m=m, unit=unit, parts=words.list(parts))


def themes_said(words: Words, themes: Sequence[str]) -> str:
    """疫情防控和复工复产; "" for none."""
    names = [words.value("theme", theme) for theme in themes]
    if not names:
        return ""
    joined = names[0] if len(names) == 1 else words.say("sentence.and", first=words.list(names[:-1]), last=names[-1])
    return words.say("sentence.on", themes=joined)


def _period(told: _Told) -> str:
    from . import periods

    said = periods.said(told.filters.span, told.words.language, today=told.config.today())
    return told.words.say("sentence.period", period=said) if said else ""


def _self(told: _Told) -> str:
    companies = told.config.watchlist.companies
    wanted = [company for company in companies if company.id in told.filters.companies]
    ours = told.config.watchlist.ours
    if not wanted and ours is not None:
        wanted = [ours]
    return told.words.list([company.short or company.name for company in wanted])


def _with_tv(told: _Told) -> bool:
    return bool(_of_cells(told, "max(channel = 'tv')"))


def _owners(told: _Told) -> int:
    return _of_cells(told, "count(distinct owner)")


def _of_cells(told: _Told, aggregate: str) -> int:
    """An aggregate over the counted articles."""

    def work() -> int:
        query = f"select {aggregate} from {state.cells(told.db, told.filters, told.policy)}"
        return int(told.db.execute(query, state.parameters(told.filters, told.policy)).fetchone()[0] or 0)

    return state.remembered(told.db, told.filters, told.policy, aggregate, work)


def _on_several(told: _Told, themes: list[str]) -> int:
    """How many counted articles are on two or more of the themes."""
    marks = ",".join(f":theme_{n}" for n in range(len(themes)))
    query = (
        f"select count(*) from (select s.article from {state.counted(told.db, told.filters, told.policy)} s join fact_themes t on t.article = s.article"
        f" where t.theme in ({marks}) group by s.article having count(*) > 1)"
    )
    values = {f"theme_{n}": theme for n, theme in enumerate(themes)}
    return int(told.db.execute(query, {**state.parameters(told.filters, told.policy), **values}).fetchone()[0])


def _watched(told: _Told) -> int:
    """How many outlets (in the unit counted) are watched and looked at."""
    filters = told.filters
    wanted = (filters.outlets, filters.levels, filters.brands, filters.owners, filters.channels)
    rows = told.db.execute(
        "select id, level, brand, owner, channel from outlets where watched = 1 and own = 0"
    ).fetchall()
    place = {"outlet": 0, "brand": 2, "owner": 3}[told.policy.outlet_by]
    return len({row[place] for row in rows if all(not w or row[i] in w for i, w in enumerate(wanted))})


def _asked(told: _Told, names: Sequence[str]) -> tuple[str, ...]:
    """The outlets to name, in the unit that is counted.

    Raises:
        UsageError: one is unknown, or has nothing counted.
    """
    if not names:
        return ()
    import json

    place = {"outlet": 0, "brand": 2, "owner": 3}[told.policy.outlet_by]
    known: dict[str, str] = {}
    for row in told.db.execute("select id, name, brand, owner, aliases from outlets"):
        for word in (row[3], row[2], *json.loads(row[4] or "[]"), row[1], row[0]):
            known[word] = row[place]
    counted = {key for key, _ in named(told.db, told.filters, told.policy)}
    found = []
    for name in names:
        language = told.words.language
        if name not in known:
            close = nearest(name, list(known))
            hint = say("fault.hint", language, word=close) if close else ""
            what = say("filter.outlet", language)
            raise UsageError(say("filter.unknown", language, what=what, word=name, hint=hint))
        if known[name] not in counted:
            raise UsageError(say("sentence.name_uncounted", language, name=name))
        found.append(unit_name(told.words, told.policy, known[name]))
    return tuple(dict.fromkeys(found))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:] if text else text
