"""Chooses the sentences of the evidence that answer a question, and judges whether they do."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.answer.extractive.find import answers_in, is_typed
from bot.answer.phrases import day_words
from bot.model.answers import Evidence, Order, Plan, Wanted
from bot.model.facts import Fact, parties_of, when_of
from bot.model.ids import RevisionId
from bot.model.text import Quote, Span, Told
from bot.text.cover import Cover, Covering, Line, Reading, line_of, read_text

_OWN_SHARE = 0.5  # how much of the fit is what the sentence says itself, and not what stands around it
_WITHOUT_ANSWER = 0.6  # what is left of the fit of a sentence that holds nothing of the asked kind
_LEAD_BONUS = 0.03
_NEWEST_BONUS = 0.03
_LIST_ITEMS = 6
MAX_QUOTE_CHARS = 420
_ITEM = re.compile(r"[-*•‣–—▪·]|\(?\d{1,2}[.)]|\(?[a-z]\)")
_RARITY_FLOOR = 0.4
# A row of a table is no sentence: it answers only where hardly anything else does.
_ROW = re.compile(r"\|[^|\n]*\||\t[^\t\n]*\t|(?:\S {3,}){2}")
_ROW_MARKS = ("|", "\t", "   ")  # of which it holds one
_OF_A_ROW = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A sentence of an article with how well it fits the question.

    fit: 0 to about 1. found: where in the sentence the kind of thing that was asked for stands. missing: heavy words of
    the question that neither the sentence nor its surroundings hold. reading, index, base: the text it stands in, which
    of its sentences it is, and where that text begins in the revision. facts: those whose quotes stand in it.
    """

    quote: Quote
    told: Told
    fit: float
    cover: Cover
    found: tuple[Span, ...]
    missing: tuple[Wanted, ...]
    reading: Reading
    index: int
    base: int
    facts: tuple[Fact, ...] = ()

    def widened(self, first: int) -> Quote:
        """The quote from sentence `first` of the same text to this one."""
        return self._between(first, self.index)

    def beside(self, index: int) -> Quote:
        """The quote of sentence `index` of the same text."""
        return self._between(index, index)

    def _between(self, first: int, last: int) -> Quote:
        start = self.reading.lines[first].span.start
        text = self.reading.text[start : self.reading.lines[last].span.end]
        return Quote(
            revision=self.quote.revision,
            span=Span(self.base + start, self.base + start + len(text)),
            text=text,
        )


def is_prose(choice: Choice) -> bool:
    """Whether it is a sentence, and neither a heading nor a row of a table."""
    return _ENDS.search(choice.quote.text) is not None and not _is_row(choice.quote.text)


def _is_row(words: str) -> bool:
    return any(mark in words for mark in _ROW_MARKS) and _ROW.search(words) is not None


_ENDS = re.compile(r"[.!?:;…][\"”'’)\]]*$")


def choose(plan: Plan, evidence: Evidence) -> tuple[Choice, ...]:
    """Every sentence near the evidence that shares a word with the question, the best fitting first."""
    told_of = _by_revision(evidence.facts)
    texts = [
        (
            told,
            source,
            facts,
            Covering(plan.wanted, enriched(_signed(reading, told), source.span.start, facts)),
        )
        for told, source, reading in _readings(evidence)
        if plan.counts(told)
        for facts in [told_of.get(source.revision, [])]
    ]
    rarity = rarity_of(plan.wanted, [covering for *_, covering in texts])
    fitting = [
        (told, source, facts, covering, _fitting(plan, told, covering, rarity))
        for told, source, facts, covering in texts
    ]
    newer = _newer(plan, [told for told, *_, found in fitting if found])
    choices = [
        _choice(plan, told, source, covering, one, facts, newer.get(told.known, 0.0))
        for told, source, facts, covering, found in fitting
        for one in found
    ]
    choices.sort(key=lambda c: (-c.fit, c.told.article, c.quote.span.start))
    return tuple(choices)


def matter_held(plan: Plan, choice: Choice) -> float:
    """How much of what is asked, names aside, the sentence holds itself, 0 to 1."""
    levels = [
        own
        for w, own in zip(plan.wanted, choice.cover.alone, strict=True)
        if w.weight >= 0.9 and not w.name and not w.carried
    ]
    return sum(levels) / len(levels) if levels else 0.0


def _newer(plan: Plan, tellers: Sequence[Told]) -> dict[datetime, float]:
    """A little more fit for newer articles, which hold what has become of it since, by when they became known."""
    known = sorted({told.known for told in tellers})
    if len(known) < 2 or plan.order is Order.FIRST:
        return {}
    step = _NEWEST_BONUS / (len(known) - 1)
    return {moment: step * index for index, moment in enumerate(known)}


def rarity_of(wanted: Sequence[Wanted], texts: Sequence[Covering]) -> dict[str, float]:
    """How rare each wanted stem is among the sentences read: 1 when no sentence holds it, less when many do."""
    levels = [one.levels(index) for one in texts for index in range(len(one.reading.lines))]
    count = len(levels)
    found = {}
    for place, term in enumerate(wanted):
        holding = sum([held[place] > 0 for held in levels])
        rare = math.log((count + 1) / (holding + 0.5)) / math.log((count + 1) / 0.5) if count else 1.0
        found[term.stem] = _RARITY_FLOOR + (1 - _RARITY_FLOOR) * max(0.0, min(1.0, rare))
    return found


def _by_revision(facts: Sequence[Fact]) -> dict[RevisionId, list[Fact]]:
    found: dict[RevisionId, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.revision, []).append(fact)
    return found


def _readings(evidence: Evidence) -> Iterator[tuple[Told, Quote, Reading]]:
    """Each text to choose from, with who told it and the quote that is all of it."""
    seen = set()
    for told, revision in evidence.revisions:
        seen.add(revision.id)
        if revision.text:
            whole = revision.quote(Span(0, len(revision.text)))
            yield told, whole, read_text(revision.text, title=revision.title, skip=revision.boilerplate)
    for passage in evidence.passages:
        if passage.quote.revision not in seen and passage.score > 0:
            yield passage.told, passage.quote, read_text(passage.quote.text, title=passage.told.title)


def _signed(reading: Reading, told: Told) -> Reading:
    """`reading` with the name of who published it, where that one speaks for itself: "We have stopped the sale"."""
    if not told.outlet or _SPEAKS_FOR_ITSELF.search(_QUOTED.sub("", reading.text)) is None:
        return reading
    names = line_of(told.outlet, Span(0, len(told.outlet))).stems
    return replace(reading, whole=reading.whole.with_stems(names | reading.whole.stems))


_QUOTED = re.compile(r"[\"“][^\"“”]{0,600}[\"”]")
_SPEAKS_FOR_ITSELF = re.compile(r"\b[Ww]e\b|\b[Oo]ur\b")


def enriched(reading: Reading, base: int, facts: Sequence[Fact]) -> Reading:
    """`reading` with the names and days that facts found behind a sentence's pronouns and weekdays.

    base: where the text that was read begins in its revision.
    """
    if not facts:
        return reading
    behind: dict[int, list[str]] = {}
    lines = [(base + line.span.start, base + line.span.end) for line in reading.lines]
    for fact in facts:
        quoted = [index for index, (start, end) in enumerate(lines) if _stands_in(fact, start, end)]
        words = fact_names(fact) if quoted else ()
        for index in quoted:
            behind.setdefault(index, []).extend(words)
    if not behind:
        return reading
    lines_behind = [_with_stems(line, behind.get(index, ())) for index, line in enumerate(reading.lines)]
    return Reading(text=reading.text, lines=tuple(lines_behind), title=reading.title, whole=reading.whole)


def _with_stems(line: Line, words: Sequence[str]) -> Line:
    if not words:
        return line
    text = " ".join(words)
    return line.with_stems(line_of(text, Span(0, len(text))).stems | line.stems)


def _stands_in(fact: Fact, start: int, end: int) -> bool:
    """Whether words of a quote of `fact` stand between two places of its text."""
    for quote in fact.quotes:
        span = quote.span
        if span.start < end and start < span.end:
            return True
    return False


def fact_names(fact: Fact) -> tuple[str, ...]:
    """The names of a fact's parties and its calendar day, in words."""
    words = [form for party in parties_of(fact) for form in (party.name, *party.aliases)]
    when = when_of(fact)
    days = [day for day in (when.earliest, when.latest) if day is not None] if when is not None else []
    return (*words, *map(day_words, days))


def _nearest_first(found: Sequence[Span], plan: Plan, line: Line) -> tuple[Span, ...]:
    """`found` in the order of how near they stand to the heavy words of the question."""
    places = [line.stems[w.stem] for w in plan.wanted if w.weight >= 0.9 and w.stem in line.stems]
    if not places:
        return tuple(found)
    return tuple(sorted(found, key=lambda span: min(abs(span.start - place) for place in places)))


def _with_list(reading: Reading, index: int) -> str:
    """The words of a sentence; of one that ends in a colon, with the items of the list that it opens."""
    span = reading.lines[index].span
    end = span.end
    if reading.text[span.start : end].endswith(":"):
        for line in reading.lines[index + 1 : index + 1 + _LIST_ITEMS]:
            if (
                not _ITEM.match(reading.text[line.span.start :])
                or line.span.end - span.start > MAX_QUOTE_CHARS
            ):
                break
            end = line.span.end
    return reading.text[span.start : end]


class _Fitting(NamedTuple):
    """A sentence that shares a word with the question: its place, cover, words, what it holds of the asked kind, its fit."""

    place: int
    cover: Cover
    words: str
    found: tuple[Span, ...]
    score: float


def _fitting(plan: Plan, told: Told, covering: Covering, rarity: Mapping[str, float]) -> list[_Fitting]:
    """The sentences of a text that may answer."""
    sentences: list[_Fitting] = []
    published = told.published.date() if told.published else None
    reading, typed = covering.reading, is_typed(plan)
    for index, line in enumerate(reading.lines):
        fit = covering.of(index, rarity)
        if fit.own == 0 and fit.score < 0.5:
            continue
        words = _with_list(reading, index)
        found = _nearest_first(answers_in(words, plan, published), plan, line)
        score = (1 - _OWN_SHARE) * fit.score + _OWN_SHARE * fit.own
        if typed and not found:
            score *= _WITHOUT_ANSWER
        if _is_row(words):
            score *= _OF_A_ROW
        elif index < 2:
            score += _LEAD_BONUS
        sentences.append(_Fitting(index, fit, words, found, score))
    return sentences


def _choice(
    plan: Plan,
    told: Told,
    source: Quote,
    covering: Covering,
    one: _Fitting,
    facts: Sequence[Fact],
    newer: float,
) -> Choice:
    """A sentence of a text as it may be shown. facts: those that were found in its article. newer: as `_newer`."""
    start = source.span.start + covering.reading.lines[one.place].span.start
    span = Span(start, start + len(one.words))
    return Choice(
        quote=Quote(revision=source.revision, span=span, text=one.words),
        told=told,
        fit=one.score + newer if one.score > _NEWEST_BONUS else one.score,
        cover=one.cover,
        found=one.found,
        missing=tuple(
            [
                w
                for w, reached in zip(plan.wanted, one.cover.levels, strict=True)
                if reached == 0 and w.weight >= 0.9
            ]
        ),
        reading=covering.reading,
        index=one.place,
        base=source.span.start,
        facts=tuple([fact for fact in facts if _stands_in(fact, span.start, span.end)]),
    )
