"""What shows that a sentence tells of another one of that name, of the other side of a "but", or of nothing done."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.said import with_lead_in
from bot.answer.extractive.sought import act_asked
from bot.model.answers import AnswerType, Plan, Wanted
from bot.text.cover import same_family
from bot.text.parties.lexicon import words as listed
from bot.text.words import STOP_WORDS, Token, fold, stem, tokens


def is_near_miss(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence shares the words of a question and tells something else."""
    shown = with_lead_in(choice).text
    return (
        _names_another(plan, choice, shown)
        or _stands_against(plan, shown)
        or _by_nobody(plan, choice, shown)
        or _tells_no_time(plan, choice)
        or _only_would(plan, shown)
        or _leaves_condition(plan, shown)
    )


# ---------------------------------------------------------------- another one of that name

_FULL_NAME = re.compile(r"(?<=[a-z,] )(?P<first>[A-Z][\w'’-]+) (?P<last>[A-Z][\w'’-]+)\b(?! [A-Z])")


def _names_another(plan: Plan, choice: Choice, shown: str) -> bool:
    """Whether "Jon Krell" is asked about and only "Anton Krell" stands there."""
    line = choice.reading.lines[choice.index]
    for match in _FULL_NAME.finditer(plan.text):
        first = fold(match["first"])
        if (
            first in _titles()
            or stem(first) in line.stems
            or re.search(rf"\b{re.escape(match['first'])}\b", shown)
        ):
            continue
        others = re.findall(rf"\b([A-Z][\w'’-]+) {re.escape(match['last'])}\b", shown)
        others = [o for o in others if fold(o) not in STOP_WORDS and fold(o) not in _titles()]
        if others and len(re.findall(rf"\b{re.escape(match['last'])}\b", shown)) == len(others):
            return True
    return False


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return listed("office_nouns") | frozenset(
        "mr mrs ms dr sir lady lord saint coach king queen prince princess the".split()
    )


# ---------------------------------------------------------------- the other side of a "but"

_SIDES = re.compile(r"\b(?:but|while|whereas|although|(?<!as )though)\b|;", re.IGNORECASE)


def _stands_against(plan: Plan, shown: str) -> bool:
    """Whether a name of the question stands only on the far side of a "but" from the act: "cleared in Osmark but examined in Tarvia"."""
    sides = [{stem(t.word) for t in tokens(side)} for side in _SIDES.split(shown)]
    act = _act(plan)
    if len(sides) < 2 or act is None:
        return False
    acts = [i for i, side in enumerate(sides) if not side.isdisjoint({act.stem, *act.like})]
    if len(acts) != 1:
        return False
    names = [w for w in plan.wanted if w.name and not w.carried]
    return any(
        (places := [i for i, side in enumerate(sides) if not side.isdisjoint({w.stem, *w.like})])
        and min(places) > acts[0]
        for w in names
    )


_ACTING = re.compile(
    r"^(?:and |so |but )?(?:who|whom|what|when|where|why|which [\w'’-]+|how (?:many|much|long)?(?: [\w'’-]+){0,3}?) "
    r"(?:did|do|does|has|have|had|was|were|will|would)\b(?P<rest>[^?]*)",
    re.IGNORECASE,
)


def _act(plan: Plan) -> Wanted | None:
    """What is asked to have been done: the first heavy word behind the subject that is no name."""
    match = _ACTING.match(plan.text)
    rest = [stem(t.word) for t in tokens(match["rest"])] if match is not None else []
    found = [w for word in rest for w in plan.wanted if w.stem == word and not w.carried]
    named = False
    for w in found:
        if w.name:
            named = True
        elif w.weight >= _HEAVY and (named or w.word != w.stem):
            return w
    return None


_HEAVY = 0.9


# ---------------------------------------------------------------- done by nobody who is named

_BEING = frozenset("is are was were be been being get gets got".split())


def _by_nobody(plan: Plan, choice: Choice, shown: str) -> bool:
    """Whether it is asked who did it, and the sentence only tells that it was done: "the talks were called off"."""
    term = act_asked(plan) if plan.answer_type is AnswerType.PERSON else None
    if term is None or _BLAMED.search(choice.reading.text, choice.reading.lines[choice.index].span.end):
        return False
    words = tokens(shown)
    places = [i for i, t in enumerate(words) if stem(t.word) in {term.stem, *term.like, *term.kin}]
    return bool(places) and all(
        _is_passive(words, i) and " by " not in shown[words[i].span.end :] for i in places
    )


# Who did it is disputed then, and the words that say so stand behind.
_BLAMED = re.compile(r"\b(?:blam(?:es?|ed)|accus(?:es?|ed)|responsib\w+)\b", re.IGNORECASE)


def _is_passive(words: tuple[Token, ...], index: int) -> bool:
    before = [t.word for t in words[max(0, index - 2) : index]]
    return any(word in _BEING for word in before)


# ---------------------------------------------------------------- no time


def _tells_no_time(plan: Plan, choice: Choice) -> bool:
    """Whether "when" meets a sentence without a time or a word that leads to one."""
    return (
        plan.answer_type is AnswerType.DATE and not choice.found and _WHEN.search(choice.quote.text) is None
    )


_WHEN = re.compile(
    r"\b(?:after|before|when|once|as soon as|until|till|while|during|since|following|upon|later|earlier|already|immediately|shortly|soon|"
    r"now|yet|within|day|date|time)\b",
    re.IGNORECASE,
)


# ---------------------------------------------------------------- only thought of

_DONE_ASKED = re.compile(
    r"^(?:and |so |but )?(?:how (?:many|much)|what|which|where|when|who|whom)\b[^?]*?\b(?:did|has|have|had|was|were)\b",
    re.IGNORECASE,
)
_MIGHT = frozenset("would could might may".split())


def _only_would(plan: Plan, shown: str) -> bool:
    """Whether what is asked as done is only told as what would be: "would close two plants"."""
    act = _act(plan) if _DONE_ASKED.match(plan.text) else None
    if act is None or _WOULD_ASKED.search(plan.text):
        return False
    words = tokens(shown)
    places = [
        i for i, t in enumerate(words) if stem(t.word) == act.stem or same_family(act.stem, stem(t.word))
    ]
    return bool(places) and all(any(t.word in _MIGHT for t in words[max(0, i - 3) : i]) for i in places)


_WOULD_ASKED = re.compile(
    r"\b(?:would|could|might|may|plan(?:s|ned|ning)?|propos\w*|threat\w*|want\w*|sa(?:y|id)|expect\w*|offer\w*|suggest\w*|promis\w*)\b",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- under a condition

_IF = re.compile(
    r"\b(?:if|unless|should|in case|provided|otherwise|without|failing|when|once|or)\b", re.IGNORECASE
)


def _leaves_condition(plan: Plan, shown: str) -> bool:
    """Whether a question with an "if" meets a sentence without one."""
    return re.search(r"\w (?:if|unless)\b", plan.text) is not None and _IF.search(shown) is None
