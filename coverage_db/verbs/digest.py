"""Verb digest: the daily report, the zero report, the supplement – shown, or sent to the services of notify.toml."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from ..errors import PresstallyError, UsageError
from ..office import Office, pass_office
from ..output import FORMATS, emit, save
from ..wording import say

NOON = "12"
"""Before this hour the report without --date is that of yesterday: a morning proves no zero."""
FORMS = ("text", "markdown", "html", *FORMATS)


def _help(key: str) -> str:
    return f"{say(f'digest.help{key}')} {say(f'digest.help{key}', 'en')}"


@click.command(help=_help(""))
@click.option("--date", "day", metavar="D", help=_help("_date"))
@click.option("--send", "sending", is_flag=True, help=_help("_send"))
@click.option("--test", "testing", is_flag=True, help=_help("_test"))
@click.option("--format", "fmt", type=click.Choice(FORMS), default="text", help=_help("_format"))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"{say('help.output')} {say('help.output', 'en')}",
)
@pass_office
def command(office: Office, /, day: str | None, sending: bool, testing: bool, fmt: str, output: Path | None) -> None:
    """Report one day."""
    from ..reports import daily
    from ..reports.digest import compose

    if testing:
        _test(office)
        return
    chosen = _day(day, office)
    digest = daily.digest_of(office.db, office.config, chosen)
    sendings = []
    if sending:
        services = _services(office)
        sendings = daily.retry(office.db, office.config, services)
        if digest is not None:
            sendings += daily.deliver(office.db, office.config, digest, services)
    if digest is None:
        digest = compose(daily.gather(office.db, office.config, chosen))
        click.echo(say("digest.nothing_new", office.language, day=chosen), err=True)
    _show(digest, sendings, fmt, output, office.language)
    for line in daily.lines_of(sendings, office.language):
        click.echo(line, err=True)
    if any(sent.reason is not None for sent in sendings):
        raise PresstallyError(say("digest.some_failed", office.language))


def _day(day: str | None, office: Office) -> str:
    from ..counting.periods import read_day

    if day is None:
        today = office.config.today()
        return (
            today if office.config.now()[11:13] >= NOON else (date.fromisoformat(today) - timedelta(days=1)).isoformat()
        )
    known = read_day(day)
    if known is None:
        raise UsageError(say("health.no_day", office.language, word=day))
    if known > office.config.today():
        raise UsageError(say("digest.future", office.language, day=known))
    return known


def _services(office: Office) -> list[Any]:
    from ..notify import services

    found = services(office.config.folder, office.language)
    if not found:
        raise PresstallyError(say("notify.none", office.language))
    return found


def _test(office: Office) -> None:
    from ..notify import Message, send

    body = say("notify.test_body", office.language)
    message = Message(say("notify.test_title", office.language), body, body, f"<p>{body}</p>")
    failed = False
    for service in _services(office):
        reason = send(service, message, office.language)
        failed = failed or reason is not None
        key = "notify.test_failed" if reason else "notify.test_sent"
        click.echo(say(key, office.language, service=service.name, reason=reason))
    if failed:
        raise PresstallyError(say("digest.some_failed", office.language))


def _show(digest: Any, sendings: list[Any], fmt: str, output: Path | None, language: str) -> None:
    message = digest.message
    if fmt in ("text", "table", "markdown", "html"):
        body = {
            "markdown": f"# {message.title}\n\n{message.markdown}",
            "html": f"<h1>{message.title}</h1>\n{message.html}",
        }
        text = body.get(fmt, f"{message.title}\n{message.text}") + "\n"
        if output is None:
            click.echo(text, nl=False)
        else:
            click.echo(say("output.written", language, path=save(output, text.encode(), language)), err=True)
        return
    document = {
        "date": digest.day, "form": digest.form, "title": message.title, "text": message.text, "markdown": message.markdown,
        "html": message.html, "articles": list(digest.articles),
        "sent": [{"date": s.day, "service": s.service, "reason": s.reason} for s in sendings],
    }  # fmt: skip
    columns = [say(f"digest.column_{key}", language) for key in ("date", "form", "title", "text")]
    row = [digest.day, say(f"digest.form_{digest.form}", language), message.title, message.text]
    emit(document, columns, [row], fmt=fmt, output=output, language=language)
