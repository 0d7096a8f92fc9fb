"""Runs of capitalised words that may make one name, with the small words that join them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.text.parties.lexicon import is_given_name, words

if TYPE_CHECKING:
    from bot.text.parties.scan import Word

_JOINING = frozenset(["of", "for", "on", "and", "the", "to"])


def runs_of(line: Sequence[Word], text: str) -> Iterator[tuple[int, int]]:
    """(first, last) of every run of words that may make one name, in order."""
    index = 0
    while index < len(line):
        if not line[index].capital:
            index += 1
            continue
        last = index + 1
        while (following := _joined(line, text, index, last)) > last:
            last = following
        yield index, last
        index = last


def _joined(line: Sequence[Word], text: str, first: int, last: int) -> int:
    """Where the run [first, last) ends after one more name word; `last` itself when it ends there."""
    if last < len(line) and (_plural_owner(line, text, last) or _named_after_office(line, text, first, last)):
        return last + 1
    if last + 1 < len(line) and line[last].text == "&" and line[last + 1].capital and _touching(line, last):
        return last + 2  # "M&S"
    if last >= len(line) or line[last - 1].possessive or not _adjacent(line, text, last):
        return last
    word = line[last]
    if word.capital:
        return last + 1
    if word.text == "&" and last + 1 < len(line) and (line[last + 1].capital or _lone_letter(line, last + 1)):
        return last + 2
    if word.text in _OPENS_NICKNAME and _nickname(line, last):
        return last + 4
    if word.key in words("particles"):
        after = last + 1
        while after < len(line) and line[after].key in words("particles") and not line[after].capital:
            after += 1
        if after < len(line) and line[after].capital and _adjacent(line, text, after):
            return after + 1
    if word.key in _JOINING:
        return _joined_by_of(line, text, first, last)
    return last


_OPENS_NICKNAME = frozenset("\"“'‘(")
_CLOSES_NICKNAME = {'"': '"', "“": "”", "'": "'", "‘": "’", "(": ")"}


def _nickname(line: Sequence[Word], index: int) -> bool:
    """ "Arko “Koko” Widarto": what a person is called, set in marks between the given name and the surname."""
    if index + 3 >= len(line) or not (is_plain_name(line[index - 1].text) or _initials(line[index - 1].text)):
        return False
    called, closed, surname = line[index + 1 : index + 4]
    return (
        closed.text == _CLOSES_NICKNAME[line[index].text]
        and is_plain_name(called.text.replace("-", ""))
        and is_plain_name(surname.text)
        and called.start == line[index].end
        and closed.start == called.end
        and surname.key not in words("office_nouns")
    )


def _initials(word: str) -> bool:
    """ "T.K.": a given name of initials."""
    return word.endswith(".") and word.replace(".", "").isupper()


def is_plain_name(word: str) -> bool:
    """Whether a word is letters alone, the first one a capital and others small, as given names and surnames are."""
    return word[0].isupper() and len(word) > 1 and word.isalpha() and not word.isupper()


def _lone_letter(line: Sequence[Word], index: int) -> bool:
    """ "Eight & k": a single small letter of a company's name."""
    return len(line[index].text) == 1 and line[index].text.isalpha() and line[index].text not in "aI"


def _plural_owner(line: Sequence[Word], text: str, last: int) -> bool:
    """ "Drivers' Federation", "Nurses' Alliance": a body of those it is named after."""
    owner, body = line[last - 1], line[last]
    between = text[owner.end : body.start]
    return (
        owner.possessive
        and owner.text[-1] in "sS"
        and between in ("' ", "’ ")
        and body.capital
        and _heads_soon(line, last)
    )


def _heads_soon(line: Sequence[Word], index: int) -> bool:
    """Whether a word of bodies ends what is owned: "[Farmers'] United Mutual", "[People's] Coastal Financial"."""
    for word in line[index : index + 3]:
        if not word.capital:
            return False
        if word.key in words("body_heads") | _BODIES_OF:
            return True
        if word.possessive:
            return False
    return False


def _named_after_office(line: Sequence[Word], text: str, first: int, last: int) -> bool:
    """ "Sheriff's Office", "Prime Minister's Office", "People's Party": a body of its own, not that of a named owner."""
    owner, body = line[last - 1], line[last]
    if not (owner.possessive and body.capital) or text[owner.end : body.start] not in ("'s ", "’s "):
        return False
    if owner.key not in words("office_nouns") and owner.key not in _BEHIND_BODIES:
        return False
    if body.key in words("body_heads") | _BODIES_OF:
        return True
    return owner.key in ("people", "peoples")


_BEHIND_BODIES = frozenset(
    "people peoples women men children general examiner saint worker farmer teacher student".split()
)


def _touching(line: Sequence[Word], index: int) -> bool:
    return line[index - 1].end == line[index].start and line[index].end == line[index + 1].start


_BODIES_OF = frozenset(
    ["party", "movement", "council", "conference", "congress", "front", "circle", "committee"]
)


def _joined_by_of(line: Sequence[Word], text: str, first: int, last: int) -> int:
    run = [w.key for w in line[first:last]]
    opened = any(key in words("body_heads") or key in _OPENING for key in run) or run[-1] == "secretary"
    if line[last].key in ("and", "&") and (end := _spelt_in_brackets(line, first, last)) > last:
        return end
    if line[last].key == "and" and (_two_fields(line, first, last) or _one_panel(line, first, last)):
        return last + 2
    if line[last].key in ("and", "the", "to") and "of" not in run and "for" not in run:
        return last
    after = last + 1
    if after < len(line) and line[after].key == "the" and not line[after].capital:
        after += 1
    if opened and after < len(line) and line[after].capital and _adjacent(line, text, after):
        if line[last].key == "and" and not _still_of(line, first, last, after):
            return last
        return after + 1
    return last


def _spelt_in_brackets(line: Sequence[Word], first: int, last: int) -> int:
    """Where a name of two parts ends that initials in brackets make one: "Bakers Food and Allied Workers Union (BFAWU)"; else `last`."""
    end = last + 1
    while end < len(line) and line[end].capital:
        end += 1
    if (
        end + 2 >= len(line)
        or (line[end].text, line[end + 2].text) != ("(", ")")
        or not line[end + 1].text.isupper()
    ):
        return last
    initials = "".join(w.text[0] for w in line[first:end] if w.capital and w.key != "the")
    return end if line[end + 1].text == initials and len(initials) > 2 else last


def _two_fields(line: Sequence[Word], first: int, last: int) -> bool:
    """ "Competition and Markets Authority", "Food and Drug Administration": a body named after two fields."""
    end = last + 2
    while end < len(line) and line[end].capital and end - last < 5:
        end += 1
    fields = words("fields")
    named = last + 1 < len(line) and line[last + 1].capital and line[last + 1].key in fields
    return (
        named
        and line[last - 1].key in fields
        and end > last + 2
        and any(line[k].key in words("body_heads") for k in range(last + 2, end))
    )


_OPENING = frozenset(["house", "isle", "city", "county", "borough"])
_PANELS = frozenset(
    ["committee", "commission", "board", "department", "ministry", "subcommittee", "directorate"]
)


def _one_panel(line: Sequence[Word], first: int, last: int) -> bool:
    """ "the Control and Constitution Committee": with an article, the first word is no name of its own."""
    end = last + 1
    while end < len(line) and line[end].capital and end - last < 5:
        end += 1
    panel = end > last + 2 and line[end - 1].key in _PANELS
    return panel and last - first == 1 and first > 0 and line[first - 1].key == "the"


def _still_of(line: Sequence[Word], first: int, last: int, after: int) -> bool:
    """ "Ministry of Trade and Industry" goes on; "Ministry of Defence and Sergei Shoigu" does not."""
    follows_name = is_given_name(line[after].text) or line[after].key in words("not_names")
    return not follows_name and line[last - 2].key in ("of", "for")


def _adjacent(line: Sequence[Word], text: str, index: int) -> bool:
    between = text[line[index - 1].end : line[index].start]
    return between.isspace() and between.count("\n") < 2
