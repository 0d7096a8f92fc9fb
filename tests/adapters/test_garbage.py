"""What stays is not looked through for garbage again, and what becomes garbage is found all the same."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from adapters import garbage
from adapters.garbage import Garbage


class Ring:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """The other tests of this process get their garbage collected as ever."""
    yield
    gc.unfreeze()


def test_what_was_there_is_looked_through_no_more() -> None:
    """Otherwise an answer now and then waits while all that was read ahead is looked through."""
    kept = [[number] for number in range(1_000)]
    Garbage().set_aside()

    assert gc.get_freeze_count() > 1_000
    assert not any(one is kept for one in gc.get_objects())


def test_garbage_of_the_moment_is_not_kept() -> None:
    """A ring that nobody holds is gone before the rest is set aside."""
    ring = weakref.ref(Ring())
    Garbage().set_aside()

    assert ring() is None


def test_what_was_in_use_is_found_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that runs for weeks must not keep what every reading ahead found in use."""
    monkeypatch.setattr(garbage, "_THAWED", 3)
    setting, held = Garbage(), Ring()
    ring = weakref.ref(held)
    setting.set_aside()
    del held
    setting.set_aside()
    assert ring() is not None

    setting.set_aside()
    setting.set_aside()

    assert ring() is None
