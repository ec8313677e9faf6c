"""Sample articles: what the outlets of the newsroom publish, read from content/*.toml. Files in, values out.

Every outlet, place, company and person in them is made up, and every text was written for this project.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

CONTENT = resources.files(__package__) / "content"
COPY_KEYS = ("copy_of", "drop_last")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleArticle:
    """One page of one outlet."""

    path: str
    """Absolute path on the outlet's host."""
    title: str
    time: str = ""
    """As printed, Beijing time: "2022-03-13 20:05", a day alone, or "" when the page prints none."""
    listed: str | None = None
    """The same for the entry; None: as `time`."""
    text: str = ""
    """Paragraphs, one a line."""
    source: str = ""
    byline: str = ""
    """As printed: 记者 甲 通讯员 乙."""
    jsonld: str = ""
    """datePublished of the page's JSON-LD, when it has one."""
    sidebar: tuple[str, ...] = ()
    """Headlines that the page shows beside the article."""
    charset: str | None = None
    """Of this page alone; None: the outlet's."""
    declared_charset: str | None = None
    """What the page says of its charset; None: the truth."""
    subtitle: str = ""
    page: str = ""
    """Of a newspaper: 01:要闻."""
    credit: bool = False
    """Listed like an article, but only names who made the page."""
    missing: bool = False
    """Listed, but answers 404."""
    heals: bool = False
    """Answers 503 the first time."""
    updated: str | None = None
    """Moment of the last change as the entry tells it; None: never changed."""
    trap: str = ""
    """What is hard about it."""

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def entry_time(self) -> str:
        """The date that the entry shows, "" for none."""
        return self.time if self.listed is None else self.listed


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOutlet:
    """One outlet with what it has published, newest first."""

    id: str
    name: str
    owner: str
    level: str
    channel: str
    entry: str
    """feed, atom, listing, sitemap, epaper, blocked (a challenge page) or none (no outlet: a foreign site)."""
    entry_path: str
    charset: str
    printed: str
    """How its pages print a moment (strftime)."""
    byline_at: str
    """Where its pages print the byline: start (in the first paragraph), head (under the title) or end (after the text)."""
    template: str = ""
    """Name of the file in templates/ that its pages look like; "": its id."""
    own: bool = False
    articles: tuple[SampleArticle, ...] = ()


def sample_outlets() -> tuple[SampleOutlet, ...]:
    """All outlets of the newsroom, copies filled with the text of their originals."""
    files = sorted((file for file in CONTENT.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    tables = {file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8")) for file in files}
    rows = {f"{id_}:{row['path']}": row for id_, table in tables.items() for row in table["article"]}
    return tuple(
        SampleOutlet(id=id_, **table["outlet"], articles=newest_first(_article(row, rows) for row in table["article"]))
        for id_, table in tables.items()
    )


def newest_first(articles: Any) -> tuple[SampleArticle, ...]:
    """In the order of an entry. What has no date stands where its path would put it: last."""
    return tuple(sorted(articles, key=lambda article: article.entry_time, reverse=True))


def changed(article: SampleArticle, **fields: Any) -> SampleArticle:
    """The article with other fields.

    Raises:
        TypeError: there is no such field.
    """
    return replace(article, **fields)


def _article(row: dict[str, Any], rows: dict[str, dict[str, Any]]) -> SampleArticle:
    fields = {key: value for key, value in row.items() if key not in COPY_KEYS}
    if "copy_of" in row:
        paragraphs = rows[row["copy_of"]]["text"].strip().splitlines()
        fields["text"] = "\n".join(paragraphs[: len(paragraphs) - row.get("drop_last", 0)])
    fields["sidebar"] = tuple(row.get("sidebar", ()))
    return SampleArticle(**fields)
