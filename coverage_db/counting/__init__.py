"""Counting: from candidates to a number with its list. One SQL definition of state (state.sql), read by everything here."""

from .count import count
from .filters import Filters
from .listing import articles
from .sentence import sentence
from .state import held

__all__ = ["Filters", "articles", "count", "held", "sentence"]
