"""Which outlets a question names as tellers ("according to Harbor Wire"), and what it asks of each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from bot.model.text import Span
from bot.text.when import tag

_PIECE = (
    r"(?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|reporting|news(?: (?:articles?|reports?|stor(?:y|ies)))?|"
    r"dispatch(?:es)?|editorials?|columns?|publications?|write-?ups?)"
)
_TOLD = (
    r"(?:report|publish|cover|discuss|mention|describ|featur|not|highlight|cit|carri|print|claim|stat|quot|profil|review|"
    r"detail|document|outlin|portray|identifi|referenc|announc|alleg|reveal|disclos)ed|said|told|written|shown"
)
_TELLS = (
    r"(?:report|say|write|claim|suggest|mention|state|tell|note|describe|argue|indicate|publish|carry|cover|discuss|announce|"
    r"allege|attribute|highlight|portray|reveal)(?:s|ed|d)?|carries|carried|said|wrote|told|writes"
)
_LEAD = r"(?:(?:[Aa]n?|[Tt]he|its|one|another|both|some|any)\s+(?:[a-z][\w-]*\s+)?)?"
_LINK = r"(?:\b(?:that|which|who|whom|whose|as)\s+)?(?:(?:is|are|was|were|has been|have been|had been|being)\s+)?(?:also\s+|first\s+)?"
_DAY_LEAD = re.compile(
    r"\s*,?\s*\(?(?:(?:that was |which was )?(?:published|dated|printed|posted|released|filed)\s+)?(?:from|on|of|in)?\s*$"
)
_PUBLISHED = re.compile(r"\b(?:(?:published|dated|posted|released|printed)(?: on)?|from)\s+$")
_LONGEST_LEAD = 24  # characters between an outlet's name and the day of its report
_JOINT = re.compile(
    r"\s*,\s*(?:and|but|while|whereas|as well as)\s+|\s*[,;]\s*|\s+(?:and|but|while|whereas|as well as)\s+",
    re.IGNORECASE,
)
# Private characters: an outlet's name begins, the naming of a teller begins, either ends.
_NAME, _OPEN, _END = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a question asks of one teller: its words without the naming of the teller.

    outlet: as stored. day: the day of the report that is meant, if the question names one.
    """

    text: str
    outlet: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellers:
    """A question that names tellers.

    bare: all of it without their naming. asked: part by part, in its order. earlier: it asks whether the report of the
    first was printed before (True) or after (False) that of the second; None where it does not.
    """

    bare: str
    asked: tuple[Asked, ...]
    earlier: bool | None = None

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets named, each once."""
        return tuple(dict.fromkeys(one.outlet for one in self.asked))


def find_tellers(text: str, outlets: Sequence[str], *, today: date) -> Tellers | None:
    """The outlets of `outlets` (as stored) that a question names as tellers, or None when it names none.

    A name alone is none: "the sale of Harbor Wire" asks about the outlet, not what it printed.
    """
    known = {_plain(outlet): outlet for outlet in outlets if _plain(outlet)}
    text = re.sub(f"[{_NAME}{_OPEN}{_END}]", " ", text)
    present = [outlet for plain, outlet in known.items() if plain in text]
    if not present:
        return None
    marked, named = _mark(text, present, today)
    if not named:
        return None
    compared = _RELATION.search(marked) if len(named) == 2 else None
    if compared is not None:
        marked = f"{marked[: compared.start('words')]} and {marked[compared.end('words') :]}"
    pieces = list(_pieces(marked, len(named)))
    return Tellers(
        earlier=None
        if compared is None
        else compared["words"].lower().split()[-1] not in ("after", "than")
        or "earlier" in compared["words"].lower(),
        bare=_tidy(re.sub(rf"{_OPEN}\d+{_END}", " ", marked)),
        asked=tuple(_asked(words, *named[index], today) for words, index in pieces),
    )


def _asked(words: str, outlet: str, day: date | None, today: date) -> Asked:
    """One part, without the day of its report where that stands apart from the outlet ("the report on X from 3 May")."""
    for when in tag(words, published=today) if day is None else ():
        lead = _PUBLISHED.search(words[: when.span.start])
        if when.day is not None and lead is not None:
            return Asked(
                text=_tidy(words[: lead.start()] + words[when.span.end :]), outlet=outlet, day=when.day
            )
    return Asked(text=_tidy(words), outlet=outlet, day=day)


_RELATION = re.compile(
    rf"^\s*(?:was|were|is|did|has|had)\b[^?]*{_END}[^?]*?(?P<words>(?:(?:been )?(?:published|printed|released|posted|written|issued)|"
    rf"appear(?:ed)?|come out)(?: \w+)? (?:before|after|earlier than|later than|prior to))\b[^?]*{_OPEN}",
    re.IGNORECASE,
)


def _plain(outlet: str) -> str:
    return outlet.removeprefix("The ").removeprefix("the ").strip()


def _mark(text: str, outlets: Sequence[str], today: date) -> tuple[str, list[tuple[str, date | None]]]:
    """`text` with a mark in the place of each naming, and the outlet and day of each mark, in the order of the text."""
    stored = {_plain(outlet): outlet for outlet in outlets}
    names = sorted(stored, key=len, reverse=True)
    printed = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    text = printed.sub(lambda m: f"{_NAME}{names.index(m[0])}{_END}", text)
    found: list[tuple[str, date | None]] = []
    for frame in _frames():
        while (match := frame.search(text)) is not None:
            number = re.search(rf"{_NAME}(\d+){_END}", match[0])
            assert number is not None
            end, day = _day_after(text, match.end(), today)
            found.append((stored[names[int(number[1])]], day))
            text = f"{text[: match.start()]} {_OPEN}{len(found) - 1}{_END} {text[end:]}"
    text = re.sub(rf"{_NAME}(\d+){_END}", lambda m: names[int(m[1])], text)
    named: list[tuple[str, date | None]] = []

    def in_order(match: re.Match[str]) -> str:
        named.append(found[int(match[1])])
        return f"{_OPEN}{len(named) - 1}{_END}"

    return re.sub(rf"{_OPEN}(\d+){_END}", in_order, text), named


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    """The ways in which a question names a teller, the longest first."""
    name = rf"{_NAME}\d+{_END}"
    outlet = rf"(?:(?:[Tt]he|[Aa]n?)\s+)?{name}"
    own = rf"{outlet}(?:['’]s)?(?:\s+(?:[a-z]\w*\s+)?{_PIECE}(?!\s+that\b))?"
    piece = (
        rf"{_LEAD}{_PIECE}\s+(?:(?:published|printed|written|released)\s+)?(?:by|from|in|on|of|at)\s+{outlet}"
    )
    helped = "".join(rf"(?<!\b{verb} )" for verb in _HELPERS)
    asks = "|".join(rf"(?<=\b{verb} )" for verb in _HELPERS)
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?:,\s*)?\b(?:[Aa]s\s+)?[Aa]ccording to\s+(?:{piece}|{own})",
            rf"{_LINK}\b(?:{_TOLD})(?:\s+(?:on|about|upon))?\s+(?:by|in|on)\s+(?:{piece}|{own})(?:\s+(?:as|to be|to have))?",
            rf"\b{piece}",
            rf"(?:{asks}){outlet}\s+(?:also\s+|first\s+)?(?:{_TELLS})\b(?:\s+that\b)?",
            rf"{helped}{outlet}(?:['’]s)?\s+(?:[a-z]\w*\s+)?{_PIECE}(?!\s+that\b)",
            rf"{outlet}\s+(?:also\s+|first\s+)?(?:{_TELLS})\b(?:\s+that\b)?",
            rf"\b(?:[Ii]n|[Bb]y|[Ff]rom|[Pp]er)\s+{outlet}(?=\s*[,?.;]|\s*$|\s+(?:and|but|say|that)\b)",
            rf"(?<={_END})\s*(?:,\s*)?(?:and|or|&)\s+{own}",
            rf"(?:\b[Bb]oth\s+)?{outlet}\s+(?:and|or|&)\s+(?={_OPEN})",
        )
    )


_HELPERS = ("does", "did", "do", "has", "have", "Does", "Did", "Do", "Has", "Have")


def _day_after(text: str, end: int, today: date) -> tuple[int, date | None]:
    """Where the day of the report ends that follows the naming of its teller, and that day."""
    for when in tag(text, published=today):
        if when.span.start >= end and when.span.start - end <= _LONGEST_LEAD and when.day is not None:
            if _DAY_LEAD.fullmatch(text[end : when.span.start]) is None:
                break
            closing = re.match(r"\s*\)", text[when.span.end :])
            return when.span.end + (closing.end() if closing else 0), when.day
    return end, None


def _pieces(marked: str, count: int) -> Iterator[tuple[str, int]]:
    """The parts of a marked question, one for each mark; marks that share their words get the same ones."""
    marks = list(re.finditer(rf"{_OPEN}(\d+){_END}", marked))
    cuts = _cuts(marked, [Span(*m.span()) for m in marks])
    if len(cuts) + 1 < count:  # "both A and B say": each is asked the whole
        bare = re.sub(rf"{_OPEN}\d+{_END}", " ", marked)
        yield from ((bare, int(m[1])) for m in marks)
        return
    edges = [0, *cuts, len(marked)]
    for first, last, mark in zip(edges, edges[1:], marks, strict=False):
        yield re.sub(rf"{_OPEN}\d+{_END}", " ", marked[first:last]), int(mark[1])


def _cuts(marked: str, marks: Sequence[Span]) -> list[int]:
    """Where the words of one teller end and those of the next begin: at a joint between their marks with words on both sides."""
    cuts: list[int] = []
    for here, there in pairwise(marks):
        joints = list(_JOINT.finditer(marked, here.end, there.start))
        said = [m for m in joints if _says(marked[(cuts[-1] if cuts else 0) : m.start()])]
        # the words after the last joint must say something too, before or behind the mark
        cut = next(
            (m for m in said if _says(marked[m.end() : there.start] + _behind(marked, there, marks))), None
        )
        if cut is not None:
            cuts.append(cut.end())
    return cuts


def _behind(marked: str, mark: Span, marks: Sequence[Span]) -> str:
    following = next((m.start for m in marks if m.start > mark.start), len(marked))
    return marked[mark.end : following]


def _says(words: str) -> bool:
    """Whether there is more than joints and question words."""
    bare = re.sub(rf"{_OPEN}\d+{_END}", " ", words)
    return len([w for w in re.findall(r"[\w'’]+", bare.casefold()) if w not in _EMPTY]) >= 1


_EMPTY = frozenset(
    "and but while whereas as well the a an both of by from in on to who which what did does do is was were are has have had that it also".split()
)


def _tidy(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip(" ,;")
    return re.sub(r"[\s,]*([,?.;])", r"\1", words).strip()
