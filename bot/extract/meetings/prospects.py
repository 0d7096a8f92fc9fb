"""Words that may tell of an encounter where no rule reads one: how firm each would be, and when it would be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, details, noun_standing, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row, row_of
from bot.extract.meetings.lexicon import Noun
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.noun_fates import settled
from bot.extract.meetings.noun_phrases import is_subject, noun_at, noun_phrase
from bot.extract.meetings.noun_senses import tells_none
from bot.extract.meetings.nouns import clause_head
from bot.extract.meetings.prospect_senses import left_open, other_sense
from bot.extract.meetings.prospect_words import DEEDS, TRIGGER
from bot.extract.meetings.seats import Group
from bot.extract.meetings.senses import is_noun_here
from bot.extract.meetings.sightings import Sighting
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.extract.meetings.verb_forms import verb_form
from bot.extract.meetings.verbs import asked, denies_none, only_if
from bot.model.facts import MeetingStatus, Mode
from bot.model.text import Span
from bot.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A word that may tell of an encounter, with the status and the time that one would have.

    sort: verb, noun or deed (what people do together), with its form. start: first node of its verb group or noun phrase.
    head: first node of its clause. subject: whose verb it is, or whose verb governs the noun. sighting: what a rule read there.
    """

    row: Row
    at: int
    sort: str
    form: str
    mode: Mode | None
    standing: Standing
    when: When | None
    start: int
    head: int
    subject: Group | None
    sighting: Sighting | None = None

    @property
    def span(self) -> Span:
        """Where the telling word stands."""
        return self.row.nodes[self.at].span


def prospects_of(
    doc: Document, index: int, sighted: Mapping[Span, Sighting], told: Sequence[Span] = ()
) -> Iterator[Prospect]:
    """Every word of sentence `index` that may tell of an encounter, outside what is `told`.

    sighted: what rules read, by the telling word.
    """
    span = doc.sentences[index]
    if not any(_outside(place, told) for place in TRIGGER.places(doc.text, span.start, span.end)):
        return
    row = row_of(doc, index)
    for at, node in enumerate(row.nodes):
        if node.kind is not Kind.WORD or any(quote.contains(node.span) for quote in told):
            continue
        noun = noun_at(row, at)
        sighting = sighted.get(node.span)
        if noun is not None:
            found = None if tells_none(row, at) else _by_noun(doc, row, at, noun, sighting)
        else:
            found = _by_verb(doc, row, at, sighting)
        if found is not None:
            yield found


def _outside(place: Span, told: Sequence[Span]) -> bool:
    return not any(quote.contains(place) for quote in told)


def _by_verb(doc: Document, row: Row, at: int, sighting: Sighting | None) -> Prospect | None:
    word = row.word(at)
    verb = lex.VERBS.get(word)
    if (verb is None and word not in DEEDS) or is_noun_here(row, at) or row.word(at - 1) in _DETERMINERS:
        return None
    start = chain_start(row, at)
    if verb is not None and other_sense(row, at, start, verb):
        return None
    subject = subject_of(row, start)
    if row.word(at - 1) in _PASSIVE and not _undergoes(row, subject):
        return None
    head = subject.start if subject is not None and subject.start < start else start
    found: Standing | None
    if sighting is not None:
        found, when, mode = sighting.standing, sighting.when, sighting.mode
    else:
        when = days.when_of_clause(doc, row, head, at, start, None)
        found = _standing_of_verb(doc, row, at, start, subject, when)
        mode = verb.mode if verb is not None else None
    if found is None:
        return None
    return Prospect(
        row=row,
        at=at,
        sort=f"deed {DEEDS[word]}" if verb is None else f"verb {verb.form}",
        form="meeting" if verb is None or verb.form == "invitation" else verb.form,
        mode=details.mode_of(row, head, at, at + 1) or mode,
        standing=found,
        when=when,
        start=start,
        head=head,
        subject=subject,
        sighting=sighting,
    )


def _undergoes(row: Row, subject: Group | None) -> bool:
    """Whether a party is what was welcomed or received, and not "A's proposal" or "a meeting with A"."""
    if subject is None or row.nodes[subject.end - 1].possessive:
        return False
    before = subject.start - 1
    while row.word(before) in _DETERMINERS:
        before -= 1
    return row.word(before) not in lex.PREPOSITIONS


def _standing_of_verb(
    doc: Document, row: Row, at: int, start: int, subject: Group | None, when: When | None
) -> Standing | None:
    word = row.word(at)
    verb = lex.VERBS.get(word)
    head = subject.start if subject is not None and subject.start < start else start
    found = standing.of_verb(
        before=bounds.governing(row, head) + bounds.between(row, subject, start),
        chain=row.mask(start, at),
        form=_form_of_deed(word) if verb is None else verb_form(row, at, start),
        future=days.lies_ahead(doc, when),
        sees=word == "see",
    )
    if found is None or denies_none(row, at, found):
        return None
    found = standing.called_untrue(found, row.mask(at, len(row.nodes)))
    if verb is not None and verb.form == "invitation":
        found = asked(found)
    if found is None or (found.weak and days.weekday_behind(doc, when)):
        return None
    if found.status is MeetingStatus.REQUESTED and _OUGHT.search(row.mask(start, at)):
        return None  # "the two must negotiate a truce" asks nobody to one encounter
    return only_if(row, at, standing.with_a_day(found, when, doc.published))


_DETERMINERS = frozenset(("a", "an", "the"))
_PASSIVE = frozenset("was were been being is are be".split())


_OUGHT = re.compile(r"\b(?:must|should|ought|needs?)\b")


def _form_of_deed(word: str) -> str:
    """In which form a deed's verb stands."""
    base = DEEDS[word]
    if word == base:
        return "base"
    if word.endswith("ing"):
        return "ing"
    return "s" if word in (f"{base}s", f"{base}es") else "past"


def _by_noun(doc: Document, row: Row, at: int, noun: Noun, sighting: Sighting | None) -> Prospect | None:
    begin, owners, inside, _, _ = noun_phrase(row, at)
    subject_like, follows_at = is_subject(row, begin, at + 1)
    head, governed_by = clause_head(row, begin)
    found: Standing | None
    if sighting is not None:
        found, when, mode = sighting.standing, sighting.when, sighting.mode
    else:
        verb = follows_at if subject_like else at
        when = inside or days.when_of_clause(doc, row, head, verb, begin, None)
        when = when or days.attached_time(row, at + 1)
        found = noun_standing.of_noun(
            lead=bounds.governing(row, head),
            governor=f"{row.mask(head, begin)} {row.mask(begin, at)}".strip(),
            follows=row.mask(follows_at, follows_at + 12) if subject_like else "",
            subject=subject_like,
            definite=row.word(begin) in ("the", "this", "that") or inside is not None or owners is not None,
            future=days.lies_ahead(doc, when),
        )
        if found is not None:
            found = settled(row, found, begin, at, at + 1, follows_at if subject_like else None)
            found = standing.called_untrue(found, row.mask(at + 1, at + 21))
        mode = noun.mode
    if found is None or left_open(row, head, begin, at, found):
        return None
    return Prospect(
        row=row,
        at=at,
        sort=f"noun {noun.form}",
        form="meeting" if noun.form == "invitation" else noun.form,
        mode=details.mode_of(row, begin, at, at + 1) or mode,
        standing=found,
        when=when,
        start=begin,
        head=head,
        subject=None if subject_like else governed_by,
        sighting=sighting,
    )
