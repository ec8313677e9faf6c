"""Describe: every table and key of coverage.toml as Markdown, from the same wording as the comments of `init`."""

from __future__ import annotations

from collections.abc import Iterator

from ..wording import say
from .schema import MANY, SCHEMA


def settings_tables() -> str:
    """One heading a table, one row a key: what it means and what it must be, Chinese and English."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for table, keys in SCHEMA.items():
        form = f"[[{table}]]" if table in MANY else f"[{table}]"
        yield from ("", f"## `{form}`", "", f"{say(f'setting.{table}')}", "", f"{say(f'setting.{table}', 'en')}", "")
        yield from ("| 键 key | 说明 | 应为 | meaning | must be |", "| --- | --- | --- | --- | --- |")
        for name, key in keys.items():
            choices = "、".join(key.choices)
            cells = [f"`{name}`" + (" *" if key.required else "")]
            for language in ("zh", "en"):
                cells += [
                    say(f"setting.{table}.{name}", language),
                    say(f"wanted.{key.kind}", language, choices=choices).strip(),
                ]
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        if table == "targets":
            yield f"| `…` | {say('setting.targets.…')} | {say('wanted.whole')} | {say('setting.targets.…', 'en')} | {say('wanted.whole', 'en')} |"
        if table == "policy":
            yield f"| `preset` | {say('setting.policy.preset')} | | {say('setting.policy.preset', 'en')} | |"
