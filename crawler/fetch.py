"""Fetch: a handful of pages that the officer asked for, with the settings, politeness and refusals of a crawl.

For verbs that look before anything is stored (`outlets add`, `outlets check`). One reactor a process: `looking` runs once.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, TypeVar

import scrapy
from scrapy import Request
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor

from coverage_db.config import Config
from coverage_db.outlets import address

from . import settings as ours
from .addon import crawl_settings, use_proxy
from .faults import fault_of, fault_of_status

REQUESTS_MOST = 200
"""So many answers one looking may ask for, robots.txt aside."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one request."""

    url: str
    """Where it came from in the end."""
    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None
    """The contract's name; None: a plain answer."""

    @property
    def content_type(self) -> str:
        """The header, "" without one."""
        return self.headers.get("Content-Type", "")


class Look:
    """What a job asks with. Only `addresses` are asked; a redirect elsewhere is a fault."""

    def __init__(self, spider: Any) -> None:
        self.spider = spider
        self.asked: dict[str, Answered] = {}

    async def get(self, url: str) -> Answered:
        """One page; a page that was asked for is not asked for again."""
        if url not in self.asked:
            self.asked[url] = await self._get(url)
        return self.asked[url]

    async def _get(self, url: str) -> Answered:
        if address(url) not in self.spider.addresses:
            return Answered(url, fault="offsite_redirect")
        if len(self.asked) >= REQUESTS_MOST:
            return Answered(url, fault="timeout")
        task = asyncio.ensure_future(self.spider.crawler.engine.download_async(Request(url, dont_filter=True)))
        await asyncio.wait([task])
        error = task.exception()
        if error is not None:
            return Answered(url, fault=fault_of(error))  # which raises again what is no fault of a download
        response = task.result()
        headers = {name.decode("latin-1"): values[-1].decode("latin-1") for name, values in response.headers.items()}
        return Answered(response.url, response.status, response.body, headers, fault_of_status(response))


class _Desk(scrapy.Spider):
    """Scrapy's engine, driven by a job instead of by entries."""

    name = "look"
    job: Callable[[Look], Awaitable[Any]]
    addresses: frozenset[str]
    ended: list[asyncio.Future[Any]]

    async def start(self) -> AsyncIterator[Request]:
        """Nothing is scheduled: the job asks through the engine and has all it wants when it ends."""
        self.tally = SimpleNamespace(faults=Counter())
        task = asyncio.ensure_future(self.job(Look(self)))
        await asyncio.wait([task])
        self.ended.append(task)
        for request in list[Request]():
            yield request


def looking(config: Config | None, addresses: frozenset[str], job: Callable[[Look], Awaitable[Result]]) -> Result:
    """Run `job` with the network at hand and give what it gives. Once in a process.

    Args:
        config: its contact, delay, size limit and proxy are used; None: the defaults.
        addresses: "host" or "host:port" that may be asked.
    """
    settings = Settings()
    settings.setmodule(ours, priority="project")
    settings.setdict(
        {"ADDONS": {}, "ITEM_PIPELINES": {}, "LOG_ENABLED": False, "DOWNLOAD_TIMEOUT": 20}, priority="cmdline"
    )
    if config is not None:
        settings.setdict(crawl_settings(config), priority="cmdline")
        use_proxy(config)
    install_reactor(settings["TWISTED_REACTOR"])
    from twisted.internet import reactor

    ended: list[asyncio.Future[Result]] = []

    async def everything() -> None:
        try:
            await AsyncCrawlerRunner(settings).crawl(_Desk, job=job, addresses=addresses, ended=ended)
        finally:
            reactor.stop()  # type: ignore[misc]  # Twisted's stubs take it for a method

    tasks: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(lambda: tasks.append(asyncio.ensure_future(everything())))
    reactor.run()  # type: ignore[misc]
    if not ended:  # Ctrl-C
        raise KeyboardInterrupt
    return ended[0].result()
