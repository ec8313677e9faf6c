"""Screenshots for the docs: the demo, browsed in Debian's Chromium, every page on a desktop and on a phone, as small PNGs.

    .venv/bin/python scripts/screenshots.py [--office DIR] [--out docs/screens]

Without --office the demo is made first, in a folder that is thrown away. Needs the extra `test` (Playwright, Pillow) and Chromium.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = (1280, 800), (390, 844)
COLOURS = 128
NOW = "2022-04-29T09:00:00+08:00"
"""An hour after the demo's crawl."""
PAGES = {
    "home": "/",
    "counts": "/-/counts?period={period}",
    "policies": "/-/counts?period={period}&policy=stories&policy=highest_only",
    "articles": "/-/articles?period={period}",
    "review": "/-/review",
    "article": "/-/article/{article}",
    "search": "/-/search?q=供电",
    "statements": "/-/statements",
    "health": "/-/health?period={period}",
    "outlets": "/-/outlets",
    "people": "/-/people?period={period}",
    "add": "/-/add",
    "settings": "/-/settings",
    "table": "/coverage/articles",
}


def command() -> str:
    """The command of this environment."""
    found = shutil.which("presstally", path=str(Path(sys.executable).parent))
    if found is None:
        sys.exit("presstally is not installed beside this Python: make install")
    return found


@contextmanager
def served(office: Path) -> Iterator[str]:
    """The office, browsed; gives the address without a slash at its end."""
    environment = {"PRESSTALLY_NOW": NOW, **os.environ, "PYTHONUNBUFFERED": "1"}
    words = [command(), "--config", str(office / "coverage.toml"), "browse", "--no-open", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        assert process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        try:
            if found is None:
                sys.exit("browse did not start")
            yield found[0]
        finally:
            process.terminate()
            process.wait(20)


def save(data: bytes, path: Path) -> None:
    """A PNG with a palette: a tenth of the size."""
    picture = Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    print(f"{path}  {path.stat().st_size // 1024} KB")


def take(browser: Browser, address: str, out: Path, names: dict[str, str]) -> None:
    """Every page in both sizes; home in the dark and in English as well."""

    def one(name: str, path: str, size: tuple[int, int], **settings: Any) -> None:
        scale = 1 if size == DESKTOP else 1.5
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, device_scale_factor=scale, **settings
        )
        page = context.new_page()
        page.goto(address + path)
        save(page.screenshot(), out / f"{name}.png")
        context.close()

    for name, path in PAGES.items():
        one(name, path.format(**names), DESKTOP)
        one(f"{name}-phone", path.format(**names), PHONE)
    one("home-dark", "/", DESKTOP, color_scheme="dark")
    one("home-en", "/?lang=en", DESKTOP)


def names_of(browser: Browser, address: str) -> dict[str, str]:
    """A period and an article to show: the first of the period bar, and the first counted one with reprints."""
    page = browser.new_page()
    page.goto(address)
    found = re.search(r"period=([a-z][a-z0-9_]*)&", page.content()) or re.search(r"period=(\w+)", page.content())
    rows = page.request.get(
        f"{address}/coverage.json?_shape=array&sql=select+min(article)+article,count(*)+n+from+facts+where+rival=0+group+by+story+order+by+n+desc+limit+1"
    ).json()
    page.close()
    return {"period": found[1] if found else "this-year", "article": str(rows[0]["article"])}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--office", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/screens"))
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        office = asked.office or Path(folder) / "demo"
        if asked.office is None:
            subprocess.run([command(), "demo", str(office)], check=True)
        with served(office) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            take(browser, address, asked.out, names_of(browser, address))
            browser.close()


if __name__ == "__main__":
    main()
