"""Read: bytes of a page in, Article out. Pure: no network, no database, no clock.

FIELDS is the table of what is read from where, in order. `extract_article` never raises; a page that is no article says so
in `fault`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from coverage_db.records import Article, Byline, Witness

from . import addresses, fallback, faults, signed, source, title
from .dates import is_possible, machine_value
from .embedded import with_embedded
from .page import TooLongError, parse
from .paper import paper_page
from .reading import Reading
from .trim import article_text
from .witnesses import WITNESSES, collect, modified, pick

__all__ = ["FIELDS", "article_of", "extract_article", "listed_day", "read_page", "url_day", "with_listed_date"]

FIELDS: dict[str, tuple[Callable[..., object], ...]] = {
    # field: its sources in order. The first that gives something wins; for bylines and dates all of them are asked, and for
    # dates `pick` (witnesses.py) chooses among them
    "text": (article_text, fallback.other_text),
    "title": (title.by_place, title.by_epaper, title.by_headline, title.by_declaration, title.by_head),
    "source": (source.by_place, source.by_label, source.by_account, source.by_class, source.by_meta, source.by_foot, source.by_signature, source.by_date_line, source.by_name_line, source.by_line_above, source.by_issue, source.by_script),
    "bylines": (signed.by_head, signed.by_class, signed.by_body, signed.by_date_line, signed.by_name_line, signed.by_epaper, signed.by_lead, signed.by_tail, signed.by_foot, signed.by_place, signed.by_caption),
    "published": WITNESSES,
}  # fmt: skip

DECLARED_BYLINES: tuple[tuple[tuple[str, ...], tuple[Callable[[Reading], Iterable[Byline]], ...]], ...] = (
    (("author", "reporter", "correspondent"), (signed.by_microdata, signed.by_meta, signed.by_record, signed.by_foot_line)),
    (("editor",), (signed.by_record,)),
)  # fmt: skip
"""Where names of these roles are read from when the page prints none. Some sites declare the editor as author."""


def extract_article(
    html: bytes, url: str | None = None, headers: Mapping[str, str] | None = None, fetched: str | None = None
) -> Article:
    """What one page says.

    `html`: the answer's body, content-encoding undone, charset not. `url`: its final address. `headers`: the answer's;
    Content-Type is read. `fetched`: when it came, an ISO moment; a later date is refused; None: no date is called future.
    A page that is no article has `fault`: no_text, blocked, too_large or bad_encoding.
    """
    reading, fault = read_page(html, url, headers, fetched)
    if reading is None:
        return Article(url=url, fault=fault)
    return article_of(reading)


def read_page(
    html: bytes, url: str | None = None, headers: Mapping[str, str] | None = None, fetched: str | None = None
) -> tuple[Reading | None, str | None]:
    """(the page as it is read, None), or (None, why it is none): what `scrapy probe` looks into."""
    if len(html) > faults.MAX_BYTES:
        return None, "too_large"
    if not html.strip() or faults.is_binary(html):
        return None, "no_text"
    content_type = next((value for name, value in (headers or {}).items() if str(name).lower() == "content-type"), None)
    try:
        page = parse(html, url, content_type)
    except TooLongError:
        return None, "too_large"
    if page is None:
        return None, "no_text"
    if faults.is_damaged(page.html, page.charset):
        return None, "bad_encoding"
    return with_embedded(Reading(page, fetched)), None


def with_listed_date(article: Article, kind: str, raw: str, fetched: str | None = None) -> Article:
    """The article with one more witness, "feed", "listing" or "epaper", and the date picked again."""
    value = listed_day(raw, fetched)
    if value is None:
        return article
    witnesses = tuple(dict.fromkeys((*article.witnesses, Witness(kind, value, raw.strip()[:200]))))
    return _dated(article, witnesses)


def listed_day(raw: str, fetched: str | None = None) -> str | None:
    """The day or moment of one date text of a feed or list; None: no full date, before 1995, or after the fetch."""
    value = machine_value(raw.strip(" \t\r\n[]()（）【】"))
    return value if value and is_possible(value, fetched) else None


def url_day(url: str) -> str | None:
    """The day that an address states, else the day inside its id; None: it says none."""
    found = addresses.url_day(url) or addresses.hex24_moment(url) or addresses.millisecond_moment(url)
    return found[0][:10] if found else None


def article_of(reading: Reading) -> Article:
    """The article of a page that is being read; `reading.won` then says which source gave what."""
    page = reading.page
    canonical = _absolute(page.url, page.canonical)
    text = str(_first(reading, "text") or "")
    witnesses = collect(reading)
    if fault := _fault(reading, text, witnesses):
        return Article(url=page.url, canonical=canonical, charset=page.charset, fault=fault)
    kicker, subtitle = title.kicker_and_subtitle(page, reading.headline)
    article = Article(
        url=page.url,
        title=str(_first(reading, "title") or ""),
        kicker=kicker,
        subtitle=subtitle,
        text=text,
        modified=modified(reading),
        source=str(_first(reading, "source") or "") or None,
        bylines=_bylines(reading),
        page=paper_page(reading),
        canonical=canonical,
        account=source.account(reading),
        charset=page.charset,
    )
    return _dated(article, witnesses)


def _fault(reading: Reading, text: str, witnesses: tuple[Witness, ...]) -> str | None:
    """Why a page is no article. A short one with a date of its own is one, whatever words it holds."""
    if len(text) > faults.ARTICLE_CHARACTERS or (
        text and any(witness.kind not in ("id", "url") for witness in witnesses)
    ):
        return None
    visible = "\n".join(line.text for line in reading.page.lines.rows)
    return faults.fault_of_short(visible, reading.page.html) or (None if text else "no_text")


def _absolute(url: str | None, link: str | None) -> str | None:
    """A link of a page as an address; None for none and for a broken one."""
    if not link:
        return None
    try:
        return urljoin(url or "", link)
    except ValueError:
        return None


def _first(reading: Reading, field: str) -> object:
    for function in FIELDS[field]:
        if value := function(reading):
            reading.won[field] = function.__name__
            return value
    return None


def _bylines(reading: Reading) -> tuple[Byline, ...]:
    found: dict[Byline, str] = {}
    for function in FIELDS["bylines"]:
        values = function(reading)
        assert isinstance(values, Iterable)
        for byline in values:
            found.setdefault(byline, function.__name__)
    for roles, functions in DECLARED_BYLINES:
        if not any(byline.role in roles for byline in found):
            for function in functions:
                for byline in function(reading):
                    if byline.role in roles and Byline(byline.name, "editor") not in found:
                        found.setdefault(byline, function.__name__)
    reading.won["bylines"] = " ".join(dict.fromkeys(found.values()))
    return tuple(found)


def _dated(article: Article, witnesses: tuple[Witness, ...]) -> Article:
    picked = pick(witnesses)
    return replace(
        article,
        witnesses=witnesses,
        published=picked.published,
        date_witness=picked.kind,
        date_why=picked.why,
        date_conflict=picked.conflict,
    )
