"""Constructions of threats, harms, offers, debts and votes: who can avert, who is hit, who owes, who decides."""

from __future__ import annotations

import re

from bot.extract.deadlines import construction_words as cues
from bot.extract.deadlines.building import verb_start
from bot.extract.deadlines.construction import Roles, doer_of, last_before, party_of
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.nouns import party_at, speaker_of
from bot.extract.deadlines.roles import parenthetic_speaker
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import DeadlineKind


def owed(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "must repay 300 million to the fund": the creditor sets, the debtor owes."""
    if telling.setter is not None or telling.kind is DeadlineKind.SCHEDULED:
        return None
    if (match := last_before(cues.OWES, line, at)) is not None:
        return Roles(setter=party_of(line, match), addressee=doer_of(line, match.start()), sure=True)
    match = next((m for m in cues.PAID_TO.finditer(line.marked) if m.start("who") < at <= m.end()), None)
    creditor = None if match is None else party_of(line, match, anyone=False)
    if creditor is None and (lent := last_before(cues.LENT_BY, line, at)) is not None:
        creditor = party_of(line, lent, anyone=False)
    return None if creditor is None else Roles(setter=creditor)


def threatened(line: Line, telling: Telling, at: int) -> Roles | None:
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


def _final(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text, 0, end):
        found = match
    return found


def harmed(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "will delist Tarn Media", "will be delisted", "faces a tariff": whom the day hits."""
    if telling.addressee is not None or (
        telling.kind is DeadlineKind.SCHEDULED and telling.setter is not None
    ):
        return None
    if (match := last_before(cues.HARMS, line, at)) is not None:
        doer = doer_of(line, match.start(), anyone=False)
        return Roles(setter=doer, addressee=party_of(line, match, anyone=False))
    if (match := last_before(cues.HARMED, line, at)) is not None:
        return Roles(addressee=doer_of(line, match.start(), anyone=False))
    if (
        match := next((m for m in cues.DONE_BY.finditer(line.marked) if m.start() < at <= m.end()), None)
    ) is not None:
        return Roles(addressee=party_of(line, match))
    if (match := last_before(cues.FACES, line, at)) is not None:
        return Roles(addressee=doer_of(line, match.start(), anyone=False))
    return None


def offered(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Kestrel's offer for Norda", "extended its offer for Norda"."""
    del at
    if telling.kind is DeadlineKind.SCHEDULED:
        return None
    match = cues.OFFER_OF.search(line.marked) or cues.OFFER_FOR.search(line.marked)
    if match is not None:
        return Roles(setter=party_of(line, match, "set"), addressee=party_of(line, match))
    match = cues.OFFERS.search(line.marked)
    if match is None:
        return None
    return Roles(setter=doer_of(line, match.start()), addressee=party_of(line, match))


def agreed(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "Both sides have agreed to stop firing": those who agree bind themselves."""
    if telling.addressee is not None or telling.kind is DeadlineKind.SCHEDULED:
        return None
    match = last_before(cues.AGREED, line, at)
    own = None if match is None else doer_of(line, match.start(), anyone=False)
    if own is None:
        return None
    several = " and " in own.party.name or _SEVERAL.search(own.party.name)
    return Roles(setter=own, addressee=own) if several else None


def decider(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "subject to a vote by member states on": the vote is theirs."""
    if telling.kind is not DeadlineKind.SCHEDULED:
        return None
    match = next((m for m in cues.DECISION_BY.finditer(line.marked, 0, at + 1) if at - m.end() < 12), None)
    named = None if match is None else party_of(line, match)
    return None if named is None else Roles(addressee=named, sure=True)


def its_members(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The union's members have until 4 December to vote": the vote is the union's."""
    if telling.kind is DeadlineKind.COMMITMENT:
        return None
    match = last_before(cues.MEMBERS_OF, line, at)
    return None if match is None else Roles(setter=party_of(line, match, anyone=False))


def of_its_lenders(line: Line, telling: Telling, at: int) -> Roles | None:
    """ "The company's lenders have agreed": what lenders, landlords and auditors grant or ask concerns the one whose they are."""
    del at
    if telling.setter is None or telling.kind is DeadlineKind.SCHEDULED:
        return None
    start = telling.setter.span.start - line.span.start
    match = cues.LENDERS_OF.match(line.marked, start) if start >= 0 else None
    owner = None if match is None else party_of(line, match, anyone=False)
    return None if owner is None else Roles(addressee=owner)


_SEVERAL = re.compile(
    r"^(?:both|the two|two|all)\b|\b(?:sides|parties|governments|countries|leaders)$", re.IGNORECASE
)
