"""What a member is told when something cannot be done."""

from __future__ import annotations

import pytest

from bot.desk.digest_orders import DIGEST_HELP
from bot.desk.orders import read_order
from bot.desk.replies import reply_to_error
from bot.errors import InputError
from bot.model.chat import Notice


def told(error: InputError) -> str:
    body = reply_to_error(error).body
    assert isinstance(body, Notice)
    return body.text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (DIGEST_HELP, "Try: digest on 08:30"),
        ("which day? Such as: digest show 2025-08-06", "Which day? Such as:"),
        ("settings of articles; there are none of 'x'", "Settings of articles;"),
        ("a time is 00:00 to 23:59, got 25:00", "A time is 00:00 to 23:59, got 25:00."),
    ],
)
def test_what_to_write_is_shown_as_it_is_written(words: str, shown: str) -> None:
    """ "Digest on 08:30 ..." with a capital and a full stop reads as something that was done."""
    assert told(InputError(words)).startswith(shown)


@pytest.mark.parametrize(("name", "rest"), [("settings", "frobnicate"), ("feeds", "burn"), ("correct", "")])
def test_an_order_that_is_not_understood_shows_how_it_is_written(name: str, rest: str) -> None:
    """The commands stand there to be copied."""
    with pytest.raises(InputError) as raised:
        read_order(name, rest)

    assert told(raised.value).startswith(f"Try: {name}")
