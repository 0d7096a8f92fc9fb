"""Offices with their field before a name: "Secretary of Commerce Ada Holm", "the Minister for Trade and Industry, Jan Birk"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.text.cues import REPORTING_VERBS
from bot.text.parties.lexicon import is_given_name, words
from bot.text.parties.scan import Piece, PieceKind, Word
from bot.text.parties.tables import known_party

_LONGEST = 14  # words of an office with its field
_MAX_NAME = 4
_OPENS_FIELD = frozenset(["of", "for", "on"])
_JOINS_FIELD = frozenset(["of", "for", "and", "&", "the", "to", ","])
# Offices that are told with what they are for.
_WITH_FIELD = frozenset(
    """president vice_president minister secretary under-secretary undersecretary under-secretary-general secretary-general
    director director-general commissioner representative envoy adviser advisor ambassador governor mayor chair chairman
    chairwoman chairperson speaker leader head chief deputy rapporteur coordinator commander chancellor premier
    administrator professor dean rector bishop archbishop patriarch metropolitan counsellor general consul superintendent
    high_representative minister-counsellor""".split()
)
_FIELDS = words("fields") | words("body_heads")
_AFTER_NAME = frozenset(", . ; : ) ( – — - ! ?".split())


def with_offices(line: Sequence[Word], pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a sentence, an office and its field before a name made one title with the state it names."""
    found = list(pieces)
    for office, name, last in _offices(line, pieces):
        titles = [p for p in found if p.kind is PieceKind.TITLE and name <= p.first and p.last < last]
        state = next((p for p in found if p.kind is PieceKind.TABLE and office <= p.first < name), None)
        title = Piece(PieceKind.TITLE, office, name, None if state is None else state.party)
        begin = max([name, *(p.last for p in titles)])
        named = Piece(PieceKind.NAME, begin + (line[begin].text == "."), last)
        before = [p for p in found if p.last <= office]
        found = [*before, title, *titles, named, *(p for p in found if p.first >= last)]
    return found


def _offices(line: Sequence[Word], pieces: Sequence[Piece]) -> Iterator[tuple[int, int, int]]:
    """(first word of the office, first word of the name with its forms of address, end of the name), from left to right."""
    taken = 0
    for at, word in enumerate(line[:-3]):
        if at < taken or word.key not in _WITH_FIELD or word.possessive:
            continue
        field = at + 1
        if word.key == "secretary" and _keys(line, field, 2) == ["of", "state"]:
            field += 2
        if field >= len(line) or line[field].key not in _OPENS_FIELD:
            continue
        field += 1 + (field + 1 < len(line) and line[field + 1].key == "the")
        found = _named_behind(line, pieces, field)
        if found is not None:
            yield _office_start(line, pieces, at), *found
            taken = found[1]


def _office_start(line: Sequence[Word], pieces: Sequence[Piece], at: int) -> int:
    """Where the office begins that ends at `at`: "Deputy Prime Minister", "minister"."""
    return next((p.first for p in pieces if p.kind is PieceKind.TITLE and p.first <= at < p.last), at)


def _keys(line: Sequence[Word], first: int, count: int) -> list[str]:
    return [word.key for word in line[first : first + count]]


def _named_behind(line: Sequence[Word], pieces: Sequence[Piece], start: int) -> tuple[int, int] | None:
    """(first, last) of the first name behind the field that begins at `start`; None where nobody is named behind it."""
    first = start
    while first < min(len(line), start + _LONGEST):
        last = _stretch_end(line, first)
        if last == first:
            return None
        aside = first > start and line[first - 1].text == ","
        if aside and (name := _person(line, first, last)) is not None:
            return name if _closed(line, last) else None
        if (name := _person_at_end(line, pieces, first, last)) is not None:
            return name
        first = _past_joints(line, last)
        if first == last:
            return None
    return None


def _stretch_end(line: Sequence[Word], first: int) -> int:
    """Where the capitalised words that begin at `first` end, with the full stop of "Hon." and particles between them."""
    last = first
    while last < len(line):
        word = line[last]
        address = word.text == "." and last > first and line[last - 1].key in words("honorifics")
        particle = word.key in words("particles") and last > first and _capital(line, last + 1)
        dated = word.key in words("not_names") and not (is_given_name(word.text) and _capital(line, last + 1))
        if not (word.capital or address or particle) or dated:
            return last
        last += 1
        if word.possessive:
            return last
    return last


def _past_joints(line: Sequence[Word], at: int) -> int:
    """Past "and", "of the", "," where capitalised words go on behind them; `at` itself where they do not."""
    past = at
    while past < min(len(line), at + 2) and line[past].key in _JOINS_FIELD:
        past += 1
    return past if _capital(line, past) else at


def _capital(line: Sequence[Word], at: int) -> bool:
    return at < len(line) and line[at].capital


def _person(line: Sequence[Word], first: int, last: int) -> tuple[int, int] | None:
    """The words as (first, last) of a name, with forms of address before it, when nothing but a person's name stands there."""
    name = first
    while name < last and (line[name].key.rstrip(".") in words("honorifics") or line[name].text == "."):
        name += 1
    plain = all(w.capital or w.key in words("particles") for w in line[name:last]) and not _of_bodies(
        line, name, last
    )
    long_enough = last - name > 1 or (last - name == 1 and name > first)
    return (first, last) if plain and long_enough and last - name <= _MAX_NAME else None


def _of_bodies(line: Sequence[Word], first: int, last: int) -> bool:
    """Whether a word there tells of a body, a field, a place or a thing and of nobody's name."""
    if first >= last or is_given_name(line[first].text):
        return False
    telling = (
        words("body_heads")
        | words("fields")
        | words("thing_heads")
        | words("place_heads")
        | words("not_names")
    )
    office = line[first].key in words("office_nouns") or line[first].key in words("openers")
    return office or any(w.key in telling for w in line[first:last])


def _closed(line: Sequence[Word], end: int) -> bool:
    """Whether the name behind the comma ends there as an apposition does."""
    if end >= len(line):
        return True
    word = line[end]
    return word.text in _AFTER_NAME or word.key in REPORTING_VERBS or not word.capital


def _person_at_end(
    line: Sequence[Word], pieces: Sequence[Piece], first: int, last: int
) -> tuple[int, int] | None:
    """The name with which words of a field end: "Commerce [Ada Holm]", "Foreign Affairs [Hon. Jan Birk]"."""
    for k in range(first + 1, last):
        address = line[k].key.rstrip(".") in words("honorifics")
        given = is_given_name(line[k].text) or line[k].key in words("family_first")
        if address or (given and last - k > 1):
            return _person(line, k, last)
    named = {k for p in pieces if p.kind is PieceKind.TABLE for k in range(p.first, p.last)}
    if known_party(line[first].text) is not None:
        named.add(first)
    begin = max((k + 1 for k in range(first, last) if k in named or line[k].key in _FIELDS), default=first)
    if begin == first and line[first - 1].key == "and" and last - first > 2:
        begin = last - 2  # "Works and Tourism [Sihle Zikal]"
    return _person(line, begin, last) if first < begin <= last - 2 else None
