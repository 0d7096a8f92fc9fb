"""Settles names that stand alone: surnames, short forms of bodies, words that act like a body."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.text.parties.cast import Cast, Character, canonical_name, office_holder, offices_of, printed_name
from bot.text.parties.evidence import Evidence, in_place
from bot.text.parties.lexicon import gender_of_title, is_given_name, words
from bot.text.parties.lines import Line, Naming
from bot.text.parties.name_kinds import bracketed
from bot.text.parties.names import entitle
from bot.text.parties.people import shown_as_person
from bot.text.parties.scan import Use, Word, key_of
from bot.text.parties.shown import behind_its_kind, beside_a_body, shown_as_body


def link_bare_names(text: str, lines: Sequence[Line], cast: Cast, evidence: Evidence) -> list[Span]:
    """Settle the namings that wait: surnames of known people, titled surnames, bodies; returns further places.

    A surname that several people share stays open here: who is meant depends on the words around it.
    """
    merged = cast.merge_short_forms()
    if merged:
        for line in lines:
            for naming in line.namings:
                if naming.character in merged:
                    naming.character = merged[naming.character]
                    _with_particles(text, line, naming)
    _name_bodies_for_short(lines, cast)
    _alias_bodies(cast, evidence, lines)
    places: list[Span] = []
    for line in lines:
        for naming in line.namings:
            if naming.character is None and naming.from_title < naming.first:
                _titled_surname(text, line, naming, cast)
    _lone_people(lines, cast, evidence)
    _lone_bodies(lines, cast, evidence)
    for line in lines:
        kept = []
        for naming in line.namings:
            waits = naming.character is None
            if waits and (_in_brackets(line, naming) or not _bare(text, line, naming, cast, evidence)):
                if in_place(line.words, naming.first, any_state=False):
                    places.append(Span(naming.start, naming.end))
                continue
            kept.append(naming)
        line.namings = kept
    return places


def _name_bodies_for_short(lines: Sequence[Line], cast: Cast) -> None:
    """ "Congress" after "the Lagos Labour Congress": a word of the table means the article's own body of that last word, unless
    the article names the one of the table in more words too."""
    table = [n for line in lines for n in line.namings if n.use is Use.NAME and n.character is not None]
    in_full = {n.character for n in table if n.last - n.first > 1}
    for naming in table:
        if naming.last - naming.first > 1 or naming.character in in_full:
            continue
        word = key_of(lines[naming.line].words, naming.first, naming.last)
        own = [b for b in cast.bodies.values() if b.tokens[-1:] == (word,) and len(b.tokens) > 1]
        if len(own) == 1 and word in words("body_heads"):
            naming.character, naming.use = own[0], None


def _lone_people(lines: Sequence[Line], cast: Cast, evidence: Evidence) -> None:
    """ "The foreign minister, Suhartono, ...": one word that an office shows to be a person is that person everywhere."""
    for line in lines:
        for naming in line.namings:
            word = line.words[naming.first]
            lone = naming.character is None and naming.last - naming.first == 1 and not line.heading
            if not lone or word.key in evidence.lower or _no_name(word.key) or word.text.isupper():
                continue
            if evidence.placed[word.key]:
                continue
            known = cast.named([word.key]) or cast.body_alias(word.key) or office_holder(word.text)
            if not known and shown_as_person(line, naming.first, naming.last):
                cast.surname_only(word.text)


def _lone_bodies(lines: Sequence[Line], cast: Cast, evidence: Evidence) -> None:
    """Words that one place of the article shows to be a body are that body everywhere."""
    for line in lines:
        for naming in line.namings:
            word = line.words[naming.first]
            lone = naming.character is None and naming.last - naming.first == 1 and not line.heading
            if not lone or word.key in evidence.lower or _no_name(word.key):
                continue
            if cast.named([word.key]) or cast.body_alias(word.key) is not None:
                continue
            if shown_as_body(line, naming, cast, evidence):
                cast.alias_body(word.key, cast.body(word.text))


def _no_name(key: str) -> bool:
    return key.split("-")[0] in words("openers") or any(
        key in words(s) for s in ("openers", "not_names", "thing_heads", "group_nouns", "place_heads")
    )


def _titled_surname(text: str, line: Line, naming: Naming, cast: Cast) -> None:
    tokens = key_of(line.words, naming.first, naming.last).split()
    found = cast.named(tokens)
    title = text[line.words[naming.from_title].start : line.words[naming.first - 1].end]
    gender = gender_of_title(title)
    if gender is not None:
        found = [p for p in found if p.gender in (None, gender)]
    if len(found) == 1:
        naming.character = found[0]
    elif not found:
        naming.character = _holder(naming.words, title, cast) or cast.surname_only(naming.words)
    if naming.character is not None:
        entitle(text, line, naming)
        if gender is not None and naming.character.gender is None:
            naming.character.gender = gender
        if naming.words != naming.character.name:
            naming.character.aliases[naming.words] = None


def _holder(surname: str, title: str | None, cast: Cast) -> Character | None:
    """The office holder of this surname, when the title or the state around fits the table."""
    full = office_holder(surname)
    if full is None:
        return None
    offices = offices_of("person:" + full)
    plain = (title or "").casefold()
    fits = any(office in plain or office.split()[-1] in plain for _, office in offices if plain)
    if not fits and not _ROYAL.isdisjoint(plain.split()):
        return None  # "King Salman" is not Mohammed bin Salman
    if not fits and not any(_present(where, cast) for where, _ in offices):
        return None
    return cast.person(printed_name(canonical_name(full)))


_ROYAL = frozenset("king queen emir sultan sheikh prince princess emperor pope".split())


def _present(where: str, cast: Cast) -> bool:
    key = where if where.startswith("body:") else f"state:{where}"
    return key in cast.fixed_keys or any(
        where in c.states for c in cast.fixed_characters() if c.key.startswith("body:")
    )


def _in_brackets(line: Line, naming: Naming) -> bool:
    """ "Ana Lovrek (Dravia)": where she belongs, nobody of its own."""
    around = line.words[naming.first - 1 : naming.first] + line.words[naming.last : naming.last + 1]
    return [w.text for w in around] == ["(", ")"]


def _bare(text: str, line: Line, naming: Naming, cast: Cast, evidence: Evidence) -> bool:
    """Link a bare name; False when it names nobody."""
    word = line.words[naming.first]
    tokens = key_of(line.words, naming.first, naming.last).split()
    if not tokens or (tokens == ["he"] and naming.first in line.starts):
        return False
    found = cast.named(tokens)
    if found and len(tokens) == 1 and behind_its_kind(line, naming):
        found = []
    if len(found) == 1:
        naming.character = found[0]
        _with_particles(text, line, naming)
        if naming.words != found[0].name and found[0].fixed is None:
            found[0].aliases[naming.words] = None
        return True
    if found:
        return True  # several: settled by the words around it
    body = cast.body_alias(" ".join(tokens))
    if body is not None:
        naming.character = body
        return True
    if naming.last - naming.first > 1 or line.heading:
        return False
    return _lone_word(line, naming, word, cast, evidence)


def _with_particles(text: str, line: Line, naming: Naming) -> None:
    """Let "van der Berg" begin where the known surname does, although a run begins with a capital."""
    assert naming.character is not None
    before = naming.character.surname[: -(naming.last - naming.first)]
    first = naming.first - len(before)
    if before and first >= 0 and tuple(w.key for w in line.words[first : naming.first]) == before:
        if naming.from_title == naming.first:
            naming.from_title = first
        naming.first, naming.start = first, line.words[first].start
        naming.words = text[naming.start : naming.end]


_HALVES = {"north": "state:kp", "south": "state:kr"}


def _half_of_korea(line: Line, naming: Naming, cast: Cast) -> Character | None:
    """ "The North", "the South's" where the article names the Koreas in full."""
    known = {c.key: c for c in cast.fixed_characters()}
    half = known.get(_HALVES.get(line.words[naming.first].key, ""))
    definite = naming.first > 0 and line.words[naming.first - 1].key == "the"
    return half if definite and _HALVES["north"] in known else None


def _lone_word(line: Line, naming: Naming, word: Word, cast: Cast, evidence: Evidence) -> bool:
    """A single unknown capitalised word: an office holder, or a body when it acts somewhere in the article."""
    key = word.key
    half = _half_of_korea(line, naming, cast)
    if half is not None:
        naming.character = half
        return True
    if _no_name(key):
        return False
    holder = _holder(word.text, None, cast)
    if holder is not None:
        naming.character = holder
        holder.aliases[word.text] = None
        return True
    if key in evidence.lower or len(key) < 2 or not (word.text[0].isalpha() or word.capital):
        return False
    shouted = len(key) > 1 and word.text.isupper()
    certain = key in evidence.inside or key in evidence.speaking or shouted
    if shown_as_body(line, naming, cast, evidence) or beside_a_body(line, naming):
        naming.character = cast.body(word.text)
        return True
    if (
        not certain
        or evidence.acting[key] == 0
        or (key.endswith(("ing", "ly")) and naming.first in line.starts)
    ):
        return False
    if in_place(line.words, naming.first, any_state=False) or evidence.placed[key] > evidence.acting[key]:
        return False
    before = line.words[naming.first - 1].key if naming.first else ""
    if is_given_name(word.text) or before in words("office_nouns"):
        naming.character = cast.surname_only(word.text)
    elif key in evidence.governed:
        naming.character = cast.unknown_state(word.text)
    else:
        naming.character = cast.body(word.text)
    return True


def _alias_bodies(cast: Cast, evidence: Evidence, lines: Sequence[Line]) -> None:
    """Short forms under which the article may go on to name a body."""
    for body in list(cast.bodies.values()):
        if len(body.tokens) > 1:
            if body.tokens[-1] in words("body_heads") and "of" not in body.tokens:
                start = " ".join(body.tokens[:-1])
                local = body.tokens[-1] in _OF_A_PLACE
                if not local and not all(t in evidence.lower for t in body.tokens[:-1]):
                    cast.alias_body(start, body)
                if not local and len(body.tokens) > 2 and body.tokens[0] not in evidence.lower:
                    cast.alias_body(body.tokens[0], body)
                cast.alias_body(body.tokens[-1], body)
            elif body.tokens[0] in words("body_heads"):
                cast.alias_body(body.tokens[0], body)
            elif "of" not in body.tokens:
                for token in {body.tokens[0], body.tokens[-1]} - evidence.lower:
                    cast.alias_body(token, body)
    for character in cast.fixed_characters():
        if character.kind is PartyKind.BODY and len(character.tokens) > 1:
            cast.alias_body(character.tokens[-1], character)
    cast.alias_union()
    _acronyms(cast, lines)
    _initials(cast, lines)


_OF_A_PLACE = frozenset(
    """police university college council court parliament senate assembly army navy guard hospital office department
    ministry embassy government school forces force""".split()
)
""" "Tarn" after "Tarn Police" is the town."""


def _initials(cast: Cast, lines: Sequence[Line]) -> None:
    """ "GM" after "General Motors": initials that only one body of the article has."""
    shouted = {
        line.words[n.first].key
        for line in lines
        for n in line.namings
        if n.character is None and n.words.isupper() and 1 < len(n.words) < 6
    }
    for body in [*cast.bodies.values(), *cast.fixed_characters()] if shouted else ():
        if body.kind is PartyKind.BODY and len(body.tokens) > 1:
            telling = tuple(t for t in body.tokens if t not in ("of", "and", "the", "for", "&", "on"))
            for initials in {"".join(t[0] for t in tokens) for tokens in (telling, body.tokens)} & shouted:
                cast.alias_body(initials, body)


def _acronyms(cast: Cast, lines: Sequence[Line]) -> None:
    """ "Port Workers' Federation (PWF)", "Valley Pilots Association (Valpa)" """
    for line in lines:
        for naming in line.namings:
            body = naming.character
            short = bracketed(line, naming.last)
            if short is None or body is None or body.kind is not PartyKind.BODY:
                continue
            if short.text.isupper() or _letters_of(short.key, body.tokens):
                cast.alias_body(short.key, body)


def _letters_of(short: str, name: Sequence[str]) -> bool:
    """Whether a short form takes its letters from the words of the name in order: "Valpa" of "valley pilots association"."""
    rest = iter("".join(name))
    return short[0] == name[0][0] and all(letter in rest for letter in short)
