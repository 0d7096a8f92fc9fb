"""Whom a description means: someone of the cast, or someone who is only described."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.facts import PartyKind
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.beside import ENTERPRISES
from bot.text.parties.cast import Cast, Character
from bot.text.parties.descriptions import Described, Description, only_standing_in
from bot.text.parties.discourse import Discourse
from bot.text.parties.lexicon import gender_of_title, words
from bot.text.parties.lines import Line
from bot.text.parties.offices import STAND_INS, is_plural_office, singular_head
from bot.text.parties.pairs import BODIES, PAIRED, pair_meant
from bot.text.parties.scan import Use
from bot.text.parties.tables import bodies, name_key, states
from bot.text.parties.weighed import body_meant
from bot.text.words import fold

_SIDE_HEADS = frozenset(
    """sides countries nations governments delegations teams economies capitals powers parties neighbours neighbors states
    allies members""".split()
)
_STRONG_GROUPS = frozenset(
    """officials leaders ministers lawmakers diplomats negotiators delegates delegations representatives envoys ambassadors
    governments counterparts prosecutors regulators auditors unions police commanders aides mediators generals forces""".split()
)
_POLITICAL = frozenset(
    "minister leader official diplomat envoy negotiator president premier chancellor ambassador".split()
)


_SENT = ("delegation", "team", "mission")
_ALSO = ("also", "later", "then", "now", "earlier", "again")
_STANDING_FOR_SENDER = ("side", *_SENT)


_PARTS_OF_STATES = frozenset(
    "region regions province state district territory party movement enclave republic county city".split()
)
_SORTING = frozenset(
    """biggest largest richest oldest family-owned listed private troubled ailing embattled local regional parent soccer football
    world tech technology energy oil gas steel mining food car drug media insurance state-owned privately-held based same
    retail supermarket grocery shipping software cloud app ferry rail bus freight logistics chip chemical chemicals pharmaceutical biotech
    property construction engineering fashion tobacco beer power telecoms aerospace defence defense trade labour labor""".split()
)


class Describer:
    """Finds the characters behind descriptions, sentence after sentence."""

    def __init__(self, text: str, lines: Sequence[Line], cast: Cast, discourse: Discourse) -> None:
        self.text = text
        self.lines = lines
        self.cast = cast
        self.discourse = discourse
        self._sent: dict[str, Character] = {}

    def parties(self, line: Line, d: Description) -> list[Character]:
        """The characters that a description names; [] when nobody can be told."""
        match d.what:
            case Described.PERSON:
                return self._person(line, d)
            case Described.GROUP:
                return self._people_described(line, d)
            case Described.BODY:
                return self._body(line, d)
            case Described.NATIONAL:
                person = self.discourse.of_state(line.index, d.states[0]) if d.states else None
                return [person] if person is not None else []

    def _person(self, line: Line, d: Description) -> list[Character]:
        if not d.definite and d.determiner:
            return [self._unnamed(line, d)]
        sides = d.states
        if d.head == "host":
            host = self._host(line)
            return [host] if host is not None else []
        modifiers = d.modifiers
        if d.until > d.last and line.words[d.last].key == "of":
            rest = [w.key for w in line.words[d.last + 1 : d.until]]
            if rest[0] in ("a", "an"):
                return [self._unnamed(line, d)]
            modifiers = (*modifiers, *rest)
            if line.words[d.until - 1].possessive or set(rest[1:]) & _PARTS_OF_STATES:
                return [
                    self._office(line, d, None)
                ]  # "the leader of Ethiopia's Tigray region" leads no state
            sides = (*sides, *d.about)
        for modifier in (*d.modifiers, d.head):
            for key in STAND_INS.get(modifier, ()):
                if key in self.cast.fixed_keys:
                    sides = (*sides, key)
        owner = self._owner(line, d)
        of_state = [w.key for w in line.words[d.last : d.last + 2]] in (["of", "state"], ["of", "government"])
        if of_state and d.head == "head":
            person = self.discourse.by_office(line.index, "leader", sides, d.modifiers)
        else:
            person = self._holder(line, d, sides, modifiers, [owner] if owner is not None else [])
        if person is None and d.determiner == "the" and len(sides) == 1 and d.head in _POLITICAL:
            person = self.discourse.without_office(line.index, sides[0])
        if person is not None:
            if not person.states and len(d.states) == 1 and person.kind is PartyKind.PERSON:
                person.states.update(d.states)
            return [person]
        if d.definite or d.states:
            return [self._office(line, d, owner)]
        return []

    def _holder(
        self,
        line: Line,
        d: Description,
        sides: tuple[str, ...],
        modifiers: tuple[str, ...],
        exclude: list[Character],
    ) -> Character | None:
        """Who holds the office; a body of the article before it ("the KLC president") tells nothing when only one holds it."""
        person = self.discourse.by_office(line.index, d.head, sides, modifiers, exclude=exclude)
        if person is not None or d.determiner != "the" or d.until > d.last:
            return person
        own = {word for body in self.cast.bodies.values() for word in body.tokens}
        other = tuple(m for m in modifiers if m not in own and self.cast.body_alias(m) is None)
        if other == modifiers or sum(self.discourse.holds(p, d.head) for p in self.cast.people.values()) != 1:
            return None
        return self.discourse.by_office(line.index, d.head, sides, other, exclude=exclude)

    def _host(self, line: Line) -> Character | None:
        """The one who received someone in a sentence shortly before."""
        for earlier in reversed(self.lines[max(0, line.index - 6) : line.index]):
            if any(
                w.key in ("received", "receives", "hosted", "hosts", "welcomed", "welcomes")
                for w in earlier.words
            ):
                return next(
                    (s.character for s in self.discourse.seen if s.line == earlier.index and s.subject), None
                )
        return None

    def _owner(self, line: Line, d: Description) -> Character | None:
        """Whose envoy "his envoy" or "Trump's envoy" is."""
        if d.determiner in ("his", "her", "'s", "their", "its") and self.discourse.seen:
            last = self.discourse.seen[-1]
            word = line.words[d.first]
            if last.line == line.index and last.position >= word.start - 1:
                return last.character
        return None

    def _office(self, line: Line, d: Description, owner: Character | None) -> Character:
        last = d.last
        if [w.key for w in line.words[last : last + 2]] in (["of", "staff"], ["of", "state"]):
            last += 2
        phrase = without_determiner(self._phrase(line, d, last))
        told = self.cast.find_other(f"unnamed:{name_key(phrase)}")
        if told is not None:
            return told  # "the White House official" after "a White House official"
        if owner is not None and d.determiner in ("his", "her", "'s", "its", "their"):
            phrase = f"{owner.name}'s {self._core(line, d, last)}"
        person = self.cast.other(f"office:{name_key(phrase)}", phrase, PartyKind.UNNAMED)
        person.states.update(d.states)
        person.gender = person.gender or gender_of_title(d.head)
        return person

    def _unnamed(self, line: Line, d: Description) -> Character:
        until = d.until if self._telling_end(line, d) else d.last
        phrase = without_determiner(self._phrase(line, d, until))
        person = self.cast.other(f"unnamed:{name_key(phrase)}", phrase, PartyKind.UNNAMED)
        person.states.update(d.states)
        person.gender = person.gender or gender_of_title(d.head)
        return person

    def _telling_end(self, line: Line, d: Description) -> bool:
        """Whether the words after a head tell who it is: for whom it speaks, or a name; "in the valley" does not."""
        if d.until == d.last:
            return False
        if line.words[d.last].key in ("of", "for", "familiar", "close", "briefed"):
            return True
        return any(w.capital for w in line.words[d.last + 1 : d.until])

    def _core(self, line: Line, d: Description, last: int | None = None) -> str:
        """The phrase after its determiner or owner."""
        first = d.first
        if d.owner is not None:
            first = d.owner + 1
        elif d.determiner:
            first += 1
        return self.text[line.words[first].start : line.words[(last or d.last) - 1].end]

    def _phrase(self, line: Line, d: Description, until: int) -> str:
        return self.text[line.words[d.first].start : line.words[until - 1].end]

    def _people_described(self, line: Line, d: Description) -> list[Character]:
        if (d.definite and (d.count or 0) >= 2) or (d.determiner == "both"):
            return self._counted(line, d)
        if d.determiner == "the" and not (d.states or d.count) and d.until == d.last and len(d.modifiers) < 2:
            together = self._together(line, d)
            if together:
                return together
        if (is_plural_office(d.head) and len(d.states) > 1) or (
            d.head in _STRONG_GROUPS | _SIDE_HEADS and len(d.states) > 1
        ):
            return self._one_each(line, d)
        after = next((w.key for w in line.words[d.last : d.last + 2] if w.key not in _ALSO), "")
        speaks = after in REPORTING_VERBS or after in words("acting_verbs")
        if not (speaks or d.states or d.head in _STRONG_GROUPS or d.until > d.last):
            return []
        extended = d.until > d.last
        opening = line.words[d.last].key if extended else ""
        rest = [w.key for w in line.words[d.last : d.until]]
        if (
            opening == "of"
            and not is_plural_office(d.head)
            and ("two" in rest or "both" in rest)
            and set(rest) & _SIDE_HEADS
        ):
            head = next(word for word in rest if word in _SIDE_HEADS)
            return list(pair_meant(line, d.last + 1, d.until - 1, head, 2, self.discourse))
        close = opening in ("familiar", "close", "briefed")
        placed = opening in ("for", "at", "in")
        until = d.until if extended and not placed and self._telling_end(line, d) else d.last
        phrase = without_determiner(self._phrase(line, d, until))
        kind = PartyKind.UNNAMED if close else PartyKind.GROUP
        group = self.cast.other(f"group:{name_key(phrase)}", phrase, kind)
        group.states.update(d.states)
        return [group]

    def _together(self, line: Line, d: Description) -> list[Character]:
        """ "The presidents" after two of them, "the soldiers" after "some soldiers"; [] for others."""
        if d.head in PAIRED:
            pair = pair_meant(line, d.first, d.last - 1, d.head, None, self.discourse)
            if pair:
                return list(pair)
        told = self.discourse.recent(line.index, [PartyKind.GROUP, PartyKind.UNNAMED], reach=12)
        same = (s.character for s in told if s.line < line.index and s.character.tokens[-1:] == (d.head,))
        found = next(same, None)
        return [] if found is None else [found]

    def _counted(self, line: Line, d: Description) -> list[Character]:
        count = d.count or 2
        if count == 2:
            return list(pair_meant(line, d.first, d.last - 1, d.head, 2, self.discourse, of=d.states))
        if d.head in _SIDE_HEADS:
            return []
        if d.head in BODIES:
            return self.discourse.several_bodies(line.index, count)
        head = singular_head(d.head)
        gender = {"men": "m", "women": "f"}.get(d.head)

        def fits(person: Character) -> bool:
            if gender is not None and person.gender not in (None, gender):
                return False
            if d.states and person.states and not set(d.states) & person.states:
                return False
            if d.head == "officials":
                return not self.discourse.holds(person, "leader")
            return not is_plural_office(d.head) or self.discourse.holds(person, head)

        if count > 2 and (together := self.discourse.told_together(line.index, count, lambda person: True)):
            return together  # "the three leaders" after a sentence that named three people
        subject = [s.character for s in self.discourse.seen if s.line == line.index and s.subject]
        found = self.discourse.several(line.index, count, fits)
        if len(found) != count or (d.determiner == "both" and set(map(id, found)) & set(map(id, subject))):
            other = self.discourse.several(line.index, count, fits, exclude=subject)
            found = other or found
        return found

    def _one_each(self, line: Line, d: Description) -> list[Character]:
        found = []
        for state in d.states:
            person = None
            if is_plural_office(d.head) and d.head not in (
                "negotiators",
                "envoys",
                "diplomats",
                "ministers",
                "lawyers",
            ):
                person = self.discourse.by_office(line.index, singular_head(d.head), (state,), ())
            if person is None:
                if state in states():
                    person = self.cast.fixed(states()[state].party)
                elif state in bodies():
                    person = self.cast.fixed(bodies()[state].party)
            if person is not None:
                found.append(person)
        return found

    def _body(self, line: Line, d: Description) -> list[Character]:
        plain = [m for m in d.modifiers if m not in ("the", "its", "his", "her", "their", "a", "own")]
        for key in STAND_INS.get(d.head, ()):
            if key in self.cast.fixed_keys and not plain:
                return [self.cast.fixed(bodies()[key].party)]
        if d.head in _STANDING_FOR_SENDER or d.head in ("government", "administration"):
            sender = self._sender(line, d)
            if sender is not None:
                self._sent[d.head] = sender
                return [sender]
        if not d.definite:
            return [self._common_body(line, d)]
        if d.head in self._sent and not plain:
            return [self._sent[d.head]]
        named = self._named_in(line, d)
        if named is not None:
            return [named]
        if d.head in ("side", "delegation", "team", "mission", "campaign", "exchange", "trust"):
            return [self._common_body(line, d)] if d.head in self._sent else []
        if d.head == "service" and not plain:
            return []
        sorting = self._sorts(line, d)
        telling = [m for m in plain if m not in sorting and "-" not in m]
        described = self.cast.find_other(self._common_key(line, d)[0]) is not None
        body = body_meant(line, d, telling, self.discourse, self.cast, described=described)
        if body is not None:
            body.states.update(d.states)
            return [body]
        return [] if only_standing_in(d.head) else [self._common_body(line, d)]

    def _sender(self, line: Line, d: Description) -> Character | None:
        """The state or body that a delegation, a side or a government stands for: "the Hamas delegation", "a team from Oman"."""
        named = d.states or d.about
        if len(named) != 1 or (not d.states and d.head not in _SENT):
            return None
        if named[0] in states():
            return self.cast.fixed(states()[named[0]].party)
        if named[0] in bodies() and d.head not in ("government", "administration"):
            return self.cast.fixed(bodies()[named[0]].party)
        return None

    def _named_in(self, line: Line, d: Description) -> Character | None:
        """ "The Interfax news agency": the body whose name is part of its description."""
        inside = [
            n for n in line.namings if d.first <= n.first and n.last < d.last and n.use is not Use.DEMONYM
        ]
        if (
            d.owner is not None
            or len(inside) != 1
            or inside[0].last < d.last - 3
            or d.head not in ENTERPRISES
        ):
            return None
        body = inside[0].character
        return body if body is not None and body.kind is PartyKind.BODY else None

    def _sorts(self, line: Line, d: Description) -> set[str]:
        """Modifiers that only sort a company: "Dutch", "family-owned", "biggest", words of a state or an owner."""
        national = {
            w.key
            for p in line.pieces
            if p.use is Use.DEMONYM
            for w in line.words[p.first : p.last]
            if d.first <= p.first
        }
        return national | _SORTING

    def _common_body(self, line: Line, d: Description) -> Character:
        key, phrase = self._common_key(line, d)
        body = self.cast.other(key, phrase, PartyKind.BODY)
        body.states.update(d.states)
        return body

    def _common_key(self, line: Line, d: Description) -> tuple[str, str]:
        """The key and the name of a body that is only described."""
        phrase = self._core(line, d)
        owner = self._owner(line, d) if d.determiner == "'s" else None
        if owner is not None and (
            owner.kind is PartyKind.PERSON or (owner.kind is PartyKind.BODY and owner.fixed is None)
        ):
            phrase = f"{owner.name}'s {phrase}"
        state = f"{d.states[0]} " if d.states and d.owner is not None else ""
        return f"body:{state}{name_key(phrase)}", phrase


def without_determiner(phrase: str) -> str:
    """The phrase without "the", "a", "his" and the like at its start."""
    parts = phrase.split()
    while len(parts) > 1 and fold(parts[0]) in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "another",
        "one",
        "these",
        "those",
        "this",
        "that",
    ):
        parts = parts[1:]
    return " ".join(parts)
