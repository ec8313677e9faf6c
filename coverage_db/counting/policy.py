"""Policy: the rules by which candidates become a number, read from a TOML file and checked. A name in, a Policy out.

A policy is a preset of the package or a file of the officer beside coverage.toml; [policy] names one and may override its
keys. The rules for the keys: DESIGN section 6. No database.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from ..config import Config
from ..config.values import nearest
from ..errors import UsageError
from ..wording import label, say
from .policy_faults import PolicyFaults

DEFAULT = "stories"
WRITTEN = "coverage.toml [policy]"
OVERRIDES = ("unit", "outlet_by", "reprints", "roles", "levels", "channels", "points", "byline_share")
"""Keys that decide. Where [policy] changes one, the printed text says so."""
POINT_TABLES = ("level", "channel", "role", "position", "length")


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy, complete and checked."""

    name: str
    """How it is asked for: the preset, or the file without .toml."""
    unit: str
    """篇, 条次, 家 or 分."""
    outlet_by: str
    """What 家 are: outlet, brand or owner."""
    reprints: str
    """once, highest or each."""
    roles: tuple[str, ...]
    levels: tuple[str, ...]
    channels: tuple[str, ...]
    text: Mapping[str, str]
    """{"zh", "en"}: what is printed under every table."""
    points: Mapping[str, Any] = field(default_factory=dict)
    called: str = ""
    """The name that its file gives it."""
    byline_share: str = "full"
    """How a person's share of points is reckoned: full, equal or first."""

    @property
    def by_story(self) -> bool:
        """Whether one text counts once; then its bylines are those of all its press appearances."""
        return self.reprints != "each"

    def parameters(self) -> dict[str, Any]:
        """The policy's part of the parameters of state.sql."""
        cap = self.points.get("caps", {}).get("per_story")
        tables = {
            f"points_{name}": _json({key: round(value * 100) for key, value in self.points.get(name, {}).items()})
            for name in POINT_TABLES
        }
        return {
            "unit": self.unit,
            "reprints": self.reprints,
            "roles": _json(self.roles),
            "levels": _json(self.levels),
            "channels": _json(self.channels),
            "points_cap": None if cap is None else round(cap * 10),
            **tables,
        }


def load(config: Config, name: str | None = None) -> Policy:
    """The policy `name`; None: that of [policy]. The keys in [policy] override the policy that it names, also where that is
    asked for by its name: one name means one rule in one office.

    Raises:
        UsageError: no such policy, or its file has faults (all of them, one line each).
    """
    language = config.general.language
    lines: list[str] = []
    chosen = str(config.policy.get("preset", DEFAULT))
    if name is None or name == chosen:
        name = chosen
        table = _complete(WRITTEN, {"preset": chosen, **config.policy}, config.folder, language, lines)
    else:
        table = _complete(name, _table(name, config.folder, language), config.folder, language, lines)
    if lines:
        raise UsageError("\n".join(lines))
    return _policy(name, table)


def faults(table: Mapping[str, Any], folder: Path, language: str = "zh") -> list[str]:
    """What is wrong with a [policy] table, one line each; the policy's file that it names is checked as well."""
    lines: list[str] = []
    try:
        _complete(WRITTEN, {"preset": DEFAULT, **table}, folder, language, lines)
    except UsageError as error:
        lines.append(say("policy.fault", language, where=WRITTEN, key="preset", what=error))
    return lines


def names(folder: Path) -> tuple[str, ...]:
    """The policies that can be named: the package's, then the officer's files in `folder`."""
    own = sorted(path.stem for path in folder.glob("*.toml") if path.name != "coverage.toml" and _is_policy(path))
    return tuple(dict.fromkeys((*_presets(), *own)))


def title(policy: Policy, language: str = "zh") -> str:
    """How a policy is called: its label, or the name that its file gives it."""
    shown = label("policy", policy.name, language)
    return policy.called or shown if shown == policy.name else shown


@cache
def _presets() -> dict[str, str]:
    folder = resources.files(__package__).joinpath("policies")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    found = {file.name.removesuffix(".toml"): file.read_text("utf-8") for file in files if file.name.endswith(".toml")}
    return {name: found[name] for name in sorted(found, key=lambda name: (name != DEFAULT, name))}


def _table(name: str, folder: Path, language: str) -> dict[str, Any]:
    path = folder / (name if name.endswith(".toml") else f"{name}.toml")
    if path.name != "coverage.toml" and path.is_file():
        try:
            return tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(say("policy.unreadable", language, path=path.name, error=error)) from error
    presets = _presets()
    if name not in presets:
        known = names(folder)
        close = nearest(name, known)
        hint = say("fault.hint", language, word=close) if close else ""
        raise UsageError(say("policy.unknown", language, name=name, known="、".join(known), hint=hint))
    return tomllib.loads(presets[name])


def _complete(
    where: str, table: dict[str, Any], folder: Path, language: str, lines: list[str], within: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A table with all that it takes from its preset; faults are added to `lines`, those of the preset alone if it has any."""
    if "preset" in table:
        written = {key: value for key, value in table.items() if key != "preset"}
        preset = str(table["preset"])
        if preset in within:
            raise UsageError(say("policy.circle", language, name=preset))
        base = _complete(preset, _table(preset, folder, language), folder, language, lines, (*within, preset))
        table = _over(base, {"name": where, **written} if where != WRITTEN else written)
    if not lines:
        lines += PolicyFaults(where, language, layered=where == WRITTEN).check(table)
    return table


def _is_policy(path: Path) -> bool:
    try:
        return not {"reprints", "preset"}.isdisjoint(tomllib.loads(path.read_text("utf-8-sig")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


def _over(base: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """`written` over `base`: tables key by key, one step deep, all else as a whole. Where it changes what decides and brings
    no text of its own, the text says so."""
    merged = dict(base)
    for key, value in written.items():
        both = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        merged[key] = {**base[key], **value} if both else value
    changed = [key for key in OVERRIDES if key in written]
    if changed and "text" not in written and "text" in base:
        shown = "；".join(f"{key} = {_json(written[key])}" for key in changed)
        merged["text"] = {name: said + say("policy.changed", name, keys=shown) for name, said in _texts(base).items()}
    return merged


def _texts(table: Mapping[str, Any]) -> dict[str, str]:
    text = table["text"]
    return {"zh": text, "en": text} if isinstance(text, str) else {"zh": text["zh"], "en": text.get("en", text["zh"])}


def _policy(name: str, table: Mapping[str, Any]) -> Policy:
    return Policy(
        name=name.removesuffix(".toml"),
        unit=table["unit"],
        outlet_by=table.get("outlet_by", "brand"),
        reprints=table["reprints"],
        roles=tuple(table["roles"]),
        levels=tuple(table["levels"]),
        channels=tuple(table["channels"]),
        text=_texts(table),
        points=table.get("points", {}),
        called=str(table.get("name", "")),
        byline_share=table.get("byline_share", "full"),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
