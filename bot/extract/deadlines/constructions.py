"""Who sets and who is bound where a construction of the sentence says so, whatever frame read the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.extract.deadlines import construction_words as cues
from bot.extract.deadlines.building import opened, verb_start
from bot.extract.deadlines.cast import Sort, cast_of
from bot.extract.deadlines.demands import doer_from
from bot.extract.deadlines.due import due_at, is_counted
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.nouns import may_set, party_at, speaker_of
from bot.extract.deadlines.roles import parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.extract.document import Document
from bot.model.facts import DeadlineKind, DeadlineStatus, PartyKind

_SEVERAL = re.compile(
    r"^(?:both|the two|two|all)\b|\b(?:sides|parties|governments|countries|leaders)$", re.IGNORECASE
)
_REACH = 170  # characters between a construction and the day it governs


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What a construction says. sure: it outranks what a frame took from elsewhere in the sentence."""

    setter: Named | None = None
    addressee: Named | None = None
    sure: bool = False


Construction = Callable[[Line, Telling, int], Roles | None]


def with_constructions(line: Line, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence with the roles that its constructions give them."""
    return [_built(line, telling) for telling in tellings]


def with_second_deeds(line: Line, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence with those of its second verbs: "ordered to pay by 8 May and to publish it by 15 May"."""
    found = list(tellings)
    for first in tellings:
        if first.due is None or not _CARRIES.match(first.rule):
            continue
        at = first.due.span.end - line.span.start
        match = cues.AND_DO.match(line.marked, at)
        if match is None:
            continue
        begin, end = match.span("due")
        told = [
            n
            for n, t in enumerate(found)
            if t.due is not None and line.place(begin, end).overlaps(t.due.span)
        ]
        if told:
            second = found[told[0]]
            if second.addressee is None:
                found[told[0]] = replace(
                    second, addressee=first.addressee, setter=second.setter or first.setter
                )
            continue
        due = due_at(line, begin, end)
        if due is not None and is_counted(due.rule) and _LATER.match(line.marked, match.end()):
            due = opened(due)
        if due is not None:
            quote = line.place(match.start("what"), match.end())
            found.append(
                replace(
                    first, quote=quote, trigger=quote, due=due, previous=None, rule=first.rule + "+second",
                    requirement=line.place(*match.span("what")), consequence=None,
                )
            )  # fmt: skip
    return found


_LATER = re.compile(r"\s+(?:if|once|when|after|of|from|following)\b", re.IGNORECASE)
_CARRIES = re.compile(
    r"order_by|oblige|ask_by|have_until|by_then|promise|clause\.(?:duty|promise|future)$|give|given"
)


def _built(line: Line, telling: Telling) -> Telling:
    at = (telling.trigger.start if telling.due is None else telling.due.span.start) - line.span.start
    for construction in _CONSTRUCTIONS:
        roles = construction(line, telling, at)
        if roles is not None:
            telling = _with(telling, roles)
    return telling


def _with(telling: Telling, roles: Roles) -> Telling:
    setter = roles.setter if roles.sure and roles.setter is not None else telling.setter or roles.setter
    addressee = (
        roles.addressee
        if roles.sure and roles.addressee is not None
        else telling.addressee or roles.addressee
    )
    if (
        setter is not None
        and addressee is not None
        and setter.party.key == addressee.party.key
        and (setter, addressee) != (roles.setter, roles.addressee)
    ):
        keeps = roles.setter is not None and roles.sure
        setter, addressee = (setter, None) if keeps else (telling.setter, telling.addressee)
        if roles.addressee is not None and roles.sure:
            setter, addressee = None, roles.addressee
    return replace(telling, setter=setter, addressee=addressee)


def _last(pattern: re.Pattern[str], line: Line, at: int) -> re.Match[str] | None:
    """The last match before the day that the sentence does not leave again for another clause."""
    found = None
    for match in pattern.finditer(line.marked, 0, at + 1):
        if at - match.end() <= _REACH and ";" not in line.marked[match.end() : at]:
            found = match
    return found


def _who(line: Line, match: re.Match[str], group: str = "who", *, anyone: bool = True) -> Named | None:
    return party_at(line, match.start(group), match.end(group), anyone=anyone)


def _subject(line: Line, position: int, *, anyone: bool = True) -> Named | None:
    subject = subject_before(line, verb_start(line, position))
    return None if subject is None else party_at(line, *subject, anyone=anyone)


def _by_agent(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "has been told by the regulator to", "is required under the act to"."""
    del telling
    match = _last(cues.AGENT, line, at + 60)
    if match is None or match.start() > at:
        return None
    start = match.start("who")
    section = cues.SECTION_OF.match(match["who"])
    setter = party_at(line, start + (section.end() if section else 0), match.end("who"), anyone=True)
    if setter is None or (match["by"].lower() == "under" and setter.party.kind is PartyKind.PERSON):
        return None
    return Roles(setter=setter, addressee=_subject(line, match.start()), sure=True)


def _told_that(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "told lenders they must": the one told is bound, the one who tells commands."""
    match = _last(cues.TOLD_THAT, line, at)
    if match is None or telling.kind is DeadlineKind.COMMITMENT:
        return None
    told, teller = _who(line, match, anyone=False), _subject(line, match.start())
    if told is None or match["they"].split()[0].lower() in ("he", "she"):
        return None
    if match["they"].lower() == "it" and told.party.kind is PartyKind.PERSON:
        return None
    return Roles(setter=teller, addressee=told, sure=True)


def _asked(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "asked the government for an answer", "has asked that Morrow hand in a plan"."""
    if (match := _last(cues.CALLED_BY_NAME, line, at)) is not None:
        return Roles(setter=_subject(line, match.start()), addressee=_who(line, match), sure=True)
    if (match := _last(cues.ASKED_FOR, line, at)) is not None:
        return Roles(setter=_subject(line, match.start()), addressee=_who(line, match))
    match = _last(cues.ASKED_THAT, line, at)
    if match is None or telling.addressee is not None:
        return None
    return Roles(
        setter=_subject(line, match.start()),
        addressee=doer_from(line, match.start("who"), match.end("who")),
    )


def _ordered(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The order requires importers to": whatever verb the frame read behind it."""
    if telling.addressee is not None and telling.setter is not None:
        return None
    match = _last(cues.ORDERS, line, at)
    if match is None or cues.PASSIVE.search(line.marked, 0, match.start()):
        return None
    group = "who" if match["who"] else "whom"
    if cues.VERBAL.search(match[group]):
        return None
    return Roles(setter=_subject(line, match.start()), addressee=_who(line, match, group, anyone=False))


def _warned(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The union warned the company that drivers would strike": the threat is the union's, against the company."""
    if telling.kind is not DeadlineKind.EFFECTIVE:
        return None
    match = _last(cues.WARNED, line, at)
    if match is None or cues.PASSIVE.search(line.marked, 0, match.start()):
        return None
    warned = _who(line, match, anyone=False)
    if warned is None:
        return None
    return Roles(setter=_subject(line, match.start()), addressee=warned, sure=True)


def _by_which(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "the date by which Ravn Steel must file"."""
    del telling, at
    match = cues.BY_WHICH.search(line.marked)
    return None if match is None else Roles(addressee=_who(line, match))


def _measure(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Washington paused the tariffs until": who took the measure."""
    if telling.setter is not None or telling.kind not in (DeadlineKind.EFFECTIVE, DeadlineKind.EXPIRY):
        return None
    match = _last(cues.GOES_AHEAD, line, at) or _last(cues.MEASURES, line, at)
    if match is None or cues.PASSIVE.search(line.marked, 0, match.start()):
        return None
    taker = _subject(line, match.start(), anyone=False)
    return None if taker is None else Roles(setter=taker)


def _told_after(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Talks must end by 9 May, the mediator told both sides"."""
    if telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
        return None
    match = cues.TOLD_AFTER.search(line.marked, at)
    if match is None:
        return None
    told = None if cues.PRESS.search(match["who"]) else _who(line, match, anyone=False)
    return Roles(setter=_who(line, match, "set", anyone=False), addressee=told)


def _said_after(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Hamas has 72 hours, Israel's defence minister said": an office holder announces what he sets."""
    del at
    if telling.setter is not None or telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
        return None
    named = parenthetic_speaker(line)
    return Roles(setter=named) if named is not None and _commands(line, named) else None


def _commands(line: Line, named: Named) -> bool:
    member = cast_of(line.document).of_key(named.party.key)
    firm = member is not None and member.sort is Sort.FIRM
    return not firm and may_set(line, named) and cues.RELAYS.search(named.party.name) is None


def _itself(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "gave itself until October"."""
    del telling
    match = _last(cues.ITSELF, line, at)
    own = None if match is None else _subject(line, match.start())
    return None if own is None else Roles(setter=own, addressee=own, sure=True)


def _giving(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "sent Italy a letter, giving it two months": whoever sent it gives, and the one it was sent to is given."""
    del telling
    match = _last(cues.GIVING_IT, line, at)
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
        given = _who(line, match)
    return Roles(setter=giver, addressee=given)


def _under_order(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "under a ruling handed down on Monday by the High Court": whose ruling it is."""
    del at
    if telling.setter is not None or telling.kind in (DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED):
        return None
    match = cues.ISSUED_BY.search(line.marked) or cues.SIGNED_BY.search(line.marked)
    return None if match is None else Roles(setter=_who(line, match))


def _of_its_lenders(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The company's lenders have agreed": what lenders, landlords and auditors grant or ask concerns the one whose they are."""
    del at
    if telling.setter is None or telling.kind is DeadlineKind.SCHEDULED:
        return None
    start = telling.setter.span.start - line.span.start
    match = cues.LENDERS_OF.match(line.marked, start) if start >= 0 else None
    owner = None if match is None else _who(line, match, anyone=False)
    return None if owner is None else Roles(addressee=owner)


def _its_members(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The union's members have until 4 December to vote": the vote is the union's."""
    if telling.kind is DeadlineKind.COMMITMENT:
        return None
    match = _last(cues.MEMBERS_OF, line, at)
    return None if match is None else Roles(setter=_who(line, match, anyone=False))


def _decider(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "subject to a vote by member states on": the vote is theirs."""
    if telling.kind is not DeadlineKind.SCHEDULED:
        return None
    match = next((m for m in cues.DECISION_BY.finditer(line.marked, 0, at + 1) if at - m.end() < 12), None)
    named = None if match is None else _who(line, match)
    return None if named is None else Roles(addressee=named, sure=True)


def _owed(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "must repay 300 million to the fund": the creditor sets, the debtor owes."""
    if telling.setter is not None or telling.kind is DeadlineKind.SCHEDULED:
        return None
    if (match := _last(cues.OWES, line, at)) is not None:
        return Roles(setter=_who(line, match), addressee=_subject(line, match.start()), sure=True)
    match = next((m for m in cues.PAID_TO.finditer(line.marked) if m.start("who") < at <= m.end()), None)
    creditor = None if match is None else _who(line, match, anyone=False)
    if creditor is None and (lent := _last(cues.LENT_BY, line, at)) is not None:
        creditor = _who(line, lent, anyone=False)
    return None if creditor is None else Roles(setter=creditor)


def with_receivers(document: Document, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of duties to hand something to a public body with that body as their missing setter."""
    found = []
    for telling in tellings:
        roles = None
        if telling.due is not None:
            line = read_line(document, telling.line)
            roles = _receiver(line, telling, telling.due.span.start - line.span.start)
        found.append(telling if roles is None else _with(telling, roles))
    return found


def _receiver(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "must reach the ministry by": the public body that is to be given something asked for it."""
    if (
        telling.setter is not None
        or telling.kind is not DeadlineKind.DEADLINE
        or telling.status is DeadlineStatus.PROPOSED
    ):
        return None
    match = next((m for m in cues.HANDED_TO.finditer(line.marked) if m.start() < at <= m.end()), None)
    if match is None:
        return None
    named = _who(line, match, "who" if match["who"] else "whom", anyone=False)
    if named is None:
        return None
    member = cast_of(line.document).of_key(named.party.key)
    official = named.party.kind is PartyKind.BODY if member is None else member.sort is Sort.OFFICIAL
    return Roles(setter=named) if official else None


def _threat(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "will shell the port unless the army withdraws": who threatens, and who can avert it."""
    match = cues.UNLESS.search(line.marked) or cues.UNLESS_DOES.search(line.marked)
    if match is None or telling.kind is DeadlineKind.SCHEDULED or re.match(r"until\b", match.group(), re.I):
        return None
    who = _first_party(line, match.start("who"), match.end("who"))
    inside = match.start() < at
    main = _threatener(line, match)
    if not inside and telling.kind is DeadlineKind.EXPIRY:
        return Roles(setter=who)
    if main is not None and who is not None and main.party.key == who.party.key:
        main = None
    return Roles(setter=main, addressee=who)


def _first_party(line: Line, begin: int, end: int) -> Named | None:
    """The party that a clause opens with: the shortest phrase that names one, with the rest of its name."""
    found = None
    for word in re.finditer(r"\S+", line.marked[begin:end]):
        if found is not None and not re.match(r"[A-Z]|(?:of|and|for|the)$", word.group()):
            break
        found = party_at(line, begin, begin + word.end()) or found
        if word.group().endswith((",", ";")):
            break
    return found


def _threatener(line: Line, match: re.Match[str]) -> Named | None:
    """Who does what happens otherwise: the subject of the main clause, or whoever announces it."""
    opens = line.marked[: match.start()].strip(" \"'-–*•").lower() in ("", "but", "and")
    comma = line.marked.find(",", match.end("who")) if opens else -1
    modal = (
        cues.MAIN_MODAL.search(line.marked, comma + 1)
        if comma >= 0
        else None
        if opens
        else _final(cues.MAIN_MODAL, line.marked, match.start())
    )
    if modal is None:
        return None
    subject = subject_before(line, verb_start(line, modal.start()))
    if subject is None:
        return None
    passive = re.match(r"\s*(?:\w+ly |also |then |automatically )?be\s", line.marked[modal.end() :])
    speaker = speaker_of(line, subject[0]) or parenthetic_speaker(line)
    return speaker if passive else party_at(line, *subject, anyone=False) or speaker


def _final(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, 0, end):
        found = match
    return found


def _harm(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "will delist Tarn Media", "will be delisted", "faces a tariff": whom the day hits."""
    if telling.addressee is not None or (
        telling.kind is DeadlineKind.SCHEDULED and telling.setter is not None
    ):
        return None
    if (match := _last(cues.HARMS, line, at)) is not None:
        doer = _subject(line, match.start(), anyone=False)
        return Roles(setter=doer, addressee=_who(line, match, anyone=False))
    if (match := _last(cues.HARMED, line, at)) is not None:
        return Roles(addressee=_subject(line, match.start(), anyone=False))
    if (
        match := next((m for m in cues.DONE_BY.finditer(line.marked) if m.start() < at <= m.end()), None)
    ) is not None:
        return Roles(addressee=_who(line, match))
    if (match := _last(cues.FACES, line, at)) is not None:
        return Roles(addressee=_subject(line, match.start(), anyone=False))
    return None


def _offer(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Kestrel's offer for Norda", "extended its offer for Norda"."""
    del at
    if telling.kind is DeadlineKind.SCHEDULED:
        return None
    match = cues.OFFER_OF.search(line.marked) or cues.OFFER_FOR.search(line.marked)
    if match is not None:
        return Roles(setter=_who(line, match, "set"), addressee=_who(line, match))
    match = cues.OFFERS.search(line.marked)
    if match is None:
        return None
    return Roles(setter=_subject(line, match.start()), addressee=_who(line, match))


def _agreed(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Both sides have agreed to stop firing": those who agree bind themselves."""
    if telling.addressee is not None or telling.kind is DeadlineKind.SCHEDULED:
        return None
    match = _last(cues.AGREED, line, at)
    own = None if match is None else _subject(line, match.start(), anyone=False)
    if own is None:
        return None
    several = " and " in own.party.name or _SEVERAL.search(own.party.name)
    return Roles(setter=own, addressee=own) if several else None


_CONSTRUCTIONS: tuple[Construction, ...] = (
    _by_agent, _told_that, _warned, _itself, _asked, _ordered, _giving, _under_order, _by_which, _threat, _harm, _offer, _agreed, _measure,
    _told_after, _said_after, _owed, _of_its_lenders, _its_members, _decider,
)  # fmt: skip
