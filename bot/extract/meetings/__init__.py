"""Meetings: who met whom, when, where and how firmly an article tells it."""

from __future__ import annotations

from bot.extract.document import Document, trimmed
from bot.extract.meetings.encounters import TOOK_PLACE, Encounter
from bot.extract.meetings.joining import encounters_of, roles_settled
from bot.extract.meetings.likely import with_likely
from bot.extract.meetings.reading import sightings_of
from bot.extract.meetings.sightings import Seat, Sighting
from bot.model.facts import Basis, Meeting, Mode, Participant
from bot.model.ids import FactId, content_id
from bot.model.text import Quote, Span

__all__ = ["find_meetings"]

MAX_QUOTES = 6


def find_meetings(doc: Document) -> tuple[Meeting, ...]:
    """Every encounter the article tells of, held or not, in reading order; never two facts for one encounter."""
    return tuple(_meeting(doc, encounter) for encounter in _told(doc))


def _told(doc: Document) -> list[Encounter]:
    """The encounters that rules read, and those for which enough speaks besides."""
    sightings = list(sightings_of(doc))
    return with_likely(doc, sightings, encounters_of(doc, sightings))


def _meeting(doc: Document, encounter: Encounter) -> Meeting:
    lead = next((s for s in encounter.sightings if s.status is encounter.status), encounter.sightings[0])
    quotes = _quotes(doc, lead, encounter)
    participants = tuple(
        Participant(party=seat.party, role=seat.role) for seat in roles_settled(encounter.seats)
    )
    place = _first_span(encounter, "place")
    duration = _first_span(encounter, "duration")
    topic = _first_span(encounter, "topic")
    revision = doc.revision
    mode = encounter.mode
    if mode is Mode.IN_PERSON and len(participants) > 5:
        mode = Mode.MULTILATERAL
    basis = [b for b in lead.basis if b.field != "participants"]
    basis += [
        Basis(field="participants", rule=_seat_rule(seat, lead), span=seat.span) for seat in encounter.seats
    ]
    for name, span in (("place", place), ("duration", duration), ("topic", topic)):
        if span is not None:
            basis.append(Basis(field=name, rule="clause", span=span))
    if encounter.when is not None and encounter.when is not lead.when:
        basis.append(Basis(field="when", rule="carried", span=encounter.when.span))
    said_by = (
        None
        if any(s.said_by is None and s.status is encounter.status for s in _telling(encounter))
        else lead.said_by
    )
    previous = next((s.previous for s in encounter.sightings if s.previous is not None), None)
    return Meeting(
        id=FactId(
            content_id(
                "fact",
                revision.id,
                "meeting",
                str(quotes[0].span.start),
                str(quotes[0].span.end),
                encounter.status.value,
                encounter.when.iso() or encounter.when.words if encounter.when is not None else "",
                *sorted(seat.party.key for seat in encounter.seats),
            )
        ),
        article=revision.article,
        revision=revision.id,
        quotes=quotes,
        said_by=said_by,
        basis=tuple(basis),
        participants=participants,
        status=encounter.status,
        form=lead.form,
        when=encounter.when,
        previous=previous,
        place=doc.words(place) if place else None,
        mode=mode,
        duration=doc.words(duration) if duration else None,
        topic=doc.words(topic) if topic else None,
    )


def _seat_rule(seat: Seat, lead: Sighting) -> str:
    """ "named" in the telling sentence, "joined" in another one."""
    return "named" if any(other.span == seat.span for other in lead.seats) else "joined"


def _telling(encounter: Encounter) -> list[Sighting]:
    return [s for s in encounter.sightings if not s.standing.weak and not s.adds and len(s.seats) >= 2]


def _first_span(encounter: Encounter, name: str) -> Span | None:
    """The first telling of a detail, those of the same status before those of a kindred one."""
    kindred: Span | None = None
    for sighting in encounter.sightings:
        found: Span | None = getattr(sighting, name)
        if found is None:
            continue
        if sighting.status is encounter.status:
            return found
        real = sighting.status in TOOK_PLACE or sighting.standing.purpose
        if real == (encounter.status in TOOK_PLACE):
            kindred = kindred or found
    return kindred


def _tells(sighting: Sighting, encounter: Encounter) -> bool:
    """Whether it says anything of the encounter, which a bare mention ("before the meeting") does not."""
    details = (sighting.when, sighting.previous, sighting.place, sighting.duration, sighting.topic)
    spans = {seat.span for seat in encounter.seats}
    return any(details) or any(seat.span in spans for seat in sighting.seats)


def _quotes(doc: Document, lead: Sighting, encounter: Encounter) -> tuple[Quote, ...]:
    spans = [trimmed(doc.text, lead.quote)]
    for sighting in encounter.sightings:
        if not _tells(sighting, encounter):
            continue
        span = trimmed(doc.text, sighting.quote)
        if not any(span.overlaps(seen) for seen in spans):
            spans.append(span)
    when = encounter.when
    if when is not None and not any(span.contains(when.span) for span in spans):
        home = doc.sentence_at(when.span.start)
        if home is not None:
            spans.append(when.span)
    return tuple(doc.quote(span) for span in spans[:MAX_QUOTES])
