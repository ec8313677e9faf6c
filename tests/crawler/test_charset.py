"""Bytes to text: what a page says of itself is often wrong, what its bytes say seldom."""

from __future__ import annotations

import pytest

from crawler.charset import claimed, decode

CHINESE = "<html><head>{claim}<title>供电公司组织抢修队</title></head><body><p>四月六日，海州湾供电服务有限公司的抢修人员在雨中恢复供电，居民的生活没有受到影响。</p></body></html>"
TAIWAN = "<html><head>{claim}</head><body><p>電力公司表示，這次停電的原因已經查明，將於下週完成所有線路的檢查，請民眾放心。</p></body></html>"
GERMAN = "<html><head>{claim}</head><body><p>Für die Überprüfung der Größe genügt ein Blick auf die Häuser.</p></body></html>"
UTF8_CLAIM = '<meta charset="utf-8">'
GB_CLAIM = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
LATIN_CLAIM = '<meta charset="iso-8859-1">'


@pytest.mark.parametrize("claim", ["", UTF8_CLAIM, GB_CLAIM, LATIN_CLAIM])
@pytest.mark.parametrize("header", [None, "text/html; charset=ISO-8859-1", "text/html; charset=utf-8"])
@pytest.mark.parametrize(
    ("page", "written", "charset"),
    [(CHINESE, "utf-8", "utf-8"), (CHINESE, "gbk", "gb18030"), (TAIWAN, "big5", "big5"), (TAIWAN, "utf-8", "utf-8")],
)
def test_the_bytes_are_trusted_before_any_claim(
    page: str, written: str, charset: str, claim: str, header: str | None
) -> None:
    text = page.format(claim=claim)
    assert decode(text.encode(written), header) == (text, charset)


@pytest.mark.parametrize("written", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_characters(written: str) -> None:
    text = CHINESE.format(claim=GB_CLAIM)
    assert decode(text.encode(written))[0] == text


def test_a_few_damaged_bytes_cost_no_more_than_themselves() -> None:
    text = CHINESE.format(claim=UTF8_CLAIM)
    body = text.encode()
    at = body.index("供电服务".encode())
    read, charset = decode(body[:at] + b"\xb9" + body[at + 1 :])
    assert charset == "utf-8"
    assert "抢修人员在雨中恢复供电" in read
    assert "电服务有限公司" in read


def test_a_gbk_page_with_a_damaged_byte_keeps_the_rest() -> None:
    body = CHINESE.format(claim=UTF8_CLAIM).encode("gbk")
    at = body.index("海州湾".encode("gbk"))
    read, charset = decode(body[:at] + b"\xff" + body[at:])
    assert charset == "gb18030"
    assert "抢修人员在雨中恢复供电" in read


def test_a_cut_inside_a_character_is_no_other_charset() -> None:
    body = CHINESE.format(claim=GB_CLAIM).encode()
    cut = body.index("影响".encode()) + 1
    assert decode(body[:cut])[1] == "utf-8"


@pytest.mark.parametrize(
    ("claim", "written", "charset"), [(LATIN_CLAIM, "latin-1", "iso8859-1"), ("", "cp1252", "cp1252")]
)
def test_other_languages_keep_their_letters(claim: str, written: str, charset: str) -> None:
    text = GERMAN.format(claim=claim)
    assert decode(text.encode(written)) == (text, charset)


def test_an_xml_declaration_is_a_claim_as_well() -> None:
    feed = '<?xml version="1.0" encoding="{}"?><rss><title>海州湾的供电人员在一线抢修</title></rss>'
    assert claimed(feed.format("GBK").encode()) == "gb18030"
    assert decode(feed.format("utf-8").encode("gbk")) == (feed.format("utf-8"), "gb18030")
    russian = feed.format("koi8-r").replace("海州湾的供电人员在一线抢修", "Новости электросети")
    assert decode(russian.encode("koi8-r"))[0] == russian


@pytest.mark.parametrize(
    "body",
    [b"", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", bytes(range(256)) * 40, b"\xff" * 1000, b"<meta charset=rot13>\xff"],
)
def test_anything_at_all_gives_some_text(body: bytes) -> None:
    text, charset = decode(body)
    assert isinstance(text, str)
    assert charset
