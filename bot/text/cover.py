"""How well a sentence, with what stands around it, covers the words of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import mul
from typing import NamedTuple

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


class Cover(NamedTuple):
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


def levels_in(line: Line, wanted: Sequence[Wanted]) -> tuple[float, ...]:
    """How well `line` covers each of the words, 0 to 1."""
    stems = line.stems
    return tuple([_SAME if term.stem in stems else _lesser_level(term, line) for term in wanted])


def level(term: Wanted, line: Line) -> float:
    """How well `line` covers one word, 0 to 1."""
    return _SAME if term.stem in line.stems else _lesser_level(term, line)


def _lesser_level(term: Wanted, line: Line) -> float:
    """How well a line without a word itself covers it: by one that may stand for it, or one of its family."""
    stems = line.stems.keys()
    if term.like and not stems.isdisjoint(term.like):  # of the two, the smaller is looked through
        return _LIKE
    if not term.name and _is_of_family(term.stem, line):
        return _FAMILY
    return _FAMILY if term.kin and not stems.isdisjoint(term.kin) else 0.0


def _is_of_family(stemmed: str, line: Line) -> bool:
    if stemmed in line.doers:
        return True
    relatives = line.families.get(stemmed[:_FAMILY_CHARS])
    if relatives is not None and stemmed.isalpha() and any(same_family(stemmed, one) for one in relatives):
        return True
    return stemmed.endswith(_DOER) and not line.stems.keys().isdisjoint(_done_by(stemmed))


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
        self._whole: dict[bool, tuple[float, ...]] = {}
        self._weighed: tuple[Mapping[str, float], tuple[float, ...]] | None = None

    def levels(self, index: int) -> tuple[float, ...]:
        """How well sentence `index` covers each wanted word itself."""
        known = self._lines[index]
        if known is None:
            known = self._lines[index] = levels_in(self.reading.lines[index], self._wanted)
        return known

    def of(self, index: int, rarity: Mapping[str, float]) -> Cover:
        """As `cover`."""
        alone = self.levels(index)
        levels = alone if alone.count(_SAME) == len(alone) else self._with_surroundings(index, alone)
        weights = self._weights(rarity)
        total = sum(weights)
        if total == 0:
            return Cover(score=0.0, own=0.0, levels=levels, alone=alone)
        own, reached = sum(map(mul, weights, alone)), sum(map(mul, weights, levels))
        return Cover(score=reached / total, own=own / total, levels=levels, alone=alone)

    def _weights(self, rarity: Mapping[str, float]) -> tuple[float, ...]:
        known = self._weighed
        if known is None or known[0] is not rarity:
            weights = tuple([term.weight * rarity.get(term.stem, 1.0) for term in self._wanted])
            known = self._weighed = rarity, weights
        return known[1]

    def _with_surroundings(self, index: int, alone: tuple[float, ...]) -> tuple[float, ...]:
        """The levels of a sentence together with what stands next to it, in the title and anywhere in the text."""
        named = self.reading.lines[index].named
        whole = self._whole.get(named)
        if whole is None:
            whole = self._whole[named] = self._from_afar(named=named)
        levels = list(map(max, alone, whole))
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(self._lines):
                for place, level_there in enumerate(self.levels(beside)):
                    if level_there:
                        near = level_there * (_far(self._wanted[place], named=named, other=_NEXT))
                        if near > levels[place]:
                            levels[place] = near
        return tuple(levels)

    def _from_afar(self, *, named: bool) -> tuple[float, ...]:
        """What the title and the whole text lend to any sentence that names somebody, or to any that does not."""
        far = [_far(term, named=named, other=_FAR) for term in self._wanted]
        found = list(map(mul, levels_in(self.reading.whole, self._wanted), far))
        title = self.reading.title
        if title is None:
            return tuple(found)
        lent = [min(_TITLE, _far(term, named=named, other=_TITLE)) for term in self._wanted]
        return tuple(map(max, found, map(mul, levels_in(title, self._wanted), lent)))


def _far(term: Wanted, *, named: bool, other: float) -> float:
    """What is left of a match elsewhere in the text: of a name, by whether the sentence names somebody; of others, `other`."""
    if not term.name:
        return other
    return _NAME_OTHER if named else _NAME_FAR


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
