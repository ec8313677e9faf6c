"""Daily: gathers what a day's digest says, keeps what was sent in the table `digests`, and sends again what failed.

A report is kept before it is sent: a service that was down gets it at the next run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from .. import counting, health
from ..config import Config
from ..counting import policy as policies
from ..counting.filters import Filters
from ..database import one_state, transaction
from ..notify import Message, Service, send
from ..retag import is_stale
from ..wording import say
from .digest import Day, Digest, Item, compose, supplement
from .lines import Printer, ids_of_stories, short
from .model import Line

RETRY_DAYS = 7
"""An unsent report is sent again this long; then it is old news."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What became of one report at one service."""

    day: str
    service: str
    reason: str | None
    """None: delivered."""
    again: bool = False
    """It had failed before."""


def digest_of(db: Database, config: Config, day: str) -> Digest | None:
    """What is to be said of `day` now: its report; when one was sent already, a 补报, or the zero report once what was missing
    then has been seen; None when there is nothing new.
    """
    found = gather(db, config, day)
    sent = db.execute("select form, articles from digests where day = ? order by id", [day]).fetchall()
    if not sent:
        return compose(found)
    more = supplement(found, [article for _, text in sent for article in json.loads(text)])
    now = compose(found)
    return more or (now if now.form == "zero" != sent[-1][0] else None)


def gather(db: Database, config: Config, day: str) -> Day:
    """What is known of `day`, in one state of the database."""
    with one_state(db):
        return _gather(db, config, day)


def _gather(db: Database, config: Config, day: str) -> Day:
    language = config.general.language
    ours = config.watchlist.ours
    filters = Filters.make(config, db, from_=day, to=day)
    rows = counting.articles(db, config, filters, ids=ids_of_stories(db, day, day))
    counts = counting.count(db, config, filters)
    appearances = counting.count(db, config, Filters.make(config, db, from_=day, to=day, policies=("appearances",)))
    states = health.day_states(db, config, day)
    printer = Printer(db, config)
    policy = policies.load(config, counts["policy"])
    return Day(
        language=language,
        day=day,
        company=(ours.short or ours.name) if ours else "",
        unit=printer.unit(policy.unit),
        policy=short(policies.title(policy, language)),
        total=counts["total"],
        appearances=appearances["counted"],
        items=_items(printer, rows),
        late=_late(db, config, printer, day),
        pending=counts["excluded"].get("pending", 0),
        expected=len(states),
        unseen=tuple(
            (printer.name("outlet", outlet), _why(db, outlet, day, reason, language))
            for outlet, reason in states.items()
            if reason
        ),
        ran=any(reason != "not_read" for reason in states.values()),
        not_due=_watched(db) - len(states),
        by_hand=len(health.by_hand(db)),
        month_total=_total(db, config, f"{day[:7]}-01", day),
        year_total=_total(db, config, f"{day[:4]}-01-01", day),
        stale=is_stale(db, config),
    )


def deliver(
    db: Database, config: Config, digest: Digest, services: Sequence[Service], again: bool = False
) -> list[Sending]:
    """Keep the report, then send it to each service."""
    message = digest.message
    with transaction(db):
        number = db.conn.execute(
            "insert into digests (day, made, form, title, text, markdown, html, articles, unsent)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                digest.day, config.now(), digest.form, message.title, message.text, message.markdown, message.html,
                json.dumps(digest.articles), json.dumps({service.name: "" for service in services}, ensure_ascii=False),
            ],
        ).lastrowid  # fmt: skip
    return _send(db, int(number or 0), digest.day, message, services, config, again)


def retry(db: Database, config: Config, services: Sequence[Service]) -> list[Sending]:
    """Send again what a service did not take in the last RETRY_DAYS days."""
    since = (date.fromisoformat(config.today()) - timedelta(days=RETRY_DAYS)).isoformat()
    rows = db.execute(
        "select id, day, title, text, markdown, html, unsent from digests where unsent <> '{}' and made >= ? order by id",
        [since],
    ).fetchall()
    sendings = []
    for number, day, title, text, markdown, html, unsent in rows:
        waiting = [service for service in services if service.name in json.loads(unsent)]
        sendings += _send(db, number, day, Message(title, text, markdown, html), waiting, config, again=True)
    return sendings


def _send(
    db: Database, number: int, day: str, message: Message, services: Sequence[Service], config: Config, again: bool
) -> list[Sending]:
    sendings = []
    for service in services:
        reason = send(service, message, config.general.language)
        with transaction(db):
            (text,) = db.execute("select unsent from digests where id = ?", [number]).fetchone()
            unsent = json.loads(text)
            unsent.pop(service.name, None)
            if reason is not None:
                unsent[service.name] = reason
            db.execute("update digests set unsent = ? where id = ?", [json.dumps(unsent, ensure_ascii=False), number])
        sendings.append(Sending(day, service.name, reason, again))
    return sendings


def _items(printer: Printer, rows: Sequence[Mapping[str, Any]], only: Iterable[int] | None = None) -> tuple[Item, ...]:
    wanted = {row["id"] for row in rows if row["state"] == "counted"}
    if only is not None:
        wanted &= set(only)
    return tuple(_item(line) for line in printer.lines(rows) if line.id in wanted and line.day)


def _item(line: Line) -> Item:
    return Item(
        id=line.id,
        title=line.title,
        outlet=line.outlet,
        level=line.level,
        channel=short(line.channel),
        day=line.day or "",
        url=line.url,
        reprints=line.reprints,
    )


def _late(db: Database, config: Config, printer: Printer, day: str) -> tuple[Item, ...]:
    """Counted appearances of earlier days that came in since the report before – without one: on the day or the next."""
    before, after = ((date.fromisoformat(day) + timedelta(days=n)).isoformat() for n in (-1, 1))
    last = db.execute("select max(made) from digests where day < ?", [day]).fetchone()[0]
    following = db.execute("select min(made) from digests where day > ?", [day]).fetchone()[0]
    start, end = (last, following or "9999") if last else (day, f"{after}T99")
    ids = {
        row[0]
        for row in db.execute(
            "select id from articles where first_seen > ? and first_seen <= ? and day < ?", [start, end, day]
        )
    }
    if not ids:
        return ()
    known = {article for (text,) in db.execute("select articles from digests") for article in json.loads(text)}
    first = min(
        row[0]
        for row in db.execute(
            "select day from articles where id in (select value from json_each(?))", [json.dumps(list(ids))]
        )
    )
    rows = counting.articles(db, config, Filters.make(config, db, to=before), ids=ids_of_stories(db, first, before))
    return _items(printer, rows, ids - known)


def _total(db: Database, config: Config, from_: str, to: str) -> float:
    return float(counting.count(db, config, Filters.make(config, db, from_=from_, to=to))["total"])


def _why(db: Database, outlet: str, day: str, reason: str, language: str) -> str:
    """The fault of the day's last reading where there was one (连接超时), else the reason of the gap (未监测)."""
    row = db.execute(
        "select fault from entry_reads where outlet = ? and substr(at, 1, 10) = ? and fault is not null order by id desc limit 1",
        [outlet, day],
    ).fetchone()
    return short(health.fault_label(row[0], language) if row else health.reason_label(reason, language))


def _watched(db: Database) -> int:
    (number,) = db.execute("select count(*) from outlets where crawled = 1 and own = 0").fetchone()
    return int(number)


def lines_of(sendings: Sequence[Sending], language: str) -> list[str]:
    """What became of the sendings, a line each."""
    lines = []
    for sending in sendings:
        moment = date.fromisoformat(sending.day)
        day = f"{moment.month}月{moment.day}日" if language == "zh" else f"{moment.day} {moment:%B}"
        key = "failed" if sending.reason is not None else "sent_again" if sending.again else "sent"
        lines.append(say(f"digest.{key}", language, day=day, service=sending.service, reason=sending.reason))
    return lines
