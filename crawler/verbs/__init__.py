"""Verbs that need the web: one module a verb, each with a `command`."""
