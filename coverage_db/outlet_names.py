"""Outlet names: which outlet a sheet or an officer means. A name in, an id out; what somebody said once is remembered."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from difflib import get_close_matches

from sqlite_utils import Database

from .database import get_meta, set_meta, transaction
from .outlets import OutletRow, outlet_rows
from .text import fold

REMEMBERED = "outlet_names"
"""Key in `meta`: JSON {folded name: id}."""
NEAR_MOST = 3
"""Names that are offered for one that is unknown."""


class OutletNames:
    """The outlets by every name that they go by."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.rows = {row.id: row for row in outlet_rows(db)}
        self.remembered: dict[str, str] = json.loads(get_meta(db, REMEMBERED) or "{}")
        self._names: dict[str, set[str]] = defaultdict(set)
        for row in self.rows.values():
            for name in (row.id, row.name, *row.aliases, *row.accounts):
                self._names[plain(name)].add(row.id)
        self._brands: dict[str, set[str]] = defaultdict(set)
        for row in self.rows.values():
            self._brands[plain(row.brand)].add(row.id)

    def find(self, name: str) -> str | None:
        """The id of the outlet that goes by this name: as somebody said it, else the only one with that name or alias, else
        the only one of that brand; None when there is none, or several.
        """
        for key in dict.fromkeys((plain(name), plain(bare(name)))):
            known = self.remembered.get(key)
            if known in self.rows:
                return known
            for names in (self._names, self._brands):
                watched = {id_ for id_ in names.get(key, ()) if self.rows[id_].watched}
                for ids in (names.get(key, set()), watched):
                    if len(ids) == 1:
                        return next(iter(ids))
        return None

    def near(self, name: str) -> list[OutletRow]:
        """Outlets that may be meant, the likeliest first: those of that brand, then those with a name like it."""
        ids = list(self._brands.get(plain(name), ()))
        for close in get_close_matches(plain(name), [*self._names, *self._brands], n=NEAR_MOST, cutoff=0.5):
            ids += [*self._names.get(close, ()), *self._brands.get(close, ())]
        return [self.rows[id_] for id_ in dict.fromkeys(ids)][:NEAR_MOST]

    def remember(self, name: str, id_: str) -> None:
        """Keep what somebody said that a name stands for."""
        self.remembered[plain(name)] = id_
        with transaction(self.db):
            set_meta(self.db, REMEMBERED, json.dumps(self.remembered, ensure_ascii=False, sort_keys=True))


def plain(name: str) -> str:
    """A name as it is compared: folded, without spaces and marks."""
    return re.sub(r"[\W_]", "", fold(name).text)


def bare(name: str) -> str:
    """A name without what stands in brackets behind it: 某报（第3版）."""
    return re.sub(r"[（(][^（）()]*[)）]", "", name)
