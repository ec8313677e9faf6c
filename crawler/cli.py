"""The officer's command: the verbs that need the web, and those of coverage_db."""

from __future__ import annotations

from coverage_db.cli import make_main
from coverage_db.config import Catalogue


def _catalogue() -> Catalogue:
    from .loader import catalogue

    return catalogue()


main = make_main(("coverage_db.verbs", "crawler.verbs"), _catalogue, ("crawler.loader:prepare",))
