"""What stands around an article without any name of a class or id: where it begins, where it ends, which date is its own."""

from __future__ import annotations

from made_pages import LAST, LEAD, NEIGHBOUR, PARAGRAPHS, SECOND, THIRD, TITLE

from coverage_db.records import Article
from crawler.extract import extract_article
from crawler.extract.title import without_site

TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
URL = "https://www.example.com/news/20220406/88.html"


def read(body: str, *, title: str = f"{TITLE}_某某网", url: str | None = None, head: str = "") -> Article:
    return extract_article(f"<title>{title}</title>{head}<body>{body}</body>".encode(), url)


def test_comments_without_a_heading_end_an_article_that_is_shorter_than_they_are() -> None:
    comment = (
        f"我们这里也是，{NEIGHBOUR}的师傅大半夜还在外面抢修，第二天一早又要上班，真的非常辛苦，希望多给他们一些理解。"
    )
    comments = "".join(
        f"<div><div><a>海风{n}</a> <span>2022-04-06 12:3{n}</span></div><div>{comment}</div></div>" for n in range(6)
    )
    article = read(f"<div><h1>{TITLE}</h1><div><p>{LEAD}</p><p>{SECOND}</p></div></div><div>{comments}</div>")
    assert article.text.splitlines() == [LEAD, SECOND]


def test_a_heading_of_links_early_in_a_long_article_does_not_end_it() -> None:
    first = LEAD + SECOND
    rest = "".join(f"<p>{text}</p>" for text in (*PARAGRAPHS[2:], *PARAGRAPHS[2:], *PARAGRAPHS[2:]))
    article = read(f"<h1>{TITLE}</h1><div><p>{first}</p><p>相关链接</p>{rest}</div>")
    assert article.text.splitlines()[0] == first
    assert len(article.text.splitlines()) == 1 + 3 * len(PARAGRAPHS[2:])


def test_links_in_the_middle_are_left_out_and_the_text_goes_on() -> None:
    links = f"<p>相关报道：</p><ul><li><a href='/1'>{NEIGHBOUR}驰援方舱</a></li><li><a href='/2'>三天三夜不眠不休</a></li></ul>"
    article = read(f"<h1>{TITLE}</h1><div><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>{links}<p>{LAST}</p></div>")
    assert article.text.splitlines() == [LEAD, SECOND, THIRD, LAST]


def test_text_below_links_that_is_not_in_the_block_of_the_article_is_that_of_others() -> None:
    below = f"<div><p>{NEIGHBOUR}建成了全省第一座零碳变电站，如今游客络绎不绝。</p></div>"
    links = "<p>相关报道：</p><ul><li><a href='/1'>驰援方舱</a></li></ul>"
    article = read(f"<h1>{TITLE}</h1><div>{TEXT}{links}{below}</div>")
    assert article.text.splitlines() == list(PARAGRAPHS)


def test_of_two_dates_the_one_of_the_address_counts() -> None:
    head = "<div>2022-04-01 08:00 启动</div><div>2022-04-06 09:30 某某日报</div>"
    article = read(f"<h1>{TITLE}</h1>{head}<div>{TEXT}</div>", url=URL)
    assert article.published == "2022-04-06T09:30:00+08:00"


def test_of_two_dates_the_one_with_a_time_counts_where_nothing_else_tells() -> None:
    article = read(f"<h1>{TITLE}</h1><div>2022-04-01</div><div>2022-04-06 09:30</div><div>{TEXT}</div>")
    assert article.published == "2022-04-06T09:30:00+08:00"


def test_a_title_repeated_at_the_foot_is_no_headline() -> None:
    head = f"<div>{NEIGHBOUR}昨日召开了动员会，对下一阶段的工作作出了部署，并提出了要求。</div><div>{TITLE}</div><div>2022-04-06 09:30</div>"
    article = read(f"<div>{head}<div>{TEXT}</div></div><div>{TITLE}</div>")
    assert article.text.splitlines() == list(PARAGRAPHS)
    assert article.published == "2022-04-06T09:30:00+08:00"


def test_only_the_record_that_holds_the_title_as_its_title_tells_the_time() -> None:
    script = (
        "<script>var data = {"
        f"'list': [{{'abstract': '{TITLE}', 'title': '另一篇', 'time': '2021-01-01 08:00:00'}}],"
        f"'page': {{'title': '{TITLE}', 'time': '2022-04-06 09:30:00', 'source': '某某日报'}}}};</script>"
    )
    article = read(f"<h1>{TITLE}</h1><div>{TEXT}</div>", head=script)
    assert (article.published, article.source) == ("2022-04-06T09:30:00+08:00", "某某日报")


def test_a_column_before_a_short_headline_is_kept_with_it() -> None:
    assert without_site("我苏特稿丨追光的人_我苏网") == "我苏特稿丨追光的人"
    assert without_site("追光的人_特稿_我苏网") == "追光的人"


def test_text_in_a_template_and_in_jsonld_is_read_where_the_page_shows_none() -> None:
    shown = f"<div id='app'><h1>{TITLE}</h1></div>"
    template = f"<script type='text/html'>{TEXT}</script>"
    data = "".join(PARAGRAPHS)
    jsonld = f'<script type="application/ld+json">{{"headline": "{TITLE}", "datePublished": "2022-04-06T09:30:00", "articleBody": "{data}"}}</script>'
    assert read(shown + template).text.splitlines() == list(PARAGRAPHS)
    assert read(shown + jsonld).text == data
