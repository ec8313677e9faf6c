"""Get one page for a developer's command: a file, or one polite request with the settings of a crawl."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from coverage_db.outlets import address

from ..extract.dates import BEIJING
from ..fetch import Answered, Look, looking


def get_page(place: str, url: str | None) -> Answered:
    """The answer for a URL; for a file its bytes, as if they had come from `url`."""
    if not place.startswith(("http://", "https://")):
        return Answered(url or "", 200, Path(place).read_bytes(), {})

    async def one(look: Look) -> Answered:
        return await look.get(place)

    return looking(None, {address(place) or ""}, one)


def now() -> str:
    """The moment in Beijing time: when a page came."""
    return datetime.now(BEIJING).replace(microsecond=0).isoformat()
