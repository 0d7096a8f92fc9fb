"""Single quotation marks: which of them open and close words that somebody said, and which are apostrophes.

Half of the English-speaking press prints speech in 'single' marks. Rules that look for speech look for double ones only,
in a twin of the text with the same length in which the single ones of speech are doubled.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from bot.model.text import Span

LONGEST = 1500  # characters inside one pair of marks; a longer stretch is no quotation
_OPEN, _CLOSE = "“", "”"
_MARK = re.compile(r"['‘’]")
_FIRST = re.compile(r"\s*(\S)")
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[—–/\-“\"])$")
# Apostrophes at the beginning of a word stand for what is left out: '90s, 'em, rock 'n' roll, van 't Hof.
_LEFT_OUT = re.compile(
    r"['‘’](?:\d\ds?\b|(?:em|n|t|til|till|tis|twas|twill|cause|bout|round|cos|ere|fore)\b)", re.IGNORECASE
)
_DOUBLE = re.compile(r"“[^“”\n]{1,1500}”|\"[^\"\n]{1,1500}\"")
_DOUBLES = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def doubled(text: str) -> str:
    """`text` with the single marks around quotations made double, character for character.

    Apostrophes and marks inside double ones stay; double marks inside single ones become single, as printers nest them.
    """
    if "'" not in text and "‘" not in text:
        return text
    found = single_quotations(text)
    if not found:
        return text
    characters = list(text)
    for span in found:
        characters[span.start : span.end] = text[span.start : span.end].translate(_DOUBLES)
        characters[span.start] = _OPEN
        if text[span.end - 1] in "'’":
            characters[span.end - 1] = _CLOSE
    return "".join(characters)


def single_quotations(text: str) -> list[Span]:
    """The quotations in single marks, marks included, in order; one that goes on in the next paragraph ends with its own."""
    doubles = [Span(m.start(), m.end()) for m in _DOUBLE.finditer(text)]
    starts = [span.start for span in doubles]
    found: list[Span] = []
    position = 0
    while (match := _MARK.search(text, position)) is not None:
        start = position = match.start()
        position += 1
        around = bisect_right(starts, start) - 1
        if around >= 0 and start < doubles[around].end:
            position = doubles[around].end
        elif _opens(text, start) and (end := _end_of(text, start)) is not None:
            found.append(Span(start, end))
            position = end
    return found


def _opens(text: str, at: int) -> bool:
    """Whether the mark stands where words begin, and stands for no letters."""
    following = text[at + 1 : at + 2]
    return (
        text[at] != "’"
        and bool(following)
        and not following.isspace()
        and following not in "'‘’"
        and _BEFORE_OPENING.search(text[max(0, at - 1) : at]) is not None
        and _LEFT_OUT.match(text, at) is None
    )


def _end_of(text: str, start: int) -> int | None:
    """Where the quotation that opens at `start` ends: behind its mark, or with a paragraph whose speech goes on in the next."""
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    doubtful: int | None = None
    for match in _MARK.finditer(text, start + 2, min(line, start + LONGEST)):
        at = match.start()
        if _opens(text, at):
            break  # another begins before this one has ended
        if match.group() == "‘" or not _closes(text, at):
            continue
        if not _is_possessive(text, at):
            return at + 1
        doubtful = doubtful or at + 1
    if doubtful is None and _goes_on(text, line, text[start]) and line - start <= LONGEST:
        return line
    return doubtful


def _closes(text: str, at: int) -> bool:
    """Whether the mark stands behind words and before none."""
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _is_possessive(text: str, at: int) -> bool:
    """Whether the mark may belong to a plural: "the workers' rights" goes on with the next word."""
    return text[at - 1] in "sSzZ" and re.match(r"\s+[^\W_]", text[at + 1 : at + 4]) is not None


def _goes_on(text: str, line: int, mark: str) -> bool:
    """Whether the paragraph after `line` opens with the same mark."""
    following = _FIRST.match(text, line)
    return following is not None and following[1] == mark
