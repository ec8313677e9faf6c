"""Choices: the filters above a table – what can be chosen, what is chosen, and the address of each choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..records import CHANNELS, LEVELS
from .context import FILTER_NAMES, Context, address

KEPT = (*FILTER_NAMES, "by", "compare", "byline", "department", "role", "origin", "reason")


def of(context: Context, outlets: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One entry a filter: {"name", "label", "value" (what is chosen, in words), "options": [{"label", "href", "on"}]}."""
    config = context.config
    watched = [row for row in outlets.values() if row["watched"]] or list(outlets.values())
    offered: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("theme", "term.theme", [(theme.id, theme.name) for theme in config.watchlist.themes]),
        ("outlet", "term.outlet", [(row["id"], row["name"]) for row in watched]),
        ("level", "screen.level", [(level, context.label("level", level)) for level in LEVELS]),
        ("channel", "screen.channel", [(channel, context.label("channel", channel)) for channel in CHANNELS]),
    ]
    if len(config.watchlist.companies) > 1:
        offered.append(("company", "screen.company", [(each.id, each.name) for each in config.watchlist.companies]))
    return [_choice(context, name, label, options) for name, label, options in offered if options]


def _choice(context: Context, name: str, label: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    query = {k: v for k, v in context.query.items() if k in KEPT}
    picked = query.get(name, [])
    names = dict(options)
    return {
        "name": name,
        "label": context.say(label),
        "value": context.say("below.comma").join(names.get(each, each) for each in picked),
        "clear": address(context.request.path, {**query, name: None}),
        "options": [
            {
                "label": text,
                "on": value in picked,
                "href": address(
                    context.request.path,
                    {**query, name: [v for v in picked if v != value] + [value] * (value not in picked)},
                ),
            }
            for value, text in options
        ],
    }
