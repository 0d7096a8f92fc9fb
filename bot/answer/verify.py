"""Where the words of a quote or claim stand: as they are, altered, stitched together, or nowhere in the store."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import Match, SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from bot.model.text import Quote, Revision, Span, Told
from bot.text.quotations import doubled
from bot.text.words import STOP_WORDS, Token, fold, tokens, words_of

# Words looked at when a text is not found as it is; longer ones are compared by their beginning.
MAX_WORDS = 600
# From this share of its words on, in order and in one place, a text is an altered quote of that place.
ALTERED_SHARE = 0.7
ALTERED_CONTENT = 0.6
# A stitched text is made of runs of at least so many words, which cover at least this share of it.
PIECE_WORDS = 4
STITCHED_SHARE = 0.85
_SEED_WORDS = 3
_NEAREST_SHARE = 0.5
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{8,2000})[”\"»]")


class Outcome(StrEnum):
    """FOUND: printed like this. ALTERED: printed with other words in places. STITCHED: pieces from several places.
    NOT_IN_STORE: no stored article prints it."""

    FOUND = "found"
    ALTERED = "altered"
    STITCHED = "stitched"
    NOT_IN_STORE = "not_in_store"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The words as a stored revision prints them, and who printed them."""

    quote: Quote
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference, word by word. asked, printed: the words on each side, "" where there are none.

    asked_at: where in the text that was asked about. printed_at: where in the revision.
    """

    asked: str
    printed: str
    asked_at: Span
    printed_at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a stitched text and where it comes from."""

    asked_at: Span
    source: Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What became of a text.

    asked: the words that were looked for (the quoted words when the text only quotes some).
    first: the earliest print, for FOUND; the closest, for ALTERED; the nearest words, if any, for NOT_IN_STORE.
    elsewhere: further prints of the same words, earliest first. changes: for ALTERED. pieces: for STITCHED, in order.
    share: part of the asked words that was found in order, 0 to 1.
    """

    asked: str
    outcome: Outcome
    first: Printed | None = None
    elsewhere: tuple[Printed, ...] = ()
    changes: tuple[Change, ...] = ()
    pieces: tuple[Piece, ...] = ()
    share: float = 0.0


def verify(text: str, candidates: Sequence[tuple[Told, Revision]]) -> Verification:
    """Look for `text` in the candidate revisions; case, spaces and kinds of quotation marks and dashes don't count.

    Words that belong to a page and not to its article are not looked at.
    """
    asked = _trimmed(text)
    pages = [_Page.of(told, revision) for told, revision in candidates]
    whole = _verify(asked, pages)
    if whole.outcome is not Outcome.NOT_IN_STORE:
        return whole
    for match in _QUOTED.finditer(doubled(text)):
        part = _verify(_trimmed(text[match.start(1) : match.end(1)]), pages)
        if part.outcome is not Outcome.NOT_IN_STORE:
            return part
    return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    told: Told
    revision: Revision

    @classmethod
    def of(cls, told: Told, revision: Revision) -> _Page:
        return cls(told=told, revision=revision)

    @property
    def words(self) -> tuple[Token, ...]:
        return _words(self.revision.text)

    def print_at(self, span: Span) -> Printed | None:
        """The words at `span`; None when they are the page's and not the article's."""
        if len(span) == 0 or any(span.overlaps(b) for b in self.revision.boilerplate):
            return None
        return Printed(quote=self.revision.quote(span), told=self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alignment:
    page: _Page
    changes: tuple[Change, ...]
    span: Span
    share: float
    content_share: float


def _verify(asked: str, pages: Sequence[_Page]) -> Verification:
    found = sorted(_prints(asked, pages), key=_age)
    if found:
        return Verification(
            asked=asked, outcome=Outcome.FOUND, first=found[0], elsewhere=tuple(found[1:]), share=1.0
        )
    words = tokens(asked)[:MAX_WORDS]
    if len(words) < PIECE_WORDS:
        return Verification(asked=asked, outcome=Outcome.NOT_IN_STORE)
    closest = _closest(asked, words, pages)
    pieces = _pieces(asked, words, pages)
    covered = sum(len(tokens(p.asked_at.of(asked))) for p in pieces) / len(words)
    one_place = closest.share if closest else 0.0
    if len(pieces) > 1 and covered >= STITCHED_SHARE and covered > one_place:
        return Verification(asked=asked, outcome=Outcome.STITCHED, pieces=pieces, share=round(covered, 3))
    nearest = closest.page.print_at(closest.span) if closest else None
    if closest and closest.share >= ALTERED_SHARE and closest.content_share >= ALTERED_CONTENT and nearest:
        return Verification(
            asked=asked,
            outcome=Outcome.ALTERED,
            first=nearest,
            changes=closest.changes,
            share=round(closest.share, 3),
        )
    return Verification(
        asked=asked,
        outcome=Outcome.NOT_IN_STORE,
        first=nearest if closest and closest.content_share >= _NEAREST_SHARE else None,
        share=round(one_place, 3),
    )


def _prints(asked: str, pages: Sequence[_Page]) -> Iterator[Printed]:
    wanted, _ = _loose(asked)
    wanted = wanted.strip()
    sequence = tuple(word for word in words_of(asked))
    if not sequence:
        return
    for page in pages:
        span = _find_letters(wanted, page) or _find_words(sequence, page)
        printed = page.print_at(span) if span else None
        if printed:
            yield printed


def _find_letters(wanted: str, page: _Page) -> Span | None:
    loose, places = _loose(page.revision.text)
    at = loose.find(wanted)
    return Span(places[at], places[at + len(wanted) - 1] + 1) if at >= 0 and wanted else None


def _find_words(sequence: Sequence[str], page: _Page) -> Span | None:
    """The same words with other punctuation between them."""
    joined, starts = _joined(page.revision.text)
    at = joined.find(" " + " ".join(sequence) + " ")
    if at < 0:
        return None
    first = bisect_right(starts, at) - 1
    return Span(page.words[first].span.start, page.words[first + len(sequence) - 1].span.end)


def _age(printed: Printed) -> tuple[datetime, datetime, int, str]:
    told = printed.told
    return told.published or told.known, told.known, told.number, told.article


def _closest(asked: str, words: Sequence[Token], pages: Sequence[_Page]) -> _Alignment | None:
    """The place that holds most of the asked words in order."""
    ranked = sorted(
        ((seeds, start, i) for i, page in enumerate(pages) for seeds, start in _windows(words, page)),
        key=lambda s: (-s[0], s[2], s[1]),
    )
    best = None
    for _, start, i in ranked[:4]:
        aligned = _align(asked, words, pages[i], start)
        if best is None or aligned.share > best.share:
            best = aligned
    return best


def _windows(words: Sequence[Token], page: _Page) -> Iterator[tuple[int, int]]:
    """Where seeds of the asked words lie on one diagonal: how many, and where the text would begin."""
    votes: dict[int, int] = {}
    index = _seeds(page.revision.text)
    step = max(8, len(words) // 2)
    for i in range(len(words) - 1):
        for size in (_SEED_WORDS, 2):
            for place in index.get(tuple(w.word for w in words[i : i + size]), ())[:50]:
                bucket = (place - i) // step
                votes[bucket] = votes.get(bucket, 0) + size - 1
    for bucket, count in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:2]:
        both = count + max(votes.get(bucket - 1, 0), votes.get(bucket + 1, 0))
        yield both, bucket * step


def _align(asked: str, words: Sequence[Token], page: _Page, start: int) -> _Alignment:
    slack = max(12, len(words))
    first = max(0, start - slack)
    window = page.words[first : start + len(words) + 2 * slack]
    matcher = SequenceMatcher(None, [w.word for w in words], [w.word for w in window], autojunk=False)
    blocks = _dense([b for b in matcher.get_matching_blocks() if b.size], len(words))
    blocks = _with_edges(blocks, [w.word for w in words], [w.word for w in window])
    if not blocks:
        return _Alignment(page=page, changes=(), span=Span(0, 0), share=0.0, content_share=0.0)
    begin, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    kept = [words[b.a + k] for b in blocks for k in range(b.size)]
    content = [w for w in words if w.word not in STOP_WORDS]
    printed_words = end - begin
    changes = tuple(_changes(asked, words, page, window, blocks))
    return _Alignment(
        page=page,
        changes=changes,
        span=Span(window[begin].span.start, window[end - 1].span.end),
        share=len(kept) / max(len(words), printed_words),
        content_share=sum(w.word not in STOP_WORDS for w in kept) / max(1, len(content)),
    )


def _dense(blocks: list[Match], length: int) -> list[Match]:
    """Blocks without stray single words at the edges, far from the rest."""
    allowed = max(4, length // 3)
    while len(blocks) > 1 and blocks[1].b - (blocks[0].b + blocks[0].size) > allowed:
        blocks = blocks[1:] if blocks[0].size < blocks[1].size else blocks[:1]
    while len(blocks) > 1 and blocks[-1].b - (blocks[-2].b + blocks[-2].size) > allowed:
        blocks = blocks[:-1] if blocks[-1].size <= blocks[-2].size else blocks[-1:]
    return blocks


def _with_edges(blocks: list[Match], words: Sequence[str], window: Sequence[str]) -> list[Match]:
    """Words before the first and after the last block that stand where a word for word exchange would leave them."""
    if not blocks:
        return blocks
    first, last = blocks[0], blocks[-1]
    shift = first.b - first.a
    head = [
        Match(i, i + shift, 1) for i in range(first.a) if i + shift >= 0 and words[i] == window[i + shift]
    ]
    shift = last.b - last.a
    rest = range(last.a + last.size, min(len(words), len(window) - shift))
    return [*head, *blocks, *(Match(i, i + shift, 1) for i in rest if words[i] == window[i + shift])]


def _changes(
    asked: str, words: Sequence[Token], page: _Page, window: Sequence[Token], blocks: Sequence[Match]
) -> Iterator[Change]:
    a, b = 0, blocks[0].b
    ends = [(block.a, block.b, block.size) for block in blocks] + [
        (len(words), blocks[-1].b + blocks[-1].size, 0)
    ]
    for next_a, next_b, size in ends:
        if next_a > a or next_b > b:
            ours, theirs = (
                _cover(words, a, next_a, len(asked)),
                _cover(window, b, next_b, len(page.revision.text)),
            )
            yield Change(
                asked=ours.of(asked),
                printed=theirs.of(page.revision.text),
                asked_at=ours,
                printed_at=theirs,
            )
        a, b = next_a + size, next_b + size


def _cover(words: Sequence[Token], first: int, last: int, end: int) -> Span:
    """The span of words `first` to `last`; an empty one where they would stand."""
    if first < last:
        return Span(words[first].span.start, words[last - 1].span.end)
    at = words[first].span.start if first < len(words) else min(end, words[-1].span.end if words else 0)
    return Span(at, at)


def _pieces(asked: str, words: Sequence[Token], pages: Sequence[_Page]) -> tuple[Piece, ...]:
    """The asked words cut, from the left, into the longest runs that some page prints."""
    pieces = []
    i = 0
    while i + PIECE_WORDS <= len(words):
        run, page, at = _longest_run(words, i, pages)
        if run < PIECE_WORDS or page is None:
            i += 1
            continue
        source = page.print_at(Span(page.words[at].span.start, page.words[at + run - 1].span.end))
        if source is not None:
            pieces.append(
                Piece(asked_at=Span(words[i].span.start, words[i + run - 1].span.end), source=source)
            )
        i += run
    return tuple(pieces)


def _longest_run(words: Sequence[Token], i: int, pages: Sequence[_Page]) -> tuple[int, _Page | None, int]:
    best, where, at = 0, None, 0
    key = tuple(w.word for w in words[i : i + _SEED_WORDS])
    for page in pages:
        for place in _seeds(page.revision.text).get(key, ())[:50]:
            run, held = 0, page.words
            while (
                i + run < len(words)
                and place + run < len(held)
                and words[i + run].word == held[place + run].word
            ):
                run += 1
            if run > best:
                best, where, at = run, page, place
    return best, where, at


def _trimmed(text: str) -> str:
    """Without the quotation marks and spaces around it."""
    return text.strip().strip("\"'“”‘’«»„ \n\t").strip()


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[Token, ...]:
    return tokens(text)


@lru_cache(maxsize=256)
def _joined(text: str) -> tuple[str, tuple[int, ...]]:
    """All words with one blank around each, and where each begins in that string."""
    starts, at = [], 0
    for word in _words(text):
        starts.append(at)
        at += len(word.word) + 1
    return " " + " ".join(word.word for word in _words(text)) + " ", tuple(starts)


@lru_cache(maxsize=256)
def _seeds(text: str) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Where each run of two and of three words begins."""
    words = [word.word for word in _words(text)]
    places: dict[tuple[str, ...], list[int]] = {}
    for size in (2, _SEED_WORDS):
        for i in range(len(words) - size + 1):
            places.setdefault(tuple(words[i : i + size]), []).append(i)
    return {key: tuple(at) for key, at in places.items()}


@lru_cache(maxsize=256)
def _loose(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` folded, with single blanks, and for each letter where it stands in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        plain = " " if letter.isspace() else fold(letter)
        if plain == " " and letters and letters[-1] == " ":
            continue
        letters.extend(plain)
        places.extend([at] * len(plain))
    return "".join(letters), tuple(places)
