"""Mirrors: signs of an unauthorised copy: the garble, a path kept from a known outlet, a spam title. Values in, values out.

No network, no database. What the garble looks like and how it is stripped: coverage_db/garble.py.
"""

from __future__ import annotations

from ..garble import count_han
from ..text import Folded

TEACHING_SHARE = 0.8
"""From this share of annotated characters on it is a children's page or a language lesson, not a garble."""


def is_garbled(text: Folded) -> bool:
    """Whether a text carries the garble: at least 5 annotations and 2 % of its Han characters, but not nearly all."""
    return text.garbled and text.annotations < TEACHING_SHARE * count_han(text.text)
