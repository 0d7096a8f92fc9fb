"""A revision read once: its sentences, paragraphs, mentions and times, and quick ways to ask for those of a stretch."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from bot.model.facts import Mention, Party
from bot.model.text import Quote, Revision, Span
from bot.model.when import When
from bot.text.parties import find_mentions
from bot.text.quotations import doubled
from bot.text.sentences import split_paragraphs, split_sentences
from bot.text.when import tag


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """What the rules read: one revision with everything the text room finds in it. Each reading is its own value.

    text: the stored text character for character, but with double marks around all quotations (`doubled`) and spaces for
        the line breaks inside sentences; every span of the document counts in both. sentences, paragraphs: in order, not overlapping; sentences stay clear of boilerplate.
    mentions: every naming of a party, in order of their start; several may share one span ("the two sides").
    whens: every time expression, in order, not overlapping.
    calendar: whose holidays are no working days (see `business_days_after`); None: only Saturdays and Sundays are free.
    """

    revision: Revision
    text: str
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    whens: tuple[When, ...]
    calendar: str | None = None
    _sentence_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _paragraph_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _mention_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _when_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sentence_starts", tuple(s.start for s in self.sentences))
        object.__setattr__(self, "_paragraph_starts", tuple(p.start for p in self.paragraphs))
        object.__setattr__(self, "_mention_starts", tuple(m.span.start for m in self.mentions))
        object.__setattr__(self, "_when_starts", tuple(w.span.start for w in self.whens))

    @property
    def published(self) -> date | None:
        """The day of publication by the outlet's own clock, or None."""
        return published_day(self.revision)

    def words(self, span: Span) -> str:
        """The words at `span` as rules read them; white space and quotation marks may be printed otherwise (see `quote`)."""
        return span.of(self.text)

    def quote(self, span: Span) -> Quote:
        """`span` as a quote, in the exact words that are stored, without white space at its ends; ValueError when nothing is left."""
        return self.revision.quote(trimmed(self.text, span))

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin inside `span`, in order."""
        return _within(self.mentions, self._mention_starts, span)

    def whens_in(self, span: Span) -> tuple[When, ...]:
        """The time expressions that begin inside `span`, in order."""
        return _within(self.whens, self._when_starts, span)

    def sentence_index(self, position: int) -> int | None:
        """Which sentence holds the character at `position`; None between sentences and in boilerplate."""
        return _holder(self.sentences, self._sentence_starts, position)

    def sentence_at(self, position: int) -> Span | None:
        """The sentence that holds the character at `position`, or None."""
        index = self.sentence_index(position)
        return None if index is None else self.sentences[index]

    def paragraph_at(self, position: int) -> Span | None:
        """The paragraph that holds the character at `position`, or None."""
        index = _holder(self.paragraphs, self._paragraph_starts, position)
        return None if index is None else self.paragraphs[index]


def read(revision: Revision, *, watch: Sequence[Party] = (), calendar: str | None = None) -> Document:
    """Read a revision; `watch` are parties of the workspace that are recognised under all their names.

    calendar: whose holidays count where the text says "working days" (see `business_days_after`).
    """
    text = doubled(revision.text)
    paragraphs = tuple(split_paragraphs(text))
    sentences = split_sentences(text, revision.boilerplate)
    if "\n" in text:
        text = _unbroken(text, sentences)
    named = find_mentions(text, sentences, watch=watch, title=revision.title)
    mentions = [
        m for m in named if m.words.lower() not in ("its", "their")
    ]  # whose something is: nobody who acts
    whens = tag(text, published=published_day(revision), sentences=sentences, calendar=calendar)
    return Document(
        revision=revision,
        text=text,
        sentences=tuple(sentences),
        paragraphs=paragraphs,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.span)),
        whens=tuple(sorted(whens, key=lambda when: when.span)),
        calendar=calendar,
    )


def _unbroken(text: str, sentences: Sequence[Span]) -> str:
    """`text` with a space for every line break inside a sentence: agencies and mail programs break lines at some width."""
    parts, position = [], 0
    for span in sentences:
        parts += [text[position : span.start], span.of(text).replace("\n", " ").replace("\r", " ")]
        position = span.end
    return "".join([*parts, text[position:]])


def published_day(revision: Revision) -> date | None:
    """The calendar day of publication in the offset the outlet wrote, or None when the article carries no date."""
    return None if revision.published is None else revision.published.date()


def trimmed(text: str, span: Span) -> Span:
    """`span` without white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


_S = TypeVar("_S", bound=_Spanned)


def _within(items: tuple[_S, ...], starts: tuple[int, ...], span: Span) -> tuple[_S, ...]:
    return items[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _holder(spans: tuple[Span, ...], starts: tuple[int, ...], position: int) -> int | None:
    index = bisect_right(starts, position) - 1
    if index < 0 or position >= spans[index].end:
        return None
    return index
