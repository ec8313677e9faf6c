"""Settings: how Scrapy runs here – polite, one request at a time to a host, nothing remote-controlled.

What coverage.toml says of the crawl (contact, delay, size, proxy) is put on top by the add-on in crawler/addon.py.
"""

from __future__ import annotations

from typing import Any

BOT_NAME = "presstally"
SPIDER_MODULES = ["spiders"]
SPIDER_LOADER_CLASS = "crawler.loader.OutletLoader"
COMMANDS_MODULE = "crawler.commands"
ADDONS = {"crawler.addon.CoverageToml": 0}

# Both are on by default in Scrapy 2.19; the first runs Python that is sent to it.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
EXTENSIONS: dict[str, Any] = {  # not even imported
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
}
DOWNLOAD_HANDLERS: dict[str, Any] = {"data": None, "file": None, "ftp": None, "s3": None}  # http and https only

ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 1  # one database takes one record at a time
CONCURRENT_REQUESTS = 4  # an outlet has few hosts; what is queued for them is still fetched after Ctrl-C
DOWNLOAD_DELAY_JITTER = 0  # `delay` is the least time between two requests, not their mean
DOWNLOAD_TIMEOUT = 30  # seconds
DNS_TIMEOUT = 20  # seconds
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the ledger names it
REDIRECT_MAX_TIMES = 10
METAREFRESH_MAXDELAY = 5  # seconds; a longer one is a page that renews itself
COOKIES_ENABLED = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# The ledger says what was asked; Scrapy's filter drops a redirect loop without a word.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

DOWNLOADER_MIDDLEWARES: dict[str, Any] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # a link's host is looked at before it is asked for
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.Robots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.middlewares.Patience": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.MetaRefreshes": 580,
    "crawler.middlewares.WholeBody": 595,  # before 590 undoes the compression
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.Redirects": 600,
}
SPIDER_MIDDLEWARES: dict[str, Any] = {  # each looks at every item and request; what these look for, nobody here asks
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # the callbacks name the status
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # crawler/urls.py has its own limit
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # in the order of the lists: the newest first
ITEM_PIPELINES = {"crawler.pipeline.TakeIn": 100}

LOG_LEVEL = "INFO"
STATS_DUMP = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the source of each callback at start
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
