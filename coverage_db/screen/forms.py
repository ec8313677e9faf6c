"""Forms: what a browser sent – fields as text, files in a folder of their own.

Datasette reads only forms without files; those with files come through python-multipart, which Datasette's own guard against
forgery uses too. That guard cannot read the version of today, so the token is checked by access.py, for every form.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import File, FormParser, parse_options_header

from ..errors import UsageError
from ..wording import say

BODY_MOST_MB = 60
"""Of one sent form with its files; `add` itself takes files of up to 50."""
MULTIPART = "multipart/form-data"
FIELD_MOST_BYTES = 2_000_000
NAME_MOST = 60
"""Characters of a file's name that are kept."""
TOO_LARGE = "presstally.too_large"
"""Key of the scope: a form was larger than BODY_MOST_MB and was not read."""


@dataclass
class Sent:
    """A sent form."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[Path]] = field(default_factory=dict)
    """{name of the field: files, each under the name that it had}"""
    folder: Path | None = None
    """Holds the files; whoever takes them removes it."""

    def forget(self) -> None:
        """Remove the files."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def has_files(scope: dict[str, Any]) -> bool:
    """Whether a request brings a form with files."""
    headers = dict(scope["headers"])
    return bool(headers.get(b"content-type", b"").lower().startswith(MULTIPART.encode()))


async def read(request: Request) -> Sent:
    """The form of a POST request.

    Raises:
        UsageError: it cannot be read.
    """
    if not has_files(request.scope):
        return Sent({name: _clean(value) for name, value in (await request.post_vars()).items()})
    _, options = parse_options_header(request.headers.get("content-type", ""))
    sent = Sent(folder=Path(tempfile.mkdtemp(prefix="presstally-")))
    try:
        parser = FormParser(
            MULTIPART,
            lambda f: sent.fields.update({_text(f.field_name): _clean(_text(f.value))}),
            lambda f: _keep(sent, f),
            boundary=options.get(b"boundary", b""),
            config={"MAX_FIELDS": 200, "MAX_FIELD_SIZE": FIELD_MOST_BYTES},
        )
        more = True
        while more:
            message = await request.receive()
            parser.write(message.get("body", b""))
            more = message.get("more_body", False)
        parser.finalize()
    except (FormParserError, ValueError) as error:
        sent.forget()
        raise UsageError(say("screen.bad_form", error=error)) from error
    except BaseException:
        sent.forget()
        raise
    return sent


def _keep(sent: Sent, file: File) -> None:
    """One uploaded file; a field left empty brings one without a name."""
    name = _safe(_text(file.file_name))
    if not name:
        return
    assert sent.folder is not None
    place = sent.folder / str(sum(map(len, sent.files.values())))
    place.mkdir()
    file.file_object.seek(0)
    with (place / name).open("wb") as out:
        shutil.copyfileobj(file.file_object, out)
    file.close()
    sent.files.setdefault(_text(file.field_name), []).append(place / name)


def _safe(name: str) -> str:
    """The name of a file without folders, marks that a system forbids, and anything a command could take for an option."""
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(c for c in name if c.isprintable() and c not in '<>:"|?*').strip(" .-")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:NAME_MOST]}{dot}{suffix[:10]}"


def _text(value: bytes | None) -> str:
    return (value or b"").decode("utf-8", "replace")


def _clean(value: str) -> str:
    return value.replace("\0", "")
