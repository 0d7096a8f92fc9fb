"""What a place watches, as it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from bot.digest.interest import interest_in
from bot.digest.watched import Watched
from bot.model.text import Told

FRESH = timedelta(days=3)
WATCH = "watch"  # under this name a place keeps what it watches


class Watch(BaseModel):
    """One thing that is watched. since: articles that came in before tell nothing. by: the member who asked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    names: tuple[str, ...]
    deadlines: bool = False
    at_once: bool = True
    since: AwareDatetime
    by: str

    @property
    def words(self) -> str:
        """ "Anna Kovar with Hungary", "deadlines of Norway"."""
        named = " with ".join(self.names)
        return (f"deadlines of {named}" if named else "deadlines") if self.deadlines else named


class Watches(BaseModel):
    """What a place watches. channel, guests: what may be seen there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    place: str
    channel: str | None = None
    guests: bool = False
    zone: str = "UTC"
    watches: tuple[Watch, ...] = ()


def watched(watch: Watch) -> Watched:
    """A watch as what news is compared with; reads tables of parties, so it stays off the event loop."""
    return Watched(
        words=watch.words,
        all_of=tuple(interest_in([name]) for name in watch.names),
        deadlines=watch.deadlines,
    )


def is_old(told: Told) -> bool:
    """Whether an article was old when it came in, as when a feed is new or an archive is read: it is for the digest."""
    return told.published is not None and told.known - told.published > FRESH


def kept_watches(places: Mapping[str, str]) -> tuple[Watches, ...]:
    """What places watch, from what they keep under `WATCH`; what is kept there by others, or fits no longer, is left out."""
    found = []
    for stored in places.values():
        try:
            found.append(Watches.model_validate_json(stored))
        except ValidationError:
            continue
    return tuple(found)
