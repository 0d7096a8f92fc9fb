"""Cuts a text into the tokens that time expressions are made of."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple


class Form(Enum):
    """What a token looks like."""

    WORD = auto()
    DIGITS = auto()
    DECIMAL = auto()
    CLOCK = auto()
    ISO_DATE = auto()
    ISO_TIME = auto()
    DOTTED = auto()
    SLASHED = auto()
    MARK = auto()


class Token(NamedTuple):
    """A word, a number or a mark, with its place in the text.

    lower: the words with small letters and straight apostrophes. glued: no space stands before it.
    breaks: an empty line stands before it; no expression runs across one.
    """

    text: str
    lower: str
    start: int
    end: int
    form: Form
    glued: bool
    breaks: bool


_TOKEN = re.compile(
    r"""
      (?P<WORD>[^\W\d_]+)
    | (?P<ISO_TIME>(?<![\w.-])\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?(?![\w-]))
    | (?P<ISO_DATE>(?<![\w.-])\d{4}-\d{2}-\d{2}(?![\w-]))
    | (?P<DOTTED>(?<![\w.-])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\w-]|\.\d))
    | (?P<SLASHED>(?<![\w./-])(?:\d{1,2}/\d{1,2}/|\d{2}-\d{2}-)(?:\d{4}|\d{2})(?![\w/-]))
    | (?P<CLOCK>(?<![\w.:,])\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))
    | (?P<DECIMAL>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)+)
    | (?P<DIGITS>[0-9]+)
    | (?P<MARK>\S)
    """,
    re.VERBOSE,
)
_APOSTROPHES = frozenset("’‘ʼ")
_FORMS = {form.name: form for form in Form}


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, in order, in linear time."""
    tokens: list[Token] = []
    last_end = 0
    for match in _TOKEN.finditer(text):
        words, (start, end) = match[0], match.span()
        assert match.lastgroup is not None
        breaks = start - last_end > 1 and text.count("\n", last_end, start) > 1
        lower = "'" if words in _APOSTROPHES else words.lower()
        tokens.append(Token(words, lower, start, end, _FORMS[match.lastgroup], start == last_end, breaks))
        last_end = end
    return tokens
