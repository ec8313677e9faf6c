"""Counts (统计): any dimension, any filter, in the address; one policy as bars, two as dumbbells with the articles between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting
from ...counting import policy as policies
from ...counting.compare import KINDS, compared, said
from ...counting.filters import Filters
from ...counting.words import Words
from ...records import LEVELS
from .. import below, choices, shapes, tally
from ..context import Context, address

DIMENSIONS = (
    "outlet",
    "level",
    "brand",
    "owner",
    "channel",
    "theme",
    "month",
    "week",
    "day",
    "role",
    "byline",
    "department",
    "company",
    "origin",
)
LINKED = ("outlet", "level", "brand", "owner", "channel", "theme", "company", "byline", "department", "role", "origin")
"""Dimensions whose value is a filter of the list under the same name; month, week and day are periods."""
DIFFER_MOST = 60


async def show(context: Context) -> Response:
    """GET /-/counts"""
    view = await context.read(lambda db: _view(db, context), remember=("counts", context.request.query_string))
    return await context.page("counts.html", **view)


ROUTES = ((r"^/-/counts$", show),)


def dimensions(context: Context) -> tuple[str, ...]:
    """The dimensions of the address, at most two; `outlet` when it names none that is known."""
    asked = [dim for value in context.query.get("by", []) for dim in value.split(",") if dim in DIMENSIONS]
    return tuple(dict.fromkeys(asked))[:2] or ("outlet",)


def _view(db: Database, context: Context) -> dict[str, Any]:
    filters = context.filters(db)
    by = dimensions(context)
    document = counting.count(db, context.config, filters, by=by)
    both = document.get("policies") or [document]
    outlets = tally.outlet_rows(db)
    first = both[0]
    rows = _rows(context, both, by, outlets, Words(db, context.config, context.language))
    kept = {name: value for name, value in context.query.items() if name in choices.KEPT}
    differing, differ = _differ(db, context, filters, document) if len(both) == 2 else (0, [])
    most = max((max(row["values"]) for row in rows), default=0)
    return {
        "by": by,
        "dims": [(dim, address("/-/counts", kept, by=dim)) for dim in DIMENSIONS],
        "both": both,
        "first": first,
        "rows": rows,
        "two": len(both) == 2,
        "most": most,
        "ticks": shapes.scale(most),
        "differ": differ,
        "differing": differing,
        "rules": [policies.load(context.config, each["policy"]) for each in both],
        "offered": _offered(context, kept, filters),
        "choices": choices.of(context, outlets),
        "compare": _compare(context, kept),
        "compared": _compared(db, context, filters, document),
        "outlets": outlets,
        "kept": kept,
        "below": below.parts(context, db, first, filters),
        "heading": _heading(context, both, differing),
    }


def _rows(
    context: Context, both: Sequence[Mapping[str, Any]], by: tuple[str, ...], outlets: Mapping[str, Any], words: Words
) -> list[dict[str, Any]]:
    """A row a group: its label, its level when it is an outlet, the value under each policy and the address of its list."""
    table: dict[tuple[str | None, ...], list[int]] = {}
    for n, document in enumerate(both):
        for row in document["rows"]:
            table.setdefault(tuple(row[dim] for dim in by), [0] * len(both))[n] = row["count"]
    rows: list[dict[str, Any]] = []
    for key, values in table.items():
        outlet = outlets.get(key[by.index("outlet")] or "") if "outlet" in by else None
        rows.append(
            {
                "labels": [word(words, dim, value) for dim, value in zip(by, key, strict=True)],
                "level": outlet["level"] if outlet else key[by.index("level")] if "level" in by else None,
                "values": values,
                "difference": values[-1] - values[0],
                "href": [_href(context, by, key, document["policy"]) for document in both],
                "order": _order(by, key, values, outlets),
            }
        )
    rows.sort(key=lambda row: row["order"])
    for before, row in zip([None, *rows], rows, strict=False):
        row["first"] = before is None or before["level"] != row["level"]
    return rows


def _order(
    by: tuple[str, ...], key: tuple[str | None, ...], values: Sequence[int], outlets: Mapping[str, Any]
) -> tuple[Any, ...]:
    if by[0] == "outlet":
        row = outlets.get(key[0] or "")
        return (row["level_rank"] if row else len(LEVELS), -values[0], key[0] or "", key[1:] and (key[1] or ""))
    if by[0] == "level":
        return (tally.level_order(key[0]), -values[0], key[1:] and (key[1] or ""))
    if by[0] in ("month", "week", "day"):
        return (0, key[0] or "~", -values[0])
    return (0, -values[0], key[0] or "~", key[1:] and (key[1] or ""))


def word(words: Words, dim: str, value: str | None) -> str:
    """A value of a dimension as a reader knows it."""
    if value is not None and dim == "day":
        return shapes.day(value, words.language, True)
    if value is not None and dim == "month":
        return shapes.month(value, words.language, True)
    return words.value(dim, value)


def _href(context: Context, by: tuple[str, ...], key: tuple[str | None, ...], policy: str) -> str:
    query: dict[str, Any] = {
        k: v for k, v in context.query.items() if k in choices.KEPT and k not in ("by", "compare", "policy")
    }
    if context.query.get("policy"):
        query["policy"] = policy
    for dim, value in zip(by, key, strict=True):
        if value is None:
            return ""
        if dim in LINKED:
            query[dim] = value
        elif dim == "day":
            query.update({"from": value, "to": value, "period": None})
        else:
            query.update({"period": value, "from": None, "to": None})
    return address("/-/articles", query, state="counted")


def _differ(
    db: Database, context: Context, filters: Filters, document: Mapping[str, Any]
) -> tuple[int, list[dict[str, Any]]]:
    """Stories that the two policies treat differently: how many, and of the first DIFFER_MOST where each counts them."""
    names = [each["policy"] for each in document["policies"]]
    reasons = {row["id"]: row["reasons"] for row in document["differ"]}
    stories = counting.stories_of(db, reasons)
    shown = set(list(dict.fromkeys(stories.values()))[:DIFFER_MOST])
    ids = [article for article, story in stories.items() if story in shown]
    rows = counting.articles(db, context.config, context.filters(db, policy=names[0]), ids=ids)
    found: dict[int, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: int(row["id"])):
        story = found.setdefault(row["story"], {**row, "left": [], "right": [], "reasons": {}})
        for side, name in zip(("left", "right"), names, strict=True):
            reason = reasons[row["id"]][name]
            if reason is None:
                story[side].append(row)
            else:
                story["reasons"].setdefault(name, reason)
    return len(set(stories.values())), list(found.values())


def _offered(context: Context, kept: Mapping[str, Any], filters: Filters) -> list[dict[str, Any]]:
    """Each policy of the package: alone, or beside the one that is shown."""
    chosen = kept.get("policy", [])
    current = chosen or [policies.load(context.config).name]
    return [
        {
            "label": context.label("policy", name),
            "on": name in current,
            "href": address("/-/counts", kept, policy=name),
            "beside": address("/-/counts", kept, policy=[current[0], name]) if name != current[0] else "",
        }
        for name in policies.names(context.config.folder)
    ]


def _compare(context: Context, kept: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    return [
        (context.say(f"compare_page.{name}"), address("/-/counts", kept, compare=name), context.one("compare") == name)
        for name in ("last-year", "previous")
    ]


def _compared(db: Database, context: Context, filters: Filters, document: dict[str, Any]) -> str:
    """The comparison asked for, in words; "" when none is."""
    kind = context.one("compare")
    if kind not in KINDS:
        return ""
    found = compared(db, context.config, filters, document, kind)
    both = found.get("policies") or [found]
    return "　".join(said(each["compare"], context.label("unit_of", each["unit"]), context.language) for each in both)


def _heading(context: Context, both: Sequence[Mapping[str, Any]], moved: int) -> str:
    if len(both) == 1:
        unit = context.label("unit_of", both[0]["unit"])
        return context.say("counts_page.heading", n=both[0]["total"], unit=unit, outlets=both[0]["outlets"])
    a, b = (
        context.say(
            "counts_page.under",
            policy=context.label("policy", each["policy"]).partition("（")[0].partition(" (")[0],
            n=each["total"],
            unit=context.label("unit_of", each["unit"]),
        )
        for each in both
    )
    same = both[0]["total"] == both[1]["total"] and both[0]["unit"] == both[1]["unit"]
    key = (
        "counts_page.heading_differ"
        if not same
        else "counts_page.heading_moved"
        if moved
        else "counts_page.heading_same"
    )
    return context.say(key, a=a, b=b, n=moved)


__all__ = ["DIMENSIONS", "ROUTES", "dimensions", "word"]
