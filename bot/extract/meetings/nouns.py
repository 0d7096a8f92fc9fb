"""Encounters told by a noun: "talks between A and B", "Friday's summit", "A held a meeting with B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, details, diaries, noun_standing, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.journeys import ENCOUNTER_AHEAD, visit_counts
from bot.extract.meetings.lexicon import Noun
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.noun_fates import settled
from bot.extract.meetings.noun_parties import noun_parties
from bot.extract.meetings.noun_phrases import is_nameless, is_subject, noun_phrase
from bot.extract.meetings.noun_seats import (
    asked_by,
    opening_subject,
    pair_of,
    subject_seats,
    teller_of,
    the_two,
    told_then,
    told_there,
    whose_programme,
    written_to,
)
from bot.extract.meetings.noun_senses import tells_none
from bot.extract.meetings.requests import asked_for
from bot.extract.meetings.seats import Group
from bot.extract.meetings.sightings import (
    Seat,
    Sighting,
    dated,
    finish,
    place_party,
    seats_of,
    unique,
)
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import MeetingStatus, PartyKind, Role
from bot.model.when import When


def noun_sightings(doc: Document, row: Row, at: int, noun: Noun) -> Iterator[Sighting]:
    if row.word(at) == "board" or row.word(at + 1) in (
        "point",
        "place",
        "room",
        "of minds",
        "site",
        "venue",
        "statement",
        "communique",
        "communiqué",
        "declaration",
        "format",
        "house",
        "centre",
        "center",
        "hall",
    ):
        return
    if tells_none(row, at):
        return
    begin, owners, when_inside, indefinite, fresh = noun_phrase(row, at)
    members, roles, end = noun_parties(doc, row, at)
    if _SIDELINES.search(row.mask(max(0, begin - 6), begin)):
        return  # "met on the sidelines of a summit of the League": those who met are not said to be all who were at it
    subject_like, follows_at = is_subject(row, begin, end)
    if subject_like and _is_told_as(row, follows_at):
        return  # "the talks were the first meeting between A and B": one encounter, told by the second noun
    head, governed_by = clause_head(row, begin)
    governor = row.mask(_own_verb(row, head, begin), begin) + " " + row.mask(begin, at)
    follows = row.mask(follows_at, follows_at + 12) if subject_like else ""
    when = when_inside
    if not (subject_like and row.word(follows_at) in _FOLLOWING):
        opens = begin if subject_like and row.word(begin - 1) == "that" else head
        when = when or days.when_of_clause(
            doc, row, opens, follows_at if subject_like else end - 1, begin, None
        )
        when = None if when is not None and days.dates_the_speaking(row, when, begin) else when
        when = when or when_inside or days.attached_time(row, end)
    future = days.lies_ahead(doc, when)
    mode = details.mode_of(row, begin, at, end) or noun.mode
    lead = bounds.governing(row, head)
    definite = bool(
        row.word(begin).split(" ")[0] in ("the", "this", "that", "these", "those")
        or when_inside is not None
        or owners
    )
    found = noun_standing.of_noun(
        lead=lead,
        governor=governor.strip(),
        follows=follows,
        subject=subject_like,
        definite=definite,
        future=future,
    )
    if found is not None:
        found = settled(row, found, begin, at, end, follows_at if subject_like else None)
    found = _held_by(row.mask(at + 1, end)) or found
    if (
        found is not None
        and found.status is MeetingStatus.HELD
        and row.word(end) in _SET_FOR
        and not subject_like
    ):
        found = Standing(
            MeetingStatus.PLANNED, "noun:scheduled-for"
        )  # "had a meeting with B scheduled for Friday"
    if (
        found is not None
        and found.rule == "noun:is-in"
        and when_inside is None
        and not days.lies_ahead(doc, when)
    ):
        when = None  # "is in talks with B, a source said on Tuesday"
    if when is not None and _dates_the_telling(doc, row, head, begin, at, when, definite):
        when = None
    behind = row.nodes[at + 2].when if row.word(at + 1) == "of" and at + 2 < len(row.nodes) else None
    when = behind if behind is not None and behind.day is not None else when  # "the meeting of 12 March"
    diarist = diaries.diary_owner(doc) if diaries.is_entry(row, begin, at) else None
    if diarist is not None:
        dated_by = diaries.heading_above(doc, row.index)
        when = dated_by if dated_by is not None and diaries.names_no_day(when) else when
        found = found if found is not None and not found.weak else diaries.entry_standing(when, doc.published)
    if found is None:
        return
    theirs = owners is not None or row.word(begin).split(" ")[0] in ("their", "his", "her", "its")
    if definite and not members and not theirs and _AHEAD_OF.search(row.mask(head, begin)):
        return  # "a call ahead of the Alaska summit": who calls is not said to go there
    if (
        fresh
        and _STILL_IT.search(row.mask(max(0, begin - 3), begin))
        and row.word(begin) in ("their", "the", "his", "her", "its")
    ):
        fresh, definite = False, True  # "it was their third meeting" counts the one just told
    found = standing.called_untrue(found, row.mask(end, end + 20))
    fate, asker = asked_for(row, begin, end)
    if fate is not None and found.status in (
        MeetingStatus.DENIED,
        MeetingStatus.PLANNED,
        MeetingStatus.POSSIBLE,
        MeetingStatus.HELD,
    ):
        found = fate
    if found.status is MeetingStatus.PLANNED and _INVITING.search(row.mask(head, len(row.nodes))):
        found = Standing(MeetingStatus.REQUESTED, "noun:invitation")
    echo = row.word(begin).split()[0] not in ("a", "an") or found.status is MeetingStatus.HELD
    if owners is not None and echo and all(is_nameless(row.nodes[m]) for m in owners.members):
        owners = None  # "the leaders' meeting" is an echo of who was named before
    previous: When | None = None
    if found.status is MeetingStatus.POSTPONED:
        when, previous = days.moved_days(row, begin)
    seats = [*seats_of(row, owners, None)]
    if not subject_like:
        seats += subject_seats(row, head, begin, members, seats, governed_by)
    opened = opening_subject(row, begin, end) if len(seats) + len(members) < 2 else None
    if opened is not None and not members and len(seats_of(row, opened, None)) < 2:
        opened = None
    if not seats and not members and opened is None and row.word(begin) == "their":
        seats += the_two(row) or pair_of(row, governed_by)
    if not members and opened is None and len(unique(seats)) < 2:
        seats = told_there(row, head, begin) or told_then(row, end) or seats
    if opened is not None:
        seats += seats_of(row, opened, None)
    if (
        noun.form == "visit"
        and row.word(at + 1) == "to"
        and (host := place_party(doc, row, at + 2)) is not None
    ):
        seats = [*(replace(seat, role=Role.VISITOR) for seat in seats), host]
    for group, role in zip(members, roles, strict=True):
        seats += seats_of(row, group, role)
    feast = any(role is Role.VISITOR for role in roles)
    if feast and not subject_like and governed_by is not None and _GIVES.search(row.mask(head, begin)):
        seats += seats_of(row, governed_by, Role.HOST)
    if asker is not None:
        seats = [*seats_of(row, asker, None), *seats]
    if diarist is not None and seats:
        seats = [diarist, *seats]
    if (
        noun.form == "visit"
        and len(unique(seats)) < 2
        and governed_by is not None
        and _ON_A_VISIT.search(row.mask(head, begin))
        and not ENCOUNTER_AHEAD.search(row.mask(at + 1, at + 25))
    ):
        visiting = [*seats_of(row, governed_by, Role.VISITOR), *seats]
        seats = visiting if visit_counts(visiting, found, when) else seats
    leads = _led_by(unique(seats)) or (
        found.rule == "noun:led-by" and row.mask(at, end).find("attended by") > 0
    )
    leads = leads and definite and not fresh and owners is None
    if len(unique(seats)) == 1:
        seats += whose_programme(row, end)
    if len(unique(seats)) == 1:
        seats += asked_by(row, head, begin) or teller_of(row, begin, members) or written_to(row, begin)
    seats = unique(seats)
    if found.rule == noun_standing.UNABLE and len(seats) < 2:
        return
    if noun.form == "invitation" and (found.status is not MeetingStatus.REFUSED or not seats):
        return  # only "B declined the invitation" tells what became of it
    crowd = len(seats) == 1 and bool(members) and seats[0].party.kind is PartyKind.GROUP
    gone = definite and found.status in (
        MeetingStatus.CANCELLED,
        MeetingStatus.POSTPONED,
    )  # "but the visit was put off"
    if (
        len(seats) < 2
        and not noun.event
        and not fresh
        and not crowd
        and not gone
        and noun.form != "invitation"
    ):
        return
    left = min([begin, *(g.start for g in (owners, *members) if g is not None and g.start < begin)])
    subject_nodes = [
        i
        for i in range(head, begin)
        if row.nodes[i].party and any(s.span == (row.nodes[i].head or row.nodes[i].span) for s in seats)
    ]
    left = min([left, *subject_nodes])
    right = max([at + 1, end, follows_at + 1 if subject_like else 0])
    right = min(right, len(row.nodes))
    for those in _one_by_one(row, begin, at, members, seats):
        told = finish(
            doc,
            row,
            at,
            left,
            right,
            those,
            found,
            noun.form,
            mode,
            when,
            head,
            None,
            False,
            definite=definite or not indefinite,
            fresh=fresh or (feast and indefinite),
            previous=previous,
            adds=leads,
            roster=leads,
            partnered=any(row.word(g.start - 1) in ("with", "the") for g in members),
        )
        yield from dated(row, told, doc)


def _led_by(seats: list[Seat]) -> bool:
    """Whether only those who hosted or chaired are named: "the mediator convened the session" adds her to it."""
    return bool(seats) and all(seat.role in (Role.HOST, Role.CHAIR, Role.MEDIATOR) for seat in seats)


def _one_by_one(row: Row, begin: int, at: int, members: list[Group], seats: list[Seat]) -> list[list[Seat]]:
    """ "Separate calls with B and C", "bilateral meetings with B and C" are one encounter with each."""
    apart = any(row.word(j) in ("separate", "individual", "bilateral") for j in range(begin, at))
    listed = len(members) == 1 and _each_apart(row, members[0])
    apart = apart or (listed and row.word(at) in ("meetings", "bilaterals", "calls", "audiences"))
    others = unique(seats_of(row, members[0], None)) if len(members) == 1 else []
    theirs = {seat.party.key for seat in others}
    own = [seat for seat in seats if seat.party.key not in theirs]
    plural = row.word(at) in (
        "meetings",
        "calls",
        "conversations",
        "talks",
        "bilaterals",
        "encounters",
        "audiences",
    )
    with_them = len(members) == 1 and "with" in (
        row.word(members[0].start - 1),
        row.word(members[0].start - 2),
    )
    if not (apart and plural and with_them and len(own) == 1 and len(others) > 1):
        return [seats]
    return [[own[0], other] for other in others]


_ONE_A_STATE = re.compile(r"\b(?:counterparts|presidents|(?:prime|foreign|defen[cs]e|finance) ministers)\b")


def _each_apart(row: Row, group: Group) -> bool:
    """Whether several are named one by one, and not as one group ("executives of A and B")."""
    return len(group.members) > 1 or _ONE_A_STATE.search(row.nodes[group.members[0]].word) is not None


# "The session followed a meeting on Tuesday": the day is the other one's.
_FOLLOWING = frozenset("followed follows preceded precedes".split())
_TOLD_OF = re.compile(
    r"\b(?:confirm|announc|disclos|reveal|mention|describ|prais|criticis|condemn|report|call|arrang|propos|request|demand|offer|suggest)"
    r"(?:e|ed|es|s|ing)\b[^,;]*$|\bset up\b[^,;]*$"
)


def _dates_the_telling(
    doc: Document, row: Row, head: int, begin: int, at: int, when: When, definite: bool
) -> bool:
    """ "The palace confirmed the audience on Tuesday" dates the confirming, unless the day lies ahead."""
    behind = when.span.start > row.nodes[at].span.start and row.span.contains(when.span)
    return (
        definite
        and behind
        and not days.lies_ahead(doc, when)
        and _TOLD_OF.search(row.mask(head, begin)) is not None
    )


_ON_A_VISIT = re.compile(
    r"\b(?:com(?:e|es|ing)|came|arriv\w+|pa(?:y|ys|id|ying)|mak(?:e|es|ing)|made|beg[aiu]n\w*|start\w*|embark\w*|undert\w+|go(?:es|ing)?|went|"
    r"fl(?:y|ies|ew|ying)|(?:is|are|was|were|be)|travel\w*|land\w*|set|due|conclud\w+|end\w*|wrap\w*)\b[^,;]*$"
)
_GIVES = re.compile(
    r"\b(?:held|holds?|holding|host(?:s|ed|ing)?|gave|gives?|giving|threw|offer(?:s|ed)|organi[sz]e[sd]?)\b[^,;]*$"
)
_SET_FOR = frozenset("scheduled planned due set pencilled penciled arranged slated fixed booked".split())
_LED = re.compile(
    r"\b(was|were|has been|have been|had been|will be|would be|is to be|are to be) (?:also )?"
    r"(?:chaired|hosted|mediated|brokered|led|attended|facilitated|moderated) (?:jointly |together |also )?by\b"
)


_AHEAD_OF = re.compile(r"\b(?:ahead of|before|prior to|in the run-up to|in preparation for)$")
_COPULA = frozenset("was were is are".split())


def _is_told_as(row: Row, at: int) -> bool:
    """Whether "was the first [meeting] between ..." follows at `at`."""
    if row.word(at) not in _COPULA:
        return False
    for j in range(at + 1, min(at + 7, len(row.nodes) - 1)):
        if row.nodes[j].kind is not Kind.WORD or row.word(j) in lex.PREPOSITIONS or row.finite(j):
            return False
        if row.word(j) in lex.NOUNS and row.word(j + 1) not in lex.NOUNS:
            return row.word(j + 1) in ("between", "of", "with", "among")
    return False


def _held_by(words: str) -> Standing | None:
    """ "The meeting between A and B was chaired by C": who led it tells that it took place, or will."""
    match = _LED.search(words)
    if match is None:
        return None
    ahead = "be " in match.group() and "been" not in match.group(1)
    return Standing(MeetingStatus.PLANNED if ahead else MeetingStatus.HELD, "noun:led-by")


_SIDELINES = re.compile(r"\b(?:sidelines?|margins?|fringes) of(?: [\w-]+){0,3}$")
_STILL_IT = re.compile(
    r"^(?:it|this|that|T) (?:was|is|had been|has been|marked|marks)(?: [\w-]+)?$|^(?:it|this) "
)


_INVITING = re.compile(
    r"\binvit(?:ed|es?|ing|ations?)\b|\b(?:summon(?:s|ed|ing)?|call(?:s|ed|ing)) (?:both |the )*P\b[^.;]{0,30}\bto\b"
)


_TENSED = frozenset("had has was were is are held took gave began saw led made paid".split())


def _own_verb(row: Row, head: int, begin: int) -> int:
    """Where the words begin that govern the noun: "[voiced hope and] had encounters" has a tensed verb of its own."""
    for j in range(begin - 1, head, -1):
        if row.finite(j):
            start = chain_start(row, j)
            if row.word(start - 1) == "," and any(
                row.word(k) in ("who", "which") for k in range(head, start)
            ):
                return start  # "Rao, who is hosting a dinner tonight, had encounters"
            own = row.word(j) in _TENSED and row.word(start - 1) in ("and", "but")
            return start if own and any(row.finite(k) for k in range(head, start - 1)) else head
    return head


def clause_head(row: Row, begin: int) -> tuple[int, Group | None]:
    """First node of the clause whose verb governs the noun phrase, and that verb's subject if there is one."""
    for j in range(begin - 1, -1, -1):
        word = row.word(j)
        participle = word.endswith("ing") and row.nodes[j].kind is Kind.WORD and word not in lex.NOUNS
        participle = participle and not row.nodes[j].capital
        if row.finite(j) or (participle and word not in lex.PREPOSITIONS):
            start = chain_start(row, j)
            subject = subject_of(row, start)
            if subject is not None and subject.start < start:
                return subject.start, subject
            return start, subject
        if word in (";", ":") or (word in ("that", "whether", "if", "because") and j < begin - 1):
            return j + 1, None
    return 0, None
