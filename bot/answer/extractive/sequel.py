"""What the sentence next to the best one tells: what follows if a thing is not done, and that somebody has not done it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.extractive.agreement import subject_of
from bot.answer.extractive.choose import Choice
from bot.answer.extractive.named import names_in
from bot.answer.extractive.said import cite, own_words, with_lead_in
from bot.answer.extractive.trust import tells_untold
from bot.answer.phrases import quoted
from bot.model.answers import AnswerType, Plan, Sentence
from bot.model.text import Span
from bot.text.cover import level, line_of
from bot.text.cues import Modality, modality_of
from bot.text.negation import says_no
from bot.text.words import fold, stem

_LOOKED_AT, _LEAST_OWN, _LEAST_AROUND, _NEAR_IT = 4, 0.4, 0.5, 0.35
_WHAT_IF = re.compile(
    r"^what (?:happens|would happen|will happen|is to happen|follows|would follow|comes|threatens?|is threatened|did [^?]+? threaten)\b.*\b(?:if|unless|otherwise|when)\b",
    re.IGNORECASE,
)
_CONSEQUENCE = re.compile(
    r"^[\"“]?(?:if|otherwise|unless|failing|should|without)\b|\b(?:or (?:face|else|lose|be)|otherwise|in that case|if not|failing (?:that|which))\b",
    re.IGNORECASE,
)


def consequence(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """For "what happens if it does not": the sentence that says so, alone or behind the duty; empty when none does."""
    if _WHAT_IF.match(plan.text) is None:
        return []
    for choice in choices[:_LOOKED_AT]:
        if choice.cover.own < _LEAST_OWN or (choice.missing and choice.missing[0].name):
            continue
        if _CONSEQUENCE.search(choice.quote.text):
            return [own_words(choice)]
        lines, after = choice.reading.lines, choice.index + 1
        if after >= len(lines):
            continue
        between = choice.reading.text[lines[choice.index].span.end : lines[after].span.start]
        quote = choice.beside(after)
        if "\n" not in between and _CONSEQUENCE.search(quote.text):
            behind = Sentence(text=quoted(quote.text), citations=(cite(quote, choice.told),))
            return [own_words(choice), behind]
    return []


_SUCCESSOR_ASKED = re.compile(
    r"^(?:(?:and|so|but) )?who (?:(?:will|has|have|would|is to|was to) )?(?:replac|succeed|follow|t(?:ake|akes|aken|ook) (?:over|(?:his|her|their) (?:place|job|post)))",
    re.IGNORECASE,
)
_SUCCEEDS = re.compile(
    r"\bt(?:akes?|ook|aking|aken) (?:over|charge|(?:his|her|their|the|[A-Z][\w'’-]+['’]s) (?:place|job|post|seat|helm))\b|\bsteps? (?:in|up|into)\b|"
    r"\b(?:serv\w+|act\w*|continue\w*) as (?:the |an? )?(?:interim|acting|new|temporary|\w+ ){0,3}\w+|\b(?:new|next|interim|acting|caretaker) (?:\w+ ){0,2}"
    r"(?:president|chair\w*|chief|head|director|leader|minister|secretary|coach|manager|mayor|editor|chancellor|captain)\b|\bin charge until\b|"
    r"\b(?:named|appointed|elected|chosen|promoted|picked|sworn in|nominated)\b",
    re.IGNORECASE,
)


def successor(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """For "who replaces him": the sentence near the leaver's name that tells by an office, a place or a charge who does."""
    if plan.answer_type is not AnswerType.PERSON or _SUCCESSOR_ASKED.match(plan.text) is None:
        return []
    names = [w for w in plan.wanted if w.name]
    for choice in choices[:_LOOKED_AT]:
        line = choice.reading.lines[choice.index]
        if choice.missing and any(w.name and not w.carried for w in choice.missing):
            continue
        if not any(level(w, line) > 0 for w in names):
            continue
        for index in range(choice.index, min(choice.index + _FOLLOWING, len(choice.reading.lines))):
            quote = choice.beside(index)
            if _SUCCEEDS.search(quote.text) and not tells_untold(quote.text) and names_in(quote.text, plan):
                behind = Sentence(text=quoted(quote.text), citations=(cite(quote, choice.told),))
                return [own_words(choice)] if index == choice.index else [behind, own_words(choice)]
    return []


_FOLLOWING = 4


_IF_DONE = re.compile(r"^(?:did|has|have|had|does|do|was|were|is|are)\b(?P<rest>[^?]*)", re.IGNORECASE)
_NOTHING_DONE = re.compile(
    r"\b(?:(?:has|have|had|did|does|do|is|are|was|were)(?: still)?(?: not|n['’]t)(?: yet)?(?: been)? (?:yet )?(?:answer\w*|repl\w+|respond\w*|react\w*|come|appear\w*|"
    r"show\w* up|turn\w* up|attend\w*|do so|done so|decid\w+|take part)|declined|nobody came|stayed away|never came)\b",
    re.IGNORECASE,
)


def denied(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """For a yes or no that nothing affirms: the sentence that says of the same one that it did not; else empty."""
    match = _IF_DONE.match(plan.text.split(", as known")[0])
    if plan.answer_type is not AnswerType.YES_NO or match is None:
        return []
    who = subject_of(plan)
    found = [c for c in choices if _denies(plan, c, who)]
    if not found:
        return []
    newest = max(found, key=lambda c: (c.told.known, c.fit))
    return [own_words(newest)]


def _denies(plan: Plan, choice: Choice, who: frozenset[str]) -> bool:
    text = choice.quote.text
    if not says_no(text) or modality_of(text) not in (Modality.DONE, Modality.DENIED):
        return False
    if choice.cover.score < (_NEAR_IT if _NOTHING_DONE.search(text) else _LEAST_AROUND) or any(
        w.name and not w.carried for w in choice.missing
    ):
        return False
    shown = with_lead_in(choice).text
    line = line_of(shown, Span(0, len(shown)))
    subject = [w for w in plan.wanted if w.stem in who]
    if not subject or not any(level(w, line) >= _SURELY for w in subject):
        return False
    if _NOTHING_DONE.search(text):
        return True
    acts = [
        own
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if w.weight >= _HEAVY and not w.name and not w.carried and w.stem not in who
    ]
    return bool(acts) and sum(acts) / len(acts) >= _MOST_OF_IT and _not_act(plan, text)


def _not_act(plan: Plan, text: str) -> bool:
    """Whether the "not" stands at a word of the question: "was not consulted"."""
    wanted = {w.stem for w in plan.wanted if not w.name} | {
        like for w in plan.wanted if not w.name for like in w.like
    }
    return any(stem(fold(m["act"])) in wanted for m in _NOT_DONE.finditer(text))


_NOT_DONE = re.compile(
    r"\b(?:not|never|n['’]t|nobody|none)(?: yet| ever| been| be| even| yet been)* (?P<act>\w+)", re.IGNORECASE
)
_SURELY, _HEAVY, _MOST_OF_IT = 0.75, 0.9, 0.5
