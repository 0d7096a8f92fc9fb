"""Finds every naming of a party in a text and says whom it names, across the whole article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.appositions import bind_titles
from bot.text.parties.cast import Cast, Character, office_holder, person_tokens, printed_name
from bot.text.parties.descriptions import Described, Description, describe
from bot.text.parties.discourse import STAND_INS, Discourse, is_plural_office, singular_head
from bot.text.parties.lexicon import gender_of_title, is_given_name, words
from bot.text.parties.names import (
    Line,
    Naming,
    gather_evidence,
    link_bare_names,
    name_everyone,
    read_lines,
)
from bot.text.parties.scan import PieceKind, Use, pieces_of, table, words_of
from bot.text.parties.tables import bodies, known_party, name_key, states
from bot.text.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words that name a place where something is or goes, not someone who acts: "in Moscow", "at Mill Creek"."""

    span: Span
    words: str


def find_mentions(
    text: str, sentences: Sequence[Span], *, watch: Sequence[Party] = (), title: str | None = None
) -> tuple[Mention, ...]:
    """Every naming of a party in `sentences`, sorted by span: names, titles, descriptions, pronouns, pairs.

    "The two sides" gives one mention a party on the same span. A state counts where it acts or owns; where it is only
    a place it is left to `find_places`. A pronoun or a surname that could mean two people is left out or keeps a key
    of its own. watch: parties that are recognised under all their names. title: the headline, for names in full.
    """
    return _read(text, tuple(sentences), tuple(watch), title)[0]


def find_places(text: str, sentences: Sequence[Span]) -> tuple[Place, ...]:
    """Names of places in `sentences`, in order: after prepositions of place, in datelines, or by their last word."""
    return tuple(Place(span=span, words=span.of(text)) for span in _read(text, tuple(sentences), (), None)[1])


def party_from_name(name: str) -> Party:
    """The party that a bare name stands for: one of the tables, a body by its last word, else a person.

    A lone surname keeps a key of its own unless the table of office holders knows exactly one bearer.
    """
    known = known_party(name)
    if known is not None:
        return known
    plain = " ".join(name.split()) or "?"
    tokens = person_tokens(plain)
    if len(tokens) > 1 and tokens[-1] in words("body_heads") and not is_given_name(tokens[0]):
        return Party(key=f"body:{name_key(plain)}", name=plain, kind=PartyKind.BODY)
    if tokens and tokens[-1] in words("office_nouns") and not is_given_name(tokens[0]):
        phrase = _without_determiner(plain)
        return Party(key=f"office:{name_key(phrase)}", name=phrase, kind=PartyKind.UNNAMED)
    if len(tokens) == 1 and (tokens[0] in words("body_heads") or tokens[0] in words("body_nouns")):
        return Party(key=f"body:{tokens[0]}", name=plain, kind=PartyKind.BODY)
    cast = Cast()
    full = office_holder(plain)
    if full is not None:
        person = cast.person(printed_name(full))
        person.aliases[plain] = None
    elif len(tokens) > 1:
        person = cast.person(plain)
    else:
        person = cast.surname_only(plain)
    return person.party()


def described_party(phrase: str) -> Party:
    """A party that has no name: "a Kremlin aide" is one unnamed source, "growers" are a group."""
    plain = _without_determiner(phrase)
    last = fold(plain.split(" of ")[0].split(" in ")[0].split()[-1]) if plain.split() else ""
    if last in words("group_nouns"):
        return Party(key=f"group:{name_key(plain)}", name=plain, kind=PartyKind.GROUP)
    if last in words("body_nouns"):
        return Party(key=f"body:{name_key(plain)}", name=plain, kind=PartyKind.BODY)
    return Party(key=f"unnamed:{name_key(plain)}", name=plain or phrase, kind=PartyKind.UNNAMED)


@lru_cache(maxsize=8)
def _read(
    text: str, sentences: tuple[Span, ...], watch: tuple[Party, ...], title: str | None
) -> tuple[tuple[Mention, ...], tuple[Span, ...]]:
    trie = table(watch)
    cast = Cast()
    lines, places = read_lines(text, sentences, trie)
    if title:
        _names_in_title(title, watch, cast)
    evidence = gather_evidence(lines)
    places += name_everyone(text, lines, cast, evidence)
    places += link_bare_names(text, lines, cast, evidence)
    descriptions = [describe(line) if not line.heading else [] for line in lines]
    bound = bind_titles(text, lines, descriptions)
    reader = _Reader(text, lines, cast)
    for line, found in zip(lines, descriptions, strict=True):
        reader.read(line, found, bound)
    return reader.mentions(), tuple(sorted(set(places)))


def _names_in_title(title: str, watch: tuple[Party, ...], cast: Cast) -> None:
    """Full names of a headline belong to the cast, unless every word of the headline is capitalised."""
    line = words_of(title, Span(0, len(title)))
    letters = [w for w in line if w.text[0].isalpha()]
    if sum(w.capital for w in letters) > 0.6 * max(len(letters), 1):
        return
    for piece in pieces_of(line, title, table(watch)):
        name = piece.kind is PieceKind.NAME and 2 <= piece.last - piece.first <= 4
        if name and is_given_name(line[piece.first].text):
            cast.person(title[line[piece.first].start : line[piece.last - 1].end])


_PREPOSITIONS = frozenset(
    """of in with to for from by at on about between against than as after before near over under behind into onto toward
    towards among like beside alongside without through via including""".split()
)
_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_SIDE_HEADS = frozenset(
    """sides countries nations governments delegations teams economies capitals powers parties neighbours neighbors states
    allies members""".split()
)
_STRONG_GROUPS = frozenset(
    """officials leaders ministers lawmakers diplomats negotiators delegates delegations representatives envoys ambassadors
    governments prosecutors regulators auditors unions police commanders aides""".split()
)


class _Reader:
    """Reads the lines in order and keeps the mentions."""

    def __init__(self, text: str, lines: Sequence[Line], cast: Cast) -> None:
        self.text = text
        self.lines = lines
        self.cast = cast
        self.discourse = Discourse(cast)
        self.found: list[tuple[int, int, Character]] = []
        self._group = 0
        self._last_end = (-1, -1)
        self._subject_given = False
        self._last_subject = False
        self._speaker: Character | None = None
        self._talking: dict[Character, None] = {}

    def mentions(self) -> tuple[Mention, ...]:
        parties: dict[int, Party] = {}
        kept: dict[tuple[int, int, str], Mention] = {}
        for start, end, character in self.found:
            party = parties.setdefault(id(character), character.party())
            mention = Mention(span=Span(start, end), words=self.text[start:end], party=party)
            kept.setdefault((start, end, party.key), mention)
        return tuple(sorted(kept.values(), key=lambda m: m.span))

    def read(
        self, line: Line, descriptions: Sequence[Description], bound: dict[tuple[int, int], Character]
    ) -> None:
        self._subject_given = False
        self._last_end = (line.index, -1)
        self._turn(line)
        events: dict[int, tuple[str, object]] = {}
        covered = [False] * (len(line.words) + 1)
        for description in descriptions:
            events[description.first] = ("description", description)
            for k in range(description.first, description.last):
                covered[k] = True
        owners = {d.owner: d for d in descriptions if d.owner is not None}
        for naming in line.namings:
            owned = owners.get(naming.last - 1)
            if owned is not None:
                events[owned.first] = ("owner", (naming, owned))
            elif not covered[naming.first] or naming.use is None:
                events[naming.first] = ("naming", naming)
        for index, word in enumerate(line.words):
            if index not in events and not covered[index]:
                if word.key in _HE or word.key in (
                    "they",
                    "former",
                    "latter",
                    "it",
                    "pair",
                    "duo",
                    "two",
                    "both",
                    "three",
                ):
                    events[index] = ("word", index)
            elif index in events and events[index][0] == "description" and word.key in _HE:
                events[index] = ("his", events[index][1])
        for index in sorted(events):
            what, item = events[index]
            if what == "naming":
                self._naming(line, item)  # type: ignore[arg-type]
            elif what == "owner":
                naming, description = item  # type: ignore[misc]
                self._owner_naming(line, naming, description)
                self._description(line, description, bound)
            elif what == "his":
                self._word(line, index)
                self._description(line, item, bound)  # type: ignore[arg-type]
            elif what == "description":
                self._description(line, item, bound)  # type: ignore[arg-type]
            else:
                self._word(line, index)
        self._first_person(line)

    def _turn(self, line: Line) -> None:
        """In an interview "Vetter: ..." begins a turn; "I" is its speaker until the next one."""
        if (
            len(line.words) < 3
            or line.words[1].text != ":"
            or not line.words[0].capital
            or line.words[0].key in words("not_names")
        ):
            return
        if line.span.start and self.text[line.span.start - 1] != "\n":
            return
        naming = next((n for n in line.namings if n.last == 1), None)
        self._speaker = naming.character if naming is not None else None
        if self._speaker is not None and self._speaker.kind is PartyKind.PERSON:
            self._talking[self._speaker] = None

    # -- names

    def _naming(self, line: Line, naming: Naming) -> None:
        if naming.place or (naming.character is None and naming.use is Use.DEMONYM):
            return
        if naming.use is Use.DEMONYM and not self._people(line, naming):
            return
        if self._inside_title(line, naming) or self._owns_person(line, naming):
            return
        character = naming.character or self._settled(line, naming)
        self._keep(
            line,
            naming.first,
            naming.start,
            naming.end,
            [character],
            possessive=line.words[naming.last - 1].possessive,
        )

    def _owner_naming(self, line: Line, naming: Naming, d: Description) -> None:
        """ "Trump" in "Trump's envoy" counts; "Russia" in "Russia's deputy envoy" only tells whose envoy it is."""
        person = naming.character is None or naming.character.kind is PartyKind.PERSON
        if person or d.what is not Described.PERSON:
            self._naming(line, naming)

    def _people(self, line: Line, naming: Naming) -> bool:
        """ "the Russians", "Palestinians": a plural people that acts; an adjective does not."""
        word = line.words[naming.last - 1]
        after = line.words[naming.last] if naming.last < len(line.words) else None
        if not word.key.endswith("s") or word.key in ("swiss",):
            return False
        return after is None or not after.capital

    def _inside_title(self, line: Line, naming: Naming) -> bool:
        return any(
            other is not naming and other.from_title <= naming.first < other.first for other in line.namings
        ) or self._before_title(line, naming)

    def _owns_person(self, line: Line, naming: Naming) -> bool:
        """ "Azerbaijan" in "Azerbaijan's Ilham Aliyev" only tells where he belongs."""
        if naming.use is None or not line.words[naming.last - 1].possessive:
            return False
        return any(
            o.from_title == naming.last and o.character is not None and o.character.kind is PartyKind.PERSON
            for o in line.namings
        )

    def _before_title(self, line: Line, naming: Naming) -> bool:
        """ "US President ..." without a name after it: a description covers it."""
        if naming.use is None or naming.last >= len(line.words) or line.words[naming.last - 1].possessive:
            return False
        following = line.words[naming.last]
        return following.key in words("office_nouns") and following.start - naming.end == 1

    def _settled(self, line: Line, naming: Naming) -> Character:
        """Who of several people of one surname is meant: the one just spoken of in this paragraph, else nobody sure."""
        tokens = tuple(name_key(naming.words).split())
        candidates = self.cast.named(tokens)
        if naming.from_title < naming.first:
            title = self.text[line.words[naming.from_title].start : line.words[naming.first - 1].end]
            gender = gender_of_title(title)
            wanted = set(fold(title).split())
            fitting = [c for c in candidates if wanted & c.offices or (gender and c.gender == gender)]
            if len(fitting) == 1:
                return fitting[0]
        for index in (line.index, line.index - 1, line.index - 2):
            near = [s for s in self.discourse.seen if s.line == index and s.character in candidates]
            if near:
                between = self.text[near[-1].position : naming.start]
                if len({s.character.key for s in near}) == 1 and "\n" not in between:
                    return near[0].character
                break
        return self.cast.surname_only(naming.words, ambiguous=True)

    # -- descriptions

    def _description(self, line: Line, d: Description, bound: dict[tuple[int, int], Character]) -> None:
        known = bound.get((line.index, d.first))
        characters = [known] if known is not None else self._described(line, d)
        if not characters:
            return
        first = d.first
        last = d.last - 1
        if (
            d.until >= d.last + 2
            and line.words[d.last].key == "of"
            and line.words[d.last + 1].key in ("staff", "state")
        ):
            last = d.last + 1
        start, end = line.words[first].start, line.words[last].end
        self._keep(line, first, start, end, characters, possessive=line.words[d.last - 1].possessive)

    def _described(self, line: Line, d: Description) -> list[Character]:
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
            sides = (*sides, *d.about)
        for modifier in (*d.modifiers, d.head):
            for key in STAND_INS.get(modifier, ()):
                if key in self.cast.fixed_keys:
                    sides = (*sides, key)
        owner = self._owner(line, d)
        person = self.discourse.by_office(
            line.index, d.head, sides, modifiers, exclude=[owner] if owner is not None else []
        )
        if person is not None:
            return [person]
        if d.definite or d.states:
            return [self._office(line, d, owner)]
        return []

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
        phrase = _without_determiner(self._phrase(line, d, d.last))
        if owner is not None and d.determiner in ("his", "her", "'s", "its", "their"):
            phrase = f"{owner.name}'s {self._core(line, d)}"
        person = self.cast.other(f"office:{name_key(phrase)}", phrase, PartyKind.UNNAMED)
        person.states.update(d.states)
        person.gender = person.gender or gender_of_title(d.head)
        return person

    def _unnamed(self, line: Line, d: Description) -> Character:
        until = d.until if self._telling_end(line, d) else d.last
        phrase = _without_determiner(self._phrase(line, d, until))
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

    def _core(self, line: Line, d: Description) -> str:
        """The phrase after its determiner or owner."""
        first = d.first
        if d.owner is not None:
            first = d.owner + 1
        elif d.determiner:
            first += 1
        return self.text[line.words[first].start : line.words[d.last - 1].end]

    def _phrase(self, line: Line, d: Description, until: int) -> str:
        return self.text[line.words[d.first].start : line.words[until - 1].end]

    def _people_described(self, line: Line, d: Description) -> list[Character]:
        if (d.definite and (d.count or 0) >= 2) or (d.determiner == "both"):
            return self._counted(line, d)
        if (is_plural_office(d.head) and len(d.states) > 1) or (
            d.head in _STRONG_GROUPS and len(d.states) > 1
        ):
            return self._one_each(line, d)
        after = line.words[d.last].key if d.last < len(line.words) else ""
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
            return self.discourse.two_states(line.index)
        close = opening in ("familiar", "close", "briefed")
        until = d.until if extended and opening != "for" and self._telling_end(line, d) else d.last
        phrase = _without_determiner(self._phrase(line, d, until))
        kind = PartyKind.UNNAMED if close else PartyKind.GROUP
        group = self.cast.other(f"group:{name_key(phrase)}", phrase, kind)
        group.states.update(d.states)
        return [group]

    def _counted(self, line: Line, d: Description) -> list[Character]:
        count = d.count or 2
        if d.head in _SIDE_HEADS:
            return self.discourse.two_states(line.index) if count == 2 else []
        head = singular_head(d.head)

        def fits(person: Character) -> bool:
            if d.states and person.states and not set(d.states) & person.states:
                return False
            if d.head == "officials":
                return not self.discourse.holds(person, "leader")
            return not is_plural_office(d.head) or self.discourse.holds(person, head)

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
        if (
            d.head in ("side", "delegation", "team", "government", "administration")
            and d.states
            and len(d.states) == 1
        ):
            state = d.states[0]
            if state in states():
                return [self.cast.fixed(states()[state].party)]
        if not d.definite:
            return [self._common_body(line, d)]
        alias = self.cast.body_alias(d.head)
        if alias is not None and (not plain or set(plain) <= set(alias.tokens) | set(alias.offices)):
            return [alias]
        if d.head in ("side", "delegation", "team", "mission", "campaign", "service", "exchange", "trust"):
            return []
        if not plain:
            company = self._nearest_body(line, d.head)
            if company is not None:
                return [company]
        return [self._common_body(line, d)]

    def _nearest_body(self, line: Line, head: str) -> Character | None:
        """ "the company", "the regulator": the nearest body described so, or the nearest company."""
        companies = ("company", "firm", "group", "lender", "bank", "carrier", "operator", "airline", "bidder")
        for seen in self.discourse.recent(line.index, [PartyKind.BODY], reach=12):
            body = seen.character
            if head in body.tokens or head in body.offices:
                return body
        if head not in companies:
            return None
        for seen in self.discourse.recent(line.index, [PartyKind.BODY], reach=6):
            if seen.character.fixed is None and seen.character.name[:1].isupper():
                return seen.character
        return None

    def _common_body(self, line: Line, d: Description) -> Character:
        phrase = self._core(line, d)
        owner = self._owner(line, d) if d.determiner == "'s" else None
        if owner is not None and owner.kind is PartyKind.PERSON:
            phrase = f"{owner.name}'s {phrase}"
        state = f"{d.states[0]} " if d.states and d.owner is not None else ""
        body = self.cast.other(f"body:{state}{name_key(phrase)}", phrase, PartyKind.BODY)
        body.states.update(d.states)
        return body

    # -- pronouns and pairs

    def _word(self, line: Line, index: int) -> None:
        word = line.words[index]
        if line.quoted(word.start) and word.key != "it":
            return
        if word.key in _HE and self._blocked(line, index):
            return
        if word.key in _HE:
            self._he(line, index)
        elif word.key in ("former", "latter"):
            self._former(line, index)
        elif word.key == "they":
            self._keep(line, index, word.start, word.end, self.discourse.plural_subject(line.index))
        elif word.key == "it":
            self._it(line, index)
        else:
            self._pair(line, index)

    def _blocked(self, line: Line, index: int) -> bool:
        """Whether a subject that nobody could place stands before the pronoun: "said one, who did not want his name ..."."""
        for position in range(index - 1, max(index - 7, 0), -1):
            word = line.words[position]
            if word.key == "who":
                end = (
                    line.words[position - 1].end
                    if line.words[position - 1].text != ","
                    else line.words[position - 2].end
                )
                return self._last_end != (line.index, end) and not self._ends_phrase(line, end)
            if not word.text[0].isalnum():
                break
        first = line.words[0].key if line.words else ""
        unplaced = first in ("one", "another", "neither", "some", "others") or (
            first == "the" and len(line.words) > 1 and line.words[1].key in ("former", "latter")
        )
        return unplaced and not any(s.line == line.index for s in self.discourse.seen)

    def _ends_phrase(self, line: Line, end: int) -> bool:
        return (
            any(s.line == line.index and s.position < end for s in self.discourse.seen[-2:])
            and not line.heading
        )

    def _former(self, line: Line, index: int) -> None:
        """ "The former", "the latter": of the two people of the sentence before, or of its two leaders."""
        before = {
            s.character.key: s.character
            for s in self.discourse.seen
            if s.line == line.index - 1 and s.character.kind is PartyKind.PERSON
        }
        people = list(before.values())
        if len(people) > 2:
            people = [p for p in people if self.discourse.holds(p, "leader")]
        after = line.words[index + 1] if index + 1 < len(line.words) else None
        noun_follows = after is not None and after.key in words("office_nouns")
        if len(people) == 2 and not noun_follows and index and line.words[index - 1].key == "the":
            chosen = people[0] if line.words[index].key == "former" else people[1]
            self._keep(line, index - 1, line.words[index - 1].start, line.words[index].end, [chosen])

    def _he(self, line: Line, index: int) -> None:
        word = line.words[index]
        owns = word.key == "his" or (word.key == "her" and self._noun_follows(line, index))
        exclude: list[Character] = list(self._talking)
        if word.key in ("him", "her") and not owns:
            exclude += [s.character for s in self.discourse.seen if s.line == line.index and s.subject]
        person = self.discourse.singular(line.index, _HE[word.key], exclude=exclude)
        if person is not None:
            if person.gender is None:
                person.gender = _HE[word.key]
            self._keep(line, index, word.start, word.end, [person], possessive=owns)

    def _noun_follows(self, line: Line, index: int) -> bool:
        after = line.words[index + 1] if index + 1 < len(line.words) else None
        return (
            after is not None
            and after.text[0].isalpha()
            and after.key not in _PREPOSITIONS
            and after.key not in ("and", "that", "the", "a")
        )

    def _it(self, line: Line, index: int) -> None:
        """ "It said ...": the body or state that was the subject before."""
        if index not in line.starts or index + 1 >= len(line.words):
            return
        verb = line.words[index + 1].key
        if verb not in REPORTING_VERBS and verb not in (
            "wants",
            "wanted",
            "plans",
            "also",
            "has",
            "gave",
            "agreed",
            "offered",
        ):
            return
        before = [s for s in self.discourse.seen if s.line >= line.index - 1 and s.subject]
        if before and before[-1].character.kind in (PartyKind.BODY, PartyKind.STATE):
            word = line.words[index]
            self._keep(line, index, word.start, word.end, [before[-1].character])

    def _pair(self, line: Line, index: int) -> None:
        word = line.words[index]
        before = line.words[index - 1].key if index else ""
        after = line.words[index + 1] if index + 1 < len(line.words) else None
        first = index - 1 if before in ("the", "all") else index
        if word.key in ("pair", "duo"):
            if before != "the" or (after is not None and after.key == "of"):
                return
            count = 2
        elif word.key == "both":
            if (
                after is not None
                and after.text[0].isalpha()
                and after.key
                not in (
                    "men",
                    "women",
                    "have",
                    "had",
                    "will",
                    "must",
                    "were",
                    "are",
                    "said",
                    "agreed",
                    "then",
                    "later",
                    "also",
                )
            ):
                return
            count = 2
        else:
            if before not in ("the", "all") or (after is not None and _counts_something(after.key)):
                return
            count = 2 if word.key == "two" else 3
        people = self.discourse.several(line.index, count, lambda person: True)
        if word.key == "both" and (not people or self._bodies_nearer(line)):
            people = self._two_bodies(line)
        self._keep(line, first, line.words[first].start, word.end, people)

    def _bodies_nearer(self, line: Line) -> bool:
        return len(self._two_bodies(line)) == 2

    def _two_bodies(self, line: Line) -> list[Character]:
        """Two bodies or states that were the subjects of the sentences before: "Both must still agree"."""
        kinds = (PartyKind.BODY, PartyKind.STATE)
        found = {
            s.character.key: s.character
            for s in self.discourse.seen
            if line.index - 3 < s.line < line.index and s.subject
        }
        bodies_only = [c for c in found.values() if c.kind in kinds]
        return bodies_only if len(found) == len(bodies_only) == 2 else []

    def _first_person(self, line: Line) -> None:
        """ "I" in direct speech is the speaker of the sentence, or of the quotation it goes on with."""
        if self._speaker is not None and not line.quotes:
            for word in line.words:
                if word.text in ("I", "me", "my", "My"):
                    self.found.append((word.start, word.end, self._speaker))
            return
        if not line.quotes:
            return
        own = [
            w
            for w in line.words
            if w.key in ("i", "me", "my", "i'm", "i've", "i'd", "i'll")
            and line.quoted(w.start)
            and (w.text != "i")
        ]
        if not own:
            return
        speakers = [
            s
            for s in self.discourse.seen
            if s.line == line.index and s.subject and not line.quoted(s.position)
        ]
        if (
            not speakers
            and line.index > 0
            and all(line.quoted(w.start) for w in line.words[:-1] if w.text[0].isalpha())
        ):
            speakers = [
                s
                for s in self.discourse.seen
                if s.line == line.index - 1
                and s.subject
                and not self.lines[line.index - 1].quoted(s.position)
            ]
        keys = {s.character.key for s in speakers}
        if len(keys) == 1 and speakers[-1].character.kind in (PartyKind.PERSON, PartyKind.UNNAMED):
            for word in own:
                self.found.append((word.start, word.end, speakers[-1].character))

    # -- keeping

    def _keep(
        self,
        line: Line,
        first: int,
        start: int,
        end: int,
        characters: Sequence[Character],
        *,
        possessive: bool = False,
    ) -> None:
        if not characters:
            return
        joined = self._joins(line, first)
        if not joined:
            self._group += 1
        quoted = line.quoted(start)
        after_preposition = (
            possessive or self._after_preposition(line, first) or self._in_opening(line, first)
        )
        speaks = self._speaks(line, first, end)
        subject = (
            speaks
            or (joined and self._last_subject)
            or (not self._subject_given and not after_preposition and not quoted)
        )
        if subject and not after_preposition:
            self._subject_given = True
        self._last_subject = subject
        for character in characters:
            self.found.append((start, end, character))
            self.discourse.note(
                line.index,
                start,
                character,
                subject=subject,
                after_preposition=after_preposition,
                quoted=quoted,
                group=self._group,
            )
        self._last_end = (line.index, end)

    def _joins(self, line: Line, first: int) -> bool:
        """Whether only "and" or a comma stands between this naming and the one before."""
        index, end = self._last_end
        if index != line.index or end < 0:
            return False
        between = [
            w.key for w in line.words[:first] if w.start >= end and not (w.possessive and w.start < end)
        ]
        return (
            0 < len(between) <= 3 and all(w in ("and", ",", "the", "&") for w in between) and "and" in between
        )

    def _after_preposition(self, line: Line, first: int) -> bool:
        index = first - 1
        while index >= 0 and line.words[index].key in ("the", "a", "an", "former", "president"):
            index -= 1
        if index < 0 or line.words[index].key not in _PREPOSITIONS:
            return False
        return line.words[index].key not in ("before", "after", "as", "than") or not self._verb_follows(
            line, first
        )

    def _verb_follows(self, line: Line, first: int) -> bool:
        return any(
            w.key in words("acting_verbs") or w.key in REPORTING_VERBS
            for w in line.words[first + 1 : first + 4]
            if w.text.islower()
        )

    def _in_opening(self, line: Line, first: int) -> bool:
        """Whether the naming stands in an opening such as "After receiving the emir, ..." or "Asked about the envoy, ..."."""
        opening = line.words[: min(2, first)]
        if not any(
            w.key.endswith("ing") or w.key in ("asked", "flanked", "joined", "accompanied") for w in opening
        ):
            return False
        return not any(w.text == "," for w in line.words[:first])

    def _speaks(self, line: Line, first: int, end: int) -> bool:
        """Whether a reporting verb stands right after, or right before in the inverted order of speech."""
        if line.quoted(line.words[first].start):
            return False
        after = next(
            (
                w
                for w in line.words
                if w.start >= end and w.key not in ("also", "later", "then", "has", "had")
            ),
            None,
        )
        if after is not None and after.key in REPORTING_VERBS:
            return True
        before = line.words[first - 1].key if first else ""
        return (
            before in ("said", "says", "asked", "added", "wrote", "replied")
            and first >= 2
            and line.words[first - 2].text in ',"”’?!'
        )


_COUNTABLE = ("days", "weeks", "months", "years", "hours", "rounds", "countries")


def _counts_something(key: str) -> bool:
    """Whether "the two" counts the noun after it, or more of the phrase follows."""
    return (
        key in _COUNTABLE
        or key in words("group_nouns")
        or (key.endswith("s") and key not in ("was", "is", "has", "as", "this", "meets", "signs"))
        or key in ("men", "women", "american", "other", "former", "biggest", "largest", "hour", "day", "main")
        or known_party(key) is not None
    )


def _without_determiner(phrase: str) -> str:
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
