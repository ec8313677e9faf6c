"""Search: the full-text index over folded single characters, its queries and snippets.

Words in, Hits out. One phrase a word; no text is stored twice; written by intake, no triggers. `article_search` is a
contentless FTS5 table: a row is removed by giving its old texts again. Its `ascii` tokenizer splits at spaces and ASCII
marks only, so what a token is, is decided here and depends on no version of Unicode.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass

from sqlite_utils import Database

from .settled import settled
from .text import HAN, Folded, fold

BY_DATE_HITS = 20_000
"""Up to so many hits are sorted by publication day; more come in order of arrival."""
SNIPPET_CHARACTERS = 30
"""Folded characters shown on each side of the first hit."""
QUERY_TOKENS = 500
"""A query is cut here: nobody types more, and a pasted text is no query."""
GAP = "·"
"""The token of any punctuation: a phrase does not reach across a comma."""

_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+|(?:[^\w ]|_)+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One found article, as decisions put it right."""

    id: int
    title: str
    outlet: str | None
    published: str | None
    snippet: str
    """Original characters around the first hit, on one line."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found."""

    total: int
    by_date: bool
    """Newest publication day first, undated last; False: too many, so in order of arrival, newest first."""
    rows: list[Hit]


def headlines(title: str, kicker: str, subtitle: str) -> str:
    """The lines over a text as the index holds them, as `title`; a phrase does not reach from one to the next."""
    return "\n".join(line for line in (kicker, title, subtitle) if line)


def index_article(db: Database, article: int, title: str, text: str | Folded) -> None:
    """Write an article into the index, within the caller's transaction. `title`: its `headlines`. The text may come folded."""
    db.conn.execute("insert into article_search(rowid, title, text) values (?, ?, ?)", [article, *_row(title, text)])


def unindex_article(db: Database, article: int, title: str, text: str | Folded) -> None:
    """Take an article out of the index, within the caller's transaction; `title` and `text` as they were indexed."""
    db.conn.execute(
        "insert into article_search(article_search, rowid, title, text) values ('delete', ?, ?, ?)",
        [article, *_row(title, text)],
    )


def reindex(db: Database) -> int:
    """Build the index again from the stored texts and the headlines that officers gave, within the caller's transaction; returns
    the number of articles."""
    db.conn.execute("insert into article_search(article_search) values ('delete-all')")
    rows = db.conn.execute(
        "select a.id, a.title, a.kicker, a.subtitle, t.text from articles a join article_texts t on t.article = a.id"
    )
    given = _given(db, "title")
    done = 0
    for article, title, kicker, subtitle, text in rows:
        index_article(db, article, headlines(given.get(article, title), kicker, subtitle), text)
        done += 1
    return done


def search(db: Database, words: str, limit: int = 20, offset: int = 0) -> Hits:
    """Articles that hold every word (parted by spaces), in the headlines or the text, in any spelling of either script.

    Any input is allowed: marks and operators are no syntax here. Words without a letter or digit find nothing.
    """
    phrases = _phrases(words)
    if not phrases:
        return Hits(0, True, [])
    query = _query(phrases)
    total = db.conn.execute("select count(*) from article_search where article_search match ?", [query]).fetchone()[0]
    by_date = total <= BY_DATE_HITS
    rows = newest(db, query, limit, offset, by_date=by_date)
    decided = settled(db, [row[0] for row in rows])
    pattern = _pattern(phrases)
    hits = []
    for article, title, outlet, published, text in rows:
        put_right = decided[article].values if article in decided else {}
        shown = put_right.get("title", title), put_right.get("outlet", outlet), put_right.get("date", published)
        hits.append(Hit(article, *shown, _snippet(pattern, text or "")))
    return Hits(total, by_date, hits)


def newest(
    db: Database, query: str, limit: int, offset: int, *, by_date: bool
) -> list[tuple[int, str, str | None, str | None, str | None]]:
    """(id, title, outlet, published, text), as stored, of some of the articles that an FTS5 query finds; undated ones last, and
    those that an officer dated by that."""
    order = "coalesce(put_right.day, a.day) desc, a.id desc" if by_date else "s.rowid desc"
    days = {article: moment[:10] for article, moment in _given(db, "date").items()} if by_date else {}
    return db.conn.execute(
        "with put_right as materialized (select cast(key as integer) article, value day from json_each(:days))"
        " select a.id, a.title, a.outlet, a.published, t.text from"
        " (select a.id from article_search s cross join articles a on a.id = s.rowid"
        " left join put_right on put_right.article = a.id where article_search match :query"
        f" order by {order} limit :limit offset :offset) found"
        " join articles a on a.id = found.id left join article_texts t on t.article = a.id",
        {"days": json.dumps(days), "query": query, "limit": limit, "offset": offset},
    ).fetchall()


def _given(db: Database, key: str) -> dict[int, str]:
    """{article: value} of the articles whose title or date an officer set."""
    rows = db.execute(
        "select distinct article from decisions where case action when 'set' then value ->> ? end <> ''", [key]
    )
    decided = settled(db, [row[0] for row in rows])
    return {id_: state.values[key] for id_, state in decided.items() if key in state.values}


def articles_with(db: Database, word: str) -> set[int] | None:
    """Ids of the articles whose headlines or text could hold a word: all that do, and some more. None: the index cannot tell, for
    a word that begins or ends with a Latin letter may stand where the index sees another word."""
    phrases = _phrases(word)
    if not phrases or not (_is_han(word[0]) and _is_han(word[-1])):
        return None
    rows = db.conn.execute("select rowid from article_search where article_search match ?", [_query(phrases)])
    return {row[0] for row in rows}


def _is_han(character: str) -> bool:
    return re.fullmatch(f"[{HAN}]", character) is not None


def escape_fts(words: str) -> str:
    """What somebody typed as an FTS5 query on `article_search`. Never a syntax error."""
    return _query(_phrases(words)) or '""'


def register_functions(conn: sqlite3.Connection) -> None:
    """Make Datasette's own `_search` Chinese on this connection: it calls the SQL function `escape_fts`.

    Call it from a `prepare_connection` hook marked `trylast=True`; without the mark Datasette's own function wins.
    """
    conn.create_function("escape_fts", 1, escape_fts, deterministic=True)


def _tokens(folded: str) -> list[str]:
    return [token if token[0].isalnum() else GAP for token in _TOKEN.findall(folded)]


def _row(title: str, text: str | Folded) -> tuple[str, str]:
    text = text if isinstance(text, Folded) else fold(text)
    lines = fold(title, toneless=text.garbled or None).text
    return " ".join(_tokens(lines)), " ".join(_tokens(text.text))


def _phrases(words: str) -> list[list[str]]:
    phrases = []
    left = QUERY_TOKENS
    for word in str(words).split():
        tokens = _tokens(fold(word).text)[:left]
        while tokens and tokens[-1] == GAP:
            tokens.pop()
        while tokens and tokens[0] == GAP:
            tokens.pop(0)
        if tokens:
            phrases.append(tokens)
        left -= len(tokens)
    return phrases


def _query(phrases: list[list[str]]) -> str:
    return " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)


def _pattern(phrases: list[list[str]]) -> re.Pattern[str]:
    """Finds the first phrase in a folded text."""
    alternatives = [r" ?".join(r"(?:[^\w ]|_)+" if t == GAP else re.escape(t) for t in phrase) for phrase in phrases]
    return re.compile("|".join(alternatives))


def _snippet(pattern: re.Pattern[str], text: str) -> str:
    folded = fold(text)
    found = pattern.search(folded.text)
    start, end = found.span() if found else (0, 0)
    left, right = folded.source_span(
        max(0, start - SNIPPET_CHARACTERS), min(len(folded.text), end + SNIPPET_CHARACTERS)
    )
    return " ".join(text[left:right].split())
