"""What is to be made of the evidence when one value is no answer: who told it first, how it changed, how long it lasted."""

from __future__ import annotations

import re

from bot.model.answers import Shape
from bot.text.words import fold, stem

_TELL = r"(?:report(?:ed|s)?|publish(?:ed)?|br[eo]ak|broke|carr(?:y|ied)|cover(?:ed)?|r[au]n the|tell|told|writ(?:e|ten)|wrote)"
_MEDIA = r"(?:outlets?|papers?|newspapers?|media|agenc(?:y|ies)|news sites?|publications?|sources?|articles?|reports?)"
MEDIA = frozenset(
    stem(word)
    for word in "outlet paper newspaper media agency site publication source article report story tell publish independent different separate".split()
)
TERM_WORDS = frozenset(stem(word) for word in ("condition", "term", "set", "impose", "attach", "make"))
WORK_WORDS = frozenset(stem(word) for word in "job work profession occupation living".split())
_MOVED = (
    r"(?:extended|prolonged|lengthened|moved|changed|postponed|put (?:off|back)|pushed back|delayed|brought forward|"
    r"shortened|shifted|renewed|altered|adjusted)"
)
# The first clause of a question: "were they asked before it was moved" is not after the move, nor "did he promise to put it off".
_UP_TO = r"(?:(?!\b(?:before|after|when|because|that)\b).){1,80}(?<!\bto )"
_MATTER = r"(?:deadline|ultimatum|limit|target|due date|date|term|cut-?off)"
_DAYS_SET = rf"(?:{_MATTER}|day|date|time|hearing|vote|expiry|end)"
_SHAPES = (
    (
        Shape.PREVIOUS,
        re.compile(
            rf"^(?:and )?(?:what|which|when|until when|till when|by when)\b.{{0,100}}\bbefore (?:(?:it|this|that|they|the (?:\w+ )?{_DAYS_SET}) (?:was|were|got|had been) "
            rf"(?:\w+ ){{0,2}}?{_MOVED}\b|the (?:\w+ )?(?:extension|move|change|postponement|delay|prolongation|adjournment|renewal|correction)\b)"
            rf"|^(?:and )?(?:what|which) .{{0,60}}\b{_MATTER} .{{0,60}}\bbefore (?:that|then|(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? [a-z]+|[a-z]+ \d{{1,2}}))$"
            rf"|^(?:and )?(?:what|which|when) (?:was|were|is) (?:the |its |his |her |their |[\w'’ ]{{1,40}}'s )?(?:original|previous|old|earlier|former|initial|first) (?:\w+ )?{_MATTER}\b"
        ),
    ),
    (
        Shape.FIRST_TO_REPORT,
        re.compile(
            rf"\b(?:who|which {_MEDIA}|what {_MEDIA}|where) (?:was |were )?(?:the )?(?:it )?first (?:to |{_TELL}|in )"
            rf"|\b(?:who|which {_MEDIA}) {_TELL} (?:\w+ ){{0,8}}?first\b|\bfirst {_MEDIA} to\b|\bwho broke the\b"
        ),
    ),
    (
        Shape.OUTLETS,
        re.compile(rf"\bhow many (?:different |independent |separate |stored )?{_MEDIA}\b|\bwhich {_MEDIA} {_TELL}\b"),
    ),
    (
        Shape.OUTCOME,
        re.compile(
            rf"\b(?:meet|met|keep|kept|keep to|kept to|miss|missed|observe[ds]?|respect(?:ed)?|make|made|comply with|complied with) "
            rf"(?:the |its |his |her |their |this |that |to )?(?:[\w'’-]+ ){{0,3}}?{_MATTER}\b|\b{_MATTER} (?:[\w'’-]+ ){{0,4}}?(?:met|kept|missed|observed|ignored|respected)\b|\b(?:in|on) time\b"
        ),
    ),
    (
        Shape.CHANGE,
        re.compile(
            rf"\bhow (?:did|has|have|had|was|were) .{{1,80}}\b(?:chang|mov|develop|evolv|shift)\w*|\bwhat (?:has |had |have )?(?:been )?"
            rf"changed\b|\bwhat (?:is|was) (?:different|new) (?:about|in)\b|^(?:was|were|has|have|had|is|did|have) {_UP_TO}\b{_MOVED}\b|"
            rf"^(?:from|to) (?:what|which|when)\b.{{1,80}}\b{_MOVED}\b|^who {_MOVED}\b|\b(?:what|which) (?:has |had )?changed (?:in|on|about|with|for)\b"
        ),
    ),
    (
        Shape.LASTED,
        re.compile(
            r"\bhow long (?:did|has|had|was|were|is) .{1,80}\b(?:last|lasted|go on|gone on|been on|run|on strike|closed|shut|suspended|blocked|"
            r"out of service|in force|stop(?:ped)? work\w*|(?:stand|stood) still|walk(?:ed)? out|stay(?:ed)? (?:out|shut|closed))\b"
        ),
    ),
    (
        Shape.CERTAIN,
        re.compile(r"^(?:is|was|were|are) (?:it|this|that) (?:\w+ )?(?:certain|sure|clear|settled|definite|confirmed|guaranteed|known) (?:that|whether|if)\b"),
    ),
    (
        Shape.TERMS,
        re.compile(r"\b(?:on|under|with|subject to) (?:what|which) (?:\w+ )?(?:conditions?|terms)\b|\bwhat (?:are|were|is|was) the (?:\w+ )?(?:conditions?|terms)\b|"
            r"\b(?:what|which) (?:\w+ )?(?:conditions|terms) (?:did|do|does|has|have|had|were|was|are)\b"),
    ),
    (
        Shape.OCCUPATION,
        re.compile(
            r"^(?:(?:and|so|but) )?what (?:(?:does|do|did) .{1,60} (?:do for (?:a living|work)|work as)|(?:is|was|are|were) (?:his|her|their|[\w' .-]+'s?) "
            r"(?:current |former |old )?(?:job|profession|occupation))\b"
        ),
    ),
    (
        Shape.HAPPENED,
        re.compile(
            r"^(?:is|are|was|were|did|has|have|had|will) .{1,120}\b(?:held|take place|taken place|took place|happen(?:ed)?|go(?:ne)? ahead|come about|"
            r"called off|cancelled|canceled|postponed)(?: (?:on|in|at) [^,?]{1,40})?$|^what (?:has )?(?:happened to|became of|become of|came of)\b"
        ),
    ),
    (
        Shape.STILL,
        re.compile(
            r"^(?:is|are|was|were|does|do|did|has|have|had) .{1,100}\bstill\b|"
            r"^(?:is|are|was|were) .{1,100}\b(?:in force|valid|under way|going on|in effect|open|on|over|finished)$"
        ),
    ),
)  # fmt: skip


def shape_of(question: str) -> Shape | None:
    """What a question wants made of its evidence, by its words; None when one value answers it."""
    low = fold(question).strip(" ?.!")
    return next((shape for shape, words in _SHAPES if words.search(low)), None)


def about_a_limit(question: str) -> bool:
    """Whether what a question asks the course or outcome of is a deadline by name."""
    return _LIMIT.search(fold(question)) is not None


_LIMIT = re.compile(
    r"\b(?:deadline|ultimatum|time limit|due date|date|offer period|period|truce|pause|suspension|licen[cs]e|permit|term|expiry)s?\b"
)
