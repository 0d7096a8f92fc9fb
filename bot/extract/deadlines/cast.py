"""Who is who in an article: the party that "the company", "the regulator" or "the bidder" means where no name stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from bot.extract.deadlines import cast_words as cues
from bot.extract.deadlines.telling import Named
from bot.extract.document import Document
from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party
from bot.text.parties.tables import heads, state_of
from bot.text.words import fold

CASTS_KEPT = 8  # articles whose cast stays in memory: one article is read by several rules in a row


class Sort(StrEnum):
    """FIRM a company or other private body; OFFICIAL a public body; SIDE a union, party or armed group."""

    FIRM = "firm"
    OFFICIAL = "official"
    SIDE = "side"
    STATE = "state"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A named party of the article. span: its fullest naming. nouns: what the article calls it. places: its namings, in order."""

    party: Party
    span: Span
    sort: Sort
    nouns: frozenset[str]
    places: tuple[Span, ...]

    @property
    def named(self) -> Named:
        return Named(party=self.party, span=self.span)

    def last_before(self, position: int) -> Span | None:
        """Its latest naming before `position`."""
        return next((p for p in reversed(self.places) if p.end <= position), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The named parties of an article, in the order of their first naming.

    leading: for each sentence, the naming that comes first in it.
    """

    document: Document
    members: tuple[Member, ...]
    leading: frozenset[Span]

    def of_key(self, key: str) -> Member | None:
        return next((m for m in self.members if m.party.key == key), None)

    def of_sort(self, *sorts: Sort) -> tuple[Member, ...]:
        return tuple(m for m in self.members if m.sort in sorts)

    def called(self, phrase: str, position: int) -> Member | None:
        """The member that a phrase without a name ("the company") means at `position`; None when nobody or several could be meant."""
        match = cues.PHRASE.fullmatch(phrase.strip())
        if match is None or (match["det"] or "").lower() in ("a", "an"):
            return None
        noun, capital = match["noun"].lower(), match["noun"][:1].isupper() and match["det"] is not None
        if (match["det"] or "").lower() in ("his", "her") and noun in cues.SUPERVISING:
            return None
        mods = frozenset(fold(match["mods"]).split()) - cues.FILLERS
        known = noun in cues.FIRM or noun in cues.OFFICIAL or noun in cues.OFFICE or noun in cues.SIDE
        if not known and not capital:
            return None
        fits = [(fit, m) for m in self.members if (fit := _fit(m, noun, mods))]
        if not fits and (match["det"] or "").lower() == "the" and noun in cues.FIRM - cues.ROLES:
            return self._topic(position)
        if not fits:
            return None
        best = max(fit for fit, _ in fits)
        top = [m for fit, m in fits if fit == best]
        if best == 1 and noun in cues.SUPERVISING and len(top) > 1:
            return None
        if len(top) == 1 and best > 1:
            return top[0]
        before = [m for m in top if m.last_before(position) is not None]
        return max(before, key=lambda m: self._salience(m, position), default=None)

    def _topic(self, position: int) -> Member | None:
        """The company that the article is about so far, which a new description ("the Swedish drugmaker") means again."""
        firms = [
            m
            for m in self.of_sort(Sort.FIRM)
            if m.party.name[:1].isupper() and m.last_before(position) is not None
        ]
        often = max((len(m.places) for m in firms), default=0)
        top = [m for m in firms if len(m.places) == often]
        return top[0] if len(top) == 1 and (often > 1 or len(firms) == 1) else None

    def _salience(self, member: Member, position: int) -> tuple[float, int]:
        """How much a description at `position` is drawn to a member: near namings that open their sentence weigh most."""
        here = self.document.sentence_index(position) or 0
        best = -99.0
        for place in member.places:
            line = self.document.sentence_index(place.start)
            if place.end <= position and line is not None:
                best = max(best, (2.5 if place in self.leading else 0.0) - 2.0 * (here - line))
        return best + 0.1 * min(len(member.places), 4), -member.span.start


def meant(document: Document, named: Named | None, phrase: Span) -> Named | None:
    """Whom a noun phrase means when the whole article is known: the member that a description stands for, in its right kind.

    named: what the phrase by itself gave.
    """
    words = " ".join(phrase.of(document.text).split())
    cast = cast_of(document)
    if (state := _government(document, cast, words, phrase)) is not None:
        return state
    if named is None or not _says_name(named.span.of(document.text), named.party):
        member = cast.called(words, phrase.start)
        if member is not None and (
            named is None or named.party.kind is not PartyKind.PERSON or member.sort is Sort.PERSON
        ):
            return member.named
    if named is not None and (leader := _leader(cast, words)) is not None:
        return leader
    own = None if named is None else cast.of_key(named.party.key)
    if named is not None and own is not None and own.party != named.party:
        return replace(named, party=own.party)
    return named


def _leader(cast: Cast, words: str) -> Named | None:
    """The member that "the American president" means: the one person of the article who is known to lead that state."""
    match = cues.LEADER.fullmatch(words)
    code = None if match is None else state_of(match["state"])
    if code is None:
        return None
    keys = {fold(head.name) for head in heads() if head.of == code}
    found = [m for m in cast.members if m.sort is Sort.PERSON and fold(m.party.name) in keys]
    return found[0].named if len(found) == 1 else None


def _says_name(words: str, party: Party) -> bool:
    bare = cues.DETERMINED.sub("", words)
    if fold(bare) in cues.FIRM:
        return False
    if not bare[:1].isupper() or (
        " " in bare and fold(bare).split()[-1] in cues.FIRM and bare.split()[-1].islower()
    ):
        return False
    return fold(bare).split()[-1] in fold(party.name).split() or fold(bare) == fold(party.name)


def _government(document: Document, cast: Cast, words: str, phrase: Span) -> Named | None:
    """The state behind "the government of Tamaro"."""
    match = cues.GOVERNMENT_OF.fullmatch(words)
    if match is None:
        return None
    known = known_party(match["state"])
    if known is not None and known.kind is PartyKind.STATE:
        return Named(party=known, span=phrase)
    member = next((m for m in cast.of_sort(Sort.STATE) if fold(m.party.name) == fold(match["state"])), None)
    return None if member is None else member.named


def _fit(member: Member, noun: str, mods: frozenset[str]) -> int:
    """How well a member can be called so: 3 it is, 2 it is called something alike, 1 nothing speaks against it, 0 no."""
    named = fold(member.party.name).split()
    if noun in named[-1:] or noun in member.nouns or (noun in named and noun in cues.OFFICIAL | cues.SIDE):
        return 3 if mods <= member.nouns | set(named) else 0
    if mods and not mods <= member.nouns | set(named):
        return 0
    if noun in cues.BANKISH and member.nouns & cues.BANKISH:
        return 2
    if noun in cues.PLAIN_FIRM:
        return 1 if member.sort is Sort.FIRM else 0
    if noun in cues.SUPERVISING:
        return 1 if member.sort is Sort.OFFICIAL and _supervises(member) else 0
    return 0


def _supervises(member: Member) -> bool:
    return not re.search(
        r"\b(?:court|parliament|council|congress|senate|united nations|european union)\b",
        fold(member.party.name),
    )


@lru_cache(maxsize=CASTS_KEPT)
def cast_of(document: Document) -> Cast:
    """The cast of a document."""
    groups: dict[str, list[Mention]] = {}
    for mention in document.mentions:
        if mention.party.kind is not PartyKind.UNNAMED and _is_name(mention):
            groups.setdefault(mention.party.key, []).append(mention)
    members = [_member(document, mentions) for mentions in groups.values()]
    members = _with_roles(document, _with_defined(document, members))
    plain = [m for m in members if m.sort is Sort.FIRM and fold(m.party.name) in cues.FIRM]
    members = _with_terms([m for m in members if m not in plain], plain)
    return Cast(document=document, members=tuple(members), leading=_leading(document, members))


def _leading(document: Document, members: list[Member]) -> frozenset[Span]:
    first: dict[int, Span] = {}
    for place in sorted(place for m in members for place in m.places):
        line = document.sentence_index(place.start)
        if line is not None:
            first.setdefault(line, place)
    return frozenset(first.values())


def _with_terms(members: list[Member], plain: list[Member]) -> list[Member]:
    """The members, with what is told of "the Company" told of the one so called, or of the first company named."""
    for term in plain:
        noun = fold(term.party.name)
        own = next((m for m in members if noun in m.nouns), None) or next(
            (m for m in members if m.sort is Sort.FIRM), None
        )
        if own is not None:
            places = tuple(sorted((*own.places, *term.places)))
            members[members.index(own)] = replace(own, nouns=own.nouns | term.nouns | {noun}, places=places)
    return members


def _is_name(mention: Mention) -> bool:
    """Whether the words are a name and no description or pronoun."""
    last = mention.party.name.split()[-1]
    if last.islower() and last in cues.FIRM and " " in mention.party.name:
        return False
    if mention.party.kind is PartyKind.GROUP and len(re.findall(r"(?:^|\s)[A-Z]", mention.party.name)) < 2:
        return False
    first, _, rest = mention.words.partition(" ")
    if first in (
        "The",
        "A",
        "An",
        "His",
        "Her",
        "Its",
        "Their",
        "It",
        "He",
        "She",
        "They",
        "This",
        "That",
        "Both",
    ):
        return rest[:1].isupper()
    if first.lower() in ("the", "a", "an"):
        return rest[:1].isupper()
    if not mention.words[:1].isupper():
        return False
    return fold(mention.words) in fold(mention.party.name) or fold(mention.party.name) in fold(mention.words) or any(
        fold(mention.words) == fold(alias) for alias in mention.party.aliases
    )  # fmt: skip


def _member(document: Document, mentions: list[Mention]) -> Member:
    fullest = max(
        mentions, key=lambda m: (not m.words.isupper(), fold(m.words) == fold(m.party.name), len(m.words))
    )
    nouns: set[str] = set()
    for mention in mentions:
        nouns |= _nouns_of(document, mention)
    party = fullest.party
    nouns |= {word for word in fold(party.title or "").split() if word in cues.OFFICE}
    sort = _sort(document, party, mentions, nouns)
    if party.kind is PartyKind.PERSON and sort is not Sort.PERSON:
        party = replace(party, kind=PartyKind.BODY)
    if sort is Sort.FIRM:
        party = replace(party, name=_short(party.name, fullest.words))
    return Member(
        party=party,
        span=fullest.span,
        sort=sort,
        nouns=frozenset(nouns),
        places=tuple(m.span for m in mentions),
    )


def _short(name: str, words: str) -> str:
    """The name of a company without its legal form, and not in capitals when the article prints it otherwise."""
    if name.isupper() and fold(words) == fold(name) and not words.isupper():
        name = words
    return cues.LEGAL_FORM.sub("", name) or name


def _nouns_of(document: Document, mention: Mention) -> set[str]:
    """What the words beside a naming call it."""
    text, span = document.text, mention.span
    sentence = document.sentence_at(span.start)
    left = text[max(0 if sentence is None else sentence.start, span.start - 80) : span.start]
    right = text[span.end : span.end + 120]
    found: set[str] = set()
    for pattern, side in ((cues.BEFORE_NAME, left), (cues.BEFORE_COMMA, left), (cues.AFTER_COMMA, right)):
        match = pattern.search(side)
        if match is not None and not (side is left and cues.HEAD_OF.search(left, 0, match.start())):
            words = fold(match["nouns"]).replace("'s", "").split()
            if words[-1] in cues.FIRM | cues.OFFICIAL | cues.SIDE | cues.OFFICE:
                found |= set(words)
    office = re.search(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)?)\s+$", left)
    if office is not None and office[1].lower() in cues.OFFICE:
        found.add(office[1].lower())
    return found


def _sort(document: Document, party: Party, mentions: list[Mention], nouns: set[str]) -> Sort:
    name = fold(party.name)
    if party.kind is PartyKind.STATE:
        return Sort.STATE
    if cues.OFFICIAL_NAME.search(name) or nouns & (cues.OFFICIAL - cues.FIRM):
        return Sort.OFFICIAL if not (party.kind is PartyKind.PERSON and nouns & cues.OFFICE) else Sort.PERSON
    if party.kind is PartyKind.PERSON and (nouns & cues.OFFICE or party.title):
        return Sort.PERSON
    if nouns & (cues.FIRM - cues.SIDE):
        return Sort.FIRM
    if cues.SIDE_NAME.search(name) or nouns & cues.SIDE:
        return Sort.SIDE
    if cues.FIRM_NAME.search(name):
        return Sort.FIRM
    if name.split()[-1:] and name.split()[-1] in cues.OFFICIAL:
        return Sort.OFFICIAL
    if party.kind is PartyKind.BODY and known_party(party.name) is not None:
        return Sort.OFFICIAL
    after = [document.text[m.span.end : m.span.end + 50] for m in mentions]
    if any(cues.STATE_OWNS.match(rest) for rest in after):
        return Sort.STATE
    if any(cues.FIRM_OWNS.match(rest) for rest in after):
        return Sort.FIRM
    if party.kind is PartyKind.PERSON:
        the = any(document.text[max(0, m.span.start - 4) : m.span.start].lower() == "the " for m in mentions)
        if not the and _goes_by_first_word(document, party.name):
            return Sort.FIRM
        return Sort.SIDE if the else Sort.PERSON
    return Sort.FIRM


def _goes_by_first_word(document: Document, name: str) -> bool:
    """Whether the article shortens a name of several words to its first, as it does for a company and not for a person."""
    first, *_, last = name.split() if " " in name else (name, name)
    if first == last or not first[:1].isupper():
        return False
    alone = list(re.finditer(rf"\b{re.escape(first)}\b(?! {re.escape(last)}| [A-Z])", document.text))
    surname = re.search(rf"(?<!{re.escape(first)} )\b{re.escape(last)}\b", document.text)
    return bool(alone) and surname is None


def _with_defined(document: Document, members: list[Member]) -> list[Member]:
    """The members with the terms that a parenthesis defines for them."""
    result = []
    for member in members:
        terms: set[str] = set()
        for place in member.places[:3]:
            called = cues.CALLED.match(document.text, place.end)
            if called is not None:
                terms |= {m["name"].lower() for m in cues.DEFINED.finditer(called["names"])}
        if terms & cues.BIDDER:
            terms |= cues.BIDDER
        if terms & cues.FIRM and member.sort is Sort.PERSON:
            member = replace(member, sort=Sort.FIRM, party=replace(member.party, kind=PartyKind.BODY))
        result.append(replace(member, nouns=member.nouns | terms) if terms else member)
    return result


def _with_roles(document: Document, members: list[Member]) -> list[Member]:
    """The members with what they do called: who makes an offer and for whom, who holds a licence."""
    text = document.text
    result = []
    for member in members:
        nouns = set(member.nouns)
        if member.sort in (Sort.FIRM, Sort.SIDE):
            for place in member.places:
                if cues.OFFER_FOR.search(text, max(0, place.start - 60), place.start):
                    nouns |= cues.TARGET
                if cues.MAKES_OFFER.match(text[place.end : place.end + 140].split("\n")[0]):
                    nouns |= cues.BIDDER
                if cues.HOLDS.match(text[place.end : place.end + 60]):
                    nouns |= cues.HOLDER
        result.append(replace(member, nouns=frozenset(nouns)))
    return result
