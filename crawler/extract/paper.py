"""Read: where in a newspaper an article stands: page number, page name, front page. Reading in, Page out."""

from __future__ import annotations

import re

from coverage_db.records import Page

from .reading import Reading

_PRINTED = re.compile(r"第?\s*([A-Z]{0,2}\d{1,3})\s*版\s*[:：]?\s*([\u3400-\u9fff·]{2,10})?")


def paper_page(reading: Reading) -> Page | None:
    """The page from the e-paper comment (第01版：要闻, or its name alone) with the number that is printed; None: no paper."""
    name = reading.page.epaper.get("nodename", "")
    if not name:
        return None
    found = _PRINTED.search(name) or re.match(r"([A-Z]{0,2}\d{1,3})\s*[:：]\s*(.*)", name)
    if found:
        return _page(found[1], found[2] or name[found.end() :].strip(" :：") or "")
    return _page(_printed_number(reading, name), name)


def _printed_number(reading: Reading, name: str) -> str:
    """The number printed with this name near the headline, else the only one in the page; "" when there are several."""
    lines = [line.text for line in (*reading.head, *reading.page.lines.rows) if len(line.text) <= 80]
    printed = [found for text in lines for found in _PRINTED.finditer(text)]
    for found in printed:
        if found[2] and found[2].startswith(name):
            return found[1]
    numbers = {found[1] for found in printed}
    return numbers.pop() if len(numbers) == 1 else ""


def _page(number: str, name: str) -> Page:
    return Page(number, name, bool(re.fullmatch(r"A?0*1", number)))
