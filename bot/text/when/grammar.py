"""Patterns over tokens, as a trie, and the chart that matches them. Knows no language and no calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.text.when.numbers import NumberWords, numbers_at
from bot.text.when.tokens import Form, Token


class Edge(NamedTuple):
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
    by_keys: what `by_key` holds for several keys together, as far as it was asked for.
    """

    words: dict[str, Node] = field(default_factory=dict)
    classes: dict[tuple[str, str], Node] = field(default_factory=dict)
    ends: list[Production] = field(default_factory=list)
    by_key: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    by_keys: dict[tuple[str, ...], tuple[Step, ...]] = field(default_factory=dict)

    def steps(self, keys: tuple[str, ...]) -> tuple[Step, ...]:
        """The steps by class from here that can begin with one of `keys`, each once."""
        known = self.by_keys.get(keys)
        if known is None:
            found = dict.fromkeys(step for key in keys for step in self.by_key.get(key, ()))
            known = tuple((name, capture, self.classes[name, capture]) for name, capture in found)
            self.by_keys[keys] = known
        return known


_NAME = ("{name}",)
Step = tuple[str, str, Node]  # a class, what it is captured as, and where it leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The words and patterns of a language, ready to match.

    lexicon: words by their first token; phrases: the trie of each class; rules: the trie of whole expressions.
    capitalised: classes whose words count only with a capital letter. firsts: what a class or the rules can begin
    with; openers: the words among these and behind them; followers: of an opening word that means nothing alone, what
    can stand next. With these most tokens are passed over at once. named: every key of the patterns, words in all spellings.
    told: the words, in small letters, that mean anything here.
    """

    lexicon: Mapping[str, Sequence[tuple[tuple[str, ...], str, object]]]
    capitalised: frozenset[str]
    numbers: NumberWords
    phrases: Mapping[str, Node]
    rules: Node
    firsts: Mapping[str, frozenset[str]]
    openers: frozenset[str]
    followers: Mapping[str, frozenset[str]]
    named: frozenset[str]
    told: frozenset[str]

    def may_open(self, token: Token) -> bool:
        """Whether an expression may begin with `token`, by a look at the word or mark alone; True for figures."""
        return (
            token.lower in self.openers
            or token.text in self.openers
            or (token.form is not Form.WORD and token.form is not Form.MARK)
            or ("{name}" in self.openers and token.text[0].isupper())
        )


class Chart:
    """The tokens of one text, with what was found on them so far."""

    def __init__(self, grammar: Grammar, tokens: Sequence[Token]) -> None:
        self._grammar = grammar
        self._tokens = tokens
        self._lexical: dict[int, Mapping[str, Sequence[Edge]]] = {}
        self._keys: dict[int, tuple[str, ...]] = {}
        self._phrases: dict[tuple[str, int], Sequence[Edge]] = {}

    def expressions(self, at: int) -> Sequence[tuple[Edge, Production, Captures]]:
        """The whole expressions that begin at token `at`, the longest first, then by rank of their rule."""
        grammar = self._grammar
        if not grammar.may_open(self._tokens[at]) or not self._may_go_on(at):
            return ()
        if grammar.firsts[""].isdisjoint(self._keys_at(at)):
            return ()
        found = [match for match in self._matches(grammar.rules, at) if self._fits(match[1], match[0])]
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
        found: list[tuple[int, Captures, list[Production]]] = []
        self._walk(root, at, {}, at, found)
        for end, captures, productions in found:
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
        found: list[tuple[int, Captures, list[Production]]],
    ) -> None:
        """Collect what ends in `node` and behind it, from token `at` on."""
        if node.ends:
            found.append((at, captures, node.ends))
        if at >= len(self._tokens):
            return
        token = self._tokens[at]
        if token.breaks and at > first:
            return
        if node.words:
            child = node.words.get(token.lower)
            if child is not None:
                self._walk(child, at + 1, captures, first, found)
            if token.text != token.lower:
                child = node.words.get(token.text)
                if child is not None:
                    self._walk(child, at + 1, captures, first, found)
        if node.by_key:
            for name, capture, child in node.steps(self._keys_at(at)):
                for edge in self._edges(name, at):
                    self._walk(child, edge.end, {**captures, capture: edge}, first, found)

    def _edges(self, name: str, at: int) -> Sequence[Edge]:
        root = self._grammar.phrases.get(name)
        if root is None:
            return self._lexical_at(at).get(name, ())
        known = self._phrases.get((name, at))
        if known is None:
            known = self._phrase_edges(root, at, self._grammar.firsts[name])
            self._phrases[name, at] = known
        return known

    def _phrase_edges(self, root: Node, at: int, firsts: frozenset[str]) -> Sequence[Edge]:
        """The phrases under `root` that begin at token `at`: of equally long ones the first in rank."""
        if firsts.isdisjoint(self._keys_at(at)):
            return ()
        best: dict[int, tuple[int, Edge]] = {}
        for edge, production, _ in self._matches(root, at):
            if edge.end not in best or production.rank < best[edge.end][0]:
                best[edge.end] = (production.rank, edge)
        return tuple(edge for _, edge in best.values())

    def _keys_at(self, at: int) -> tuple[str, ...]:
        """What token `at` is to the patterns: those of its words that any of them names, and its classes in braces."""
        known = self._keys.get(at)
        if known is None:
            token = self._tokens[at]
            if token.lower in self._grammar.told or (
                token.form is not Form.WORD and token.form is not Form.MARK
            ):
                known = self._told_keys(at)
            else:
                known = _NAME if token.text[0].isupper() else ()
            self._keys[at] = known
        return known

    def _told_keys(self, at: int) -> tuple[str, ...]:
        lower, text, named = self._tokens[at].lower, self._tokens[at].text, self._grammar.named
        words = (lower,) if lower == text else (lower, text)
        classes = (f"{{{name}}}" for name in self._lexical_at(at))
        return (*(word for word in words if word in named), *classes)

    def _lexical_at(self, at: int) -> Mapping[str, Sequence[Edge]]:
        known = self._lexical.get(at)
        if known is None:
            known = self._look_up(at)
            self._lexical[at] = known
        return known

    def _look_up(self, at: int) -> Mapping[str, Sequence[Edge]]:
        token, tokens, grammar = self._tokens[at], self._tokens, self._grammar
        named = token.text[0].isupper()
        second = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        found: dict[str, list[Edge]] = {}
        for words, name, value in grammar.lexicon.get(token.lower, ()):
            if len(words) > 1 and (words[1] != second or not self._goes_on(at, words)):
                continue
            if named or name not in grammar.capitalised:
                found.setdefault(name, []).append(Edge(at, at + len(words), value))
        for name, numbers in numbers_at(tokens, at, grammar.numbers).items():
            found[name] = [Edge(at, end, value) for end, value in numbers]
        if named and token.form is Form.WORD:
            found["name"] = [Edge(at, at + 1, token.text)]
        return found

    def _goes_on(self, at: int, words: tuple[str, ...]) -> bool:
        """Whether `words` stand at token `at`, of which two are known to."""
        tokens = self._tokens
        return at + len(words) <= len(tokens) and all(
            tokens[at + i].lower == words[i] for i in range(2, len(words))
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
