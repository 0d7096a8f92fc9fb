"""What people can do with Dateline in a chat, whichever platform they are on.

Each adapter says in its `capabilities` module which of these it has, and why it lacks the others; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

COMMANDS = (
    "ask",
    "brief",
    "met",
    "deadlines",
    "verify",
    "digest",
    "ingest",
    "watch",
    "feeds",
    "calendar",
    "changes",
    "log",
)
FOR_SOME = ("settings", "correct")  # commands that not everybody may use


class Capability(StrEnum):
    """One thing that a person notices when it is missing."""

    ASK_BY_MENTION = "ask in a message that mentions us"
    ASK_BY_REPLY = "ask on in a thread or by replying, without naming us"
    ASK_DIRECTLY = "ask in a direct message"
    COMMANDS = "every command of the desk"
    COMPLETION = "names are completed while typing"
    MESSAGE_MENU = "brief or verify any message from its menu"
    CONVERSATION = "earlier questions of a conversation are understood"
    EDITS = "the answer follows when a question is edited"
    DELETIONS = "the answer goes when a question is deleted"
    LINKS = "a shared link is offered to be stored"
    STATUS = "a sign that we are at it"
    STREAMING = "checked sentences appear one by one"
    PRIVATE_ANSWERS = "an answer that one member alone sees"
    SHARE = "share a private answer with the channel"
    SOURCES = "open and close the sources of an answer"
    QUOTE = "show the quoted words where they stand"
    WHY = "show how a fact was read"
    REMIND = "be reminded of a deadline"
    CALENDAR = "deadlines as a calendar file"
    FEEDBACK = "say that an answer helped or is not right"
    FEEDBACK_REASON = "say why it is not right"
    LONG_ANSWERS = "answers longer than one message, complete"
    PAGING = "leaf through a long list in its message"
    THREADS = "a long conversation goes on in a thread of its own"
    READER_TIMES = "deadlines shown by each reader's own clock"
    PLAIN_TEXT = "a plain text beside or instead of rich messages"
    PRIVATE_CHANNELS = "what was shared in a private channel stays there"
    GUESTS = "people from outside see nothing of the workspace"
    ADMIN_RIGHTS = "admins are known from the platform's own rights"
    ROLES = "members other than admins who may add articles or correct"
    SETTINGS_FORM = "a channel's settings in a form"
    HOME = "a page of one's own with what lies ahead"
    LOCAL_TIMES = "days are counted in each member's own zone"
    LANGUAGES = "names of commands in the member's language"
    ONCE = "exactly one answer, whatever is repeated or dies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What an adapter has and lacks.

    has: where a test shows it, "test_file.py::test_name" in the adapter's tests. lacks: why, for a reader who wants it.
    Every capability stands in one of the two.
    """

    platform: str
    has: Mapping[Capability, str]
    lacks: Mapping[Capability, str]
