"""Who commands and who is bound in a story as a whole.

Every act of authority in the article ("fined", "asked for", "was granted") and every role told in so many words is
evidence for whom a deadline belongs to that is told without its parties.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.extract.deadlines import story_words as cues
from bot.extract.deadlines.cast import Cast, Member, Sort, cast_of
from bot.extract.deadlines.cast_words import OFFICIAL
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.nouns import party_at
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, PartyKind
from bot.text.words import fold

_TOLD = 2.0  # a role told in so many words weighs as much as two acts
_ASKED = 0.4  # a role in what is only asked for
_ORDERED = 0.4  # what one order to a person weighs for that person being bound by the rest of the story
_HALF = 5.0  # sentences after which evidence weighs half
_OPENING = 20  # characters, a dateline aside, within which a subject opens its sentence
_PRIOR = 0.4  # what a public body, or a company in a story with one, weighs by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Somebody shown commanding (or bound), in which sentence, with what weight."""

    line: int
    named: Named
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The evidence of an article for who commands and who is bound; pairs: who commanded whom, by key."""

    commands: tuple[Act, ...]
    bound: tuple[Act, ...]
    pairs: frozenset[tuple[str, str]]


def weights_near(acts: Sequence[Act], line: int) -> dict[str, float]:
    """How much evidence there is for each party, by key; what is told near `line` weighs most."""
    weights: defaultdict[str, float] = defaultdict(float)
    for act in acts:
        weights[act.named.party.key] += act.weight / (1.0 + abs(act.line - line) / _HALF)
    return weights


def _doubted(cast: Cast, act: Act) -> Act:
    """A person told to do something once is seldom who is bound by the rest of the story."""
    member = cast.of_key(act.named.party.key)
    person = member is not None and member.sort is Sort.PERSON
    return replace(act, weight=act.weight * _ORDERED) if person else act


def story_of(document: Document, tellings: Sequence[Telling]) -> Story:
    """Every act of commanding and being bound that the article shows."""
    cast = cast_of(document)
    commands: list[Act] = []
    bound: list[Act] = []
    for telling in tellings:
        if telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
            continue
        weight = _ASKED if telling.status is DeadlineStatus.PROPOSED else _TOLD
        if telling.setter is not None and not cues.TEXT.search(telling.setter.party.name):
            commands.append(Act(line=telling.line, named=telling.setter, weight=weight))
        if telling.addressee is not None and not cues.BOTH.match(telling.addressee.party.name):
            bound.append(Act(line=telling.line, named=telling.addressee, weight=weight))
    for index in range(len(document.sentences)):
        for role, act in _acts(document, index):
            act = replace(act, named=_for_body(cast, act.named))
            (commands if role == "commands" else bound).append(act)
        if " by " in document.words(document.sentences[index]):
            commands += _agents(read_line(document, index))
    for member in cast.members:
        if "bidder" in member.nouns:
            commands += _prior(document, member)
    for member in cast.members:
        for place in member.places:
            if (
                cues.OWNS.match(document.text, place.end)
                and (line := document.sentence_index(place.start)) is not None
            ):
                commands.append(Act(line=line, named=member.named, weight=1.0))
    officials = cast.of_sort(Sort.OFFICIAL)
    for member in officials:
        commands += _prior(document, member)
    commands += _described(document)
    if officials or commands:
        for member in cast.of_sort(Sort.FIRM):
            bound += _prior(document, member)
    bound = [_doubted(cast, act) for act in bound]
    together: defaultdict[int, set[str]] = defaultdict(set)
    for act in bound:
        together[act.line].add(act.named.party.key)
    pairs = frozenset(
        (a.named.party.key, key) for a in commands for key in together[a.line] if a.weight > _PRIOR
    )
    return Story(commands=tuple(commands), bound=tuple(bound), pairs=pairs)


def _described(document: Document) -> Iterator[Act]:
    """Public bodies that the article only describes: "the aviation authority", weightier where they open a sentence."""
    for mention in document.mentions:
        if mention.party.kind is not PartyKind.BODY or mention.party.name[:1].isupper():
            continue
        if fold(mention.party.name).split()[-1] not in OFFICIAL:
            continue
        line = document.sentence_index(mention.span.start)
        if line is None:
            continue
        opens = mention.span.start - document.sentences[line].start <= _OPENING
        named = Named(party=mention.party, span=mention.span)
        yield Act(line=line, named=named, weight=2 * _PRIOR if opens else _PRIOR)


def _for_body(cast: Cast, named: Named) -> Named:
    """The body that an officer acts for: the director of an authority commands in its name."""
    if named.party.kind is not PartyKind.PERSON or not named.party.title:
        return named
    match = cues.OFFICER.search(named.party.title)
    if match is None:
        return named
    member = next((m for m in cast.members if m.party.name == match["body"]), None)
    member = member or cast.called(f"the {match['body'].removeprefix('the ')}", named.span.end)
    return named if member is None or member.sort is Sort.PERSON else member.named


def _prior(document: Document, member: Member) -> Iterator[Act]:
    for place in member.places[:4]:
        line = document.sentence_index(place.start)
        if line is not None:
            yield Act(line=line, named=member.named, weight=_PRIOR)


def _acts(document: Document, index: int) -> Iterator[tuple[str, Act]]:
    """Who commands, asks or is ordered in a sentence."""
    sentence = document.sentences[index]
    for pattern, by_subject, by_object in (
        (cues.COMMANDS, "commands", "bound"),
        (cues.ASKS_FOR, "bound", "commands"),
        (cues.TAKES, "bound", "commands"),
    ):
        for match in pattern.finditer(document.text, sentence.start, sentence.end):
            line = read_line(document, index)
            at = match.start() - sentence.start
            passive = cues.PASSIVE.search(line.marked, 0, at)
            subject = _party(line, subject_before(line, passive.start() if passive else at))
            if passive is not None:
                if pattern is cues.COMMANDS and subject is not None:
                    yield "bound", Act(line=index, named=subject, weight=1.0)
                continue
            if subject is not None:
                yield by_subject, Act(line=index, named=subject, weight=1.0)
            after = match.end() - sentence.start
            near = next(
                (
                    m
                    for m in line.mentions_at(after, min(len(line.marked), after + 40))
                    if m.party.kind is not PartyKind.UNNAMED
                ),
                None,
            )
            if near is None:
                given = party_at(line, after, _phrase_end(line, after))
                if given is not None:
                    yield by_object, Act(line=index, named=given, weight=1.0)
            if near is not None and (subject is None or near.party.key != subject.party.key):
                thing = party_at(line, near.span.start - line.span.start, near.span.end - line.span.start)
                if thing is not None:
                    yield by_object, Act(line=index, named=thing, weight=1.0)


def _agents(line: Line) -> Iterator[Act]:
    """Who commands as told from behind: "a deadline set by [the panel]", "was ordered by [a court]"."""
    for match in cues.COMMANDED_BY.finditer(line.marked):
        named = party_at(line, match.end(), _phrase_end(line, match.end()))
        if named is not None and named.party.kind is not PartyKind.UNNAMED:
            yield Act(line=line.index, named=named, weight=1.0)


def _phrase_end(line: Line, start: int) -> int:
    end = re.compile(r"[,;:.]|\s(?:to|on|in|that|which|who|and|or|but|hours|before|after|until)\b").search(
        line.marked, start
    )
    return end.start() if end is not None else len(line.marked)


def _party(line: Line, subject: tuple[int, int] | None) -> Named | None:
    named = None if subject is None else party_at(line, *subject)
    if named is None or named.party.kind is PartyKind.UNNAMED or cues.NOBODY.match(named.party.name):
        return None
    return named
