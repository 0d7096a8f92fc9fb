"""Finds in a sentence the kind of thing a question asks for: a person, a day, a place, an amount, a length, a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from bot.model.answers import AnswerType, Intent, Plan, Shape
from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind
from bot.text.parties import known_party
from bot.text.persons import is_person_word
from bot.text.when import tag
from bot.text.words import STOP_WORDS, Number, Token, fold, numbers_in, stem, tokens, words_of

_PARTICLE = r"(?:of the|of|de|del|della|der|den|du|la|le|van|von|bin|ibn|al|el|ter|and)"
_NAME = re.compile(
    rf"(?<![\w'’])[A-Z][\w'’.\-]*[\w](?:(?:\s{_PARTICLE})?\s(?:[A-Z][\w'’.\-]*\w|[A-Z]\.)|\s\d{{1,4}}(?=\s[A-Z]))*"
)
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr correction analysis update "
    "live gmt est edt cet utc i several many some most all both few other others officials ministry government council "
    "court police critics experts analysts sources".split()
)
_ROLES = re.compile(
    r"\b(?:(?:an?|the|two|three|four|several|some|both|his|her|their|its|one|other|senior|unnamed)\s)(?:[\w'’-]+\s){0,3}?"
    r"(?:officials?|aides?|diplomats?|spokes(?:man|woman|person|people)|sources?|ministers?|leaders?|envoys?|lawyers?|judges?|"
    r"chairs?|chief|director|president|secretary|analysts?|experts?|police|ministry|company|court|agency|council|parliament|"
    r"government|union|officers?|adviser|advisor|ambassador|mayor|governor|commissioner|delegation|teams?)\b",
    re.IGNORECASE,
)
# Others by what they are: "two foresters", "a driver".
_TOLD = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|dozens of|hundreds of|his|her|their|\d[\d,]*) "
    r"(?:[a-z][\w'’-]+ ){0,2}?(?P<noun>[a-z]\w+)\b"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|into|via|across|around|toward|towards|on the|for|from|"
    r"(?:travel|go|went|gone|fly|flew|flown|come|came|return|move|head|trip|visit|journey|sent|send|deliver|back|ship|flight|way)\w*(?: back)? to)"
    r"\s(?:the\s)?((?:central|southern|northern|eastern|western|downtown)?\s?[A-Z][\w'’.\-]*(?:\s(?:of\s|de\s|del\s)?[A-Z][\w'’.\-]*)*"
    r"(?:\s(?:airport|hotel|park|base|palace|resort|room|house|office|street|hall|centre|center|stadium|island|sea|valley|region|province))?)"
)
_PLACE_WORDS = re.compile(
    r"\b(?:airport|hotel|park|base|palace|resort|room|house|office|street|hall|centre|center|stadium|island|venue|building|"
    r"city|town|village|country|capital|border|station|hospital|school|university|online|place)\b",
    re.IGNORECASE,
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
    r"(?! (?:before|after|ago|later|earlier|old|since)\b)|\b(?:overnight|all day|all night|briefly|indefinitely|permanently)\b",
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
_ANY_TIME = re.compile(
    r"\b(?:1[0-9]{3}|20[0-9]{2})s?\b|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|"
    r"july|august|september|october|november|december|spring|summer|autumn|winter|today|tomorrow|yesterday|tonight|weekend|"
    r"midnight|noon|easter|christmas)\b|\b(?:last|next|this|previous|following|earlier|later|same)\s(?:day|week|month|year|quarter|season|"
    r"night|morning|evening)\b|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\bage of \d+|\b(?:within|in|after|for)\s(?:\d+|an?|one|two|three|several|few)\s"
    r"(?:days?|weeks?|months?|years?|hours?)\b|\bend of the (?:day|week|month|quarter|year)\b|\b(?:days?|weeks?|months?|years?) (?:ago|later|earlier|after|before)\b",
    re.IGNORECASE,
)  # fmt: skip
_DAYS = frozenset({"day", "date"})  # "on which day" is not answered by "this month"
# "said on Thursday": the day of the speaking, not of what is spoken about.
_SAID_ON = re.compile(
    r"\b(?:said|says|told (?:[\w'’]+ ){1,4}|wrote|announced|added|tweeted|posted|reported|confirmed|warned|stated)(?: in (?:[\w'’]+ ){1,4})?"
    r" ?(?:late |early |earlier )?(?:on |in )?$"
)
DATELINE = re.compile(
    r"^[A-Z][A-Z.,'’\-/ ]{2,40}?(?:, [A-Z][\w.]+)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([^)\n]{1,40}\))? ?[-–—]+ (?=\S)"
)
_MONEY_WORDS = re.compile(
    r"\b(?:how much|price|cost|pay|paid|fine|fee|salary|budget|money|worth|spend|spent|earn)\w*\b"
)


# A price is told in money; "two doses" is none. Figures without a unit may be money where the sentence says who pays.
_PRICE_ASKED = re.compile(
    r"\b(?:how (?:much|expensive)|what)\b.{0,80}\b(?:costs?|price|salary|fee|fine|pay|paid|spent|spend|worth)\b|\bhow much (?:do|does|did|will) (?:an?|the|one)\b.{0,60}\bcosts?\b"
)
_CHANGE_ASKED = re.compile(
    r"\b(?:by how much|ris\w+|rose|increas\w+|fall\w*|fell|cuts?|grow\w*|share|percent\w*|per cent)\b"
)
_MONEY = re.compile(
    r"[$€£¥₽₹₺₩₴]|\b(?:USD|EUR|GBP|dollars?|euros?|pounds?|crowns?|kron(?:a|or|er|e)|francs?|yen|yuan|rou?bles?|rupees?|pesos?|lira|"
    r"zloty|forint|hryvnias?|dinars?|shekels?|reais|reals?|rand|(?<!per )cents?|pence|free(?: of charge)?|for nothing|million|billion)\b",
    re.IGNORECASE,
)


def answers_in(sentence: str, plan: Plan, published: date | None) -> tuple[Span, ...]:
    """Spans of `sentence` that are of the kind `plan` asks for and are not words of the question itself."""
    return tuple(span for span in _found(sentence, plan, published) if len(span))


def _found(sentence: str, plan: Plan, published: date | None) -> Iterator[Span]:
    match plan.answer_type:
        case AnswerType.PERSON:
            for span in names_in(sentence, plan) if _tells_kind(sentence, plan) else ():
                if _may_be(span.of(sentence), plan.focus) and not _is_where(sentence, span, plan):
                    yield span
            if not _asks_for_a_name(plan):
                yield from (Span(*m.span()) for m in _ROLES.finditer(sentence))
                yield from (Span(*m.span()) for m in _TOLD.finditer(sentence) if is_person_word(m["noun"]))
        case AnswerType.DATE:
            yield from _times(sentence, plan, published)
        case AnswerType.PLACE:
            yield from _places(sentence, plan)
        case AnswerType.AMOUNT:
            yield from _amounts(sentence, plan)
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


def asks_price(plan: Plan) -> bool:
    """Whether the question asks what something costs."""
    low = fold(plan.text)
    return (
        plan.answer_type is AnswerType.AMOUNT
        and _PRICE_ASKED.search(low) is not None
        and _CHANGE_ASKED.search(low) is None
    )


def asks_topic(plan: Plan) -> bool:
    """Whether the question asks what people talked about."""
    return plan.answer_type is AnswerType.TEXT and _TOPIC_ASKED.search(plan.text) is not None


_TOPIC_ASKED = re.compile(
    r"\b(?:talk(?:ed|ing)? about|discuss(?:ed|ing)?|spoke about|speak about|about what|what topics?|what subjects?|on the agenda)\b",
    re.IGNORECASE,
)
_TOPIC_TOLD = re.compile(
    r"\b(?:discuss\w*|about(?! (?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|\d))|agenda|topics?|subjects?|rais(?:ed|ing)|regarding|concerning|focus\w*|cover(?:ed|ing)|signals?|questions? of|"
    r"issues?|talks on|talked of|spoke of|conversation on|negotiat\w+)\b",
    re.IGNORECASE,
)


def _tells_kind(sentence: str, plan: Plan) -> bool:
    """Whether names in a sentence can be the hospital or court that is asked for: such a name says what it is, or the sentence does."""
    if plan.focus not in _NAMED_BY_KIND:
        return True
    like = next((w.like for w in plan.wanted if w.stem == plan.focus), frozenset())
    return any(stem(t.word) == plan.focus or stem(t.word) in like for t in tokens(sentence))


_NAMED_BY_KIND = frozenset(
    stem(w)
    for w in (
        "hospital",
        "university",
        "school",
        "college",
        "court",
        "ministry",
        "bank",
        "party",
        "newspaper",
        "union",
    )
)


def _is_where(sentence: str, span: Span, plan: Plan) -> bool:
    """Whether a name only says where: "the court in Marn" names no judge."""
    return plan.focus in _PEOPLE and re.search(r"\b(?:in|at|near|from) $", sentence[: span.start]) is not None


def _may_be(name: str, focus: str | None) -> bool:
    """Whether a name can be one of what is asked for: "which official" is no state, "which governments" are."""
    if focus is None:
        return True
    party = known_party(name)
    kind = party.kind if party is not None else None
    if focus in _STATES:
        return kind is PartyKind.STATE
    return focus not in _PEOPLE or kind not in (PartyKind.STATE, PartyKind.BODY)


_STATES = frozenset(stem(w) for w in ("government", "state", "country", "nation"))
_PEOPLE = frozenset(
    stem(w)
    for w in (
        "official minister leader president envoy senator lawyer chair person man woman spokesman spokeswoman executive "
        "author actor player coach founder director diplomat aide adviser politician judge scientist expert analyst "
        "journalist general mayor governor negotiator ambassador"
    ).split()
)


def names_in(sentence: str, plan: Plan) -> tuple[Span, ...]:
    """Names in `sentence` that the question does not give."""
    asked = {w.stem for w in plan.wanted} | {form for w in plan.wanted if w.name for form in w.like}
    found = []
    opening = DATELINE.match(sentence)
    for match in _NAME.finditer(sentence, opening.end() if opening else 0):
        words = [fold(word) for word in words_of(match.group())]
        fresh = [w for w in words if stem(w) not in asked and w not in _NOT_NAMES and not w.isdigit()]
        if not fresh or all(w in STOP_WORDS for w in fresh):
            continue
        if (
            match.start() == (opening.end() if opening else 0)
            and len(words) == 1
            and (words[0] in STOP_WORDS or not _acts(sentence, match.end()))
        ):
            continue
        found.append(Span(*match.span()))
    return tuple(found)


def _acts(sentence: str, end: int) -> bool:
    """Whether a single first word is used as a name: a verb or comma follows ("Grants said", not "Grants of land")."""
    return (
        re.match(
            r"(?:'s|’s)?,? (?:who|said|says|told|also|had|has|was|is|will|would|did|and [A-Z]|[a-z]+ed\b)",
            sentence[end:],
        )
        is not None
    )


def _asks_for_a_name(plan: Plan) -> bool:
    """ "Which official" wants to know which one; "who" may be answered with "two diplomats"."""
    return plan.focus is not None


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
        fresh = [w for w in words if stem(w) not in asked and w not in _NOT_NAMES and w not in STOP_WORDS]
        if fresh:
            yield Span(*match.span(1))
    if plan.focus in ("country", "city", "nation", "stat"):
        yield from names_in(sentence, plan)
    for match in _PLACE_WORDS.finditer(sentence):
        if stem(fold(match.group())) not in asked:
            yield Span(*match.span())


def _amounts(sentence: str, plan: Plan) -> Iterator[Span]:
    low = fold(plan.text)
    money = _MONEY_WORDS.search(low) is not None
    if asks_price(plan) and not _MONEY.search(sentence):
        return
    asked = {w.stem for w in plan.wanted}
    times = [w.span for w in tag(sentence, published=None) if w.kind is not WhenKind.DURATION]
    words = tokens(sentence)
    for number in numbers_in(sentence):
        if number.ordinal or number.span.of(sentence) in asked or any(t.overlaps(number.span) for t in times):
            continue
        if (
            number.spelled
            and number.value == 1
            and not re.search(r"\bone (?:of|in|\w+ (?:was|were|is))\b", sentence)
        ):
            continue
        if plan.focus is None and _HOW_MUCH.search(low) and _counts_things(number, words):
            continue
        if plan.focus in _SHARES and _SHARE_ASKED.search(low):
            if number.unit != "%" and not _FRACTION.search(sentence, number.span.start, number.span.end + 12):
                continue
        elif plan.focus in _MEASURED:
            if _MEASURED[plan.focus].search(sentence) is None:
                continue
        elif (
            plan.focus is not None and not money and not _counts_focus(plan, number.span, words, number.unit)
        ):
            continue
        yield number.span
    yield from (
        Span(*m.span())
        for m in re.finditer(
            r"\b(?:once|twice|half|none|no one|nobody|no [a-z]+s|dozens|hundreds|thousands|millions|daily|weekly)\b",
            sentence,
        )
    )


# "How much did he take?" is not told by "two counts" or "61 checks".
_HOW_MUCH = re.compile(r"\bhow much\b(?! (?:more|less|longer|later|earlier|time))")


def _counts_things(number: Number, words: Sequence[Token]) -> bool:
    """Whether a bare number counts the things named right after it."""
    after = next((t.word for t in words if t.span.start >= number.span.end), "")
    counted = after.endswith("s") and after not in STOP_WORDS and _MEASURE.fullmatch(after) is None
    return number.unit is None and counted


_MEASURE = re.compile(
    rf"{_MONEY.pattern}|ton(?:ne)?s|lit(?:re|er)s|gallons|barrels|kilos|kilograms|grams|pounds|ounces|degrees|points|percents|watts|"
    r"\w*watts|\w*hours|\w*met(?:re|er)s|miles|acres|hectares|times|thirds|quarters",
    re.IGNORECASE,
)


# "What share of the bank": a part of a whole, not a share that is bought.
_SHARES = frozenset(stem(w) for w in ("share", "percentage", "proportion", "part", "percent"))
_SHARE_ASKED = re.compile(
    r"\b(?:what|which|how (?:large|big|high)(?: a| was the)?) (?:share|percentage|proportion|part|percent)\b"
)
_FRACTION = re.compile(r"\b(?:half|thirds?|quarters?|fifths?|tenths?|percent|per cent)\b|%", re.IGNORECASE)
# What must stand in a sentence that says how old, how far, how cold something is.
_MEASURED = {
    word: re.compile(pattern, re.IGNORECASE)
    for words, pattern in (
        ("old", r"\b(?:aged?|years?[- ]old|months?[- ]old|born|birthday)\b|, \d{1,3},"),
        (
            "tall high deep far wide big large close thick steep",
            r"\b(?:met(?:re|er)s?|km|kilomet(?:re|er)s?|miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|square|per ?cent|points?|storeys?|stories|floors?|million|billion)\b|%",
        ),
        (
            "strong powerful severe loud dense",
            r"\b(?:kph|mph|km/h|knots|(?:kilomet(?:re|er)s?|miles?) (?:per|an) hour|magnitude|decibels?|per ?cent|points?|members|soldiers|people|megawatts?|horsepower)\b|%",
        ),
        ("cold hot warm", r"\b(?:degrees?|celsius|fahrenheit)\b|°"),
        ("fast", r"\b(?:kph|mph|km/h|knots|per hour|an hour|seconds?|minutes?|percent)\b"),
        ("heavy", r"\b(?:kg|kilo\w*|grams?|tons?|tonnes?|pounds?|lbs?|ounces?)\b"),
        (
            "often frequently",
            r"\b(?:times?|once|twice|daily|weekly|monthly|every|each|annually|yearly|a (?:day|week|month|year))\b",
        ),
        ("expensive rich", r"[$€£]|\b(?:dollars?|euros?|pounds?|crowns?|francs?|cents?)\b"),
    )
    for word in words.split()
}


def _counts_focus(plan: Plan, span: Span, words: tuple, unit: str | None) -> bool:  # type: ignore[type-arg]
    """Whether the number counts what is asked for: the noun stands within four words after it or two before."""
    focus = plan.focus or ""
    if unit is not None and stem(fold(unit)) == focus:
        return True
    after = [t for t in words if t.span.start >= span.end][:5]
    before = [t for t in words if t.span.end <= span.start][-3:]
    if after and after[0].word.endswith("s") and after[0].word not in STOP_WORDS and len(after[0].word) > 3:
        before = []  # "aircraft with 48 seats" counts seats
    near = after + before
    if focus == _PERSON:
        if after and after[0].word.endswith("s") and _PERSONS_COUNTED.fullmatch(after[0].word) is None:
            return False  # "46,000 birds to be killed" are no people
        return any(_PERSONS_COUNTED.fullmatch(t.word) for t in near) or _counts_dead(span, words)
    if focus == _PERSON and any(t.word.endswith(("s", "men")) and is_person_word(t.word) for t in after[:3]):
        return True
    like = next((w.like for w in plan.wanted if w.stem == focus), frozenset())
    return any(stem(t.word) == focus or stem(t.word) in like for t in near)


_PERSON = stem("people")
# "Three drivers", "40 residents": people by what they are.
_PERSONS_COUNTED = re.compile(
    r"\w+(?:ers|ors|ists|ians|men|women|ees|ants|ents|ites)|people|persons?|civilians?|troops|child(?:ren)?|victims|jobs|staff|crew|"
    r"dead|died|dies?|killed|injured|wounded|hurt|missing|dozens?|police"
)
_DEAD = re.compile(r"dead|deaths?|toll|died|killed|injured|wounded|casualties")


def _counts_dead(span: Span, words: tuple) -> bool:  # type: ignore[type-arg]
    """Whether the number stands alone in a sentence about the dead or hurt: "a report now counts five"."""
    after = next((t.word for t in words if t.span.start >= span.end), "")
    return (not after or after in STOP_WORDS or _DEAD.fullmatch(after) is not None) and any(
        _DEAD.fullmatch(t.word) for t in words
    )


def _all_asked(words: str, asked: set[str]) -> bool:
    said = [stem(word) for word in words_of(words) if word not in STOP_WORDS]
    return bool(said) and all(w in asked for w in said)
