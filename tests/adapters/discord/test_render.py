"""What a reply looks like on Discord, bit by bit; tests/adapters/test_briefings.py draws thousands of whole ones."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.markup import escape, safe_url, unescape
from adapters.discord.render import custom_id, draw, mark_of, part_of, read_custom_id
from bot.model.answers import Abstention, Briefing, Coverage, Sentence, SentenceKind
from bot.model.chat import Action, ActionKind, Notice, Reply
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind
from tests.adapters.generated import NASTY, reply_of


@pytest.mark.parametrize("rich", [True, False])
def test_no_button_is_lost(rich: bool) -> None:
    """Each is there once, under the last words or after them, with what it acts on."""
    for reply in map(reply_of, range(100)):
        messages = draw(reply, rich=rich)
        drawn = [button.custom_id for message in messages for row in message.rows for button in row]

        assert drawn == [custom_id(action) for action in reply.actions]
        for action, name in ((action, custom_id(action)) for action in reply.actions):
            assert len(name) <= 100
            assert read_custom_id(name, action.label) == action


def test_a_long_remark_is_broken_and_not_cut() -> None:
    """A note under an answer may be longer than a message holds."""
    note = " ".join(f"remark{n}" for n in range(600))
    body = Abstention(missing="what was offered", coverage=Coverage(articles=0, outlets=0), note=note)

    messages = draw(Reply(body=body), rich=False)

    words = "\n".join(message.content for message in messages)
    assert all(message.fits for message in messages)
    assert all(f"remark{n}" in words for n in range(600))


def due(at: time | None, zone: str | None) -> When:
    return When(
        words="by then",
        span=Span(0, 7),
        kind=WhenKind.DATE,
        value="2025-08-08",
        earliest=date(2025, 8, 8),
        latest=date(2025, 8, 8),
        precision=Precision.DAY,
        time=at,
        zone=zone,
        rule="test",
    )


@pytest.mark.parametrize(
    ("when", "zone", "drawn"),
    [
        (due(time(17, 0), "Europe/Vienna"), "UTC", " · <t:1754665200:f>, <t:1754665200:R>"),
        (due(time(17, 0), "+03:00"), "UTC", " · <t:1754661600:f>, <t:1754661600:R>"),
        (due(None, None), "UTC", " · day over <t:1754697600:R>"),
        (due(None, None), "America/New_York", " · day over <t:1754712000:R>"),
        (due(time(17, 0), None), "UTC", ""),
    ],
)
def test_a_deadline_is_told_by_each_readers_own_clock(when: When, zone: str, drawn: str) -> None:
    """Discord draws the moment for each reader; a time of day without a zone could be anybody's."""
    sentence = Sentence(text="The reply is due.", kind=SentenceKind.NOTE, due=when)
    body = Briefing(sentences=(sentence,), coverage=Coverage(articles=1, outlets=1))

    [message] = draw(Reply(body=body), zone=zone)

    assert message.blocks[0] == f"-# The reply is due.{drawn}"


def test_nobody_else_makes_a_clock() -> None:
    """Words of an article that look like one are words."""
    [message] = draw(Reply(body=Notice(text="due <t:1754665200:R>")))

    assert message.blocks == ("due \\<t:1754665200:R\\>",)


@pytest.mark.parametrize("words", NASTY)
def test_escaped_words_read_as_they_were(words: str) -> None:
    """A reader sees the article's words, not our backslashes."""
    assert unescape(escape(words)) == words.replace("\u202e", "")


@given(st.text(max_size=200))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_any_text_can_be_escaped(words: str) -> None:
    """Nothing from outside can break drawing or wake anybody."""
    escaped = escape(words)

    assert not re.search(r"(?<!\\)(\\\\)*[*_~`|\[\]()<>]", escaped)
    assert "@everyone" not in escaped
    assert "://" not in escaped


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://herald.example.org/a?b=c&d=é", "https://herald.example.org/a?b=c&d=%C3%A9"),
        ("https://herald.example.org/a b>c)", "https://herald.example.org/a%20b%3Ec%29"),
        ("javascript:alert(1)", None),
        ("https://user:pw@herald.example.org/", None),
        ("https://" + "a" * 900, None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, safe: str | None) -> None:
    """A stored address comes from outside too."""
    assert safe_url(url) == safe


@pytest.mark.parametrize(
    "text", ["", "dateline:good", "other:good:x", "dateline:nothing:x", "dateline:good:" + "x" * 81]
)
def test_a_button_of_others_is_not_read(text: str) -> None:
    """Custom ids come back from Discord, but could be of an older version or of another bot's message."""
    assert read_custom_id(text) is None


def test_a_mark_names_its_part() -> None:
    """Parts are found again by number, within the 32 bits of a component's id."""
    assert part_of(mark_of("p_1", 3)) == 3
    assert mark_of("p_1") != mark_of("p_2")
    assert max(mark_of(str(n), 99) for n in range(500)) < 2**31


@pytest.mark.parametrize("rich", [True, False])
def test_more_buttons_than_a_message_holds_stand_in_the_next(rich: bool) -> None:
    """Five rows of five is the limit; nobody loses the sixth row."""
    actions = tuple(Action(kind=ActionKind.ASK, label=f"Q{n}", value=f"question {n}") for n in range(28))

    messages = draw(Reply(body=Notice(text="Ask on:"), actions=actions), rich=rich)

    assert [sum(len(row) for row in message.rows) for message in messages] == [25, 3]
    assert all(message.fits for message in messages)


def test_a_short_notice_looks_like_this() -> None:
    """The plainest message, as Discord gets it."""
    [message] = draw(
        Reply(
            body=Notice(text="Thank you."),
            actions=(Action(kind=ActionKind.GOOD, label="Helpful", value="p_1"),),
        )
    )

    assert message.blocks == ("Thank you.",)
    assert [button.label for button in message.rows[0]] == ["Helpful"]
