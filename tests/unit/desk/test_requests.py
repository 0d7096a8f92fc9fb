"""What people write in a chat is understood the same on every platform."""

from __future__ import annotations

import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.digest_orders import DigestRequest
from bot.desk.requests import (
    Ask,
    Brief,
    Help,
    IngestRequest,
    ListDeadlines,
    ListMeetings,
    Manners,
    Request,
    Verify,
    read_message,
)
from bot.errors import InputError

TODAY = date(2025, 8, 6)  # a Wednesday

DAILY = frozenset(range(7))


def read(text: str) -> Request:
    return read_message(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("Who met Putin?", Ask(text="Who met Putin?")),
        ("Met Putin with anybody last week?", Ask(text="Met Putin with anybody last week?")),
        ("help", Help()),
        ("", Help()),
        ("/met help", Help()),
        ("brief Steve Witkoff", Brief(subject="Steve Witkoff")),
        ("met", ListMeetings()),
        ("met Putin, Witkoff", ListMeetings(parties=("Putin", "Witkoff"))),
        (
            "/met Putin and Witkoff since 1 August 2025",
            ListMeetings(parties=("Putin", "Witkoff"), first=date(2025, 8, 1)),
        ),
        (
            "met Putin last week",
            ListMeetings(parties=("Putin",), first=date(2025, 7, 28), last=date(2025, 8, 3)),
        ),
        ("deadlines Russia by 31 August 2025", ListDeadlines(parties=("Russia",), last=date(2025, 8, 31))),
        (
            "deadlines between 1 August 2025 and 9 August 2025",
            ListDeadlines(first=date(2025, 8, 1), last=date(2025, 8, 9)),
        ),
        ('verify "useful and constructive"', Verify(text="useful and constructive")),
        ("ingest https://example.org/a", IngestRequest(text="https://example.org/a")),
        ("digest preview", DigestRequest(action="preview")),
        ("digest", DigestRequest(action="show")),
        ("digest show 2025-08-01", DigestRequest(action="show", day=date(2025, 8, 1))),
        (
            "digest on 8:30 Europe/Paris weekdays about Russia",
            DigestRequest(
                action="on",
                at=time(8, 30),
                zone="Europe/Paris",
                weekdays=frozenset(range(5)),
                topics=("Russia",),
            ),
        ),
        ("digest 7pm", DigestRequest(action="on", at=time(19))),
        ("digest on 09:00 mon+thu", DigestRequest(action="on", at=time(9), weekdays=frozenset({0, 3}))),
        ("digest on 8.30 am every day", DigestRequest(action="on", at=time(8, 30), weekdays=DAILY)),
        ("digest on 8 utc", DigestRequest(action="on", at=time(8), zone="UTC")),
        (
            "digest on at 12 pm in america/new_york, Monday, Wednesday and Fridays",
            DigestRequest(action="on", at=time(12), zone="America/New_York", weekdays=frozenset({0, 2, 4})),
        ),
        ("digest on fri-mon", DigestRequest(action="on", weekdays=frozenset({4, 5, 6, 0}))),
        ("digest on Norway Denmark", DigestRequest(action="on", topics=("Norway", "Denmark"))),
        (
            "digest on Bank of Norway, grain prices silent",
            DigestRequest(action="on", topics=("Bank of Norway", "grain prices"), empty="silent"),
        ),
        (
            "digest on weekends length full about Black Friday sales and Anna Kovar",
            DigestRequest(
                action="on",
                weekdays=frozenset({5, 6}),
                length="full",
                topics=("Black Friday sales", "Anna Kovar"),
            ),
        ),
        ("digest at 8", DigestRequest(action="on", at=time(8))),
        ("digest stop", DigestRequest(action="off")),
        (
            "digest on about Norway at weekends",
            DigestRequest(action="on", weekdays=frozenset({5, 6}), topics=("Norway",)),
        ),
        (
            "digest on about Norway every Monday and Friday",
            DigestRequest(action="on", weekdays=frozenset({0, 4}), topics=("Norway",)),
        ),
        ("digest change 09:00", DigestRequest(action="change", at=time(9))),
        ("digest change about everything", DigestRequest(action="change", topics=())),
        (
            "digest change empty line length channel",
            DigestRequest(action="change", empty="line", length="channel"),
        ),
    ],
)
def test_a_message_is_understood(text: str, request_: Request) -> None:
    """Commands and questions come in every form; each has one meaning."""
    assert read(text) == request_


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("brief", "brief whom or what"),
        ("verify", "verify which words"),
        ("digest at noonish", "digest on 08:30"),
        ("digest on 25:00", "00:00 to 23:59"),
        ("digest on 08:00 Mars/Base", "IANA"),
        ("digest on 08:00 CET", "CET names no place"),
        ("digest on 13 pm", "1 am to 12 pm"),
        ("digest change", "change what"),
        ("digest show someday", "which day"),
    ],
)
def test_what_is_missing_is_said_with_an_example(text: str, words: str) -> None:
    """A person who mistypes must learn the right form from the reply."""
    with pytest.raises(InputError, match=words):
        read(text)


@given(st.text(max_size=120))
def test_no_message_crashes_the_desk(text: str) -> None:
    """Chat text is untrusted."""
    with contextlib.suppress(InputError):
        assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "Hi there!",
        "Guten Tag",
        "thanks",
        "ok, thank you",
        "👍",
        "...",
        "who are you?",
        "What can you do?",
        "stop",
        "remind me about Halden",
        "subscribe to Halden",
    ],
)
def test_good_manners_are_no_questions_about_the_news(text: str) -> None:
    """ "The stored articles do not tell: hello" makes a fool of us."""
    assert isinstance(read(text), Manners)


@pytest.mark.parametrize(
    "text",
    [
        "Who are you meeting?",
        "Thanks to whom did the talks begin?",
        "Who told him to stop?",
        "Stop and search powers",
        "What is due?",
        "OK Corral hearing date",
    ],
)
def test_questions_that_begin_like_manners_stay_questions(text: str) -> None:
    """A greeting is a whole message."""
    assert isinstance(read(text), Ask)
