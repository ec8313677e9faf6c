"""Evidence book (佐证材料): a folder with the sheet, a readable page for each counted article and the bytes behind it, and the
digest of every file, so that anyone can check it without the database.

SHA256SUMS is what `sha256sum --check` reads. Its own digest is the book's check code: print it, and it proves the rest.
Nothing in the book is active: stored pages lie beside as bytes (.bin), the readable pages hold escaped text.
"""

from __future__ import annotations

import hashlib
import html
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from .. import evidence
from ..errors import PresstallyError, UsageError
from ..wording import label, say
from . import xlsx
from .lines import clean
from .model import Line, Report

SUMS = "SHA256SUMS"
STYLE = (
    "body{font:16px/1.7 serif;max-width:46em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}"
    "td,th{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}h1{font-size:1.4em}"
    "p{margin:.4em 0}code{word-break:break-all}th,.list td:nth-child(2),.list td:nth-child(5){white-space:nowrap}"
)


class Stored(NamedTuple):
    """One file of evidence of an article."""

    kind: str
    sha256: str
    url: str | None
    fetched: str
    status: int | None
    size: int
    """Bytes."""


def write(db: Database, report: Report, folder: Path, quoted: dict[int, str]) -> str:
    """Write the book into `folder`, which must not exist or be empty; whole or not at all. Gives its check code.

    `quoted`: {article: the text that its page shows}.

    Raises:
        UsageError: the folder holds something.
        PresstallyError: bytes of evidence are missing or were changed; the line names the article.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(say("book.not_empty", report.language, path=folder))
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        (draft / "evidence").mkdir(parents=True)
        (draft / "pages").mkdir()
        _fill(db, report, draft, quoted)
        code = _sums(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return code


def quotes(db: Database, lines: Sequence[Line]) -> dict[int, str]:
    """{article: the passages that speak of us}: what a book shows of a text that is not ours, unless all of it is asked for."""
    rows = db.execute(
        "select article, snippet from mentions where article in (select value from json_each(?)) and verdict = 'hit'"
        " and field = 'text' order by article, start",
        [json.dumps([line.id for line in lines])],
    )
    found: dict[int, list[str]] = defaultdict(list)
    for article, snippet in rows:
        found[article].append(f"……{clean(snippet)}……")
    return {article: "\n".join(dict.fromkeys(snippets)) for article, snippets in found.items()}


def verify(folder: Path, language: str = "zh") -> tuple[str, list[str]]:
    """(check code, what is wrong with the book: a line for each file that was changed, is missing or was added).

    Raises:
        PresstallyError: this is no book.
    """
    sums = folder / SUMS
    if not sums.is_file():
        raise PresstallyError(say("book.none", language, path=folder))
    listed = dict(_listed(sums, language))
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and path != sums}
    lines = [say("book.missing", language, file=file) for file in sorted(listed.keys() - found.keys())]
    lines += [say("book.added", language, file=file) for file in sorted(found.keys() - listed.keys())]
    changed = (file for file in sorted(listed.keys() & found.keys()) if _digest(found[file]) != listed[file])
    lines += [say("book.changed", language, file=file) for file in changed]
    return _digest(sums), lines


def _listed(sums: Path, language: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(sums.read_text("utf-8", errors="replace").splitlines(), 1):
        digest, gap, file = line.partition("  ")
        if len(digest) != 64 or not gap or not file:
            raise PresstallyError(say("book.broken_sums", language, path=sums, line=number))
        yield file, digest


def _fill(db: Database, report: Report, folder: Path, quoted: dict[int, str]) -> None:
    articles = []
    for number, line in enumerate(report.lines, 1):
        files = [_copy(db, folder, line, stored, report.language) for stored in _stored(db, line.id)]
        page = f"pages/{number:04}.html"
        (folder / page).write_text(_page(report, line, number, files, quoted.get(line.id, "")), "utf-8", newline="\n")
        articles.append({"number": number, "id": line.id, "url": line.url, "title": line.title, "outlet": line.outlet,
                         "day": line.day, "story": line.story, "page": page, "evidence": files})  # fmt: skip
    (folder / "list.xlsx").write_bytes(xlsx.write(report))
    (folder / "index.html").write_text(_index(report), "utf-8", newline="\n")
    manifest = {"sentence": report.sentence, "statement": report.statement, "period": {"from": report.from_, "to": report.to},
                "policy": report.policy, "policy_text": report.policy_text, "unit": report.unit, "total": report.total,
                "made": report.made, "officer": report.officer, "articles": articles}  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8", newline="\n")


def _stored(db: Database, article: int) -> list[Stored]:
    rows = db.execute(
        "select kind, sha256, url, fetched, status, bytes from evidence where article = ? order by id", [article]
    )
    return [Stored(*row) for row in rows]


def _copy(db: Database, folder: Path, line: Line, stored: Stored, language: str) -> dict[str, Any]:
    file = f"evidence/{stored.sha256}.bin"
    try:
        (folder / file).write_bytes(evidence.read(evidence.folder_of(db), stored.sha256))
    except (FileNotFoundError, ValueError) as error:
        key = "book.evidence_missing" if isinstance(error, FileNotFoundError) else "book.evidence_changed"
        raise PresstallyError(say(key, language, id=line.id, title=line.title)) from error
    return {"file": file, **stored._asdict()}


def _page(report: Report, line: Line, number: int, files: list[dict[str, Any]], text: str) -> str:
    def row(key: str, value: object) -> str:
        return f"<tr><th>{_say(report, key)}</th><td>{html.escape(str(value))}</td></tr>" if value else ""

    rows = [
        row("outlet", f"{line.outlet}（{line.level}·{line.channel}）"),
        row("day", line.day),
        row("page", line.page),
        row("people", line.people),
        row("department", line.department),
        row("url", line.url or _say(report, "by_hand")),
    ]
    for file in files:
        fields = {
            "kind": label("evidence", file["kind"], report.language),
            "at": file["fetched"],
            "bytes": file["size"],
        }
        rows.append(f"<tr><th>{_say(report, 'stored')}</th><td>{html.escape(_say(report, 'stored_text', **fields))}<br>"
                    f"<code>{file['sha256']}</code></td></tr>")  # fmt: skip
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in text.split("\n") if paragraph)
    return _document(report, f"{number}. {line.title}", f"<table>{''.join(rows)}</table>{body}")


def _index(report: Report) -> str:
    head = "".join(
        f"<th>{say(f'report.column_{key}', report.language)}</th>"
        for key in ("number", "day", "title", "outlet", "level")
    )
    rows = "".join(
        f'<tr><td>{n}</td><td>{line.day}</td><td><a href="pages/{n:04}.html">{html.escape(line.title)}</a></td>'
        f"<td>{html.escape(line.outlet)}</td><td>{html.escape(line.level)}</td></tr>"
        for n, line in enumerate(report.lines, 1)
    )
    lines = [
        report.sentence,
        f"{report.period}（{report.from_}至{report.to}）",
        report.policy_text,
        _say(report, "how_to_check"),
    ]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return _document(report, report.title, f'{body}<table class="list"><tr>{head}</tr>{rows}</table>')


def _document(report: Report, title: str, body: str) -> str:
    shown = html.escape(title)
    return (
        f'<!doctype html>\n<html lang="{report.language}"><meta charset="utf-8">'
        "<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{shown}</title><style>{STYLE}</style>\n<h1>{shown}</h1>\n{body}</html>\n"
    )


def _say(report: Report, key: str, **fields: object) -> str:
    return say(f"book.{key}", report.language, **fields)


def _sums(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), "utf-8", newline="\n")
    return _digest(folder / SUMS)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
