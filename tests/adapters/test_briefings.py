"""Two thousand generated replies on each platform: nothing is lost, every limit holds, no words of others do anything.

The same replies for both, so that the platforms keep one promise: what the desk hands over, a reader can see.
"""

from __future__ import annotations

import asyncio
import html
import re
import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's voice parts use a module that Python is to drop
    import discord  # noqa: F401

from adapters.discord import markup
from adapters.discord.render import DiscordMessage, custom_id, full_text, mark_of
from adapters.discord.render import draw as draw_discord
from adapters.discord.view import sendable
from adapters.slack.limits import TEXT_FIELD_CHARS
from adapters.slack.render import SlackMessage
from adapters.slack.render import draw as draw_slack
from adapters.slack.words import harmless, safe_link
from bot.desk.layout import Layout, lay_out
from bot.model.chat import Notice, Reply
from bot.testing.discord_world import Asked
from tests.adapters.discord.judge import complaints
from tests.adapters.generated import reply_of
from tests.adapters.slack.judge import assert_harmless, assert_within_limits, shown, walk

REPLIES, LOTS = 2_000, 8
JUDGED = 10  # every tenth is judged by the published schema as well, which takes its time
_LINK = re.compile(r"\]\(<(https?://[^>]*)>\)|<(https?://[^>]*)>")
_CLOCK = re.compile(r" · (?:day over )?<t:\d+:[fR]>(?:, <t:\d+:R>)?")


def numbers(lot: int) -> range:
    return range(lot, REPLIES, LOTS)


def bare(words: str) -> str:
    """Letters and digits alone, so that breaks between words and ornaments do not count."""
    return "".join(char for char in words if char.isalnum())


def missing(words: str, text: str) -> list[str]:
    """The words that do not stand in a bare text one after the other; sources may stand between the parts of a line.

    A "word" that no message could hold is broken somewhere, so its beginning has to do.
    """
    at = 0
    for word in words.split():
        piece = bare(word if len(word) <= 300 else word[:40])
        found = text.find(piece, at)
        if found < 0:
            return [word]
        at = found + len(piece)
    return []


def layout_of(reply: Reply) -> Layout:
    """What must be seen: a notice is lines without sources."""
    if isinstance(reply.body, Notice):
        return Layout(lines=(), sources=(), foot=(reply.body.text,))
    return lay_out(reply.body)


def marked(layout: Layout, number: int) -> int:
    """How many lines carry the number of a source; it stands once more where the source is named."""
    return sum(number in line.marks for line in layout.lines)


# ---------------------------------------------------------------------- Discord


@pytest.mark.slow
@pytest.mark.parametrize("rich", [True, False], ids=["components", "plain"])
@pytest.mark.parametrize("lot", range(LOTS))
async def test_discord_loses_nothing_and_keeps_every_limit(lot: int, rich: bool) -> None:
    """Components V2, and the plain text that stands in for it."""
    for number in numbers(lot):
        reply = reply_of(number)
        messages = await asyncio.to_thread(draw_discord, reply, rich=rich)
        try:
            assert_complete_on_discord(reply, messages)
            assert_harmless_on_discord(reply, messages)
            for part, message in enumerate(messages, start=1):
                assert message.fits
                asked = asked_of_discord(message, part)
                judged = await asyncio.to_thread(list, complaints(asked, schema=number % JUDGED == 0))
                assert judged == []
        except AssertionError as error:
            error.add_note(f"reply {number}")
            raise


def assert_complete_on_discord(reply: Reply, messages: tuple[DiscordMessage, ...]) -> None:
    """Every claim with its hedges, every receipt, every remark, every button once."""
    whole = "\n".join(block for message in messages for block in message.blocks)
    text = bare(markup.unescape(_CLOCK.sub("", _LINK.sub("", whole))))
    layout, file = layout_of(reply), full_text(reply)
    for line in layout.lines:
        assert missing(line.text, text) == []
        assert line.text in file
    for source in layout.sources:
        assert whole.count(f"\\[{source.number}\\]") > marked(layout, source.number)
        assert bare(source.citation.told.outlet or "an article without an outlet") in text
        assert source.citation.quote.text in file
        if reply.expanded:
            assert bare(" ".join(source.citation.quote.text.split())[:270]) in text
    assert whole.count("*(check this)*") >= sum(line.check for line in layout.lines)
    for remark in layout.foot:
        assert missing(remark, text) == []
        assert remark in file
    drawn = [button.custom_id for message in messages for row in message.rows for button in row]
    assert drawn == [custom_id(action) for action in reply.actions]


def assert_harmless_on_discord(reply: Reply, messages: tuple[DiscordMessage, ...]) -> None:
    """No ping, no foreign link, no clock but those of the deadlines told."""
    layout = layout_of(reply)
    stored = {markup.safe_url(source.citation.told.url) for source in layout.sources}
    clocks = 0
    for block in (block for message in messages for block in message.blocks):
        assert {one or other for one, other in _LINK.findall(block)} <= stored
        clocks += len(_CLOCK.findall(block))
        rest = _CLOCK.sub("", _LINK.sub("", block))
        assert not re.search(r"(?<!\\)<[@#!:/at]|@everyone|@here", rest)
        assert "://" not in rest
        assert "discord.gg" not in rest
        assert not re.search(r"(?<!\\)\]\(", rest.replace("\\]](", ""))
    told = [line.due for line in layout.lines if line.due is not None]
    assert clocks == sum(due.time is None or due.zone is not None for due in told)


def asked_of_discord(message: DiscordMessage, part: int) -> Asked:
    """The request with which a message would be posted."""
    given = sendable(message, mark=mark_of("p_1", part))
    body = {
        "components": given.view.to_components(),
        "allowed_mentions": {"parse": []},
        **({"content": given.content} if given.content is not None else {}),
        **({"flags": 1 << 15} if given.view.has_components_v2() else {}),
    }
    return Asked(method="POST", path="/channels/1/messages", body=body, files=(), status=200)


# ---------------------------------------------------------------------- Slack


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(LOTS))
def test_slack_loses_nothing_and_keeps_every_limit(lot: int) -> None:
    """Blocks, and the text that notifications and screen readers get."""
    for number in numbers(lot):
        reply = reply_of(number)
        messages = draw_slack(reply)
        layout = layout_of(reply)
        stored = {url for s in layout.sources if (url := safe_link(s.citation.told.url)) is not None}
        try:
            assert_complete_on_slack(reply, messages)
            for message in messages:
                assert_within_limits(message.blocks)
                assert 1 <= len(message.text) <= TEXT_FIELD_CHARS
                assert_harmless(message, stored)
        except AssertionError as error:
            error.add_note(f"reply {number}")
            raise


def assert_complete_on_slack(reply: Reply, messages: tuple[SlackMessage, ...]) -> None:
    """Every claim with its hedges, every receipt, every remark, every button once; in the fallback text as well."""
    whole = "".join(shown(message) for message in messages)
    seen, spoken = bare(whole), bare(html.unescape(" ".join(message.text for message in messages)))
    layout = layout_of(reply)
    for line in layout.lines:
        assert missing(harmless(line.text), seen) == []
        assert missing(harmless(line.text), spoken) == []
    for source in layout.sources:
        assert whole.count(f"[{source.number}]") > marked(layout, source.number)
        assert bare(harmless(source.citation.told.outlet or "an article without an outlet")) in seen
        assert any(f"[{source.number}]" in message.text for message in messages)
    assert whole.count("check this") >= sum(line.check for line in layout.lines)
    for remark in layout.foot:
        assert missing(harmless(remark), seen) == []
    values = [one["value"] for message in messages for one in walk(message.blocks) if "value" in one]
    assert len(values) == len(reply.actions)
