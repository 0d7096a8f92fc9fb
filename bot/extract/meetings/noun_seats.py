"""Who takes part in an encounter told by a noun although nobody hangs on the noun: its clause's subject, who asked, who told."""

from __future__ import annotations

import re

from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import PRONOUNS, Kind, is_person
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import Seat, is_press, party_from, seats_of, unique
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import PartyKind, Role

_ASKED_BY = re.compile(
    r"(?:requests?|invitations?|proposals?|offers?|appeals?|calls?|demands?|letters?|suggestions?)$"
)


def asked_by(row: Row, head: int, begin: int) -> list[Seat]:
    """The one who asked, in "A declined a request from B for a meeting"."""
    for j in range(begin - 1, head, -1):
        if row.nodes[j].possessive and row.nodes[j].parties and _ASKED_BY.search(row.word(j + 1)):
            return seats_of(row, Group((j,), j, j + 1), None)
        if row.word(j) in ("from", "by") and _ASKED_BY.search(row.word(j - 1)):
            first = party_from(row, j + 1)
            return seats_of(row, group_right(row, first), None) if first is not None and first < begin else []
    refused = _REQUEST_REFUSED.search(row.mask(head, begin))
    told = (
        next((j for j in range(head - 1, 0, -1) if row.word(j) in _TELLS), None)
        if refused is not None
        else None
    )
    teller = subject_of(row, chain_start(row, told)) if told is not None else None
    return seats_of(row, teller, None) if teller is not None and len(teller.members) == 1 else []


_REQUEST_REFUSED = re.compile(
    r"\b(?:turned down|refused|rejected|declined|ignored) (?:\w+ ){0,2}(?:request|requests|plea|pleas|appeal)\b"
)
_WROTE_TO = re.compile(
    r"\b(?:wr(?:ote|itten|ites|iting)|appeal(?:s|ed|ing)|letter|letters|message) to (?:the )?P\b(?!'s)[^;]*$"
)


def written_to(row: Row, begin: int) -> list[Seat]:
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


def whose_programme(row: Row, end: int) -> list[Seat]:
    """Hers in "a planned meeting with B was struck from her programme"."""
    for j in range(end, min(end + 8, len(row.nodes) - 1)):
        node = row.nodes[j]
        if (
            node.possessive
            and is_person(node)
            and row.word(j + 1) in _PROGRAMMES
            and row.word(j - 1) in ("from", "on", "in")
        ):
            return seats_of(row, Group((j,), j, j + 1), None)
    return []


_PROGRAMMES = frozenset("programme program agenda diary schedule itinerary calendar".split())


_TELLS = frozenset("said says announced confirmed added insisted reported".split())


def teller_of(row: Row, begin: int, members: list[Group]) -> list[Seat]:
    """ "The union said talks with Brentco had broken down": whoever tells of talks with somebody takes part in them."""
    if not any(row.word(g.start - 1) == "with" or row.word(g.start - 2) == "with" for g in members):
        return []
    told = next((j for j in range(begin - 1, max(begin - 4, 0), -1) if row.word(j) in _TELLS), None)
    if told is None or any(row.word(j) not in ("that", "the", "a", "any") for j in range(told + 1, begin)):
        return []
    subject = subject_of(row, chain_start(row, told))
    if subject is None or len(subject.members) > 1:
        return []
    if any(
        "spokes" in (party.title or "").casefold() for m in subject.members for party in row.nodes[m].parties
    ):
        return []
    own = [seat for seat in seats_of(row, subject, None) if seat.party.kind is not PartyKind.UNNAMED]
    return own if len(own) == 1 else []


def the_two(row: Row) -> list[Seat]:
    """Whose "their meeting" is, when the sentence names just two people."""
    people = [
        i for i, node in enumerate(row.nodes) if node.party and is_person(node) and node.word not in PRONOUNS
    ]
    seats = unique([seat for i in people for seat in seats_of(row, Group((i,), i, i + 1), None)])
    return seats if len(seats) == 2 else []


def pair_of(row: Row, subject: Group | None) -> list[Seat]:
    """Whose "their talks" are, when the verb above has two parties as its subject."""
    seats = unique(seats_of(row, subject, None))
    return seats if len(seats) > 1 else []


_TOLD_THERE = re.compile(
    r"\b(?:told|asked|asks|asking|warned|urged|assured|informed|gave|offered|handed|promised|thanked|presented) P\b"
)


_OFFERED = re.compile(
    r"\b(?:offer(?:ed|s)?|promis(?:ed|es)|grant(?:ed|s)|refus(?:ed|es)|den(?:ied|ies)|guarantee[sd]?) (?:the )?P$"
)


def told_there(row: Row, head: int, begin: int) -> list[Seat]:
    """ "A told B at a meeting on Monday that ...", "A asked B for a meeting": both were or would be there."""
    if _OFFERED.search(row.mask(head, begin)) is not None:
        pass  # "A offered B talks"
    elif _TOLD_THERE.search(row.mask(head, begin)) is None or row.word(begin - 1) not in (
        "at",
        "in",
        "during",
        "for",
        "over",
    ):
        return []
    group = [m for m in range(head, begin) if row.nodes[m].party and not is_press(row, m)]
    seats = unique([seat for m in group for seat in seats_of(row, Group((m,), m, m + 1), None)])
    return seats if len(seats) == 2 else []


_THEN_TOLD = re.compile(
    r"^[^;:]{0,40}?, P (?:\w+ly |also )?(?:told|asked|warned|urged|assured|informed|offered|thanked|promised|reminded) (?:the )?P\b"
)


def told_then(row: Row, end: int) -> list[Seat]:
    """ "During a meeting on Monday, A told B that ...": both were there."""
    match = _THEN_TOLD.match(row.mask(end, end + 16)) if _opens_phrase(row) else None
    if match is None:
        return []
    last = end + len(match.group().split())
    group = [m for m in range(end, last) if row.nodes[m].party and not is_press(row, m)]
    seats = unique([seat for m in group[-2:] for seat in seats_of(row, Group((m,), m, m + 1), None)])
    return seats if len(seats) == 2 else []


def _opens_phrase(row: Row) -> bool:
    return row.word(0) in ("during", "at", "in", "following", "after")


_OPENERS = frozenset("after following in at during before of on since amid ahead".split())


def opening_subject(row: Row, begin: int, end: int) -> Group | None:
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


def subject_seats(
    row: Row, head: int, begin: int, members: list[Group], seats: list[Seat], subject: Group | None
) -> list[Seat]:
    """The clause's subject, when it takes part: "A held talks with B", "mentioned by A during a meeting with B"."""
    between = row.mask(head, begin)
    alone = any(row.word(k) == "with" for g in members for k in range(begin, g.start))
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
    opening = re.search(r"\b(?:opened|opens|addressed|closed)$", between)
    if opening is not None and not members and not seats and len(seats_of(row, subject, None)) == 1:
        return seats_of(row, subject, Role.CHAIR)
    if enough or len(unique(seats)) > 1:
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


def _done_by(row: Row, by: int) -> bool:
    """Whether a verb stands right before "by", or before its day: "mentioned last week by A", not "warnings by A"."""
    at = by - 1
    while at > 0 and row.nodes[at].kind is Kind.TIME:
        at -= 1
    return row.finite(at)


def _agent(row: Row, head: int, begin: int) -> Group | None:
    for j in range(begin - 1, head, -1):
        if row.word(j) == "by" and j + 1 < begin and _done_by(row, j):
            first = party_from(row, j + 1)
            if first is not None and first < begin:
                return group_right(row, first)
    return None
