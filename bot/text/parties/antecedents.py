"""Who could be meant by a pronoun or by "the company", and what speaks for each: nearness, place in the sentence, kind, sort."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.model.facts import PartyKind
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.cast import Character
from bot.text.parties.discourse import Discourse, Seen
from bot.text.parties.lexicon import words
from bot.text.parties.lines import PREPOSITIONS, Line

Signs = Mapping[str, float]
"""Named signs with their strength; a name holds ":" before its value and "|" between two signs that count together."""

_BE = frozenset("is was are were be been isn't wasn't".split())
_HAVE = frozenset("has had have".split())
_MODALS = frozenset("will would could can may might should must shall cannot won't wouldn't".split())
_CLAUSE_OPENS = frozenset("as that which who whom whose where when while because after before if although though as but".split())  # fmt: skip
_CLEARLY = 0.4  # by how much one is more salient than others
_CROWD = 4  # people of one sentence of whom any two may be meant
_REPORTED = 7  # words between a verb of saying and the pronoun of what is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphor:
    """Words that stand for somebody named elsewhere. sort: "he", "it", "they", "body", "state". role: "subject", "object" or "owner".

    speaker: who says, in the same sentence, the words in which it stands. teller: who is named behind its quotation as the one who said it. doer: who acts in its own clause. reports: whether it tells
    who said the words before it. head, head_before: the first who acts in its sentence, and in the one before.
    """

    sort: str
    line: Line
    first: int
    start: int
    role: str
    speaker: Character | None = None
    doer: Character | None = None
    reports: bool = False
    quoted: bool = False
    teller: Character | None = None
    head: Character | None = None
    head_before: Character | None = None


@dataclass(slots=True)
class Candidate:
    """Who may be meant: one character, or several who belong together. trail: their namings, the latest first."""

    characters: tuple[Character, ...]
    kind: str
    trail: list[Seen]


def anaphor_at(
    sort: str, line: Line, first: int, last: int, discourse: Discourse, *, owns: bool = False
) -> Anaphor:
    """The anaphor of words [first, last] of a sentence, with what its sentence tells about it."""
    start = line.words[first].start
    after = line.words[last + 1].key if last + 1 < len(line.words) else "."
    before = line.words[first - 1].key if first else ""
    here = [s for s in discourse.seen if s.line == line.index and s.position < start]
    role = "owner" if owns else _role(line, first, last)
    reports = after in REPORTING_VERBS or (before in REPORTING_VERBS and not after.isalpha())
    return Anaphor(
        sort=sort,
        line=line,
        first=first,
        start=start,
        role=role,
        speaker=_speaker(line, first, here),
        doer=_doer(line, first, here),
        reports=reports,
        quoted=line.quoted(start),
        teller=line.teller_at(start),
        head=next((s.character for s in here if s.subject), None),
        head_before=_head(discourse, line.index - 1),
    )


def _done_to(line: Line, index: int) -> bool:
    """Whether the word at `index` is a verb that does something to what follows: "asked [both sides]", "to see [the pair]"."""
    key = line.words[index].key
    if key in _BE or key in _HAVE or key in _MODALS or index in line.starts:
        return False
    bare = index > 0 and line.words[index - 1].key in ("to", *_MODALS)
    return bare or key in _DONE_TO


_DONE_TO = frozenset(
    """asked told gave urged met saw invited called ordered warned brought joined summoned received telephoned phoned visited hosted
    heard helped let made sent offered left accused thanked pressed forced allowed expected wanted addressed briefed praised""".split()
)
_ROLES = {
    "he": "subject",
    "she": "subject",
    "they": "subject",
    "him": "object",
    "her": "object",
    "them": "object",
    "himself": "self",
    "herself": "self",
}


def _head(discourse: Discourse, line: int) -> Character | None:
    found = None
    for seen in reversed(discourse.seen):
        if seen.line < line:
            break
        if seen.line == line and seen.subject and not seen.quoted:
            found = seen.character
    return found


def _role(line: Line, first: int, last: int) -> str:
    known = _ROLES.get(line.words[last].key)
    if known is not None:
        return known
    before = line.words[first - 1].key if first else ""
    after = line.words[last + 1] if last + 1 < len(line.words) else None
    if before in PREPOSITIONS and before not in ("after", "before", "as", "than", "including"):
        return "object"
    if (
        after is None
        or not after.text[0].isalpha()
        or after.key in PREPOSITIONS
        or after.key in ("and", "or")
    ):
        return "object"
    return "subject"


def _speaker(line: Line, first: int, here: Sequence[Seen]) -> Character | None:
    """Who says the words in which word `first` stands: "Kestrel" in "Kestrel said on Monday that it ...", or None."""
    for index in range(first - 1, max(first - 1 - _REPORTED, 0), -1):
        word = line.words[index]
        if word.text in ";:" or (word.text in ',"“”' and first - index > 1):
            return None
        if word.key in REPORTING_VERBS:
            subjects = [s for s in here if s.subject and s.position < word.start]
            return subjects[-1].character if subjects else None
    return None


def _doer(line: Line, first: int, here: Sequence[Seen]) -> Character | None:
    """Who acts in the clause of word `first`, or None."""
    opened = 0
    for index in range(first - 1, -1, -1):
        word = line.words[index]
        if (
            word.text in ';:"“”'
            or word.key in _CLAUSE_OPENS
            or (word.key in REPORTING_VERBS and first - index > 1)
        ):
            opened = word.start
            break
    inside = [s for s in here if s.subject and s.position > opened]
    return inside[0].character if inside else None


def each_of(
    discourse: Discourse, line: int, kinds: Iterable[PartyKind], reach: int, fits: Callable[[Character], bool]
) -> list[Candidate]:
    """Every character of these kinds named up to `reach` sentences back that fits, the latest first."""
    found: dict[int, Candidate] = {}
    for seen in discourse.recent(line, kinds, reach):
        known = found.get(id(seen.character))
        if known is not None:
            known.trail.append(seen)
        elif fits(seen.character):
            found[id(seen.character)] = Candidate((seen.character,), seen.character.kind.value, [seen])
    return list(found.values())


def together(discourse: Discourse, line: int, reach: int) -> list[Candidate]:
    """Several who belong together: joined by "and", or one with the other ("Holm met Brandt"); and those who are many themselves."""
    found: dict[tuple[str, ...], Candidate] = {}
    recent = [s for s in reversed(discourse.seen) if s.line >= line - reach]
    for seen in recent:
        character = seen.character
        kind = _many(character)
        if kind:
            found.setdefault((character.key,), Candidate((character,), kind, [])).trail.append(seen)
    for index in range(line, line - reach - 1, -1):
        here = [s for s in recent if s.line == index]
        groups: dict[int, dict[str, Seen]] = {}
        for seen in here:
            groups.setdefault(seen.group, {}).setdefault(seen.character.key, seen)
        for group in groups.values():
            if len(group) == 2:
                _join(found, "joined", list(group.values()))
            elif len(group) > 2:  # "the prime ministers of Karpia and Balkara, Holm and Brandt"
                people = [s for s in group.values() if is_person(s.character)]
                others = [s for s in group.values() if not is_person(s.character)]
                for part in (people, others):
                    if len(part) > 1:
                        _join(found, "joined", part)
        alone = {s.character.key: s for s in here}
        for fits in (is_person, _is_state, _is_body):
            of_kind = [s for s in alone.values() if fits(s.character)]
            if len(of_kind) == 2:
                _join(found, "with", of_kind)
            elif 2 < len(of_kind) <= _CROWD:
                for pair in combinations(of_kind, 2):
                    _join(found, "among", pair)
    return list(found.values())


def _join(found: dict[tuple[str, ...], Candidate], kind: str, seen: Sequence[Seen]) -> None:
    key = tuple(sorted(s.character.key for s in seen))
    latest = max(seen, key=lambda s: (s.subject, s.position))
    ordered = sorted(seen, key=lambda s: s.position)
    found.setdefault(key, Candidate(tuple(s.character for s in ordered), kind, [])).trail.append(latest)


def is_person(character: Character) -> bool:
    """Whether it is one person, named or only described."""
    if character.kind is PartyKind.UNNAMED:
        return character.tokens[-1:] != () and not character.tokens[-1].endswith("s")
    return character.kind is PartyKind.PERSON


def _is_state(character: Character) -> bool:
    return character.kind is PartyKind.STATE


def _is_body(character: Character) -> bool:
    return character.kind is PartyKind.BODY


def _many(character: Character) -> str:
    if character.kind is PartyKind.GROUP:
        return "group"
    if character.kind is PartyKind.BODY:
        return "body"
    if character.kind is PartyKind.STATE:
        return "state"
    plural = character.tokens[-1:] != () and character.tokens[-1].endswith("s")
    return "group" if character.kind is PartyKind.UNNAMED and plural else ""


def signs_of(anaphor: Anaphor, candidate: Candidate, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for or against a candidate, whatever the anaphor."""
    latest = candidate.trail[0]
    away = min(anaphor.line.index - latest.line, 4)
    near = min(away, 2)
    role = (
        "quoted" if latest.quoted else "subject" if latest.subject else "behind" if latest.behind else "plain"
    )
    signs = {
        f"away:{away}": 1.0,
        f"stands:{role}|away:{near}": 1.0,
        f"stands:{role}|{anaphor.role}": 1.0,
        f"kind:{candidate.kind}": 1.0,
        "often": math.log(min(len(candidate.trail), 5)),
    }
    salience = _salience(candidate, anaphor.line.index)
    signs["salience"] = salience / 2
    if all(c is candidate or _salience(c, anaphor.line.index) < salience - _CLEARLY for c in candidates):
        signs["most salient"] = 1.0
    if any(c is not candidate and c.trail[0].group == latest.group for c in candidates):
        signs["named beside another"] = 1.0
    if all(c.trail[0] is latest or _before(c.trail[0], latest) for c in candidates):
        signs["latest"] = 1.0
    if any(s.subject and not s.quoted for s in candidate.trail if s.line == anaphor.line.index - 1):
        signs[f"acted before|{anaphor.role}"] = 1.0
        if anaphor.reports:
            signs["acted before|reports"] = 1.0
    whom = candidate.characters
    if anaphor.head is not None and anaphor.head in whom:
        signs[f"heads the sentence|{anaphor.role}"] = 1.0
    if anaphor.head_before is not None and anaphor.head_before in whom:
        signs[f"headed the sentence before|{anaphor.role}"] = 1.0
    if anaphor.teller is not None and anaphor.teller in whom:
        signs["tells it"] = 1.0
    if anaphor.quoted and latest.speaks:
        signs[f"quoted|spoke|away:{near}"] = 1.0
    if anaphor.speaker is not None:
        speaks = len(whom) == 1 and anaphor.speaker is whom[0]
        signs["speaker" if speaks else "not the speaker"] = 1.0
        if speaks:
            signs[f"speaker|{candidate.kind}"] = 1.0
    if anaphor.doer is not None and anaphor.doer in whom:
        signs[f"doer|{anaphor.role}"] = 1.0
    if candidate.kind in ("group", "body", "unnamed") and not candidate.characters[0].name[:1].isupper():
        signs["only described"] = 1.0
    return signs


def _salience(candidate: Candidate, line: int) -> float:
    """How much it stands in front: as the one who acts, and lately."""
    return max(seen.weight - 2.0 * (line - seen.line) for seen in candidate.trail)


def _before(one: Seen, other: Seen) -> bool:
    return (one.line, one.position) < (other.line, other.position)


def signs_of_nobody(anaphor: Anaphor, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for leaving the words alone."""
    line, first = anaphor.line, anaphor.first
    signs = {"nobody": 1.0, f"nobody|{anaphor.role}": 1.0}
    if anaphor.speaker is not None:
        signs["nobody|told by somebody"] = 1.0
    if anaphor.quoted:
        signs["nobody|quoted"] = 1.0
    if first in line.starts:
        signs["nobody|opens"] = 1.0
    if anaphor.reports:
        signs["nobody|reports"] = 1.0
    if not any(line.index - c.trail[0].line <= 1 for c in candidates):
        signs["nobody|far"] = 1.0
    if anaphor.sort in ("it", "they"):
        signs[f"nobody|next:{_next(line, first)}"] = 1.0
        before = line.words[first - 1].key if first else ""
        if before in REPORTING_VERBS or before == "that":
            signs["nobody|behind said"] = 1.0
        elif first and line.words[first - 1].text == ",":
            signs["nobody|behind a comma"] = 1.0
    return signs


_BETWEEN = frozenset("not now also still currently no longer never being been".split())
_DISPOSED = frozenset(
    """ready open committed prepared willing able unable confident disappointed pleased happy determined aware keen due bound free
    obliged required forced set proud satisfied concerned worried surprised interested involved focused entitled""".split()
)
_EMPTY = frozenset("seems seemed appears appeared took takes remains remained follows followed emerged means meant comes came".split())  # fmt: skip


def _next(line: Line, first: int) -> str:
    """What follows a pronoun: "be", "be doing", "be so" ("is ready to"), "empty" ("it is clear that"), "have", "modal", "says",
    "acts", "end" or "other"."""
    after = line.words[first + 1] if first + 1 < len(line.words) else None
    if after is None or not after.text[0].isalpha():
        return "end"
    key = after.key
    if key in _BE:
        rest = [w.key for w in line.words[first + 2 : first + 7]]
        being = next((k for k in rest if k not in _BETWEEN), "")
        if being in _DISPOSED or (being.endswith("ing") and len(being) > 5):
            return "be so" if being in _DISPOSED else "be doing"
        return "empty" if {"that", "to", "for"} & set(rest[1:4]) and rest[:1] != ["not"] else "be"
    if key in _EMPTY:
        return "empty"
    for name, known in (
        ("have", _HAVE),
        ("modal", _MODALS),
        ("says", REPORTING_VERBS),
        ("acts", words("acting_verbs")),
    ):
        if key in known:
            return name
    return "other"
