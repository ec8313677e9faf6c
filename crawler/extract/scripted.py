"""Read: the record of the article in a page's scripts: the object that holds the headline, with its title, time, medium, author and editor. Markup in, values out.

`{"title": "抢修", "source": "某某日报", "pubTime": "2022-04-06 09:30", …}`: pages that a program draws keep it so (allData,
window.DATA, __NEXT_DATA__ …), among the records of other articles; only the one with this page's headline counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

MAX_OBJECT = 200_000
"""Characters from the headline to an end of its object; what is farther away is another's."""
MAX_LEVELS = 2
"""So many objects around the one that holds the headline are asked as well: its parts may lie beside it."""
KEYS = {
    # field: names of the key in the scripts of known sites
    "title": r"\w*title|headline|frst_name",
    "time": "pub_?time|pub_?date|publish_?time|publish_?date|publishedAt|newsTime|datePublished|createTime|ptime|time|date",
    "source": "media|media_?name|source|source_?name|sourceFrom|origin|come_?from",
    "author": "author|author_?name|reporter|writer",
    "editor": "editor|editor_?name|editors|responsibleEditor|dutyEditor",
}
_FIELDS = {
    field: re.compile(rf"""(?<![\w])["']?(?:{keys})["']?\s*:\s*["']([^"'<>{{}}]{{2,120}})["']""", re.I)
    for field, keys in KEYS.items()
}
_BEFORE = re.compile(r"""["']?(?:\w*title|name|headline)["']?\s*:\s*["'](?:&quot;|\\")?$""", re.I)
_BRACES = re.compile(r"[{}]")


def record_of(html: str, titles: Iterable[str]) -> dict[str, str]:
    """The fields title, time, source, author, editor of the script's object that holds one of the titles; {} where none does."""
    for title in titles:
        for written in dict.fromkeys((title, json.dumps(title)[1:-1])):
            at = html.find(written)
            while at >= 0:
                if _BEFORE.search(html, max(0, at - 40), at) and (record := fields_around(html, at)):
                    return record
                at = html.find(written, at + len(written))
    return {}


def fields_around(html: str, at: int) -> dict[str, str]:
    """The fields of the object around a place in a script, and of the one around that where it has none."""
    found: dict[str, str] = {}
    start = end = at
    for _ in range(MAX_LEVELS):
        start, end = _opening(html, start), _closing(html, end)
        if start < 0 or end < 0:
            break
        for field, pattern in _FIELDS.items():
            if field not in found and (value := pattern.search(html, start, end)):
                found[field] = _plain(value[1])
        if found.keys() - {"title"}:
            break
    return found


def _opening(html: str, at: int) -> int:
    """Where the object around a place opens; -1 when that is too far away."""
    floor = max(0, at - MAX_OBJECT)
    depth = 0
    for brace in reversed(list(_BRACES.finditer(html, floor, at))):
        depth += 1 if brace[0] == "}" else -1
        if depth < 0:
            return brace.start()
    return -1


def _closing(html: str, at: int) -> int:
    """Where the object around a place ends; -1 when that is too far away."""
    depth = 0
    for brace in _BRACES.finditer(html, at, at + MAX_OBJECT):
        depth += 1 if brace[0] == "{" else -1
        if depth < 0:
            return brace.end()
    return -1


def _plain(value: str) -> str:
    """A string of a script as text."""
    try:
        return str(json.loads(f'"{value}"', strict=False)).strip()
    except ValueError:
        return value.strip()
