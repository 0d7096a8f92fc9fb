"""Whose offer, licence or order a deadline belongs to, when the sentence itself does not say: told once, used after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.extract.deadlines.cast import cast_of
from bot.extract.deadlines.lexicon import MADE_BY_SIDES
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.nouns import may_set, party_at
from bot.extract.deadlines.roles import leading_speaker, parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, PartyKind
from bot.model.text import Span
from bot.text.parties import party_from_name
from bot.text.words import fold

_OFFERISH = re.compile(
    r"\b(?:offers?|bids?|acceptances?|acceptance period|tender(?:ed)?|takeover)\b", re.IGNORECASE
)
_ACCEPTING = re.compile(
    r"\b(?:acceptance|offer|tender|subscription) period\b|\blong-?stop date\b", re.IGNORECASE
)
_OFFER_MADE = re.compile(
    r"\b(?:launch(?:ed|es)|ma(?:de|kes)|announced|extend(?:ed|s)|rais(?:ed|es)|improved|prolonged|opened|tabled|submitted)\s+(?:its|an?|the|his|her|their)\s+"
    r"(?:\S+\s+){0,4}?(?:offer|bid)\b|\b(?:offered to buy|bid for|agreed to buy|is offering)\b",
    re.IGNORECASE,
)
_OFFER_OWN = re.compile(r"^(?:'s|’s|s'|s’|')\s+(?:[\w-]+\s+){0,4}?(?:offer|bid)\b", re.IGNORECASE)
_HOLDERS = re.compile(r"\b(?:shareholders|holders of the shares|owners of the shares)\b", re.IGNORECASE)
_LICENCE = re.compile(
    r"\b(?:licen[cs]e|permit|permission|waiver|exemption|concession|authori[sz]ation|approval|clearance|mandate|franchise)s?\b",
    re.IGNORECASE,
)
_GRANTS = re.compile(
    r"\b(?:issu(?:ed|es)|grant(?:ed|s)|gave|award(?:ed|s)|renew(?:ed|s)|extend(?:ed|s)|prolonged|replac(?:ed|es)|approved)\b(?P<gap>[^;:]{0,60}?)"
    r"\b(?:licen[cs]e|permit|permission|waiver|exemption|concession|authori[sz]ation|franchise)\b",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\b(?:allow(?:s|ed|ing)?|lets?|letting|permit(?:s|ted|ting)|authori[sz](?:es|ed|ing)|to|for)\s+(?=[A-Z]|the [A-Za-z])(?P<who>(?:the )?[^,;:.]{2,50}?)\s+(?:to|of|until)\b|\b(?:lets?|letting|allows?)\s+(?P<some>(?:[a-z]+ ){0,2}[a-z]+s)\s+[a-z]"
)
_DECIDES = re.compile(
    r"\b(?:cleared|approved|ordered|ruled|decided|granted|issued|fined|told|set|gave|warned|extended|opened|imposed|launched|required|wrote to|instructed|demanded|"
    r"rejected|refused|blocked|suspended|announced|said|signed|adopted)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:its|their|his|her)\s+(?:[\w-]+\s+){0,3}?(?:offer|bid|licen[cs]e|permit|concession|waiver|exemption|mandate|contract|lease|franchise|accounts|report)\b",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"\b(?:under (?:its|the) (?:terms|licence|license|order|ruling|decision|plan|deal)|by its terms|the (?:order|licence|ruling|decision) (?:says|requires|obliges))\b",
    re.IGNORECASE,
)
_BOUND = frozenset(
    ("oblige", "have_until", "given", "by_then", "on_condition", "limit_is", "new_limit", "due")
)
_ROLE = re.compile(
    r"(?:the )?(?:licensee|licen[cs]e holder|holder|permit holder|concessionaire)", re.IGNORECASE
)
_SHARED_HEADS = frozenset(
    "licence license permit waiver exemption concession offer bid suspension truce ceasefire moratorium order mandate ban duty tariff ultimatum".split()
)


def with_instruments(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the maker and holder of the offer or licence they are about, and the authority just named."""
    offeror, holders = _offer(document)
    grantor, grantee = _licence(document)
    found = []
    for telling in tellings:
        sentence = document.words(document.sentences[telling.line])
        if (
            _OFFERISH.search(document.words(telling.quote))
            or (_ACCEPTING.search(sentence) and telling.kind is not DeadlineKind.SCHEDULED)
            or (_HOLDERS.search(sentence) and offeror is not None)
        ):
            ruled = (
                telling.setter is not None
                and offeror is not None
                and telling.setter.party.key != offeror.party.key
            )
            telling = _filled(telling, offeror, offeror if ruled else holders)
        elif _about_licence(document, telling):
            telling = _filled(telling, grantor, grantee)
        if (
            grantee is not None
            and telling.addressee is not None
            and _ROLE.fullmatch(telling.addressee.party.name)
        ):
            telling = replace(telling, addressee=grantee)
        if telling.setter is None or telling.addressee is None:
            telling = _spoken(document, telling)
        if telling.setter is None and telling.rule in _BOUND:
            telling = _filled(telling, _authority(document, telling), None)
        found.append(telling)
    return _inherited(found)


def _about_licence(document: Document, telling: Telling) -> bool:
    """Whether a licence ends or starts: named, or "it" after a sentence that grants one."""
    if telling.head is not None and _LICENCE.search(telling.head):
        return True
    if telling.head not in ("it", "they", "which", "that") or telling.line == 0:
        return False
    return _GRANTS.search(document.words(document.sentences[telling.line - 1])) is not None


def _filled(telling: Telling, setter: Named | None, addressee: Named | None) -> Telling:
    """The telling with missing roles filled; never the same party in both."""
    taken = {n.party.key for n in (telling.setter, telling.addressee) if n is not None}
    if (
        telling.setter is None
        and setter is not None
        and setter.party.key not in taken
        and telling.kind is not DeadlineKind.SCHEDULED
    ):
        telling = replace(telling, setter=setter)
        taken.add(setter.party.key)
    if (
        telling.addressee is None
        and addressee is not None
        and addressee.party.key not in taken
        and telling.kind is not DeadlineKind.COMMITMENT
    ):
        telling = replace(telling, addressee=addressee)
    return telling


def _offer(document: Document) -> tuple[Named | None, Named | None]:
    """Who makes the offer the article is about, and the holders it is made to."""
    if not _OFFERISH.search(document.text):
        return None, None
    bidders = [m for m in cast_of(document).members if "bidder" in m.nouns]
    maker = bidders[0].named if len(bidders) == 1 else _subject_of(document, _OFFER_MADE)
    if maker is None:
        for mention in document.mentions:
            if mention.party.kind is not PartyKind.UNNAMED and _OFFER_OWN.match(
                document.text[mention.span.end : mention.span.end + 60]
            ):
                maker = Named(party=mention.party, span=mention.span)
                break
    for index, sentence in enumerate(document.sentences):
        match = _HOLDERS.search(document.text, sentence.start, sentence.end)
        if match is not None:
            line = read_line(document, index)
            begin = match.start() - sentence.start
            return maker, party_at(line, begin, match.end() - sentence.start, anyone=True)
    return maker, None


def _licence(document: Document) -> tuple[Named | None, Named | None]:
    """Who grants the licence the article is about, and who holds it."""
    grantor, holder = _grant(document)
    return grantor, holder or _holder(document, grantor)


_HELD_BY = re.compile(
    rf"{_LICENCE.pattern}\s+(?:of|to|for|held by|granted to|issued to)\s+(?:the )?(?P<who>[A-Z][\w&'-]*(?: (?:[A-Z&][\w&'-]*))*)"
)
_OWN = re.compile(
    r"(?P<who>[A-Z][\w&-]*(?: [A-Z&][\w&-]*)*)(?:'s|’s|s'|s’) (?:[\w-]+ ){0,3}?(?:licen[cs]e|permit|permission|waiver|concession|franchise|authori[sz]ation|approval)\b"
)

_IS_GIVEN = re.compile(r"['’]s\b| (?:an?|another|the|its|their|new) ")
_ITS_OWN = re.compile(rf"Its (?:[\w-]+ ){{0,2}}?{_LICENCE.pattern}")


def _holder(document: Document, grantor: Named | None) -> Named | None:
    """Whose licence it is: "the licence of X", "X's permit"."""
    for pattern in (_HELD_BY, _OWN):
        for match in pattern.finditer(document.text):
            span = Span(match.start("who"), match.end("who"))
            mention = next(iter(document.mentions_in(span)), None)
            named = (
                Named(party=mention.party, span=mention.span)
                if mention
                else Named(party=party_from_name(match["who"]), span=span)
            )
            if grantor is None or named.party.key != grantor.party.key:
                return named
    return _owner_before(document, grantor)


def _owner_before(document: Document, grantor: Named | None) -> Named | None:
    """The body that the sentence before "Its licence expires ..." is about, where that licence is not what the sentence itself names."""
    for index, sentence in enumerate(document.sentences[1:]):
        if _ITS_OWN.match(document.text, sentence.start, sentence.end) is None:
            continue
        before = document.sentences[index]
        first = next(iter(document.mentions_in(before)), None)
        if first is None or first.span.start > before.start + len("The "):
            continue
        if first.party.kind is PartyKind.BODY and (grantor is None or first.party.key != grantor.party.key):
            return Named(party=first.party, span=first.span)
    return None


def _grant(document: Document) -> tuple[Named | None, Named | None]:
    """Grantor and holder in the sentence that grants a licence."""
    for index, sentence in enumerate(document.sentences):
        match = _GRANTS.search(document.text, sentence.start, sentence.end)
        if match is None:
            continue
        line = read_line(document, index)
        subject = subject_before(line, _verb_group(line, match.start() - sentence.start))
        grantor = None if subject is None else party_at(line, *subject)
        holder = None
        gap = Span(match.start("gap"), match.end("gap"))
        own = [m for m in document.mentions_in(gap) if _IS_GIVEN.match(document.text, m.span.end)]
        if own:
            holder = Named(party=own[0].party, span=own[0].span)
        elif to := _HOLDER.search(document.text, match.end(), sentence.end):
            group = "who" if to["who"] else "some"
            holder = party_at(
                line, to.start(group) - sentence.start, to.end(group) - sentence.start, anyone=group == "some"
            )
        if grantor is not None and holder is not None and grantor.party.key == holder.party.key:
            holder = None
        return grantor, holder
    return None, None


def _spoken(document: Document, telling: Telling) -> Telling:
    """Roles from the speaker: an authority speaks of what it sets, a company of "its" licence or "its" offer."""
    if telling.kind in (DeadlineKind.SCHEDULED, DeadlineKind.COMMITMENT):
        return telling
    line = read_line(document, telling.line)
    named = parenthetic_speaker(line) or leading_speaker(line, telling.quote.start - line.span.start)
    if named is None or named.party.kind in (PartyKind.STATE, PartyKind.GROUP):
        return telling
    owned = _OWNED.search(document.words(telling.quote))
    if owned is None and telling.head in MADE_BY_SIDES:
        return telling
    if owned is None:
        official = _is_authority(line, named) or (
            named.party.kind is PartyKind.PERSON and may_set(line, named)
        )
        return _filled(telling, named, None) if official else telling
    return (
        _filled(telling, named, None)
        if _OFFERISH.search(owned.group()) or _is_authority(line, named)
        else _filled(telling, None, named)
    )


def _authority(document: Document, telling: Telling) -> Named | None:
    """The authority that the sentences just before show deciding something, for a duty told without its author."""
    sentence = document.sentences[telling.line]
    paragraph = document.paragraph_at(sentence.start)
    reach = 3 if _TERMS.search(document.words(sentence)) else 2
    for index in range(telling.line, max(-1, telling.line - reach - 1), -1):
        earlier = document.sentences[index]
        if (
            reach == 2
            and paragraph is not None
            and not paragraph.contains(earlier)
            and telling.line - index > 1
        ):
            return None
        match = _DECIDES.search(
            document.text,
            earlier.start,
            earlier.end if index < telling.line else max(earlier.start, telling.quote.start),
        )
        if match is None:
            continue
        line = read_line(document, index)
        subject = subject_before(line, _verb_group(line, match.start() - earlier.start))
        named = None if subject is None else party_at(line, *subject)
        if named is None or not _is_authority(line, named):
            continue
        if telling.addressee is not None and telling.addressee.party.key == named.party.key:
            return None
        return named
    return None


def _is_authority(line: Line, named: Named) -> bool:
    kind = named.party.kind
    return (
        kind is not PartyKind.PERSON
        and kind is not PartyKind.STATE
        and may_set(line, named)
        and _OFFICIAL.search(fold(named.party.name)) is not None
    )


_OFFICIAL = re.compile(
    r"\b(?:authority|commission|ministry|court|tribunal|regulator|office|agency|council|panel|department|treasury|bureau|board of|government|judge|watchdog|"
    r"mediator|inspectorate|directorate|service|administration|cabinet|senate|parliament)\b"
)


def _subject_of(document: Document, verb: re.Pattern[str]) -> Named | None:
    for index, sentence in enumerate(document.sentences):
        match = verb.search(document.text, sentence.start, sentence.end)
        if match is None:
            continue
        line = read_line(document, index)
        subject = subject_before(line, _verb_group(line, match.start() - sentence.start))
        named = None if subject is None else party_at(line, *subject)
        if named is not None and named.party.kind is not PartyKind.UNNAMED:
            return named
    return None


def _verb_group(line: Line, position: int) -> int:
    group = re.search(r"(?:\b(?:had|has|have|would|will|also|now|formally)\s+)+$", line.marked[:position])
    return group.start() if group else position


def _inherited(tellings: list[Telling]) -> list[Telling]:
    """Roles that one telling of the same thing gives are lent to the others."""
    known: dict[str, Telling] = {}
    for telling in tellings:
        if telling.head in _SHARED_HEADS and (telling.setter or telling.addressee):
            known.setdefault(telling.head, telling)
    return [
        _filled(t, known[t.head].setter, known[t.head].addressee)
        if t.head in known and t.head is not None
        else t
        for t in tellings
    ]
