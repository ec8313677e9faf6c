"""Digest: one day as a message – what appeared, or which nothing it was. Plain values in, text, Markdown and HTML out.

零报告 is said only when every outlet that was expected was seen and nothing waits for a decision.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from ..notify import Message
from ..wording import say

ITEMS_MOST = 50
LATE_MOST = 20
UNSEEN_MOST = 20
URL_SAFE = "%/:?#[]@!$&'*+,;=~"
"""What stays as it is in an address; brackets and spaces would end a Markdown link."""
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One counted appearance that the message names."""

    id: int
    title: str
    outlet: str
    level: str
    channel: str
    day: str
    url: str | None
    reprints: int = 0
    """Other outlets that carry the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What is known of one day."""

    language: str
    day: str
    company: str
    """How the sentence calls us: 公司."""
    unit: str
    policy: str
    """按篇计."""
    total: float
    appearances: int
    items: tuple[Item, ...] = ()
    late: tuple[Item, ...] = ()
    """Counted appearances of earlier days that came in since the last report."""
    pending: int = 0
    expected: int = 0
    """Outlets that should have been seen."""
    unseen: tuple[tuple[str, str], ...] = ()
    """(outlet, reason in words) of those that were not."""
    ran: bool = True
    """Whether any outlet was asked at all."""
    not_due: int = 0
    """Outlets that do not publish on such a day."""
    by_hand: int = 0
    month_total: float = 0
    year_total: float = 0
    stale: bool = False
    """coverage.toml was changed in what is watched, and nothing matched again since."""

    @property
    def seen(self) -> int:
        """Outlets that were seen."""
        return self.expected - len(self.unseen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The finished message. `form`: found, pending, zero, incomplete, unseen or supplement."""

    day: str
    form: str
    message: Message
    articles: tuple[int, ...] = ()
    """Ids of the counted articles of the day: what a later supplement compares with."""


Span = tuple[str, str | None]
"""A piece of a line and the address behind it."""
Line = list[Span]


def compose(day: Day) -> Digest:
    """The report of one day."""
    form = _form(day)
    lines = list(_found(day) if form == "found" else _nothing(day, form))
    return _digest(day, form, _say(day, f"title_{form}", **_when(day)), lines, day.items)


def supplement(day: Day, known: Iterable[int]) -> Digest | None:
    """补报: what the day has more than the articles `known` from its report; None: nothing."""
    before = set(known)
    new = [item for item in day.items if item.id not in before]
    if not new:
        return None
    title = _say(day, "title_supplement", n=len(new), unit=day.unit, **_when(day))
    lines = [*_items(day, new), _text(_totals(day))]
    return _digest(day, "supplement", title, lines, day.items)


def _form(day: Day) -> str:
    if day.items or day.late:
        return "found"
    if day.pending:
        return "pending"
    if not day.expected or day.unseen or day.stale:
        return "unseen" if day.expected and not day.seen else "incomplete"
    return "zero"


def _found(day: Day) -> Iterator[Line]:
    if day.items:
        yield _text(_say(day, "count", total=f"{day.total:g}", unit=day.unit, n=day.appearances))
        yield from _items(day, day.items)
    else:
        yield _text(_say(day, "count_none"))
    if day.late:
        yield _text(_say(day, "late", n=len(day.late)))
        yield from _items(day, day.late, "late_item")
    if day.pending:
        yield _text(_say(day, "pending", n=day.pending))
    yield from _watch(day)
    yield from _ends(day)


def _nothing(day: Day, form: str) -> Iterator[Line]:
    if form == "pending":
        yield _text(_say(day, "pending_only", n=day.pending))
        yield from _watch(day)
    elif not day.expected:
        yield _text(_say(day, "nothing_due"))
    elif form == "unseen":
        yield _text(_say(day, "offline" if day.ran else "not_run", e=day.expected))
    else:
        yield _text(_say(day, form, e=day.expected, s=day.seen, self=day.company))
        yield from _unseen(day)
        if day.unseen:
            yield _text(_say(day, "incomplete_end"))
    if form != "pending":
        yield from _beside(day)
    yield from _ends(day)


def _watch(day: Day) -> Iterator[Line]:
    yield _text(_say(day, "watched", e=day.expected, s=day.seen))
    yield from _unseen(day)
    yield from _beside(day)


def _unseen(day: Day) -> Iterator[Line]:
    if not day.unseen:
        return
    shown = [_say(day, "unseen_item", outlet=outlet, reason=reason) for outlet, reason in day.unseen[:UNSEEN_MOST]]
    more = _say(day, "more") if len(day.unseen) > UNSEEN_MOST else ""
    yield _text(_say(day, "unseen", n=len(day.unseen), list=_say(day, "comma").join(shown) + more))


def _beside(day: Day) -> Iterator[Line]:
    if day.not_due:
        yield _text(_say(day, "not_due", n=day.not_due))
    if day.by_hand:
        yield _text(_say(day, "by_hand", n=day.by_hand))


def _items(day: Day, items: Iterable[Item], key: str = "item") -> Iterator[Line]:
    for number, item in enumerate(items, 1):
        if number > (LATE_MOST if key == "late_item" else ITEMS_MOST):
            yield _text(_say(day, "more_items"))
            return
        fields = {
            "outlet": item.outlet,
            "level": item.level,
            "channel": item.channel,
            "day": _day(item.day, day.language),
        }
        place = f"{item.level}·{item.channel}".strip("·")
        yield [
            (_say(day, "number", n=number), None),
            (_say(day, "quoted", title=item.title), item.url),
            (_say(day, key, place=place, **fields), None),
            (_say(day, "reprints", n=item.reprints) if item.reprints else "", None),
        ]


def _ends(day: Day) -> Iterator[Line]:
    if day.stale:
        yield _text(_say(day, "stale"))
    yield _text(_totals(day))


def _totals(day: Day) -> str:
    return _say(day, "totals", m=f"{day.month_total:g}", y=f"{day.year_total:g}", unit=day.unit, policy=day.policy)


def _digest(day: Day, form: str, title: str, lines: list[Line], items: Iterable[Item]) -> Digest:
    message = Message(
        title=title,
        text="\n".join(_plain(line) for line in lines),
        markdown="\n\n".join(_markdown(line) for line in lines),
        html="\n".join(f"<p>{_html(line)}</p>" for line in lines),
    )
    return Digest(day=day.day, form=form, message=message, articles=tuple(item.id for item in items))


def _plain(line: Line) -> str:
    """The words, then the addresses, each on a line of its own: every service makes a link of that."""
    return "\n".join(["".join(text for text, _ in line), *(url for _, url in line if url)])


def _markdown(line: Line) -> str:
    return "".join(f"[{_escaped(text)}]({quote(url, safe=URL_SAFE)})" if url else _escaped(text) for text, url in line)


def _escaped(text: str) -> str:
    return MARKDOWN_SIGNS.sub(r"\\\1", text)


def _html(line: Line) -> str:
    return "".join(
        f'<a href="{html.escape(url)}">{html.escape(text)}</a>'
        if url and url.startswith(("http://", "https://"))
        else html.escape(text)
        for text, url in line
    )


def _text(words: str) -> Line:
    return [(words, None)]


def _say(day: Day, key: str, /, **fields: object) -> str:
    return say(f"digest.{key}", day.language, **fields)


def _when(day: Day) -> dict[str, str]:
    weekday = date.fromisoformat(day.day).weekday()
    return {"day": _day(day.day, day.language, year=True), "weekday": _say(day, f"weekday_{weekday}")}


def _day(day: str, language: str, year: bool = False) -> str:
    moment = date.fromisoformat(day)
    if language == "zh":
        return (f"{moment.year}年" if year else "") + f"{moment.month}月{moment.day}日"
    return f"{moment.day} {moment:%B}" + (f" {moment.year}" if year else "")
