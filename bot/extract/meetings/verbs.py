"""Encounters told by a verb: "A met B", "B was received by A", "A and B spoke by phone"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.constructions import construction_at
from bot.extract.meetings.frames import how_it_goes_on, is_passive, other_sides
from bot.extract.meetings.invitations import invited_to
from bot.extract.meetings.journeys import WENT, visit, visit_counts, with_its_journey
from bot.extract.meetings.lexicon import Frame, Verb
from bot.extract.meetings.nodes import Kind, adjective_like
from bot.extract.meetings.seats import Group
from bot.extract.meetings.senses import (
    SENSES,
    comes_in_person,
    gives_words,
    is_noun_here,
    is_phoning,
    receives_people,
    sees_someone,
    to_an_encounter,
)
from bot.extract.meetings.sightings import (
    Seat,
    Sighting,
    dated,
    finish,
    party_from,
    seats_of,
    unique,
)
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, main_subject, subject_of
from bot.extract.meetings.verb_forms import verb_form
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role


def construction_sightings(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """Encounters told by several words: "came face to face with B", "gave evidence to the panel"."""
    found = construction_at(row, at)
    if found is not None:
        verb, first = found
        yield from verb_sightings(doc, row, at, verb, (verb.frame, first, False, verb.mode))


def verb_sightings(
    doc: Document,
    row: Row,
    at: int,
    verb: Verb,
    after: tuple[Frame, int | None, bool, Mode | None] | None = None,
) -> Iterator[Sighting]:
    """Encounters told by the verb at `at`; after: how it goes on, when that is known already."""
    start = chain_start(row, at)
    preset = after is not None
    passive = (
        not preset and not (verb.frame is Frame.WITH and verb.form == "talks") and is_passive(row, at, start)
    )
    if not preset and invited_to(row, start):
        return  # told by "invitation"
    if verb.form == "visit" and not passive and party_from(row, at + 1) is None:
        yield from visit(doc, row, at, start, subject_of(row, start))
        return
    related = None if passive else _whom(row, at, start)
    after = after or how_it_goes_on(row, at, verb, passive)
    if after is None and related is not None and verb.frame in (Frame.OBJECT, Frame.BOTH):
        after = (verb.frame, None, False, verb.mode)
    if after is None:
        return
    frame, first, separately, mode = after
    if is_noun_here(row, at):
        return
    if verb.form == "invitation" and not preset and not to_an_encounter(row, at):
        return
    others = other_sides(row, first) if first is not None else []
    if related is not None and not others:
        others = [(related, None)]
    subject = subject_of(row, start)
    if preset and row.word(at) in ("after", "following"):
        subject = _teller_before(row, at)
    if subject is None and others and row.word(start - 1) not in ("that",) and start == 0:
        subject = main_subject(row)
    if passive and start == at and _said_of_thing(row, at):
        return  # "a letter, seen by the Tarn Post"
    if passive and subject is not None and _is_object(row, subject):
        return  # "a proposal to host the parties has been welcomed by A": the proposal was
    if passive:
        subject, others = (others[0][0] if others else None), ([(subject, None)] if subject else [])
    if (
        verb.persons
        and frame is Frame.OBJECT
        and not any(comes_in_person(row.nodes[m]) for group, _ in others for m in group.members)
        and not (verb.doer is Role.HOST and _host_of_bodies(row, subject, others))
    ):
        return
    if (
        verb.form == "call"
        and mode in (Mode.PHONE, Mode.VIDEO)
        and frame is Frame.OBJECT
        and not is_phoning(row, at, others, passive)
    ):
        return
    if (
        verb.other is Role.VISITOR
        and not passive
        and not receives_people(row, others)
        and not _host_of_bodies(row, subject, others)
    ):
        return
    perceives = row.word(at) in SENSES and not passive and related is None and frame is Frame.OBJECT
    if perceives and not sees_someone(row, at, others):
        return
    if (separately and not others) or gives_words(row, at, others):
        return
    if not others and (frame is Frame.OBJECT or not _together(row, subject, verb, at, first)):
        return
    if subject is None and not others:
        return
    if verb.frame is Frame.GATHER and _IN_THE_STREET.search(row.mask_words(at, at + 9)):
        return  # "supporters gathered at Harbour Square"
    if verb.form == "meeting" and is_match(row, at):
        return
    pairs: list[tuple[Group | None, int | None]] = [*others] or [(None, None)]
    if separately and len(others) == 1:
        pairs = [(Group((m,), m, m + 1), None) for m in others[0][0].members]
    for number, (group, begin) in enumerate(pairs):
        sighting = _verb_sighting(doc, row, at, start, verb, subject, group, passive, mode, begin, number > 0)
        if sighting is not None:
            yield from dated(row, sighting, doc)


def _said_of_thing(row: Row, at: int) -> bool:
    """Whether a participle without an auxiliary hangs on a plain noun: "a letter, [seen] by A"."""
    before = row.nodes[at - 2] if row.word(at - 1) == "," else row.nodes[at - 1]
    return at > 1 and before.kind is Kind.WORD and adjective_like(before)


def _is_object(row: Row, group: Group) -> bool:
    """Whether the group is what an infinitive before it is about: "to host [the parties]"."""
    k = group.start - 1
    while row.word(k) in lex.DETERMINERS:
        k -= 1
    return k > 0 and row.word(k - 1) == "to" and row.nodes[k].kind is Kind.WORD


def _teller_before(row: Row, at: int) -> Group | None:
    """The subject of the verb before "after two hours with B": "A said after two hours with B"."""
    verb = next((j for j in range(at - 1, -1, -1) if row.finite(j)), None)
    return subject_of(row, chain_start(row, verb)) if verb is not None else None


def _host_of_bodies(row: Row, subject: Group | None, others: list[tuple[Group, int | None]]) -> bool:
    """ "The minister will host both companies": a person receives bodies; a town that hosts a club does not meet it."""
    person = subject is not None and all(row.nodes[m].people for m in subject.members)
    parties = [party for group, _ in others for m in group.members for party in row.nodes[m].parties]
    return person and len(parties) > 0 and all(party.kind is PartyKind.BODY for party in parties)


def _whom(row: Row, at: int, start: int) -> Group | None:
    """Whom "whom" means in "Jan Birk, whom Ada Holm met on Monday"."""
    subject = subject_of(row, start)
    if subject is None or row.word(subject.start - 1) not in ("whom", "who"):
        return None
    return subject_of(row, subject.start)


def asked(found: Standing) -> Standing | None:
    """The standing of what somebody was invited to."""
    if found.status in (MeetingStatus.HELD, MeetingStatus.ONGOING):
        return Standing(MeetingStatus.REQUESTED, "verb:invited")
    if found.status is MeetingStatus.PLANNED:
        return Standing(MeetingStatus.REQUESTED, "verb:will-invite")
    return None if found.status is MeetingStatus.DENIED else found


def _together(row: Row, subject: Group | None, verb: Verb, at: int, first: int | None) -> bool:
    """Whether the subject alone can meet: two parties or a group of people."""
    if subject is None:
        return False
    nodes = [row.nodes[m] for m in subject.members]
    parties = {party.key for node in nodes for party in node.parties}
    if len(nodes) > 1 or len(parties) > 1:
        return True
    node = nodes[0]
    if verb.frame is Frame.GATHER or verb.form == "meeting":
        plural = node.generic and node.word.split()[-1] in lex.PLURAL_ROLES
        group = any(p.kind in (PartyKind.GROUP,) for p in node.parties)
        body = any(p.kind is PartyKind.BODY for p in node.parties) and _body_meets(row, at)
        they = node.word in ("they", "we", "who", "them")
        return plural or group or body or they
    people = any(p.kind is PartyKind.GROUP for p in node.parties) and (first is None or verb.mode is not None)
    return (
        people or node.word in ("they", "we") or (node.generic and node.word.split()[-1] in lex.PLURAL_ROLES)
    )


def _body_meets(row: Row, at: int) -> bool:
    j = at + 1
    return j < len(row.nodes) and (
        row.nodes[j].kind is Kind.TIME or row.word(j) in ("in", "on", "at", "for", "to", "behind", "again")
    )


def _verb_sighting(
    doc: Document,
    row: Row,
    at: int,
    start: int,
    verb: Verb,
    subject: Group | None,
    group: Group | None,
    passive: bool,
    mode: Mode | None,
    begin: int | None,
    later: bool,
) -> Sighting | None:
    left = min([start, at, *(g.start for g in (subject, group) if g is not None and g.start < at)])
    head = subject.start if subject is not None and subject.start < start else start
    when = days.when_of_clause(doc, row, head, at, start, begin)
    if verb.form == "invitation" and when is not None and when.span.start < row.nodes[at].span.start:
        when = None  # "on Friday A invited B to Geneva" dates the invitation
    future = days.lies_ahead(doc, when)
    before = bounds.governing(row, head) + bounds.between(row, subject, start)
    chain = row.mask(start, at)
    found = standing.of_verb(
        before=before, chain=chain, form=verb_form(row, at, start), future=future, sees=row.word(at) == "see"
    )
    if found is not None:
        found = standing.called_untrue(found, row.mask(at, len(row.nodes)))
    if found is not None and denies_none(row, at, found):
        return None
    if found is not None and verb.form == "invitation":
        found = asked(found)
    aides = (
        group is not None
        and row.word(at) in ("sat", "sit", "sitting", "seated")
        and row.word(at + 1) == "with"
    )
    if found is None:
        return None
    if found.weak and days.weekday_behind(doc, when):
        found, when = (
            Standing(MeetingStatus.PLANNED, "verb:present-weekday"),
            None,
        )  # "on Friday, the last day, A meets B"
    found = standing.with_a_day(found, when, doc.published)
    found = only_if(row, at, found)
    found = with_its_journey(row, head, at, found)
    past_day = (
        when is not None
        and when.latest is not None
        and doc.published is not None
        and when.latest < doc.published
    )
    if found.purpose and past_day and WENT.search(before):
        found = Standing(MeetingStatus.HELD, "verb:went-to-meet")  # the journey and its day lie behind
    doer, other = (verb.doer, verb.other)
    subject = _other_than(doc, row, subject, group)
    seats = unique([*seats_of(row, subject, doer), *seats_of(row, group, other)])
    if len(seats) < 2 and group is not None and subject is not None:
        seats = unique([*_speaker_before(doc, row, seats, doer), *seats])
    if verb.form == "visit" and not visit_counts(seats, found, when):
        return None
    if len(seats) < 2 and not _crowd(seats):
        return None
    if row.word(at).startswith("consult") and not all(
        s.party.kind in (PartyKind.PERSON, PartyKind.STATE, PartyKind.UNNAMED) for s in seats
    ):
        return None  # "the union will consult its members"
    if row.word(at).startswith(("question", "grill", "quiz")) and not _heard_by(seats):
        return None
    if verb.frame is Frame.WITH and verb.mode is None and all(s.party.kind is PartyKind.BODY for s in seats):
        return None  # "the Commission would talk to Parliament" tells of no encounter
    if when is None and row.index > 0:
        when = days.heading_time(doc, row.index - 1)
    if subject is not None and any(row.finite(j) for j in range(subject.end, start)):
        left = start  # "received X and then sat down with Y": the second verb speaks for itself
    right = max([at + 1, *(g.end for g in (subject, group) if g is not None and g.end > at)])
    form = "meeting" if verb.form == "invitation" else verb.form
    beside: frozenset[str] = frozenset()
    if aides and group is not None:
        beside = frozenset(p.key for m in group.members for p in row.nodes[m].parties)
    return finish(
        doc, row, at, left, right, seats, found, form, mode, when, head, begin, later, beside=beside
    )


def _other_than(doc: Document, row: Row, subject: Group | None, group: Group | None) -> Group | None:
    """The subject without those who are the other side: nobody meets themselves."""
    if subject is None or group is None or len(subject.members) < 2:
        return subject
    theirs = {party.key for m in group.members for party in row.nodes[m].parties}
    kept = tuple(m for m in subject.members if not {p.key for p in row.nodes[m].parties} <= theirs)
    return Group(kept, subject.start, subject.end) if kept else subject


def _speaker_before(doc: Document, row: Row, seats: list[Seat], role: Role | None) -> list[Seat]:
    """Whom "he" means when he meets someone in "after receiving X, he said": the person the text was about before."""
    taken = {seat.party.key for seat in seats}
    if row.index == 0 or any(seat.party.kind is not PartyKind.PERSON for seat in seats):
        return []
    for mention in doc.mentions_in(doc.sentences[row.index - 1]):
        if mention.party.kind is PartyKind.PERSON and mention.party.key not in taken:
            return [Seat(party=mention.party, span=mention.span, role=role)]
    return []


_MATCH = re.compile(
    r"\b(?:in|for) (?:the|a|their|its) (?:\w+ ){0,3}(?:final|finals|semi-final|semi-finals|quarter-final|quarter-finals|qualifier|friendly|"
    r"league|cup|derby|play-off|playoff|match|tournament|championship)\b|\b\d+ ?[-–] ?\d+\b"
)
_IN_THE_STREET = re.compile(r"\b(?:squares?|streets?|outside|rally|rallies|protest\w*|stadium|vigil|march)\b")


def is_match(row: Row, at: int) -> bool:
    """Whether two teams met: "Spain met Portugal in the final"."""
    return _MATCH.search(row.mask(at + 1, at + 14)) is not None


_CONDITION = re.compile(r"^[^,;:.]*?\b(?:if|unless|provided|only (?:after|once|when))\b")


_UNLESS = re.compile(r"\b(?:only (?:if|when|after|once)|unless|until)\b")


def denies_none(row: Row, at: int, found: Standing) -> bool:
    """Whether "has not met X since May" or "denied that he would see X only if ..." only seems to deny an encounter."""
    if found.rule == "verb:did-not":
        return "since" in row.mask(at, at + 10).split()
    return found.rule == "governor:denied" and _UNLESS.search(row.mask(at, at + 14)) is not None


def only_if(row: Row, at: int, found: Standing) -> Standing:
    """What is planned under a condition told behind the verb is only possible."""
    if found.status is MeetingStatus.PLANNED and _CONDITION.search(row.mask(at + 1, at + 16)):
        return Standing(MeetingStatus.POSSIBLE, "verb:only-if")
    return found


def _heard_by(seats: list[Seat]) -> bool:
    """Whether somebody answers to those who hold hearings: a committee, a court, investigators."""
    return any(_HEARERS & set(s.party.name.casefold().split()) for s in seats) and any(
        s.party.kind is PartyKind.PERSON for s in seats
    )


_HEARERS = frozenset(
    """committee subcommittee panel inquiry court tribunal police prosecutors investigators detectives lawmakers senators
    senate judges magistrates""".split()
)


def _crowd(seats: list[Seat]) -> bool:
    return len(seats) == 1 and seats[0].party.kind in (PartyKind.GROUP, PartyKind.BODY, PartyKind.UNNAMED)
