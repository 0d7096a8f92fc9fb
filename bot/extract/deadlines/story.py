"""Who commands and who is bound in a story as a whole: the parties that a deadline told without them belongs to.

Every act of authority in the article ("fined", "asked for", "was granted") and every role told in so many words is
evidence. A missing role goes to the party with the most evidence near the telling, if no other party comes close.
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
_LEAD = 1.25  # how much more evidence the first party needs than the second
_OTHERS = 0.4  # what a party's acts against others weigh for a duty of somebody it never commanded
_ENOUGH = 0.7  # evidence under which a role stays open
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
    """The evidence of an article for who commands and who is bound."""

    commands: tuple[Act, ...]
    bound: tuple[Act, ...]

    pairs: frozenset[tuple[str, str]]

    def commander(self, line: int, *, apart: Named | None) -> Named | None:
        return _foremost(self._over(apart), line, apart)

    def _over(self, bound: Named | None) -> list[Act]:
        """The acts of commanding, those against others than `bound` at half weight when somebody commands `bound`."""
        if bound is None:
            return list(self.commands)
        key = bound.party.key
        others = {c for c, b in self.pairs if b != key} - {c for c, b in self.pairs if b == key}
        return [
            replace(a, weight=a.weight * _OTHERS) if a.named.party.key in others else a for a in self.commands
        ]

    def bound_party(self, line: int, *, apart: Named | None) -> Named | None:
        return _foremost(self.bound, line, apart)


def _doubted(cast: Cast, act: Act) -> Act:
    """A person told to do something once is seldom who is bound by the rest of the story."""
    member = cast.of_key(act.named.party.key)
    person = member is not None and member.sort is Sort.PERSON
    return replace(act, weight=act.weight * _OTHERS) if person else act


def with_story(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the roles that only the story as a whole gives them."""
    if all(t.setter is not None and t.addressee is not None for t in tellings):
        return list(tellings)
    story = story_of(document, tellings)
    return [_completed(document, telling, story) for telling in tellings]


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


def _foremost(acts: Sequence[Act], line: int, apart: Named | None) -> Named | None:
    """The party with the most evidence near `line`; None when there is none or a second one comes close."""
    weights: defaultdict[str, float] = defaultdict(float)
    named: dict[str, Named] = {}
    for act in acts:
        key = act.named.party.key
        if apart is not None and (key == apart.party.key or key in apart.party.key.split("+")):
            continue
        weights[key] += act.weight / (1.0 + abs(act.line - line) / _HALF)
        named.setdefault(key, act.named)
    ranked = sorted(weights, key=lambda key: -weights[key])
    if not ranked or weights[ranked[0]] < _ENOUGH:
        return None
    if len(ranked) > 1 and weights[ranked[0]] < _LEAD * weights[ranked[1]]:
        return None
    return named[ranked[0]]


def _completed(document: Document, telling: Telling, story: Story) -> Telling:
    quote = document.words(telling.quote)
    if telling.kind is DeadlineKind.COMMITMENT or (
        telling.status is DeadlineStatus.WITHDRAWN and telling.due is None
    ):
        return telling
    if telling.kind is DeadlineKind.SCHEDULED and telling.rule != "moved":
        decides = telling.addressee is None and cues.DECISION.search(quote) is not None
        return _with_decider(telling, story) if decides else telling
    if telling.rule.startswith(_STARTS) and not cues.BURDEN.search(quote):
        return telling
    if cues.FOR_DECISION.search(quote) and telling.addressee is None:
        return _with_decider(telling, story)
    return _with_bound(_with_commander(telling, story, quote), story, quote)


_STARTS = ("effect", "impose", "clause.begin", "clause.future")
_REQUESTS = ("want_by", "ask_by", "demand_that", "clause.ask")


def _with_decider(telling: Telling, story: Story) -> Telling:
    """A decision due by a day is due from whoever commands."""
    decider = story.commander(telling.line, apart=None)
    setter = telling.setter
    own = decider is not None and setter is not None and decider.party.key == setter.party.key
    return replace(telling, addressee=decider, setter=None if own else setter)


def _with_commander(telling: Telling, story: Story, quote: str) -> Telling:
    if cues.REMEDY.search(quote):
        own = telling.setter is not None and telling.quote.contains(telling.setter.span)
        return telling if own else replace(telling, setter=None)
    if telling.setter is not None or telling.status is DeadlineStatus.PROPOSED:
        return telling
    return replace(telling, setter=story.commander(telling.line, apart=telling.addressee))


def _with_bound(telling: Telling, story: Story, quote: str) -> Telling:
    if telling.addressee is not None or telling.kind is DeadlineKind.CONDITION:
        return telling
    setter = telling.setter
    if setter is not None and " and " in setter.party.name and cues.PACT.search(quote):
        return replace(telling, addressee=setter)
    if cues.APPLYING.search(quote) or (telling.kind is DeadlineKind.EXPIRY and cues.CLOSURE.search(quote)):
        return telling
    whom = story.bound_party(telling.line, apart=setter)
    asked = telling.status is DeadlineStatus.PROPOSED and setter is not None
    if asked and telling.rule.startswith(_REQUESTS) and (whom is None or cues.PLEAS.search(quote)):
        whom = story.commander(telling.line, apart=setter) or whom
    return replace(telling, addressee=whom)
