"""Where, how long, about what and by which means: read from the clause that tells of the encounter."""

from __future__ import annotations

import re

from bot.extract.document import Document
from bot.extract.meetings.bounds import clause_end, clause_first, clause_limit, clause_start, segment_first
from bot.extract.meetings.clauses import Row
from bot.model.facts import Mode
from bot.model.text import Span

_BUILDING = (
    r"(?:ministry|embassy|airport|air base|palace|hotels?|park|offices?|headquarters|ports?|residence|capital|chancellery|parliament|"
    r"courts?|courthouse|restaurant|villa|base|kitchen|garden|border|consulate|mission|resort|ranch|castle|monastery|church|school|"
    r"hospital|clinic|chambers|factory|site|station|city|town|house|library|department|plant|compound|convention cent(?:re|er)|club|farm|"
    r"cent(?:re|er)|hall|village)"
)
_NAME = (
    r"[A-Z][\w.'’-]*(?:[ -](?:(?:of|de|del|la|al|el|the|and) )?[A-Z][\w'’-]*){0,5}"
    rf"(?: (?:{_BUILDING}|province|region|coast|island|soil|territory)\b)?"
)
_PLACE = re.compile(
    r"(?:\b(?:[Ii]n(?:to)?|[Aa]t|[Oo]n|[Nn]ear|[Oo]utside|[Aa]board) )"
    rf"((?:the |his |her |its |their )?(?:(?:[a-z-]+ ){{0,4}}(?:near|in|at|of|outside) (?:the )?)?{_NAME})"
)
_PLAIN_PLACE = re.compile(
    rf"\b(?:at|in|into) ((?:the|a|an|his|her|its|their) (?:[a-z-]+ ){{0,2}}{_BUILDING})\b"
)
# Where somebody goes or is asked to come, in front of what they do there: "flew to Leeds to meet", "left for the palace to see".
_GOING = re.compile(
    r"\b(?:(?:travel|head|return|mov|rac|rush)\w*|fl(?:y|ies|ew|own|ying)|went|go(?:es|ing|ne)?|c(?:a|o)m(?:e|es|ing)|leav(?:e|es|ing)|left|"
    r"set off|depart\w*|driv(?:e|es|en|ing)|drove|summon\w*|invit\w*|was called|were called)"
    r"(?: (?!to\b|for\b)[\w'’]+){0,6}? (?:to|for) "
    rf"((?:the (?!(?:person|president|minister|same)\b)(?:[a-z-]+ ){{0,2}}{_BUILDING}\b)|(?:the )?{_NAME})"
)
_NO_PLACE = re.compile(
    r"^(?:the |its )?(?:margins|sidelines|fringes|phone|telephone|person|secret|private|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Telegram|Twitter|Facebook|X|Truth Social|Mr|Mrs|Ms)\b"
)
# "the war in the strait", "talks on the river": what it was about, not where it was.
_STRIFE_BEFORE = re.compile(
    r"\b(?:wars?|conflicts?|fighting|cris[ie]s|situation|violence|unrest|ceasefires?|truces?|tensions|peace|hostilities|developments|"
    r"elections?|bloodshed|coup|protests?|escalation|famine|operations?|troops|forces|presence|killings?|stability|interests?|"
    r"investments?|reconstruction|rebels|militants)\s+$",
    re.IGNORECASE,
)
_TALK_BEFORE = re.compile(
    r"\b(?:talks|negotiations|discussions?|debate|deal|agreement|rounds?|conference|meeting|session|vote|consultations)\s+$",
    re.IGNORECASE,
)
_OCCASION_AFTER = re.compile(
    r"(?: [\w-]+)? (?:summit|forum|conference|meeting|talks|session|assembly|gathering|round|congress|gala)\b"
)
_SMALL_WORD = re.compile(
    r" (?:about|after|ahead|alone|along|alongside|amid|among|and|around|as|at|because|before|beside|between|but|by|despite|during|early|for|from|"
    r"he|in|instead|into|it|last|late|later|near|next|not|of|on|or|over|rather|separately|she|since|so|soon|that|the|they|this|though|through|to|"
    r"today|together|tomorrow|tonight|twice|under|until|what|when|where|which|while|who|will|with|within|without|yesterday)\b"
)


def place_of(doc: Document, row: Row, head: int, at: int, right: int) -> Span | None:
    """Where it was: the first "in", "at", "near" of the clause with a name or a known kind of building."""
    limit = clause_limit(row, at)
    first = row.nodes[min(at, len(row.nodes) - 1)].span.end
    found = _place_in(doc, first, limit)
    if found is None:
        verbs = [j for j in range(head, min(at, len(row.nodes))) if row.finite(j)]
        start = row.nodes[verbs[-2] + 1].span.start if len(verbs) > 1 else clause_start(row, head)
        first = clause_first(row, head)
        before = None
        if first > 0 and row.word(first - 1) in ("where", "when"):
            start = row.nodes[segment_first(row, first - 1)].span.start
            before = _named_before(doc, row.span.start, row.nodes[first - 1].span)
        end = row.nodes[min(at, len(row.nodes) - 1)].span.start
        asked = any(row.word(j).startswith(_ASKING) for j in range(head, min(at + 1, len(row.nodes))))
        found = before or _place_in(doc, start, end) or _destination(doc, row, limit if asked else end)
    return found


_ASKING = ("invit", "summon")
_BEFORE_WHERE = re.compile(rf"(?<![\w'’-])({_NAME}),? $")


def _named_before(doc: Document, start: int, where: Span) -> Span | None:
    """ "Flew in from Leeds, where he had met B": the name that "where" takes up."""
    match = _BEFORE_WHERE.search(doc.text[start : where.start]) if where.of(doc.text) == "where" else None
    span = Span(start + match.start(1), start + match.end(1)) if match is not None else None
    return span if span is not None and _is_place(doc, span) else None


def place_at(doc: Document, row: Row, at: int) -> Span | None:
    match = _PLACE.match(doc.text, row.nodes[at].span.start, row.span.end)
    if match is None or _NO_PLACE.match(match.group(1)):
        return None
    return Span(match.start(1), match.end(1))


def _place_in(doc: Document, start: int, end: int) -> Span | None:
    for pattern in (_PLACE, _PLAIN_PLACE):
        for match in pattern.finditer(doc.text, start, end):
            span = Span(match.start(1), match.end(1))
            if _is_place(doc, span) and not _tells_subject(doc, match.start(), span):
                return _with_name(doc, _without_time(doc, span))
    return None


_ITS_NAME = re.compile(rf", ({_NAME})(?=[,.;])")


def _with_name(doc: Document, span: Span) -> Span:
    """ "Kestria's capital, Tarn": the name of the place is told with it."""
    if not span.of(doc.text).endswith(("capital", "city", "town", "port", "resort", "village")):
        return span
    named = _ITS_NAME.match(doc.text, span.end)
    return Span(span.start, named.end(1)) if named is not None else span


def _tells_subject(doc: Document, at: int, span: Span) -> bool:
    """Whether the words of `span`, behind the preposition that begins at `at`, are what it was about."""
    before = doc.text[max(0, at - 24) : at]
    if _STRIFE_BEFORE.search(before):
        return True
    ground = span.of(doc.text).endswith(("soil", "territory"))
    return (
        doc.text[at : at + 3].casefold() == "on " and not ground and _TALK_BEFORE.search(before) is not None
    )


def _destination(doc: Document, row: Row, end: int) -> Span | None:
    """Where those who meet go for it, told in the same sentence in front of the meeting."""
    found = [Span(m.start(1), m.end(1)) for m in _GOING.finditer(doc.text, row.span.start, end)]
    return next((_without_time(doc, span) for span in reversed(found) if _is_place(doc, span)), None)


_OWNERS = frozenset("its his her their our my".split())
_ASKED_BY = re.compile(
    r"['’]s? (?:own )?(?:request|invitation|initiative|insistence|behest|urging|suggestion)\b"
)


def _is_place(doc: Document, span: Span) -> bool:
    """Whether words behind a preposition can be a place: no time, no person, no name that only describes an occasion or a thing."""
    words, text = span.of(doc.text), doc.text
    if _NO_PLACE.match(words) or _is_time(doc, span) or _is_person(doc, span):
        return False
    if words.casefold() in _OWNERS or _ASKED_BY.match(text, span.end - 2 * words.endswith(("'s", "’s"))):
        return False  # "delayed at Tarn's request", "at its January meeting"
    if _OCCASION_AFTER.match(text, span.end):
        return False
    describes = words.startswith("the ") and re.match(r" [a-z]", text[span.end : span.end + 2]) is not None
    return not describes or _SMALL_WORD.match(text, span.end) is not None or words.split()[-1].islower()


def _is_time(doc: Document, span: Span) -> bool:
    return any(
        when.span.start <= span.start < when.span.end
        for when in doc.whens_in(Span(max(0, span.start - 30), span.end))
    )


_HOUSES = (
    "House",
    "Hall",
    "Palace",
    "Hotel",
    "Lodge",
    "Castle",
    "Bhavan",
    "Bhawan",
    "Mahal",
    "Centre",
    "Center",
    "Club",
)


def _is_person(doc: Document, span: Span) -> bool:
    """Whether the words name a person; "his residence" and "at Raj Bhavan" do not."""
    if span.of(doc.text).endswith(_HOUSES):
        return False
    return any(
        mention.party.kind.value == "person"
        and mention.span.overlaps(span)
        and mention.words.casefold() not in _OWNERS
        for mention in doc.mentions_in(Span(max(0, span.start - 30), span.end))
    )


_LEFT_OVER = re.compile(r"[\s,]+(?:in|at|on|of|for|by|from)$")


def _without_time(doc: Document, span: Span) -> Span:
    """The words before a day that stands among them: "his residence in July"."""
    for when in doc.whens_in(span):
        words = doc.text[span.start : when.span.start].rstrip()
        words = _LEFT_OVER.sub("", words)
        return Span(span.start, max(span.start + 1, span.start + len(words)))
    return span


_NUMBER = (
    r"(?:\d[\d.,½-]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|forty-five|fifty|ninety|half an?|several|a few)"
)
_LENGTH = re.compile(
    r"\b(?:(?:about|around|some|nearly|almost|more than|over|just over|just under|under|less than|roughly|at least|approximately|"
    r"a little over|well over) )?"
    rf"(?:{_NUMBER}(?: and a half| or {_NUMBER})?[ -](?:hours?|minutes?|days?)(?: and (?:a half|{_NUMBER}(?: minutes?)?))?|"
    r"a quarter of an hour|half an hour|an hour and a half|(?:three|two)-and-a-half hours)\b",
    re.IGNORECASE,
)
_LENGTH_LEADS = re.compile(
    r"(?:\bfor|\bafter|\blasted|\btook|\bran|\bwithin|\bover|\bin an?|\ba|\bof)(?: (?:a )?(?:total of )?)? *$",
    re.IGNORECASE,
)


def duration_of(doc: Document, row: Row, left: int, at: int) -> Span | None:
    """How long it took, when the clause tells: "for around three hours", "nearly three hours of talks", "lasted"."""
    start, end = clause_start(row, left), clause_limit(row, at)
    for match in _LENGTH.finditer(doc.text, max(row.span.start, start - 30), end):
        before = doc.text[max(0, match.start() - 20) : match.start()]
        after = doc.text[match.end() : match.end() + 12]
        if re.match(r"\s+(?:ago|later|earlier|before|after|from)\b", after):
            continue
        if (
            _LENGTH_LEADS.search(before)
            or re.match(r"\s+of\b|[ -](?:talks|meeting|call|session|conversation)", after)
            or "-" in match.group()
        ):
            return Span(match.start(), match.end())
    return None


_TOPIC = re.compile(
    r"(?:\b(?:to discuss|to talk about|discussed|discussing|about|ON|focused on|devoted to|focusing on|covering|to negotiate|"
    r"on the subject of) )((?:the |a |an |its |their |how |ending |possible )?[\w'’-]+(?:[ ,-]+(?!on\b|in\b|at\b|after\b|before\b|"
    r"when\b|who\b|that\b|said\b|but\b|while\b|which\b|whose\b|where\b|according\b|saying\b|as\b|because\b|since\b|amid\b|despite\b)"
    r"[\w'’-]+){0,9})"
)
_TOPIC_OF_TALKS = re.compile(_TOPIC.pattern.replace("|ON|", "|on|over|"))


def topic_of(doc: Document, row: Row, right: int, *, talks: bool) -> Span | None:
    """What it was about, in the article's words, when they follow in the same sentence.

    talks: the trigger is one that goes with "on": "talks on the budget", not "met on arrival".
    """
    pattern = _TOPIC_OF_TALKS if talks else _TOPIC
    if right >= len(row.nodes):
        return None
    start = row.nodes[right - 1].span.end
    for match in pattern.finditer(doc.text, start, row.span.end):
        span = Span(match.start(1), match.end(1))
        if (
            _is_time(doc, span)
            or _LENGTH.match(match.group(1))
            or match.group(1)[:1].isdigit()
            or _place_words(match.group(0), match.group(1))
        ):
            continue
        if any(w.span.overlaps(span) for w in doc.whens_in(Span(span.start, span.end))):
            cut = next(w.span.start for w in doc.whens_in(span))
            words = re.sub(r"[\s,]+(?:on|in|at|by|for)?\s*$", "", doc.text[span.start : cut])
            return Span(span.start, span.start + len(words)) if words else None
        return span
    return None


def _place_words(whole: str, words: str) -> bool:
    first = words.split()[0].casefold()
    return first in (
        "monday",
        "social",
        "his",
        "her",
        "condition",
        "behalf",
        "telegram",
        "friday",
        "them",
        "the",
    ) and (whole.startswith("on ") and (not words.startswith("the ") or _ON_THE.match(words) is not None))


# "On the sidelines", "on the phone", "on the island": how, where or when, and no matter.
_ON_THE = re.compile(
    r"the (?:\w+ )?(?:sidelines?|margins?|fringes?|eve|phone|telephone|line|spot|ground|way|road|island|islands|coast|border|banks?|river|"
    r"same|day|morning|afternoon|evening|weekend|occasion|anniversary|invitation|initiative|basis|condition|orders?|understanding|terms|"
    r"recommendation|advice|request|sideline|steps|lawn|terrace|yacht|ship|train|plane|stage|dot)\b"
)
_VIDEO = re.compile(r"\b(?:video|virtual(?:ly)?|online|zoom|by video|videoconference)\b", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:by|on|over|via) (?:the )?(?:tele)?phone\b|\b(?:tele)?phone (?:call|conversation|talks)\b",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"\b(?:indirect|proximity|shuttl\w+|through mediators|via mediators|go-between)\b", re.IGNORECASE
)


def mode_of(row: Row, begin: int, at: int, end: int) -> Mode | None:
    """The mode that words of the noun phrase and its clause tell, or None."""
    words = row.mask(begin, min(clause_end(row, at), at + 10))
    if _INDIRECT.search(words):
        return Mode.INDIRECT
    if _VIDEO.search(words):
        return Mode.VIDEO
    if _PHONE.search(words):
        return Mode.PHONE
    return None
