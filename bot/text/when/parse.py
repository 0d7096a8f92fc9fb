"""Reads a text as far as no calendar is needed: its tokens, its time expressions and the words around each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model.text import Span
from bot.text.when import meaning as m
from bot.text.when.dateline import dateline_edges
from bot.text.when.frame import Frame, read_frame
from bot.text.when.grammar import Captures, Chart, Edge, Production
from bot.text.when.language import Language, load
from bot.text.when.licence import is_licensed, is_move
from bot.text.when.tokens import Token, tokenize

_SENTENCE_END = re.compile(r"\n\s*\n|\n(?![a-z])|(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")
_ABBREVIATION_REACH = 12  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A time expression before anybody looks at the calendar.

    captures: the named parts of its pattern. frame: what the words around it say. sentence: which one it stands in, and
    bounds: the tokens of that one. zone_words: how a time of day names its zone.
    """

    edge: Edge
    production: Production
    captures: Captures
    frame: Frame
    sentence: int
    bounds: tuple[int, int]
    zone_words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A text with its expressions, in order, and the days of its dateline. It is shared: nobody changes it."""

    tokens: Sequence[Token]
    expressions: tuple[Expression, ...]
    dateline: tuple[Edge, ...]


def parse(text: str, sentences: Sequence[Span] | None, language: Language) -> Parsed:
    """Everything about the times of `text` that does not depend on the day of publication."""
    if sentences is None and len(text) <= KEPT_CHARS:
        return _kept_parse(text, language.code)
    return _parse(text, sentences, language)


KEPT_CHARS = 600  # single sentences, which a question and its answer have read again and again


@lru_cache(maxsize=32_768)
def _kept_parse(text: str, code: str) -> Parsed:
    return _parse(text, None, load(code))


def _parse(text: str, sentences: Sequence[Span] | None, language: Language) -> Parsed:
    tokens = tokenize(text)
    chart = Chart(language.grammar, tokens)
    found = list(_expressions(tokens, chart, language))
    if not found:
        return Parsed(tokens=tokens, expressions=(), dateline=())
    ends = _sentence_ends(text, tokens, sentences, language.abbreviations)
    expressions = []
    for edge, production, captures in found:
        sentence = bisect_right(ends, edge.start)
        bounds = (
            ends[sentence - 1] if sentence else 0,
            ends[sentence] if sentence < len(ends) else len(tokens),
        )
        expressions.append(
            Expression(
                edge=edge,
                production=production,
                captures=captures,
                frame=read_frame(tokens, edge.start, edge.end, bounds, language),
                sentence=sentence,
                bounds=bounds,
                zone_words=_zone_words(text, tokens, chart, edge, language)
                if isinstance(edge.value, m.Clock)
                else None,
            )
        )
    return Parsed(
        tokens=tokens, expressions=tuple(expressions), dateline=dateline_edges(tokens, chart, language)
    )


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
