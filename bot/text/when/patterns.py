"""Writes patterns into tries, and what the tries can begin and go on with. Knows no language and no calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.text.when.grammar import Node, Production


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


def next_keys(
    word: str, classes: frozenset[str], root: Node, phrases: Mapping[str, Node]
) -> frozenset[str] | None:
    """What can stand after `word`, which is of `classes`, where it begins a pattern under `root`; None when a pattern
    ends with it."""
    keys: set[str] = set()
    waiting, seen = [root], set[int]()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        waiting += [phrases[name] for name, _ in current.classes if name in phrases]
        by_word = [child for step, child in current.words.items() if step.lower() == word]
        by_class = [child for (name, _), child in current.classes.items() if name in classes]
        for child in (*by_word, *by_class):
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


def all_keys(root: Node) -> frozenset[str]:
    """Every word of the patterns under `root` and every key of their steps by class, once `index` has run."""
    keys: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        keys.update(node.words, node.by_key)
        waiting += [*node.words.values(), *node.classes.values()]
    return frozenset(keys)


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
