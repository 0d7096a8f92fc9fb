"""What changed between two revisions of an article: facts added, removed and altered, each with its words."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from bot.model.facts import Fact, Meeting, Participant, Party, Statement, parties_of
from bot.model.text import Quote, Revision
from bot.model.when import When
from bot.text.words import content_terms

RELATED = 0.4  # share of common words from which two tellings by the same parties are one that was altered
ALIKE = 0.6  # share from which they are one whoever is named
_OF_THE_TELLING = {"id", "article", "revision", "quotes", "basis", "producer", "apart_from", "context"}
MAX_COMPARED_WORDS = 20_000


class EditKind(StrEnum):
    """NONE: the same text. LAYOUT: other spaces, punctuation or capitals. WORDING: other words that tell the same
    facts. FACTS: facts were added, removed or altered."""

    NONE = "none"
    LAYOUT = "layout"
    WORDING = "wording"
    FACTS = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredFact:
    """One fact before and after an edit. slots: what of it differs."""

    before: Fact
    after: Fact
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an edit did. words: how many words were taken out and put in; title: the headline was changed."""

    before: Revision
    after: Revision
    kind: EditKind
    added: tuple[Fact, ...] = ()
    removed: tuple[Fact, ...] = ()
    altered: tuple[AlteredFact, ...] = ()
    words: int = 0
    title: bool = False


def compare(
    before: Revision, old_facts: Sequence[Fact], after: Revision, new_facts: Sequence[Fact]
) -> Changes:
    """What the edit from `before` to `after` did to the text and to its facts. Facts come in the order of the text."""
    old, new = _without_same(old_facts, new_facts)
    altered: list[AlteredFact] = []
    for one, other in _pairs(old, new):
        altered.append(AlteredFact(before=one, after=other, slots=_differing(one, other)))
        old.remove(one)
        new.remove(other)
    facts = bool(old or new or altered)
    return Changes(
        before=before,
        after=after,
        kind=EditKind.FACTS if facts else _kind_of_text(before.text, after.text),
        added=tuple(sorted(new, key=_place)),
        removed=tuple(sorted(old, key=_place)),
        altered=tuple(sorted(altered, key=lambda one: _place(one.after))),
        words=_changed_words(before.text, after.text),
        title=before.title != after.title,
    )


def _place(fact: Fact) -> tuple[int, str]:
    return fact.quote.span.start, fact.id


def _without_same(old: Sequence[Fact], new: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Both without the facts that say the same, in whatever words."""
    left_old, left_new = Counter(map(_content, old)), Counter(map(_content, new))
    same = left_old & left_new
    return _take_out(old, same.copy()), _take_out(new, same.copy())


def _take_out(facts: Sequence[Fact], same: Counter[Any]) -> list[Fact]:
    left = []
    for fact in facts:
        content = _content(fact)
        if same[content] > 0:
            same[content] -= 1
        else:
            left.append(fact)
    return left


def _content(fact: Fact) -> tuple[Any, ...]:
    """What a fact says, without where it stands and how it is worded."""
    return (type(fact).__name__, *(_value(getattr(fact, name)) for name in _slots(fact)))


def _slots(fact: Fact) -> list[str]:
    return [field.name for field in fields(fact) if field.name not in _OF_THE_TELLING]


def _value(value: Any) -> Any:
    match value:
        case Party():
            return value.key
        case Participant():
            return value.party.key, value.role
        case When():
            return value.earliest, value.latest, value.precision, value.time, value.bound
        case Quote():
            return " ".join(re.findall(r"\w+", value.text.casefold()))
        case tuple():
            return tuple(sorted((_value(one) for one in value), key=str))
        case str():
            return " ".join(value.casefold().split())
        case _:
            return value


def _differing(one: Fact, other: Fact) -> tuple[str, ...]:
    return tuple(name for name in _slots(one) if _value(getattr(one, name)) != _value(getattr(other, name)))


def _pairs(old: Sequence[Fact], new: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Facts of both that are one fact told otherwise, the likest first, each in one pair at most."""
    terms = {fact.id: frozenset(content_terms(_words(fact))) for fact in (*old, *new)}
    likely = []
    for one in old:
        for other in new:
            likeness = _likeness(one, other, terms[one.id], terms[other.id])
            if likeness > 0:
                likely.append((-likeness, _place(one), _place(other), one, other))
    likely.sort(key=lambda row: row[:3])
    taken: set[str] = set()
    found = []
    for _, _, _, one, other in likely:
        if one.id not in taken and other.id not in taken:
            taken |= {one.id, other.id}
            found.append((one, other))
    return found


def _likeness(one: Fact, other: Fact, words: frozenset[str], others: frozenset[str]) -> float:
    if type(one) is not type(other):
        return 0.0
    shared = len(words & others) / max(len(words | others), 1)
    mine, theirs = ({party.key for party in parties_of(fact)} for fact in (one, other))
    if isinstance(one, Statement) and not mine & theirs:
        return 0.0
    if mine and mine == theirs:
        return 1.0 + shared if shared >= RELATED or isinstance(one, Meeting) else 0.0
    return shared if shared >= ALIKE else 0.0


def _words(fact: Fact) -> str:
    return fact.content.text if isinstance(fact, Statement) else " ".join(q.text for q in fact.quotes[:2])


def _kind_of_text(before: str, after: str) -> EditKind:
    if before == after:
        return EditKind.NONE
    old, new = (re.findall(r"\w+", text.casefold()) for text in (before, after))
    return EditKind.LAYOUT if old == new else EditKind.WORDING


def _changed_words(before: str, after: str) -> int:
    """How many words differ; past a long article's length, how many occur more often on one side."""
    old, new = before.split(), after.split()
    if len(old) + len(new) > MAX_COMPARED_WORDS:
        counts, others = Counter(old), Counter(new)
        return (counts - others).total() + (others - counts).total()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=True)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    return len(old) + len(new) - 2 * kept
