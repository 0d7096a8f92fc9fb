"""What the words behind a telling make of it: the other side refused or accepted, somebody denied the report."""

from __future__ import annotations

import re

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row, row_of
from bot.extract.meetings.encounters import Encounter
from bot.extract.meetings.sightings import Sighting
from bot.model.facts import MeetingStatus

S = MeetingStatus

_REFUSED = (
    r"(?:refused|refuses|declined|declines|rebuffed|said no|(?:turned|turns) (?:\w+ |P )?(?:down|away)|"
    r"(?:was|were|been) (?:\w+ )?(?:turned (?:down|away)|rebuffed|refused|rejected|ignored|denied)|"
    r"(?:would|will) not (?:hear of it|come|attend)|rejected (?:it|this|that|the (?:offer|request|invitation|idea|proposal)))"
)
_ENDS = r"(?: (?:it|this|that|twice|again|outright|flatly|politely|both|too|him|her|them|so|T|(?:on|last|in|at) T))*(?:$| ?[.,;!—–-]| and\b| but\b| because\b| saying\b| citing\b)"
_SELF = re.compile(
    rf"^[^.;]{{0,60}}?(?:, (?:but |who |which )?|\bwho |\bwhich |\bbut |\band )(?:has |have |had |then |promptly |later |T )*{_REFUSED}{_ENDS}"
)
_NEXT_REFUSED = re.compile(
    rf"^(?:but |so far |T |, )*(?:(?:the |both |all )?P|it|the \w+(?: \w+)?) (?:has |have |had |again |promptly |later |politely )*{_REFUSED}{_ENDS}"
)
_NEXT_ACCEPTED = re.compile(
    r"^(?:(?:the )?P|it|the \w+) (?:has |have |had |promptly |later )*(?:accepted|agreed|said yes|(?:was|were|been) (?:accepted|granted))"
    r"(?: (?:it|this|at once|immediately|gladly|with \w+|T))*(?:$| ?[.])"
)
_NEXT_DENIED = re.compile(
    r"(?:\b(?:deny|denies|denied|dismiss(?:es|ed)?|reject(?:s|ed)?|disput(?:es|ed)) (?:it|this|that|the (?:report|claim|story|account|rumou?r|allegation)s?|any such (?:meeting|talks|encounter|call))\b)"
    r"|(?:\b(?:it|this|that|the (?:report|claim|story|account|rumou?r)) (?:is|was|as) (?:\w+ )?(?:nonsense|untrue|false|wrong|fabricated|invented|not true|rubbish|baseless|a lie|fiction)\b)"
    r"|(?:\bcall(?:s|ed)? (?:it|this|that|the \w+) (?:\w+ )?(?:nonsense|untrue|false|wrong|rubbish|baseless|a lie|fiction|fantasy)\b)"
    r"|(?:\bno such (?:\w+ )?(?:meeting|talks|encounter|call|conversation|dinner|visit)\b)"
)  # fmt: skip
_TOLD_BY_OTHERS = re.compile(
    r"\b(?:wrote|reported|reports?|says?|said|claims?|claimed|hears?|according|rumou?rs?|alleg\w+|media|newspaper|told)\b"
)
# What is denied is another thing when the sentence names its own ("denied the charges of fraud").
_REACH = 2


def settle_replies(doc: Document, found: list[Encounter]) -> None:
    """Change the status of encounters whose request was turned down or whose report was denied right behind."""
    for encounter in found:
        lead = encounter.sightings[-1]
        if encounter.status in (S.PLANNED, S.POSSIBLE, S.REQUESTED) and any(
            _came_to_nothing(doc, told) for told in encounter.sightings
        ):
            encounter.status = S.CANCELLED
            continue
        if encounter.status in (S.REQUESTED, S.POSSIBLE):
            _answered(doc, encounter, lead)
        elif encounter.status in (S.HELD, S.UNCONFIRMED, S.ONGOING, S.PLANNED) and _reported(doc, encounter):
            _contradicted(doc, encounter, lead)


_NOTHING = re.compile(
    r"(?:but |in the end |, |T )*(?:it|that|this|neither|the (?:\w+ )?(?:meeting|trip|visit|summit|plan|talks|encounter|call)) "
    r"(?:(?:did not|didn't|never) (?:come to (?:that|it|pass)|happen(?:ed)?|(?:take|took) place|came (?:about|off)|go ahead)|fell through|"
    r"came to nothing|(?:was|were) (?:then |later |promptly |abruptly |quietly )?(?:called off|cancelled|canceled|scrapped|shelved|dropped))\b"
)


def _came_to_nothing(doc: Document, lead: Sighting) -> bool:
    """Whether the next sentence takes a plan back: "It did not come to that"."""
    following = _next_row(doc, lead.sentence)
    return following is not None and _NOTHING.match(following.mask(0, 18)) is not None


def _answered(doc: Document, encounter: Encounter, lead: Sighting) -> None:
    row = row_of(doc, lead.sentence)
    at = next((i for i, node in enumerate(row.nodes) if node.span.start >= lead.trigger.start), 0)
    if _SELF.search(row.mask(at + 1, at + 34)):
        encounter.status = S.REFUSED
        return
    following = _next_row(doc, lead.sentence)
    if following is None or encounter.status is not S.REQUESTED:
        return
    words = following.mask(0, 16)
    if _NEXT_REFUSED.match(words):
        encounter.status = S.REFUSED
    elif _NEXT_ACCEPTED.match(words):
        encounter.status = S.PLANNED


def _reported(doc: Document, encounter: Encounter) -> bool:
    """Whether the encounter is told in the words of somebody else."""
    if encounter.status is S.UNCONFIRMED or any(s.said_by is not None for s in encounter.sightings):
        return True
    return any(
        _TOLD_BY_OTHERS.search(doc.text[doc.sentences[s.sentence].start : s.trigger.start].casefold())
        for s in encounter.sightings
    )


def _contradicted(doc: Document, encounter: Encounter, lead: Sighting) -> None:
    for step in range(1, _REACH + 1):
        row = _next_row(doc, lead.sentence + step - 1)
        if row is None:
            return
        if _NEXT_DENIED.search(row.mask(0, 30)):
            encounter.status = S.DENIED
            return
        if any(node.word in lex.VERBS and row.finite(i) for i, node in enumerate(row.nodes)):
            return  # another encounter comes between


def _next_row(doc: Document, index: int) -> Row | None:
    """The sentence behind `index` in the same or the next paragraph."""
    return row_of(doc, index + 1) if index + 1 < len(doc.sentences) else None
