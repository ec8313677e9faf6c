"""Read: the article's own text among the lines of a page: its paragraphs in order. Lines in, a stretch of lines out.

Lines of unlinked text with Chinese punctuation vote for the blocks around them; names of classes raise a block or cut it; the
stretch begins after the headline and ends at the first sign-off line. What a page with little Chinese holds, trafilatura says.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from .blocks import CONTAINERS, Line, Lines
from .ending import CERTAIN, MIN_ARTICLE_CHARACTERS, end_of_article, goes_on, is_dated
from .furniture import SOFT, head_line, is_ornament, lead_in, sign_off
from .named import is_abstract
from .title import key

MIN_HAN = 200
"""Of a page with less Chinese trafilatura is asked as well."""
MIN_VOTE_CHARACTERS = 10
MIN_LATIN_CHARACTERS = 40
"""The same for a line without Chinese: "April 6, 2022" is none."""
LINKED_SHARE = 0.34
"""A line with more of it in links is no text, unless it is long."""
SIGN_OFF_AFTER = 0.35
"""A sign-off ends the article only past this share of its text; before, it is left out alone."""
MAX_ISSUER = 40
"""The name of a body that issues a document is no longer."""
SOFT_AFTER = 0.75
"""The same for what stands in the middle of some articles as well: share words, tags, page numbers."""
HEAD_LINES, FEW_LINES = 6, 4
"""A line that says when stands so near below its headline; so many lines without a sentence are an article."""
LEVEL_WEIGHTS = (1.0, 0.72, 0.5, 0.34, 0.2)
"""How much of a line's vote the first, second … container around its paragraph gets."""
SIBLING_SHARE = 0.12
"""A neighbour of the best block belongs to it when it has this share of its votes."""

HAN = re.compile(r"[\u3400-\u9fff]")
MARKS = re.compile(r"[，。；：？！、“”…）》]|[,.;:?!](?:\s|$)")
_RAISED = re.compile(
    r"article|content|(?<![a-z])con(?![a-z])|text|body|zoom|trs_editor|detail|post|artical|endtext|js_content|ozoom|vsbcontent|zw|neirong"
    r"|wenzhang|main-?txt|rm_txt|story|entry|editor|news",
    re.I,
)


@dataclass(slots=True)
class Found:
    """The article's lines in a page."""

    paragraphs: list[Line] = field(default_factory=list)
    first: int = 0
    """Index of its first line among the lines of the page."""
    last: int = 0
    """Index after its last line; what follows in the block is its foot."""
    end: int = 0
    """Index after the last line of its block."""
    skipped: list[Line] = field(default_factory=list)
    """Lines before the text's end that were left out: they may say who signed."""

    @property
    def text(self) -> str:
        """Paragraphs joined by one newline."""
        return "\n".join(line.text for line in self.paragraphs)


def is_text(line: Line) -> bool:
    """Whether a line is running text by itself: enough of it unlinked, with punctuation."""
    if line.free < MIN_VOTE_CHARACTERS or not MARKS.search(line.text):
        return False
    if line.free < MIN_LATIN_CHARACTERS and not HAN.search(line.text):
        return False
    return line.linked <= LINKED_SHARE * len(line.text) or (line.free > 80 and line.linked < 0.6 * len(line.text))


def find_text(page: Lines, headline: int | None, bodies: Sequence[HtmlElement] = ()) -> Found | None:
    """The article's lines; None when no line votes.

    `headline`: index of the line that is the headline, None: unknown. `bodies`: elements that a known platform keeps the
    article in; the first with text in it is taken.
    """
    lines = page.rows
    for body in bodies:
        first, last = page.span(body)
        if sum(line.free for line in lines[first:last]) >= 40:
            return _trimmed(lines, first, last, headline, lines[first].cut is not None)
    for with_cut in (False, True):
        voters = [
            at
            for at, line in enumerate(lines)
            if (with_cut or line.cut is None) and is_text(line) and (headline is None or at > headline)
        ]
        voters = [at for at in voters if not (sign_off(lines[at].text) or head_line(lines[at].text))]
        if sum(lines[at].free for at in voters) >= (60 if not with_cut else 1):
            end = end_of_article(lines, voters) if headline is not None else len(lines)
            voters = [at for at in voters if at < end]
            first, last = _stretch(page, voters, _best_block(page, voters))
            found = _trimmed(lines, first, min(last, end) if end > first else last, headline, with_cut)
            found.end = max(found.last, last)  # the foot goes on in the block
            return found
    return _few_words(lines, headline) if headline is not None else None


def _few_words(lines: Sequence[Line], headline: int) -> Found | None:
    """A poem, a list: lines without a sentence below a headline and a line that says when or from where, up to a sign-off."""
    start = next(
        (at for at in range(headline + 1, min(headline + HEAD_LINES, len(lines))) if head_line(lines[at].text)), 0
    )
    last = start
    while start and last + 1 < len(lines):
        line = lines[last + 1]
        if line.linked or line.cut is not None or line.level or sign_off(line.text) or is_dated(line):
            break
        last += 1
    return _trimmed(lines, start + 1, last + 1, headline, False) if last >= start + FEW_LINES else None


def _best_block(page: Lines, voters: Sequence[int]) -> HtmlElement:
    lines, spans = page.rows, page.spans
    scores: defaultdict[HtmlElement, float] = defaultdict(float)
    of_block = Counter(lines[at].block for at in voters)
    for at in voters:
        line = lines[at]
        vote = min(line.free, 400) + 8 * len(MARKS.findall(line.text[:400]))
        node: HtmlElement | None = line.block
        if not (of_block[line.block] > 1 and line.block.tag in CONTAINERS):
            if line.block.tag in CONTAINERS:
                scores[line.block] += 0.9 * vote
            node = _container(line.block)
        for weight in LEVEL_WEIGHTS:
            if node is None:
                break
            scores[node] += weight * vote
            node = _container(node)
    return max((node for node in scores if node in spans), key=lambda node: scores[node] * _weight(node))


def _container(node: HtmlElement) -> HtmlElement | None:
    parent = node.getparent()
    while parent is not None and parent.tag not in CONTAINERS:
        parent = parent.getparent()
    return parent


def _weight(node: HtmlElement) -> float:
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return 1.15 if node.tag == "article" or _RAISED.search(names) else 1.0


def _stretch(page: Lines, voters: Sequence[int], best: HtmlElement) -> tuple[int, int]:
    """First and last line of the block, with those neighbours that hold as good text."""
    first, last = page.span(best)
    voting = set(voters)
    mine = sum(page.rows[at].free for at in range(first, last) if at in voting)
    parent = best.getparent()
    for sibling in [] if parent is None or best.tag == "body" else parent:
        start, end = page.span(sibling)
        if sibling is best or start == end:
            continue
        free = sum(line.free for line in page.rows[start:end])
        good = sum(page.rows[at].free for at in range(start, end) if at in voting)
        similar = sibling.tag == best.tag and (sibling.get("class") or "") == (best.get("class") or "")
        if good >= 0.6 * free and (good >= SIBLING_SHARE * mine or (similar and good)):
            first, last = min(first, start), max(last, end)
    return first, last


def _trimmed(lines: Sequence[Line], first: int, last: int, headline: int | None, with_cut: bool) -> Found:
    """The paragraphs of a stretch: after the headline, up to the first sign-off, without furniture between."""
    start = max(first, headline + 1) if headline is not None and headline < last else first
    texts = [(at, lines[at]) for at in range(start, last) if with_cut or lines[at].cut is None]
    total = sum(line.free for _, line in texts if is_text(line)) or 1
    paragraphs: list[Line] = []
    skipped: list[Line] = []
    begun = seen = 0
    end = start
    for at, line in texts:
        if (name := sign_off(line.text)) is not None:
            if name == "related links" and paragraphs and goes_on(lines[at + 1 : last], paragraphs[-1]):
                continue
            if seen >= (SOFT_AFTER if name in SOFT else SIGN_OFF_AFTER) * total:
                break
            if name in CERTAIN and seen >= MIN_ARTICLE_CHARACTERS:
                break
            skipped.append(line)
            continue
        if not begun and (
            head_line(line.text) is not None
            or (headline is not None and repeats(line, lines[headline]))
            or is_abstract(line.block)
        ):
            skipped.append(line)
            continue
        if _is_left_out(line, begun):
            continue
        paragraphs.append(line)
        end = at + 1
        if is_text(line):
            seen += line.free
            begun = True
    while paragraphs and _is_loose_end(paragraphs[-1]) and not signs_document(paragraphs):
        paragraphs.pop()
    if not seen:  # nothing but what reads like an abstract
        paragraphs = [line for line in skipped if is_text(line)] + paragraphs
    return Found(paragraphs, _index(texts, paragraphs[0]) if paragraphs else start, end, last, skipped)


def repeats(line: Line, headline: Line) -> bool:
    """Whether a line before the text is the headline once more."""
    return key(line.text) == key(headline.text)


def _index(texts: Sequence[tuple[int, Line]], line: Line) -> int:
    return next(at for at, other in texts if other is line)


def _is_left_out(line: Line, begun: int) -> bool:
    """Furniture inside the stretch: lead-ins, ornaments, lines that are links."""
    if lead_in(line.text) is not None or is_ornament(line.text):
        return True
    if line.linked and line.linked >= 0.8 * len(line.text) - 2:
        return len(line.text) >= 8 or not begun or not HAN.search(line.text)
    return False


def _is_loose_end(line: Line) -> bool:
    """A last line that is no sentence of the article: a link, a date, a page number."""
    return line.linked * 2 > len(line.text) or bool(re.fullmatch(r"[\d\s年月日:：./-]{4,24}", line.text))


def signs_document(lines: Sequence[Line]) -> bool:
    """Whether the last line is the date of a document, under the name of the body that issues it."""
    return (
        len(lines) > 1
        and re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", lines[-1].text.replace(" ", "")) is not None
        and len(lines[-2].text) <= MAX_ISSUER
        and not MARKS.search(lines[-2].text)
    )
