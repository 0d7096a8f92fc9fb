"""Finds the time expressions of a text and gives each its days."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

from bot.model.text import Span
from bot.model.when import Anchor, When, WhenKind
from bot.text.when import meaning as m
from bot.text.when.dateline import dateline_day
from bot.text.when.frame import Frame, read_frame
from bot.text.when.grammar import Captures, Chart, Edge, Production
from bot.text.when.language import Language, load
from bot.text.when.lengths import resolve, window_days
from bot.text.when.licence import is_licensed, is_move
from bot.text.when.resolved import OFF_CALENDAR, Resolved, Surroundings, unresolved
from bot.text.when.shared_month import with_shared_months
from bot.text.when.story import Mention, Story
from bot.text.when.tokens import Token, tokenize

PUBLISHED = "published"
_SENTENCE_END = re.compile(r"\n\s*\n|\n(?![a-z])|(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")
_EVENT_REACH = 12  # tokens
_ABBREVIATION_REACH = 12  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A time expression with what was understood before and after looking at the calendar.

    tokens: its first token and the one after its last. captures: the named parts of its pattern.
    """

    when: When
    meaning: m.Meaning
    frame: Frame
    tokens: tuple[int, int]
    captures: Captures

    @property
    def base(self) -> Edge | None:
        """The named day that a length is counted from ("two weeks after 5 May"), or None."""
        if not isinstance(self.meaning, m.Shift) or isinstance(self.meaning.base, str):
            return None
        return self.captures.get("base") or self.captures.get("day")


def tag(
    text: str,
    *,
    published: date | None,
    sentences: Sequence[Span] | None = None,
    calendar: str | None = None,
    language: str = "en",
) -> tuple[When, ...]:
    """All time expressions of `text`, in order; their spans do not overlap.

    published: the local day of publication, from which relative words count; None leaves them open with a reason.
    sentences: spans of the sentences when they are known; otherwise they are guessed. calendar: whose holidays count
    when the text says "working days" (see `business_days_after`).
    """
    if sentences is None and calendar is None and len(text) <= _KEPT_CHARS:
        return _kept_tags(text, published, language)
    found = find(text, published, sentences, calendar, load(language))[0]
    return with_shared_months(text, [one.when for one in found])


_KEPT_CHARS = 600  # single sentences, which a question and its answer have read again and again


@lru_cache(maxsize=4096)
def _kept_tags(text: str, published: date | None, language: str) -> tuple[When, ...]:
    found = find(text, published, None, None, load(language))[0]
    return with_shared_months(text, [one.when for one in found])


def read_phrase(words: str, *, today: date) -> When | None:
    """The first time expression in `words` of a question or a sentence, counted from `today`; None without one.

    "The past three months" is the days up to today here, not a length.
    """
    found, _ = find(words, today, None, None, load())
    dated = [f for f in found if f.when.resolved or isinstance(f.meaning, m.Window)] or list(found)
    if not dated:
        return None
    first = dated[0]
    meaning = first.meaning
    if isinstance(meaning, m.Window) and meaning.side:
        anchor = Anchor(day=today, words="today")
        around = Surroundings(today=anchor, frame=first.frame, story=Story(), sentence=0)
        days = _guarded(lambda: window_days(meaning, anchor, around))
        return _as_when(days, first.when.span, words, first.when.rule, first.frame, None)
    return first.when


def find(
    text: str,
    published: date | None,
    sentences: Sequence[Span] | None,
    calendar: str | None,
    language: Language,
) -> tuple[tuple[Found, ...], Sequence[Token]]:
    """As `tag`, with the meanings, and the tokens of the text."""
    tokens = tokenize(text)
    chart = Chart(language.grammar, tokens)
    ends = _sentence_ends(text, tokens, sentences, language.abbreviations)
    today = dateline_day(tokens, chart, published, language) or (
        Anchor(day=published, words=PUBLISHED) if published is not None else None
    )
    story, found = Story(), list[Found]()
    for edge, production, captures in _expressions(tokens, chart, language):
        sentence = bisect_right(ends, edge.start)
        bounds = (
            ends[sentence - 1] if sentence else 0,
            ends[sentence] if sentence < len(ends) else len(tokens),
        )
        frame = read_frame(tokens, edge.start, edge.end, bounds, language)
        around = Surroundings(today=today, frame=frame, story=story, sentence=sentence, calendar=calendar)
        item = _resolve(text, tokens, chart, edge, production, captures, around, language)
        found.append(item)
        _remember(story, item, sentence, tokens, bounds, language)
    return tuple(_second_look(found, story, today, calendar, text)), tokens


def _expressions(
    tokens: Sequence[Token], chart: Chart, language: Language
) -> Iterator[tuple[Edge, Production, Captures]]:
    at = 0
    while at < len(tokens):
        step = 1
        for edge, production, captures in chart.expressions(at):
            if production.name == "trap":
                step = edge.end - at
                break
            if is_licensed(tokens, edge, language.licences) and not is_move(tokens, edge, language):
                yield edge, production, captures
                step = edge.end - at
                break
        at += step


def _sentence_ends(
    text: str, tokens: Sequence[Token], sentences: Sequence[Span] | None, abbreviations: frozenset[str]
) -> list[int]:
    """The token after the last of each sentence."""
    starts = [token.start for token in tokens]
    if sentences is not None:
        places = [span.end for span in sentences]
    else:
        places = [match.start() for match in _SENTENCE_END.finditer(text)]
        places = [place for place in places if not _is_abbreviation(text, place, abbreviations)]
    return [bisect_right(starts, max(place - 1, 0)) for place in places]


def _is_abbreviation(text: str, place: int, abbreviations: frozenset[str]) -> bool:
    """A full stop after a single capital, or after a short form such as "Aug.", ends no sentence."""
    if text[place - 1 : place] != ".":
        return False
    words = text[max(0, place - _ABBREVIATION_REACH) : place - 1].split()
    last = words[-1].lstrip("(\"'“‘") if words else ""
    return last.lower() in abbreviations or (len(last) == 1 and last.isupper())


def _resolve(
    text: str,
    tokens: Sequence[Token],
    chart: Chart,
    edge: Edge,
    production: Production,
    captures: Captures,
    around: Surroundings,
    language: Language,
) -> Found:
    meaning = edge.value
    assert isinstance(meaning, m.Meaning)
    if isinstance(meaning, m.ShiftEvent) and "event" in captures:
        event = captures["event"]
        meaning = replace(meaning, event_words=text[tokens[event.start].start : tokens[event.end - 1].end])
    span = Span(tokens[edge.start].start, tokens[edge.end - 1].end)
    resolved = _guarded(lambda: resolve(meaning, around))
    zone_words = _zone_words(text, tokens, chart, edge, language) if isinstance(meaning, m.Clock) else None
    when = _as_when(resolved, span, text, production.name, around.frame, zone_words)
    found = Found(
        when=when, meaning=meaning, frame=around.frame, tokens=(edge.start, edge.end), captures=captures
    )
    base = found.base
    if base is None or when.anchor is None:
        return found
    place = Span(tokens[base.start].start, tokens[base.end - 1].end)
    anchor = Anchor(day=when.anchor.day, words=place.of(text), span=place)
    return replace(found, when=replace(when, anchor=anchor))


def _guarded(work: Callable[[], Resolved]) -> Resolved:
    try:
        return work()
    except (OverflowError, ValueError):
        return unresolved(None, OFF_CALENDAR)


def _as_when(
    resolved: Resolved, span: Span, text: str, rule: str, frame: Frame, zone_words: str | None
) -> When:
    return When(
        words=span.of(text),
        span=span,
        kind=resolved.kind,
        value=resolved.value,
        earliest=resolved.first,
        latest=resolved.last,
        precision=resolved.precision,
        time=resolved.time,
        zone=resolved.zone,
        zone_words=zone_words,
        anchor=resolved.anchor,
        rule=rule + resolved.note,
        open_reason=resolved.open_reason,
        bound=frame.bound,
        mod=resolved.mod,
    )


def _zone_words(
    text: str, tokens: Sequence[Token], chart: Chart, edge: Edge, language: Language
) -> str | None:
    """How the words name the zone: from the table, or any capitalised name before "time"."""
    for at in range(edge.start, edge.end):
        zones = [e for e in chart.words("zone", at) if e.end <= edge.end]
        if zones:
            longest = max(zones, key=lambda e: e.end)
            return text[tokens[at].start : tokens[longest.end - 1].end]
        if at + 1 < edge.end and tokens[at + 1].lower == language.zone_word and chart.words("name", at):
            return text[tokens[at].start : tokens[at + 1].end]
    return None


def _remember(
    story: Story,
    found: Found,
    sentence: int,
    tokens: Sequence[Token],
    bounds: tuple[int, int],
    language: Language,
) -> None:
    when = found.when
    if when.earliest is None or when.kind not in (WhenKind.DATE, WhenKind.TIME):
        return
    mention = Mention(
        day=when.earliest,
        last=when.latest or when.earliest,
        words=when.words,
        span=when.span,
        sentence=sentence,
        reporting=found.frame.reporting,
        ahead=found.frame.ahead is True,
    )
    story.periods.append(mention)
    if when.day is None:
        return
    if isinstance(found.meaning, m.ShiftEvent):
        if found.meaning.event is not None and when.rule.endswith(".apposition"):
            story.events.setdefault(found.meaning.event, mention)
        return
    story.mentions.append(mention)
    first, last = found.tokens
    for at in (
        *range(first - 1, max(bounds[0], first - _EVENT_REACH) - 1, -1),
        *range(last, min(bounds[1], last + 4)),
    ):
        event = language.events.get(tokens[at].lower)
        if event is not None:
            story.events.setdefault(event, mention)
            break


def _second_look(
    found: Sequence[Found], story: Story, today: Anchor | None, calendar: str | None, text: str
) -> Iterator[Found]:
    """Lengths from an event that the text dates only later."""
    for item in found:
        meaning = item.meaning
        if isinstance(meaning, m.ShiftEvent) and not item.when.resolved and meaning.event in story.events:
            around = Surroundings(
                today=today,
                frame=item.frame,
                story=Story(events=story.events),
                sentence=-1,
                calendar=calendar,
            )
            resolved = _guarded(partial(resolve, meaning, around))
            rule = item.when.rule.removesuffix(".working_days")
            item = replace(item, when=_as_when(resolved, item.when.span, text, rule, item.frame, None))
        yield item
