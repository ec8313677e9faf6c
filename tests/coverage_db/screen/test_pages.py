"""The pages: each answers, each figure opens its list, hostile text stays text, in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest

from coverage_db.config import load_config
from coverage_db.database import open_database
from coverage_db.decisions import decide, queue
from coverage_db.screen.pages import MENU

PATHS = [path for path, _ in MENU] + [
    "/-/article/1",
    "/-/article/7",
    "/-/crawl",
    "/-/search?q=供电",
    "/-/counts?policy=stories&policy=appearances",
    "/-/articles?state=excluded",
]
FIGURE = re.compile(r'<a href="(/-/articles\?[^"]+)"[^>]*>(?:<b>)?\s*(\d+)')
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_page_answers_in_both_languages(served, path: str, language: str) -> None:
    page = await served.get(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert page.status_code == 200
    assert f'lang="{"zh-Hans" if language == "zh" else "en"}"' in page.text
    assert "{" not in re.sub(r"<textarea.*?</textarea>", "", page.text, flags=re.S), "a field that was not filled in"


async def test_the_english_page_holds_no_chinese_of_ours(served) -> None:
    """Only names and texts from the data are Chinese there."""
    data = {"沈越", *HAN.findall((served.folder / "coverage.toml").read_text("utf-8"))}
    for path in ("/", "/-/counts?period=outbreak", "/-/outlets", "/-/people"):
        page = (await served.get(path, cookies={"presstally_lang": "en"})).text
        page = re.sub(
            r'<p class="sentence".*?</p>|<table class="ledger-table">.*?</table>|<aside>.*?</aside>',
            "",
            page,
            flags=re.S,
        )
        page = re.sub(r'value="[^"]*"', "", page.replace(">中文<", "><"))
        ours = [word for word in HAN.findall(page) if not any(word in known or known in word for known in data)]
        assert ours == [], path


async def test_home_says_what_counts_says(served) -> None:
    home = unescape((await served.get("/")).text)
    counts = (await served.get("/-/export?what=counts&format=json&period=outbreak")).json()
    assert counts["total"] == 4
    assert re.search(rf'class="total">{counts["total"]}篇<', home)
    assert "据不完全统计" in home, "ten articles wait"


async def test_what_is_kept_goes_when_a_reading_or_a_decision_comes(served) -> None:
    """Parts of a page are kept over commits; none of them may be older than the database."""

    async def shown() -> tuple[str, set[tuple[str, str, str]], int]:
        page = unescape((await served.get("/?period=outbreak")).text)
        counts = (await served.get("/-/export?what=counts&format=json&period=outbreak")).json()
        total = re.search(r'class="total">(\d+)篇<', page)
        assert total is not None
        return total[1], {(g["outlet"], g["from"], g["to"]) for g in counts["gaps"]}, counts["excluded"]["pending"]

    before = await shown()
    assert await shown() == before
    db = open_database(served.database)
    try:
        outlet, first, last = min(before[1])
        db.execute("insert into crawl_runs (id, started, outlets) values (900, '2022-04-29', '[]')")
        db.execute(
            "insert into entry_reads (run, outlet, entry, at, status, links, new, known, newest, oldest)"
            " values (900, ?, 'e', ?, 200, 9, 1, 8, ?, ?)",
            [outlet, f"{last}T23:00:00+08:00", last, first],
        )
        db.conn.commit()
        read = await shown()
        assert (read[0], read[2]) == (before[0], before[2])
        assert (outlet, first, last) not in read[1], "somebody has looked"
        waiting = next(id_ for id_ in queue(db) if id_ not in (1,))
        decide(
            db,
            by="张三",
            article=waiting,
            decision="exclude not_us",
            config=load_config(served.folder / "coverage.toml"),
        )
        assert (await shown())[2] == before[2] - 1
    finally:
        db.close()


@pytest.mark.parametrize("path", ["/", "/?period=outbreak&theme=work", "/-/counts?period=outbreak&by=level", "/-/counts?period=outbreak&by=month",
                                  "/-/counts?period=outbreak&by=theme", "/-/counts?period=outbreak&by=byline", "/-/counts?by=day", "/-/people"])  # fmt: skip
async def test_every_figure_opens_a_list_of_that_length(served, path: str) -> None:
    page = (await served.get(path)).text
    figures = FIGURE.findall(page)
    assert figures
    for href, number in figures:
        if "/-/articles?" not in href or "state=" not in href:
            continue
        listed = (
            await served.get(unescape(href).replace("/-/articles?", "/-/export?what=articles&format=json&"))
        ).json()
        assert len(listed) == int(number), unescape(href)


async def test_the_list_says_its_own_length(served) -> None:
    page = (await served.get("/-/articles?period=outbreak")).text
    for href, text in re.findall(r'<a href="(/-/articles\?[^"]+)"[^>]*>[^<]*?(\d+)</a>', page):
        listed = (
            await served.get(unescape(href).replace("/-/articles?", "/-/export?what=articles&format=json&"))
        ).json()
        assert len(listed) == int(text), unescape(href)


async def test_hostile_text_stays_text(served) -> None:
    for path in (
        "/",
        "/-/articles",
        "/-/article/7",
        "/-/search?q=疫情",
        "/-/review?id=7",
        "/-/counts?by=byline",
        "/-/people",
    ):
        page = (await served.get(path)).text
        assert "<script>alert" not in page, path
        assert "<img" not in page, path
        assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", page), path


@pytest.mark.parametrize(
    "path", ["/-/article/999", "/-/article/99999999999999999999999", "/-/stored/999", "/-/statements/999"]
)
async def test_what_does_not_exist_is_said(served, path: str) -> None:
    page = await served.get(path)
    assert page.status_code == 404
    assert "没有" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "period=nonsense",
        "theme=nonsense",
        "from=31.12.2022",
        "outlet=nobody",
        "policy=nonsense",
        "from=2022-05-01&to=2022-04-01",
    ],
)
async def test_a_wrong_filter_is_said_not_ignored(served, query: str) -> None:
    for path in ("/-/counts", "/-/articles"):
        page = await served.get(f"{path}?{query}")
        assert page.status_code == 400, path
        assert "没有办成" in page.text


async def test_odd_searches_are_no_error(served) -> None:
    for words in ("", " ", '"', "*", "AND OR", "\x00", "（", "供" * 5000, "<script>", "%", "a:b"):
        assert (await served.get("/-/search", params={"q": words})).status_code == 200, words


async def test_search_finds_either_script_and_marks_it(served) -> None:
    page = (await served.get("/-/search?q=鹽城")).text
    assert '<span class="mark">盐城</span>' in page


async def test_the_last_period_is_remembered(served) -> None:
    chosen = await served.get("/?period=2022-04")
    again = await served.get("/", cookies={"presstally_span": chosen.cookies["presstally_span"]})
    assert "2022年4月" in again.text
    first = await served.get("/")
    assert "本轮疫情发生以来，" in unescape(first.text)


async def test_nothing_is_asked_of_anybody_else(served) -> None:
    for path in PATHS:
        page = await served.get(path)
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        for address in re.findall(r'(?:src|href|action)="([^"#]*)"', page.text):
            assert address.startswith(("/", "data:,")) or 'rel="noreferrer' in page.text


async def test_exports_open_in_a_sheet_program(served) -> None:
    csv = await served.get("/-/export?what=articles&format=csv")
    assert csv.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in csv.headers["content-disposition"]
    xlsx = await served.get("/-/export?what=counts&by=outlet&format=xlsx")
    assert xlsx.content.startswith(b"PK")
    assert (await served.get("/-/export?what=tables&format=exe")).status_code == 400


async def test_a_stored_page_runs_nothing_and_calls_nobody(served) -> None:
    still = await served.get("/-/stored/7?as=page")
    assert "sandbox" in still.headers["content-security-policy"]
    assert "default-src 'none'" in still.headers["content-security-policy"]
    assert not re.search(r"<script|<link|<img|onload|preconnect", still.text)
    source = await served.get("/-/stored/7")
    assert source.headers["content-type"].startswith("text/plain")
    assert source.headers["x-content-type-options"] == "nosniff"
    assert "<script>alert(4)</script>" in source.text


async def test_a_frozen_sentence_stays_and_says_what_changed(served) -> None:
    answer = await served.post("/-/statements", {"period": "outbreak", "themes": "epidemic"})
    assert answer.status_code == 303
    place = answer.headers["location"].partition("?")[0]
    before = unescape((await served.get(place)).text)
    assert "没有变化，这句话仍然成立。" in before
    await served.post("/-/article/1", {"decision": "exclude", "reason": "withdrawn", "last": "0", "by": "张三"})
    after = unescape((await served.get(place)).text)
    assert "状态改变" in after
    assert re.findall(r'id="sentence">(.*?)<', after) == re.findall(r'id="sentence">(.*?)<', before)
    assert (await served.get("/-/export?what=statement&number=1&format=xlsx")).content.startswith(b"PK")
    assert "统计结论1份" in (await served.get("/-/statements")).text


async def test_a_sentence_is_judged(served) -> None:
    for words, verdict in (("2022年4月1日至15日，公司在江东新闻发布宣传报道3000篇。", "不符"), ("一二三", "")):
        page = await served.get("/-/statements", params={"check": words})
        assert page.status_code == 200
        assert verdict in page.text


async def test_what_was_not_seen_today_is_named_with_its_reason(served) -> None:
    """应监测3家，实际监测2家 would leave the officer asking which one."""
    db = open_database(served.database)
    db.execute(
        "update entry_reads set status = 403, fault = 'blocked', links = 0, oldest = null, newest = null where outlet = 'gxnet'"
    )
    db.conn.commit()
    db.close()
    margin = unescape((await served.get("/-/health?period=outbreak")).text).split("<aside>")[1]
    today = margin.partition("今日未监测到")[2].partition("</section>")[0]
    assert "国讯网" in today
    assert "被拦截" in today
