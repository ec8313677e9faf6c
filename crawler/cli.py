"""The officer's command: the verbs that need the web, and those of coverage_db."""

from __future__ import annotations

from importlib import import_module

from coverage_db.cli import make_main
from coverage_db.config import Catalogue


def _catalogue() -> Catalogue | None:
    try:
        catalogue = import_module("crawler.loader").catalogue
    except ModuleNotFoundError:  # until every part is there
        return None
    found: Catalogue = catalogue()
    return found


main = make_main(("coverage_db.verbs", "crawler.verbs"), _catalogue, ("crawler.loader:prepare",))
