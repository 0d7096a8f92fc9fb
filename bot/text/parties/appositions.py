"""Binds titles to names that stand beside them: "Steve Witkoff, the special envoy," or "its press secretary, Karoline"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.facts import PartyKind
from bot.text.cues import NOUN_LIKE, REPORTING_VERBS
from bot.text.parties.cast import Character
from bot.text.parties.descriptions import QUALIFYING, Described, Description, office_follows
from bot.text.parties.endings import phrase_end
from bot.text.parties.lexicon import words
from bot.text.parties.lines import Line, Naming
from bot.text.parties.scan import PieceKind, Use
from bot.text.parties.tables import state_of_party

_FILLERS = frozenset(
    [
        "once",
        "now",
        "then",
        "also",
        "formerly",
        "currently",
        "who",
        "is",
        "was",
        "himself",
        "herself",
        "until",
        "recently",
        "still",
    ]
)
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their", "one"])
_ROLE_VERBS = frozenset(
    "advises advised runs ran heads headed leads led chairs chaired represents represented owns founded speaks coordinates oversees".split()
)
_BREAKS = frozenset(
    "said says told met will would has have had are were and but or which that to in on at with by from".split()
)


def bind_titles(
    text: str, lines: Sequence[Line], descriptions: Sequence[Sequence[Description]]
) -> dict[tuple[int, int], Character]:
    """Give every title beside a name to its character.

    Returns the descriptions that are such titles, by (line, first word), with whom they mean.
    """
    bound: dict[tuple[int, int], Character] = {}
    for line, found in zip(lines, descriptions, strict=True):
        for naming in line.namings:
            if naming.character is None:
                continue
            if naming.character.kind is PartyKind.PERSON:
                _title_after(text, line, naming)
                _affiliation(line, naming)
                _owner_before(line, naming)
            for description in found:
                if _names_what_it_is(line, naming, description):
                    bound[line.index, description.first] = naming.character
                elif _beside(line, naming, description) and _fits(naming, description):
                    _entitle(text, line, naming, description.first, description.until, description.last)
                    bound[line.index, description.first] = naming.character
    return bound


_QUALIFIES = frozenset("retired former acting veteran".split())


def _names_what_it_is(line: Line, naming: Naming, d: Description) -> bool:
    """ "The airline Norwind", "the regional bloc ECOWAS": a body behind the noun that calls it so."""
    assert naming.character is not None
    bodies = d.what is Described.BODY and naming.character.kind is PartyKind.BODY
    return bodies and d.last == naming.first and not line.words[d.last - 1].possessive


def _fits(naming: Naming, description: Description) -> bool:
    assert naming.character is not None
    if naming.character.kind is PartyKind.PERSON:
        return description.what is Described.PERSON
    if naming.character.kind is PartyKind.BODY:
        return description.what is Described.BODY and naming.use is None
    return False


def _beside(line: Line, naming: Naming, d: Description) -> bool:
    """Whether a description stands in apposition to a name."""
    if d.until == naming.from_title or d.last == naming.from_title:
        return d.what is Described.PERSON  # "special envoy Steve Witkoff"
    if (
        d.what is Described.PERSON
        and d.last < naming.from_title
        and _identified(line, d.last, naming.from_title)
    ):
        return True
    begin = naming.from_title
    if begin > 1 and line.words[begin - 1].key in _QUALIFIES:
        begin -= 1  # "the mediator, retired judge Ada Holm,"
    if d.until + 1 == begin and line.words[d.until].text == ",":
        after = line.words[naming.last].text if naming.last < len(line.words) else "."
        return after in (",", ".", ";", ")", "and", "said", "-", "–", "—") or d.determiner in (
            "his",
            "her",
            "its",
            "'s",
            "their",
        )
    if naming.last + 1 == d.first and line.words[naming.last].text in (",", "(", "–", "—", "-"):
        after = line.words[d.until].text if d.until < len(line.words) else "."
        return after in (",", ".", ";", ")", "–", "—", "-", "who", "and", "on", "with", "at") and not _listed(
            line, naming, d
        )
    return False


def _identified(line: Line, after: int, before: int) -> bool:
    """ "The suspect was identified on Wednesday as Ada Holm": the words between a description and its name."""
    between = [w.key for w in line.words[after:before]]
    return (
        2 < len(between) < 9
        and between[-1] == "as"
        and bool(_IDENTIFIED & set(between[1:3]))
        and between[0] in _BE
    )


_IDENTIFIED = frozenset(["identified", "named"])
_BE = frozenset(["was", "is", "has", "were"])


def _listed(line: Line, naming: Naming, d: Description) -> bool:
    """ "Trump, the envoy and the secretary of state met ..." is a list, not an apposition."""
    return (
        d.until < len(line.words)
        and line.words[d.until].text == "and"
        and line.words[naming.last].text == ","
    )


def _title_after(text: str, line: Line, naming: Naming) -> None:
    """ "Kirill Dmitriev, head of Russia's sovereign wealth fund," and "Yuri Ushakov, who advises the president," """
    index = naming.last
    if index + 1 >= len(line.words) or line.words[index].text != ",":
        return
    index += 1
    while index < len(line.words) and line.words[index].key in _FILLERS:
        index += 1
    if index < len(line.words) and line.words[index].key in _ROLE_VERBS:
        if line.words[index - 1].key == "who":
            _entitle(text, line, naming, index, _clause_end(line, index), index + 1)
        return
    start = index
    for offset in range(8):
        position = index + offset
        if position >= len(line.words):
            return
        word = line.words[position]
        if word.key in _BREAKS or (not word.text[0].isalpha() and word.text != "-"):
            return
        if word.key in words("office_nouns"):
            if word.possessive or (word.key in QUALIFYING and office_follows(line, position)):
                continue  # "the Russian president's investment envoy" is no president
            following = line.words[position + 1] if position + 1 < len(line.words) else None
            if following is not None and following.key in words("office_nouns"):
                continue
            if following is not None and following.capital and not word.possessive:
                return  # the office belongs to the next name of a list
            if following is not None and following.key in REPORTING_VERBS and following.key not in NOUN_LIKE:
                return  # "... and Omar Lind, the official said": somebody else
            _entitle(text, line, naming, start, phrase_end(line, position + 1), position + 1)
            return


def _clause_end(line: Line, index: int) -> int:
    end = index
    while (
        end < len(line.words)
        and end - index < 10
        and line.words[end].text not in (",", ".", ";", ")", "–", "—")
    ):
        end += 1
    return end


def _affiliation(line: Line, naming: Naming) -> None:
    """ "Ana Lovrek (Dravia)" """
    after = line.words[naming.last : naming.last + 3]
    if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].capital:
        assert naming.character is not None
        naming.character.states.add(_state_at(line, naming.last + 1) or after[1].key)


def _owner_before(line: Line, naming: Naming) -> None:
    """ "Azerbaijan's Ilham Aliyev", "the Kremlin's Yuri Ushakov" """
    index = naming.from_title - 1
    if index >= 0 and line.words[index].possessive and naming.character is not None:
        state = _state_at(line, index)
        if state is not None:
            naming.character.states.add(state)


def _state_at(line: Line, index: int) -> str | None:
    for piece in line.pieces:
        if piece.first <= index < piece.last and piece.kind is PieceKind.TABLE and piece.party is not None:
            return state_of_party(piece.party) or piece.party.key
    return None


def _entitle(text: str, line: Line, naming: Naming, first: int, until: int, core_end: int) -> None:
    assert naming.character is not None
    start = first
    while start < until - 1 and line.words[start].key in _DETERMINERS:
        start += 1
    if until <= start:
        return
    begin = line.words[start].start
    naming.character.give_title(
        text[begin : line.words[until - 1].end], core=text[begin : line.words[core_end - 1].end]
    )
    for piece in line.pieces:
        inside = first <= piece.first < until and piece.party is not None
        if (
            inside
            and piece.party is not None
            and (piece.use is not Use.NAME or _adjectival(line, piece.first, piece.last))
        ):
            naming.character.states.add(state_of_party(piece.party) or piece.party.key)
            break


def _adjectival(line: Line, first: int, last: int) -> bool:
    """A state's name tells whose office it is when it owns or is an abbreviation: "Russia's", "US", but not "Ukraine envoy"."""
    return line.words[last - 1].possessive or line.words[first].text.replace(".", "").isupper()
