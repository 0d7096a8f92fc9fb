"""The cast of an article: who appears in it under which names, titles and gender."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from bot.model.facts import Party, PartyKind
from bot.text.parties.lexicon import SHORT_OFFICES, gender_of_given_name, gender_of_title, words
from bot.text.parties.tables import bodies, heads, name_key, state_of_party, states
from bot.text.words import fold


@dataclass(slots=True, eq=False)
class Character:
    """Someone or some body in one article, gathered while reading.

    tokens: the folded words of the fullest name. states: codes of states it is said to belong to. offices: folded words
    of the titles that name an office. gender: "m", "f" or None. fixed: a party of the tables or the watch list, or None.
    called: nouns that the article calls a body ("airline", "union").
    """

    key: str
    name: str
    kind: PartyKind
    tokens: tuple[str, ...] = ()
    titles: list[str] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    gender: str | None = None
    aliases: dict[str, None] = field(default_factory=dict)
    fixed: Party | None = None
    ambiguous: bool = False
    called: set[str] = field(default_factory=set)

    @property
    def surname(self) -> tuple[str, ...]:
        """The words a later bare surname may use: from the first particle on, or the last word."""
        return _surname(self.tokens)

    def give_title(self, title: str, *, core: str | None = None) -> None:
        """Note a title as printed. core: the part that names the office, all of it when None."""
        plain = title.strip(" ,")
        if plain and plain not in self.titles:
            self.titles.append(plain)
        office = plain if core is None else core
        self.offices.update(fold(office).replace(".", "").replace("-", " ").split())
        self.offices.update(w for short in office.split() for w in SHORT_OFFICES.get(short, "").split())
        self.gender = self.gender or gender_of_title(office)

    def absorb(self, short: Character) -> None:
        """Take over what was gathered under a shorter form of the name."""
        self.titles += [t for t in short.titles if t not in self.titles]
        self.offices |= short.offices
        self.states |= short.states
        self.gender = self.gender or short.gender
        if self.fixed is None:
            self.aliases.update({short.name: None, **short.aliases})

    def party(self) -> Party:
        """The value that mentions carry."""
        if self.fixed is not None:
            return self.fixed
        offices = [t for t in self.titles if fold(t).rstrip(".") not in words("honorifics")]
        return Party(
            key=self.key,
            name=self.name,
            kind=self.kind,
            title=offices[0] if offices else (self.titles[0] if self.titles else None),
            aliases=tuple(a for a in self.aliases if a != self.name),
        )


_UNION = ("body:eu", "body:ec", "body:ep", "body:eu-council", "body:european-council")
_ORGANS = {"commission": "body:ec", "parliament": "body:ep", "council": "body:eu-council"}


class Cast:
    """Everyone named so far in one article."""

    def __init__(self) -> None:
        self.people: dict[str, Character] = {}
        self.bodies: dict[str, Character] = {}
        self.nicknames: dict[str, Character] = {}
        self._fixed: dict[str, Character] = {}
        self._others: dict[str, Character] = {}
        self._body_aliases: dict[str, Character | None] = {}

    @property
    def fixed_keys(self) -> Iterable[str]:
        """Keys of the table and watched parties that appear."""
        return self._fixed.keys()

    def fixed_characters(self) -> list[Character]:
        """Table and watched parties that appear."""
        return list(self._fixed.values())

    def fixed(self, party: Party) -> Character:
        """The character of a party from the tables or the watch list."""
        found = self._fixed.get(party.key)
        if found is None:
            found = Character(party.key, party.name, party.kind, fixed=party)
            state = state_of_party(party)
            if state is not None:
                found.states.add(state)
            found.tokens = tuple(name_key(party.name).split())
            if party.kind is PartyKind.PERSON:
                found.gender = gender_of_given_name(found.tokens[0]) if found.tokens else None
            self._fixed[party.key] = found
            if party.kind is PartyKind.PERSON:
                self.people.setdefault(party.key, found)
        return found

    def person(self, name: str) -> Character:
        """The person of this full name, new or known. Initials in the middle do not tell people apart, nor does what
        somebody is called in marks ("Arko “Koko” Widarto")."""
        called = _NICKNAME.search(name)
        if called is not None:
            person = self.person(_NICKNAME.sub("", name))
            person.aliases.update({name: None, called["called"]: None})
            self.nicknames.setdefault(name_key(called["called"]), person)
            return person
        tokens = person_tokens(name)
        key = "person:" + canonical_name(" ".join(tokens))
        known = self.people.get(key) or self._longer_or_shorter(tokens) or self._spelt_otherwise(tokens)
        if known is None:
            known = Character(key, name, PartyKind.PERSON, tokens, gender=gender_of_given_name(tokens[0]))
            known.states.update(state for state, _ in offices_of(key))
            self.people[key] = known
        elif len(name) > len(known.name) and known.fixed is None and len(tokens) > len(known.tokens):
            known.aliases[known.name] = None
            known.name, known.tokens = name, tokens
        if name != known.name:
            known.aliases[name] = None
        return known

    def _longer_or_shorter(self, tokens: tuple[str, ...]) -> Character | None:
        """A person whose name holds all these words in order, given name first, or the other way round; only one."""
        found = [
            p
            for p in self.people.values()
            if len(p.tokens) > 1
            and p.tokens[0] == tokens[0]
            and (_within(tokens, p.tokens) or _within(p.tokens, tokens))
            and min(len(tokens), len(p.tokens)) > 1
        ]
        return found[0] if len(found) == 1 else None

    def _spelt_otherwise(self, tokens: tuple[str, ...]) -> Character | None:
        """The one person of this surname whose given name differs in a letter or two, as transcribed names do."""
        if len(tokens) < 2 or len(tokens[0]) < MIN_TRANSCRIBED:
            return None
        found = [
            p
            for p in self.people.values()
            if len(p.tokens) == len(tokens)
            and p.tokens[1:] == tokens[1:]
            and _transcribed(p.tokens[0], tokens[0])
        ]
        return found[0] if len(found) == 1 else None

    def named(self, tokens: Sequence[str]) -> list[Character]:
        """People whom these bare words may mean: by surname first, else by another word of the name."""
        wanted = tuple(tokens)
        if len(wanted) == 1 and wanted[0] in self.nicknames:
            return [self.nicknames[wanted[0]]]
        by_surname = [p for p in self.people.values() if p.surname == wanted or p.surname[-1:] == wanted]
        if by_surname:
            return by_surname
        if len(wanted) != 1:
            return [
                p
                for p in self.people.values()
                if len(p.tokens) > len(wanted) and p.tokens[-len(wanted) :] == wanted
            ]
        first = [p for p in self.people.values() if p.tokens[:1] == wanted]
        return first or [p for p in self.people.values() if wanted[0] in p.tokens]

    def merge_short_forms(self) -> dict[Character, Character]:
        """Make one of "García López" and the only person in full of that end, "Rogelio García López"; returns who became whom."""
        longer: dict[tuple[str, ...], list[Character]] = {}
        for person in self.people.values():
            for start in range(1, len(person.tokens) - 1):
                longer.setdefault(person.tokens[start:], []).append(person)
        merged: dict[Character, Character] = {}
        for key, short in sorted(self.people.items(), key=lambda item: -len(item[1].tokens)):
            found = {id(p): p for one in longer.get(short.tokens, ()) if (p := merged.get(one, one))}
            if len(found) == 1 and short.fixed is None:
                merged[short] = full = found.popitem()[1]
                full.absorb(short)
                del self.people[key]
        return merged

    def surname_only(self, name: str, *, ambiguous: bool = False) -> Character:
        """Someone of whom the article prints a surname alone, or a surname that several people share."""
        plain = name_key(name)
        known = self.people.get(f"surname:{plain}") or self._others.get(f"surname:{plain}")
        if known is None:
            known = Character(f"surname:{plain}", name, PartyKind.PERSON, (plain,), ambiguous=ambiguous)
            store = self._others if ambiguous else self.people
            store[known.key] = known
        return known

    def body(self, name: str) -> Character:
        """The body of this name, new or known."""
        key = f"body:{name_key(name)}"
        known = self.bodies.get(key)
        if known is None:
            known = Character(key, name, PartyKind.BODY, tuple(name_key(name).split()))
            self.bodies[key] = known
        return known

    def is_body(self, name: str) -> bool:
        """Whether the article named a body so before."""
        return f"body:{name_key(name)}" in self.bodies

    def alias_body(self, alias: str, body: Character) -> None:
        """Let a short form stand for `body`; a form that two bodies share stands for neither."""
        known = self._body_aliases.setdefault(alias, body)
        if known is not body:
            self._body_aliases[alias] = None

    def body_alias(self, alias: str) -> Character | None:
        """The one body with this short form, or None."""
        return self._body_aliases.get(alias)

    def alias_union(self) -> None:
        """In an article about the European Union its organs go by their last word."""
        if not any(key in self._fixed for key in _UNION):
            return
        for alias, key in _ORGANS.items():
            if self._body_aliases.get(alias) is None and alias not in self._body_aliases:
                self._body_aliases[alias] = self.fixed(bodies()[key].party)

    def unknown_state(self, name: str) -> Character:
        """A state that the tables do not know, but that the article gives a government."""
        key = f"state:{name_key(name)}"
        known = self._others.get(key)
        if known is None:
            known = Character(key, name, PartyKind.STATE, (name_key(name),), states={name_key(name)})
            self._others[key] = known
        return known

    def find_other(self, key: str) -> Character | None:
        """The group or described source of this key, if it was met."""
        return self._others.get(key)

    def other(self, key: str, name: str, kind: PartyKind) -> Character:
        """A group or described source under its own key."""
        known = self._others.get(key)
        if known is None:
            known = Character(key, name, kind, tuple(name_key(name).split()))
            self._others[key] = known
        return known


def person_tokens(name: str) -> tuple[str, ...]:
    """The folded words of a person's name without initials in the middle and suffixes such as "Jr."."""
    tokens = name_key(name).replace("’", "'").replace(",", "").split()
    kept = [
        t for i, t in enumerate(tokens) if i == 0 or len(t) > 1 or (i == len(tokens) - 1 and len(tokens) == 1)
    ]
    while len(kept) > 2 and kept[-1] in _BEHIND_NAMES:
        kept.pop()
    return tuple(kept)


HONOURS = frozenset(
    "kc qc sc mp mep msp mla mlc mpp td obe mbe cbe kbe dbe kcb dcb kcmg cmg csc frs phd esq".split()
)
"""Letters behind a person's name that are no part of it."""
_BEHIND_NAMES = HONOURS | frozenset("jr sr ii iii iv".split())
_NICKNAME = re.compile(r"\s[\"“'‘(](?P<called>[^\s\"“”'‘’()]+)[\"”'’)](?=\s)")


def _surname(tokens: tuple[str, ...]) -> tuple[str, ...]:
    if len(tokens) > 1 and tokens[0] in words("family_first") and gender_of_given_name(tokens[0]) is None:
        return tokens[:1]
    for index in range(1, len(tokens) - 1):
        if tokens[index] in words("particles"):
            return tokens[index:]
    return tokens[-1:]


MIN_TRANSCRIBED = 7  # letters; shorter given names differ by a letter and are others


def _transcribed(one: str, other: str) -> bool:
    """Whether two given names are one in two spellings: "Abdourahmane", "Abdurrahmane"; never two common ones."""
    if one[0] != other[0] or min(len(one), len(other)) < MIN_TRANSCRIBED or abs(len(one) - len(other)) > 2:
        return False
    if gender_of_given_name(one) is not None and gender_of_given_name(other) is not None:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.85


def _within(short: Iterable[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Every spelling in the table of office holders to the first one of the same person."""
    first_of: dict[tuple[str, str, str], str] = {}
    found: dict[str, str] = {}
    for head in heads():
        name = " ".join(person_tokens(head.name))
        found.setdefault(name, first_of.setdefault((head.of, head.office, head.since), name))
    return found


def canonical_name(name: str) -> str:
    """One spelling for people whose name is spelled in several ways; other names as they are."""
    return _spellings().get(name, name)


@lru_cache(maxsize=1)
def _offices() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for head in heads():
        key = "person:" + canonical_name(" ".join(person_tokens(head.name)))
        body = bodies().get(f"body:{head.of}")
        where = head.of if head.of in states() or body is None else body.party.key
        found[key] = (*found.get(key, ()), (where, head.office))
    return found


def offices_of(key: str) -> tuple[tuple[str, str], ...]:
    """(state code or body key, office) that the dated table gives a person, by party key."""
    return _offices().get(key, ())


@lru_cache(maxsize=1)
def _office_surnames() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for head in heads():
        tokens = person_tokens(head.name)
        full = canonical_name(" ".join(tokens))
        for bare in {" ".join(_surname(tokens)), tokens[-1]} - {tokens[0]} | set(_surname(tokens)[:1]):
            found[bare] = full if found.get(bare, full) == full else None
    return found


def office_holder(surname: str) -> str | None:
    """The full name, as a key without its prefix, of the one office holder of the table with this surname."""
    return _office_surnames().get(name_key(surname))


@lru_cache(maxsize=1)
def _printed_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for head in heads():
        found.setdefault(canonical_name(" ".join(person_tokens(head.name))), head.name)
    return found


def printed_name(canonical: str) -> str:
    """A canonical name of the table of office holders with its capitals."""
    return _printed_names()[canonical]
