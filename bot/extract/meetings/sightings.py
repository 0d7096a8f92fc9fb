"""One telling of an encounter in one sentence: who, how firm, when, where, in whose words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.extract.document import Document
from bot.extract.meetings import details, standing
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Kind, Node, Row, row_of
from bot.extract.meetings.lexicon import Frame, Noun, Verb
from bot.extract.meetings.seats import Group, chain_start, group_left, group_right, main_subject, subject_of
from bot.extract.meetings.standing import Standing
from bot.model.facts import Basis, MeetingStatus, Mode, Party, PartyKind, Role
from bot.model.text import Span
from bot.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A party at an encounter, where it is named, and its role."""

    party: Party
    span: Span
    role: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one sentence tells of one encounter.

    definite: it speaks of one already told ("the talks"). fresh: it names another one ("a second round").
    adds: it adds parties or details to the encounter told before and is none by itself.
    """

    sentence: int
    trigger: Span
    quote: Span
    form: str
    seats: tuple[Seat, ...]
    standing: Standing
    mode: Mode | None = None
    when: When | None = None
    previous: When | None = None
    place: Span | None = None
    duration: Span | None = None
    topic: Span | None = None
    said_by: Party | None = None
    definite: bool = False
    fresh: bool = False
    adds: bool = False
    same_day: bool = False
    and_then: bool = False
    basis: tuple[Basis, ...] = field(default=())

    @property
    def status(self) -> MeetingStatus:
        return self.standing.status

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the parties."""
        return frozenset(seat.party.key for seat in self.seats)


_TRIGGER = re.compile(
    r"\b(?:"
    + "|".join(
        sorted(
            {re.escape(w.split()[0]) for w in (*lex.VERBS, *lex.NOUNS, *lex.TRAVEL)}
            | {
                "took part",
                "joined",
                "chaired",
                "on the line",
                "invit",
                "one-on-one",
                "agreed",
                "struck",
                "mediat",
            },
            key=len,
            reverse=True,
        )
    )
    + r")",
    re.IGNORECASE,
)


def sightings_of(doc: Document) -> Iterator[Sighting]:
    """Every telling of an encounter, sentence by sentence."""
    for index, span in enumerate(doc.sentences):
        if _TRIGGER.search(doc.text, span.start, span.end):
            yield from _of_row(doc, row_of(doc, index))


def _of_row(doc: Document, row: Row) -> Iterator[Sighting]:
    taken = -1
    for at, node in enumerate(row.nodes):
        if at < taken or node.kind is not Kind.WORD:
            continue
        found: tuple[Sighting, ...] = ()
        noun = _noun_at(row, at)
        if noun is not None:
            found = tuple(_nominal(doc, row, at, noun))
        elif (verb := lex.VERBS.get(node.word)) is not None:
            found = tuple(_verbal(doc, row, at, verb))
        elif node.word in lex.TRAVEL:
            found = tuple(_travel(doc, row, at))
        elif node.word in _JOINING:
            found = tuple(_joining(doc, row, at))
        yield from found


# ------------------------------------------------------------------------------------------------- verbs


def _verbal(doc: Document, row: Row, at: int, verb: Verb) -> Iterator[Sighting]:
    start = chain_start(row, at)
    passive = _passive(row, at, start)
    after = _after_particles(row, at, verb, passive)
    if after is None:
        return
    frame, first, separately, mode = after
    others = _other_sides(row, first) if first is not None else []
    subject = subject_of(row, start)
    if subject is None and others and row.word(start - 1) not in ("that",) and start == 0:
        subject = main_subject(row)
    if passive:
        subject, others = (others[0][0] if others else None), ([(subject, None)] if subject else [])
    if verb.persons and not any(row.nodes[m].people for group, _ in others for m in group.members):
        return
    if verb.form == "call" and mode is Mode.PHONE and not _is_phoning(row, at, others, passive):
        return
    if verb.other is Role.VISITOR and not passive and not _receives_people(row, others):
        return
    if verb.form == "visit" and not others:
        return
    if row.word(at) in ("see", "sees", "saw", "seen", "seeing") and not _sees_someone(row, start, others):
        return
    if not others and (frame is Frame.OBJECT or not _together(row, subject, verb, at, first)):
        return
    if subject is None and not others:
        return
    pairs = others or [(None, None)]
    if separately and len(pairs) == 1 and pairs[0][0] is not None:
        group = pairs[0][0]
        pairs = [(Group((m,), m, m + 1), None) for m in group.members]
    for number, (group, begin) in enumerate(pairs):
        sighting = _verb_sighting(doc, row, at, start, verb, subject, group, passive, mode, begin, number > 0)
        if sighting is not None:
            yield sighting


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
    clause = row.mask(max(0, at - 12), at + 14)
    if _PHONE_WORDS.search(clause):
        mode = Mode.PHONE
    elif _VIDEO_WORDS.search(clause):
        mode = Mode.VIDEO
    separately = any(row.word(j) in _SEPARATELY for j in range(at - 2, min(at + 8, len(row.nodes))))
    if passive:
        by = next((j for j in range(at + 1, min(at + 12, len(row.nodes))) if row.word(j) == "by"), None)
        if by is None:
            return None
        return Frame.OBJECT, _party_from(row, by + 1), separately, mode
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
            return None
        return Frame.WITH, _party_from(row, at + 1 + len(match.group().split())), separately, Mode.IN_PERSON
    if word in ("shook", "shake"):
        match = re.match(r"hands(?: with)?", rest)
        if match is None:
            return None
        first = _party_from(row, at + 3) if match.group().endswith("with") else None
        return Frame.TOGETHER, first, separately, mode
    if verb.frame is Frame.OBJECT:
        first = _party_from(row, at + 1)
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
            first = _party_from(row, j + 1)
            if first is not None and not _pressed(row, first) and row.word(first + 1) != "about":
                return Frame.WITH, first, separately, mode
            if first is not None and not _pressed(row, first):
                return Frame.WITH, first, separately, mode
            return None if verb.frame is not Frame.BOTH or first is not None else None
        if row.nodes[j].kind is Kind.PARTY:
            break
        if (row.finite(j) and w not in lex.ADVERBS) or w in (";", ":", ".", ","):
            break
    if verb.frame is Frame.BOTH:
        first = _party_from(row, at + 1)
        if first is not None:
            return Frame.BOTH, first, separately, mode
        if not _intransitive(row, at):
            return None
        return Frame.BOTH, None, separately, mode
    if verb.frame is Frame.TOGETHER:
        return Frame.TOGETHER, None, separately, mode
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


def _party_from(row: Row, start: int) -> int | None:
    """The party at `start`, past determiners and adverbs; None when something else stands there."""
    j = start
    while j < len(row.nodes) and j - start < 5:
        node = row.nodes[j]
        if node.party:
            return j
        if node.kind is Kind.TIME or node.word in (
            "the",
            "a",
            "an",
            "both",
            "first",
            "again",
            "also",
            "with",
            "briefly",
        ):
            j += 1
            continue
        if node.word in lex.ADVERBS or node.word.endswith("ly") or node.word in ("only", "all"):
            j += 1
            continue
        return None
    return None


def _pressed(row: Row, at: int) -> bool:
    """Whether the other side is the press or a crowd: told, not met."""
    node = row.nodes[at]
    return (any(word in lex.PRESS for word in re.findall(r"[a-z]+", node.word)) and not node.parties) or (
        node.generic and node.word.split()[-1] in lex.PRESS
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
        m = _party_from(row, k)
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
    found = standing.of_verb(before=before, chain=chain, form=_verb_form(row, at, start), future=future)
    if found is None:
        return None
    doer, other = (verb.doer, verb.other)
    subject = _other_than(doc, row, subject, group)
    seats = _unique([*_seats(row, subject, doer), *_seats(row, group, other)])
    if len(seats) < 2 and group is not None and subject is not None:
        seats = _unique([*_speaker_before(doc, row, seats, doer), *seats])
    if verb.form == "visit" and not _visit_counts(seats, found, when):
        return None
    if len(seats) < 2 and not _crowd(seats):
        return None
    right = max([at + 1, *(g.end for g in (subject, group) if g is not None and g.end > at)])
    return _finish(doc, row, at, left, right, seats, found, verb.form, mode, when, head, begin, later)


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


def _visit_counts(seats: list[Seat], found: Standing, when: When | None) -> bool:
    persons = [s for s in seats if s.party.kind is PartyKind.PERSON]
    states = [s for s in seats if s.party.kind is PartyKind.STATE]
    ahead = found.status not in (MeetingStatus.HELD, MeetingStatus.ONGOING)
    return bool(persons) and (len(persons) > 1 or (bool(states) and (ahead or when is not None)))


def _crowd(seats: list[Seat]) -> bool:
    return len(seats) == 1 and seats[0].party.kind in (PartyKind.GROUP, PartyKind.BODY, PartyKind.UNNAMED)


def _seats(row: Row, group: Group | None, role: Role | None) -> list[Seat]:
    if group is None:
        return []
    out = []
    for member in group.members:
        node = row.nodes[member]
        where = node.head or node.span
        if node.parties:
            out += [Seat(party=party, span=where, role=role) for party in node.parties]
        elif node.generic:
            out.append(Seat(party=_nameless(node), span=where, role=role))
    return out


_LEADING = re.compile(r"^(?:(?:the|a|an|its|his|her|their|our|some|several|all|both)\s+)+", re.IGNORECASE)


def _nameless(node: Node) -> Party:
    """A party for people told by office or number only."""
    name = _LEADING.sub("", " ".join(node.label.split())) or node.label
    plural = any(word in lex.PLURAL_ROLES for word in name.casefold().split())
    kind = PartyKind.GROUP if plural else PartyKind.UNNAMED
    return Party(key=f"{kind.value}:{name.casefold()}", name=name, kind=kind)


def _unique(seats: list[Seat]) -> list[Seat]:
    seen: dict[str, Seat] = {}
    for seat in seats:
        seen.setdefault(seat.party.key, seat)
    return list(seen.values())


def _finish(
    doc: Document,
    row: Row,
    at: int,
    left: int,
    right: int,
    seats: list[Seat],
    found: Standing,
    form: str,
    mode: Mode | None,
    when: When | None,
    head: int,
    begin: int | None,
    later: bool,
    *,
    definite: bool = False,
    fresh: bool = False,
    adds: bool = False,
) -> Sighting:
    last = right
    place = details.place_of(doc, row, head, begin if begin is not None else right - 1, right)
    duration = details.duration_of(doc, row, left, at)
    topic = details.topic_of(doc, row, right)
    sayer = details.sayer_of(doc, row, head, at)
    ends = [row.nodes[last - 1].span.end]
    if (
        when is not None
        and row.span.contains(when.span)
        and when.span.end <= details.clause_limit(row, last - 1)
    ):
        ends.append(when.span.end)
    if place is not None and place.end <= details.clause_limit(row, last - 1):
        ends.append(place.end)
    starts = [row.nodes[left].span.start]
    if (
        when is not None
        and row.span.contains(when.span)
        and details.clause_start(row, head) <= when.span.start
    ):
        starts.append(when.span.start)
    if duration is not None and not seats:
        ends.append(duration.end)
    quote = Span(min(starts), max(ends))
    basis = [Basis(field="status", rule=found.rule, span=row.nodes[at].span)]
    basis += [Basis(field="participants", rule="named", span=seat.span) for seat in seats]
    if when is not None:
        basis.append(Basis(field="when", rule="clause", span=when.span))
    return Sighting(
        sentence=row.index,
        trigger=row.nodes[at].span,
        quote=quote,
        form=form,
        seats=tuple(seats),
        standing=found,
        mode=mode,
        when=when,
        place=place,
        duration=duration,
        topic=topic,
        said_by=sayer,
        definite=definite,
        fresh=fresh,
        adds=adds,
        same_day=later or details.follows_on(row, head, at),
        and_then=row.word(chain_start(row, at)) == "then" or (later and begin is not None),
        basis=tuple(basis),
    )


# ------------------------------------------------------------------------------------------------- nouns


def _noun_at(row: Row, at: int) -> Noun | None:
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


def _is_noun(row: Row, at: int) -> bool:
    previous = row.nodes[at - 1] if at else None
    if previous is None:
        return not (at + 1 < len(row.nodes) and row.nodes[at + 1].party)
    if previous.kind is Kind.PARTY:
        return previous.possessive or not (at + 1 < len(row.nodes) and row.nodes[at + 1].party)
    if previous.kind is Kind.TIME:
        return row.word(at) not in ("call", "visit") or True
    word = previous.word
    if word in (
        "to",
        "will",
        "would",
        "not",
        "may",
        "might",
        "could",
        "should",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "and",
    ):
        return False
    if word in (
        "after",
        "before",
        "against",
        "about",
        "denied",
        "of",
        "for",
        "from",
        "by",
        "since",
        "following",
        "without",
    ):
        follower = row.nodes[at + 1] if at + 1 < len(row.nodes) else None
        return follower is None or not (follower.party or follower.word in ("with", "the", "his", "her"))
    return True


def _nominal(doc: Document, row: Row, at: int, noun: Noun) -> Iterator[Sighting]:
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
    when = when_inside or details.when_of_clause(doc, row, head, end - 1, begin, None)
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
    seats = [*_seats(row, owners, None)]
    if not subject_like:
        seats += _subject_seats(row, head, begin, members, seats, governed_by)
    for group, role in zip(members, roles, strict=True):
        seats += _seats(row, group, role)
    seats = _unique(seats)
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
    yield from _dated(
        row,
        _finish(
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
        ),
        doc,
    )


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


def _modifier_party(row: Row, at: int) -> bool:
    """ "US-Russia talks", "a Trump summit": the parties as adjectives."""
    return (
        at + 1 < len(row.nodes)
        and row.nodes[at + 1].kind is Kind.WORD
        and row.word(at - 1)
        in (
            "the",
            "a",
            "of",
            "new",
            "direct",
            "-",
            "–",
            "and",
            "between",
            "for",
            "fresh",
            "further",
            "these",
            "",
            "after",
            "in",
        )
        and _joint(row, at)
    )


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
            first = _party_from(row, j + 1)
            if (
                first is not None
                and not (word == "to" and row.word(at) not in ("call", "calls", "visit"))
                and not _pressed(row, first)
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
            first = _party_from(row, j + 1)
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


def _subject_seats(
    row: Row, head: int, begin: int, members: list[Group], seats: list[Seat], subject: Group | None
) -> list[Seat]:
    """The clause's subject, when it takes part: "A held talks with B", "mentioned by A during a meeting with B"."""
    between = row.mask(head, begin)
    enough = sum(len(_seats(row, g, None)) for g in members) >= 2 or (len(seats) >= 1 and members)
    verb = _LIGHT.search(between)
    by = _agent(row, head, begin)
    if by is not None and _WITHIN.search(between):
        return _seats(row, by, None)
    if subject is None:
        return []
    if verb is not None and verb.group().startswith(("host", "chair", "mediat", "broker", "convene")):
        role = (
            Role.HOST
            if verb.group().startswith(("host", "convene"))
            else (Role.CHAIR if verb.group().startswith("chair") else Role.MEDIATOR)
        )
        return _seats(row, subject, role)
    if enough:
        return []
    if verb is not None or (_WITHIN.search(between) and members):
        return _seats(row, subject, None)
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
_WITHIN = re.compile(
    r"\b(?:during|after|following|in|at|before|ahead of|from|on the sidelines of|since|by)\b[^,;]*$"
)


def _agent(row: Row, head: int, begin: int) -> Group | None:
    for j in range(begin - 1, head, -1):
        if row.word(j) == "by" and j + 1 < begin:
            first = _party_from(row, j + 1)
            if first is not None and first < begin:
                return group_right(row, first)
    return None


def _dated(row: Row, sighting: Sighting, doc: Document) -> Iterator[Sighting]:
    """ "two rounds of talks, on May 16 and June 2" are two encounters."""
    listed = details.listed_days(doc, row, sighting)
    if len(listed) < 2:
        yield sighting
        return
    for when, place in listed:
        quote = Span(min(sighting.quote.start, when.span.start), max(sighting.quote.end, when.span.end))
        yield replace(sighting, when=when, quote=quote, place=place or sighting.place, fresh=True)


# ------------------------------------------------------------------------------------------------- going, joining


def _travel(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """ "would travel on to Russia": an announced visit to a state, when no encounter is named beside it."""
    start = chain_start(row, at)
    rest = row.mask(at + 1, at + 12)
    match = re.match(r"(?:on |back |again |T |next )*(?:to|in) (?:the )?P\b", rest)
    if match is None or re.search(r"\b(?:meet|talks|meeting|see|summit)\b", row.mask(at, at + 25)):
        return
    target = at + len(match.group().split())
    node = row.nodes[target]
    if not any(p.kind is PartyKind.STATE for p in node.parties):
        return
    subject = subject_of(row, start)
    if subject is None or not all(row.nodes[m].people for m in subject.members):
        return
    head = subject.start if subject.start < start else start
    when = details.when_of_clause(doc, row, head, at, start, None)
    found = standing.of_verb(
        before=details.governing(row, head),
        chain=row.mask(start, at),
        form="ing"
        if row.word(at).endswith("ing")
        else (
            "base"
            if row.word(at) in ("travel", "fly", "go", "head", "come", "return", "arrive", "land")
            else "past"
        ),
        future=details.lies_ahead(doc, when),
    )
    if found is None or found.status in (
        MeetingStatus.HELD,
        MeetingStatus.ONGOING,
        MeetingStatus.DENIED,
        MeetingStatus.UNCONFIRMED,
    ):
        return
    seats = _unique(
        [*_seats(row, subject, Role.VISITOR), *_seats(row, Group((target,), target, target + 1), Role.HOST)]
    )
    if len(seats) < 2:
        return
    yield _finish(
        doc, row, at, head, target + 1, seats, found, "visit", Mode.IN_PERSON, when, head, None, False
    )


_JOINING = frozenset("joined chaired attended".split())


def _joining(doc: Document, row: Row, at: int) -> Iterator[Sighting]:
    """ "X chaired", "Y joined the call later": parties for the encounter told before."""
    rest = row.mask(at + 1, at + 7)
    chairs = row.word(at) == "chaired"
    event = re.match(
        r"(?:the |a |that |this )?(?:\w+ )?(?:call|talks|meeting|summit|session|conference|discussion|table|lunch|dinner)\b",
        rest,
    )
    alone = re.match(r"(?:\.|,|by video|the|$|in by|via)", rest) is not None or not rest
    if event is None and not (chairs and alone) and not re.match(r"(?:in )?(?:by|via|from) ", rest):
        return
    start = chain_start(row, at)
    if re.search(r"\b(?:not|never|will|would|may|might|could|to|was|were)\b|n't", row.mask(start, at)):
        return
    subject = subject_of(row, start)
    if subject is None:
        return
    seats = _unique(_seats(row, subject, Role.CHAIR if chairs else None))
    for j in range(at + 1, len(row.nodes) - 2):
        if row.word(j) == "so" and row.word(j + 1) in ("did", "was", "were"):
            also = _party_from(row, j + 2)
            seats = _unique(
                [*seats, *_seats(row, group_right(row, also) if also is not None else None, None)]
            )
    if not seats:
        return
    yield _finish(
        doc,
        row,
        at,
        subject.start if subject.start < at else start,
        min(at + 1 + (len(event.group().split()) if event else 0), len(row.nodes)),
        seats,
        Standing(MeetingStatus.HELD, "joined"),
        "meeting",
        None,
        None,
        subject.start,
        None,
        False,
        definite=True,
        adds=True,
    )
