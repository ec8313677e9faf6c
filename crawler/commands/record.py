"""scrapy record OUTLET URL|FILE: keeps a reduced page and what is read from it as a test case that a person has to check."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from coverage_db.wording import say

from ..extract import extract_article
from ._page import get_page, now
from ._recorded import FOLDER, expect_again, expected, reduced, write_case


class Command(ScrapyCommand):
    """One command makes the recorded page and its expected file; only --expected changes an expected file."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """After `scrapy record`."""
        return "[--url URL] OUTLET URL|FILE  |  --expected OUTLET"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return say("record.help", "en")

    def add_options(self, parser: ArgumentParser) -> None:
        """--url, --expected."""
        super().add_options(parser)
        parser.add_argument("--url", help=say("probe.url", "en"))
        parser.add_argument("--expected", action="store_true", help=say("record.expected", "en"))

    def run(self, args: list[str], opts: Namespace) -> None:
        """Writes the files and says what a person has to do; exit status 1 for a page that is no article."""
        if opts.expected and len(args) == 1:
            for case in sorted((FOLDER / args[0]).glob("page*.json")):
                print(say("record.again", "en", path=expect_again(case)))
            return
        if len(args) != 2:
            raise UsageError
        outlet, place = args
        page = get_page(place, opts.url)
        article = extract_article(page.body, page.url or None, dict(page.headers)) if not page.fault else None
        if article is None or article.fault:
            print(f"fault      {page.fault or (article and article.fault)}")
            self.exitcode = 1
            return
        body = reduced(page.body, page.url or None, dict(page.headers))
        after = expected(extract_article(body, page.url or None, dict(page.headers)))
        for field, value in expected(article).items():
            if field != "text" and after[field] != value:
                print(say("record.lost", "en", field=field, was=value, now=after[field]))
        case = write_case(FOLDER / outlet, body, page.url or None, now(), page.content_type or None)
        print(say("record.done", "en", path=case))
