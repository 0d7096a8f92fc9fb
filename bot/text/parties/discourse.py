"""Who is meant by a pronoun, a pair or a description, given what was named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.model.facts import PartyKind
from bot.text.parties.cast import Cast, Character, offices_of
from bot.text.parties.offices import PLAIN_MODIFIERS, RELATIONAL, demonyms_of, fit
from bot.text.parties.tables import states

# How many sentences back someone can still be meant.
REACH = 4
# By how much the best candidate must lead, else nobody is meant.
LEAD = 0.4


@dataclass(frozen=True, slots=True)
class Seen:
    """One naming in the order of reading. weight: how much a later pronoun is drawn to it."""

    line: int
    position: int
    character: Character
    subject: bool
    weight: float
    group: int


class Discourse:
    """What was named so far, and who is meant next."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.seen: list[Seen] = []
        self.counts: Counter[str] = Counter()

    def note(
        self,
        line: int,
        position: int,
        character: Character,
        *,
        subject: bool,
        after_preposition: bool,
        quoted: bool,
        group: int,
    ) -> None:
        """Remember a naming; namings of one span share `group`."""
        weight = (2.5 if subject else 0.0) - (0.8 if after_preposition else 0.0) - (1.5 if quoted else 0.0)
        self.seen.append(Seen(line, position, character, subject, weight, group))
        self.counts[character.key] += 1

    def recent(self, line: int, kinds: Iterable[PartyKind], reach: int = REACH) -> list[Seen]:
        """Namings of these kinds up to `reach` sentences back, the latest first."""
        wanted = set(kinds)
        found = []
        for seen in reversed(self.seen):
            if seen.line < line - reach:
                break
            if seen.character.kind in wanted:
                found.append(seen)
        return found

    def singular(
        self,
        line: int,
        gender: str,
        *,
        exclude: Iterable[Character] = (),
        speech: tuple[int, int, int] | None = None,
    ) -> Character | None:
        """Whom "he" or "she" means, or None when nobody or two people are equally near.

        speech: the quotation that the pronoun reports, by its ends and the sentence in which it begins: who is named in it
        is spoken of and does not speak, and its sentences put nobody farther away.
        """
        barred = {c.key for c in exclude}
        if speech is not None:
            line = speech[2]
        scores: dict[str, float] = {}
        people: dict[str, Character] = {}
        for seen in self.recent(line, [PartyKind.PERSON, PartyKind.UNNAMED]):
            person = seen.character
            if person.key in barred or person.ambiguous or person.gender not in (None, gender):
                continue
            if person.kind is PartyKind.UNNAMED and person.gender is None and not _one_person(person):
                continue
            if speech is not None and speech[0] <= seen.position < speech[1]:
                continue
            score = seen.weight - 2.0 * (line - seen.line) + min(self.counts[person.key], 4) * 0.1
            if person.gender is None:
                score -= 3.0 if "source" in person.tokens else 1.0
                score -= 3.0 if gender == "f" and _sounds_male(person) else 0.0
            if score > scores.get(person.key, -99.0):
                scores[person.key] = score
            people[person.key] = person
        ranked = sorted(scores, key=lambda key: -scores[key])
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < LEAD):
            return None
        return people[ranked[0]]

    def by_office(
        self,
        line: int,
        head: str,
        sides: tuple[str, ...],
        modifiers: tuple[str, ...],
        *,
        exclude: Iterable[Character] = (),
    ) -> Character | None:
        """Whom "the German chancellor" or "the envoy" means among the people of the article, or None."""
        barred = {c.key for c in exclude}
        fitting = [
            (score, person)
            for person in self.cast.people.values()
            if person.key not in barred and person.kind is PartyKind.PERSON
            for score in [fit(person, head, sides, modifiers)]
            if score > 0
        ]
        if not fitting:
            return None
        last = {seen.character.key: (seen.line, seen.weight) for seen in self.seen}
        named_before = [(s, p) for s, p in fitting if p.key in last]
        if named_before:
            best = max(s for s, _ in named_before)
            top = [p for s, p in named_before if s == best]
            return max(top, key=lambda p: self._salience(p, line))
        best = max(s for s, _ in fitting)
        top = [p for s, p in fitting if s == best]
        return top[0] if len(top) == 1 and best >= 2 else None

    def _salience(self, person: Character, line: int) -> float:
        return max(
            (s.weight - 2.0 * (line - s.line) for s in self.seen if s.character is person),
            default=-99.0,
        )

    def holds(self, person: Character, head: str) -> bool:
        """Whether a person holds an office of this name, by the article or by the dated table."""
        return fit(person, head, (), ()) > 0

    def of_state(self, line: int, state: str, *, exclude: Iterable[Character] = ()) -> Character | None:
        """The person "the American" means: the nearest one of that state."""
        barred = {c.key for c in exclude}
        found = {
            seen.character.key: seen.character
            for seen in self.recent(line, [PartyKind.PERSON], reach=8)
            if state in seen.character.states and seen.character.key not in barred
        }
        return max(found.values(), key=lambda person: self._salience(person, line), default=None)

    def without_office(self, line: int, state: str) -> Character | None:
        """The one person of a state whose office the article did not tell: "the Danish minister" after "Denmark's Ida Holm"."""
        found = {
            seen.character.key: seen.character
            for seen in self.recent(line, [PartyKind.PERSON], reach=12)
            if seen.character.states == {state} and not seen.character.ambiguous
        }
        plain = [
            person
            for person in found.values()
            if person.offices <= RELATIONAL | PLAIN_MODIFIERS | demonyms_of(state)
            and not offices_of(person.key)
        ]
        return plain[0] if len(plain) == len(found) == 1 else None

    def several(
        self, line: int, count: int, fits: Callable[[Character], bool], *, exclude: Iterable[Character] = ()
    ) -> list[Character]:
        """The last `count` different people that fit, nearest sentence first; [] when there are fewer."""
        barred = {c.key for c in exclude}
        found: dict[str, Character] = {}
        people = self.recent(line, [PartyKind.PERSON], reach=6)
        in_front = [s for s in people if s.weight >= 0 or s.line >= line - 1]
        for candidates in (in_front, people):
            for seen in candidates:
                person = seen.character
                if person.key not in barred and not person.ambiguous and fits(person):
                    found.setdefault(person.key, person)
                    if len(found) == count:
                        return list(reversed(found.values()))
        return []

    def told_together(
        self, line: int, count: int, fits: Callable[[Character], bool], reach: int = 25
    ) -> list[Character]:
        """The people of the nearest earlier sentence that names exactly `count` who fit; [] when there is none."""
        lines: dict[int, dict[str, Character]] = {}
        for seen in reversed(self.seen):
            if seen.line < line - reach:
                break
            if (
                seen.character.kind is PartyKind.PERSON
                and not seen.character.ambiguous
                and fits(seen.character)
            ):
                lines.setdefault(seen.line, {})[seen.character.key] = seen.character
        found = next(
            (people for index, people in sorted(lines.items(), reverse=True) if len(people) == count), {}
        )
        return list(reversed(found.values()))

    def pair_told(self, line: int, count: int) -> list[Character]:
        """The people of the nearest sentence that names just `count` of them, or joins them by "and"; else []."""
        for index in range(line, line - 7, -1):
            here = [s for s in self.seen if s.line == index and s.character.kind is PartyKind.PERSON]
            if any(s.character.ambiguous for s in here):
                return []
            groups: dict[int, dict[str, Character]] = {}
            for seen in here:
                groups.setdefault(seen.group, {})[seen.character.key] = seen.character
            joined = [list(group.values()) for group in groups.values() if len(group) == count]
            people = {s.character.key: s.character for s in here}
            if joined:
                return joined[-1]
            if len(people) >= count:
                return list(people.values()) if len(people) == count else []
        return []

    def several_bodies(
        self, line: int, count: int, *, without: frozenset[str] = frozenset()
    ) -> list[Character]:
        """The last `count` different bodies named up to six sentences back, none with a word of `without` in its name; []
        unless there are just as many."""
        found = {s.character.key: s.character for s in self.recent(line, [PartyKind.BODY], reach=6)}
        own = [
            body
            for body in found.values()
            if body.fixed is None and body.name[:1].isupper() and not without & set(body.tokens)
        ]
        return list(reversed(own)) if len(own) == count else []

    def two_states(self, line: int) -> list[Character]:
        """The two states that "the two sides" means: of the nearest sentence that names two, by name or
        through their people; else the two named lately, when no third one competes."""
        by_line: dict[int, dict[str, None]] = {}
        nearest: dict[str, None] = {}
        counts: Counter[str] = Counter()
        for seen in reversed(self.seen):
            own = (
                [seen.character.key.removeprefix("state:")] if seen.character.kind is PartyKind.STATE else []
            )
            if seen.character.kind in (PartyKind.PERSON, PartyKind.GROUP):
                own = sorted(s for s in seen.character.states if s in states())
            for code in own:
                if "-" in code:
                    continue  # Scotland is no side of talks between states
                by_line.setdefault(seen.line, {})[code] = None
                counts[code] += 1
                if seen.line >= line - 6:
                    nearest.setdefault(code)
        if len(by_line.get(line, ())) == 2:
            return self._fixed_states(by_line[line])
        coordinated = self._coordinated_states(line)
        if coordinated:
            return coordinated if self._at_hand(coordinated) else self._foremost_states()
        for index in (line - 1, line - 2):
            if len(by_line.get(index, ())) == 2:
                return self._fixed_states(by_line[index])
        if len(nearest) > 2:
            ranked = sorted(nearest, key=lambda code: -counts[code])
            return self._fixed_states(ranked[:2]) if counts[ranked[1]] > counts[ranked[2]] else []
        return self._fixed_states(nearest) if len(nearest) == 2 else []

    def _at_hand(self, pair: list[Character]) -> bool:
        """Whether no other state was spoken of more often than either of the pair."""
        counts = self._state_counts()
        own = {character.key.removeprefix("state:") for character in pair}
        others = max((n for code, n in counts.items() if code not in own), default=0)
        return others <= min(counts[code] for code in own) or others <= 1

    def _foremost_states(self) -> list[Character]:
        """The two states spoken of more often than any third one, or []."""
        ranked = self._state_counts().most_common(3)
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] <= ranked[2][1]):
            return []
        return self._fixed_states(code for code, _ in ranked[:2])

    def _state_counts(self) -> Counter[str]:
        """How often each state was named, itself or through its people."""
        counts: Counter[str] = Counter()
        for seen in self.seen:
            if seen.character.kind is PartyKind.STATE:
                counts[seen.character.key.removeprefix("state:")] += 1
            elif seen.character.kind is PartyKind.PERSON:
                counts.update(code for code in seen.character.states if code in states())
        return counts

    def _coordinated_states(self, line: int) -> list[Character]:
        """The last two states that were named as a pair: "Russia and Ukraine"."""
        groups: dict[int, dict[str, Character]] = {}
        for seen in self.seen:
            if seen.character.kind is PartyKind.STATE and seen.line >= line - 12:
                groups.setdefault(seen.group, {})[seen.character.key] = seen.character
        pairs = [list(group.values()) for group in groups.values() if len(group) == 2]
        return pairs[-1] if pairs else []

    def _fixed_states(self, codes: Iterable[str]) -> list[Character]:
        """The characters of states of the table, and of states that only the article knows."""
        seen = {s.character.key: s.character for s in self.seen}
        found = []
        for code in codes:
            if code in states():
                found.append(self.cast.fixed(states()[code].party))
            elif f"state:{code}" in seen:
                found.append(seen[f"state:{code}"])
        return found

    def subjects(self, line: int) -> list[Character]:
        """The subjects of a sentence so far."""
        return [s.character for s in self.seen if s.line == line and s.subject]

    def people_of(self, line: int) -> list[Character]:
        """The people of a sentence, each once, in order."""
        found = {
            s.character.key: s.character
            for s in self.seen
            if s.line == line and s.character.kind is PartyKind.PERSON
        }
        return list(found.values())

    def two_bodies(self, line: int) -> list[Character]:
        """Two bodies or states that were the subjects of the sentences before ("Both must still agree"), or []."""
        found = {s.character.key: s.character for s in self.seen if line - 3 < s.line < line and s.subject}
        acting = [c for c in found.values() if c.kind in (PartyKind.BODY, PartyKind.STATE)]
        return acting if len(found) == len(acting) == 2 else []

    def plural_object(self, line: int) -> list[Character]:
        """Whom "them" means: a group, or several joined by "and", who are no subject of the sentence itself."""
        acting = {s.character.key for s in self.seen if s.line == line and s.subject}
        for index in (line, line - 1):
            here = [s for s in self.seen if s.line == index and s.character.key not in acting]
            groups: dict[int, dict[str, Character]] = {}
            for seen in here:
                groups.setdefault(seen.group, {})[seen.character.key] = seen.character
            joined = [list(group.values()) for group in groups.values() if len(group) > 1]
            plural = [s.character for s in here if s.character.kind is PartyKind.GROUP]
            if plural:
                return plural[-1:]
            if joined:
                return joined[-1]
        return []

    def plural_subject(self, line: int) -> list[Character]:
        """Whom "they" means: several subjects of one earlier clause, or a group; the nearest sentence decides."""
        for index in (line, line - 1):
            subjects = [s for s in self.seen if s.line == index and s.subject]
            groups = Counter(s.group for s in subjects)
            for group, size in groups.items():
                if size > 1:
                    return [s.character for s in subjects if s.group == group]
            plural = [s.character for s in subjects if _plural(s.character)]
            if plural:
                return plural[-1:]
            if index < line and subjects:
                return []
        return []


def _sounds_male(person: Character) -> bool:
    """ "Giancarlo", "Rustamo": given names that end so are rarely women's, Japanese ones apart."""
    given = person.tokens[0] if person.kind is PartyKind.PERSON and len(person.tokens) > 1 else ""
    return len(given) > 4 and given.endswith("o") and not given.endswith("ko")


def _one_person(character: Character) -> bool:
    return character.tokens[-1:] != () and not character.tokens[-1].endswith("s")


def _plural(character: Character) -> bool:
    return character.kind is PartyKind.GROUP or (
        character.kind is PartyKind.UNNAMED
        and character.tokens[-1:] != ()
        and character.tokens[-1].endswith("s")
    )
