"""An article's sentences as words and pieces, with what stands in quotation marks and what is a dateline."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.cast import Character
from bot.text.parties.lexicon import words
from bot.text.parties.portfolios import with_offices
from bot.text.parties.scan import Piece, Trie, Use, Word, pieces_of, words_of
from bot.text.parties.tables import known_party
from bot.text.words import fold

PREPOSITIONS = frozenset(
    """of in with to for from by at on about between against than as after before near over under behind into onto toward
    towards among like beside alongside without through via including""".split()
)
# City and day in front of a wire story: "MOSCOW, Aug 6 (Harbor Wire) - ".
_DATELINE = re.compile(
    r"(?P<city>[A-Z][A-Z.'’/ -]{2,30}(?:,\s[A-Z][\w.]+){0,2}|[A-Z][a-z]+(?:/[A-Z][a-z]+)?)(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
    r"(?:\s?(?:\([^)\n]{2,40}\))?\s?(?:--|[-–—])|\s\([^)\n]{2,60}\)|(?<=[A-Z]{3}):)\s"
)
# Direct speech goes on over sentences and may be left open at the end of its paragraph.
_QUOTES = re.compile(
    r"“[^“”\n]{1,2000}?(?:”|(?<=[,.?!])\"(?=\s|$)|$)|\"[^\"”\n]{1,2000}[\"”]|(?<![\w])‘[^‘’\n]{1,400}’(?!\w)",
    re.MULTILINE,
)


@dataclass(slots=True, eq=False)
class Naming:
    """Words that name a character. first, last: word positions; from_title: where the title before the name begins.

    character is None while a bare name waits for the rest of the article to be read.
    """

    line: int
    first: int
    last: int
    start: int
    end: int
    words: str
    character: Character | None
    from_title: int
    use: Use | None = None
    place: bool = False


@dataclass(slots=True, eq=False)
class Line:
    """A sentence as read. heading: mostly capitals, so that capitals tell nothing; headline: nearly every word begins with
    one. quotes: direct speech. opened: in which sentence the first of them begins. tellers: who is named as having said a quotation,
    by its end.
    """

    index: int
    span: Span
    words: list[Word]
    pieces: list[Piece]
    heading: bool
    headline: bool
    quotes: tuple[tuple[int, int], ...]
    opened: int = 0
    starts: frozenset[int] = frozenset()
    namings: list[Naming] = field(default_factory=list)
    tellers: dict[int, Character] = field(default_factory=dict)

    def quoted(self, position: int) -> bool:
        """Whether the character at `position` stands in direct speech."""
        return any(start <= position < end for start, end in self.quotes)

    def teller_at(self, position: int) -> Character | None:
        """Who is named right behind the quotation in which `position` stands as the one who said it."""
        return next((self.tellers.get(end) for start, end in self.quotes if start <= position < end), None)


def read_lines(text: str, sentences: Sequence[Span], trie: Trie) -> tuple[list[Line], list[Span]]:
    """The sentences cut into words and pieces, and the places that datelines name."""
    lines, places = [], []
    speech = [(m.start(), m.end()) for m in _QUOTES.finditer(text)]
    begins, ends = [start for start, _ in speech], [end for _, end in speech]
    sentence_starts = [span.start + 1 for span in sentences]
    for index, span in enumerate(sentences):
        dateline = dateline_of(text, span)
        body = span
        if dateline is not None:
            places.append(dateline[0])
            body = Span(dateline[1], span.end)
        line = words_of(text, body)
        letters = [w for w in line if w.text[0].isalpha() and len(w.text) > 1]
        shouted = sum(1 for w in letters if w.text.isupper())
        heading = len(letters) > 2 and shouted > 0.6 * len(letters)
        quotes = tuple(speech[bisect_right(ends, span.start) : bisect_left(begins, span.end)])
        pieces = with_offices(line, pieces_of(line, text, trie))
        headline = not heading and _in_title_case(letters, text[span.start : span.end][-1:])
        opened = bisect_right(sentence_starts, quotes[0][0]) - 1 if quotes else index
        starts = _sentence_starts(line)
        lines.append(Line(index, span, line, pieces, heading, headline, quotes, opened, starts))
    return lines, places


def dateline_of(text: str, span: Span) -> tuple[Span, int] | None:
    """The city of the dateline that opens a sentence, and where the sentence itself begins; None without one."""
    found = _DATELINE.match(text, span.start, span.end)
    if found is None or found.end() >= span.end or not _is_city(found["city"], found.group()):
        return None
    return Span(found.start("city"), found.start("city") + len(found["city"].rstrip())), found.end()


_BEHIND_QUOTE = 45  # characters between a quotation and the name of who said it


def note_tellers(lines: Sequence[Line]) -> None:
    """Enter into all sentences of a quotation who is named behind it: "... It failed," Holm said."""
    waiting: dict[int, list[Line]] = {}
    for line in lines:
        for _, end in line.quotes:
            waiting.setdefault(end, []).append(line)
        for end, told in list(waiting.items()):
            if end > line.span.end:
                continue
            del waiting[end]
            teller = _named_as_teller(line, end)
            if teller is not None:
                for own in told:
                    own.tellers[end] = teller


def _named_as_teller(line: Line, end: int) -> Character | None:
    behind = [n for n in line.namings if 0 <= n.start - end <= _BEHIND_QUOTE]
    if not behind or behind[0].character is None or line.quoted(behind[0].start):
        return None
    naming = behind[0]
    between = [w for w in line.words[: naming.from_title] if w.start >= end]
    after = [w.key for w in line.words[naming.last : naming.last + 3]]
    said = [w.key for w in between] + after
    return naming.character if any(key in REPORTING_VERBS for key in said) else None


_SMALL = frozenset(
    "a an the of in on at by for from with to and or but as after over into is vs v via amid its".split()
)


def _in_title_case(letters: Sequence[Word], last: str) -> bool:
    """ "Tarn Minister Says Talks To Go On": a headline whose capitals tell little; verbs and common nouns wear them too."""
    if last in tuple('.!?…"”') or sum(not w.capital for w in letters) > len(letters) // 2:
        return False
    telling = [w for w in letters if w.key not in _SMALL]
    if len(telling) < 5:
        return False
    return all(w.capital for w in telling[1:]) and any(w.key in _SHOWS_HEADLINE for w in telling)


_SHOWS_HEADLINE = words("acting_verbs") | frozenset(REPORTING_VERBS) | words("thing_heads")


def _is_city(city: str, dateline: str) -> bool:
    """A dateline's city is short and no office: "MINISTRY OF PORTS - STATEMENT" is a heading."""
    named = fold(city).split()
    if any(w in words("body_heads") or w in words("thing_heads") for w in named) or "of" in named:
        return False
    if dateline.rstrip().endswith(":"):
        return known_party(city) is not None  # "DOHA: ..." opens a story, "VETTER: ..." a turn
    shouted = city.split(",", 1)[0].isupper()
    return (shouted and (len(named) < 4 or "," in city)) or "(" in dateline


def _sentence_starts(line: Sequence[Word]) -> frozenset[int]:
    """Positions where a capital letter tells nothing: the first word, and those after opening quotes and colons."""
    found = set()
    fresh = True
    for index, word in enumerate(line):
        if fresh and (word.text[0].isalnum()):
            found.add(index)
            fresh = False
        if word.text in '"“‘«:•-–—!?' or word.text in ("*", "|", "…"):
            fresh = True
    return frozenset(found)
