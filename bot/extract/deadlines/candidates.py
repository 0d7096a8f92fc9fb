"""Who could have a role in a deadline: every party of the article, named or only described, with the places that name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.extract.deadlines import candidate_words as cues
from bot.extract.deadlines.authority import issuer_of
from bot.extract.deadlines.candidate_nouns import is_place, names_in, nouns_in, sort_of_noun
from bot.extract.deadlines.cast import cast_of
from bot.extract.deadlines.party_phrases import cut_party, cut_span, is_named_thing
from bot.extract.deadlines.party_words import GROUND, MODIFYING
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party
from bot.text.words import fold

_EXECUTIVES = frozenset("administration government cabinet presidency".split())
REACH = 2  # sentences around a telling in which a bare noun ("tenants") is taken for a party


@dataclass(kw_only=True)
class Candidate:
    """A party of the article that may be setter or addressee.

    sort: what it is: official, firm, side, state, person; "text" for a law; "group" for people of one kind; "name" when only its name is known.
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
        if not is_named_thing(m.party)
        and (m.party.kind is not PartyKind.GROUP or cut_party(m.party) is m.party)
    }
    _add_issuer(document, found)
    _add_mentions(document, found)
    _add_adjectives(document, found)
    _add_nouns(document, found, tellings)
    _add_told(found, tellings)
    headline = cues.WORD.findall(fold(document.revision.title or ""))
    for one in found.values():
        _describe(document, one, headline)
    return [one for one in found.values() if one.places]


def with_whole_names(telling: Telling, candidates: Sequence[Candidate]) -> Telling:
    """The telling with the party whose name holds that of the one a frame read: "the [Trump] administration" acts, not Trump."""
    return replace(
        telling,
        setter=_whole(telling.setter, candidates),
        addressee=_whole(telling.addressee, candidates),
    )


def _whole(named: Named | None, candidates: Sequence[Candidate]) -> Named | None:
    if named is None or named.party.kind not in (PartyKind.PERSON, PartyKind.STATE):
        return named
    for one in candidates:
        for place in one.places:
            if (
                place.contains(named.span)
                and place.end > named.span.end + 2
                and one.sort == "official"
                and fold(one.party.name).split()[-1] in _EXECUTIVES
            ):
                return Named(party=one.party, span=place)
    return named


def _describe(document: Document, one: Candidate, headline: Sequence[str]) -> None:
    """Fills in what the places of a candidate say of it."""
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


def _add_nouns(document: Document, found: dict[str, Candidate], tellings: Sequence[Telling]) -> None:
    """Adds what only nouns and words with a capital name near the tellings; "the union" is the member of the cast that is called so."""
    last = len(document.sentences) - 1
    lines = sorted(
        {i for t in tellings for i in range(max(0, t.line - REACH), min(last, t.line + REACH) + 1)}
    )
    taken = bytearray(len(document.text))
    for place in (place for one in found.values() for place in one.places):
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    fresh: dict[str, Candidate] = {}
    for spans in (nouns_in, names_in):
        free = [one for i in lines for one in spans(document, i) if 1 not in taken[one[0].start : one[0].end]]
        for span, name, sort in free:
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            known = _called(document, found, span, name)
            if (state := _state(name)) is not None:
                if is_place(document, [span]):
                    continue
                known = found.setdefault(state.key, Candidate(party=state, sort="state"))
            if known is not None:
                known.places.append(span)
                continue
            key = f"name:{fold(name)}" if sort == "name" else f"group:{fold(name)}"
            kind = PartyKind.BODY if sort == "name" else PartyKind.GROUP
            one = found.get(key) or fresh.setdefault(
                key, Candidate(party=Party(key=key, name=name, kind=kind), sort=sort, bare=True)
            )
            one.places.append(span)
    found |= {
        key: one for key, one in fresh.items() if one.sort != "name" or not is_place(document, one.places)
    }


def _called(document: Document, found: dict[str, Candidate], span: Span, name: str) -> Candidate | None:
    """The member of the cast that "the [union]" means."""
    start = span.start - 4
    if start < 0 or document.text[start : span.start].lower() != "the ":
        return None
    member = cast_of(document).called(f"the {name}", span.start)
    return None if member is None else found.get(member.party.key)


def _state(name: str) -> Party | None:
    """The state that a word names which no mention was made of: "the UK"."""
    party = known_party(name)
    return party if party is not None and party.kind is PartyKind.STATE else None


def _add_told(found: dict[str, Candidate], tellings: Sequence[Telling]) -> None:
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


def _add_issuer(document: Document, found: dict[str, Candidate]) -> None:
    issuer = issuer_of(document)
    if issuer is not None:
        fresh = Candidate(party=issuer.party, sort="official", places=[issuer.span])
        found.setdefault(issuer.party.key, fresh).issues = True


def _add_mentions(document: Document, found: dict[str, Candidate]) -> None:
    """Adds the parties that are only described; "the bidder" is the member of the cast that is called so."""
    cast = cast_of(document)
    for mention in document.mentions:
        party, span = _cut(document, mention)
        if party is None:
            continue
        one = found.get(party.key)
        if one is None and mention.words[:4].lower() == "the ":
            member = cast.called(mention.words, mention.span.start)
            one = None if member is None else found.get(member.party.key)
        if one is None:
            one = found[party.key] = Candidate(party=party, sort=_sort_of(party))
        if span not in one.places:
            one.places.append(span)


def _cut(document: Document, mention: Mention) -> tuple[Party | None, Span]:
    """The party that a mention names and the words that name it, without a verb or adverb before them; no party where it is none."""
    party: Party | None = mention.party
    if mention.party.kind is PartyKind.UNNAMED and MODIFYING.match(document.text, mention.span.end):
        return None, mention.span
    if mention.party.kind in (PartyKind.GROUP, PartyKind.UNNAMED) and " and " not in mention.party.name:
        party = cut_party(mention.party)
    if party is None or is_named_thing(party):
        return None, mention.span
    return party, mention.span if party is mention.party else cut_span(
        document.text, mention.span, party.name
    )


def _add_adjectives(document: Document, found: dict[str, Candidate]) -> None:
    """Adds the places where an adjective names a state: "Russian banks", "anti-Russian"."""
    for match in cues.ADJECTIVE.finditer(document.text):
        party = known_party(match.group())
        if party is None or party.kind is not PartyKind.STATE or fold(match.group()) == fold(party.name):
            continue
        if GROUND.match(document.text, match.end()):
            continue
        span = Span(match.start(), match.end())
        one = found.setdefault(party.key, Candidate(party=party, sort="state"))
        if not any(place.overlaps(span) for place in one.places):
            one.places.append(span)


def _sort_of(party: Party) -> str:
    if party.kind in (PartyKind.STATE, PartyKind.PERSON):
        return party.kind.value
    words = fold(party.name).split()
    return sort_of_noun(words[-1]) if words else "group"
