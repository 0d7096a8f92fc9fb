"""Numbers that follow from told ones: a sum that is written out, a difference, a total, a rounding."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import combinations

from bot.text.words import Number, numbers_in

_GAP = re.compile(r"^\s*(?P<sign>[-+−–x×*/÷])\s*$|^\s+(?P<word>plus|minus|times)\s+$", re.IGNORECASE)
_EQUALS = re.compile(r"^\s*(?:%\s*)?(?:=|equals|is equal to|gives)\s*$", re.IGNORECASE)
_ADDS_UP = re.compile(
    r"\b(?:total\w*|sum|combined|altogether|together|in all|overall|difference|gap|increase\w*|rise|rose|grew|decrease\w*|"
    r"fell|drop\w*|decline\w*|more than|less than|fewer|higher|lower|lead|margin|gain\w*|older|younger|longer|shorter|"
    r"later|earlier|lasted|over)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|some|more than|over|less than|under|close to|up to|circa)\s*"
    r"[$€£¥]?$|[~≈]\s*$",
    re.IGNORECASE,
)
# Shares of a number by which "about" may differ from it: at all, and where it is the number with fewer figures.
_CLOSE = Decimal("0.02")
_ROUNDED = Decimal("0.1")
_SCALES = frozenset("hundred thousand million billion trillion".split())
_WORDS: Mapping[str, str] = {
    "plus": "+",
    "minus": "-",
    "times": "*",
    "−": "-",
    "–": "-",
    "x": "*",
    "×": "*",
    "÷": "/",
}
_DO: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


def reckoned(text: str, told: Collection[Decimal]) -> frozenset[Decimal]:
    """Results of the sums written out in `text` that are right and made of told numbers, or of earlier results."""
    held = set(told)
    found: set[Decimal] = set()
    numbers = numbers_in(text)
    for one, two, result in zip(numbers, numbers[1:], numbers[2:], strict=False):
        sign = _GAP.match(text[one.span.end : two.span.start].lstrip("%"))
        if sign is None or not _EQUALS.match(text[two.span.end : result.span.start]):
            continue
        if one.value in held and two.value in held and _comes_out(one, sign, two, result):
            held.add(result.value)
            found.add(result.value)
    return frozenset(found)


def follows(number: Number, text: str, told: Mapping[Decimal, Collection[str | None]]) -> bool:
    """Whether a number is the sum or difference of two told ones in its sentence, or the rounding of a told one."""
    if number.spelled and number.span.of(text).casefold() in _SCALES:
        return True  # "multi-billion", "tens of thousands": no count of its own
    before = text[max(0, number.span.start - 25) : number.span.start]
    if _ABOUT.search(before) and any(
        _rounds(value, number) for value, units in told.items() if _may_be(number, units)
    ):
        return True
    if not _ADDS_UP.search(text):
        return False
    beside = {
        n.value
        for n in numbers_in(text)
        if n.span != number.span and n.value in told and n.unit == number.unit
    }
    return any(number.value in (a + b, abs(a - b)) for a, b in combinations(beside, 2))


def _may_be(number: Number, units: Collection[str | None]) -> bool:
    return number.unit in units or (number.unit is None and None in units)


def _rounds(told: Decimal, number: Number) -> bool:
    """Whether `number` is `told` with fewer figures."""
    if told == number.value or not told:
        return told == number.value
    figures = len(number.value.normalize().as_tuple().digits)
    if len(told.normalize().as_tuple().digits) <= figures:
        return False
    off = abs(told - number.value) / abs(told)
    return off <= _CLOSE or (off <= _ROUNDED and Decimal(f"{told:.{figures - 1}e}") == number.value)


def _comes_out(one: Number, sign: re.Match[str], two: Number, result: Number) -> bool:
    written = (sign["sign"] or sign["word"]).casefold()
    do = _DO[_WORDS.get(written, written)]
    right = two.value / 100 if two.unit == "%" and one.unit != "%" else two.value
    try:
        value = do(one.value, right)
    except (DivisionByZero, InvalidOperation):
        return False
    return abs(value - result.value) <= abs(value) / 200
