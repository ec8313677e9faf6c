"""Tables: Datasette's own pages in the office's words. Their HTML in, the same HTML with our words and labels out.

Datasette's templates are not copied: each phrase is looked for within its markup, which no cell can hold (cells are
escaped), and stays English where another version of Datasette writes it otherwise.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import PresstallyError
from ..wording import Language, label, say, table
from . import access, frame
from .context import Context, address
from .ledger import ledger_of
from .metadata import metadata

if TYPE_CHECKING:  # Datasette loads its plugins while this module is being imported
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

PLACES = {
    "search": '<label for="_search">{}</label>',
    "remove_filter": '<option value="">{}</option>',
    "column": '<option value="">{}</option>',
    "sort": '<option value="">{}</option>',
    "descending": "> {}</label>",
    "apply": '<input type="submit" value="{}">',
    "edit_sql": '<span class="underlined">{}</span>',
    "data_as": '<p class="export-links">{} ',
    "row_as": "<p>{} <a",
    "advanced": '(<a href="#export">{}</a>)',
    "no_records": '<p class="zero-results">{}</p>',
    "no_results": '<p class="zero-results">{}</p>',
    "next": ">{}</a></p>",
    "export": "<h3>{}</h3>",
    "json_shape": "<p>{}\n",
    "shape_default": ">{}</a>,",
    "shape_array": ">{}</a>,",
    "shape_lines": ">{}</a>",
    "shape_object": ">{}</a>\n",
    "csv_options": "{}\n                <label>",
    "download": "> {}</label>",
    "expand": "> {}</label>",
    "stream": "> {}</label>",
    "export_csv": '<input type="submit" value="{}">',
    "timed_out": '<p class="facets-timed-out">{} ',
    "linked": "<h2>{}</h2>",
    "sql": "<h3>{}",
    "format_sql": ">{}</button>",
    "run_sql": '<input type="submit" value="{}">',
    "tables": '<h2 id="tables">{}</h2>',
    "views": '<h2 id="views">{}</h2>',
    "many_rows": "<p>{}</p>",
    "hide": ">{}</a>)</span>",
    "show": ">{}</a>)</span>",
    "parameters": "<h3>{}</h3>",
    "log_out_heading": "<h1>{}</h1>",
    "log_out": '<input type="submit" value="{}">',
    "logged_in": "<p>{} <strong>",
}
"""Wording key (`datasette.…`, whose English is Datasette's own) -> the markup around it."""
COLUMN_MENU = ("sort-asc", "sort-desc", "facet", "hide-column", "show-all-columns", "not-blank")
"""Entries of the menu that Datasette's script puts on each column head; tables.js renames them."""
CONDITION = re.compile(r"(^where |, | and )(\w+) (!?=|not in|in|contains|ends with|starts with|is not null|is null|is not blank|is blank)(?= |$|,)")  # fmt: skip
HEAD_MOST: dict[Language, int] = {"zh": 14, "en": 26}
"""Characters of a column's description that stand in its head."""


async def frame_of(datasette: Datasette, request: Request) -> dict[str, Any]:
    """The template variable `ledger`: our masthead for a page of Datasette's; nothing when the ledger cannot be read, or not
    by this actor (Datasette says so on a page of its own).
    """
    ledger = ledger_of(datasette)
    if ledger is None or not await access.may_read(datasette, request.actor):
        return {}
    try:
        context = Context(ledger, request)
        values = await frame.values(context)
        name = ledger.database_name
    except (PresstallyError, sqlite3.OperationalError):
        return {}
    language: Language = context.language
    back = request.path + (f"?{request.query_string}" if request.query_string else "")
    other = address("/-/language", {"to": "zh" if language == "en" else "en", "back": back})
    kept = ("t", "l", "language", "menu", "office", "tables")
    found: dict[str, Any] = {
        "ledger": {**{key: values[key] for key in kept}, "other_language": other, "column_menu": column_menu(language)}
    }
    if language != ledger.config.general.language:  # the metadata were made in that one when the server started
        described = metadata(name, language)["databases"][name]
        parts = request.path.strip("/").split("/")
        of_table = described["tables"].get(parts[1]) if len(parts) > 1 else None
        found["metadata"] = of_table or described
    return found


def in_words(html: str, language: Language, name: str = "") -> str:
    """The content of one of Datasette's pages; `name`: the table or view that it shows, "" for none."""
    if language == "zh":
        html = _chinese(html)
    return _labelled(html, language, name)


def column_menu(language: Language) -> dict[str, str]:
    """{class of the entry: its text}"""
    return {f"dropdown-{entry}": say(f"datasette.menu.{entry}", language) for entry in COLUMN_MENU}


def short(key: str, language: Language) -> str:
    """The first words of a description in tables.tsv: 刊发（条次）：一家媒体的… -> 刊发（条次）; "" when there is none."""
    text = table().get(key, {}).get(language, "")
    found = re.match(r"(.{2,}?)(?:[：，；。:;,.] ?|$)", text)
    return found[1] if found else text


def _chinese(html: str) -> str:
    for name, place in PLACES.items():
        key = f"datasette.{name}"
        html = html.replace(place.format(escape(say(key, "en"))), place.format(say(key)))
    html = re.sub(
        r'(<option value="[a-z]+(?:__1)?"(?: selected)?>)([a-z ]+)(</option>)',
        lambda m: m[1] + label("datasette.op", m[2].replace(" ", "_")).replace("_", " ") + m[3],
        html,
    )
    html = re.sub(r">Sort by ([^<]+)</option>", r">按 \1 排序</option>", html)
    html = re.sub(r"<h3>([\d,]+) rows?\s+(.*?)\s*</h3>", lambda m: f"<h3>{_rows(m[1])} {_sentence(m[2])}</h3>", html, flags=re.S)  # fmt: skip
    html = re.sub(r"<p>([\d,]+) rows?</p>", lambda m: f"<p>{_rows(m[1])}</p>", html)
    html = re.sub(r"<h3>SQL 查询 returning (more than )?([\d,]+) rows?", lambda m: "<h3>" + _returned(m[1], m[2]), html)
    html = re.sub(r"<p>\.\.\. and (<a [^>]*>)([\d,]+) hidden tables?</a></p>", lambda m: "<p>" + m[1] + say("datasette.hidden", n=m[2]) + "</a></p>", html)  # fmt: skip
    return re.sub(
        r">\s*([\d,]+) rows?</a>\s*from (\w+) in (\w+)",
        lambda m: f">{_rows(m[1])}</a> {m[3]}（{m[2]}）{_whole(m[3], 'zh')}",
        html,
    )


def _rows(number: str) -> str:
    return say("datasette.rows", n=number)


def _returned(more: str | None, number: str) -> str:
    return say("datasette.sql") + say("datasette.returned_more" if more else "datasette.returned", n=number)


def _sentence(text: str) -> str:
    """`where role = "original" sorted by id descending`, escaped as it stands in the page."""
    text, _, order = text.rpartition("sorted by ")
    if not text and not order.strip():
        return ""
    said = CONDITION.sub(
        lambda m: (
            f"{m[1] if m[1] == 'where ' else '，'}{m[2]} {label('datasette.op', m[3].replace(' ', '_')).removeprefix('datasette.op.')}"
        ),
        text.strip() or "",
    )
    said = re.sub(r"^where ", say("datasette.where"), said).replace("search matches ", say("datasette.matches"))
    column, _, down = order.strip().partition(" ")
    ordered = say("datasette.sorted_down" if down else "datasette.sorted", column=column) if column else ""
    return "　".join(part for part in (said, ordered) if part)


def _labelled(html: str, language: Language, name: str) -> str:
    """With the labels of tables.tsv beside the names of tables and columns."""

    def column(found: re.Match[str]) -> str:
        head, key = found[0], f"schema.{name}.{found[1]}"
        if key not in table():
            return head
        head = re.sub(
            r'data-column-description="[^"]*"', f'data-column-description="{escape(say(key, language))}"', head
        )
        return (
            head.removesuffix("</th>")
            + f"<small>{escape(_cut(short(key, language), HEAD_MOST[language]))}</small></th>"
        )

    def named(key: str) -> Callable[[re.Match[str]], str]:
        return lambda m: m[0] + f" <small>{escape(short(key.format(m[1]), language))}</small>"

    html = re.sub(r'<th [^>]*?data-column="([^"]+)".*?</th>', column, html, flags=re.S)
    html = re.sub(r'<p class="facet-info-name">\s*<strong>(\w+)', named(f"schema.{name}.{{}}"), html)
    html = re.sub(r'(?<=<h3>)<a href="/[^"/]+/\w+">(\w+)</a>', lambda m: m[0] + _whole(m[1], language), html)
    html = re.sub(r'(?<=<li>)<a href="/[^"/]+/\w+">(\w+)</a>', lambda m: m[0] + _whole(m[1], language), html)
    if name:
        html = re.sub(rf"(<h1[^>]*>)\s*{re.escape(name)}(?: \(view\))?(: ?)?", lambda m: f"{m[1]}{escape(short(f'schema.{name}', language) or name)} <small>{name}</small> ", html, count=1)  # fmt: skip
    summary = f'<details class="columns-about"><summary>{say("datasette.columns", language)}</summary>'
    html = html.replace('<dl class="column-descriptions">', summary + '<dl class="column-descriptions">')
    return html.replace("</dl>", "</dl></details>", 1) if summary in html else html


def _whole(name: str, language: Language) -> str:
    text = table().get(f"schema.{name}", {}).get(language, "")
    return f" <small>{escape(text)}</small>" if text else ""


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
