"""Notify: sends a message to the services in notify.toml (WeCom, DingTalk, Feishu, mail …) and says what each answered.

An address holds a key: it stays in notify.toml, which its owner alone may read, or in the environment; no error, log or
database repeats it. A long message goes in parts, cut between lines, counted as the service counts.
"""

from __future__ import annotations

import json
import logging
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .config.reading import read_toml
from .errors import ConfigError
from .wording import label, say

FILE = "notify.toml"
ENVIRONMENT = "PRESSTALLY_NOTIFY"
"""Addresses separated by spaces, in place of or beside notify.toml."""
OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
REASON_MOST = 80
"""Characters of a service's own words that we repeat."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the three forms that services show."""

    title: str
    text: str
    """Plain text, without the title."""
    markdown: str
    html: str
    """A fragment; what came from outside is escaped."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where to send. `url` is secret."""

    name: str
    schema: str
    url: str = field(repr=False)


def _utf8(text: str) -> int:
    return len(text.encode("utf-8"))


def _json_ascii(text: str) -> int:
    """apprise sends DingTalk's Han characters as \\uXXXX: six bytes each."""
    return len(json.dumps(text))


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind of service takes a message."""

    form: str = "text"
    most_bytes: int | None = None
    """Of one message, without the room that part marks take; None: no limit that a report would reach."""
    measure: Callable[[str], int] = _utf8


MANNERS = {
    "wecombot": Manner(most_bytes=2048),
    "dingtalk": Manner("markdown", 19_000, _json_ascii),  # 20,000 for the whole request
    "feishu": Manner(most_bytes=19_000),
    "lark": Manner(most_bytes=19_000),
    "mailto": Manner("html"),
    "mailtos": Manner("html"),
}
"""By schema; any other service gets plain text."""
WEBHOOKS = (
    (re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=(\w+)"), "dingtalk://{}"),
    (re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([\w-]+)/?"), "feishu://{}"),
)
"""What a robot shows as its address, and what apprise calls it; of the others apprise knows it itself."""
PART_MARK_BYTES = 24
"""Room for （12/34） at the head of a part."""


def services(folder: Path, language: str = "zh") -> list[Service]:
    """The services of `folder`/notify.toml, then those of the environment.

    Raises:
        ConfigError: the file is open to others, is no TOML, or an address cannot be read; no line repeats an address.
    """
    path = folder / FILE
    rows = [*_file_rows(path, language), *_environment_rows(language)]
    faults, found = [], []
    for number, row in enumerate(rows, 1):
        name, url = row.get("name"), row.get("url")
        where = f"[[service]] {name or say('fault.nth', language, n=number)}"
        if not isinstance(url, str) or not isinstance(name, str) or set(row) - {"name", "url"}:
            faults.append(say("notify.fault_keys", language, file=FILE, where=where))
        elif (schema := _schema(url)) is None:
            faults.append(say("notify.fault_url", language, file=FILE, where=where))
        else:
            found.append(Service(name or label("notify", schema, language), schema, url))
    if len({service.name for service in found}) < len(found):
        faults.append(say("notify.fault_names", language, file=FILE))
    if faults:
        raise ConfigError(faults)
    return found


def _file_rows(path: Path, language: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    if sys.platform != "win32" and path.stat().st_mode & OTHERS_MAY:
        raise ConfigError([say("notify.fault_open", language, path=path)])
    try:
        data = read_toml(path.read_bytes(), FILE, language)
    except ConfigError as error:  # its lines quote the file
        line = re.search(r"\d+", str(error).removeprefix(FILE))
        raise ConfigError([say("notify.fault_syntax", language, file=FILE, line=line[0] if line else "?")]) from None
    rows = data.get("service")
    if set(data) != {"service"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError([say("notify.fault_table", language, file=FILE)])
    return rows


def _environment_rows(language: str) -> list[dict[str, Any]]:
    urls = os.environ.get(ENVIRONMENT, "").split()
    names = [label("notify", _schema(url), language) or ENVIRONMENT for url in urls]
    return [
        {"name": name if names.count(name) == 1 else f"{name}{n}", "url": url}
        for n, (name, url) in enumerate(zip(names, urls, strict=True), 1)
    ]


def _schema(url: str) -> str | None:
    """The kind of service, or None when apprise cannot read the address. A webhook's own https address is read too."""
    plugin = _plugin(url)
    return str(plugin.schema) if plugin else None


def _plugin(url: str) -> Any:
    import apprise

    for webhook, form in WEBHOOKS:
        if match := webhook.fullmatch(url):
            url = form.format(match[1])
    with _silence():
        return apprise.Apprise.instantiate(url, suppress_exceptions=True)


def send(service: Service, message: Message, language: str = "zh") -> str | None:
    """Send one message, in parts where the service wants it. Gives None when all of it was taken, else the reason."""
    import apprise

    manner = MANNERS.get(service.schema, Manner())
    body = {"text": message.text, "markdown": message.markdown, "html": message.html}[manner.form]
    title = message.title if manner.form != "text" else ""
    whole = body if title else f"{message.title}\n{body}"
    most = manner.most_bytes - manner.measure(title) if manner.most_bytes else None
    sender = apprise.Apprise()
    sender.add(_plugin(service.url))
    with _silence(), _answers() as reasons:
        for part in parts(whole, most, manner.measure):
            sent = sender.notify(body=part, title=title, body_format=manner.form)
            if not sent:
                return _without_secrets(_in_words(reasons, language), service)
    return None


def parts(text: str, most_bytes: int | None, measure: Callable[[str], int] = _utf8) -> list[str]:
    """The text in parts of at most `most_bytes`, cut between lines; a line that is longer is cut between characters. More
    than one part: each begins with （1/3）.
    """
    if most_bytes is None or measure(text) <= most_bytes:
        return [text]
    room = most_bytes - PART_MARK_BYTES
    found: list[str] = []
    part: list[str] = []
    for line in _short_lines(text.split("\n"), room, measure):
        if part and measure("\n".join([*part, line])) > room:
            found.append("\n".join(part))
            part = []
        part.append(line)
    found.append("\n".join(part))
    return [f"（{number}/{len(found)}）\n{part}" for number, part in enumerate(found, 1)]


def _short_lines(lines: list[str], room: int, measure: Callable[[str], int]) -> Iterator[str]:
    for line in lines:
        piece = ""
        for character in line:
            if measure(piece + character) > room:
                yield piece
                piece = ""
            piece += character
        yield piece


@contextmanager
def _silence() -> Iterator[None]:
    """apprise and urllib3 write addresses into their logs: none of it leaves."""
    logs = [logging.getLogger(name) for name in ("apprise", "urllib3.connectionpool")]
    before = [log.disabled for log in logs]
    for log in logs:
        log.disabled = True
    try:
        yield
    finally:
        for log, disabled in zip(logs, before, strict=True):
            log.disabled = disabled


@contextmanager
def _answers() -> Iterator[list[str]]:
    """Reads what apprise does not: WeCom and DingTalk refuse with status 200 and an `errcode`. Yields a list that gets why
    a request failed: a fault of records.FAULTS, http_NNN, or the service's own words.
    """
    import requests

    reasons: list[str] = []
    post = requests.post

    def watched(*arguments: Any, **settings: Any) -> requests.Response:
        try:
            answer = post(*arguments, **settings)
        except requests.Timeout:
            reasons.append("timeout")
            raise
        except requests.RequestException:
            reasons.append("no_connection")
            raise
        refused = _refusal(answer)
        if refused is not None:
            reasons.append(refused)
            raise requests.RequestException(refused)
        return answer

    requests.post = watched
    try:
        yield reasons
    finally:
        requests.post = post


def _refusal(answer: Any) -> str | None:
    if answer.status_code >= 400:
        return f"http_{answer.status_code}"
    try:
        content = answer.json()
    except ValueError:
        return None
    code = content.get("errcode") or content.get("code") if isinstance(content, dict) else None
    if not code:
        return None
    words = str(content.get("errmsg") or content.get("msg") or "")
    return f"{code} {words}".strip()


def _in_words(reasons: list[str], language: str) -> str:
    if not reasons:
        return say("notify.reason_unknown", language)
    reason = reasons[0]
    if reason.startswith("http_"):
        return say("fault.http", language, status=reason.removeprefix("http_"))
    known = label("fault", reason, language)
    return known if known != reason else say("notify.reason_refused", language, words=reason[:REASON_MOST])


def _without_secrets(text: str, service: Service) -> str:
    """The service's words without any part of its address that could be a key."""
    for secret in re.findall(r"[\w-]{8,}", service.url):
        text = text.replace(secret, "…")
    return text
