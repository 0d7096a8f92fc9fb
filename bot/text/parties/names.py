"""Reads the capitalised pieces of an article: which name people, bodies or places, and which name nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.beside import ENTERPRISES, home_of, is_credit
from bot.text.parties.cast import HONOURS, Cast, Character
from bot.text.parties.evidence import IN_PLACE, Evidence, in_place
from bot.text.parties.lexicon import is_given_name, words
from bot.text.parties.lines import PREPOSITIONS, Line, Naming
from bot.text.parties.name_kinds import kind_of
from bot.text.parties.scan import Piece, PieceKind, Use
from bot.text.parties.tables import state_of_party
from bot.text.parties.trimming import trimmed


def name_everyone(text: str, lines: Sequence[Line], cast: Cast, evidence: Evidence) -> list[Span]:
    """Enter full names and table parties into the cast and the lines; returns the spans of places.

    Bare names are entered with no character; `link_bare_names` settles them once the whole article is read.
    """
    places: list[Span] = []
    for line in lines:
        for position, piece in enumerate(line.pieces):
            if piece.kind is PieceKind.TABLE:
                _table_naming(text, line, piece, position, cast, places)
            elif piece.kind is PieceKind.NAME:
                _name_naming(text, line, piece, position, cast, evidence, places)
        line.namings.sort(key=lambda n: n.start)
    return places


def _table_naming(text: str, line: Line, piece: Piece, position: int, cast: Cast, places: list[Span]) -> None:
    assert piece.party is not None
    if piece.first and line.words[piece.first - 1].text == "(" and line.words[piece.last : piece.last + 1]:
        after = line.words[piece.last + 1 : piece.last + 2]
        if after and after[0].text[0].isdigit():
            cast.fixed(piece.party)
            return  # "Regulation (EU) 2023/1115" names it, but nobody acts
    naming = _naming(text, line, piece.first, piece.last, cast.fixed(piece.party), piece.first)
    naming.use = piece.use
    if piece.party.kind is PartyKind.PERSON:
        naming.from_title = _title_start(line, position)
        if (
            naming.from_title < piece.first
            and naming.character is not None
            and naming.character.fixed is None
        ):
            entitle(text, line, naming)
    elif piece.use in (Use.CAPITAL, Use.NAME, Use.SEAT) and not line.words[piece.last - 1].possessive:
        state = piece.party.kind is PartyKind.STATE
        placed = (state or piece.use is Use.SEAT) and (
            in_place(line.words, piece.first, any_state=state)
            or (piece.use is Use.CAPITAL and (_goes_on_places(line, piece.first) or _dated(line, piece.last)))
        )
        if placed:
            naming.place = True
            places.append(Span(naming.start, naming.end))
        elif _only_modifies(line, piece):
            return
    line.namings.append(naming)


def _goes_on_places(line: Line, first: int) -> bool:
    """ "in Geneva, London and Madrid": a list that began with a place."""
    index = first - 1
    if index < 1 or line.words[index].text not in (",", "and"):
        return False
    while index > 0 and (line.words[index].capital or line.words[index].text in (",", "and")):
        index -= 1
    return line.words[index].key in IN_PLACE


def _dated(line: Line, after: int) -> bool:
    """ "Lisbon, November 2011": where and when."""
    following = line.words[after : after + 2]
    return len(following) == 2 and following[0].text == "," and following[1].key in words("not_names")


_MODIFIED = frozenset(
    """time talks round meeting summit agreement accord deal conference visit trip airport office embassy region declaration
    speech suburb hotel session communique format process protocol consultations war truce policy expert experts crisis file
    desk tariff tariffs trade ties sanctions strategy correspondent plan bureau market negotiations peace border invasion
    oil gas exports imports goods relations question issue track court stock leg stop""".split()
)


def _only_modifies(line: Line, piece: Piece) -> bool:
    """ "Brussels time", "Ukraine talks": the state only tells which time and which talks; "U.S.-China talks" are theirs."""
    if (
        piece.first > 1
        and line.words[piece.first - 1].text in ("-", "‑", "–")
        and line.words[piece.first - 2].capital
    ):
        return False
    if piece.last >= len(line.words):
        return False
    if line.words[piece.first].text.replace(".", "").isupper() and _of_a_maker(line, piece.last):
        return True
    following = line.words[piece.last]
    return following.text in _MODIFIED or (following.capital and following.key in words("thing_heads"))


def _of_a_maker(line: Line, index: int) -> bool:
    """ "[US] Botox maker Allergan", "[UK] insurer Patria": a state that only tells where an enterprise is at home."""
    for position in range(index, min(index + 3, len(line.words) - 1)):
        word = line.words[position]
        if not word.text[0].isalpha() or word.possessive or word.key in words("acting_verbs"):
            return False
        if word.key in ENTERPRISES or word.key in ("maker", "group", "producer"):
            return not word.capital and line.words[position + 1].capital
    return False


def _name_naming(
    text: str, line: Line, piece: Piece, position: int, cast: Cast, evidence: Evidence, places: list[Span]
) -> None:
    first, last = trimmed(line, piece, evidence)
    handle = piece.first > 0 and line.words[piece.first - 1].text == "@"
    if first >= last or line.words[first].key in _NO_NAME_BEGINS or handle:
        return
    if line.heading:
        _heading_naming(text, line, first, last, cast)
        return
    titled_from = _title_start(line, position) if first == piece.first else first
    if (named_from := _behind_institution(line, first, last)) is not None:
        first, titled_from = named_from
    if last == piece.last and _portfolio(line, position) and not _of_a_body(line, first, last):
        return
    last = _without_honours(line, first, last)
    kind = kind_of(line, first, last, evidence, titled=titled_from < first)
    if kind != "place" and _printed_with_article(line, first, last):
        kind = "body"
    if kind == "place":
        places.append(Span(line.words[first].start, line.words[last - 1].end))
    if kind in ("place", "thing"):
        return
    if is_credit(text, line, first, last):
        return
    if kind == "person" and last - first > 1:
        last = _with_suffix(line, last)
    naming = _naming(text, line, first, last, None, titled_from)
    if kind == "person" and titled_from == first and cast.is_body(naming.words):
        kind = "body"
    if kind == "body":
        naming.character = cast.body(naming.words.removeprefix("The "))
        naming.character.states.update(home_of(line, first))
    elif kind == "person" and last - first > 1:
        naming.character = cast.person(naming.words)
    elif kind == "unknown" and last - first > 1:
        return
    if titled_from < first:
        entitle(text, line, naming)
    elif naming.character is not None and naming.character.kind is PartyKind.PERSON:
        _title_before_comma(text, line, naming)
    line.namings.append(naming)


def _title_before_comma(text: str, line: Line, naming: Naming) -> None:
    """ "the Lagos Labour Congress (LLC) President, Jon Aas, has vowed": an office in capitals that a comma parts from its holder."""
    first, last = naming.first, naming.last
    around = line.words[first - 1 : first] + line.words[last : last + 1]
    if [w.text for w in around] != [",", ","] or naming.character is None:
        return
    for piece in line.pieces:
        if piece.kind is PieceKind.TITLE and piece.last == first - 1:
            naming.character.give_title(text[line.words[piece.first].start : line.words[piece.last - 1].end])


def _printed_with_article(line: Line, first: int, last: int) -> bool:
    """ "A spokesman for The Sentinel": an article with a capital inside a sentence belongs to the name of a paper or company."""
    if line.words[first].text != "The" or first in line.starts or line.headline or last - first > 4:
        return False
    return last - first > 1 and not in_place(line.words, first, any_state=False)


_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_NO_NAME_BEGINS = _SUFFIXES | {"of", "for"}  # "the Secretary [of Defense]"


def _without_honours(line: Line, first: int, last: int) -> int:
    """Where a name ends before the letters of seats and honours: "Ada Holm MP", "Mrs Justice Yapp DBE"."""
    while last - first > 1 and line.words[last - 1].text.isupper() and line.words[last - 1].key in HONOURS:
        last -= 1
    return last


def _with_suffix(line: Line, last: int) -> int:
    """Where a person's name ends with "III" or ", Jr." behind it."""
    after = last + (last < len(line.words) and line.words[last].text == ",")
    suffixed = after < len(line.words) and line.words[after].key in _SUFFIXES
    return after + 1 if suffixed and not line.words[last - 1].possessive else last


_INSTITUTION = frozenset(
    "republic parliament government state council federation union senate assembly house kingdom congress cabinet".split()
)


def _behind_institution(line: Line, first: int, last: int) -> tuple[int, int] | None:
    """(first word of the name, first word of the title) in "President of the Republic Ada Holm", "Minister for Trade Ada Holm";
    None elsewhere."""
    index = first - 1
    if index > 0 and line.words[index].key == "the":
        index -= 1
    office = _office_with_field(line, index)
    if office is None:
        return None
    name = first
    while name < last and (line.words[name].key in _INSTITUTION or line.words[name].key in words("fields")):
        name += 1
    given = (k for k in range(first + 1, last - 1) if is_given_name(line.words[k].text))
    name = next(given, name)
    return (name, office) if first < name <= last - 2 else None


def _office_with_field(line: Line, index: int) -> int | None:
    """The office noun whose field of duty ends at `index`: "Minister for Health and", "President of"; None without one."""
    if index > 2 and line.words[index].key == "and" and line.words[index - 1].capital:
        index -= 2
        while index > 1 and line.words[index].capital:
            index -= 1
    told = (
        index > 0
        and line.words[index].key in ("of", "for")
        and line.words[index - 1].key in words("office_nouns")
    )
    return index - 1 if told else None


def _heading_naming(text: str, line: Line, first: int, last: int, cast: Cast) -> None:
    """In a heading of capitals only a body with a telling word counts: "MINISTRY OF PORTS"."""
    keys = [w.key for w in line.words[first:last]]
    keys = keys[: next((k for k, key in enumerate(keys) if key in _ENDS_IN_HEADING), None)]
    last = first + len(keys)
    if len(keys) > 1 and (
        (keys[0] in words("body_heads") and "of" in keys) or keys[-1] in words("body_heads")
    ):
        small = ("of", "and", "for", "the", "on")
        name = " ".join(
            w.text.lower() if w.key in small else w.text.capitalize() for w in line.words[first:last]
        )
        line.namings.append(_naming(text, line, first, last, cast.body(name), first))


_ENDS_IN_HEADING = frozenset(REPORTING_VERBS) | words("acting_verbs") | PREPOSITIONS - {"of", "on"} - {"for"}


def _naming(
    text: str, line: Line, first: int, last: int, character: Character | None, from_title: int
) -> Naming:
    start, end = line.words[first].start, line.words[last - 1].end
    return Naming(line.index, first, last, start, end, text[start:end], character, from_title)


def _title_start(line: Line, position: int) -> int:
    """Where the title right before piece `position` begins; the piece's own start when there is none."""
    piece = line.pieces[position]
    start = piece.first
    index = position - 1
    seen_title = False
    while index >= 0 and line.pieces[index].last == start and not line.words[start - 1].possessive:
        before = line.pieces[index]
        if before.kind is PieceKind.TITLE:
            seen_title = True
        elif not seen_title or (before.last - before.first > 5 and before.kind is PieceKind.NAME):
            break
        start = before.first
        index -= 1
    return start if seen_title else piece.first


def _portfolio(line: Line, position: int) -> bool:
    """Whether a name piece only tells the field of the office after it ("Environment Commissioner ...")."""
    if position + 1 >= len(line.pieces):
        return False
    piece, following = line.pieces[position], line.pieces[position + 1]
    return (
        following.kind is PieceKind.TITLE
        and following.first == piece.last
        and not line.words[piece.last - 1].possessive
        and not is_given_name(line.words[piece.first].text)
    )


def _of_a_body(line: Line, first: int, last: int) -> bool:
    """Whether what stands before an office names the body that has it: "Tarn Financial Group [chief executive]"."""
    head = line.words[last - 1].key
    return last - first > 1 and head in words("body_heads") and head not in words("fields")


def entitle(text: str, line: Line, naming: Naming) -> None:
    """Give the title before a name to its character, with the state that it names."""
    title = text[line.words[naming.from_title].start : line.words[naming.first - 1].end]
    if naming.character is None:
        return
    naming.character.give_title(title)
    for piece in line.pieces:
        if piece.party and naming.from_title <= piece.first < naming.first:
            naming.character.states.add(state_of_party(piece.party) or piece.party.key)
