"""Mirrors: signs of an unauthorised copy: the garble, a path kept from a known outlet, a spam title. Values in, values out.

No network, no database. What the garble looks like and how it is stripped: coverage_db/garble.py.
"""

from __future__ import annotations

import re

from ..text import HAN, Folded

GARBLED_ANNOTATIONS = 5
"""Annotations from which on a text is garbled, if they are …"""
GARBLED_SHARE = 0.02
"""… this share of its Han characters."""
TEACHING_SHARE = 0.8
"""From this share on every character is annotated: a children's page or a language lesson, not a garble."""

_ANNOTATION = re.compile(rf"(?<=[{HAN}])[(（]\s*[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\s*[)）]")


def is_garbled(text: Folded) -> bool:
    """Whether a text carries the garble: at least 5 annotations and 2 % of its Han characters, but not nearly all."""
    annotations = len(_ANNOTATION.findall(text.original))
    han = len(re.findall(rf"[{HAN}]", text.original))
    return annotations >= GARBLED_ANNOTATIONS and GARBLED_SHARE * han <= annotations < TEACHING_SHARE * han
