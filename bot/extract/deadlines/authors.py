"""Who is behind a deadline when its sentence names only a text, a spokesman or nobody: author, principal, grantor, holder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines import cast_words
from bot.extract.deadlines.cast import Cast, Member, Sort, cast_of, meant
from bot.extract.deadlines.lexicon import SAID
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.nouns import may_set, party_at
from bot.extract.deadlines.roles import parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, PartyKind
from bot.model.text import Span

_TEXT = (
    r"(?:law|act|code|resolution|order|ruling|judgment|injunction|decree|directive|regulation|rules?|constitution|statute|decision|notice|letter|paper|plan|draft|"
    r"proposal|agreement|deal|treaty|contract|charter|ordinance|warrant|text|opinion|document|roadmap|offer)"
)
_TEXT_NAME = re.compile(rf"(?:the |its |their |his |her |a |an |this )?(?:\w+ )?{_TEXT}", re.IGNORECASE)
_MADE = re.compile(
    rf"\b(?:pass(?:ed|es)|adopt(?:ed|s)|issu(?:ed|es)|sign(?:ed|s)|enact(?:ed|s)|approv(?:ed|es)|publish(?:ed|es)|hand(?:ed|s) down|present(?:ed|s)|tabl(?:ed|es)|"
    rf"propos(?:ed|es)|circulat(?:ed|es)|draw[ns]? up|drew up|dr(?:afted|afts)|sent|wr(?:ote|ites)|put forward|unveil(?:ed|s)|gave)\s+(?:[^,;:.]{{0,30}}? )?{_TEXT}\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    rf"\b[Uu]nder (?P<who>(?:the |an? )?[^,;:.]{{2,50}}?)(?:'s|’s|s'|s’) (?:[\w-]+ ){{0,2}}{_TEXT}s?\b"
)
_PUBLIC = re.compile(
    r"\b(?:licen[cs]e|permit|concession|franchise|authori[sz]ation|mandate|frequencies|accreditation|exemption|waiver)s?\b",
    re.IGNORECASE,
)
_MISSION = re.compile(
    r"\bmandate\b[^,;:.]{0,60}\b(?:mission|force|peacekeepers|observers|monitors|panel|experts)\b|\b(?:mission|force|observers|monitors)(?:'s|’s)? (?:\w+ )?mandate\b",
    re.IGNORECASE,
)
_DUTIES = (DeadlineKind.DEADLINE, DeadlineKind.CONDITION, DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY)
_OWN_DEED = re.compile(r"promise|clause\.(?:promise|future|plan)|schedule|scheduled_noun|clause\.ask")
_SPEAKS = re.compile(
    rf"^(?P<who>.{{2,90}}?),?\s+(?:has |have |had |also |then |later )*{SAID}\b(?!\s+(?:to|of|by|under)\b)"
)
_RELAYS = re.compile(
    r"\b(?:reporter|correspondent|analyst|lawyer|expert|newspaper|agency|source|critic|resident|lobbyist|campaigner|trader|economist|diplomat)s?\b",
    re.IGNORECASE,
)


def with_authors(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the party behind a text or a spokesman, and with the author or holder that only the story gives."""
    cast = cast_of(document)
    found = [_with_principals(document, cast, telling) for telling in tellings]
    found = [_with_author(document, telling) for telling in found]
    found = [_with_grantor(document, cast, telling) for telling in found]
    found = [_with_holder(document, cast, telling) for telling in found]
    return _with_main_author(found)


def principal_of(document: Document, cast: Cast, named: Named) -> Named:
    """For whom a spokesman speaks; the party itself when it is no spokesman or nobody can be told."""
    name = named.party.name
    if named.party.kind is not PartyKind.UNNAMED:
        return named
    match = cast_words.SPOKES.fullmatch(name) or cast_words.OWN_SPOKES.fullmatch(name)
    if match is None:
        return named
    if match["of"]:
        member = next((m for m in cast.members if m.party.name.lower() == match["of"].lower()), None)
        member = member or cast.called(match["of"], named.span.start)
    else:
        member = _topic(document, cast, named.span.start)
    return named if member is None else member.named


def _topic(document: Document, cast: Cast, position: int) -> Member | None:
    """The body that the sentences before `position` are about: the last one that leads its sentence."""
    here = document.sentence_index(position) or 0
    best: tuple[int, Member] | None = None
    for member in cast.of_sort(Sort.FIRM, Sort.OFFICIAL, Sort.SIDE):
        for place in (*member.places, *_descriptions(document, cast, member)):
            line = document.sentence_index(place.start)
            if line is None or not here - 3 <= line <= here or place.end > position:
                continue
            if best is None or place.start > best[0]:
                best = (place.start, member)
    return None if best is None else best[1]


def _descriptions(document: Document, cast: Cast, member: Member) -> list[Span]:
    found = []
    for match in re.finditer(r"\b[Tt]he ([a-z]+)\b", document.text):
        if match[1] in cast_words.FIRM and cast.called(match.group(), match.start()) is member:
            found.append(Span(match.start(), match.end()))
    return found


def _with_principals(document: Document, cast: Cast, telling: Telling) -> Telling:
    setter, addressee = telling.setter, telling.addressee
    if setter is not None:
        setter = meant(document, setter, setter.span) or setter
        setter = principal_of(document, cast, setter)
    if addressee is not None:
        addressee = meant(document, addressee, addressee.span) or addressee
        addressee = principal_of(document, cast, addressee)
    return (
        telling
        if (setter, addressee) == (telling.setter, telling.addressee)
        else replace(telling, setter=setter, addressee=addressee)
    )


def _with_author(document: Document, telling: Telling) -> Telling:
    """Whose text sets the day: "under the panel's rules", "their paper asks", "It obliges" after "parliament passed the law"."""
    sentence = document.sentences[telling.line]
    if (giver := _counterpart(document, telling)) is not None and telling.kind in _DUTIES:
        return _set(telling, giver)
    if telling.setter is None and telling.kind in _DUTIES:
        under = _UNDER.search(document.text, sentence.start, sentence.end)
        line = read_line(document, telling.line)
        if under is not None:
            named = party_at(line, under.start("who") - sentence.start, under.end("who") - sentence.start)
            return _set(telling, named)
        if telling.rule in ("order_by", "ask_by", "give", "oblige") and re.match(
            r"(?:It|This|That)\s", document.words(telling.quote)
        ):
            return _set(telling, _author_before(document, telling.line))
    if telling.setter is not None and _TEXT_NAME.fullmatch(telling.setter.party.name):
        author = _owner_of_text(document, telling.setter.span) or _author_before(document, telling.line)
        if author is not None and (
            telling.addressee is None or author.party.key != telling.addressee.party.key
        ):
            return replace(telling, setter=author)
    return telling


_IN_RETURN = re.compile(r"^\W*(?:In (?:return|exchange)|As a quid pro quo)\b")


def _counterpart(document: Document, telling: Telling) -> Named | None:
    """Who gets what is promised in return: the one who gave something in the sentence before."""
    if telling.line == 0 or not _IN_RETURN.match(document.words(document.sentences[telling.line])):
        return None
    line = read_line(document, telling.line - 1)
    verb = re.search(
        r"\b(?:have|has|had|will|would|agreed|gave|granted|waived|deferred|suspended)\b", line.marked
    )
    subject = None if verb is None else subject_before(line, verb.start())
    return None if subject is None else party_at(line, *subject)


def _owner_of_text(document: Document, span: Span) -> Named | None:
    """Whose text the words name: "their paper"."""
    owner = [m for m in document.mentions_in(Span(max(0, span.start - 1), span.end)) if m.span.end < span.end]
    return Named(party=owner[0].party, span=owner[0].span) if owner else None


def _author_before(document: Document, index: int) -> Named | None:
    """Who made the text that the sentence goes on about, told up to two sentences before."""
    for earlier in range(index - 1, max(-1, index - 3), -1):
        sentence = document.sentences[earlier]
        match = _MADE.search(document.text, sentence.start, sentence.end)
        if match is None:
            continue
        line = read_line(document, earlier)
        at = match.start() - sentence.start
        subject = subject_before(line, at)
        return None if subject is None else party_at(line, *subject)
    return None


def _with_grantor(document: Document, cast: Cast, telling: Telling) -> Telling:
    """Who gave a licence or mandate that ends, and which office announces a duty from the front of its sentence."""
    quote = document.words(telling.quote)
    told = telling.setter is not None and telling.quote.contains(telling.setter.span)
    if telling.kind is DeadlineKind.EXPIRY and _MISSION.search(quote) and not told:
        councils = [m for m in cast.of_sort(Sort.OFFICIAL) if m.party.name.lower().endswith("council")]
        if len(councils) == 1:
            return _set(telling, councils[0].named)
    if telling.setter is not None or telling.kind not in _DUTIES or telling.status is DeadlineStatus.PROPOSED:
        return telling
    if _OWN_DEED.match(telling.rule):
        return telling
    speaker = _front_speaker(document, cast, telling)
    if speaker is not None:
        return _set(telling, speaker)
    if telling.kind is DeadlineKind.EXPIRY and _PUBLIC.search(quote):
        officials = [
            m
            for m in cast.of_sort(Sort.OFFICIAL)
            if not re.search(r"\b(?:court|tribunal)\b", m.party.name.lower())
        ]
        if len(officials) == 1:
            return _set(telling, officials[0].named)
    return telling


def _front_speaker(document: Document, cast: Cast, telling: Telling) -> Named | None:
    """The public body or office holder that says the sentence: "Telcom said that ..."."""
    line = read_line(document, telling.line)
    match = _SPEAKS.match(line.marked)
    if (
        match is not None
        and match.end() <= telling.quote.start - line.span.start + 2
        and not _RELAYS.search(match["who"])
    ):
        subject = subject_before(line, match.end("who"))
        named = None if subject is None else party_at(line, *subject)
    else:
        named = parenthetic_speaker(line)
    if named is None or _RELAYS.search(named.party.name):
        return None
    member = cast.of_key(named.party.key)
    official = member is not None and member.sort is Sort.OFFICIAL
    holder = (
        named.party.kind is PartyKind.PERSON
        and may_set(line, named)
        and telling.kind is not DeadlineKind.EXPIRY
    )
    return named if official or holder else None


def _with_holder(document: Document, cast: Cast, telling: Telling) -> Telling:
    """Whose licence it is that ends, where the story has one holder."""
    if (
        telling.addressee is not None
        or telling.kind is not DeadlineKind.EXPIRY
        or not _PUBLIC.search(document.words(telling.quote))
    ):
        return telling
    firms = cast.of_sort(Sort.FIRM)
    holders = [m for m in firms if m.nouns & cast_words.HOLDER] or list(firms)
    if len(holders) != 1 or (telling.setter is not None and telling.setter.party.key == holders[0].party.key):
        return telling
    return replace(telling, addressee=holders[0].named)


def _with_main_author(tellings: Sequence[Telling]) -> list[Telling]:
    """A measure without author in a story with one author is that author's."""
    setters = {
        t.setter.party.key: t.setter
        for t in tellings
        if t.setter is not None and t.kind is not DeadlineKind.COMMITMENT
    }
    if len(setters) != 1:
        return list(tellings)
    (author,) = setters.values()
    return [
        _set(t, author)
        if t.kind is DeadlineKind.EFFECTIVE and t.addressee is not None and t.setter is None
        else t
        for t in tellings
    ]


def _set(telling: Telling, named: Named | None) -> Telling:
    """The telling with `named` as its setter, unless that is the one bound."""
    if named is None or (telling.addressee is not None and telling.addressee.party.key == named.party.key):
        return telling
    return replace(telling, setter=named)
