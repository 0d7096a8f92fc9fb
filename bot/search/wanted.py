"""The words of a question: what each weighs, what may stand for it, and which of them go into the search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.model.answers import AnswerType, Wanted
from bot.model.text import Span
from bot.model.when import When
from bot.text.paraphrases import told_by
from bot.text.parties import known_party
from bot.text.phrasal import is_particle, is_verb_of_two, stands_for
from bot.text.synonyms import synonyms
from bot.text.words import STOP_WORDS, Token, fold, stem, tokens, words_of

NAME_WEIGHT, LIGHT_WEIGHT = 1.4, 0.3
_WORD_WEIGHT, _DAY_WEIGHT = 1.0, 0.7

# Words that say little about which sentence answers; they are wanted with a small weight.
_LIGHT = frozenset(
    stem(w)
    for w in (
        "article articles story stories report reports reported news source sources mention mentioned according say said "
        "tell told exactly exact finally currently still now today yet actually really already ever new name named call "
        "called describe described give given take taken make made get go come happen happened kind type sort many much "
        "long last first next recent thing things way part several various particular specific certain based information "
        "detail details day date year month week time calendar please know known asked question answer people person "
        "there it may will become became do use used main both two number regarding concerning following other another away "
        "one every each all list stored visible evening morning as reach reached expect expected supposed again "
        "latest parties sides side instead altogether overall involve concern"
    ).split()
)
_KEPT = frozenset({"against", "without"})
_STOP_WORDS = STOP_WORDS - _KEPT
_FILLER = frozenset(
    "article articles stored text passage passages document documents report please anyone anybody anything someone somebody something "
    "everyone everybody".split()
)


def wanted_words(text: str, answer_type: AnswerType, focus: str | None) -> tuple[Wanted, ...]:
    """The words of a question that evidence should cover, each once, in order.

    focus: the noun that is asked for; it weighs little where a name or a day takes its place.
    """
    found: dict[str, Wanted] = {}
    all_tokens = _single_words(text)
    for index, token in enumerate(all_tokens):
        if token.word in _STOP_WORDS and not is_named(text, all_tokens, index):
            continue
        if token.word in _FILLER or token.word in ("who", "whom") or _measures(all_tokens, index):
            continue
        term = _term(text, all_tokens, index, answer_type, focus)
        if term.stem not in found:
            found[term.stem] = term
    return tuple(found.values())


def _single_words(text: str) -> tuple[Token, ...]:
    """The words of a question; "Lind-Marsh" and "50-day" are two each."""
    found: list[Token] = []
    for token in tokens(text):
        words = token.span.of(text)
        match = re.fullmatch(r"([A-Z][\w.’']+|\d+)[-–‑]([A-Z][\w.’']+|[a-z]+)", words)
        if match is None or (match[1].isdigit() == match[2][0].isupper()):
            found.append(token)
            continue
        start = token.span.start
        for group in (1, 2):
            span = Span(start + match.start(group), start + match.end(group))
            found.append(Token(span=span, word=fold(match[group])))
    return tuple(found)


def _measures(all_tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the word only says what "how" asks for: "how many", "how long"."""
    return index > 0 and all_tokens[index - 1].word == "how" and all_tokens[index].word in _MEASURES


_MEASURES = frozenset(
    "many much long often far tall high deep old big large fast heavy cold hot wide frequently expensive soon strong close "
    "steep thick loud warm dense powerful severe".split()
)


def with_days_light(
    wanted: tuple[Wanted, ...], text: str, whens: Sequence[When], *, in_window: bool
) -> tuple[Wanted, ...]:
    """`wanted` with the words of days made light: articles say "Friday" where a question says "8 August".

    in_window: the days are asked for as a window, which is looked up as days; then their words are left out.
    """
    words = {stem(word) for when in whens for word in words_of(when.words)}
    between = _BETWEEN_DAYS.search(text)
    if between is not None:
        words.add(between["d1"])
    drop = in_window and (between is not None or _OPEN_WINDOW.search(text) is not None)
    kept = [w for w in wanted if w.stem not in words or not drop]
    return tuple(replace(w, weight=_DAY_WEIGHT, name=False) if w.stem in words else w for w in kept) or wanted


_OPEN_WINDOW = re.compile(
    r"\b(?:since|after|before|until|till|last|past|previous|this|next|between .{1,40} and)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r",?\s+\b(?:although|even though|though|despite|in spite of|given that|considering that|notwithstanding)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# "Where did they meet before Varn?": what came before or after another thing is seldom told in one sentence with it.
NEXT_TO = re.compile(r"(?<=\w) (?:before|prior to|ahead of) (?!\d)[^?]*\??$", re.IGNORECASE)
# "laid the text before Parliament": there "before" is no time.
_BROUGHT = re.compile(
    r"\b(?:la(?:y|id|ys)|br(?:ing|ought)|put|appear\w*|c[ao]me|went|go|heard|testif\w+)\b[^?]{0,40}\W$",
    re.IGNORECASE,
)
_BETWEEN_DAYS = re.compile(
    r"\b(?:between|from)\s+(?:the )?(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?:and|to|until)\b", re.IGNORECASE
)


def _term(
    text: str, all_tokens: tuple[Token, ...], index: int, answer_type: AnswerType, focus: str | None
) -> Wanted:
    token = all_tokens[index]
    stemmed = stem(token.word)
    name = is_named(text, all_tokens, index)
    like = synonyms(stemmed)
    for meant in stands_for(all_tokens, index):
        like |= {meant} | synonyms(meant)
    light = (stemmed in _LIGHT and not is_verb_of_two(all_tokens, index)) or is_particle(all_tokens, index)
    weight = NAME_WEIGHT if name else LIGHT_WEIGHT if light else _WORD_WEIGHT
    for other in (_ASIDE.search(text), NEXT_TO.search(text)):
        if (
            other is not None
            and not _BROUGHT.search(text[: other.start() + 1])
            and token.span.start >= other.start()
        ):
            weight, name = LIGHT_WEIGHT, False  # what is granted, or only says when, is not what is asked
    if name:
        party = known_party(token.span.of(text))
        if party is not None:
            like |= {stem(fold(form)) for form in (party.name, *party.aliases) if " " not in form}
    if name and _of_focus(text, token, focus):
        name, weight = False, _DAY_WEIGHT  # "which American official": what kind of one, not whom
    if stemmed == focus and (
        answer_type in (AnswerType.PERSON, AnswerType.PLACE, AnswerType.DATE) or stemmed in _MEASURED_AS
    ):
        weight = min(weight, LIGHT_WEIGHT)
    if stemmed == "ask" and _WHAT_ASKED.search(text):
        weight = _WORD_WEIGHT
    if stemmed == "make" and _WHO_MAKES.match(text):
        weight = _DAY_WEIGHT
    if stemmed == "mean" and _MEANT_TO.search(text):
        weight = LIGHT_WEIGHT  # what was meant to be was planned or set
    if stemmed in _OPENS and _TO_OPEN.search(text):
        weight = _DAY_WEIGHT  # "when is the strike to begin" is told by "they will walk out on Monday"
    like -= {stemmed}
    kin = frozenset() if name or weight < _DAY_WEIGHT else told_by(stemmed) - like - {stemmed}
    return Wanted(word=token.word, stem=stemmed, weight=weight, name=name, like=like, kin=kin)


# "What share of the bank": articles give the percentage and no word for it.
_MEASURED_AS = frozenset(
    stem(w) for w in ("share", "percentage", "proportion", "part", "percent", "number", "amount", "total")
)
_WHO_MAKES = re.compile(r"^(?:(?:and|so|but) )?(?:who|which \w+) (?:makes?|made)\b", re.IGNORECASE)
_MEANT_TO = re.compile(r"\bmeant to\b", re.IGNORECASE)
_WHAT_ASKED = re.compile(r"^(?:what|how \w+) (?:did|does|do|has|have|had)\b.*\bask", re.IGNORECASE)
_OPENS = frozenset(stem(w) for w in ("begin", "start", "commence", "happen", "place"))
_TO_OPEN = re.compile(
    r"^(?:when|on (?:what|which) (?:day|date)) (?:will|would|is|are|was|were)\b.*\b(?:begin|start|commence|happen|take place)\b",
    re.IGNORECASE,
)


def _of_focus(text: str, token: Token, focus: str | None) -> bool:
    """Whether a demonym stands between "which" and the noun that is asked for."""
    if focus is None or re.search(r"\b(?:which|what) $", text[: token.span.start], re.IGNORECASE) is None:
        return False
    after = re.match(r" ([a-z]+)", text[token.span.end :])
    return after is not None and stem(after[1]) == focus and known_party(token.span.of(text)) is not None


def is_named(text: str, all_tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the word is written as a name or figure (the first word of a question is none)."""
    words = all_tokens[index].span.of(text)
    if any(c.isdigit() for c in words):
        return True
    if not words[0].isupper() or (all_tokens[index].word in STOP_WORDS and words != words.upper()):
        return False
    if words == "I":
        return False
    return index > 0


def search_terms(wanted: tuple[Wanted, ...]) -> tuple[str, ...]:
    """The words to search for: the telling ones, or all when there are fewer than two of those."""
    heavy = tuple(w.word for w in wanted if w.weight > LIGHT_WEIGHT)
    if len(heavy) < _FEW and not any(w.name for w in wanted):
        return wider_terms(wanted)  # "what changed about the deadline": articles say "ultimatum" or "limit"
    return heavy if len(heavy) >= 2 else tuple(w.word for w in wanted)


def wider_terms(wanted: tuple[Wanted, ...]) -> tuple[str, ...]:
    """All words, and what may stand for the telling ones."""
    near = (word for w in wanted if w.weight > LIGHT_WEIGHT for word in sorted(w.like)[:_STAND_INS])
    return tuple(dict.fromkeys((*(w.word for w in wanted), *near)))


_FEW, _STAND_INS = 3, 8


def slot_words(wanted: tuple[Wanted, ...]) -> tuple[str, ...]:
    """The words that the evidence must cover."""
    return tuple(w.word for w in wanted if w.weight > LIGHT_WEIGHT)
