"""Who sets a deadline and whom it binds, read from the words around a verb or a limit."""

from __future__ import annotations

import re

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.cast import Sort, cast_of
from bot.extract.deadlines.line import Line
from bot.extract.deadlines.nouns import may_set, owner_of, party_at, speaker_of
from bot.extract.deadlines.subjects import antecedent, subject_before
from bot.extract.deadlines.telling import Named
from bot.model.facts import PartyKind


def party_in(line: Line, match: re.Match[str], group: str) -> Named | None:
    return party_at(line, match.start(group), match.end(group)) if match[group] else None


def agent_at(line: Line, subject: tuple[int, int] | None) -> Named | None:
    return None if subject is None else party_at(line, *subject)


def setter_at(line: Line, subject: tuple[int, int] | None) -> Named | None:
    """The party that the subject of a verb of setting names."""
    return agent_at(line, subject)


def roles_of(line: Line, subject: tuple[int, int] | None) -> tuple[Named | None, Named | None]:
    """Setter and addressee that the subject of an expiry or start gives away."""
    if subject is None:
        return None, None
    setter: Named | None = None
    addressee: Named | None = None
    phrase = line.marked[subject[0] : subject[1]]
    if between := re.search(r"\bbetween\s+(?P<who>[^,;:]{3,70})$", phrase):
        setter = addressee = None
        pair = line.mentions_at(subject[0] + between.start("who"), subject[1])
        if len({m.party.key for m in pair}) == 2:
            first, second = pair[0], pair[-1]
            return Named(party=first.party, span=first.span), Named(party=second.party, span=second.span)
    if re.match(r"whose\s", phrase, re.IGNORECASE):
        before = [
            m for m in line.mentions_at(0, subject[0]) if m.span.end - line.span.start >= subject[0] - 4
        ]
        holder = before[-1] if before else None
        if holder is not None:
            return None, Named(party=holder.party, span=holder.span)
        phrase_before = antecedent(line, line.marked[: subject[0]].rstrip(" ,") + " which")
        return None, None if phrase_before is None else party_at(line, *phrase_before, anyone=True)
    limit, own_setter = re.search(rf"\b(?:{words.LIMIT_STRICT})\b", phrase, re.IGNORECASE), None
    if limit:
        own_setter, addressee = limit_roles(line, subject[0], subject[0] + limit.end(), subject[1])
        setter = own_setter
    else:
        owner = owner_of(line, *subject)
        if owner is not None:
            hit = re.search(
                r"\b(?:tariff|dut(?:y|ies)|sanction|lev(?:y|ies)|ban|order|ultimatum|notice|approval|clearance|offer|bid|ruling|decision|permission|consent)",
                phrase,
                re.IGNORECASE,
            )
            if hit and re.match(r"[^,;:]{2,60}?'s?\s", phrase) and not _holds(line, owner, hit.group()):
                own = re.match(r"(?P<who>[^,;:]{2,60}?)'s?\s", phrase)
                maker = None if own is None else party_at(line, subject[0], subject[0] + own.end("who"))
                setter = maker or owner
                addressee = owner if maker is not None and owner.party.key != maker.party.key else None
            else:
                addressee = owner
    if by := re.search(
        r"\b(?:set|imposed|announced|ordered|issued|granted|given|provided|arranged|offered|backed|awarded) by (?P<who>[^,;:]{2,60}?)(?= (?:led|for|to|on|in)\b|$)",
        phrase,
    ):
        setter = party_at(line, subject[0] + by.start("who"), subject[0] + by.end("who"))
    return setter, addressee


def _holds(line: Line, owner: Named, thing: str) -> bool:
    """Whether "X's approval" is one that X has got: X is no public body."""
    if not re.match(r"approval|clearance|permission|consent", thing, re.IGNORECASE):
        return False
    member = cast_of(line.document).of_key(owner.party.key)
    return member is not None and member.sort is Sort.FIRM


def limit_roles(line: Line, begin: int, head_end: int, end: int) -> tuple[Named | None, Named | None]:
    """Setter and addressee around a deadline noun: "his", "X's deadline", "set by X", "X had set", "for Y to"."""
    setter: Named | None = None
    addressee: Named | None = None
    before, after = (
        line.marked[:begin],
        line.marked[head_end : max(end, min(len(line.marked), head_end + 160))],
    )
    if by := re.match(
        r"[^,;:]{0,40}?\b(?:set|imposed|given|fixed|announced|laid down|issued|mandated) by (?P<who>[^,;:\ue000\ue001]{2,60}?)(?=\s+(?:for|to|on|in|that|and|or|at|last|by|was|is|ran|expired|passed)\b|[,;:.]|$)",
        after,
    ):
        setter = party_at(line, head_end + by.start("who"), head_end + by.end("who"))
    elif rel := re.match(
        r",?\s+(?:that |which |by which )?(?P<who>[^,;:\ue000\ue001]{2,60}?) (?:has |had )?(?:set|imposed|given|fixed|announced|issued|laid down|told)\b",
        after,
    ):
        setter = party_at(line, head_end + rel.start("who"), head_end + rel.end("who"))
    elif own := re.search(
        r"(?:^|\b(?:the|of|before|after|until|to|with|under|ignored|met|missed|rejected|on)\s+|,\s+)(?P<who>(?:[^\s,;:]+\s+){0,4}?[^\s,;:]+)'s?\s+(?:\S+\s+){0,2}$",
        before + line.marked[begin:head_end].split(" ")[0][:0],
        re.IGNORECASE,
    ):
        begin = own.start("who")
        inner = list(
            re.finditer(
                r"\b(?:the|a|an|their|its|his|her|over|against|from|of|by|which|that|when|as|until)\s",
                own["who"],
            )
        )
        begin += inner[-1].end() if inner else 0
        setter = party_at(line, begin, own.end("who"), anyone=bool(inner))
        if setter is not None and (taken := _TAKEN.search(line.marked, 0, own.start("who"))) is not None:
            subject = subject_before(line, taken.start())
            addressee = None if subject is None else party_at(line, *subject, anyone=True)
    elif mine := re.search(
        r"\b(?P<who>his|her|its|their)\s+(?:own\s+)?(?:\S+\s+){0,2}$", before, re.IGNORECASE
    ):
        setter = pronoun_owner(line, mine.start("who"))
    if (
        setter is not None
        and setter.party.kind is not PartyKind.PERSON
        and re.match(r"\s+to\s+[a-z]", after)
        and "ultimatum" not in line.marked[begin:head_end].lower()
    ):
        return None, setter
    handed = _HANDED.search(before)
    if setter is None and handed:
        setter = setter_at(line, subject_before(line, handed.start()))
        addressee = party_at(line, handed.start("who"), handed.end("who"))
        if setter is not None:
            return setter, addressee
    if setter is None and (
        did := re.search(
            r"\b(?:set|sets|setting|imposed|imposes|imposing|announced|issued|fixed|laid down|named|declared|gave)\s+(?:an?|the|its|his|her|their|new|another|\s)*(?:\S+\s+){0,2}$",
            before,
            re.IGNORECASE,
        )
    ):
        setter = setter_at(line, subject_before(line, did.start()))
    if to := re.search(
        r"\b(?:for|to(?=\s+(?:the|all|its|their|his|her|both|an?|[A-Z]))|on|told)\s+(?P<who>[^,;:\ue000\ue001]{2,60}?)(?:\s+to\s+[a-z]|\s+(?:or|of|by|is|was|ran|runs?|expire[sd]?|laps\w+|passe[sd]|ends?|ended|comes?|came|falls?|fell|had|has|would|will)\b|$|[,.;])",
        after,
    ):
        named = party_at(line, head_end + to.start("who"), head_end + to.end("who"))
        if named is not None and (setter is None or named.party.key != setter.party.key):
            addressee = named
    return setter, addressee


_TAKEN = re.compile(
    r"\b(?:rejected|rejects|turned down|ignored|ignores|defied|missed|met|accepted|dismissed|spurned|faces?|faced)\s+(?:the |an? )?$",
    re.IGNORECASE,
)
_HANDED = re.compile(
    r"\b(?P<verb>set|gave|given|handed|imposed on|issued)\s+(?!an?\b|the\s+(?:\w+\s+)?$|its\b|their\b|his\b|her\b|new\b|another\b|up\b)(?P<who>[^,;:\ue000\ue001]{2,50}?)\s+(?:an?|another|new|until the|a new)\s+(?:\S+\s+){0,2}$",
    re.IGNORECASE,
)


def pronoun_owner(line: Line, position: int) -> Named | None:
    for mention in line.mentions_at(position, position + 6):
        return Named(party=mention.party, span=mention.span)
    return speaker_of(line, position)


def parenthetic_speaker(line: Line) -> Named | None:
    """Who says the sentence from within or behind it: ", the ministry said", "according to the ministry"."""
    match = _SAYS_SO.search(line.marked) or _ACCORDING.search(line.marked)
    return party_at(line, match.start("who"), match.end("who")) if match else None


def leading_speaker(line: Line, position: int) -> Named | None:
    """The subject of "said" somewhere before `position` in its sentence."""
    match = re.search(rf"\b{words.SAID}\b", line.marked[: max(position, 0)], re.IGNORECASE)
    subject = None if match is None else subject_before(line, match.start())
    return None if subject is None else party_at(line, *subject)


_SAYS_SO = re.compile(
    r",\s*(?P<who>[^,;:]{2,60}?)(?:,[^,]{2,40},)?\s+(?:said|says|say|announced|announces|promised|added|confirmed|wrote|ruled|ordered|decided|warned|decreed|insisted|insists|insist)\b"
)
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,;:.]{2,60})")


def speaker_setting(line: Line, position: int, *, firm: bool) -> Named | None:
    """The speaker of "X said Y must ...", when X is one that can impose it."""
    named = speaker_of(line, position)
    return named if named is not None and firm and may_set(line, named) else None


def by_agent(line: Line, begin: int, end: int) -> Named | None:
    match = re.search(
        r"\bby (?!or\b|and\b)(?P<who>(?:the |a )?[A-Za-z][^,;:\ue000\ue001]{2,60}?)(?=\s+(?:to|on|until|for|from|after|in)\b|[,;:.]|$)",
        line.marked[begin:end],
    )
    return party_at(line, begin + match.start("who"), begin + match.end("who")) if match else None
