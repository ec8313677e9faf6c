"""Stories: which articles are one story, which came first, which only took a piece. Values in, places out.

The same articles give the same answer in any order of arrival: what is measured of two texts depends on these two alone,
and every role is derived anew from all members. No network, no database.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .links import (
    DOUBTFUL_SHARE,
    EXCERPT_RUN,
    EXCERPT_SHARE,
    REPRINT_OF_COPY,
    REPRINT_OF_ORIGINAL,
    Link,
    quotes,
)

NEARLY_MOST = 0.9
"""Of several articles that hold a passage, those that hold nearly most of it could be its source."""
WHOLE_SHARE = 0.5
"""An article that shares so much of its text is somebody else's text under a headline of its own: a company named in this
headline is not spoken of elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What the order of *original* needs to know of an article; decisions are in it already."""

    id: int
    tie: tuple[str, ...]
    """Breaks the last tie: URL, title …, never the order of arrival."""
    text_hash: str
    """Articles with one hash have the same letters; "" for an article without text."""
    outlet: str | None = None
    names: tuple[str, ...] = ()
    """Folded name, brand and aliases of the outlet."""
    level_rank: int = 99
    own: bool = False
    published: str | None = None
    source: str = ""
    """The folded source (来源) that the page names."""
    garbled: bool = False
    path_kept: bool = False
    """It stands under the path of a known outlet on a host that nobody owns."""
    spam: bool = False
    by_hand: bool = False
    """Entered by hand, without a page: second to a page in all else."""
    names_us: bool = False
    """It holds a company mention."""
    title_names_us: bool = False
    role: str | None = None
    """The role that an officer gave it."""
    alone: bool = False
    """`split`: it follows from no text any more."""
    decided: bool = False
    """An officer said what it is to its neighbours: it does not wait as a near duplicate."""

    @property
    def rank_class(self) -> int:
        """0 press, 1 own, 2 mirror or suspected; -1 said to be the original. Only press can be the original while there is any."""
        if self.role == "original":
            return -1
        if self.garbled or self.path_kept or self.role == "mirror":
            return 2
        return 1 if self.own else 0

    def key(self, named: bool = False) -> tuple[object, ...]:
        """Its place in the order of *original*. `named`: the others' source (来源) names its outlet."""
        day = self.published[:10] if self.published else ""
        time = self.published[10:] if self.published else ""
        return (self.rank_class, not day, day, not named, self.level_rank, not time, time, self.by_hand, self.tie)


class Place(NamedTuple):
    """What an article is to the others."""

    group: int
    """Articles of one group are one story: the id of its first member; an excerpt has the group of the story it is from."""
    rank: int
    """1 … in the order of *original*, excerpts after all others."""
    role: str
    """original, reprint, excerpt or mirror."""
    why: str
    """near_duplicate and mirror_suspect, as far as they apply, parted by a space."""


def arrange(members: Mapping[int, Member], links: Iterable[Link], ties: Iterable[tuple[int, int]]) -> dict[int, Place]:
    """The place of every member.

    `links`: measured pairs; each speaks for all articles with the same text. `ties`: pairs that an officer joined.
    """
    if len(members) == 1:
        (member,) = members.values()
        return {member.id: Place(member.id, 1, _role(member, [member], False), _why(member, [member], False))}
    return _Arrangement(members, list(links), list(ties)).places()


class _Arrangement:
    def __init__(self, members: Mapping[int, Member], links: list[Link], ties: list[tuple[int, int]]) -> None:
        self.members = members
        self.classes: dict[str, list[Member]] = defaultdict(list)
        for member in sorted(members.values(), key=Member.key):
            if member.text_hash and not member.alone:
                self.classes[member.text_hash].append(member)
        self.pairs = [found for link in links if (found := self._between_texts(link))]
        self.group = self._union(ties)
        self.copies = Counter(self.group.values())
        self.named: dict[int, bool] = {}

    def places(self) -> dict[int, Place]:
        """Groups, ranks and roles, all derived from the final set."""
        groups: dict[int, list[Member]] = defaultdict(list)
        for member in self.members.values():
            groups[self.group[member.id]].append(member)
        ranked = {}
        for group in groups.values():
            self.named |= _named(group)
            group.sort(key=lambda member: member.key(self.named[member.id]))
            ranked[group[0].id] = group
        first = {member.id: key for key, group in ranked.items() for member in group}
        source = self._excerpts()
        rows: dict[int, list[Member]] = defaultdict(list)
        for key, group in ranked.items():
            rows[key] += [member for member in group if member.id not in source]
        excerpts = [self.members[article] for article in source]
        for member in sorted(excerpts, key=Member.key):
            rows[first[_root(member.id, source)]].append(member)
        waits = self._near_duplicates()
        return {
            member.id: Place(
                row[0].id, rank, _role(member, row, member.id in source), _why(member, row, member.id in waits)
            )
            for row in rows.values()
            for rank, member in enumerate(row, 1)
        }

    def _between_texts(self, link: Link) -> tuple[Link, list[Member], list[Member]] | None:
        """A link with the members of the two texts, the earlier of which decide what it is."""
        one, two = (self.members[article].text_hash for article in (link.article, link.other))
        if not self.classes.get(one) or not self.classes.get(two):
            return None
        return link, self.classes[one], self.classes[two]

    def _union(self, ties: list[tuple[int, int]]) -> dict[int, int]:
        parent = {article: article for article in self.members}

        def find(article: int) -> int:
            while parent[article] != article:
                parent[article] = article = parent[parent[article]]
            return article

        def join(one: int, two: int) -> None:
            parent[find(one)] = find(two)

        for group in self.classes.values():
            for member in group[1:]:
                join(group[0].id, member.id)
        for link, ours, theirs in self.pairs:
            if kind(link, ours[0], theirs[0]) == "reprint":
                join(ours[0].id, theirs[0].id)
        for one, two in ties:
            join(one, two)
        return {article: find(article) for article in self.members}

    def _sides(self, wanted: str) -> Iterator[tuple[Member, Member, float, bool]]:
        """(member, first member of the other text, share of the member's text, inside) of different stories."""
        for link, ours, theirs in self.pairs:
            if kind(link, ours[0], theirs[0]) != wanted:
                continue
            for one, two, share, inside in (
                (ours, theirs, link.share_of_article, link.article_inside),
                (theirs, ours, link.share_of_other, link.other_inside),
            ):
                for member in one:
                    if self.group[member.id] != self.group[two[0].id]:
                        yield member, two[0], share, inside

    def _excerpts(self) -> dict[int, int]:
        """{excerpt: the article that it was taken from}: the earliest of those that hold most of its text."""
        takes: dict[tuple[int, int], float] = {}
        for member, other, share, inside in self._sides("excerpt"):
            elsewhere = member.title_names_us and share < WHOLE_SHARE
            if member.names_us and inside and not elsewhere and not member.decided and member.role != "original":
                takes[member.id, other.id] = share
        candidates: dict[int, list[int]] = defaultdict(list)
        for follower, followed in takes:
            if self._may_follow(follower, followed, takes):
                candidates[follower].append(followed)
        source = {}
        for follower, all_followed in candidates.items():
            most = max(takes[follower, followed] for followed in all_followed)
            near = [followed for followed in all_followed if takes[follower, followed] >= NEARLY_MOST * most]
            source[follower] = min(near, key=lambda followed: self.members[followed].key())
        for article in sorted(source, key=lambda article: self.members[article].key()):
            if _root(article, source) == article:
                del source[article]
        home = [article for article in source if self.group[_root(article, source)] == self.group[article]]
        return {article: other for article, other in source.items() if article not in home}

    def _may_follow(self, follower: int, followed: int, takes: Mapping[tuple[int, int], float]) -> bool:
        """Whether one can be taken from the other: it is the later one in the order of *original*. On one day, when nobody knows
        which came first, that can be wrong: of two that could each be taken from the other the one with more copies is the
        source, and one that has at least half of its text from the other is an excerpt of it in any case."""
        member, other = self.members[follower], self.members[followed]
        later = other.key() < member.key()
        if (member.published or "")[:10] != (other.published or "")[:10] or member.rank_class != other.rank_class:
            return later
        if (followed, follower) in takes:
            return (-self.copies[self.group[followed]], other.key()) < (
                -self.copies[self.group[follower]],
                member.key(),
            )
        return later or takes[follower, followed] >= WHOLE_SHARE

    def _near_duplicates(self) -> set[int]:
        return {
            member.id
            for member, other, *_ in self._sides("doubtful")
            if not member.decided and other.key() < member.key()
        }


def _role(member: Member, row: Sequence[Member], taken: bool) -> str:
    if member.role:
        return member.role
    if member.garbled or (member.path_kept and _has_press(row)):
        return "mirror"
    if taken:
        return "excerpt"
    return "original" if member is row[0] else "reprint"


def _root(article: int, source: Mapping[int, int]) -> int:
    """The article that an excerpt of an excerpt goes back to; the article itself when the chain is a ring."""
    at = article
    seen = {article}
    while at in source:
        at = source[at]
        if at in seen:
            return article
        seen.add(at)
    return at


def _named(group: Sequence[Member]) -> dict[int, bool]:
    """{member: another outlet's page names its outlet as the source}."""
    sources = {(member.source, member.outlet) for member in group if member.source}
    return {
        member.id: any(
            outlet != member.outlet and any(name in source for name in member.names) for source, outlet in sources
        )
        for member in group
    }


def _has_press(row: Sequence[Member]) -> bool:
    return any(member.rank_class < 1 for member in row)


def _why(member: Member, row: Sequence[Member], near: bool) -> str:
    causes = []
    if near:
        causes.append("near_duplicate")
    unsettled = member.spam or (member.path_kept and not _has_press(row))
    if unsettled and not member.garbled and member.role is None:
        causes.append("mirror_suspect")
    return " ".join(causes)


def kind(link: Link, article: Member, other: Member) -> str | None:
    """What a pair is: reprint, doubtful, excerpt or nothing. The order of *original* says which of the two is the copy."""
    copy, original = link.share_of_article, link.share_of_other
    if article.key() < other.key():
        copy, original = original, copy
    if copy >= REPRINT_OF_COPY and original >= REPRINT_OF_ORIGINAL:
        return "reprint"
    low, high = sorted((copy, original))
    if low >= DOUBTFUL_SHARE and not quotes(link):
        return "doubtful"
    if high >= EXCERPT_SHARE or link.common_run >= EXCERPT_RUN:
        return "excerpt"
    return None
