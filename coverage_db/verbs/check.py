"""Verb check: judges somebody's sentence, or compares somebody's list with ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..office import Office, pass_office
from ..output import emit, output_options
from ..wording import label, say
from ._filters import filter_options, warn_stale

if TYPE_CHECKING:
    from ..counting.filters import Filters

ARTICLES_SHOWN_MOST = 20
LISTS = (".xlsx", ".csv", ".xls", ".xlsm")


@click.command(help=f"{say('help.check')} {say('help.check', 'en')}")
@click.argument("what", metavar='"SENTENCE"|FILE.xlsx')
@click.option("--on", metavar="DAY", help=f"{say('help.check_on')} {say('help.check_on', 'en')}")
@output_options
@pass_office
@filter_options
def command(office: Office, what: str, on: str | None, fmt: str, output: Path | None, filters: Filters) -> None:
    """Judge a sentence, or compare a list."""
    warn_stale(office)
    if Path(what).suffix.lower() in LISTS:
        _compare(office, Path(what), fmt, output, filters)
        return
    _judge(office, what, _day(on, office.language), fmt, output, filters)


def _judge(office: Office, text: str, on: str | None, fmt: str, output: Path | None, filters: Filters) -> None:
    from ..counting.judge import check_sentence

    found = check_sentence(office.db, office.config, text, filters, on)
    language = office.language
    lines = [claim_line(office, found["claimed"]), *found["reasons"]]
    if found["readings"]:
        lines.append(say("check.readings", language, list="、".join(map(_reading(language), found["readings"]))))
    if fmt == "table" and output is None:
        for line in (*lines, *_article_lines(office, found["articles"], filters)):
            click.echo(line)
        return
    rows = [[label("verdict", found["verdict"], language), line] for line in lines]
    columns = [say("check.column_verdict", language), say("check.column_line", language)]
    emit(found, columns, rows, fmt=fmt, output=output, language=language)


def _compare(office: Office, path: Path, fmt: str, output: Path | None, filters: Filters) -> None:
    from ..counting.listed import check_list
    from ..sheets import read_sheet

    language = office.language
    if not path.is_file():
        raise UsageError(say("check.no_file", language, path=path))
    found = check_list(office.db, office.config, path, filters)
    titles = {row.row: row.title for row in read_sheet(path, "zh" if language == "zh" else "en")}
    stored = {id_: (title, day) for id_, title, day in office.db.execute("select id, title, day from articles")}
    sides = {side: say(f"check.side_{side}", language) for side in ("both", "theirs", "ours")}
    rows: list[list[Any]] = [[sides["both"], r["row"], r["id"], titles.get(r["row"], ""), ""] for r in found["both"]]
    rows += [
        [sides["theirs"], r["row"], None, titles.get(r["row"], ""), _why(r["reason"], language)]
        for r in found["theirs"]
    ]
    rows += [[sides["ours"], None, id_, stored[id_][0], stored[id_][1]] for id_ in found["ours"]]
    columns = [say(f"check.column_{name}", language) for name in ("side", "row", "id", "title", "why")]
    emit(found, columns, rows, fmt=fmt, output=output, language=language)
    if fmt == "table":
        numbers = {side: len(found[side]) for side in sides}
        click.echo(say("check.compared", language, **numbers))


def _why(reason: str, language: str) -> str:
    if reason in ("not_seen", "gap", "none"):
        return say(f"check.list_{reason}", language)
    return label("reason", reason, language)


def claim_line(office: Office, claimed: dict[str, Any]) -> str:
    """What the sentence says, in one line: period, outlets, themes, range."""
    from ..counting import periods

    language = office.language
    first, last = claimed["period"]["from"], claimed["period"]["to"]
    called = next((p.name for p in office.config.periods if (p.from_, p.to) == (first, last)), None)
    span = periods.Span(first, last, called)
    if first is None and last is not None:
        period = say("check.until", language, day=last)
    else:
        period = periods.said(span, language) or say("check.no_period", language)
    if claimed["low"] is None:
        return say("check.claim_none", language, period=period)
    names = {theme.id: theme.name for theme in office.config.watchlist.themes}
    outlets = "、".join(claimed["outlets"]) or say("check.no_outlet", language)
    low, high, unit = claimed["low"], claimed["high"], claimed["unit"]
    key = "check.open" if high is None else "check.range"
    number = str(low) if low == high else say(key, language, low=low, high=high)
    return say(
        "check.claim",
        language,
        period=period,
        outlets=say("check.others", language, names=outlets) if claimed["others"] else outlets,
        themes="、".join(names[theme] for theme in claimed["themes"]) or say("check.no_theme", language),
        range=number + unit,
    )


def _reading(language: str) -> Any:
    def said(reading: dict[str, Any]) -> str:
        name = label("policy", reading["policy"], language).split("（")[0].split(" (")[0]
        found = f"{reading['found']:g}"
        return say("check.reading", language, policy=name, found=found, unit=reading["unit"])

    return said


def _article_lines(office: Office, ids: dict[str, list[int]], filters: Filters) -> list[str]:
    """The articles for and against, newest first, some of each."""
    from ..counting.listing import articles

    lines = []
    plain = filters.narrowed(from_=None, to=None, period=None, themes=(), policies=())
    for side in ("for", "against"):
        shown = articles(office.db, office.config, plain, ids=ids[side], limit=ARTICLES_SHOWN_MOST) if ids[side] else []
        if shown:
            lines += ["", say(f"check.{side}", office.language, n=len(ids[side]))]
        for article in shown:
            reason = label("reason", article["reason"], office.language) if side == "against" else ""
            day = (article["published"] or "")[:10] or label("reason", "undated", office.language)
            lines.append(f"  {article['id']:>5}  {day}  《{article['title']}》{reason and ' · ' + reason}")
    return lines


def _day(word: str | None, language: str) -> str | None:
    if word is None:
        return None
    from ..counting.periods import read_day

    day = read_day(word)
    if day is None:
        raise UsageError(say("filter.no_day", language, word=word))
    return day
