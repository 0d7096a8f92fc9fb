"""A language as data: reads its TOML file into words, patterns and frames, once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from bot.text.when.grammar import Grammar, Node, Production
from bot.text.when.numbers import FRACTIONS, NUMBER_CLASSES, NumberWords
from bot.text.when.patterns import (
    add_pattern,
    all_keys,
    first_keys,
    index,
    named_classes,
    next_keys,
)
from bot.text.when.readings import READINGS
from bot.text.when.tokens import tokenize

FILES = {"en": "english.toml"}
Words = frozenset[str]
Phrases = tuple[tuple[str, ...], ...]
Bounds = tuple[tuple[tuple[str, ...], str], ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Which words make what stands beside them past or future; fields as in the [frame] of the language file."""

    ahead: Words
    back: Words
    ahead_nouns: Words
    back_verbs_after_noun: Words
    moving: Words
    demanding: Words
    settled: Words
    rescheduling: Words
    towards: Words
    setting: Words
    undone: Words
    reporting: Words
    joiners: Words
    clause_breaks: Words
    articles: Words
    after_participle: Words
    modals: Words
    perfect: Words
    inviting: Words
    gatherings: Words
    perfect_be: Words
    cancelling: Words
    perfect_bare: Words
    possess: Words
    participle_be: Words
    present: Words
    present_be: Words
    past_be: Words
    past_endings: tuple[str, ...]
    not_past: Words
    infinitive: str
    gerund: str
    possessive: str
    not_infinitive: Words
    plural_endings: tuple[str, ...]
    stem_endings: tuple[str, ...]
    expiring: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Licences:
    """Neighbours that bare months and bare years need or refuse; fields as in [licence]."""

    doubtful: Words
    before: Words
    verbs: Words
    verb_before: Words
    verb_not_next: Words
    year_not_before: Words
    year_not_after: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """All that the tagger knows about one language.

    bounds, bounds_after: words before and after an expression, the longest first, and the bound they make; under the
        word that stands next to the expression. bounds_filler: words between the two, likewise.
    events: words that name an event, and which; verbs included.
    abbreviations: what ends in a full stop and no sentence, lower case. zone_word: what follows a place in the name of a
        zone ("Brussels time").
    """

    code: str
    grammar: Grammar
    frames: Frames
    licences: Licences
    bounds: Mapping[str, Bounds]
    bounds_after: Mapping[str, Bounds]
    bounds_filler: Mapping[str, Phrases]
    events: Mapping[str, str]
    dateline_dashes: Words
    dateline_words: int
    abbreviations: Words
    zone_word: str


@cache
def load(code: str = "en") -> Language:
    """The language with this code; KeyError for a code without a file, ValueError for a pattern that is wrong."""
    name = FILES[code]
    data = tomllib.loads(resources.files("bot.text.when").joinpath(name).read_text(encoding="utf-8"))
    return Language(
        code=code,
        grammar=_grammar(data),
        frames=Frames(**{key: _words(key, value) for key, value in data["frame"].items()}),
        licences=Licences(**{key: frozenset(value) for key, value in data["licence"].items()}),
        bounds=_by_word(_bounds(data["bounds"]), lambda item: item[0][-1]),
        bounds_after=_by_word(_bounds(data["bounds_after"]), lambda item: item[0][0]),
        bounds_filler=_by_word(
            sorted((_cut(w) for w in data["bounds_filler"]["words"]), key=len, reverse=True),
            lambda words: words[-1],
        ),
        events=data["words"]["event"] | data.get("event_verbs", {}),
        dateline_dashes=frozenset(data["dateline"]["dashes"]),
        dateline_words=data["dateline"]["words"],
        abbreviations=frozenset(data["sentences"]["abbreviations"]),
        zone_word=data["zones"]["word"],
    )


def _words(key: str, value: str | Sequence[str]) -> Any:
    if isinstance(value, str):
        return value
    return tuple(value) if key.endswith("_endings") else frozenset(value)


def _cut(words: str) -> tuple[str, ...]:
    return tuple(token.lower for token in tokenize(words))


def _bounds(table: Mapping[str, str]) -> Bounds:
    return tuple(sorted(((_cut(w), bound) for w, bound in table.items()), key=lambda item: -len(item[0])))


def _by_word(items: Sequence[T], word_of: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    """`items` under one of their words, in the order in which they came."""
    found: dict[str, tuple[T, ...]] = {}
    for item in items:
        found[word_of(item)] = (*found.get(word_of(item), ()), item)
    return found


def _grammar(data: Mapping[str, object]) -> Grammar:
    words: Mapping[str, Mapping[str, object]] = data["words"]  # type: ignore[assignment]
    lexicon: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
    for name, entries in words.items():
        for entry, value in entries.items():
            cut = _cut(entry)
            lexicon.setdefault(cut[0], []).append((cut, name, value))
    phrases: dict[str, Node] = {}
    rules = Node()
    macros: Mapping[str, str] = data["macro"]  # type: ignore[assignment]
    rank = 0
    for table in ("phrase", "rule"):
        for entry in data[table]:  # type: ignore[attr-defined]
            root = phrases.setdefault(entry["gives"], Node()) if table == "phrase" else rules
            production = _production(entry, rank)
            rank += 1
            for pattern in entry["patterns"]:
                for macro, meaning in macros.items():
                    pattern = pattern.replace(f"<{macro}>", meaning)
                add_pattern(root, pattern, production)
    _check(words, phrases, rules)
    firsts = {name: first_keys(node, phrases) for name, node in phrases.items()}
    for root in (rules, *phrases.values()):
        index(root, firsts)
    numbers = _numbers(data["numbers"])  # type: ignore[arg-type]
    rule_keys = first_keys(rules, phrases)
    followers = _followers(rule_keys, lexicon, numbers, rules, phrases)
    named = frozenset().union(*(all_keys(root) for root in (rules, *phrases.values())), *followers.values())
    return Grammar(
        lexicon=lexicon,
        capitalised=frozenset(data["capitalised"]),  # type: ignore[call-overload]
        numbers=numbers,
        phrases=phrases,
        rules=rules,
        firsts={**firsts, "": rule_keys},
        openers=_openers(rule_keys, lexicon, numbers),
        followers=followers,
        named=named,
        told=frozenset(key.lower() for key in named)
        | lexicon.keys()
        | numbers.units.keys()
        | numbers.tens.keys()
        | FRACTIONS.keys(),
    )


def _openers(
    rule_keys: Words,
    lexicon: Mapping[str, Sequence[tuple[tuple[str, ...], str, object]]],
    numbers: NumberWords,
) -> Words:
    """The words that a whole expression can begin with; "{name}" among them where any capitalised word may."""
    by_class = {
        word for word, entries in lexicon.items() if any(f"{{{name}}}" in rule_keys for _, name, _ in entries)
    }
    return rule_keys | by_class | numbers.units.keys() | numbers.tens.keys() | FRACTIONS.keys()


def _followers(
    rule_keys: Words,
    lexicon: Mapping[str, Sequence[tuple[tuple[str, ...], str, object]]],
    numbers: NumberWords,
    rules: Node,
    phrases: Mapping[str, Node],
) -> Mapping[str, Words]:
    """As `Grammar.followers`: of words like "the", which begin many patterns and far more sentences without one."""
    found: dict[str, Words] = {}
    for word in {key.lower() for key in rule_keys if key.isalpha()} | lexicon.keys():
        entries = lexicon.get(word, ())
        if word in numbers.units or word in numbers.tens:
            continue
        classes = frozenset(name for words, name, _ in entries if len(words) == 1)
        keys = next_keys(word, classes, rules, phrases)
        if keys is not None:
            found[word] = keys | {words[1] for words, _, _ in entries if len(words) > 1}
    return found


def _check(words: Mapping[str, object], phrases: Mapping[str, Node], rules: Node) -> None:
    known = frozenset(words) | frozenset(phrases) | NUMBER_CLASSES | {"name"}
    unknown = set().union(*(named_classes(root) for root in (rules, *phrases.values()))) - known
    if unknown:
        raise ValueError(f"patterns name classes that no words and no phrase give: {sorted(unknown)}")


def _production(entry: Mapping[str, object], rank: int) -> Production:
    def neighbours(key: str) -> Words:
        return frozenset(str(word).lower() for word in entry.get(key, ()))  # type: ignore[attr-defined]

    return Production(
        name=str(entry.get("name") or entry.get("gives")),
        rank=rank,
        reader=READINGS[str(entry["reads"])],
        constants=dict(entry.get("with", {})),  # type: ignore[call-overload]
        after=neighbours("after"),
        not_after=neighbours("not_after"),
        before=neighbours("before"),
        not_before=neighbours("not_before"),
    )


def _numbers(table: Mapping[str, object]) -> NumberWords:
    return NumberWords(
        units=dict(table["units"]),  # type: ignore[call-overload]
        tens=dict(table["tens"]),  # type: ignore[call-overload]
        scales=dict(table["scales"]),  # type: ignore[call-overload]
        suffixes=frozenset(table["suffixes"]),  # type: ignore[call-overload]
        joiner=str(table["joiner"]),
        half=_cut(str(table["half"])),
    )
