"""Adding by hand on a page: forms over the command, with files or without, its answer said item by item."""

from __future__ import annotations

import asyncio
import io
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coverage_db.screen import forms
from coverage_db.screen.runner import Run

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0042)http://127.0.0.1:9101/jdnews/2022-04-08/900.html -->
<html><head><title>开发区里的夜班电工</title><meta name="PubDate" content="2022-04-08"></head><body><h1>开发区里的夜班电工</h1>
<p>4月8日晚上十点，海州湾供电服务有限公司的两名电工还守在开发区的配电房里，他们要等最后一条生产线停下来，才能更换那台用了十二年的变压器。</p>
<p>厂长原本打算停产两天，后来算了一笔账：少停一天，就能多交出三千台空压机。电工们把工期压进了一个夜里，天亮之前送上了电。</p></body></html>"""
MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: http://127.0.0.1:9102/wandaily/2022-04-09/901.html
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-Location: http://127.0.0.1:9102/wandaily/2022-04-09/901.html

{page}
------b--
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001"
)


def sheet(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    for row in (("标题", "媒体", "日期"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def left_behind() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("presstally-*"))


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Uploaded files go where a test can see whether they are gone again."""
    (tmp_path / "uploads").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "uploads"))


async def test_what_has_no_page_is_added_and_found(served) -> None:
    item = {
        "kind": "item",
        "title": "电视新闻：抢修现场",
        "outlet": "wandaily",
        "date": "2022-04-05",
        "text": "海州湾供电服务有限公司的抢修队连夜出动。",
    }
    page = await served.post("/-/add", item)
    assert page.status_code == 200
    assert "已收录" in page.text
    assert "电视新闻" in (await served.get("/-/search?q=抢修现场")).text
    again = await served.post("/-/add", item)
    assert "已有，未重复收录" in again.text
    assert 'value="电视新闻' not in again.text, "what was taken does not stay in the form"


async def test_a_picture_is_kept_as_proof(served) -> None:
    item = {
        "kind": "item",
        "title": "见报照片：变电站的清晨",
        "outlet": "wandaily",
        "date": "2022-04-06",
        "text": "海州湾供电服务有限公司",
    }
    page = await served.post("/-/add", item, files={"picture": ("../../照片 一.png", PNG, "image/png")})
    assert "已收录" in page.text
    rows = served.rows(
        "select e.article from evidence e join articles a on a.id = e.article where a.title like '见报照片%'"
    )
    assert len(rows) == 1
    assert left_behind() == []


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"), ("a.gif", b"GIF89a", "image/gif"), ("a.webp", b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
     ("a.pdf", b"%PDF-1.7", "application/pdf")],
)  # fmt: skip
async def test_a_proof_is_shown_as_what_it_is(served, name: str, body: bytes, kind: str) -> None:
    item = {
        "kind": "item",
        "title": f"见报：{name}",
        "outlet": "wandaily",
        "date": "2022-04-06",
        "text": "海州湾供电服务有限公司",
    }
    await served.post("/-/add", item, files={"picture": (name, body + b"0" * 50, kind)})
    number = served.rows("select max(id) from evidence")[0][0]
    page = await served.get(f"/-/stored/{number}?as=page")
    assert page.headers["content-type"] == kind
    assert page.content.startswith(body)
    assert "sandbox" in page.headers["content-security-policy"]
    assert ("content-disposition" in page.headers) is (kind == "application/pdf"), "no browser shows a PDF in a sandbox"


async def test_saved_pages_are_added(served) -> None:
    files = [
        ("given", ("夜班电工.html", PAGE.encode(), "text/html")),
        ("given", ("另一页.mhtml", MHTML.format(page=PAGE.replace("夜班", "早班")).encode(), "multipart/related")),
    ]
    page = await served.post("/-/add", {"kind": "files"}, files=files)
    assert page.status_code == 200, page.text
    assert page.text.count("已收录") == 2
    assert "夜班电工.html" in page.text
    rows = served.rows("select title, outlet, day from articles where title like '开发区里的%' order by id")
    assert rows == [("开发区里的夜班电工", "jdnews", "2022-04-08"), ("开发区里的早班电工", "wandaily", "2022-04-09")]
    assert left_behind() == []


async def test_a_sheet_is_tried_then_added(served) -> None:
    data = sheet(("码头夜航灯光改造完成", "海州湾日报", "2022-04-03"), ("渔港装上了新路灯", "滨海周刊", "2022-04-04"))
    form: dict[str, Any] = {"kind": "files", "map": "滨海周刊=gxnet"}
    tried = await served.post("/-/add", {**form, "dry": "1"}, files={"given": ("去年台账.xlsx", data, "")})
    assert tried.text.count("将收录") >= 2
    assert served.rows("select 1 from articles where title = '渔港装上了新路灯'") == []
    await served.post("/-/add", form, files={"given": ("去年台账.xlsx", data, "")})
    rows = served.rows(
        "select outlet from articles where title in ('码头夜航灯光改造完成', '渔港装上了新路灯') order by id"
    )
    assert rows == [("wandaily",), ("gxnet",)]


async def test_a_page_that_hides_its_address_is_told_where_to_write_it(served) -> None:
    bare = PAGE.replace("<!-- saved from", "<!-- kept from").encode()
    page = await served.post("/-/add", {"kind": "files"}, files={"given": ("a.html", bare, "text/html")})
    assert "请在“网址”一栏填写" in page.text
    url = "http://127.0.0.1:9100/jdnews/2022-04-08/905.html"
    page = await served.post("/-/add", {"kind": "files", "url": url}, files={"given": ("a.html", bare, "text/html")})
    assert served.rows("select url from articles where title = '开发区里的夜班电工'") == [(url,)]


async def test_a_picture_among_the_files_is_told_where_it_belongs(served) -> None:
    page = await served.post(
        "/-/add", {"kind": "files", "map": "甲=乙"}, files={"given": ("照片.jpg", b"\xff\xd8\xff", "image/jpeg")}
    )
    assert page.status_code == 400
    assert "“照片.jpg”是图片或PDF" in page.text
    assert "甲=乙</textarea>" in page.text, "what was filled in stays"
    assert "文件需要重新选择" in page.text
    assert left_behind() == []


async def test_what_the_command_refuses_is_said_without_our_folders(served) -> None:
    page = await served.post(
        "/-/add", {"kind": "files"}, files={"given": ("台账.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "")}
    )
    assert page.status_code == 400
    assert "“台账.xls”是旧版表格" in page.text
    item = {"kind": "item", "title": "有佐证", "outlet": "wandaily", "date": "2022-04-06"}
    page = await served.post("/-/add", item, files={"picture": ("说明.docx", b"PK", "")})
    assert "“说明.docx”不是能存为佐证的文件" in page.text
    assert 'value="有佐证"' in page.text
    assert "presstally-" not in page.text


async def test_a_form_with_files_needs_its_token(served) -> None:
    count = served.rows("select count(*) from articles")
    files = {"given": ("a.html", PAGE.encode(), "text/html")}
    token = (await served.get("/-/add")).cookies["ds_csrftoken"]
    for fields, cookies in (
        ({}, {}), ({"csrftoken": "x"}, {"ds_csrftoken": token}), ({"csrftoken": token}, {}), ({"csrftoken": "x"}, {"ds_csrftoken": "x"}),
        ({}, {"ds_csrftoken": token}),
    ):  # fmt: skip
        page = await served.datasette.client.post(
            "/-/add", data={"kind": "files", **fields}, files=files, cookies=cookies
        )
        assert page.status_code == 403, (fields, cookies)
        assert "不是从台账页面发出的" in page.text
    assert served.rows("select count(*) from articles") == count
    assert left_behind() == []


async def test_too_much_at_once_is_said_in_one_line(served, monkeypatch) -> None:
    monkeypatch.setattr(forms, "BODY_MOST_MB", 1)
    page = await served.post("/-/add", {"kind": "files"}, files={"given": ("大.html", b"x" * 1_400_000, "text/html")})
    assert page.status_code == 413
    assert "这次发来的文件共1MB，最多1MB" in page.text
    assert left_behind() == []


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\n", b"nonsense", b'--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nfiles']
)
async def test_a_broken_form_is_no_error_of_ours(served, body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary="):
        page = await served.datasette.client.post("/-/add", content=body, headers={"content-type": kind})
        assert page.status_code in (400, 403)
    assert left_behind() == []


async def test_names_of_files_lead_nowhere(served) -> None:
    for name in (
        "../../../etc/passwd.html",
        "C:\\windows\\a.html",
        "-o.html",
        "..html",
        "a\u202e.html",
        "很" * 300 + ".html",
    ):
        page = await served.post(
            "/-/add", {"kind": "files", "dry": "1"}, files={"given": (name, PAGE.encode(), "text/html")}
        )
        assert page.status_code == 200, (name, page.text)
        assert "将收录" in page.text
    assert left_behind() == []


async def test_a_value_may_begin_with_a_dash_or_hold_odd_marks(served) -> None:
    item = {"kind": "item", "title": "--help \0“引号”<script>", "outlet": "wandaily", "date": "2022-04-05"}
    page = await served.post("/-/add", item)
    assert "已收录" in page.text
    assert served.rows("select title from articles where title like '--help%'") == [("--help “引号”<script>",)]
    assert "<script>" not in page.text.replace("<script src", "")


async def test_a_second_one_at_the_same_time_keeps_what_was_filled_in(served) -> None:
    from coverage_db.screen.ledger import ledger_of

    await served.get("/-/add")
    ledger = ledger_of(served.datasette)
    assert ledger is not None
    ledger.runner.current = Run(["crawl"])
    item = {"kind": "item", "title": "等一等再补", "outlet": "wandaily", "date": "2022-04-05", "text": "海州湾供电"}
    page = await served.post("/-/add", item)
    assert page.status_code == 400
    assert "请等它结束" in page.text
    assert 'value="等一等再补"' in page.text
    assert "海州湾供电</textarea>" in page.text
    ledger.runner.current = None


async def test_what_takes_long_goes_on_with_its_files(served, monkeypatch) -> None:
    from coverage_db.screen.ledger import ledger_of
    from coverage_db.screen.pages import add

    monkeypatch.setattr(add, "WAIT_SECONDS", 0)
    page = await served.post("/-/add", {"kind": "files"}, files={"given": ("a.html", PAGE.encode(), "text/html")})
    assert "仍在进行" in page.text
    ledger = ledger_of(served.datasette)
    assert ledger is not None
    assert ledger.runner.current is not None
    assert ledger.runner.current.task is not None
    await ledger.runner.current.task
    await asyncio.sleep(0)
    assert served.rows("select 1 from articles where title = '开发区里的夜班电工'") == [(1,)]
    assert left_behind() == []


async def test_a_link_into_this_machine_is_not_fetched(served) -> None:
    page = await served.post("/-/add", {"kind": "links", "links": "请看 http://127.0.0.1:9/a.html", "dry": "1"})
    assert "本机或内网地址，未读取" in page.text
    assert "请看 http://127.0.0.1:9/a.html</textarea>" in page.text, "after a trial one only unticks and sends again"


@pytest.mark.parametrize(
    "fields", [{}, {"kind": "links", "links": " "}, {"kind": "files"}, {"kind": "item", "title": " "}, {"kind": "x"}]
)
async def test_an_empty_form_is_said(served, fields: dict[str, str]) -> None:
    page = await served.post("/-/add", fields)
    assert page.status_code == 400
    assert "没有内容" in page.text


async def test_the_link_itself_and_the_title_stand_in_the_answer(served) -> None:
    text = "请看 http://127.0.0.1:9100/jdnews/1.html 和 http://127.0.0.1:9/a.html"
    page = await served.post("/-/add", {"kind": "links", "links": text, "dry": "1"})
    answer = page.text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "http://127.0.0.1:9100/jdnews/1.html" in answer
    assert "http://127.0.0.1:9/a.html" in answer
    page = await served.post("/-/add", {"kind": "files"}, files={"given": ("夜班.html", PAGE.encode(), "text/html")})
    assert re.search(r'夜班\.html <a href="/-/article/\d+">《开发区里的夜班电工》</a>', page.text)
    item = {"kind": "item", "title": "电视新闻", "outlet": "wandaily", "date": "2022-04-05"}
    page = await served.post("/-/add", item)
    assert re.search(r'<td><a href="/-/article/\d+">《电视新闻》</a></td>', page.text)


async def test_the_page_of_the_update_says_what_ran(served) -> None:
    from coverage_db.screen.ledger import ledger_of

    page = (await served.get("/-/crawl")).text
    assert "最近一次更新：4月20日17:30" in page
    ledger = ledger_of(served.datasette)
    assert ledger is not None
    for words, status, heading in (
        ("add", None, "正在补录……"), ("retag", 0, "重新匹配完成"), ("crawl", 1, "更新没有成功"), ("outlets", 0, ">更新<"),
    ):  # fmt: skip
        ledger.runner.current = Run([words], status=status)
        assert heading in (await served.get("/-/crawl")).text
    ledger.runner.current = None
