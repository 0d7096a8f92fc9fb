"""The day of a telling that names none: that of what was told before it, of a summit beside it or of the heading above."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.extract.document import Document
from bot.extract.meetings.days import lies_ahead
from bot.extract.meetings.diaries import heading_above, names_no_day
from bot.extract.meetings.encounters import TOOK_PLACE, Encounter
from bot.extract.meetings.sightings import Sighting
from bot.model.facts import MeetingStatus
from bot.model.text import Span
from bot.model.when import When, WhenKind

S = MeetingStatus


_BESIDE_IT = re.compile(
    r"\bon (?:the|its) (?:sidelines|margins|fringes)\b|\bbeside the summit\b", re.IGNORECASE
)


def _on_the_sidelines(doc: Document, sighting: Sighting, found: list[Encounter]) -> When | None:
    """The days of the summit on whose sidelines two of its guests met."""
    first = doc.sentences[max(0, sighting.sentence - 1)].start
    if sighting.status not in TOOK_PLACE or not _BESIDE_IT.search(doc.text, first, sighting.trigger.start):
        return None
    large = [
        e
        for e in found
        if (len(e.seats) > 2 or e.sightings[0].form == "summit")
        and e.when is not None
        and e.status in TOOK_PLACE
    ]
    return large[-1].when if large else None


def on_the_day(doc: Document, sighting: Sighting, found: list[Encounter]) -> Sighting:
    """ "and then sat down with", "hours later": the day of what was told before, when that is one day."""
    if (last := _earlier_that_day(doc, sighting, found)) is not None:
        return replace(sighting, when=last.when)
    if sighting.status is not S.REFUSED and names_no_day(sighting.when):
        heading = heading_above(doc, sighting.sentence)
        if heading is not None:
            return replace(sighting, when=heading)
    if sighting.when is not None:
        return sighting
    day = _on_the_sidelines(doc, sighting, found) or _of_the_visit(doc, sighting, found)
    day = day or _day_just_told(doc, sighting, found)
    if day is None and sighting.same_day:
        day = _same_day(doc, sighting, found)
    return sighting if day is None else replace(sighting, when=day)


def _same_day(doc: Document, sighting: Sighting, found: list[Encounter]) -> When | None:
    """The day of the encounter told before, or the day of the story, for what is told as part of the same day."""
    if sighting.status is S.PLANNED and found and found[-1].status is S.PLANNED:
        day = found[-1].when
        return day if day is not None and day.day is not None else None
    if sighting.status not in TOOK_PLACE and not sighting.standing.purpose:
        return None
    for encounter in reversed(found):
        if encounter.status in TOOK_PLACE and encounter.when is not None and encounter.when.day is not None:
            return encounter.when
    told = [when for when in doc.whens if when.span.end <= sighting.quote.start and _recent(doc, when)]
    return told[-1] if told else None


_ON_A_VISIT = re.compile(
    r"\b(?:during|as part of|in the course of|while on|within|on) (?:his|her|their|its|the|this|that) (?:[\w-]+ ){0,3}(?:visit|stay|trip|tour)\b",
    re.IGNORECASE,
)


def _of_the_visit(doc: Document, sighting: Sighting, found: list[Encounter]) -> When | None:
    """The days of the visit as part of which one of its guests or hosts meets another."""
    if sighting.status not in (*TOOK_PLACE, S.PLANNED) or not _ON_A_VISIT.search(
        doc.words(doc.sentences[sighting.sentence])
    ):
        return None
    visits = [
        e.when
        for e in found
        if e.when is not None
        and e.when.day is None  # one day may be that of the arrival
        and e.sightings[0].form == "visit"
        and e.keys() & sighting.keys
        and (e.status in TOOK_PLACE) == (sighting.status in TOOK_PLACE)
    ]
    return visits[-1] if visits else None


_PART_OF_DAY = re.compile(
    r"(?:in|during) the (?:\w+ )?(?:morning|afternoon|evening)$|(?:on )?(?:the same|that) (?:day|morning|afternoon|evening|night)$",
    re.IGNORECASE,
)


def _earlier_that_day(doc: Document, sighting: Sighting, found: list[Encounter]) -> Encounter | None:
    """What took place in the sentences before, for "in the evening she hosted a dinner", "on the same day": its day, told or not."""
    if sighting.when is None or sighting.status is not S.HELD:
        return None
    counted = sighting.when.anchor.span if sighting.when.anchor is not None else None
    here = counted is not None and doc.sentences[sighting.sentence].contains(counted)
    if here or _PART_OF_DAY.search(sighting.when.words.strip()) is None:
        return None  # "arrived on Tuesday and met B the same evening"
    last = next((e for e in reversed(found) if not _told_aside(doc, e)), None)
    if last is None or last.status is not S.HELD:
        return None
    return last if sighting.sentence - max(s.sentence for s in last.sightings) <= 2 else None


_ASIDE = re.compile(r", (?:who|which|whose)\b[^,;]*$")


def _told_aside(doc: Document, encounter: Encounter) -> bool:
    """ "Dahl, who had met B last week, also took part": told of somebody, not as part of what happened."""
    lead = encounter.sightings[0]
    return _ASIDE.search(doc.text[doc.sentences[lead.sentence].start : lead.trigger.start]) is not None


_NOT_THEN = re.compile(
    r"^\W*(?:before|ahead of|last|until|since)\b|\b(?:has|have|had|already|once|earlier|previous(?:ly)?|recent(?:ly)?|past|former|ever|never|"
    r"often|regularly|years?|months?|weeks?)\b",
    re.IGNORECASE,
)
# "During her visit she met C": some day of the visit.
_ON_A_JOURNEY = re.compile(
    r"\bduring (?:his|her|their|its|the|this|that|an?) (?:[\w-]+ ){0,3}(?:visit|stay|trip|tour)\b",
    re.IGNORECASE,
)
_DATELINE_DASH = re.compile(r"[^.\n]{0,40}?(?:\s[-–—]{1,2}\s|:\s)")


def _in_dateline(doc: Document, sentence: Span, when: When) -> bool:
    """Whether a day stands between the place and the dash of a dateline, which dates the article and nothing else."""
    place = doc.text[sentence.start : when.span.start]
    opens = place[:2].isupper() and len(place) < _LONGEST_PLACE
    return opens and _DATELINE_DASH.match(doc.text, when.span.end) is not None


_LONGEST_PLACE = 40  # characters
_JUST_TOLD = 7  # days before publication
_REACH = 3  # sentences
_REACH_OF_MORE = 6  # sentences, for what is told as one more of a row


def _day_just_told(doc: Document, sighting: Sighting, found: list[Encounter]) -> When | None:
    """The one day of the sentence before, or of the nearest one before that which names one, when what took place is told as
    part of the same news: about the same people, or as one more in a row ("also", "then")."""
    if sighting.status is not S.HELD or len(sighting.seats) < 2 or _stands_apart(doc, sighting):
        return None
    day = _day_before(doc, sighting, found)
    return day if _lately(doc, day) else None


def _day_before(doc: Document, sighting: Sighting, found: list[Encounter]) -> When | None:
    """The day told last that can be that of `sighting`; one more in a row takes that of the encounter before it."""
    more = sighting.and_then or sighting.same_day or _is_one_more(doc, sighting)
    row = [e for e in found if _carries(e, sighting)] if more else []
    reach = _REACH_OF_MORE if row else _REACH
    for index in range(sighting.sentence - 1, max(-1, sighting.sentence - 1 - reach), -1):
        own = _speaks_of(doc, sighting, index)
        if not own and not row:
            return None
        told = _days_of(doc, index)
        if told:
            day = _one_day(told)
            return day if day is not None and (own or day.day == _day_of(row[-1])) else None
        carried = [e for e in found if e.sightings[0].sentence == index and _carries(e, sighting)]
        if carried:
            return carried[-1].when
    return None


def _one_day(whens: list[When]) -> When | None:
    """The day that all times of a sentence mean."""
    days = [when for when in whens if when.kind in (WhenKind.DATE, WhenKind.TIME)]
    same = len({(when.earliest, when.latest) for when in whens}) == 1
    return days[-1] if same and days and days[-1].day is not None else None


_ONE_MORE = re.compile(
    r"\b(?:also|separately|additionally|further(?:more)?|moreover|in addition|meanwhile|in turn)\b",
    re.IGNORECASE,
)


def _is_one_more(doc: Document, sighting: Sighting) -> bool:
    here = doc.sentences[sighting.sentence]
    return _ONE_MORE.search(doc.text, here.start, sighting.trigger.end) is not None


def _stands_apart(doc: Document, sighting: Sighting) -> bool:
    """Whether its own sentence dates it or says that it was at another time: "had already met", "during her visit"."""
    here = doc.sentences[sighting.sentence]
    told = doc.text[here.start : sighting.trigger.end]
    return (
        _ON_A_JOURNEY.search(doc.words(here)) is not None
        or _NOT_THEN.search(told) is not None
        or bool(_days_of(doc, sighting.sentence))
    )


_ACCORDING = re.compile(r",? according to ")


def _speaks_of(doc: Document, sighting: Sighting, index: int) -> bool:
    """Whether a sentence names one of those who met, not only as its teller, or the kind of encounter meant."""
    before = doc.sentences[index]
    teller = _ACCORDING.search(doc.text, before.start, before.end)
    told = Span(before.start, teller.start()) if teller is not None else before
    named = {mention.party.key for mention in doc.mentions_in(told)}
    return bool(sighting.keys & named) or (
        sighting.definite and sighting.form in doc.words(before).casefold()
    )


def _days_of(doc: Document, index: int) -> list[When]:
    """The times a sentence names that do not lie ahead; the day of a dateline dates the article and nothing else."""
    sentence = doc.sentences[index]
    whens = [when for when in doc.whens_in(sentence) if when.resolved and not lies_ahead(doc, when)]
    return [when for when in whens if not _in_dateline(doc, sentence, when)]


def _carries(encounter: Encounter, sighting: Sighting) -> bool:
    """Whether one of the same people was at an encounter that took place on one day."""
    shared = bool(encounter.keys() & sighting.keys)
    return shared and encounter.status in TOOK_PLACE and _day_of(encounter) is not None


def _day_of(encounter: Encounter) -> date | None:
    return encounter.when.day if encounter.when is not None else None


def _lately(doc: Document, when: When | None) -> bool:
    """Whether a time is one day of the week before publication."""
    if when is None or when.day is None or doc.published is None:
        return False
    return 0 <= (doc.published - when.day).days <= _JUST_TOLD


def _recent(doc: Document, when: When) -> bool:
    """Whether a time is the day of the story: one day, the day of publication or the one before."""
    if when.day is None or doc.published is None:
        return False
    return 0 <= (doc.published - when.day).days <= 1
