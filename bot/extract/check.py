"""The check on facts before anything is stored: quotes exact, parties named, days recomputed, modality never looser.

Both producers, rules and model, hand in the same typed facts. Both are read a second time for denial, doubt and
proposals (`bot.extract.second_reading`); for a model's facts our own reading must bear out roles, days and status too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from bot.extract.deadlines.counting import COUNTED, COUNTED_BACK
from bot.extract.deadlines.due import CLOSED, REFERRED, closed, recounted, referred_days
from bot.extract.deadlines.turning import AHEAD, BEHIND, ahead, behind
from bot.extract.document import Document
from bot.extract.meetings.days import WINDOW_RULE, window_before
from bot.model.facts import (
    Basis,
    Deadline,
    Event,
    Fact,
    Meeting,
    Party,
    PartyKind,
    Producer,
    Statement,
)
from bot.model.text import Quote, Span
from bot.model.when import When
from bot.text.parties import known_party, same_party
from bot.text.when import tag
from bot.text.words import fold

_LONGEST_NAME = 60  # characters


class Reason(StrEnum):
    """Why a candidate was not stored."""

    OTHER_REVISION = "other_revision"
    QUOTE_NOT_EXACT = "quote_not_exact"
    BOILERPLATE = "boilerplate"
    NO_PARTY = "no_party"
    SPEAKER_NOT_NAMED = "speaker_not_named"
    CONTENT_OUTSIDE = "content_outside"
    STATUS_NOT_TOLD = "status_not_told"
    NOT_HAPPENED = "not_happened"
    NOTHING_DATED = "nothing_dated"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A candidate that was not stored, and why; `words` are the quote it came with, if any."""

    reason: Reason
    words: str = ""


def check_fact(fact: Fact, document: Document, *, own: Sequence[Fact] | None = None) -> Fact | Dropped:
    """The fact as it may be stored, possibly tightened, or why it may not.

    own: what our rules read in the same document, for the second reading of a model's facts; read when needed.
    """
    reason = _quotes_fail(fact, document)
    if reason is not None:
        return Dropped(reason=reason, words=fact.quote.text)
    if fact.said_by is not None and not _is_named(fact.said_by, "said_by", fact, document):
        return Dropped(reason=Reason.SPEAKER_NOT_NAMED, words=fact.quote.text)
    checked: Fact | Dropped
    match fact:
        case Deadline():
            checked = _check_deadline(fact, document)
        case Meeting():
            checked = _check_meeting(fact, document)
        case Statement():
            checked = _check_statement(fact, document)
        case Event():
            checked = _check_event(fact, document)
        case _:
            assert_never(fact)
    from bot.extract.second_reading import read_again, tightened

    if isinstance(checked, Dropped):
        return checked
    if checked.producer is Producer.RULES:
        return tightened(checked, document) if isinstance(checked, Deadline) else checked
    return read_again(checked, document, own=own)


def checked_when(when: When | None, document: Document, within: Sequence[Span]) -> When | None:
    """`when` if our own tagger reads the same days in the same words; open if it reads others; None if the words are
    not there.

    within: where the words must stand (the quotes and their sentences).
    """
    if when is None or document.words(when.span) != when.words:
        return None
    if not any(span.overlaps(when.span) for span in within):
        return None
    if not when.resolved:
        return (
            replace(when, time=None, zone=None, zone_words=None)
            if when.time and not _clock_printed(when, document)
            else when
        )
    days = _our_days(when, document)
    if days is None or days != (when.earliest, when.latest):
        return _opened(when, "the words do not give this day when we count it ourselves")
    if when.time is not None and not _clock_printed(when, document):
        return replace(when, time=None, zone=None, zone_words=None)
    return when


def near(fact: Fact, document: Document) -> tuple[Span, ...]:
    """The sentences that the quotes of a fact stand in, and the quotes themselves."""
    spans = [quote.span for quote in fact.quotes]
    sentences = [s for s in document.sentences if any(s.overlaps(span) for span in spans)]
    return (*spans, *sentences)


def is_printed(words: str, document: Document, within: Sequence[Span] | None = None) -> bool:
    """Whether `words` stand in the text (in one of the spans `within`), white space and quotation marks aside."""
    needle = " ".join(fold(words).split())
    hay = [document.text] if within is None else [span.of(document.text) for span in within]
    return bool(needle) and any(needle in " ".join(fold(text).split()) for text in hay)


def _quotes_fail(fact: Fact, document: Document) -> Reason | None:
    if fact.revision != document.revision.id or fact.article != document.revision.article:
        return Reason.OTHER_REVISION
    quotes: list[Quote] = list(fact.quotes)
    if isinstance(fact, Statement):
        quotes.append(fact.content)
    for quote in quotes:
        if quote.revision != fact.revision or quote.span.of(document.revision.text) != quote.text:
            return Reason.QUOTE_NOT_EXACT
        if any(quote.span.overlaps(junk) for junk in document.revision.boilerplate):
            return Reason.BOILERPLATE
    return None


def _check_deadline(fact: Deadline, document: Document) -> Deadline | Dropped:
    within = near(fact, document)
    setter = fact.setter if fact.setter and _is_named(fact.setter, "setter", fact, document) else None
    addressee = (
        fact.addressee if fact.addressee and _is_named(fact.addressee, "addressee", fact, document) else None
    )
    anywhere = None if fact.producer is Producer.RULES else within
    checked = replace(
        fact,
        setter=setter,
        addressee=addressee,
        due=checked_when(fact.due, document, within),
        previous_due=checked_when(fact.previous_due, document, _wider(fact, "previous_due", within)),
        requirement=_kept(fact.requirement, document, anywhere),
        matter=_kept(fact.matter, document, anywhere),
        consequence=_kept(fact.consequence, document, anywhere),
    )
    return _with_basis(checked)


def _check_meeting(fact: Meeting, document: Document) -> Meeting | Dropped:
    within = near(fact, document)
    anywhere = None if fact.producer is Producer.RULES else within
    there = tuple(p for p in fact.participants if _is_named(p.party, "participants", fact, document))
    if not there:
        return Dropped(reason=Reason.NO_PARTY, words=fact.quote.text)
    return replace(
        fact,
        participants=there,
        when=checked_when(fact.when, document, _wider(fact, "when", within)),
        previous=checked_when(fact.previous, document, _wider(fact, "previous", within)),
        place=_kept(fact.place, document, anywhere),
        duration=_kept(fact.duration, document, anywhere),
        topic=_kept(fact.topic, document, anywhere),
    )


def _check_statement(fact: Statement, document: Document) -> Statement | Dropped:
    within = near(fact, document)
    if not _is_named(fact.speaker, "speaker", fact, document):
        return Dropped(reason=Reason.SPEAKER_NOT_NAMED, words=fact.quote.text)
    if not any(span.overlaps(fact.content.span) for span in within):
        return Dropped(reason=Reason.CONTENT_OUTSIDE, words=fact.quote.text)
    return replace(fact, when=checked_when(fact.when, document, _wider(fact, "when", within)))


def _check_event(fact: Event, document: Document) -> Event | Dropped:
    within = near(fact, document)
    if not is_printed(fact.what, document, within):
        return Dropped(reason=Reason.QUOTE_NOT_EXACT, words=fact.quote.text)
    return replace(
        fact,
        parties=tuple(p for p in fact.parties if _is_named(p, "parties", fact, document)),
        when=checked_when(fact.when, document, _wider(fact, "when", within)),
    )


def _is_named(party: Party, field: str, fact: Fact, document: Document) -> bool:
    """Named in the quotes or their sentences, or carried in by a mention that a basis of the fact points at."""
    if party.kind is PartyKind.GROUP and party.key.startswith("group:") and "+" in party.key:
        return all(
            _member_named(key, field, fact, document) for key in party.key.removeprefix("group:").split("+")
        )
    return _named_at(party, near(fact, document), document) or _named_at(
        party, _pointed(fact, field), document
    )


def _member_named(key: str, field: str, fact: Fact, document: Document) -> bool:
    spans = (*near(fact, document), *_pointed(fact, field))
    return any(
        mention.party.key == key and any(s.overlaps(mention.span) for s in spans)
        for mention in document.mentions
    ) or any(_adjective_key(key, span, document) for span in spans)


def _named_at(party: Party, spans: Sequence[Span], document: Document) -> bool:
    for span in spans:
        known = known_party(span.of(document.text)) if span.end - span.start <= _LONGEST_NAME else None
        if known is not None and same_party(known, party):
            return True
        for mention in document.mentions_in(span):
            if same_party(mention.party, party):
                return True
        if is_printed(party.name, document, (span,)) or (
            party.kind is PartyKind.STATE and _adjective_of(party, span, document)
        ):
            return True
    return False


def _adjective_of(party: Party, span: Span, document: Document) -> bool:
    """Whether the state is named by its adjective or people ("Chinese goods")."""
    return _adjective_key(party.key, span, document)


def _adjective_key(key: str, span: Span, document: Document) -> bool:
    for match in re.finditer(r"[A-Z][\w.]+(?: [A-Z]\w+)?", span.of(document.text)):
        known = known_party(match.group()) or known_party(match.group().split(" ")[0])
        if known is not None and known.key == key:
            return True
    return False


def _pointed(fact: Fact, field: str) -> tuple[Span, ...]:
    return tuple(
        basis.span for basis in fact.basis if basis.field.startswith(field) and basis.span is not None
    )


def _wider(fact: Fact, field: str, within: tuple[Span, ...]) -> tuple[Span, ...]:
    return (*within, *_pointed(fact, field)) if fact.producer is Producer.RULES else within


def _kept(words: str | None, document: Document, within: Sequence[Span] | None) -> str | None:
    return words if words is not None and is_printed(words, document, within) else None


def _our_days(when: When, document: Document) -> tuple[object, object] | None:
    if when.rule == REFERRED:
        return referred_days(when, document)
    ours = [w for w in document.whens if w.span.overlaps(when.span)]
    if not ours:
        return None
    if when.rule.startswith((COUNTED, COUNTED_BACK)):
        return recounted(when, document)
    same = next((w for w in ours if w.span == when.span), None) or _tagged_alone(when, document)
    if same is None:
        return None
    if when.rule == AHEAD:
        same = ahead(same, document.published)
    if when.rule == BEHIND:
        same = behind(same, document.published)
    plain = (same.earliest, same.latest)
    if plain == (when.earliest, when.latest):
        return plain
    if when.rule == WINDOW_RULE and document.published is not None:
        windows = [window_before(same, document.published, whole=whole) for whole in (True, False)]
        days = [(w.earliest, w.latest) for w in windows if w is not None]
        return (when.earliest, when.latest) if (when.earliest, when.latest) in days else None
    if when.rule == CLOSED and same.latest is not None:
        return same.latest, same.latest
    tight = closed(same)
    return tight.earliest, tight.latest


def _tagged_alone(when: When, document: Document) -> When | None:
    """What our tagger reads in the words by themselves, for a part of a longer expression."""
    read = tag(when.words, published=document.published, calendar=document.calendar)
    return read[0] if len(read) == 1 else None


def _clock_printed(when: When, document: Document) -> bool:
    sentence = document.sentence_at(when.span.start)
    around = [
        w
        for w in document.whens
        if w.time is not None
        and (w.span.overlaps(when.span) or (sentence is not None and sentence.contains(w.span)))
    ]
    return any(w.time == when.time for w in around)


def _opened(when: When, reason: str) -> When:
    return replace(
        when,
        value=None,
        earliest=None,
        latest=None,
        precision=None,
        time=None,
        zone=None,
        zone_words=None,
        anchor=None,
        open_reason=reason,
    )


def _with_basis(fact: Deadline) -> Deadline:
    """The fact without the basis of fields that were emptied."""
    gone = {
        name
        for name in ("setter", "addressee", "due", "previous_due", "requirement", "consequence")
        if getattr(fact, name) is None
    }
    kept: tuple[Basis, ...] = tuple(b for b in fact.basis if b.field not in gone)
    return replace(fact, basis=kept) if len(kept) != len(fact.basis) else fact
