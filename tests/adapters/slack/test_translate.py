"""Payloads in, what happened out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.messages import plain_words
from adapters.slack.origins import Channel, Given, Member, Origin, installation_of, origin_of
from adapters.slack.presses import pressed_bad
from adapters.slack.render import draw
from adapters.slack.translate import translate
from bot.model.chat import Action, ActionKind, Incoming, IncomingKind, Notice, Reply
from bot.model.ids import ChannelId, WorkspaceId
from bot.model.text import Scope
from bot.testing.fake_slack import BOT_USER, TEAM
from tests.adapters.slack.judge import walk
from tests.adapters.slack.payloads import (
    ANNA,
    ASKED,
    CHANNEL,
    DIRECT,
    GUEST,
    changed,
    command,
    deleted,
    event,
    press,
    reasoned,
    said,
    shortcut,
    submission,
)

NOW = datetime(2025, 8, 6, 12, 0, tzinfo=UTC)
OPEN = Given(received=NOW, channel=Channel(private=False, shared=False), member=Member(zone="Europe/Vienna"))
JOINED = replace(OPEN, joined=True)


def read(body: dict[str, Any], given_: Given = OPEN) -> Incoming:
    """What happened, where something did."""
    found = translate(body, given_)
    assert found is not None
    return found


def test_a_mention_is_a_question_answered_in_its_thread() -> None:
    """The plainest way to ask."""
    incoming = read(event(said()))

    assert (incoming.kind, incoming.text) == (IncomingKind.MESSAGE, "who met whom?")
    assert (incoming.place.channel, incoming.place.thread) == (CHANNEL, ASKED)
    assert incoming.requester.scope == Scope(workspace=WorkspaceId(TEAM))
    assert (incoming.requester.member, incoming.requester.zone) == (ANNA, "Europe/Vienna")


def test_one_message_has_one_key_however_it_arrives() -> None:
    """Slack sends a mention as `message` and as `app_mention`, under different event ids, and again after failures."""
    as_mention = read(event(said(), event_id="Ev1"))
    as_message = read(event(said(kind="message"), event_id="Ev2"))
    again = read(event(said(kind="message"), event_id="Ev3"))

    assert as_mention == as_message == again


def test_a_direct_message_needs_no_mention() -> None:
    """In our own conversation everything is to us."""
    incoming = read(event(said("met Petrova", kind="message", channel=DIRECT, channel_type="im")))

    assert incoming.text == "met Petrova"
    assert incoming.requester.scope.channel is None


def test_a_thread_we_joined_goes_on_without_a_mention() -> None:
    """Follow-ups are asked as people talk; what is said to somebody else there is not for us."""
    follow = said("and where?", kind="message", ts="1754470003.1", thread=ASKED)
    aside = said(f"<@{GUEST}> did you see?", kind="message", ts="1754470004.1", thread=ASKED)

    assert translate(event(follow), OPEN) is None
    assert read(event(follow), JOINED).text == "and where?"
    assert translate(event(aside), JOINED) is None


def test_a_thread_under_our_own_message_is_ours() -> None:
    """Answers to a digest are questions."""
    under = said("why?", kind="message", ts="1754470003.1", thread=ASKED, parent_user_id=BOT_USER)

    assert read(event(under)).text == "why?"


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "me_message"},
        {"subtype": "channel_topic"},
        {"user": BOT_USER},
    ],
)
def test_bots_and_announcements_are_not_answered(more: dict[str, Any]) -> None:
    """Two bots that answer each other never stop."""
    assert translate(event(said(kind="message", **more)), OPEN) is None


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share"])
def test_messages_sent_to_the_channel_too_or_with_a_file_are_read(subtype: str) -> None:
    """These two subtypes are people's words."""
    assert read(event(said(kind="message", subtype=subtype))).text == "who met whom?"


def test_edits_and_deletions_name_the_question() -> None:
    """Our answer is found by the key of the message it answered."""
    question = read(event(said()))
    edit = read(event(changed(f"<@{BOT_USER}> who met Weber?")))
    gone = read(event(deleted()))

    assert (edit.kind, edit.text, edit.reference) == (IncomingKind.EDITED, "who met Weber?", question.key)
    assert (gone.kind, gone.reference) == (IncomingKind.DELETED, question.key)
    assert len({question.key, edit.key, gone.key}) == 3


def test_slacks_own_changes_are_no_edits() -> None:
    """An unfurled link changes a message too, and must not have it answered anew."""
    assert translate(event(changed("who met whom?", edited=False)), OPEN) is None
    assert translate(event(changed("who met whom?")), OPEN) is None


def test_a_link_among_other_words_is_offered() -> None:
    """Whether it is stored is the channel's choice, not the adapter's."""
    link = read(event(said("look: <https://herald.example/a?x=1&amp;y=2|herald>", kind="message")))
    shared = read(
        event(
            {
                "type": "link_shared",
                "user": ANNA,
                "channel": CHANNEL,
                "message_ts": ASKED,
                "links": [{"url": "https://herald.example/a?x=1&y=2", "domain": "herald.example"}],
            }
        )
    )

    assert (link.kind, link.text) == (IncomingKind.LINK, "https://herald.example/a?x=1&y=2")
    assert link.key == shared.key
    assert link.place.only_for == ANNA


def test_a_command_is_answered_in_private() -> None:
    """Slash answers are the asker's until they are shared."""
    incoming = read(command("/met", "Petrova since Monday"))

    assert (incoming.command, incoming.text) == ("met", "Petrova since Monday")
    assert incoming.place.only_for == ANNA
    assert incoming.place.ticket == "https://hooks.slack.com/commands/1"


@pytest.mark.parametrize("kind", list(ActionKind))
def test_every_button_drawn_is_understood_when_pressed(kind: ActionKind) -> None:
    """What render writes into action_id and value is what translate reads."""
    action = Action(kind=kind, label="Press", value="p_1:2")
    other = {ActionKind.GOOD: ActionKind.BAD, ActionKind.BAD: ActionKind.GOOD}.get(kind)
    pair = (action, Action(kind=other, label="Other", value="p_1:2")) if other else (action, action)
    [message] = draw(Reply(body=Notice(text="x"), actions=pair))

    pressed = [one for one in walk(message.blocks) if "value" in one]
    ids = [one for one in walk(message.blocks) if "action_id" in one]
    found = set()
    for value in pressed:
        for name in ids:
            body = press(name["action_id"], value["value"])
            if (asked := pressed_bad(body)) is not None:
                found.add((ActionKind.BAD, asked["post"]))
            incoming = translate(body, OPEN)
            if incoming is not None and incoming.action is not None:
                found.add((incoming.action.kind, incoming.action.value))
    assert (kind, "p_1:2") in found


@pytest.mark.parametrize("kind", ["view_submission", "view_closed"])
def test_not_right_comes_with_its_reason_or_without(kind: str) -> None:
    """The form asks; closing it is a verdict too, and both are one event however often Slack sends them."""
    asked = pressed_bad(press("dateline:feedback", "bad:p_1", private=True))
    assert asked is not None
    incoming = read(reasoned("It was Friday.", asked, kind=kind))

    assert (incoming.kind, incoming.action) == (
        IncomingKind.ACTION,
        Action(kind=ActionKind.BAD, label="Not right", value="p_1"),
    )
    assert incoming.text == ("It was Friday." if kind == "view_submission" else "")
    assert (incoming.place.channel, incoming.place.only_for) == (CHANNEL, ANNA)
    assert incoming.place.ticket == "https://hooks.slack.com/actions/1"
    assert incoming.key == read(reasoned("It was Friday.", asked, kind=kind)).key
    assert translate(press("dateline:feedback", "bad:p_1"), OPEN) is None


def test_a_press_under_a_private_message_stays_private() -> None:
    """What one member saw alone is changed for that member alone."""
    open_press, private = read(press()), read(press(private=True))

    assert open_press.place.only_for is None
    assert private.place.only_for == ANNA
    assert open_press.reference == "1754470002.000200"
    assert open_press.place.thread == ASKED


def test_two_presses_are_two_and_one_sent_twice_is_one() -> None:
    """Slack repeats what it is not thanked for; a member who presses twice means it."""
    first, again, second = read(press()), read(press()), read(press(action_ts="1754470019.0"))

    assert first.key == again.key != second.key


def test_buttons_of_others_are_not_ours() -> None:
    """Action ids without our prefix belong to somebody else."""
    assert translate(press("other:sources"), OPEN) is None
    assert translate(press("dateline:unknown"), OPEN) is None


def test_message_shortcuts_are_commands_about_the_message() -> None:
    """ "Brief this" takes the link in it, "Verify this" its words."""
    brief, verify = read(shortcut()), read(shortcut("dateline_verify", "He said &lt;never&gt;"))

    assert (brief.command, brief.text) == ("brief", "https://herald.example/talks")
    assert (verify.command, verify.text) == ("verify", "He said <never>")
    assert brief.place.only_for == ANNA


def test_the_modal_asks() -> None:
    """With a channel chosen it answers there, without one in the member's messages; seen by the member alone."""
    here = read(submission(ticket="https://hooks.slack.com/app/9"))
    direct = read(submission())

    assert (here.command, here.text, here.place.channel) == ("ask", "Who met Petrova?", CHANNEL)
    assert direct.place.channel == ANNA
    assert here.place.only_for == direct.place.only_for == ANNA


# ---------------------------------------------------------------------- who sees what


def test_a_private_channel_sees_its_own_articles() -> None:
    """And nobody else does."""
    inner = said(kind="message", channel_type="group")

    assert read(event(inner)).requester.scope == Scope(
        workspace=WorkspaceId(TEAM), channel=ChannelId(CHANNEL)
    )


def test_a_channel_we_know_nothing_about_is_treated_as_the_narrowest() -> None:
    """When Slack cannot be asked, nothing may leak for it."""
    incoming = read(command(), Given(received=NOW))

    assert incoming.requester.scope.channel_only
    assert not incoming.requester.admin


@pytest.mark.parametrize("home", ["T0ELSEWHERE", TEAM])
def test_a_shared_channel_sees_nothing_but_its_own(home: str) -> None:
    """Guests read along whoever asks, so the answer holds that channel's articles alone."""
    body = event(said(kind="message", team=home, user_team=home), shared=True, outer_team="T0ELSEWHERE")
    incoming = read(body, replace(OPEN, member=Member(admin=True)))

    assert incoming.requester.scope == Scope(
        workspace=WorkspaceId(TEAM), channel=ChannelId(CHANNEL), channel_only=True
    )
    assert incoming.requester.admin == (home == TEAM)


def test_the_installation_is_that_of_the_authorization() -> None:
    """In shared channels the outer team id is the sender's, and using it would mix two customers."""
    body = event(said(), team="T0HOME", outer_team="T0ELSEWHERE")

    assert read(body).place.workspace == "T0HOME"


@pytest.mark.parametrize(
    ("enterprise", "team", "org", "name"),
    [
        (None, "T1", False, "T1"),
        ("E1", "T1", False, "E1.T1"),
        ("E1", None, True, "E1"),
        ("E1", "T1", True, "E1"),
    ],
)
def test_workspaces_of_grids_are_kept_apart(
    enterprise: str | None, team: str | None, org: bool, name: str
) -> None:
    """An organisation that installed us is one tenant; a workspace that did is its own."""
    origin = Origin(enterprise=enterprise, team=team, org=org, channel=None, member=None)

    assert origin.workspace == name
    assert installation_of(origin.workspace) == (enterprise, None if org else team, org)


def test_an_org_wide_event_without_a_team_is_the_organisations() -> None:
    """Org-wide installs have no team in their authorization."""
    body = event(said(), team=None, enterprise="E1", org=True, outer_team="T7")

    assert origin_of(body).workspace == "E1"


# ---------------------------------------------------------------------- odd input


def test_words_are_read_as_they_were_written() -> None:
    """Slack's wrapping of names, links and entities is taken off again."""
    raw = f"<@{BOT_USER}>  did <@U9|jo> read <https://a.example/x|this> &amp; <!here>?"

    assert plain_words(raw, bot=BOT_USER) == "did jo read https://a.example/x & ?"


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.data())
def test_no_payload_makes_it_fail(data: st.DataObject) -> None:
    """A payload of odd shape is not for us; it must not take the adapter down."""
    odd = st.one_of(st.none(), st.integers(), st.text(), st.lists(st.none()), st.just({}), st.booleans())
    body = data.draw(
        st.sampled_from(
            [
                event(said()),
                event(changed("x")),
                event(deleted()),
                command(),
                press(),
                shortcut(),
                submission(),
            ]
        )
    )
    for _ in range(data.draw(st.integers(1, 3))):
        target = data.draw(
            st.sampled_from([body, body.get("event"), body.get("view"), body.get("container")])
        )
        if isinstance(target, dict) and target:
            target[data.draw(st.sampled_from(sorted(target)))] = data.draw(odd)

    translate(body, OPEN)
