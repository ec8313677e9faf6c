"""Records: the plain values that cross from the crawler to the database. One definition of each.

Every field says its format, its unit, and what absence means. Nothing here touches a network, a clock or a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

LEVELS = ("国家级", "省级", "行业", "市级", "县级", "系统内", "自有")  # high to low
CHANNELS = ("web", "app", "epaper", "wechat", "tv", "platform")
BYLINE_ROLES = ("reporter", "correspondent", "author", "photographer", "editor")
WITNESS_KINDS = ("decision", "id", "url", "epaper", "jsonld", "meta", "printed", "feed", "listing")
FAULTS = (  # besides http_NNN
    "timeout", "no_connection", "tls", "redirect_loop", "offsite_redirect", "too_large", "bad_encoding",
    "blocked", "robots", "bad_feed", "empty_feed", "no_text",
)  # fmt: skip

TRANSIENT_FAULTS = frozenset({"timeout", "no_connection", "tls", "bad_encoding", "blocked"})
TRANSIENT_STATUS = frozenset({403, 408, 425, 429})  # and every 5xx


def transient(fault: str) -> bool:
    """Whether a link that came to this fault is asked again by later crawls; any other fault is final."""
    if fault.startswith("http_"):
        status = int(fault.removeprefix("http_"))
        return status in TRANSIENT_STATUS or status >= 500
    return fault in TRANSIENT_FAULTS


class Byline(NamedTuple):
    """A person with a role. `name` is 2 or more Han characters, parts joined by `·`; `role` is one of BYLINE_ROLES."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Witness:
    """One source of a publication date."""

    kind: str
    """One of WITNESS_KINDS."""
    value: str
    """A day, "2022-04-06", or a moment, "2022-04-06T09:30:00+08:00". A day without a time has no midnight."""
    raw: str = ""
    """The text it was read from, at most 200 characters."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where in a newspaper: page number as printed ("01", "A01"), page name (要闻), whether it is the front page."""

    number: str
    name: str = ""
    front: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What one page says: an appearance (刊发). Strings are "" where the page has none; None means: not known."""

    url: str | None = None
    """Final URL within the outlet, fragment and trackers removed. None: entered by hand, no page exists."""
    outlet: str | None = None
    """Id of the outlet. None: nobody owns this URL, the officer has to say (`unknown_outlet`)."""
    title: str = ""
    """The headline, without site and channel name."""
    kicker: str = ""
    """引题, the line above the headline."""
    subtitle: str = ""
    """副题, the line below it."""
    text: str = ""
    """Paragraphs in order, joined by one newline; a table row is a line with its cells joined by a space."""
    published: str | None = None
    """The picked date, a day or a moment as in Witness.value. None: undated, never today."""
    date_witness: str | None = None
    """The kind that `published` came from; None exactly when `published` is."""
    date_why: str = ""
    """Why this witness was picked, for a reader ("url and printed agree; printed gives the time")."""
    date_conflict: bool = False
    """Two witnesses (feed and listing aside) lie more than one day apart."""
    modified: str | None = None
    """更新于, dateModified: shown, never taken for the publication."""
    source: str | None = None
    """The outlet that the page names as its source (来源, 稿源), as printed."""
    bylines: tuple[Byline, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    page: Page | None = None
    canonical: str | None = None
    """Absolute rel=canonical of the page; its own URL only on the same host, elsewhere a sign of the same story."""
    account: str | None = None
    """WeChat or platform account that published it, as the page prints it."""
    charset: str | None = None
    """The charset that the bytes were read with ("utf-8", "gb18030", "big5")."""
    fault: str | None = None
    """Why this page is no article (`blocked`, `no_text`, …). None: it is one."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One more page of an article that goes over several."""

    url: str
    body: bytes
    """As Record.body."""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one link came to: an article or a fault, with the bytes that prove it. Plain, so that a queue can carry it."""

    link: str
    """The URL as it was listed: the key of its row in `links`."""
    outlet: str | None
    """Id of the outlet whose entry listed it; None for a page that was added by hand and that nobody owns."""
    fetched: str
    """When the answer came: an ISO moment with offset."""
    run: int | None = None
    """Number in `crawl_runs`; None when it was added by hand."""
    article: Article | None = None
    fault: str | None = None
    """http_NNN or one of FAULTS; None exactly when `article` is an article."""
    status: int | None = None
    """HTTP status; None when nothing answered."""
    body: bytes | None = None
    """The answer's body after content-encoding is undone, before charset decoding: the evidence."""
    headers: tuple[tuple[str, str], ...] = ()
    further: tuple[ReadPage, ...] = ()
    """The further pages of the article, in order; its text is that of all of them."""
    told: bool = False
    """Somebody told it: no page was read, and none is missed; what is there in `body` is a picture."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One watched name found in one article. Offsets count characters of the original field, not of the folded one."""

    kind: str
    """company, person, slogan or place. The last three are clues."""
    owner: str
    """Id of the company; for a clue the name, text or place as configured first."""
    alias: str
    """The spelling from coverage.toml that was found."""
    field: str
    """title, text or byline."""
    place: str
    """title, lead (first paragraph), body or byline."""
    start: int
    end: int
    snippet: str
    """Original characters around the mention, the mention included; about 30 on each side."""
    verdict: str
    """hit, absorbed (inside a `not_in` name), no_context (no `near` word), out_of_time, damaged (one character lost)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `take_in` did: `stored`, `already_stored`, `changed`, or `refused` with the reason."""

    outcome: str
    article: int | None = None
    reason: str | None = None
    candidate: bool = False
    """Whether it concerns a watched company (rivals too)."""
