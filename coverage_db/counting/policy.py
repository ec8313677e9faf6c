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
OVERRIDES = ("unit", "outlet_by", "reprints", "roles", "levels", "channels", "points", "byline_share")
"""Keys that decide. Where [policy] changes one, the printed text says so."""
POINT_TABLES = ("level", "channel", "role", "position", "length")


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy, complete and checked."""

    name: str
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
    """The policy `name`; None: what [policy] says, its own keys on top.

    Raises:
        UsageError: no such policy, or its file has faults (all of them, one line each).
    """
    language = config.general.language
    if name is None:
        written = dict(config.policy)
        name = str(written.pop("preset", DEFAULT))
    else:
        written = {}
    table = _table(name, config.folder, language)
    lines = PolicyFaults(name, language).check(table)
    merged = _over(table, written)
    if not lines:
        lines = PolicyFaults("coverage.toml [policy]", language, layered=True).check(merged)
    if lines:
        raise UsageError("\n".join(lines))
    return _policy(name, merged, written)


def faults(table: Mapping[str, Any], folder: Path, language: str = "zh") -> list[str]:
    """What is wrong with a [policy] table, one line each; the policy's file that it names is checked as well."""
    written = dict(table)
    preset = written.pop("preset", DEFAULT)
    try:
        base = _table(str(preset), folder, language)
    except UsageError as error:
        return [
            f"coverage.toml [policy] preset：{error}" if language == "zh" else f"coverage.toml [policy] preset: {error}"
        ]
    lines = PolicyFaults(str(preset), language).check(base)
    return lines or PolicyFaults("coverage.toml [policy]", language, layered=True).check(_over(base, written))


def names(folder: Path) -> tuple[str, ...]:
    """The policies that can be named: the package's, then the officer's files in `folder`."""
    own = sorted(path.stem for path in folder.glob("*.toml") if path.name != "coverage.toml" and _is_policy(path))
    return tuple(dict.fromkeys((*_presets(), *own)))


def title(policy: Policy, language: str = "zh") -> str:
    """How a policy is called: its label, or its own name."""
    return label("policy", policy.name, language)


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


def _is_policy(path: Path) -> bool:
    try:
        return "reprints" in tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


def _over(base: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """`written` over `base`: tables key by key, one step deep, all else as a whole."""
    merged = dict(base)
    for key, value in written.items():
        both = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        merged[key] = {**base[key], **value} if both else value
    return merged


def _policy(name: str, table: Mapping[str, Any], written: Mapping[str, Any]) -> Policy:
    text = table["text"]
    text = {"zh": text, "en": text} if isinstance(text, str) else {"zh": text["zh"], "en": text.get("en", text["zh"])}
    changed = [key for key in OVERRIDES if key in written]
    if changed and "text" not in written:
        shown = "；".join(f"{key} = {_json(written[key])}" for key in changed)
        text = {language: said + say("policy.changed", language, keys=shown) for language, said in text.items()}
    return Policy(
        name=str(written.get("name") or table.get("name") or name.removesuffix(".toml")),
        unit=table["unit"],
        outlet_by=table.get("outlet_by", "brand"),
        reprints=table["reprints"],
        roles=tuple(table["roles"]),
        levels=tuple(table["levels"]),
        channels=tuple(table["channels"]),
        text=text,
        points=table.get("points", {}),
        byline_share=table.get("byline_share", "full"),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
