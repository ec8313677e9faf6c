"""A slow counter: CONTRACT section 4, "Counting", in plain Python, read from its words and not from state.sql.

Rows of `facts` as dicts in; {article: (state, reason, tenths of a point)} out. Slow, and easy to check by eye.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]


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


ORDER = (
    "own",
    "mirror",
    "not_us",
    "notice",
    "undated",
    "pending",
    "level",
    "channel",
    "excerpt",
    "round_up",
    "passing",
)


def distance(row: Row, policy: Row) -> int:
    """How far an article comes for one company: an officer's word comes first, no reason last."""
    reason = own_reason(row, policy)
    if reason is None:
        return len(ORDER) + 1
    return 0 if row["word"] is not None else ORDER.index(reason) + 1


def speakers(rows: list[Row], companies: list[str], policy: Row) -> list[Row]:
    """Each article once: of the companies asked for (without any, those that are no rivals) the nearest."""
    chosen: dict[int, Row] = {}
    for row in sorted(rows, key=lambda r: r["company_order"]):
        if (row["company"] not in companies) if companies else row["rival"]:
            continue
        kept = chosen.get(row["article"])
        if kept is None or distance(row, policy) > distance(kept, policy):
            chosen[row["article"]] = row
    return list(chosen.values())


def text_of(row: Row, policy: Row) -> tuple[object, ...]:
    """What is one text: the story, under `each` the story in one outlet, for an included excerpt the article alone."""
    if row["role"] == "excerpt" and row["included"]:
        return ("excerpt", row["article"])
    if policy["reprints"] == "each":
        return ("in", row["story"], row["outlet"] or ("nowhere", row["article"]))
    return ("story", row["story"])


def original_first(row: Row) -> tuple[bool, int, int]:
    return (row["role"] == "excerpt", row["story_rank"], row["article"])


def points(row: Row, table: Row) -> int:
    """Tenths of a point of one article: level x channel x role x the largest position x the largest length reached."""
    position = [
        table.get("position", {}).get(key)
        for key, is_there in (("front_page", row["front"]), ("headline", row["headline"]))
        if is_there
    ]
    lengths = [int(key) for key in table.get("length", {}) if int(key) <= row["length"]]
    factors = [
        table.get("level", {}).get(row["level"], 1),
        table.get("channel", {}).get(row["channel"], 1),
        table.get("role", {}).get(row["role"], 1),
        table.get("role", {}).get(row["prominence"], 1),
        max([p for p in position if p is not None], default=1),
        table["length"][str(max(lengths))] if lengths else 1,
    ]
    product = Decimal(1)
    for factor in factors:
        product *= Decimal(str(factor))
    tenths = int((product * 10).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    cap = table.get("caps", {}).get("per_story")
    return tenths if cap is None else min(tenths, int(cap * 10))


def slow_count(
    rows: list[Row], themes: dict[int, set[str]], policy: Row, filters: Row
) -> dict[int, tuple[str, str | None, int]]:
    """{article: (state, reason, tenths)}; `filters`: from, to, themes, companies and the narrowing ones as lists."""
    candidates = speakers(rows, filters["companies"], policy)
    texts: dict[tuple[object, ...], list[Row]] = {}
    for row in candidates:
        texts.setdefault(text_of(row, policy), []).append(row)
    result = {}
    for row in candidates:
        able = [
            r
            for r in texts[text_of(row, policy)]
            if own_reason(r, policy) is None and (r["role"] != "reprint" or "reprint" in policy["roles"])
        ]
        able.sort(key=original_first)
        first = able[0] if able else None
        highest = policy["reprints"] == "highest"
        stands = min(able, key=lambda r: (r["level_rank"], *original_first(r))) if able and highest else first
        day = first["day"] if highest and first is not None and row is stands else row["day"]
        reason = final_reason(row, policy, filters, themes, day, row is stands, any(row is r for r in able))
        state = (
            "counted" if reason is None else "pending" if reason == "pending" and row["word"] is None else "excluded"
        )
        earned = max(points(r, policy["points"]) for r in able) if reason is None and policy["unit"] == "分" else 0
        if looked_at(row, state, filters):
            result[row["article"]] = (state, reason, earned)
    return result


def final_reason(
    row: Row, policy: Row, filters: Row, themes: dict[int, set[str]], day: str | None, stands: bool, able: bool
) -> str | None:
    """The first that applies, in the order of the contract."""
    own = own_reason(row, policy)
    if own is not None and (row["word"] is not None or own in ("own", "mirror", "not_us", "notice", "undated")):
        return own
    assert day is not None
    if (filters["from"] and day < filters["from"]) or (filters["to"] and day > filters["to"]):
        return "out_of_period"
    if filters["themes"] and not set(filters["themes"]) & themes.get(row["article"], set()):
        return "off_theme"
    if own is not None or stands:
        return own
    return "lower_level" if policy["reprints"] == "highest" and able else "reprint"


def looked_at(row: Row, state: str, filters: Row) -> bool:
    """Whether the narrowing filters leave it in."""
    for key in ("outlet", "level", "brand", "owner", "channel"):
        if filters[key] and row[key] not in filters[key]:
            return False
    return not filters["state"] or state in filters["state"]
