"""Read: who signed, and what source is named, in a line of text. A label holds for the names up to the next label.

Text in, Bylines and source out. Forms and traps: the tables in tests/crawler/extract.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from coverage_db.records import Byline

from .labels import OUTLET_FIRST, Label, labels_of
from .names import COMPOUND, DOTS, clean_name, has_surname, is_department, is_outlet, is_person, is_unit
from .script import ANNOTATION, simplified

MAX_BARE_NAMES = 4
"""A bracket without a label holds at most so many names."""
MAX_LINE = 400

_SPLIT = re.compile(r"[\s、，,/／|;；&丨。]+|(?<=[\u4e00-\u9fff])(?:和|与|及)(?=[\u4e00-\u9fff]{2})")
_BRACKETS = re.compile(r"[（(【〔\[]([^（()）【】〔〕\[\]]{2,120})[)）】〕\]]")
_TAIL_BRACKET = re.compile(
    rf"[（(【〔\[]((?:[^（()）【】〔〕\[\]]|{ANNOTATION}){{2,120}})[)）】〕\]]\s*[。.]?\s*(?:[（(]完[)）])?\s*$"
)
_DATELINE = re.compile(
    r"^[\s\u3000]*(?:[【\[][^】\]]{2,12}[】\]]\s*|(?:[\u4e00-\u9fffA-Za-z·\-—－]{2,16}(?:讯(?!员)|电|消息|报道)|[\u4e00-\u9fff]{2,12}\d{1,2}月\d{1,2}日[\u4e00-\u9fff]{0,3}(?:电|讯|消息))\s*[:：]?\s*)"
)
_NO_BYLINE = re.compile(r"以下简称|下转|上接|图略|名单略|附图|详见|\d{4}年|单位[:：]|[，。；！？“”]")
_SUFFIX_ROLES = {"文": "author", "图": "photographer", "摄": "photographer", "摄影": "photographer", "摄影报道": "photographer", "文/图": "author", "图/文": "author", "文图": "author", "图文": "author", "文/摄": "author", "摄/文": "author", "供图": "photographer", "撰文": "author", "采写": "author"}  # fmt: skip
_BOTH = ("文/图", "图/文", "文图", "图文", "文／图", "文/摄", "摄/文")
_GIVEN = re.compile(r"(?:图片?|照片|图/?片?)由\s*([\u3400-\u9fff·]{2,12}?)\s*(?:提供|供图|拍摄|摄)")
_NAME_AND_OUTLET = re.compile(r"([\u3400-\u9fff·]{2,8})\s*[/／]\s*([^\s/／]{2,20})")


def read_bylines(text: str) -> tuple[list[Byline], str | None]:
    """(bylines in order, source) of one line: a head line, a bracket, a foot. Text of an article gives nothing.

    A text without a label is a byline only if it is a bracket, or follows a dateline in one, and holds 1 to 4 names and
    nothing else.
    """
    text = simplified(unicodedata.normalize("NFC", text)).strip()[:MAX_LINE]
    bracket = _after_dateline(text)
    if bracket is not None:
        return _in_bracket(bracket[1])
    found = _NAME_AND_OUTLET.fullmatch(text)
    if found and is_person(clean_name(found[1])) and is_outlet(found[2]):
        return [Byline(clean_name(found[1]), "author")], found[2]
    whole = re.fullmatch(r"[（(【〔\[]([^（()）【】〔〕\[\]]{2,160})[)）】〕\]][。.]?", text)
    if whole:
        return _in_bracket(whole[1])
    tail = _TAIL_BRACKET.search(text)
    if tail and tail.start() > 0 and not labels_of(text[: tail.start()]):
        return _in_bracket(tail[1])
    return ([], None) if _is_sentence(text) else _read(text)


def _is_sentence(text: str) -> bool:
    """Whether a text is running text: it goes on after a full stop, or has commas and no label with a colon."""
    return bool(re.search(r"[。！？](?!$)", text)) or (
        "，" in text and not any(label.marked for label in labels_of(text))
    )


def lead_bracket(text: str) -> re.Match[str] | None:
    """The bracket after a dateline at the start of a text that holds a byline; None when there is none."""
    bracket = _after_dateline(text)
    if bracket is None and (first := _BRACKETS.match(text)) and labels_of(first[1])[:1]:
        bracket = first if labels_of(first[1])[0].start == 0 else None  # 【文/某某网 甲】
    return bracket if bracket and any(_in_bracket(simplified(bracket[1]))) else None


def tail_bracket(text: str, *, bare: bool = True) -> re.Match[str] | None:
    """The bracket at the end of a text that holds a byline or a source; None when there is none. `bare`: names alone will do,
    as they do at the very end of an article only."""
    bracket = _TAIL_BRACKET.search(text)
    if bracket is None or not (bare or labels_of(simplified(bracket[1]))):
        return None
    return bracket if any(_in_bracket(simplified(bracket[1]))) else None


def unit_bracket(text: str) -> re.Match[str] | None:
    """The bracket after the last sentence that holds the name of a unit and nothing else: （某某县发改局）."""
    bracket = _TAIL_BRACKET.search(text)
    if bracket is None or not re.search(r"(?:^|[。！？”])\s*$", text[: bracket.start()]):
        return None
    return (
        bracket if re.fullmatch(r"[\u3400-\u9fff]{4,24}", bracket[1].strip()) and is_unit(bracket[1].strip()) else None
    )


def signed_body(text: str) -> str | None:
    """The department that stands alone after 作者： where a person would; None for companies, outlets and everything else."""
    for label in (labels := labels_of(text[:MAX_LINE])):
        if label.text == "作者" and label.marked:
            rest = text[
                label.end : min((other.start for other in labels if other.start > label.start), default=len(text))
            ]
            name = rest.strip(" \t\u3000|｜丨/")
            return name if re.fullmatch(r"[\u3400-\u9fff]{2,14}", name) and is_department(name) else None
    return None


def signed_outlet(text: str) -> str | None:
    """The outlet before 记者 in a line (澎湃新闻记者 …); None for 本报 and the like."""
    text = text[:MAX_LINE]
    for label in labels_of(plain := simplified(text)):
        if label.role == "reporter" and (found := OUTLET_FIRST.match(label.ornament)):
            start = label.start + found.start(1)
            printed = text[start : start + len(found[1])] if len(plain) == len(text) else found[1]
            return printed if is_outlet(found[1]) else None
    return None


def _after_dateline(text: str) -> re.Match[str] | None:
    dateline = _DATELINE.match(text)
    return _BRACKETS.match(text, dateline.end()) if dateline else None


def bare_names(text: str) -> list[str]:
    """The names of a text that holds 1 to 4 names, perhaps their unit, and nothing else; [] otherwise."""
    if _NO_BYLINE.search(text):
        return []
    names = [clean_name(name) for name in _names(text)]
    whole = [name for name in names if not is_unit(name)]
    if 1 <= len(whole) <= MAX_BARE_NAMES and all(is_person(name) for name in whole):
        return whole
    return []


def _in_bracket(text: str) -> tuple[list[Byline], str | None]:
    if labels_of(text):
        return ([], None) if re.match(r"\s*(?:以下简称|下转|上接|作者单位)", text) else _read(text)
    return [Byline(name, "author") for name in bare_names(text)], None


def _read(text: str) -> tuple[list[Byline], str | None]:
    """A text with labels, read from label to label."""
    labels = labels_of(text)
    bylines = [Byline(found[1], "photographer") for found in _GIVEN.finditer(text) if is_person(found[1])]
    source: str | None = None
    pending = _clean(text[: labels[0].start]) if labels else []
    role = ""
    for at, label in enumerate(labels):
        end = labels[at + 1].start if at + 1 < len(labels) else len(text)
        rest = text[label.end : end]
        if label.role == "source":
            if not rest.strip() and at + 1 < len(labels) and labels[at + 1].ornament:
                rest = labels[at + 1].ornament
            source, pending = _source_and_names(rest, source)
            bylines += [Byline(name, "reporter") for name in pending]
            role, pending = "source", []
            continue
        names = _clean(rest, labelled=True, pen=label.marked)
        suffix = _SUFFIX_ROLES.get(label.text)
        attached = text[: label.start].rstrip().endswith(("/", "／"))
        if suffix and pending and not label.marked and (attached or not names or not role):
            bylines += _signed(pending, label.text, suffix, role)
            role, pending = "", _clean(rest)
            continue
        if label.role and names:
            bylines += [Byline(name, each) for name in names for each in _roles(label)]
        role, pending = label.role, names
    return list(dict.fromkeys(bylines)), source


def _signed(names: list[str], label: str, suffix: str, role: str) -> Iterator[Byline]:
    """Names before a label. After 通讯员 or 记者 the 文 adds nothing."""
    for name in names:
        if not (suffix == "author" and role in ("reporter", "correspondent")):
            yield Byline(name, suffix)
        if label == "摄影报道" and role not in ("reporter", "correspondent"):
            yield Byline(name, "author")
        if label in _BOTH:
            yield Byline(name, "photographer")


def _roles(label: Label) -> tuple[str, ...]:
    return ("author", "photographer") if label.text in _BOTH else (label.role,)


def _source_and_names(text: str, before: str | None) -> tuple[str | None, list[str]]:
    """来源 as far as it goes; after a slash the names of the station's reporters."""
    head, *others = re.split(r"/|／", text.strip(" :：|丨"))
    names = [name for other in others for name in _clean(other, labelled=False)]
    if others and not names:
        head = text
    first, *rest = head.split()[:4] or [""]
    if rest and is_outlet(first) and all(is_person(name) for name in rest):
        head, names = first, [*rest, *names]
    source = clean_source(head)
    return (before or source or None), names


def clean_source(text: str) -> str:
    """A source as printed, without what follows it on its line."""
    text = re.split(
        r"\s{2,}|[\u3000\xa0|丨]|\s+(?=[\u4e00-\u9fff]{2,6}\s*[:：])|\d{4}[-年/.]\d|(?<=[\u4e00-\u9fff])\s(?=\d)|[\[（(【](?:原创|整理|转载)|[)）]\s*[(（]",
        text.strip(" \t:：|丨\u3000\xa0"),
    )[0]
    text = re.sub(r"\s+(?:原创稿?|转载稿?)$|(?:字号|打印|分享|点击|听报道|听新闻|我要|作者|编辑|记者).*$", "", text)
    first, _, rest = re.sub(r"\s+", " ", text).strip().partition(" ")
    text = first if rest and is_outlet(first) else f"{first} {rest}"
    text = text.strip(" \t:：|丨-—·,，、；;。\"'[]【】<>").removeprefix("于").strip()
    if account := re.fullmatch(
        r"(?:官方)?(?:微信)?(?:公众号|微博|客户端|视频号)[:：]?\s*[“\"「《]([^”\"」》]{2,})[”\"」》]?", text
    ):
        text = account[1]
    for opening, closing in ("《》", "（）", "()", "“”"):
        if text.count(opening) != text.count(closing) or text[:1] + text[-1:] == opening + closing:
            text = text.strip(opening + closing)
    return text if 1 < len(text) <= 40 and not re.fullmatch(r"[\d\W_]+", text) else ""


def _names(text: str) -> list[str]:
    """The parts of a list of names; single characters with a space between are one name."""
    text = re.sub(rf"\s*[{DOTS}]\s*", "·", text)
    text = re.sub(
        r"(?<![\u3400-\u9fff·])([\u3400-\u9fff])[\s\u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff·])", r"\1\2", text
    )
    return [part for part in _SPLIT.split(text) if part.strip()]


def _apart(name: str) -> list[str]:
    """Two names written without anything between: 王希刘硕. A compound surname is one name."""
    if not 4 <= len(name) <= 6 or name[:2] in COMPOUND or "·" in name or is_unit(name) or not has_surname(name):
        return [name]
    for at in (2, 3):
        rest = name[at:]
        if 2 <= len(rest) <= 3 and has_surname(rest) and is_person(name[:at]) and is_person(rest):
            return [name[:at], rest]
    return [name]


def _clean(text: str, *, labelled: bool = False, pen: bool = False) -> list[str]:
    """The persons of a list of names."""
    text = re.split(r"(?<=.)[（(\[【〔）)\]】〕“”。！？]|以下简称|\s等(?:\s|$)", text)[0].strip(
        " \t\u3000:：|丨/□◎■●◆*)）】〕](（【〔[“"
    )
    parts = [name for part in _names(text) for name in _apart(re.sub(r"等$|(?<=..)报[道导]$", "", clean_name(part)))]
    alone = pen and len(parts) == 1
    found = []
    for part in parts:
        if is_person(part, labelled=labelled, pen=alone):
            found.append(part)
        elif part and not is_unit(part) and not is_outlet(part):
            break
    return found
