"""A slow counter: CONTRACT section 4, "Counting", in plain Python, read from its words and not from state.sql.

Rows of `facts` as dicts in; {article: (state, reason, tenths of a point)} out. Slow, and easy to check by eye.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import prod
from typing import Any

Row = dict[str, Any]
Themes = dict[int, set[str]]


def own_reason(row: Row, policy: Row) -> str | None:
    """The first reason that lies in the article itself (period and themes aside)."""
    included = bool(row["included"])
    if row["word"] is not None:
        return str(row["word"])
    for sign in ("own", "mirror", "not_us", "notice"):
        if row[sign] and not included:
            return sign
    if row["day"] is None:
        return "undated"
    if row["why"] and not included:
        return "pending"
    excused = included and (row["own"] or row["outlet"] is None)
    if not excused:
        for key in ("level", "channel"):
            if row[key] is not None and row[key] not in policy[key + "s"]:
                return key
    if included:
        return None
    if row["role"] == "excerpt" and "excerpt" not in policy["roles"]:
        return "excerpt"
    if row["prominence"] in ("round_up", "passing") and row["prominence"] not in policy["roles"]:
        return str(row["prominence"])
    return None


ORDER = "own mirror not_us notice undated pending level channel excerpt round_up passing".split()


def distance(row: Row, policy: Row) -> int:
    """How far an article comes for one company: an officer's word comes first, no reason last."""
    reason = own_reason(row, policy)
    if reason is None:
        return len(ORDER) + 1
    return 0 if row["word"] is not None else ORDER.index(reason) + 1


def asked(rows: list[Row], companies: list[str]) -> list[Row]:
    """The rows of the companies asked for; without any, of those that are no rivals."""
    return [row for row in rows if (row["company"] in companies if companies else not row["rival"])]


def speakers(rows: list[Row], policy: Row) -> list[Row]:
    """Each article once: the company for which it comes nearest to counting speaks for it."""
    chosen: dict[int, Row] = {}
    for row in sorted(rows, key=lambda r: (distance(r, policy), -r["company_order"])):
        chosen[row["article"]] = row
    return list(chosen.values())


def text_of(row: Row, policy: Row) -> tuple[object, ...]:
    """What is one text: the story, under `each` the story in one outlet, for an included excerpt the article alone."""
    if row["role"] == "excerpt" and row["included"]:
        return ("excerpt", row["article"])
    each = policy["reprints"] == "each"
    return ("in", row["story"], row["outlet"] or row["article"]) if each else ("story", row["story"])


def original_first(row: Row) -> tuple[bool, int, int]:
    return (row["role"] == "excerpt", row["story_rank"], row["article"])


def points(row: Row, table: Row) -> int:
    """Tenths of a point of one article: level x channel x role x the largest position x the largest length reached."""
    there = [key for key, is_there in (("front_page", row["front"]), ("headline", row["headline"])) if is_there]
    position = [table["position"][key] for key in there if key in table.get("position", {})]
    lengths = [int(key) for key in table.get("length", {}) if int(key) <= row["length"]]
    factors = [
        table.get("level", {}).get(row["level"], 1),
        table.get("channel", {}).get(row["channel"], 1),
        table.get("role", {}).get(row["role"], 1),
        table.get("role", {}).get(row["prominence"], 1),
        max(position, default=1),
        table["length"][str(max(lengths))] if lengths else 1,
    ]
    product = prod(Decimal(str(factor)) for factor in factors)
    tenths = int(Decimal(product * 10).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    cap = table.get("caps", {}).get("per_story")
    return tenths if cap is None else min(tenths, int(cap * 10))


def may_stand(row: Row, policy: Row) -> bool:
    return own_reason(row, policy) is None and (row["role"] != "reprint" or "reprint" in policy["roles"])


def slow_count(rows: list[Row], themes: Themes, policy: Row, filters: Row) -> dict[int, tuple[str, str | None, int]]:
    """{article: (state, reason, tenths)}; `filters`: from, to, themes, companies and the narrowing ones as lists."""
    rows = asked(rows, filters["companies"])
    candidates = speakers(rows, policy)
    result = {}
    for row in candidates:
        mates = [r for r in candidates if text_of(r, policy) == text_of(row, policy)]
        able = sorted((r for r in mates if may_stand(r, policy)), key=original_first)
        first = able[0] if able else None
        highest = policy["reprints"] == "highest"
        stands = min(able, key=lambda r: (r["level_rank"], *original_first(r))) if able and highest else first
        day = first["day"] if highest and first is not None and row is stands else row["day"]
        reason = final_reason(row, policy, filters, themes, day, row is stands, any(row is r for r in able))
        waits = reason == "pending" and row["word"] is None
        state = "counted" if reason is None else "pending" if waits else "excluded"
        ids = {r["article"] for r in able}
        best = [points(r, policy["points"]) for r in rows if r["article"] in ids and may_stand(r, policy)]
        earned = max(best) if reason is None and policy["unit"] == "分" else 0
        if looked_at(row, state, filters):
            result[row["article"]] = (state, reason, earned)
    return result


def final_reason(row: Row, policy: Row, filters: Row, themes: Themes, day: Any, stands: bool, able: bool) -> str | None:
    """The first that applies, in the order of the contract."""
    own = own_reason(row, policy)
    if own is not None and (row["word"] is not None or own in ("own", "mirror", "not_us", "notice", "undated")):
        return own
    if (filters["from"] and day < filters["from"]) or (filters["to"] and day > filters["to"]):
        return "out_of_period"
    if filters["themes"] and not set(filters["themes"]) & themes.get(row["article"], set()):
        return "off_theme"
    if own is not None or stands:
        return own
    return "lower_level" if policy["reprints"] == "highest" and able else "reprint"


def looked_at(row: Row, state: str, filters: Row) -> bool:
    """Whether the narrowing filters leave it in."""
    keys = [key for key in ("outlet", "level", "brand", "owner", "channel") if filters[key]]
    if any(row[key] not in filters[key] for key in keys):
        return False
    return not filters["state"] or state in filters["state"]
