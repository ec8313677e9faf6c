"""The documentation says what the code does: written pages are up to date, named verbs exist, links lead somewhere.

And nothing in the repository names the machine or the package host that it was made with.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from crawler.describe import verbs

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
VERBS = dict(verbs())
LOCAL = "|".join(
    [
        r"(?<![\w.])/work" + r"/(?:main|shared)", r"/root" + r"/", "python" + "hosted", r"pypi" + r"\.org", r"extra-index" + "-url",
        r"--index" + r"-url\s+http", r"/tmp" + r"/plan", "deb" + r"\.debian\.org",
    ]
)  # fmt: skip


def tracked() -> list[Path]:
    names = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        .stdout.decode()
        .split("\0")
    )
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "[[[cog" in page.read_text("utf-8")], ids=lambda page: page.name
)
def test_a_page_that_the_code_writes_is_up_to_date(page: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", str(page)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"run `make docs`: {result.stdout}{result.stderr}"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented_in_both_languages(verb: str) -> None:
    assert f"\n## {verb}\n" in (ROOT / "docs/verbs.md").read_text("utf-8"), "run `make docs`"
    text = VERBS[verb].help or ""
    assert re.search("[一-鿿]", text), f"presstally {verb} has no Chinese help"
    assert re.search("[A-Za-z]{3,} [a-z]{2,}", text), f"presstally {verb} has no English help"


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_says_what_it_is_for(verb: str) -> None:
    silent = [p.name for p in VERBS[verb].params if isinstance(p, click.Option) and not p.hidden and not p.help]
    assert silent == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_only_verbs_that_exist(page: Path) -> None:
    named = set(re.findall(r"presstally(?: --config \S+)? ([a-z][a-z-]+)\b", page.read_text("utf-8")))
    assert {name for name in named if name not in VERBS} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8"))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


def test_nothing_names_the_machine_or_the_package_host() -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:1000] and (hit := re.search(LOCAL, data.decode("utf-8", "replace"))):
            found.append(f"{path.relative_to(ROOT)}: {hit[0]}")
    assert found == []


def test_constraints_hold_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    wrong = [line for line in lines if not re.fullmatch(r"[a-z0-9._-]+==[\w.]+( ; .+)?", line)]
    assert wrong == []
