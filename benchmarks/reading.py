"""Benchmark: reading pages per CPU second, beside peers and beside the floor (decode and parse alone).

    python benchmarks/reading.py PAGES [--rounds 3] [--also trafilatura,gne,newspaper] [--python PYTHON] [--limit 60]

PAGES: a folder of .html files. Each reader runs in a process of its own and each page --rounds times; CPU time, not wall time.
A reader that is not done after --limit seconds is ended, and its row counts the pages that it had done. Peers are no
dependencies of ours (but trafilatura): --python names an interpreter that has them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def ours(body: bytes) -> object:
    """The whole Article."""
    from crawler.extract import extract_article

    return extract_article(body)


def floor(body: bytes) -> object:
    """Decode and parse, nothing else."""
    from lxml import html as lxml_html

    return lxml_html.document_fromstring(_text(body).encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def trafilatura(body: bytes) -> object:
    """Text and metadata, fast."""
    from trafilatura import bare_extraction

    return bare_extraction(body, with_metadata=True, include_comments=False, fast=True)


def gne(body: bytes) -> object:
    """Title, author, date and text."""
    from gne import GeneralNewsExtractor

    return GeneralNewsExtractor().extract(_text(body))


def newspaper(body: bytes) -> object:
    """Title, authors, date and text."""
    from newspaper import Article

    article = Article("http://example.com/", language="zh", fetch_images=False)
    article.download(input_html=_text(body))
    article.parse()
    return article


READERS: dict[str, Callable[[bytes], object]] = {
    read.__name__: read for read in (ours, floor, trafilatura, gne, newspaper)
}
OWN = ("ours", "floor")


def _text(body: bytes) -> str:
    from crawler.charset import decode

    return decode(body)[0]


def pages_of(folder: Path) -> list[bytes]:
    """The pages, in the order of their names."""
    return [file.read_bytes() for file in sorted(folder.rglob("*.html"))]


def measure(name: str, folder: Path, rounds: int) -> None:
    """Prints a JSON line for each page: CPU milliseconds, the least of the rounds, and what went wrong."""
    read, pages = READERS[name], pages_of(folder)
    read(pages[0])  # imports, compiled patterns
    for page in pages:
        best, fault = float("inf"), ""
        for _ in range(rounds):
            begin = time.process_time()
            try:
                read(page)
            except Exception as error:  # noqa: BLE001 - a peer that fails on a page is named, and the page counts
                fault = f"{type(error).__name__}: {error}"[:120]
            best = min(best, time.process_time() - begin)
        print(json.dumps([best * 1000, fault]), flush=True)


def run(name: str, folder: Path, rounds: int, python: str, limit: float) -> tuple[list[float], list[str]]:
    """(milliseconds of each page that was read in time, faults) of a reader in a process of its own."""
    command = [python, __file__, str(folder), "--rounds", str(rounds), "--only", name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:  # fmt: skip
        timer = threading.Timer(limit, process.kill)
        timer.start()
        try:
            output, errors = process.communicate()
        finally:
            timer.cancel()
    rows = [json.loads(line) for line in output.splitlines() if line.endswith("]")]
    faults = [fault for _, fault in rows if fault]
    if not rows:
        faults = [errors.strip().splitlines()[-1][:120] if errors.strip() else "no page done"]
    return [ms for ms, _ in rows], faults


def main() -> None:
    """Prints one row a reader."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("pages", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--also", default="trafilatura")
    arguments.add_argument("--python", default=sys.executable)
    arguments.add_argument("--limit", type=float, default=60)
    arguments.add_argument("--only", choices=READERS, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.only:
        return measure(options.only, options.pages, options.rounds)
    pages = pages_of(options.pages)
    base = 0.0
    print(f"{len(pages)} pages, {sum(map(len, pages)) / 1e6:.1f} MB")
    print("reader\tpages\tpages/s\tmedian ms\tp95 ms\tours is × faster")
    for name in (*OWN, *filter(None, options.also.split(","))):
        python = sys.executable if name in (*OWN, "trafilatura") else options.python
        times, faults = run(name, options.pages, options.rounds, python, options.limit)
        times.sort()
        rate = 1000 * len(times) / sum(times) if times else 0.0
        base = base or rate
        done = f"{name}\t{len(times)}" + ("" if len(times) == len(pages) else f" in {options.limit:g} s")
        p95 = times[int(len(times) * 0.95)] if times else 0.0
        row = f"{rate:.0f}\t{statistics.median(times):.1f}\t{p95:.1f}\t{base / rate:.2f}" if rate else "–\t–\t–\t–"
        print(f"{done}\t{row}", flush=True)
        for fault in dict.fromkeys(faults):
            print(f"  {name}: {fault} ({faults.count(fault)} pages)")
    return None


if __name__ == "__main__":
    main()
