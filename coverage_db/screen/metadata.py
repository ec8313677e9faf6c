"""Metadata: what Datasette says about each table and column, which facets it offers, where its `_search` looks.

The texts stand in wording/tables.tsv; nothing here depends on a database being there.
"""

from __future__ import annotations

from typing import Any

from ..wording import say, table

SEARCHED = {
    "articles": "id", "article_texts": "article", "facts": "article", "counted_articles": "id", "pending_articles": "id",
    "excluded_articles": "id", "candidate_articles": "id",
}  # fmt: skip
"""Tables and views that Datasette's `_search` finds Chinese in, and the column that is the article's number."""
FACETS: dict[str, list[str]] = {
    "candidate_articles": ["state", "reason", "outlet_name"],
    "counted_articles": ["level", "outlet_name"],
    "pending_articles": ["why", "outlet_name"],
    "excluded_articles": ["reason", "outlet_name"],
    "articles": ["outlet", "role", "date_witness"],
    "outlets": ["level", "channel", "declared"],
    "facts": ["level", "outlet", "role"],
    "links": ["state", "reason", "outlet"],
    "mentions": ["kind", "verdict", "owner"],
    "decisions": ["action", "by"],
    "entry_reads": ["outlet", "fault"],
    "witnesses": ["kind", "chosen"],
    "bylines": ["role"],
    "story_links": ["kind"],
}
SORTED = {"articles": "id", "decisions": "id", "crawl_runs": "id", "entry_reads": "id"}
"""Newest first."""
HIDDEN = ("sketch", "sketch_blocks", "sketch_common", "sqlite_sequence", "_sqlite_migrations")
LABELS = {"articles": "title", "outlets": "name", "themes": "name"}


def metadata(database: str, language: str = "zh", allow: dict[str, Any] | None = None) -> dict[str, Any]:
    """Datasette's metadata for a database of this name. `allow`: who may read, as Datasette writes it; None: anybody."""
    tables: dict[str, dict[str, Any]] = {}
    for key in table():
        area, name, *column = key.split(".")
        if area == "schema" and column:
            tables.setdefault(name, {}).setdefault("columns", {})[column[0]] = say(key, language)
        elif area == "schema":
            tables.setdefault(name, {})["description"] = say(key, language)
    for name, key_column in SEARCHED.items():
        if name in tables:
            tables[name].update(fts_table="article_search", fts_pk=key_column)
    for name, facets in FACETS.items():
        tables[name]["facets"] = facets
    for name, newest in SORTED.items():
        tables[name]["sort_desc"] = newest
    for name, shown in LABELS.items():
        tables[name]["label_column"] = shown
    for name in HIDDEN:
        tables[name]["hidden"] = True
    whole: dict[str, Any] = {
        "title": say("screen.title", language),
        "description": say("screen.tables_about", language),
        "databases": {
            database: {
                "title": say("screen.tables", language),
                "description": say("screen.tables_about", language),
                "tables": tables,
            }
        },
    }
    if allow is not None:
        whole["allow"] = allow
    return whole
