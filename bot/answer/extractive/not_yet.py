"""What was not told yet on a past day: that no article said so, and what the last word on it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.answer.extractive.agreement import subject_of
from bot.answer.extractive.choose import Choice, matter_held
from bot.answer.extractive.said import cite, days_meant, own_words
from bot.answer.extractive.slot import only_meant
from bot.answer.extractive.trust import is_answered
from bot.answer.extractive.verdict import CONDITION
from bot.answer.phrases import quoted, short_day
from bot.model.answers import AnswerType, Intent, Plan, Sentence, SentenceKind
from bot.text.cover import level
from bot.text.cues import Modality, modality_of
from bot.text.negation import says_no
from bot.text.words import stem, tokens

_LEAST_SUBJECT = 0.5
_DONE_BY_THEN = re.compile(r"^(?:had|has|have|was|were|did|is|are)\b", re.IGNORECASE)


def not_yet(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """For "had the board decided, as known on that day": that nobody says so by then, and the nearest words.

    Only for yes or no as known on a day, and only when an article speaks of the one who was to do it: then silence is the
    answer. Where a sentence tells it in other words, these instead. Empty otherwise.
    """
    if (
        plan.answer_type is not AnswerType.YES_NO
        or plan.known_until is None
        or not _DONE_BY_THEN.match(plan.text)
    ):
        return []
    done = next((c for c in choices[:_LOOKED_AT] if _tells_it_done(plan, c)), None)
    if done is not None:
        return [own_words(done), *days_meant(done)]
    near = [c for c in choices if _speaks_of_it(plan, c)]
    if not near:
        return []
    near.sort(key=lambda c: (-matter_held(plan, c), -c.told.known.timestamp()))
    note = _no_by(plan.known_until)
    last = [c for c in _last_word(plan, choices) if c not in near[:2]]
    return [note, *(s for c in (*near[:2], *last) for s in (own_words(c), *_denial_after(c), *days_meant(c)))]


def _tells_it_done(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence holds every heavy word of the question, loosely at least, and its act as done."""
    heavy = [
        own
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if w.weight >= _HEAVY and not w.carried
    ]
    return (
        len(heavy) > 1
        and min(heavy) >= _TOLD
        and modality_of(choice.quote.text) is Modality.DONE
        and not says_no(choice.quote.text)
        and not silent_on(plan, choice)
        and is_answered(plan, choice)
    )


_LOOKED_AT = 6


def _last_word(plan: Plan, choices: Sequence[Choice]) -> list[Choice]:
    """The newest sentence about the one who was to do it, before all one that says what is still to come or was not done."""
    who = subject_of(plan)
    subject = [w for w in plan.wanted if w.stem in who and w.weight >= _HEAVY]
    about = [
        c
        for c in choices
        if subject
        and c.fit >= _NOT_FAR * choices[0].fit
        and all(level(w, c.reading.lines[c.index]) > 0 for w in subject)
    ]
    about.sort(key=lambda c: (_is_open(c.quote.text), c.told.known, c.fit), reverse=True)
    return about[:1]


_NOT_FAR = 0.35


def _is_open(text: str) -> bool:
    return says_no(text) or modality_of(text) in (Modality.PLANNED, Modality.ASKED)


def nothing_done(plan: Plan, lead: Sequence[Sentence], choices: Sequence[Choice]) -> list[Sentence]:
    """The no that stands before the state of a deadline when nobody tells that what was due had been done by then."""
    near = [c for c in choices if c.cover.own >= _ABOUT_IT]
    if (
        plan.known_until is None
        or not near
        or not _asks_act(plan)
        or not all(silent_on(plan, c) for c in near)
    ):
        return []
    last = [own_words(c) for c in _last_word(plan, choices)]
    return [_no_by(plan.known_until), *last]


_ABOUT_IT = 0.45


def _no_by(until: datetime) -> Sentence:
    return Sentence(
        text=f"No, not by what was stored up to {short_day(until.date())}. The nearest words:",
        kind=SentenceKind.NOTE,
    )


def _asks_act(plan: Plan) -> bool:
    return _DONE.match(plan.text) is not None


def silent_on(plan: Plan, choice: Choice) -> bool:
    """Whether a question if something had been done meets a sentence that neither tells the act as done nor denies it."""
    match = _DONE.match(plan.text.split(", as known")[0])
    if match is None or plan.known_until is None:
        return False
    acts = {stem(t.word) for t in tokens(match["rest"]) if _is_verb(t.word)}
    told = [
        (w, own)
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if w.stem in acts and not w.name and not w.carried and w.weight >= _HEAVY
    ]
    if not told:
        return False
    act, held = max(told, key=lambda item: item[1])
    text = choice.quote.text
    if _ONCE.search(text):
        return True
    if held >= _TOLD and says_no(text):
        return False
    if held < _TOLD or modality_of(text) is not Modality.DONE or only_meant(act, text):
        return True
    return CONDITION.search(text) is not None or _ORDERED.search(text) is not None


def _is_verb(word: str) -> bool:
    """Whether a word may be what was done: "opened", "left"; "troops" is none."""
    return _PARTICIPLE.fullmatch(word) is not None or (stem(word) != word and not word.endswith("s"))


_DONE = re.compile(r"^(?:had|has|have|was|were)\b(?P<rest>[^?]*)", re.IGNORECASE)
_ORDERED = re.compile(r"\b(?:shall|should|may|can|will|would|ought to|(?:is|are) to|until)\b")
_ONCE = re.compile(
    r"\b(?:once|when|until) (?:the|an?|all|both|they|he|she|it|its|their)\b[^.;]*\b(?:has|have|is|are)\b"
)
_PARTICIPLE = re.compile(r"[a-z]+(?:ed|en)")
_TOLD, _HEAVY = 0.75, 0.9


def _denial_after(choice: Choice) -> tuple[Sentence, ...]:
    """The sentence behind it where that is a short "They have not." """
    index, lines = choice.index + 1, choice.reading.lines
    if index >= len(lines) or lines[index].span.end - lines[index].span.start > _SHORT:
        return ()
    quote = choice.beside(index)
    if (
        not says_no(quote.text)
        or "\n" in choice.reading.text[lines[index - 1].span.end : lines[index].span.start]
    ):
        return ()
    return (Sentence(text=quoted(quote.text), citations=(cite(quote, choice.told),)),)


_SHORT = 40


def _speaks_of_it(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence names everyone the question names, and some of its matter."""
    names = [w for w in plan.wanted if w.name and not w.carried]
    line = choice.reading.lines[choice.index]
    if any(
        reached < _LEAST_SUBJECT
        for w, reached in zip(plan.wanted, choice.cover.levels, strict=True)
        if w in names
    ):
        return False
    if not names:
        return matter_held(plan, choice) >= _SAME_MATTER
    held = matter_held(plan, choice)
    if plan.intent is Intent.MEETING and any(level(w, line) > 0 for w in names):
        return held > 0 or modality_of(choice.quote.text) is Modality.PLANNED
    return held > 0 and (held >= _MOST_MATTER or any(level(w, line) > 0 for w in names))


_MOST_MATTER = 0.6  # of somebody who is called otherwise in this sentence
_SAME_MATTER = 0.75  # a question that names nobody takes nearly all of its words
