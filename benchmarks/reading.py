"""Benchmark: reading pages per CPU second, beside peers and beside the floor (decode and parse alone).

    python benchmarks/reading.py PAGES [--rounds 3] [--also trafilatura,gne,newspaper]

PAGES: a folder of .html files. Peers are used when they are installed in the environment that runs this; none of them is a
dependency of ours but trafilatura. Each page is read `--rounds` times by one process; CPU time, not wall time.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html as lxml_html

from crawler.charset import decode


def ours(body: bytes) -> object:
    """The whole Article."""
    from crawler.extract import extract_article

    return extract_article(body)


def floor(body: bytes) -> object:
    """Decode and parse, nothing else."""
    return lxml_html.document_fromstring(decode(body)[0].encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def trafilatura(body: bytes) -> object:
    """Text and metadata, fast."""
    from trafilatura import bare_extraction

    return bare_extraction(body, with_metadata=True, include_comments=False, fast=True)


def gne(body: bytes) -> object:
    """Title, author, date and text."""
    from gne import GeneralNewsExtractor

    return GeneralNewsExtractor().extract(decode(body)[0])


def newspaper(body: bytes) -> object:
    """Title, authors, date and text."""
    from newspaper import Article

    article = Article("http://example.com/", language="zh")
    article.download(input_html=decode(body)[0])
    article.parse()
    return article


READERS: dict[str, Callable[[bytes], object]] = {
    "ours": ours,
    "floor": floor,
    "trafilatura": trafilatura,
    "gne": gne,
    "newspaper": newspaper,
}


def measure(read: Callable[[bytes], object], pages: list[bytes], rounds: int) -> list[float]:
    """CPU milliseconds of each page, the least of the rounds."""
    read(pages[0])  # imports, compiled patterns
    times = []
    for page in pages:
        best = float("inf")
        for _ in range(rounds):
            begin = time.process_time()
            try:
                read(page)
            except Exception as error:  # noqa: BLE001 - a peer that fails on a page is named, and the page counts
                print(f"{read.__name__}: {type(error).__name__}: {error}"[:120])
            best = min(best, time.process_time() - begin)
        times.append(best * 1000)
    return times


def main() -> None:
    """Prints one row a reader."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("pages", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--also", default="trafilatura")
    options = arguments.parse_args()
    pages = [file.read_bytes() for file in sorted(options.pages.rglob("*.html"))]
    base = 0.0
    print(f"{len(pages)} pages, {sum(map(len, pages)) / 1e6:.1f} MB")
    print("reader\tpages/s\tmedian ms\tp95 ms\tours is × faster")
    for name in ("ours", "floor", *filter(None, options.also.split(","))):
        times = sorted(measure(READERS[name], pages, options.rounds))
        rate = 1000 * len(times) / sum(times)
        base = base or rate
        print(
            f"{name}\t{rate:.0f}\t{statistics.median(times):.1f}\t{times[int(len(times) * 0.95)]:.1f}\t{base / rate:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
