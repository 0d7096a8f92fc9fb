"""Which items belong together, when links between two of them are all that is known."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """A partition that only ever grows coarser: everything linked, directly or through others, is one group.

    The groups do not depend on the order of the links.
    """

    def __init__(self, items: Iterable[T]) -> None:
        self._parent: dict[T, T] = {item: item for item in items}

    def link(self, a: T, b: T) -> None:
        """Put `a` and `b`, and all that is linked to them, into one group."""
        self._parent[self.root(a)] = self.root(b)

    def root(self, item: T) -> T:
        """The item that stands for the group of `item` at this moment."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def linked(self, a: T, b: T) -> bool:
        """Whether they are in one group."""
        return self.root(a) == self.root(b)

    def all(self) -> tuple[tuple[T, ...], ...]:
        """The groups; items and groups in the order in which the items were given."""
        found: dict[T, list[T]] = {}
        for item in self._parent:
            found.setdefault(self.root(item), []).append(item)
        return tuple(tuple(group) for group in found.values())
