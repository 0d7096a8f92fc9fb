"""What lanes and posts are called, so that every attempt and every process names them alike."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model.answers import Answer, Briefing
from bot.model.chat import Place
from bot.model.ids import ChannelId, FactId, MemberId, PostId, WorkspaceId, content_id


def lane_of(place: Place) -> str:
    """The lane in which messages to a place keep their order: its channel, or one member's private replies there."""
    lane = f"{place.platform}:{place.channel}"
    return lane if place.only_for is None else f"{lane}:{place.only_for}"


def direct_place(platform: str, workspace: WorkspaceId, member: MemberId) -> Place:
    """The direct messages of a member: the channel is named by the member, and nobody else sees it."""
    return Place(platform=platform, workspace=workspace, channel=ChannelId(member), only_for=member)


def post_id(place: Place, name: str) -> PostId:
    """The id of the post that a job of this name makes."""
    return post_named(place.workspace, name)


def post_named(workspace: WorkspaceId, name: str) -> PostId:
    """The same, where the place is not known."""
    return PostId(content_id("p", workspace, name))


def post_key(post: PostId) -> str:
    """What a platform may remember a post by: 22 characters, no facts in it."""
    return post[:25]


def facts_of(answer: Answer) -> tuple[FactId, ...]:
    """The facts that an answer's sentences were made from, each once."""
    sentences = answer.all_sentences if isinstance(answer, Briefing) else answer.nearest
    named = [fact for s in sentences for fact in (*s.facts, *(c.fact for c in s.citations if c.fact))]
    return tuple(dict.fromkeys(named))


DAYS_AHEAD = (30, 7, 1)  # as long as nothing else was chosen
DAYS = "reminders"  # under this name a member has chosen how many days ahead to be reminded


def member_place(member: MemberId) -> str:
    """The name under which a member's own choices are kept."""
    return f"member:{member}"


def days_chosen(chosen: Mapping[str, str]) -> tuple[int, ...]:
    """How many days ahead a member is reminded, from what they have chosen; none when they want no reminders."""
    return tuple(int(day) for day in chosen[DAYS].split()) if DAYS in chosen else DAYS_AHEAD


def days_ahead_words(chosen: Mapping[str, str]) -> str:
    """The same in words: "30, 7 and 1 days ahead", "not at all"."""
    days = [str(day) for day in days_chosen(chosen)]
    if not days:
        return "not at all"
    listed = " and ".join(filter(None, [", ".join(days[:-1]), days[-1]]))
    return f"{listed} {'day' if days == ['1'] else 'days'} ahead"
