"""Who a fact is about, in the form in which facts of different articles are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.model.facts import Meeting, Party, PartyKind
from bot.text.parties.tables import bodies, heads, known_party, name_key, state_of

_JOINED = re.compile(r",\s*|\s+(?:and|as well as)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party as the ledger compares it.

    key: the same for everything that names one party: a state and the seat of its government share theirs.
    named: a name stands behind it; a described group or source ("European leaders") identifies nobody.
    single: one named person.
    lone: told by one word, such as a surname, which may be read as that of a body.
    states: codes of the states it is or may speak for.
    """

    key: str
    named: bool
    single: bool
    lone: bool = False
    states: frozenset[str] = frozenset()

    @property
    def surname(self) -> str | None:
        """The last name of a person, or the one word of a name that may be one; None of anybody else."""
        return self.key.rpartition(":")[2].rpartition(" ")[2] if self.single or self.lone else None

    def is_one(self, other: Actor) -> bool:
        """Whether one name may stand for the other: the same party, or a surname and its bearer."""
        if self.key == other.key:
            return True
        if self.lone is other.lone or self.surname != other.surname:
            return False
        return (other if self.lone else self).single

    def speaks_for(self, other: Actor) -> bool:
        """Whether naming this one may mean `other`: a state its officials, or a person his or her state."""
        return bool(self.states & other.states) and not (self.single and other.single)


def actors_of(meeting: Meeting) -> frozenset[Actor]:
    """Who took part, each once, by the most telling form."""
    return frozenset(actor_of(p.party) for p in meeting.participants)


@lru_cache(maxsize=65536)
def actor_of(party: Party) -> Actor:
    """`party` as it is compared."""
    state = state_of(party.name) if party.kind is not PartyKind.PERSON else None
    match party.kind:
        case PartyKind.PERSON:
            return Actor(key=party.key, named=True, single=True, lone=" " not in party.key,
                         states=_states_of_person(party))  # fmt: skip
        case PartyKind.STATE:
            return Actor(key=f"state:{state}" if state else party.key, named=True, single=False,
                         states=frozenset([state or party.key]))  # fmt: skip
        case PartyKind.BODY if state and _is_seat(party):
            return Actor(key=f"state:{state}", named=True, single=False, states=frozenset([state]))
        case PartyKind.BODY:
            return Actor(key=party.key, named=True, single=False, lone=party.key == f"body:{name_key(party.name)}" and
                         " " not in party.key, states=frozenset([state] if state else []))  # fmt: skip
        case _:
            key = f"some:{name_key(party.name)}"
            return Actor(key=key, named=False, single=False, states=_states_in(party.name))


@lru_cache(maxsize=65536)
def members_of(party: Party) -> frozenset[str]:
    """Keys of the named parties that a joint name holds ("Russia and Ukraine"); its own key when it is not joint."""
    parts = [known_party(part) for part in _JOINED.split(party.name)]
    known = [part for part in parts if part is not None]
    if len(parts) > 1 and len(known) == len(parts):
        return frozenset(actor_of(part).key for part in known)
    return frozenset([actor_of(party).key])


def pairs(keys: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Every two of `keys`, sorted."""
    ordered = sorted(set(keys))
    return tuple((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :])


def _is_seat(party: Party) -> bool:
    body = bodies().get(party.key)
    return body is not None and body.seat


def _states_of_person(party: Party) -> frozenset[str]:
    by_office = _offices().get(name_key(party.name), frozenset())
    return by_office | (_states_in(party.title) if party.title else frozenset())


@lru_cache(maxsize=1)
def _offices() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for head in heads():
        found[name_key(head.name)] = found.get(name_key(head.name), frozenset()) | {head.of}
    return found


@lru_cache(maxsize=65536)
def _states_in(words: str) -> frozenset[str]:
    """States named by one to three words in a row of a title or description ("South Korean negotiators")."""
    parts = words.replace("’", "'").split()
    runs = (" ".join(parts[i : i + n]) for n in (1, 2, 3) for i in range(len(parts) - n + 1))
    return frozenset(state for state in map(state_of, runs) if state)
