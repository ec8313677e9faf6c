"""Verbs that need no web: one module a verb, each with a `command`."""
