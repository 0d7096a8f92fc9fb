"""The events of a stream, wherever the network cuts it."""

from __future__ import annotations

import pytest

from bot.llm.events import EventReader

STREAM = 'data: {"a": 1}\n\n: a comment\nevent: note\ndata: two\r\ndata: lines é\r\n\r\nid: 7\n\ndata:three\r\rdata: [DONE]\n\n'
EVENTS = ['{"a": 1}', "two\nlines é", "three", "[DONE]"]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 1000])
def test_events_are_the_same_wherever_the_network_cuts(size: int) -> None:
    """A reading may end in the middle of a letter, or between the two marks that end a line."""
    reader, stream = EventReader(), STREAM.encode()
    found = [
        data for start in range(0, len(stream), size) for data in reader.feed(stream[start : start + size])
    ]

    assert found == EVENTS


def test_an_event_without_its_end_is_none() -> None:
    """What the server did not finish was not said."""
    reader = EventReader()

    assert reader.feed(b"data: one\n\ndata: tw") == ["one"]
    assert reader.feed(b"o\n") == []


def test_words_that_are_no_text_are_refused() -> None:
    """Nobody guesses what broken letters meant."""
    with pytest.raises(UnicodeDecodeError):
        EventReader().feed(b"data: \xff\n\n")
