"""Numerals: a number as the sentence says it when asked to round. Numbers in, words out. (Reading them: quantities.py.)"""

from __future__ import annotations


def rounded(number: int | float, language: str = "zh") -> str:
    """A number rounded down as the sentence may: 33 -> 30余, 1,234 -> 1200余, 12,345 -> 1.2万余; what is not cut has no 余."""
    if not isinstance(number, int) or number < 10:
        return f"{number:g}"
    step = 10 if number < 1000 else 100 if number < 10_000 else 1000
    cut = number // step * step
    if language != "zh":
        return f"{cut}" if cut == number else f"more than {cut}"
    shown = f"{cut / 10_000:g}万" if cut >= 10_000 else str(cut)
    return shown if cut == number else f"{shown}余"
