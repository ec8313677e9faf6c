"""The newsroom: every sample outlet served over HTTP on a port of its own on loopback, with a log of what was asked.

It can publish and change articles while it runs, and stops without leaving a socket behind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from threading import Lock, Thread
from types import TracebackType
from typing import Any, NamedTuple

from .articles import SampleArticle, SampleOutlet, changed, newest_first, sample_outlets
from .entries import Answer, entry_answer, html
from .pages import article_page

HOST = "127.0.0.1"
NOT_FOUND = "<html><body><h1>404</h1><p>您访问的页面不存在</p></body></html>"
BUSY = "<html><body><p>服务器繁忙，请刷新页面</p></body></html>"
POLL_S = 0.05
"""How soon a server notices that it is to stop."""


def truth() -> Any:
    """truth.json: what a right count says of each article, and the counts by outlet, theme and level."""
    return json.loads((resources.files(__package__) / "truth.json").read_text("utf-8"))


class Asked(NamedTuple):
    """One request that was answered."""

    outlet: str
    path: str
    status: int


class Newsroom:
    """All sample outlets, each on a port of its own. A context manager."""

    def __init__(self, ports: Mapping[str, int] | None = None, outlets: Sequence[SampleOutlet] | None = None) -> None:
        """`ports`: where an outlet shall answer; one that is taken, or not given, is chosen by the system.
        `outlets`: others than those of the package.
        """
        self.outlets = {outlet.id: outlet for outlet in outlets or sample_outlets()}
        self.log: list[Asked] = []
        self._lock = Lock()
        self._healed: set[tuple[str, str]] = set()
        self._servers = {id_: _listen(self, id_, (ports or {}).get(id_, 0)) for id_ in self.outlets}
        self._threads = [Thread(target=server.serve_forever, args=(POLL_S,)) for server in self._servers.values()]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Newsroom:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; all sockets are closed when this returns."""
        for server in self._servers.values():
            server.shutdown()
        for thread in self._threads:
            thread.join()
        for server in self._servers.values():
            server.server_close()

    @property
    def ports(self) -> dict[str, int]:
        """{outlet: port}."""
        return {id_: server.server_address[1] for id_, server in self._servers.items()}

    def base(self, outlet: str) -> str:
        """The address of an outlet without a slash at its end."""
        return f"http://{HOST}:{self.ports[outlet]}"

    def url(self, outlet: str, path: str) -> str:
        """The address of a page."""
        return self.base(outlet) + path

    def foreign_link(self) -> str:
        """The address of a page on a host that nobody owns: a copy, as somebody may send it to the officer."""
        outlet = next(outlet for outlet in self.outlets.values() if outlet.entry == "none")
        return self.url(outlet.id, outlet.articles[0].path)

    def publish(self, outlet: str, **fields: Any) -> str:
        """Add an article (the fields of SampleArticle) to an outlet; its address."""
        article = SampleArticle(**fields)
        with self._lock:
            old = self.outlets[outlet]
            self.outlets[outlet] = replace(old, articles=newest_first((*old.articles, article)))
        return self.url(outlet, article.path)

    def change(self, outlet: str, path: str, **fields: Any) -> str:
        """Change fields of an article; its address.

        Raises:
            KeyError: the outlet has no such page.
        """
        with self._lock:
            old = self.outlets[outlet]
            if path not in {article.path for article in old.articles}:
                raise KeyError(path)
            articles = (changed(a, **fields) if a.path == path else a for a in old.articles)
            self.outlets[outlet] = replace(old, articles=newest_first(articles))
        return self.url(outlet, path)

    def asked(self, outlet: str | None = None) -> list[str]:
        """Paths that were asked for, in order, robots.txt left out; of all outlets as "outlet/path"."""
        with self._lock:
            rows = [row for row in self.log if row.path != "/robots.txt"]
        return [
            f"{row.outlet}{row.path}" if outlet is None else row.path for row in rows if outlet in (None, row.outlet)
        ]

    def forget(self) -> None:
        """Empty the log."""
        with self._lock:
            self.log.clear()

    def answer(self, outlet: str, path: str) -> Answer:
        """What an outlet answers to a path, without the network."""
        with self._lock:
            answer = self._answer(self.outlets[outlet], path)
            self.log.append(Asked(outlet, path, answer.status))
        return answer

    def _answer(self, outlet: SampleOutlet, path: str) -> Answer:
        article = next((article for article in outlet.articles if article.path == path), None)
        if article is None or article.missing or outlet.entry == "blocked":
            return entry_answer(outlet, path, self.base(outlet.id)) or html(outlet, NOT_FOUND, 404)
        if article.heals and (outlet.id, path) not in self._healed:
            self._healed.add((outlet.id, path))
            return html(outlet, BUSY, 503)
        charset = article.declared_charset or outlet.charset
        return Answer(200, f"text/html; charset={charset}", article_page(outlet, article))


class _Handler(BaseHTTPRequestHandler):
    """Answers for one outlet; each answer closes its connection (HTTP/1.0), so that stopping waits for nobody."""

    newsroom: Newsroom
    outlet: str
    timeout = 5  # seconds

    def do_GET(self) -> None:
        answer = self.newsroom.answer(self.outlet, self.path)
        etag = f'"{sha256(answer.body).hexdigest()[:16]}"'
        unchanged = answer.status == 200 and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", "0" if unchanged else str(len(answer.body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal: the newsroom keeps its own log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for the answers under way
    allow_reuse_address = True


def _listen(newsroom: Newsroom, outlet: str, port: int) -> _Server:
    handler = type("Handler", (_Handler,), {"newsroom": newsroom, "outlet": outlet})
    try:
        return _Server((HOST, port), handler)
    except OSError:
        if not port:
            raise
        return _Server((HOST, 0), handler)
