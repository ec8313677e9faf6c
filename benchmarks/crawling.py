"""Benchmark: a whole crawl – fetch, read, match, store with evidence, one commit each – in pages per CPU second.

    python benchmarks/crawling.py [--pages 1000] [--peer PYTHON]

Made-up Chinese pages of about 60 KB come from a server of its own on loopback; its CPU time is not counted. PYTHON: an
interpreter with newspaper4k, which downloads and parses the same pages in 8 threads, and stores nothing. Peak memory of a crawl
of twice as many pages shows whether it grows.
"""

from __future__ import annotations

import argparse
import http.server
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

NAV_LINKS = 500
PARAGRAPHS = 8
SCRIPT_BYTES = 24_000
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
feeds = ["{feed}"]
[general]
contact = "press@haizhouwan.test"
"""
PEER = """\
import sys
from concurrent.futures import ThreadPoolExecutor
from newspaper import Article

def read(url):
    article = Article(url, language="zh")
    article.download()
    article.parse()
    return bool(article.text)

with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(read, sys.stdin.read().split())))
"""


def page(number: int) -> bytes:
    """An article of its own, with furniture around it."""
    chance = random.Random(number)
    han = [chr(0x4E00 + n) for n in range(2500)]

    def words(count: int) -> str:
        return "".join(chance.choice(han) + ("，" if n % 15 == 14 else "") for n in range(count)) + "。"

    name = "海州湾供电" if number % 10 == 0 else "某单位"
    body = "".join(f"<p>{name if n == 0 else ''}{words(150)}</p>" for n in range(PARAGRAPHS))
    menu = "".join(f"<li><a href='/c/{n}'>频道{n}</a></li>" for n in range(NAV_LINKS))
    return (
        f"<html><head><title>第{number}号报道{words(8)}</title><script>{'x=1;' * (SCRIPT_BYTES // 4)}</script></head><body><ul>{menu}</ul>"
        f"<h1>第{number}号报道{words(8)}</h1><div>2022-04-06 09:30 来源：海湾日报</div><div class='content'>{body}</div></body></html>"
    ).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """/rss.xml?n=N, /a/I.html; anything else is not there."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer from memory."""
        if self.path.startswith("/a/"):
            status, body = 200, page(int(self.path[3:-5]))
        elif self.path.startswith("/rss.xml"):
            host, count = self.headers["Host"], int(self.path.partition("=")[2])
            items = "".join(
                f"<item><title>{n}</title><link>http://{host}/a/{n}.html</link></item>" for n in range(count)
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


def serve(port: Any) -> None:
    """The server's process."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port.send(server.server_address[1])
    server.serve_forever()


def measured(command: list[str], folder: Path, text: str = "") -> tuple[float, float, str]:
    """Run a command: (CPU seconds, peak MB, what it printed)."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as given:
        given.write(text)
        given.seek(0)
        process = subprocess.Popen(
            command, cwd=folder, stdin=given, stdout=out, env={**os.environ, "no_proxy": "127.0.0.1"}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out.read()


def crawl(base: str, pages: int) -> tuple[float, float]:
    """(CPU seconds, peak MB) of our crawl of so many pages into an empty database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "coverage.toml").write_text(CONFIG.format(feed=f"{base}/rss.xml?n={pages}"), "utf-8")
        command = [sys.executable, "-c", "from crawler.cli import main; main()", "crawl", "--format", "json"]
        seconds, memory, said = measured(command, folder)
        stored = json.loads(said)["outlets"][0]["new"]
        if stored != pages:
            raise SystemExit(f"stored {stored} of {pages}")
        return seconds, memory


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--peer", help="a Python with newspaper4k")
    args = parser.parse_args()
    ours_end, server_end = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(server_end,), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{ours_end.recv()}"
    start, _ = crawl(base, 1)
    seconds, memory = crawl(base, args.pages)
    _, twice = crawl(base, 2 * args.pages)
    print(f"a page: {len(page(1)) / 1000:.0f} KB; start alone: {start:.1f} s of CPU")
    print(
        f"presstally   {args.pages / seconds:6.1f} pages per CPU second   peak {memory:.0f} MB, of twice as many {twice:.0f} MB"
    )
    if args.peer:
        urls = "\n".join(f"{base}/a/{n}.html" for n in range(args.pages))
        peer, peak, said = measured([args.peer, "-c", PEER], Path(tempfile.gettempdir()), urls)
        print(
            f"newspaper4k  {args.pages / peer:6.1f} pages per CPU second   peak {peak:.0f} MB, text on {said.strip()} pages"
        )
        print(f"ratio {peer / seconds:.1f}")
    server.terminate()


if __name__ == "__main__":
    main()
