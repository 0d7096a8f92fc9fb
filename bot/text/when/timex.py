"""The same expressions the way TimeML tags them: a length counted from an event stays a length, an interval is two dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.model.text import Span
from bot.model.when import WhenKind
from bot.text.when import meaning as m
from bot.text.when.language import load
from bot.text.when.lengths import length_value
from bot.text.when.meaning import period_value
from bot.text.when.tagger import Found, find
from bot.text.when.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A TIMEX3 tag: extent, type and value. value: "" when TimeML has none for it."""

    span: Span
    kind: WhenKind
    value: str


def timexes(text: str, *, published: date | None, language: str = "en") -> tuple[Timex, ...]:
    """The TIMEX3 tags of `text`, in order, not overlapping; `published` is the document creation time."""
    found, tokens = find(text, published, None, None, load(language))
    return tuple(tag for item in found for tag in _tags(item, tokens))


def _tags(item: Found, tokens: Sequence[Token]) -> Iterator[Timex]:
    when, meaning = item.when, item.meaning
    match meaning:
        case m.Between() if "a" in item.captures and "b" in item.captures:
            yield from _ends(item, tokens)
        case m.Window() if "end" in item.captures and when.latest is not None:
            end = item.captures["end"]
            yield _length(item, meaning.length, tokens)
            value = when.latest.isoformat() if isinstance(meaning.end, m.Day) else f"{when.latest:%Y-%m}"
            yield Timex(span=_span(tokens, end.start, end.end), kind=WhenKind.DATE, value=value)
        case m.ShiftEvent() | m.ShiftIn() | m.Window():
            yield _length(item, meaning.length, tokens, whole=isinstance(meaning, m.Window))
        case m.Shift() if meaning.duration:
            yield _length(item, meaning.length, tokens)
        case m.Shift() if item.base is not None:
            yield _length(item, meaning.length, tokens)
            day = when.anchor.day.isoformat() if when.anchor is not None else ""
            yield Timex(span=_span(tokens, item.base.start, item.base.end), kind=WhenKind.DATE, value=day)
        case m.NthUnits() if meaning.count > 1:
            yield from _nth(item, meaning, tokens)
        case m.Length():
            yield Timex(span=when.span, kind=when.kind, value=length_value(meaning).split("/")[0])
        case _:
            yield Timex(span=when.span, kind=when.kind, value=when.value or "")


def _span(tokens: Sequence[Token], first: int, last: int) -> Span:
    return Span(tokens[first].start, tokens[last - 1].end)


def _length(item: Found, length: m.Length, tokens: Sequence[Token], *, whole: bool = False) -> Timex:
    edge = item.captures.get("length") or item.captures.get("unit1")
    last = edge.end if edge is not None and not whole else item.tokens[1]
    return Timex(
        span=_span(tokens, item.tokens[0], last),
        kind=WhenKind.DURATION,
        value=length_value(length).split("/")[0],
    )


def _ends(item: Found, tokens: Sequence[Token]) -> Iterator[Timex]:
    a, b = item.captures["a"], item.captures["b"]
    when = item.when
    first, _, last = (when.value or "").partition("/")
    yield Timex(span=_span(tokens, item.tokens[0], a.end), kind=when.kind, value=first)
    yield Timex(span=_span(tokens, b.start, item.tokens[1]), kind=when.kind, value=last or first)


def _nth(item: Found, part: m.NthUnits, tokens: Sequence[Token]) -> Iterator[Timex]:
    of, unit = item.captures.get("of"), item.captures.get("unit")
    value = period_value(Decimal(part.count), part.unit)
    end = unit.end if unit is not None else item.tokens[1]
    yield Timex(span=_span(tokens, item.tokens[0], end), kind=WhenKind.DURATION, value=value)
    if of is not None and item.when.earliest is not None and isinstance(part.of, m.Year):
        yield Timex(
            span=_span(tokens, of.start, of.end), kind=WhenKind.DATE, value=str(item.when.earliest.year)
        )
