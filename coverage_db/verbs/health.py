"""Verb health: what was seen and not seen, per outlet and day; closes a gap by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from .. import health
from ..config.values import nearest
from ..errors import UsageError
from ..office import Office, pass_office
from ..outlets import outlet_rows
from ..output import emit, output_options
from ..wording import label, say

GAPS_SHOWN = 3
"""So many stretches of an outlet stand in the table; the JSON has all."""


@click.command(help=f"{say('help.health')} {say('help.health', 'en')}")
@click.option("--date", "day", metavar="D", help=f"{say('help.health_date')} {say('help.health_date', 'en')}")
@click.option(
    "--seen", nargs=3, metavar="OUTLET FROM TO", help=f"{say('help.health_seen')} {say('help.health_seen', 'en')}"
)
@click.option("--note", default="", help=f"{say('help.seen_note')} {say('help.seen_note', 'en')}")
@click.option("--by", help=f"{say('help.seen_by')} {say('help.seen_by', 'en')}")
@output_options
@pass_office
def command(
    office: Office,
    day: str | None,
    seen: tuple[str, str, str] | None,
    note: str,
    by: str | None,
    fmt: str,
    output: Path | None,
) -> None:
    """Show the state of monitoring, or write down that a person has looked."""
    if seen:
        _mark(office, *seen, note=note, by=by)
        return
    day = _day(day, office.language) if day else None
    document = health.report(office.db, office.config, day)
    names = {row.id: row.name for row in outlet_rows(office.db)}
    columns = [
        say(f"health.{key}", office.language)
        for key in ("outlet", "last_seen", "last_article", "per_day", "alarms", "gaps")
    ]
    emit(document, columns, _table(document, names, office.language), fmt=fmt, output=output, language=office.language)
    if fmt == "table" and output is None:
        for line in _below(office, document, names):
            click.echo(line)


def _table(document: dict[str, Any], names: dict[str, str], language: str) -> list[list[Any]]:
    gaps: dict[str, list[str]] = defaultdict(list)
    for gap in document["gaps"]:
        gaps[gap["outlet"]].append(health.gap_text(gap, language))
    rows = []
    for row in document["outlets"]:
        stretches = gaps[row["outlet"]]
        more = [say("health.more_gaps", language, n=len(stretches))] if len(stretches) > GAPS_SHOWN else []
        alarms = [
            say("health.alarm", language, alarm=label("alarm", alarm["kind"], language), since=alarm["since"])
            for alarm in row["alarms"]
        ]
        rows.append(
            [
                names.get(row["outlet"], row["outlet"]),
                row["last_seen"],
                row["last_article"],
                row["expected_per_day"],
                "\n".join(alarms),
                "\n".join(stretches[-GAPS_SHOWN:] + more),
            ]
        )
    return rows


def _below(office: Office, document: dict[str, Any], names: dict[str, str]) -> list[str]:
    language = office.language
    lines = []
    offline = [row for row in document["outlets"] if any(alarm["kind"] == "offline" for alarm in row["alarms"])]
    if offline:
        lines.append(say("health.offline", language, n=len(offline)))
    if not document["outlets"]:
        lines.append(say("health.none", language))
    by_hand = [names[id_] for id_ in health.by_hand(office.db)]
    if by_hand:
        lines.append(
            say("health.by_hand", language, list="、".join(by_hand) if language == "zh" else ", ".join(by_hand))
        )
    database, evidence = (health.size_text(size) for size in health.disk_used(office.config))
    lines.append(say("health.disk", language, database=database, evidence=evidence))
    return lines


def _mark(office: Office, outlet: str, from_: str, to: str, *, note: str, by: str | None) -> None:
    language = office.language
    rows = outlet_rows(office.db)
    found = next((row for row in rows if outlet in (row.id, row.name)), None)
    if found is None:
        close = nearest(outlet, [row.id for row in rows] + [row.name for row in rows])
        key = "health.no_outlet_hint" if close else "health.no_outlet"
        raise UsageError(say(key, language, word=outlet, close=close))
    from_, to = _day(from_, language), _day(to, language)
    if to < from_:
        raise UsageError(say("health.day_order", language, from_=from_, to=to))
    if to > office.config.today():
        raise UsageError(say("health.future", language, day=to))
    if not note.strip():
        raise UsageError(say("health.needs_note", language))
    who = by or office.config.general.officer
    number = health.mark_seen(office.db, found.id, from_, to, by=who, note=note, now=office.config.now())
    click.echo(say("health.marked", language, number=number, outlet=found.name, from_=from_, to=to))


def _day(word: str, language: str) -> str:
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError as error:
        raise UsageError(say("health.no_day", language, word=word)) from error
