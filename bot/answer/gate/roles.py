"""Who did it and to whom: two names on the sides of a verb are not exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.answer.gate.attribution import names_party
from bot.answer.gate.known import Known
from bot.answer.gate.names import names_in
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.facts import Deadline, Fact, Meeting, Party, Role, Statement
from bot.model.text import Span
from bot.text.cues import REPORTING_VERBS
from bot.text.words import STOP_WORDS, Token, stem, tokens

# Verbs whose two sides may change places.
_MUTUAL = frozenset(
    stem(w)
    for w in "meet talk speak confer agree discuss negotiate hold attend sit converse shake sign join be have".split()
)
# Words for a deadline and its day are no verbs; who set it and whom it binds is read in `sides`.
_NO_VERBS = frozenset(
    stem(w)
    for w in (
        "deadline ultimatum limit extension until till monday tuesday wednesday thursday friday saturday sunday january "
        "february march april may june july august september october november december"
    ).split()
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being|got)\b[^.;:]{0,40}$", re.IGNORECASE)
_BY = re.compile(r"\s+by\b")
_SETS = frozenset(
    "set gave given give imposed imposes impose told ordered orders order demanded demands warned warns threatened "
    "threatens extended extends granted grants asked asks requires required sets gives issued issues urged".split()
)
_VISITS = frozenset("visit visits visited visiting travel travelled traveled flew arrived".split())
_HOSTS = frozenset("host hosts hosted hosting receive receives received receiving welcomed welcomes".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A name, a verb and a name. span: the verb."""

    doer: frozenset[str]
    verb: str
    done_to: frozenset[str]
    span: Span


def check_roles(text: str, known: Known) -> tuple[Reason, ...]:
    """Relations of `text` that the quotes or the fact tell the other way round."""
    swapped = [r.span for r in relations_in(text) if _is_swapped(r, known)]
    setters = [fact.setter for fact in known.facts if isinstance(fact, Deadline) and fact.setter is not None]
    swapped += [span for fact in known.facts for span in _against_fact(text, fact, setters)]
    return tuple(Reason(code=ReasonCode.ROLES, words=s.of(text), span=s) for s in dict.fromkeys(swapped))


@lru_cache(maxsize=16_384)
def relations_in(text: str) -> tuple[Relation, ...]:
    """Pairs of names with a verb or preposition-bound noun between them, doer first; a passive is turned round."""
    return tuple(_relations(text))


def _relations(text: str) -> Iterator[Relation]:
    names = names_in(text)
    for left, right in pairwise(names):
        between = text[left.span.end : right.span.start]
        if len(between) > 80 or re.search(r"[.;:!?]|,\s*(?:and|but)\b", between):
            continue
        passive = re.search(r"\bby\b", between) is not None
        for token in tokens(between):
            word = stem(token.word)
            if token.word in STOP_WORDS or word in _MUTUAL or word in _NO_VERBS:
                continue
            start = left.span.end + token.span.start
            turned = _is_turned(between, token, passive=passive)
            doer, done_to = (right, left) if turned else (left, right)
            yield Relation(
                doer=_key(doer.words),
                verb=word,
                done_to=_key(done_to.words),
                span=Span(start, start + len(token.span)),
            )


def _is_turned(between: str, token: Token, *, passive: bool) -> bool:
    """ "was given by", "a deadline set by" and ", said": the doer stands behind the verb."""
    if passive and (_PASSIVE.search(between, 0, token.span.start) or _BY.match(between, token.span.end)):
        return True
    before, after = between[: token.span.start], between[token.span.end :]
    return token.word in REPORTING_VERBS and before.rstrip().endswith(",") and not after.strip()


def _key(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(w) for w in words)


def _is_swapped(own: Relation, known: Known) -> bool:
    told = [r for quote in known.quotes for r in relations_in(quote) if r.verb == own.verb]
    if any(r.doer & own.doer and r.done_to & own.done_to for r in told):
        return False
    return any(r.doer & own.done_to and r.done_to & own.doer and not r.doer & own.doer for r in told)


def _against_fact(text: str, fact: Fact, setters: Sequence[Party]) -> Iterator[Span]:
    """Verbs with the parties of `fact` on the wrong sides; each of `setters` set one of the deadlines that are cited."""
    match fact:
        case Deadline(setter=Party() as setter, addressee=Party() as addressee) if (
            setter.key != addressee.key
        ):
            yield from _wrong_doer(text, right=(setter, *setters), wrong=addressee, verbs=_SETS)
        case Meeting():
            hosts = [p.party for p in fact.participants if p.role is Role.HOST]
            visitors = [p.party for p in fact.participants if p.role is Role.VISITOR]
            for host in hosts:
                for visitor in visitors:
                    yield from _wrong_doer(text, right=(visitor,), wrong=host, verbs=_VISITS)
                    yield from _wrong_doer(text, right=(host,), wrong=visitor, verbs=_HOSTS)
        case Statement():
            yield from _wrong_speaker(text, fact)
        case _:
            return


def _wrong_doer(text: str, *, right: Sequence[Party], wrong: Party, verbs: frozenset[str]) -> Iterator[Span]:
    """A verb of `verbs` with `wrong` right before it and one of `right` after it, active."""
    for token in tokens(text):
        if token.word not in verbs:
            continue
        before, after = text[: token.span.start], text[token.span.end :]
        subject = re.split(r"[,;:]|\b(?:that|which|who|by)\b", before)[-1]
        passive = _BY.match(after) or re.search(r"\b(?:was|were|been|be|is|are)\s+(?:\w+\s+)?$", before)
        by = re.search(r"\bby\s+(.{0,60})", after)
        if passive:
            if by is not None and names_party(by[1], wrong, loosely=False) and not _names_one(by[1], right):
                yield token.span
        elif _names_one(after, right) and any(
            names_party(part, wrong, loosely=False) and not _names_one(part, right)
            for part in (subject, before)
        ):
            yield token.span


def _names_one(text: str, parties: Sequence[Party]) -> bool:
    return any(names_party(text, party, loosely=False) for party in parties)


def _wrong_speaker(text: str, fact: Statement) -> Iterator[Span]:
    """Another name right before the reporting verb, while the speaker stands elsewhere."""
    for token in tokens(text):
        if token.word not in REPORTING_VERBS:
            continue
        names = [n for n in names_in(text) if n.span.end <= token.span.start]
        if not names or token.span.start - names[-1].span.end > 2:
            continue
        subject = text[: token.span.start]
        clause = re.split(r"[;.]|\bthat\b", subject)[-1]
        if not names_party(clause, fact.speaker, loosely=False) and names_party(
            text[token.span.end :], fact.speaker, loosely=False
        ):
            yield token.span
