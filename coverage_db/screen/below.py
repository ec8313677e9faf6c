"""Below: the line below every table – period, policy, what counts and what not, what waits, what nobody saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from ..counting import policy as policies
from ..counting.count import appearances
from ..counting.filters import Filters
from ..counting.words import Words, below
from .context import Context

POLICY, PENDING = 1, 4
"""Places in what `counting.words.below` gives."""


def parts(
    context: Context, db: Database, counts: Mapping[str, Any], filters: Filters, times: int | None = None
) -> list[dict[str, Any]]:
    """Its parts: {"text", "red"}. On the screen a policy is named; its whole text stands in print and on 统计.

    `times`: what `filters` count in 条次, when it is known.
    """
    words = Words(db, context.config, context.language)
    rule = policies.load(context.config, counts["policy"])
    lines = below(words, counts, rule, appearances(db, context.config, filters) if times is None else times)
    pending = bool(counts["excluded"].get("pending"))
    shown = [{"text": line, "red": n == PENDING and pending} for n, line in enumerate(lines)]
    shown[POLICY]["long"] = lines[POLICY]
    shown[POLICY]["text"] = context.say("below.policy", policy=policies.title(rule, context.language))
    return shown


def reason(context: Context, name: str) -> str:
    """Why a day was not seen."""
    text = context.label("gap", name)
    return text if text != name else context.label("alarm", name)
