"""What Dateline posted, what a channel has chosen, and who did what: kept so that it can be shown, corrected, undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import FactId, MemberId, PostId, WorkspaceId

CALENDARS = "calendars"  # the place under which a workspace keeps its calendars, by secret address
HANDED_OUT = "calendar"  # the place under which it keeps what was handed out there, by secret address
ASKED = "asked"  # the act that counts a question; forgotten after a day


class PostKind(StrEnum):
    """ANSWER to a question; DIGEST of a day; REMINDER of a deadline; NOTE that something posted no longer holds; ALERT of
    news that is watched for."""

    ANSWER = "answer"
    DIGEST = "digest"
    REMINDER = "reminder"
    NOTE = "note"
    ALERT = "alert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message of ours on a platform.

    place, reply: the `Place` and the `Reply` as JSON; the store does not look inside. lane: names platform and channel.
    reference: the platform's name of its first message; None until it is posted. known_until: what was known when it
    was made. member: who asked; None for what nobody asked. facts: those its sentences were made from.
    """

    id: PostId
    workspace: WorkspaceId
    kind: PostKind
    lane: str
    place: str
    reply: str
    made: datetime
    known_until: datetime
    reference: str | None = None
    member: MemberId | None = None
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a place (a channel, a member, the workspace) has chosen under a name."""

    place: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An administrative act or a reaction: who did what to what, and when. It never holds the text of a message."""

    member: MemberId
    what: str
    about: str
    at: datetime
