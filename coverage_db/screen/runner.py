"""Runner: a verb that needs the web, as a process of its own, its progress kept for the page. One at a time."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import PresstallyError
from ..wording import say

LINES_KEPT = 60
"""Lines of progress shown, the last ones."""
ANSWER_MOST_BYTES = 8_000_000


@dataclass(slots=True)
class Run:
    """One process: its words, its progress on stderr, its answer on stdout."""

    words: list[str]
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=LINES_KEPT))
    answer: bytes = b""
    status: int | None = None
    """Exit status; None while it runs."""
    process: asyncio.subprocess.Process | None = None
    task: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return self.status is None


class Runner:
    """The runs of one server."""

    def __init__(self, config: Path, language: str) -> None:
        self.config, self.language = config, language
        self.current: Run | None = None

    async def start(self, words: Sequence[str], given: bytes = b"") -> Run:
        """Start a verb, `given` on its stdin.

        Raises:
            PresstallyError: one runs already, or the command is not installed beside this Python.
        """
        if self.current is not None and self.current.running:
            raise PresstallyError(say("runner_page.busy", self.language))
        run = Run(list(words))
        run.process = await asyncio.create_subprocess_exec(
            command(self.language), "--config", str(self.config), *words,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        run.task = asyncio.create_task(_follow(run, run.process, given))
        self.current = run
        return run

    async def finish(self, run: Run, seconds: float) -> bool:
        """Wait for a run, at most so long; whether it ended."""
        if run.task is not None:
            await asyncio.wait({run.task}, timeout=seconds)
        return not run.running

    async def stop(self) -> None:
        """End the current run as Ctrl-C does: nothing half stored."""
        run = self.current
        if run is not None and run.running and run.process is not None:
            run.process.terminate()
            await self.finish(run, 20)


async def _follow(run: Run, process: asyncio.subprocess.Process, given: bytes) -> None:
    assert process.stdin
    assert process.stdout
    assert process.stderr

    async def progress(stream: asyncio.StreamReader) -> None:
        while chunk := await stream.read(4096):
            for line in chunk.decode("utf-8", "replace").replace("\r", "\n").split("\n"):
                if line.strip():
                    run.lines.append(line.strip()[:300])

    async def answer(stream: asyncio.StreamReader) -> None:
        parts, size = [], 0
        while chunk := await stream.read(65536):
            size += len(chunk)
            if size <= ANSWER_MOST_BYTES:
                parts.append(chunk)
        run.answer = b"".join(parts)

    reading = [asyncio.create_task(progress(process.stderr)), asyncio.create_task(answer(process.stdout))]
    process.stdin.write(given)
    process.stdin.close()
    await asyncio.gather(*reading)
    run.status = await process.wait()


def command(language: str) -> str:
    """The command `presstally` of this installation.

    Raises:
        PresstallyError: it is not there.
    """
    found = shutil.which("presstally", path=str(Path(sys.executable).parent)) or shutil.which("presstally")
    if found is None:
        raise PresstallyError(say("runner_page.none", language))
    return found
