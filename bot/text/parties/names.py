"""Reads the capitalised pieces of an article: which name people, bodies or places, and which name nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.cast import Cast, Character, canonical_name, office_holder, offices_of, printed_name
from bot.text.parties.lexicon import gender_of_title, is_given_name, words
from bot.text.parties.scan import Piece, PieceKind, Trie, Use, Word, key_of, pieces_of, words_of
from bot.text.parties.tables import state_of_party
from bot.text.words import fold

# City and day in front of a wire story: "MOSCOW, Aug 6 (Harbor Wire) - ".
_DATELINE = re.compile(
    r"(?P<city>[A-Z][A-Z.'’ -]{2,30}(?:,\s[A-Z][\w.]+){0,2}|[A-Z][a-z]+(?:/[A-Z][a-z]+)?)(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?"
    r"\s?(?:\([^)\n]{2,40}\))?\s?(?:--|[-–—])\s"
)
_QUOTES = re.compile(r"“[^“”]{1,2000}”|\"[^\"]{1,2000}\"|(?<![\w])‘[^‘’]{1,400}’(?!\w)")
_IN = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "across",
        "throughout",
        "around",
        "within",
        "via",
        "over",
        "off",
    ]
)
_TOWARD = frozenset(["to", "from", "into", "through", "toward", "towards", "for", "of"])
_MOVING = re.compile(
    r"(?:travel|fl[yi]|flew|flown|mov|return|arriv|head|go(?:es|ing)?$|went|came|com(?:e|ing)|trip|visit|drive|drove|journey|bound|"
    r"flight|way|back|on$|fled|left|leave|leaving|tour|home)"
)
_VISITING = frozenset("visit visits visited visiting left leaving toured touring reached".split())


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
    """A sentence as read. heading: mostly capitals, so that capitals tell nothing. quotes: direct speech."""

    index: int
    span: Span
    words: list[Word]
    pieces: list[Piece]
    heading: bool
    quotes: tuple[tuple[int, int], ...]
    starts: frozenset[int] = frozenset()
    namings: list[Naming] = field(default_factory=list)

    def quoted(self, position: int) -> bool:
        """Whether the character at `position` stands in direct speech."""
        return any(start <= position < end for start, end in self.quotes)


def read_lines(text: str, sentences: Sequence[Span], trie: Trie) -> tuple[list[Line], list[Span]]:
    """The sentences cut into words and pieces, and the places that datelines name."""
    lines, places = [], []
    for index, span in enumerate(sentences):
        dateline = _DATELINE.match(text, span.start, span.end)
        body = span
        if (
            dateline is not None
            and dateline.end() < span.end
            and _is_city(dateline["city"], dateline.group())
        ):
            city = dateline["city"].rstrip()
            places.append(Span(dateline.start("city"), dateline.start("city") + len(city)))
            body = Span(dateline.end(), span.end)
        line = words_of(text, body)
        letters = [w.text for w in line if w.text[0].isalpha() and len(w.text) > 1]
        shouted = sum(1 for w in letters if w.isupper())
        heading = len(letters) > 2 and shouted > 0.6 * len(letters)
        quotes = tuple((m.start(), m.end()) for m in _QUOTES.finditer(text, span.start, span.end))
        pieces = pieces_of(line, text, trie)
        lines.append(Line(index, span, line, pieces, heading, quotes, _sentence_starts(line)))
    return lines, places


def _is_city(city: str, dateline: str) -> bool:
    """A dateline's city is short and no office: "MINISTRY OF PORTS - STATEMENT" is a heading."""
    named = fold(city).split()
    if any(w in words("body_heads") or w in words("thing_heads") for w in named) or "of" in named:
        return False
    return (city.isupper() and (len(named) < 4 or "," in city)) or "(" in dateline


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


@dataclass(slots=True)
class Evidence:
    """What the article as a whole tells about single capitalised words.

    lower: words also seen in lower case. inside: capitalised words seen where a capital tells something. acting,
    placed: how often a word stood before a verb of acting or as an owner, and after a preposition of place.
    governed: owners of a government.
    """

    lower: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)
    acting: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)
    governed: set[str] = field(default_factory=set)


def gather_evidence(lines: Sequence[Line]) -> Evidence:
    """Look at every word of the article once."""
    found = Evidence()
    for line in lines:
        if line.heading:
            continue
        for word in line.words:
            if not word.capital:
                found.lower.add(word.key)
        for piece in line.pieces:
            if piece.kind is not PieceKind.NAME:
                continue
            key = line.words[piece.last - 1].key
            if piece.first not in line.starts:
                found.inside.add(key)
            if _acts(line.words, piece.last) or _acts_together(line, piece):
                found.acting[key] += 1
                if _governed(line.words, piece.last):
                    found.governed.add(key)
            if _in_place(line.words, piece.first, any_state=False):
                found.placed[key] += 1
    return found


def _acts(line: Sequence[Word], after: int) -> bool:
    """Whether the word before position `after` is an owner or stands before a verb of acting."""
    if line[after - 1].possessive:
        return True
    index = after
    if index < len(line) and line[index].key in ("also", "later", "then", "now", "itself", "still", "has"):
        index += 1
    if index >= len(line) or line[index].capital:
        return False
    return line[index].key in REPORTING_VERBS or line[index].key in words("acting_verbs")


def _acts_together(line: Line, piece: Piece) -> bool:
    """ "Karpia and Balkara said" """
    if piece.last >= len(line.words) or line.words[piece.last].key != "and":
        return False
    return any(p.first == piece.last + 1 and _acts(line.words, p.last) for p in line.pieces)


_OF_STATES = frozenset(
    """minister ministers president government parliament ambassador envoy army military foreign prime chancellor king queen
    embassy navy capital constitution supreme""".split()
)


def _governed(line: Sequence[Word], after: int) -> bool:
    """ "Kestria's deputy transport minister": only states have one."""
    if not line[after - 1].possessive:
        return False
    return any(w.key in _OF_STATES for w in line[after : after + 4])


def _in_place(line: Sequence[Word], first: int, *, any_state: bool) -> bool:
    """Whether words from `first` on follow a preposition of place ("in Moscow", "flew to Moscow")."""
    before = first - 1
    while before >= 0 and line[before].key in (
        "the",
        "nearby",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
    ):
        before -= 1
    if before < 0:
        return False
    word = line[before].key
    if word in _IN:
        return True
    if word in _TOWARD:
        verb = line[before - 1].key if before > 0 else ""
        return bool(_MOVING.match(verb)) or (
            word == "to" and before > 1 and bool(_MOVING.match(line[before - 2].key))
        )
    return word in _VISITING and any_state


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
            return  # "Regulation (EU) 2023/1115"
    naming = _naming(text, line, piece.first, piece.last, cast.fixed(piece.party), piece.first)
    naming.use = piece.use
    if piece.party.kind is PartyKind.PERSON:
        naming.from_title = _title_start(line, position)
        if (
            naming.from_title < piece.first
            and naming.character is not None
            and naming.character.fixed is None
        ):
            _entitle(text, line, naming)
    elif piece.use in (Use.CAPITAL, Use.NAME, Use.SEAT) and not line.words[piece.last - 1].possessive:
        state = piece.party.kind is PartyKind.STATE
        placed = (state or piece.use is Use.SEAT) and (
            _in_place(line.words, piece.first, any_state=state)
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
    return line.words[index].key in _IN


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
    """ "Brussels time", "Ukraine talks": the state only tells which time and which talks."""
    return piece.last < len(line.words) and line.words[piece.last].text in _MODIFIED


def _name_naming(
    text: str, line: Line, piece: Piece, position: int, cast: Cast, evidence: Evidence, places: list[Span]
) -> None:
    first, last = _trimmed(line, piece, evidence)
    if first >= last:
        return
    if line.heading:
        _heading_naming(text, line, first, last, cast)
        return
    titled_from = _title_start(line, position) if first == piece.first else first
    if last == piece.last and _portfolio(line, position):
        return
    kind = _kind_of(line, first, last, evidence, titled=titled_from < first)
    if kind == "place":
        places.append(Span(line.words[first].start, line.words[last - 1].end))
    if kind in ("place", "thing"):
        return
    naming = _naming(text, line, first, last, None, titled_from)
    if kind == "body":
        naming.character = cast.body(naming.words)
    elif kind == "person" and last - first > 1:
        naming.character = cast.person(naming.words)
    elif kind == "unknown" and last - first > 1:
        return
    if titled_from < first:
        _entitle(text, line, naming)
    line.namings.append(naming)


def _heading_naming(text: str, line: Line, first: int, last: int, cast: Cast) -> None:
    """In a heading of capitals only a body with a telling word counts: "MINISTRY OF PORTS"."""
    keys = [w.key for w in line.words[first:last]]
    if len(keys) > 1 and (
        (keys[0] in words("body_heads") and "of" in keys) or keys[-1] in words("body_heads")
    ):
        small = ("of", "and", "for", "the", "on")
        name = " ".join(
            w.text.lower() if w.key in small else w.text.capitalize() for w in line.words[first:last]
        )
        line.namings.append(_naming(text, line, first, last, cast.body(name), first))


def _naming(
    text: str, line: Line, first: int, last: int, character: Character | None, from_title: int
) -> Naming:
    start, end = line.words[first].start, line.words[last - 1].end
    return Naming(line.index, first, last, start, end, text[start:end], character, from_title)


def _trimmed(line: Line, piece: Piece, evidence: Evidence) -> tuple[int, int]:
    """The piece without an ordinary word at the start of a sentence, and cut at weekdays, months and the like."""
    first, last = piece.first, piece.last
    for index in range(first, last):
        word = line.words[index]
        if word.key in words("not_names") and not _name_after_all(line, index, first, last):
            if index > first:
                last = index
                while last > first and not line.words[last - 1].capital:
                    last -= 1
                break
            first = index + 1
    if first in line.starts and first < last and not _name_after_all(line, first, first, last):
        word = line.words[first]
        ordinary = word.key in words("openers") or (
            word.key in evidence.lower and not is_given_name(word.text)
        )
        follows_name = last - first > 1 and word.key in ("he", "an", "so", "my", "do", "long", "will")
        if ordinary and not (follows_name and word.key not in evidence.lower - words("openers")):
            first += 1
    elif first < last and line.words[first].key in words("openers") and last - first == 1:
        first += 1
    return first, last


def _name_after_all(line: Line, index: int, first: int, last: int) -> bool:
    """ "Theresa May", "Jan Lipavsky", "April Jones": a month's name inside a person's."""
    if index > first and is_given_name(line.words[index - 1].text):
        return True
    follows = index + 1 < last and line.words[index + 1].key not in words("not_names")
    if index > first or not follows or line.words[index + 1].key in words("body_heads"):
        return False
    if line.words[index].key == "jan":
        return True
    before = line.words[first - 1].key if first else ""
    return (
        line.words[index].key in ("april", "june", "august") and before not in _IN and before not in _DATING
    )


_DATING = frozenset(
    "since until till by last this next of early late mid from to and through between on for before after".split()
)


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
        elif not seen_title or (before.last - before.first > 2 and before.kind is PieceKind.NAME):
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


def _entitle(text: str, line: Line, naming: Naming) -> None:
    """Give the title before a name to its character, with the state that it names."""
    title = text[line.words[naming.from_title].start : line.words[naming.first - 1].end]
    if naming.character is None:
        return
    naming.character.give_title(title)
    for piece in line.pieces:
        if piece.kind is PieceKind.TABLE and naming.from_title <= piece.first < naming.first and piece.party:
            naming.character.states.add(state_of_party(piece.party) or piece.party.key)


def _kind_of(line: Line, first: int, last: int, evidence: Evidence, *, titled: bool) -> str:
    """ "person", "body", "place", "thing" or "unknown"."""
    keys = [w.key for w in line.words[first:last]]
    if titled:
        return "person"
    given = is_given_name(line.words[first].text)
    if len(keys) == 1:
        return "single"
    if any(not w.text[0].isalpha() and w.text != "&" for w in line.words[first:last]):
        return "thing"
    if keys[-1] in words("thing_heads") and not given:
        return "thing"
    if keys[0] == "oval":
        return "place"
    if (keys[0] in words("body_heads") and "of" in keys) or (
        keys[-1] in words("body_heads") and not _personal(line, first, last)
    ):
        return "body"
    if "&" in keys or keys[0] in ("radio", "bank", "house", "ministry", "court", "banco", "banque"):
        return "body"
    if not given and (keys[-1] in words("place_heads") or keys[0] in words("place_openers")):
        return "place"
    return _kind_without_heads(line, first, last, evidence, given=given)


def _personal(line: Line, first: int, last: int) -> bool:
    """Given name and one word: "Emily Watch" is hardly a body, "Blue Strait Ferry" is."""
    return last - first == 2 and is_given_name(line.words[first].text)


_OF_COMPANIES = frozenset(
    "shares stock staff workers employees executives factory plant board shareholders customers".split()
)


def _kind_without_heads(line: Line, first: int, last: int, evidence: Evidence, *, given: bool) -> str:
    if given or (last - first <= 4 and line.words[first].key in words("family_first")):
        return "person"
    placed = _in_place(line.words, first, any_state=False)
    before = line.words[first - 1].key if first else ""
    after = line.words[last].text if last < len(line.words) else ""
    if before in words("office_nouns"):
        return "person"
    if before in ("of", "for", "at") and first > 1 and line.words[first - 2].key in words("office_nouns"):
        return "body"  # "chief executive of Tullamore"
    if after in _OF_COMPANIES:
        return "body"
    if placed and not _acts(line.words, last):
        return "place"
    plain = all(
        w.key not in evidence.lower or w.key in words("particles") for w in line.words[first:last]
    ) and not any(w.text.isupper() and len(w.text) > 2 for w in line.words[first:last])
    if (
        last - first <= 4
        and plain
        and (_acts(line.words, last) or after == "," or before in ("and", "with", "by", ",", ""))
    ):
        return "person"
    if _acts(line.words, last):
        return "body"
    return "person" if plain and last - first <= 3 and first not in line.starts else "unknown"


def link_bare_names(text: str, lines: Sequence[Line], cast: Cast, evidence: Evidence) -> list[Span]:
    """Settle the namings that wait: surnames of known people, titled surnames, bodies; returns further places.

    A surname that several people share stays open here: who is meant depends on the words around it.
    """
    _alias_bodies(cast, evidence, lines)
    places: list[Span] = []
    for line in lines:
        for naming in line.namings:
            if naming.character is None and naming.from_title < naming.first:
                _titled_surname(text, line, naming, cast)
    for line in lines:
        kept = []
        for naming in line.namings:
            waits = naming.character is None
            if waits and (_in_brackets(line, naming) or not _bare(line, naming, cast, evidence)):
                if _in_place(line.words, naming.first, any_state=False):
                    places.append(Span(naming.start, naming.end))
                continue
            kept.append(naming)
        line.namings = kept
    return places


def _titled_surname(text: str, line: Line, naming: Naming, cast: Cast) -> None:
    tokens = key_of(line.words, naming.first, naming.last).split()
    found = cast.named(tokens)
    title = text[line.words[naming.from_title].start : line.words[naming.first - 1].end]
    gender = gender_of_title(title)
    if gender is not None:
        found = [p for p in found if p.gender in (None, gender)]
    if len(found) == 1:
        naming.character = found[0]
    elif not found:
        naming.character = _holder(naming.words, title, cast) or cast.surname_only(naming.words)
    if naming.character is not None:
        _entitle(text, line, naming)
        if gender is not None and naming.character.gender is None:
            naming.character.gender = gender
        if naming.words != naming.character.name:
            naming.character.aliases[naming.words] = None


def _holder(surname: str, title: str | None, cast: Cast) -> Character | None:
    """The office holder of this surname, when the title or the state around fits the table."""
    full = office_holder(surname)
    if full is None:
        return None
    offices = offices_of("person:" + full)
    plain = (title or "").casefold()
    fits = any(office in plain or office.split()[-1] in plain for _, office in offices if plain)
    if not fits and not any(_present(where, cast) for where, _ in offices):
        return None
    return cast.person(printed_name(canonical_name(full)))


def _present(where: str, cast: Cast) -> bool:
    key = where if where.startswith("body:") else f"state:{where}"
    return key in cast.fixed_keys or any(
        where in c.states for c in cast.fixed_characters() if c.key.startswith("body:")
    )


def _in_brackets(line: Line, naming: Naming) -> bool:
    """ "Ana Lovrek (Dravia)": where she belongs, nobody of its own."""
    around = line.words[naming.first - 1 : naming.first] + line.words[naming.last : naming.last + 1]
    return [w.text for w in around] == ["(", ")"]


def _bare(line: Line, naming: Naming, cast: Cast, evidence: Evidence) -> bool:
    """Link a bare name; False when it names nobody."""
    word = line.words[naming.first]
    tokens = key_of(line.words, naming.first, naming.last).split()
    if not tokens or (tokens == ["he"] and naming.first in line.starts):
        return False
    found = cast.named(tokens)
    if len(found) == 1:
        naming.character = found[0]
        if naming.words != found[0].name and found[0].fixed is None:
            found[0].aliases[naming.words] = None
        return True
    if found:
        return True  # several: settled by the words around it
    body = cast.body_alias(" ".join(tokens))
    if body is not None:
        naming.character = body
        return True
    if naming.last - naming.first > 1 or line.heading:
        return False
    return _lone_word(line, naming, word, cast, evidence)


def _lone_word(line: Line, naming: Naming, word: Word, cast: Cast, evidence: Evidence) -> bool:
    """A single unknown capitalised word: an office holder, or a body when it acts somewhere in the article."""
    key = word.key
    if key.split("-")[0] in words("openers") or any(
        key in words(s) for s in ("openers", "not_names", "thing_heads", "group_nouns", "place_heads")
    ):
        return False
    holder = _holder(word.text, None, cast)
    if holder is not None:
        naming.character = holder
        holder.aliases[word.text] = None
        return True
    if key in evidence.lower or len(key) < 2 or not word.text[0].isalpha():
        return False
    certain = key in evidence.inside or (evidence.acting[key] > 0 and _acts(line.words, naming.last))
    if (
        not certain
        or evidence.acting[key] == 0
        or (key.endswith(("ing", "ly")) and naming.first in line.starts)
    ):
        return False
    if _in_place(line.words, naming.first, any_state=False) or evidence.placed[key] > evidence.acting[key]:
        return False
    before = line.words[naming.first - 1].key if naming.first else ""
    if is_given_name(word.text) or before in words("office_nouns"):
        naming.character = cast.surname_only(word.text)
    elif key in evidence.governed:
        naming.character = cast.unknown_state(word.text)
    else:
        naming.character = cast.body(word.text)
    return True


def _alias_bodies(cast: Cast, evidence: Evidence, lines: Sequence[Line]) -> None:
    """Short forms under which the article may go on to name a body."""
    for body in list(cast.bodies.values()):
        if len(body.tokens) > 1:
            if body.tokens[-1] in words("body_heads") and "of" not in body.tokens:
                start = " ".join(body.tokens[:-1])
                if not all(t in evidence.lower for t in body.tokens[:-1]):
                    cast.alias_body(start, body)
                if len(body.tokens) > 2 and body.tokens[0] not in evidence.lower:
                    cast.alias_body(body.tokens[0], body)
                cast.alias_body(body.tokens[-1], body)
            elif body.tokens[0] in words("body_heads"):
                cast.alias_body(body.tokens[0], body)
    for character in cast.fixed_characters():
        if character.kind is PartyKind.BODY and len(character.tokens) > 1:
            cast.alias_body(character.tokens[-1], character)
    cast.alias_union()
    _acronyms(cast, lines)


def _acronyms(cast: Cast, lines: Sequence[Line]) -> None:
    """ "Port Workers' Federation (PWF)" """
    for line in lines:
        for naming in line.namings:
            after = line.words[naming.last : naming.last + 3]
            if (
                len(after) == 3
                and after[0].text == "("
                and after[2].text == ")"
                and after[1].text.isupper()
                and naming.character is not None
                and naming.character.kind is PartyKind.BODY
            ):
                cast.alias_body(after[1].key, naming.character)
