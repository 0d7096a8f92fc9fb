"""Which words a reporting verb reports: the quotation beside it, the clause before it or the clause after it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.statements.speakers import Clause, Speaker
from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.text.cues import NOUN_LIKE, REPORTING_VERBS, Reporting

_FORMS = "|".join(
    sorted(
        {
            *REPORTING_VERBS,
            "voiced",
            "voices",
            "expressed",
            "corrected",
            "declined",
            "ruled",
            "rule",
            "continued",
            "pointed out",
            "points out",
        },
        key=len,
        reverse=True,
    )
)
CUE = re.compile(rf"(?<![\w’'-])(?:{_FORMS})(?![\w’'-])", re.IGNORECASE)
_DOCUMENT = (
    r"(?:a|an|the|his|her|its|their)\s+(?:[\w-]+\s+){0,2}?(?:statement|interview|post|letter|filing|e-?mail|release|memo|note|message|speech|"
    r"briefing|blog|video|report|ruling|judgment|tweet|notice)"
)
_TIME = (
    r"(?:(?:early|late|earlier|later|again|also|only|separately|publicly|repeatedly)\s+)?(?:(?:on|in|at|last|this|next|late|early)\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|month|week|year|night|morning|evening|afternoon|"
    rf"(?<=\b[io]n\s){_DOCUMENT}|social\s+media|Telegram|X|television|afterwards|later|online)"
    r"(?:\s+(?:morning|evening|night|afternoon))?"
)
_LISTENERS = (
    r"(?:(?:[\w-]+\s+)?(?:reporters|journalists|lawmakers|legislators|delegates|supporters|troops|soldiers|students|viewers|listeners|voters|"
    r"investors|analysts|employees|staff|residents|mourners|worshippers|MPs|senators)|parliament|state\s+(?:television|TV|media)|"
    r"(?:a|an|the|his|her|their|its)\s+(?:[\w-]+\s+){0,3}?(?:council|parliament|committee|court|agency|newspaper|broadcaster|channel|house|senate|"
    r"assembly|audience|paper|station|radio|site|daily|outlet|programme|program|network|magazine|BBC|nation|press|briefing|conference|"
    r"gathering|rally|summit|meeting|hearing|crowd|forum|event|panel|congregation|inquiry)|"
    r"[A-Z][\w.]+(?:\s+[A-Z][\w.]+){0,4}|him|her|them|us|me)"
)
_AFTER_SAY = re.compile(rf"\s+(?:{_TIME}\s*,?\s+){{0,2}}(?:that\s+|:\s*)?")
_AFTER_TELL = re.compile(rf"\s+(?:{_LISTENERS}\s+)?(?:{_TIME}\s*,?\s+){{0,2}}(?:that\s+|:\s*)?")
# "told the council on Tuesday that", "said in a post late on Sunday that", but not "says countries that trade".
_THAT_SOON = re.compile(
    r"\s+(?:that\s+|(?:yesterday|today|tonight|tomorrow|on|in|at|late|early|after|during|before|earlier|later|last|this|to|only|again|publicly|repeatedly|separately|recently|"
    r"by|through|via|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"(?:(?!\b(?:was|were|is|are|had|has|have|would|will|could|and|but|or)\b)(?:[^,;.:\"“]|(?<=\b[A-Z][a-z]{2})\.)){0,60}?\sthat\s+)"
)
_TOLD_THAT = re.compile(
    r"\s+(?:(?!\b(?:was|were|is|are|had|has|have|would|will|could|but|or)\b)[^,;.:\"“]){0,60}?\bthat\s+"
)
_TRAILER = re.compile(
    rf"(?:\s+(?:{_LISTENERS}))?(?:\s+{_TIME}){{0,2}}(?:\s+(?:after|in|at|during|before)\s"
    rf"(?!{_DOCUMENT}\s+(?:it|he|she|they|there|the|its|no|[A-Z]\w+)\s)(?:(?!\bthat\b)[^,.;]){{1,60}})?\s*(?P<mark>[.,;:!?]|$)"
)
_NEXT_CUE = re.compile(
    r",?\s+(?:and|but|while|then)\s+(?:also\s+|later\s+|then\s+|he\s+|she\s+|they\s+)?(?:said|says|called|added|told|described|warned|denied|insisted|"
    r"asked\s+for|promised|welcomed|named|published)\b|,\s+(?:adding|saying|calling|describing|arguing|insisting|warning)\b|;\s(?!(?:it|he|she|they|there)\b)"
    r"|,\s+(?:while|but|and)\s+(?:[^\s,.;]+\s+){1,5}(?:said|says|denied|denies)\b|;\s\w+\s+(?:said|added|repeated|warned|told|called|denied)\b"
)
# What is told of the saying and not said: ", citing two sources", ", speaking in Lund", ", adding that ...".
_ABOUT_SAYING = re.compile(
    r"\s*(?:adding|citing|speaking|quoting|noting|saying|asking\s+not|insisting|stressing|referring|pointing|calling|describing|who|whose)\b"
)
_NEXT_THAT = re.compile(
    r",\s+that\s+(?=(?:a|an|the|he|she|it|they|there|no|next|[A-Z]\w+)\b)|,?\s+and\s+that\s+"
)
_CLAUSE_VERBS = frozenset([Reporting.SAY, Reporting.CLAIM, Reporting.WRITE, Reporting.WARN, Reporting.MIGHT])
# Verbs of saying that are too often something else unless a clause or a quotation follows.
WEAK = frozenset(
    """announce announced announces confirm confirmed conclude concluded report reported reports propose proposed agree agreed
    agrees publish published posted note noted charges recall recalled observe observed signal signalled suggest suggested indicate
    indicated predict predicted recommend recommended disclose disclosed reveal revealed state stated states answer answered speak
    spoke speaks comment commented respond responded reply replied ask asked asks invite invited demand demanded request
    requested caution cautioned charge charged counter countered mention mentioned repeat repeated explain explained maintain
    maintains maintained maintaining highlight highlights highlighted highlighting underscore underscores underscored underscoring
    underline underlines underlined underlining regret regrets regretted regretting lament laments lamented lamenting""".split()
)
_SPEAKING = frozenset(
    "spoke speaks speak speaking complained complains complain boasted hinted hints warned warns appealed appeals asked asks asking".split()
)
_SPOKE_OF = re.compile(r"\s+(?:only\s+)?(?:of|about|against)\s+")  # "spoke for 90 minutes" tells no content
_PARTICLE = re.compile(r"\s+(?:only\s+)?(?:of|for|at|about|against|on)\s+")


def contents_of(
    doc: Document,
    clause: Clause,
    match: re.Match[str],
    verb: str,
    speaker: Speaker,
    quotes: tuple[Span, ...],
    taken: set[int],
    rule: str,
) -> Iterator[tuple[Span, bool]]:
    """The stretches that the reporting verb at `match` reports, and whether each is quoted."""
    text, end = doc.text, sentence_end(doc, clause)
    quoted = _quote_of(clause, match, speaker, rule, taken)
    if quoted is not None:
        taken.add(quoted.start)
        yield cleaned(doc, quoted.start, quoted.end), True
        return
    if verb == "continued":
        return
    told_by = max(match.end(), speaker.span.end) if rule == "inverted" else match.end()
    trailer = _TRAILER.match(text, told_by, clause.span.end)
    first = _with_determiner(text, min(speaker.span.start, match.start()))
    if manner_of(verb) not in _CLAUSE_VERBS and manner_of(verb) is not Reporting.ASK:
        trailer = None
    if trailer is not None and rule != "carried" and _before_is_content(clause, first):
        goes_on = trailer["mark"] == "," and not _ABOUT_SAYING.match(text, trailer.end(), end)
        if goes_on and end - trailer.end() > 12:
            yield Span(clause.part_start(first), end), False
            return
        yield cleaned(doc, clause.part_start(first), first), False
        if trailer["mark"] == ":" and end - trailer.end() > 12:
            yield cleaned(doc, trailer.end(), end), False
        return
    if trailer is not None and trailer["mark"] in (".", "", "!", "?"):
        return
    content = _after(doc, match, verb, end)
    if content is not None:
        for part in _that_clauses(doc, content):
            yield part, False


def _with_determiner(text: str, start: int) -> int:
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def _that_clauses(doc: Document, content: Span) -> Iterator[Span]:
    """ "... had left, that a place was settled and that ...": each clause is a statement of its own."""
    start = content.start
    for match in _NEXT_THAT.finditer(doc.text, content.start, content.end):
        if match.start() - start >= 20 and content.end - match.end() >= 12:
            yield cleaned(doc, start, match.start())
            start = match.end()
    yield cleaned(doc, start, content.end)


def _after(doc: Document, match: re.Match[str], verb: str, end: int) -> Span | None:
    text, start = doc.text, match.end()
    manner = manner_of(verb)
    particle = (_SPOKE_OF if verb.startswith(("speak", "spoke")) else _PARTICLE).match(text, start, end)
    if verb in _SPEAKING or verb in ("called", "calls", "calling", "call", "insisted", "insists"):
        if particle is not None:
            start = particle.end()
        elif verb.startswith(("speak", "spoke")):
            return None
    elif verb in ("rule", "ruled"):
        start = start + len(" out")
    elif verb in ("declined", "corrected"):
        if not re.match(r"\s+(?:to|himself|herself|itself|themselves)\b", text[start:end]):
            return None
        start = match.start()
    elif re.match(r"\s+to\s+[a-z]+\s", text[start : start + 24]) and verb.startswith(_COMMITTING):
        pass  # "threatened to impose ...", "promised to look ..."
    elif manner in _CLAUSE_VERBS:
        pattern = (
            _AFTER_TELL
            if verb.startswith(
                ("tell", "told", "assur", "inform", "remind", "warn", "promis", "notif", "advis", "caution")
            )
            else _AFTER_SAY
        )
        that = (_TOLD_THAT if pattern is _AFTER_TELL else _THAT_SOON).match(text, start, end)
        if that is not None and not _speaks_between(text, start, that.end()):
            start = that.end()
        elif verb in WEAK and not (
            _clause_follows(text, start, end) or _object_follows(text, start, end, verb)
        ):
            return None
        else:
            skipped = pattern.match(text, start, end)
            start = skipped.end() if skipped is not None else start
    elif verb in WEAK:
        return None
    if manner in (Reporting.DENY, Reporting.JUDGE) and re.match(
        r"\s+(?:him|her|them|it|that|this)\s*(?:[:,]|$)", text[start:end]
    ):
        return None
    if re.match(r"\s*(?:it\s+(?:the|like|as|a)\b|to\s+(?:him|her|them|me|us)\b)", text[start : start + 20]):
        return None
    if verb.startswith("welcom") and (_greets(doc, start) or _GUESTS.match(text, start, end)):
        return None
    if verb.startswith("call") and particle is None and _SUMMONS.match(text, start, end):
        return None
    if (verb in ("wrote", "writes") or verb.startswith("conced")) and re.match(r"\s+to\s", text[start:end]):
        return None
    linked = _LINKED.match(text, start, end)
    start = linked.end() if linked is not None else start
    if (
        verb.startswith("add")
        and text[match.end() : match.end() + 6] != " that "
        and not _FINITE.search(text, start, min(end, start + 60))
    ):
        return None  # "now adds routes to its network"
    stop = _NEXT_CUE.search(text, start, end)
    return cleaned(doc, start, stop.start() if stop is not None else end)


_LINKED = re.compile(r"\s*,?\s*(?:however|meanwhile|though|too),\s+")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|will|would|has|had|have|can|could|may|might|must|should|do|does|did|there|\w+ed|[a-z]+n['’]t|it|he|she|they|we)\b|['’](?:s|ve|re|ll|d)\b"
)
_CLAUSE_NEXT = re.compile(
    r"\s+(?:that\b|the\s+\w+(?:\s+\w+){0,4}?\s+(?:was|were|is|are|would|will|had|has|have|could|might)\b|(?:he|she|it|they|there|no|both)\b"
    r"|[A-Z][\w’'-]+\s+(?:was|is|would|will|had|has|could)\b)"
)


_COMMITTING = ("threat", "vow", "pledg", "promis", "propos", "refus")
# Weak verbs that also take what was said as an object: "confirmed the day and the place".
_TAKES_OBJECT = (
    "announc", "confirm", "repeat", "propos", "reveal", "disclos", "predict", "recommend", "suggest", "explain", "recall",
)  # fmt: skip
_OBJECT_NEXT = re.compile(r"\s+(?:the|a|an|his|her|its|their|no|that|this|new|two|three|plans|receipt)\b")


def _object_follows(text: str, start: int, end: int, verb: str) -> bool:
    return verb.startswith(_TAKES_OBJECT) and _OBJECT_NEXT.match(text, start, end) is not None


def _greets(doc: Document, start: int) -> bool:
    """ "Welcomed the prime minister at the airport" says nothing."""
    guest = next(iter(doc.mentions_in(Span(start, start + 6))), None)
    return guest is not None and guest.party.kind in (PartyKind.PERSON, PartyKind.UNNAMED)


_GUESTS = re.compile(
    r"\s+(?:the|a|an|his|her|its|their)\s+(?:\w+\s+){0,3}?(?:delegation|team|mission|visitors?|guests?|envoys?)\b"
)
# "Called 911", "called a meeting", "called the police": nobody says anything there.
_SUMMONS = re.compile(
    r"\s+(?:\d|(?:the\s+)?(?:police|emergency|ambulance|authorities)\b|(?:a|an|the|snap|early|another|off|in|on|up|out)\s+(?:\w+\s+){0,2}?"
    r"(?:meeting|vote|strike|elections?|session|halt|truce|summit|referendum|conference|walkout)\b|(?:off|in|up|out)\b)"
)


def _speaks_between(text: str, start: int, end: int) -> bool:
    return any(m.group().lower() not in NOUN_LIKE for m in CUE.finditer(text, start, end))


def _clause_follows(text: str, start: int, end: int) -> bool:
    return _CLAUSE_NEXT.match(text, start, end) is not None


def _quote_of(
    clause: Clause, match: re.Match[str], speaker: Speaker, rule: str, taken: set[int]
) -> Span | None:
    """The direct speech that the verb at `match` reports, in its sentence or ending there."""
    text = clause.doc.text
    for quote in clause.quotes:
        if quote.start in taken or (quote.end <= match.start() and _ends_clause(clause, quote)):
            continue
        if quote.end <= match.start() and rule != "participle":
            until = speaker.span.start if quote.end <= speaker.span.start < match.start() else match.start()
            between = text[quote.end : until]
            closed = text[quote.end - 1] in ",?!.—–…" or between.strip("\"”' ") in (",", "")
            near = len(between) <= _NEAR or _TITLE.fullmatch(between) is not None
            if closed and near and not re.search(r"[.;]\s", between):
                return quote
        elif quote.start >= match.end():
            between = text[match.end() : quote.start - 1]
            leads = (
                between.rstrip().endswith((":", ",", ";"))
                or _TO_OUTLET.fullmatch(between)
                or between.strip() in ("", "reporters", "that")
            )
            if leads and len(between) < 70 and len(quote) > 12 and not CUE.search(between):
                return quote
    return None


def _ends_clause(clause: Clause, quote: Span) -> bool:
    """Whether the words in marks only end a clause that is told: "The halt was a “scourge they invited,” Holm said." """
    text = clause.doc.text
    before = text[clause.part_start(quote.start) : quote.start - 1]
    return (
        text[quote.start].islower()
        and quote.start - 1 > clause.span.start
        and len(before.split()) > 2
        and before[-1:] == " "
        and not before.rstrip().endswith((",", ":", "”", '"'))
        and not any(q.end <= quote.start and q is not quote for q in clause.quotes)
    )


_TO_OUTLET = re.compile(r"\s+(?:the\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,3}\s*[“\"]?")
_NEAR = 24  # characters between a quotation and its speaker
_TITLE = re.compile(
    r"[\"”’']?\s*(?:(?!(?:is|was|are|were|has|had|have|will|would|that|which|who|and then|but)\b)[A-Za-z][\w.’'&-]*\s+){1,9}"
)
""" "…," White House deputy press secretary [Ada Holm] said: a title of any length."""


def _before_is_content(clause: Clause, first: int) -> bool:
    """Whether a clause that ends in a comma stands before the speaker: "Nothing was fixed, he said." """
    part = clause.doc.text[clause.part_start(first) : first].rstrip()
    return (
        part.endswith((",", ",”", ',"', "—", "–"))
        and (len(part.split()) >= 3 or re.match(r"(?:The|A|An|His|Her|Its|Their)\s", part) is not None)
        and not clause.opens_with_setting(first)
    )


def manner_of(verb: str) -> Reporting:
    """What a folded reporting verb does."""
    if verb in (
        "voiced",
        "voices",
        "expressed",
        "corrected",
        "declined",
        "continued",
        "pointed out",
        "points out",
    ):
        return Reporting.SAY
    if verb in ("ruled", "rule"):
        return Reporting.MIGHT
    return REPORTING_VERBS[verb]


def sentence_end(doc: Document, clause: Clause) -> int:
    """Where a sentence ends without its last mark."""
    end = clause.span.end
    while end > clause.span.start and doc.text[end - 1] in ".;!? \n":
        end -= 1
    return end


def cleaned(doc: Document, start: int, end: int) -> Span:
    """The stretch without white space and commas at its ends."""
    while start < end and (doc.text[start].isspace() or doc.text[start] in ",:;—–"):
        start += 1
    while end > start and (doc.text[end - 1].isspace() or doc.text[end - 1] in ",:;—–"):
        end -= 1
    return Span(start, end)
