"""Who speaks with authority in an article: the issuer of a notice, the body that orders, rules and announces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.extract.deadlines.lexicon import MADE_BY_SIDES
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.nouns import may_set, party_at
from bot.extract.deadlines.roles import parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, Party, PartyKind
from bot.model.text import Span
from bot.text.words import fold

OFFICIAL = re.compile(
    r"\b(?:authority|commission|ministry|court|tribunal|regulator|office|agency|council|panel|department|treasury|bureau|board|government|judges?|watchdog|"
    r"mediator|inspectorate|directorate|service|administration|cabinet|senate|parliament|congress|assembly|exchange|bank|union|league|university|college|"
    r"municipality|waterworks|district|society|institute|college|federation|association|chamber|registry|port|railways?|ombudsman|mayor|police|presidency|secretariat|committee|institution|fund|customs)\b"
)
_PUBLIC = re.compile(
    r"\b(?:authority|commission|ministry|court|tribunal|regulator|office|agency|council|department|treasury|government|judges?|watchdog|inspectorate|parliament|congress|senate|cabinet|board|committee|panel|mayor|district|exchange|bank)\b"
)
_ACTS = re.compile(
    r"\b(?:cleared|approved|order(?:ed|s)|ruled|rules|decided|grant(?:ed|s)|issued|fined|told|gave|given|warned|extended|extends|opened|imposed|required|requires|"
    r"instructed|announce[sd]|published|reminds|renew(?:s|ed)|replaced|set|sets|named|introduced|adopted|barred|banned|suspended|launched|invit(?:es|ed)|decreed|demanded|prolonged|signed|agreed|deferred)\b",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"^\s*(?:contracting (?:body|authority)|issued by|issuer|issuing authority|publisher|authority|buyer|client|organiser|organizer|from)\s*:\s*(?P<who>[^\n.;]{3,80})",
    re.IGNORECASE | re.MULTILINE,
)
_NOTICE = re.compile(
    r"^(?:\W*)(?:(?:public |official |press |regulatory |legal |tender )?(?:notice|statement|release|circular|tender|announcement|communiqu[eé]|order|decision|decree|bulletin)\b|for immediate release|invitation to|press release|call for)",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:has today|hereby|today (?:announces|orders|published)|reminds|announces|is giving|renews|informs|notifies|invites)\b"
)
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s+[A-Z]", re.MULTILINE)
_NEWS = re.compile(
    r"^[A-Z][A-Z .,'-]{2,40}(?:,[^-–—\n]{2,40})?(?:\([^)]{2,40}\))?\s*[-–—]\s|\b(?:said|told reporters|told a news conference)\b(?! (?:the )?(?:authority|office|agency|ministry)'s)"
)
_SELF_REFERENCE = re.compile(
    r"\b[Tt]he (?P<head>Office|Authority|Agency|Ministry|Bank|University|Commission|Company|Council|Department|Board|Court|Institute|Society|Bureau|Treasury|Municipality|Fund|Exchange|Registry|Association|Group|Issuer|Offeror|Regulator|Inspectorate)\b"
)
_DUTY_RULES = re.compile(
    r"oblige|have_until|given|by_then|on_condition|limit_is|new_limit|due|may_within|listed|present_duty|paper_due|last_day|expected_by|to_be_done|won|clause\.(?:duty|permit|noun|pay|stay|end|begin)|effect|until|expire|moved"
)
_CREDITORS = re.compile(
    r"\b(?:lenders|bondholders|creditors|banks|shareholders|owners|insurers|trustees|donors|investors)\b"
)
_HOLDERS = (DeadlineKind.SCHEDULED, DeadlineKind.COMMITMENT)
_SOFT = ("oblige", "by_then", "clause.duty", "fronted")
_ADVISED = re.compile(r"\b(?:should|requested to|invited to|asked to|advised to)\b")
_DEAL = re.compile(
    r"\b[Uu]nder (?:the|its|this|that) (?:\w+ )?(?:deal|agreement|standstill|plan|accord|pact|terms|arrangement|settlement)\b"
)
REACH = 3
"""How many sentences back an authority still governs what is told without its author, when there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """A party shown acting with authority, and in which sentence."""

    line: int
    named: Named
    public: bool


def with_authority(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with the issuer of a notice, or the one authority that acts before them, as their missing setter."""
    tellings = with_interview(document, tellings)
    if not any(telling.setter is None for telling in tellings):
        return list(tellings)
    issuer = issuer_of(document)
    if issuer is not None:
        return [_issued(document, telling, issuer) for telling in tellings]
    acting = _acting(document, tellings)
    tellings = [_announced(document, telling) for telling in tellings]
    return [_ordered(document, telling, acting) for telling in tellings]


def issuer_of(document: Document) -> Named | None:
    """Whose notice, press release or tender the document is; None for news about others."""
    text = document.text
    told = _SELF.search(text, 0, 1500)
    if told is not None:
        return _named(document, Span(told.start("who"), told.end("who")))
    heads = Counter(match["head"] for match in _SELF_REFERENCE.finditer(text))
    bodies = [m for m in document.mentions if m.party.kind is PartyKind.BODY]
    opening = document.sentences[0].of(text) if document.sentences else ""
    silent = (
        re.search(
            r"(?<![\"”’'] )\b(?:said|told|says|according to|insist(?:s|ed)|denied|critics)\b",
            re.sub(r"[\"”’'],?\s+said\b", "", text),
        )
        is None
    )
    formal = _NOTICE.match(opening) is not None or len(_NUMBERED.findall(text)) >= 3
    if not formal and _NEWS.search(text):
        reporting = len(re.findall(r"\b(?:said|told)\b", text))
        if reporting > 1 or text[:60].split(" - ")[0].isupper():
            return None
    if heads:
        head, count = heads.most_common(1)[0]
        if formal or count >= 2:
            fits = [
                m
                for m in bodies
                if fold(head) in fold(m.party.name).split() or fold(m.words).endswith(fold(head))
            ]
            if fits:
                best = max(fits, key=lambda m: len(m.party.name))
                return Named(party=best.party, span=best.span)
    if silent and not formal and document.sentences:
        lead = _lead_subject(document)
        if lead is not None:
            return lead
    if formal or _PRESENT.search(text, 0, 400):
        for index, sentence in enumerate(document.sentences[:3]):
            acting = _actor(document, index, sentence)
            if (
                acting is not None
                and acting.named.party.kind is PartyKind.BODY
                and OFFICIAL.search(fold(acting.named.party.name))
            ):
                return acting.named
    return None


_LEAD = re.compile(
    r"^\s*(?P<who>The [^,;:.]{3,50}?|[A-Z][^,;:.]{3,50}?)\s+(?:is|are|has|have|will|reminds|withdraws|announces|informs|invites|renews|gives|closes|opens|orders|requires|notifies|publishes|extends|introduces)\b"
)


def _lead_subject(document: Document) -> Named | None:
    """The body that a press release without reporting verbs begins with."""
    sentence = document.sentences[0]
    match = _LEAD.match(document.words(sentence))
    if match is None:
        return None
    named = party_at(read_line(document, 0), match.start("who"), match.end("who"))
    return named if named is not None and named.party.kind is PartyKind.BODY else None


def _named(document: Document, span: Span) -> Named:
    mention = next((m for m in document.mentions_in(span) if m.party.kind is PartyKind.BODY), None)
    if mention is not None:
        return Named(party=mention.party, span=mention.span)
    name = " ".join(span.of(document.text).split())
    return Named(party=Party(key=f"group:{fold(name)}", name=name, kind=PartyKind.BODY), span=span)


def _issued(document: Document, telling: Telling, issuer: Named) -> Telling:
    if (
        telling.status is DeadlineStatus.PROPOSED
        and telling.rule in _SOFT
        and _ADVISED.search(document.words(telling.quote))
    ):
        telling = replace(telling, status=DeadlineStatus.SET, setter=telling.setter or issuer)
    if telling.setter is not None or (
        telling.status is DeadlineStatus.PROPOSED and telling.rule.startswith("ask")
    ):
        return telling
    if telling.addressee is not None and telling.addressee.party.key == issuer.party.key:
        return telling
    return replace(telling, setter=issuer)


def _acting(document: Document, tellings: Sequence[Telling]) -> list[Acting]:
    found = []
    told = {telling.line for telling in tellings}
    for index, sentence in enumerate(document.sentences):
        acting = _actor(document, index, sentence)
        if acting is not None:
            found.append(acting)
        if index in told and (speaker := _announcer(document, index)) is not None:
            found.append(Acting(line=index, named=speaker, public=True))
    return found


def _announcer(document: Document, index: int) -> Named | None:
    """The body that tells the sentence from behind: "..., the water district said"."""
    named = parenthetic_speaker(read_line(document, index))
    unnamed = (
        named is not None
        and named.party.kind is PartyKind.UNNAMED
        and OFFICIAL.search(fold(named.party.name))
    )
    if (
        named is None
        or (named.party.kind is not PartyKind.BODY and not unnamed)
        or _OUTSIDER.search(fold(named.party.name))
    ):
        return None
    return named


_LOOKED_BACK = frozenset(("before_limit", "missed", "failed_by", "did_in_time", "met", "passed", "let_pass"))


def _announced(document: Document, telling: Telling) -> Telling:
    """A start, end or duty that a body announces is that body's own, unless it is the one bound."""
    if (
        telling.setter is not None
        or telling.status is DeadlineStatus.PROPOSED
        or telling.kind is DeadlineKind.COMMITMENT
        or telling.rule in _LOOKED_BACK
        or telling.head in MADE_BY_SIDES
    ):
        return telling
    named = _announcer(document, telling.line)
    if named is None or (telling.addressee is not None and telling.addressee.party.key == named.party.key):
        return telling
    return replace(telling, setter=named)


_OUTSIDER = re.compile(
    r"\b(?:news|newspaper|herald|times|post|wire|gazette|analysts?|lawyers?|radio|television|tv|agency reuters|dispatch)\b"
)
_SPOKEN = re.compile(r"^(?:\d{1,2}[:.]\d\d\s*[-–—]?\s*)?(?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}|A):\s")
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us|me)\b", re.IGNORECASE)


def with_interview(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """In an interview, what the one who answers imposes is theirs, and the label before an answer is nobody's duty."""
    labels = [(p, m) for p in document.paragraphs if (m := _SPOKEN.match(document.text[p.start : p.end]))]
    if len(labels) < 2 or (
        not any(m["who"] in ("A", "Q") for _, m in labels)
        and len(re.findall(r"^Q:", document.text, re.MULTILINE)) < 2
    ):
        return list(tellings)
    guest = next(
        (mention for p, m in labels if m["who"] not in ("A", "Q")
         for mention in document.mentions_in(Span(p.start + m.start("who"), p.start + m.end("who")))), None,
    )  # fmt: skip
    if guest is None:
        return list(tellings)
    named = Named(party=guest.party, span=guest.span)
    return [_answered(document, telling, named) for telling in tellings]


def _answered(document: Document, telling: Telling, guest: Named) -> Telling:
    own = telling.addressee is not None and telling.addressee.party.key == guest.party.key
    if own and not _FIRST_PERSON.search(document.words(telling.quote)):
        telling = replace(telling, addressee=None)
    paragraph = document.paragraph_at(telling.quote.start)
    asked = paragraph is not None and document.text[paragraph.start : paragraph.start + 2] == "Q:"
    if (
        asked
        or telling.setter is not None
        or telling.kind is not DeadlineKind.DEADLINE
        or _FIRST_PERSON.search(document.words(telling.quote))
    ):
        return telling
    return replace(telling, setter=guest)


def _actor(document: Document, index: int, sentence: Span) -> Acting | None:
    """Who acts with authority in the sentence: the subject of its first verb of deciding."""
    match = _ACTS.search(document.text, sentence.start, sentence.end)
    if match is None:
        return None
    line = read_line(document, index)
    at = match.start() - sentence.start
    group = re.search(
        r"(?:\b(?:had|has|have|will|also|now|formally|today|it|they|he|she)\s+)+$", line.marked[:at]
    )
    subject = subject_before(
        line, group.start() if group and not re.search(r"\b(?:it|they|he|she)\b", group.group()) else at
    )
    if subject is None:
        return None
    if re.search(r"\b(?:was|were|is|are|been|be)\s+(?:\w+ly\s+)?$", line.marked[:at]):
        return None
    named = party_at(line, *subject)
    if named is None or named.party.kind in (PartyKind.UNNAMED,):
        return None
    name = fold(named.party.name)
    public = _PUBLIC.search(name) is not None
    if named.party.kind is PartyKind.PERSON:
        if not may_set(line, named):
            return None
        public = True
    elif (
        not OFFICIAL.search(name) and named.party.kind is not PartyKind.STATE and not _CREDITORS.search(name)
    ):
        return None
    return Acting(line=index, named=named, public=public)


def _ordered(document: Document, telling: Telling, acting: Sequence[Acting]) -> Telling:
    if telling.status is DeadlineStatus.PROPOSED and telling.rule in _SOFT and telling.setter is not None:
        advised = re.search(r"\bshould\b", document.words(telling.quote)) and OFFICIAL.search(
            fold(telling.setter.party.name)
        )
        return replace(telling, status=DeadlineStatus.SET) if advised else telling
    if telling.setter is not None or telling.kind in _HOLDERS or not _DUTY_RULES.match(telling.rule):
        return telling
    if telling.status in (DeadlineStatus.PROPOSED, DeadlineStatus.WITHDRAWN):
        return telling
    dealt = _DEAL.search(document.words(document.sentences[telling.line])) is not None
    earlier = [a for a in acting if a.line <= telling.line and (a.public or dealt)]
    if telling.head in MADE_BY_SIDES and (teller := _announcer(document, telling.line)) is not None:
        earlier = [a for a in earlier if a.named.party.key != teller.party.key]
    if telling.addressee is not None:
        earlier = [a for a in earlier if a.named.party.key != telling.addressee.party.key]
    if telling.kind in (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY):
        earlier = [a for a in earlier if a.named.party.kind is PartyKind.BODY]
    if not earlier:
        return telling
    near = [a for a in earlier if telling.line - a.line <= REACH]
    keys = {a.named.party.key for a in earlier}
    if len(keys) == 1:
        return replace(telling, setter=earlier[-1].named)
    if near and len({a.named.party.key for a in near}) == 1:
        return replace(telling, setter=near[-1].named)
    bodies = [a for a in near or earlier if a.named.party.kind is PartyKind.BODY]
    if near and bodies and len({a.named.party.key for a in bodies}) == 1:
        return replace(telling, setter=bodies[-1].named)
    return telling
