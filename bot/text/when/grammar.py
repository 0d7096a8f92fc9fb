"""Patterns over tokens, as a trie, and the chart that matches them. Knows no language and no calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.text.when.numbers import FRACTIONS, NumberWords, numbers_at
from bot.text.when.tokens import Form, Token


@dataclass(frozen=True, slots=True)
class Edge:
    """Tokens `[start, end)` that are of a class, and what they mean."""

    start: int
    end: int
    value: object


Captures = dict[str, Edge]
Reader = Callable[[Mapping[str, object], Captures], object | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """What to do with matched tokens.

    reader: makes the meaning from constants and captures, or None when these words mean nothing.
    after, not_after, before, not_before: neighbouring words it needs or refuses, lower case; empty sets ask nothing.
    """

    name: str
    rank: int
    reader: Reader
    constants: Mapping[str, object]
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()


@dataclass(slots=True)
class Node:
    """One step in a trie of patterns: by word, by class, and what ends here.

    by_key: the steps by class again, under everything that such a class can begin with; `index` fills it.
    """

    words: dict[str, Node] = field(default_factory=dict)
    classes: dict[tuple[str, str], Node] = field(default_factory=dict)
    ends: list[Production] = field(default_factory=list)
    by_key: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The words and patterns of a language, ready to match.

    lexicon: words by their first token; phrases: the trie of each class; rules: the trie of whole expressions.
    capitalised: classes whose words count only with a capital letter. firsts: what a class or the rules can begin
    with; openers: the words among these and behind them; followers: of an opening word that means nothing alone, what
    can stand next. With these most tokens are passed over at once.
    """

    lexicon: Mapping[str, Sequence[tuple[tuple[str, ...], str, object]]]
    capitalised: frozenset[str]
    numbers: NumberWords
    phrases: Mapping[str, Node]
    rules: Node
    firsts: Mapping[str, frozenset[str]]
    openers: frozenset[str]
    followers: Mapping[str, frozenset[str]]

    def may_open(self, token: Token) -> bool:
        """Whether an expression may begin with `token`, by a look at the word alone; True for what is no word."""
        return (
            token.form is not Form.WORD
            or token.lower in self.openers
            or token.text in self.openers
            or ("{name}" in self.openers and token.text[0].isupper())
        )

    def is_plain(self, word: str) -> bool:
        """Whether a word in small letters belongs to no class, or to that of names alone."""
        numbers = self.numbers
        return not (
            word in self.lexicon or word in numbers.units or word in numbers.tens or word in FRACTIONS
        )


class Chart:
    """The tokens of one text, with what was found on them so far."""

    def __init__(self, grammar: Grammar, tokens: Sequence[Token]) -> None:
        self._grammar = grammar
        self._tokens = tokens
        self._lexical: list[dict[str, list[Edge]] | None] = [None] * len(tokens)
        self._keys: list[tuple[str, ...] | None] = [None] * len(tokens)
        self._phrases: dict[tuple[str, int], Sequence[Edge]] = {}

    def expressions(self, at: int) -> list[tuple[Edge, Production, Captures]]:
        """The whole expressions that begin at token `at`, the longest first, then by rank of their rule."""
        if not self._grammar.may_open(self._tokens[at]) or not self._may_go_on(at):
            return []
        if self._grammar.firsts[""].isdisjoint(self._keys_at(at)):
            return []
        found = [
            (edge, production, captures)
            for edge, production, captures in self._matches(self._grammar.rules, at)
            if self._fits(production, edge)
        ]
        return sorted(found, key=lambda item: (-item[0].end, item[1].rank))

    def _may_go_on(self, at: int) -> bool:
        """Whether what stands after token `at` can follow it in an expression."""
        followers = self._grammar.followers.get(self._tokens[at].lower)
        if followers is None:
            return True
        return at + 1 < len(self._tokens) and not followers.isdisjoint(self._keys_at(at + 1))

    def phrase(self, name: str, at: int) -> Sequence[Edge]:
        """The phrases of a class that begin at token `at`."""
        return self._edges(name, at)

    def words(self, name: str, at: int) -> Sequence[Edge]:
        """The words of a class that begin at token `at`."""
        return self._lexical_at(at).get(name, ())

    def _matches(self, root: Node, at: int) -> Iterator[tuple[Edge, Production, Captures]]:
        reached: list[tuple[int, Captures, list[Production]]] = []
        self._walk(root, at, {}, at, reached)
        for end, captures, productions in reached:
            for production in productions:
                meaning = production.reader(production.constants, captures)
                if meaning is not None:
                    yield Edge(at, end, meaning), production, captures

    def _walk(
        self,
        node: Node,
        at: int,
        captures: Captures,
        first: int,
        reached: list[tuple[int, Captures, list[Production]]],
    ) -> None:
        """Add to `reached` where patterns under `node` end: the token after, what was captured, and what ends there."""
        if node.ends:
            reached.append((at, captures, node.ends))
        if at >= len(self._tokens):
            return
        token = self._tokens[at]
        if token.breaks and at > first:
            return
        if node.words:
            child = node.words.get(token.lower)
            if child is not None:
                self._walk(child, at + 1, captures, first, reached)
            if token.text != token.lower:
                child = node.words.get(token.text)
                if child is not None:
                    self._walk(child, at + 1, captures, first, reached)
        if node.by_key:
            steps: list[tuple[str, str]] = []
            for key in self._keys[at] or self._keys_at(at):
                steps += node.by_key.get(key, ())
            for step in steps if len(steps) < 2 else dict.fromkeys(steps):
                name, capture = step
                for edge in self._edges(name, at):
                    self._walk(node.classes[step], edge.end, {**captures, capture: edge}, first, reached)

    def _edges(self, name: str, at: int) -> Sequence[Edge]:
        root = self._grammar.phrases.get(name)
        if root is None:
            return self._lexical_at(at).get(name, ())
        known = self._phrases.get((name, at))
        if known is None:
            if self._grammar.firsts[name].isdisjoint(self._keys_at(at)):
                known = ()
            else:
                best: dict[int, tuple[int, Edge]] = {}
                for edge, production, _ in self._matches(root, at):
                    if edge.end not in best or production.rank < best[edge.end][0]:
                        best[edge.end] = (production.rank, edge)
                known = tuple(edge for _, edge in best.values())
            self._phrases[name, at] = known
        return known

    def _keys_at(self, at: int) -> tuple[str, ...]:
        known = self._keys[at]
        if known is None:
            token = self._tokens[at]
            words = (token.lower,) if token.text == token.lower else (token.lower, token.text)
            if token.form is Form.WORD and self._grammar.is_plain(token.lower):
                known = (*words, "{name}") if token.text[0].isupper() else words
            else:
                known = (*words, *[f"{{{name}}}" for name in self._lexical_at(at)])
            self._keys[at] = known
        return known

    def _lexical_at(self, at: int) -> dict[str, list[Edge]]:
        known = self._lexical[at]
        if known is None:
            known = self._lexical[at] = self._look_up(at)
        return known

    def _look_up(self, at: int) -> dict[str, list[Edge]]:
        token, found = self._tokens[at], dict[str, list[Edge]]()
        following = self._tokens[at + 1].lower if at + 1 < len(self._tokens) else None
        for words, name, value in self._grammar.lexicon.get(token.lower, ()):
            if len(words) > 1 and (words[1] != following or not self._stands(at, words)):
                continue
            if name in self._grammar.capitalised and not token.text[0].isupper():
                continue
            found.setdefault(name, []).append(Edge(at, at + len(words), value))
        for name, numbers in numbers_at(self._tokens, at, self._grammar.numbers).items():
            found[name] = [Edge(at, end, value) for end, value in numbers]
        if token.form is Form.WORD and token.text[0].isupper():
            found["name"] = [Edge(at, at + 1, token.text)]
        return found

    def _stands(self, at: int, words: Sequence[str]) -> bool:
        """Whether these words stand at token `at`."""
        here = self._tokens[at : at + len(words)]
        return len(here) == len(words) and all(
            token.lower == word for token, word in zip(here, words, strict=True)
        )

    def _fits(self, production: Production, edge: Edge) -> bool:
        if production.after or production.not_after:
            previous = self._neighbour(edge.start - 1)
            if production.after and previous not in production.after:
                return "<counted>" in production.after and self._is_counted(edge.start - 1)
            if previous in production.not_after:
                return False
        if production.before or production.not_before:
            following = self._neighbour(edge.end)
            if production.before and following not in production.before:
                return False
            if following in production.not_before:
                return False
        return True

    def _is_counted(self, at: int) -> bool:
        """Whether a word stands at token `at` with a number right before it."""
        return at > 0 and self._tokens[at].form is Form.WORD and "int" in self._lexical_at(at - 1)

    def _neighbour(self, at: int) -> str:
        if not 0 <= at < len(self._tokens):
            return "^"
        token = self._tokens[at]
        return "<number>" if token.form in (Form.DIGITS, Form.DECIMAL) else token.lower


def add_pattern(root: Node, pattern: str, production: Production) -> None:
    """Write a pattern into the trie; raises ValueError when its brackets do not match."""
    for steps in _expand(_parse(pattern)):
        node = root
        for step in steps:
            if step.startswith("{"):
                name, _, capture = step[1:-1].partition(":")
                node = node.classes.setdefault((name, capture or name), Node())
            else:
                node = node.words.setdefault(step, Node())
        if not steps:
            raise ValueError(f"a pattern needs at least one word: {pattern!r}")
        node.ends.append(production)


def first_keys(node: Node, phrases: Mapping[str, Node]) -> frozenset[str]:
    """What the patterns under `node` can begin with: words, and classes in braces."""
    keys: set[str] = set()
    waiting, seen = [node], set[int]()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        keys.update(current.words)
        for name, _ in current.classes:
            if name in phrases:
                waiting.append(phrases[name])
            else:
                keys.add(f"{{{name}}}")
    return frozenset(keys)


def next_keys(word: str, root: Node, phrases: Mapping[str, Node]) -> frozenset[str] | None:
    """What can stand after `word` where it begins a pattern under `root`; None when a pattern ends with it."""
    keys: set[str] = set()
    waiting, seen = [root], set[int]()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        waiting += [phrases[name] for name, _ in current.classes if name in phrases]
        for step, child in current.words.items():
            if step.lower() == word:
                if child.ends:
                    return None
                keys |= first_keys(child, phrases)
    return frozenset(keys)


def index(root: Node, firsts: Mapping[str, frozenset[str]]) -> None:
    """Fill `by_key` of every node under `root`, so that a token is tried only where it can fit."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for step, child in node.classes.items():
            for key in firsts.get(step[0], (f"{{{step[0]}}}",)):
                node.by_key.setdefault(key, []).append(step)
            waiting.append(child)
        waiting.extend(node.words.values())


_Item = str | tuple[list["_Item"], ...]


def _parse(pattern: str) -> list[tuple[_Item, bool]]:
    words = pattern.replace("\\(", " \x01 ").replace("\\)", " \x02 ")
    words = words.replace("(", " ( ").replace(")?", " )? ").replace("|", " | ")
    words = words.replace(")", " ) ").replace(" ) ?", " )?")
    items, rest = _sequence(words.split(), pattern)
    if rest:
        raise ValueError(f"brackets do not match: {pattern!r}")
    return items


def _sequence(words: list[str], pattern: str) -> tuple[list[tuple[_Item, bool]], list[str]]:
    items: list[tuple[_Item, bool]] = []
    while words and words[0] not in (")", ")?", "|"):
        word, *words = words
        if word == "(":
            options = []
            while True:
                option, words = _sequence(words, pattern)
                options.append(option)
                if not words:
                    raise ValueError(f"brackets do not match: {pattern!r}")
                mark, *words = words
                if mark != "|":
                    break
            items.append((tuple(options), mark == ")?"))  # type: ignore[arg-type]
        elif word.endswith("?") and len(word) > 1:
            items.append((word[:-1], True))
        elif word == "?":
            items[-1] = (items[-1][0], True)
        else:
            items.append((word.replace("\x01", "(").replace("\x02", ")"), False))
    return items, words


def _expand(items: Sequence[tuple[_Item, bool]]) -> list[list[str]]:
    results: list[list[str]] = [[]]
    for item, optional in items:
        if isinstance(item, str):
            options = [[item]]
        else:
            options = [steps for option in item for steps in _expand(option)]  # type: ignore[arg-type]
        if optional:
            options = [[], *options]
        results = [result + option for result in results for option in options]
    return results


def named_classes(root: Node) -> frozenset[str]:
    """Every class that a pattern under `root` names."""
    names: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        names.update(name for name, _ in node.classes)
        waiting += [*node.words.values(), *node.classes.values()]
    return frozenset(names)
