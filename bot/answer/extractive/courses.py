"""Answers about the course of something: how it changed, whether it was done in time, how long it went on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.answer.extractive.amounts import asks_price
from bot.answer.extractive.choose import Choice, choose
from bot.answer.extractive.said import cite, days_meant, own_words
from bot.answer.extractive.verdict import verdict_on
from bot.answer.phrases import day_words, days_words, quoted
from bot.model.answers import AnswerType, Evidence, Plan, Sentence, SentenceKind, Wanted
from bot.model.facts import Statement
from bot.model.text import Quote, Span
from bot.text.cover import level
from bot.text.cues import Modality, modality_of
from bot.text.when import tag
from bot.text.words import fold, numbers_in, stem

_MOST_STEPS = 4
_LEAST_FIT = 0.45  # a step says less of the question than its last state does
_LEAST_OWN = 0.3
_MOVES = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|rises?|rose|risen|increas\w+|lift(?:s|ed)?|cut(?:s|ting)?|lower(?:s|ed)?|reduc\w+|fell|falls?|drop(?:s|ped)?|"
    r"doubl\w+|halv\w+|extend(?:s|ed|ing)?|prolong\w*|put (?:off|back)|push(?:es|ed) back|postpon\w+|delay(?:s|ed)?|mov(?:e|es|ed|ing)|"
    r"bring forward|brought forward|shorten\w*|chang(?:e|es|ed)|replac\w+|instead of|rather than|no longer|now|from .{1,40} to|again|"
    r"correct(?:s|ed)|sweeten\w*|improv\w+|withdr[ae]w\w*|dropp?ed|sets?|announc\w+|offer(?:s|ed)?|propos\w+)\b",
    re.IGNORECASE,
)
_OF_CHANGE = re.compile(
    r"^(?:chang|mov|develop|evolv|shift|happen|differ|extend|prolong|postpon|delay|alter|adjust|new)"
)
_COUNTED = re.compile(
    r"\b(?:price|cost|rate|fee|fine|sum|amount|offer|bid|number|toll|figure|count|share|salary|wage|budget|tariff|duty|tax|pay)s?\b"
)


def changes(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """What each article tells of the state of the thing, oldest first; empty when fewer than two tell different states."""
    heavy = [w for w in plan.wanted if w.weight >= 0.9 and not w.carried and not _OF_CHANGE.match(w.stem)]
    if not heavy or not choices:
        return []
    counted = _COUNTED.search(fold(plan.text)) is not None
    best: dict[str, tuple[float, Choice]] = {}
    for choice in choices:
        if not _inside(plan, choice) or (counted and not _values(choice)):
            continue
        line = choice.reading.lines[choice.index]
        own = [level(w, line) for w in heavy]
        near = [_reached(plan, choice, w) for w in heavy]
        score = (sum(own) + sum(map(max, own, near))) / (2 * len(heavy))
        if sum(own) == 0 or score < _LEAST_FIT or (not counted and not _MOVES.search(choice.quote.text)):
            continue
        score += 0.2 if _MOVES.search(choice.quote.text) else 0.0
        key = choice.told.article
        if key not in best or score > best[key][0]:
            best[key] = (score, choice)
    steps = [choice for _, choice in sorted(best.values(), key=lambda item: -item[0])[:_MOST_STEPS]]
    steps.sort(key=lambda c: (c.told.known, c.quote.span.start))
    steps = list(_without_repeats(steps, counted=counted))
    if len(steps) < 2:
        return []
    return [sentence for step in steps for sentence in (own_words(step), *days_meant(step))]


def amounts_in_turn(plan: Plan, evidence: Evidence) -> list[Sentence]:
    """For "how did the price change": the sentence of each article that gives the amount, oldest first; empty for fewer than two."""
    asked = _COUNTED.search(fold(plan.text))
    if asked is None:
        return []
    focus = stem(asked.group())
    wanted = tuple(w for w in plan.wanted if not _OF_CHANGE.match(w.stem))
    amount = replace(
        plan,
        text=f"What was the {asked.group()}?",
        answer_type=AnswerType.AMOUNT,
        focus=focus,
        shape=None,
        wanted=wanted,
    )
    best: dict[str, Choice] = {}
    for choice in choose(amount, evidence):
        if choice.found and _inside(plan, choice) and asks_price(amount):
            best.setdefault(choice.told.article, choice)
    steps = sorted(best.values(), key=_told)
    told = list(_without_repeats(steps, counted=True))[-_MOST_STEPS:]
    return [own_words(step) for step in told] if len(told) > 1 else []


def _reached(plan: Plan, choice: Choice, word: Wanted) -> float:
    """How well a wanted word is covered with what stands around the sentence."""
    return choice.cover.levels[plan.wanted.index(word)]


def _inside(plan: Plan, choice: Choice) -> bool:
    """Whether it was told in the days that the question asks about."""
    told = (choice.told.published or choice.told.known).date()
    return (plan.first is None or told >= plan.first) and (plan.last is None or told <= plan.last)


def _without_repeats(steps: Sequence[Choice], *, counted: bool) -> Iterator[Choice]:
    """Each step that gives a value or a day which the step before does not give."""
    known: set[str] = set()
    for step in steps:
        values = _values(step) if counted else _values(step) | _days(step)
        if not values or not values <= known:
            yield step
        known |= values


def _values(choice: Choice) -> set[str]:
    text = choice.quote.text
    times = [when.span for when in tag(text, published=None)]
    return {
        f"{n.value}"
        for n in numbers_in(text)
        if not n.ordinal
        and not any(span.overlaps(n.span) for span in times)
        and not (n.spelled and n.value == 1)
    }


def _days(choice: Choice) -> set[str]:
    published = choice.told.published.date() if choice.told.published else None
    return {day for when in tag(choice.quote.text, published=published) if (day := when.iso()) is not None}


# ---------------------------------------------------------------- how long it went on

_BEGINS = re.compile(
    r"\b(?:beg[ai]n\w*|start\w*|launch\w*|went on|walk(?:ed)? out|came into|come into|took effect|takes effect|enter(?:s|ed) into|"
    r"clos(?:e|es|ed)|shut|block(?:s|ed)|open(?:s|ed)|since|broke out|impos\w+|introduc\w+|declar\w+|laid down|la(?:y|id))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:end(?:s|ed|ing)?|(?:is|was|are|were|now|all) over|stopp?(?:s|ed)?|suspend\w*|call(?:s|ed)? off|lift(?:s|ed)?|reopen\w*|resum\w+|expir\w+|laps\w+|settl\w+|"
    r"return(?:s|ed)? to work|back (?:at|to) work|halt\w*|paus\w+|ceas\w+|restor\w+|complet\w+|finish\w*|ran out|runs out)\b",
    re.IGNORECASE,
)


def lasted(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """When it began and when it ended, by the words for both, and the days between; empty unless both are told."""
    about = [choice for choice in choices if _inside(plan, choice) and _is_subject(plan, choice)]
    first = next(
        (c for c in sorted(about, key=_told) if _BEGINS.search(c.quote.text) and _day(c, _BEGINS)), None
    )
    if first is None:
        return []
    later = [c for c in sorted(about, key=_told) if c.told.known >= first.told.known and c is not first]
    last = next((c for c in later if _ENDS.search(c.quote.text) and _day(c, _ENDS)), None)
    if last is None:
        return []
    begun, ended = _day(first, _BEGINS), _day(last, _ENDS)
    if begun is None or ended is None or ended < begun:
        return []
    a, b = own_words(first), own_words(last)
    note = Sentence(
        text=f"From {day_words(begun)} to {day_words(ended)}: {days_words((ended - begun).days)}.",
        kind=SentenceKind.NOTE,
        citations=(*a.citations, *b.citations),
    )
    return [a, b, note]


def still(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """Whether it goes on: the last sentence that says that it began, goes on or ended; empty when none does."""
    about = [choice for choice in choices if _inside(plan, choice) and _is_subject(plan, choice)]
    about.sort(key=lambda c: (-c.told.known.timestamp(), -c.fit))
    for choice in about:
        text = choice.quote.text
        if _AHEAD.search(text) or modality_of(text) not in (Modality.DONE, Modality.DENIED):
            continue
        over, on = _ENDS.search(text) is not None, _GOES_ON.search(text) is not None
        if over == on:
            continue
        return [verdict_on(plan, text, not over), own_words(choice)]
    return []


def happened(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """Whether it took place or was called off, by the last sentence that says so; empty when none does."""
    about = [c for c in choices if _is_subject(plan, c) and _inside_day(plan, c) and not _other_day(plan, c)]
    about.sort(key=lambda c: (-c.told.known.timestamp(), -c.fit))
    asks_if_off = _OFF.search(plan.text) is not None
    for choice in about:
        text = choice.quote.text
        off, held = _OFF.search(text) is not None, _TOOK_PLACE.search(text) is not None
        if off == held or _AHEAD.search(text):
            continue
        if plan.answer_type is not AnswerType.YES_NO:
            return [own_words(choice), *days_meant(choice)]
        return [verdict_on(plan, text, off is asks_if_off), own_words(choice)]
    return []


_OFF = re.compile(
    r"\b(?:cancel\w*|call(?:ed|s)? (?:\w+ ){0,2}?off|scrapp?\w*|postpon\w*|put off|(?:did|has|have|had|was|were)(?: not|n['’]t) (?:\w+ )?(?:take place|taken place|"
    r"held|happen|gone? ahead)|never (?:took place|happened)|dropped|abandon\w*)\b",
    re.IGNORECASE,
)
_TOOK_PLACE = re.compile(
    r"\b(?:took place|taken place|was held|were held|met|happened|went ahead|gone ahead)\b", re.IGNORECASE
)
_ASKED_DAY = re.compile(
    r"\b(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,8})|\b(?P<month2>[A-Z][a-z]{2,8}) (?P<day2>\d{1,2})\b"
)


def _other_day(plan: Plan, choice: Choice) -> bool:
    """Whether the question is about "the hearing of 24 September" and the sentence about one of another day."""
    asked = _ASKED_DAY.search(plan.text)
    if asked is None:
        return False
    day, month = asked["day"] or asked["day2"], (asked["month"] or asked["month2"])[:3].casefold()
    whens = [w for w in tag(choice.quote.text, published=None) if re.search(r"\d", w.words)]
    return bool(whens) and not any(day in w.words and month in w.words.casefold() for w in whens)


def outcome(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """What became of a limit, by the last sentence that speaks of it and of its end; empty when none does."""
    about = [
        c for c in choices if _LIMIT.search(c.quote.text) and _ENDED.search(c.quote.text) and _inside(plan, c)
    ]
    about = [c for c in about if not any(w.name and not w.carried for w in c.missing)]
    about.sort(key=lambda c: (-c.told.known.timestamp(), -c.fit))
    return [sentence for c in about[:1] for sentence in (own_words(c), *days_meant(c))]


_LIMIT = re.compile(r"\b(?:deadlines?|ultimatums?|limits?|due date|date)\b", re.IGNORECASE)
_LATE = re.compile(
    r"\b(?:late|later than|too late|ahead of (?:time|schedule)|earlier than|on schedule|on time|in time|behind schedule)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:gone by|went by|pass(?:ed|es)|expir\w+|laps\w+|ran out|run out|miss(?:ed|es)|met|kept|compl(?:y|ied)|fail(?:s|ed)|ignor\w+|"
    r"(?:did|had|has)(?: not|n['’]t)|without|before (?:its|their|the) (?:time|deadline|date)|in time|on time|too late|last day)\b",
    re.IGNORECASE,
)


def terms(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """The conditions of a thing: sentences that set one for it, and the one that follows where it is told; else empty."""
    shown: list[Sentence] = []
    for choice in [c for c in choices[:_LOOKED_AT] if c.cover.own >= _LEAST_OF_TERMS and not c.missing]:
        if _SETS_TERMS.search(choice.quote.text):
            shown.append(own_words(choice))
            continue
        after = choice.index + 1
        if after < len(choice.reading.lines) and _SETS_TERMS.search(
            choice.reading.lines[after].span.of(choice.reading.text)
        ):
            here, then = choice.reading.lines[choice.index].span, choice.reading.lines[after].span
            words = choice.reading.text[here.start : then.end]
            quote = Quote(
                revision=choice.quote.revision,
                span=Span(choice.base + here.start, choice.base + then.end),
                text=words,
            )
            shown.append(Sentence(text=quoted(words), citations=(cite(quote, choice.told),)))
    return list({s.text: s for s in shown}.values())[:2]


_LOOKED_AT, _LEAST_OF_TERMS = 8, 0.4
_SETS_TERMS = re.compile(
    r"\b(?:conditions?|conditional|provided|shall|must|only if|unless|subject to|requires?|required|in return|as long as|has to|have to)\b",
    re.IGNORECASE,
)


def certain(plan: Plan, choices: Sequence[Choice]) -> list[Sentence]:
    """What each voice of the newest article says to it: whether a thing is settled is for each to see in its own way."""
    spoken = [
        c
        for c in choices
        if c.cover.own >= _LEAST_SPOKEN
        and any(isinstance(f, Statement) for f in c.facts)
        and _inside_day(plan, c)
    ]
    if not spoken:
        return []
    newest = max(c.told.known for c in spoken)
    last = [c for c in spoken if c.told.known == newest][:_MOST_VOICES]
    return [own_words(c) for c in sorted(last, key=lambda c: c.index)]


_LEAST_SPOKEN, _MOST_VOICES = 0.2, 3


def _inside_day(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence names the day that is asked about, or none."""
    if plan.first is None or plan.last is None:
        return True
    published = choice.told.published.date() if choice.told.published else None
    days = [w.day for w in tag(choice.quote.text, published=published) if w.day is not None]
    return not days or any(plan.first <= day <= plan.last for day in days)


_IF_OVER = re.compile(r"\b(?:over|finished|ended|at an end)\s*\??$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:goes on|go on|continu\w+|remains?|still|under way|ongoing|stands?|stays?|in its \w+ (?:day|week|month)|so far|since)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|would|is to|are to|if|unless|threat\w+|plans?)\b", re.IGNORECASE)


def _is_subject(plan: Plan, choice: Choice) -> bool:
    """Whether the sentence itself speaks of the thing whose course is asked for."""
    levels = [
        own
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if w.weight >= 0.9 and not w.carried and not w.name and not _OF_COURSE.match(w.stem)
    ]
    named = [own for w, own in zip(plan.wanted, choice.cover.alone, strict=True) if w.name and not w.carried]
    if named and not levels:
        return all(own > 0 for own in named)
    return bool(levels) and levels[0] > 0 and sum(levels) / len(levels) >= _LEAST_SUBJECT


_OF_COURSE = re.compile(
    r"^(?:hold|held|happen|become|becam|came|plan|take|plac|second|third|next|cancel|postpon|ahead|last|end|suspend|stop|begin|begun|start|still|go|run|on|close|force|valid|before|until|resum|call|lift|effect)"
)
_LEAST_SUBJECT = 0.6


def _told(choice: Choice) -> tuple[float, int]:
    return (choice.told.known.timestamp(), choice.quote.span.start)


def _day(choice: Choice, cue: re.Pattern[str]) -> date | None:
    """The day that stands next to the cue in the sentence."""
    published = choice.told.published.date() if choice.told.published else None
    text = choice.quote.text
    whens = [w for w in tag(text, published=published) if w.day is not None]
    places = [m.start() for m in cue.finditer(text)]
    if not whens or not places:
        return None
    nearest = min(whens, key=lambda w: min(abs(w.span.start - place) for place in places))
    return nearest.day
