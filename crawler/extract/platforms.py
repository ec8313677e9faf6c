"""Read: known platforms as data: where each keeps title, text, source, date, names. One row each; nothing here is code.

A row is used where one of its marks stands in the page. "#name" is an id, ".name" a class. What a row does not say, the
general rules find; what it says and the page does not have, too.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """One row: a mark, then places by field, best first."""

    name: str
    marks: tuple[str, ...]
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    account: tuple[str, ...] = ()


PLATFORMS: tuple[Platform, ...] = (
    Platform("WeChat", ("#js_content", "#activity-name"), body=("#js_content",), title=("#activity-name",), date=("#publish_time",), author=("#js_author_name",), account=("#js_name", ".profile_nickname")),
    Platform("Founder e-paper", ("#ozoom", "founder-content", "#articleContent"), body=("founder-content", "#ozoom", "#articleContent")),
    Platform("TRS", ("#pubtime_baidu", ".TRS_Editor", ".trs_editor_view", "#source_baidu"), body=(".TRS_Editor", ".trs_editor_view"), date=("#pubtime_baidu",), source=("#source_baidu",), author=("#author_baidu",), editor=("#editor_baidu",)),
    Platform("Xinhua", ("#p-detail", "#detailContent", ".h-news"), body=("#detailContent", "#p-detail", "#detail"), title=(".h-title",), date=(".h-time", ".header-time"), source=("#source", ".source")),
    Platform("People", ("#rwb_zw", ".rm_txt_con"), body=("#rwb_zw", ".rm_txt_con"), author=(".author",)),
    Platform("China News Service", (".left_zw",), body=(".left_zw",), date=(".left-t", ".content_left_time"), editor=(".left_name",)),
    Platform("CCTV", ("#content_area",), body=("#content_area",)),
    Platform("Guangming", ("#articleBox", ".u-mainText", "#articleLiability"), body=(".u-mainText", "#articleBox", "#contentMain"), date=(".m-con-time",), source=(".m-con-source",), editor=("#articleLiability",)),
    Platform("Sina", ("#artibody", ".date-source"), body=("#artibody",), date=(".date",), editor=(".show_author",)),
    Platform("Tencent", (".content-article", "#ArticleContent", "#Cnt-Main-Article-QQ"), body=("#ArticleContent", ".content-article", "#Cnt-Main-Article-QQ"), date=(".a_time",), source=(".a_source",)),
    Platform("NetEase", ("#endText", ".post_body"), body=("#endText", ".post_body"), editor=(".ep-editor", ".post_author")),
    Platform("Sohu", ("#mp-editor",), body=("#mp-editor",), date=("#news-time",)),
    Platform("Hanweb government", ("#zoom",), body=("#zoom",)),
    Platform("Visual SiteBuilder", ("#vsb_content", ".v_news_content"), body=(".v_news_content", "#vsb_content")),
)  # fmt: skip
