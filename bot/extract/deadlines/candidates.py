"""Who could have a role in a deadline: every party of the article, named or only described, with the places that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from bot.extract.deadlines import candidate_words as cues
from bot.extract.deadlines import cast_words
from bot.extract.deadlines.authority import issuer_of
from bot.extract.deadlines.cast import cast_of
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.noun_words import ABSTRACT, CALENDAR_NAME, PLURAL_AGENT
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party
from bot.text.words import fold

REACH = 2  # sentences around a telling in which a bare noun ("tenants") is taken for a party


@dataclass(kw_only=True)
class Candidate:
    """A party of the article that may be setter or addressee.

    sort: what it is: official, firm, side, state, person; "group" for people of one kind; "name" when only its name is known.
    places: its namings, in order; lines: the sentences of these. issues: whether the article is its own notice.
    headline: where the headline names it, if it does. hit, limited: whether a measure is told to hit it, or a limit to be for it, anywhere.
    bare: whether it is only a noun or a word with a capital, no party that the article names.
    """

    party: Party
    sort: str
    places: list[Span] = field(default_factory=list)
    lines: tuple[int, ...] = ()
    issues: bool = False
    headline: str = ""
    hit: bool = False
    limited: bool = False
    bare: bool = False

    @cached_property
    def folded(self) -> str:
        return fold(self.party.name)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.folded.split())

    def named(self, document: Document, telling: Telling) -> Named:
        """The party, with the words nearest to the telling that name it; those inside the quote before all others."""
        last = self.folded.split()[-1:]
        saying = [p for p in self.places if last and last[0] in fold(document.words(p))] or self.places
        nearest = min(
            saying,
            key=lambda p: (not telling.quote.contains(p), p.start > telling.quote.end, abs(p.start - telling.trigger.start)),
        )  # fmt: skip
        return Named(party=self.party, span=nearest)

    def within_reach(self, line: int) -> bool:
        """Whether it can have a role in what sentence `line` tells: a bare noun only from close by."""
        return not self.bare or any(abs(own - line) <= REACH for own in self.lines)

    def is_party(self, party: Party | None) -> bool:
        """Whether `party` is this candidate, by key or by name."""
        return party is not None and (
            party.key == self.party.key or fold(party.name) == fold(self.party.name)
        )


def candidates_of(document: Document, tellings: Sequence[Telling]) -> list[Candidate]:
    """The candidates of an article for all its tellings."""
    found: dict[str, Candidate] = {
        m.party.key: Candidate(party=m.party, sort=m.sort.value, places=list(m.places))
        for m in cast_of(document).members
    }
    _add_issuer(document, found)
    _add_mentions(document, found)
    _add_adjectives(document, found)
    last = len(document.sentences) - 1
    lines = sorted(
        {i for t in tellings for i in range(max(0, t.line - REACH), min(last, t.line + REACH) + 1)}
    )
    taken = bytearray(len(document.text))
    for place in (place for one in found.values() for place in one.places):
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    for spans in (_nouns, _names):
        fresh = [
            one for i in lines for one in spans(document, i) if 1 not in taken[one[0].start : one[0].end]
        ]
        for span, name, sort in fresh:
            key = f"group:{fold(name)}" if sort != "name" else f"name:{fold(name)}"
            kind = PartyKind.BODY if sort == "name" else PartyKind.GROUP
            party = Party(key=key, name=name, kind=kind)
            found.setdefault(key, Candidate(party=party, sort=sort, bare=True)).places.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    for telling in tellings:
        for named in (telling.setter, telling.addressee):
            if named is None:
                continue
            known = [one for one in found.values() if one.is_party(named.party)]
            for one in known:
                one.bare = False
            if not known:
                sort = "pair" if " and " in named.party.name else _sort_of(named.party)
                found[named.party.key] = Candidate(party=named.party, sort=sort, places=[named.span])
    headline = cues.WORD.findall(fold(document.revision.title or ""))
    for one in found.values():
        one.places = sorted(
            p for p in one.places if not cues.BYSTANDER.search(document.text, max(0, p.start - 60), p.start)
        )
        before = [document.text[max(0, p.start - 90) : p.start] for p in one.places]
        one.hit = any(cues.HIT.search(words) for words in before)
        one.limited = any(cues.LIMIT_FOR.search(words) for words in before)
        one.lines = tuple(i for p in one.places if (i := document.sentence_index(p.start)) is not None)
        head = one.folded.split()[-1:]
        if head and head[0] in headline:
            one.headline = "first" if headline.index(head[0]) < 4 else "later"
    return [one for one in found.values() if one.places]


def _add_issuer(document: Document, found: dict[str, Candidate]) -> None:
    issuer = issuer_of(document)
    if issuer is not None:
        fresh = Candidate(party=issuer.party, sort="official", places=[issuer.span])
        found.setdefault(issuer.party.key, fresh).issues = True


def _add_mentions(document: Document, found: dict[str, Candidate]) -> None:
    """Adds the parties that are only described; "the bidder" is the member of the cast that is called so."""
    cast = cast_of(document)
    for mention in document.mentions:
        one = found.get(mention.party.key)
        if one is None and mention.words[:4].lower() == "the ":
            member = cast.called(mention.words, mention.span.start)
            one = None if member is None else found.get(member.party.key)
        if one is None:
            one = found[mention.party.key] = Candidate(party=mention.party, sort=_sort_of(mention.party))
        if mention.span not in one.places:
            one.places.append(mention.span)


def _add_adjectives(document: Document, found: dict[str, Candidate]) -> None:
    """Adds the places where an adjective names a state: "Russian banks", "anti-Russian"."""
    for match in cues.ADJECTIVE.finditer(document.text):
        party = known_party(match.group())
        if party is None or party.kind is not PartyKind.STATE or fold(match.group()) == fold(party.name):
            continue
        span = Span(match.start(), match.end())
        one = found.setdefault(party.key, Candidate(party=party, sort="state"))
        if not any(place.overlaps(span) for place in one.places):
            one.places.append(span)


def _sort_of(party: Party) -> str:
    if party.kind in (PartyKind.STATE, PartyKind.PERSON):
        return party.kind.value
    words = fold(party.name).split()
    return _sort_of_noun(words[-1]) if words else "group"


def _sort_of_noun(noun: str) -> str:
    for sort, nouns in (
        ("official", cast_words.OFFICIAL),
        ("person", cast_words.OFFICE),
        ("firm", cast_words.FIRM),
        ("side", cast_words.SIDE),
    ):
        if noun in nouns:
            return sort
    return "group"


def _nouns(document: Document, index: int) -> Iterator[tuple[Span, str, str]]:
    """The common nouns of doers in a sentence, with up to three words before them: "foreign firms", "its lenders"."""
    line = read_line(document, index)
    tokens = list(cues.TOKEN.finditer(line.marked))
    for number, token in enumerate(tokens):
        noun = token.group().lower().removesuffix("'s").removesuffix("'")
        doer = noun in cues.DOERS or (len(noun) > 5 and PLURAL_AGENT.search(noun)) or _bound(line, token)
        if not doer or noun in cues.NO_DOERS:
            continue
        following = tokens[number + 1].group() if number + 1 < len(tokens) else ""
        if following in cues.DOERS and not token.group().endswith("'s"):
            continue
        first = number
        while first > 0 and number - first < 3 and cues.MODIFIER.fullmatch(tokens[first - 1].group()):
            before = tokens[first - 1].group()
            if before.lower() in cues.STOPS or (before.islower() and before.endswith(("ed", "ing"))):
                break
            first -= 1
        end = token.end() - (2 if token.group().endswith("'s") else 0)
        span = line.place(tokens[first].start(), end)
        yield span, " ".join(document.words(span).split()), _sort_of_noun(noun)


def _bound(line: Line, token: re.Match[str]) -> bool:
    """Whether a plural is told to do something: "care homes may keep", "overseas entities must register"."""
    noun = token.group().lower()
    return (
        noun.endswith("s")
        and noun[-2:] not in ("ss", "us", "is")
        and not ABSTRACT.fullmatch(noun)
        and not ABSTRACT.fullmatch(noun[:-1])
        and cues.DUTY.match(line.marked, token.end()) is not None
    )


def _names(document: Document, index: int) -> Iterator[tuple[Span, str, str]]:
    """Capitalised words that nothing else reads: "Arvenia", "GTU"."""
    sentence = document.sentences[index]
    words = cues.WORD.findall(document.words(sentence))
    if sum(word[0].isupper() for word in words) > len(words) / 2:
        return  # a headline: every word has a capital
    for match in cues.NAME.finditer(document.text, sentence.start, sentence.end):
        name, span = match.group(), Span(match.start(), match.end())
        if name.isupper() and _is_modifier(document.text, name):
            continue
        if fold(name.split()[0]) in cues.STOPS or CALENDAR_NAME.search(name):
            continue
        if any(when.span.overlaps(span) for when in document.whens_in(sentence)):
            continue
        if match.start() - sentence.start < 2 and " " in name and document.text.count(name) < 2:
            continue
        if match.start() - sentence.start < 2 and " " not in name and not name.isupper():
            plain, inside = _vocabulary(document)
            if name not in inside and cues.NOUN_AND_VERB.match(document.text, match.end()):
                continue
            if name.lower() in plain or (
                name not in inside and name.lower().endswith(("s", "ly", "ing", "ed"))
            ):
                continue
        yield span, name, "name"


def _is_modifier(text: str, name: str) -> bool:
    """Whether letters only ever tell which thing is meant: "SIM card", "SIM cards"."""
    following = [m[1] for m in re.finditer(rf"\b{re.escape(name)}\b(?: ([a-z]{{3,4}}))?", text)]
    return len(following) > 1 and len(set(following)) == 1 and following[0] is not None


@lru_cache(maxsize=4)
def _vocabulary(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the article that are written small, and the capitalised ones inside its sentences."""
    text = document.text
    return frozenset(cues.SMALL.findall(text)), frozenset(cues.INSIDE.findall(text))
