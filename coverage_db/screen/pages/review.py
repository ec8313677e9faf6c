"""Review (待认定): why does it wait, and what happens if I say yes? One article at a time, by keyboard, without JavaScript too.

This period first; within it one cause after the other, so that likes are decided together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ... import counting, decisions
from ...counting.count import appearances
from .. import deciding, dossier, frame, marked, tally
from ..context import Context, address
from .article import EXCLUDE_REASONS

CAUSES = (
    "near_duplicate",
    "date_conflict",
    "clues_only",
    "damaged_name",
    "unknown_outlet",
    "mirror_suspect",
    "gone",
    "changed",
)
QUEUE_SHOWN = 200
"""Entries of the list beside the article."""
DOUBTS = ("clues_only", "damaged_name")
"""Causes for which the likely answer is asked for by the first button."""


async def show(context: Context) -> Response:
    """GET /-/review, and POST: a decision, or taking one back."""
    if context.request.method == "POST":
        return await _decide(context)
    chosen = frame.span(context)
    now = await context.read(lambda db: _now(db, context, chosen), remember=("review", address("", chosen)))
    view = await context.read(lambda db: _view(db, context, chosen, now))
    if view["file"] and context.can_decide:
        trial = ("effects", address("", chosen), view["current"])
        view["effects"] = await context.recall(
            trial, lambda: context.write(lambda db: _effects(db, context, chosen, view))
        )
    return await context.page("review.html", **view)


ROUTES = ((r"^/-/review$", show),)


async def _decide(context: Context) -> Response:
    form = context.form
    article = int(form["article"]) if form.get("article", "").isdigit() else 0
    kept = {name: context.query[name] for name in (*frame.SPAN_NAMES, "why") if name in context.query}
    if form.get("decision") == "undo":
        await context.write(lambda db: deciding.undo(db, context, article))
        return context.go(address("/-/review", kept, id=article, told="undone"))
    if form.get("decision") == "later":
        return context.go(address("/-/review", kept, id=form.get("next") or None))
    together = [int(n) for n in form.get("likes", "").split(",") if n.isdigit()] if form.get("together") else []
    words = deciding.words_of(dict(form))
    await context.write(lambda db: deciding.take(db, context, [article, *together], words))
    return context.go(address("/-/review", kept, id=form.get("next") or None, told="decided"))


def _now(
    db: Database, context: Context, chosen: dict[str, list[str]]
) -> tuple[dict[str, Any], int, list[dict[str, Any]]]:
    """The count, the appearances, and what waits."""
    filters = context.filters(db, chosen)
    counts = counting.count(db, context.config, filters)
    return counts, appearances(db, context.config, filters), _queue(db, counts)


def _view(
    db: Database, context: Context, chosen: dict[str, list[str]], now: tuple[dict[str, Any], int, list[dict[str, Any]]]
) -> dict[str, Any]:
    filters = context.filters(db, chosen)
    counts, times, queue = now
    if context.one("why"):
        queue = [entry for entry in queue if entry["cause"] == context.one("why")] or queue
    ids = [entry["id"] for entry in queue]
    asked = context.number("id")
    current = asked if asked in ids else (ids[0] if ids else 0)
    place = ids.index(current) if current else 0
    outlets = tally.outlet_rows(db)
    view: dict[str, Any] = {
        "queue": queue[:QUEUE_SHOWN],
        "groups": _groups(queue[:QUEUE_SHOWN]),
        "queue_length": len(queue),
        "place": place + 1,
        "counts": counts,
        "total_times": times,
        "outlets": outlets,
        "current": current,
        "file": None,
        "effects": {},
        "latest": deciding.latest(db),
        "kept": {name: context.query[name] for name in (*frame.SPAN_NAMES, "why") if name in context.query},
        "exclude_reasons": EXCLUDE_REASONS,
        "before": ids[place - 1] if place else None,
        "after": ids[place + 1] if place + 1 < len(ids) else None,
    }
    if current:
        view.update(_case(db, context, filters, current, queue[place], queue))
    return view


def _case(
    db: Database,
    context: Context,
    filters: Any,
    current: int,
    entry: Mapping[str, Any],
    queue: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """What the page shows of the article that is decided about."""
    file = dossier.of(db, context, current, filters)
    clues = sorted({m["owner"] for m in file["mentions"] if m["kind"] != "company"})
    likes = [
        other["id"]
        for other in queue
        if other["id"] != current and other["cause"] == entry["cause"] and other["clues"] == entry["clues"]
    ]
    nearest = file["nearest"][0] if file["nearest"] else None
    return {
        "file": file,
        "cause": entry["cause"],
        "why": entry["why"],
        "in_period": entry["in_period"],
        "waiting": marked.sentence(file["text"], file["mentions"])
        or marked.titled(file["row"]["title"], file["mentions"]),
        "paragraphs": marked.paragraphs(file["text"], file["mentions"]),
        "nearest": nearest,
        "mergeable": nearest is not None and not nearest["same_story"],
        "attention": tally.words_of(file["row"]["attention"]),
        "likes": likes if entry["clues"] else [],
        "clues": clues,
        "last": deciding.last_decision(db, current),
        "suggested": _suggested(entry["cause"], nearest),
        "dates": sorted({w["value"][:10] for w in file["witnesses"]}),
    }


def _suggested(cause: str, nearest: Mapping[str, Any] | None) -> str:
    """The button that is focused: the likely answer to each cause."""
    if cause in ("mirror_suspect", "gone"):
        return "exclude"
    if cause == "near_duplicate" and nearest and not nearest["same_story"]:
        return "same-as"
    return "include"


def _queue(db: Database, counts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What waits: this period first, then by cause, then newest first."""
    ids = decisions.queue(db)
    whys = tally.whys(db, ids)
    from_, to = counts["period"].get("from") or "", counts["period"].get("to") or "9999"
    entries = []
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        rows = db.execute(
            "select f.article, a.title, f.outlet, f.day, group_concat(distinct m.owner) from facts f join articles a on a.id = f.article"
            " left join mentions m on m.article = a.id and m.kind != 'company' and m.verdict = 'hit'"
            f" where f.article in ({marks}) group by f.article",
            part,
        )
        for article, title, outlet, day, clues in rows:
            why = whys.get(article) or [""]
            inside = bool(day) and from_ <= day <= to
            entries.append(
                {
                    "id": article,
                    "title": title,
                    "outlet": outlet,
                    "day": day,
                    "cause": why[0],
                    "why": why,
                    "in_period": inside,
                    "clues": clues or "",
                }
            )
    order = {cause: n for n, cause in enumerate(CAUSES)}
    entries.sort(key=lambda e: (e["day"] or "", e["id"]), reverse=True)
    entries.sort(key=lambda e: (not e["in_period"], order.get(e["cause"], len(order))))
    return entries


def _groups(queue: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The queue cut where the cause, or the period, changes."""
    groups: list[dict[str, Any]] = []
    for entry in queue:
        if not groups or (groups[-1]["cause"], groups[-1]["in_period"]) != (entry["cause"], entry["in_period"]):
            groups.append({"cause": entry["cause"], "in_period": entry["in_period"], "entries": []})
        groups[-1]["entries"].append(entry)
    return groups


def _effects(
    db: Database, context: Context, chosen: dict[str, list[str]], view: Mapping[str, Any]
) -> dict[str, deciding.Effect]:
    words = ["include", "exclude not_us"]
    if view["mergeable"]:
        words.append(f"same-as {view['nearest']['id']}")
    both = (context.filters(db, chosen), context.filters(db, chosen, policy="appearances"))
    now = (view["counts"]["total"], view["total_times"])
    return deciding.effects(db, context, both, view["current"], words, now)
