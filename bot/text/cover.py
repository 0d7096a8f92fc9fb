"""How well a sentence, with what stands around it, covers the words of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.model.answers import Wanted
from bot.model.text import Span
from bot.text.phrasal import phrasal_stems
from bot.text.sentences import split_sentences
from bot.text.words import STOP_WORDS, placed_words, stem

# How much a match counts: the word itself, a word that may stand for it, a word of the same family.
_SAME, _LIKE, _FAMILY = 1.0, 0.8, 0.75
# How much of it is left when the match stands not in the sentence but next to it, in the title, or further away.
_NEXT, _TITLE, _FAR = 0.75, 0.6, 0.25
_NAME_OTHER = 0.5  # a sentence with a name of its own speaks of that one
_NAME_FAR = 0.8  # articles name someone once and go on with pronouns
_FAMILY_CHARS = 5
# Stop words that change what a question asks: who voted against, who went without.
KEPT_STOP_WORDS = frozenset({"may", "will", "it", "against", "without"})
_PASSED_OVER = STOP_WORDS - KEPT_STOP_WORDS
_NAMING = re.compile(r"\b[A-Z][\w'’-]+ [A-Z][\w'’-]+|(?<=[a-z,;] )[A-Z][a-z]\w+")
_POINTS_BACK = re.compile(
    r"[\"“'‘]?(?:he|she|it|they|we|i|this|that|these|those|his|her|its|their|both|neither|the|a|an)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence made ready for matching: its stems with the place of their first word in the sentence.

    run: the stems of all its words in order. doers: what those do whom its words call by it: "supply" for "supplier".
    named: it names someone and does not open with a word that points back, so it speaks of no one else.
    """

    span: Span
    stems: dict[str, int]
    families: dict[str, tuple[str, ...]]
    run: tuple[str, ...] = ()
    doers: frozenset[str] = frozenset()
    named: bool = False

    def at(self, span: Span) -> Line:
        """The same words standing elsewhere."""
        return self._as(span, self.stems)

    def with_stems(self, stems: dict[str, int]) -> Line:
        """The same words with others behind them."""
        return self._as(self.span, stems)

    def _as(self, span: Span, stems: dict[str, int]) -> Line:
        return Line(
            span=span,
            stems=stems,
            families=self.families,
            run=self.run,
            doers=self.doers,
            named=self.named,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text made ready for matching, sentence by sentence."""

    text: str
    lines: tuple[Line, ...]
    title: Line | None
    whole: Line = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How well one sentence covers what is wanted.

    score: 0 to 1, the share of weight covered with what stands around. own: the share covered in the sentence itself.
    levels: for each wanted word how well it is covered, 0 to 1, in order. alone: the same in the sentence itself.
    """

    score: float
    own: float
    levels: tuple[float, ...]
    alone: tuple[float, ...]


def read_text(text: str, *, title: str | None = None, skip: Sequence[Span] = ()) -> Reading:
    """Split `text` into sentences and prepare each. What is returned is shared: nobody changes it."""
    return (_kept_text if len(text) <= _KEPT_TEXT_CHARS else _read_text)(text, title, tuple(skip))


def _read_text(text: str, title: str | None, skip: tuple[Span, ...]) -> Reading:
    lines = tuple(line_of(text, span) for span in split_sentences(text, skip))
    stems: dict[str, int] = {}
    for line in lines:
        for word, place in line.stems.items():
            stems.setdefault(word, line.span.start + place)
    return Reading(
        text=text,
        lines=lines,
        title=line_of(title, Span(0, len(title))) if title else None,
        whole=Line(span=Span(0, len(text)), stems=stems, families=_families(stems), doers=_doers(stems)),
    )


KEPT_TEXTS, KEPT_LINES = 16_384, 65_536  # of the latest 2,000 articles, read ahead (bot/ahead.py)
_KEPT_TEXT_CHARS, _KEPT_LINE_CHARS = 12_000, 1_500  # longer ones are rare and would fill the memory
_kept_text = lru_cache(maxsize=KEPT_TEXTS)(_read_text)


def line_of(text: str, span: Span) -> Line:
    """Prepare the sentence at `span`. What is returned is shared: nobody changes it."""
    words = span.of(text)
    line = (_kept_line if len(words) <= _KEPT_LINE_CHARS else _line)(words)
    return line if span == line.span else line.at(span)


def _line(words: str) -> Line:
    stems: dict[str, int] = {}
    all_words = tuple(placed_words(words))
    run = tuple([stem(word) for _, word in all_words])
    for (place, word), stemmed in zip(all_words, run, strict=True):
        if word in _PASSED_OVER:
            continue
        stems.setdefault(stemmed, place)
        if "-" in word:
            for part in word.split("-"):
                stems.setdefault(stem(part), place)
    for place, meant in phrasal_stems(all_words):
        stems.setdefault(meant, place)
    named = _NAMING.search(words) is not None and _POINTS_BACK.match(words) is None
    return Line(
        span=Span(0, len(words)),
        stems=stems,
        families=_families(stems),
        run=run,
        doers=_doers(stems),
        named=named,
    )


_kept_line = lru_cache(maxsize=KEPT_LINES)(_line)


def level(term: Wanted, line: Line) -> float:
    """How well `line` covers one word, 0 to 1."""
    if term.stem in line.stems:
        return _SAME
    if not term.like.isdisjoint(line.stems):
        return _LIKE
    if not term.name and len(term.stem) >= _FAMILY_CHARS and term.stem.isalpha():
        for other in line.families.get(term.stem[:_FAMILY_CHARS], ()):
            if same_family(term.stem, other):
                return _FAMILY
    if not term.kin.isdisjoint(line.stems):
        return _FAMILY
    if not term.name and (
        term.stem in line.doers
        or (term.stem.endswith(_DOER) and not _done_by(term.stem).isdisjoint(line.stems))
    ):
        return _FAMILY
    return 0.0


def same_family(a: str, b: str) -> bool:
    """Whether two stems look like forms of one word: "negotiat" and "negotiator"."""
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if shared < _FAMILY_CHARS:
        return False
    longer = a if len(a) > len(b) else b
    return shared >= 0.7 * len(longer) or (shared == min(len(a), len(b)) and longer[shared:] in _ENDINGS)


# What makes a noun of a verb: "acceptance" is to accept.
_ENDINGS = frozenset("anc ance enc ence ation ition ment ments al er or ion ure".split())


def cover(wanted: Sequence[Wanted], reading: Reading, index: int, rarity: Mapping[str, float]) -> Cover:
    """How well sentence `index` of `reading` covers `wanted`; `rarity` scales the weight of a stem (1 when absent)."""
    return Covering(wanted, reading).of(index, rarity)


class Covering:
    """How the sentences of one text cover what is wanted; what several of them lean on is worked out once."""

    def __init__(self, wanted: Sequence[Wanted], reading: Reading) -> None:
        self.reading = reading
        self._wanted = wanted
        self._lines: list[tuple[float, ...] | None] = [None] * len(reading.lines)
        self._title = tuple(level(term, reading.title) for term in wanted) if reading.title else None
        self._whole: list[float | None] = [None] * len(wanted)
        self._weighed: tuple[Mapping[str, float], tuple[float, ...]] | None = None

    def levels(self, index: int) -> tuple[float, ...]:
        """How well sentence `index` covers each wanted word itself."""
        known = self._lines[index]
        if known is None:
            line = self.reading.lines[index]
            known = self._lines[index] = tuple([level(term, line) for term in self._wanted])
        return known

    def of(self, index: int, rarity: Mapping[str, float]) -> Cover:
        """As `cover`."""
        alone = self.levels(index)
        beside: list[tuple[float, ...]] | None = None
        total = reached = own = 0.0
        levels: list[float] = []
        for place, weight in enumerate(self._weights(rarity)):
            best = here = alone[place]
            if here < _SAME:
                if beside is None:
                    beside = [self.levels(i) for i in (index - 1, index + 1) if 0 <= i < len(self._lines)]
                named = self.reading.lines[index].named
                best = max(here, self._around(place, self._wanted[place], beside, named=named))
            total += weight
            own += weight * here
            reached += weight * best
            levels.append(best)
        if total == 0:
            return Cover(score=0.0, own=0.0, levels=tuple(levels), alone=alone)
        return Cover(score=reached / total, own=own / total, levels=tuple(levels), alone=alone)

    def _weights(self, rarity: Mapping[str, float]) -> tuple[float, ...]:
        known = self._weighed
        if known is None or known[0] is not rarity:
            weights = tuple([term.weight * rarity.get(term.stem, 1.0) for term in self._wanted])
            known = self._weighed = rarity, weights
        return known[1]

    def _around(self, place: int, term: Wanted, beside: Sequence[Sequence[float]], *, named: bool) -> float:
        far = _FAR if not term.name else _NAME_OTHER if named else _NAME_FAR
        found = 0.0
        for levels in beside:
            found = max(found, levels[place])
        found *= far if term.name else _NEXT
        if self._title is not None:
            found = max(found, self._title[place] * (min(far, _TITLE) if term.name else _TITLE))
        whole = self._whole[place]
        if whole is None:
            whole = self._whole[place] = level(term, self.reading.whole)
        return max(found, whole * far)


@lru_cache(maxsize=16384)
def _done_by(stemmed: str) -> frozenset[str]:
    """What someone called by this word does: "suppl" and "supply" for "supplier", "rescu" for "rescuer"; else nothing."""
    if len(stemmed) < _DOER_CHARS or not stemmed.endswith(_DOER) or not stemmed.isalpha():
        return frozenset()
    base = stemmed[:-2]
    forms = {base, stem(base + "e"), base[:-1] + "y" if base.endswith("i") else base}
    if base[-1] == base[-2]:
        forms.add(base[:-1])
    return frozenset(forms)


_DOER, _DOER_CHARS = ("er", "or"), 5


def _doers(stems: Iterable[str]) -> frozenset[str]:
    return frozenset([form for word in stems if word.endswith(_DOER) for form in _done_by(word)])


def _families(stems: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in stems:
        if len(word) >= _FAMILY_CHARS:
            found.setdefault(word[:_FAMILY_CHARS], []).append(word)
    return {start: tuple(words) for start, words in found.items()}
