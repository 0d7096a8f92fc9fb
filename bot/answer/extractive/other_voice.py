"""The other voice: words next to those that were quoted, or of another article, in which somebody tells it otherwise.

An answer in the words of one side alone would show as told what is in dispute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.extractive.choose import Choice
from bot.answer.extractive.find import answers_in
from bot.answer.extractive.said import own_words
from bot.answer.extractive.whole import sentences_of
from bot.model.answers import AnswerType, Evidence, Intent, Order, Plan, Sentence, SentenceKind, Shape, Wanted
from bot.model.text import Quote
from bot.text.cover import level
from bot.text.cues import NOUN_LIKE, REPORTING_VERBS, denial_in
from bot.text.negation import says_no
from bot.text.words import STOP_WORDS, fold, numbers_in, stem, words_of

_VERBS = "|".join(
    sorted(
        {*REPORTING_VERBS, "counted", "counts", "puts", "put", "found", "finds", "speaks of", "spoke of"}
        - NOUN_LIKE
        | {"claims", "promises"},
        key=len,
        reverse=True,
    )
)
_BEFORE = re.compile(
    rf"^[\"“”'‘’]?(?P<who>(?:[^\s,;:\"“”]+ ){{1,6}}?)(?:,[^,;\"“”]{{1,70}}, )?(?:(?:has|had|have|also|later|then|flatly|again) ){{0,2}}(?:{_VERBS})\b"
)
_BEHIND = re.compile(
    rf"[,”\"’'] (?:{_VERBS}) (?P<who>(?:[A-Z][\w.’'-]+ ?){{1,4}}|(?:a|an|the) [\w' -]{{3,40}})"
)
_INVERTED = re.compile(
    rf"\baccording to (?P<who>[^,.;]{{3,60}})|, (?P<who2>[^,;\"“”]{{3,60}}?) (?:{_VERBS})[.,]?$"
)
_TURNED = re.compile(
    r"\b(?:only|instead|merely|wrong|mistaken|misunderst\w+|untrue|invented|invention|nonsense|contradict\w*|contrary|rather|blam(?:es|ed)|"
    r"nearer|closer|fewer|less|more than|higher|lower|twice|half)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|figures?|numbers?|sums?|damage|claims?|charges?|reports?|accounts?|version)\b",
    re.IGNORECASE,
)
_MET = frozenset(stem(w) for w in ("meet", "met", "meeting", "talk", "talks", "saw", "seen", "encounter"))
_MEASURED = frozenset({AnswerType.AMOUNT, AnswerType.DURATION, AnswerType.DATE})
_NOT_SINGLE = frozenset({Shape.CHANGE, Shape.LASTED, Shape.TERMS, Shape.OUTLETS, Shape.FIRST_TO_REPORT})


def other_voices(plan: Plan, told: Sequence[Sentence], evidence: Evidence) -> list[Sentence]:
    """Words of somebody else who tells what is asked otherwise than the sentences in `told`; empty when nobody does."""
    listed = plan.order in (Order.ALL, Order.COUNT) and plan.answer_type is not AnswerType.YES_NO
    if plan.shape in _NOT_SINGLE or listed or plan.intent is Intent.DEADLINE:
        return []
    cited = [citation.quote for sentence in told for citation in sentence.citations]
    if not cited:
        return []
    pages = [list(sentences_of(teller, revision)) for teller, revision in evidence.revisions]
    near = [other for page in pages for other in _beside(plan, page, cited)]
    far = [other for page in pages for other in _elsewhere(plan, page, cited)]
    found = {(c.quote.revision, c.index): c for c in (*near, *far)}
    return [own_words(choice) for choice in found.values()][:_MOST]


_MOST = 2


def without_verdict(told: Sequence[Sentence]) -> list[Sentence]:
    """`told` without a plain yes or no, which is one side's word where the sides differ."""
    return [s for s in told if s.kind is not SentenceKind.NOTE or s.citations]


def _beside(plan: Plan, page: Sequence[Choice], cited: Sequence[Quote]) -> Iterator[Choice]:
    """The sentences next to the cited ones in which somebody else answers them."""
    shown = {c.index for c in page if any(_holds(c, quote) for quote in cited)}
    for index in sorted(shown):
        for place in (index + 1, index - 1):
            if 0 <= place < len(page) and place not in shown and _answers(plan, page[index], page[place]):
                yield page[place]


def _holds(choice: Choice, quote: Quote) -> bool:
    return choice.quote.revision == quote.revision and choice.quote.span.overlaps(quote.span)


def _answers(plan: Plan, one: Choice, other: Choice) -> bool:
    """Whether two neighbours are words of two voices that differ on what is asked."""
    mine, theirs = one.quote.text, other.quote.text
    if not _on_it(plan, one) or not _two_voices(mine, theirs):
        return False
    if plan.answer_type in _MEASURED:
        return _gives_another(plan, one, other)
    turned = _denies(theirs) != _denies(mine)
    return turned and (_on_it(plan, other) or bool(_POINTS_BACK.search(theirs)) or _shared(mine, theirs))


def _gives_another(plan: Plan, one: Choice, other: Choice) -> bool:
    """Whether both give a value of the kind that is asked for, and not the same."""
    if plan.answer_type is AnswerType.DATE:
        return False
    values = [_values(plan, choice) for choice in (one, other)]
    return all(values) and values[0].isdisjoint(values[1]) and _of_one_thing(plan, one, other)


def _of_one_thing(plan: Plan, one: Choice, other: Choice) -> bool:
    return (
        _POINTS_BACK.search(other.quote.text) is not None
        or _on_it(plan, other)
        or len([w for w in words_of(other.quote.text) if w not in STOP_WORDS]) <= _SHORT
    )


_SHORT = 6


def _values(plan: Plan, choice: Choice) -> set[str]:
    text = choice.quote.text
    published = choice.told.published.date() if choice.told.published else None
    spans = answers_in(text, plan, published)
    found = {f"{n.value}" for n in numbers_in(text) if any(n.span.overlaps(s) for s in spans)}
    if not found and plan.answer_type is AnswerType.AMOUNT:
        found = {f"{n.value}" for n in numbers_in(text) if not n.ordinal and n.value > _COUNTS_FROM}
    return found


_COUNTS_FROM = 2


def _two_voices(one: str, other: str) -> bool:
    """Whether the second sentence is somebody's word, and not the same one's as the first."""
    mine, theirs = _speaker(one), _speaker(other)
    if theirs is None:
        return False
    if mine is None:
        return theirs not in _PRONOUNS
    if theirs in _PRONOUNS or mine in _PRONOUNS:
        return theirs in _PRONOUNS and mine in _PRONOUNS and theirs != mine
    return set(words_of(mine)).isdisjoint(set(words_of(theirs)) - STOP_WORDS)


_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})


def _speaker(text: str) -> str | None:
    """Whose word a sentence is: who stands at its verb of saying; None when it is nobody's."""
    for pattern in (_BEHIND, _BEFORE, _INVERTED):
        match = pattern.search(text)
        if match is not None:
            who = next(group for group in match.groups() if group)
            return fold(who).strip()
    return None


def _denies(text: str) -> bool:
    return says_no(text) or denial_in(text) is not None or _TURNED.search(text) is not None


def _shared(one: str, other: str) -> bool:
    """Whether two sentences have a telling word in common."""
    mine, theirs = (
        {stem(w) for w in words_of(t) if w not in STOP_WORDS and len(w) > 3} for t in (one, other)
    )
    return len((mine & theirs) - _SAYING) > 0


_SAYING = frozenset(stem(w) for w in REPORTING_VERBS)


def _on_it(plan: Plan, choice: Choice) -> bool:
    """Whether a sentence holds a word of the question that is no name."""
    line = choice.reading.lines[choice.index]
    plain = _plain(plan)
    return not plain or any(level(w, line) > 0 for w in plain)


def _plain(plan: Plan) -> list[Wanted]:
    return [w for w in plan.wanted if w.weight >= 0.9 and not w.name and not w.carried]


def _elsewhere(plan: Plan, page: Sequence[Choice], cited: Sequence[Quote]) -> Iterator[Choice]:
    """Denials in an article that was not quoted: of a yes-or-no question, by one or about all whom it names, and of the act it asks for."""
    names = [w for w in plan.wanted if w.name and not w.carried and not w.stem.isdigit()]
    plain = _plain(plan)
    if plan.answer_type is not AnswerType.YES_NO or not names or not plain or not page:
        return
    if any(quote.revision == page[0].quote.revision for quote in cited):
        return
    whole = page[0].reading.whole
    about_all = all(level(w, whole) > 0 for w in names)
    for choice in page:
        text, line = choice.quote.text, choice.reading.lines[choice.index]
        if not says_no(text) and denial_in(text) is None:
            continue
        speaker = _speaker(text)
        if speaker is None or not (about_all or _is_named(speaker, names)):
            continue
        acts = [w for w in plain if level(w, line) >= _THE_ACT]
        if acts and any(level(w, line) > 0 for w in names):
            yield choice


def _is_named(speaker: str, names: Sequence[Wanted]) -> bool:
    """Whether one who is asked about speaks; then the others need not be named there."""
    stems = {stem(word) for word in words_of(speaker)}
    return any(w.stem in stems for w in names)


_THE_ACT = 0.7
