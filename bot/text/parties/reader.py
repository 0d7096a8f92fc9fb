"""Reads an article's sentences in order and keeps who is named where."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.cast import Cast, Character
from bot.text.parties.described import Describer
from bot.text.parties.descriptions import Described, Description
from bot.text.parties.discourse import Discourse
from bot.text.parties.endings import CLOSE_TO
from bot.text.parties.lexicon import gender_of_title, words
from bot.text.parties.lines import PREPOSITIONS, Line, Naming
from bot.text.parties.pronouns import OWNERS, STANDING_IN, meant_by
from bot.text.parties.scan import Use
from bot.text.parties.tables import name_key
from bot.text.words import fold

Bound = dict[tuple[int, int], Character]
"""Descriptions that are titles beside a name, by (line, first word), with whom they mean."""


class Reader:
    """Holds what was read so far; `read` takes the sentences in order, `mentions` gives what was found."""

    def __init__(self, text: str, lines: Sequence[Line], cast: Cast, bound: Bound) -> None:
        self._text = text
        self._lines = lines
        self._cast = cast
        self._bound = bound
        self._discourse = Discourse(cast)
        self._describer = Describer(text, lines, cast, self._discourse)
        self._found: list[tuple[int, int, Character]] = []
        self._group = 0
        self._listed = 0
        self._last_end = (-1, -1)
        self._subject_given = False
        self._last_subject = False
        self._speaker: Character | None = None
        self._talking: dict[Character, None] = {}
        self._interviewee: tuple[Character | None] | None = None

    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of the sentences read, sorted by span."""
        parties: dict[int, Party] = {}
        kept: dict[tuple[int, int, str], Mention] = {}
        for start, end, character in self._found:
            party = parties.setdefault(id(character), character.party())
            mention = Mention(span=Span(start, end), words=self._text[start:end], party=party)
            kept.setdefault((start, end, party.key), mention)
        return tuple(sorted(kept.values(), key=lambda m: m.span))

    def read(self, line: Line, descriptions: Sequence[Description]) -> None:
        """Take the next sentence with its descriptions."""
        self._subject_given = False
        self._last_end = (line.index, -1)
        self._turn(line)
        owners = {d.owner: d for d in descriptions if d.owner is not None}
        covered = {k for d in descriptions for k in range(d.first, d.last)}
        described = {d.first: d for d in descriptions}
        titles = {
            k for n in line.namings for k in range(n.from_title, n.first)
        }  # "Her" in "Her Excellency Ada Holm"
        named: dict[int, Naming] = {}
        for naming in line.namings:
            owned = owners.get(naming.last - 1)
            if owned is not None:
                named[owned.first] = naming
            elif naming.first not in covered or naming.use is None:
                named[naming.first] = naming
        for index, word in enumerate(line.words):
            d = described.get(index)
            if index in named:
                self._naming(line, named[index], owned=d)
            elif (
                word.key in STANDING_IN
                and index not in titles
                and (index not in covered or (d and word.key in OWNERS))
            ):
                self._pronoun(line, index)
            if d is not None and (index not in named or d.owner is not None):
                self._description(line, d)
        self._first_person(line)

    def _pronoun(self, line: Line, index: int) -> None:
        last_end = self._last_end[1] if self._last_end[0] == line.index else -1
        meant = meant_by(line, index, self._discourse, talking=self._talking, last_end=last_end)
        if meant is not None:
            start, end = line.words[meant.first].start, line.words[meant.last].end
            if line.words[index].key in (
                "its",
                "their",
            ):  # who owns is told in passing and draws no later pronoun
                self._found += [(start, end, character) for character in meant.characters]
                return
            self._keep(line, meant.first, start, end, meant.characters, possessive=meant.owns)

    def _turn(self, line: Line) -> None:
        """In an interview "Vetter: ..." begins a turn; "I" is its speaker until the next one."""
        end = self._label_end(line)
        if end is None:
            return
        self._speaker = self._labelled(line, end)
        if self._speaker is not None and self._speaker.kind is PartyKind.PERSON:
            self._talking[self._speaker] = None

    def _label_end(self, line: Line) -> int | None:
        """Where the label of a turn ends ("Harbor Wire:" two words on), or None when the line opens none."""
        end = next((k for k, word in enumerate(line.words[:5]) if word.text == ":"), 0)
        opened = line.span.start == 0 or self._text[line.span.start - 1] == "\n"
        if not end or len(line.words) < 3 or not opened:
            return None
        label = line.words[:end]
        named = all(word.capital for word in label) and label[0].key not in words("not_names")
        return end if named else None

    def _labelled(self, line: Line, end: int) -> Character | None:
        return next((n.character for n in line.namings if n.last == end), None)

    def _asked(self) -> Character | None:
        """Whom the questions of an interview address: the one person who answers with a label, or None."""
        if self._interviewee is not None:
            return self._interviewee[0]
        turns = [(line, end) for line in self._lines if (end := self._label_end(line)) is not None]
        people = {
            c.key: c
            for line, end in turns
            if (c := self._labelled(line, end)) is not None and c.kind is PartyKind.PERSON
        }
        person = next(iter(people.values())) if len(people) == 1 and len(turns) > 3 else None
        self._interviewee = (person,)
        return person

    def _naming(self, line: Line, naming: Naming, *, owned: Description | None) -> None:
        """Keep a name. owned: what it owns, as "Trump" in "Trump's envoy"."""
        if naming.place or (naming.use is Use.DEMONYM and not self._people(line, naming)):
            return
        if self._inside_title(line, naming) or self._owns_person(line, naming):
            return
        person = naming.character is None or naming.character.kind is PartyKind.PERSON
        if owned is not None and owned.what is Described.PERSON and not person:
            return  # "Russia" in "Russia's deputy envoy" only tells whose envoy it is
        character = naming.character or self._settled(line, naming)
        owns = line.words[naming.last - 1].possessive
        self._keep(line, naming.from_title, naming.start, naming.end, [character], possessive=owns)

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
        candidates = self._cast.named(tokens)
        if naming.from_title < naming.first:
            title = self._text[line.words[naming.from_title].start : line.words[naming.first - 1].end]
            gender = gender_of_title(title)
            wanted = set(fold(title).split())
            fitting = [c for c in candidates if wanted & c.offices]
            fitting = fitting or [c for c in candidates if gender and c.gender == gender]
            if len(fitting) == 1:
                return fitting[0]
        for index in (line.index, line.index - 1, line.index - 2):
            near = [s for s in self._discourse.seen if s.line == index and s.character in candidates]
            if near:
                between = self._text[near[-1].position : naming.start]
                if len({s.character.key for s in near}) == 1 and "\n" not in between:
                    return near[0].character
                break
        return self._cast.surname_only(naming.words, ambiguous=True)

    def _description(self, line: Line, d: Description) -> None:
        known = self._bound.get((line.index, d.first))
        characters = [known] if known is not None else self._describer.parties(line, d)
        if not characters:
            return
        last = d.last - 1
        if [w.key for w in line.words[d.last : d.last + 2]] in (["of", "staff"], ["of", "state"]):
            last = d.last + 1
        if d.until > d.last and line.words[d.last].key in CLOSE_TO and not _names_inside(line, d):
            last = d.until - 1  # "a source familiar with the file"
        start, end = line.words[d.first].start, line.words[last].end
        self._keep(line, d.first, start, end, characters, possessive=line.words[last].possessive)

    def _first_person(self, line: Line) -> None:
        """ "I" in direct speech is the speaker of the sentence, or of the quotation it goes on with."""
        if self._speaker is not None and not line.quotes:
            for word in line.words:
                if word.text in ("I", "me", "my", "My") and self._speaker.kind is PartyKind.PERSON:
                    self._found.append((word.start, word.end, self._speaker))
            if self._speaker.kind is PartyKind.PERSON:
                return
        asked = self._asked() if any(word.key in ("you", "your") for word in line.words) else None
        if asked is not None and self._speaker is not asked and not line.quotes:
            for word in line.words:
                if word.key in ("you", "your"):
                    self._found.append((word.start, word.end, asked))
            return
        if not line.quotes:
            return
        own = [
            w
            for w in line.words
            if w.key in ("i", "me", "my", "i'm", "i've", "i'd", "i'll", "we", "us", "we've", "we'll")
            and line.quoted(w.start)
            and (w.text != "i")
        ]
        if not own:
            return
        for word in list(own):
            teller = line.teller_at(word.start)
            if teller is not None and teller.kind in (PartyKind.PERSON, PartyKind.UNNAMED):
                self._found.append((word.start, word.end, teller))
                own.remove(word)
        if not own:
            return
        speakers = [
            s
            for s in self._discourse.seen
            if s.line == line.index and s.subject and not line.quoted(s.position)
        ]
        if (
            not speakers
            and line.index > 0
            and all(line.quoted(w.start) for w in line.words[:-1] if w.text[0].isalpha())
        ):
            speakers = [
                s
                for s in self._discourse.seen
                if s.line == line.index - 1
                and s.subject
                and not self._lines[line.index - 1].quoted(s.position)
            ]
        keys = {s.character.key for s in speakers}
        if len(keys) == 1 and speakers[-1].character.kind in (PartyKind.PERSON, PartyKind.UNNAMED):
            for word in own:
                self._found.append((word.start, word.end, speakers[-1].character))

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
        if joined:
            self._discourse.join_list(self._group - self._listed, self._group)
            self._listed = 0
        else:
            self._listed = self._listed + 1 if self._continues_list(line, first) else 0
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
            self._found.append((start, end, character))
            self._discourse.note(
                line.index,
                start,
                character,
                subject=subject,
                after_preposition=after_preposition,
                quoted=quoted,
                group=self._group,
                speaks=speaks,
            )
        self._last_end = (line.index, end)

    def _joins(self, line: Line, first: int) -> bool:
        """Whether only "and" or a comma stands between this naming and the one before."""
        index, end = self._last_end
        if index != line.index or end < 0:
            return False
        between = self._between(line, first)
        return 0 < len(between) <= 4 and all(w in _LINKS for w in between) and "and" in between

    def _continues_list(self, line: Line, first: int) -> bool:
        """Whether only a comma stands between this naming and the one before, as in "A, B and C"."""
        between = self._between(line, first) if self._last_end[0] == line.index else []
        return (
            bool(between) and between[0] == "," and all(w in _LINKS for w in between) and "and" not in between
        )

    def _between(self, line: Line, first: int) -> list[str]:
        """The words between the naming before and word `first`, without an owner ("and Karpia's [Ada Holm]")."""
        end = self._last_end[1]
        return [w.key for w in line.words[:first] if w.start >= end and not (w.possessive and w.capital)]

    def _after_preposition(self, line: Line, first: int) -> bool:
        index = first - 1
        while index >= 0 and line.words[index].key in ("the", "a", "an", "former", "president"):
            index -= 1
        if index < 0 or line.words[index].key not in PREPOSITIONS:
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


_LINKS = frozenset([",", "and", "&", "the", "his", "her", "its", "their"])


def _names_inside(line: Line, d: Description) -> bool:
    return any(d.last <= naming.first < d.until for naming in line.namings)
