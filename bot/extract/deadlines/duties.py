"""Frames in which someone is given time, obliged, asked or promises: "must by", "has until", "will within"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.extract.deadlines import duty_words as cues
from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.building import is_over, opened, telling_of
from bot.extract.deadlines.demands import written_author
from bot.extract.deadlines.due import due_at
from bot.extract.deadlines.line import DAY, LENGTH, Line
from bot.extract.deadlines.nouns import head_noun, party_at, speaker_of
from bot.extract.deadlines.patterns import (
    FROM,
    LIMITING,
    limit_word,
)
from bot.extract.deadlines.roles import (
    agent_at,
    by_agent,
    parenthetic_speaker,
    party_in,
    setter_at,
    speaker_setting,
)
from bot.extract.deadlines.subjects import subject_before
from bot.extract.deadlines.telling import Named, Telling
from bot.model.facts import DeadlineKind, DeadlineStatus

_MAY_GIVE = re.compile(
    r"\b(?:allow|permit|enabl|entitl|empower|authori[sz])\w*\s[^,;:]{2,60}\sto\s+$|\b(?:power|authority|right|discretion)\sto\s+$",
    re.IGNORECASE,
)
_TO_GIVE = re.compile(
    r"\sto\s(?:grant|give|allow|extend|offer|issue|postpone|delay|defer|bring|push|put|move|prolong|shorten)\b",
    re.IGNORECASE,
)
""" "The law allows the minister to grant a 90-day extension": what may be given is not given."""


def read_give(line: Line) -> Iterator[Telling]:
    for match in cues.GIVE.finditer(line.marked):
        lead = match["lead"].lower()
        if match["verb"].lower() in ("set", "sets") and re.match(
            r"(?:an?|the|its|their|his|her|another|new)\b", match["who"]
        ):
            continue
        if match["verb"].lower() in ("set", "sets") and not re.search(
            r"\b(?:term|period|span|limit|deadline)\b", lead
        ):
            continue
        if re.search(r"\b(?:can|may|must|could|should|to)\s+$", line.marked[: match.start()]) and match[
            "verb"
        ].lower() in ("hand", "leave", "set", "give"):
            continue
        limited = (
            "until" in lead
            or "till" in lead
            or match["due2"]
            or match["what"]
            or match["notice"]
            or match["longer"]
            or match["limit"]
            or limit_word(lead)
        )
        if not limited or (
            match["verb"].lower() not in ("giving", "granting", "allowing")
            and re.search(
                r"\b(?:was|were|been|be|is|are)\s+(?:also |now |then |first |\w+ly )*$",
                line.marked[: match.start()],
                re.IGNORECASE,
            )
        ):
            continue
        if match["verb"].lower().startswith("offer") and re.search(
            r"\b(?:the|an|its|this|takeover|their|his|her|firm|cash|formal|binding|rival|hostile|public|improved|higher|new|final)\s+$",
            line.marked[: match.start()],
            re.IGNORECASE,
        ):
            continue
        if _MAY_GIVE.search(line.marked, 0, match.start("verb")) or _TO_GIVE.search(match["who"]):
            continue
        subject = subject_before(line, match.start("verb"))
        extra = re.search(
            r"\b(?:another|extra|further|additional|extension|more|reprieve|deferral|postponement|prolongation)\b",
            line.words(match.start("lead"), match.end("longer") if match["longer"] else match.end("due")),
            re.IGNORECASE,
        )
        if re.search(r"\b(?:on|in|at|by|for)$", match["who"]):
            continue
        if (
            cues.LICENCE.search(lead)
            and DAY in match["due"]
            and not re.search(r"until|till", lead)
            and not match["due2"]
        ):
            continue
        status = DeadlineStatus.EXTENDED if extra else DeadlineStatus.SET
        if match["verb"].lower().startswith("offer"):
            status = DeadlineStatus.PROPOSED
        due = due_at(line, match.start("due"), match.end("due"))
        by_length = match["longer"] and LENGTH in match["due"] and due is not None
        yield telling_of(
            line, match, rule="moved" if by_length else "give", due=opened(due) if by_length and due else None,
            kind=DeadlineKind.EXPIRY if cues.LICENCE.search(lead) else DeadlineKind.DEADLINE, status=status,
            head=limit_word(lead) or "deadline",
            setter=setter_at(line, subject) or written_author(line, subject), addressee=party_in(line, match, "who"), start=subject,
        )  # fmt: skip


def read_ultimatum(line: Line) -> Iterator[Telling]:
    """ "an ultimatum from the port to end the strike by noon": who sent it; whoever rejects or gets it is bound."""
    for match in cues.ULTIMATUM.finditer(line.marked):
        addressee = party_in(line, match, "who")
        taken = re.search(
            r"\b(?:rejected|rejects|ignored|ignores|defied|dismissed|received|got|faces?|faced|accepted|spurned|turned down)\s+(?:an?|the|its|their|another|this)?\s*(?:\w+ )?$",
            line.marked[: match.start()],
        )
        subject = subject_before(line, taken.start()) if taken else None
        if addressee is None and subject is not None:
            addressee = party_at(line, *subject, anyone=True)
        asked = match["head"].lower() in ("request", "call", "appeal", "demand")
        yield telling_of(line, match, rule="ultimatum", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.PROPOSED if asked else DeadlineStatus.SET,
                         head="ultimatum", setter=party_in(line, match, "set"), addressee=addressee, start=subject, firm=True)  # fmt: skip


_FELL_SHORT = re.compile(
    r"[^;:]{0,110}?\b(?:but|yet|and)\s(?:it\s|they\s|he\s|she\s)?(?:then\s)?(?:managed only|only managed|failed|did not|fell short|never|raised only|missed|paid only|could not)\b",
    re.IGNORECASE,
)
""" "was given a week to raise 100,000 but managed only 40,000": over, and nobody tells when it began."""


def read_given(line: Line) -> Iterator[Telling]:
    for match in cues.GIVEN.finditer(line.marked):
        longer = re.search(
            r"\b(?:more|another|extra|further|additional)\b",
            line.words(match.start(), match.end("due")),
            re.IGNORECASE,
        )
        if not (
            match["what"]
            or longer
            or match["respite"]
            or (match["set"] or (_ENDS.match(line.marked[match.end() :]) and LENGTH in match["due"]))
            or re.search(r"until|till", match["lead"])
            or limit_word(match["lead"])
        ):
            continue
        subject = subject_before(line, match.start())
        failed = LENGTH in match["due"] and _FELL_SHORT.match(line.marked, match.end("due"))
        if failed:
            told = telling_of(line, match, rule="given", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.MISSED, head="deadline",
                              setter=party_in(line, match, "set"), addressee=agent_at(line, subject), start=subject)  # fmt: skip
            yield told if told.due is None else replace(told, due=opened(told.due))
            continue
        yield telling_of(
            line, match, rule="given", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.EXTENDED if longer else DeadlineStatus.SET, head="deadline",
            setter=party_in(line, match, "set"), addressee=agent_at(line, subject), start=subject,
        )  # fmt: skip


def read_won(line: Line) -> Iterator[Telling]:
    for match in cues.WON.finditer(line.marked):
        subject = subject_before(line, match.start())
        yield telling_of(line, match, rule="won", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.EXTENDED, head="deadline",
                       setter=by_agent(line, match.end("verb"), len(line.marked)), addressee=None if subject is None else party_at(line, *subject, anyone=True), start=subject)  # fmt: skip


def read_have(line: Line) -> Iterator[Telling]:
    for match in cues.HAVE.finditer(line.marked):
        if not (match["what"] or match["due2"] or re.search(r"until|till", match["lead"])):
            continue
        subject = subject_before(line, match.start())
        longer = re.search(
            r"\b(?:more|another|extra|further|additional)\b",
            line.words(match.start(), match.end("due")),
            re.IGNORECASE,
        )
        yield telling_of(
            line, match, rule="have_until", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.EXTENDED if longer else DeadlineStatus.SET, head="deadline",
            setter=None if subject is None else speaker_setting(line, subject[0], firm=True),
            addressee=None if subject is None else party_at(line, *subject, anyone=True), start=subject,
        )  # fmt: skip


def read_oblige(line: Line) -> Iterator[Telling]:
    for match in cues.OBLIGE.finditer(line.marked):
        modal, prep, what = match["modal"].lower(), match["prep"].lower(), match["what"] or ""
        firm = re.match(
            r"(?:must|shall|ha(?:s|ve|d) to|need|should|ought)|.*(?:required|obliged|ordered|told|instructed|directed|bound|compelled)",
            modal,
        )
        limiting = re.fullmatch(LIMITING, prep, re.IGNORECASE) is not None
        effective = FROM.fullmatch(prep) is not None
        if (
            not what
            or (re.match(r"have (?:been|had|\w+ed)\b", what) and not _was_to_have(line, match))
            or re.search(rf"(?<=\s)(?:{words.SAID}|which|who|because|unless|if)\b", what)
            or (words.MEETING.match(what) and not (firm and limiting))
        ):
            continue
        if (
            re.search(
                r"\b(?:expire|lapse|run out|end|take effect|enter into force|come into force|begin|start)\b",
                what,
            )
            and not firm
            and not (limiting and LENGTH in match["due"])
        ):
            continue
        if prep == "for" or not (limiting or effective or (firm and prep in ("in", "on", "at"))):
            continue
        if not limiting and words.MEETING.search(what):
            continue
        if prep == "at" and not any(
            w.day is not None and w.day != line.document.published
            for w in line.whens_at(match.start("due"), match.end("due"))
        ):
            continue  # an hour of every day: "shops have to close at 18:00"
        subject = subject_before(line, match.start())
        if not limiting and is_over(line, match.start("due"), match.end("due")):
            continue
        kind, status, rule = DeadlineKind.DEADLINE, DeadlineStatus.SET, "oblige"
        if effective:
            kind = DeadlineKind.EFFECTIVE
        if re.search(r"asked|urged|requested|called|should|ought", modal):
            status = DeadlineStatus.PROPOSED
        if re.search(r"expected|scheduled|slated|\bset\b|due to", modal):
            kind = DeadlineKind.SCHEDULED
        if _from_event(line, match):
            kind = DeadlineKind.CONDITION if re.search(r"\b(?:begin|start)\b", what) else kind
        setter = None if subject is None else speaker_setting(line, subject[0], firm=bool(firm))
        if setter is None and re.search(r"required|obliged|ordered|told|instructed|directed", modal):
            setter = by_agent(line, match.end("modal"), match.end())
        yield telling_of(line, match, rule=rule, kind=kind, status=status, head=None if subject is None else head_noun(line.marked[subject[0] : subject[1]]),
                       setter=setter, addressee=_doer(line, subject, what, told=_TOLD_TO.search(modal) is not None), start=subject)  # fmt: skip


def _was_to_have(line: Line, match: re.Match[str]) -> bool:
    """Whether a duty of the past was not done: "were to have reported by 15 April"."""
    return match["modal"].lower() in ("was to", "were to") and is_over(
        line, match.start("due"), match.end("due")
    )


_ENDS = re.compile(r"\s*(?:[.,;]|$)")
_TOLD_TO = re.compile(
    r"\b(?:told|ordered|instructed|asked|invited|requested|advised|warned|urged|obliged|given notice)\b"
)


_DONE_TO = re.compile(
    r"(?:still |also |now |both |each )*be (?!ready|present|back|gone|out|in|at|on|free|empty|clear|able|told|informed|given|allowed)(?:\w+ly )?\w+(?:ed|en|t|ne|de|id|wn|ld|ght)\b"
)


def _doer(line: Line, subject: tuple[int, int] | None, what: str, *, told: bool = False) -> Named | None:
    """Whom a duty binds: the subject, whatever its noun, when the deed is one that somebody does."""
    if subject is None or _DONE_TO.match(what):
        return None
    deed = re.match(
        rf"(?:still |also |now |both |each )*(?!be\b|begin\b|start\b|end\b|open\b|close\b|stop\b|cease\b){words.DEED}\b",
        what,
    )
    return party_at(line, *subject, anyone=deed is not None or told)


def read_fronted(line: Line) -> Iterator[Telling]:
    for match in cues.FRONTED.finditer(line.marked):
        what = match["what"]
        if words.MEETING.match(what) or (
            match["modal"].lower() in ("will", "would")
            and not FROM.fullmatch(match["prep"])
            and match["prep"].lower() != "after"
            and not re.match(rf"(?:also |then )?{words.DEED}", what)
        ):
            continue
        effective = FROM.fullmatch(match["prep"]) is not None or match["prep"].lower() == "after"
        modal = match["modal"].lower()
        kind = (
            DeadlineKind.EFFECTIVE
            if effective
            else DeadlineKind.COMMITMENT
            if modal == "will"
            else DeadlineKind.DEADLINE
        )
        status = (
            DeadlineStatus.PROPOSED
            if re.search(r"asked|urged|requested|should|ought", modal)
            else DeadlineStatus.SET
        )
        yield telling_of(line, match, rule="by_then", kind=kind, status=status, head=head_noun(match["who"]), addressee=party_in(line, match, "who"),
                       start=(match.start("prep"), match.end("who")))  # fmt: skip


def read_may(line: Line) -> Iterator[Telling]:
    for match in cues.MAY.finditer(line.marked):
        subject = subject_before(line, match.start())
        yield telling_of(line, match, rule="may_within", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head="right",
                       addressee=None if subject is None else party_at(line, *subject, anyone=not match["what"].lstrip().startswith("be ")), start=subject, firm=True)  # fmt: skip


def read_promise(line: Line) -> Iterator[Telling]:
    for match in cues.PROMISE.finditer(line.marked):
        prep, verb = match["prep"].lower(), match["verb"].lower()
        if prep in ("in", "at") and LENGTH not in match["due"]:
            continue
        if words.MEETING.search(match["what"]) or match["not"]:
            continue
        subject = subject_before(line, match.start())
        if subject is None:
            continue
        passive = re.match(r"(?:then |also |now |only |first |each )?be\b", match["what"])
        named = None if passive else party_at(line, *subject)
        speaker = speaker_of(line, subject[0]) or parenthetic_speaker(line)
        wished = verb == "would" and speaker is None and not re.search(rf"\b{words.SAID}\b", line.marked)
        open_plan = wished or re.match(r"(?:plan|intend|aim|hope|want|expect)", verb)
        yield telling_of(line, match, rule="promise", kind=DeadlineKind.COMMITMENT,
                       status=DeadlineStatus.PROPOSED if open_plan else DeadlineStatus.SET, head=head_noun(line.marked[subject[0] : subject[1]]),
                       setter=named or speaker, start=subject, firm=verb in ("will", "'ll") or (verb == "would" and speaker is not None))  # fmt: skip


def read_promised(line: Line) -> Iterator[Telling]:
    """ "promised their award for June": a deliverable instead of a deed."""
    for match in cues.PROMISED.finditer(line.marked):
        prep = match["prep"].lower()
        if words.MEETING.search(match["what"]) or (prep in ("in", "on", "for") and LENGTH in match["due"]):
            continue
        if prep in ("for", "in", "on") and is_over(line, match.start("due"), match.end("due")):
            continue
        subject = subject_before(line, match.start())
        if subject is None:
            continue
        yield telling_of(line, match, rule="promise", kind=DeadlineKind.COMMITMENT, status=DeadlineStatus.SET, head=None,
                         setter=party_at(line, *subject, anyone=True), start=subject, firm=True)  # fmt: skip


def read_condition(line: Line) -> Iterator[Telling]:
    for rule, pattern in (("on_condition", cues.CONDITION), ("if_not", cues.IF_NOT)):
        for match in pattern.finditer(line.marked):
            yield telling_of(line, match, rule=rule, kind=DeadlineKind.CONDITION, status=DeadlineStatus.SET, head="condition",
                           addressee=_bound(line, match), start=None, firm=True)  # fmt: skip


def _bound(line: Line, match: re.Match[str]) -> Named | None:
    """Who a condition binds: the name that opens it, or its noun."""
    first = next(iter(line.mentions_at(match.start("who"), match.end("what"))), None)
    if first is not None and first.span.start - line.span.start <= match.start("who") + 4:
        return Named(party=first.party, span=first.span)
    return party_at(line, match.start("who"), match.end("who"))


_AS_NOUN = re.compile(r"\b(?:the|all|its|their|any|these|those|such|of)\s(?:\w+\s)?$", re.IGNORECASE)
""" "to file the late reports by 30 June": reports are papers here."""


def read_present(line: Line) -> Iterator[Telling]:
    for match in cues.PRESENT.finditer(line.marked):
        if _AS_NOUN.search(line.marked, 0, match.start()):
            continue
        subject = subject_before(line, match.start())
        named = agent_at(line, subject)
        if named is None:
            start = max((m.end() for m in re.finditer(r"[:;.]\s", line.marked[: match.start()])), default=0)
            first = next(iter(line.mentions_at(start, match.start())), None)
            if first is None or not re.fullmatch(
                r"(?:the )?", line.marked[start : first.span.start - line.span.start], re.IGNORECASE
            ):
                continue
            named = Named(party=first.party, span=first.span)
            subject = (start, first.span.end - line.span.start)
        yield telling_of(line, match, rule="present_duty", kind=DeadlineKind.DEADLINE, status=DeadlineStatus.SET, head=None,
                       addressee=named, start=subject)  # fmt: skip


def _from_event(line: Line, match: re.Match[str]) -> bool:
    """Whether the days count from an event ("within 60 days of the signature") rather than from a day."""
    return (
        LENGTH in match["due"]
        and re.match(r"\s+(?:of|from|after|following)\s+(?:the |its )?[a-z]", line.marked[match.end("due") :])
        is not None
    )
