"""Benchmark: thousands of broken pages through the reader: no exception, how long the slowest takes, how much memory.

    python benchmarks/fuzzing.py [--pages 3000] [--seed 1] [--also FOLDER]

The made pages of the tests are cut, doubled, filled with noise and with hostile marks; --also adds the .html files of a folder.
A page that takes longer than 5 s ends the run with its seed.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from made_pages import PAGES

from crawler.extract import extract_article

LIMIT_S = 5
GROWN_BYTES = 1_500_000
MARKS = (
    "<", "</div>", "<table><tr><td>", "<!--", "<script>", "（记者 甲", "来源：", "2022-04-06 ", "\x00", "&#0;", "]]>", "<p ", "（", "【", "\u3000",
    "<div class='comment'>", "<a href=x>", "本报日报社网", "/", "·", "王 伟 ", "<!--enpproperty ", "电", "讯", "一二〇年", "'", "{\"datePublished\":",
)  # fmt: skip


def broken(draw: random.Random, bodies: list[bytes]) -> bytes:
    """One page, broken in one to six ways."""
    body = bytearray(draw.choice(bodies))
    for _ in range(draw.randint(1, 6)):
        start, length = draw.randrange(len(body) + 1), draw.choice((3, 30, 300, 3_000))
        way = draw.choice(("cut", "double", "noise", "mark", "marks", "end"))
        if way == "cut":
            del body[start : start + length]
        elif way == "double" and len(body) < GROWN_BYTES:
            body[start:start] = body[start : start + length] * draw.choice((2, 30, 400))
        elif way == "noise":
            body[start : start + length] = draw.randbytes(length)
        elif way in ("mark", "marks") and len(body) < GROWN_BYTES:
            body[start:start] = draw.choice(MARKS).encode() * (1 if way == "mark" else draw.choice((3, 50, 3_000)))
        elif way == "end" and draw.random() < 0.3:
            del body[start:]
    return bytes(body)


def main() -> None:
    """Runs and prints one line."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--pages", type=int, default=3_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--also", type=Path)
    arguments.add_argument(
        "--keep", type=Path, default=Path("/tmp/presstally-fuzz.html"), help="where the page under way is kept"
    )
    options = arguments.parse_args()
    bodies = [page.html.encode(page.charset, "xmlcharrefreplace") for page in PAGES]
    bodies += [file.read_bytes() for file in sorted(options.also.rglob("*.html"))] if options.also else []
    draw = random.Random(options.seed)
    slowest, articles = 0.0, 0
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(options.pages):
        body = broken(draw, bodies)
        options.keep.write_bytes(body)
        faulthandler.dump_traceback_later(LIMIT_S, exit=True)
        begin = time.process_time()
        article = extract_article(
            body, "https://example.com/2022-04/06/content_1.html", fetched="2026-11-25T12:00:00+08:00"
        )
        slowest = max(slowest, time.process_time() - begin)
        faulthandler.cancel_dump_traceback_later()
        articles += article.fault is None
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024
    print(
        f"{options.pages} pages, {articles} still articles, no exception; slowest {slowest:.2f} s; memory +{grown:.0f} MB"
    )


if __name__ == "__main__":
    main()
