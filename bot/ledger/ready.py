"""Facts made ready for comparison, kept for the next time: those of a running story are compared with each new article."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from bot.model.records import ToldFact

T = TypeVar("T")
F = TypeVar("F")

KEPT = 8192


class Ready(Generic[F, T]):
    """What `make` makes of a told fact, once for each fact and teller that are still the same objects.

    Values are told apart by identity, which costs nothing; the store hands out the same ones again. What is kept holds
    its fact and teller, so nothing else can come to stand in their place.
    """

    def __init__(self, make: Callable[[ToldFact, F], T]) -> None:
        self._make = make
        self._kept: dict[tuple[int, int], tuple[ToldFact, T]] = {}
        self._lock = Lock()

    def of(self, item: ToldFact, fact: F) -> T:
        """`item`, whose fact is `fact`, ready for comparison."""
        key = id(item.fact), id(item.told)
        held = self._kept.get(key)
        if held is None:
            held = item, self._make(item, fact)
            with self._lock:
                while len(self._kept) >= KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = held
        return held[1]
