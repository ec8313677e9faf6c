"""Errors that a person reads: what was found and what to do, in one line. The command line prints them without a trace."""

from __future__ import annotations


class PresstallyError(Exception):
    """Base of all our errors. `str(error)` is the line that the officer reads; exit status 1."""


class UsageError(PresstallyError):
    """The command was called wrongly (unknown period, outlet, policy …); exit status 2."""


class ConfigError(PresstallyError):
    """coverage.toml cannot be used. `faults` holds one line for each fault; `str(error)` is all of them."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class DatabaseError(PresstallyError):
    """The database file is none, is from a newer version, or cannot be written."""
