"""A sentence says nothing firmer than its fact: planned is not held, proposed is not set, might is not will."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.gate.known import Known
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.facts import (
    Deadline,
    DeadlineStatus,
    Event,
    Fact,
    Meeting,
    MeetingStatus,
    Statement,
    StatementKind,
)
from bot.model.text import Span
from bot.text.cues import Modality, hedge_in, modality_of
from bot.text.words import stem, words_of


def _any(words: str) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(w.replace("_", r"\s+") for w in words.split()) + r")(?!\w)", re.IGNORECASE
    )


_FUTURE = (
    "will plan plans planned planning scheduled schedule due expected expects expect set_to to_meet to_hold to_host "
    "to_visit to_talk to_speak upcoming forthcoming arranged slated would intends intend agreed_to next_round is_to are_to "
    "was_to were_to announced prepare preparing preparations going_to be_held ahead_of on_the_agenda"
)
_OPEN = (
    "may might could possible possibly perhaps hope hopes hoped hoping consider considers considered considering "
    "considers whether if unclear chance likely unlikely willing ready open_to ruled_out on_the_table discussed idea wants "
    "want prospect potential potentially not_excluded doubt doubts doubted can"
)
_ASKED = (
    "request requests requested requesting ask asks asked asking call calls called want wants wanted demand demands "
    "demanded propose proposes proposed proposal invite invites invited invitation offer offers offered seek seeks "
    "sought need needs needed require requires required requirement urge urges urged suggest suggests suggested should "
    "must insist insists insisted wish wishes hopes hope appeal appeals appealed"
)
_DENIED = (
    "deny denies denied denying denial not no never false untrue reject rejects rejected dismiss dismisses dismissed "
    "refuse refuses refused declined ruled_out didn't wasn't hasn't nothing neither"
)
_CUES: dict[MeetingStatus, re.Pattern[str]] = {
    MeetingStatus.PLANNED: _any(f"{_FUTURE} {_OPEN} {_ASKED}"),
    MeetingStatus.POSSIBLE: _any(f"{_OPEN} {_ASKED}"),
    MeetingStatus.REQUESTED: _any(f"{_ASKED} {_OPEN}"),
    MeetingStatus.POSTPONED: _any(
        "postpone postpones postponed postponing postponement delay delays delayed put_off put_back pushed_back "
        "rescheduled reschedule adjourned deferred moved shelved later later_date"
    ),
    MeetingStatus.CANCELLED: _any(
        "cancel cancels cancelled canceled cancelling cancellation called_off calling_off scrapped abandoned dropped "
        "off not no never will_not withdrawn"
    ),
    MeetingStatus.REFUSED: _any(
        _DENIED + " decline declines turned_down rebuffed snubbed will_not would_not"
    ),
    MeetingStatus.DENIED: _any(_DENIED),
    MeetingStatus.UNCONFIRMED: _any(
        f"unconfirmed not_confirmed confirm confirmed alleged allegedly reportedly reported reports claims claimed said "
        f"says according rumoured rumored sources {_OPEN}"
    ),
}
_MIGHT = re.compile(r"\b(?:might|could|possibly|perhaps|maybe)\b|\bmay(?=\s+[a-z])")
_SURE_PLAN = _any(_FUTURE)
_HELD_OPEN = _any(f"{_OPEN} reportedly allegedly alleged expected appears seems believed thought said_to")
_PROPOSED = _any(
    f"{_ASKED} {_OPEN} threaten threatens threatened threat threats ultimatum plan plans planned planning draft would "
    "propose proposing provisional provisionally in_principle expected floated weighs weighing intends vowed vows warned"
)
# Words that tell the end of a deadline, and the states that bear them out.
_DEADLINE_CLAIMS: tuple[tuple[re.Pattern[str], frozenset[DeadlineStatus]], ...] = (
    (
        _any("extended prolonged postponed pushed_back moved_back delayed"),
        frozenset({DeadlineStatus.EXTENDED}),
    ),
    (_any("brought_forward moved_up shortened"), frozenset({DeadlineStatus.BROUGHT_FORWARD})),
    (_any("missed failed_to_meet overran"), frozenset({DeadlineStatus.MISSED})),
    (_any("was_met met_the_deadline complied met_its_deadline in_time"), frozenset({DeadlineStatus.MET})),
    (
        _any("withdrawn withdrew lifted scrapped dropped revoked repealed cancelled canceled"),
        frozenset({DeadlineStatus.WITHDRAWN}),
    ),
)


def check_modality(text: str, known: Known) -> tuple[Reason, ...]:
    """Where `text` is firmer than the facts behind it, or than the quotes when there is no fact."""
    whole = Span(0, len(text))
    firm = any(
        all(_is_firmer(text, fact, known) for fact in facts) for facts in _by_kind(known.facts) if facts
    )
    if not firm and not known.facts:
        firm = _drops_hedge(text, known)
    if not firm:
        return ()
    return (Reason(code=ReasonCode.MODALITY, words=text, span=whole),)


def _by_kind(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Facts of one kind stand together: a plan and the report that it was carried out bear out "met"."""
    for kind in (Meeting, Deadline, Statement, Event):
        yield [fact for fact in facts if isinstance(fact, kind)]


def _is_firmer(text: str, fact: Fact, known: Known) -> bool:
    match fact:
        case Meeting():
            cue = _CUES.get(fact.status)
            if fact.status is MeetingStatus.PLANNED and _makes_unsure(text, known):
                return True
            return cue is not None and not cue.search(text)
        case Deadline():
            if fact.status is DeadlineStatus.PROPOSED and not _PROPOSED.search(text):
                return True
            return any(
                claim.search(text) and fact.status not in states and not _someone_prints(claim, known)
                for claim, states in _DEADLINE_CLAIMS
            )
        case Statement():
            if fact.kind is StatementKind.DENIED:
                return not _CUES[MeetingStatus.DENIED].search(text)
            return (fact.hedge is not None or fact.kind is StatementKind.MIGHT) and not _keeps_open(
                text, fact
            )
        case _:
            return _drops_hedge(text, known)


def _makes_unsure(text: str, known: Known) -> bool:
    """ "might meet" for what was announced, when no quote keeps it open."""
    return (
        _MIGHT.search(text) is not None
        and not _SURE_PLAN.search(text)
        and not any(_MIGHT.search(quote) or hedge_in(quote) for quote in known.quotes)
    )


def _keeps_open(text: str, fact: Statement) -> bool:
    """Whether a hedge is left: the fact's own, another that the content does not hold beside it, or the very words."""
    plain = text.casefold()
    if fact.content.text.casefold().strip(" .,\"'“”") in plain:
        return True
    if fact.hedge is not None and fact.hedge.casefold() in plain:
        return True
    beside = fact.content.text.replace(fact.hedge or "", "", 1)
    cues = {m.group().casefold() for m in _HELD_OPEN.finditer(text)} | {(hedge_in(text) or "").casefold()}
    return bool(
        cues
        - {m.group().casefold() for m in _HELD_OPEN.finditer(beside)}
        - {"", (hedge_in(beside) or "").casefold()}
    )


def _someone_prints(claim: re.Pattern[str], known: Known) -> bool:
    return (
        any(claim.search(quote) for quote in known.quotes)
        or any(
            isinstance(fact, Deadline) and claim.search(fact.status.value.replace("_", " "))
            for fact in known.facts
        )
        or any(
            step.status.value.replace("_", " ") in claim.pattern.replace(r"\s+", " ")
            for record in known.records
            for step in record.history
        )
    )


def _drops_hedge(text: str, known: Known) -> bool:
    """The one quote sentence that the text retells is hedged or only planned, and the text is not."""
    if modality_of(text) is not Modality.DONE or hedge_in(text):
        return False
    own = {stem(word) for word in words_of(text)}
    hedged = [q for q in known.quotes if hedge_in(q)]
    if not hedged or len(hedged) < len(known.quotes):
        return False
    return any(_hedges_the_same(own, quote) for quote in hedged)


def _hedges_the_same(own: set[str], quote: str) -> bool:
    """Whether a word right after the quote's hedge is retold."""
    hedge = hedge_in(quote)
    assert hedge is not None
    after = quote[quote.index(hedge) + len(hedge) :]
    following = [stem(word) for word in words_of(after)[:5] if len(word) > 3]
    return any(word in own for word in following[:3])
