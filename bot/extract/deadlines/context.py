"""What a telling takes from the article around it: a draft's status, its proposer, the owner of a law, a truce's sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.extract.deadlines import context_words as cues
from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.authority import with_authority
from bot.extract.deadlines.instruments import with_instruments
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.measures import maker_of, paired
from bot.extract.deadlines.nouns import may_set, party_at
from bot.extract.deadlines.principals import with_principals
from bot.extract.deadlines.proposals import from_old_days, instead, superseded, with_asker
from bot.extract.deadlines.roles import parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What an article says once for all its deadlines.

    owner: whose law or regulation it is about. proposer: who proposes to change it. sides: the two sides of a truce.
    provisional: the change still needs someone's consent. issuer: whose statement or notice the article is.
    setters: keys of parties that set something elsewhere in the article.
    """

    owner: Named | None
    proposer: Named | None
    sides: Named | None
    provisional: bool
    issuer: Named | None
    setters: frozenset[str]


def in_context(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with what other sentences give them."""
    if not tellings:
        return []
    background = _background(document, tellings)
    tellings = superseded(document, from_old_days(tellings, document.calendar, document.published))
    found = _provisional(document, list(tellings), background)
    found = [instead(document, telling) for telling in paired(found, document.text)]
    found = [with_asker(document, telling) for telling in found]
    found = with_instruments(document, [_with_roles(document, telling, background) for telling in found])
    return with_principals(document, with_authority(document, found))


def _background(document: Document, tellings: Sequence[Telling]) -> Background:
    text = document.text
    provisional = any(words.PROVISIONAL.search(text, s.start, s.end) for s in document.sentences)
    return Background(
        owner=_owner(document),
        proposer=_proposer(document) if any(t.status is DeadlineStatus.PROPOSED for t in tellings) else None,
        sides=_sides(document),
        provisional=provisional,
        issuer=_issuer(document),
        setters=frozenset(t.setter.party.key for t in tellings if t.setter is not None),
    )


def _owner(document: Document) -> Named | None:
    for mention in document.mentions:
        if mention.party.kind not in (PartyKind.STATE, PartyKind.BODY):
            continue
        after = document.text[mention.span.end : mention.span.end + 60]
        before = document.text[max(0, mention.span.start - 14) : mention.span.start]
        if cues.LAW_AFTER.match(after) or cues.LAW_BEFORE.search(before):
            return Named(party=mention.party, span=mention.span)
    return _union_law(document)


def _union_law(document: Document) -> Named | None:
    """The European Union, where an article speaks of a regulation or directive and of the union's lawmakers."""
    text = document.text
    if not re.search(r"\b(?:regulation|directive)\b", text, re.IGNORECASE):
        return None
    if not re.search(
        r"\b(?:European Parliament|the Commission|European Commission|trilogue|Official Journal)\b", text
    ):
        return None
    for mention in document.mentions:
        if mention.party.key == "body:eu":
            return Named(party=mention.party, span=mention.span)
    match = re.search(r"\bEU\b", text)
    union = known_party("European Union")
    return Named(party=union, span=Span(match.start(), match.end())) if match and union else None


def _proposer(document: Document) -> Named | None:
    """The first state, body or office holder that the article shows proposing, wanting or threatening a change."""
    for index, sentence in enumerate(document.sentences):
        match = cues.PROPOSES.search(document.text, sentence.start, sentence.end)
        if match is None:
            continue
        line = read_line(document, index)
        subject = subject_before(line, match.start() - sentence.start)
        named = None if subject is None else party_at(line, *subject)
        if (
            named is not None
            and may_set(line, named)
            and named.party.kind in (PartyKind.STATE, PartyKind.BODY, PartyKind.PERSON)
        ):
            return named
    return None


def _sides(document: Document) -> Named | None:
    """The two parties of the truce or agreement that the article is about, as one."""
    for sentence in document.sentences:
        if not cues.SIDES.search(document.text, sentence.start, sentence.end):
            continue
        pair = _pair(document, sentence)
        if pair is not None:
            return pair
    return None


def _pair(document: Document, sentence: Span) -> Named | None:
    for match in re.finditer(
        r"\b([A-Z][\w.]+)(?:'s|’s)? and (?:the )?([A-Z][\w.]+)", sentence.of(document.text)
    ):
        one, two = known_party(match[1]), known_party(match[2])
        if one is None or two is None or one.key == two.key or {one.kind, two.kind} != {PartyKind.STATE}:
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        return _both(
            Mention(span=span, words=match[1], party=one), Mention(span=span, words=match[2], party=two)
        )
    mentions = [
        m
        for m in document.mentions_in(sentence)
        if m.party.kind is PartyKind.STATE or m.party.key.startswith("body:")
    ]
    for first, second in pairwise(mentions):
        if first.party.key == second.party.key:
            continue
        between = (
            document.text[first.span.end : second.span.start]
            if first.span.end <= second.span.start
            else " and "
        )
        if first.span == second.span or re.fullmatch(r"(?:['’]s)?\s*(?:and|und)\s+(?:the\s+)?", between):
            return _both(first, second)
    return None


def _both(first: Mention, second: Mention) -> Named:
    party = Party(
        key="group:" + "+".join(sorted((first.party.key, second.party.key))),
        name=f"{first.party.name} and {second.party.name}",
        kind=PartyKind.GROUP,
    )
    return Named(party=party, span=Span(first.span.start, second.span.end))


def _provisional(document: Document, tellings: list[Telling], background: Background) -> list[Telling]:
    """Duties of a deal that still needs consent are proposed, whatever their verb."""
    if not background.provisional:
        return tellings
    first = min((t.line for t in tellings if t.status is DeadlineStatus.PROPOSED), default=None)
    if first is None:
        return tellings
    result = []
    for telling in tellings:
        sentence = document.words(document.sentences[telling.line])
        modal = re.search(r"\b(?:is to|are to|shall|will)\b", document.words(telling.quote))
        if (
            telling.status is DeadlineStatus.SET
            and telling.line > first
            and modal
            and telling.rule in ("oblige", "by_then", "promise", "effect", "present_duty")
            and not words.APPROVE.search(sentence)
            and not words.IN_FORCE.search(sentence)
        ):
            telling = replace(telling, status=DeadlineStatus.PROPOSED)
        result.append(telling)
    return result


def _with_roles(document: Document, telling: Telling, background: Background) -> Telling:
    quote = document.words(telling.quote)
    sentence = document.words(document.sentences[telling.line])
    if (
        telling.head
        and cues.SIDES.fullmatch(telling.head)
        and background.sides is not None
        and not telling.setter
        and not telling.addressee
    ):
        return replace(telling, setter=background.sides, addressee=background.sides)
    issuer = background.issuer
    if (
        telling.setter is None
        and issuer is not None
        and cues.GRANTED.search(quote)
        and not _is(telling.addressee, issuer)
    ):
        telling = replace(telling, setter=issuer)
    if telling.setter is None and telling.status is DeadlineStatus.PROPOSED:
        telling = replace(telling, setter=_proposed_by(document, telling, background))
    if telling.kind not in (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY):
        return telling
    setter, addressee = telling.setter, telling.addressee
    if setter is None or addressee is None:
        maker, hit = maker_of(document, telling)
        setter, addressee = setter or maker, addressee or hit
    if (
        setter is None
        and (cues.LAWISH.search(sentence) or telling.rule.startswith("listed"))
        and not cues.TARIFFISH.search(quote)
    ):
        setter = background.owner
    if setter is not None and addressee is not None and setter.party.key == addressee.party.key:
        setter = telling.setter
        addressee = telling.addressee
    return replace(telling, setter=setter, addressee=addressee)


def _proposed_by(document: Document, telling: Telling, background: Background) -> Named | None:
    """Who proposes the day: a setter of the article that says so, or the proposer of the change it belongs to."""
    line = read_line(document, telling.line)
    said = parenthetic_speaker(line)
    if said is not None and said.party.key in background.setters:
        return said
    if telling.kind is DeadlineKind.SCHEDULED or telling.rule.startswith(
        ("clause.future_begin", "clause.plan")
    ):
        return None
    if telling.kind not in (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY) and telling.rule not in (
        "have_until",
        "oblige",
        "by_then",
    ):
        return None
    if cues.TARIFFISH.search(document.words(telling.quote)):
        return None
    named = background.owner if _deal(document) else background.proposer
    if named is None or (telling.addressee is not None and named.party.key == telling.addressee.party.key):
        return None
    return named


def _issuer(document: Document) -> Named | None:
    """Whose statement or notice this is, from a heading such as "MINISTRY OF PORTS - STATEMENT"."""
    if not document.paragraphs:
        return None
    first = document.paragraphs[0]
    match = cues.HEADING.match(document.text, first.start, first.end)
    if match is None:
        return None
    span = Span(match.start("who"), match.end("who"))
    mention = next(iter(document.mentions_in(span)), None)
    if mention is not None:
        return Named(party=mention.party, span=mention.span)
    name = " ".join(
        w.lower() if w in ("OF", "THE", "AND", "FOR") else w.capitalize() for w in match["who"].split()
    )
    return Named(party=Party(key=f"group:{name.lower()}", name=name, kind=PartyKind.BODY), span=span)


def _is(named: Named | None, other: Named) -> bool:
    return named is not None and named.party.key == other.party.key


def _deal(document: Document) -> bool:
    """Whether the change is an agreement between lawmakers and no longer one side's proposal."""
    lead = document.sentences[:2]
    return any(
        re.search(r"\b(?:deal|agreed|agreement|compromise|trilogue)\b", document.words(s)) for s in lead
    )
