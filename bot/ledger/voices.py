"""The sentences of an article as voices: each with who speaks in it, what is said, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.actors import actor_of
from bot.model.facts import Fact, Party, Statement
from bot.model.text import Revision, Span
from bot.text.sentences import split_sentences
from bot.text.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A sentence, or the part of it that one speaker says.

    index: its place among the voices. sentence: which sentence it stands in. paragraph: which paragraph.
    span, text: the sentence. said: the reported words, the whole sentence in the article's own voice.
    speaker: who says it, None for the article itself. facts: the statements it was read from.
    """

    index: int
    sentence: int
    paragraph: int
    span: Span
    text: str
    said: str
    speaker: Party | None
    facts: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Voices that tell one thing differently. words: what each tells, in its own words. about: the thing, if named."""

    slot: str
    voices: tuple[Voice, ...]
    words: tuple[str, ...]
    about: str | None = None


def voices_of(revision: Revision, facts: Sequence[Fact]) -> tuple[Voice, ...]:
    """Every sentence outside boilerplate, once for each statement in it, in order."""
    statements = sorted(
        (f for f in facts if isinstance(f, Statement) and f.revision == revision.id),
        key=lambda f: (f.content.span.start, f.content.span.end, f.id),
    )
    found: list[Voice] = []
    paragraph, end = 0, 0
    for place, span in enumerate(split_sentences(revision.text, revision.boilerplate)):
        paragraph += "\n" in revision.text[end : span.start]
        end = span.end
        here = [f for f in statements if span.start <= f.content.span.start < span.end]
        for statement in here or (None,):
            found.append(
                Voice(
                    index=len(found),
                    sentence=place,
                    paragraph=paragraph,
                    span=span,
                    text=span.of(revision.text),
                    said=statement.content.text if statement else span.of(revision.text),
                    speaker=statement.speaker if statement else None,
                    facts=(statement,) if statement else (),
                )
            )
    return tuple(found)


def differ(one: Voice, other: Voice) -> bool:
    """Whether two voices are of different speakers; the article itself is nobody's rival when both are its own."""
    if one.speaker is None or other.speaker is None:
        return one.speaker is not other.speaker
    if one.speaker.key == other.speaker.key:
        return False
    a, b = fold(one.speaker.name).split(), fold(other.speaker.name).split()
    if a[-1:] == b[-1:] and min(len(a), len(b)) < 2:
        return False  # "Okell" is "Dan Okell"; Lena Marek is not Pavel Marek
    first, second = actor_of(one.speaker), actor_of(other.speaker)
    return not first.speaks_for(second) and not second.speaks_for(first)
