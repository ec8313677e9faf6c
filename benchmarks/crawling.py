"""Benchmark: a whole crawl – fetch, read, match, store with evidence, one commit each – in pages per CPU second.

    python benchmarks/crawling.py [--pages 1000] [--rounds 1] [--peers PYTHON]
    python benchmarks/crawling.py --memory [--pages 20000]

Made-up Chinese pages of 60 KB come from a server of its own on loopback, whose CPU time is not counted; that of a reader and of
all that it starts is. PYTHON: an interpreter with newspaper4k[zh], news-please and lxml_html_clean, which download and parse the
same pages and store nothing. --memory: what our process holds (RSS) after every twentieth of one crawl.
"""

from __future__ import annotations

import argparse
import http.server
import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus import Newsroom

MENU_LINKS = 300
RELATED_LINKS = 60
CHARACTERS = 1_200
SCRIPTS = 12
SCRIPT_BYTES = 2_500
FEED_ITEMS = 1_000
WRITING = threading.Lock()
CONFIG = """\
[[company]]
id = "us"
name = "海州湾供电服务有限公司"
aliases = ["海州湾供电"]
[crawl]
delay = 0
since = 2022-01-01
[[outlet]]
id = "paper"
name = "海湾日报"
level = "市级"
channel = "web"
feeds = {feeds}
[general]
contact = "press@haizhouwan.test"
"""
READ_ALL = """\
import logging, sys
from concurrent.futures import ThreadPoolExecutor
logging.disable()
{reader}
urls = sys.stdin.read().split()
if "read_all" in globals():
    print(read_all(urls))
else:
    with ThreadPoolExecutor(8) as pool:
        print(sum(pool.map(read, urls)))
"""
PEERS = {
    "newspaper4k, 8 threads": """\
from newspaper import Article

def read(url):
    article = Article(url, language="zh")
    article.download()
    article.parse()
    return bool(article.text)
""",
    # It drops a text of fewer than 15 words between spaces, a Chinese one that is.
    "news-please, 8 threads": """\
from newsplease import NewsPlease

def read(url):
    return bool(NewsPlease.from_url(url).title)
""",
    "news-please, its own way with many": """\
from newsplease import NewsPlease

def read_all(urls):
    read = 0
    for at in range(0, len(urls), 100):
        articles = NewsPlease.from_urls(urls[at : at + 100], request_args={"timeout": 60})
        read += sum(bool(article.title) for article in articles.values())
    return read
""",
}


@cache
def newsroom() -> Newsroom:
    """Who writes the texts."""
    return Newsroom()


@cache
def furniture() -> tuple[str, str, str]:
    """(head, before the article, after it): what every page of a site has around the article."""
    words = newsroom().words
    script = "".join(
        f"<script>{'var a=b.c(d);' * (SCRIPT_BYTES // 13)}</script>\n<style>.c{n} a{{color:#333}}</style>\n"
        for n in range(SCRIPTS)
    )
    metas = "".join(f'<meta name="m{n}" content="{words(9, 12)}">\n' for n in range(12))
    menu = "".join(f"<li><a href='/c/{n}/' target='_blank'>{words(1, 2)}</a></li>\n" for n in range(MENU_LINKS))
    related = "".join(
        f"<li><a href='/a/{n}.html' title=''>{words(8, 12)}</a><span>04-0{n % 9 + 1}</span></li>\n"
        for n in range(RELATED_LINKS)
    )
    return (
        f'<meta charset="utf-8">\n{metas}{script}',
        f"<div class='nav'><ul>{menu}</ul></div>",
        f"<div class='related'><h3>相关阅读</h3><ul>{related}</ul></div><div class='foot'><p>海湾日报版权所有</p></div>",
    )


def page(number: int) -> bytes:
    """An article of its own, with furniture around it."""
    head, before, after = furniture()
    with WRITING:
        newsroom().random.seed(number)
        title = f"第{number}号报道：{newsroom().words(5, 7)}"
        text = newsroom().release("海州湾供电" if number % 10 == 0 else None, CHARACTERS)
    body = "\n".join(f"<p>　　{paragraph}</p>" for paragraph in text.split("\n"))
    return (
        f"<!DOCTYPE html>\n<html lang='zh-CN'><head><title>{title}_海湾日报</title>\n{head}</head>\n<body>{before}"
        f"<div class='main'><h1>{title}</h1><div class='info'><span>2022-04-06 09:30</span> <span>来源：海湾日报</span></div>"
        f"<div class='content'>{body}</div></div>{after}</body></html>"
    ).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """/rss.xml?FIRST-LAST, /a/I.html; anything else is not there."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer from memory."""
        if self.path.startswith("/a/"):
            status, body = 200, page(int(self.path[3:-5]))
        elif self.path.startswith("/rss.xml"):
            host = self.headers["Host"]
            first, last = map(int, self.path.partition("?")[2].split("-"))
            items = "".join(
                f"<item><title>{n}</title><link>http://{host}/a/{n}.html</link></item>" for n in range(first, last)
            )
            status, body = 200, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
        else:
            status, body = 404, b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A thread a connection."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Readers hang up as they like."""


def serve(port: Any) -> None:
    """The server's process."""
    server = Server(("127.0.0.1", 0), Handler)
    port.send(server.server_address[1])
    server.serve_forever()


def measured(command: list[str], folder: Path, text: str = "") -> tuple[float, float, str]:
    """Run a command: (CPU seconds of it and its children, peak MB, what it printed)."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as given:
        given.write(text)
        given.seek(0)
        process = subprocess.Popen(command, cwd=folder, stdin=given, stdout=out, env=environment())
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        out.seek(0)
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read()


def environment() -> dict[str, str]:
    """No proxy between a reader and the server, and none to look for."""
    return {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def prepare(folder: Path, base: str, pages: int) -> list[str]:
    """Write the crawl's coverage.toml; its command."""
    feeds = [f"{base}/rss.xml?{n}-{min(pages, n + FEED_ITEMS)}" for n in range(0, pages, FEED_ITEMS)]
    (folder / "coverage.toml").write_text(CONFIG.format(feeds=json.dumps(feeds)), "utf-8")
    return [sys.executable, "-c", "from crawler.cli import main; main()", "crawl", "--format", "json"]


def crawl(base: str, pages: int) -> tuple[float, float]:
    """(CPU seconds, peak MB) of our crawl of so many pages into an empty database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds, memory, said = measured(prepare(folder, base, pages), folder)
        check(json.loads(said)["outlets"][0]["new"], pages)
        return seconds, memory


def check(read: int, pages: int) -> None:
    """A reader that read less was not measured."""
    if read != pages:
        raise SystemExit(f"read {read} of {pages}")


def compare(base: str, pages: int, rounds: int, peers: str | None) -> None:
    """All readers in turn, the least CPU time of the rounds."""
    urls = "\n".join(f"{base}/a/{n}.html" for n in range(pages))
    took: dict[str, tuple[float, float]] = {}
    for _ in range(rounds):
        took["presstally"] = min(took.get("presstally", (1e9, 0.0)), crawl(base, pages))
        for name, reader in PEERS.items() if peers else ():
            command = [str(peers), "-W", "ignore", "-c", READ_ALL.format(reader=reader)]
            seconds, memory, said = measured(command, Path(tempfile.gettempdir()), urls)
            check(int(said.split()[-1]), pages)
            took[name] = min(took.get(name, (1e9, 0.0)), (seconds, memory))
    print(f"{pages} pages of {len(page(1)) / 1000:.0f} KB; our start alone: {crawl(base, 1)[0]:.1f} s of CPU")
    print("reader\tpages per CPU second\tpeak MB\tours is × faster")
    for name, (seconds, memory) in took.items():
        print(f"{name}\t{pages / seconds:.1f}\t{memory:.0f}\t{seconds / took['presstally'][0]:.1f}")


def watch_memory(base: str, pages: int) -> None:
    """Print RSS after every twentieth of one crawl."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin = time.monotonic()
        with subprocess.Popen(
            prepare(folder, base, pages), cwd=folder, stdout=subprocess.DEVNULL, env=environment()
        ) as process:
            print("pages\tRSS MB\tseconds")
            marks = iter(range(pages // 20, pages + 1, max(1, pages // 20)))
            mark = next(marks)
            while process.poll() is None:
                time.sleep(0.2)
                if mark and stored(folder / "coverage.db") >= mark:
                    print(f"{mark}\t{resident_mb(process.pid):.0f}\t{time.monotonic() - begin:.0f}", flush=True)
                    mark = next(marks, 0)
        check(stored(folder / "coverage.db"), pages)


def stored(path: Path) -> int:
    """Articles in a database that is being written."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("select max(id) from articles").fetchone()[0] or 0)
        except sqlite3.OperationalError:  # it is being made
            return 0


def resident_mb(pid: int) -> float:
    """RSS of a process; 0 when it has ended. Linux only."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0.0
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if len(fields) > 1 else 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--peers", help="a Python with newspaper4k[zh] and news-please")
    parser.add_argument("--memory", action="store_true")
    args = parser.parse_args()
    ours_end, server_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(server_end,), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{ours_end.recv()}"
    if args.memory:
        watch_memory(base, args.pages or 20_000)
    else:
        compare(base, args.pages or 1_000, args.rounds, args.peers)
    server.terminate()


if __name__ == "__main__":
    main()
