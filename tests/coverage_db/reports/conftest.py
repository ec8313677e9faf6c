"""The office that the tests of reports share."""

from reports_office import filled, made_once

__all__ = ["filled", "made_once"]
