"""scrapy newoutlet ID URL: makes an outlet's file in spiders/, its recorded page and its expected record, from its home page.

What only a person knows (owner, groups, whether the record is right) is left empty; the tests are red by the outlet's name
until it is filled in.
"""

from __future__ import annotations

import csv
import re
from argparse import ArgumentParser, Namespace
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from coverage_db.outlets import address
from coverage_db.records import LEVELS
from coverage_db.wording import say

from ..discover import Found, Sample, discover
from ..fetch import Answered, Look, looking
from ..loader import spiders_folder
from ._page import now
from ._recorded import FOLDER, reduced, write_case

EXAMPLES = FOLDER / "examples.tsv"
ID = re.compile(r"[a-z][a-z0-9_]*")
CHANGING = re.compile(r"(?<![0-9a-z])(?P<s>s?)(?P<hex>[0-9a-f]{16,})(?![0-9a-z])|\d+", re.I)
"""What differs between two articles of one form: an id in hexadecimal, a number."""


class Command(ScrapyCommand):
    """A complete outlet in one command, but for what a person has to say."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """After `scrapy newoutlet`."""
        return "[--name NAME] [--level LEVEL] ID URL"

    def short_desc(self) -> str:
        """One line for `scrapy -h`."""
        return say("newoutlet.help", "en")

    def add_options(self, parser: ArgumentParser) -> None:
        """--name, --level."""
        super().add_options(parser)
        parser.add_argument("--name", help=say("help.outlets_name", "en"))
        parser.add_argument("--level", choices=LEVELS, default="市级", help=say("help.outlets_level", "en"))

    def run(self, args: list[str], opts: Namespace) -> None:
        """Writes the files and says what is left to do; exit status 1 when the site gives nothing."""
        if len(args) != 2 or not ID.fullmatch(args[0]):
            raise UsageError
        id_, url = args
        path = spiders_folder() / f"{id_}.py"
        if path.exists():
            raise UsageError(say("newoutlet.there", "en", path=path))

        async def job(look: Look) -> tuple[Found, dict[str, Answered]]:
            return await discover(look, url, now()[:10]), look.asked

        found, asked = looking(None, {address(url)}, job)
        sample = next((sample for sample in found.samples() if sample.good), None)
        if sample is None:
            print(found.fault or say("newoutlet.nothing", "en", n=len(found.trials)))
            self.exitcode = 1
            return
        path.write_text(spider_text(id_, opts.name or found.name or id_, opts.level, found), "utf-8")
        case = _record(id_, asked[sample.listed.url])
        _add_example(id_, sample)
        print(say("newoutlet.done", "en", spider=path, case=case, examples=EXAMPLES))


def spider_text(id_: str, name: str, level: str, found: Found) -> str:
    """The file of an outlet: attributes only."""
    entries = found.entries()
    rule = rule_of([sample.listed.url for sample in found.samples() if sample.good])
    attributes = {
        "name": _quoted(id_),
        "title": _quoted(name),
        "owner": _quoted(""),
        "level": _quoted(level),
        "channel": _quoted("epaper" if set(entries) == {"epapers"} else "web"),
        "groups": "()",
        **{key: f"({', '.join(map(_quoted, urls))},)" for key, urls in entries.items()},
        "articles": f'r"{rule}"',
        "confirmed": _quoted(now()[:10]),
        "note": _quoted(""),
    }
    class_name = "".join(part.capitalize() for part in id_.split("_"))
    lines = [f'"""{name}."""', "", "from crawler.outlet import Outlet", "", "", f"class {class_name}(Outlet):"]
    lines += [f"    {key} = {value}" for key, value in attributes.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def rule_of(urls: list[str]) -> str:
    """A regular expression for the addresses of articles, from the form of the first: numbers and ids may change."""
    parts = urlsplit(urls[0])
    path, end = "", 0
    for found in CHANGING.finditer(parts.path):
        path += re.escape(parts.path[end : found.start()])
        path += r"\d+" if found[0].isdigit() else f"{found['s']}[0-9a-f]{{{len(found['hex'])}}}"
        end = found.end()
    site = f"^https?://{re.escape(parts.netloc)}"
    rule = f"{site}{path}{re.escape(parts.path[end:])}"
    matching = [url for url in urls if re.search(rule, url)]
    return rule if len(matching) * 2 >= len(urls) else rf"{site}/.*\d"


def _record(id_: str, answered: Answered) -> Path:
    body = reduced(answered.body, answered.url, dict(answered.headers))
    return write_case(FOLDER / id_, body, answered.url, now(), answered.content_type or None)


def _add_example(id_: str, sample: Sample) -> None:
    new = not EXAMPLES.is_file()
    EXAMPLES.parent.mkdir(parents=True, exist_ok=True)
    with EXAMPLES.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        if new:
            writer.writerow(("outlet", "url", "is"))
        writer.writerow((id_, sample.listed.url, "published"))
