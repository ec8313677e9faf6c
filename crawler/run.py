"""Run: one crawl over many outlets, in one process. Outlets that share a host run one after another, the others at once."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from scrapy.utils.ossignal import install_shutdown_handlers
from scrapy.utils.reactor import install_reactor

from coverage_db.config import Config
from coverage_db.office import Office
from coverage_db.outlets import OutletRow

from . import settings as ours
from .addon import crawl_settings, require_contact, use_proxy
from .ledger import Ledger
from .loader import catalogue, prepare
from .lock import CrawlLock

if TYPE_CHECKING:
    from .outlet import Outlet

GROUPS_AT_ONCE = 12
"""Hosts that are read at the same time."""
STOP_WITHIN_S = 5
"""After Ctrl-C: so long may answers that are under way still arrive."""
LOG_NAME = "crawl.log"

logger = logging.getLogger(__name__)


def host_groups(rows: Sequence[OutletRow]) -> list[list[OutletRow]]:
    """Outlets that share a host stand in one group, in order; a chain of shared hosts is one group."""
    groups: list[tuple[set[str], list[OutletRow]]] = []
    for row in rows:
        hosts, members = set(row.addresses), [row]
        apart = []
        for other_hosts, others in groups:
            if hosts.isdisjoint(other_hosts):
                apart.append((other_hosts, others))
            else:
                hosts |= other_hosts
                members = [*others, *members]
        groups = [*apart, (hosts, members)]
    return [members for _, members in groups]


class Run:
    """One crawl: start() returns when every outlet has ended, or after Ctrl-C."""

    def __init__(self, ledger: Ledger, config: Config, rows: Sequence[OutletRow]) -> None:
        self.ledger = ledger
        self.config = config
        self.groups = host_groups(rows)
        self._tasks: list[asyncio.Task[None]] = []
        ledger.on_failure = self.stop

    def start(self) -> None:
        """Run the reactor until all is done. Once in a process: a reactor does not start twice."""
        settings = Settings()
        settings.setmodule(ours, priority="project")
        settings.set("ADDONS", {}, priority="cmdline")  # once for all outlets, here:
        settings.set("COVERAGE_TOML", str(self.config.path), priority="cmdline")
        settings.setdict(crawl_settings(self.config), priority="cmdline")
        use_proxy(self.config)
        install_reactor(settings["TWISTED_REACTOR"])
        reactor = the_reactor()
        self._runner = AsyncCrawlerRunner(settings)
        reactor.callWhenRunning(lambda: self._tasks.append(asyncio.ensure_future(self._everything(reactor.stop))))
        install_shutdown_handlers(lambda signum, _: reactor.callFromThread(self._on_signal))
        reactor.run(installSignalHandlers=False)

    async def _everything(self, end: Callable[[], None]) -> None:
        try:
            gate = asyncio.Semaphore(GROUPS_AT_ONCE)
            await asyncio.gather(*(self._group(rows, gate) for rows in self.groups))
        finally:
            end()

    async def _group(self, rows: list[OutletRow], gate: asyncio.Semaphore) -> None:
        async with gate:
            for number, row in enumerate(rows):
                if number:
                    await asyncio.sleep(self.config.crawl.delay)
                if self.ledger.stopping:
                    return
                try:
                    await self._runner.crawl(row.id, ledger=self.ledger)
                except Exception:
                    # A bug in one outlet's reading must not end the others; it stays "stopped" in the ledger.
                    self.ledger.unexpected += 1
                    logger.exception("%s broke off", row.id)

    def _on_signal(self) -> None:
        install_shutdown_handlers(signal.SIG_IGN)
        self.stop()

    def stop(self) -> None:
        """Let go of what is not fetched yet; the ledger keeps it for the next crawl."""
        if not self.ledger.stopping:
            self.ledger.stopping = True
            self._tasks.append(asyncio.ensure_future(self._stop()))

    async def _stop(self) -> None:
        # A crawler that is told to stop before its engine runs forgets to end the engine (Scrapy 2.19). Those that are
        # just being opened look for `stopping` themselves.
        the_reactor().callLater(STOP_WITHIN_S, the_reactor().stop)
        running = [crawler for crawler in self._runner.crawlers if _is_running(crawler)]
        await asyncio.gather(*(crawler.stop_async() for crawler in running))


def _is_running(crawler: Crawler) -> bool:
    try:
        return crawler.engine.running
    except RuntimeError:  # it has no engine yet
        return False


def the_reactor() -> Any:
    """Twisted's reactor; importing it installs one, so not before `install_reactor`."""
    from twisted.internet import reactor

    return reactor


def log_to_file(folder: Path) -> logging.Handler:
    """What Scrapy warns of goes to a file beside the database, which is made when there is something to say."""
    handler = logging.FileHandler(folder / LOG_NAME, encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    return handler


def open_alone(outlet: Outlet, crawler: Crawler) -> Ledger:
    """The ledger of `scrapy crawl NAME`: a run of its own, under the same lock, closed when the spider is.

    Raises:
        PresstallyError: no coverage.toml, no contact, or another crawl runs.
    """
    from scrapy import signals

    office = Office(crawler.settings.get("COVERAGE_TOML"), catalogue, (prepare,))
    require_contact(office.config)
    lock = CrawlLock(office.config.database)
    lock.take(office.language)
    ledger = Ledger(office.db, office.config, [outlet.name], how="scrapy")

    def close(**_: Any) -> None:
        ledger.close()
        office.close()
        lock.release()

    crawler.signals.connect(close, signal=signals.engine_stopped, weak=False)
    return ledger
