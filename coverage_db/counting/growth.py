"""Growth: 同比增长52%, 环比减少3篇 – counted again for the earlier period. Reads only."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from .. import health
from ..config import Config
from ..wording import say
from . import periods
from .claims import Growth
from .filters import Filters
from .readings import readings_of


def judge_growth(
    db: Database, config: Config, filters: Filters, growth: Growth, unit: str, now: int | float
) -> tuple[str, str]:
    """(verdict, line) of a growth that a sentence states of `now`."""
    language = config.general.language
    span = periods.before(filters.span) if growth.previous else periods.year_before(filters.span)
    earlier = replace(filters, from_=span.from_, to=span.to)
    if health.gaps(db, config, earlier.from_, earlier.to) or health.gaps(db, config, filters.from_, filters.to):
        return "undecidable", say("check.growth_gap", language, words=growth.words)
    before = next(iter(readings_of(db, config, earlier, unit))).found
    fields: dict[str, object] = {"words": growth.words, "before": f"{before:g}", "now": f"{now:g}"}
    if growth.percent and before == 0:
        return "undecidable", say("check.growth_none", language, **fields)
    real = (now - before) / before * 100 if growth.percent else now - before
    if abs(round(real, growth.decimals) - growth.amount) < 10 ** -(growth.decimals + 3):
        return "supported", say("check.growth_right", language, **fields)
    shown = f"{real:+.{growth.decimals}f}" + ("%" if growth.percent else unit)
    return "contradicted", say("check.growth", language, **fields, real=shown)
