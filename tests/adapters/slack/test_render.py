"""Drawing: nothing is lost, every limit holds, and no words of others do anything but be read."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings

from adapters.slack.limits import TEXT_FIELD_CHARS
from adapters.slack.render import draw, earlier_parts, with_block_ids, without_links
from adapters.slack.words import JOINER, harmless, safe_link
from bot.desk.layout import lay_out
from bot.model.chat import Action, ActionKind, Notice, Reply
from tests.adapters.slack.answers import BAD_URLS, GOOD_URLS, HOSTILE, actions, briefing, replies, reply
from tests.adapters.slack.judge import assert_harmless, assert_within_limits, links, shown, walk

HEALTH = list(HealthCheck)
GENERATED = settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=HEALTH)
FEWER = settings(GENERATED, max_examples=80)


@pytest.mark.slow
@GENERATED
@given(replies)
def test_whatever_is_drawn_stays_within_limits_and_is_harmless(one: Reply) -> None:
    """Three hundred hostile answers: Slack refuses a whole message for one block, and a ping cannot be taken back."""
    for message in draw(one):
        assert_within_limits(message.blocks)
        assert 1 <= len(message.text) <= TEXT_FIELD_CHARS
        assert_harmless(message, set(GOOD_URLS))


@FEWER
@given(replies)
def test_no_sentence_receipt_or_button_is_lost(one: Reply) -> None:
    """A long answer is split, never cut: each sentence, source and button stands in one of its messages."""
    messages = draw(one)
    together = _bare("".join(shown(message) for message in messages))
    spoken = _bare(html.unescape(" ".join(message.text for message in messages)))

    if not isinstance(one.body, Notice):
        layout = lay_out(one.body)
        for line in layout.lines:
            assert _bare(harmless(line.text)) in together or len(line.text) > 1_000
            for piece in re.findall(r"\S{1,30}", harmless(line.text)):
                assert _bare(piece) in together
                assert _bare(piece) in spoken
            for mark in line.marks:
                assert f"[{mark}]" in together
        for source in layout.sources:
            assert any(f"[{source.number}]" in shown(message) for message in messages)
    values = [one_["value"] for m in messages for one_ in walk(m.blocks) if "value" in one_]
    plain = {value.partition(":")[2] if value.startswith(("good:", "bad:")) else value for value in values}
    assert {action.value or "-" for action in one.actions} <= plain | {"-"}
    assert len(values) == len(one.actions)


def test_a_part_names_the_sources_of_its_own_sentences() -> None:
    """A mark without its source in the same message could not be followed."""
    sentence = briefing().sentences[0]
    long = Reply(body=type(briefing())(sentences=(sentence,) * 90, coverage=briefing().coverage))

    messages = draw(long)

    assert len(messages) > 1
    for message in messages:
        marks = set(re.findall(r"\[(\d+)\]", shown(message)))
        named = " ".join(
            element["text"]
            for block in message.blocks
            if block["type"] == "context"
            for element in block["elements"]
        )
        assert all(f"[{mark}]" in named for mark in marks)


def test_the_fallback_text_carries_the_whole_answer() -> None:
    """Screen readers and notifications get the text field and nothing else."""
    [message] = draw(reply())

    words = html.unescape(message.text)
    for sentence in briefing().all_sentences:
        assert sentence.text in words
    assert "[1] [4] Northgate Herald, 6 August 2025" in words


def test_buttons_stand_under_the_last_part_only() -> None:
    """Two rows of the same buttons would make people wonder which to press."""
    sentence = briefing().sentences[0]
    long = Reply(
        body=type(briefing())(sentences=(sentence,) * 90, coverage=briefing().coverage), actions=actions()
    )

    messages = draw(long)

    kinds = [{block["type"] for block in message.blocks} for message in messages]
    assert all("actions" not in kind for kind in kinds[:-1])
    assert "actions" in kinds[-1]


def test_opened_sources_show_the_words_and_the_host() -> None:
    """ "Sources" opens in place: who told it, in which words, and where the link really leads."""
    [closed], [opened] = draw(reply()), draw(reply(expanded=True))

    assert "Minister Petrova met envoy Weber on Wednesday" not in shown(closed)
    assert "Minister Petrova met envoy Weber on Wednesday" in shown(opened)
    assert ("https://herald.example/talks", "herald.example") in links(opened.blocks)


def test_opened_sources_keep_to_the_number_of_messages_there_are() -> None:
    """A message in a channel cannot grow a second one in its middle, so quotes are shortened first."""
    sentences = tuple(
        type(s)(text=s.text, citations=s.citations) for s in briefing().all_sentences if s.citations
    )
    long = Reply(body=type(briefing())(sentences=sentences * 6, coverage=briefing().coverage))
    opened = Reply(body=long.body, expanded=True)

    assert len(draw(opened, at_most=len(draw(long)))) == len(draw(long))


def test_marks_are_links_to_stored_articles_and_nothing_else_is() -> None:
    """A link of ours is a number or a host; a label that says otherwise cannot be made."""
    [message] = draw(reply())

    assert set(links(message.blocks)) == {("https://herald.example/talks", f"[{n}]") for n in (1, 4)} | {
        ("https://ledger.example/2025/08/minister?page=2&all=1", f"[{n}]") for n in (2, 3, 5)
    }


@pytest.mark.parametrize("url", BAD_URLS)
def test_an_address_that_could_mislead_is_not_printed(url: str) -> None:
    """Other schemes, hidden hosts, control characters and overlong addresses are no links."""
    assert safe_link(url) is None


@pytest.mark.parametrize("words", HOSTILE)
def test_harmless_words_read_the_same(words: str) -> None:
    """What is put in takes no room and what is taken out was never seen, so the reader sees the article's words."""
    seen = harmless(words).replace(JOINER, "")

    assert [c for c in seen if c.isalnum()] == [c for c in words if c.isalnum()]


def test_without_links_keeps_every_word() -> None:
    """When Slack refuses a link, the answer still arrives whole."""
    [message] = draw(reply(expanded=True))

    bare = without_links(message.blocks)

    assert links(bare) == []
    again = type(message)(blocks=tuple(bare), text=message.text)
    assert shown(again) == shown(message)


def test_every_version_of_a_message_has_block_ids_of_its_own() -> None:
    """Slack may mix up input state when an update repeats a block_id."""
    [message] = draw(reply())

    first, second = with_block_ids(message.blocks, "s1"), with_block_ids(message.blocks, "s2")

    ids = [block["block_id"] for block in [*first, *second]]
    assert len(set(ids)) == len(ids)


def test_several_buttons_of_one_kind_have_names_of_their_own() -> None:
    """Slack refuses two equal action_ids in a block."""
    asked = tuple(Action(kind=ActionKind.ASK, label=f"Ask {n}", value=f"q{n}") for n in range(4))

    [message] = draw(Reply(body=Notice(text="Try one"), actions=asked))

    names = [one["action_id"] for one in walk(message.blocks) if "action_id" in one]
    assert names == ["dateline:ask", "dateline:ask:1", "dateline:ask:2", "dateline:ask:3"]


def test_a_press_on_a_later_part_names_every_part() -> None:
    """The button stands under the last part, and what it opens is the whole answer."""

    [block] = with_block_ids([{"type": "divider"}], "s1", ["1.1", "2.2"])

    assert earlier_parts(block["block_id"]) == ("1.1", "2.2")
    assert earlier_parts("s1.0") == ()
    assert [one["block_id"] for one in walk(block) if "block_id" in one] == [block["block_id"]]


def _bare(words: str) -> str:
    return "".join(words.split())
