"""Whom "he", "it", "they", "the company" and "the country" mean, weighed among all who could be meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.model.facts import PartyKind
from bot.text.parties.antecedents import (
    Candidate,
    anaphor_at,
    each_of,
    signs_of,
    signs_of_nobody,
    together,
)
from bot.text.parties.cast import Cast, Character
from bot.text.parties.choosing import choose
from bot.text.parties.descriptions import Description
from bot.text.parties.discourse import Discourse
from bot.text.parties.lines import Line
from bot.text.parties.sorts import fit_of, sorts_of_noun

_REACH = {
    "he": 4,
    "it": 2,
    "its": 2,
    "they": 3,
    "their": 3,
    "body": 12,
    "state": 8,
}  # sentences back in which somebody can still be meant


def person_meant(
    line: Line,
    index: int,
    gender: str,
    discourse: Discourse,
    *,
    owns: bool,
    exclude: Iterable[Character],
    speech: tuple[int, int, int] | None,
) -> Character | None:
    """Whom "he" or "she" means, or None. speech: as in `Discourse.singular`."""
    barred = {c.key for c in exclude}
    teller = line.teller_at(line.words[index].start)
    if teller is not None:
        barred.add(teller.key)  # nobody says "he" of himself

    def fits(person: Character) -> bool:
        if person.key in barred or person.ambiguous or person.gender not in (None, gender):
            return False
        if person.gender is None and gender == "f" and _sounds_male(person):
            return False
        return person.kind is PartyKind.PERSON or person.gender is not None or _one(person)

    back = line.index if speech is None else speech[2]
    kinds = (PartyKind.PERSON, PartyKind.UNNAMED)
    candidates = each_of(discourse, line.index, kinds, _REACH["he"] + line.index - back, fits)
    if speech is not None:
        for candidate in candidates:
            candidate.trail = [s for s in candidate.trail if not speech[0] <= s.position < speech[1]]
        candidates = [c for c in candidates if c.trail]
    anaphor = anaphor_at("he", line, index, index, discourse, owns=owns)
    signs = [signs_of(anaphor, c, candidates) for c in candidates]
    for candidate, own in zip(candidates, signs, strict=True):
        person = candidate.characters[0]
        if person.gender is None and person.kind is PartyKind.UNNAMED:
            own["gender open"] = 1.0
        if person.gender is None and "source" in person.tokens:
            own["source"] = 1.0
        own["told often"] = min(discourse.counts[person.key], 5) / 5
    chosen = choose(anaphor, signs_of_nobody(anaphor, candidates), candidates, signs)
    return None if chosen is None or _one_of_two(chosen, candidates) else chosen.characters[0]


def _one_of_two(chosen: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether somebody else could be meant just as well: "Holm and Brandt left. She was tired." """
    latest = chosen.trail[0]
    return any(
        c is not chosen
        and c.trail[0].group == latest.group
        and c.trail[0].weight == latest.weight
        and len(c.trail) == len(chosen.trail)
        for c in candidates
    )


def body_or_state_meant(line: Line, index: int, discourse: Discourse, *, owns: bool) -> Character | None:
    """The body or state that "it" means, or "its" where it owns; None for nobody."""
    kinds = (PartyKind.BODY, PartyKind.STATE)
    sort = "its" if owns else "it"
    candidates = each_of(discourse, line.index, kinds, _REACH[sort], lambda c: not c.ambiguous)
    if not candidates:
        return None
    anaphor = anaphor_at(sort, line, index, index, discourse, owns=owns)
    signs = [signs_of(anaphor, c, candidates) for c in candidates]
    meant = _single(choose(anaphor, signs_of_nobody(anaphor, candidates), candidates, signs))
    described = (
        meant is not None and meant.fixed is None and (meant.name[:1].islower() or "'s " in meant.name)
    )
    return None if described else meant  # "its ministry said it would": whose ministry it is tells more


def several_meant(line: Line, index: int, discourse: Discourse, *, owns: bool) -> tuple[Character, ...]:
    """Whom "they", "them" or "their" means: several, or one that is many; () for nobody."""
    sort = "their" if owns else "they"
    candidates = together(discourse, line.index, _REACH[sort])
    if line.quoted(
        line.words[index].start
    ):  # who was told of before the quotation is often the one who speaks it
        acted = {id(s.character) for s in discourse.seen if s.subject and s.line == line.index - 1}
        candidates = [c for c in candidates if c.kind == "joined" or not acted & set(map(id, c.characters))]
    if not candidates:
        return ()
    anaphor = anaphor_at(sort, line, index, index, discourse, owns=owns)
    signs = [signs_of(anaphor, c, candidates) for c in candidates]
    for candidate, own in zip(candidates, signs, strict=True):
        own[f"kind:{candidate.kind}|{anaphor.role}"] = 1.0
        if anaphor.speaker is not None and len(candidate.characters) > 1:
            own["with the speaker"] = float(anaphor.speaker in candidate.characters)
        if len(candidate.characters) > 2:
            own["three or more"] = 1.0
    chosen = choose(anaphor, signs_of_nobody(anaphor, candidates), candidates, signs)
    return () if chosen is None else chosen.characters


def country_meant(line: Line, first: int, last: int, discourse: Discourse) -> Character | None:
    """The state that "the country" means, or None."""
    candidates = each_of(discourse, line.index, (PartyKind.STATE,), _REACH["state"], lambda c: True)
    if not candidates:
        return None
    anaphor = anaphor_at("state", line, first, last, discourse, owns=line.words[last].possessive)
    signs = [signs_of(anaphor, c, candidates) for c in candidates]
    most = max(discourse.counts[c.characters[0].key] for c in candidates)
    for candidate, own in zip(candidates, signs, strict=True):
        own["told often"] = discourse.counts[candidate.characters[0].key] / most
    return _single(choose(anaphor, signs_of_nobody(anaphor, candidates), candidates, signs))


def body_meant(
    line: Line, d: Description, plain: Sequence[str], discourse: Discourse, cast: Cast, *, described: bool
) -> Character | None:
    """The body that "the company" or "the Leeds-based retailer" means; None for one that is only described.

    plain: the words between the determiner and the head that tell more than a sort or a nation. described: whether a body was
    described in these words before.
    """
    if not sorts_of_noun(d.head) or d.determiner in _OWNERS:
        return None  # "her office" is nobody named before
    alias = cast.body_alias(d.head)
    fits: dict[int, str] = {}

    def may(body: Character) -> bool:
        if d.states and body.states and not body.states & set(d.states):
            return False
        fit = fits[id(body)] = fit_of(d.head, body)
        return fit != "other" and (body.name[:1].isupper() or fit == "own")

    candidates = each_of(discourse, line.index, (PartyKind.BODY,), _REACH["body"], may)
    if not candidates:
        return None
    owns = line.words[d.last - 1].possessive
    anaphor = anaphor_at("body", line, d.first, d.last - 1, discourse, owns=owns)
    signs = [signs_of(anaphor, c, candidates) for c in candidates]
    found = Counter(fits[id(c.characters[0])] for c in candidates)
    best = min((_FITS.index(fits[id(c.characters[0])]) for c in candidates), default=0)
    for candidate, own in zip(candidates, signs, strict=True):
        _fit_signs(own, candidate, d, plain, fits[id(candidate.characters[0])], best)
        if found[fits[id(candidate.characters[0])]] == 1:
            own["the only one that fits so"] = 1.0
        if alias is candidate.characters[0]:
            own["short form"] = 1.0
        own["told often"] = min(discourse.counts[candidate.characters[0].key], 5) / 5
    nobody = signs_of_nobody(anaphor, candidates)
    nobody[f"nobody|{d.determiner or 'bare'}"] = 1.0
    nobody[f"nobody|best fit:{_FITS[best]}"] = 1.0
    if d.until > d.last:
        nobody["nobody|more behind"] = 1.0
    if described:
        nobody["nobody|described before"] = 1.0
    nobody[f"nobody|words:{min(len(plain), 2)}"] = 1.0
    return _single(choose(anaphor, nobody, candidates, signs))


_OWNERS = frozenset(["his", "her", "its", "their", "our", "my"])
_FITS = ("own", "same", "firm", "open")


def _fit_signs(
    own: dict[str, float], candidate: Candidate, d: Description, plain: Sequence[str], fit: str, best: int
) -> None:
    body = candidate.characters[0]
    own[f"fit:{fit}"] = 1.0
    if _FITS.index(fit) > best:
        own["another fits better"] = 1.0
    known = {w.removesuffix("'s") for w in body.tokens} | body.called | body.offices
    new = sum(1 for word in plain if word not in known)
    own[f"new words:{min(new, 2)}"] = 1.0
    own[f"fit:{fit}|new words:{min(new, 1)}"] = 1.0
    if len(plain) > new:
        own["words of its name"] = 1.0
    if d.states and body.states:
        own["same state"] = 1.0
    if body.fixed is not None:
        own["of the table"] = 1.0


def _single(chosen: Candidate | None) -> Character | None:
    return None if chosen is None else chosen.characters[0]


def _one(character: Character) -> bool:
    return character.tokens[-1:] != () and not character.tokens[-1].endswith("s")


def _sounds_male(person: Character) -> bool:
    """ "Giancarlo", "Rustamo": given names that end so are rarely women's, Japanese ones apart."""
    given = person.tokens[0] if person.kind is PartyKind.PERSON and len(person.tokens) > 1 else ""
    return len(given) > 4 and given.endswith("o") and not given.endswith("ko")
