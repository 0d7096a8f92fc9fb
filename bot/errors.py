"""What can go wrong, and who must act.

BotError
├── InputError             the person who sent it: the article, file, date or question cannot be used as it is
│   ├── DocumentError      an article or file cannot be read
│   └── NotFoundError      an id, article or record named by the person is not in the store
├── NotAllowedError        the person lacks the right; an admin can grant it
├── ConfigError            the operator: a setting is wrong or missing
├── StorageError           the operator: the database cannot be read or written
│   ├── StorageBusyError   nobody yet: another process holds the database; trying again helps
│   ├── StorageFullError   the operator: the disk is full or read-only
│   └── LeaseLostError     nobody: another worker took the job over and does it
├── FetchError             nobody, or whoever gave the URL: the page could not be fetched
│   ├── ForbiddenAddressError   whoever gave the URL: it leads where Dateline never goes
│   └── FetchStatusError         nobody, or the outlet: its server answered, but not with the page
├── ModelError             nobody: the model failed, and the extractive answer stands in
│   ├── ModelUnavailableError   nobody yet: timeout, limit or outage; trying again later helps
│   ├── ModelRefusedError       the person: the model declined to answer
│   └── ModelReplyError         the operator: the endpoint speaks in a way that cannot be read
└── DeliveryError          a post did not reach its channel
    ├── DeliveryRefusedError    the channel's admin: the platform will never take this post
    ├── DeliveryDoubtfulError   nobody: it may or may not have arrived; look before repeating
    └── DeliveryUnseenError     nobody: it cannot be looked for; repeat once at most
"""

from __future__ import annotations


class BotError(Exception):
    """Base of all errors of Dateline.

    The text is for the operator or the person at the terminal: it says what to do. Adapters never show it in a
    channel; they show `public`, which holds no internals.
    """

    public = "Something went wrong on our side. Please try again."
    exit_code = 1


class InputError(BotError):
    """The person who sent it must change something: the file, the date or the question cannot be used."""

    public = "I could not use that. Please check it and try again."
    exit_code = 2


class DocumentError(InputError):
    """An article or file cannot be read; the text says why."""

    public = "I could not read that article."


class NotFoundError(InputError):
    """What the person named is not in the store."""

    public = "I have nothing stored under that name."
    exit_code = 4


class NotAllowedError(BotError):
    """The person lacks the right; an admin of the workspace can grant it."""

    public = "You are not allowed to do that here. An admin can change this."
    exit_code = 3


class ConfigError(BotError):
    """The operator must change a setting; the text names it."""

    public = "Dateline is not set up correctly. Please tell its operator."
    exit_code = 2


class StorageError(BotError):
    """The operator must look at the database."""

    public = "The archive cannot be reached at the moment. Please try again in a minute."
    exit_code = 5


class StorageBusyError(StorageError):
    """Another process holds the database; trying again helps."""


class StorageFullError(StorageError):
    """The disk is full or read-only; nothing was written."""


class LeaseLostError(StorageError):
    """The job was taken over by another worker, which does it; nothing of this attempt is kept."""


class FetchError(BotError):
    """A page or feed could not be fetched; the text says why."""

    public = "I could not fetch that address. Of an article you can paste the text: ingest DAY TEXT."
    exit_code = 6


class ForbiddenAddressError(FetchError):
    """The address leads to a place Dateline never contacts (private networks, other schemes, odd ports)."""

    public = "I do not open addresses of that kind. Of an article you can paste the text: ingest DAY TEXT."


class FetchStatusError(FetchError):
    """The server answered, but not with the page.

    status: its HTTP status. retry_after_s: how long it asks to be left alone, None when it does not say.
    """

    def __init__(self, message: str, *, status: int, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after_s = retry_after_s


class ModelError(BotError):
    """The model failed; the extractive answer stands in."""

    public = "The language model could not be used; this answer was put together without it."
    exit_code = 7


class ModelUnavailableError(ModelError):
    """Timeout, rate limit or outage; trying again later helps."""


class ModelRefusedError(ModelError):
    """The model declined."""


class ModelReplyError(ModelError):
    """The reply cannot be read; the endpoint may not support what was asked of it."""


class DeliveryError(BotError):
    """A post did not reach its channel; it is tried again later."""

    public = "I could not post there."
    exit_code = 8


class DeliveryRefusedError(DeliveryError):
    """The platform will never take this post: the channel is gone, closed to us, or the token was revoked."""


class DeliveryDoubtfulError(DeliveryError):
    """The platform did not say whether the post arrived; look before repeating."""


class DeliveryUnseenError(DeliveryError):
    """Nobody can look whether a post arrived: the platform shows such posts to nobody, or does not let us read there."""
