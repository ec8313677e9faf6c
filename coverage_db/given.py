"""Given: what an officer hands over, taken apart – links in a lump of chat text, pages saved from a browser. Pure.

Text or bytes in, values out. No network, no database.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit

LINK = re.compile(r"(?:https?://|(?<![\w./@:-])www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.I)
"""An address ends where anything stands that addresses do not have: a Han character, a space, full-width marks."""
LINK_MOST = 2000
"""Characters; a longer address is none that an article has."""
TRAILING = ".,;:!?'*"
SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->", re.I)
CANONICAL = re.compile(rb"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>", re.I)
OG_URL = re.compile(rb"<meta\b[^>]*\b(?:property|name)\s*=\s*[\"']?og:url\b[^>]*>", re.I)
VALUE = re.compile(rb"\b(?:href|content)\s*=\s*[\"']?([^\"'\s>]+)", re.I)
LOCAL_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
HEAD_BYTES = 200_000
"""Of a saved page, so many bytes are looked through for its address."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that was handed over."""

    url: str
    source: str
    typed: bool = False
    """The officer typed it; a private address is asked for only then, or when coverage.toml declares its host."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page saved from a browser."""

    body: bytes
    """The HTML as saved."""
    url: str | None
    """Where it was saved from; None: the file does not say."""
    content_type: str = ""
    """As the archive noted it; "" for a plain .html."""


def links_in(text: str) -> list[str]:
    """The web addresses in a lump of text, each once, in order."""
    found = []
    for match in LINK.finditer(text):
        if match.end() - match.start() > LINK_MOST:
            continue
        url = _closed(match[0])
        found.append(url if "://" in url else f"http://{url}")
    return list(dict.fromkeys(found))


def _closed(url: str) -> str:
    """The address without the marks of the sentence that it stands in."""
    while url[-1:] in tuple(TRAILING) or any(url.endswith(b) and url.count(b) > url.count(a) for a, b in ("()", "[]")):
        url = url[:-1]
    return url


def saved_page(data: bytes, archive: bool) -> SavedPage | None:
    """What a saved file holds. `archive`: it is an .mhtml; None when that holds no page."""
    if archive:
        return _archived(data)
    return SavedPage(data, _address_in(data))


def is_archive(data: bytes, name: str) -> bool:
    """Whether a file is a web archive (.mhtml, .mht), by its name or its first lines."""
    head = data[:2000].lower()
    return name.lower().endswith((".mhtml", ".mht")) or (b"mime-version:" in head and b"multipart/related" in head)


def _archived(data: bytes) -> SavedPage | None:
    message = message_from_bytes(data, policy=policy.default)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        return None
    page = pages[0]
    assert isinstance(page, EmailMessage)
    body = page.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        return None
    noted = message.get("Snapshot-Content-Location") or page.get("Content-Location") or ""
    noted = "".join(str(noted).split())
    url = noted if urlsplit(noted).scheme in ("http", "https") else _address_in(body)
    return SavedPage(body, url, str(page.get("Content-Type", "")))


def _address_in(data: bytes) -> str | None:
    """Where a page says that it comes from: the browser's note, else its canonical link, else og:url."""
    head = data[:HEAD_BYTES]
    saved = SAVED_FROM.search(head)
    written = [saved[1]] if saved else []
    for tag in (CANONICAL.search(head), OG_URL.search(head)):
        value = VALUE.search(tag[0]) if tag else None
        if value:
            written.append(value[1])
    for raw in written:
        url = raw.decode("ascii", "ignore").replace("&amp;", "&")
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname:
            return url
    return None


def is_private(url: str) -> bool:
    """Whether an address names this machine or a private network by number or by a local name."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        numbers = re.fullmatch(r"[\d.]+|0x[0-9a-f.x]+", host)  # 127.1, 0x7f000001: a number in another dress
        return bool(numbers) or "." not in host or host.endswith(LOCAL_NAMES)
