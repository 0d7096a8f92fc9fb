"""Sentences made of an article's own words, with the days that they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.extractive.choose import MAX_QUOTE_CHARS, Choice
from bot.answer.extractive.named import DATELINE
from bot.answer.phrases import NO_DATE_HINT, quoted, when_words
from bot.model.answers import Citation, Evidence, Sentence, SentenceKind
from bot.model.facts import Fact, when_of
from bot.model.text import Quote, Span, Told
from bot.model.when import When, WhenKind
from bot.text.when import tag

_LEANS_BACK = re.compile(
    r"^[\"“'‘]?(?:he|she|it|they|this|that|these|those|his|her|its|their|the (?:two|pair|three|former|latter|other|others|same|session|"
    r"meeting|talks|call|visit|move|deal|order|company|ministry|period|conversation)|both|neither|each|another|such|no such|none|hours later|then|"
    r"earlier|later|afterwards?|but|and|so|however|also|instead|there|here|one)\b",
    re.IGNORECASE,
)


def cite(quote: Quote, told: Told) -> Citation:
    """A citation of words that no fact stands behind."""
    return Citation(quote=quote, told=told)


def cite_fact(fact: Fact, evidence: Evidence, words: Sequence[str] = ()) -> tuple[Citation, ...]:
    """Citations of a fact's telling quote and of those that hold `words`; none when nobody visible told it."""
    told = evidence.told.get(fact.id)
    if told is None:
        return ()
    chosen = [fact.quote]
    for word in words:
        if not any(word in quote.text for quote in chosen):
            chosen += [quote for quote in fact.quotes if word in quote.text][:1]
    return tuple(Citation(quote=quote, told=told, fact=fact.id) for quote in chosen)


def own_words(choice: Choice) -> Sentence:
    """The chosen sentence as printed; with the sentence before it when it leans on that one."""
    quote = with_lead_in(choice)
    return Sentence(text=quoted(quote.text), citations=(cite(quote, choice.told),))


def with_lead_in(choice: Choice) -> Quote:
    """The quote, begun one sentence earlier when it opens with a word that points back and both fit in one quote."""
    if choice.index == 0 or not _LEANS_BACK.match(choice.quote.text):
        return without_dateline(choice.quote)
    before = choice.reading.lines[choice.index - 1].span
    here = choice.reading.lines[choice.index].span
    if here.end - before.start > MAX_QUOTE_CHARS or "\n\n" in choice.reading.text[before.end : here.start]:
        return choice.quote
    return choice.widened(choice.index - 1)


def without_dateline(quote: Quote) -> Quote:
    """The quote without the place, day and agency that open a report ("BRUSSELS, Oct 21 (Wire) -")."""
    match = DATELINE.match(quote.text)
    if match is None or match.end() >= len(quote.text):
        return quote
    start = quote.span.start + match.end()
    return Quote(revision=quote.revision, span=Span(start, quote.span.end), text=quote.text[match.end() :])


def days_meant(choice: Choice, *, wanted: Sequence[Span] = ()) -> tuple[Sentence, ...]:
    """A note for each relative day in the chosen sentence: the calendar day, or why none can be given.

    wanted: only days at these spans of the sentence, when given.
    """
    published = choice.told.published.date() if choice.told.published else None
    notes: list[Sentence] = []
    start = choice.reading.lines[choice.index].span.start
    opening = DATELINE.match(choice.quote.text)
    dateline = opening.end() if opening else 0
    for when in sorted(_whens(choice, published), key=lambda w: _rank(w, start, wanted)):
        inside = Span(when.span.start - start, when.span.end - start)
        if inside.start < dateline or (wanted and not any(inside.overlaps(span) for span in wanted)):
            continue
        text = _meaning(when, published, with_preposition(when.words, choice.reading.text, when.span.start))
        if text is not None and all(text != note.text for note in notes):
            behind = tuple(f.id for f in choice.facts if _same_days(when_of(f), when))
            notes.append(
                Sentence(
                    text=text,
                    kind=SentenceKind.NOTE,
                    citations=(cite(choice.quote, choice.told),),
                    facts=behind[:1],
                )
            )
    return tuple(notes[:1])


def _same_days(one: When | None, other: When) -> bool:
    return one is not None and one.resolved and one.iso() == other.iso()


def _rank(when: When, start: int, wanted: Sequence[Span]) -> int:
    """Which of the wanted spans a time expression stands at; the last place for none."""
    inside = Span(when.span.start - start, when.span.end - start) if when.span.start >= start else None
    hits = [i for i, span in enumerate(wanted) if inside is not None and inside.overlaps(span)]
    return hits[0] if hits else len(wanted)


def _whens(choice: Choice, published: date | None) -> list[When]:
    """The time expressions of the sentence, read in the text around it; spans into that text."""
    here = choice.reading.lines[choice.index].span
    return [when for when in tag(choice.reading.text, published=published) if here.contains(when.span)]


def with_preposition(words: str, text: str, start: int) -> str:
    """A length of time as printed with the "in" or "within" before it at `start` of `text`."""
    before = re.search(r"\b(?:with)?in $", text[max(0, start - 7) : start], re.IGNORECASE)
    return before.group() + words if before is not None and words[:1].isdigit() else words


def _meaning(when: When, published: date | None, printed: str) -> str | None:
    if when.kind in (WhenKind.DURATION, WhenKind.SET):
        return None
    if when.resolved:
        words = when_words(when)
        if words is None or when.anchor is None or _says_it(when, words):
            return None
        return f"“{printed}” is {words}."
    if published is None and when.open_reason:
        return f"“{printed}” cannot be given as a calendar day: {when.open_reason}. {NO_DATE_HINT}"
    return None


def _says_it(when: When, words: str) -> bool:
    """Whether the article's words already name the day, year included."""
    return all(part.strip(",") in when.words for part in words.split()[1:])
