"""Matching: which watched names, clues and themes an article holds, and which articles are one story. Values in, values out."""

from .matcher import Matcher
from .tags import Candidate, Tags, match, tag
from .watchlist import Company, Person, Place, Slogan, Theme, Watchlist

__all__ = [
    "Candidate",
    "Company",
    "Matcher",
    "Person",
    "Place",
    "Slogan",
    "Tags",
    "Theme",
    "Watchlist",
    "match",
    "tag",
]
