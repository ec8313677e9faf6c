"""Words: what values of dimensions are called, and the lines below a table. A count in, texts out. Reads names only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from ..config import Config
from ..wording import label, say
from . import periods
from .policy import Policy

LEVEL_KEYS = {
    "国家级": "national", "省级": "provincial", "行业": "trade", "市级": "city", "县级": "county", "系统内": "system",
    "自有": "own",
}  # fmt: skip
UNIT_KEYS = {"篇": "story", "条次": "appearance", "家": "outlet", "分": "point"}
GAPS_SHOWN = 5


class Words:
    """Names in one language: of outlets (from the database), themes and companies (from coverage.toml), stored values."""

    def __init__(self, db: Database, config: Config, language: str | None = None) -> None:
        self.language = language or config.general.language
        self.outlets = dict(db.execute("select id, name from outlets").fetchall())
        self.themes = {theme.id: theme.name for theme in config.watchlist.themes}
        self.companies = {company.id: company.name for company in config.watchlist.companies}

    def say(self, key: str, /, **fields: object) -> str:
        """A text."""
        return say(key, self.language, **fields)

    def value(self, dim: str, value: str | None) -> str:
        """What a value of a dimension is called; nothing: （无）."""
        if value is None:
            return self.say("counts.none")
        names: Mapping[str, Mapping[str, str]] = {
            "outlet": self.outlets,
            "theme": self.themes,
            "company": self.companies,
        }
        if dim in names:
            return names[dim].get(value, value)
        if dim == "level":
            return label("level", LEVEL_KEYS.get(value, value), self.language)
        return label(dim, value, self.language) if dim in ("channel", "role", "origin", "state", "reason") else value

    def unit(self, unit: str) -> str:
        """篇, 条次, 家, 分."""
        return label("unit", UNIT_KEYS[unit], self.language)

    def list(self, words: Sequence[str]) -> str:
        """Several names in a row."""
        return ("、" if self.language == "zh" else ", ").join(words)

    def gap(self, gap: Mapping[str, str]) -> str:
        """One gap: outlet, days, reason."""
        reason = label("gap", gap["reason"], self.language)
        if reason == gap["reason"]:
            reason = label("alarm", gap["reason"], self.language)
        days = periods.said(periods.Span(gap["from"], gap["to"]), self.language)
        return self.say("counts.note_gap", outlet=self.value("outlet", gap["outlet"]), days=days, reason=reason)


def below(words: Words, counts: Mapping[str, Any], policy: Policy, appearances: int) -> list[str]:
    """The lines below a table of one count: period, policy, counted, left out, pending, gaps, by hand.

    `appearances`: what the same filters count in 条次 (count.appearances).
    """
    span = periods.Span(counts["period"]["from"], counts["period"]["to"])
    excluded = {reason: n for reason, n in counts["excluded"].items() if reason != "pending"}
    pending = counts["excluded"].get("pending", 0)
    lines = [
        words.say("counts.note_period", days=periods.said(span, words.language) or words.say("counts.note_all_days")),
        words.say("counts.note_policy", text=policy.text["en" if words.language == "en" else "zh"]),
        words.say(
            "counts.note_counted",
            total=counts["total"],
            unit=words.unit(counts["unit"]),
            counted=appearances,
            outlets=counts["outlets"],
        ),
    ]
    gap = "" if words.language == "zh" else " "
    reasons = words.list(
        [f"{words.value('reason', reason).partition('（')[0]}{gap}{n}" for reason, n in excluded.items()]
    )
    total = sum(excluded.values())
    lines.append(
        words.say("counts.note_excluded", n=total, reasons=reasons) if total else words.say("counts.note_excluded_none")
    )
    lines.append(words.say("counts.note_pending", n=pending) if pending else words.say("counts.note_pending_none"))
    gaps = counts["gaps"]
    shown = words.list([words.gap(gap) for gap in gaps[:GAPS_SHOWN]])
    if len(gaps) > GAPS_SHOWN:
        shown += words.say("counts.and_more", n=len(gaps))
    lines.append(words.say("counts.note_gaps", gaps=shown) if gaps else words.say("counts.note_gaps_none"))
    if counts["by_hand"]:
        names = words.list([words.value("outlet", outlet) for outlet in counts["by_hand"]])
        lines.append(words.say("counts.note_by_hand", list=names))
    return lines
