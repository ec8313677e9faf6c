"""Generated Chinese news text with known truth: releases, copies, cuts, excerpts, templates. No network, no clock.

Varied on purpose: two releases share no more than two newspapers do by chance. Used by the benchmarks and by property tests.
"""

from __future__ import annotations

from random import Random

PLACES = "东港 西坝 新河 双桥 柳园 石泉 白塔 龙湾 金沙 翠屏 云台 花果 青口 板浦 南城 北关 盐河 锦屏 海州 猴嘴".split()
UNITS = "社区 街道 学校 医院 工业园 菜市场 水厂 泵站 车站 码头 养老院 村委会 合作社 粮库 冷库 隧道 桥梁 幼儿园 体育馆 图书馆".split()
PEOPLE = "队员 居民 工程师 老师傅 志愿者 负责人 值班员 农户 商户 医生 司机 校长 主任 班长 技术员 党员 新员工 退休职工 电工 网格员".split()
VERBS = "检查 更换 抢修 走访 清扫 加固 登记 调试 巡视 搬运 安装 测量 排查 整理 修剪 护送 慰问 记录 核对 联系".split()
THINGS = "变压器 线路 表箱 电缆 路灯 水泵 空调 充电桩 开关 配电柜 横担 绝缘子 发电机 帐篷 物资 图纸 台账 接线 树枝 标识牌".split()
TIMES = "清晨 上午 中午 傍晚 入夜 次日 周末 雨后 节前 月底 开春 汛期 大风过后 寒潮来前 交接班时 通车前夕 开学前 收割时节 集市散后 天亮以前".split()
MANNERS = (
    "逐户 分组 连夜 冒雨 按计划 提前 轮流 仔细 迅速 反复 就近 当面 主动 耐心 合力 错峰 分批 现场 优先 同步".split()
)
COMMON = "".join(bytes((lead, trail)).decode("gb2312") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF))
"""The 3,666 commonest characters of GB 2312, near enough."""
LEXICON_WORDS = 6000
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "建国 海燕 志强 秀兰 晓东 永平 春梅 立新 文博 玉珍 小龙 婷婷 德胜 家宝 雪峰 红梅 少华 振宇 丽娜 成林".split()
BOILERPLATE = (
    "该单位成立于一九九六年，担负着全市供电服务保障任务，服务客户一百二十余万户，先后获得多项荣誉称号，"
    "始终坚持人民电业为人民的宗旨，为地方经济社会发展提供可靠电力支撑，欢迎广大客户监督。"
)


class Newsroom:
    """Writes texts from one seed; the same seed gives the same texts."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        words = Random(0)
        self.lexicon = ["".join(words.sample(COMMON, 2)) for _ in range(LEXICON_WORDS)]

    def words(self, low: int, high: int) -> str:
        """Two-character words in a row, frequent ones more often, as words are."""
        many = self.random.randint(low, high)
        return "".join(self.lexicon[int(LEXICON_WORDS * self.random.random() ** 2)] for _ in range(many))

    def sentence(self) -> str:
        """A sentence of 25 to 60 characters."""
        pick = self.random.choice
        number = self.random.randint(2, 986)
        name = pick(SURNAMES) + pick(GIVEN)
        forms = (
            f"{pick(TIMES)}，{pick(PLACES)}{pick(UNITS)}的{pick(PEOPLE)}{name}{pick(MANNERS)}{self.words(1, 2)}{pick(VERBS)}{pick(THINGS)}{number}处，{self.words(3, 7)}。",
            f"{name}是{pick(PLACES)}{pick(UNITS)}{pick(PEOPLE)}，{pick(TIMES)}{pick(MANNERS)}{self.words(1, 2)}{pick(VERBS)}了{pick(THINGS)}，{self.words(3, 7)}。",
            f"“{pick(THINGS)}{pick(MANNERS)}{self.words(1, 2)}{pick(VERBS)}过了，{self.words(3, 7)}。”{pick(PEOPLE)}{name}{pick(TIMES)}说。",
            f"据统计，{pick(PLACES)}累计{pick(VERBS)}{pick(THINGS)}{number}台，{pick(UNITS)}{number + 7}个，{pick(PEOPLE)}{pick(MANNERS)}{self.words(1, 2)}{pick(VERBS)}，{self.words(3, 7)}。",
            f"从{pick(PLACES)}到{pick(PLACES)}，{number}名{pick(PEOPLE)}{pick(TIMES)}{pick(MANNERS)}{self.words(1, 2)}{pick(VERBS)}{pick(THINGS)}和{pick(THINGS)}，{self.words(3, 7)}。",
        )
        return pick(forms)

    def sentences(self, characters: int) -> list[str]:
        """Sentences of about so many characters together."""
        found: list[str] = []
        while sum(map(len, found)) < characters:
            found.append(self.sentence())
        return found

    def release(self, name: str | None = None, characters: int = 700) -> str:
        """A text in paragraphs; `name` stands in the first and in a later one."""
        sentences = self.sentences(characters)
        if name:
            sentences[0] = f"近日，{name}" + sentences[0]
            at = self.random.randrange(1, len(sentences))
            sentences[at] = f"{name}" + sentences[at]
        return paragraphs(sentences, self.random)

    def edited(self, text: str, share: float = 0.05) -> str:
        """A copy with this share of its characters replaced, each by itself."""
        letters = list(text)
        for at in range(len(letters)):
            if letters[at] not in "\n，。" and self.random.random() < share:
                letters[at] = self.random.choice(COMMON)
        return "".join(letters)

    def cut(self, text: str, kept: float = 0.6) -> str:
        """A copy without its tail."""
        return text[: int(len(text) * kept)]

    def moved(self, text: str) -> str:
        """A copy with its paragraphs in another order."""
        parts = text.split("\n")
        self.random.shuffle(parts)
        return "\n".join(parts)

    def garbled(self, text: str) -> str:
        """A copy as hijacked sites make it: pinyin in brackets after common characters."""
        marks = {
            "电": "電(diàn)",
            "线": "線(xiàn)",
            "员": "員(yuán)",
            "时": "時(shí)",
            "说": "說(shuō)",
            "动": "動(dòng)",
            "队": "隊(duì)",
        }
        return "".join(marks.get(letter, letter) for letter in text)

    def with_editors_line(self, text: str) -> str:
        """A copy with a line of its own at the head and one at the foot."""
        return f"编者按：{self.sentence()}\n{text}\n{self.sentence()}"

    def quoting(self, passage: str, name: str | None = None, characters: int = 900) -> str:
        """An article of its own that holds a passage; `name` stands outside of it when given."""
        sentences = self.sentences(characters)
        half = len(sentences) // 2
        if name:
            sentences[0] = f"{name}" + sentences[0]
        return (
            paragraphs(sentences[:half], self.random)
            + "\n"
            + passage
            + "\n"
            + paragraphs(sentences[half:], self.random)
        )


def paragraphs(sentences: list[str], random: Random) -> str:
    """Sentences in paragraphs of two to four."""
    found = []
    at = 0
    while at < len(sentences):
        step = random.randint(2, 4)
        found.append("".join(sentences[at : at + step]))
        at += step
    return "\n".join(found)
