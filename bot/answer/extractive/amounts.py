"""Finds the amounts in a sentence that a question may ask for: counts of a thing, prices, shares, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model.answers import AnswerType, Plan
from bot.model.text import Span
from bot.model.when import WhenKind
from bot.text.persons import is_person_word
from bot.text.when import tag
from bot.text.words import STOP_WORDS, Number, Token, fold, numbers_in, stem, tokens

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


def asks_price(plan: Plan) -> bool:
    """Whether the question asks what something costs."""
    low = fold(plan.text)
    return (
        plan.answer_type is AnswerType.AMOUNT
        and _PRICE_ASKED.search(low) is not None
        and _CHANGE_ASKED.search(low) is None
    )


def amounts_in(sentence: str, plan: Plan) -> Iterator[Span]:
    """The numbers and words for numbers that may be the amount asked for."""
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
            and not re.search(
                r"\bone (?:of|in|\w+ (?:was|were|is|died|drowned|\w+ed))\b", sentence, re.IGNORECASE
            )
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
        (
            "old",
            r"\b(?:aged|age of|years?[- ]old|months?[- ]old|born|birthday)\b|, \d{1,3},|\b(?:he|she|is|was|turned|turns|be) \d{1,3}\b(?! ?(?:%|per|years? (?!old)|days|weeks|months|hours|minutes|km|m\b))",
        ),
        (
            "tall high deep far wide big large close thick steep",
            r"\b(?:met(?:re|er)s?|km|kilomet(?:re|er)s?|miles?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|square|per ?cent|points?|storeys?|stories|floors?|million|billion)\b|%|\bof (?:some |about |nearly |around )?\d",
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


def _counts_focus(plan: Plan, span: Span, words: Sequence[Token], unit: str | None) -> bool:
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
        if after and after[0].word.endswith("s") and not _is_counted_person(after[0].word):
            return False  # "46,000 birds to be killed" are no people
        return any(_is_counted_person(t.word) for t in near) or _counts_dead(span, words)
    like = next((w.like for w in plan.wanted if w.stem == focus), frozenset())
    return any(stem(t.word) == focus or stem(t.word) in like for t in near)


_PERSON = stem("people")


def _is_counted_person(word: str) -> bool:
    """Whether a word counts people: "three drivers", "40 residents", "five dead"."""
    return _COUNTED.fullmatch(word) is not None or (word.endswith(("s", "men")) and is_person_word(word))


_COUNTED = re.compile(
    r"people|persons?|civilians?|troops|child(?:ren)?|jobs|staff|crew|dead|died|dies?|killed|injured|wounded|hurt|missing|dozens?|police|"
    r"\w+(?:ents|ites)"
)
_DEAD = re.compile(r"dead|deaths?|toll|died|killed|injured|wounded|casualties")


def _counts_dead(span: Span, words: Sequence[Token]) -> bool:
    """Whether the number stands alone in a sentence about the dead or hurt: "a report now counts five"."""
    after = next((t.word for t in words if t.span.start >= span.end), "")
    return (not after or after in STOP_WORDS or _DEAD.fullmatch(after) is not None) and any(
        _DEAD.fullmatch(t.word) for t in words
    )
