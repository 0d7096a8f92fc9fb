"""Questions in a conversation: what a short one leaves out, and whom its pronouns may mean, from the turns before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.model.answers import AnswerType, Intent, Plan, Wanted
from bot.model.chat import Turn
from bot.model.facts import Party, PartyKind
from bot.search.wanted import LIGHT_WEIGHT, NAME_WEIGHT, is_named, search_terms
from bot.text.words import STOP_WORDS, stem, tokens

MAX_TURNS = 12  # earlier ones are no longer what is being talked about
_MAX_CHARS = 2000
PRONOUNS = frozenset(
    "he she they it him her them his hers their theirs its this that these those there one ones".split()
)
_OPENS_ON = re.compile(r"^(?:and|but|so|or|what about|how about)\b", re.IGNORECASE)

_AUX = "is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|must|may|might"
_PREPOSITION = "in|on|at|by|from|since|until|till|to|with|of|for|about|under|before|after|during|between|against|over|through|near|into"
# A question that is a question word and no more: "By whom?", "And where?", "How much?".
_BARE = re.compile(
    rf"^(?:(?:and|but|so|or) )?(?P<wh>(?:(?:{_PREPOSITION}) )?(?:who|whom|when|where|why|what|how(?: (?:long|much|many|often|far|soon))?"
    r"|(?:what|which) (?:time|day|date|month|year|place|city|town|country|reason)))(?: exactly| precisely| not)?[ ?.!]*$",
    re.IGNORECASE,
)
# A whole question, taken apart: what it asks for, its verb, and the rest.
_WHOLE = re.compile(
    rf"^(?:(?:and|but|so|or) )?(?:(?:{_PREPOSITION}) )?(?:who|whom|whose|when|where|why|what|which|how)\b"
    rf"(?: (?:long|much|many|often|far|soon))?(?P<noun> [^?]*?)??(?P<verb> (?:{_AUX})\b)(?P<rest>[^?]*)",
    re.IGNORECASE,
)
_YES_NO = re.compile(rf"^(?:(?:and|but|so|or) )?(?P<verb>{_AUX})\b(?P<rest>[^?]*)", re.IGNORECASE)
_BY_SUBJECT = re.compile(r"^(?:(?:and|but|so|or) )?(?:who|what)\b(?P<rest> [^?]*)", re.IGNORECASE)
_WHO_SAID = re.compile(
    r"^(?:(?:and|but|so) )?(?P<wh>who (?:said|says|told|claimed|wrote|argued|announced)) (?:that|this|so|it)[ ?.!]*$",
    re.IGNORECASE,
)


def completed(question: str, conversation: Sequence[Turn]) -> str:
    """`question` with what it leaves out taken from the question before; as it is when it leaves nothing out.

    After "When was she found?", "By whom?" is "By whom was she found?". "Who said that?" asks for the answer before.
    """
    if not conversation:
        return question
    before, earlier = conversation[-1], conversation[:-1][-MAX_TURNS:]
    said = _WHO_SAID.match(question)
    if said is not None and before.answer:
        return f"{said['wh']} {' '.join(before.answer.split())[:_MAX_CHARS]}"
    bare = _BARE.match(question)
    if bare is None:
        return question
    whole = completed(" ".join(before.question[:_MAX_CHARS].split()), earlier)
    return f"{bare['wh']}{_rest_of(whole)}?" if _rest_of(whole) else question


def _rest_of(whole: str) -> str:
    """What a question says beside its question word: its verb, the rest, and the noun that was counted or chosen from."""
    if asked := _WHOLE.match(whole):
        return f"{asked['verb']}{asked['rest'].rstrip(' .!')}{asked['noun'] or ''}"
    if asked := _YES_NO.match(whole):
        return f" {asked['verb']}{asked['rest'].rstrip(' .!')}"
    if asked := _BY_SUBJECT.match(whole):
        return f" did they{asked['rest'].rstrip(' .!')}"
    return ""


def follow_up(plan: Plan, bare: str, conversation: Sequence[Turn], plan_of: Callable[[str], Plan]) -> Plan:
    """`plan` with what it leaves unsaid taken from the turns before; unchanged when it stands on its own.

    bare: the question. plan_of: the plan of an earlier question.
    """
    points_back = any(t.word in PRONOUNS for t in tokens(bare))
    heavy = [w for w in plan.wanted if w.weight > LIGHT_WEIGHT]
    enough = _ENOUGH - any(w.name for w in heavy)
    if not points_back and not _OPENS_ON.match(bare) and len(heavy) >= enough:
        return plan
    turns = conversation[-MAX_TURNS:]
    asked = [plan_of(completed(_line(turn.question), turns[:i])) for i, turn in enumerate(turns)]
    earlier = asked[-1]
    parties = plan.parties
    if points_back or not parties:
        parties = united(parties, earlier.parties or _last_people(asked[:-1]))
    answer_type, focus = plan.answer_type, plan.focus
    if answer_type is AnswerType.TEXT and _OPENS_ON.match(bare) and (not heavy or _ABOUT.match(bare)):
        answer_type, focus = earlier.answer_type, earlier.focus
    wanted = (*plan.wanted, *_carried(plan, asked, turns, points_back=points_back))
    return replace(
        plan,
        intent=plan.intent if plan.intent is not Intent.FACT else earlier.intent,
        answer_type=answer_type,
        focus=focus,
        parties=parties,
        wanted=wanted,
        terms=search_terms(wanted),
        first=plan.first or earlier.first,
        last=plan.last or earlier.last,
    )


_ENOUGH = 3
_ABOUT = re.compile(r"^(?:and )?(?:what|how) about\b", re.IGNORECASE)
_NAME_SHARE, _WORD_SHARE = 0.35, 0.25  # how much a word counts that comes from an earlier question
_ANSWER_SHARE, _OLDER_SHARE = (
    0.5,
    0.7,
)  # how much of that is left for words of an answer, and for each turn further back
_LEAST_SHARE = 0.4  # whoever a conversation began with is often still whom it is about
_MOST_CARRIED, _ANSWER_NAMES = 12, 4


def _carried(
    plan: Plan, asked: Sequence[Plan], turns: Sequence[Turn], *, points_back: bool
) -> tuple[Wanted, ...]:
    """Words of the turns before, nearest first: those of the last question, and the names of all."""
    found: dict[str, Wanted] = {}
    own = {w.stem for w in plan.wanted}
    share = 1.0
    for index in range(len(turns) - 1, -1, -1):
        last = index == len(turns) - 1
        words = [
            replace(w, weight=w.weight * share * (_NAME_SHARE if w.name else _WORD_SHARE), carried=True)
            for w in asked[index].wanted
            if w.name or last
        ]
        if points_back:
            words += _told_by(turns[index].answer or "", NAME_WEIGHT * share * _NAME_SHARE * _ANSWER_SHARE)
        for word in words:
            if word.stem not in own and len(found) < _MOST_CARRIED:
                found.setdefault(word.stem, word)
        share = max(_LEAST_SHARE, share * _OLDER_SHARE)
    return tuple(found.values())


def _told_by(answer: str, weight: float) -> Iterator[Wanted]:
    """The first names of an answer, and all words of a very short one: "she" may be whom it named, or "his grandmother"."""
    text = answer[:_MAX_CHARS]
    words = tokens(text)
    left = _ANSWER_NAMES
    for index, token in enumerate(words):
        if not left or not token.word.isalpha() or token.word in STOP_WORDS or token.word in _CALENDAR:
            continue
        short = len(words) <= _SHORT_ANSWER
        name = is_named(text, words, index) or (short and text[token.span.start].isupper())
        if name or short:
            left -= 1
            yield Wanted(word=token.word, stem=stem(token.word), weight=weight, name=name, carried=True)


_SHORT_ANSWER = 3
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december yes no".split()
)


def _last_people(asked: Sequence[Plan]) -> tuple[Party, ...]:
    """The parties of the nearest earlier question that names a person."""
    return next(
        (p.parties for p in reversed(asked) if any(one.kind is PartyKind.PERSON for one in p.parties)), ()
    )


def united(mine: tuple[Party, ...], theirs: tuple[Party, ...]) -> tuple[Party, ...]:
    """`mine`, and those of `theirs` that are not among them."""
    keys = {p.key for p in mine}
    return mine + tuple(p for p in theirs if p.key not in keys)


def _line(question: str) -> str:
    return " ".join(question[:_MAX_CHARS].split())
