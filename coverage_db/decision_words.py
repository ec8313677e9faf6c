"""Decision words: what a person typed or filled into a sheet, as a row of `decisions`. Text in, Words out.

The words of the contract and the Chinese labels of the same are read alike.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from .database import get_meta
from .errors import UsageError
from .records import BYLINE_ROLES, LEVELS
from .settled import STORY_WORDS
from .text import fold
from .wording import say, table

ACTIONS = ("include", "exclude", "same-as", "split", "set", "undo")
WORDS = ("paid", "negative", "withdrawn", "notice", "not_us")
"""Words of an officer that have a label; any other is kept as it is typed."""
ROLES = ("original", "reprint", "excerpt", "mirror")
PROMINENCES = ("title", "lead", "body", "round_up", "passing")
SET_KEYS = ("outlet", "date", "title", "role", "level", "prominence", "page", "front", "theme", "byline")
FRONT = {"0": "0", "no": "0", "否": "0", "1": "1", "yes": "1", "是": "1", "headline": "headline", "头条": "headline"}
WORD_CHARACTERS = 60


class Words(NamedTuple):
    """A decision as it is stored."""

    action: str
    value: str
    scope: str
    undone: str = ""
    """Of an undo: the action that it takes back."""


def read_words(db: Database, article: int, text: str, language: str = "zh") -> Words:
    """A decision on `article` from its words.

    Raises:
        UsageError: what was found and what is wanted.
    """
    first, _, rest = text.strip().partition(" ")
    action, rest = action_of(first, rest.strip())
    match action:
        case "include" | "split" if not rest:
            return Words(action, "", "article")
        case "exclude" if rest:
            word = _word(rest, language)
            return Words(action, word, "story" if word in STORY_WORDS else "article")
        case "same-as" if rest:
            return Words(action, str(_other(db, article, rest, language)), "article")
        case "set" if rest:
            return Words(action, json.dumps(_values(db, rest, language), ensure_ascii=False), "article")
        case "undo":
            return _undo(db, article, rest, language)
    key = "review.exclude_why" if action == "exclude" else "review.decision"
    raise UsageError(say(key, _language(language), found=text.strip()))


def spell(action: str, value: str) -> str:
    """A stored decision in the words of the contract."""
    if action == "set":
        values = json.loads(value)
        return "set " + " ".join(f"{key}={_spell_value(value)}" for key, value in values.items())
    return f"{action} {value}".strip()


def _spell_value(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return ",".join(item if isinstance(item, str) else f"{item[1]}:{item[0]}" for item in value)


def _language(language: str) -> Any:
    return "en" if language == "en" else "zh"


def action_of(first: str, rest: str) -> tuple[str | None, str]:
    """The action of a first word; 不计：付费刊登 and same_as are read as well."""
    head, mark, tail = first.partition("：" if "：" in first else ":")
    rest = f"{tail} {rest}".strip() if mark and head else rest
    for action in ACTIONS:
        key = f"action.{action.replace('-', '_')}"
        labels = set(table().get(key, {}).values()) | {action, action.replace("-", "_")}
        if head.lower() in labels or head in labels:
            return action, rest
        if action == "same-as" and first in labels:
            return action, rest
    return None, rest


def _word(text: str, language: str) -> str:
    for word in WORDS:
        labels = table().get(f"reason.{word}", {})
        plain = {re.split(r"[（(，,]", label)[0] for label in labels.values()}
        if text.lower() == word or text in labels.values() or text in plain:
            return word
    if text == "pending" or len(text) > WORD_CHARACTERS:
        raise UsageError(say("review.word", _language(language), found=text[:WORD_CHARACTERS], most=WORD_CHARACTERS))
    return text


def _other(db: Database, article: int, text: str, language: str) -> int:
    if not re.fullmatch(r"\d{1,18}", text, re.ASCII):
        raise UsageError(say("review.same_as", _language(language), found=text))
    other = int(text)
    if other == article or db.execute("select 1 from articles where id = ?", [other]).fetchone() is None:
        raise UsageError(say("review.same_as", _language(language), found=text))
    return other


def _undo(db: Database, article: int, text: str, language: str) -> Words:
    """Take back the last decision on the article that is in force, or the one with this number."""
    rows = db.execute(
        "select id, action, scope from decisions d where article = ? and action <> 'undo'"
        " and not exists (select 1 from decisions u where u.action = 'undo' and u.value = cast(d.id as text))"
        " order by id desc",
        [article],
    ).fetchall()
    chosen = [row for row in rows if not text or str(row[0]) == text]
    if not chosen:
        raise UsageError(say("review.undo", _language(language), id=article, found=text))
    number, action, scope = chosen[0]
    return Words("undo", str(number), scope, action)


def _values(db: Database, text: str, language: str) -> dict[str, Any]:
    parts = re.split(r"(?:^|\s+)([A-Za-z]+)\s*=", text)
    if parts[0].strip() or len(parts) < 3:
        raise UsageError(say("review.set", _language(language), found=text, keys=" ".join(SET_KEYS)))
    values: dict[str, Any] = {}
    for key, value in zip(parts[1::2], parts[2::2], strict=True):
        key = key.lower()
        if key not in SET_KEYS:
            raise UsageError(say("review.set", _language(language), found=key, keys=" ".join(SET_KEYS)))
        read = _value(db, key, value.strip())
        if read is None:
            raise UsageError(
                say(
                    "review.set_value", _language(language), key=key, found=value.strip(), wanted=_wanted(key, language)
                )
            )
        values[key] = read
    return values


def _value(db: Database, key: str, text: str) -> Any:
    """A value as it is stored; None when it makes no sense."""
    match key:
        case "outlet":
            return _outlet(db, text)
        case "date":
            return _moment(text)
        case "title" | "page":
            return text or None
        case "role":
            return _labelled("role", ROLES, text)
        case "prominence":
            return _labelled("prominence", PROMINENCES, text)
        case "level":
            return text if text in LEVELS else None
        case "front":
            return FRONT.get(text.lower())
        case "theme":
            return _themes(db, text)
        case _:
            return _bylines(text)


def _wanted(key: str, language: str) -> str:
    choices = {"role": ROLES, "prominence": PROMINENCES, "level": LEVELS, "front": ("yes", "no", "headline")}
    if key in choices:
        return " ".join(choices[key])
    return say(f"review.wanted_{key}", _language(language))


def _labelled(group: str, names: tuple[str, ...], text: str) -> str | None:
    for name in names:
        if text == name or text in table().get(f"{group}.{name}", {}).values():
            return name
    return None


def _outlet(db: Database, text: str) -> str | None:
    rows = db.execute("select id, name, brand, aliases from outlets").fetchall()
    for level in ((0,), (1,), (2, 3)):
        found = {
            row[0]
            for row in rows
            for at in level
            if fold(text).text in map(_folded, json.loads(row[at]) if at == 3 else [row[at]])
        }
        if len(found) == 1:
            return str(found.pop())
    return None


def _folded(text: str) -> str:
    return fold(text).text


def _moment(text: str) -> str | None:
    """A day, or a moment with offset, in the form that is stored."""
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text, re.ASCII)
    try:
        if found:
            return date(*map(int, found.groups())).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.isoformat() if moment.tzinfo else f"{moment.isoformat()}+08:00"


def _themes(db: Database, text: str) -> list[str] | None:
    """Ids of themes from ids or names, parted by commas; an empty text: none."""
    themes = json.loads(get_meta(db, "watchlist") or "{}").get("themes", [])
    named = {theme["id"]: theme["id"] for theme in themes} | {theme["name"]: theme["id"] for theme in themes}
    found = [named.get(part) for part in re.split(r"[,，、\s]+", text) if part]
    return [theme for theme in found if theme] if all(found) else None


def _bylines(text: str) -> list[list[str]] | None:
    """[name, role] from 通讯员:张三,李四 or correspondent:张三; a name without a role takes the one before it."""
    role = "author"
    found = []
    for part in filter(None, re.split(r"[,，、;；\s]+", text)):
        head, mark, name = part.replace("：", ":").partition(":")
        if mark:
            labelled = _labelled("byline", BYLINE_ROLES, head)
            if labelled is None:
                return None
            role = labelled
        else:
            name = head
        if not re.fullmatch(r"[^\W\d_]{2,}(?:·[^\W\d_]+)*", name):
            return None
        found.append([name, role])
    return found
