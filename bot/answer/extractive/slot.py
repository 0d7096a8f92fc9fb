"""Whether a sentence holds the very thing a question asks for, and not only its subject: the test against near misses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.extractive.amounts import asks_price
from bot.answer.extractive.choose import Choice
from bot.answer.extractive.find import is_typed
from bot.answer.extractive.said import with_lead_in
from bot.answer.extractive.sought import EMPTY_ACTS, names_event, names_priced, tells_who_did
from bot.model.answers import AnswerType, Intent, Order, Plan, Wanted
from bot.model.text import Span
from bot.text.cover import level, line_of, same_family
from bot.text.cues import Modality, modality_of
from bot.text.negation import says_no
from bot.text.when import tag
from bot.text.words import STOP_WORDS, fold, stem, tokens, words_of

_BESIDE = 0.5  # covered by the sentence itself or the one next to it


def holds_slot(plan: Plan, choice: Choice) -> bool:
    """Whether nothing shows that the sentence speaks of another act, other people, or another time than asked."""
    return (
        _covers_matter(plan, choice)
        and _tells_act(plan, choice)
        and _names_both(plan, choice)
        and _met_there(plan, choice)
        and _looks_ahead(plan, choice)
        and _in_time(plan, choice)
        and _is_exact(plan, choice)
        and _tells_topic(plan, choice)
        and _says_what_it_is(plan, choice)
        and tells_who_did(plan, choice)
        and names_event(plan, choice)
        and names_priced(plan, choice)
    )


# The least share of the question's heavy words, names aside, that a sentence (with the one it leans on) must hold itself.
_LEAST_COVERED = {
    AnswerType.TEXT: 0.6,
    AnswerType.AMOUNT: 0.5,
    AnswerType.DURATION: 0.5,
    AnswerType.PLACE: 0.4,
    AnswerType.DATE: 0.4,
    AnswerType.PERSON: 0.34,
}


def _covers_matter(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence is about what is asked, beyond the names."""
    shown = with_lead_in(choice).text
    line = line_of(shown, Span(0, len(shown)))
    levels = [
        max(own, level(w, line))
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if not w.name and not w.carried and w.weight >= 0.9
    ]
    return not levels or sum(levels) / len(levels) >= _LEAST_COVERED.get(plan.answer_type, 0.0)


_ACT = re.compile(
    r"\b(?:when|where|what|which(?: [\w'’-]+){1,3}|how(?: (?:long|many|much))?)(?: (?:exactly|precisely))? "
    r"(?:do|does|did|will|would|can|could|must|shall|should) (?P<rest>[^?,;]+)",
    re.IGNORECASE,
)
_AFTER_ACT = frozenset(
    "on in at by to from with for about after before since until during between against over through as if when while "
    "because into".split()
)


def _tells_act(plan: Plan, choice: Choice) -> bool:
    """ "When will Parliament vote?" is not answered by a sentence in which nobody votes."""
    if plan.answer_type is AnswerType.YES_NO:
        return _tells_passive(plan, choice)
    if plan.answer_type not in _ACT_ASKED or asks_price(plan):
        return True
    act = _act_of(plan)
    if act is None or act.stem in EMPTY_ACTS:
        return True
    reached = dict(zip((w.stem for w in plan.wanted), choice.cover.levels, strict=True))
    if reached.get(act.stem, 1.0) < _BESIDE or (
        _WHEN_DID.match(plan.text) and only_meant(act, choice.quote.text)
    ):
        return False
    return plan.answer_type is not AnswerType.TEXT or _done_here(act, with_lead_in(choice).text)


_ACT_ASKED = frozenset(
    {AnswerType.DATE, AnswerType.PLACE, AnswerType.TEXT, AnswerType.DURATION, AnswerType.AMOUNT}
)
_WHEN_DID = re.compile(r"^when (?:did|was|were)\b", re.IGNORECASE)
_MEANT = frozenset("to for of by before until after on".split())


def only_meant(act: Wanted, words: str) -> bool:
    """Whether the act stands there only as a thing to do: "until 1 March to reopen", "the limit for reopening"."""
    all_tokens = tokens(words)
    places = [i for i, t in enumerate(all_tokens) if stem(t.word) == act.stem]
    return bool(places) and all(i > 0 and all_tokens[i - 1].word in _MEANT for i in places)


# "from 17 August" tells a start without a word for it.
_STARTS = frozenset(stem(w) for w in ("start", "begin", "commence"))
_FROM_ON = re.compile(r"\b(?:from|as of|as from) (?:\w+day,? )?(?:\d|[A-Z][a-z]+ \d)")

_PASSIVE = re.compile(
    r"^(?:was|were|had|has|have|is|are)\b[^?,;]*?\b(?P<act>[a-z]{2,}ed|paid|sold|built|found|given|sent|shut|won|lost|told|chosen|broken|written)"
    r"(?: (?:on|in|at|by|to|from|with|for)\b[^?]*)?\??$",
    re.IGNORECASE,
)


def _tells_passive(plan: Plan, choice: Choice) -> bool:
    """ "Had the crews been paid?" is not answered by a sentence about the crews in which nobody pays."""
    match = _PASSIVE.search(plan.text.split(", as known")[0])
    if match is None:
        return True
    act = stem(fold(match["act"]))
    reached = dict(zip((w.stem for w in plan.wanted), choice.cover.levels, strict=True))
    return act in EMPTY_ACTS or reached.get(act, 1.0) >= _BESIDE


def _done_here(act: Wanted, words: str) -> bool:
    """Whether `words` tell the act itself: its own word, or one that may stand for it and is no noun there ("the plan")."""
    all_tokens = tokens(words)
    for index, token in enumerate(all_tokens):
        found = stem(token.word)
        if found == act.stem or same_family(act.stem, found):
            return True
        if found in act.like | act.kin and (index == 0 or all_tokens[index - 1].word not in _DETERMINERS):
            return True
    return False


_DETERMINERS = frozenset("the a an his her its their this that these those no any one some new".split())


# "What did she ask her rescuers?": the word after the pronoun is what she did.
_AFTER_PRONOUN = re.compile(
    r"^(?:he|she|they|it|we|you|i) (?:\w+ly |also |ever |then |first )?(?!not\b|never\b|have\b|be\b)(?P<verb>[\w'’-]+)",
    re.IGNORECASE,
)


def _act_of(plan: Plan) -> Wanted | None:
    """What the question says that someone does: the last word before a preposition that is no name."""
    match = _ACT.search(plan.text)
    if match is None:
        return None
    by_stem = {w.stem: w for w in plan.wanted if not w.carried}
    after = _AFTER_PRONOUN.match(match["rest"])
    if after is not None and (verb := by_stem.get(stem(fold(after["verb"])))) is not None:
        return verb
    words: list[Wanted] = []
    for token in tokens(match["rest"]):
        if token.word in _AFTER_ACT:
            if words:
                break
            continue
        word = by_stem.get(stem(token.word))
        if word is not None and not word.name:
            words.append(word)
    return next((w for w in reversed(words) if w.weight >= 0.9), None)


def _names_both(plan: Plan, choice: Choice) -> bool:
    """A question about a meeting of two people wants a sentence in which both are."""
    if plan.intent is not Intent.MEETING or not (is_typed(plan) or plan.answer_type is AnswerType.YES_NO):
        return True
    named = [w for w in plan.wanted if w.name and not w.carried and not w.stem.isdigit()]
    if len(named) < 2:
        return True
    shown = with_lead_in(choice).text
    line = line_of(shown, Span(0, len(shown)))
    own = dict(zip((w.stem for w in plan.wanted), choice.cover.alone, strict=True))
    return all(own[w.stem] > 0 or level(w, line) > 0 for w in named) or _named_next(named, choice)


def _named_next(named: Sequence[Wanted], choice: Choice) -> bool:
    """Whether a sentence that names nobody is followed by one, in its paragraph, that names all: "The talks opened today. A sits
    across from B." """
    lines, here = choice.reading.lines, choice.index
    if lines[here].named or here + 1 >= len(lines):
        return False
    between = choice.reading.text[lines[here].span.end : lines[here + 1].span.start]
    return "\n" not in between and all(level(w, lines[here + 1]) > 0 for w in named)


_MEETING_WORD = re.compile(
    r"\b(?:me[et]ts?|met|meeting|talks?|talked|summit|session|conference|held|received?|hosted?|visit\w*|negotiat\w+|sat|sitting|saw|sees?|"
    r"arriv\w+|gather\w*|place|venue|spoke|lunch|dinner|call)\b",
    re.IGNORECASE,
)
_NEAR_CHARS = 70


def _met_there(plan: Plan, choice: Choice) -> bool:
    """A place answers where people met when it stands close behind words for the meeting."""
    if plan.intent is not Intent.MEETING or plan.answer_type is not AnswerType.PLACE:
        return True
    text, start = choice.reading.text, choice.reading.lines[choice.index].span.start
    return any(
        _MEETING_WORD.search(text[max(0, start + span.start - _NEAR_CHARS) : start + span.end + 20])
        for span in choice.found
    )


_WILL = re.compile(
    r"\b(?:will|shall|going to|is to|are to|to be (?:held|signed|opened|published))\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|due|next|tomorrow|schedul\w+|expect\w*|may|might|could|can|set to|(?:is|are|be|was|were|has|have) to|"
    r"to (?!the\b|a\b|an\b|him\b|her\b|them\b|his\b|its\b|their\b|[A-Z\d])\w+|until|by|from|later|starts?|begins?|opens?|takes effect|runs?|"
    r"ends?|expires?|meets?|comes?|arrives?|returns?|leaves?|coming|agreed|arranged|\w+ing|within|in \w+ (?:days?|weeks?|months?|years?))\b|['’]ll\b"
)


def _looks_ahead(plan: Plan, choice: Choice) -> bool:
    """What will happen is not told by a sentence that only tells what has happened."""
    if _WILL.search(plan.text) is None or not is_typed(plan):
        return True
    act = _act_of(plan)
    if act is not None and any(
        word.endswith("ed") and stem(word) == act.stem for word in words_of(choice.quote.text)
    ):
        return _WILL.search(choice.quote.text) is not None
    return _AHEAD.search(choice.quote.text) is not None


def _in_time(plan: Plan, choice: Choice) -> bool:
    """A sentence whose days all lie outside the window that is asked about tells of another time."""
    if plan.order is Order.NEXT and plan.answer_type is AnswerType.DATE and _all_behind(choice):
        return False
    if plan.first is None or plan.last is None:
        return True
    if (plan.last - plan.first).days > _LONG_WINDOW and not _LAST_YEAR.search(plan.text):
        return True
    published = choice.told.published.date() if choice.told.published else None
    whens = [w for w in tag(choice.quote.text, published=published) if w.day is not None]
    if not whens:
        return True
    return any(_overlaps(w.day, plan.first, plan.last) for w in whens)


def _all_behind(choice: Choice) -> bool:
    """Whether every day that the sentence names lay behind when it was published: then it tells no next one."""
    published = choice.told.published.date() if choice.told.published else None
    days = [w.day for w in tag(choice.quote.text, published=published) if w.day is not None]
    return published is not None and bool(days) and all(day < published for day in days)


_LONG_WINDOW = 62
_LAST_YEAR = re.compile(r"\b(?:last|the previous) (?:year|season)\b", re.IGNORECASE)


def _overlaps(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


_EXACTLY = re.compile(r"\bexact(?:ly)?\b|\bprecise(?:ly)?\b", re.IGNORECASE)


def asks_exactly(plan: Plan) -> bool:
    """Whether the question insists on the exact thing."""
    return _EXACTLY.search(plan.text) is not None


def _is_exact(plan: Plan, choice: Choice) -> bool:
    """ "On which day" takes a sentence with a day in it; "exactly when" one with a single day."""
    if plan.answer_type is not AnswerType.DATE or plan.focus not in ("day", "date"):
        return True
    if not choice.found:
        return False
    if not asks_exactly(plan):
        return True
    published = choice.told.published.date() if choice.told.published else None
    return any(
        w.day is not None and any(w.span.overlaps(span) for span in choice.found)
        for w in tag(choice.quote.text, published=published)
    )


_TOPIC = re.compile(
    r"^what .*?\b(?:about|regarding|concerning|on the (?:subject|question|issue) of) (?P<topic>[^?,;]+)",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"^what (?:\w+ )?(?:do|does|did|has|have|had|was|were|will|would|is|are)\b", re.IGNORECASE
)


_REMARK = re.compile(
    r"[\"“][^\"“”]{12,300},?[\"”],? (?:\w+ ){1,4}?(?:said|says|told|added|wrote)\b|\b(?:said|says|added|wrote)[,:] [\"“]"
)


def _tells_topic(plan: Plan, choice: Choice) -> bool:
    """What someone said or agreed about a thing is told by a sentence that names the thing."""
    match = _TOPIC.match(plan.text)
    if match is None or _CONTENT.match(plan.text) is None:
        return True
    stems = {stem(word) for word in words_of(match["topic"]) if word not in STOP_WORDS}
    topic = [
        (w, own)
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if w.stem in stems and not w.carried and w.weight >= 0.9
    ]
    if not topic:
        return True
    shown = with_lead_in(choice).text
    line = line_of(shown, Span(0, len(shown)))
    if any(own > 0 or level(w, line) > 0 for w, own in topic):
        return True
    title = choice.reading.title  # a remark in quotation marks speaks of what its article is about
    return (
        title is not None and _REMARK.search(shown) is not None and all(level(w, title) > 0 for w, _ in topic)
    )


_DEFINED = re.compile(
    r"^what (?:exactly |precisely )(?:is|was|are|were) (?:the |an? |this |that )?(?P<noun>[\w'’-]+)\b"
    r"|^what (?:is|was|are|were) (?:the |an? |this |that )?(?P<told>[\w'’-]+) that\b",
    re.IGNORECASE,
)


def _says_what_it_is(plan: Plan, choice: Choice) -> bool:
    """ "What exactly is the understanding that he spoke of" is not told by his speaking of an understanding."""
    match = _DEFINED.match(plan.text)
    if match is None:
        return True
    noun = re.escape(fold(match["noun"] or match["told"]))
    return (
        re.search(
            rf"\b{noun}\b(?: [\w'’-]+){{0,4}}? (?:is|was|are|were|means|meant|includes?|consists?|provides?|says|said|namely|under which|by "
            rf"which|whereby|to \w+)\b|\b{noun}\b ?[:—–]",
            fold(choice.quote.text),
        )
        is not None
    )


def only_wished(plan: Plan, choice: Choice) -> bool:
    """Whether a question if something happened meets a sentence that only asks for it or calls it possible.

    A sentence with a plain "not" in it does answer.
    """
    return (
        _WAS_IT.match(plan.text) is not None
        and modality_of(choice.quote.text) in _NOT_DONE
        and not says_no(choice.quote.text)
    )


# "Were sanctions imposed?" is not answered by a threat to impose them.
_WAS_IT = re.compile(
    r"^(?:was|were|did|has|have|had)\b(?!.*\b(?:plan|propos|threat|want|ask|demand|agree|expect|promis|say|said)\w*)",
    re.IGNORECASE,
)
_NOT_DONE = frozenset({Modality.ASKED, Modality.POSSIBLE, Modality.PLANNED})
