"""Predicates of several words that tell of an encounter: "came face to face with", "gave evidence to", "took a call from"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.extract.meetings.clauses import Row
from bot.extract.meetings.lexicon import Frame, Verb
from bot.extract.meetings.sightings import is_press, party_from
from bot.model.facts import Mode, PartyKind, Role

_MEET = Verb(form="meeting", frame=Frame.WITH, mode=Mode.IN_PERSON)
_TOGETHER = Verb(form="meeting", frame=Frame.TOGETHER, mode=Mode.IN_PERSON)
_ASKED = Verb(form="invitation", frame=Frame.WITH, mode=Mode.IN_PERSON)
_CALLED_IN = Verb(form="invitation", frame=Frame.WITH, mode=Mode.IN_PERSON)
_TOGETHER_BY = Verb(form="meeting", frame=Frame.WITH, mode=Mode.IN_PERSON, doer=Role.MEDIATOR)
_GUEST = Verb(form="meeting", frame=Frame.WITH, mode=Mode.IN_PERSON, doer=Role.VISITOR, other=Role.HOST)
_HEARING = Verb(form="hearing", frame=Frame.WITH, mode=Mode.IN_PERSON)
_CALL = Verb(form="call", frame=Frame.WITH, mode=Mode.PHONE)
_HOST = Verb(form="meeting", frame=Frame.WITH, mode=Mode.IN_PERSON, doer=Role.HOST, other=Role.VISITOR)
_BARGAIN = Verb(form="talks", frame=Frame.TOGETHER, mode=Mode.IN_PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Construction:
    """A verb with the words that must follow it.

    goes_on: matched on the mask behind the verb; the other side stands right behind what it matched, unless the frame
    of `verb` is TOGETHER. hearers: the other side must be those who hold hearings (a committee, an inquiry). asked: it
    is no encounter yet, and the other side must be a person by name.
    """

    words: frozenset[str]
    goes_on: re.Pattern[str]
    verb: Verb
    hearers: bool = False
    asked: bool = False
    heard: bool = False
    where: bool = False
    audience: bool = False


def _told(
    words: str,
    goes_on: str,
    verb: Verb,
    *,
    hearers: bool = False,
    asked: bool = False,
    heard: bool = False,
    where: bool = False,
    audience: bool = False,
) -> Construction:
    ends = "" if goes_on.startswith("(?=") else r"(?![\w'])"
    pattern = re.compile(f"(?:{goes_on}){ends}")
    return Construction(
        words=frozenset(words.split()),
        goes_on=pattern,
        verb=verb,
        hearers=hearers,
        asked=asked,
        heard=heard,
        where=where,
        audience=audience,
    )


_CONSTRUCTIONS = (
    _told("come comes came coming stand stands stood", "face to face with", _MEET),
    _told("come comes came coming stand stands stood", "face to face(?! with)", _TOGETHER),
    _told("come comes came coming", "together with(?= (?:the )?P)", _MEET),
    _told("come comes came coming", r"together(?= (?:T|again|in|on|at|around|over|for (?:talks|a|the))\b)", _TOGETHER),
    _told("sit sits sat sitting stand stood", r"(?:across (?:\w+ )*?from|opposite) (?:each other|one another)", _TOGETHER),
    _told("found find finds", "(?:himself|herself|themselves|itself) face to face with", _MEET),
    _told("bring brings brought", "face to face with", _MEET),
    _told("had has have having got gets get", "T (?:alone )?with(?= (?:the )?P)", _MEET),
    _told("asked asks ask wanted wants", "for T (?:alone )?with(?= (?:the )?P)", _ASKED, asked=True),
    _told("invite invites invited", r"(?=P(?:$| ?[.,;]| again\b| too\b))", _ASKED, asked=True),
    _told("call calls called", r"(?=(?:both )?(?:the )?P(?:(?: ,)?(?: and)?(?: the)? P)* (?:back )?(?:in)?to (?:a |an |the |his |her |further |new )*(?:\w+ )?(?:meeting|talks|session|summit|table|negotiations|conference|offices?|chambers|ministry|headquarters|palace|chancellery|town hall|capital)\b)", _CALLED_IN),
    _told("is was are were be been", r"(?:an? |the )?(?:\w+ )?guests? of(?= (?:the )?P)", _GUEST),
    _told("hear hears heard hearing", r"from(?= (?:the )?P)", _HEARING, heard=True),
    _told("call calls called", r"on(?= (?:the )?P(?! (?:(?:on |late |early )?T )+to (?!(?:discuss|pay|convey|congratulate|exchange|brief)\b))(?: ?[.,;]|$| (?:before|after|in|at|on|next|last|again|at|for|T|here|the other day|to (?:discuss|pay|convey|congratulate|exchange|brief)|and (?:discuss|convey|exchang|brief|congratulat|express|held|appris|present|thank|said|review)\w*)\b))", _MEET),
    _told("told tells informed informs assured warned urged asked thanked congratulated reassured", r"(?=(?:the )?P (?:T )?(?:by|over the|on the|in a|in their|during a) (?:\w+ ){0,2}?(?:tele)?phone(?: call| conversation)?\b)", _CALL),
    _told("pay pays paid paying", r"(?:a|an|his|her|their) (?:\w+ )?(?:courtesy )?call on(?= (?:the )?P)", _MEET),
    _told("break breaks broke broken", r"(?:off|up)(?= ?(?:[.,;]|$)| (?:after|without|when|at|because|on|in|late|T)\b)", _TOGETHER),
    _told("after following", r"(?:P's )?(?:\w+ ){0,2}(?:T|half-hour|hour) (?:alone )?with(?= (?:the )?P)", _MEET),
    _told("present presents presented presenting", r"(?:\w+ ){1,5}to(?= (?:the )?P)", _HEARING, hearers=True),
    _told("handed hands told gave informed warned awaited", r"(?=(?:the )?P)", _MEET, where=True),
    _told("sit sits sat sitting seated", r"together(?! with)", _TOGETHER),
    _told("face faces faced facing", r"(?=(?:the |its |his |her |their )?(?:angry |its |own )*P)", _MEET, audience=True),
    _told("call calls called", r"(?=(?:both |all )?(?:the )?P (?:back )?together\b)", _TOGETHER_BY),
    _told("face faces faced facing", r"(?:each other|one another)", _TOGETHER),
    _told("sit sits sat sitting seated gathered", r"(?:a)?round (?:a|the|one|the same) (?:\w+ )?table", _TOGETHER),
    _told("shook shake", r"(?:hands )?on (?:a|the|it|their)(?: \w+)?", _TOGETHER),
    _told("cross crosses crossed", "paths with", _MEET),
    _told("drop drops dropped look looked called", "in on", _MEET),
    _told("share shares shared", r"an? (?:\w+ )?(?:table|meal|dinner|lunch|breakfast|supper|coffee|sofa) with", _MEET),
    _told("break breaks broke", "bread with", _MEET),
    _told("touch touched", "base with", Verb(form="talks", frame=Frame.WITH)),
    _told("join joins joined joining", r"(?=(?:the )?P for (?:\w+ )?(?:talks|lunch|dinner|breakfast|coffee|drinks|tea|meeting)\b)", _MEET),
    _told("take takes took taking", r"an? (?:\w+ ){0,2}call from", _CALL),
    _told("place places placed put", r"an? (?:\w+ ){0,2}call (?:through )?to", _CALL),
    _told("get gets got getting was were been is are be", r"in (?:\w+ )?(?:touch|contact) with(?= (?:\S+ ){1,5}?(?:by|over|on) (?:the )?(?:tele)?phone)", _CALL),
    _told("face faces faced facing", r"(?:\w+ )?questions from(?= (?:the )?P)", _HEARING, hearers=True),
    _told("face faces faced facing", r"(?=(?:the )?P)", _HEARING, hearers=True),
    _told("take takes took field fields fielded answer answers answered", r"(?:\w+ )?questions (?:\w+ )?from", _HEARING),
    _told("give gives gave giving", r"(?:\w+ )?(?:evidence|testimony) (?:to|before|in front of)", _HEARING),
    _told("tell tells told", r"(?=(?:the |a )?P)", _HEARING, hearers=True),
    _told("give gives gave grant grants granted", r"an? (?:\w+ )?audience to", _HOST),
    _told("call calls called", r"in(?= (?:the |its |his |her )?P(?! to\b))", _HOST),
    _told("work works worked", r"(?:late|through|into|until|all|around the clock)", _BARGAIN),
    _told("bargain bargains bargained haggle haggled haggles", r"(?:late|through|into|until|in|over|for|with|all|T)", _BARGAIN),
)  # fmt: skip
_BY_WORD: dict[str, tuple[Construction, ...]] = {
    word: tuple(c for c in _CONSTRUCTIONS if word in c.words)
    for word in sorted({word for c in _CONSTRUCTIONS for word in c.words})
}
WORDS = frozenset(_BY_WORD)
_HOLDS_HEARINGS = frozenset(
    "committee panel inquiry tribunal commission judge judges court regulator regulators magistrate coroner lawmakers mps".split()
)
_HEARERS = frozenset("committee committees subcommittee panel inquiry tribunal commission hearing".split())


def construction_at(row: Row, at: int) -> tuple[Verb, int | None] | None:
    """The construction that begins with the verb at `at`: (verb, first node of the other side or None)."""
    found = _BY_WORD.get(row.word(at))
    if not found or row.word(at - 1) in ("a", "an", "the", "in", "at", "on"):
        return None
    rest = row.mask(at + 1, at + 14)
    for construction in found:
        match = construction.goes_on.match(rest)
        if match is None:
            continue
        if construction.verb.frame is Frame.TOGETHER:
            if construction.verb is _BARGAIN and not _bargainers(row, at):
                continue
            return construction.verb, None
        first = party_from(row, at + 1 + len(match.group().split()))
        if first is None or is_press(row, first):
            continue
        if construction.asked and not all(p.kind is PartyKind.PERSON for p in row.nodes[first].parties):
            continue
        if construction.heard and not any(
            _HOLDS_HEARINGS & set(node.word.split()) for node in row.nodes[:at]
        ):
            continue
        if construction.where and not _in_where_clause(row, at):
            continue
        if construction.audience and not _AUDIENCES & set(row.nodes[first].word.split()):
            continue
        if construction.hearers and not _HEARERS & set(row.nodes[first].word.split()):
            continue
        return construction.verb, first
    return None


_AUDIENCES = frozenset(
    "shareholders investors creditors lawmakers mps senators parents residents traders workers fans members villagers families".split()
)


def _in_where_clause(row: Row, at: int) -> bool:
    """ "... to the ministry, where the state secretary handed him a note": both were there."""
    for j in range(at - 1, max(at - 8, -1), -1):
        if row.word(j) == "where":
            return True
        if row.finite(j) or row.word(j) in (",", ";"):
            return False
    return False


def _bargainers(row: Row, at: int) -> bool:
    """Whether those who work through the night are there to negotiate."""
    return any(
        node.party
        and {"negotiators", "delegations", "teams", "lawyers", "mediators"} & set(node.word.split())
        for node in row.nodes[:at]
    )
