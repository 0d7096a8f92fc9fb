"""Cuts a sentence into words and its capitalised runs into pieces: names, titles, adjectives, parties of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.model.facts import Party, PartyKind
from bot.model.text import Span
from bot.text.parties.lexicon import SHORT_OFFICES, is_given_name, words
from bot.text.parties.runs import runs_of
from bot.text.parties.tables import bodies, name_key, state_of_party, states
from bot.text.words import fold


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence. end leaves a possessive ending out; key is folded, without full stops."""

    start: int
    end: int
    text: str
    key: str
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, with a particle joined to one ("al-Mansouri", "d'Angelo"), or is spelt
        as only names are ("swiftJet", "8-Twelve", "4M")."""
        text = self.text
        if text[0].isupper() or text.islower():
            return text[0].isupper()
        return (_SPELT if text.isalnum() else _JOINED).match(text) is not None


_JOINED = re.compile(r"(?:(?:al|el|an|ar|as|ash|ad|ul|bin|ben|d|l|de|di)[-‑'’]|\d{1,3}-)[A-Z]")
_SPELT = re.compile(r"[a-z]{1,6}[A-Z][A-Za-z]*[a-z]{2}$|\d[A-Z]$|\d{1,3}[a-z]*[A-Z][a-z]{2,}$")


class PieceKind(StrEnum):
    """NAME words that may name someone; TITLE an office or honorific; TABLE a party of the tables or watch list."""

    NAME = "name"
    TITLE = "title"
    TABLE = "table"


class Use(StrEnum):
    """How a table entry names its party."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    WATCHED = "watched"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words [first, last) of a sentence. party, use: for TABLE pieces; party also for a TITLE, the first one named in it."""

    kind: PieceKind
    first: int
    last: int
    party: Party | None = None
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the table. shouted: it only counts in capitals ("US", "WHO")."""

    party: Party
    use: Use
    shouted: bool


Trie = Mapping[str, Sequence[tuple[tuple[str, ...], Entry]]]

_WORD = re.compile(
    r"H\.(?:R\.)?[EH]\b\.?|(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Md|Dr|St|Sen|Gen|Rep|Gov|Prof|Lt|Col|Capt|Jr|Sr)\.|[A-Z]\.(?=\s?[A-Z])"
    r"|['’]t(?=\s[A-Z])|de['’](?=\s[A-Z])|(?<![$€£¥\d.,])(?:\d{1,2}-[A-Z][a-z]{2,}|\d[A-Z](?![\w-])|\d{1,3}[a-z]*[A-Z][a-z]{2,}\w*)|\d[\d.,:/]*|[^\W\d_][^\W_]*(?:['’\-‑][^\W_]+)*\+?|[^\w\s]"
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")


def words_of(text: str, span: Span) -> list[Word]:
    """The words and marks of `span`, in order."""
    found: list[Word] = []
    for match in _WORD.finditer(text, span.start, span.end):
        raw, start, end = match.group(), match.start(), match.end()
        if raw in ("'", "’") and found and found[-1].possessive and found[-1].end == start:
            continue  # the mark of "the drivers' lawyer"
        possessive = raw.endswith(_POSSESSIVE) and len(raw) > 2
        if possessive:
            raw, end = raw[:-2], end - 2
        elif raw[-1] in "sSxz" and text[end : end + 1] in ("'", "’") and text[end + 1 : end + 2].isspace():
            possessive = _no_quote_open(text, span.start, end)
        pair = None if raw.isalpha() else _PAIR.fullmatch(raw)
        if pair is not None and not possessive and _BETWEEN_TWO.match(text, end, span.end):
            middle = start + pair.start("joint")
            found += [
                _word(start, pair["one"]),
                _word(middle, pair["joint"]),
                _word(middle + 1, pair["other"]),
            ]
            continue
        found.append(Word(start, end, raw, _key(raw), possessive))
    return found


_PAIR = re.compile(r"(?P<one>[A-Z][^\W\d_]+)(?P<joint>[-‑])(?P<other>[A-Z][^\W\d_]+)")
_BETWEEN_TWO = re.compile(
    r"\s(?:[a-z]+\s)?(?:talks|summits?|meetings?|calls?|negotiations|dialogue|encounter|handshake|truce|ceasefire|deal|accord|agreement|pact|"
    r"treaty|relations|ties|war|conflict|border|dispute|row|tensions?)\b(?! (?:to|about|with) )"
)
""" "Kerry-Lavrov talks": what needs two parties, so that the hyphen joins two names and makes none."""


def _word(start: int, raw: str) -> Word:
    return Word(start, start + len(raw), raw, _key(raw), False)


def _key(raw: str) -> str:
    key = fold(raw)
    if key.startswith("h.e"):
        return "h.e."  # "H.E. Tariq Salem" is no "he"
    return key.replace(".", "") if len(key) > 1 else key


def _no_quote_open(text: str, start: int, end: int) -> bool:
    """A mark after a plural s closes a quotation when one was opened before it in the sentence."""
    before = text[start:end]
    return before.count("‘") <= before.count("’") and not re.search(r"(?:^|[\s(])'(?!t\s)", before)


def table(watch: Sequence[Party]) -> Trie:
    """All known names by their first word, longest first; those of `watch` come before the tables'."""
    if not watch:
        return _fixed_table()
    merged = {first: list(entries) for first, entries in _fixed_table().items()}
    for party in watch:
        for name in (party.name, *party.aliases):
            _enter(merged, name, party, Use.WATCHED, front=True)
    for entries in merged.values():
        entries.sort(key=lambda e: -len(e[0]))
    return merged


@lru_cache(maxsize=1)
def _fixed_table() -> Trie:
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for body in bodies().values():
        use = Use.SEAT if body.seat else Use.NAME
        for name in (body.party.name, *body.party.aliases):
            _enter(found, name, body.party, use)
    for state in states().values():
        for name in (state.party.name, *state.party.aliases):
            use = (
                Use.DEMONYM if name in state.demonyms else Use.CAPITAL if name in state.capitals else Use.NAME
            )
            _enter(found, name, state.party, use)
    for entries in found.values():
        entries.sort(key=lambda e: -len(e[0]))
    return found


def _enter(
    into: dict[str, list[tuple[tuple[str, ...], Entry]]],
    name: str,
    party: Party,
    use: Use,
    *,
    front: bool = False,
) -> None:
    keys = tuple(w.key for w in words_of(name, Span(0, len(name))) if w.text != "," and w.key != ".")
    if keys and keys[0] == "the":
        keys = keys[1:]
    if not keys:
        return
    entry = (keys, Entry(party, use, name.replace(".", "").isupper() and len(keys) == 1))
    entries = into.setdefault(keys[0], [])
    entries.insert(0, entry) if front else entries.append(entry)


def pieces_of(line: Sequence[Word], text: str, trie: Trie) -> list[Piece]:
    """The pieces of every capitalised run of a sentence, in order."""
    found: list[Piece] = []
    for first, last in runs_of(line, text):
        taken = found[-1].last if found else 0
        found.extend(_segmented(line, max(first, taken), last, trie))
    return found


def _segmented(line: Sequence[Word], first: int, last: int, trie: Trie) -> Iterator[Piece]:
    index = opened = first
    while index < last:
        piece = _table_piece(line, index, first, last, trie) or _title_piece(line, index, first, last)
        if piece is None:
            index += 1
            continue
        if index > opened:
            yield Piece(PieceKind.NAME, opened, index)
        yield piece
        index = opened = piece.last
    if last > opened:
        yield Piece(PieceKind.NAME, opened, last)


def _table_piece(line: Sequence[Word], index: int, first: int, last: int, trie: Trie) -> Piece | None:
    for keys, entry in trie.get(line[index].key, ()):
        end = index + len(keys)
        if end > len(line) or any(line[index + k].key != key for k, key in enumerate(keys)):
            continue
        if entry.shouted and not line[index].text.replace(".", "").isupper():
            continue
        if entry.use is not Use.WATCHED and _part_of_longer_name(line, index, end, first, last):
            return None
        if entry.use is Use.NAME and _of_another_state(line, index, entry.party, trie):
            return None
        if len(keys) == 1 and _ends_longer_body(line, index, first, entry.party, trie):
            return None
        return Piece(PieceKind.TABLE, index, end, entry.party, entry.use)
    return None


def _of_another_state(line: Sequence[Word], index: int, party: Party, trie: Trie) -> bool:
    """Whether a state's body is named after another owner: "Argentina's Congress" is not the one of the United States."""
    home = state_of_party(party) if party.kind is PartyKind.BODY else None
    if home is None or index == 0 or not line[index - 1].possessive:
        return False
    owners = [entry.party for keys, entry in trie.get(line[index - 1].key, ()) if len(keys) == 1]
    return any(owner.kind is PartyKind.STATE and state_of_party(owner) != home for owner in owners)


def _ends_longer_body(line: Sequence[Word], index: int, first: int, party: Party, trie: Trie) -> bool:
    """Whether a name stands right before a state's body, so that both make another one: "Lagos Labour Congress"."""
    if party.kind is not PartyKind.BODY or index == first or line[index].key not in words("body_heads"):
        return False
    before = line[index - 1]
    if before.possessive or not before.capital or before.key in words("openers") | words("not_names"):
        return False
    home = state_of_party(party)
    owners = [entry.party for keys, entry in trie.get(before.key, ()) if len(keys) == 1]
    return not any(owner.kind is PartyKind.STATE and state_of_party(owner) == home for owner in owners)


def _part_of_longer_name(line: Sequence[Word], index: int, end: int, first: int, last: int) -> bool:
    """Whether a table name is only a word of a person's or body's own name ("Chad Brown", "Bank of Alder")."""
    if end - index > 1:
        return False
    before = line[index - 1] if index > first else None
    if before is not None and is_given_name(before.text) and not before.possessive:
        return True
    if before is not None and before.key in words("particles") and index - first > 1:
        return True  # "Rosa de Lima"
    if before is not None and before.key in ("of", "for") and _has_head(line, first, index - 1):
        return True
    if end >= last or line[index].possessive:
        return False
    for follower in range(end, last):
        key = line[follower].key
        office = _office_length(line, follower, last)
        if office and line[follower].possessive and follower + 1 < last:
            continue  # "Nassau County Sheriff's Office"
        if office or key in words("particles"):
            return False
        if key in words("body_heads") and not is_given_name(line[end].text):
            return True
    return is_given_name(line[index].text) and not is_given_name(line[end].text) and end + 1 == last


def _has_head(line: Sequence[Word], first: int, last: int) -> bool:
    return any(w.key in words("body_heads") for w in line[first:last])


def _title_piece(line: Sequence[Word], index: int, first: int, last: int) -> Piece | None:
    length = _style_length(line, index, last) or _office_length(line, index, last)
    if length == 0 and line[index].key.rstrip(".") in words("honorifics"):
        length = 1
    length = length or _plural_office_length(line, index, last)
    if length == 0:
        return None
    before = line[index - 1] if index > first else None
    after = line[index + length] if index + length < last else None
    if before is not None and is_given_name(before.text) and (after is None or length == 1):
        return None  # "Stephen King", "Ronald Dean Holt"
    if length == 1 and index + 2 == last and is_given_name(line[index].text):
        return None  # "Dean Ash"
    if index > 0 and line[index].key in _KIN:
        return None  # "Choe Son Hui": kinship takes a small letter inside a sentence
    civil = line[index].key.rstrip(".") in CIVIL
    if after is not None and after.key in words("body_heads") and not civil and not is_given_name(after.text):
        return None  # "General Motors"
    if after is not None and after.key in ("of", "for") and line[index].key in words("body_heads"):
        return None
    if line[index].key == "general" and index + 1 < len(line) and line[index + 1].key in GENERAL:
        return None
    return Piece(PieceKind.TITLE, index, index + length)


GENERAL = frozenset(
    "license licence order notice permit election elections strike affairs terms conditions provisions purpose".split()
)
""" "General License 115A" is no general."""
CIVIL = frozenset("mr mrs ms miss mx dr prof professor sir dame lord lady".split())
_KIN = frozenset("son daughter brother sister wife husband widow".split())


_STYLES = frozenset("excellency majesty highness holiness eminence honour honor grace worship".split())


def _style_length(line: Sequence[Word], index: int, last: int) -> int:
    """How many words from `index` on are a form of address before a name: "H.E.", "Her Royal Highness"; 0 for none."""
    if line[index].text.startswith("H.") and line[index].key in ("h.e.", "hh", "hrh"):
        return 1
    if line[index].key not in ("his", "her", "their"):
        return 0
    keys = [w.key for w in line[index + 1 : min(last - 1, index + 4)]]
    return next((k + 2 for k, key in enumerate(keys) if key in _STYLES), 0)


def _office_length(line: Sequence[Word], index: int, last: int) -> int:
    """How many words from `index` on name an office, 0 for none; longest first."""
    if line[index].text in SHORT_OFFICES:
        return 1
    offices = words("office_nouns")
    for length in (3, 2, 1):
        if index + length <= last and "_".join(w.key for w in line[index : index + length]) in offices:
            return length
    return 0


def _plural_office_length(line: Sequence[Word], index: int, last: int) -> int:
    """ "Prime Ministers" in "Prime Ministers Ada Holm and Jan Birk": an office that several people hold, before a name."""
    offices = words("office_nouns")
    for length in (3, 2, 1):
        if index + length >= last or not line[index + length - 1].key.endswith("s"):
            continue
        office = "_".join(w.key for w in line[index : index + length])[:-1]
        if office in offices and _opens_list_of_names(line, index + length):
            return length
    return 0


def _opens_list_of_names(line: Sequence[Word], index: int) -> bool:
    """A given name, or a full name that the next one follows: "Ferrer of Lusania, ...", "Aldo Ferrer and"."""
    if is_given_name(line[index].text):
        return True
    last = index
    while last < len(line) and line[last].capital and last - index < 4:
        last += 1
    plain = not any(w.key in words("body_heads") or w.key in words("not_names") for w in line[index:last])
    following = line[last].text if last < len(line) else ""
    return plain and following in (",", "and", "of", "(", "from")


def key_of(line: Sequence[Word], first: int, last: int) -> str:
    """The comparable form of words [first, last)."""
    return name_key(" ".join(w.text for w in line[first:last]))
