"""A name that nothing stored holds, and the stored name that is spelled nearly like it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.model.answers import Evidence, Plan
from bot.model.text import Scope
from bot.ports import Store
from bot.text.words import STOP_WORDS, fold, words_of

_LEAST_LETTERS, _ALIKE, _LOOKED_AT, _MOST = 4, 0.75, 400, 2


async def spelling_hint(store: Store, scope: Scope, plan: Plan, evidence: Evidence) -> str | None:
    """Which stored names a question may mean by a name that nothing visible holds; None when every name is known or none is near.

    For a question that was not answered: a slip of a letter should not pass for silence of the articles.
    """
    told = {word for _, revision in evidence.revisions for word in words_of(revision.text)}
    told |= {word for passage in evidence.passages for word in words_of(passage.quote.text)}
    return await name_hint(store, scope, [name for name in _names(plan) if fold(name) not in told])


async def name_hint(store: Store, scope: Scope, names: Sequence[str]) -> str | None:
    """Which stored names may be meant by one of `names` that no stored party bears; None when there is no such name."""
    for name in names:
        for typed in words_of(name):
            stored = await store.known_parties(scope, typed[:1], limit=_LOOKED_AT)
            full_names = [full for _, full in stored]
            if any(typed in words_of(full) for full in full_names):
                continue
            near = nearest(typed, full_names)
            if near:
                return f"Nothing stored names {name}. Perhaps meant: {', '.join(near)}."
    return None


def nearest(typed: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those of `names` with a word spelled nearly like `typed`, the nearest first."""
    found = [
        (score, name)
        for name in dict.fromkeys(names)
        if (score := max((_likeness(typed, word) for word in words_of(name)), default=0.0)) >= _ALIKE
    ]
    found.sort(key=lambda item: -item[0])
    return tuple(name for _, name in found[:_MOST])


def _likeness(typed: str, word: str) -> float:
    """How alike two words are, 0 to 1; words of quite unlike length are not."""
    if abs(len(typed) - len(word)) > 2 or len(word) < _LEAST_LETTERS:
        return 0.0
    return SequenceMatcher(None, typed, word, autojunk=False).ratio()


def _names(plan: Plan) -> list[str]:
    """The words of the question that are written as names, as it writes them."""
    names = {w.word for w in plan.wanted if w.name}
    written = [word.strip(".,;:!?\"'’()") for word in plan.text.split()]
    written = [word.removesuffix("'s").removesuffix("’s") for word in written]
    return [
        word
        for word in dict.fromkeys(written)
        if fold(word) in names
        and word[:1].isalpha()
        and len(word) >= _LEAST_LETTERS
        and fold(word) not in STOP_WORDS
    ]
