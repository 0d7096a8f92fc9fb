"""Persons whose names hold a word that is also a place, an office, a month or a thing: "Rhona Paris", "Saul Power", "Mr King"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.text.cues import NOUN_LIKE, REPORTING_VERBS
from bot.text.parties.evidence import People, acts, in_place
from bot.text.parties.lexicon import is_given_name, words
from bot.text.parties.lines import Line
from bot.text.parties.scan import CIVIL, Piece, PieceKind, Use, Word

ALSO_SURNAMES = frozenset(
    """king judge bishop pope major banker dean prince queen duke knight marshal sheriff constable chancellor clerk provost abbot
    baron earl parson priest warden sergeant speaker justice farmer major nurse trader chief guard""".split()
)
""" Titles and offices that people are also called by name."""
_OWNING = frozenset(
    "regulator coach source owner founder co-founder investor shareholder trader host operator supplier landlord maker rival neighbour neighbor guest visitor partner".split()
)
_MAX_WORDS = 4
_SPEAKS = frozenset(REPORTING_VERBS) - frozenset(NOUN_LIKE)
_GOES_ON = frozenset("and to on in at for by with after before who as from but".split())
_DATING = frozenset(
    "since until till by last this next of early late mid from through between before after during in on".split()
)


def settle_people(lines: Sequence[Line]) -> People:
    """Join the pieces of persons' names that hold a word with another meaning, in full and where the surname stands alone."""
    titled = {line.words[k + 1].key for line in lines for k in _honorifics(line)}
    people: set[tuple[str, ...]] = set()
    for line in lines:
        if not line.heading and not line.headline:
            people.update(_people_of(line, titled))
    others = {
        line.words[p.first].key
        for line in lines
        for p in line.pieces
        if p.kind is not PieceKind.NAME and p.last - p.first == 1
    }
    double = frozenset(name[-1] for name in people) & others
    if double:
        pairs = {name[-2:] for name in people if name[-1] in double}
        for line in lines:
            _join(line, pairs, double)
    return People(frozenset(people), frozenset(name[-1] for name in people))


def _honorifics(line: Line) -> Iterator[int]:
    for index, word in enumerate(line.words[:-1]):
        if word.key in CIVIL and word.capital and line.words[index + 1].capital:
            yield index


def _people_of(line: Line, titled: set[str]) -> Iterator[tuple[str, ...]]:
    for first, last in _groups(line):
        start, office = _behind_titles(line, first, last)
        name = line.words[start:last]
        if not 2 <= len(name) <= _MAX_WORDS or not _like_a_person(name, first=start, line=line):
            continue
        keys = tuple(w.key for w in name)
        dated = keys[-1] in words("not_names") and line.words[last : last + 1]
        if dated and line.words[last].text[0].isdigit():
            continue
        given = is_given_name(name[0].text) and (
            len(name) == 2 or not (keys[-1] in words("body_heads") or keys[-1] in words("place_heads"))
        )
        if office or given or keys[-1] in titled or shown_as_person(line, start, last):
            yield keys


def _groups(line: Line) -> Iterator[tuple[int, int]]:
    """Pieces that touch, as (first, last) word."""
    first = last = -1
    for piece in line.pieces:
        touches = piece.first == last and not line.words[last - 1].possessive
        if not touches:
            if last > first >= 0:
                yield first, last
            first = piece.first
        last = piece.last
    if last > first >= 0:
        yield first, last


def _behind_titles(line: Line, first: int, last: int) -> tuple[int, bool]:
    """Where the name of a group begins, and whether a title stands before it."""
    start, office = first, False
    for piece in line.pieces:
        if piece.kind is PieceKind.TITLE and first <= piece.first and piece.last <= last - 2:
            start, office = piece.last, True
    if not office and start in line.starts and start < last and line.words[start].key in words("openers"):
        start += 1
    return start, office


def _like_a_person(name: Sequence[Word], *, first: int, line: Line) -> bool:
    """Whether the words could be given name and surname: no first word that begins bodies, places or things."""
    opening, closing = name[0].key, name[-1].key
    if (
        any(not (w.text[0].isalpha() or w.key in words("particles")) or w.possessive for w in name[:-1])
        or name[0].text.isupper()
    ):
        return False
    if any(not w.capital and w.key not in words("particles") for w in name) or not _may_close(name):
        return False
    if any(w.key in REPORTING_VERBS or w.key in words("acting_verbs") for w in name[1:-1]):
        return False
    if any(w.key in words("body_heads") or w.key in words("thing_heads") for w in name[:-1]):
        return False
    if opening in words("place_openers") or opening in words("place_heads") or opening in words("not_names"):
        return False
    office = opening in words("office_nouns") and not is_given_name(name[0].text)
    if office or opening in words("openers") or opening in words("body_nouns"):
        return False
    if closing in words("office_nouns") and closing not in ALSO_SURNAMES:
        return False
    if any(p.first == first and p.kind is PieceKind.TABLE for p in line.pieces):
        return False
    return not any(
        p.kind is PieceKind.TABLE and p.last - p.first > 1 and p.first >= first for p in line.pieces
    )


def _may_close(name: Sequence[Word]) -> bool:
    """Whether the last word can be a surname: "President Ferri Tuesday" and "Aldo Ferri March 4" end before the date."""
    if name[-1].key not in words("not_names"):
        return True
    return len(name) == 2 and (not name[-1].key.endswith("day") or is_given_name(name[0].text))


def shown_as_person(line: Line, first: int, last: int) -> bool:
    """Whether the words around the name are those around a person: an office, an age, a verb of speech."""
    before = line.words[first - 1] if first else None
    if before is not None and before.key in ("the", "a", "an", "this"):
        return False
    if before is not None and (
        _is_office(before) or (before.text == "," and _told_before(line, first - 1, last))
    ):
        return True
    after = line.words[last : last + 9]
    if len(after) > 2 and after[0].text == "," and _told_after(after[1:]):
        return True
    speaks = bool(after) and after[0].key in _SPEAKS and not line.headline
    return speaks and _says_little(line.words[last - 1].key) and not _in_tables(line, last - 1)


def _is_office(word: Word) -> bool:
    lower = not word.capital and not word.possessive
    return lower and word.key in words("office_nouns") and word.key not in _OWNING


def _told_before(line: Line, comma: int, last: int) -> bool:
    """ "Kestria's prime minister, Rhona Paris, ...", "head of the port, Saul Power, ...": an office and its holder."""
    after = line.words[last].text if last < len(line.words) else "."
    if after not in (",", ".", ";", "–", "—", "-", "and", '"', "”") and after not in REPORTING_VERBS:
        return False
    for index in range(comma - 1, max(-1, comma - 8), -1):
        word = line.words[index]
        if _is_office(word):
            return True
        if not word.text[0].isalpha() or word.key in REPORTING_VERBS:
            return False
    return False


def _told_after(after: Sequence[Word]) -> bool:
    """ "Rhona Paris, 54, ...", "Rhona Paris, the outgoing mayor": an age or an office behind the name."""
    if after[0].text.rstrip(",").isdigit() and len(after[0].text.rstrip(",")) == 2:
        return True
    for word in after:
        if word.key in words("office_nouns") and word.key not in _OWNING and not word.possessive:
            return not word.capital
        if not word.text[0].isalpha() or word.key in REPORTING_VERBS or word.key in _ENDS_OFFICE:
            return False
    return False


_ENDS_OFFICE = frozenset(
    "where when while before after since which and of in for whose that who with to from at by whom based has had is was".split()
)


def _says_little(key: str) -> bool:
    """Whether a last word means a thing, a place or a day, which do not speak: what speaks is somebody of that name."""
    return key in words("thing_heads") or key in words("place_heads") or key in words("not_names")


def _in_tables(line: Line, index: int) -> bool:
    return any(p.first <= index < p.last and p.kind is PieceKind.TABLE for p in line.pieces)


def _join(line: Line, pairs: set[tuple[str, ...]], surnames: frozenset[str]) -> None:
    """Make one piece of each name in full, and a name of each surname that stands alone."""
    index = 0
    while index < len(line.pieces):
        piece = line.pieces[index]
        end = line.words[piece.last - 1].key
        if end in surnames:
            before = line.pieces[index - 1] if index else None
            follows = before is not None and before.last == piece.first == piece.last - 1
            if (
                follows
                and before is not None
                and not line.words[before.last - 1].possessive
                and (line.words[before.last - 1].key, end) in pairs
            ):
                line.pieces[index - 1 : index + 1] = [Piece(PieceKind.NAME, before.first, piece.last)]
                continue
            if piece.kind is not PieceKind.NAME and _stands_as_surname(line, piece):
                line.pieces[index] = Piece(PieceKind.NAME, piece.first, piece.last)
        index += 1


def _stands_as_surname(line: Line, piece: Piece) -> bool:
    if piece.last - piece.first > 1:
        return False
    before = line.words[piece.first - 1].key if piece.first else ""
    after = line.words[piece.last] if piece.last < len(line.words) else None
    touches = any(p.first == piece.last for p in line.pieces) and not line.words[piece.last - 1].possessive
    if piece.kind is PieceKind.TITLE:
        return before not in ("the", "a", "an", "his", "her", "their", "its", "former") and not touches
    if touches or in_place(line.words, piece.first, any_state=False):
        return False
    if piece.use is Use.DEMONYM and after is not None and after.text[0].isalpha():
        return acts(line.words, piece.last) or after.key in _GOES_ON or after.key in words("acting_verbs")
    return True


def surname_after_all(line: Line, index: int, surnames: frozenset[str]) -> bool:
    """Whether a word that is a month, a day or an ordinary word too stands here for the person of this surname."""
    if line.words[index].key not in surnames:
        return False
    before = line.words[index - 1] if index else None
    if before is not None and before.key in CIVIL:
        return True
    after = line.words[index + 1] if index + 1 < len(line.words) else None
    if after is not None and after.text[0].isdigit():
        return False
    if index in line.starts:
        return acts(line.words, index + 1) or (
            after is not None and (after.text == "," or after.key in words("acting_verbs"))
        )
    return before is None or (before.key not in _DATING and not before.text[0].isdigit())
