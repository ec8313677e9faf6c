"""Add-on: lays the crawl keys of coverage.toml over Scrapy's settings, for `presstally crawl` and `scrapy crawl` alike."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from scrapy.settings import BaseSettings

from coverage_db.config import Config, find_config, load_config
from coverage_db.errors import PresstallyError
from coverage_db.wording import say

EXAMPLE_CONTACT = "press@example.com"
MB = 1_000_000  # bytes
DELAY_LEAST_S = 0.001
"""With a delay of 0, Scrapy 2.19 sends all that is queued for a host at once, whatever the limit of requests: a request is
counted as under way only when its task starts. With any delay it sends one and looks again.
"""
PROXY_USER, PROXY_PASSWORD = "PRESSTALLY_PROXY_USER", "PRESSTALLY_PROXY_PASSWORD"
"""Environment: name and password for the proxy; coverage.toml, which is handed around, never holds them."""


class CoverageToml:
    """Without a coverage.toml (a developer's `scrapy list`, `scrapy probe`) the settings stay as they are."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Scrapy calls this once a crawler."""
        option = settings.get("COVERAGE_TOML")
        if option is None and not Path("coverage.toml").is_file():
            return
        config = load_config(find_config(option))
        settings.setdict(crawl_settings(config), priority="addon")
        use_proxy(config)


def crawl_settings(config: Config) -> dict[str, object]:
    """The settings that coverage.toml decides."""
    delay = config.crawl.delay
    return {
        "USER_AGENT": user_agent(config.general.contact),
        "DOWNLOAD_DELAY": max(delay, DELAY_LEAST_S),
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": delay,  # its own start of 5 s rules otherwise
        "DOWNLOAD_MAXSIZE": int(config.crawl.max_mb * MB),
        "DOWNLOAD_WARNSIZE": 0,
    }


def user_agent(contact: str) -> str:
    """Who asks, and how to reach them."""
    return f"Presstally/{version('presstally')} (+{quote(contact, safe='@:/.+-_ ')})"


def require_contact(config: Config) -> None:
    """A site must be able to ask who reads it.

    Raises:
        PresstallyError: coverage.toml has no contact, or the example's.
    """
    contact = config.general.contact.strip()
    if not contact or contact == EXAMPLE_CONTACT:
        raise PresstallyError(say("error.no_contact", config.general.language, path=config.path, found=contact))


def use_proxy(config: Config) -> None:
    """Hand [crawl] proxy to Scrapy's own proxy middleware, which reads the environment."""
    if config.crawl.proxy is None:
        return
    parts = urlsplit(config.crawl.proxy)
    user, password = os.environ.get(PROXY_USER), os.environ.get(PROXY_PASSWORD, "")
    netloc = f"{quote(user, safe='')}:{quote(password, safe='')}@{parts.netloc}" if user else parts.netloc
    for scheme in ("http", "https"):
        os.environ[f"{scheme}_proxy"] = urlunsplit((parts.scheme, netloc, parts.path, "", ""))
