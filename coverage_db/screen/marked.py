"""Marked: an article's text cut into paragraphs and pieces, mentions set apart. Pure; escaping is the template's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SENTENCE_ENDS = "。！？!?；\n"
AROUND_MOST = 90
"""Characters of a waiting sentence on each side of its mention, at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `kind` is "" for plain text, else company, person, slogan or place."""

    text: str
    kind: str = ""
    number: int = 0
    """1, 2, … for a company mention; 0 otherwise."""


def chosen(mentions: Sequence[Mapping[str, Any]], field: str) -> list[Mapping[str, Any]]:
    """The mentions of one field that are shown: hits and damaged names, no two overlapping, the longer one wins."""
    wanted = [m for m in mentions if m["field"] == field and m["verdict"] in ("hit", "damaged")]
    wanted.sort(key=lambda m: (m["start"], -m["end"]))
    found: list[Mapping[str, Any]] = []
    for mention in wanted:
        if not found or mention["start"] >= found[-1]["end"]:
            found.append(mention)
    return found


def paragraphs(text: str, mentions: Sequence[Mapping[str, Any]]) -> list[list[Piece]]:
    """The text as paragraphs of pieces; company mentions are numbered through."""
    result: list[list[Piece]] = []
    marks, number, at = chosen(mentions, "text"), 0, 0
    numbers: dict[int, int] = {}
    for mention in marks:
        if mention["kind"] == "company":
            number += 1
            numbers[mention["start"]] = number
    for line in text.split("\n"):
        inside = [m for m in marks if m["start"] < at + len(line) and m["end"] > at]
        if line.strip():
            result.append(_pieces(line, at, inside, numbers))
        at += len(line) + 1
    return result


def _pieces(line: str, offset: int, marks: Sequence[Mapping[str, Any]], numbers: Mapping[int, int]) -> list[Piece]:
    pieces, at = [], 0
    for mention in marks:
        start, end = max(0, mention["start"] - offset), min(len(line), mention["end"] - offset)
        if start > at:
            pieces.append(Piece(line[at:start]))
        pieces.append(Piece(line[start:end], mention["kind"], numbers.get(mention["start"], 0)))
        at = end
    if at < len(line):
        pieces.append(Piece(line[at:]))
    return pieces


def sentence(text: str, mentions: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """The sentence with the first mention – of the company if there is one – and what else is marked in it."""
    marks = chosen(mentions, "text")
    if not marks:
        return []
    first = next((m for m in marks if m["kind"] == "company"), marks[0])
    last = max((m for m in marks if m["start"] - first["start"] < AROUND_MOST), key=lambda m: m["end"])
    start = max((text.rfind(end, 0, first["start"]) for end in SENTENCE_ENDS), default=-1) + 1
    stops = [stop for end in SENTENCE_ENDS if (stop := text.find(end, last["end"])) >= 0]
    end = min(stops) + 1 if stops else len(text)
    cut_left = max(start, first["start"] - AROUND_MOST)
    cut_right = min(end, last["end"] + AROUND_MOST)
    line = text[cut_left:cut_right].rstrip("\n")
    inside = [m for m in marks if m["start"] >= cut_left and m["end"] <= cut_right]
    pieces = _pieces(line, cut_left, inside, {})
    if cut_left > 0:
        pieces.insert(0, Piece("……", "faint"))
    return pieces


def titled(title: str, mentions: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """The title with its mentions."""
    return _pieces(title, 0, [m for m in chosen(mentions, "title") if m["end"] <= len(title)], {})
