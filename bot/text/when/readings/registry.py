"""The table of readings, and what all of them use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.text.when import meaning as m
from bot.text.when.grammar import Captures, Reader

Constants = Mapping[str, object]
READINGS: dict[str, Reader] = {}
LONG_UNITS = frozenset(("D", "W", "FN", "WE", "M", "Q", "Y", "DE", "CE"))


def reading(function: Callable[[Constants, Captures], object | None]) -> Reader:
    """Enter a reading into the table under its name."""
    READINGS[function.__name__] = function
    return function


def get(constants: Constants, captures: Captures, name: str) -> object | None:
    """What was captured under `name`, else the constant of that name, else None."""
    edge = captures.get(name)
    return edge.value if edge is not None else constants.get(name)


def integer(constants: Constants, captures: Captures, name: str) -> int | None:
    """As `get`, when it is a number."""
    value = get(constants, captures, name)
    return int(value) if isinstance(value, int | Decimal) else None


def base_of(constants: Constants) -> m.Base:
    """Whether the pattern counts from now or from the day the text speaks of."""
    return "story" if constants.get("base") == "story" else "now"


def meaning_of(value: object) -> m.Meaning:
    """A captured value that is known to be a meaning."""
    assert isinstance(value, m.Meaning)
    return value


def with_portion(constants: Constants, captures: Captures, of: m.Meaning) -> m.Meaning:
    """`of`, or early, mid or late in it when such a word was captured."""
    portion = get(constants, captures, "portion")
    if portion is None:
        return of
    edge = captures.get("portion")
    sharp = edge is not None and edge.end - edge.start > 1
    return m.Portioned(portion=portion, of=of, sharp=sharp)  # type: ignore[arg-type]


@reading
def first_value(constants: Constants, captures: Captures) -> object | None:
    """What the one capture means."""
    return next(iter(captures.values())).value


@reading
def constant(constants: Constants, captures: Captures) -> object | None:
    """The constant `value`."""
    return constants["value"]


@reading
def nothing(constants: Constants, captures: Captures) -> object | None:
    """Words that are no time."""
    return m.Unclear(reason="no time")


@reading
def portioned(constants: Constants, captures: Captures) -> m.Meaning | None:
    """Something, or early, mid or late in it."""
    of = captures.get("of")
    return None if of is None else with_portion(constants, captures, meaning_of(of.value))
