"""Constructions in which somebody commands, tells, asks or takes a measure."""

from __future__ import annotations

from bot.extract.deadlines import construction_words as cues
from bot.extract.deadlines.cast import Sort, cast_of
from bot.extract.deadlines.construction import Roles, doer_of, last_before, party_of
from bot.extract.deadlines.demands import doer_from
from bot.extract.deadlines.lexicon import MADE_BY_SIDES
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.nouns import may_set, party_at
from bot.extract.deadlines.roles import parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import DeadlineKind, PartyKind


def told_by(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "has been told by the regulator to", "is required under the act to"."""
    del telling
    match = last_before(cues.AGENT, line, at + 60)
    if match is None or match.start() > at:
        return None
    start = match.start("who")
    section = cues.SECTION_OF.match(match["who"])
    setter = party_at(line, start + (section.end() if section else 0), match.end("who"), anyone=True)
    if setter is None or (match["by"].lower() == "under" and setter.party.kind is PartyKind.PERSON):
        return None
    return Roles(setter=setter, addressee=doer_of(line, match.start()), sure=True)


def told_that(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "told lenders they must": the one told is bound, the one who tells commands."""
    match = last_before(cues.TOLD_THAT, line, at)
    if match is None or telling.kind is DeadlineKind.COMMITMENT:
        return None
    told, teller = party_of(line, match, anyone=False), doer_of(line, match.start())
    if told is None or match["they"].split()[0].lower() in ("he", "she"):
        return None
    if match["they"].lower() == "it" and told.party.kind is PartyKind.PERSON:
        return None
    return Roles(setter=teller, addressee=told, sure=True)


def asked_for(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "asked the government for an answer", "has asked that Morrow hand in a plan"."""
    if (match := last_before(cues.CALLED_BY_NAME, line, at)) is not None:
        return Roles(setter=doer_of(line, match.start()), addressee=party_of(line, match), sure=True)
    if (match := last_before(cues.ASKED_FOR, line, at)) is not None:
        return Roles(setter=doer_of(line, match.start()), addressee=party_of(line, match))
    match = last_before(cues.ASKED_THAT, line, at)
    if match is None or telling.addressee is not None:
        return None
    return Roles(
        setter=doer_of(line, match.start()),
        addressee=doer_from(line, match.start("who"), match.end("who")),
    )


def ordered(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The order requires importers to": whatever verb the frame read behind it."""
    if telling.addressee is not None and telling.setter is not None:
        return None
    match = last_before(cues.ORDERS, line, at)
    if match is None or cues.PASSIVE.search(line.marked, 0, match.start()):
        return None
    group = "who" if match["who"] else "whom"
    if cues.VERBAL.search(match[group]):
        return None
    return Roles(setter=doer_of(line, match.start()), addressee=party_of(line, match, group, anyone=False))


def warned(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The union warned the company that drivers would strike": the threat is the union's, against the company."""
    if telling.kind is not DeadlineKind.EFFECTIVE:
        return None
    match = last_before(cues.WARNED, line, at)
    if match is None or cues.PASSIVE.search(line.marked, 0, match.start()):
        return None
    warned = party_of(line, match, anyone=False)
    if warned is None:
        return None
    return Roles(setter=doer_of(line, match.start()), addressee=warned, sure=True)


def by_which(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "the date by which Ravn Steel must file"."""
    del telling, at
    match = cues.BY_WHICH.search(line.marked)
    return None if match is None else Roles(addressee=party_of(line, match))


def took_measure(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Washington paused the tariffs until": who took the measure."""
    if telling.setter is not None or telling.kind not in (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY):
        return None
    match = last_before(cues.GOES_AHEAD, line, at) or last_before(cues.MEASURES, line, at)
    if match is None or cues.PASSIVE.search(line.marked, 0, match.start()):
        return None
    taker = doer_of(line, match.start(), anyone=False)
    return None if taker is None else Roles(setter=taker)


def told_after(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Talks must end by 9 May, the mediator told both sides"."""
    if telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
        return None
    match = cues.TOLD_AFTER.search(line.marked, at)
    if match is None:
        return None
    told = None if cues.PRESS.search(match["who"]) else party_of(line, match, anyone=False)
    return Roles(setter=party_of(line, match, "set", anyone=False), addressee=told)


def said_after(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Hamas has 72 hours, Israel's defence minister said": an office holder announces what he sets."""
    del at
    if telling.setter is not None or telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
        return None
    if telling.head in MADE_BY_SIDES:
        return None
    named = parenthetic_speaker(line)
    return Roles(setter=named) if named is not None and _commands(line, named) else None


def _commands(line: Line, named: Named) -> bool:
    member = cast_of(line.document).of_key(named.party.key)
    firm = member is not None and member.sort is Sort.FIRM
    return not firm and may_set(line, named) and cues.RELAYS.search(named.party.name) is None


def bound_itself(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "gave itself until October"."""
    del telling
    match = last_before(cues.ITSELF, line, at)
    own = None if match is None else doer_of(line, match.start())
    return None if own is None else Roles(setter=own, addressee=own, sure=True)


def giving_time(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "sent Italy a letter, giving it two months": whoever sent it gives, and the one it was sent to is given."""
    del telling
    match = last_before(cues.GIVING_IT, line, at)
    if match is None:
        return None
    main = cues.MAIN_VERB.search(line.marked, 0, match.start())
    subject = None if main is None else subject_before(line, main.start())
    giver = None if subject is None else party_at(line, *subject, anyone=True)
    if main is None or giver is None:
        return None
    given: Named | None
    if match["who"] in ("it", "them", "him", "her"):
        others = [m for m in line.mentions_at(main.end(), match.start()) if m.party.key != giver.party.key]
        given = Named(party=others[0].party, span=others[0].span) if others else None
    else:
        given = party_of(line, match)
    return Roles(setter=giver, addressee=given)


def under_order(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "under a ruling handed down on Monday by the High Court": whose ruling it is."""
    del at
    if telling.setter is not None or telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
        return None
    match = cues.ISSUED_BY.search(line.marked) or cues.SIGNED_BY.search(line.marked)
    return None if match is None else Roles(setter=party_of(line, match))
