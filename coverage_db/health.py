"""Watch: which outlets were seen on which days, and which days are gaps. Reads the ledger that the crawl wrote.

An outlet is seen for a day when, on that day or later, an entry of it was read without fault and reached back to it and no
alarm stood (CONTRACT section 4, "Seen and gap"). Everything else that was expected is a gap, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlite_utils import Database

from .alarms import RHYTHM_DAYS
from .database import transaction
from .seen import Seen, iso, load, ordinal
from .wording import label, say

if TYPE_CHECKING:
    from .config import Config


EVER = ordinal("1990-01-01")
"""Before any reading: the report goes over the whole ledger."""


class Gap(NamedTuple):
    """A stretch of days, both included, that one outlet was expected to publish on and that nobody really saw."""

    outlet: str
    from_: str
    to: str
    reason: str
    """not_read, not_reached, or the alarm that stood."""


def gaps(
    db: Database,
    config: Config,
    from_: str | None,
    to: str | None,
    outlets: Iterable[str] | None = None,
    as_of: int | None = None,
) -> list[Gap]:
    """Every expected day from `from_` to `to` (at most yesterday) on which a watched outlet was not seen, days in a row
    with one reason as one gap. Without `from_`: from the earliest day of a stored article, not before `since`.

    `as_of`: the last decision that counts (`health --seen` is one).
    """
    first, last = _span(db, config, from_, to)
    if first > last:
        return []
    chosen = _watched_ids(db)
    if outlets is not None:
        wanted = set(outlets)
        chosen = [outlet for outlet in chosen if outlet in wanted]
    return [gap for outlet in load(db, chosen, first, as_of) for gap in _gaps_of(outlet, first, last)]


def expected(db: Database, config: Config, from_: str | None, to: str | None, days: Iterable[str]) -> dict[str, int]:
    """{day: how many watched outlets are expected to publish on it}, for days of the period."""
    first, _ = _span(db, config, from_, to)
    loaded = load(db, _watched_ids(db), first, None)
    return {day: sum(outlet.expects(ordinal(day)) for outlet in loaded) for day in days}


def by_hand(db: Database) -> list[str]:
    """Ids of the watched outlets that no crawl reads: they have no gaps, a person enters what they brought."""
    rows = db.execute("select id from outlets where watched = 1 and manual = 1 and own = 0 order by level_rank, id")
    return [row[0] for row in rows]


def day_states(db: Database, config: Config, day: str) -> dict[str, str | None]:
    """For each watched outlet that is expected to publish on `day`: None when it was seen, else the reason. Today counts as
    any other day.
    """
    wanted = ordinal(day)
    loaded = load(db, _watched_ids(db), wanted, None)
    return {outlet.id: outlet.unseen(wanted) for outlet in loaded if outlet.expects(wanted)}


def watched(db: Database, config: Config, day: str) -> tuple[list[str], list[str]]:
    """Ids of the outlets that were expected on `day` (应监测), and of those that were seen (实际监测)."""
    states = day_states(db, config, day)
    return list(states), [outlet for outlet, reason in states.items() if reason is None]


def report(db: Database, config: Config, day: str | None = None) -> dict[str, Any]:
    """What was seen and not seen up to `day` (default today), by all that is known now: the JSON shape `health`."""
    until = ordinal(day or config.today())
    crawled = [row[0] for row in db.execute("select id from outlets where crawled = 1 order by level_rank, id")]
    first, last = _span(db, config, None, day)
    watched_ids = set(_watched_ids(db))
    rows, found = [], []
    for outlet in load(db, crawled, EVER, None):
        if outlet.id in watched_ids:
            found += [gap_dict(gap) for gap in _gaps_of(outlet, first, last)]
        days = [known for known in outlet.history.days if known <= until]
        seen = [min(end, until) for start, end in outlet.seen if start <= until]
        rows.append(
            {
                "outlet": outlet.id,
                "last_seen": iso(max(seen)) if seen else None,
                "last_article": iso(days[-1]) if days else None,
                "expected_per_day": _per_day(db, outlet.id, days),
                "alarms": [{"kind": kind, "since": iso(since)} for kind, since in outlet.alarms_on(until).items()],
            }
        )
    return {"outlets": rows, "gaps": found}


def gap_dict(gap: Gap) -> dict[str, str]:
    """A gap in the JSON shape of the contract."""
    return {"outlet": gap.outlet, "from": gap.from_, "to": gap.to, "reason": gap.reason}


def mark_seen(db: Database, outlet: str, from_: str, to: str, *, by: str, note: str, now: str) -> int:
    """A person has looked: the outlet is seen from `from_` to `to`, both included. Appended like any decision; its number."""
    with transaction(db):
        cursor = db.execute(
            "insert into decisions (at, by, article, action, scope, value, note) values (?, ?, null, 'seen', 'outlet', ?, ?)",
            [now, by, f"{outlet} {from_} {to}", note],
        )
    return int(cursor.lastrowid or 0)


def gap_text(gap: dict[str, str], language: str) -> str:
    """A gap in words, without the outlet: 2022-04-01至2022-04-03 未监测."""
    key = "health.gap_day" if gap["from"] == gap["to"] else "health.gap"
    return say(key, language, from_=gap["from"], to=gap["to"], reason=reason_label(gap["reason"], language))


def reason_label(reason: str, language: str) -> str:
    """The label of a gap's reason: not_read, not_reached or an alarm."""
    return label("gap" if reason.startswith("not_") else "alarm", reason, language)


def fault_label(fault: str, language: str) -> str:
    """The label of a fault of the crawl: 连接超时, 网站返回503."""
    if fault.startswith("http_"):
        return say("fault.http", language, status=fault.removeprefix("http_"))
    return label("fault", fault, language)


def disk_used(config: Config) -> tuple[int, int]:
    """Bytes of the database (with what is not yet folded into it), bytes of the evidence folder."""
    base = config.database
    database = sum(path.stat().st_size for path in base.parent.glob(f"{base.name}*") if path.is_file())
    evidence = base.parent / "evidence"
    return database, sum(path.stat().st_size for path in evidence.rglob("*") if path.is_file())


def size_text(size: float) -> str:
    """Bytes for a reader: 3.4 MB."""
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:,.1f} GB"


def note_reach(db: Database) -> None:
    """Write how far back a list reached that shows no dates: the day of its oldest article that is stored. The caller commits.

    Called when a crawl has taken in its articles; what an interrupted crawl left open is written by the next one.
    """
    db.execute(
        "update entry_reads set (oldest, newest) = ("
        " select min(a.day), max(a.day) from links l join articles a on a.id = l.article"
        " where l.outlet = entry_reads.outlet and l.entry = entry_reads.entry"
        " and l.first_seen <= entry_reads.at and l.last_seen >= entry_reads.at)"
        " where oldest is null and fault is null and links > 0"
    )


def _gaps_of(outlet: Seen, first: int, last: int) -> Iterator[Gap]:
    start = end = 0
    reason: str | None = None
    for day in range(first, last + 1):
        if not outlet.expects(day):
            continue  # a day without an issue neither is a gap nor ends one
        why = outlet.unseen(day)
        if why != reason:
            if reason is not None:
                yield Gap(outlet.id, iso(start), iso(end), reason)
            start, reason = day, why
        end = day
    if reason is not None:
        yield Gap(outlet.id, iso(start), iso(end), reason)


def _watched_ids(db: Database) -> list[str]:
    rows = db.execute("select id from outlets where crawled = 1 and own = 0 order by level_rank, id")
    return [row[0] for row in rows]


def _span(db: Database, config: Config, from_: str | None, to: str | None) -> tuple[int, int]:
    """First and last day that can be a gap; the first after the last when there is none."""
    today = ordinal(config.today())
    last = min(ordinal(to), today - 1) if to else today - 1
    if from_:
        return ordinal(from_), last
    (earliest,) = db.execute("select min(day) from articles where day is not null").fetchone()
    return (max(ordinal(earliest), ordinal(config.since(config.today()))) if earliest else today), last


def _per_day(db: Database, outlet: str, days: Sequence[int]) -> float | None:
    """Articles a day over the four weeks of dates, one decimal; None without an article that has a day."""
    if not days:
        return None
    start = max(days[0], days[-1] - RHYTHM_DAYS + 1)
    query = "select count(*) from articles where outlet = ? and day between ? and ?"
    (count,) = db.execute(query, [outlet, iso(start), iso(days[-1])]).fetchone()
    return round(float(count) / (days[-1] - start + 1), 1)
