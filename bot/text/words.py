"""Words of a text in comparable form: folding, tokens, stems, stop words, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.model.text import Span


class Token(NamedTuple):
    """A word and where it stands. word: folded, without a possessive ending."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as written.

    value: with its scale applied ("1.2 million" is 1200000).
    unit: "%", "points", an ISO 4217 code for money, the singular of a measure ("day", "hour", "mile"), or None.
    spelled: written in letters ("eleven"). ordinal: a place in an order ("third", "2nd").
    """

    span: Span
    value: Decimal
    unit: str | None = None
    spelled: bool = False
    ordinal: bool = False


STOP_WORDS = frozenset(
    "a about above after again against all also am among an and any are as at be because been before being below "
    "between both but by can could did do does doing down during each either else ever every few for from further had "
    "has have having he her here hers herself him himself his how however i if in into is it its itself just let may me "
    "might more most much must my myself neither no nor not now of off on once only onto or other ought our ours "
    "ourselves out over own per quite rather same shall she should since so some such than that the their theirs them "
    "themselves then there these they this those though through thus to too toward towards under until up upon us very "
    "via was we were what when where whether which while who whom whose why will with within without would yet you "
    "your yours yourself yourselves".split()
)

_TYPOGRAPHIC = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-",
     "—": "-", "‑": "-", "‐": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "ł": "l", "Ł": "L",
     "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)  # fmt: skip
_TOKEN = re.compile(r"[^\W_]+(?:['’.\-‑&][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")


@lru_cache(maxsize=65536)
def fold(s: str) -> str:
    """`s` for comparison: case folded, accents off, straight quotes and hyphens. Its length may differ."""
    if s.isascii():
        return s.casefold()
    plain = unicodedata.normalize("NFKD", s.translate(_TYPOGRAPHIC))
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.casefold()


def tokens(s: str) -> tuple[Token, ...]:
    """The words and figures of `s` in order, punctuation left out; spans into `s`."""
    return _kept_tokens(s) if len(s) <= _KEPT_CHARS else _tokens(s)


def _tokens(s: str) -> tuple[Token, ...]:
    return tuple([Token(Span(*m.span()), _word(m[0])) for m in _TOKEN.finditer(s)])


_KEPT_CHARS = (
    1_500  # a sentence or passage, which one question reads many times; whole articles would fill the memory
)
_kept_tokens = lru_cache(maxsize=2048)(_tokens)


@lru_cache(maxsize=65536)
def _word(printed: str) -> str:
    word = fold(printed)
    return _POSSESSIVE.sub("", word) if "'" in word else word


def places_of(words: str, text: str) -> Iterator[Span]:
    """Where `words` stand in `text`, letter by letter, with no letter or figure right before or after them."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not _goes_on(text[at - 1 : at]) and not _goes_on(text[end : end + 1]):
            yield Span(at, end)
            at = text.find(words, max(end, at + 1))
        else:
            at = text.find(words, at + 1)


def _goes_on(char: str) -> bool:
    return char.isalnum() or char == "_"


def words_of(s: str) -> tuple[str, ...]:
    """The words of `tokens`, for those who do not ask where they stand."""
    return _kept_words(s) if len(s) <= _KEPT_CHARS else _words(s)


def _words(s: str) -> tuple[str, ...]:
    return tuple([_word(printed) for printed in _TOKEN.findall(s)])


_kept_words = lru_cache(maxsize=2048)(_words)


def placed_words(s: str) -> Iterator[tuple[int, str]]:
    """The words of `tokens`, each with the place at which it begins."""
    at = 0
    for printed in _TOKEN.findall(s):
        at = s.index(printed, at)  # only what belongs to no word lies between
        yield at, _word(printed)
        at += len(printed)


def content_terms(s: str) -> tuple[str, ...]:
    """Folded words of `s` without stop words, in order, repeats kept."""
    return tuple([word for word in words_of(s) if word not in STOP_WORDS])


_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being", "have": "has had having", "do": "does did done doing",
        "say": "says said", "tell": "told", "meet": "met", "hold": "held", "send": "sent", "give": "gave given",
        "take": "took taken", "make": "made", "get": "got gotten", "go": "went gone", "come": "came", "see": "saw seen",
        "speak": "spoke spoken", "write": "wrote written", "know": "knew known", "think": "thought",
        "begin": "began begun", "leave": "left", "lead": "led", "lose": "lost", "buy": "bought", "bring": "brought",
        "sell": "sold", "pay": "paid", "keep": "kept", "find": "found", "win": "won", "fall": "fell fallen",
        "rise": "rose risen", "grow": "grew grown", "draw": "drew drawn", "sit": "sat", "stand": "stood",
        "strike": "struck", "withdraw": "withdrew withdrawn", "break": "broke broken", "choose": "chose chosen",
        "build": "built", "spend": "spent", "lend": "lent", "fly": "flew flown", "hear": "heard", "mean": "meant",
        "agree": "agreed agreeing agrees", "seek": "sought", "teach": "taught", "fight": "fought", "catch": "caught",
        "shoot": "shot", "freeze": "froze frozen", "shake": "shook shaken", "forbid": "forbade forbidden",
        "run": "ran", "deal": "dealt", "feel": "felt", "eat": "ate eaten", "drive": "drove driven",
        "become": "became", "beat": "beaten", "bend": "bent", "bite": "bit bitten", "bleed": "bled", "blow": "blew blown",
        "burn": "burnt", "cling": "clung", "creep": "crept", "dig": "dug", "drink": "drank drunk", "feed": "fed",
        "flee": "fled", "foresee": "foresaw foreseen", "forget": "forgot forgotten", "forgive": "forgave forgiven",
        "hang": "hung", "hide": "hid hidden", "kneel": "knelt", "learn": "learnt", "light": "lit",
        "mislead": "misled", "mistake": "mistook mistaken", "overcome": "overcame", "oversee": "oversaw overseen",
        "overtake": "overtook overtaken", "overthrow": "overthrew overthrown", "prove": "proven", "rebuild": "rebuilt",
        "repay": "repaid", "rewrite": "rewrote rewritten", "ride": "rode ridden", "ring": "rang rung",
        "shine": "shone", "show": "shown", "shrink": "shrank shrunk", "sing": "sang sung", "sink": "sank sunk",
        "sleep": "slept", "slide": "slid", "spin": "spun", "steal": "stole stolen", "stick": "stuck", "sting": "stung",
        "swear": "swore sworn", "sweep": "swept", "swell": "swollen", "swim": "swam swum", "swing": "swung",
        "tear": "tore torn", "throw": "threw thrown", "undergo": "underwent undergone", "understand": "understood",
        "undertake": "undertook undertaken", "uphold": "upheld", "wake": "woke woken", "wear": "wore worn",
        "weep": "wept", "man": "men", "woman": "women", "person": "people persons", "child": "children",
        "die": "died dying", "lie": "lay lain lying", "talk": "talks talked talking", "datum": "data", "foot": "feet",
        "tooth": "teeth", "wife": "wives", "thief": "thieves", "crisis": "crises", "analysis": "analyses",
    }.items()
    for form in forms.split()
}  # fmt: skip
_KEEP = frozenset(
    "news series species this thus gas bus yes plus us its his as always perhaps united during".split()
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A common form for the inflections of an English word: "extended", "extends" and "extending" are one.

    Takes a word as `fold` gives it. Not a dictionary form; only equality of two stems means something.
    """
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or word in _KEEP or not word.isalpha():
        return word
    for ending, rest in (("ies", "y"), ("sses", "ss"), ("ied", "y")):
        if word.endswith(ending) and len(word) > 4:
            return word[: -len(ending)] + rest
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
        if word.endswith(("she", "che", "xe", "sse")):
            word = word[:-1]
    if word.endswith("eed"):
        return word if word.endswith(_VERBS_IN_EED) else word[:-1]  # "succeed", but "freed" is "free"
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= 3 and re.search("[aeiouy]", base):
            return _undouble(base)
    return word[:-1] if word.endswith("e") and not word.endswith("ee") and len(word) > 4 else word


def _undouble(base: str) -> str:
    if base[-1] == base[-2] and base[-1] not in "ls":
        return base[:-1]
    if _LOST_E.fullmatch(base):
        return base + "e"  # "fined" is "fine", as "banned" would be "ban"
    return base[:-1] if base.endswith("e") and len(base) > 4 else base


_VERBS_IN_EED = tuple("ceed speed bleed breed need seed feed weed deed heed".split())
_LOST_E = re.compile("[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tvz]")
_SCALE = {"hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mln": 10**6, "m": 10**6, "mn": 10**6,
          "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "trn": 10**12, "tn": 10**12}  # fmt: skip
_SMALL = {
    w: i for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split())
} | {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}  # fmt: skip
_ORDINAL = {
    w: i for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), start=1)
} | {"thirtieth": 30}  # fmt: skip
_MONEY_SIGN = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB", "₹": "INR", "C$": "CAD",
               "A$": "AUD", "₺": "TRY", "₩": "KRW", "₴": "UAH"}  # fmt: skip
_UNIT = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%",
    "percentage point": "points", "percentage points": "points", "basis points": "basis points",
    "dollar": "USD", "dollars": "USD", "usd": "USD", "euro": "EUR", "euros": "EUR", "eur": "EUR", "pounds": "GBP",
    "yuan": "CNY", "rubles": "RUB", "roubles": "RUB", "rupees": "INR", "yen": "JPY", "hryvnia": "UAH", "francs": "CHF",
} | {
    form: word
    for word in "minute hour day week month year decade mile kilometre metre ton tonne barrel degree vote seat round "
    "time country state page".split()
    for form in (word, word + "s")
} | {"kilometers": "kilometre", "km": "kilometre", "meters": "metre", "countries": "country"}  # fmt: skip

_SPELLED = "|".join(
    sorted([*_SMALL, *_ORDINAL, "hundred", "thousand", "million", "billion", "dozen"], key=len, reverse=True)
)
_FIGURES = (
    r"(?P<sign>US\$|C\$|A\$|[$€£¥₽₹₺₩₴])?\s?(?P<figures>\d{1,3}(?:[,\u00a0\u202f]\s?\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<nth>st|nd|rd|th)?(?![^\W\d_]{4})"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|mln|mn|bn|tn|trn|[kmb])\b)?"
)
_NUMBER = re.compile(
    rf"(?<![\w.]){_FIGURES}|\b(?P<letters>(?:{_SPELLED})(?:(?:-|\s(?:and\s)?)(?:{_SPELLED}))*)\b",
    re.IGNORECASE,
)
# Most texts hold none of these letters, and looking for them takes a twentieth of the time of looking for the numbers.
_SPELLED_LETTERS = tuple(
    one
    for one in _SPELLED.split("|")
    if not any(other != one and other in one for other in _SPELLED.split("|"))
)
_FIGURE = re.compile(r"\d")
_IN_FIGURES = re.compile(rf"(?<![\w.]){_FIGURES}|(?P<letters>(?!))", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    r"[\s-]?(" + "|".join(sorted((re.escape(u) for u in _UNIT), key=len, reverse=True)) + r")(?!\w)",
    re.IGNORECASE,
)


def numbers_in(s: str) -> tuple[Number, ...]:
    """Every number in `s`, in figures or letters, in order. Days of dates and times of day are numbers too."""
    return _kept_numbers(s) if len(s) <= _KEPT_CHARS else _numbers(s)


def _numbers(s: str) -> tuple[Number, ...]:
    lower = s.casefold()
    if any(one in lower for one in _SPELLED_LETTERS):
        pattern = _NUMBER
    elif _FIGURE.search(s):
        pattern = _IN_FIGURES
    else:
        return ()
    return tuple([n for n in (_number(s, m) for m in pattern.finditer(s)) if n is not None])


_kept_numbers = lru_cache(maxsize=2048)(_numbers)


def _number(s: str, match: re.Match[str]) -> Number | None:
    after = _UNIT_AFTER.match(s, match.end())
    unit = _UNIT[after.group(1).casefold()] if after else None
    letters = match.group("letters")
    if letters is not None:
        value, ordinal = _spelled_value(letters)
        if value is None:
            return None
        span = Span(match.start("letters"), match.end("letters"))
        return Number(span=span, value=value, unit=unit, spelled=True, ordinal=ordinal)
    value = Decimal(re.sub(r"[^\d.]", "", match.group("figures")))
    scale = match.group("scale")
    if scale is not None:
        value *= _SCALE[scale.casefold()]
    sign = match.group("sign")
    start = match.start("sign") if sign else match.start("figures")
    return Number(
        span=Span(start, match.end()),
        value=value,
        unit=_MONEY_SIGN[sign.upper()] if sign else unit,
        ordinal=match.group("nth") is not None,
    )


def _spelled_value(letters: str) -> tuple[Decimal | None, bool]:
    total = current = 0
    ordinal = False
    for word in re.findall(r"[a-z]+", letters.casefold()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _ORDINAL:
            current, ordinal = current + _ORDINAL[word], True
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALE:
            total, current = total + max(current, 1) * _SCALE[word], 0
    return Decimal(total + current), ordinal
