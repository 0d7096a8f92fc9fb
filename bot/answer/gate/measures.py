"""Measures told in another unit: "12 inches (30.5 cm)" brings no number of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.model.text import Span

# Two readings are one measure when they differ by no more than this share, or by one of the written unit: people round.
ROUNDING = 0.03

# Kind, size in the kind's base unit, and how people write the unit.
_UNITS: tuple[tuple[str, float, str], ...] = (
    ("length", 0.001, "mm|millimet(?:er|re)s?"),
    ("length", 0.01, "cm|centimet(?:er|re)s?"),
    ("length", 1.0, "m|met(?:er|re)s?"),
    ("length", 1000.0, "km|kilomet(?:er|re)s?"),
    ("length", 0.0254, 'in|inch(?:es)?|"'),
    ("length", 0.3048, "ft|foot|feet|'"),
    ("length", 0.9144, "yards?|yds?"),
    ("length", 1609.34, "miles?|mi"),
    ("mass", 0.001, "g|grams?"),
    ("mass", 1.0, "kgs?|kilos?|kilograms?"),
    ("mass", 0.02835, "oz|ounces?"),
    ("mass", 0.45359, "lbs?|pounds?"),
    ("mass", 6.35029, "stone"),
    ("mass", 1000.0, "tonnes?"),
    ("mass", 907.185, "tons?"),
    ("volume", 0.001, "ml|millilit(?:er|re)s?"),
    ("volume", 1.0, "l|lit(?:er|re)s?"),
    ("volume", 3.78541, "gal|gallons?"),
    ("volume", 0.946353, "qts?|quarts?"),
    ("volume", 0.473176, "pints?"),
    ("volume", 0.236588, "cups?"),
    ("volume", 0.0295735, "fl\\.? oz"),
    ("volume", 0.0147868, "tbsp|tablespoons?"),
    ("volume", 0.00492892, "tsp|teaspoons?"),
    ("area", 1.0, "square met(?:er|re)s?|sq\\.? ?m|m2|m²"),
    ("area", 0.092903, "square f(?:ee|oo)t|sq\\.? ?ft|sqft"),
    ("area", 4046.86, "acres?"),
    ("area", 10000.0, "hectares?|ha"),
    ("area", 1e6, "square kilomet(?:er|re)s?|sq\\.? ?km|km2|km²"),
    ("area", 2.58999e6, "square miles?|sq\\.? ?mi"),
    ("speed", 1.0, "km/h|kph|kmh|kilomet(?:er|re)s? (?:per|an) hour"),
    ("speed", 1.60934, "mph|miles? (?:per|an) hour"),
    ("speed", 1.852, "knots?"),
    ("span", 1.0, "hours?|hrs?"),
    ("span", 1 / 60, "minutes?|mins?"),
    ("span", 1 / 3600, "seconds?|secs?"),
    ("span", 24.0, "days?"),
    ("span", 168.0, "weeks?"),
    ("age", 1.0, "months?"),
    ("age", 12.0, "years?|yrs?"),
)
_DEGREES = r"(?:°|º|˚|degrees?|deg\.?)?\s?(?:f|c|fahrenheit|celsius)"
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FORMS = "|".join(form for _, _, form in sorted(_UNITS, key=lambda u: -len(u[2])))
_MEASURE = re.compile(
    rf"(?<![\w.,])(?P<first>{_FIGURE})(?:\s?(?:{_DEGREES})?\s?(?:-|–|to|or)\s?(?P<second>{_FIGURE}))?[\s-]?"
    rf"(?P<unit>{_DEGREES}|{_FORMS})(?!\w)",
    re.IGNORECASE,
)
_FEET_AND_INCHES = re.compile(
    r"(?<![\w.])(\d{1,2})\s?(?:feet|foot|ft\.?|')\s?(?:and\s)?(\d{1,2})\s?(?:inch(?:es)?|in\b|\"|'')",
    re.IGNORECASE,
)
_PATTERNS = tuple((kind, size, re.compile(form, re.IGNORECASE)) for kind, size, form in _UNITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number with its unit. span: the number. value: in the base unit of its kind. step: one of the written unit."""

    span: Span
    kind: str
    unit: str
    value: float
    step: float


@lru_cache(maxsize=4096)
def measures_in(text: str) -> tuple[Measure, ...]:
    """Every measure of `text`; both ends of a range have its unit."""
    return tuple(_measures(text))


def is_told_in_another_unit(span: Span, text: str, told: Iterable[str]) -> bool:
    """Whether the number at `span` of `text` is a measure that `told` gives in another unit."""
    own = [m for m in measures_in(text) if m.span.overlaps(span)]
    return any(_is_same(mine, other) for mine in own for words in told for other in measures_in(words))


def _measures(text: str) -> Iterator[Measure]:
    for match in _MEASURE.finditer(text):
        for end in ("first", "second"):
            if match[end] is not None:
                yield _measure(float(match[end].replace(",", "")), Span(*match.span(end)), match["unit"])
    for match in _FEET_AND_INCHES.finditer(text):
        metres = int(match[1]) * 0.3048 + int(match[2]) * 0.0254
        yield Measure(span=Span(*match.span()), kind="length", unit="feet", value=metres, step=0.0254)


def _measure(value: float, span: Span, unit: str) -> Measure:
    for kind, size, form in _PATTERNS:
        if form.fullmatch(unit):
            return Measure(span=span, kind=kind, unit=form.pattern, value=value * size, step=size)
    if unit.casefold().endswith(("f", "fahrenheit")):
        return Measure(span=span, kind="heat", unit="F", value=(value - 32) / 1.8, step=1 / 1.8)
    return Measure(span=span, kind="heat", unit="C", value=value, step=1.0)


def _is_same(one: Measure, other: Measure) -> bool:
    if one.kind != other.kind or one.unit == other.unit:
        return False
    slack = 3.0 if one.kind == "heat" else max(ROUNDING * abs(other.value), one.step * 0.51)
    if one.kind != "heat" and one.value < one.step * 3:
        slack = ROUNDING * abs(other.value)
    return abs(one.value - other.value) <= slack
