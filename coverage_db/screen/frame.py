"""Frame: what all pages share – masthead, menu, periods, how far the data reach, the language switch."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlencode

from sqlite_utils import Database

from .. import decisions, health, retag
from . import below, shapes
from .context import Context, address
from .ledger import static_url
from .pages import MENU

PRESET_PERIODS = ("this-week", "last-week", "this-month", "this-quarter", "this-year")
SPAN_NAMES = ("period", "from", "to", "theme")
"""What the home page remembers."""
SPAN_COOKIE = "presstally_span"
WITH_PERIOD = ("/", "/-/counts", "/-/articles", "/-/health", "/-/people")
"""Pages whose menu entry carries the chosen period."""


def span(context: Context) -> dict[str, list[str]]:
    """The chosen period (and themes): of the address, else the last chosen, else the first of coverage.toml, else this
    month. As query parameters that are known to be good.
    """
    asked = _parts(context.query)
    if any(name != "theme" for name in asked):
        return asked
    remembered = _parts(parse_qs(context.request.cookies.get(SPAN_COOKIE, "").replace("%3D", "=").replace("%26", "&")))
    if _is_good(context, remembered):
        return {**remembered, **asked}
    first = context.config.periods[0].id if context.config.periods else "this-month"
    return {"period": [first], **asked}


def remember(context: Context, chosen: dict[str, list[str]]) -> None:
    """Keep the chosen period for the next visit, when the address names one."""
    if any(name in context.query for name in SPAN_NAMES):
        context.cookies[SPAN_COOKIE] = urlencode(chosen, doseq=True)


def _parts(query: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: query[name] for name in SPAN_NAMES if query.get(name)}


def _is_good(context: Context, remembered: dict[str, list[str]]) -> bool:
    if not any(name != "theme" for name in remembered):
        return False
    themes = {theme.id for theme in context.config.watchlist.themes}
    periods = {period.id for period in context.config.periods} | set(PRESET_PERIODS)
    period = remembered.get("period", ["this-month"])[-1]
    known = period in periods or re.fullmatch(r"\d{4}(-(Q[1-4]|H[12]|\d\d|W\d\d))?", period) is not None
    return known and set(remembered.get("theme", ())) <= themes


def texts(context: Context) -> dict[str, Any]:
    """What every template needs, whoever looks at the page: words, shapes, the language switch."""
    other = "zh" if context.language == "en" else "en"
    return {
        "c": context,
        "t": context.say,
        "l": context.label,
        "url": address,
        "shapes": shapes,
        "decision_words": lambda words: decision_words(context, words),
        "reason_of": lambda name: below.reason(context, name),
        "css": [static_url("frame.css"), static_url("ledger.css")],
        "script": static_url("ledger.js"),
        "language": context.language,
        "sp": " " if context.language == "en" else "",
        "other_language": address(context.request.path, {**context.query, "lang": other}),
    }


async def values(context: Context) -> dict[str, Any]:
    """The template's variables."""
    chosen = span(context)
    path = context.request.path
    state = await context.read(lambda db: _state(db, context), remember="frame")
    shown = _parts(context.query) or (chosen if path == "/" else {})
    return {
        **texts(context),
        "office": (context.config.watchlist.ours.name if context.config.watchlist.ours else ""),
        "menu": [
            {
                "href": address(p, chosen) if p in WITH_PERIOD and p != "/" else p,
                "label": context.say(key),
                "here": p == path or path.startswith((f"{p}/",) if p != "/-/articles" else ("/-/article",)),
                "count": state["waiting"] if p == "/-/review" else 0,
            }
            for p, key in MENU
        ],
        "tables": "/" + context.ledger.database_name,
        "periods": _periods(context, shown),
        "span": chosen,
        "told": context.one("told") if context.one("told") in TOLD else "",
        **state,
    }


def decision_words(context: Context, words: str) -> str:
    """A decision in the words of the contract, for reading: `exclude paid` -> 不计：付费刊登."""
    action, _, rest = words.partition(" ")
    said = context.label("action", action.replace("-", "_"))
    return said + (context.say("below.colon") + context.label("reason", rest) if rest else "")


TOLD = ("decided", "undone", "saved", "frozen", "seen", "added", "started")
"""What a form may say after it was sent: keys `told.…`."""


def _state(db: Database, context: Context) -> dict[str, Any]:
    expected, seen = health.watched(db, context.config, context.today)
    row = db.execute("select max(at) from entry_reads").fetchone()
    return {
        "waiting": len(decisions.queue(db)),
        "until": row[0] if row else None,
        "stale": retag.is_stale(db, context.config),
        "expected": len(expected),
        "seen": len(seen),
    }


def _periods(context: Context, shown: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The entries of the period bar, each keeping the rest of the address."""
    rest = {
        name: value for name, value in context.query.items() if name not in ("period", "from", "to", "lang", "page")
    }
    here = shown.get("period", [""])[-1] if not ("from" in shown or "to" in shown) else ""
    entries = [(name, context.say(f"period.{name}"), False) for name in PRESET_PERIODS]
    entries += [(period.id, period.name, True) for period in context.config.periods]
    return [
        {
            "href": address(context.request.path, rest, period=name),
            "label": text,
            "own": own,
            "here": name == here,
        }
        for name, text, own in entries
    ]


__all__ = ["remember", "span", "values"]
