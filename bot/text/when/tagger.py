"""Finds the time expressions of a text and gives each its days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

from bot.model.text import Span
from bot.model.when import Anchor, When, WhenKind
from bot.text.when import meaning as m
from bot.text.when.dateline import dateline_day
from bot.text.when.frame import Frame
from bot.text.when.glossed import with_glosses
from bot.text.when.grammar import Captures, Edge
from bot.text.when.language import Language, load
from bot.text.when.lengths import resolve, window_days
from bot.text.when.parse import KEPT_CHARS, Expression, parse
from bot.text.when.resolved import OFF_CALENDAR, Resolved, Surroundings, unresolved
from bot.text.when.shared_month import with_shared_months
from bot.text.when.story import Mention, Story
from bot.text.when.tokens import Token

PUBLISHED = "published"
_EVENT_REACH = 12  # tokens


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
    if sentences is None and calendar is None and len(text) <= KEPT_CHARS:
        return _kept_tags(text, published, language)
    found = find(text, published, sentences, calendar, load(language))[0]
    return with_shared_months(text, with_glosses(text, [one.when for one in found]))


@lru_cache(maxsize=32_768)
def _kept_tags(text: str, published: date | None, language: str) -> tuple[When, ...]:
    found = find(text, published, None, None, load(language))[0]
    return with_shared_months(text, with_glosses(text, [one.when for one in found]))


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
    parsed = parse(text, sentences, language)
    tokens = parsed.tokens
    if not parsed.expressions:
        return (), tokens
    today = dateline_day(tokens, parsed.dateline, published) or (
        Anchor(day=published, words=PUBLISHED) if published is not None else None
    )
    story, found = Story(), list[Found]()
    for one in parsed.expressions:
        around = Surroundings(
            today=today, frame=one.frame, story=story, sentence=one.sentence, calendar=calendar
        )
        item = _resolve(text, tokens, one, around)
        found.append(item)
        _remember(story, item, one, tokens, language)
    return tuple(_second_look(found, story, today, calendar, text)), tokens


def _resolve(
    text: str,
    tokens: Sequence[Token],
    one: Expression,
    around: Surroundings,
) -> Found:
    edge, captures = one.edge, one.captures
    meaning = edge.value
    assert isinstance(meaning, m.Meaning)
    if isinstance(meaning, m.ShiftEvent) and "event" in captures:
        event = captures["event"]
        meaning = replace(meaning, event_words=text[tokens[event.start].start : tokens[event.end - 1].end])
    span = Span(tokens[edge.start].start, tokens[edge.end - 1].end)
    resolved = _guarded(lambda: resolve(meaning, around))
    when = _as_when(resolved, span, text, one.production.name, around.frame, one.zone_words)
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


def _remember(
    story: Story,
    found: Found,
    one: Expression,
    tokens: Sequence[Token],
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
        sentence=one.sentence,
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
    (first, last), bounds = found.tokens, one.bounds
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
