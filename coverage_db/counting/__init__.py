"""Counting: from candidates to a number with its list. One SQL definition of state (state.sql), read by everything here."""

from .count import count, rows
from .filters import Filters
from .listing import articles, stories_of
from .sentence import sentence

__all__ = ["Filters", "articles", "count", "rows", "sentence", "stories_of"]
