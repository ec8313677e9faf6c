"""Views: state.sql under coverage.toml's policy and without a period, as plain SQL views for Datasette and anything else.

They are remade when the policy or their text changed. No view calls a Python function.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from sqlite_utils import Database

from .. import judged
from ..config import Config
from ..database import get_meta, set_meta, transaction
from . import policy as policies
from . import state

BASE = "candidate_articles"
"""The view that holds every candidate; others read it."""
META = "views"


@cache
def texts() -> dict[str, str]:
    """{name: SELECT with {state} or {counted} in the place of the states of all candidates, of the counted ones, and {facts}
    of what is known of one}; those that others may read first."""
    files = resources.files(__package__).joinpath("views").iterdir()
    found = {file.name.removesuffix(".sql"): file.read_text("utf-8") for file in files if file.name.endswith(".sql")}
    names = sorted(found, key=lambda name: (name != BASE, not name.endswith("_articles"), name))
    return {name: found[name] for name in names}


def definitions(db: Database, config: Config) -> dict[str, str]:
    """{name: its SELECT} under the policy of `config`.

    Raises:
        UsageError: the policy has faults.
    """
    policy = policies.load(config)
    pieces = {name: state.rendered(db, policy, name) for name in ("state", "counted")} | {"facts": state.FACTS_OF}
    return {name: text.format_map(pieces).strip() for name, text in texts().items()}


def prepare(db: Database, config: Config) -> None:
    """Keep ready what the policies in daily use say, and make the views anew when they differ from what `config` wants."""
    daily = [policies.load(config), policies.load(config, "appearances")]
    judged.keep(db, [policy.parameters() for policy in daily])
    wanted = definitions(db, config)
    digest = hashlib.sha256("\n".join(f"{name} {text}" for name, text in wanted.items()).encode()).hexdigest()
    if get_meta(db, META) == digest:
        return
    with transaction(db):
        for name in [*reversed(texts())]:
            db.conn.execute(f"drop view if exists {name}")
        for name, text in wanted.items():
            db.conn.execute(f"create view {name} as {text}")
        set_meta(db, META, digest)
