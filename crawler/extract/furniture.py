"""Read: lines that stand inside an article's block and are no part of its text: sign-offs, share words, legal notes, lead-ins."""

from __future__ import annotations

import re
from functools import lru_cache

from .script import simplified

Rule = tuple[str, str, re.Pattern[str]]
"""Name, example, pattern matched at the start of a line."""


def _rules(*rows: tuple[str, str, str]) -> tuple[Rule, ...]:
    return tuple((name, example, re.compile(pattern, re.I)) for name, example, pattern in rows)


SIGN_OFFS = _rules(
    # name, example, pattern (matched at the start of a line)
    ("editor line", "责任编辑：吴桐", r"[\[【(（\s]*(?:[本网]*版?(?:责任|值班|网络|执行|文字|本文|见习|新媒体|文章)?(?:责任)?(?:编辑|责编|责任编审|编审|编校|主编|校对|审核|审校|终审|初审|复审|监制|签发|美编|制图|统筹|策划|录入|值班主任|值班编委|出品人?|海报|视觉))\s*(?:[:：|/丨｜]|[\u4e00-\u9fff]{2,4}\s*(?:[_\d\])）】]|$|\s))"),
    ("source line", "本文来源：新华日报", r"[\[【(（\s]*(?:本文|文章|信息|新闻|稿件|内容|资料|文字|素材)?(?:综合)?(?:来源|稿源|转自|转载自|摘自|出处)于?\s*[:：|丨｜]|[（(]?(?:本文)?(?:来源于|转载自|转自|摘自|原载于?)\s*《[^》]{2,20}》[^，。]{0,20}$|本文(?:由|综合|据|根据).{0,24}(?:整理|综合|编译|编辑)(?:自|于|[。)）]?$)|[（(]据?[\u4e00-\u9fff]{2,12}\d{1,2}月\d{1,2}日(?:电|讯|消息)[)）]$"),
    ("original address", "原文链接：https://…", r"[\[【(（\s]*(?:原文|本文|文章)(?:链接|地址|网址)\s*[:：]\s*(?:https?:|www\.|[\w.-]+\.(?:com|cn|net)|$)"),
    ("legal note", "免责声明：…", r"[\[【(（*※\s]*(?:特别|郑重|版权|免责|权利|风险|平台|原创|法律|广告)(?:声明|申明)\s*(?:[:：】\])）]|$)|[\[【(（*※\s]*(?:风险提示|免责提示)\s*[:：】]|[\[【(（*※\s]*声明\s*[:：】](?:.{0,80}(?:本[文站网]|转载|观点|仅供|版权|来源|作者|平台|投资|内容|稿件)|\s*$)|凡(?:本[网站]|注明|来源)"),
    ("legal note, other words", "未经授权不得转载", r".{0,40}(?:未经[^，。]{0,10}(?:转载|摘编|镜像|引用|复制)|未经.{2,20}(?:授权|许可|同意|允许).{0,20}(?:转载|摘编|镜像|引用|复制)|未经.{0,16}(?:书面|授权).{0,24}使用|不得转载|禁止转载|请勿转载|转载请(?:注明|联系|务必|与)|侵权(?:请联系|必究|.{0,6}删除)|仅代表作者|不代表本[站网人报]|版权归.{0,12}所有|著作权归.{0,12}所有|版权所有(?!者)|Copyright\s*(?:©|\())"),
    ("related links", "相关阅读", r"[\[【◆■●▶>\s]*(?:相关|推荐|延伸|更多|热门|精彩|猜你|大家都在|往期|专题|编辑推荐|热点|最新|关联)(?:阅读|新闻|链接|报道|推荐|文章|内容|专题|资讯|喜欢|图集|视频|回顾|搜索|看|精彩|稿件|热点)(?:[\s:：】\]>＞»].{0,80}|.{0,2}$)|(?:更多|推荐|热门|最新|相关|延伸|专题|热榜|排行榜?)\s*[>＞»]*\s*$"),
    ("more elsewhere", "相关资讯请关注：某某专区", r"(?:更多|相关|欲知|想了解)[^。！？]{0,14}(?:请关注|敬请关注|请点击|请访问|请移步|尽在)"),
    ("scan or follow", "扫一扫，关注我们", r".{0,24}(?:扫一扫|扫码|长按.{0,8}二维码|识别.{0,6}二维码|二维码|微信公众号|官方微信|关注我们|点击关注|关注.{2,30}[，,]?(?:获取|了解更多|查看更多)|(?:下载|打开|安装).{0,12}(?:APP|客户端)|打开.{0,8}APP)"),
    ("comments", "网友评论", r"[\[【\s]*(?:(?:网友|最新|热门|全部|精彩|文章|用户)(?:评论|留言|跟贴|点评)|评论列表|发表评论|我来说两句|我要评论|参与评论|查看评论|已有\s?\d+\s?(?:人|条)评论|\d+\s?条评论|评论\s?[(（]\d+[)）])[^，。]{0,12}$"),
    ("share words", "分享到：", r"[\[【\s]*(?:分享(?:到|至|让|给)|用微信扫|收藏|点赞|举报|打印(?:本页|此页|文章|正文)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)|字号|字体|纠错|我要(?:纠错|评论|分享)|网友评论|发表评论|参与评论|我来说两句|阅读\s*\d|阅读原文|赞\s*\d|好看|在看|举报/反馈|好文章，需要你的鼓励)(?=[\s\d:：|/，,】\]。!！]|$|[\u4e00-\u9fff]{0,6}$)"),
    ("neighbours", "上一篇：…", r"[\[【(（\s]*(?:上一(?:篇|页|条)|下一(?:篇|页|条)|前一篇|后一篇|上篇|下篇)(?:[\s:：|>＞»】\])）]|$|[^，。]{0,40}$)"),
    ("pages", "【1】【2】下一页", r"\s*(?:[\[【(（]\s*1\s*[\]】)）]\s*[\[【(（]?\s*2|1\s+2\s+(?:3|4|下一页|\.\.\.|…)|第\s?1\s?页|上一页|下一页)"),
    ("tags", "标签：抢修", r"[\[【#\s]*(?:标签|关键词|关键字|TAG|Tags|所属专题|所属栏目)(?:阅读)?\s*(?:[:：>]|$)"),
    ("issue of a paper", "《某某日报》（2022年04月06日 10版）", r"[（(]?\s*《[^》]{2,14}》\s*[（(]\s*(?:19|20)\d\d\s*年.{3,30}[)）]\s*$"),
    ("about the author", "（作者单位：某某公司）", r"[（(【\[]\s*(?:本文)?作者(?:单位|系|为|是|简介)[^（()）]{2,80}[)）】\]]\s*$"),
    ("end mark", "—— END ——", r"[\s\-—_*=~·.•]*(?:THE\s)?END[\s\-—_*=~·.•]*$|[\s\-—_*=~·.•]{2,}(?:全文|正文)?完[\s\-—_*=~·.•]*$"),
    ("report line", "新闻热线：…", r".{0,16}(?:新闻热线|新闻纠错|纠错热线|爆料(?:热线|电话|邮箱)|新闻线索|投稿(?:与|及|、|热线|方式|请)[^，。]{0,10}|报料热线|爆料|报料|举报电话|投稿邮箱|联系电话|客服电话|广告热线|电子信箱)\s*[:：]"),
)  # fmt: skip
"""What ends an article. Each has a name and an example."""

LEAD_INS = _rules(
    ("original title", "（原标题：抢修）", r"[\[【(（\s]*(?:本文)?(?:原标题|原题|原文标题)\s*[:：为]?"),
    ("click here", "点击进入专题>>", r"(?:点击|点此|戳此|请点)(?!上方|蓝字).{0,30}(?:>>|＞|》》|专题|查看|进入|订阅|关注|收听)|进入专题"),
    ("follow at the top", "点击上方蓝字关注", r".{0,10}(?:点击(?:上方|蓝字|↑)|蓝字关注|关注我们|置顶公众号|听全文|朗读)"),
    ("type size", "【字体：大 中 小】", r"[\[【(（\s]*(?:字\s*[号体]|字体大小|视力保护色|大\s+中\s+小)"),
    ("video notice", "您的浏览器不支持视频播放", r".{0,12}(?:浏览器.{0,8}(?:不支持|无法)|视频加载|播放视频|Flash)"),
    ("picture credit", "图片来源：新华社", r"[\[【(（\s]*(?:封面|文中|文章)?(?:图片|题图|封面图?|头图|图|配图|视频|插图)(?:综合)?\s*(?:来源|来自|源自|版权)\s*[:：|丨/]?.{0,40}$|(?:题图|头图|封面图?|配图)\s*[:：|｜丨/].{1,30}$"),
    ("name of a part", "内容简介", r"[\[【]?(?:内容简介|视频简介|节目简介|本期节目主要内容|文章正文|新闻内容|正文)[】\]]?\s*[:：]?\s*$"),
    ("advertorial", "本文为企业宣传商业资讯，仅供参考", r"[\[【(（]?(?:本文|以上内容|此文|本内容)(?:为|系|属于?).{0,14}(?:宣传|广告|推广|商业资讯|软文|自媒体投稿)"),
    ("advertisement", "广告", r"(?:广告|推广|AD|ADVERTISEMENT)\s*$"),
    ("picture given", "（图片由受访者提供）", r"[(（【]?(?:本文|本版|文中|部分)?(?:图片?|照片|视频|配图)(?:均|均为|皆)?由.{2,30}(?:提供|供图|拍摄)[)）】。.]*\s*$"),
    ("picture hint", "点击图片看大图", r"[(（]?(?:点击图片|点击查看大图|查看大图|左右滑动|上下滑动|图片可点)"),
)  # fmt: skip
"""What stands before or inside an article and is only left out."""

HEAD_LINES = _rules(
    ("label", "发布时间：2022-04-06 09:30", r"[\[【(（□◎■\s]*(?:发布|发表|更新|刊发|发稿|出版|信息|文章|稿件|新闻|内容|本文)?(?:时间|日期|来源|稿源|作者|记者|通讯员|编辑|责编|责任编辑|机构|单位|浏览|阅读|点击|访问|字号|字体|栏目|分类|索引号|文号|标签|评论|转自|出处|供稿|撰文|撰稿|摄影)(?:次数|量|数|大小|人)?\s*[:：|丨]"),
    ("date", "2022年04月06日09:30 来源：某某网", r"[\[【(（\s]*(?:发布于|发表于|时间)?\s*(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:[\s,，T]*(?:星期.|周.)?[\s,，]*\d{1,2}[:：]\d{2}|\s*$|\s+\S{0,30}$|\s*[|丨·/].*$|.{0,40}(?:来源|作者|阅读|浏览))"),
    ("day and time", "04-06 09:30 来源：某某日报", r"\d{1,2}\s*[-/月]\s*\d{1,2}日?\s+\d{1,2}[:：]\d{2}(?:\D|$)"),
    ("date or byline in English", "April 6, 2022", r"(?:Published|Updated|Posted)?[\s:]*(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? \d{4}|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}).{0,20}$|By [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}$"),
    ("page of a paper", "某某日报 2022年4月6日 星期三 第09版：文化", r".{0,20}(?:19|20)\d\d年\d{1,2}月\d{1,2}日.{0,12}第?\s*[A-Z]{0,2}\d{1,3}\s*版|第\s*[A-Z]{0,2}\d{1,3}\s*版\s*[:：]?"),
    ("date inside", "某某网 记者 甲 更新时间：2022-04-06 09:30", r"[^，]{0,80}(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?[\s,T]*\d{1,2}[:：]\d{2}[^，]{0,80}$"),
    ("label inside", "某某网 来源：某某日报", r"[^，]{2,60}\s(?:来源|发布时间|发布日期|发表时间|责任编辑|责编)\s*[:：][^，]{0,60}$"),
    ("today", "今天是2022年4月6日 星期三", r"(?:今天是|今天[:：]|今日[:：]|现在是|当前时间|现在时间).{0,40}$"),
    ("abstract", "核心提示：…", r"[\[【(（\s]*(?:导读|导语|摘要|核心提示|内容提要|内容摘要|提要|内容简介)\s*(?:[】\])）]?\s*[:：】]|【)"),
    ("counts", "阅读 1234 评论 5", r"(?:阅读|浏览|点击|评论|人气)(?:量|数|次数)?\s*[:：]?\s*\d+\s*次?"),
)  # fmt: skip
"""What stands between headline and text: when, from where, by whom."""

MAX_ABSTRACT = 300
_ABSTRACT = next(pattern for name, _, pattern in HEAD_LINES if name == "abstract")
_ARROWS = re.compile(r"^[\s>＞»·•|丨/\-—_*=~…。.、，,△▲▼▽◆◇■□●○★☆\d]*$")


SOFT = ("tags", "share words", "pages")
"""Sign-offs that stand in the middle of some articles as well: only the line is left out."""
FREE_FORM = ("editor line", "source line", "scan or follow", "share words", "report line", "tags", "more elsewhere", "click here", "follow at the top", "type size", "video notice", "picture hint", "picture credit")  # fmt: skip
"""Rules whose words also stand in sentences (扫一扫二维码，就能办电。): a sentence is none of them."""
FREE_FORM_CHARACTERS = 60
_SENTENCE = re.compile(r".{6,}[，、].{2,}[。！？]|.{14,}[。！？][”」』]?$|.{8,}？$")

_TAIL_WORDS = re.compile(
    r"\s*(?:返回搜狐，?|查看更多|点击查看|阅读全文|展开全文|返回首页|[\[【(（]\s*(?:完|全文完|责编.{0,12})\s*[\])）】])+\s*$"
)


def without_tail_words(paragraph: str) -> str:
    """The last paragraph without what a page hangs on it: （完）, 返回搜狐，查看更多."""
    return _TAIL_WORDS.sub("", paragraph)


@lru_cache(maxsize=4_096)
def sign_off(line: str) -> str | None:
    """The name of the sign-off that a line is, or None."""
    return _first(SIGN_OFFS, line) if len(line) <= 220 else None


def lead_in(line: str) -> str | None:
    """The name of the lead-in that a line is, or None."""
    return _first(LEAD_INS, line) if len(line) <= 120 else None


@lru_cache(maxsize=4_096)
def head_line(line: str) -> str | None:
    """The name of the head line that a line is, or None. Sentences are none, but an abstract is."""
    if len(line) > 160 or re.search(r"[。！？；]", line):
        return "abstract" if len(line) <= MAX_ABSTRACT and _ABSTRACT.match(line) else None
    return _first(HEAD_LINES, line)


def _first(rules: tuple[Rule, ...], line: str) -> str | None:
    line = simplified(line)
    sentence = len(line) > FREE_FORM_CHARACTERS or bool(_SENTENCE.search(line))
    return next(
        (name for name, _, pattern in rules if pattern.match(line) and not (sentence and name in FREE_FORM)), None
    )


def is_ornament(line: str) -> bool:
    """Whether a line holds nothing but ornaments and figures."""
    return bool(_ARROWS.match(line)) and not re.search(r"\d{5}", line)
