"""Checkup: tries every entry of some outlets now and compares with what the ledger last saw. Outlets in, a report out."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from coverage_db.config import Config
from coverage_db.database import get_meta, set_meta, transaction
from coverage_db.health import fault_label
from coverage_db.outlets import OutletRow
from coverage_db.wording import label, say

from .discover import Trial, look_at_articles, try_entry
from .entries.base import Scope
from .extract import listed_day
from .fetch import Look, Task, looking_at
from .loader import ENTRY_KEYS, Attributes, declared
from .run import host_groups

ARTICLES_A_ENTRY = 3
"""Articles of each entry that are read."""

Job = Callable[[Look], Coroutine[Any, Any, list[Trial]]]


def checkup(db: Database, config: Config, rows: Sequence[OutletRow]) -> list[dict[str, Any]]:
    """For each outlet {"outlet", "works", "last_article", "entries": [{"kind", "url", "works", "status", "fault", "stopped",
    "links", "dated", "newest", "since", "articles": [{"url", "title", "published", "length", "fault"}]}]}. Once in a process.
    """
    outlets = declared(config)
    ordered = [row for group in host_groups(rows) for row in group]
    groups = [
        [Task(set(row.addresses), _job(outlets[row.id], row, config.today())) for row in group]
        for group in host_groups(rows)
    ]
    tried = dict(zip((row.id for row in ordered), looking_at(config, groups), strict=True))
    return [_report(db, row.id, tried[row.id], config.today()) for row in rows]


def remember(db: Database, key: str, document: Sequence[dict[str, Any]], day: str) -> None:
    """Note the day for each outlet that works."""
    with transaction(db):
        checked = json.loads(get_meta(db, key) or "{}")
        checked.update({one["outlet"]: day for one in document if one["works"]})
        set_meta(db, key, json.dumps(checked))


def _job(one: Attributes, row: OutletRow, today: str) -> Job:
    async def job(look: Look) -> list[Trial]:
        trials = []
        for key in ENTRY_KEYS:
            for url in one.get(key, ()):
                trial = await try_entry(look, key, url, today, Scope(row.addresses, row.articles))
                await look_at_articles(look, trial, ARTICLES_A_ENTRY)
                trials.append(trial)
        return trials

    return job


def _report(db: Database, outlet: str, trials: Sequence[Trial], today: str) -> dict[str, Any]:
    entries = [_entry(db, outlet, trial, today) for trial in trials]
    (last,) = db.execute("select max(day) from articles where outlet = ?", [outlet]).fetchone()
    return {
        "outlet": outlet,
        "works": any(entry["works"] for entry in entries),
        "last_article": last,
        "entries": entries,
    }


def _entry(db: Database, outlet: str, trial: Trial, today: str) -> dict[str, Any]:
    days = [link.raw for link in trial.links if link.raw and listed_day(link.raw, None)]
    articles = [replace(sample.article, title=sample.article.title or sample.listed.title) for sample in trial.samples]
    return {
        "kind": trial.key,
        "url": trial.url,
        "works": trial.good,
        "status": trial.status,
        "fault": trial.fault,
        "stopped": trial.stopped(today),
        "links": len(trial.links),
        "dated": len(days),
        "newest": trial.newest,
        "since": None if trial.good else _broken_since(db, outlet, trial.url),
        "articles": [
            {
                "url": one.url,
                "title": one.title,
                "published": one.published,
                "length": len(one.text),
                "fault": one.fault,
            }
            for one in articles
        ],
    }


def _broken_since(db: Database, outlet: str, entry: str) -> str | None:
    """The day of the first reading that failed after the last good one; None when the crawl never saw it fail."""
    row = db.execute(
        "select min(at) from entry_reads where outlet = :o and entry = :e and fault is not null and at > coalesce((select"
        " max(at) from entry_reads where outlet = :o and entry = :e and fault is null), '')",
        {"o": outlet, "e": entry},
    ).fetchone()
    return row[0][:10] if row[0] else None


def table_rows(one: dict[str, Any], names: Mapping[str, str], language: str) -> list[list[Any]]:
    """The rows of one outlet's report: one for each entry, the name on the first."""
    rows = []
    for number, entry in enumerate(one["entries"]):
        lengths = [article["length"] for article in entry["articles"] if article["fault"] is None]
        total = len(entry["articles"])
        read = (
            say("outlets.read_cell", language, good=len(lengths), all=total, low=min(lengths), high=max(lengths))
            if lengths
            else say("outlets.read_none", language, all=total)
            if total
            else ""
        )
        rows.append(
            [
                names[one["outlet"]] if not number else "",
                entry["url"],
                say(f"outlets.kind_{entry['kind']}", language),
                entry["status"],
                entry["links"],
                entry["dated"],
                entry["newest"],
                read,
                one["last_article"] if not number else "",
                trouble(entry, language),
            ]
        )
    return rows


def trouble(entry: dict[str, Any], language: str) -> str:
    """What is wrong with an entry in words, with the day since when; 正常 when nothing is."""
    if entry["works"]:
        return label("alarm", "frozen", language) if entry["stopped"] else say("outlets.ok", language)
    if entry["fault"] is not None:
        what = fault_label(entry["fault"], language)
    else:
        what = say("outlets.no_articles" if entry["links"] else "outlets.no_links", language)
    return say("outlets.since", language, what=what, since=entry["since"]) if entry["since"] else what
