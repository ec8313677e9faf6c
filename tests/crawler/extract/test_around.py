"""What stands around an article without any name of a class or id: where it begins, where it ends, which date is its own."""

from __future__ import annotations

import pytest
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


SENTENCES = """
声明：我公司从未委托任何个人上门收取电费。
评论认为，这一做法值得推广。
更多的人选择了充电桩。
推荐理由：该项目实现了能源的梯级利用。
编辑部收到一封来信，信中写道，电来了。
来源于大自然的风，正在变成电。
收藏家老李把三十盏油灯捐给了电力博物馆。
打印店老板说，停电最怕的是丢文件。
分享到群里的视频，点击量超过十万。
上一篇报道刊发后，供电公司连夜整改。
标签化的描述，掩盖了问题的本质。
投稿邮箱里躺着三千封来信。
广告牌倒了，砸中了线路。
据新华社南京4月6日电，全省用电量创新高。
图片由记者拍摄，记录了抢修全过程。
今天是清明节，细雨纷纷。
2022年4月6日09:30，随着最后一个开关合上，线路恢复送电。
关注特殊群体用电，供电所建立了台账，了解更多信息可咨询网格员。
下载国家电网APP，就能在家办电。
相关报道引发关注。
热点问题怎么解决？供电公司给出了答案。
责任编辑这个岗位，她一干就是十年。
记者 王伟在现场看到，抢修仍在继续。
联系电话：0518-81234567，24小时有人接听。
未经许可，任何单位和个人不得在保护区内施工。
未经供电企业同意，任何人不得使用转供电。
本文由此说开去，谈谈线损。
文字是他的武器，镜头是他的眼睛。
正文开始之前，先讲个故事。
导读牌上写着三个大字：请节电。
内容简介绍了三种省电方法。
作者为海州湾供电公司职工，工龄二十年。
完善的网架，是保供的底气。
参与评论的网友超过一万人。
已有12人评论了这条新闻，多数是点赞。
4月6日 星期三 晴
（一）坚持安全第一
注：以上数据截至2022年4月6日
特别声明一点，价格没有变。
版权所有者是一位老电工。
更多精彩，还在后头。
上篇说了电，下篇说说水。
下一步，公司将继续加大投入。
END是一个开关的名字。
原文链接：他把论文的网址抄在纸上。
转自老同事的一句话：电比命重要。
图为抢修现场。
供图片展览使用的相机，是他攒钱买的。
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_like_furniture_is_text_wherever_it_stands(sentence: str) -> None:
    for at in (0, 2, len(PARAGRAPHS)):
        texts = [*PARAGRAPHS[:at], sentence, *PARAGRAPHS[at:]]
        paragraphs = "".join(f"<p>{text}</p>" for text in texts)
        article = read(f"<div><h1>{TITLE}</h1><div>2022-04-06 09:30 来源：某某报</div><div>{paragraphs}</div></div>")
        assert article.text.splitlines() == texts
        assert (article.source, article.published, article.bylines) == ("某某报", "2022-04-06T09:30:00+08:00", ())


SITES = ("连云港日报", "某某市人民政府门户网站", "南方Plus", "央视网(cctv.com)", "澎湃新闻-The Paper")
HEADS = ("{t}_江苏_{s}", "{t}-{s}", "{t} - {s}", "{t}|{s}", "{s}-{t}", "{t}--财经--{s}", "{t}–{s}", "{t} » {s}", "{s} | {t}", "{t} —{s}", "{s} 要闻 {t}", "{t}丨{s}", "{s}")  # fmt: skip
HEADINGS = ("<h1>{t}</h1>", "<div class='title'>{t}</div>", "<div>{t}</div>", "<h1><a href='/'>{s}</a></h1><div>{t}</div>", "<h1 class='logo'>{s}</h1><h2>{t}</h2>")  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("head", HEADS)
def test_the_title_is_the_headline_and_not_the_site(head: str, heading: str) -> None:
    for title in (TITLE, "暖闻｜停电四小时，邻居们开了音乐会", "谁来为闲置买单？——充电桩调查"):
        for site in SITES:
            body = (
                f"<div>{heading.format(t=title, s=site)}<div>2022-04-06 09:30 来源：某某报</div><div>{TEXT}</div></div>"
            )
            assert read(body, title=head.format(t=title, s=site)).title == title, site


def test_a_line_that_says_when_and_from_where_is_no_subtitle() -> None:
    line = "<div class='sub'>发布时间：2022-04-06 信息来源：某某局 浏览次数：128</div>"
    article = read(f"<h1>{TITLE}</h1>{line}<div>{TEXT}</div>")
    assert (article.kicker, article.subtitle, article.source) == ("", "", "某某局")
    article = read(f"<h1>{TITLE}</h1><div class='sub'>——抢修见闻</div><div>2022-04-06 09:30</div><div>{TEXT}</div>")
    assert article.subtitle == "——抢修见闻"
