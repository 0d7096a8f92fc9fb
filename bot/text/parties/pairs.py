"""Whom "the two sides", "both leaders", "the presidents" or "both" mean, weighed among those who were named together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bot.model.facts import PartyKind
from bot.text.parties.antecedents import Candidate, anaphor_at, signs_of, signs_of_nobody, together
from bot.text.parties.cast import Character
from bot.text.parties.choosing import choose
from bot.text.parties.discourse import Discourse, Seen
from bot.text.parties.lines import Line
from bot.text.parties.offices import RELATIONAL, is_plural_office, singular_head
from bot.text.parties.sorts import fit_of, sorts_of_noun, takes_sides
from bot.text.parties.tables import states

REACH = 8  # sentences back in which a pair can still be meant
SIDES = frozenset("sides parties teams delegations negotiators".split())
STATES = frozenset(
    "countries nations governments states capitals economies neighbours neighbors powers allies".split()
)
BODIES = frozenset(
    """companies firms groups unions banks carriers lenders airlines operators agencies ministries councils committees boards
    clubs bodies organisations organizations associations federations institutions commissions regulators courts newspapers
    universities airports ports retailers insurers manufacturers bidders""".split()
)
PEOPLE = frozenset(
    "men women leaders presidents ministers chancellors envoys negotiators diplomats lawyers officials politicians".split()
)
PAIRED = (SIDES | STATES | BODIES | PEOPLE) - {"officials", "lawyers", "men", "women"}
""" Heads of plurals that may mean those named before, without a number."""
ANY = frozenset("both two pair duo".split())


def pair_meant(
    line: Line,
    first: int,
    last: int,
    head: str,
    count: int | None,
    discourse: Discourse,
    *,
    of: tuple[str, ...] = (),
) -> tuple[Character, ...]:
    """The characters that words [first, last] with this head mean; () for nobody. count: as told, or None for a bare plural.

    of: the states to which they belong by an adjective ("the two American officials").
    """
    candidates = [
        c
        for c in _candidates(discourse, line.index, head, of)
        if (len(c.characters) == count if count else len(c.characters) > 1)
        and _may(c.characters, head, of, discourse)
    ]
    candidates = _told_enough(candidates, discourse) if head in SIDES | STATES | ANY else candidates
    if not candidates:
        return ()
    anaphor = anaphor_at("pair", line, first, last, discourse)
    signs = [signs_of(anaphor, c, candidates) for c in candidates]
    shares = [_share(candidate, discourse) for candidate in candidates]
    group = _group(head)
    for candidate, own, share in zip(candidates, signs, shares, strict=True):
        kinds = {c.kind for c in candidate.characters}
        kind = next(iter(kinds)).value if len(kinds) == 1 else "mixed"
        own[f"{group}|{kind}"] = 1.0
        own["told often"] = share / max(*shares, 1)
        if share == max(shares):
            own["told most"] = 1.0
        elif share * 2 <= max(shares):
            own["told seldom"] = 1.0
        own[f"offices:{_offices(candidate, head, discourse)}"] = 1.0
        if len(candidate.characters) > 2:
            own["three or more"] = 1.0
    nobody = signs_of_nobody(anaphor, candidates)
    nobody[f"nobody|{group}, {'counted' if count else 'bare'}"] = 1.0
    chosen = choose(anaphor, nobody, candidates, signs)
    return () if chosen is None else chosen.characters


def _share(candidate: Candidate, discourse: Discourse) -> int:
    return min(discourse.counts[c.key] for c in candidate.characters)


def _told_enough(candidates: list[Candidate], discourse: Discourse) -> list[Candidate]:
    """Without states that were named in passing, where others are what the story is about: itself or through its people."""
    counts: Counter[str] = Counter()
    for seen in discourse.seen:
        if seen.character.kind is PartyKind.STATE:
            counts[seen.character.key] += 1
        elif seen.character.kind is PartyKind.PERSON:
            counts.update(f"state:{code}" for code in seen.character.states if code in states())
    kept = [c for c in candidates if not _in_passing(c, counts)]
    return kept if any(_all_states(c) for c in kept) else candidates


def _in_passing(candidate: Candidate, counts: Counter[str]) -> bool:
    own = {c.key for c in candidate.characters}
    others = max((n for key, n in counts.items() if key not in own), default=0)
    return _all_states(candidate) and others > 1 and others > min(counts[key] for key in own)


def _all_states(candidate: Candidate) -> bool:
    return all(one.kind is PartyKind.STATE for one in candidate.characters)


def _group(head: str) -> str:
    for name, heads in (("sides", SIDES), ("states", STATES), ("bodies", BODIES), ("any", ANY)):
        if head in heads:
            return name
    return "people"


def _candidates(discourse: Discourse, line: int, head: str, of: tuple[str, ...]) -> list[Candidate]:
    """Those named together; the last two of a kind, "alone" when nobody else of it was told of; for states also those of people."""
    found = {
        tuple(sorted(c.key for c in one.characters)): one
        for one in together(discourse, line, REACH)
        if len(one.characters) > 1
    }

    def add(kind: str, who: Sequence[Character], trail: list[Seen]) -> None:
        found.setdefault(tuple(sorted(c.key for c in who)), Candidate(tuple(who), kind, trail))

    recent = [s for s in discourse.seen if s.line >= line - REACH]
    if head in STATES | SIDES:
        for one in list(found.values()):
            own = [_states_of(c, discourse) for c in one.characters if c.kind is PartyKind.PERSON]
            if len(own) == len(one.characters) == 2 and all(len(s) == 1 for s in own) and own[0] != own[1]:
                add("their states", [own[0][0], own[1][0]], one.trail)
        named: dict[str, Character] = {}
        for seen in reversed(recent):
            own_states = _states_of(seen.character, discourse)
            named |= {state.key: state for state in own_states}
            if seen.character.kind is PartyKind.GROUP and len(own_states) == 2:
                add("their states", own_states, [seen])  # "Karpian and Balkaran sources"
        if len(named) == 2:
            add("only states", list(named.values()), recent[-1:])
    for kinds in (
        (PartyKind.PERSON,),
        (PartyKind.BODY,),
        (PartyKind.STATE,),
        (PartyKind.BODY, PartyKind.STATE),
    ):
        latest = {s.character.key: s for s in recent if s.character.kind in kinds}
        if len(latest) == 2:
            _add_last(add, "alone", latest.values())
    if head in PEOPLE:
        fitting: dict[str, Seen] = {}
        for seen in discourse.recent(line, [PartyKind.PERSON], 2 * REACH):
            if _may([seen.character], head, of, discourse) and len(fitting) < 2:
                fitting.setdefault(seen.character.key, seen)
        if len(fitting) == 2:
            _add_last(add, "last", fitting.values())
    return list(found.values())


def _add_last(
    add: Callable[[str, Sequence[Character], list[Seen]], None], kind: str, seen: Iterable[Seen]
) -> None:
    trail = sorted(seen, key=lambda s: (s.line, s.position), reverse=True)
    add(kind, [s.character for s in reversed(trail)], trail)


def _states_of(character: Character, discourse: Discourse) -> list[Character]:
    """The states of the table that a character is or belongs to; none for bodies."""
    if character.kind is PartyKind.BODY:
        return []
    if character.kind is PartyKind.STATE:
        return [character]
    return [discourse.cast.fixed(states()[code].party) for code in sorted(character.states & states().keys())]


def _may(who: Sequence[Character], head: str, of: tuple[str, ...], discourse: Discourse) -> bool:
    """Whether they are what the head counts."""
    if any(c.ambiguous or c.kind is PartyKind.GROUP for c in who):
        return False
    if head in STATES:
        return all(c.kind is PartyKind.STATE or c.key == "body:eu" for c in who)
    if head in BODIES:
        noun = head.removesuffix("s").removesuffix("ie") + ("y" if head.endswith("ies") else "")
        fits = all(not sorts_of_noun(noun) or fit_of(noun, c) != "other" for c in who)
        return fits and all(c.kind is PartyKind.BODY for c in who)
    if head in ANY | SIDES:
        return all(takes_sides(c) for c in who if c.kind is PartyKind.BODY)
    if of and any(c.states and not c.states & set(of) for c in who):
        return False
    if head == "officials" and any(discourse.holds(c, "leader") for c in who):
        return False
    gender = {"men": "m", "women": "f"}.get(head)
    return all(
        c.kind in (PartyKind.PERSON, PartyKind.UNNAMED) and (gender is None or c.gender in (None, gender))
        for c in who
    )


def _offices(candidate: Candidate, head: str, discourse: Discourse) -> str:
    """How many of them hold the office that the head names: "all", "some" or "none"; "" for heads that name none."""
    if not is_plural_office(head):
        return ""
    held = [
        discourse.holds(c, singular_head(head)) or bool(c.offices & RELATIONAL) for c in candidate.characters
    ]
    return "all" if all(held) else "some" if any(held) else "none"
