"""Evidence: the bytes that a page answered with, kept unchanged beside the database. Bytes in, SHA-256 out.

A file is whole or absent: it is written under another name, flushed and renamed before the commit that names it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database

from .database import transaction

FOLDER = "evidence"
COMPRESSION_LEVEL = 6


def folder_of(db: Database) -> Path:
    """The folder `evidence/` beside the database file."""
    file = next(row[2] for row in db.execute("pragma database_list") if row[1] == "main")
    return Path(file).parent / FOLDER


def path_of(folder: Path, sha256: str) -> Path:
    """Where the bytes with this digest lie: evidence/ab/<sha256>.gz."""
    return folder / sha256[:2] / f"{sha256}.gz"


def keep(folder: Path, body: bytes) -> str:
    """Write bytes unless they are there already; returns their SHA-256 in hexadecimal.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    target = path_of(folder, sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.compress(body, COMPRESSION_LEVEL, mtime=0))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return sha256


def attach(
    db: Database,
    article: int,
    kind: str,
    body: bytes,
    *,
    fetched: str,
    url: str | None = None,
    status: int | None = None,
    headers: Sequence[tuple[str, str]] = (),
) -> str:
    """Keep bytes and name them as evidence of an article; returns their SHA-256. `kind`: page (what the article was read
    from), version (a later look), page_pdf, picture … Written once, however often it is attached.
    """
    sha256 = keep(folder_of(db), body)
    with transaction(db):
        db.conn.execute(
            "insert into evidence (article, kind, sha256, url, fetched, status, headers, bytes)"
            " select ?, ?, ?, ?, ?, ?, ?, ? where not exists"
            " (select 1 from evidence where article = ? and kind = ? and sha256 = ?)",
            (article, kind, sha256, url, fetched, status, json.dumps(headers), len(body), article, kind, sha256),
        )
    return sha256


def read(folder: Path, sha256: str) -> bytes:
    """The bytes with this digest.

    Raises:
        FileNotFoundError: they are not there.
        ValueError: the file was changed: its bytes have another digest.
    """
    try:
        body = gzip.decompress(path_of(folder, sha256).read_bytes())
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(sha256) from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ValueError(sha256)
    return body
