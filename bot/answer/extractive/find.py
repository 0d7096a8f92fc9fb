"""Finds in a sentence the kind of thing a question asks for: a person, a day, a place, an amount, a length, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bot.answer.extractive.amounts import amounts_in
from bot.answer.extractive.named import DATELINE, NOT_NAMES, names_in, persons_in
from bot.model.answers import AnswerType, Intent, Plan, Shape
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind
from bot.text.anycase import AnyCase
from bot.text.persons import is_person_word
from bot.text.when import tag
from bot.text.words import STOP_WORDS, fold, stem, tokens, words_of

_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|into|via|across|around|toward|towards|on the|for|from|"
    r"(?:travel|go|went|gone|fly|flew|flown|come|came|return|move|head|trip|visit|journey|sent|send|deliver|back|ship|flight|way)\w*(?: back)? to)"
    r"\s(?:the\s)?((?:central|southern|northern|eastern|western|downtown)?\s?[A-Z][\w'’.\-]*(?:\s(?:of\s|de\s|del\s)?[A-Z][\w'’.\-]*)*"
    r"(?:\s(?:airport|hotel|park|base|palace|resort|room|house|office|street|hall|centre|center|stadium|island|sea|valley|region|province))?)"
)
_PLACE_WORDS = AnyCase(
    r"\b(?:airport|hotel|park|base|palace|resort|room|house|office|street|hall|centre|center|stadium|island|venue|building|"
    r"city|town|village|country|capital|border|station|hospital|school|university|online|place)\b",
)
_REASON = re.compile(
    r"\b(?:because|unable|could not|fail(?:ed|s|ure)?|fear\w*|worr\w+|concern\w*|argu\w+|should|want(?:ed|s)?|wish\w*|need\w*|in response|due to|owing to|since|as a result|therefore|in order to|so that|so as to|after|over|amid|caus(?:e|es|ed|ing)|"
    r"reasons?|blam(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|to (?!the\b|a\b|an\b|his\b|her\b|their\b|its\b|[A-Z\d])\w+|for fear|thanks to|"
    r"attribut\w+|led to|(?:block|clos|damag|destroy|delay|disrupt|halt|trigger|interrupt|prevent|spark|hamper|ground|stopp|forc)ed by|stemm\w+|prompted|motivated|aim(?:s|ed|ing)? (?:to|at)|why|for \w+ing)\b"
)
_LENGTH = re.compile(
    r"\b(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|nineteen|twenty|thirty|forty|fifty|"
    r"sixty|ninety|several|many|half an?|quarter of an?|hundred|a few|some|nearly|about|around)[\s-](?:and[\s-]a[\s-]half[\s-])?"
    r"(?:\w+[\s-]){0,2}?(?:seconds|minutes?|hours?|days?|weeks?|months?|years?|decades?|nights?|centur(?:y|ies))\b"
    r"(?! (?:before|after|ago|later|earlier|old|since)\b)|\b(?:take|takes|took|taken|lasts?|lasted|be) (?:\w+ )?(?:hours|days|weeks|months|years|decades)\b|\b(?:overnight|all day|all night|briefly|indefinitely|permanently)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|up to) (?:the )?(?:end of )?(?:\d|[A-Z][a-z]+ \d|next|late|mid|early|the)",
)
# "How long has she worked there?" is told by "since 1998".
_SO_FAR = re.compile(r"^(?:and |so |but )?(?:for |since )?how long (?:has|have|had)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince (?:the |last |early |late |mid-?)*(?:\d{4}|[A-Z][a-z]+day|[A-Z][a-z]+ \d|\d{1,2} [A-Z]|January|February|March|"
                    r"April|May|June|July|August|September|October|November|December|spring|summer|autumn|winter|year|month|week)\w*")  # fmt: skip
# "How long is the bridge?" may be told in time or in metres.
_LONG_THING = re.compile(
    r"^how long (?:is|was|are|were|will be) (?:the|a|an|its|his|her|their)\b", re.IGNORECASE
)
_DISTANCE = re.compile(
    r"\b\d[\d.,]*[\s-](?:met(?:re|er)s?|kilomet(?:re|er)s?|km|miles?|feet|foot|yards?|pages?|nautical miles)\b",
    re.IGNORECASE,
)
_ANY_TIME = AnyCase(
    r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|"
    r"july|august|september|october|november|december|spring|summer|autumn|winter|today|tomorrow|yesterday|tonight|weekend|"
    r"midnight|noon|easter|christmas)\b|\b(?:last|next|this|previous|following|earlier|later|same)\s(?:day|week|month|year|quarter|season|"
    r"night|morning|evening)\b|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\bage of \d+|\b(?:within|in|after|for)\s(?:\d+|an?|one|two|three|several|few)\s"
    r"(?:days?|weeks?|months?|years?|hours?)\b|\bend of the (?:day|week|month|quarter|year)\b|\b(?:days?|weeks?|months?|years?) (?:ago|later|earlier|after|before)\b",
)  # fmt: skip
_DAYS = frozenset({"day", "date"})  # "on which day" is not answered by "this month"
# "said on Thursday": the day of the speaking, not of what is spoken about.
_SAID_ON = re.compile(
    r"\b(?:said|says|told (?:[\w'’]+ ){1,4}|wrote|announced|added|tweeted|posted|reported|confirmed|warned|stated)(?: in (?:[\w'’]+ ){1,4})?"
    r" ?(?:late |early |earlier )?(?:on |in )?$"
)


def answers_in(sentence: str, plan: Plan, published: date | None) -> tuple[Span, ...]:
    """Spans of `sentence` that are of the kind `plan` asks for and are not words of the question itself."""
    return tuple(span for span in _found(sentence, plan, published) if len(span))


def _found(sentence: str, plan: Plan, published: date | None) -> Iterator[Span]:
    match plan.answer_type:
        case AnswerType.PERSON:
            yield from persons_in(sentence, plan)
        case AnswerType.DATE:
            yield from _times(sentence, plan, published)
        case AnswerType.PLACE:
            yield from _places(sentence, plan)
        case AnswerType.AMOUNT:
            yield from amounts_in(sentence, plan)
        case AnswerType.DURATION:
            yield from (Span(*m.span()) for m in _LENGTH.finditer(sentence))
            yield from (Span(*m.span()) for m in _UNTIL.finditer(sentence))
            if _SO_FAR.match(plan.text):
                yield from (Span(*m.span()) for m in _SINCE.finditer(sentence))
            if _LONG_THING.match(plan.text):
                yield from (Span(*m.span()) for m in _DISTANCE.finditer(sentence))
        case AnswerType.REASON:
            yield from (Span(*m.span()) for m in _REASON.finditer(sentence))
        case AnswerType.TEXT:
            if asks_topic(plan):
                yield from (Span(*m.span()) for m in _TOPIC_TOLD.finditer(sentence))
            elif plan.shape is Shape.OCCUPATION:
                yield from (t.span for t in tokens(sentence) if is_person_word(t.span.of(sentence)))
        case AnswerType.YES_NO:
            return


def is_typed(plan: Plan) -> bool:
    """Whether the question asks for something that can be looked for in a sentence."""
    return (
        plan.answer_type not in (AnswerType.TEXT, AnswerType.YES_NO)
        or asks_topic(plan)
        or plan.shape is Shape.OCCUPATION
    )


def asks_topic(plan: Plan) -> bool:
    """Whether the question asks what people talked about."""
    return plan.answer_type is AnswerType.TEXT and _names_topic(plan.text)


@lru_cache(maxsize=256)  # asked again for every sentence
def _names_topic(question: str) -> bool:
    return _TOPIC_ASKED.search(question) is not None


_TOPIC_ASKED = re.compile(
    r"\b(?:talk(?:ed|ing)? about|discuss(?:ed|ing)?|spoke about|speak about|about what|what topics?|what subjects?|on the agenda)\b",
    re.IGNORECASE,
)
_TOPIC_TOLD = re.compile(
    r"\b(?:discuss\w*|about(?! (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|\d))|agenda|topics?|subjects?|rais(?:ed|ing)|regarding|concerning|focus\w*|cover(?:ed|ing)|signals?|questions? of|"
    r"issues?|talks on|talked of|spoke of|conversation on|negotiat\w+)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def _tagged(sentence: str, published: date | None) -> tuple[When, ...]:
    return tag(sentence, published=published)


def _times(sentence: str, plan: Plan, published: date | None) -> Iterator[Span]:
    asked = {w.stem for w in plan.wanted}
    opening = DATELINE.match(sentence)
    begin = opening.end() if opening else 0
    spoken = plan.intent is not Intent.STATEMENT
    whens = [when for when in _tagged(sentence, published) if when.kind is not WhenKind.DURATION]
    if plan.focus in _DAYS:
        spans = [when.span for when in whens if when.day is not None or when.precision is Precision.RANGE]
    else:
        spans = [when.span for when in whens] + [Span(*m.span()) for m in _ANY_TIME.finditer(sentence)]
    for span in spans:
        if span.start < begin or _all_asked(span.of(sentence), asked):
            continue
        if spoken and _SAID_ON.search(sentence[max(0, span.start - 60) : span.start]):
            continue
        yield span


def _places(sentence: str, plan: Plan) -> Iterator[Span]:
    asked = {w.stem for w in plan.wanted}
    for match in _PLACE.finditer(sentence):
        words = words_of(match[1])
        fresh = [w for w in words if stem(w) not in asked and w not in NOT_NAMES and w not in STOP_WORDS]
        if fresh:
            yield Span(*match.span(1))
    if plan.focus in ("country", "city", "nation", "stat"):
        yield from names_in(sentence, plan)
    for match in _PLACE_WORDS.finditer(sentence):
        if stem(fold(match.group())) not in asked:
            yield Span(*match.span())


def _all_asked(words: str, asked: set[str]) -> bool:
    said = [stem(word) for word in words_of(words) if word not in STOP_WORDS]
    return bool(said) and all(w in asked for w in said)
