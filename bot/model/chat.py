"""Questions, who asks them, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model.answers import Answer
from bot.model.ids import ChannelId, MemberId, WorkspaceId
from bot.model.text import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """The member who asked, and what may be seen where they asked.

    zone: IANA name of the zone in which their "today" is counted.
    admin: may correct records and change settings of the workspace.
    roles: the platform's names of groups they belong to, which a channel's settings may let do more.
    """

    member: MemberId
    scope: Scope
    zone: str = "UTC"
    admin: bool = False
    roles: tuple[str, ...] = ()


class Length(StrEnum):
    """How much to say: one line, a short answer, or everything."""

    LINE = "line"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier question of the conversation, and what was answered, when that is known."""

    question: str
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in plain words.

    as_of: only what stored articles told up to the end of this day, in the requester's zone, counts; None for now.
    conversation: earlier turns in the same thread, oldest first.
    language: of the answer, as "en" or a code of `bot.text.languages`; None for that of the question.
    """

    text: str
    requester: Requester
    as_of: date | None = None
    conversation: tuple[Turn, ...] = ()
    length: Length = Length.SHORT
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is said on a platform.

    platform: "slack", "discord" or another adapter's name. thread: the platform's name of the thread, None for the
    channel itself. only_for: seen by this member alone (an ephemeral message); None for everybody in the channel.
    ticket: what the platform gave us to answer this one event (an interaction token, a response address); it runs out
    after minutes, then the reply goes to the channel or, for `only_for`, to the member's direct messages.
    """

    platform: str
    workspace: WorkspaceId
    channel: ChannelId
    thread: str | None = None
    only_for: MemberId | None = None
    ticket: str | None = None


class ActionKind(StrEnum):
    """What a button under a message does; adapters draw each in their platform's manner."""

    SOURCES = "sources"
    PAGE = "page"
    QUOTE = "quote"
    WHY = "why"
    SHARE = "share"
    REMIND = "remind"
    CALENDAR = "calendar"
    GOOD = "good"
    BAD = "bad"
    INGEST = "ingest"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button: what it does, its words, and what it is about.

    value: names what it acts on, opaque to the platform: a post, fact or record id, or a suggested question; at most
    80 characters, so that it fits into every platform's limit beside our own prefix.
    """

    kind: ActionKind
    label: str
    value: str

    def __post_init__(self) -> None:
        if len(self.value) > 80:
            raise ValueError(f"the value of a button has at most 80 characters, got {len(self.value)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Dateline speaking of itself: help, a confirmation, an error the member can act on. It states no news."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A small text file that goes with a message, such as a calendar."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A message before a platform draws it: an answer with its receipts or a notice, and the buttons under it.

    question: the words it answers, shown where the platform does not show them itself; None when there are none.
    title: a line above it ("Digest of 6 August 2025"). expanded: the sources stand open below the answer. turned: the event
    that opened or closed them last, so that the same one again changes nothing. page: the list in it is open at this page,
    counted from 0; None where it is shown whole.
    """

    body: Answer | Notice
    actions: tuple[Action, ...] = ()
    question: str | None = None
    title: str | None = None
    expanded: bool = False
    attachment: Attachment | None = None
    turned: str | None = None
    page: int | None = None


class IncomingKind(StrEnum):
    """MESSAGE: words to us. COMMAND: a command with its words. ACTION: a button. EDITED, DELETED: a message we
    answered. LINK: an address shared where we listen."""

    MESSAGE = "message"
    COMMAND = "command"
    ACTION = "action"
    EDITED = "edited"
    DELETED = "deleted"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Something that happened on a platform and that we answer once.

    key: names the event; whatever the platform sends again for the same message, click or command has the same key.
    place: where the reply goes. text: the words (MESSAGE), those after the command's name (COMMAND), or the address
    (LINK), or the reason typed with a button (ACTION). command: its name without a slash. action: the button. reference:
    the platform's name of the message it is about: the one edited or deleted, or the one that holds the button.
    received: when it reached us, aware.
    """

    key: str
    kind: IncomingKind
    place: Place
    requester: Requester
    received: datetime
    text: str = ""
    command: str | None = None
    action: Action | None = None
    reference: str | None = None
    conversation: tuple[Turn, ...] = ()
