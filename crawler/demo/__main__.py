"""Serve the sample newsroom alone, as DIR's coverage.toml remembers it: python -m crawler.demo [DIR]. Ctrl-C stops it."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

from coverage_db.wording import say

from .newsroom import Newsroom
from .office import remembered_ports, wanted_ports, write_office


def main(folder: Path) -> None:
    """Serve until Ctrl-C."""
    path = folder / "coverage.toml"
    with Newsroom(wanted_ports(path)) as newsroom:
        if not path.exists() or remembered_ports(path) != newsroom.ports:
            write_office(folder, tuple(newsroom.outlets.values()), newsroom.ports)
        for outlet in newsroom.outlets.values():
            print(f"{outlet.name}\t{newsroom.url(outlet.id, outlet.entry_path)}", flush=True)
        print(say("demo.serving"), flush=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            print(say("demo.closed"))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
