"""The demo's folder: coverage.toml that watches the sample newsroom, and scrapy.cfg. Ports in, files out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit

from .articles import SampleOutlet, sample_outlets

WATCHED = resources.files(__package__) / "watched.toml"
SCRAPY_CFG = "[settings]\ndefault = crawler.settings\n"
NOW = "2022-04-29T08:00:00+08:00"
"""The morning on which the demo's crawl plays: the day after the last sample article."""
MARK = "Settings of the sample newsroom"
"""Stands in the first lines of a coverage.toml that the demo wrote."""
FIRST_PORT = 18221
"""The outlets stand on this port and the following ones, unless these are taken."""
ENTRY_KEYS = {
    "feed": "feeds",
    "atom": "feeds",
    "listing": "listings",
    "blocked": "listings",
    "sitemap": "sitemaps",
    "epaper": "epapers",
}


def write_office(folder: Path, outlets: Sequence[SampleOutlet], ports: Mapping[str, int]) -> Path:
    """Write coverage.toml and scrapy.cfg into a folder, made when it is missing; the path of coverage.toml.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "coverage.toml"
    (folder / "scrapy.cfg").write_text(SCRAPY_CFG, "utf-8")
    half = path.with_suffix(".toml.new")
    half.write_text(coverage_toml(outlets, ports), "utf-8")
    half.replace(path)  # whole or not at all, wherever this is interrupted
    return path


def coverage_toml(outlets: Sequence[SampleOutlet], ports: Mapping[str, int]) -> str:
    """The settings: what is watched, and every outlet on its port."""
    tables = tomlkit.aot()
    for outlet in outlets:
        if outlet.entry not in ENTRY_KEYS:
            continue  # a foreign site, which nobody watches
        table = tomlkit.table()
        for key in ("id", "name", "owner", "level", "channel"):
            table[key] = getattr(outlet, key)
        table[ENTRY_KEYS[outlet.entry]] = [f"http://127.0.0.1:{ports[outlet.id]}{outlet.entry_path}"]
        if outlet.own:
            table["own"] = True
        tables.append(table)
    document = tomlkit.document()
    document["outlet"] = tables
    return f"{WATCHED.read_text('utf-8')}\n{tomlkit.dumps(document)}"


def is_ours(path: Path) -> bool:
    """Whether a coverage.toml was written by the demo (the officer may have changed it since)."""
    return MARK in path.read_text("utf-8", errors="replace")


def wanted_ports(path: Path) -> dict[str, int]:
    """The ports of the earlier demo in that folder, else a fixed row of them, so that a second run finds them again."""
    row = {outlet.id: FIRST_PORT + place for place, outlet in enumerate(sample_outlets())}
    return row | remembered_ports(path)


def fits(path: Path, outlets: Sequence[SampleOutlet], ports: Mapping[str, int]) -> bool:
    """Whether that coverage.toml names every outlet where it stands."""
    watched = {outlet.id: ports[outlet.id] for outlet in outlets if outlet.entry in ENTRY_KEYS}
    return watched.items() <= remembered_ports(path).items()


def remembered_ports(path: Path) -> dict[str, int]:
    """{outlet: port} of an earlier demo's coverage.toml; empty when there is none that can be read."""
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("outlet", [])
    except (FileNotFoundError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    ports = {}
    for table in tables:
        urls = [url for key in dict.fromkeys(ENTRY_KEYS.values()) for url in table.get(key, ())]
        port = urlsplit(urls[0]).port if urls else None
        if port:
            ports[table["id"]] = port
    return ports
