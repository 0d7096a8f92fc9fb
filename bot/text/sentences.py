"""Where paragraphs and sentences begin and end in an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.model.text import Span

# A line at least this long that does not end a sentence was wrapped by hand: the next line goes on with it.
WRAPPED_LINE_CHARS = 50

_BLANK_LINE = re.compile(r"\n[ \t\u00a0\r]*\n\s*")
_BULLET = re.compile(r"(?:[-*•‣–—▪·]|\d{1,2}[.)]|\(?[a-z]\))[ \t]+")
_LABEL = re.compile(r"[A-Z][\w.' -]{0,30}:\s")
_CLOSERS = "\"'”’»)]"
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_NEXT = re.compile(r"\s+([\"'“‘«(\[]*)([^\W_]+)?")
_LAST_WORD = re.compile(r"([^\W\d_](?:[^\W\d_]|[.'’-](?=[^\W\d_]))*)\.$")

# Words after which a full stop ends no sentence, whatever follows.
_NEVER_ENDS = frozenset(
    "mr mrs ms mx dr prof gen lt col maj capt cmdr adm sgt cpl brig rev hon sen rep gov pres messrs mme mlle st ste "
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
    for start, end in _between(_BLANK_LINE, text):
        spans.extend(_lines_joined(text, start, end))
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


def _lines_joined(text: str, start: int, end: int) -> Iterator[Span]:
    """Paragraphs of a stretch without blank lines: its lines, with hand-wrapped ones joined."""
    opened: int | None = None
    position = start
    for line in text[start:end].splitlines(keepends=True):
        line_end = position + len(line)
        if opened is None:
            opened = position
        if not _goes_on(line.rstrip(), text[line_end:end]):
            yield from _trimmed(text, opened, line_end)
            opened = None
        position = line_end
    if opened is not None:
        yield from _trimmed(text, opened, end)


def _goes_on(line: str, rest: str) -> bool:
    if not rest or len(line) < WRAPPED_LINE_CHARS or _BULLET.match(rest.lstrip()):
        return False
    last = line.rstrip(_CLOSERS)[-1:]
    if last in ".!?…:":
        return _wrapped_after_stop(line, rest)
    first = rest.lstrip()[:1]
    return first.islower() or first.isdigit() or line[-1:] in ",;-–—" or _even_block(line, rest)


def _wrapped_after_stop(line: str, rest: str) -> bool:
    """A wrapped block may break a line right after a full stop; then the lines around have about one length."""
    return _even_block(line, rest) and len(rest.split("\n", 1)[0].rstrip()) >= WRAPPED_LINE_CHARS


def _even_block(line: str, rest: str) -> bool:
    following = rest.split("\n", 1)[0].rstrip()
    widest = max(len(line), len(following))
    more_lines = "\n" in rest.strip()
    return (
        widest <= 100
        and len(line) >= 0.75 * widest
        and len(line) >= 60
        and (more_lines or len(following) > 0)
    )


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


def _full_stop_ends(text: str, opened: int, stop: int, quote: str, word: str) -> bool:
    if text[opened:stop].lstrip().rstrip(".").isdigit():
        return False  # "1. Reciprocal duty."
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
        return bool(quote) or word.lower() in _OPENERS
    if len(raw) == 1 and raw.isupper() and raw != "I":
        return word.lower() in _OPENERS  # an initial
    if "." in raw and all(len(part) <= 2 for part in raw.split(".")):
        return word.lower() in _OPENERS
    return True
