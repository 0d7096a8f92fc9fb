"""What speakers tell differently about one thing that no record holds: numbers, agreement, who began, what was hit.

Records hold meetings and deadlines only. A dispute is read off the sentences of one article in which two voices stand side
by side, so it is worked out where it is shown, from the texts visible there, and nothing of it is stored
(docs/decisions/0007-disputes-are-read-not-stored.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.ledger import accounts, across, counts, denials, gainsaid
from bot.ledger.heard import Heard, heard_on
from bot.ledger.voices import Voice, voices_of
from bot.model.facts import Fact
from bot.model.records import Conflict, ConflictValue
from bot.model.text import Revision, Told

Page = tuple[Told, Revision, Sequence[Fact]]  # a stored text with who told it and the facts found in it


def find_disputes(pages: Sequence[Page]) -> tuple[Conflict, ...]:
    """The disputes that `pages` tell, by when they became known; texts that were corrected since tell none.

    The same pages give the same disputes in whatever order they are handed in. A wire copy repeats the dispute of its
    original: both articles stand behind its values.
    """
    latest: dict[str, int] = {}
    for told, _, _ in pages:
        latest[told.article] = max(latest.get(told.article, 0), told.number)
    found: dict[tuple[str, ...], Conflict] = {}
    heard: list[tuple[Heard, ...]] = []
    for told, revision, facts in sorted(pages, key=lambda page: (page[0].known, page[0].article)):
        if told.number < latest[told.article]:
            continue
        voices, told_here = _read_page(_Page(told, revision, tuple(facts)))
        heard.append(voices)
        for conflict in told_here:
            key = (conflict.slot, *(value.value for value in conflict.values))
            found[key] = _joined(found[key], conflict) if key in found else conflict
    quoted = {quote for conflict in found.values() for value in conflict.values for quote in value.quotes}
    for rivals in across.differing(heard):
        conflict = _between(rivals)
        key = (conflict.slot, *(value.value for value in conflict.values))
        own = {quote for value in conflict.values for quote in value.quotes}
        if key not in found and own.isdisjoint(quoted):
            found[key] = conflict
            quoted |= own
    return tuple(found.values())


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    """A page, compared by all of it and found by its revision."""

    told: Told
    revision: Revision
    facts: tuple[Fact, ...]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Page):
            return NotImplemented
        mine, theirs = (self.told, self.revision, self.facts), (other.told, other.revision, other.facts)
        return mine == theirs

    def __hash__(self) -> int:
        return hash((self.revision.id, len(self.facts)))


@lru_cache(maxsize=2048)  # an article of the day is asked about again and again
def _read_page(page: _Page) -> tuple[tuple[Heard, ...], tuple[Conflict, ...]]:
    """What is heard on a page, and what voices on it tell differently."""
    voices = voices_of(page.revision, page.facts)
    heard = heard_on(page.told, page.revision, voices)
    return heard, tuple(_told_on(page.told, page.revision, voices))


def _between(rivals: across.Rivals) -> Conflict:
    """Two accounts of different articles as a conflict."""
    values = tuple(
        ConflictValue(
            value=words,
            facts=tuple(fact.id for fact in side.voice.facts),
            articles=(side.told.article,),
            quotes=(side.revision.quote(side.voice.span),),
        )
        for words, side in zip(rivals.words, rivals.sides, strict=True)
    )
    return Conflict(slot=rivals.slot, values=values, about=rivals.about)


def _told_on(told: Told, revision: Revision, voices: Sequence[Voice]) -> Iterator[Conflict]:
    used: set[int] = set()
    kinds = (counts, accounts, denials, gainsaid)
    for side in (side for kind in kinds for side in kind.differing(voices)):
        if any(voice.index in used for voice in side.voices):
            continue
        used |= {voice.index for voice in side.voices}
        values = tuple(
            ConflictValue(
                value=words,
                facts=tuple(fact.id for fact in voice.facts),
                articles=(told.article,),
                quotes=(revision.quote(voice.span),),
            )
            for words, voice in zip(side.words, side.voices, strict=True)
        )
        yield Conflict(slot=side.slot, values=values, about=side.about)


def _joined(one: Conflict, other: Conflict) -> Conflict:
    values = tuple(
        ConflictValue(
            value=a.value,
            facts=tuple(dict.fromkeys((*a.facts, *b.facts))),
            articles=tuple(dict.fromkeys((*a.articles, *b.articles))),
            quotes=(*a.quotes, *b.quotes),
        )
        for a, b in zip(one.values, other.values, strict=True)
    )
    return Conflict(slot=one.slot, values=values, about=one.about)
