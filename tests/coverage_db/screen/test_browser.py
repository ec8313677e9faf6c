"""The pages in a real browser: keys, phone, dark, no error, nobody asked, nothing that axe calls serious – and without JavaScript."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from screen_office import NOW, make_office

from coverage_db.screen.pages import MENU

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = Path(__file__).parents[2] / "assets" / "axe.min.js.gz"
PAGES = [path for path, _ in MENU] + [
    "/-/article/1",
    "/-/counts?period=outbreak&policy=stories&policy=appearances",
    "/-/search?q=供电",
    "/-/settings?file=1",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no /usr/bin/chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield found
        found.close()


@contextmanager
def browsed(folder: Path) -> Iterator[str]:
    """An office, served by the real command in a process of its own."""
    make_office(folder)
    command = shutil.which("presstally", path=str(Path(sys.executable).parent))
    assert command is not None
    environment = {**os.environ, "PRESSTALLY_NOW": NOW, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [command, "--config", str(folder / "coverage.toml"), "browse", "--no-open", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found is not None, line + (process.stderr.read() if process.stderr else "")
            yield found[0]
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """An office of its own, for a test that decides."""
    with browsed(tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One office for all tests that only look."""
    with browsed(tmp_path_factory.mktemp("office")) as found:
        yield found


Opens = Callable[..., Any]


@contextmanager
def opening(browser: Any, address: str) -> Iterator[Opens]:
    """Opens pages; at the end: no error on the console, no request that left this server."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def watch(page: Any) -> None:
        page.on(
            "console",
            lambda message: (
                wrong.append(f"{page.url} {message.text}") if message.type in ("error", "warning") else None
            ),
        )
        page.on("pageerror", lambda error: wrong.append(f"{page.url} {error}"))
        page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:", "blob:")) else wrong.append(request.url),
        )

    def new(path: str, **settings: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
        contexts.append(context)
        page = context.new_page()
        watch(page)
        page.goto(address + path)
        return page

    yield new
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def opens(browser: Any, address: str) -> Iterator[Opens]:
    """For a test that decides."""
    with opening(browser, address) as found:
        yield found


@pytest.fixture
def looks(browser: Any, looked_at: str) -> Iterator[Opens]:
    """For a test that only looks."""
    with opening(browser, looked_at) as found:
        yield found


def decided(page: Any, address: str) -> list[list[Any]]:
    rows: list[list[Any]] = page.request.get(f"{address}/coverage/decisions.json?_shape=arrays&_size=100").json()[
        "rows"
    ]
    return rows


def test_ten_articles_are_judged_by_keyboard(opens: Opens, address: str) -> None:
    page = opens("/-/review?why=clues_only")
    for n in range(10):
        page.wait_for_selector("#decide")
        if n % 3 == 2:  # not counted, second reason
            page.keyboard.press("Digit2")
            page.keyboard.press("Digit2")
        elif n == 4:  # leave it for later, then come back to it
            for key in ("Numpad0", "ArrowUp"):
                with page.expect_navigation():
                    page.keyboard.press(key)
            page.keyboard.press("Digit1")
        else:
            page.keyboard.press("Enter" if n == 0 else "Digit1")
        page.wait_for_url(re.compile("told=decided"))
        page.goto(f"{address}/-/review?why=clues_only")
    assert len(decided(page, address)) == 10
    page.keyboard.press("Backspace")
    page.wait_for_url(re.compile("told=undone"))
    assert len(decided(page, address)) == 11


def test_keys_do_not_decide_while_somebody_types(opens: Opens, address: str) -> None:
    page = opens("/-/review")
    page.focus("#decide input[name=note]")
    page.keyboard.type("12 3")
    assert decided(page, address) == []


def test_without_javascript_it_is_decided_as_well(opens: Opens, address: str) -> None:
    page = opens("/-/review", java_script_enabled=False)
    page.click("button[value=include]")
    page.wait_for_url(re.compile("told=decided"))
    page.click("button[value='exclude paid']")
    page.wait_for_url(re.compile("told=decided"))
    assert len(decided(page, address)) == 2
    page.goto(f"{address}/")
    assert page.locator(".sentence .total").count() == 1
    page.click("text=定稿存档")
    page.wait_for_url(re.compile("/-/statements/1"))


def test_the_sentence_is_copied(looks: Opens) -> None:
    page = looks("/", permissions=["clipboard-read", "clipboard-write"])
    page.click("button[data-copy]")
    page.wait_for_selector("button:has-text('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == page.get_attribute("#sentence", "data-text")


def test_search_and_export(looks: Opens) -> None:
    page = looks("/-/search")
    page.fill("input[name=q]", "鹽城")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits li")
    assert "菜车北上" in page.inner_text(".hits")
    page = looks("/-/counts?period=outbreak")
    with page.expect_download() as download:
        page.click("#export")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_scrolls_in_one_direction(looks: Opens, path: str) -> None:
    page = looks(path, viewport={"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        """[...document.querySelectorAll('main button, main a.button')].filter(b => b.offsetHeight && b.offsetHeight < 44 && !b.classList.contains('word')).map(b => b.textContent)"""
    )
    assert small == []


@pytest.mark.parametrize("path", ["/", "/-/counts?period=outbreak", "/-/review", "/-/article/1", "/-/health"])
def test_a_page_answers_on_one_screen(looks: Opens, path: str) -> None:
    page = looks(path)
    assert page.evaluate("document.querySelector('main h1, main .sentence').getBoundingClientRect().bottom") < 400


def test_titles_and_names_without_end_stay_in_their_place(opens: Opens, tmp_path: Path) -> None:
    """Ten thousand characters without a space, and a mark that turns the direction of everything behind it."""
    conn = sqlite3.connect(tmp_path / "coverage.db")
    conn.execute("update articles set title = ? where id = 1", ["A" * 10_000])
    conn.execute("update articles set title = ? where id = 3", ["\u202e长" * 5_000])
    for table in ("bylines", "fact_bylines"):
        conn.execute(f"update {table} set name = ? where article = 1", ["名" * 300])
    conn.commit()
    conn.close()
    for path in (
        "/",
        "/-/articles",
        "/-/article/1",
        "/-/article/3",
        "/-/people",
        "/-/search?q=班长",
        "/-/counts?by=byline",
    ):
        for width in (1280, 360):
            page = opens(path, viewport={"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.evaluate("document.documentElement.scrollHeight") < 4000, path
    page = opens("/-/articles")
    assert page.evaluate("getComputedStyle(document.querySelector('td.clip a')).unicodeBidi") == "isolate"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(looks: Opens, path: str, scheme: str) -> None:
    page = looks(path, color_scheme=scheme, bypass_csp=True)
    page.evaluate(gzip.decompress(AXE.read_bytes()).decode())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    serious = [
        (v["id"], [n["html"][:160] for n in v["nodes"][:3]])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_dark_is_dark(looks: Opens) -> None:
    page = looks("/", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(27, 26, 23)"


def test_the_stored_page_does_nothing(looks: Opens) -> None:
    page = looks("/-/stored/7?as=page")
    page.on("dialog", lambda dialog: pytest.fail("a stored page ran a script"))
    page.wait_for_timeout(300)
    assert page.locator("script, img, link").count() == 0


def test_home_prints_on_one_page_of_a4(looks: Opens, tmp_path: Path) -> None:
    page = looks("/")
    page.pdf(path=tmp_path / "home.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / "home.pdf").read_bytes())) == 1


def test_a_saved_page_and_a_proof_are_added_without_javascript(opens: Opens, tmp_path: Path) -> None:
    """The forms with files as a real browser sends them."""
    page = opens("/-/add", java_script_enabled=False)
    saved = tmp_path / "夜班 电工.html"
    saved.write_text(
        "<!-- saved from url=(0042)http://127.0.0.1:9101/jdnews/2022-04-08/900.html --><title>开发区里的夜班电工</title><h1>开发区里的夜班电工</h1>"
        "<p>4月8日晚上十点，海州湾供电服务有限公司的两名电工还守在开发区的配电房里，他们要等最后一条生产线停下来，才能更换那台用了十二年的变压器。</p>",
        "utf-8",
    )
    page.set_input_files("input[name=given]", saved)
    page.click("form:has(input[name=given]) button")
    assert "补录1条，新收录1条" in page.inner_text("h1")
    page.set_input_files(
        "input[name=picture]", {"name": "版面.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 99}
    )
    page.fill("#add-title", "见报：变电站的清晨")
    page.select_option("#add-outlet", "wandaily")
    page.fill("#add-date", "2022-04-06")
    page.click("form:has(input[name=picture]) button")
    assert "补录1条，新收录1条" in page.inner_text("h1")


def test_settings_are_changed_without_javascript(opens: Opens, tmp_path: Path) -> None:
    page = opens("/-/settings", java_script_enabled=False)
    page.fill('[name="theme.1.any"]', "复工、复产")
    page.click("button[value=check]")
    assert "将更改2行" in page.inner_text("#changes")
    page.click("button[value=save]")
    assert "已保存。" in page.inner_text("body")
    assert 'any = ["复工", "复产"]' in (tmp_path / "coverage.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "path", ["/-/counts?period=outbreak", "/-/counts?period=outbreak&policy=stories&policy=appearances"]
)
def test_counts_print_on_one_page_of_a4(looks: Opens, tmp_path: Path, path: str) -> None:
    page = looks(path)
    page.pdf(path=tmp_path / "counts.pdf", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / "counts.pdf").read_bytes())) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_datasettes_pages_are_legible_and_quiet(looks: Opens, scheme: str) -> None:
    """Its own markup has faults that are not ours to mend; what we put on top must be readable."""
    page = looks("/coverage/articles", color_scheme=scheme, bypass_csp=True)
    page.evaluate(gzip.decompress(AXE.read_bytes()).decode())
    found = page.evaluate(
        "axe.run('.masthead, .foot, h1, .crumb-line', {runOnly: ['color-contrast', 'link-name', 'list']})"
    )
    assert found["violations"] == []
    page.click("th[data-column=title] svg")
    assert page.inner_text("a.dropdown-sort-asc") == "升序"
