"""Gather: everything that a report prints, from the counts of coverage_db.counting. No SQL for state here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from .. import counting
from ..config import Config
from ..counting import periods, statements
from ..counting import policy as policies
from ..counting.dimensions import ordered
from ..counting.filters import Filters
from ..database import one_state
from ..errors import PresstallyError, UsageError
from ..health import reason_label
from ..records import LEVELS
from ..retag import is_stale
from ..wording import say
from .lines import Printer, ids_of_signed_stories, ids_of_stories
from .model import DepartmentLine, GapLine, Line, PersonLine, Report, RivalLine
from .people import ledger

PLAIN = ("level", "outlet", "month", "channel")
JOINED = ("theme", "department")
"""Dimensions of which an article may have several values."""
FILTER_NAMES = ("theme", "outlet", "level", "brand", "owner", "channel", "company", "state", "as-of")


def frozen(db: Database, config: Config, number: int, *, texts: bool = False) -> Report:
    """The report of a frozen statement, as long as everything is as it was.

    Raises:
        UsageError: there is no such statement.
        PresstallyError: something has changed since; a report would say other things under the old number.
    """
    language = config.general.language
    found = statements.show(db, config, number)
    if found is None:
        known = "、".join(str(row["number"]) for row in statements.listing(db)) or say("report.nothing", language)
        raise UsageError(say("report.no_statement", language, n=number, known=known))
    changes = [*(label for label, ids in found["changed"].items() if ids), *found["notes"]]
    if changes:
        ids = {f"{key}_n": len(ids) for key, ids in found["changed"].items()}
        raise PresstallyError(say("report.statement_changed", language, n=number, **ids))
    (written,) = db.execute("select filters from statements where number = ?", [number]).fetchone()
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in json.loads(written).items()}
    return replace(report(db, config, Filters(**values), texts=texts), sentence=found["sentence"], statement=number)


def report(db: Database, config: Config, filters: Filters, *, texts: bool = False) -> Report:
    """The report of one count.

    Args:
        filters: as for `counts`; of two policies the first is reported.
        texts: whether the lines carry the whole texts.
    """
    with one_state(db):
        return _report(db, config, filters.narrowed(policies=filters.policies[:1]), texts)


def correspondents(
    db: Database, config: Config, filters: Filters
) -> tuple[Sequence[PersonLine], Sequence[DepartmentLine]]:
    """The lines of persons and of departments alone: only the stories that one of them signed are read."""
    policy = policies.load(config, filters.policy_names()[0])
    rows = counting.articles(db, config, filters, ids=ids_of_signed_stories(db))
    levels = {id_: fact["level"] for id_, fact in Printer(db, config).facts([row["id"] for row in rows]).items()}
    known = {id_: level for id_, level in levels.items() if level in LEVELS}
    return ledger(db, config, rows, known, _by(db, config, filters, "byline") if policy.unit == "分" else None)


def _report(db: Database, config: Config, filters: Filters, texts: bool) -> Report:
    printer = Printer(db, config)
    said = counting.sentence(db, config, filters)
    policy = policies.load(config, said["counts"]["policy"])
    rows = counting.articles(db, config, filters, ids=ids_of_stories(db, filters.from_, filters.to))
    lines = sorted(printer.lines(rows, texts=texts), key=_by_day)
    levels = {line.id: LEVELS[line.rank] for line in lines if line.rank < len(LEVELS)}
    points = _by(db, config, filters, "byline") if policy.unit == "分" else None
    people, departments = ledger(db, config, rows, levels, points)
    return Report(
        language=printer.language,
        sentence=said["sentence"],
        policy=policies.title(policy, printer.language),
        policy_text=policy.text[printer.language],
        people=tuple(people),
        departments=tuple(departments),
        rivals=_rivals(db, config, filters),
        notes=(say("report.stale", printer.language),) if is_stale(db, config) else (),
        made=config.today(),
        officer=config.general.officer,
        **_heading(config, filters, printer, said["counts"], lines),
        **_numbers(printer, said["counts"]),
        **_tables(db, config, filters, printer, policy.unit),
        **_lists(rows, lines),
    )


def _heading(
    config: Config, filters: Filters, printer: Printer, counts: Mapping[str, Any], lines: Sequence[Line]
) -> dict[str, Any]:
    company = config.watchlist.ours.name if config.watchlist.ours else ""
    span = counts["period"] or {}
    return {
        "title": say("report.title", printer.language, company=company),
        "company": company,
        "period": periods.said(filters.span, printer.language, today=config.today())
        or say("report.ever", printer.language),
        "from_": span.get("from") or min((line.day for line in lines if line.day), default=config.today()),
        "to": span.get("to") or config.today(),
        "filters": _phrases(filters, printer),
    }


def _numbers(printer: Printer, counts: Mapping[str, Any]) -> dict[str, Any]:
    excluded = sorted(counts["excluded"].items(), key=lambda pair: -pair[1])
    return {
        "unit": printer.unit(counts["unit"]),
        "total": counts["total"],
        "counted": counts["counted"],
        "outlets": counts["outlets"],
        "candidates": counts["candidates"],
        "excluded": tuple((printer.name("reason", reason), n) for reason, n in excluded if reason != "pending"),
        "pending": counts["excluded"].get("pending", 0),
        "out_of_period": counts["excluded"].get("out_of_period", 0),
        "gaps": tuple(
            GapLine(
                outlet=printer.name("outlet", gap["outlet"]),
                from_=gap["from"],
                to=gap["to"],
                reason=reason_label(gap["reason"], printer.language),
            )
            for gap in counts["gaps"]
        ),
        "by_hand": tuple(printer.name("outlet", outlet) for outlet in counts["by_hand"]),
    }


def _lists(rows: Sequence[Mapping[str, Any]], lines: Sequence[Line]) -> dict[str, Any]:
    reasons = {row["id"]: row["reason"] for row in rows}
    return {
        "lines": tuple(line for line in lines if reasons[line.id] is None),
        "waiting": tuple(line for line in lines if reasons[line.id] == "pending"),
        "left_out": tuple(line for line in lines if reasons[line.id] not in (None, "pending", "out_of_period")),
    }


def _by_day(line: Line) -> tuple[str, int]:
    return (line.day or "9999", line.id)


def _tables(db: Database, config: Config, filters: Filters, printer: Printer, unit: str) -> dict[str, Any]:
    """The tables by one dimension each. Where numbers add up, those of PLAIN come from one count."""
    found = {} if unit == "家" else _parted(db, config, filters)
    found |= {dim: _by(db, config, filters, dim) for dim in (*PLAIN, *JOINED) if dim not in found}
    return {f"by_{dim}": tuple((printer.name(dim, value), n) for value, n in by.items()) for dim, by in found.items()}


def _parted(db: Database, config: Config, filters: Filters) -> dict[str, dict[str, float]]:
    sums: dict[str, dict[str, float]] = {dim: defaultdict(float) for dim in PLAIN}
    for row in counting.count(db, config, filters, by=PLAIN)["rows"]:
        for dim in PLAIN:
            if row[dim]:
                sums[dim][row[dim]] += row["count"]
    found = {}
    for dim, by in sums.items():
        rows = ordered([{dim: value, "count": round(n, 1)} for value, n in by.items()], (dim,), config)
        found[dim] = {row[dim]: row["count"] for row in rows}
    return found


def _by(db: Database, config: Config, filters: Filters, dim: str) -> dict[str, float]:
    """{value of the dimension: count}, in counting's order; what has no value is left out."""
    rows = counting.count(db, config, filters, by=(dim,))["rows"]
    return {row[dim]: row["count"] for row in rows if row[dim] and row["count"]}


def _rivals(db: Database, config: Config, filters: Filters) -> tuple[RivalLine, ...]:
    """Each watched company's distinct originals in the same outlets and days; () without a company to compare with."""
    companies = config.watchlist.companies
    if not any(company.rival for company in companies):
        return ()
    everyone = filters.narrowed(companies=tuple(company.id for company in companies))
    counts = _by(db, config, everyone, "company")
    stories = {row["story"] for row in counting.articles(db, config, everyone) if row["state"] == "counted"}
    return tuple(
        RivalLine(
            name=company.name,
            stories=int(counts.get(company.id, 0)),
            share=counts.get(company.id, 0) / (len(stories) or 1),
        )
        for company in companies
    )


def _phrases(filters: Filters, printer: Printer) -> tuple[str, ...]:
    """What was chosen beside the period, a phrase each: 主题：疫情防控、复工复产."""
    language = printer.language
    query = filters.query()
    phrases = []
    for name in FILTER_NAMES:
        given = query.get(name, [])
        values = given if isinstance(given, list) else [given]
        if values:
            shown = say("report.comma", language).join(printer.name(name, str(value)) for value in values)
            phrases.append(say(f"report.{name.replace('-', '_')}_filter", language, list=shown))
    return tuple(phrases)
