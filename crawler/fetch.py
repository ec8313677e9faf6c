"""Fetch: a handful of pages that the officer asked for, with the settings, politeness and refusals of a crawl.

For verbs that look before anything is stored (`outlets add`, `outlets check`). One reactor a process: `looking` runs once.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

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

REQUESTS_MOST = 100
"""So many answers one task may ask for, robots.txt aside."""
TIMEOUT_S = 20
GROUPS_AT_ONCE = 12
"""Hosts that are looked at at the same time."""

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
    """What a job asks with. Only its task's addresses are asked; a redirect elsewhere is a fault."""

    def __init__(self, spider: _Desk) -> None:
        self.spider = spider
        self.addresses = spider.addresses
        self.asked: dict[str, Answered] = {}

    async def get(self, url: str) -> Answered:
        """One page; a page that was asked for is not asked for again."""
        if url not in self.asked:
            self.asked[url] = await self._get(url)
        return self.asked[url]

    async def _get(self, url: str) -> Answered:
        if address(url) not in self.addresses:
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


@dataclass(frozen=True, slots=True)
class Task(Generic[Result]):
    """What is to be looked at."""

    addresses: set[str]
    """"host" or "host:port" that may be asked. The job may add to them what the officer's own page names."""
    job: Callable[[Look], Awaitable[Result]]
    strangers: frozenset[str] = frozenset()
    """Those of the addresses that nobody declared or typed: none of them may lead into a private network."""


class _Desk(scrapy.Spider):
    """Scrapy's engine, driven by a job instead of by entries."""

    name = "look"
    task: Task[Any]
    ended: dict[int, asyncio.Future[Any]]

    @property
    def addresses(self) -> set[str]:
        """What a redirect may lead to."""
        return self.task.addresses

    @property
    def strangers(self) -> frozenset[str]:
        """What is looked at before it is asked (crawler/peers.py)."""
        return self.task.strangers

    async def start(self) -> AsyncIterator[Request]:
        """Nothing is scheduled: the job asks through the engine and has all it wants when it ends."""
        self.tally = SimpleNamespace(faults=Counter())
        job = asyncio.ensure_future(self.task.job(Look(self)))
        await asyncio.wait([job])
        self.ended[id(self.task)] = job
        for request in list[Request]():
            yield request


def looking(
    config: Config | None,
    addresses: Iterable[str],
    job: Callable[[Look], Awaitable[Result]],
    strangers: Iterable[str] = (),
) -> Result:
    """Run `job` with the network at hand and give what it gives. Once in a process.

    Args:
        config: its contact, delay, size limit and proxy are used; None: the defaults.
        addresses: "host" or "host:port" that may be asked.
        strangers: those of them that nobody declared or typed.
    """
    return looking_at(config, [[Task(set(addresses), job, frozenset(strangers))]])[0]


def looking_at(config: Config | None, groups: Sequence[Sequence[Task[Result]]]) -> list[Result]:
    """The same for several tasks: those of one group (they share a host) one after another, the groups at once."""
    settings = Settings()
    settings.setmodule(ours, priority="project")
    settings.setdict(
        {
            "ADDONS": {},
            "ITEM_PIPELINES": {},
            "DOWNLOADER_MIDDLEWARES": {
                **ours.DOWNLOADER_MIDDLEWARES,
                "crawler.peers.PublicPeers": 760,
            },  # after the proxy is known
            "LOG_ENABLED": False,
            "DOWNLOAD_TIMEOUT": TIMEOUT_S,
            # The desk is no outlet: our loader would read the coverage.toml of whatever folder this runs in.
            "SPIDER_LOADER_CLASS": "scrapy.spiderloader.SpiderLoader",
            "SPIDER_MODULES": [],
        },
        priority="cmdline",
    )
    if config is not None:
        settings.setdict(crawl_settings(config), priority="cmdline")
        use_proxy(config)
    install_reactor(settings["TWISTED_REACTOR"])
    from twisted.internet import reactor

    ended: dict[int, asyncio.Future[Result]] = {}
    runner = AsyncCrawlerRunner(settings)
    gate = asyncio.Semaphore(GROUPS_AT_ONCE)

    async def one_group(tasks: Sequence[Task[Result]]) -> None:
        async with gate:
            for task in tasks:
                await runner.crawl(_Desk, task=task, ended=ended)

    async def everything() -> None:
        try:
            await asyncio.gather(*(one_group(tasks) for tasks in groups))
        finally:
            reactor.stop()  # type: ignore[misc]  # Twisted's stubs take it for a method

    running: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(lambda: running.append(asyncio.ensure_future(everything())))
    reactor.run()  # type: ignore[misc]
    tasks = [task for group in groups for task in group]
    if len(ended) < len(tasks):  # Ctrl-C
        raise KeyboardInterrupt
    return [ended[id(task)].result() for task in tasks]
