"""What a place watches, as it is kept."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

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
