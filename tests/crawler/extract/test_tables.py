"""Dates and bylines as they stand on pages: the two tables of self-written lines beside this file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from crawler.extract import extract_article, listed_day
from crawler.extract.bylines import read_bylines
from crawler.extract.dates import printed_value

HERE = Path(__file__).parent
FETCHED = "2026-11-25T12:00:00+08:00"
BODY = "<p>四月六日，海州湾供电服务有限公司的抢修人员在雨中恢复供电，附近三个小区的居民用上了电，没有人受伤。</p>" * 3


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows("byline_examples.tsv"), ids=lambda row: row["note"])
def test_a_line_gives_names_and_roles(row: dict[str, str]) -> None:
    expected = [(item["name"], item["role"]) for item in json.loads(row["expected"])]
    assert [tuple(byline) for byline in read_bylines(row["text"])[0]] == expected


def page_of(row: dict[str, str]) -> tuple[bytes, str | None]:
    """A page that holds the form of one row, and its address."""
    kind, text = row["kind"], row["text_or_url"]
    address = text if kind in ("url", "id24", "id13") else None
    head = text if kind == "meta" else f'<script type="application/ld+json">{text}</script>' if kind == "jsonld" else ""
    line = text if kind in ("printed", "epaper_head", "dateline") else ""
    comment = text if kind == "epaper_comment" else ""
    html = f"<html><head><title>抢修在雨夜_某某网</title>{head}</head><body>{comment}<h1>抢修在雨夜</h1><div class='info'>{line}</div><div>{BODY}</div></body></html>"
    return html.encode(), address


@pytest.mark.parametrize(
    "row",
    [r for r in rows("date_examples.tsv") if r["kind"] not in ("feed", "listing")],
    ids=lambda r: f"{r['kind']} {r['text_or_url']}"[:90],
)
def test_a_page_with_this_form_has_this_witness(row: dict[str, str]) -> None:
    html, address = page_of(row)
    article = extract_article(html, address, fetched=FETCHED)
    kind = {
        "id24": "id",
        "id13": "id",
        "epaper_comment": "epaper",
        "epaper_head": "printed",
        "dateline": "printed",
    }.get(row["kind"], row["kind"])
    assert next((witness.value for witness in article.witnesses if witness.kind == kind), "") == row["expected"]
    assert article.text == extract_article(page_of({"kind": "none", "text_or_url": ""})[0]).text


@pytest.mark.parametrize(
    "row", [r for r in rows("date_examples.tsv") if r["kind"] in ("feed", "listing")], ids=lambda r: r["text_or_url"]
)
def test_a_feed_or_list_with_this_form_has_this_date(row: dict[str, str]) -> None:
    raw = row["text_or_url"].removeprefix("<pubDate>").removesuffix("</pubDate>")
    assert (listed_day(raw, FETCHED) or "") == row["expected"]


@pytest.mark.parametrize(
    "row", [r for r in rows("date_examples.tsv") if r["kind"] == "printed"], ids=lambda r: r["text_or_url"]
)
def test_a_printed_text_has_this_date(row: dict[str, str]) -> None:
    assert (printed_value(row["text_or_url"]) or "") == row["expected"]
