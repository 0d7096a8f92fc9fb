"""Where paragraphs and sentences begin and end in an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.model.text import Span
from bot.text.languages.calendar_words import full_months, weekdays

# A line at least this long that does not end a sentence was wrapped by hand: the next line goes on with it.
WRAPPED_LINE_CHARS = 50
WIDEST_WRAPPED = 120  # nobody wraps wider
LEAST_FULL_LINES = 4  # fewer may be so by chance

_BLANK_LINE = re.compile(r"\n[ \t\u00a0\r]*\n\s*")
_BULLET = re.compile(r"(?:[-*•‣–—▪·]|\d{1,2}[.)]|\(?[a-z]\))[ \t]+")
_LABEL = re.compile(r"[A-Z][\w.' -]{0,30}:\s")
_CLOSERS = "\"'”’»)]"
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_NEXT = re.compile(r"\s+([\"'“‘«(\[]*)([^\W_]+)?")
_LAST_WORD = re.compile(r"([^\W\d_](?:[^\W\d_]|[.'’-](?=[^\W\d_]))*)\.$")

# Words after which a full stop ends no sentence, whatever follows.
_NEVER_ENDS = frozenset(
    "mr mrs ms mx dr prof fr smt msgr amb engr gen lt col maj capt cmdr adm sgt cpl brig rev hon sen rep gov pres messrs mme mlle st ste "
    "reg cl vs v cf e.g i.e viz fig eq art sec para approx ca dept det supt insp amb atty pvt".split()
)
# Words whose full stop ends a sentence only before a word that opens sentences ("… the U.S. The deal …").
_MAY_END = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun no nos "
    "inc ltd co corp plc llc bros jr sr esq etc al u.s u.k u.n e.u u.a.e u.s.a u.s.s.r d.c a.m p.m am pm ph.d m.d "
    "ave blvd rd mt ft vol pp ed est".split()
)
_BEFORE_NUMBER = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec no nos art sec fig vol pp p para ch".split()
)
_OPENERS = frozenset(
    "the a an it its he she they we i you his her their this that these those there here but and so yet or nor in on "
    "at for from by with after before when while as if since until under over however meanwhile earlier later still "
    "then now both neither either each all some many most no not what who how why where which one two three asked "
    "also once although though despite because during last next talks officials".split()
)
_ASIDE_VERBS = re.compile(
    r"(?:[A-Z][\w.'’-]+\s+){0,4}(?:said|asked|told|wrote|added|replied|answered|wondered|shouted|demanded|says|asks|"
    r"he|she|they)\b"
)


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs, without the white space around them.

    A blank line ends a paragraph. So does a line break, unless the line before it was wrapped by hand.
    """
    spans: list[Span] = []
    width = _wrapped_at(text)
    for start, end in _between(_BLANK_LINE, text):
        spans.extend(_lines_joined(text, start, end, width))
    return tuple(spans)


def split_sentences(text: str, skip: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Spans of the sentences, in order and without the white space around them; none overlaps a span of `skip`.

    Headings, bullet items and speaker turns stand alone. A quotation keeps the words that report it ("…?" he asked)
    in the same sentence.
    """
    found: list[Span] = []
    for paragraph in split_paragraphs(text):
        for start, end in _without(paragraph, skip):
            found.extend(_sentences_of(text, start, end))
    return tuple(found)


def _between(boundary: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in boundary.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _wrapped_at(text: str) -> int | None:
    """The width at which all of `text` was wrapped, when hardly a line ends before its next word would not have fitted."""
    lines = text.splitlines()
    width = max(map(len, lines), default=0)
    if not WRAPPED_LINE_CHARS <= width <= WIDEST_WRAPPED:
        return None
    pairs = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    full = sum(_is_full(line, after, width) for line, after in pairs)
    return width if full >= LEAST_FULL_LINES and full >= 0.8 * len(pairs) else None


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the line `after` would not have fitted behind `line`."""
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width


def _lines_joined(text: str, start: int, end: int, width: int | None) -> Iterator[Span]:
    """Paragraphs of a stretch without blank lines: its lines, with hand-wrapped ones joined."""
    opened: int | None = None
    position = start
    lines = text[start:end].splitlines(keepends=True)
    for number, line in enumerate(lines):
        if opened is None:
            opened = position
        position += len(line)
        after = lines[number + 1].rstrip() if number + 1 < len(lines) else ""
        if not after:
            continue
        if width is None:
            joined = _goes_on(line.rstrip(), after)
        else:
            joined = _goes_on_wrapped(line.rstrip(), after, width)
        if not joined:
            yield from _trimmed(text, opened, position)
            opened = None
    if opened is not None:
        yield from _trimmed(text, opened, end)


def _goes_on_wrapped(line: str, after: str, width: int) -> bool:
    """Whether a line of a text that was wrapped at `width` goes on with the next, which may begin with a number by chance."""
    if not line or not _is_full(line, after, width):
        return False
    if not _BULLET.match(after.lstrip()):
        return True
    stopped = line.rstrip(_CLOSERS)[-1:] in ".!?…:;"
    return after.lstrip()[:1].isdigit() and (not stopped or _before_number(line))


def _before_number(line: str) -> bool:
    """Whether a line ends with a short form that a number follows ("Aug.", "No.")."""
    word = _LAST_WORD.search(line)
    return word is not None and word[1].lower() in _BEFORE_NUMBER


def _goes_on(line: str, after: str) -> bool:
    if len(line) < WRAPPED_LINE_CHARS or _BULLET.match(after.lstrip()):
        return False
    last = line.rstrip(_CLOSERS)[-1:]
    if (
        last in ".!?…:"
    ):  # a wrapped block may break a line right after a full stop; then the lines have about one length
        return _is_even(line, after) and len(after) >= WRAPPED_LINE_CHARS
    first = after.lstrip()[:1]
    open_end = line[-1:] in ",;-–—" or _HANGS.search(line) is not None
    return first.islower() or first.isdigit() or open_end or _is_even(line, after)


_HANGS = re.compile(
    r"\s(?:by|of|the|to|an?|and|or|with|for|in|on|at|from|until|before|after|will|would|its|their|his|her|that|has|have|is|are|was|were|than)$"
)
""" "will decide by" and then "July 28": no sentence ends with such a word."""


def _is_even(line: str, after: str) -> bool:
    """Whether two lines are about as long as lines of one wrapped block."""
    widest = max(len(line), len(after))
    return widest <= 100 and len(line) >= 0.75 * widest and len(line) >= 60


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _without(span: Span, skip: Sequence[Span]) -> Iterator[tuple[int, int]]:
    start = span.start
    for hole in sorted(skip):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            yield start, hole.start
        start = max(start, hole.end)
    if start < span.end:
        yield start, span.end


def _sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    opened = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends(text, opened, match, end):
            yield from _trimmed(text, opened, match.end())
            opened = match.end()
    yield from _trimmed(text, opened, end)


def _ends(text: str, opened: int, match: re.Match[str], end: int) -> bool:
    """Whether the stop at `match` ends the sentence that began at `opened`."""
    following = _NEXT.match(text, match.end(), end)
    if following is None:
        return True
    quote, word = following.group(1), following.group(2) or ""
    if word[:1].islower() and not quote:
        return False
    mark = match.group().rstrip(_CLOSERS)
    closed = len(mark) < len(match.group())
    if mark.endswith(("!", "?")) or mark in ("...", "…"):
        return not (closed and _ASIDE_VERBS.match(text, following.start(2) if word else following.end(), end))
    if closed or len(mark) > 1:
        return True
    return _full_stop_ends(text, opened, match.start() + 1, quote, word)


# "bis zum 30. November": the stop of an ordinal, as German and its neighbours write days
_ORDINAL_DAY = re.compile(r"(?<![\d.,:$€£])(?P<before>[^\W\d_]+[.,]?\s+)?(?:0?[1-9]|[12]\d|3[01])\.$")
_BEFORE_A_DAY = frozenset("am zum vom den dem der bis ab seit zwischen und".split())
_YEAR = re.compile(r"\s+[^\W\d_]+\s+\d{4}\b")


def _is_ordinal_day(text: str, opened: int, stop: int, word: str) -> bool:
    """Whether the stop belongs to a day before its month; where English has the month too, more than the month must tell."""
    month = word.lower()
    found = _ORDINAL_DAY.search(text, max(opened, stop - 30), stop) if month in full_months("de") else None
    if found is None:
        return False
    before = (found["before"] or "").strip(" .,\n").lower()
    own = month not in full_months("en") or before in _BEFORE_A_DAY or before in weekdays("de")
    return own or _YEAR.match(text, stop) is not None


def _full_stop_ends(text: str, opened: int, stop: int, quote: str, word: str) -> bool:
    if text[opened:stop].lstrip().rstrip(".").isdigit():
        return False  # "1. Reciprocal duty."
    if word and _is_ordinal_day(text, opened, stop, word):
        return False
    last = _LAST_WORD.search(text, max(opened, stop - 30), stop)
    if last is None:
        return True
    raw = last.group(1)
    before = raw.lower()
    if before in _NEVER_ENDS and raw != "ST":
        return False
    if word[:1].isdigit() and before in _BEFORE_NUMBER:
        return False
    if before in _MAY_END:
        return quote.strip("([") != "" or word.lower() in _OPENERS
    if len(raw) == 1 and raw.isupper() and raw != "I":
        return word.lower() in _OPENERS  # an initial
    if "." in raw and all(len(part) <= 2 for part in raw.split(".")):
        return word.lower() in _OPENERS
    return True
