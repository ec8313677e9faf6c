"""Arithmetic: what a sentence's numbers say of each other (parts and sum, people and average) and of an earlier period
(同比增长52%). Claims in, verdicts with a line out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlite_utils import Database

from ..config import Config
from ..wording import say
from . import periods
from .claims import Claim, Claims, Growth
from .count import gaps_of
from .filters import Filters
from .quantities import OUTLETS, PEOPLE
from .readings import readings_of


def judge_growth(
    db: Database, config: Config, filters: Filters, growth: Growth, unit: str, now: int | float
) -> tuple[str, str]:
    """(verdict, line) of a growth that a sentence states of `now`."""
    language = config.general.language
    span = periods.before(filters.span) if growth.previous else periods.year_before(filters.span)
    earlier = replace(filters, from_=span.from_, to=span.to)
    if gaps_of(db, config, earlier)[0] or gaps_of(db, config, filters)[0]:
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


def own_numbers(claims: Claims, language: str) -> Iterator[tuple[str, str]]:
    """(verdict, line) of what does not add up within the sentence, and of parts that leave a rest."""
    for people, average, total in claims.averages:
        if round(people * average) != total:
            product = f"{people * average:g}"
            fields = {"people": people, "average": f"{average:g}", "product": product, "total": total}
            yield "contradicted", say("check.average", language, **fields)
    whole = next((claim for claim in claims.main if claim.quantity.unit not in (OUTLETS, PEOPLE)), None)
    if whole is None:
        return
    parts = [part for part in claims.parts if part.quantity.unit == whole.quantity.unit]
    if parts and all(part.quantity.exact for part in (whole, *parts)):
        yield from _sum(whole, parts, language)


def _sum(whole: Claim, parts: Sequence[Claim], language: str) -> Iterator[tuple[str, str]]:
    total, sum_ = whole.quantity.low, sum(part.quantity.low for part in parts)
    overlapping = any(part.themes != whole.themes for part in parts)
    if sum_ > total and not overlapping:
        yield "contradicted", say("check.sum_over", language, sum=sum_, total=total)
    elif sum_ < total and _covers_all(whole, parts):
        yield "contradicted", say("check.sum", language, sum=sum_, total=total)
    elif sum_ < total and len(parts) > 1:
        yield "supported", say("check.sum_rest", language, sum=sum_, total=total, rest=total - sum_)


def _covers_all(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the parts are the levels that the whole is made of, so that they must sum to it."""
    if not all(part.levels and part.levels != whole.levels for part in parts):
        return False
    scope = set(whole.levels or ("国家级", "省级", "市级", "县级")) - {"行业"}
    return scope <= {level for part in parts for level in part.levels}
