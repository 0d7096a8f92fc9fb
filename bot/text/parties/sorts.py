"""What sort of body each one is (airline, union, regulator, bloc), by its name, by the tables and by what the article calls it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.model.facts import PartyKind
from bot.text.parties.cast import Character
from bot.text.parties.lines import Line


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of bodies. nouns: what calls a body so. names: words in names that show it. keys: bodies of the table."""

    nouns: frozenset[str]
    names: frozenset[str]
    keys: frozenset[str]
    firm: bool


@lru_cache(maxsize=1)
def sorts() -> dict[str, Sort]:
    """Every sort by its name."""
    raw = files("bot.text.parties").joinpath("data", "sorts.toml").read_text(encoding="utf-8")
    return {
        name: Sort(
            nouns=frozenset(row["nouns"].split()),
            names=frozenset(row["names"].split()),
            keys=frozenset(f"body:{key}" for key in row.get("keys", "").split()),
            firm=row.get("firm", False),
        )
        for name, row in tomllib.loads(raw).items()
    }


@lru_cache(maxsize=512)
def sorts_of_noun(noun: str) -> frozenset[str]:
    """The sorts that a noun calls a body, {} for other words."""
    return frozenset(name for name, sort in sorts().items() if noun in sort.nouns)


@lru_cache(maxsize=2048)
def _sorts_of_name(key: str, tokens: tuple[str, ...]) -> frozenset[str]:
    words = set(tokens)
    return frozenset(name for name, sort in sorts().items() if key in sort.keys or words & sort.names)


def fit_of(noun: str, body: Character) -> str:
    """How a body fits a noun: "own" (called or named so), "same" sort, "firm", "open" (its sort is unknown) or "other"."""
    if noun in body.called or noun in body.tokens:
        return "own"
    wanted = sorts_of_noun(noun)
    shown = frozenset(s for called in body.called for s in sorts_of_noun(called)) - {"firm"}
    own = shown or _sorts_of_name(body.key, body.tokens)
    if own & wanted - {"firm"}:
        return "same"
    if not own:
        return "open" if not body.called else "firm" if "firm" in wanted else "open"
    known = sorts()
    if "firm" in wanted:
        return "firm" if any(known[s].firm for s in own) else "other"
    return "open" if own == {"firm"} and any(known[s].firm for s in wanted) else "other"


def takes_sides(body: Character) -> bool:
    """Whether a body can be one of two sides: a newspaper or a court tells of them and judges them."""
    return not _sorts_of_name(body.key, body.tokens) & {"newspaper", "court"}


def note_sorts(lines: Sequence[Line]) -> None:
    """Tell every body of the article what the words beside its name call it."""
    for line in lines:
        if line.heading:
            continue
        for naming in line.namings:
            body = naming.character
            if body is not None and body.kind is PartyKind.BODY:
                body.called.update(_before(line, naming.from_title))
                body.called.update(_after(line, naming.last))


_LINKS = frozenset(["-", "&"])
_BEHIND = frozenset("union bank party club group chain newspaper airline council bloc federation".split())
_QUALIFIES = frozenset("trade labour labor football political news opposition".split())
_OPENS = frozenset("the a an one its their his her britain's".split())
_ENDS = frozenset([",", ".", ";", ")", "of", "that", "which", "with", "in", "for", "behind", "-", "–", "—"])
_FAR = 7  # words between a name and the noun of its apposition


def _before(line: Line, first: int) -> Iterator[str]:
    """ "supermarket chain [Dellmart]", "the Danish operator, [Nordline]," """
    index = first - 1
    if index > 0 and line.words[index].text == "," and not line.words[index - 1].possessive:
        noun = line.words[index - 1].key
        opened = any(w.key in _OPENS or w.possessive for w in line.words[max(0, index - 6) : index - 1])
        after = next((w.text for w in line.words[first + 1 : first + 4] if not w.text[0].isalnum()), "")
        if opened and after == "," and sorts_of_noun(noun):
            yield noun
        return
    while index >= 0 and first - index < 4:
        word = line.words[index]
        if word.possessive or word.text in _LINKS or not sorts_of_noun(word.key):
            return
        if word.capital and index not in line.starts:
            return
        yield word.key
        index -= 1


def _after(line: Line, last: int) -> Iterator[str]:
    """ "[Unite] union", "[Nordline], the Danish operator that", "[Vantor] is a lender" """
    words = line.words
    if last >= len(words) or words[last - 1].possessive:
        return
    behind = last + 1 if words[last].key in _QUALIFIES else last
    if behind < len(words) and words[behind].key in _BEHIND and words[behind].text.islower():
        yield words[behind].key
    if words[last].text == "(":
        last += 3
    if last + 1 >= len(words) or (words[last].text != "," and words[last].key not in ("is", "was")):
        return
    opener = words[last + 1]
    if opener.key not in _OPENS and not opener.capital:
        return
    for index in range(last + 1, min(last + 1 + _FAR, len(words))):
        word = words[index]
        if not word.text[0].isalpha() and word.text not in _LINKS:
            return
        following = words[index + 1].key if index + 1 < len(words) else "."
        if sorts_of_noun(word.key) and following in _ENDS and not word.possessive:
            yield word.key
            return
