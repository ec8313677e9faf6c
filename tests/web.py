"""A small web server on loopback for tests: pages by path, a log of what was asked, and an office that crawls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

NOW = "2022-04-21T08:00:00+08:00"


@dataclass
class Reply:
    """One answer."""

    body: bytes | str = ""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Reply | str | bytes | Callable[["Asked"], Reply | str]


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    headers: Mapping[str, str]
    nth: int
    """How often this path has been asked, this time included."""


class _Server(ThreadingHTTPServer):
    """Says nothing when a client hangs up in the middle."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Site:
    """An outlet's web site on a port of its own. `pages` maps path (with query) to what is answered."""

    def __init__(self, pages: dict[str, Page] | None = None, port: int = 0) -> None:
        self.pages: dict[str, Page] = pages or {}
        self.log: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked = Asked(self.path, dict(self.headers), 1 + sum(one.path == self.path for one in site.log))
                site.log.append(asked)
                site._answer(self, asked)

            def log_message(self, *args: object) -> None:
                pass

        self.server = _Server(("127.0.0.1", port), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def _answer(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        page = self.pages.get(asked.path)
        if callable(page):
            page = page(asked)
        reply = page if isinstance(page, Reply) else Reply(page) if page is not None else Reply("not here", 404)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        try:
            handler.send_response(reply.status)
            headers = {"Content-Type": reply.type, "Content-Length": str(len(body)), **reply.headers}
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            if reply.status != 304:
                handler.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            return

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def asked(self) -> list[str]:
        """Paths that were asked for, robots.txt aside."""
        return [one.path for one in self.log if one.path != "/robots.txt"]

    def close(self) -> None:
        """Stop answering; once is enough."""
        if self.thread.is_alive():
            self.server.shutdown()
            self.server.server_close()
            self.thread.join()


def article(title: str, text: str = "", *, day: str = "2022-04-06", source: str = "海湾日报") -> str:
    """A page as a local paper prints it. Its text is long enough to be one, and its own."""
    paragraphs = text or f"{title}。这是一篇写给测试的短文，说的是{title}这件事的来龙去脉，文字与别篇不同。"
    body = "".join(
        f"<p>{line}</p>" for line in [paragraphs, f"记者在现场看到，{title}进展顺利，有关人员介绍了下一步安排。"]
    )
    return (
        f"<html><head><title>{title}_海湾日报</title></head><body><h1>{title}</h1>"
        f"<div class='info'>{day} 09:30　来源：{source}</div><div class='content'>{body}</div></body></html>"
    )


def rss(site: str, items: list[tuple[str, str, str]]) -> str:
    """RSS 2.0; items are (path, title, pubDate)."""
    rows = "".join(
        f"<item><title>{title}</title><link>{site}{path}</link><pubDate>{date}</pubDate></item>"
        for path, title, date in items
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>t</title>{rows}</channel></rss>'


class CrawlingOffice:
    """An officer's folder, with the command run in a process of its own (a reactor starts once)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.crawl: dict[str, Any] = {"delay": 0, "since": "2022-01-01"}
        self.outlets: list[dict[str, Any]] = []
        self.contact = "press@haizhouwan.test"

    def outlet(self, id_: str, **keys: Any) -> None:
        """Declare an [[outlet]]."""
        self.outlets.append({"id": id_, "name": f"媒体{id_}", "level": "市级", "channel": "web", **keys})

    def write(self) -> None:
        """coverage.toml."""
        lines = ["[[company]]", 'id = "us"', 'name = "海州湾供电服务有限公司"', 'aliases = ["海州湾供电"]', "[crawl]"]
        lines += [f"{key} = {value if key == 'since' else json.dumps(value)}" for key, value in self.crawl.items()]
        for one in self.outlets:
            lines += ["[[outlet]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in one.items())]
        lines += ["[general]", f"contact = {json.dumps(self.contact, ensure_ascii=False)}"]
        (self.folder / "coverage.toml").write_text("\n".join(lines), "utf-8")
        (self.folder / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n", "utf-8")

    def start(self, *args: str, now: str = NOW) -> subprocess.Popen[str]:
        """Start `presstally ARGS`."""
        self.write()
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", "from crawler.cli import main; main()", *args],
            cwd=self.folder,
            env={**os.environ, "PRESSTALLY_NOW": now, "no_proxy": "127.0.0.1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *args: str, now: str = NOW) -> subprocess.CompletedProcess[str]:
        """Run `presstally ARGS` to its end."""
        process = self.start(*args, now=now)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(args, process.returncode, out, err)

    def crawled(self, *args: str, now: str = NOW) -> dict[str, dict[str, Any]]:
        """Crawl; {outlet: its object}."""
        done = self.run("crawl", "--format", "json", *args, now=now)
        assert done.stdout, done.stderr
        return {one["outlet"]: one for one in json.loads(done.stdout)["outlets"]}
