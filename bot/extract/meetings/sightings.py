"""One telling of an encounter in one sentence: who, how firm, when, where, in whose words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.extract.document import Document
from bot.extract.meetings import bounds, days, details, tellers
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind, Node
from bot.extract.meetings.seats import Group
from bot.extract.meetings.standing import Standing
from bot.extract.meetings.subjects import chain_start
from bot.model.facts import Basis, MeetingStatus, Mode, Party, PartyKind, Role
from bot.model.text import Span
from bot.model.when import When
from bot.text.parties import known_party


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
    adds: it adds parties or details to the encounter told before and is none by itself. stands_for: keys of the side
    for which the added people sat there. roster: it lists who was there and can stand alone.
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
    beside: frozenset[str] = frozenset()
    stands_for: frozenset[str] = frozenset()
    roster: bool = False
    collective: bool = False
    partnered: bool = False
    basis: tuple[Basis, ...] = field(default=())

    @property
    def status(self) -> MeetingStatus:
        return self.standing.status

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the parties."""
        return frozenset(seat.party.key for seat in self.seats)


_LOT = re.compile(
    r"(?:a |the )?(?:\w+ )?(?:list|number|range|group|handful|host|series|dozen|dozens|score|scores|variety|array|couple) of "
)
_SOME = frozenset("two three four five six seven several some most many".split())


def party_from(row: Row, start: int) -> int | None:
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
            "its",
            "his",
            "her",
            "their",
            "each",
            "of",
            "first",
            "again",
            "also",
            "with",
            "briefly",
        ):
            j += 1
            continue
        if (counted := _LOT.match(row.mask(j, j + 5))) is not None:
            j += len(counted.group().split())  # "met a long list of executives"
            continue
        if node.word.isdecimal() and j + 1 < len(row.nodes) and row.nodes[j + 1].people:
            j += 1  # "met 12 tribal leaders"
            continue
        if node.word in _SOME and j + 1 < len(row.nodes) and row.nodes[j + 1].word == "of":
            j += 1  # "sat across from three of the largest bondholders"
            continue
        if node.word in lex.ADVERBS or node.word.endswith("ly") or node.word in ("only", "all"):
            j += 1
            continue
        return None
    return None


def collective(row: Row, seats: list[Seat]) -> bool:
    """Whether only nameless people of the parties are told ("U.S. and Chinese negotiators")."""
    nodes = [node for node in row.nodes if (node.head or node.span) in {seat.span for seat in seats}]
    return (
        bool(nodes)
        and not any(seat.party.kind is PartyKind.PERSON for seat in seats)
        and any(node.generic or node.word.split()[-1] in lex.PLURAL_ROLES for node in nodes)
    )


def place_party(doc: Document, row: Row, start: int) -> Seat | None:
    """The state at `start` when it is named as a place ("will visit China", "to Russia")."""
    j = start
    while row.word(j) in ("the", "both", "neighbouring", "neighboring"):
        j += 1
    if j >= len(row.nodes):
        return None
    node = row.nodes[j]
    known = node.parties[0] if node.parties else None
    end = j + 1
    while known is None and end <= min(j + 3, len(row.nodes)) and row.nodes[end - 1].capital:
        known = known_party(doc.words(Span(node.span.start, row.nodes[end - 1].span.end)))
        end += 1  # "Sri Lanka", "Saudi Arabia"
    if known is None or (known.kind is not PartyKind.STATE and known.name not in SEATS_OF_POWER):
        return None
    where = node.span if node.parties else Span(node.span.start, row.nodes[end - 2].span.end)
    return Seat(party=known, span=where, role=Role.HOST)


SEATS_OF_POWER = frozenset(("White House", "Kremlin", "Downing Street", "Élysée", "Elysee"))


def is_press(row: Row, at: int) -> bool:
    """Whether the other side is the press or a crowd: told, not met."""
    node = row.nodes[at]
    return (any(word in lex.PRESS for word in re.findall(r"[a-z]+", node.word)) and not node.parties) or (
        node.generic and node.word.split()[-1] in lex.PRESS
    )


def seats_of(row: Row, group: Group | None, role: Role | None) -> list[Seat]:
    if group is None:
        return []
    out = []
    for member in group.members:
        node = row.nodes[member]
        where = node.head or node.span
        if node.parties and not (node.parties[0].kind is PartyKind.GROUP and _ECHO.search(node.word)):
            out += [
                Seat(party=party, span=where, role=role)
                for party in node.parties
                if party.kind is PartyKind.PERSON or not _FIRST_TO.match(party.name)
            ]
        elif node.generic and _ECHO.search(node.label) is None and not _FIRST_TO.match(node.label):
            out.append(Seat(party=_nameless(node), span=where, role=role))
    return out


_ECHO = re.compile(
    r"^(?:the |all |all the |those )?(?:participants|attendees)$|^(?:their|our) (?:two |respective )*(?:countries|nations|peoples|states)$|\b(?:of|in|at|to) the (?:talks|meeting|summit|call|session|conference|negotiations)$",
    re.IGNORECASE,
)
_FIRST_TO = re.compile(
    r"(?:the )?first (?!minister|secretary|lady|deputy|vice|sea|officer)\w", re.IGNORECASE
)  # "the first head of state to visit" is one already named
_LEADING = re.compile(r"^(?:(?:the|a|an|its|his|her|their|our|some|several|all|both)\s+)+", re.IGNORECASE)


def _nameless(node: Node) -> Party:
    """A party for people told by office or number only."""
    name = _LEADING.sub("", " ".join(node.label.split())) or node.label
    plural = any(word in lex.PLURAL_ROLES for word in name.casefold().split())
    kind = PartyKind.GROUP if plural else PartyKind.UNNAMED
    return Party(key=f"{kind.value}:{name.casefold()}", name=name, kind=kind)


def unique(seats: list[Seat]) -> list[Seat]:
    seen: dict[str, Seat] = {}
    for seat in seats:
        seen.setdefault(seat.party.key, seat)
    return list(seen.values())


def finish(
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
    beside: frozenset[str] = frozenset(),
    place: Span | None = None,
    previous: When | None = None,
    partnered: bool = False,
    stands_for: frozenset[str] = frozenset(),
    roster: bool = False,
) -> Sighting:
    last = right
    place = place or details.place_of(doc, row, head, begin if begin is not None else right - 1, right)
    duration = details.duration_of(doc, row, left, at)
    topic = details.topic_of(doc, row, right, talks=form in ("talks", "call", "summit", "session"))
    sayer = tellers.sayer_of(doc, row, head, at)
    ends = [row.nodes[last - 1].span.end]
    if (
        when is not None
        and row.span.contains(when.span)
        and when.span.end <= bounds.clause_limit(row, last - 1)
    ):
        ends.append(when.span.end)
    if place is not None and place.end <= bounds.clause_limit(row, last - 1):
        ends.append(place.end)
    starts = [row.nodes[left].span.start]
    if (
        when is not None
        and row.span.contains(when.span)
        and bounds.clause_start(row, head) <= when.span.start
    ):
        starts.append(when.span.start)
    if duration is not None and not seats:
        ends.append(duration.end)
    quote = Span(min(starts), max(ends))
    basis = [Basis(field="status", rule=found.rule, span=row.nodes[at].span)]
    basis += [Basis(field="participants", rule="named", span=seat.span) for seat in seats]
    took_place = found.status in (MeetingStatus.HELD, MeetingStatus.ONGOING)
    under_way = found.status is MeetingStatus.ONGOING
    if took_place and days.lies_ahead(doc, when) and (under_way or _announced(row, at, when)):
        found = Standing(MeetingStatus.PLANNED, "day-ahead")
    elif took_place and days.lies_ahead(doc, when):
        when = None  # what took place cannot lie ahead; a day read so is left open
    elif found.status in _TO_COME and days.lies_behind(doc, when) and not _on_the_way(row, found, at):
        when = None  # "proposed a meeting last week": the week of the proposal
    elif found.status is MeetingStatus.PLANNED and days.long_gone(doc, when):
        when = None  # "repeated her invitation to the conference in June": no June that lies behind
    elif found.status is MeetingStatus.PLANNED and days.dates_the_journey(row, when, at):
        when = None
    if when is None and found.status in (MeetingStatus.HELD, MeetingStatus.ONGOING) and len(seats) > 1:
        when = days.stamped(doc, row)
    when = days.bounded(doc, row, when, found.status)
    if previous is not None:
        basis.append(Basis(field="previous", rule="moved-from", span=previous.span))
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
        previous=previous,
        definite=definite,
        fresh=fresh,
        adds=adds,
        beside=beside,
        stands_for=stands_for,
        roster=roster,
        partnered=partnered,
        collective=collective(row, seats),
        same_day=later or days.follows_on(doc, row, head, at),
        and_then=bool({"then", "also"} & set(row.mask(chain_start(row, at), at).split()))
        or (later and begin is not None),
        basis=tuple(basis),
    )


def _on_the_way(row: Row, found: Standing, at: int) -> bool:
    """Whether the day is that of a journey to the encounter or stands before it: "arrived on Tuesday for talks"."""
    return found.purpose or _JOURNEY.search(row.mask(0, at)) is not None


_JOURNEY = re.compile(
    r"\b(?:arriv\w+|came|flew|went|travel\w+|(?:was|were) (?:P |T )?in|landed|headed|left|set off|visit\w*|before|ahead of|was to|were to|(?:was|were) due|plans? (?:was|were))\b"
)
_TO_COME = frozenset((MeetingStatus.REQUESTED, MeetingStatus.POSSIBLE))


def _announced(row: Row, at: int, when: When | None) -> bool:
    """Whether a day ahead is told as a number in words that speak of the future: "will begin on 16 June, followed by ..."."""
    numbered = when is not None and any(letter.isdigit() for letter in when.words)
    return numbered and bool(
        {"will", "shall", "due", "scheduled", "planned", "followed"} & set(row.mask(0, at).split())
    )


def dated(row: Row, sighting: Sighting, doc: Document) -> Iterator[Sighting]:
    """ "two rounds of talks, on May 16 and June 2" are two encounters."""
    listed = days.listed_days(doc, row, sighting.trigger)
    if len(listed) < 2:
        yield sighting
        return
    for when, place in listed:
        quote = Span(min(sighting.quote.start, when.span.start), max(sighting.quote.end, when.span.end))
        yield replace(sighting, when=when, quote=quote, place=place or sighting.place, fresh=True)
