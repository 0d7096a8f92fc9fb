"""Encounters told by a noun: "talks between A and B", "Friday's summit", "A held a meeting with B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.document import Document
from bot.extract.meetings import details, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Kind, Node, Row
from bot.extract.meetings.lexicon import Noun
from bot.extract.meetings.seats import Group, chain_start, group_left, group_right, subject_of
from bot.extract.meetings.sightings import (
    Seat,
    Sighting,
    dated,
    finish,
    is_press,
    party_from,
    place_party,
    seats_of,
    unique,
)
from bot.extract.meetings.standing import Standing
from bot.model.facts import MeetingStatus, PartyKind, Role
from bot.model.when import When


def noun_at(row: Row, at: int) -> Noun | None:
    word = row.word(at)
    noun = (
        lex.NOUNS.get(f"{word} {row.word(at + 1)}")
        or lex.NOUNS.get(f"{row.word(at - 1)} {word}")
        or lex.NOUNS.get(word)
    )
    if noun is None:
        return None
    if f"{word} {row.word(at + 1)}" in lex.NOUNS:
        return None  # the second word of "phone call" is the trigger
    if word == "meeting" and not _is_noun(row, at):
        return None
    if word in ("call", "calls", "visit", "visits") and not _is_noun(row, at):
        return None
    if word in ("round", "rounds") and row.word(at + 1) == "of" and row.word(at + 2) not in lex.NOUNS:
        if _noun_soon(row, at + 2) is None:
            return None
    if word in ("round", "rounds") and _noun_soon(row, at + 1) is not None and row.word(at + 1) == "of":
        return None  # "two rounds of direct talks" is told by "talks"
    return noun


def _noun_soon(row: Row, start: int) -> int | None:
    return next((j for j in range(start, min(start + 4, len(row.nodes))) if row.word(j) in lex.NOUNS), None)


_VERB_LEADS = frozenset("to will would not may might could should is are was were be been and".split())
_GERUND_LEADS = frozenset("after before against about denied of for from by since following without".split())


def _is_noun(row: Row, at: int) -> bool:
    """Whether "meeting", "call", "visit" stands where a noun does."""
    follower = row.nodes[at + 1] if at + 1 < len(row.nodes) else None
    on_party = follower is not None and follower.party
    if at == 0:
        return not on_party
    previous = row.nodes[at - 1]
    if previous.kind is Kind.PARTY:
        return previous.possessive or not on_party
    if row.word(at) == "meeting" and on_party:
        return False
    if previous.word in _VERB_LEADS:
        return False
    if previous.word in _GERUND_LEADS:
        return follower is None or not (on_party or follower.word in ("with", "the", "his", "her"))
    return True


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
    begin, owners, when_inside, indefinite, fresh = _noun_phrase(row, at)
    members, roles, end = _noun_parties(doc, row, at)
    subject_like, follows_at = _is_subject(row, begin, end)
    head, governed_by = _clause_head(row, begin)
    governor = row.mask(head, begin) + " " + row.mask(begin, at)
    follows = row.mask(follows_at, follows_at + 12) if subject_like else ""
    when = when_inside or details.when_of_clause(
        doc, row, head, follows_at if subject_like else end - 1, begin, None
    )
    when = when or details.attached_time(row, end)
    future = details.lies_ahead(doc, when)
    mode = details.mode_of(row, begin, at, end) or noun.mode
    lead = details.governing(row, head)
    definite = bool(
        row.word(begin) in ("the", "this", "that", "these", "those") or when_inside is not None or owners
    )
    found = standing.of_noun(
        lead=lead,
        governor=governor.strip(),
        follows=follows,
        subject=subject_like,
        definite=definite,
        future=future,
    )
    if found is None:
        return
    if found.status is MeetingStatus.PLANNED and _INVITING.search(row.mask(head, len(row.nodes))):
        found = Standing(MeetingStatus.REQUESTED, "noun:invitation")
    echo = row.word(begin).split()[0] not in ("a", "an") or found.status is MeetingStatus.HELD
    if owners is not None and echo and all(_is_nameless(row.nodes[m]) for m in owners.members):
        owners = None  # "the leaders' meeting" is an echo of who was named before
    previous: When | None = None
    if found.status is MeetingStatus.POSTPONED:
        when, previous = details.moved_days(row, begin)
    seats = [*seats_of(row, owners, None)]
    if not subject_like:
        seats += _subject_seats(row, head, begin, members, seats, governed_by)
    opened = _opening_subject(row, begin, end) if len(seats) + len(members) < 2 else None
    if opened is not None and not members and len(seats_of(row, opened, None)) < 2:
        opened = None
    if not seats and not members and opened is None:
        seats += _told_there(row, head, begin)
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
    seats = unique(seats)
    if len(seats) < 2 and not noun.event and not fresh:
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
    yield from dated(
        row,
        finish(
            doc,
            row,
            at,
            left,
            right,
            seats,
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
        ),
        doc,
    )


_INVITING = re.compile(r"\binvit(?:ed|es?|ing|ations?)\b")


_MODIFIERS = frozenset(
    """first second third fourth fifth last latest next previous new another further bilateral trilateral direct indirect
    face-to-face high-level top-level emergency urgent extraordinary closed-door secret private brief short long lengthy
    formal informal annual regular weekly crisis peace trade ceasefire truce nuclear security working possible potential
    planned scheduled upcoming proposed leaders' leader's phone telephone video virtual joint separate one-on-one tariff
    two three four five several many more extra final late-night overnight marathon preliminary exploratory technical
    constructive productive useful frank tense candid cordial warm rare historic crucial key follow-up two-way three-way
    four-way successful fruitful intensive intense renewed fresh early recent expected special ministerial presidential
    budget climate energy economic political diplomatic military general annual half-hour hour-long later""".split()
)


def _noun_phrase(row: Row, at: int) -> tuple[int, Group | None, When | None, bool, bool]:
    """(first node, owning parties, time inside, indefinite, another one) of the noun phrase that ends at the noun."""
    j = at - 1
    owners: Group | None = None
    when: When | None = None
    fresh = False
    while j >= 0:
        node = row.nodes[j]
        if node.kind is Kind.TIME:
            if node.when is not None and node.when.kind.value in ("DATE", "TIME") and _genitive(row, j, at):
                when = node.when
            elif node.when is not None and node.when.kind.value != "DURATION":
                break
            j -= 1
            continue
        if node.kind is Kind.PARTY:
            if node.possessive or _modifier_party(row, j):
                owners = group_left(row, j) if _joint(row, j) else Group((j,), j, j + 1)
                j = owners.start - 1
                continue
            break
        word = node.word
        if word in (
            "another",
            "second",
            "third",
            "further",
            "next",
            "previous",
            "later",
            "new",
            "fourth",
            "earlier",
        ):
            fresh = True
        if (
            word in _MODIFIERS
            or word in ("'s", "'", "-", "of", "round", "rounds", "hours", "days", "minutes")
            or word in lex.DETERMINERS
            or word in ("no", "any", "each", "every", "such")
        ):
            if (
                word == "of"
                and row.word(j - 1) not in ("round", "rounds", "hours", "days", "minutes")
                and not (j > 0 and row.nodes[j - 1].kind is Kind.TIME)
            ):
                break
            j -= 1
            if word in ("the", "a", "an", "this", "that"):
                break
            continue
        if node.capital and j > 0 and not row.finite(j) and word not in lex.PREPOSITIONS:
            j -= 1
            continue
        break
    begin = j + 1
    while begin < at and row.word(begin) in ("of", "'s", "-", "and"):
        begin += 1
    indefinite = row.word(begin) in ("a", "an", "another", "no", "any", "some") or row.word(
        begin
    ) == row.word(at)
    return begin, owners, when, indefinite, fresh


def _genitive(row: Row, time: int, at: int) -> bool:
    return row.word(time + 1) in ("'s", "'", "’s") or time + 1 == at or True


def _is_nameless(node: Node) -> bool:
    return (node.generic and not node.parties) or (
        bool(node.parties) and all(party.kind is PartyKind.GROUP for party in node.parties)
    )


def _modifier_party(row: Row, at: int) -> bool:
    """ "US-Russia talks", "Moscow and Kyiv talks": the parties as adjectives; a single name may be the place."""
    if at + 1 >= len(row.nodes) or row.nodes[at + 1].kind is not Kind.WORD:
        return False
    return len(row.nodes[at].parties) > 1 or _joint(row, at)


def _joint(row: Row, at: int) -> bool:
    return (
        row.word(at - 1) in ("-", "–", "and", "/", "&") and at >= 2 and row.nodes[at - 2].kind is Kind.PARTY
    )


def _noun_parties(doc: Document, row: Row, at: int) -> tuple[list[Group], list[Role | None], int]:
    """Parties that hang on the noun: "with B", "between A and B", "of the two leaders", "mediated by C"."""
    groups: list[Group] = []
    roles: list[Role | None] = []
    j, end = at + 1, at + 1
    while j < len(row.nodes) and j - end < 7:
        word = row.word(j)
        if word in ("with", "between", "among", "of", "involving", "to") or (word == "together" and groups):
            first = party_from(row, j + 1)
            if (
                first is not None
                and not (word == "to" and row.word(at) not in ("call", "calls", "visit"))
                and not is_press(row, first)
            ):
                group = group_right(row, first, closed=word in ("between", "among", "of"))
                if word != "of" or _can_meet(row, group):
                    groups.append(group)
                    roles.append(None)
                    j = end = group.end
                    continue
            if word in ("with", "between"):
                break
        if word == "by" and row.word(j - 1) in (
            "mediated",
            "brokered",
            "hosted",
            "chaired",
            "led",
            "facilitated",
            "attended",
            "moderated",
        ):
            first = party_from(row, j + 1)
            if first is not None:
                group = group_right(row, first)
                groups.append(group)
                roles.append(_BY_ROLES[row.word(j - 1)])
                j = end = group.end
                continue
        if (row.finite(j) and row.word(j) not in _BY_ROLES) or word in (";", ":", ".", "—", "–"):
            break
        if word in lex.RELATIVES or (row.nodes[j].party and row.word(j - 1) not in lex.PREPOSITIONS):
            break
        j += 1
    return groups, roles, end


_BY_ROLES: dict[str, Role | None] = {
    "mediated": Role.MEDIATOR,
    "brokered": Role.MEDIATOR,
    "facilitated": Role.MEDIATOR,
    "hosted": Role.HOST,
    "chaired": Role.CHAIR,
    "moderated": Role.CHAIR,
    "led": None,
    "attended": None,
}


def _can_meet(row: Row, group: Group) -> bool:
    """ "a meeting of the two leaders": several parties, or a group of people."""
    nodes = [row.nodes[m] for m in group.members]
    return len(nodes) > 1 or len(nodes[0].parties) > 1 or nodes[0].people


def _is_subject(row: Row, begin: int, end: int) -> tuple[bool, int]:
    """Whether the noun phrase is the subject of a verb that follows it, and where that verb group begins."""
    left = row.word(begin - 1)
    if left in lex.PREPOSITIONS and left not in ("that",) and left != "that":
        pass
    opens = begin == 0 or left in (
        ",",
        "that",
        "and",
        "but",
        ";",
        ":",
        "if",
        "whether",
        "as",
        "because",
        "where",
        "—",
        "–",
        "“",
        '"',
        "when",
        "while",
        "said",
        "though",
        "although",
        "before",
        "after",
    )
    if not opens and row.nodes[begin - 1].kind is not Kind.TIME:
        return False, begin
    j = end
    while j < len(row.nodes) and j - end < 10:
        word = row.word(j)
        if row.finite(j) or word in lex.AUXILIARIES:
            return True, j
        if word == "," and j == end and row.finite(j + 1):
            return True, j + 1
        if word in (";", ":", ".", ",") or word in lex.RELATIVES:
            return (word == "," and _past_insert(row, j) is not None), (_past_insert(row, j) or begin)
        if (
            row.nodes[j].party
            and row.word(j - 1) not in lex.PREPOSITIONS
            and row.word(j - 1) not in ("the", "and")
        ):
            return False, begin
        j += 1
    return False, begin


def _past_insert(row: Row, comma: int) -> int | None:
    for j in range(comma + 1, min(comma + 14, len(row.nodes) - 1)):
        if row.word(j) == ",":
            return j + 1 if row.finite(j + 1) else None
    return None


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
    if members and not _TELLING.search(between):
        return seats_of(row, subject, None)
    several = len({p.key for m in subject.members for p in row.nodes[m].parties}) > 1
    if verb is not None or (_WITHIN.search(between) and (members or several)):
        return seats_of(row, subject, None)
    return []


_LIGHT = re.compile(
    r"\b(?:h[eo]ld|holds|holding|had|has|have|having|conduct(?:s|ed|ing)?|attend(?:s|ed|ing)?|join(?:s|ed|ing)?|open(?:s|ed|ing)?|"
    r"began|begun|begins?|start(?:s|ed|ing)?|end(?:s|ed|ing)?|conclude[sd]?|wrap(?:s|ped|ping)? up|finish(?:es|ed)?|resum(?:e|es|ed|ing)|"
    r"host(?:s|ed|ing)?|chair(?:s|ed|ing)?|mediat(?:e|es|ed|ing)|broker(?:s|ed|ing)?|conven(?:e|es|ed|ing)|agree[sd]?|arrang(?:e|es|ed)|"
    r"schedul(?:e|es|ed)|plan(?:s|ned|ning)?|cancel(?:s|l?ed|l?ing)?|call(?:s|ed|ing)? off|postpon(?:e|es|ed|ing)|put off|delay(?:s|ed)?|"
    r"request(?:s|ed|ing)?|s(?:eeks?|ought|eeking)|want(?:s|ed)?|propos(?:e|es|ed|ing)|offer(?:s|ed|ing)?|refus(?:e|es|ed|ing)|"
    r"reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|accept(?:s|ed|ing)?|demand(?:s|ed|ing)?|call(?:s|ed|ing)? for|in|for|led|left|"
    r"den(?:y|ies|ied|ying)|ready|open to|expect(?:s|ed|ing)?|announc(?:e|es|ed)|ask(?:s|ed|ing)? for|prepar(?:es|ed|ing)|complet(?:ed|es))\b"
)
_TELLING = re.compile(r"\b(?:said|says|told|wrote|added|noted|reported|that|whether|if)\b")
_WITHIN = re.compile(
    r"\b(?:during|after|following|in|at|before|ahead of|from|on the sidelines of|since|by)\b[^,;]*$"
)


def _agent(row: Row, head: int, begin: int) -> Group | None:
    for j in range(begin - 1, head, -1):
        if row.word(j) == "by" and j + 1 < begin:
            first = party_from(row, j + 1)
            if first is not None and first < begin:
                return group_right(row, first)
    return None
