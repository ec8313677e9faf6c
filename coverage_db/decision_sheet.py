"""Decision sheet: reads back what was filled into 认定 and 原因 of a sheet that we exported. File in, decisions and a list out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from .decision_words import action_of, read_words, spell
from .decisions import decide, of_article
from .errors import UsageError
from .sheets import SheetRow, read_sheet
from .wording import say

if TYPE_CHECKING:
    from .config import Config

TAKES_REASON = ("exclude", "same-as")
"""Actions whose rest stands in the column 原因."""


def read_decisions(db: Database, config: Config, file: Path, *, by: str, note: str = "") -> list[dict[str, Any]]:
    """Put the decisions of a sheet into effect; one entry for each filled-in row: row, id, decision, outcome (done or refused),
    reason. A row that says what is in force already adds nothing.

    Raises:
        PresstallyError: the file cannot be read, or holds no column 认定.
    """
    rows = read_sheet(file, config.general.language)
    if not any(row.id for row in rows):
        raise UsageError(say("review.no_column", config.general.language, path=file))
    return [_one(db, config, row, by, note) for row in rows if row.decision.strip()]


def _one(db: Database, config: Config, row: SheetRow, by: str, note: str) -> dict[str, Any]:
    action = action_of(row.decision.split()[0], "")[0]
    answer: dict[str, Any] = {
        "row": row.row,
        "id": None,
        "decision": action or row.decision.strip(),
        "outcome": "refused",
    }
    try:
        if not row.id.isascii() or not row.id.isdigit():
            raise UsageError(say("review.no_article", config.general.language, id=row.id or "?"))
        article = answer["id"] = int(row.id)
        text = _text(row, action)
        words = read_words(db, article, text, config.general.language)
        if not _stands(db, article, spell(words.action, words.value)):
            decide(db, by=by, article=article, decision=text, note=row.note or note, config=config)
    except UsageError as error:
        return answer | {"reason": str(error)}
    return answer | {"outcome": "done", "reason": None}


def _text(row: SheetRow, action: str | None) -> str:
    """认定 and 原因 as one decision; 不计 without a reason is refused by the words themselves."""
    takes_reason = action in TAKES_REASON and len(row.decision.split()) == 1
    return f"{row.decision} {row.reason}".strip() if takes_reason else row.decision.strip()


def _stands(db: Database, article: int, decision: str) -> bool:
    mine = [row for row in of_article(db, article) if row["article"] == article and row["in_force"]]
    return bool(mine) and mine[-1]["decision"] == decision
