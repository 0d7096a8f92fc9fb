"""What a reply looks like on Discord, and that drawing never loses or adds anything."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord.markup import escape, safe_url, unescape
from adapters.discord.render import (
    DiscordMessage,
    custom_id,
    draw,
    full_text,
    mark_of,
    part_of,
    read_custom_id,
)
from adapters.discord.view import sendable
from bot.desk.layout import Layout, lay_out
from bot.model.chat import Action, ActionKind, Notice, Reply
from bot.testing.discord_rules import problems
from tests.adapters.discord.briefings import NASTY, replies

EXAMPLES = 200  # of each of five properties, most in both forms
_slow = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
_LINK = re.compile(r"\]\(<(https?://[^>]*)>\)|<(https?://[^>]*)>")


def seen(messages: tuple[DiscordMessage, ...]) -> str:
    """Everything a reader sees, without spaces, addresses and markup of ours."""
    text = "\n".join(block for message in messages for block in message.blocks)
    return squeezed(unescape(_LINK.sub("", text)))


def squeezed(words: str) -> str:
    """Letters and digits alone, so that breaks between words and ornaments do not count."""
    return "".join(char for char in words if char.isalnum())


def in_order(words: str, text: str) -> bool:
    """Whether every word stands in the text, one after the other; sources may stand between the pieces of a line."""
    at = 0
    for word in words.split():
        for piece in (word[i : i + 300] for i in range(0, len(word), 300)):
            shown = squeezed(unescape(escape(piece)))
            found = text.find(shown, at)
            if found < 0:
                return False
            at = found + len(shown)
    return True


def layout_of(reply: Reply) -> Layout | None:
    return None if isinstance(reply.body, Notice) else lay_out(reply.body)


@_slow
@given(reply=replies, rich=st.booleans())
def test_no_claim_hedge_or_receipt_is_lost(reply: Reply, rich: bool) -> None:
    """The promise of the whole product, whatever has to be split."""
    text = seen(draw(reply, rich=rich))
    layout = layout_of(reply)

    if layout is None:
        assert squeezed(escape(reply.body.text)) in text
        return
    for line in layout.lines:
        assert in_order(line.text, text)
    everything = "\n".join(b for m in draw(reply, rich=rich) for b in m.blocks)
    for source in layout.sources:
        assert f"\\[{source.number}\\]" in everything
        assert squeezed(source.citation.told.outlet or "outlet") in text
        if reply.expanded:
            quoted = " ".join(source.citation.quote.text.split())[:270]
            assert squeezed(unescape(escape(quoted))) in text
    assert everything.count("*(check this)*") >= sum(line.check for line in layout.lines)
    for remark in layout.foot:
        assert squeezed(unescape(escape(remark))) in text


@_slow
@given(reply=replies, rich=st.booleans())
def test_no_button_is_lost(reply: Reply, rich: bool) -> None:
    """Each is there once, under the last words or after them, with what it acts on."""
    messages = draw(reply, rich=rich)
    drawn = [button.custom_id for message in messages for row in message.rows for button in row]

    assert drawn == list(dict.fromkeys(custom_id(action) for action in reply.actions))
    for action, name in ((action, custom_id(action)) for action in reply.actions):
        assert len(name) <= 100
        read = read_custom_id(name, action.label)
        assert read == action


@_slow
@given(reply=replies, rich=st.booleans())
async def test_every_message_is_one_that_discord_takes(reply: Reply, rich: bool) -> None:
    """Limits of text, components, rows, labels and ids, measured on what is sent."""
    for number, message in enumerate(draw(reply, rich=rich), start=1):
        assert message.fits
        body = sent_body(message, number)
        assert problems(body) == []
        assert all(len(row) <= 5 for row in message.rows)
        assert all(1 <= len(button.label) <= 80 for row in message.rows for button in row)
        assert body["components"] or body.get("content")


@_slow
@given(reply=replies, rich=st.booleans())
def test_nothing_pings_and_no_foreign_link_is_made(reply: Reply, rich: bool) -> None:
    """Words from articles do nothing; the only links are addresses of stored articles."""
    layout = layout_of(reply)
    stored = {safe_url(source.citation.told.url) for source in layout.sources} if layout else set()
    for message in draw(reply, rich=rich):
        for block in message.blocks:
            assert not re.search(r"(?<!\\)<[@#!:/at]|@everyone|@here", block)
            links = {first or second for first, second in _LINK.findall(block)}
            assert links <= stored
            rest = _LINK.sub("", block)
            assert "://" not in rest
            assert "discord.gg" not in rest
            assert not re.search(r"(?<!\\)\]\(", rest.replace("\\]](", ""))


@_slow
@given(reply=replies)
def test_the_text_that_stands_in_is_complete(reply: Reply) -> None:
    """A file beside a private answer holds what its one message cannot."""
    text = full_text(reply)
    layout = layout_of(reply)

    for line in layout.lines if layout else ():
        assert line.text in text
    for source in layout.sources if layout else ():
        assert source.citation.quote.text in text


def sent_body(message: DiscordMessage, number: int) -> dict[str, Any]:
    given_ = sendable(message, mark=mark_of("p_1", number))
    body: dict[str, Any] = {"components": given_.view.to_components(), "content": given_.content}
    if given_.view.has_components_v2():
        body["flags"] = 1 << 15
    return body


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
