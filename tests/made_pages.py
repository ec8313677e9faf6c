"""Pages written for the tests in the shapes of known platforms: markup as they make it, text of our own.

NEIGHBOUR stands in everything that is no part of the article (menus, related links, comments, notes): it must never be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coverage_db.records import Page

NEIGHBOUR = "云台港供电公司"
LEAD = "4月6日清晨，海州湾供电服务有限公司新东供电所的六名抢修人员冒雨赶到广电大楼，为隔离点接上了第二路电源。"
SECOND = "“雨大路滑，车开不进去，我们就把电缆抬进去。”现场负责人说，从接到电话到送上电，一共用了四十七分钟。"
THIRD = "据介绍，公司把全市划成十一个网格，每个网格配两名台区经理，企业有用电需求，半小时内上门，复工复产不等电。"
FOURTH = "截至当天傍晚，共走访企业九十三户，消除隐患二十一处，没有一户因为用电问题推迟开工。"
LAST = "下一步，公司还将对医院、菜场和保供企业的线路开展夜间巡视，确保群众用上放心电。"
PARAGRAPHS = (LEAD, SECOND, THIRD, FOURTH, LAST)
TITLE = "雨夜里的四十七分钟：隔离点接上第二路电源"
NAV = "".join(
    f"<li><a href='/{n}/'>{n}</a></li>" for n in ("首页", "时政", "财经", "社会", "视频", "图片", "专题", NEIGHBOUR)
)
RELATED = "".join(
    f"<li><a href='/a/{n}.html'>{text}</a></li>"
    for n, text in enumerate(
        (
            f"{NEIGHBOUR}召开春检动员会，部署二季度重点工作",
            f"一张图看懂{NEIGHBOUR}的一季度",
            "这座小城为什么留得住年轻人？",
            "三月的最后一天，他们在塔上过了生日",
        )
    )
)
COMMENTS = f"<div class='comment-list'><p>网友甲：{NEIGHBOUR}也应该这样做，前几天我们小区停电，等了好久都没有人来，希望改进。</p><p>网友乙：为他们点赞，辛苦了，一线的工人最了不起！</p></div>"
FOOTER = f"<div class='footer'><p>{NEIGHBOUR} 版权所有 未经书面授权禁止使用 Copyright © 1997-2022 某某网 苏ICP备20220407号 新闻热线：0518-85201234</p></div>"


def paragraphs(
    tag: str = "p", start: str = "", end: str = "", indent: str = "　　", texts: tuple[str, ...] = PARAGRAPHS
) -> str:
    """The article's paragraphs, `start` put before the first, `end` after the last."""
    joined = [f"{start}{texts[0]}", *texts[1:-1], f"{texts[-1]}{end}"]
    return "\n".join(f"<{tag}>{indent}{text}</{tag}>" for text in joined)


@dataclass(frozen=True)
class MadePage:
    """A page and what a reader finds on it."""

    name: str
    url: str
    html: str
    published: str | None
    source: str | None
    bylines: tuple[tuple[str, str], ...] = ()
    title: str = TITLE
    text: tuple[str, ...] = PARAGRAPHS
    charset: str = "utf-8"
    more: dict[str, object] = field(default_factory=dict)
    """Further fields of the Article."""


def page(head: str, body: str, title: str) -> str:
    """A whole document."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"


PAGES: tuple[MadePage, ...] = (
    MadePage(
        "people, old",
        "http://js.people.com.cn/n2/2022/0406/c360301-35210001.html",
        page(
            "<meta name='publishdate' content='2022-04-06'><meta name='source' content='来源：人民网－江苏频道'>",
            f"<div class='top_nav'><ul>{NAV}</ul></div><div class='path'><a>人民网</a>&gt;&gt;<a>江苏频道</a></div>"
            f"<div class='text_title'><h3 class='pre'></h3><h1>{TITLE}</h1><h4 class='sub'></h4><p class='author'></p>"
            "<div class='box01'><div class='fl'>2022年04月06日09:30&nbsp;&nbsp;来源：<a href='http://js.people.com.cn'>人民网－江苏频道</a></div><div class='fr'>分享到：</div></div></div>"
            f"<div class='text_con'><div class='text_con_left'><div id='rwb_zw' class='box_con'><table class='pci_c'><tr><td></td></tr></table>{paragraphs(end='（沈乐山、高雨晴）')}"
            "<div class='zdfy clearfix'></div><center></center><div class='edit clearfix'>(责编：唐远、何清)</div></div>"
            f"<div id='rwb_xgxw'><div class='box_news'><h2>相关新闻</h2><ul>{RELATED}</ul></div></div></div><div class='text_con_right'><h2>热门排行</h2><ol>{RELATED}</ol></div></div>{FOOTER}",
            f"{TITLE}--江苏频道--人民网",
        ),
        "2022-04-06T09:30:00+08:00",
        "人民网－江苏频道",
        (("沈乐山", "author"), ("高雨晴", "author"), ("唐远", "editor"), ("何清", "editor")),
        charset="gbk",
    ),
    MadePage(
        "people, new",
        "http://society.people.com.cn/n1/2022/0406/c1008-32391234.html",
        page(
            "",
            f"<div class='nav'>{NAV}</div><div class='layout route cf'><a>人民网</a>&gt;&gt;<a>社会</a></div><div class='layout rm_txt cf'><div class='col col-1'><div class='pre'></div><h1>{TITLE}</h1><h4></h4>"
            "<div class='author cf'>本报记者  王 伟  赵大川</div><div class='channel cf'><div class='col-1-1'>2022年04月06日05:12 | 来源：<a>人民网－人民日报</a></div>"
            "<div class='col-1-2'><a>订阅</a><a>取消订阅</a><a>已收藏</a><a>小字号</a></div></div>"
            f"<div class='rm_txt_con cf'>{paragraphs()}<div class='edit cf'>(责编：唐远)</div></div><div class='rm_download'>人民日报客户端下载 手机人民网</div>"
            f"<div class='rm_relevant'><h3>相关新闻</h3><ul>{RELATED}</ul></div></div><div class='col col-2'><h3>热门排行</h3><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}--社会·法治--人民网",
        ),
        "2022-04-06T05:12:00+08:00",
        "人民网－人民日报",
        (("王伟", "reporter"), ("赵大川", "reporter"), ("唐远", "editor")),
    ),
    MadePage(
        "xinhua, old",
        "http://www.js.xinhuanet.com/2022-04/06/c_1128530001.htm",
        page(
            "<meta name='pubdate' content='2022-04-06 09:30:12'>",
            f"<div class='nav'>{NAV}</div><div class='h-news'><div class='h-info'><span class='h-time'> 2022-04-06 09:30:12</span> 来源：<em id='source'> 新华网 </em></div>"
            f"<div class='h-title'>{TITLE}</div><div class='h-tool'><a>评论</a><a>打印</a><a>字大</a></div></div>"
            f"<div class='main'><div id='p-detail'><div class='main-aticle'>{paragraphs(start='新华社南京4月6日电（记者陈海宁、方叶舟）')}</div><div class='p-tags'><div class='tags'><span class='tiyi1'>[责任编辑: 吴桐]</span></div></div>"
            f"</div><div class='sidebar'><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}-新华网",
        ),
        "2022-04-06T09:30:12+08:00",
        "新华网",
        (("陈海宁", "reporter"), ("方叶舟", "reporter"), ("吴桐", "editor")),
        text=(f"新华社南京4月6日电（记者陈海宁、方叶舟）{LEAD}", *PARAGRAPHS[1:]),
    ),
    MadePage(
        "xinhua, new",
        "https://js.news.cn/20220406/adcb981304ef4fbcb44cdb70d102ccda/c.html",
        page(
            "<meta name='publishdate' content='2022-04-06'>",
            f"<div class='header-top'><div class='header-nav'>{NAV}</div></div><div class='header domPC'><div class='header-time left'><span class='year'><em> 2022</em></span><span class='day'><em>04</em>/<em>06</em></span><span class='time'>09:30:45</span></div>"
            f"<div class='source'>来源：江苏经济报</div><div class='head-line clearfix'><h1><span class='title'>{TITLE}</span></h1></div></div>"
            f"<div class='mheader domMobile'><h1><span class='title'>{TITLE}</span></h1><div class='info'>2022-04-06 09:30:45 来源：江苏经济报</div></div>"
            f"<div class='main'><div class='main-left'><div id='detail'><span id='detailContent'>{paragraphs()}</span><div id='articleEdit'><span class='tiyi1'><a href='#'>【纠错】</a></span><span class='editor'>【责任编辑:吴桐】</span></div></div>"
            f"<div class='columBox'><div class='col-title'>阅读下一篇：</div><ul>{RELATED}</ul></div></div></div>{FOOTER}",
            f"{TITLE}-新华网",
        ),
        "2022-04-06T09:30:45+08:00",
        "江苏经济报",
        (("吴桐", "editor"),),
    ),
    MadePage(
        "china news",
        "http://www.js.chinanews.com.cn/news/2022/0406/209001.html",
        page(
            "",
            f"<div class='nav'>{NAV}</div><div class='con_left'><h1 style='display:block'>{TITLE}</h1><div class='left-time'><div class='left-t'>2022年04月06日 09:30　来源：中国新闻网<a>参与互动</a></div></div>"
            f"<div class='left_ph'></div><div class='left_zw' style='position:relative'>{paragraphs(start='中新网连云港4月6日电 (梁小川 高雨晴)', end='(完)')}</div>"
            f"<div class='left_name'>【编辑:吴桐】</div><div class='left-news'><h2>相关新闻</h2><ul>{RELATED}</ul></div></div><div class='con_right'><ul>{RELATED}</ul></div>{FOOTER}",
            f"{TITLE}-中新网",
        ),
        "2022-04-06T09:30:00+08:00",
        "中国新闻网",
        (("梁小川", "author"), ("高雨晴", "author"), ("吴桐", "editor")),
        text=(f"中新网连云港4月6日电 (梁小川 高雨晴){LEAD}", *PARAGRAPHS[1:]),
        charset="gb2312",
    ),
    MadePage(
        "cctv",
        "https://news.cctv.com/2022/04/06/ARTI3jDXniV5jQDx59hwBf6y220406.shtml",
        page(
            "",
            f"<div id='nav'>{NAV}</div><div class='content_18313'><div class='title_area' id='title_area'><h1>{TITLE}</h1><div class='info'> 来源：<a>央视新闻客户端</a> | 2022年04月06日 09:30:18</div><div class='info1'>央视新闻客户端 | 2022年04月06日 09:30:18</div></div>"
            f"<div class='content_area' id='content_area'><p>{'</p><p>'.join(PARAGRAPHS)}</p></div><div class='zebian'><span>编辑：吴桐</span><span>责任编辑：何清</span></div>"
            f"<div class='relevance'><ul>{RELATED}</ul></div></div><div class='column_wrapper'><div class='h6'>扫一扫 分享到微信</div></div>{FOOTER}",
            f"{TITLE}_新闻频道_央视网(cctv.com)",
        ),
        "2022-04-06T09:30:18+08:00",
        "央视新闻客户端",
        (("吴桐", "editor"), ("何清", "editor")),
    ),
    MadePage(
        "guangming",
        "https://news.gmw.cn/2022-04/06/content_35638001.htm",
        page(
            "<meta name='author' content='何清'>",
            f"<div class='g-nav'>{NAV}</div><div class='g-main'><h1 class='u-title'>{TITLE}</h1><div class='m_tips'></div><div class='m-contentMsg'><span class='m-con-source'>来源：<a>光明网</a></span><span class='m-con-time'>2022-04-06 09:30</span></div>"
            f"<div class='u-mainText'>{paragraphs(end='（光明日报全媒体记者 陈海宁 通讯员 周立新）')}<div id='articleLiability'>[ 责编：何清 ]</div><div class='m-zbTool'>阅读剩余全文（）</div></div>"
            f"<div class='m_relatedRead'><h3>相关阅读</h3><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE} _光明网",
        ),
        "2022-04-06T09:30:00+08:00",
        "光明网",
        (("陈海宁", "reporter"), ("周立新", "correspondent"), ("何清", "editor")),
    ),
    MadePage(
        "trs, jschina",
        "https://jsnews.jschina.com.cn/jsyw/202204/t20220406_2974001.shtml",
        page(
            "<meta name='ContentSource' content='中国江苏网'>",
            f"<div id='header'>{NAV}</div><div class='weizhi'>您当前的位置： <a>首页</a> &gt; <a>江苏要闻</a></div><div class='w1200 article'><h2 id='title'>{TITLE}</h2>"
            "<div class='info'><span id='pubtime_baidu'>2022-04-06 09:30:00</span> <span id='source_baidu'>来源：<a>中国江苏网</a></span> <span id='author_baidu'>作者：王 伟</span> <span id='editor_baidu'>责任编辑：吴桐</span> <span>字号 T T</span></div>"
            f"<div id='content' class='content'><div class='TRS_Editor'>{paragraphs(start='中国江苏网4月6日连云港讯 ')}</div></div><div class='source'>责任编辑：吴桐</div>"
            f"<div class='share'>分享到：</div><div class='xgxw'><h3>相关阅读</h3><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}_江苏要闻_中国江苏网",
        ),
        "2022-04-06T09:30:00+08:00",
        "中国江苏网",
        (("王伟", "author"), ("吴桐", "editor")),
        text=(f"中国江苏网4月6日连云港讯 {LEAD}", *PARAGRAPHS[1:]),
    ),
    MadePage(
        "jiaohuidian, 24 hex",
        "https://www.xhby.net/content/s624ced18e4b027d1d0a3a13d.html",
        page(
            "",
            f"<div class='top'>{NAV}</div><div class='detail'><h1 class='title'>{TITLE}</h1><div class='subinfo'><span>2022/04/06 09:30</span><span>来源：交汇点新闻</span></div>"
            f"<div class='content' id='content'>{paragraphs(start='交汇点讯 ')}<p>交汇点通讯员 周立新 沈乐山 记者 陈海宁</p></div><div class='bottom'>责编：吴桐</div><div class='rec'><h3>推荐阅读</h3><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}_新华报业网",
        ),
        "2022-04-06T09:30:00+08:00",
        "交汇点新闻",
        (("周立新", "correspondent"), ("沈乐山", "correspondent"), ("陈海宁", "reporter"), ("吴桐", "editor")),
        text=(f"交汇点讯 {LEAD}", *PARAGRAPHS[1:]),
    ),
    MadePage(
        "founder e-paper, new",
        "https://xh.xhby.net/pc/con/202204/06/content_1045943.html",
        page(
            "",
            f"<!--enpproperty <articleid>1045943</articleid><date>2022-04-06 00:00:00.0</date><author></author><title>{TITLE}</title><keyword></keyword><subtitle>新东供电所抢修记</subtitle><introtitle>抗疫一线</introtitle><siteid>2</siteid><nodeid>1234</nodeid><nodename>第1版：要闻</nodename>/enpproperty-->"
            f"<div class='newsside'><h3>第1版：要闻</h3><ul>{RELATED}</ul></div><div class='newsdetatit'><p class='introtitle'>抗疫一线</p><h3>{TITLE}</h3><p class='subtitle'>新东供电所抢修记</p></div>"
            f"<div class='newsdetatext'><founder-content>{paragraphs(start='本报讯（通讯员 周立新 记者 陈海宁）')}</founder-content></div><div>上一篇 下一篇</div>",
            "新华日报",
        ),
        "2022-04-06",
        None,
        (("周立新", "correspondent"), ("陈海宁", "reporter")),
        text=(f"本报讯（通讯员 周立新 记者 陈海宁）{LEAD}", *PARAGRAPHS[1:]),
        more={"kicker": "抗疫一线", "subtitle": "新东供电所抢修记", "page": Page("1", "要闻", True)},
    ),
    MadePage(
        "founder e-paper, old",
        "http://epaper.example.com/html/2015-05/11/content_1245801.htm",
        page(
            "",
            f"<!--enpproperty <date>2015-05-11 00:00:00.0</date><author>本报记者 陈海宁</author><title>{TITLE}</title><nodename>A05版：综合</nodename>/enpproperty-->"
            f"<table><tr><td>第A05版：综合</td><td>上一版 下一版</td></tr></table><table><tr><td><div id='titleList'><ul>{RELATED}</ul></div></td><td><table><tr><td class='font01'>{TITLE}</td></tr></table>"
            f"<div id='ozoom' style='ZOOM: 100%'><!--enpcontent-->{paragraphs()}<!--/enpcontent--></div></td></tr></table>",
            "某某晚报多媒体数字报刊",
        ),
        "2015-05-11",
        None,
        (("陈海宁", "reporter"),),
        charset="gbk",
        more={"page": Page("A05", "综合", False)},
    ),
    MadePage(
        "jstv, 13 digits",
        "http://news.jstv.com/a/20220406/1649208600567.shtml",
        page(
            "",
            f"<div class='nav'>{NAV}</div><div class='article'><div class='article-title'><h1>{TITLE}</h1></div><div class='article-info'><span class='time'>2022-04-06 09:28:00</span><span class='source'>来源：江苏新闻</span></div>"
            f"<div class='article-main content'>{paragraphs()}<p>（来源:江苏广电连云港中心站/陈海宁 通讯员/周立新 编辑/吴桐）</p></div><div class='hot'><h3>热点新闻</h3><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}_荔枝网新闻",
        ),
        "2022-04-06T09:28:00+08:00",
        "江苏新闻",
        (("陈海宁", "reporter"), ("周立新", "correspondent"), ("吴桐", "editor")),
    ),
    MadePage(
        "lianyungang, lian wang",
        "http://www.lygnews.example/2022-04/06/content_88.html",
        page(
            "",
            f"<div class='menu'>{NAV}</div><div class='crumb'>当前位置：首页 &gt; 新闻 &gt; 正文</div><div class='main'><div class='tit'>{TITLE}</div><div class='info'>时间：2022-04-06 16:40 来源：连云港发布 作者： 浏览次数：1024</div>"
            f"<div class='con'>{paragraphs(start='【连网】（连云港日报全媒体记者 甘小宁 通讯员 周立新）')}<p align='right'>总值班: 何清 编辑: 唐远</p><p>来源: 连云港日报</p></div><div class='list'><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}-连网",
        ),
        "2022-04-06T16:40:00+08:00",
        "连云港发布",
        (("甘小宁", "reporter"), ("周立新", "correspondent"), ("唐远", "editor")),
        text=(f"【连网】（连云港日报全媒体记者 甘小宁 通讯员 周立新）{LEAD}", *PARAGRAPHS[1:]),
    ),
    MadePage(
        "bjx",
        "https://news.bjx.com.cn/html/20220406/1215001.shtml",
        page(
            "",
            f"<div class='cc-nav'>{NAV}</div><div class='cc-layout-3'><div class='cc-headline'><div class='box'><h1>{TITLE}</h1><p><span>2022-04-06 09:30</span><span>来源：海州湾供电</span><span>关键词：<a>供电公司</a><a>{NEIGHBOUR}</a></span></p></div></div>"
            f"<div class='cc-article' id='article_cont'><p>北极星输配电网讯：{LEAD}</p><p>{'</p><p>'.join(PARAGRAPHS[1:])}</p></div><div class='cc-copy'><p>特别声明：北极星转载其他网站内容，出于传递更多信息而非盈利之目的，内容仅供参考。如涉{NEIGHBOUR}请联系。</p></div>"
            f"<div class='cc-recommend'><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}-北极星电力新闻网",
        ),
        "2022-04-06T09:30:00+08:00",
        "海州湾供电",
        (),
        text=(f"北极星输配电网讯：{LEAD}", *PARAGRAPHS[1:]),
    ),
    MadePage(
        "sina",
        "https://news.sina.com.cn/c/2022-04-06/doc-imcwipii1234567.shtml",
        page(
            f"<meta property='og:title' content='{TITLE}'><meta property='article:published_time' content='2022-04-06T09:30:00+08:00'><meta name='mediaid' content='北京青年报'>",
            f"<div class='top-nav'>{NAV}</div><div class='main-content'><h1 class='main-title'>{TITLE}</h1><div class='top-bar-wrap'><div class='path-search'><div class='channel-path'><a>新浪新闻</a> &gt; 正文</div></div><div class='top-bar-inner'><div class='date-source'><span class='date'>2022年04月06日 09:30</span> <a class='source' href='#'>北京青年报</a></div></div></div>"
            f"<div class='article-content clearfix'><div class='article-content-left'><div class='article' id='article'><p>　　原标题：{TITLE}</p>{paragraphs(end='')}<p>　　文/本报记者 陈海宁</p><p>　　<a>点击进入专题：</a></p><p class='show_author'>责任编辑：吴桐 SN123</p></div>"
            f"<div class='article-bottom'><div class='keywords'>文章关键词：<a>{NEIGHBOUR}</a></div><p>我要反馈</p></div></div><div class='article-content-right'><ul>{RELATED}</ul></div></div></div>{FOOTER}",
            f"{TITLE}_新浪新闻",
        ),
        "2022-04-06T09:30:00+08:00",
        "北京青年报",
        (("陈海宁", "reporter"), ("吴桐", "editor")),
    ),
    MadePage(
        "tencent",
        "https://new.qq.com/rain/a/20220406A076AE00",
        page(
            "<meta name='apub:time' content='2022-4-6 9:30:00'>",
            f"<div class='qq_nav'>{NAV}</div><div class='qq_conent'><div class='LeftTool'><div class='left-stick-wp'><div class='year through'><span>2022</span></div><div class='md'>04/06</div><div class='time'>09:30</div><div class='author'>企鹅号</div></div></div><div class='LEFT'><h1>{TITLE}</h1>"
            f"<div class='content clearfix'><div class='content-article'><!--导语--><p class='one-p'>{'</p><p class=one-p>'.join(PARAGRAPHS)}</p><div id='Status'></div></div></div><div class='RIGHT'><ul>{RELATED}</ul></div></div>{COMMENTS}{FOOTER}",
            f"{TITLE}_腾讯新闻",
        ),
        "2022-04-06T09:30:00+08:00",
        None,
    ),
    MadePage(
        "sohu",
        "https://www.sohu.com/a/535712345_121124",
        page(
            f"<meta property='og:title' content='{TITLE}'><meta itemprop='datePublished' content='2022-04-06 09:30'>",
            f"<header id='main-header'>{NAV}</header><div class='wrapper-box'><div class='left sidebar' id='left-sidebar'><div class='column left'><div class='user-info' id='user-info'><div class='user-pic'></div><h4><a href='#'>连云港城事</a></h4></div><dl><dt>文章</dt><dd>1024</dd></dl></div></div>"
            f"<div class='left main'><div data-spm='content'><div class='text'><div class='text-title'><h1>{TITLE}<span class='article-tag'></span></h1><div class='article-info'><span class='time' id='news-time' data-val='1649208600000'>2022-04-06 09:30</span><span data-role='original-link'>来源:<a href='#'>连云港城事</a></span></div></div>"
            f"<article class='article' id='mp-editor'><p data-role='original-title'>原标题：{TITLE}</p><p>{'</p><p>'.join(PARAGRAPHS)} <a>返回搜狐，查看更多</a></p><p data-role='editor-name'>责任编辑：<span></span></p></article><div class='statement'>平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台，{NEIGHBOUR}搜狐仅提供信息存储空间服务。</div></div></div>"
            f"</div><div class='right sidebar'><ul>{RELATED}</ul></div></div>{COMMENTS}{FOOTER}",
            f"{TITLE}_供电_电源_网格",
        ),
        "2022-04-06T09:30:00+08:00",
        "连云港城事",
    ),
    MadePage(
        "ifeng",
        "https://news.ifeng.com/c/8EzTestAbcd",
        page(
            f"<meta property='og:title' content='{TITLE}'><meta name='og:time' content='2022-04-06 09:30:00'><script>var allData = {{\"docData\":{{\"newsTime\":\"2022-04-06 09:30:00\"}}}};</script>",
            f"<div class='nav-3k'>{NAV}</div><div class='main_content-Xz1'><div class='artical-1x'><h1 class='topic-3bY'>{TITLE}</h1><div class='info-1x'><p class='time-1Mg'><span>2022年04月06日 09:30:00</span><br><span class='source-3o'>来源：<a>江苏经济报</a></span></p></div>"
            f"<div class='main_content-r5'><div class='text-3w'>{paragraphs(indent='')}<p>责编：吴桐 PN012</p></div></div></div><div class='recommend-xx'><ul>{RELATED}</ul></div></div>{FOOTER}",
            f"{TITLE}_凤凰网资讯_凤凰网",
        ),
        "2022-04-06T09:30:00+08:00",
        "江苏经济报",
        (("吴桐", "editor"),),
    ),
    MadePage(
        "wechat",
        "https://mp.weixin.qq.com/s/1kFBskZki1rZdsHIClnh5g",
        page(
            f"<meta property='og:title' content='{TITLE}'><script>var ct = \"1649208600\"; var nickname = \"海州湾发布\"; var msg_link = '';</script>",
            f"<div id='js_article' class='rich_media'><div class='rich_media_inner'><div id='page-content'><div id='img-content'><h1 class='rich_media_title' id='activity-name'>\n {TITLE} \n</h1><div id='meta_content' class='rich_media_meta_list'><span class='rich_media_meta rich_media_meta_text'>周立新</span>"
            "<span class='rich_media_meta rich_media_meta_nickname' id='profileBt'><a id='js_name'> 海州湾发布 </a><div id='js_profile_qrcode' class='profile_container' style='display:none;'><strong class='profile_nickname'>海州湾发布</strong><p>微信号 hzwfb</p></div></span><em id='publish_time' class='rich_media_meta rich_media_meta_text'></em></div>"
            f"<div class='rich_media_content' id='js_content' style='visibility: hidden;'><section><section><span>点击上方蓝字关注我们</span></section></section>{''.join(f'<section><p><span>{text}</span></p></section>' for text in PARAGRAPHS)}<p>来源：新东供电所</p><p>通讯员：周立新 沈乐山</p><p>编辑：吴桐 审核：何清</p><section><p>往期推荐</p><p><a>{NEIGHBOUR}的春天</a></p></section></div></div></div></div></div>"
            "<div id='js_pc_qr_code'><p>微信扫一扫<br>关注该公众号</p></div>",
            "",
        ),
        "2022-04-06T09:30:00+08:00",
        "海州湾发布",
        (("周立新", "correspondent"), ("沈乐山", "correspondent"), ("吴桐", "editor")),
        more={"account": "海州湾发布"},
    ),
    MadePage(
        "government, TRS metas",
        "http://www.lyg.gov.cn/zglygzfmhwz/bmdt/content/8f3a.html",
        page(
            f"<meta name='ArticleTitle' content='{TITLE}'><meta name='PubDate' content='2022-04-06 09:30'><meta name='ContentSource' content='市工信局'><meta name='Author' content='沈乐山'><meta name='ColumnName' content='部门动态'>",
            f"<div class='nav'>{NAV}</div><div class='curr'>当前位置：<a>首页</a> &gt; <a>部门动态</a></div><div class='article'><div class='main-title'>{TITLE}</div><table><tr><td>发布日期：2022-04-06</td><td>来源：市工信局</td><td>浏览次数：</td><td>字号：[大 中 小]</td></tr></table>"
            f"<div id='zoom'>{paragraphs('p')}</div><div class='print'>打印本页 关闭窗口</div></div>{FOOTER}",
            "部门动态 连云港市人民政府",
        ),
        "2022-04-06T09:30:00+08:00",
        "市工信局",
        (("沈乐山", "author"),),
    ),
    MadePage(
        "dedecms",
        "http://www.example-power.cn/a/gongsixinwen/2022/0406/123.html",
        page(
            "",
            f"<div class='nav'>{NAV}</div><div class='place'><strong>当前位置:</strong> <a>主页</a> &gt; <a>公司新闻</a> &gt; </div><div class='viewbox'><div class='title'><h2>{TITLE}</h2></div><div class='info'><small>时间:</small>2022-04-06 09:30<small>来源:</small>综合办公室 <small>作者:</small>沈乐山 <small>点击:</small>88次</div>"
            f"<div class='intro'>4月6日清晨，海州湾供电服务有限公司新东供电所的六名抢修人员冒雨赶到广电大楼。</div><div class='content'><table width='100%'><tr><td>{''.join(f'<div>{text}</div>' for text in PARAGRAPHS)}</td></tr></table></div>"
            f"<div class='dede_pages'></div><div class='newdigg'>顶一下 (0)</div><div class='boxoff'><strong>------分隔线----------------------------</strong></div><div class='handle'><div class='context'><ul><li>上一篇：<a>{NEIGHBOUR}春检</a></li><li>下一篇：没有了</li></ul></div></div></div>{COMMENTS}{FOOTER}",
            f"{TITLE}_公司新闻_海州湾",
        ),
        "2022-04-06T09:30:00+08:00",
        "综合办公室",
        (("沈乐山", "author"),),
    ),
    MadePage(
        "phpcms",
        "http://www.example-jjw.cn/index.php?m=content&c=index&a=show&catid=6&id=88",
        page(
            "",
            f"<div class='header'>{NAV}</div><div class='main'><div class='crumbs'>首页 &gt; 要闻</div><div id='Article'><h1>{TITLE}<br /><span>2022-04-06 09:30:12 &nbsp;&nbsp;来源：<a>江苏经济报</a>&nbsp;&nbsp;评论：<a>0</a> 点击：<span id='hits'></span></span></h1>"
            f"<div class='content'>{'<br />'.join('　　' + text for text in PARAGRAPHS)}<br />　　（记者 陈海宁）</div><div id='pages'></div><p style='margin-bottom:10px'><strong>声明：</strong>凡本网注明“来源：某某网”的作品，均为本网合法拥有版权的作品，{NEIGHBOUR}未经授权不得转载。</p></div></div>{FOOTER}",
            f"{TITLE} - 要闻 - 江苏经济网",
        ),
        "2022-04-06T09:30:12+08:00",
        "江苏经济报",
        (("陈海宁", "reporter"),),
    ),
    MadePage(
        "empirecms",
        "http://www.example-news.cn/yaowen/2022-04-06/1234.html",
        page(
            "",
            f"<table class='nav'><tr><td>{NAV}</td></tr></table><table><tr><td class='position'>现在的位置：首页 &gt; 要闻</td></tr></table><table class='main'><tr><td class='content'><table class='title_info'><tr><td><h1>{TITLE}</h1></td></tr><tr><td class='info_text'>时间：2022-04-06 09:30:00&nbsp;&nbsp;来源：本站&nbsp;&nbsp;作者：沈乐山</td></tr></table>"
            f"<table><tr><td id='text'>{paragraphs()}</td></tr></table><table class='page'><tr><td>上一篇：{NEIGHBOUR}春检</td></tr></table></td><td class='sider'><ul>{RELATED}</ul></td></tr></table>{FOOTER}",
            f"{TITLE}-要闻-某某新闻网",
        ),
        "2022-04-06T09:30:00+08:00",
        "本站",
        (("沈乐山", "author"),),
    ),
    MadePage(
        "toutiao",
        "https://www.toutiao.com/article/7083412345678901234/",
        page(
            "",
            f"<div class='toutiao-header'>{NAV}</div><div class='article-detail-container'><div class='main'><div class='article-content'><h1>{TITLE}</h1><div class='article-meta'><span>2022-04-06 09:30</span><span class='dot'>·</span><span class='name'><a href='/c/user/'>连云港供电观察</a></span></div>"
            f"<article class='syl-article-base tt-article-content'>{paragraphs(indent='')}</article></div><div class='detail-side-interaction'><span>12</span><span>评论</span><span>收藏</span></div></div>{COMMENTS}<div class='right-sidebar'><ul>{RELATED}</ul></div></div>",
            f"{TITLE}-今日头条",
        ),
        "2022-04-06T09:30:00+08:00",
        "连云港供电观察",
    ),
    MadePage(
        "36kr",
        "https://36kr.com/p/1687654321",
        page(
            f"<meta property='og:title' content='{TITLE}'>",
            f"<div class='kr-header'>{NAV}</div><div class='article-wrapper'><h1 class='article-title margin-bottom-20'>{TITLE}</h1><div class='article-title-icon common-width'><a class='title-icon-item item-a'>沈乐山</a><span class='title-icon-item item-time'><span>·</span>2022年04月06日 09:30</span></div>"
            f"<div class='common-width content articleDetailContent kr-rich-text-wrapper'>{paragraphs(indent='')}</div><div class='article-footer-txt'><p>该文观点仅代表作者本人，36氪平台仅提供信息存储空间服务。{NEIGHBOUR}</p></div></div><div class='recommend-list'><ul>{RELATED}</ul></div>",
            f"{TITLE}-36氪",
        ),
        "2022-04-06T09:30:00+08:00",
        None,
        (("沈乐山", "author"),),
    ),
    MadePage(
        "bare page without classes",
        "http://www.example.org/zt/88.html",
        page(
            "",
            f"<div><a>首页</a> <a>公司</a> <a>{NEIGHBOUR}</a></div><center><b>{TITLE}</b></center><center>2022年4月6日</center><div>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}<p>（新东供电所 周立新）</p></div><div><a>返回</a></div>",
            TITLE,
        ),
        "2022-04-06",
        None,
        (("周立新", "author"),),
    ),
    MadePage(
        "undated page with dates around",
        "http://www.example.org/about/story.html",
        page(
            '<script>var hot = [{"title": "别的", "pubtime": "2022-04-01 08:00:00"}, {"title": "又一", "pubtime": "2022-04-01 09:00:00"}];</script>',
            f"<ul>{NAV}</ul><h1>{TITLE}</h1><div>{paragraphs()}</div><div class='list'><ul><li><a>别的新闻</a> 2026-11-20</li><li><a>再别的新闻</a> 2026-11-19</li></ul></div><div>今天是2026年11月25日 星期三</div>{FOOTER}",
            f"{TITLE}-某某网",
        ),
        None,
        None,
    ),
    MadePage(
        "xinhua, new, no mobile header",
        "https://js.news.cn/20220406/0bcb981304ef4fbcb44cdb70d102ccda/c.html",
        page(
            "",
            f"<div class='header domPC'><div class='header-cont'><div class='header-time left'><span class='year'><em> 2022</em></span><span class='day'><em>04</em>/<em>06</em></span><span class='time'>09:30:45</span></div>"
            f"<div class='source'>来源：新华日报</div><div class='head-line clearfix'><h1><span class='title'>{TITLE}</span><span class='btn-audio'></span></h1></div></div></div>"
            f"<div class='main clearfix'><div class='main-left left'><div id='detail'><span id='detailContent'>{paragraphs()}</span></div></div></div>{FOOTER}",
            f"{TITLE}-新华网",
        ),
        "2022-04-06T09:30:45+08:00",
        "新华日报",
    ),
    MadePage(
        "thepaper, drawn by a program of 2022",
        "https://www.thepaper.cn/newsDetail_forward_17500001",
        page(
            "",
            f"<div class='index_wrapper__9rz3z'><div class='index_leftcontent__vTWw8'><h1 class='index_title__B8mhI'>{TITLE}</h1><div class='index_headerContent__sASF4'><div>澎湃新闻记者 林晚 通讯员 周立新</div><div class='index_left__LfzyH'><div class='ant-space'><div class='ant-space-item'><span>2022-04-06 09:30</span></div><div class='ant-space-item'><span>来源：<!-- -->澎湃新闻</span></div></div><div class='ant-space-item'>∙ <a>长三角政商 </a>&gt;</div></div><div class='index_right__x'>字号 超大 大 标准 小</div></div>"
            f"<div class='index_cententWrap__Jv8jK'>{paragraphs(indent='')}</div><div class='index_copyright__i'><div>责任编辑：唐远</div><div>图片编辑：何清</div></div><div>校对：郑岚</div><div class='index_keyword'>澎湃新闻报料：021-962866</div><div class='index_statement'>澎湃新闻，未经授权不得转载 {NEIGHBOUR}</div></div><div class='index_rightcontent'><ul>{RELATED}</ul></div></div>{COMMENTS}",
            f"{TITLE}_长三角政商_澎湃新闻-The Paper",
        ),
        "2022-04-06T09:30:00+08:00",
        "澎湃新闻",
        (("林晚", "reporter"), ("周立新", "correspondent"), ("唐远", "editor")),
    ),
    MadePage(
        "jiemian",
        "https://www.jiemian.com/article/7300001.html",
        page(
            "",
            f"<div class='header-nav'>{NAV}</div><div class='article-view'><div class='article-header'><h1>{TITLE}</h1><p>新东供电所抢修记</p></div><div class='article-info'><p><span class='author'><a>方叶舟</a> · </span><span class='date'>2022/04/06 09:30</span><span>浏览 1.2w</span></p><p>来源：界面新闻</p></div>"
            f"<div class='article-main'><div class='article-content'><p>文 | 方叶舟</p>{paragraphs(indent='')}<p>（声明：本文仅代表作者观点，不代表{NEIGHBOUR}立场。）</p></div></div><div class='article-copyright'>未经正式授权严禁转载本文，侵权必究。</div><div class='recommend-box'><ul>{RELATED}</ul></div></div>{COMMENTS}",
            f"{TITLE}|界面新闻",
        ),
        "2022-04-06T09:30:00+08:00",
        "界面新闻",
        (("方叶舟", "author"),),
    ),
    MadePage(
        "beijing news",
        "https://www.bjnews.com.cn/detail/164920860014123.html",
        page(
            "",
            f"<div class='nav'>{NAV}</div><div class='bodertop'><div class='article-sidebar'></div><h1>{TITLE}</h1><div class='name-time'><span class='reporter'><em>新京报 记者：<a>方叶舟</a></em><em>编辑：<a>唐远</a></em></span><span class='timer'>2022-04-06 09:30</span></div><div class='article-cen'><div id='contentStr'>{paragraphs(start='新京报讯（记者方叶舟）', indent='')}<p>编辑 唐远</p><p>校对 郑岚</p></div></div><ul>{RELATED}</ul></div>{FOOTER}",
            f"{TITLE} — 新京报",
        ),
        "2022-04-06T09:30:00+08:00",
        "新京报",
        (("方叶舟", "reporter"), ("唐远", "editor")),
        text=(f"新京报讯（记者方叶舟）{LEAD}", *PARAGRAPHS[1:]),
    ),
    MadePage(
        "eastmoney",
        "https://finance.eastmoney.com/a/202204062334567890.html",
        page(
            "",
            f"<div class='top-nav'>{NAV}</div><div class='newsContent'><h1>{TITLE}</h1><div class='Info'><div class='time-source'><div class='time'>2022年04月06日 09:30</div><div class='source data-source' data-source='江苏经济报'>来源：江苏经济报</div></div></div><div class='abstract'><div class='b-review'>4月6日，六名抢修人员冒雨为隔离点接上了第二路电源。</div></div>"
            f"<div id='ContentBody' class='Body'>{paragraphs()}<p class='em_media'>（文章来源：江苏经济报）</p></div><div class='res-edit'>（责任编辑：DF506）</div><div class='statement'>郑重声明：本网发布此信息的目的在于传播更多信息，与{NEIGHBOUR}无关。</div></div>{FOOTER}",
            f"{TITLE} _ 东方财富网",
        ),
        "2022-04-06T09:30:00+08:00",
        "江苏经济报",
    ),
    MadePage(
        "gov.cn",
        "http://www.gov.cn/xinwen/2022-04/06/content_5683001.htm",
        page(
            "<meta name='firstpublishedtime' content='2022-04-06-09:30:00'><meta name='author' content='何清'>",
            f"<div class='nav'>{NAV}</div><div class='BreadcrumbNav'>首页 &gt; 新闻</div><div class='article oneColumn pub_border'><h1>{TITLE}</h1><div class='pages-date'>2022-04-06 09:30 <span class='font'>来源：</span><span class='font'>新华社</span><div class='share'>【字体：大 中 小】打印</div></div>"
            f"<div class='pages_content' id='UCAP-CONTENT'>{paragraphs(start='新华社南京4月6日电（记者 陈海宁、方叶舟）')}<div class='editor'>责任编辑：何清</div></div></div><div class='related'>相关稿件<ul>{RELATED}</ul></div>{FOOTER}",
            f"{TITLE}_滚动新闻_中国政府网",
        ),
        "2022-04-06T09:30:00+08:00",
        "新华社",
        (("陈海宁", "reporter"), ("方叶舟", "reporter"), ("何清", "editor")),
        text=(f"新华社南京4月6日电（记者 陈海宁、方叶舟）{LEAD}", *PARAGRAPHS[1:]),
    ),
    MadePage(
        "university, visual sitebuilder",
        "https://news.example.edu.cn/info/1002/88.htm",
        page(
            "<meta name='pageType' content='3'>",
            f"<div class='menu'>{NAV}</div><div class='dqwz'>当前位置: <a>首页</a> &gt; 正文</div><form name='_newscontent_fromname'><div class='contain'><h1 class='arti_title'>{TITLE}</h1><p class='arti_metas'><span>供稿：沈乐山 周立新</span><span>摄影：孙晓帆</span><span>编辑：吴桐</span><span>审核：何清</span><span>发布时间：2022年04月06日</span><span>点击数：<span id='dynclicks'>128</span></span></p>"
            f"<div id='vsb_content'><div class='v_news_content'>{paragraphs('p')}<p class='vsbcontent_img'><img></p><p class='vsbcontent_end'>抢修现场 孙晓帆 摄</p></div></div><p>上一条：<a>{NEIGHBOUR}春检</a></p></div></form>{FOOTER}",
            f"{TITLE}-某某大学新闻网",
        ),
        "2022-04-06",
        None,
        (("沈乐山", "author"), ("周立新", "author"), ("孙晓帆", "photographer"), ("吴桐", "editor")),
        text=(*PARAGRAPHS, "抢修现场 孙晓帆 摄"),
    ),
    MadePage(
        "huanqiu, text in a form field",
        "https://china.huanqiu.com/article/47abcTest",
        page(
            "",
            f"<div class='header'>{NAV}</div><textarea class='article-title'>{TITLE}</textarea><textarea class='article-time'>1649208600000</textarea><div class='t-container'><div class='t-container-title'><h3>{TITLE}</h3></div><div class='metadata-info'><p class='time'>2022-04-06 09:30</p><span class='source'><span>来源：<a>环球网</a></span></span></div></div>"
            f"<textarea class='article-content'>&lt;article&gt;&lt;section data-type=&quot;rtext&quot;&gt;{''.join(f'&lt;p&gt;{text}&lt;/p&gt;' for text in PARAGRAPHS)}&lt;/section&gt;&lt;/article&gt;</textarea><textarea class='article-editor-name'>责编：吴桐</textarea>{FOOTER}",
            TITLE,
        ),
        "2022-04-06T09:30:00+08:00",
        "环球网",
    ),
    MadePage(
        "article in a script",
        "https://m.example.com/article/7083412345678901234/",
        page(
            f"<script>var BASE_DATA = {{ articleInfo: {{ title: '&quot;{TITLE}&quot;', content: '&quot;{''.join(f'&lt;p&gt;{text}&lt;/p&gt;' for text in PARAGRAPHS)}&quot;', subInfo: {{ source: '连云港城事', time: '2022-04-06 09:30:00' }} }} }};</script>",
            f"<div id='root'></div>{FOOTER}",
            TITLE,
        ),
        "2022-04-06T09:30:00+08:00",
        "连云港城事",
    ),
    MadePage(
        "month and day printed, the year in the address",
        "https://www.example-daily.cn/news/20220406/88.html",
        page(
            "",
            f"<h1>{TITLE}</h1><div class='meta'><span>04-06 09:30</span> <span>来源：某某日报</span></div><div class='con'>{paragraphs()}</div>{FOOTER}",
            f"{TITLE} - 某某日报",
        ),
        "2022-04-06T09:30:00+08:00",
        "某某日报",
    ),
    MadePage(
        "wrapper named like furniture",
        "https://www.example-daily.cn/2022-04/06/99.html",
        page(
            "",
            f"<div class='page'><div class='side-menu'>{NAV}</div><div class='tab'><div class='news-list-detail'><div class='tt'>{TITLE}</div><div class='ly'>2022-04-06 09:30:15　　来源：某某日报　　作者：本报记者　王　伟</div><div class='nr'>{paragraphs()}</div></div></div>{COMMENTS}</div>{FOOTER}",
            f"{TITLE}_某某日报",
        ),
        "2022-04-06T09:30:15+08:00",
        "某某日报",
        (("王伟", "reporter"),),
    ),
)
