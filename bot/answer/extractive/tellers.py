"""Answers to questions that name several outlets: the one all speak of, who printed first, and yes or no of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answer.extractive.choose import Choice, choose
from bot.answer.extractive.named import names_in
from bot.answer.extractive.said import cite, own_words
from bot.answer.phrases import day_words
from bot.model.answers import Citation, Evidence, Plan, Sentence, SentenceKind, Shape
from bot.text.words import STOP_WORDS, fold, words_of

_LEAST_FIT = 0.45  # of a sentence that stands for its part of the question
_LOOKED_AT = 4  # sentences of each part that may name the one
_ELSEWHERE = 0.5  # what a name counts that stands elsewhere in the same article
_NUMBERS = {2: "Both", 3: "All three", 4: "All four"}


def same_one(plan: Plan, evidence: Evidence) -> list[Sentence]:
    """The person or body that every part of the question is about, with the words of each; empty when none is."""
    parts = [_fitting(part, evidence) for part in plan.parts]
    if not all(parts):
        return []
    best: tuple[float, str, list[tuple[Choice, Citation]]] | None = None
    for name in _names(plan, parts):
        held = [_holder(name, choices) for choices in parts]
        if any(one is None for one in held):
            continue
        found = [one for one in held if one is not None]
        score = sum(weight for weight, _, _ in found)
        if best is None or (score, len(name)) > (best[0], len(best[1])):
            best = score, name, [(choice, citation) for _, choice, citation in found]
    if best is None or best[0] <= _ELSEWHERE * len(parts):
        return []
    _, name, held_by = best
    lead = Sentence(
        text=f"{_NUMBERS.get(len(parts), 'All')} reports name {name}.",
        citations=tuple(citation for _, citation in held_by),
    )
    return [lead, *_once(own_words(choice) for choice, _ in held_by)]


def printed_order(plan: Plan, evidence: Evidence) -> list[Sentence]:
    """Whether the report of the first part was printed before (or after) that of the second, with the days of both."""
    parts = [_fitting(part, evidence) for part in plan.parts]
    if len(parts) != 2 or not all(parts):
        return []
    first, second = (choices[0] for choices in parts)
    days = [one.told.published.date() for one in (first, second) if one.told.published is not None]
    if len(days) < 2:
        return []
    in_order = days[0] < days[1] if plan.shape is Shape.PRINTED_BEFORE else days[0] > days[1]
    verdict = "Yes" if in_order else "No"
    told = f"{first.told.outlet} printed it on {day_words(days[0])}, {second.told.outlet} on {day_words(days[1])}"
    if days[0] == days[1]:
        told = f"both were printed on {day_words(days[0])}"
    lead = Sentence(
        text=f"{verdict}: {told}.",
        kind=SentenceKind.NOTE,
        citations=(cite(first.quote, first.told), cite(second.quote, second.told)),
    )
    return [lead, *_once(own_words(choice) for choice in (first, second))]


def together(parts: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    """What each part of a yes-or-no question was answered with, as one answer; empty when one was not answered.

    Yes only where every part is a yes, no where one is a no; otherwise the words alone.
    """
    if not all(parts):
        return []
    verdicts = [next((s for s in part if _is_verdict(s)), None) for part in parts]
    words = [s for part in parts for s in part if not _is_verdict(s)]
    refused = next((v for v in verdicts if v is not None and v.text.startswith("No")), None)
    if refused is not None:
        return [refused, *_once(words)]
    agreed = [v for v in verdicts if v is not None]
    return [*(agreed[:1] if len(agreed) == len(parts) else []), *_once(words)]


def _is_verdict(sentence: Sentence) -> bool:
    return sentence.kind is SentenceKind.NOTE and sentence.text.startswith(("Yes, ", "No, "))


def _once(sentences: Iterator[Sentence] | Sequence[Sentence]) -> list[Sentence]:
    return list({sentence.text: sentence for sentence in sentences}.values())


def _fitting(part: Plan, evidence: Evidence) -> list[Choice]:
    """The sentences that stand for a part of the question, best first; a part may leave out what the others name."""
    choices = choose(part, evidence)
    return [
        choice
        for choice in choices[:_LOOKED_AT]
        if choice.fit >= _LEAST_FIT and not any(word.name for word in choice.missing)
    ]


def _names(plan: Plan, parts: Sequence[Sequence[Choice]]) -> tuple[str, ...]:
    """Names in the sentences of any part that the question does not give, each once."""
    return tuple(
        dict.fromkeys(
            span.of(choice.quote.text)
            for choices in parts
            for choice in choices
            for span in names_in(choice.quote.text, plan)
        )
    )


def _holder(name: str, choices: Sequence[Choice]) -> tuple[float, Choice, Citation] | None:
    """How well a part's sentences hold a name, the sentence to show, and the words that name it."""
    words = _words(name)
    for choice in choices:
        if words and words <= _words(choice.quote.text):
            return choice.fit, choice, cite(choice.quote, choice.told)
    for choice in choices[:1]:
        for index, line in enumerate(choice.reading.lines):
            if words and words <= _words(line.span.of(choice.reading.text)):
                return _ELSEWHERE * choice.fit, choice, cite(choice.beside(index), choice.told)
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("'s") for word in words_of(fold(text)) if word not in STOP_WORDS)
