"""Encounters told by a verb: "A met B", "B was received by A", "A and B spoke by phone"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import details, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Kind, Node, Row
from bot.extract.meetings.lexicon import Frame, Verb
from bot.extract.meetings.seats import Group, chain_start, group_right, main_subject, subject_of
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
from bot.model.facts import MeetingStatus, Mode, PartyKind, Role
from bot.model.when import When


def verb_sightings(doc: Document, row: Row, at: int, verb: Verb) -> Iterator[Sighting]:
    start = chain_start(row, at)
    passive = _passive(row, at, start)
    if verb.form == "visit" and not passive and party_from(row, at + 1) is None:
        yield from _visit(doc, row, at, start, subject_of(row, start))
        return
    after = _after_particles(row, at, verb, passive)
    if after is None:
        return
    frame, first, separately, mode = after
    if _is_noun_here(row, at):
        return
    if verb.form == "invitation" and not _to_an_encounter(row, at):
        return
    others = _other_sides(row, first) if first is not None else []
    subject = subject_of(row, start)
    if subject is None and others and row.word(start - 1) not in ("that",) and start == 0:
        subject = main_subject(row)
    if passive:
        subject, others = (others[0][0] if others else None), ([(subject, None)] if subject else [])
    if (
        verb.persons
        and frame is Frame.OBJECT
        and not any(row.nodes[m].people for group, _ in others for m in group.members)
    ):
        return
    if (
        verb.form == "call"
        and mode is Mode.PHONE
        and frame is Frame.OBJECT
        and not _is_phoning(row, at, others, passive)
    ):
        return
    if verb.other is Role.VISITOR and not passive and not _receives_people(row, others):
        return
    if row.word(at) in _SENSES and not passive and not _sees_someone(row, start, others):
        return
    if separately and not others:
        return
    if not others and (frame is Frame.OBJECT or not _together(row, subject, verb, at, first)):
        return
    if subject is None and not others:
        return
    pairs: list[tuple[Group | None, int | None]] = [*others] or [(None, None)]
    if separately and len(others) == 1:
        pairs = [(Group((m,), m, m + 1), None) for m in others[0][0].members]
    for number, (group, begin) in enumerate(pairs):
        sighting = _verb_sighting(doc, row, at, start, verb, subject, group, passive, mode, begin, number > 0)
        if sighting is not None:
            yield from dated(row, sighting, doc)


def _visit(doc: Document, row: Row, at: int, start: int, subject: Group | None) -> Iterator[Sighting]:
    """ "will visit China", where the country is a place; "are to visit the site together"."""
    if subject is None:
        return
    host = place_party(doc, row, at + 1)
    together = (
        host is None and "together" in row.mask(at, at + 8).split() and len(seats_of(row, subject, None)) > 1
    )
    if host is None and not together:
        return
    head = subject.start if subject.start < start else start
    when = details.when_of_clause(doc, row, head, at, start, None)
    before = details.governing(row, head) + details.between(row, subject, start)
    future = details.lies_ahead(doc, when)
    found = standing.of_verb(
        before=before, chain=row.mask(start, at), form=_verb_form(row, at, start), future=future
    )
    seats = unique([*seats_of(row, subject, None if together else Role.VISITOR), *([host] if host else [])])
    if found is None or not (together or _visit_counts(seats, found, when)):
        return
    yield finish(
        doc,
        row,
        at,
        min(head, at),
        at + 2,
        seats,
        found,
        "visit",
        Mode.IN_PERSON,
        when,
        head,
        None,
        False,
        place=host.span if host is not None else None,
    )


_SENSES = frozenset("see sees saw seen seeing hear hears heard".split())
_NOUN_LIKE = frozenset("phone telephone call visit host talk meet brief calls visits talks hosts".split())


def _is_noun_here(row: Row, at: int) -> bool:
    """Whether "phone" in "by phone", "visit" in "a visit" stands where only a noun can."""
    previous = row.word(at - 1)
    return row.word(at) in _NOUN_LIKE and (
        previous in lex.PREPOSITIONS - {"to"}
        or previous in ("a", "an", "the", "his", "her", "their", "its", "this", "that")
    )


_ENCOUNTER_GOAL = re.compile(
    r"(?:P |to P |and )*(?:to|for|back) (?:P\b|(?:a |an |the |his |her |join |attend |hold |further |direct )*"
    r"(?:talks|meeting|summit|visit|meet|session|dinner|lunch|come|return|negotiations|consultations|discussions|the table))"
)


def _to_an_encounter(row: Row, at: int) -> bool:
    """ "invited X to talks", "invited X to Moscow" against "invited bidders to submit offers"."""
    rest = row.mask(at + 1, at + 12)
    if _ENCOUNTER_GOAL.search(rest):
        return True
    end = next((j for j in range(at + 1, min(at + 9, len(row.nodes))) if row.word(j) == "to"), None)
    return end is not None and end + 1 < len(row.nodes) and row.nodes[end + 1].capital


def _asked(found: Standing) -> Standing | None:
    """The standing of what somebody was invited to."""
    if found.status in (MeetingStatus.HELD, MeetingStatus.ONGOING):
        return Standing(MeetingStatus.REQUESTED, "verb:invited")
    if found.status is MeetingStatus.PLANNED:
        return Standing(MeetingStatus.REQUESTED, "verb:will-invite")
    return None if found.status is MeetingStatus.DENIED else found


def _passive(row: Row, at: int, start: int) -> bool:
    chain = [row.word(i) for i in range(start, at)]
    be = any(w in ("was", "were", "is", "are", "be", "been", "being") for w in chain)
    past = row.word(at).endswith(("ed", "en")) or row.word(at) in ("met",)
    if not past or (row.word(at) == "met" and not _by_follows(row, at)):
        return False
    if be and "having" not in chain:
        return True
    return _by_follows(row, at) and not any(w in ("has", "have", "had") for w in chain)


def _by_follows(row: Row, at: int) -> bool:
    for j in range(at + 1, min(at + 9, len(row.nodes) - 1)):
        if row.word(j) == "by" and row.nodes[j + 1].kind is not Kind.TIME:
            k = j + 1
            while row.word(k) in ("the", "a", "his", "her", "their"):
                k += 1
            return k < len(row.nodes) and row.nodes[k].party
        if row.finite(j) or row.word(j) in (",", ";"):
            return False
    return False


_WITH = frozenset("with".split())
_PHONE_WORDS = re.compile(
    r"\b(?:by (?:tele)?phone|on the (?:tele)?phone|over the (?:tele)?phone|by telephone)\b"
)
_VIDEO_WORDS = re.compile(
    r"\b(?:by|via|over|through) (?:\w+ )?video\b|\bvideo ?(?:link|call|conference)\b|\bvirtually\b|\bonline\b|\bvia zoom\b"
)
_SEPARATELY = frozenset("separately individually respectively".split())


def _after_particles(
    row: Row, at: int, verb: Verb, passive: bool
) -> tuple[Frame, int | None, bool, Mode | None] | None:
    """How the verb goes on: (frame, first node of the other side or None, one by one, mode); None when idiomatic."""
    word = row.word(at)
    rest = row.mask(at + 1, at + 14)
    mode = verb.mode
    clause = row.mask(max(0, at - 12), min(details.clause_end(row, at), at + 14))
    if _PHONE_WORDS.search(clause):
        mode = Mode.PHONE
    elif re.search(r"\bin person\b|\bface to face\b", clause):
        mode = Mode.IN_PERSON
    elif _VIDEO_WORDS.search(clause):
        mode = Mode.VIDEO
    separately = any(row.word(j) in _SEPARATELY for j in range(at - 2, min(at + 8, len(row.nodes))))
    if word in ("get", "gets", "got", "getting"):
        return (Frame.BOTH, None, separately, mode) if rest.startswith("together") else None
    if passive:
        by = next((j for j in range(at + 1, min(at + 12, len(row.nodes))) if row.word(j) == "by"), None)
        if by is None:
            return None
        return Frame.OBJECT, party_from(row, by + 1), separately, mode
    if (verb.form == "meeting" and word in ("sit", "sits", "sat", "sitting", "seated")) or (
        word in lex.VERBS
        and word
        in (
            "sit",
            "sits",
            "sat",
            "sitting",
            "seated",
        )
    ):
        match = re.match(
            r"(?:T |alone |also )*(?:down )?(?:T )?(?:(?:for|to) (?:\w+ ){0,3}?)?(?:next to|across (?:\w+ \w+ )?from|opposite|beside|"
            r"alongside|with|to talks with)\b",
            rest,
        )
        if match is None:
            down = re.match(r"down (?:again |together |to talk )?(?:T|on|in|at|for|this|next|once|\.)", rest)
            return (Frame.TOGETHER, None, separately, Mode.IN_PERSON) if down else None
        return Frame.WITH, party_from(row, at + 1 + len(match.group().split())), separately, Mode.IN_PERSON
    if word in ("shook", "shake"):
        match = re.match(r"hands(?: with)?", rest)
        if match is None:
            return None
        first = party_from(row, at + 3) if match.group().endswith("with") else None
        return Frame.TOGETHER, first, separately, mode
    if word in ("call", "calls", "called") and row.word(at + 1) == "on":
        first = party_from(row, at + 2)
        follows = row.word(first + 1) if first is not None else ""
        visited = follows in ("at", "in") or (
            first is not None and first + 1 < len(row.nodes) and row.nodes[first + 1].kind is Kind.TIME
        )
        return (Frame.WITH, first, separately, Mode.IN_PERSON) if visited else None
    if verb.form == "hearing" and word.startswith(("appear", "testif")):
        first = party_from(row, at + 2) if row.word(at + 1) == "before" else None
        return (Frame.WITH, first, separately, mode) if first is not None else None
    if verb.frame is Frame.OBJECT:
        first = party_from(row, at + 1)
        return (Frame.OBJECT, first, separately, mode) if first is not None else None
    if verb.frame is Frame.GATHER:
        return (
            (Frame.GATHER, None, separately, mode)
            if not rest.startswith(("P", "evidence", "a ", "the "))
            else None
        )
    speaks = word.startswith(("sp", "talk"))
    stop = 10 if verb.frame is not Frame.BOTH else 8
    for j in range(at + 1, min(at + stop, len(row.nodes))):
        w = row.word(j)
        if w == "with" or (speaks and w == "to"):
            first = party_from(row, j + 1)
            if first is not None and not is_press(row, first):
                return Frame.WITH, first, separately, mode
            return None
        if row.nodes[j].kind is Kind.PARTY:
            break
        if (row.finite(j) and w not in lex.ADVERBS) or w in (";", ":", ".", ","):
            break
    if verb.frame is Frame.BOTH:
        first = party_from(row, at + 1)
        if first is not None:
            return Frame.BOTH, first, separately, mode
        if not _intransitive(row, at):
            return None
        return Frame.BOTH, None, separately, mode
    if verb.frame is Frame.TOGETHER:
        return (Frame.TOGETHER, None, separately, mode) if _intransitive(row, at) else None
    if (
        speaks
        and not rest.startswith("P")
        and re.match(r"(?:again |last |briefly |twice )*(?:on |in |late |early )*T\b", rest)
    ):
        return Frame.TOGETHER, None, separately, mode  # "the two last spoke on 3 February"
    if speaks and re.match(
        r"(?:\w+ ){0,4}?(?:by (?:tele)?phone|on the (?:tele)?phone|over the (?:tele)?phone|in person|alone|privately|"
        r"face to face|by video|for (?:about |around |some |nearly |almost |more than |over )*(?:T|\w+ (?:\w+ )?(?:minutes|hours?)|a quarter))",
        rest,
    ):
        return Frame.TOGETHER, None, separately, mode
    return None


def _intransitive(row: Row, at: int) -> bool:
    """ "met" without an object: what follows is an end, a preposition, a time or an adverb, not a thing."""
    j = at + 1
    if j >= len(row.nodes):
        return True
    node = row.nodes[j]
    if node.kind is not Kind.WORD:
        return True
    if node.word in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "all",
        "any",
        "this",
        "that",
        "these",
        "those",
    ):
        return False
    return (
        node.word in lex.PREPOSITIONS | lex.ADVERBS | lex.CONJUNCTIONS
        or node.word.endswith("ly")
        or (
            node.word
            in ("face", "one-on-one", "behind", "twice", "three", "four", "five", "several", "this", "next")
        )
    )


def _other_sides(row: Row, first: int) -> list[tuple[Group, int | None]]:
    """The other side, and a second one behind "and then": (group, node where its own details begin)."""
    group = group_right(row, first)
    out: list[tuple[Group, int | None]] = [(group, None)]
    j = group.end
    while len(out) < 6:
        k = j
        hops = 0
        while k < len(row.nodes) and hops < 8 and row.word(k) not in ("and", ",", ";", ".", ":"):
            if row.finite(k) or (row.nodes[k].party and row.word(k - 1) not in lex.PREPOSITIONS):
                return out
            k, hops = k + 1, hops + 1
        moved = False
        while row.word(k) in ("and", ",", "then", "later", "before", "afterwards", "with", "also"):
            moved = True
            k += 1
        if not moved or k >= len(row.nodes):
            return out
        m = party_from(row, k)
        if m is None or not row.nodes[m].people or _clause_at(row, m):
            return out
        nxt = group_right(row, m)
        out.append((nxt, m))
        j = nxt.end
    return out


def _clause_at(row: Row, party: int) -> bool:
    for j in range(party + 1, min(party + 5, len(row.nodes))):
        if row.finite(j):
            return True
        if row.word(j) in ("and",):
            continue
        if row.word(j) in (",", ";", ".", ":") or row.word(j) in lex.PREPOSITIONS:
            return False
    return False


def _is_phoning(row: Row, at: int, others: list[tuple[Group, int | None]], passive: bool) -> bool:
    """ "called Putin on Monday" against "called Putin a liar" and "called the talks useful"."""
    if row.word(at) not in ("call", "calls", "called", "calling"):
        return True
    if passive or not others:
        return False
    end = others[0][0].end
    if end >= len(row.nodes):
        return True
    node = row.nodes[end]
    return node.kind is Kind.TIME or node.word in (
        "on",
        "to",
        "again",
        "late",
        "early",
        "from",
        "before",
        "after",
        "shortly",
        "twice",
        "later",
        "about",
        "earlier",
        "back",
        ".",
        "over",
    )


def _receives_people(row: Row, others: list[tuple[Group, int | None]]) -> bool:
    """Hosts and guests are people in office or named; "welcomed the move", "hosted Spain" are not encounters."""
    nodes = [row.nodes[m] for group, _ in others for m in group.members]
    return any(node.people and not _pressed_node(node) for node in nodes)


def _pressed_node(node: Node) -> bool:
    return node.generic and node.word.split()[-1] in lex.PRESS


def _sees_someone(row: Row, start: int, others: list[tuple[Group, int | None]]) -> bool:
    """ "would see Trump in Washington" is an encounter; "saw Putin sign", "saw Russia as" are not."""
    if not others:
        return False
    group = others[0][0]
    end = group.end
    follower = row.nodes[end] if end < len(row.nodes) else None
    named = all(
        party.kind in (PartyKind.PERSON, PartyKind.STATE, PartyKind.GROUP)
        or row.word(group.start - 1) in ("hear", "hears", "heard")
        for m in group.members
        for party in row.nodes[m].parties
    )
    if not named:
        return False
    return (
        follower is None
        or follower.kind is Kind.TIME
        or follower.word
        in (
            "in",
            "at",
            "on",
            "again",
            "for",
            "before",
            "after",
            "only",
            "if",
            ".",
            ",",
            "and",
            "next",
            "during",
            "last",
        )
    )


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
    return node.word in ("they", "we") or (node.generic and node.word.split()[-1] in lex.PLURAL_ROLES)


def _body_meets(row: Row, at: int) -> bool:
    j = at + 1
    return j < len(row.nodes) and (
        row.nodes[j].kind is Kind.TIME or row.word(j) in ("in", "on", "at", "for", "to", "behind", "again")
    )


def _verb_form(row: Row, at: int, start: int) -> str:
    word = row.word(at)
    if word.endswith("ing"):
        return "ing"
    if word in (
        "meet",
        "see",
        "speak",
        "talk",
        "call",
        "phone",
        "telephone",
        "receive",
        "host",
        "welcome",
        "greet",
        "confer",
        "sit",
        "shake",
        "gather",
        "convene",
        "brief",
        "visit",
        "negotiate",
        "huddle",
        "dine",
        "stroll",
        "consult",
    ):
        return "base"
    return "s" if word.endswith("s") else "past"


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
    when = details.when_of_clause(doc, row, head, at, start, begin)
    future = details.lies_ahead(doc, when)
    before = details.governing(row, head) + details.between(row, subject, start)
    chain = row.mask(start, at)
    found = standing.of_verb(
        before=before, chain=chain, form=_verb_form(row, at, start), future=future, sees=row.word(at) == "see"
    )
    if found is not None:
        found = standing.called_untrue(found, row.mask(at, len(row.nodes)))
    if found is not None and found.rule == "verb:did-not" and "since" in row.mask(at, at + 10).split():
        return None  # "has not met X since May" denies no encounter
    if found is not None and verb.form == "invitation":
        found = _asked(found)
    aides = (
        group is not None
        and row.word(at) in ("sat", "sit", "sitting", "seated")
        and row.word(at + 1) == "with"
    )
    if found is None or (found.rule == "governor:denied" and _UNLESS.search(row.mask(at, at + 14))):
        return None  # "denied that he would see X only if ..." denies the condition
    doer, other = (verb.doer, verb.other)
    subject = _other_than(doc, row, subject, group)
    seats = unique([*seats_of(row, subject, doer), *seats_of(row, group, other)])
    if len(seats) < 2 and group is not None and subject is not None:
        seats = unique([*_speaker_before(doc, row, seats, doer), *seats])
    if verb.form == "visit" and not _visit_counts(seats, found, when):
        return None
    if len(seats) < 2 and not _crowd(seats):
        return None
    if verb.frame is Frame.WITH and verb.mode is None and all(s.party.kind is PartyKind.BODY for s in seats):
        return None  # "the Commission would talk to Parliament" tells of no encounter
    if when is None and row.index > 0:
        when = details.heading_time(doc, row.index - 1)
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


_UNLESS = re.compile(r"\b(?:only (?:if|when|after|once)|unless|until)\b")


def _visit_counts(seats: list[Seat], found: Standing, when: When | None) -> bool:
    persons = [s for s in seats if s.party.kind in (PartyKind.PERSON, PartyKind.UNNAMED)]
    states = [s for s in seats if s.party.kind is PartyKind.STATE]
    groups = [s for s in seats[1:] if s.party.kind is PartyKind.GROUP]
    ahead = found.status not in (MeetingStatus.HELD, MeetingStatus.ONGOING)
    return bool(persons) and (
        len(persons) > 1 or bool(groups) or (bool(states) and (ahead or when is not None))
    )


def _crowd(seats: list[Seat]) -> bool:
    return len(seats) == 1 and seats[0].party.kind in (PartyKind.GROUP, PartyKind.BODY, PartyKind.UNNAMED)
