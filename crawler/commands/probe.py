"""scrapy probe URL|FILE: what would be read from a page, which source won, every date witness, the first lines of text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from coverage_db.wording import say

from ..extract import article_of, read_page
from ._page import get_page, now

LINES_SHOWN = 8
LINE_CHARACTERS = 100


class Command(ScrapyCommand):
    """What a contributor looks at before writing anything."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """After `scrapy probe`."""
        return "[--url URL] URL|FILE"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return say("probe.help", "en")

    def add_options(self, parser: ArgumentParser) -> None:
        """--url."""
        super().add_options(parser)
        parser.add_argument("--url", help=say("probe.url", "en"))

    def run(self, args: list[str], opts: Namespace) -> None:
        """Prints what was read; exit status 1 for a page that is no article."""
        if len(args) != 1:
            raise UsageError
        page = get_page(args[0], opts.url)
        if page.fault:
            print(f"fault      {page.fault}")
            self.exitcode = 1
            return
        for line in report(page.body, page.url or None, dict(page.headers)):
            print(line)
            if line.startswith("fault"):
                self.exitcode = 1


def report(body: bytes, url: str | None, headers: dict[str, str]) -> Iterator[str]:
    """The lines that probe prints."""
    fetched = now()
    reading, fault = read_page(body, url, headers, fetched)
    yield f"url        {url or ''}"
    if reading is None:
        yield f"fault      {fault}"
        return
    article = article_of(reading)
    if article.fault:
        yield f"fault      {article.fault}"
        return
    won = {field: f"  ({name})" if name else "" for field, name in reading.won.items()}
    yield f"charset    {article.charset}   platforms: {', '.join(row.name for row in reading.platforms) or '-'}"
    for field in ("title", "kicker", "subtitle", "source", "account", "canonical", "modified"):
        value = getattr(article, field)
        if value or field in ("title", "source"):
            yield f"{field:<10} {value or '-'}{won.get(field, '')}"
    names = ", ".join(f"{byline.name} {byline.role}" for byline in article.bylines)
    yield f"bylines    {names or '-'}{won.get('bylines', '')}"
    yield f"published  {article.published or '-'}  ({article.date_why or 'no witness'}){'  CONFLICT' if article.date_conflict else ''}"
    for witness in article.witnesses:
        yield f"  {witness.kind:<8} {witness.value:<26} {witness.raw}"
    if article.page:
        yield f"page       {article.page.number} {article.page.name}{' (front)' if article.page.front else ''}"
    lines = article.text.splitlines()
    yield f"text       {len(article.text)} characters, {len(lines)} lines{won.get('text', '')}"
    for line in lines[:LINES_SHOWN]:
        yield f"  | {line[:LINE_CHARACTERS]}"
    if len(lines) > LINES_SHOWN:
        yield f"  | … {lines[-1][-LINE_CHARACTERS:]}"
