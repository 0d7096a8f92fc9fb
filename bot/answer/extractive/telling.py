"""Which sentence tells what a question asks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.extractive.choose import Choice, matter_held
from bot.answer.extractive.find import is_typed
from bot.answer.extractive.said import with_lead_in
from bot.answer.extractive.slot import holds_slot
from bot.answer.extractive.sought import ASIDE_NAME, act_asked
from bot.answer.extractive.trust import gives_reason, is_answered, says_untold
from bot.model.answers import AnswerType, Plan
from bot.model.text import Span
from bot.text.cover import level, line_of
from bot.text.words import stem, words_of


def telling_choice(plan: Plan, choices: Sequence[Choice]) -> Choice | None:
    """The best sentence that answers; one that fits a little less may tell what the best, for its names, only touches."""
    for choice in choices[:_LOOKED_AT]:
        best = choices[0]
        beside = choice is not best and _holds_beside(plan, choice, best)
        beside = beside or (choice is not best and gives_reason(plan, choice))
        if choice is not best and not (beside or _says_more(plan, choice, best)):
            continue
        if choice.fit < (_WORTH_BESIDE if beside else _WORTH) * best.fit:
            return None
        if is_answered(plan, choice):
            return _who_acts(plan, choice, choices)
        if choice.cover.own >= _SAYS_IT and says_untold(plan, choice):
            return None  # the sentence that is meant says that just this is not told
    return None


def _who_acts(plan: Plan, choice: Choice, choices: Sequence[Choice]) -> Choice:
    """For "who found it", a sentence in which somebody finds, where the best only speaks of the thing; else `choice`."""
    act = act_asked(plan) if plan.answer_type is AnswerType.PERSON else None
    if act is None or act.carried or act.weight < _HEAVY:
        return choice
    place = plan.wanted.index(act)
    if choice.cover.alone[place] >= 1:
        return choice
    return next(
        (
            c
            for c in choices[: _LOOKED_AT + 2]
            if c.cover.alone[place] >= 1 and c.fit >= _NEARLY * choice.fit and is_answered(plan, c)
        ),
        choice,
    )


_HEAVY, _NEARLY = 0.9, 0.5


def _holds_beside(plan: Plan, choice: Choice, best: Choice) -> bool:
    """Whether a sentence holds the kind of thing that is asked for, where its text is about all that is asked; of
    another text than the best one's it takes more."""
    if plan.answer_type is AnswerType.REASON or not _speaks_of_the_same(plan, choice):
        return False
    same = choice.quote.revision == best.quote.revision
    return is_typed(plan) and bool(choice.found) and choice.cover.score >= (_AROUND if same else _ELSEWHERE)


def _speaks_of_the_same(plan: Plan, choice: Choice) -> bool:
    """Whether a sentence names whom the question is about; "in Torv" and "on Lenz fever" are not whom."""
    about = {w.stem for w in plan.wanted if w.name and not w.carried}
    about -= {stem(word) for m in ASIDE_NAME.finditer(plan.text) for word in words_of(m.group())}
    shown = with_lead_in(choice).text
    line = line_of(shown, Span(0, len(shown)))
    return all(level(w, line) > 0 for w in plan.wanted if w.stem in about)


_AROUND, _ELSEWHERE, _WORTH_BESIDE = 0.55, 0.7, 0.5


def _says_more(plan: Plan, choice: Choice, best: Choice) -> bool:
    """Whether a sentence that fits less holds more of what is asked, of the same people and time."""
    more, held = matter_held(plan, choice), matter_held(plan, best)
    if more < held or (
        more == held and (plan.answer_type is not AnswerType.YES_NO or holds_slot(plan, best))
    ):
        return False
    line = choice.reading.lines[choice.index]
    names = [own for w, own in zip(plan.wanted, choice.cover.alone, strict=True) if w.name and not w.carried]
    return not line.named or all(own > 0 for own in names)


_LOOKED_AT, _WORTH, _SAYS_IT = 6, 0.72, 0.5
