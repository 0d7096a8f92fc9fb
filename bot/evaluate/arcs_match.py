"""When a predicted name, day, value or quote counts as the labelled one (tests/evals/dev-set/SCHEMA.md)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from bot.model.text import Span

Row = dict[str, Any]

_ALIAS = {
    "us": "united states", "u.s": "united states", "usa": "united states", "america": "united states",
    "uk": "united kingdom", "britain": "united kingdom", "eu": "european union", "un": "united nations",
    "u.n": "united nations", "uae": "united arab emirates", "turkiye": "turkey",
}  # fmt: skip
_TITLE = re.compile(
    r"^(?:the|mr|mrs|ms|dr|sir|dame|judge|justice|president|vice president|prime minister|premier|"
    r"foreign minister|minister|chancellor|ambassador|special envoy|envoy|secretary|mayor|councillor|"
    r"councilman|councilwoman|king|emir|sheikh|general|chief executive|director|commissioner)\s+"
)


def alternatives(value: str | None) -> list[str]:
    """The accepted forms in a gold string."""
    return [part.strip() for part in (value or "").split("|") if part.strip()]


def plain(name: str | None) -> str:
    """A name or value for comparison: folded, without titles, possessives and outer punctuation."""
    folded = unicodedata.normalize("NFKD", name or "")
    folded = "".join(c for c in folded if not unicodedata.combining(c)).casefold().replace("\u2019", "'")
    folded = re.sub(r"\s+", " ", re.sub(r"'s\b", "", folded)).strip(" .,;:'\"\u201c\u201d()")
    before = None
    while folded != before:
        before, folded = folded, _ALIAS.get(folded, _TITLE.sub("", folded).strip(" ."))
    return folded


def same_name(a: str | None, b: str | None) -> bool:
    """Equal, a bare surname of a full name, or all words of one in the other."""
    one, other = plain(a), plain(b)
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) == 1:
        return len(short[0]) > 2 and short[0] == long[-1]
    return set(short) <= set(long) or set(long) <= set(short)


def name_fits(gold: str | None, predicted: str | None) -> bool:
    """Whether some accepted name is the predicted one."""
    return any(same_name(g, p) for g in alternatives(gold) for p in alternatives(predicted))


def value_fits(gold: object, predicted: object) -> bool:
    """Whether an accepted value is, or stands in, the predicted words."""
    words = plain(str(predicted))
    return bool(words) and any(
        plain(g) == words or plain(g) in words or same_name(g, words) for g in alternatives(str(gold))
    )


def choice_fits(gold: str | None, predicted: object) -> bool:
    """Whether the predicted word of a closed list is accepted."""
    return predicted is not None and str(predicted) in alternatives(gold)


def words_fit(gold: str, predicted: object) -> bool:
    """A conflict value in free words: contained, the same days, or half of the words shared."""
    if value_fits(gold, predicted) or days_fit(gold, predicted):
        return True
    a, b = set(re.findall(r"\w+", plain(gold))), set(re.findall(r"\w+", plain(str(predicted))))
    return bool(b) and (b <= a or 2 * len(a & b) >= len(a | b))


def days_of(value: object) -> tuple[date, date] | None:
    """First and last day of a date string; None if it is not one."""
    text = str(value) if value else ""
    if text.startswith("../"):
        until = days_of(text[3:])
        return (date.min, until[1]) if until else None
    if "/" in text:
        ends = [days_of(part) for part in text.split("/")]
        return (ends[0][0], ends[1][1]) if len(ends) == 2 and ends[0] and ends[1] else None
    try:
        return _days_of_one(text)
    except ValueError:
        return None


def _days_of_one(text: str) -> tuple[date, date] | None:
    if re.match(r"\d{4}-\d\d-\d\d", text):
        day = date.fromisoformat(text[:10])
        return day, day
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", text):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + timedelta(6)
    if month := re.fullmatch(r"(\d{4})-(\d\d)", text):
        first = date(int(month[1]), int(month[2]), 1)
        return first, (first + timedelta(31)).replace(day=1) - timedelta(1)
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    return None


def days_fit(gold: object, predicted: object) -> bool:
    """The prediction lies inside a gold period; a wider one counts if at most twice as wide as one of several days."""
    mine = days_of(predicted)
    if mine is None:
        return False
    return any(_period_fits(theirs, mine) for theirs in map(days_of, alternatives(str(gold or ""))) if theirs)


def _period_fits(gold: tuple[date, date], mine: tuple[date, date]) -> bool:
    if gold[0] <= mine[0] and mine[1] <= gold[1]:
        return True
    wider = mine[0] <= gold[0] and gold[1] <= mine[1]
    return wider and gold[0] != gold[1] and (mine[1] - mine[0]).days <= 2 * (gold[1] - gold[0]).days + 1


def has_words(text: str, words: str) -> bool:
    """Whether `words` stand in `text` from a word start; short words and numbers also need a word end."""
    end = r"(?!\w)" if len(words) < 4 or words[-1].isdigit() else ""
    return re.search(r"(?<!\w)" + re.escape(words.casefold()) + end, text.casefold()) is not None


def find_span(text: str, quote: str | None) -> Span | None:
    """Where `quote` first stands in `text`; None when it does not, or is empty."""
    start = text.find(quote) if quote else -1
    return None if start < 0 or quote is None else Span(start, start + len(quote))


def find_spans(text: str, quotes: Iterable[str | None]) -> list[Span]:
    """Everywhere each of `quotes` stands in `text`."""
    found = []
    for quote in quotes:
        start = text.find(quote) if quote else -1
        while start >= 0 and quote:
            found.append(Span(start, start + len(quote)))
            start = text.find(quote, start + 1)
    return found


def pair_up(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs out of (score, left, right), the highest scores first."""
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def match_names(gold: Sequence[str], predicted: Sequence[str]) -> list[tuple[int, int]]:
    """Which gold name is which predicted one, equal names first."""
    return pair_up(
        (2.0 if any(plain(x) == plain(p) for x in alternatives(g)) else 1.0, i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if name_fits(g, p)
    )


def quotes_of(fact: Row) -> list[str]:
    """All quotes of a labelled fact, the telling one first."""
    return [fact["quote"], *fact.get("also", [])]
