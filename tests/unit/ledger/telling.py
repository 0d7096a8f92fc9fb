"""Short ways to say who told what, for tests of the ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.model.facts import (
    Deadline,
    DeadlineKind,
    DeadlineStatus,
    Meeting,
    MeetingStatus,
    Mode,
    Participant,
    Party,
    PartyKind,
)
from bot.model.ids import ArticleId, ChannelId, FactId, RevisionId, content_id
from bot.model.records import ToldFact
from bot.model.text import Quote, Span, Told
from bot.model.when import Precision, When, WhenKind
from bot.text.parties import known_party, party_from_name


def told(
    article: str,
    day: str,
    *,
    outlet: str | None = None,
    number: int = 1,
    origin: str | None = None,
    superseded: bool = False,
    audience: str | None = None,
    cites: tuple[str, ...] = (),
) -> Told:
    """Article `article`, received at noon of `day`, its outlet named like the first word of its id."""
    moment = datetime.combine(date.fromisoformat(day), time(12), tzinfo=UTC)
    return Told(
        article=ArticleId(article),
        revision=RevisionId(f"{article}/{number}"),
        number=number,
        outlet=outlet or article.split("-")[0],
        title=None,
        url=None,
        published=moment,
        known=moment + timedelta(minutes=number),
        origin=ArticleId(origin or article),
        audience=ChannelId(audience) if audience else None,
        superseded=superseded,
        cites=cites,
    )


def party(name: str) -> Party:
    """A table party, a person for two words in capitals, a described group otherwise."""
    known = known_party(name)
    if known is not None:
        return known
    if " " in name and all(word[0].isupper() for word in name.split()):
        return party_from_name(name)
    return Party(key=f"group:{name.casefold()}", name=name, kind=PartyKind.GROUP)


def when(days: str | None) -> When | None:
    """`YYYY-MM-DD` or `first/last`; None for None."""
    if days is None:
        return None
    first, _, last = days.partition("/")
    earliest, latest = date.fromisoformat(first), date.fromisoformat(last or first)
    return When(
        words=days,
        span=Span(0, len(days)),
        kind=WhenKind.DATE,
        value=days,
        earliest=earliest,
        latest=latest,
        precision=Precision.DAY if earliest == latest else Precision.RANGE,
        rule="test",
    )


def meeting(
    by: Told,
    who: str,
    status: str = "held",
    day: str | None = None,
    *,
    place: str | None = None,
    mode: str | None = "in_person",
    duration: str | None = None,
    previous: str | None = None,
    said_by: str | None = None,
    quote: str | None = None,
) -> ToldFact:
    """A meeting of those in `who`, separated by commas."""
    names = [name.strip() for name in who.split(",")]
    words = quote or " ".join(filter(None, (who, status, day, place, mode)))
    fact = Meeting(
        id=FactId(content_id("f", by.revision, words, str(duration), str(previous))),
        article=by.article,
        revision=by.revision,
        quotes=(Quote(revision=by.revision, span=Span(0, len(words)), text=words),),
        said_by=party(said_by) if said_by else None,
        participants=tuple(Participant(party=party(name)) for name in names),
        status=MeetingStatus(status),
        when=when(day),
        previous=when(previous),
        place=place,
        mode=Mode(mode) if mode else None,
        duration=duration,
    )
    return ToldFact(fact=fact, told=by)


def deadline(
    by: Told,
    requirement: str | None,
    due: str | None = None,
    status: str = "set",
    *,
    setter: str | None = "Ministry of Ports",
    addressee: str | None = "ferry operators",
    previous: str | None = None,
    kind: str = "deadline",
    said_by: str | None = None,
    quote: str | None = None,
) -> ToldFact:
    """A deadline for `addressee` to do `requirement`."""
    words = quote or " ".join(filter(None, (requirement or "it", status, due, addressee, previous)))
    fact = Deadline(
        id=FactId(content_id("f", by.revision, words, str(setter))),
        article=by.article,
        revision=by.revision,
        quotes=(Quote(revision=by.revision, span=Span(0, len(words)), text=words),),
        said_by=party(said_by) if said_by else None,
        setter=party(setter) if setter else None,
        addressee=party(addressee) if addressee else None,
        requirement=requirement,
        due=when(due),
        previous_due=when(previous),
        status=DeadlineStatus(status),
        kind=DeadlineKind(kind),
    )
    return ToldFact(fact=fact, told=by)
