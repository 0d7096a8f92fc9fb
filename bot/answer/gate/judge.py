"""The gate on a free text: which of its sentences the sources do not bear out, and how likely the text has one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from math import exp

from bot.answer.gate.dates import check_dates, numbers_of
from bot.answer.gate.known import Known
from bot.answer.gate.material import material_of
from bot.answer.gate.names import strange_names
from bot.answer.gate.numbers import check_numbers
from bot.answer.gate.plain import without_markup
from bot.answer.gate.polarity import check_polarity
from bot.answer.gate.signals import Unit, is_listed, signals_of
from bot.answer.gate.sums import reckoned
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.text.sentences import split_sentences
from bot.text.when import tag
from bot.text.words import content_terms, numbers_in, stem, tokens

# The two sentences with most doubt decide about a text; the second has this weight.
SECOND_WEIGHT = 0.3
HARD_WEIGHT = 0.9
# Shares of a sentence's content words: with the first, a source sentence tells the same; with the second, it may deny
# or bear out what the first denies.
SAME_MATTER = 0.75
LIKE_MATTER = 0.4
# Capitalised words that answers bring along and that name nobody.
_NO_NAMES = frozenset("passage passages source sources celsius fahrenheit c f i note step".split())
_ABOUT_ITSELF = re.compile(r"\b(?:summary|\d+ words|word limit)\b", re.IGNORECASE)
_LIMIT = 4.0  # standard deviations; what lies further out counts as that far


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A stretch of the text to look at. reason: a reason code, or "unsupported". weight: 0 to 1."""

    span: Span
    reason: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the gate thinks of a free text.

    flag: something in it is not supported. score: 0 to 1, higher with more doubt. doubts: where, in order.
    checks: the reason codes that fired.
    """

    flag: bool
    score: float
    doubts: tuple[Doubt, ...]
    checks: tuple[str, ...]


class Kind(StrEnum):
    """What a free text is: the answer to a question, a summary of its sources, or one claim."""

    ANSWER = "answer"
    SUMMARY = "summary"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The fitted model: a logistic regression over standardised signals of a sentence, then one over a text.

    means, deviations, weights: by signal. bias: of a sentence. text_scale, text_bias: from the sentences' doubt to the
    text's. flag_above: the score from which a text of a kind is flagged. sentence_above: the same for a sentence.
    """

    means: Mapping[str, float]
    deviations: Mapping[str, float]
    weights: Mapping[str, float]
    bias: float
    text_scale: float
    text_bias: float
    flag_above: Mapping[Kind, float]
    sentence_above: float


def judge(response: str, sources: Sequence[str], *, question: str | None = None) -> Judgement:
    """Sentences of `response` against `sources`, without a model and without the network."""
    weights = load_weights()
    read = read_text(response, sources, question=question)
    if not read:
        return Judgement(flag=False, score=0.0, doubts=(), checks=())
    logits = [_logit(one.signals, weights) for one in read]
    score = _sigmoid(weights.text_scale * text_doubt(logits) + weights.text_bias)
    return Judgement(
        flag=score >= weights.flag_above[kind_of([one.unit for one in read], question)],
        score=round(score, 4),
        doubts=tuple(
            doubt for one, logit in zip(read, logits, strict=True) for doubt in _doubts(one, logit, weights)
        ),
        checks=tuple(dict.fromkeys(reason.code.value for one in read for reason in one.reasons)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A unit of a free text with what the checks hold against it and its signals by name."""

    unit: Unit
    reasons: tuple[Reason, ...]
    signals: Mapping[str, float]


def read_text(response: str, sources: Sequence[str], *, question: str | None) -> tuple[Read, ...]:
    """The units of `response` measured against `sources`; the fit and the judgement read the same."""
    units = units_of(response)
    told = tuple(sources)
    habits = _habits(response, told, question)
    reasons = [hard_reasons(unit, habits) for unit in units]
    signals = signals_of(units, reasons, material_of(told, question))
    return tuple(Read(unit=u, reasons=r, signals=s) for u, r, s in zip(units, reasons, signals, strict=True))


def kind_of(units: Sequence[Unit], question: str | None) -> Kind:
    """What a text with these units is; how often such texts are unsupported differs by kind."""
    if question:
        return Kind.ANSWER
    return Kind.SUMMARY if len(units) > 1 else Kind.CLAIM


def units_of(text: str) -> tuple[Unit, ...]:
    """Sentences of a free text; a line of a list never joins the next."""
    plain = without_markup(text)
    return tuple(
        Unit(
            span=span,
            plain=span.of(plain),
            listed=is_listed(text[line.start() : line.end()]),
            quoted='"' in span.of(text) or "“" in span.of(text),
        )
        for line in re.finditer(r"[^\n]+", plain)
        for span in _sentences(plain, line.start(), line.end())
    )


def text_doubt(logits: Sequence[float]) -> float:
    """The doubt about the most doubtful sentences."""
    first, *rest = sorted(logits, reverse=True)
    return first if not rest else (1 - SECOND_WEIGHT) * first + SECOND_WEIGHT * rest[0]


def hard_reasons(unit: Unit, habits: Habits) -> tuple[Reason, ...]:
    """Numbers, dates and names that no source has, and turned polarity against the nearest sentences."""
    if _ABOUT_ITSELF.search(unit.plain):
        return ()
    known = habits.known
    reasons = [
        *(r for r in check_numbers(unit.plain, known) if not _counts_parts(r, unit.plain)),
        *(r for r in check_dates(unit.plain, known) if re.search(r"\d", r.words)),
        *_strange_names(unit, habits),
    ]
    nearest = _nearest(unit.plain, habits.sources)
    if nearest:
        reasons += check_polarity(unit.plain, Known(quotes=nearest))
    return tuple(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What the sentences of one text share. lower: the words it also writes without a capital. sources: its material."""

    sources: tuple[str, ...]
    known: Known
    lower: frozenset[str]


def _habits(response: str, sources: tuple[str, ...], question: str | None) -> Habits:
    known = _known(sources, question)
    told = {number.value for text in known.quotes for number in numbers_of(text)}
    return Habits(
        sources=sources,
        known=replace(known, reckoned=reckoned(response, told)),
        lower=frozenset(stem(t.word) for t in tokens(response) if t.span.of(response).islower()),
    )


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The fitted weights that are part of the package; how they were fitted stands in docs/quality-gate.md."""
    data = json.loads(files("bot.answer.gate").joinpath("weights.json").read_text(encoding="utf-8"))
    signals = data["signals"]
    return Weights(
        means={name: s["mean"] for name, s in signals.items()},
        deviations={name: s["deviation"] for name, s in signals.items()},
        weights={name: s["weight"] for name, s in signals.items()},
        bias=data["bias"],
        text_scale=data["text_scale"],
        text_bias=data["text_bias"],
        flag_above={Kind(kind): above for kind, above in data["flag_above"].items()},
        sentence_above=data["sentence_above"],
    )


def _doubts(read: Read, logit: float, weights: Weights) -> Iterator[Doubt]:
    start = read.unit.span.start
    for reason in read.reasons:
        yield Doubt(span=_moved(reason.span, start), reason=reason.code.value, weight=HARD_WEIGHT)
    weight = _sigmoid(logit)
    if weight >= weights.sentence_above:
        yield Doubt(span=read.unit.span, reason="unsupported", weight=round(weight, 3))


def _sentences(plain: str, start: int, end: int) -> Iterator[Span]:
    for span in split_sentences(plain[start:end]):
        if any(c.isalnum() for c in span.of(plain[start:end])):
            yield _moved(span, start)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _logit(signals: Mapping[str, float], weights: Weights) -> float:
    total = weights.bias
    for name, weight in weights.weights.items():
        z = (signals[name] - weights.means[name]) / weights.deviations[name]
        total += weight * max(-_LIMIT, min(_LIMIT, z))
    return total


def _sigmoid(x: float) -> float:
    return 1 / (1 + exp(-max(-40.0, min(40.0, x))))


def _strange_names(unit: Unit, habits: Habits) -> Iterator[Reason]:
    """Names that no source has; in a list or a heading, and at its start, a capital makes no name."""
    if unit.plain.rstrip().endswith(":"):
        return
    for name in strange_names(unit.plain, habits.known):
        idle = set(name.words) <= _NO_NAMES or (unit.listed and len(name.words) == 1)
        if not (name.opening or idle or all(stem(word) in habits.lower for word in name.strange)):
            yield Reason(code=ReasonCode.NAME, words=name.span.of(unit.plain), span=name.span)


@lru_cache(maxsize=8)
def _known(sources: tuple[str, ...], question: str | None) -> Known:
    """The sources as what is known, with the days they name."""
    whens = [when for source in sources for when in tag(source, published=None)]
    days = {(w.earliest or w.latest, w.latest or w.earliest) for w in whens if w.resolved}
    return Known(
        quotes=(*sources, question) if question else sources,
        days=frozenset((a, b) for a, b in days if a is not None and b is not None),
        partials=frozenset(
            (w.value or "")[4:].partition("T")[0] for w in whens if (w.value or "").startswith("XXXX-")
        ),
    )


def _counts_parts(reason: Reason, text: str) -> bool:
    """ "There are three types": a small number in letters counts what the answer lists."""
    if reason.code is not ReasonCode.NUMBER:
        return False
    return any(n.span == reason.span and n.spelled and n.value <= 10 for n in numbers_in(text))


def _nearest(text: str, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The source sentences about the same as `text`, when one of them shares most of its content words."""
    own = _content(text)
    shares = [(len(own & _content(s)) / max(1, len(own)), s) for s in _source_sentences(sources)]
    if max((share for share, _ in shares), default=0) <= SAME_MATTER:
        return ()
    return tuple(sentence for share, sentence in shares if share >= LIKE_MATTER)


@lru_cache(maxsize=8)
def _source_sentences(sources: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(span.of(source) for source in sources for span in split_sentences(source))


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in content_terms(text))
