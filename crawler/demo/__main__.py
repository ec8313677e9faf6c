"""Serve the sample newsroom alone, as DIR's coverage.toml remembers it: python -m crawler.demo [DIR]. Ctrl-C stops it."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

from coverage_db.wording import say

from .newsroom import Newsroom
from .office import fits, wanted_ports, write_office


def main(folder: Path) -> None:
    """Serve until Ctrl-C."""
    path = folder / "coverage.toml"
    with Newsroom(wanted_ports(path)) as newsroom:
        outlets = tuple(newsroom.outlets.values())
        if not path.exists():
            write_office(folder, outlets, newsroom.ports)
        elif not fits(path, outlets, newsroom.ports):
            print(say("demo.elsewhere", folder=folder), flush=True)
        for outlet in newsroom.outlets.values():
            print(f"{outlet.name}\t{newsroom.url(outlet.id, outlet.entry_path)}", flush=True)
        print(say("demo.serving"), flush=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            print(say("demo.closed"))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
