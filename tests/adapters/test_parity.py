"""The chat platforms do not drift apart unnoticed: what one has and another lacks has a stated reason."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.desk.capabilities import COMMANDS, Capability, Declared
from bot.desk.requests import HELP
from bot.model.chat import ActionKind

PLATFORMS = [name for name in ("slack", "discord") if find_spec(f"adapters.{name}.capabilities")]


@pytest.fixture(params=PLATFORMS)
def declared(request: pytest.FixtureRequest) -> Declared:
    """What one adapter says of itself."""
    module = import_module(f"adapters.{request.param}.capabilities")
    found: Declared = getattr(module, request.param.upper())
    assert found.platform == request.param
    return found


def test_every_capability_is_declared_once(declared: Declared) -> None:
    """A new one must be built, or its absence explained, on each platform."""
    assert set(declared.has) | set(declared.lacks) == set(Capability)
    assert not set(declared.has) & set(declared.lacks)


def test_what_is_there_is_shown_by_a_test(declared: Declared) -> None:
    """The test exists under that name; renaming it must not leave a hollow claim."""
    folder = Path(__file__).parent / declared.platform
    for capability, where in declared.has.items():
        file, _, name = where.partition("::")
        assert f"def {name}(" in (folder / file).read_text("utf-8"), capability


def test_what_is_missing_has_a_reason(declared: Declared) -> None:
    """A sentence for the person who misses it."""
    assert all(len(reason.split()) >= 6 for reason in declared.lacks.values())


def test_no_capability_is_missing_everywhere() -> None:
    """Then it would be a wish and not a capability."""
    if len(PLATFORMS) < 2:
        pytest.skip("only one platform has declared itself")
    lacking = [
        set(getattr(import_module(f"adapters.{name}.capabilities"), name.upper()).lacks) for name in PLATFORMS
    ]

    assert not set.intersection(*lacking)


def test_the_commands_are_those_of_the_help_text() -> None:
    """One list; what help names can be used everywhere."""
    assert all(f"{name} " in HELP or name == "ask" for name in COMMANDS)


def test_every_button_has_a_capability() -> None:
    """A new kind of button is not forgotten in the list."""
    of_button = {
        ActionKind.SOURCES: Capability.SOURCES,
        ActionKind.PAGE: Capability.PAGING,
        ActionKind.QUOTE: Capability.QUOTE,
        ActionKind.WHY: Capability.WHY,
        ActionKind.SHARE: Capability.SHARE,
        ActionKind.REMIND: Capability.REMIND,
        ActionKind.CALENDAR: Capability.CALENDAR,
        ActionKind.GOOD: Capability.FEEDBACK,
        ActionKind.BAD: Capability.FEEDBACK_REASON,
        ActionKind.INGEST: Capability.LINKS,
        ActionKind.ASK: Capability.CONVERSATION,
    }

    assert set(of_button) == set(ActionKind)
