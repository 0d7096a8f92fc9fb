"""Two voices on one thing that no record holds: one line each, side by side, when the question is about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.answer.phrases import party_words, quoted
from bot.model.answers import AnswerType, Citation, Evidence, Intent, Order, Plan, Sentence
from bot.model.facts import Fact, PartyKind, Statement
from bot.model.ids import FactId
from bot.model.records import Conflict, ConflictValue
from bot.model.text import Quote, Span, Told
from bot.text.cover import level, line_of
from bot.text.words import fold, numbers_in, stem

_TOUCHED = 0.35  # how much of the question a dispute must cover that stands in the words of the answer
_ALONE = 0.7  # and when it is to answer by itself
_BY_SLOT = 0.55  # the same where the question's words ask for just what is in dispute
_PLAIN_SLOTS = frozenset({"initiator", "object", "duration"})
_BY_NAME = 0.7  # a name told elsewhere in the article
_NEARBY = 0.35  # another word told elsewhere in the article
_MOST = 4

_ASKED = {
    "initiator": re.compile(r"\b(?:initiat\w*|ideas?|propos\w*|ask(?:s|ed|ing)?|invit\w*|request\w*|want\w*|wish\w*|suggest\w*|whose)\b"),
    "status": re.compile(
        r"^(?:is|are|was|were|did|do|does|has|have|had|will|who)\b|\b(?:agree\w*|deal|accord|call\w* (?:\w+ )*off|cancel\w*|outcome|result|produced?|come of)\b"
    ),
    "duration": re.compile(r"\bhow long\b|\b(?:last\w*|minutes|hours)\b"),
    "object": re.compile(r"\b(?:hit|struck|strike|attack\w*|target\w*|destroy\w*|damag\w*|shell\w*|bomb\w*)\b"),
    "account": re.compile(r"^(?:who|what|did|was|why|how|which)\b"),
}  # fmt: skip
_DIFFER_ON = {
    "initiator": "on who asked for it",
    "status": "on how it stands",
    "object": "on what was hit",
    "account": "on what happened",
    "duration": "on how long it lasted",
}
_BESIDE_CHARS = 200  # a dispute this close to the words of the answer is about the same thing


def dispute_sentences(plan: Plan, evidence: Evidence, shown: Sequence[Sentence]) -> list[Sentence]:
    """The lines of the dispute that the question is about; empty when it is about none.

    shown: the answer so far. What it quotes is in dispute, or the dispute covers nearly all of the question.
    """
    told = next((one for one in evidence.disputes if _tells_one_value(plan, one, shown)), None)
    if told is not None:
        return list(_lines(told, evidence))
    quotes = [citation.quote for sentence in shown for citation in sentence.citations]
    fitting = [
        one for one in evidence.disputes if _is_asked(plan, one) and _fits(plan, one, evidence, quotes)
    ]
    if not fitting:
        return []
    return list(_lines(max(fitting, key=lambda one: _covered(plan, one, evidence)), evidence))


def _fits(plan: Plan, conflict: Conflict, evidence: Evidence, quotes: Sequence[Quote]) -> bool:
    """Whether a dispute covers enough of the question. quotes: those of the answer so far."""
    touched = any(_close(quote, own) for quote in quotes for value in conflict.values for own in value.quotes)
    if not _shares_matter(plan, conflict) and not (touched and _may_be_beside(plan, conflict)):
        return False
    return _covered(plan, conflict, evidence) >= _least(plan, conflict, touched=touched)


def _least(plan: Plan, conflict: Conflict, *, touched: bool) -> float:
    """How much of the question a dispute must cover. touched: it stands in the words of the answer."""
    if plan.answer_type is AnswerType.PERSON and conflict.slot == "status":
        return _BY_SLOT
    if touched:
        return _TOUCHED
    return _BY_SLOT if conflict.slot in _PLAIN_SLOTS else _ALONE


def _tells_one_value(plan: Plan, conflict: Conflict, shown: Sequence[Sentence]) -> bool:
    """Whether the answer so far gives the number of one side, however either calls what is counted."""
    if conflict.slot != "number" or plan.answer_type is not AnswerType.AMOUNT or plan.order is Order.COUNT:
        return False
    told = {n.value for sentence in shown[:1] for n in numbers_in(sentence.text) if abs(n.value) >= _TELLING}
    return any(n.value in told for value in conflict.values for n in numbers_in(value.value)[:1])


_TELLING = 3  # smaller numbers stand for anything


def _may_be_beside(plan: Plan, conflict: Conflict) -> bool:
    """Whether a dispute beside the answer may be about the question without a word of it: who is to blame for it."""
    if conflict.slot != "account":
        return True
    return plan.answer_type is AnswerType.PERSON and plan.intent is not Intent.MEETING


def _is_asked(plan: Plan, conflict: Conflict) -> bool:
    """Whether the question asks for what is in dispute, by its type or its words."""
    if conflict.slot == "number":
        told = stem(fold(conflict.about)) if conflict.about else None
        amount = plan.answer_type is AnswerType.AMOUNT and plan.order is not Order.COUNT
        return (amount and _may_count(plan.focus, told)) or any(w.stem == told for w in plan.wanted)
    asked = _ASKED.get(conflict.slot)
    return asked is not None and asked.search(fold(plan.text)) is not None


def _may_count(focus: str | None, told: str | None) -> bool:
    """Whether a count of `told` may be one of what is asked for; jobs are told as people."""
    if focus is None or told is None or focus == told:
        return True
    return focus in _PEOPLE and told in _PEOPLE


_PEOPLE = frozenset(
    stem(w)
    for w in "people person job post position worker employee staff man woman victim soldier dead resident member".split()
)


def _covered(plan: Plan, conflict: Conflict, evidence: Evidence) -> float:
    """How much of the question stands in the words of both voices, and a little in the article around them."""
    words = " ".join(quote.text for value in conflict.values for quote in value.quotes[:1])
    line = line_of(words, Span(0, len(words)))
    names = {value.quotes[0].revision for value in conflict.values if value.quotes}
    text = next((revision.text for _, revision in evidence.revisions if revision.id in names), words)
    whole = line_of(text, Span(0, len(text)))
    heavy = [w for w in plan.wanted if w.weight >= 0.9 and not w.carried]
    if not heavy:
        return 0.0
    levels = [max(level(w, line), level(w, whole) * (_BY_NAME if w.name else _NEARBY)) for w in heavy]
    return sum(levels) / len(levels)


def _shares_matter(plan: Plan, conflict: Conflict) -> bool:
    """Whether the voices use a word of the question that is no name."""
    words = " ".join(quote.text for value in conflict.values for quote in value.quotes[:1])
    line = line_of(words, Span(0, len(words)))
    plain = [w for w in plan.wanted if w.weight >= 0.9 and not w.carried and not w.name]
    return not plain or any(level(w, line) > 0 for w in plain)


def _lines(conflict: Conflict, evidence: Evidence) -> Iterator[Sentence]:
    tellers = {revision.id: told for told, revision in evidence.revisions}
    facts = {fact.id: fact for fact in evidence.facts}
    on = f"on the number of {conflict.about}" if conflict.about else _DIFFER_ON.get(conflict.slot, "on this")
    found = [
        (value, value.quotes[0], tellers[value.quotes[0].revision])
        for value in conflict.values[:_MOST]
        if value.quotes and value.quotes[0].revision in tellers
    ]
    if len(found) < 2:
        return
    if len({quote for _, quote, _ in found}) == 1:
        found = found[:1]  # one sentence tells both sides
    group = f"dispute:{found[0][1].revision}:{found[0][1].span.start}"
    for value, quote, told in found:
        yield _line(
            f"Accounts differ {on}; {_who(value, quote, told, facts)}: {quoted(quote.text)}",
            value,
            quote,
            told,
            group,
        )


def _who(value: ConflictValue, quote: Quote, told: Told, facts: Mapping[FactId, Fact]) -> str:
    """The outlet, whose words name the speaker; the speaker too where the quote only says "he"."""
    outlet = told.outlet or "one account"
    speaker = next((f.speaker for name in value.facts if isinstance(f := facts.get(name), Statement)), None)
    if speaker is None or speaker.kind is not PartyKind.PERSON or speaker.name.split()[-1] in quote.text:
        return outlet
    return f"{party_words(speaker)} in {outlet}"


def _line(text: str, value: ConflictValue, quote: Quote, told: Told, group: str) -> Sentence:
    fact = value.facts[0] if value.facts else None
    return Sentence(
        text=text, citations=(Citation(quote=quote, told=told, fact=fact),), facts=value.facts, group=group
    )


def _close(one: Quote, other: Quote) -> bool:
    if one.revision != other.revision:
        return False
    return (
        one.span.start - other.span.end <= _BESIDE_CHARS and other.span.start - one.span.end <= _BESIDE_CHARS
    )
