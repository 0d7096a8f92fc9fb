"""What the tests themselves must be: the same in every run, whatever ran before them."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.internal.conjecture import providers


def test_examples_are_the_same_in_every_run() -> None:
    """One that fails once in a hundred runs stops a release that did not cause it."""
    assert settings.default is not None
    assert settings.default.derandomize
    assert len(providers._get_local_constants()) == 0
