"""Encounters told by a noun: "talks between A and B", "Friday's summit", "A held a meeting with B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, details, diaries, noun_standing, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.lexicon import Noun
from bot.extract.meetings.nodes import PRONOUNS, Kind, is_person
from bot.extract.meetings.noun_phrases import is_nameless, is_subject, noun_parties, noun_phrase
from bot.extract.meetings.requests import asked_for
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import (
    Seat,
    Sighting,
    dated,
    finish,
    party_from,
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
        "house",
        "centre",
        "center",
        "hall",
    ):
        return
    begin, owners, when_inside, indefinite, fresh = noun_phrase(row, at)
    members, roles, end = noun_parties(doc, row, at)
    subject_like, follows_at = is_subject(row, begin, end)
    head, governed_by = _clause_head(row, begin)
    governor = row.mask(head, begin) + " " + row.mask(begin, at)
    follows = row.mask(follows_at, follows_at + 12) if subject_like else ""
    when = when_inside
    if not (subject_like and row.word(follows_at) in _FOLLOWING):
        when = when or days.when_of_clause(
            doc, row, head, follows_at if subject_like else end - 1, begin, None
        )
        when = when or days.attached_time(row, end)
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
    found = _held_by(row.mask(at + 1, end)) or found
    if when is not None and _dates_the_telling(doc, row, head, begin, at, when, definite):
        when = None
    diarist = diaries.diary_owner(doc) if diaries.is_entry(row, begin, at) else None
    if diarist is not None:
        dated_by = diaries.heading_above(doc, row.index)
        when = dated_by if dated_by is not None and diaries.names_no_day(when) else when
        found = found if found is not None and not found.weak else diaries.entry_standing(when, doc.published)
    if found is None:
        return
    if (
        fresh
        and _STILL_IT.search(row.mask(max(0, begin - 3), begin))
        and row.word(begin) in ("their", "the", "his", "her", "its")
    ):
        fresh, definite = False, True  # "it was their third meeting" counts the one just told
    found = standing.called_untrue(found, row.mask(end, end + 14))
    fate, asker = asked_for(row, begin, end)
    if fate is not None and found.status in (
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
        seats += _subject_seats(row, head, begin, members, seats, governed_by)
    opened = _opening_subject(row, begin, end) if len(seats) + len(members) < 2 else None
    if opened is not None and not members and len(seats_of(row, opened, None)) < 2:
        opened = None
    if not seats and not members and opened is None and row.word(begin) == "their":
        seats += _the_two(row) or _pair_of(row, governed_by)
    if not members and opened is None and len(unique(seats)) < 2:
        seats = _told_there(row, head, begin) or _told_then(row, end) or seats
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
    if asker is not None:
        seats = [*seats_of(row, asker, None), *seats]
    if diarist is not None and seats:
        seats = [diarist, *seats]
    if len(unique(seats)) == 1:
        seats += _asked_by(row, head, begin) or _teller_of(row, head, members) or _written_to(row, begin)
    seats = unique(seats)
    if noun.form == "invitation" and (found.status is not MeetingStatus.REFUSED or not seats):
        return  # only "B declined the invitation" tells what became of it
    crowd = len(seats) == 1 and bool(members) and seats[0].party.kind is PartyKind.GROUP
    if len(seats) < 2 and not noun.event and not fresh and not crowd and noun.form != "invitation":
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
            fresh=fresh,
            previous=previous,
            partnered=any(row.word(g.start - 1) in ("with", "the") for g in members),
        )
        yield from dated(row, told, doc)


def _one_by_one(row: Row, begin: int, at: int, members: list[Group], seats: list[Seat]) -> list[list[Seat]]:
    """ "Separate calls with B and C", "bilateral meetings with B and C" are one encounter with each."""
    apart = any(row.word(j) in ("separate", "individual", "bilateral") for j in range(begin, at))
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


# "The session followed a meeting on Tuesday": the day is the other one's.
_FOLLOWING = frozenset("followed follows preceded precedes".split())
_TOLD_OF = re.compile(
    r"\b(?:confirm|announc|disclos|reveal|mention|describ|prais|criticis|condemn|report)(?:e|ed|es|s|ing)\b[^,;]*$"
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


_LED = re.compile(
    r"\b(was|were|has been|have been|had been|will be|would be|is to be|are to be) (?:also )?"
    r"(?:chaired|hosted|mediated|brokered|led|attended|facilitated|moderated) by\b"
)


def _held_by(words: str) -> Standing | None:
    """ "The meeting between A and B was chaired by C": who led it tells that it took place, or will."""
    match = _LED.search(words)
    if match is None:
        return None
    ahead = "be " in match.group() and "been" not in match.group(1)
    return Standing(MeetingStatus.PLANNED if ahead else MeetingStatus.HELD, "noun:led-by")


_STILL_IT = re.compile(
    r"^(?:it|this|that|T) (?:was|is|had been|has been|marked|marks)(?: [\w-]+)?$|^(?:it|this) "
)
_ASKED_BY = re.compile(
    r"(?:requests?|invitations?|proposals?|offers?|appeals?|calls?|demands?|letters?|suggestions?)$"
)


def _asked_by(row: Row, head: int, begin: int) -> list[Seat]:
    """The one who asked, in "A declined a request from B for a meeting"."""
    for j in range(begin - 1, head, -1):
        if row.nodes[j].possessive and row.nodes[j].parties and _ASKED_BY.search(row.word(j + 1)):
            return seats_of(row, Group((j,), j, j + 1), None)
        if row.word(j) in ("from", "by") and _ASKED_BY.search(row.word(j - 1)):
            first = party_from(row, j + 1)
            return seats_of(row, group_right(row, first), None) if first is not None and first < begin else []
    return []


_WROTE_TO = re.compile(
    r"\b(?:wr(?:ote|itten|ites|iting)|appeal(?:s|ed|ing)|letter|letters|message) to (?:the )?P\b(?!'s)[^;]*$"
)


def _written_to(row: Row, begin: int) -> list[Seat]:
    """The one written to, in "A has written to B, proposing a meeting"."""
    match = _WROTE_TO.search(row.mask(0, begin))
    if match is None:
        return []
    first = begin - len(match.group().split())
    first = max(first, 0)
    party = next((j for j in range(first, begin) if row.nodes[j].party), None)
    if party is None:
        return []
    writer = subject_of(row, chain_start(row, first)) if row.word(first).startswith("wr") else None
    return [*seats_of(row, writer, None), *seats_of(row, Group((party,), party, party + 1), None)]


def _teller_of(row: Row, head: int, members: list[Group]) -> list[Seat]:
    """ "The union said talks with Brentco had broken down": whoever tells of talks with somebody takes part in them."""
    if not any(row.word(g.start - 1) == "with" or row.word(g.start - 2) == "with" for g in members):
        return []
    j = head - 1 - (row.word(head - 1) == "that")
    if j < 1 or row.word(j) not in (
        "said",
        "says",
        "announced",
        "confirmed",
        "added",
        "insisted",
        "reported",
    ):
        return []
    subject = subject_of(row, chain_start(row, j))
    if subject is None or len(subject.members) > 1:
        return []
    own = [seat for seat in seats_of(row, subject, None) if seat.party.kind is not PartyKind.UNNAMED]
    return own if len(own) == 1 else []


_INVITING = re.compile(
    r"\binvit(?:ed|es?|ing|ations?)\b|\b(?:summon(?:s|ed|ing)?|call(?:s|ed|ing)) (?:both |the )*P\b[^.;]{0,30}\bto\b"
)


def _clause_head(row: Row, begin: int) -> tuple[int, Group | None]:
    """First node of the clause whose verb governs the noun phrase, and that verb's subject if there is one."""
    for j in range(begin - 1, -1, -1):
        word = row.word(j)
        participle = word.endswith("ing") and row.nodes[j].kind is Kind.WORD and word not in lex.NOUNS
        if row.finite(j) or (participle and word not in lex.PREPOSITIONS):
            start = chain_start(row, j)
            subject = subject_of(row, start)
            if subject is not None and subject.start < start:
                return subject.start, subject
            return start, subject
        if word in (";", ":") or (word in ("that", "whether", "if", "because") and j < begin - 1):
            return j + 1, None
    return 0, None


def _the_two(row: Row) -> list[Seat]:
    """Whose "their meeting" is, when the sentence names just two people."""
    people = [
        i for i, node in enumerate(row.nodes) if node.party and is_person(node) and node.word not in PRONOUNS
    ]
    seats = unique([seat for i in people for seat in seats_of(row, Group((i,), i, i + 1), None)])
    return seats if len(seats) == 2 else []


def _pair_of(row: Row, subject: Group | None) -> list[Seat]:
    """Whose "their talks" are, when the verb above has two parties as its subject."""
    seats = unique(seats_of(row, subject, None))
    return seats if len(seats) > 1 else []


_TOLD_THERE = re.compile(
    r"\b(?:told|asked|asks|asking|warned|urged|assured|informed|gave|offered|handed|promised|thanked|presented) P\b"
)


def _told_there(row: Row, head: int, begin: int) -> list[Seat]:
    """ "A told B at a meeting on Monday that ...", "A asked B for a meeting": both were or would be there."""
    if _TOLD_THERE.search(row.mask(head, begin)) is None or row.word(begin - 1) not in (
        "at",
        "in",
        "during",
        "for",
    ):
        return []
    group = [m for m in range(head, begin) if row.nodes[m].party]
    seats = unique([seat for m in group for seat in seats_of(row, Group((m,), m, m + 1), None)])
    return seats if len(seats) == 2 else []


_THEN_TOLD = re.compile(
    r"^[^;:]{0,40}?, P (?:\w+ly |also )?(?:told|asked|warned|urged|assured|informed|offered|thanked|promised|reminded) (?:the )?P\b"
)


def _told_then(row: Row, end: int) -> list[Seat]:
    """ "During a meeting on Monday, A told B that ...": both were there."""
    match = _THEN_TOLD.match(row.mask(end, end + 16)) if _opens_phrase(row) else None
    if match is None:
        return []
    last = end + len(match.group().split())
    group = [m for m in range(end, last) if row.nodes[m].party]
    seats = unique([seat for m in group[-2:] for seat in seats_of(row, Group((m,), m, m + 1), None)])
    return seats if len(seats) == 2 else []


def _opens_phrase(row: Row) -> bool:
    return row.word(0) in ("during", "at", "in", "following", "after")


_OPENERS = frozenset("after following in at during before of on since amid ahead".split())


def _opening_subject(row: Row, begin: int, end: int) -> Group | None:
    """ "Following a meeting with A in Oslo, B said ...": the subject behind the comma of an opening phrase."""
    if (
        begin > 5
        or any(row.finite(j) for j in range(begin))
        or not _OPENERS & {row.word(j) for j in range(begin)}
    ):
        return None
    for j in range(end, min(end + 14, len(row.nodes) - 2)):
        if row.finite(j):
            return None
        if row.word(j) == "," and row.nodes[j + 1].party and any(row.finite(k) for k in range(j + 2, j + 7)):
            return group_right(row, j + 1, closed=True)
    return None


def _subject_seats(
    row: Row, head: int, begin: int, members: list[Group], seats: list[Seat], subject: Group | None
) -> list[Seat]:
    """The clause's subject, when it takes part: "A held talks with B", "mentioned by A during a meeting with B"."""
    between = row.mask(head, begin)
    alone = any(row.word(g.start - 1) == "with" or row.word(g.start - 2) == "with" for g in members)
    enough = not alone and sum(len(seats_of(row, g, None)) for g in members) >= 2
    enough = enough or (len(seats) >= 1 and bool(members))
    verb = _LIGHT.search(between)
    by = _agent(row, head, begin)
    if by is not None and _WITHIN.search(between):
        return seats_of(row, by, None)
    if subject is None:
        return []
    if verb is not None and verb.group().startswith(("host", "chair", "mediat", "broker", "convene")):
        role = (
            Role.HOST
            if verb.group().startswith(("host", "convene"))
            else (Role.CHAIR if verb.group().startswith("chair") else Role.MEDIATOR)
        )
        return seats_of(row, subject, role)
    if enough:
        return []
    inside = row.word(begin - 1) in ("in", "during", "at", "over", "after", "following")
    if _ABOUT.search(between) and not inside:
        return []
    if members and not _TELLING.search(between):
        return seats_of(row, subject, None)
    several = len({p.key for m in subject.members for p in row.nodes[m].parties}) > 1
    if verb is not None or (_WITHIN.search(between) and (members or several)):
        return seats_of(row, subject, None)
    return []


_LIGHT = re.compile(
    r"\b(?:h[eo]ld|holds|holding|had|has|have|having|received?|receives|got|made|makes|placed|gave|gives?|declin(?:e|es|ed|ing)|turn(?:s|ed) down|granted|grants?|paid|took|conduct(?:s|ed|ing)?|attend(?:s|ed|ing)?|join(?:s|ed|ing)?|open(?:s|ed|ing)?|"
    r"began|begun|begins?|start(?:s|ed|ing)?|end(?:s|ed|ing)?|continu(?:e|es|ed|ing)|address(?:es|ed|ing)?|participat(?:e|es|ed|ing)|br(?:oke|eak|eaks|eaking) off|suspend(?:s|ed|ing)?|enter(?:s|ed|ing)?|pursu(?:e|es|ed|ing)|conclude[sd]?|wrap(?:s|ped|ping)? up|finish(?:es|ed)?|resum(?:e|es|ed|ing)|"
    r"host(?:s|ed|ing)?|chair(?:s|ed|ing)?|mediat(?:e|es|ed|ing)|broker(?:s|ed|ing)?|conven(?:e|es|ed|ing)|agree[sd]?|arrang(?:e|es|ed)|"
    r"schedul(?:e|es|ed)|plan(?:s|ned|ning)?|cancel(?:s|l?ed|l?ing)?|call(?:s|ed|ing)? off|postpon(?:e|es|ed|ing)|put off|delay(?:s|ed)?|"
    r"request(?:s|ed|ing)?|s(?:eeks?|ought|eeking)|want(?:s|ed)?|propos(?:e|es|ed|ing)|offer(?:s|ed|ing)?|refus(?:e|es|ed|ing)|"
    r"reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|accept(?:s|ed|ing)?|demand(?:s|ed|ing)?|call(?:s|ed|ing)? for|in|for|led|left|"
    r"den(?:y|ies|ied|ying)|ready|open to|expect(?:s|ed|ing)?|announc(?:e|es|ed)|ask(?:s|ed|ing)? for|prepar(?:es|ed|ing)|complet(?:ed|es))\b"
)
# What one does to somebody else's meeting as well as to one's own.
_ABOUT = re.compile(
    r"\b(?:confirm|announc|mention|describ|report|prais|criticis|criticiz|condemn|noted|reveal|disclos|welcom|discuss)\w*\b[^,;]*$"
)
_TELLING = re.compile(r"\b(?:said|says|told|wrote|added|noted|reported|that|whether|if)\b")
_WITHIN = re.compile(
    r"\b(?:over|during|after|following|in|at|before|ahead of|from|on the sidelines of|since|by)\b[^,;]*$"
)


def _agent(row: Row, head: int, begin: int) -> Group | None:
    for j in range(begin - 1, head, -1):
        if row.word(j) == "by" and j + 1 < begin:
            first = party_from(row, j + 1)
            if first is not None and first < begin:
                return group_right(row, first)
    return None
