"""Report: the sheet and the briefing of a count, as `presstally report` writes them."""

from __future__ import annotations

from datasette.utils.asgi import Response
from sqlite_utils import Database

from ...errors import UsageError
from ...reports import docx, gather, names, xlsx
from ..context import Context

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


async def show(context: Context) -> Response:
    """GET /-/report?format=xlsx|docx and FILTERS"""
    fmt = context.one("format", "xlsx")
    if fmt not in TYPES:
        raise UsageError(context.say("screen.no_export", what="report", format=fmt))

    def write(db: Database) -> tuple[bytes, str]:
        found = gather.report(db, context.config, context.filters(db))
        return (xlsx.write(found) if fmt == "xlsx" else docx.write(found)), names.file_name(found, fmt)

    data, name = await context.read(write)
    return context.file(data, name, TYPES[fmt])


ROUTES = ((r"^/-/report$", show),)
