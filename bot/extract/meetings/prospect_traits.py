"""What speaks for or against a party having taken part in the encounter that a word may tell of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import PRONOUNS, Kind, Node
from bot.extract.meetings.prospects import Prospect
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import Seat, is_press, party_from, seats_of
from bot.model.text import Span

Traits = Mapping[str, float]
"""Named signs with their strength; a name holds ":" before its value and "|" between two signs that count together."""

REACH = 2  # sentences before the telling one from which a party can be taken


@dataclass(kw_only=True, slots=True)
class Guest:
    """A party that may have taken part. nodes: where it stands in the telling sentence. back: sentences since it was named, 0 for here.

    last: whether it took part in the encounter told last. leads: whether it is named first in its sentence.
    """

    seat: Seat
    nodes: list[int] = field(default_factory=list)
    back: int = 0
    last: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A prospect among those who may have taken part.

    common: what all of them share. behind: the parties behind the telling word. quoted: nodes of the sentence inside quotation marks.
    """

    doc: Document
    prospect: Prospect
    guests: Sequence[Guest]
    common: Traits
    behind: Group | None
    quoted: frozenset[int]


def scene_of(doc: Document, prospect: Prospect, last: Sequence[Seat]) -> Scene:
    """last: who took part in the encounter told last before the prospect."""
    row = prospect.row
    guests = _guests(doc, prospect, last)
    return Scene(
        doc=doc,
        prospect=prospect,
        guests=guests,
        common=_common(doc, prospect, guests, last),
        behind=_behind(row, prospect.at),
        quoted=_quoted(doc, row),
    )


_OWNERS = frozenset("his her its their".split())


def _guests(doc: Document, prospect: Prospect, last: Sequence[Seat]) -> list[Guest]:
    row = prospect.row
    found: dict[str, Guest] = {}
    for at, node in enumerate(row.nodes):
        if node.kind is not Kind.PARTY:
            continue
        for seat in seats_of(row, Group((at,), at, at + 1), None):
            guest = found.setdefault(seat.party.key, Guest(seat=seat))
            guest.nodes.append(at)
    for back in range(1, REACH + 1):
        if row.index < back:
            break
        seen: set[str] = set()
        for mention in doc.mentions_in(doc.sentences[row.index - back]):
            key = mention.party.key
            if mention.words.casefold() in _OWNERS:
                continue  # "on his way home" puts nobody at the next sentence's table
            if key not in found:
                found[key] = Guest(
                    seat=Seat(party=mention.party, span=mention.span), back=back, leads=not seen
                )
            seen.add(key)
    for seat in last:
        guest = found.setdefault(seat.party.key, Guest(seat=seat, back=REACH + 1))
        guest.last = True
    return list(found.values())


def _behind(row: Row, at: int) -> Group | None:
    """The parties right behind the telling word, or behind "with", "to", "between" after it."""
    first = party_from(row, at + 1)
    if first is None:
        for j in range(at + 1, min(at + 9, len(row.nodes) - 1)):
            if row.finite(j) or row.word(j) in (";", ":", "."):
                return None
            if row.word(j) in _PARTNER:
                first = party_from(row, j + 1)
                break
    return None if first is None else group_right(row, first)


_PARTNER = frozenset("with between to among by from opposite across".split())


def _quoted(doc: Document, row: Row) -> frozenset[int]:
    """The nodes inside quotation marks."""
    text, inside, out, position = doc.text, False, [], row.span.start
    for at, node in enumerate(row.nodes):
        for letter in text[position : node.span.start]:
            if letter == '"':
                inside = not inside
            elif letter in "“”":
                inside = letter == "“"
        position = node.span.end
        if inside:
            out.append(at)
    return frozenset(out)


def _common(
    doc: Document, prospect: Prospect, guests: Sequence[Guest], last: Sequence[Seat]
) -> dict[str, float]:
    """What all parties share: the telling word, its status, how it goes on."""
    row, at = prospect.row, prospect.at
    word, sort = row.word(at), prospect.sort
    here = [guest for guest in guests if guest.nodes]
    people = sum(guest.seat.party.kind.value == "person" for guest in here)
    traits = {
        "any": 1.0,
        f"sort:{sort}": 1.0,
        f"word:{word}": 1.0,
        f"status:{prospect.standing.status.value}": 1.0,
        f"rule:{prospect.standing.rule}": 0.5,
        f"next:{_symbol(row, at + 1)}": 1.0,
        f"next:{_symbol(row, at + 1)}|sort:{sort}": 1.0,
        f"before:{_symbol(row, prospect.start - 1)}|{sort.split()[0]}": 0.5,
        f"lead:{_symbol(row, at - 1)}|{sort.split()[0]}": 0.5,
        f"here:{min(len(here), 4)}": 1.0,
        f"people here:{min(people, 3)}": 1.0,
    }
    if prospect.standing.weak:
        traits["weak"] = 1.0
    if prospect.when is not None:
        traits[f"dated|{sort.split()[0]}"] = 1.0
    if last:
        traits["told before"] = 1.0
    follows = {row.word(j) for j in range(at + 1, at + 4)}
    if follows & lex.NOT_PEOPLE:
        traits["a thing follows"] = 1.0
    if at > 0 and at + 1 < len(row.nodes) and row.nodes[at].capital and row.nodes[at + 1].capital:
        traits["inside a name"] = 1.0
    if any(row.finite(j) for j in range(len(row.nodes))):
        traits["a full sentence"] = 1.0
    return traits


_CLOSED = (
    lex.PREPOSITIONS
    | lex.CONJUNCTIONS
    | lex.AUXILIARIES
    | lex.RELATIVES
    | frozenset(
        "the a an his her their its this that , . ; : ( — – - each one what how again together they he she we i it you both".split()
    )
)


def _symbol(row: Row, at: int) -> str:
    """A word of grammar as it is, other words by what they are."""
    if not 0 <= at < len(row.nodes):
        return "edge"
    node = row.nodes[at]
    if node.kind is Kind.PARTY:
        return "P's" if node.possessive else "P"
    if node.kind is Kind.TIME:
        return "T"
    if node.word in _CLOSED:
        return node.word
    if node.word in lex.REPORTING:
        return "says"
    if row.finite(at):
        return "finite"
    if node.word in lex.NOUNS:
        return "event"
    if node.word.endswith("ly"):
        return "ly"
    return "Name" if node.capital else "word"


def traits_of(scene: Scene, guest: Guest) -> dict[str, float]:
    """The signs of one party beside what all share."""
    prospect = scene.prospect
    kind = guest.seat.party.kind.value
    sort = prospect.sort
    traits = {f"kind:{kind}": 1.0, f"kind:{kind}|sort:{sort}": 0.5}
    if guest.last:
        traits |= {"last": 1.0, f"last|sort:{sort}": 1.0, f"last|back:{guest.back}": 1.0}
        if not any(g.nodes for g in scene.guests):
            traits["last|nobody here"] = 1.0
    if not guest.nodes:
        here = sum(bool(g.nodes) for g in scene.guests)
        traits |= {
            f"back:{guest.back}": 1.0,
            f"back:{guest.back}|kind:{kind}": 1.0,
            f"back|sort:{sort}": 1.0,
            f"back|here:{min(here, 3)}": 1.0,
        }
        if guest.leads:
            traits[f"leads:{guest.back}"] = 1.0
        if scene.behind is not None:
            traits["back|object"] = 1.0
        return traits
    best: dict[str, float] = {}
    for at in sorted(guest.nodes, key=lambda at: abs(at - prospect.at))[:2]:
        for name, value in _places(scene, at).items():
            best[name] = max(best.get(name, 0.0), value)
    return traits | best


def _places(scene: Scene, at: int) -> dict[str, float]:
    """Where one naming stands as seen from the telling word."""
    prospect, row = scene.prospect, scene.prospect.row
    node, here = row.nodes[at], prospect.at
    kind = prospect.sort.split()[0]
    sort = prospect.sort
    side = "left" if at < here else "right"
    first, last = (at + 1, here) if at < here else (here + 1, at)
    between = range(first, last)
    parties = sum(row.nodes[j].kind is Kind.PARTY for j in between)
    verbs = sum(row.finite(j) and j < (prospect.start if side == "left" else len(row.nodes)) for j in between)
    commas = sum(row.word(j) == "," for j in between)
    breaks = sum(row.word(j) in (";", ":", "—", "–") for j in between)
    relative = any(row.word(j) in lex.RELATIVES or row.word(j) == "that" for j in between)
    lead = _symbol(row, _over_determiners(row, at - 1))
    traits = {
        f"{side}|sort:{sort}": 1.0,
        f"{side}|parties:{min(parties, 3)}|{kind}": 1.0,
        f"{side}|verbs:{min(verbs, 2)}|{kind}": 1.0,
        f"{side}|commas:{min(commas, 2)}": 0.7,
        f"{side}|lead:{lead}|{kind}": 1.0,
        f"{side}|lead:{lead}": 0.5,
        f"{side}|then:{_symbol(row, at + 1)}": 0.7,
        f"{side}|then:{_symbol(row, at + 1)}|{kind}": 0.5,
    }
    if breaks:
        traits[f"{side}|break"] = 1.0
    if relative:
        traits[f"{side}|relative"] = 1.0
    if node.generic:
        traits["nameless"] = 1.0
    if node.word in PRONOUNS:
        traits[f"{side}|pronoun"] = 1.0
    if node.possessive:
        traits[f"{side}|owner|{kind}"] = 1.0
        if _owns(row, at, prospect):
            traits["owns it"] = 1.0
    if is_press(row, at):
        traits["press"] = 1.0
    if (at in scene.quoted) != (here in scene.quoted):
        traits[f"{side}|other side of a quote"] = 1.0
    if scene.behind is not None and at in scene.behind.members:
        traits |= {"object": 1.0, f"object|sort:{sort}": 1.0}
    subject = prospect.subject
    if subject is not None and at in subject.members:
        traits |= {"subject": 1.0, f"subject|sort:{sort}": 1.0}
        traits[f"subject|object:{scene.behind is not None}|{kind}"] = 1.0
        if len(subject.members) > 1:
            traits["subject of several"] = 1.0
    if row.finite(at + 1) and row.word(at + 1) in lex.REPORTING:
        traits[f"{side}|says"] = 1.0
    return traits


def _owns(row: Row, at: int, prospect: Prospect) -> bool:
    return prospect.sort.startswith("noun") and prospect.start <= at < prospect.at


def _over_determiners(row: Row, at: int) -> int:
    while at >= 0 and (row.word(at) in ("the", "a", "an", "both", "its", "his", "her", "their")):
        at -= 1
    return at


def nearest(guest: Guest, prospect: Prospect) -> Span:
    """The naming of a party nearest to the telling word."""
    if not guest.nodes:
        return guest.seat.span
    node: Node = prospect.row.nodes[min(guest.nodes, key=lambda at: abs(at - prospect.at))]
    return node.head or node.span
