"""States, seats of government and international bodies under all their names, and which of two parties are the same.

The tables are data files beside this module; each states its sources in its first lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.model.facts import Party, PartyKind
from bot.text.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state with its adjective, people and capital. code: ISO 3166-1 alpha-2, lower case."""

    code: str
    party: Party
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of the table. state: the state it belongs to, or None. seat: it stands for that state's leadership."""

    party: Party
    state: str | None
    seat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who held an office, from the dated table. of: a state's code or a body's key without its prefix."""

    name: str
    of: str
    office: str
    since: str


def known_party(name: str) -> Party | None:
    """The state or body that `name` stands for: a name, alias, adjective, people or capital; None when unknown.

    "Moscow", "Russian" and "the Russian Federation" are all Russia. Whether the words act for the state or are only a
    place is for `find_mentions` to tell.
    """
    return _index().get(name_key(name))


def state_of(word: str) -> str | None:
    """The code of the state that a name, adjective, people, capital or seat of government belongs to, or None."""
    party = known_party(word)
    return None if party is None else state_of_party(party)


def state_of_party(party: Party) -> str | None:
    """The code of the state a table party is, or belongs to; None for international bodies and unknown parties."""
    if party.key.startswith("state:"):
        return party.key.removeprefix("state:")
    body = bodies().get(party.key)
    return None if body is None else body.state


def state_served(party: Party) -> str | None:
    """The code of the state that a party is, belongs to, speaks for or leads: by the table, or by its title ("US envoy"); or None."""
    state = state_of_party(party)
    if state is not None or party.kind in (PartyKind.STATE, PartyKind.BODY):
        return state
    title = party.name if party.kind is PartyKind.UNNAMED else party.title
    named = next(
        (code for word in (title or "").split()[:_TITLE_WORDS] if (code := state_of(word)) is not None), None
    )
    return named or (_leaders().get(fold(party.name)) if party.kind is PartyKind.PERSON else None)


_TITLE_WORDS = 4  # of a title, among which its state is looked for


@lru_cache(maxsize=1)
def _leaders() -> dict[str, str]:
    return {fold(head.name): head.of for head in heads()}


def same_party(a: Party, b: Party) -> bool:
    """Whether two parties are one: same key, or a state and the seat that stands for its leadership.

    Persons are the same by full name only: never by a shared surname, never through a title.
    """
    if a.key == b.key:
        return True
    if PartyKind.PERSON in (a.kind, b.kind):
        return a.kind == b.kind and _one_person(a, b)
    return _leadership(a) == _leadership(b) is not None


def _one_person(a: Party, b: Party) -> bool:
    names_a = {name_key(n) for n in (a.name, *a.aliases) if " " in n}
    names_b = {name_key(n) for n in (b.name, *b.aliases) if " " in n}
    return bool(names_a & names_b)


def _leadership(party: Party) -> str | None:
    if party.key.startswith("state:"):
        return party.key.removeprefix("state:")
    body = bodies().get(party.key)
    return body.state if body is not None and body.seat else None


_ARTICLE = re.compile(r"^(?:the|a|an)\s+")


def name_key(name: str) -> str:
    """`name` in the form under which names are compared: folded, no article, no possessive, single spaces."""
    plain = " ".join(fold(name).split()).strip(" .,;:'\"()")
    if plain.endswith("'s"):
        plain = plain[:-2]
    return _ARTICLE.sub("", plain).replace(".", "").replace("-", " ")


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """Every state of the table by its code."""
    return {state.code: state for state in map(_state, _rows("countries.tsv", 5))}


@lru_cache(maxsize=1)
def bodies() -> dict[str, Body]:
    """Every body of the table by its party key."""
    found = {}
    for key, name, others, state, what in _rows("bodies.tsv", 5):
        party = Party(key=f"body:{key}", name=name, kind=PartyKind.BODY, aliases=_split(others))
        found[party.key] = Body(party=party, state=state or None, seat=what == "seat")
    return found


@lru_cache(maxsize=1)
def heads() -> tuple[Head, ...]:
    """The dated table of office holders, present and former."""
    return tuple(
        Head(name=n, of=of, office=office, since=since) for n, of, office, since, _ in _rows("heads.tsv", 5)
    )


def _state(row: tuple[str, ...]) -> State:
    code, name, others, demonyms, capitals = row
    party = Party(
        key=f"state:{code}",
        name=name,
        kind=PartyKind.STATE,
        aliases=(*_split(others), *_split(demonyms), *_split(capitals)),
    )
    return State(code=code, party=party, demonyms=_split(demonyms), capitals=_split(capitals))


@lru_cache(maxsize=1)
def _index() -> dict[str, Party]:
    index: dict[str, Party] = {}
    for state in states().values():
        for name in (state.party.name, *state.party.aliases):
            index.setdefault(name_key(name), state.party)
    for body in bodies().values():
        for name in (body.party.name, *body.party.aliases):
            index[name_key(name)] = body.party
    return index


def _split(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split(",") if part.strip())


def _rows(file: str, columns: int) -> Iterator[tuple[str, ...]]:
    text = files("bot.text.parties").joinpath("data", file).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield tuple((cells + [""] * columns)[:columns])
