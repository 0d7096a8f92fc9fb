"""Who is meant by a pronoun, a pair or a description, given what was named before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.model.facts import PartyKind
from bot.text.parties.cast import Cast, Character, offices_of
from bot.text.parties.offices import PLAIN_MODIFIERS, RELATIONAL, demonyms_of, fit

# How many sentences back someone can still be meant.
REACH = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """One naming in the order of reading. weight: how much a later pronoun is drawn to it. behind: it stands after a preposition,
    or owns something. quoted: in direct speech. speaks: a verb of saying is its own.
    """

    line: int
    position: int
    character: Character
    subject: bool
    weight: float
    group: int
    behind: bool
    quoted: bool
    speaks: bool


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
        speaks: bool = False,
    ) -> None:
        """Remember a naming; namings of one span share `group`."""
        weight = (2.5 if subject else 0.0) - (0.8 if after_preposition else 0.0) - (1.5 if quoted else 0.0)
        self.seen.append(
            Seen(line, position, character, subject, weight, group, after_preposition, quoted, speaks)
        )
        self.counts[character.key] += 1

    def join_list(self, first: int, last: int) -> None:
        """Make groups `first` to `last` one: the "A, B" before "and C"."""
        if first == last:
            return
        for index in range(len(self.seen) - 1, -1, -1):
            seen = self.seen[index]
            if seen.group < first:
                break
            self.seen[index] = replace(seen, group=last)

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
        fitting = _in_full(fitting, modifiers)
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


_UNDER = frozenset("deputy vice assistant associate".split())


def _in_full(fitting: list[tuple[int, Character]], modifiers: tuple[str, ...]) -> list[tuple[int, Character]]:
    """Without the deputies, where "the speaker" can mean the speaker."""
    if _UNDER & set(modifiers):
        return fitting
    return [(score, person) for score, person in fitting if not _UNDER & person.offices] or fitting
