"""Read: what is a person's name, and what is an outlet's. Text in, answers out."""

from __future__ import annotations

import re

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁"
    "荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴郁胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公"
    "仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖占付代覃苟甯禤萨庹揭卿迟位隋仝么亓冼佀侍信修原哲买但战揣斯布底母门兰谌门火朴初展青区粟敬宝官矫辜麦闪战藏鹿德税盘植泥雒"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張孔嚴華魏鄒喻雲蘇範魯韋馬鳳任鮑費賀湯羅畢鄔樂時齊餘顧黃蕭貝計談龐紀項藍閔賈婁顏鐘駱樊萬盧單龔陸榮劉葉龍黎賴喬陰聞黨譚貢申農溫莊閻連習寧歐師鞏聶簡饒關遊蓋閆陽蘭"
)
COMPOUND = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 百里 呼延 东郭 南门"
    " 西门 左丘 轩辕 拓跋 纳兰 叶赫 完颜 第五 歐陽 司馬 諸葛 尉遲 東方"
).split()
DOTS = "·•‧・﹒∙⋅・"
MAX_NAME = 4
MAX_PEN_NAME = 8

_HAN_ONLY = re.compile(r"[\u3400-\u9fff]+")
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3}")
_LATIN = re.compile(r"[A-Z][a-zA-Z.'-]+(?: [A-Z][a-zA-Z.'-]+){1,2}")
_UNIT = re.compile(
    r"(?:公司|局|所|部|站|中心|集团|委|办|学校|学院|大学|中学|小学|社|报|日报|晚报|新闻|频道|工作室|编辑部|客户端|发布|政府|银行|医院|法院|检察院|协会|总队|支队|大队|党委|工会|团委|委员会|电视台|电台|融媒体|网|平台|公众号"
    r"|组委会|研究院|研究室|办公室|基地|车间|班组|供电|电力)$"
)
_LONG_UNIT = re.compile(r"(?:科|会|台|馆|厅|处|队|院|厂|店|组|园|区|县|市|省|镇|村|街道)$")
_DEPARTMENT = re.compile(r"(?:支部|党总支|党委|团委|团支部|工会|科|室|部|处|所|组|班|中心|办|办公室|宣传部)$")
_NO_DOTTED_NAME = re.compile(r"新闻|网|报|社|号|频道|客户端|公司|政务|中国|发布|财经|科技|江苏")  # 澎湃新闻·澎湃号·政务
_NO_PEN_NAME = re.compile(r"网|报|社|台|专栏|作者|记者|编辑|新闻|频道|公司|中心|客户端|来源|时间")
NOT_NAMES = frozenset(
    "等 略 简介 名单略 匿名 佚名 网友 小编 综合 未知 无 暂无 佚 记者 通讯员 编辑 作者 本报 本网 本站 本刊 本台 本报讯 管理员 系统管理员 admin 责编 来源 原创 转载 摄影 图片 资料 资料图 报道 摄影报道 文图 图文 供图 供稿 整理"
    " 编译 完 图略 下转 上接 特约 专稿 专电 通稿 新媒体 全媒体 融媒体 视频 直播 高清 组图 责任编辑 实习生 见习 首席 新华社 中新社 实习 发布 时间 字号 打印 分享 阅读 评论 点击 浏览 收藏 关注 举报 更多 首页 正文 国内 国际 财经"
    " 金融 文化 社会 体育 娱乐 时尚 房产 高考 教育 科技 健康 军事 汽车 图片 时政 要闻 评论 地方 江苏 南京 连云港 北京 上海 新闻 日报 报社 人物 公告 通知 时讯 简讯 快讯 方言 成都 平安 文明 高清图 平台 原文 全文 余篇 章节 明天 时代"
    " 安全 应急 经济 公益 党建 文体 关于 常州 江阴 温州 广州 广东 贵州 云南 宁波 宁夏 安徽 明星 时评 党员 干部 群众 居民 乐享 解读 应对 向上 连载 连线 法治 边疆 农业 农村 国资".split()
)
_OUTLET = re.compile(
    r"(?:报|网|社|台|新闻|客户端|频道|发布|在线|周刊|周末|杂志|电视台|广播|融媒|融媒体|传媒|TV|网站|日报|晚报|时报|早报|快报|商报|晨报|青年报|参考|学习强国|头条|公众号|微信|微博|号|观察|局|委|厅|政府|公司|集团|办|中心|办公室|宣传部|协会|大学|学院|医院|银行|.com|.cn)$"
)


def clean_name(text: str) -> str:
    """A name with one dot of its own, without spaces and staff codes."""
    text = re.sub(rf"\s*[{DOTS}]\s*", "·", text.strip())
    text = re.sub(r"[_\-]?(?:[A-Za-z]{1,4}\d{2,}|\d{3,})$|^\d+", "", text)
    return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", text.strip(" \t_-—.,，。:：;；*＊※&"))


def has_surname(name: str) -> bool:
    """Whether a name begins with a surname, single or compound."""
    return name[:2] in COMPOUND or name[:1] in SURNAMES


def is_unit(text: str) -> bool:
    """Whether a text names a unit: a company, an office, a station; never a person."""
    if _UNIT.search(text):
        return True
    return bool(_LONG_UNIT.search(text)) and (len(text) > 3 or not has_surname(text))


def is_department(text: str) -> bool:
    """Whether a text names a part of an organisation that may sign for it: 党支部, 综合办公室."""
    return bool(_DEPARTMENT.search(text)) and not has_surname(text[:1] if len(text) < 4 else "")


def is_person(name: str, *, labelled: bool = False, pen: bool = False) -> bool:
    """Whether a cleaned text is a person's name.

    Without a label the surname decides. `labelled`: a label stands before it, so that a given name alone will do. `pen`:
    it is all that follows a label and a colon, so that a pen name will do.
    """
    if name in NOT_NAMES or not name:
        return False
    if _DOTTED.fullmatch(name):
        return len(name) <= 20 and not _NO_DOTTED_NAME.search(name)
    if not _HAN_ONLY.fullmatch(name):
        return labelled and pen and bool(_LATIN.fullmatch(name))
    if len(name) < 2 or is_unit(name) or (len(name) == 3 and name[-1] in "区县镇乡省市"):
        return False
    if has_surname(name) and len(name) <= MAX_NAME:
        return len(name) <= 3 or labelled or name[:2] in COMPOUND
    return labelled and pen and len(name) <= MAX_PEN_NAME and not _NO_PEN_NAME.search(name)


def is_outlet(text: str) -> bool:
    """Whether a text reads like the name of an outlet or of a body that publishes."""
    return 2 <= len(text) <= 30 and bool(_OUTLET.search(text)) and not re.search(r"[，。！？；]", text)
