"""What runs out, takes effect or is due, where no duty is told: "the truce between A and B", "its operating licence"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extract.deadlines.lexicon import LIMIT_STRICT
from bot.extract.deadlines.noun_words import GROUP_HEADS
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind
from bot.model.text import Span

_NAMED_BY_HEAD = frozenset(
    {DeadlineKind.EXPIRY, DeadlineKind.EFFECTIVE, DeadlineKind.SCHEDULED, DeadlineKind.DEADLINE}
)
_NO_MATTER = re.compile(
    rf"(?:{LIMIT_STRICT}|dates?|days?|periods?|time|limits?|terms?|steps?|ones?|versions?|those|these|it|they|this|that|he|she|we|start|end|"
    r"threats?|remains?|law|cannot|does|do|did|due|made|not|\w+ed)",
    re.IGNORECASE,
)
_WORD = r"[\w$€£%&/’'.\-\u2010-\u2015]*[\w%]"
_DETERMINER = r"(?:the|an?|its|their|his|her|our|this|that|these|those|any|all|some|no|\w+['’]s|\w+s['’])"
_BOUND = (
    r"(?:and|or|but|of|for|on|in|to|at|by|with|from|until|after|before|as|that|which|who|when|if|while|because|is|are|was|were|be|been|"
    r"has|have|had|will|would|may|might|can|could|must|should|not|he|she|it|they|we|said|says|also|then|now|still|again|already|"
    r"expires?|lapses?|ends?|runs?|ran|takes?|took|closes?|starts?|begins?|opens?|matures?|comes?|came|goes|went|remains?|stays?|falls?|due|"
    r"applies|apply|sets?|passed|passes|scheduled|planned|extended|delayed|postponed|previously|originally)"
)
_NEXT = rf"(?=\s{_BOUND}\b|[,;:.)”\"\n]|$)"
_NOUNS = rf"(?:{_DETERMINER}\s)?(?:(?!{_BOUND}\b){_WORD}\s){{0,5}}?(?!{_BOUND}\b|{_DETERMINER}\s){_WORD}"
# "the closure of Tanner Street", "the truce between A and B": up to two attributes, none of them a clause.
_ATTRIBUTES = re.compile(
    rf"(?:\s(?:of|for|on|in|over|with|against|to|from)\s{_NOUNS}{_NEXT}|\sbetween\s{_NOUNS}\sand\s{_NOUNS}{_NEXT}){{0,2}}"
)
_LIMIT_ON = re.compile(
    rf"\b{LIMIT_STRICT}\s(?:for|on|of|to)\s(?P<what>{_NOUNS}(?:\s(?:and|of|for|in|to)\s{_NOUNS}){{0,3}}){_NEXT}",
    re.IGNORECASE,
)
_LONGEST = 120  # characters


def matter_of(document: Document, tellings: Sequence[Telling]) -> Span | None:
    """The words for it in the first telling that has some; None where it is only called a deadline, or by a pronoun."""
    for telling in tellings:
        found = _limited(document, telling) or _headed(document, telling) or _done(document, telling)
        if found is not None and found.end - found.start <= _LONGEST:
            return _fuller(document, found) or found
    return None


def _fuller(document: Document, bare: Span) -> Span | None:
    """For "the deal" the nearest words before it that say which one: "the grain deal"; None for what says so itself."""
    match = _BARE.fullmatch(document.words(bare))
    if match is None:
        return None
    nearest = None
    first = max(0, bare.start - _REACH)
    for named in re.finditer(
        rf"\b(?:the|an?|its|their|this)\s(?P<which>(?:(?!{_BOUND}\b|{_NO_KIND}\b|{_DETERMINER}\s)[\w’'-]+\s){{1,3}}){match['noun']}\b(?!-)",
        document.text[first : bare.start],
    ):
        nearest = Span(first + named.start(), first + named.end())
    return nearest


_REACH = 3_000  # characters before "the deal" in which it is looked for


_BARE = re.compile(r"(?:the|this|that)\s(?P<noun>[a-z]+)", re.IGNORECASE)
_NO_KIND = r"(?:another|such|no|any|new|next|same|other|first|second|third|last|latest|previous|old|final|possible|wider|full|\w+ly)"


def _limited(document: Document, telling: Telling) -> Span | None:
    """ "The deadline for their merger": what the limit is put to."""
    match = _LIMIT_ON.search(document.text, telling.quote.start, telling.quote.end)
    return None if match is None else _before_time(document, Span(*match.span("what")))


def _done(document: Document, telling: Telling) -> Span | None:
    """ "Promised to hand the plan in by", "may not pay dividends before": what is done until then."""
    if not telling.rule.startswith("clause.") or telling.due is None or telling.kind not in _DUTIES:
        return None
    match = _TO_DO.search(document.text[telling.quote.start : telling.due.span.start])
    if match is None or _POINTING.fullmatch(match["what"]):
        return None
    return Span(telling.quote.start + match.start("what"), telling.quote.start + match.end("what"))


_DUTIES = frozenset({DeadlineKind.DEADLINE, DeadlineKind.COMMITMENT, DeadlineKind.CONDITION})
_POINTING = re.compile(r"(?:do|done) (?:so|it|that|this)|be|one|it|that|this|them", re.IGNORECASE)
_TO_DO = re.compile(
    r"(?:\b(?:to|will|would|must|shall|should|may|can|could|did)\s(?!be due\b|like\b)|\b(?:promised|pledged|undertaken|offered)\s(?=an?\b|the\b|its\b|their\b))"
    r"(?P<what>(?:not\s)?(?!(?:her|him|them|us|me|the|an?|its|their)\s)[a-z][^,;:.\n]{2,90}?)"
    r",?(?:\s(?:by|on|at|from|in|until|within|before|of|for|up to|up to and including|no later than|starting|beginning))*(?:\sthe)?\s*$"
)


def _headed(document: Document, telling: Telling) -> Span | None:
    """The noun phrase of the noun that the telling is about."""
    head = telling.head
    if telling.kind not in _NAMED_BY_HEAD or head is None or len(head) < 3 or not head.isalpha():
        return None
    if _NO_MATTER.fullmatch(head) or head in GROUP_HEADS:
        return None
    last = None
    for match in re.finditer(
        rf"\b{re.escape(head)}\b(?!-)",
        document.text[telling.quote.start : telling.trigger.end],
        re.IGNORECASE,
    ):
        last = match
    if last is None:
        return None
    noun = Span(telling.quote.start + last.start(), telling.quote.start + last.end())
    sentence = document.sentences[telling.line]
    if any(mention.span.overlaps(noun) for mention in document.mentions_in(sentence)):
        return None  # who acts, not what runs out
    start = _phrase_start(document.text, sentence.start, noun.start)
    attributes = _ATTRIBUTES.match(document.text, noun.end, telling.quote.end)
    end = noun.end if attributes is None else attributes.end()
    return _before_time(document, Span(start, end), least=noun.end)


def _phrase_start(text: str, first: int, noun: int) -> int:
    """Where the noun phrase of the noun at `noun` begins: its determiner, else the words of it that no verb can be."""
    left = text[first:noun]
    determined = _DETERMINED.search(left)
    if determined is not None:
        return first + determined.start("phrase")
    plain = _PREMODIFIED.search(left)
    return first + plain.start() if plain is not None else noun


# The determiner nearest to the noun, with the one of its owner: "its operating", "the Company's distribution".
_DETERMINED = re.compile(
    rf"(?:^|.*[\s(“\"])(?P<phrase>(?:(?:the|its|their|his|her)\s(?:[\w-]+\s){{0,2}}(?=\w+['’]s\s|\w+s['’]\s))?"
    rf"{_DETERMINER}\s(?:(?!{_BOUND}\b){_WORD}\s){{0,6}})$",
    re.IGNORECASE | re.DOTALL,
)
_PREMODIFIED = re.compile(
    r"(?:(?:^|(?<=\s))(?:[A-Z0-9€$£](?:[\w.,%’'-]*[\w%])?|\w+-[\w-]+|final|new|old|annual|national|public|general|interim|second|third|first)\s)+$"
)


def _before_time(document: Document, span: Span, *, least: int | None = None) -> Span | None:
    """`span` up to the first time in it; None when that leaves nothing. least: where it may end at the earliest."""
    for when in document.whens_in(span):
        if when.span.start <= span.start and least is None:
            return None
        if least is not None and when.span.start < least:
            continue
        end = span.start + len(_LEADING_UP.sub("", document.text[span.start : when.span.start]))
        span = Span(span.start, min(span.end, end))
    return span if span.end > span.start else None


# What stands between a phrase and the time behind it: "by", "up to and including", "on the".
_LEADING_UP = re.compile(
    r"[\s,(]+(?:(?:by|on|at|from|in|until|within|before|of|for|to|with|up)\s*)*(?:the|its|their|no later than|up to and including)?\s*$"
)
