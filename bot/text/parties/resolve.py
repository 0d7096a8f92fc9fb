"""The public questions to this package: who is named in a text, which places are, and who a bare name stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties.appositions import bind_titles
from bot.text.parties.cast import Cast, office_holder, person_tokens, printed_name
from bot.text.parties.described import without_determiner
from bot.text.parties.descriptions import describe
from bot.text.parties.evidence import gather_evidence
from bot.text.parties.lexicon import is_given_name, words
from bot.text.parties.lines import note_tellers, read_lines
from bot.text.parties.names import name_everyone
from bot.text.parties.people import settle_people
from bot.text.parties.reader import Reader
from bot.text.parties.scan import PieceKind, pieces_of, table, words_of
from bot.text.parties.sorts import note_sorts
from bot.text.parties.surnames import link_bare_names
from bot.text.parties.tables import known_party, name_key
from bot.text.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words that name a place where something is or goes, not someone who acts: "in Moscow", "at Mill Creek"."""

    span: Span
    words: str


def find_mentions(
    text: str, sentences: Sequence[Span], *, watch: Sequence[Party] = (), title: str | None = None
) -> tuple[Mention, ...]:
    """Every naming of a party in `sentences`, sorted by span: names, titles, descriptions, pronouns, pairs.

    "The two sides" gives one mention a party on the same span. A state counts where it acts or owns; where it is only
    a place it is left to `find_places`. A pronoun or a surname that could mean two people is left out or keeps a key
    of its own. watch: parties that are recognised under all their names. title: the headline, for names in full.
    """
    return _read(text, tuple(sentences), tuple(watch), title)[0]


def find_places(text: str, sentences: Sequence[Span]) -> tuple[Place, ...]:
    """Names of places in `sentences`, in order: after prepositions of place, in datelines, or by their last word."""
    return tuple(Place(span=span, words=span.of(text)) for span in _read(text, tuple(sentences), (), None)[1])


def party_from_name(name: str) -> Party:
    """The party that a bare name stands for: one of the tables, a body by its last word, else a person.

    A lone surname keeps a key of its own unless the table of office holders knows exactly one bearer.
    """
    known = known_party(name)
    if known is not None:
        return known
    plain = " ".join(name.split()) or "?"
    tokens = person_tokens(plain)
    if len(tokens) > 1 and tokens[-1] in words("body_heads") and not is_given_name(tokens[0]):
        return Party(key=f"body:{name_key(plain)}", name=plain, kind=PartyKind.BODY)
    if tokens and tokens[-1] in words("office_nouns") and not is_given_name(tokens[0]):
        phrase = without_determiner(plain)
        return Party(key=f"office:{name_key(phrase)}", name=phrase, kind=PartyKind.UNNAMED)
    if len(tokens) == 1 and (tokens[0] in words("body_heads") or tokens[0] in words("body_nouns")):
        return Party(key=f"body:{tokens[0]}", name=plain, kind=PartyKind.BODY)
    cast = Cast()
    full = office_holder(plain)
    if full is not None:
        person = cast.person(printed_name(full))
        person.aliases[plain] = None
    elif len(tokens) > 1:
        person = cast.person(plain)
    else:
        person = cast.surname_only(plain)
    return person.party()


def described_party(phrase: str) -> Party:
    """A party that has no name: "a Kremlin aide" is one unnamed source, "growers" are a group."""
    plain = without_determiner(phrase)
    last = fold(plain.split(" of ")[0].split(" in ")[0].split()[-1]) if plain.split() else ""
    if last in words("group_nouns"):
        return Party(key=f"group:{name_key(plain)}", name=plain, kind=PartyKind.GROUP)
    if last in words("body_nouns"):
        return Party(key=f"body:{name_key(plain)}", name=plain, kind=PartyKind.BODY)
    return Party(key=f"unnamed:{name_key(plain)}", name=plain or phrase, kind=PartyKind.UNNAMED)


@lru_cache(maxsize=8)
def _read(
    text: str, sentences: tuple[Span, ...], watch: tuple[Party, ...], title: str | None
) -> tuple[tuple[Mention, ...], tuple[Span, ...]]:
    trie = table(watch)
    cast = Cast()
    lines, places = read_lines(text, sentences, trie)
    if title:
        _names_in_title(title, watch, cast)
    evidence = gather_evidence(lines, settle_people(lines))
    places += name_everyone(text, lines, cast, evidence)
    places += link_bare_names(text, lines, cast, evidence)
    note_sorts(lines)
    note_tellers(lines)
    descriptions = [describe(line) if not line.heading else [] for line in lines]
    reader = Reader(text, lines, cast, bind_titles(text, lines, descriptions))
    for line, found in zip(lines, descriptions, strict=True):
        reader.read(line, found)
    return reader.mentions(), tuple(sorted(set(places)))


def _names_in_title(title: str, watch: tuple[Party, ...], cast: Cast) -> None:
    """Full names of a headline belong to the cast, unless every word of the headline is capitalised."""
    line = words_of(title, Span(0, len(title)))
    letters = [w for w in line if w.text[0].isalpha()]
    if sum(w.capital for w in letters) > 0.6 * max(len(letters), 1):
        return
    for piece in pieces_of(line, title, table(watch)):
        name = piece.kind is PieceKind.NAME and 2 <= piece.last - piece.first <= 4
        if name and is_given_name(line[piece.first].text):
            cast.person(title[line[piece.first].start : line[piece.last - 1].end])
