"""Gather: everything that a report prints, from the counts of coverage_db.counting. No SQL for state here."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from .. import counting
from ..config import Config
from ..counting import periods
from ..counting import policy as policies
from ..counting.filters import Filters
from ..health import by_hand, reason_label
from ..retag import is_stale
from ..wording import say
from .lines import Printer, ids_of_stories
from .model import GapLine, Report, RivalLine, Table
from .people import ledger

FILTER_NAMES = ("theme", "outlet", "level", "brand", "owner", "channel", "company", "state", "as-of")


def report(
    db: Database, config: Config, filters: Filters, *, texts: bool = False, statement: int | None = None
) -> Report:
    """The report of one count.

    Args:
        filters: as for `counts`; of two policies the first is reported.
        texts: whether the lines carry the whole texts.
        statement: the number under which this count was frozen.
    """
    language = config.general.language
    said = counting.sentence(db, config, filters)
    counts = said["counts"]
    rows = counting.articles(db, config, filters, ids=ids_of_stories(db, filters.from_, filters.to))
    printer = Printer(db, config)
    lines = sorted(printer.lines(rows, texts=texts), key=_by_day)
    states = {row["id"]: row["state"] for row in rows}

    def table(dim: str) -> Table:
        return tuple((printer.name(dim, value), number) for value, number in _by(db, config, filters, dim).items())

    reasons = {row["id"]: row["reason"] for row in rows}
    policy = policies.load(config, counts["policy"])
    points = _by(db, config, filters, "byline") if policy.unit == "分" else None
    ours = config.watchlist.ours
    company = ours.name if ours else ""
    span = counts["period"] or {}
    return Report(
        language=language,
        title=say("report.title", language, company=company),
        company=company,
        period=periods.said(filters.span, language, today=config.today()) or say("report.ever", language),
        from_=span.get("from") or min((line.day for line in lines if line.day), default=config.today()),
        to=span.get("to") or config.today(),
        filters=_phrases(filters, printer),
        sentence=said["sentence"],
        statement=statement,
        policy=policies.title(policy, language),
        policy_text=policy.text[language],
        unit=printer.unit(policy.unit),
        total=counts["total"],
        counted=counts["counted"],
        outlets=counts["outlets"],
        candidates=counts["candidates"],
        excluded=tuple(
            (printer.name("reason", reason), n)
            for reason, n in sorted(counts["excluded"].items(), key=lambda pair: -pair[1])
            if reason != "pending"
        ),
        pending=counts["excluded"].get("pending", 0),
        by_level=table("level"),
        by_outlet=table("outlet"),
        by_month=table("month"),
        by_theme=table("theme"),
        by_channel=table("channel"),
        by_department=table("department"),
        lines=tuple(line for line in lines if states[line.id] == "counted"),
        waiting=tuple(line for line in lines if states[line.id] == "pending"),
        left_out=tuple(line for line in lines if states[line.id] == "excluded" and reasons[line.id] != "out_of_period"),
        out_of_period=counts["excluded"].get("out_of_period", 0),
        gaps=tuple(
            GapLine(outlet=printer.name("outlet", gap["outlet"]), from_=gap["from"], to=gap["to"], reason=reason_label(gap["reason"], language))
            for gap in counts["gaps"]
        ),
        by_hand=tuple(printer.name("outlet", outlet) for outlet in by_hand(db)),
        people=tuple(ledger(db, config, rows, {line.id: line.level for line in lines}, points)),
        department_targets=tuple((name, n) for name, n in config.targets.items() if name in _departments(config)),
        rivals=_rivals(db, config, filters),
        notes=(say("report.stale", language),) if is_stale(db, config) else (),
        made=config.today(),
        officer=config.general.officer,
    )  # fmt: skip


def _departments(config: Config) -> set[str]:
    return {person.department for person in config.watchlist.persons}


def _by_day(line: Any) -> tuple[str, int]:
    return (line.day or "9999", line.id)


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
