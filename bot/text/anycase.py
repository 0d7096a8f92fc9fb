"""Patterns that do not care for capitals, in a third of the time.

Python's matcher passes over the alternatives of a plain pattern by their first letter, but tries each of a pattern that
ignores case. So a pattern of small letters is run on the text in small letters, where that changes no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model.text import Span


class AnyCase:
    """A pattern, written in small letters, that matches whatever the case.

    The places of a match are those in the text; its words may be in small letters.
    """

    def __init__(self, pattern: str) -> None:
        self._small = re.compile(pattern)
        self._any = re.compile(pattern, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._small.search(text.lower()) if text.isascii() else self._any.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self._small.finditer(text.lower()) if text.isascii() else self._any.finditer(text)

    def places(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Where it stands between two places of a text; of a pattern that looks at one letter before it and none after `end`."""
        begin = max(0, start - 1)
        piece = text[begin:end]
        if not piece.isascii():
            yield from (Span(*match.span()) for match in self._any.finditer(text, start, end))
            return
        for match in self._small.finditer(piece.lower(), start - begin):
            yield Span(begin + match.start(), begin + match.end())
