"""Loader: which outlets there are – the files of spiders/ and the officer's [[outlet]]s – for Scrapy and for the database.

Both are read as plain attributes (spiders/ by `ast`), so that neither the settings nor a count imports Scrapy.
"""

from __future__ import annotations

import ast
import hashlib
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from coverage_db.config import Catalogue, Config, find_config, load_config
from coverage_db.database import get_meta, set_meta, transaction
from coverage_db.outlets import OutletRow, address, sync
from coverage_db.records import CHANNELS, LEVELS

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.settings import BaseSettings

SPIDERS = "spiders"
ENTRY_KEYS = ("feeds", "sitemaps", "listings", "epapers")
"""Where an outlet can be read; `accounts` and `manual` are the ways by hand."""
OVERRIDES = ("level", "name", "brand", "owner", "own")
"""What an [[outlet]] whose id is in the catalogue may change."""
DECLARED_META = "outlets_declared"

Attributes = dict[str, Any]
"""The keys of an [[outlet]] with their values: lists are tuples, absent keys are absent; `id` and `name` as there."""


class OutletError(ValueError):
    """A file of spiders/ is incomplete; the message says what to write."""


def spiders_folder() -> Path:
    """The folder of the package `spiders`.

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    spec = find_spec(SPIDERS)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(SPIDERS)
    return Path(spec.origin).parent


def read_spiders(folder: Path | None = None) -> dict[str, Attributes]:
    """{id: attributes} of the catalogue.

    Raises:
        OutletError: a file does not declare a complete outlet.
    """
    found = {}
    for path in sorted((folder or spiders_folder()).glob("*.py")):
        if not path.name.startswith("_"):
            attributes = _read_spider(path)
            found[attributes["id"]] = attributes
    return found


def _read_spider(path: Path) -> Attributes:
    classes = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.ClassDef)]
    if len(classes) != 1:
        raise OutletError(f"{path.name}: one class a file, found {len(classes)}")
    attributes: Attributes = {}
    for node in classes[0].body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                attributes[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError as error:
                raise OutletError(f"{path.name} {node.targets[0].id}: write a literal value") from error
    attributes = {"id": attributes.pop("name", None), "name": attributes.pop("title", None), **attributes}
    if path.stem != attributes["id"] or classes[0].name.lower() != path.stem.replace("_", ""):
        raise OutletError(
            f'{path.name}: file, class and name agree; found class {classes[0].name}, name "{attributes["id"]}"'
        )
    if faults := incomplete(attributes):
        raise OutletError(f"{path.name}: {'; '.join(faults)}")
    return attributes


def incomplete(attributes: Attributes) -> list[str]:
    """What a catalogue outlet still needs, each with the fix; [] when it is complete."""
    faults = [f"add {'title' if key == 'name' else key}" for key in ("name", "channel") if not attributes.get(key)]
    if attributes.get("level", "") not in ("", *LEVELS):
        faults.append(f"level is one of {' '.join(LEVELS)}")
    if attributes.get("channel", "web") not in CHANNELS:
        faults.append(f"channel is one of {' '.join(CHANNELS)}")
    if not any(attributes.get(key) for key in (*ENTRY_KEYS, "accounts", "manual")):
        faults.append("add feeds, sitemaps, listings or epapers, or accounts, or manual = True")
    faults += [
        f'{key} is a tuple: ("…",)'
        for key in (*ENTRY_KEYS, "accounts", "aliases", "groups")
        if isinstance(attributes.get(key), str)
    ]
    return faults


def catalogue() -> Catalogue:
    """The ids and groups that `[crawl] outlets` may name besides the file's own."""
    spiders = read_spiders()
    return Catalogue(
        ids=frozenset(spiders), groups=frozenset(group for one in spiders.values() for group in one.get("groups", ()))
    )


def declared(config: Config | None) -> dict[str, Attributes]:
    """{id: attributes} of the catalogue and of the officer's file, the file's changes put in."""
    outlets = read_spiders()
    for attributes in outlets.values():
        attributes["declared"] = "catalogue"
    for keys in config.outlets if config is not None else ():
        written = {key: value for key, value in asdict(keys).items() if value is not None and value != ()}
        if keys.id in outlets:
            changes = {key: value for key, value in written.items() if key in OVERRIDES}
            outlets[keys.id] = {**outlets[keys.id], **changes, "changed": tuple(changes)}
        else:
            outlets[keys.id] = {**written, "declared": "file"}
    return outlets


def by_hand(attributes: Attributes) -> bool:
    """Whether no script reads this outlet."""
    return bool(attributes.get("manual")) or not any(attributes.get(key) for key in ENTRY_KEYS)


def watched(config: Config, outlets: dict[str, Attributes]) -> set[str]:
    """Ids of what coverage.toml asks for: `[crawl] outlets`, and every [[outlet]] when there is no such key.

    An [[outlet]] that is read by hand is watched in any case: the officer wrote it down to be counted.
    """
    wanted = config.crawl.outlets
    own = {keys.id for keys in config.outlets}
    if wanted is None:
        return own
    if "all" in wanted:
        return set(outlets)
    named = {id_ for id_, one in outlets.items() if id_ in wanted or not set(wanted).isdisjoint(one.get("groups", ()))}
    return named | {id_ for id_ in own if by_hand(outlets[id_])}


def addresses(attributes: Attributes) -> tuple[str, ...]:
    """The hosts (with port) that an outlet owns: those of its entries, then those it names besides."""
    urls = [url for key in ENTRY_KEYS for url in attributes.get(key, ())]
    found = [address(url) for url in urls] + list(attributes.get("hosts", ()))
    return tuple(dict.fromkeys(host for host in found if host))


def outlet_row(attributes: Attributes, wanted: set[str]) -> OutletRow:
    """The row of the table `outlets`."""
    name = attributes.get("name") or attributes["id"]
    brand = attributes.get("brand") or name
    manual = by_hand(attributes)
    return OutletRow(
        id=attributes["id"],
        name=name,
        brand=brand,
        owner=attributes.get("owner") or brand,
        aliases=tuple(attributes.get("aliases", ())),
        level=attributes.get("level") or "",
        channel=attributes.get("channel") or "web",
        groups=tuple(attributes.get("groups", ())),
        own=bool(attributes.get("own")),
        manual=manual,
        watched=attributes["id"] in wanted,
        crawled=attributes["id"] in wanted and not manual,
        declared=attributes["declared"],
        addresses=addresses(attributes),
        accounts=tuple(attributes.get("accounts", ())),
        articles=attributes.get("articles"),
        confirmed=attributes.get("confirmed"),
        note=attributes.get("note") or "",
    )


def prepare(db: Database, config: Config) -> None:
    """Bring the table `outlets` in step with spiders/ and coverage.toml; does nothing when neither changed."""
    mark = _mark(config)
    if get_meta(db, DECLARED_META) == mark:
        return
    outlets = declared(config)
    wanted = watched(config, outlets)
    with transaction(db):
        sync(db, [outlet_row(one, wanted) for one in outlets.values()])
        set_meta(db, DECLARED_META, mark)


def _mark(config: Config) -> str:
    """Changes when a file of spiders/ or what coverage.toml says of outlets does."""
    files = [
        (path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(spiders_folder().glob("*.py"))
    ]
    own = Path(__file__).stat().st_mtime_ns
    return hashlib.sha256(repr((own, files, config.crawl.outlets, config.outlets)).encode()).hexdigest()


class OutletLoader:
    """Scrapy's spider loader: `scrapy list`, `scrapy crawl NAME` and `presstally crawl` see the same outlets.

    By hand are in neither list: there is nothing to crawl.
    """

    def __init__(self, config: Config | None) -> None:
        self.outlets = {id_: one for id_, one in declared(config).items() if not by_hand(one)}

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> OutletLoader:
        """Of the folder's coverage.toml (or the one that the setting COVERAGE_TOML names); without one, the catalogue."""
        option = settings.get("COVERAGE_TOML")
        if option is None and not Path("coverage.toml").is_file():
            return cls(None)
        return cls(load_config(find_config(option), catalogue()))

    def list(self) -> list[str]:
        """The ids of all outlets that a crawl can read."""
        return sorted(self.outlets)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider class of an outlet.

        Raises:
            KeyError: there is none of that name.
        """
        from crawler.outlet import Outlet

        one = self.outlets[spider_name]
        if one["declared"] == "catalogue" and not one.get("changed"):
            module = import_module(f"{SPIDERS}.{spider_name}")
            spiders: list[type[Spider]] = [
                value
                for value in vars(module).values()
                if isinstance(value, type) and getattr(value, "name", None) == spider_name
            ]
            return spiders[0]
        attributes = {key: value for key, value in one.items() if key not in {"id", "name", "declared", "changed"}}
        return type(spider_name, (Outlet,), {**attributes, "name": one["id"], "title": one.get("name") or one["id"]})

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        """Ids of the outlets that own the request's host."""
        return [id_ for id_, one in self.outlets.items() if address(request.url) in addresses(one)]
