"""make on a machine where something is missing: one line that says what to type, and nothing half made."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ("ensurepip", "Type: sudo apt install python3-venv"),
        ("version_info", "Python 3.11 or newer is needed; found: Python 3.9.2. Try: make PYTHON=python3.11"),
    ],
)
def test_make_says_what_to_type(tmp_path: Path, missing: str, line: str) -> None:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\ncase "$*" in *{missing}*) exit 1;; --version) echo Python 3.9.2; exit 0;; esac\nexec {sys.executable} "$@"\n',
        "utf-8",
    )
    python.chmod(0o755)
    result = subprocess.run(
        ["make", f"PYTHON={python}", "install"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode != 0
    assert line in result.stdout + result.stderr
    assert not (tmp_path / ".venv").exists()
