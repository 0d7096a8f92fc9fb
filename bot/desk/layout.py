"""Lays an answer out as numbered lines and sources, the same for every platform; adapters only draw them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.model.answers import Abstention, Answer, Briefing, Citation, Coverage, Sentence, SentenceKind
from bot.model.text import Told
from bot.model.when import When

# A sentence of more doubt than this is marked "check this"; a model's sentence of yet more is not shown at all.
DOUBTFUL = 0.2


class Style(StrEnum):
    """How a line stands out: a heading, a plain line, one of a group that belongs together, our own remark."""

    HEADING = "heading"
    PLAIN = "plain"
    GROUPED = "grouped"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a message: its words and the numbers of the sources behind it.

    check: a careful reader should compare it with its source. due: when the deadline falls that it tells of, where it
    lies ahead, for platforms that draw times by each reader's own clock; the words tell it too.
    """

    text: str
    style: Style = Style.PLAIN
    marks: tuple[int, ...] = ()
    check: bool = False
    due: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered receipt."""

    number: int
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A message before it is drawn: lines, the sources their marks point to, and remarks at the foot."""

    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    foot: tuple[str, ...] = ()

    @property
    def plain_text(self) -> str:
        """The whole message as bare text, for notifications and screen readers."""
        rows = [_with_marks(line) for line in self.lines]
        rows += [f"[{s.number}] {teller(s.citation.told)}: “{s.citation.quote.text}”" for s in self.sources]
        return "\n".join([*rows, *self.foot])


def lay_out(answer: Answer) -> Layout:
    """The answer as lines and numbered sources; the same words of a revision get one number."""
    numbers = _Numbers()
    lines = tuple(_lines(answer, numbers))
    foot = [coverage_words(answer.coverage)]
    if answer.note:
        foot.append(answer.note)
    return Layout(lines=lines, sources=tuple(numbers.sources), foot=tuple(foot))


def lay_out_sentences(sentences: Sequence[Sentence]) -> Layout:
    """The sentences of an answer that is still being written, numbered as they will be in the finished one."""
    numbers = _Numbers()
    lines = tuple(_line(sentence, numbers) for sentence in sentences)
    return Layout(lines=lines, sources=tuple(numbers.sources))


def _lines(answer: Answer, numbers: _Numbers) -> Iterator[Line]:
    match answer:
        case Briefing():
            if answer.headline:
                yield Line(text=answer.headline, style=Style.HEADING)
            yield from (_line(sentence, numbers) for sentence in answer.sentences)
            for section in answer.sections:
                yield Line(text=section.heading, style=Style.HEADING)
                yield from (_line(sentence, numbers) for sentence in section.sentences)
        case Abstention():
            yield Line(text=f"The stored articles do not tell: {answer.missing}")
            if answer.nearest:
                yield Line(text="Nearest to it:", style=Style.REMARK)
                yield from (_line(sentence, numbers) for sentence in answer.nearest)


def _line(sentence: Sentence, numbers: _Numbers) -> Line:
    match sentence.kind:
        case SentenceKind.CLAIM:
            style = Style.GROUPED if sentence.group else Style.PLAIN
        case SentenceKind.NOTE:
            style = Style.REMARK
        case SentenceKind.CORRECTION:
            style = Style.GROUPED
    text = sentence.text
    if sentence.kind is SentenceKind.CORRECTION:
        text = f"Corrected by a person: {text}"
    marks = tuple(dict.fromkeys(numbers.of(citation) for citation in sentence.citations))
    return Line(text=text, style=style, marks=marks, check=sentence.doubt > DOUBTFUL, due=sentence.due)


class _Numbers:
    """Counts citations as they come; the same span of the same revision keeps its number."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self._seen: dict[tuple[str, int, int], int] = {}

    def of(self, citation: Citation) -> int:
        quote = citation.quote
        key = (quote.revision, quote.span.start, quote.span.end)
        if key not in self._seen:
            self._seen[key] = len(self._seen) + 1
            self.sources.append(Source(number=self._seen[key], citation=citation))
        return self._seen[key]


def split(layout: Layout, fits: Callable[[Layout], bool]) -> tuple[Layout, ...]:
    """The layout as parts that each fit, in order, broken between lines; each part has the sources of its own lines.

    A line that does not fit even alone is broken between words, its marks going with the last piece. The foot stands
    under the last part.
    """
    parts: list[Layout] = []
    current: list[Line] = []
    for line in _breakable(layout, fits):
        if current and not fits(_part(layout, [*current, line])):
            parts.append(_part(layout, current))
            current = []
        current.append(line)
    last = replace(_part(layout, current), foot=layout.foot)
    if (current and parts and not fits(last)) or (
        not parts and not fits(last) and fits(_part(layout, current))
    ):
        parts.append(_part(layout, current))
        last = Layout(lines=(), sources=(), foot=layout.foot)
    return (*parts, last)


def _part(layout: Layout, lines: Sequence[Line]) -> Layout:
    marks = {mark for line in lines for mark in line.marks}
    return Layout(lines=tuple(lines), sources=tuple(s for s in layout.sources if s.number in marks))


def _breakable(layout: Layout, fits: Callable[[Layout], bool]) -> Iterator[Line]:
    """The lines, those that are too long alone broken between words."""
    for line in layout.lines:
        rest = line
        while not fits(_part(layout, [rest])) and " " in rest.text:
            cut = _longest(layout, rest, fits)
            yield replace(rest, text=rest.text[:cut].rstrip(), marks=(), due=None)
            rest = replace(rest, text=rest.text[cut:].lstrip())
        yield rest


def _longest(layout: Layout, line: Line, fits: Callable[[Layout], bool]) -> int:
    """Where to break a line: after the most words that still fit, at least one."""
    ends = [i for i, char in enumerate(line.text) if char == " "]
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        piece = replace(line, text=line.text[: ends[middle]], marks=(), due=None)
        low, high = (middle, high) if fits(_part(layout, [piece])) else (low, middle - 1)
    return ends[low] + 1


def teller(told: Told) -> str:
    """Outlet and day of publication: "Northgate Herald, 6 August 2025"."""
    outlet = told.outlet or "an article without an outlet"
    return f"{outlet}, {day_words(told.published.date())}" if told.published else f"{outlet}, undated"


def day_words(day: date) -> str:
    """ "6 August 2025"."""
    return f"{day.day} {day:%B %Y}"


def coverage_words(coverage: Coverage) -> str:
    """What was looked at, in one line."""
    if not coverage.articles:
        return "No article is stored here yet."
    span = ""
    if coverage.first and coverage.last:
        first, last = day_words(coverage.first), day_words(coverage.last)
        span = f", published {first}" + (f" to {last}" if last != first else "")
    return (
        f"Looked at {counted(coverage.articles, 'article')} of {counted(coverage.outlets, 'outlet')}{span}."
    )


def counted(number: int, noun: str) -> str:
    """ "1 article", "1,200 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _with_marks(line: Line) -> str:
    return line.text + "".join(f" [{mark}]" for mark in line.marks)
