"""Compare: a count beside that of the same period last year (同比) or of the period before (环比).

Refused in words when one of the two has gaps: a difference between what was seen and what was not is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from ..config import Config
from ..errors import UsageError
from ..wording import say
from . import periods
from .count import Counts, count
from .filters import Filters

KINDS = ("last-year", "previous")


def compared(db: Database, config: Config, filters: Filters, counts: dict[str, Any], kind: str) -> dict[str, Any]:
    """`counts` (of `filters`) with the key `compare` in it, or in each of its policies.

    Raises:
        UsageError: there is no period, or one end of it is open.
    """
    earlier = _earlier(db, config, filters, kind)
    if "policies" in counts:
        pairs = zip(counts["policies"], earlier["policies"], strict=True)
        return {**counts, "policies": [{**now, "compare": _difference(now, then)} for now, then in pairs]}
    return {**counts, "compare": _difference(counts, earlier)}


def compare(db: Database, config: Config, filters: Filters, kind: str) -> dict[str, Any]:
    """The value `compare` of the contract, for the first policy of `filters`.

    Raises:
        UsageError: as `compared`.
    """
    first = filters.narrowed(policies=filters.policies[:1])
    return _difference(count(db, config, first), _earlier(db, config, first, kind))


def _earlier(db: Database, config: Config, filters: Filters, kind: str) -> Counts:
    try:
        span = periods.year_before(filters.span) if kind == "last-year" else periods.before(filters.span)
    except ValueError as error:
        raise UsageError(say("compare.no_period", config.general.language)) from error
    return count(db, config, filters.narrowed(from_=span.from_, to=span.to, period=None, period_name=None))


def _difference(now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
    refused = "gaps" if now["gaps"] or then["gaps"] else None
    difference = round(now["total"] - then["total"], 1)
    percent = round(100 * difference / then["total"], 1) if then["total"] else None
    return {
        "with": then["period"],
        "total": then["total"],
        "difference": None if refused else difference,
        "percent": None if refused else percent,
        "refused": refused,
    }


def said(compare: Mapping[str, Any], unit: str, kind: str, language: str = "zh") -> str:
    """The comparison as a sentence of its own."""
    prefix = "compare.year" if kind == "last-year" else "compare.before"
    if compare["refused"]:
        return say(f"{prefix}_gap", language)
    difference, percent = compare["difference"], compare["percent"]
    if difference == 0:
        return say(f"{prefix}_same", language)
    if percent is None:
        return say(f"{prefix}_zero", language, unit=unit)
    way = "more" if difference > 0 else "less"
    return say(f"{prefix}_{way}", language, d=f"{abs(difference):g}", p=f"{abs(percent):g}", unit=unit)
