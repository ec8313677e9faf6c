"""Judge: whether somebody's sentence is true of what is stored. A sentence in, the JSON shape `check` of CONTRACT section 3 out.

The claims are read (claims.py), each is counted under every policy that its unit permits (readings.py), and the verdict is
that of CONTRACT section 4, "Verdict": supported, contradicted, undecidable, always with the reason. Reads only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlite_utils import Database

from .. import health
from ..config import Config
from ..text import fold
from ..wording import label, say
from . import state
from .arithmetic import judge_growth, own_numbers
from .claims import Claim, Claims, read_claims
from .count import gaps_of
from .filters import Filters
from .lexicon import Named, lexicon_of
from .quantities import OUTLETS, PEOPLE, Quantity
from .readings import UNCOUNTED, Reading, Row, readings_of
from .said import Said, read_said

SUPPORTED, UNDECIDABLE, CONTRADICTED = "supported", "undecidable", "contradicted"
_WORST = (CONTRADICTED, UNDECIDABLE, SUPPORTED)
_OPEN = (*UNCOUNTED, "reprint", "lower_level")
"""Reasons of a named outlet's articles that leave the question open."""


@dataclass(slots=True)
class Judged:
    """One claim with its verdict."""

    claim: Claim
    verdict: str = SUPPORTED
    found: int | float | None = None
    reasons: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def add(self, verdict: str, reason: str) -> None:
        """A finding; the verdict stays the worst of all."""
        self.verdict = worst([self.verdict, verdict])
        self.reasons.append(reason)


def worst(verdicts: Sequence[str]) -> str:
    """The worst of contradicted, undecidable, supported."""
    return next(verdict for verdict in _WORST if verdict in verdicts)


def check_sentence(
    db: Database, config: Config, text: str, filters: Filters | None = None, on: str | None = None
) -> dict[str, Any]:
    """Judge a sentence as it stands in a report. `on`: the day it was written on; it gives the year that is left out, and
    the end of what is still open. `filters`: a period for a sentence that names none, and narrowing as everywhere.
    """
    judge = _Judge(db, config, filters or Filters(), on or config.today())
    with state.decisions_of(db, judge.filters):
        return judge.sentence(fold(text).text)


class _Judge:
    """Judges the claims of one sentence."""

    def __init__(self, db: Database, config: Config, filters: Filters, today: str) -> None:
        self.db, self.config, self.filters, self.today = db, config, filters, today
        self.language = config.general.language
        self.lexicon, self.names = lexicon_of(db, config)
        self.said = Said(None, "")
        self.lower_bound = False

    def say(self, key: str, **fields: object) -> str:
        return say(key, self.language, **fields)

    def sentence(self, folded: str) -> dict[str, Any]:
        """The whole answer."""
        self.said = read_said(folded, self.config.periods, self.today)
        if self.said.span is None and not self.said.words and (self.filters.from_ or self.filters.to):
            self.said = Said(self.filters.span, self.filters.period_name or "")
        claims = read_claims(folded, self.said, self.lexicon)
        self.lower_bound = claims.lower_bound
        if not claims.main and not claims.parts:
            return self._without_number(claims)
        main, parts = _arranged(claims)
        judged = self.judge(main)
        others = [judged if part is main else self.judge(part) for part in parts]
        verdicts = [judged.verdict, *(other.verdict for other in others)]
        lines = list(judged.reasons)
        lines += [
            self.say("check.part", words=part.claim.quantity.text, verdict=part.reasons[0])
            for part in others
            if part is not judged
        ]
        for verdict, line in (*own_numbers(claims, self.language), *self._grown(claims, judged)):
            verdicts.append(verdict)
            lines.append(line)
        lines += self._remarks(claims)
        return {
            "verdict": worst(verdicts),
            "claimed": self.claimed(main),
            "found": judged.found,
            "reasons": lines,
            "readings": [
                {"policy": each.policy, "unit": each.unit, "found": each.found} for each in _shown(judged.readings)
            ],
            "parts": [
                {"claimed": self.claimed(part.claim), "found": part.found, "verdict": part.verdict} for part in others
            ],
            "articles": _articles(judged),
        }

    def judge(self, claim: Claim) -> Judged:
        """The verdict on one claim."""
        judged = Judged(claim)
        stories = self._stories(claim)
        filters = self._filters(claim)
        unit, role = claim.quantity.unit, claim.role
        found = readings_of(self.db, self.config, filters, unit, stories, reprints=claim.reprints, role=role)
        judged.readings = list(found)
        quantity = claim.quantity
        inside = [each for each in judged.readings if _holds(quantity, each.found)]
        chosen = (inside or judged.readings)[0]
        judged.found = chosen.found
        if not self._is_known(judged, stories):
            return judged
        missing = self._outlets(judged, inside or judged.readings[:1], filters)
        if inside:
            if not missing:
                self._supported(judged, chosen)
            return judged
        self._outside(judged, chosen, filters)
        return judged

    def _is_known(self, judged: Judged, stories: Sequence[int] | None) -> bool:
        """Whether period, outlets, themes and title are known; else the claim is undecidable, each with its line."""
        claim, said = judged.claim, self.said
        unknown = [named.words for named in claim.outlets if not named.ids] + list(claim.unknown)
        if said.span is None:
            key = "check.period" if said.words else "check.period_none"
            judged.add(UNDECIDABLE, self.say(key, words=said.words))
        elif not said.known:
            judged.add(UNDECIDABLE, self.say("check.period_open", words=said.words))
        for words in unknown:
            judged.add(UNDECIDABLE, self.say("check.unknown", words=words))
        if stories is not None and not stories:
            judged.add(UNDECIDABLE, self.say("check.title", words=claim.title))
        return not judged.reasons

    def _outlets(self, judged: Judged, readings: Sequence[Reading], filters: Filters) -> bool:
        """Whether a named outlet has no counted article; the verdict of each goes into `judged`."""
        missing = [
            named
            for named in judged.claim.outlets
            if not judged.claim.inherited
            and not any(row.outlet in named.ids for each in readings for row in each.counted)
        ]
        for named in missing:
            name = self.names.get(named.words, named.words)
            cause = self._cause(named, readings, filters)
            if cause:
                judged.add(UNDECIDABLE, self.say("check.outlet_open", outlet=name, cause=self.say(cause)))
            else:
                judged.add(CONTRADICTED, self.say("check.outlet", outlet=name))
        return bool(missing)

    def _cause(self, named: Named, readings: Sequence[Reading], filters: Filters) -> str | None:
        """Why an outlet without a counted article decides nothing; None: it contradicts."""
        marks = ",".join("?" * len(named.ids))
        watched = self.db.execute(
            f"select max(watched) from outlets where id in ({marks})", list(named.ids)
        ).fetchone()[0]
        if not watched:
            return "check.cause_unwatched"
        gaps = health.gaps(self.db, self.config, filters.from_, filters.to, named.ids)
        if any(gap.reason != "garbled" for gap in gaps):
            return "check.cause_gap"
        rows = [row for each in readings for row in each.rows if row.outlet in named.ids]
        return "check.cause_waiting" if any(row.reason in _OPEN for row in rows) else None

    def _supported(self, judged: Judged, chosen: Reading) -> None:
        quantity, outlets = judged.claim.quantity, judged.claim.outlets
        fields = {"claim": quantity.text, "found": f"{chosen.found:g}", "unit": chosen.unit, "n": len(outlets)}
        fields["by"] = label("policy", chosen.policy, self.language).split("（")[0].split(" (")[0]
        outlets = () if judged.claim.inherited else outlets
        key = "understated" if quantity.understated(chosen.found) else "supported_outlets" if outlets else "supported"
        judged.add(SUPPORTED, self.say(f"check.{key}", **fields))

    def _outside(self, judged: Judged, chosen: Reading, filters: Filters) -> None:
        """No reading lies in the range: contradicted, unless something uncounted could bring one in."""
        quantity = judged.claim.quantity
        fields = {"claim": quantity.text, "found": f"{chosen.found:g}", "unit": quantity.unit, "low": quantity.low}
        below = [each for each in judged.readings if each.found < quantity.low]
        if not below:
            if self.lower_bound:
                judged.add(SUPPORTED, self.say("check.lower_bound", **fields))
            else:
                judged.add(CONTRADICTED, self.say("check.too_low", **fields))
            return
        nearest = max(below, key=lambda each: each.possible)
        judged.found = nearest.found
        waiting = sum(row.reason in UNCOUNTED for row in nearest.rows)
        fields |= {"found": f"{nearest.found:g}", "waiting": waiting}
        gaps = self._gaps(filters)
        if nearest.possible >= quantity.low:
            judged.add(UNDECIDABLE, self.say("check.pending", **fields))
        elif gaps:
            first = self.names.get(gaps[0], gaps[0])
            shown = first if len(gaps) == 1 else self.say("check.gaps_many", outlet=first, n=len(gaps))
            judged.add(UNDECIDABLE, self.say("check.gaps", **fields, outlets=shown))
        else:
            judged.add(CONTRADICTED, self.say("check.too_high", **fields))

    def _gaps(self, filters: Filters) -> list[str]:
        """The outlets with a gap in the period, as far as the filters look at them; names to show."""
        names = dict(self.db.execute("select id, name from outlets").fetchall())
        found, _ = gaps_of(self.db, self.config, filters)
        return list(dict.fromkeys(names.get(gap["outlet"], gap["outlet"]) for gap in found))

    def _filters(self, claim: Claim) -> Filters:
        span = self.said.span
        narrow = not claim.others and all(named.ids for named in claim.outlets)
        outlets = tuple(dict.fromkeys(id_ for named in claim.outlets for id_ in named.ids)) if narrow else ()
        return replace(
            self.filters,
            from_=span.from_ if span else None,
            to=span.to if span else None,
            period=None,
            period_name=span.name if span else None,
            themes=claim.themes or self.filters.themes,
            companies=claim.companies or self.filters.companies,
            levels=claim.levels or self.filters.levels,
            outlets=outlets or self.filters.outlets,
            policies=(),
        )

    def _stories(self, claim: Claim) -> list[int] | None:
        """The stories with the title that the claim names; None: it names none."""
        if claim.title is None:
            return None
        rows = self.db.execute(
            "select distinct a.story, a.title from articles a join facts f on f.article = a.id"
        ).fetchall()
        return sorted({story for story, title in rows if claim.title in fold(title).text})

    def claimed(self, claim: Claim) -> dict[str, Any]:
        """A claim in the contract's shape."""
        span = self.said.span
        return {
            "low": claim.quantity.low,
            "high": claim.quantity.high,
            "unit": claim.quantity.unit,
            "outlets": [self.names.get(named.words, named.words) for named in claim.outlets],
            "others": claim.others,
            "themes": list(claim.themes),
            "period": {"from": span.from_ if span else None, "to": span.to if span else None},
        }

    def _without_number(self, claims: Claims) -> dict[str, Any]:
        line = self.say("check.number", words=claims.vague) if claims.vague else self.say("check.not_read")
        span = self.said.span
        period = {"from": span.from_ if span else None, "to": span.to if span else None}
        claimed: dict[str, Any] = {
            "low": None,
            "high": None,
            "unit": None,
            "outlets": [],
            "others": False,
            "themes": [],
            "period": period,
        }
        return {
            "verdict": UNDECIDABLE, "claimed": claimed, "found": None, "reasons": [line], "readings": [], "parts": [],
            "articles": {"for": [], "against": []},
        }  # fmt: skip

    def _grown(self, claims: Claims, judged: Judged) -> list[tuple[str, str]]:
        if claims.growth is None or not self.said.known or judged.found is None or self.said.span is None:
            return []
        filters = self._filters(judged.claim)
        return [judge_growth(self.db, self.config, filters, claims.growth, judged.claim.quantity.unit, judged.found)]

    def _remarks(self, claims: Claims) -> list[str]:
        lines = [self.say(key, words=words) for key, words in dict.fromkeys(claims.remarks)]
        every = (*claims.main, *claims.parts)
        lines += [self.say("check.doubled", words=c.quantity.text) for c in every if c.quantity.doubled]
        lines += [self.say("check.own", words=c.quantity.text) for c in every if c.own]
        if any(len(c.levels) > 1 and "行业" in c.levels for c in every):
            lines.append(self.say("check.trade"))
        if self.said.assumed_year is not None:
            lines.append(self.say("check.year", year=self.said.assumed_year))
        return lines


def _arranged(claims: Claims) -> tuple[Claim, list[Claim]]:
    """(the claim that the sentence is about, the parts to show): the first number of articles, else the first of all.

    Own accounts are no press: with such a part the press part is what is judged. Several numbers side by side are all parts.
    """
    press = [part for part in claims.parts if not part.own]
    if len(press) < len(claims.parts) and press:
        return press[0], press[1:]
    counts = [claim for claim in claims.main if claim.quantity.unit not in (OUTLETS, PEOPLE)]
    main = (counts or list(claims.main) or press)[0]
    if len(claims.main) > 1:
        return main, [*claims.main, *press]
    return main, [part for part in press if part is not main]


def _holds(quantity: Quantity, found: int | float) -> bool:
    return quantity.low <= found and (quantity.high is None or found <= quantity.high)


def _shown(readings: Sequence[Reading]) -> list[Reading]:
    """Each policy once with each number it gives."""
    return list({(each.policy, each.unit, each.found): each for each in readings}.values())


def _articles(judged: Judged) -> dict[str, list[int]]:
    """The articles for and against: counted under the reading that is shown, and those that wait or have no date."""
    rows: tuple[Row, ...] = judged.readings[0].rows if judged.readings else ()
    return {
        "for": [row.article for row in rows if row.reason is None],
        "against": [
            row.article for row in rows if row.reason is not None and row.reason not in ("out_of_period", "off_theme")
        ],
    }
