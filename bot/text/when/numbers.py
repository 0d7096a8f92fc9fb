"""Numbers at a place in a text: cardinals in digits and words, fractions, ordinals, years, hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.text.when.tokens import Form, Token

FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
NUMBER_CLASSES = frozenset(
    "count int ord numord dom year4 yy digit hour hundred clock iso isotime dotted slash".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The number words of a language; half: the words that add one half, token by token."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: frozenset[str]
    joiner: str
    half: tuple[str, ...]


def numbers_at(tokens: Sequence[Token], at: int, words: NumberWords) -> dict[str, list[tuple[int, object]]]:
    """By class, the numbers that begin at token `at`, each with the token after it."""
    token = tokens[at]
    found: dict[str, list[tuple[int, object]]] = {}
    if token.text in FRACTIONS:
        found["count"] = [(at + 1, FRACTIONS[token.text])]
    elif token.form is Form.DIGITS:
        _digits(tokens, at, words, found)
    elif token.form is Form.WORD:
        _spelled(tokens, at, words, found)
    elif token.form is Form.DECIMAL:
        _decimal(tokens, at, found)
    elif token.form is not Form.MARK:
        _dated(token, at, found)
    return found


def _digits(
    tokens: Sequence[Token], at: int, words: NumberWords, found: dict[str, list[tuple[int, object]]]
) -> None:
    text = tokens[at].text
    if len(text) > 6 or _is_money(tokens, at):
        return
    number, end = int(text), at + 1
    found["count"] = _with_fraction(tokens, end, Decimal(number), words)
    found["int"] = [(end, number)]
    if len(text) == 4:
        if 1500 <= number <= 2199:
            found["year4"] = [(end, number)]
        if number // 100 < 24 and number % 100 < 60:
            found["hundred"] = [(end, f"{text[:2]}:{text[2:]}")]
    if len(text) == 2:
        found["yy"] = [(end, number)]
    if len(text) == 1 and 1 <= number <= 4:
        found["digit"] = [(end, number)]
    if number <= 12:
        found["hour"] = [(end, f"{number}:00")]
    if len(text) <= 2 and 1 <= number <= 31:
        found["dom"] = [(end, number)]
    following = tokens[end] if end < len(tokens) else None
    if following is not None and following.glued and following.lower in words.suffixes:
        found["ord"] = found["numord"] = [(end + 1, number)]
        if 1 <= number <= 31:
            found["dom"] = [(end + 1, number)]
        del found["int"], found["count"]


def _is_money(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at].glued and tokens[at - 1].text in "$€£¥#%"


def _with_fraction(
    tokens: Sequence[Token], end: int, whole: Decimal, words: NumberWords
) -> list[tuple[int, object]]:
    found: list[tuple[int, object]] = [(end, whole)]
    following = tokens[end : end + 4]
    if following and following[0].text in FRACTIONS:
        return [(end + 1, whole + FRACTIONS[following[0].text])]
    if following and following[0].text in ("-", "‑") and len(following) == 4:
        end, following = end + 1, following[1:]
    if len(following) >= 3 and following[1].text == "/" and following[2].form is Form.DIGITS:
        part = _fraction(following[0], following[2])
        if part is not None:
            return [(end + 3, whole + part)]
    if tuple(token.lower for token in following[: len(words.half)]) == words.half:
        found.append((end + len(words.half), whole + Decimal("0.5")))
    return found


def _fraction(upper: Token, lower: Token) -> Decimal | None:
    shares = {
        ("1", "2"): "0.5",
        ("1", "4"): "0.25",
        ("3", "4"): "0.75",
        ("1", "3"): "0.33",
        ("2", "3"): "0.67",
    }
    share = shares.get((upper.text, lower.text))
    return Decimal(share) if share else None


def _spelled(
    tokens: Sequence[Token], at: int, words: NumberWords, found: dict[str, list[tuple[int, object]]]
) -> None:
    if tokens[at].lower not in words.units and tokens[at].lower not in words.tens:
        return
    number, end = _small(tokens, at, words)
    if end < len(tokens) and tokens[end].lower in words.scales:
        number *= words.scales[tokens[end].lower]
        end += 1
        more = end + 1 if end < len(tokens) and tokens[end].lower == words.joiner else end
        if more < len(tokens) and (tokens[more].lower in words.units or tokens[more].lower in words.tens):
            rest, end = _small(tokens, more, words)
            number += rest
    found["int"] = [(end, number)]
    found["count"] = _with_fraction(tokens, end, Decimal(number), words)
    _hyphened_half(tokens, end, number, words, found)
    if 1 <= number <= 12:
        found["hour"] = [(end, f"{number}:00")]


def _small(tokens: Sequence[Token], at: int, words: NumberWords) -> tuple[int, int]:
    if tokens[at].lower in words.units:
        return words.units[tokens[at].lower], at + 1
    number, end = words.tens[tokens[at].lower], at + 1
    more = end + 1 if end < len(tokens) and tokens[end].text in ("-", "‑") else end
    if more < len(tokens) and 1 <= words.units.get(tokens[more].lower, 0) <= 9:
        return number + words.units[tokens[more].lower], more + 1
    return number, end


def _hyphened_half(
    tokens: Sequence[Token],
    end: int,
    number: int,
    words: NumberWords,
    found: dict[str, list[tuple[int, object]]],
) -> None:
    width = 2 * len(words.half)
    following = tokens[end : end + width]
    if (
        len(following) == width
        and all(token.text in ("-", "‑") for token in following[::2])
        and tuple(token.lower for token in following[1::2]) == words.half
    ):
        found["count"].append((end + width, number + Decimal("0.5")))


def _decimal(tokens: Sequence[Token], at: int, found: dict[str, list[tuple[int, object]]]) -> None:
    text = tokens[at].text
    if _is_money(tokens, at) or len(text) > 12:
        return
    if text.count(".") <= 1:
        number = Decimal(text.replace(",", ""))
        found["count"] = [(at + 1, number)]
        if "." not in text:
            found["int"] = [(at + 1, int(number))]
    hour, _, minute = text.partition(".")
    if len(hour) <= 2 and len(minute) == 2 and minute.isdigit() and int(hour) < 24 and int(minute) < 60:
        # "5.30pm"; a bare "5.30" stays a number, because patterns ask for am, pm or a zone after it
        found["hour"] = [(at + 1, f"{hour}:{minute}")]


def _dated(token: Token, at: int, found: dict[str, list[tuple[int, object]]]) -> None:
    end = at + 1
    match token.form:
        case Form.CLOCK:
            hour, minute = token.text.split(":")[:2]
            if int(hour) <= 24 and int(minute) < 60 and (int(hour) < 24 or minute == "00"):
                found["clock"] = [(end, f"{hour}:{minute}")]
        case Form.ISO_DATE:
            found["iso"] = [(end, token.text)]
        case Form.ISO_TIME:
            found["isotime"] = [(end, token.text)]
        case Form.DOTTED:
            found["dotted"] = [(end, token.text)]
        case Form.SLASHED:
            found["slash"] = [(end, token.text)]
        case _:
            pass


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def full_year(year: int) -> int:
    """The four-digit year that two digits mean: 30 to 99 are of the last century."""
    if year >= 100:
        return year
    return year + (1900 if year >= 50 else 2000)
