"""Faults: one name of the contract for whatever kept an answer away. Exceptions and responses in, names out."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

OK = 200
NOT_MODIFIED = 304
_TLS_WORDS = ("ssl", "tls", "certificate", "handshake")


class Fault(IgnoreRequest):
    """Raised by our middlewares: this request ends here, and `name` says why."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class GivenUp(Fault):
    """A host that did not answer, or asked for more patience than a crawl has: it is left alone for the rest of the run.

    Says nothing of the single link, which goes on waiting.
    """


def fault_of(error: BaseException) -> str:
    """The contract's name for an exception of a download."""
    if isinstance(error, Fault):
        return error.name
    if isinstance(error, IgnoreRequest):
        return _of_ignored(str(error))
    if isinstance(error, DownloadTimeoutError):
        return "timeout"
    if isinstance(error, DownloadCancelledError):
        return "too_large"
    if isinstance(error, (CannotResolveHostError, DownloadConnectionRefusedError, ResponseDataLossError)):
        return "no_connection"
    if isinstance(error, DownloadFailedError) or type(error).__module__.startswith("twisted.internet"):
        return "tls" if any(word in str(error).lower() for word in _TLS_WORDS) else "no_connection"
    if isinstance(error, (OSError, EOFError)):  # a body that says gzip and is none
        return "bad_encoding"
    raise error


def _of_ignored(message: str) -> str:
    """Scrapy's own refusals carry their reason as a sentence only."""
    if "robots.txt" in message:
        return "robots"
    return "redirect_loop" if "redirections" in message else "too_large"


def fault_of_status(response: Response) -> str | None:
    """`http_NNN` for anything but a plain answer; None for one."""
    return None if response.status == OK else f"http_{response.status}"
