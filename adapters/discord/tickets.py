"""What Discord gives us to answer one event, as it is kept in a place's ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

LIFE = timedelta(minutes=15)  # of an interaction's token
_SPARE_S = 20  # a token about to run out is not begun with


class Way(StrEnum):
    """REPLY: fill in the waiting message of an interaction. EDIT: change the message that holds the pressed button.
    MESSAGE: answer below a member's message. THREAD: answer in a thread opened at a member's message."""

    REPLY = "reply"
    EDIT = "edit"
    MESSAGE = "message"
    THREAD = "thread"

    @property
    def by_token(self) -> bool:
        """Whether it is answered with an interaction's token."""
        return self in {Way.REPLY, Way.EDIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """way: how to answer. value: an interaction's token, or the message's id. expires: of the token, aware.
    name: of the thread to open."""

    way: Way
    value: str
    expires: datetime | None = None
    name: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether a token can still be used; never for a message's id, which is none."""
        return self.expires is not None and now < self.expires - timedelta(seconds=_SPARE_S)


def write_ticket(ticket: Ticket) -> str:
    """The ticket as text; `read_ticket` gives it back."""
    expires = int(ticket.expires.timestamp()) if ticket.expires else 0
    return f"{ticket.way.value}:{expires}:{ticket.value}" + (f":{ticket.name}" if ticket.name else "")


def read_ticket(text: str | None) -> Ticket | None:
    """The ticket of a place, or None when it has none of ours."""
    parts = (text or "").split(":", 3)
    if len(parts) < 3 or not parts[1].isdigit():
        return None
    try:
        way = Way(parts[0])
    except ValueError:
        return None
    expires = datetime.fromtimestamp(int(parts[1]), UTC) if parts[1] != "0" else None
    return Ticket(way=way, value=parts[2], expires=expires, name=parts[3] if len(parts) > 3 else "")
