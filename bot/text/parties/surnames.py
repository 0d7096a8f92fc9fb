"""Settles names that stand alone: surnames, short forms of bodies, words that act like a body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model.facts import PartyKind
from bot.model.text import Span
from bot.text.parties.cast import Cast, Character, canonical_name, office_holder, offices_of, printed_name
from bot.text.parties.evidence import Evidence, in_place
from bot.text.parties.lexicon import gender_of_title, is_given_name, words
from bot.text.parties.lines import Line, Naming
from bot.text.parties.names import entitle
from bot.text.parties.people import shown_as_person
from bot.text.parties.scan import Word, key_of


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
            if _shown_as_body(line, naming, cast, evidence):
                cast.alias_body(word.key, cast.body(word.text))


def _no_name(key: str) -> bool:
    return key.split("-")[0] in words("openers") or any(
        key in words(s) for s in ("openers", "not_names", "thing_heads", "group_nouns", "place_heads")
    )


def _shown_as_body(line: Line, naming: Naming, cast: Cast, evidence: Evidence) -> bool:
    return (
        _after_what_it_is(line, naming)
        or _before_what_it_is(line, naming)
        or _behind_its_kind(line, naming)
        or _with_members(line, naming)
        or _told(line, naming, cast, evidence)
        or _two_capitals(naming.words)
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
    if found and len(tokens) == 1 and _behind_its_kind(line, naming):
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


def _lone_word(line: Line, naming: Naming, word: Word, cast: Cast, evidence: Evidence) -> bool:
    """A single unknown capitalised word: an office holder, or a body when it acts somewhere in the article."""
    key = word.key
    if _no_name(key):
        return False
    holder = _holder(word.text, None, cast)
    if holder is not None:
        naming.character = holder
        holder.aliases[word.text] = None
        return True
    if key in evidence.lower or len(key) < 2 or not word.text[0].isalpha():
        return False
    shouted = len(key) > 1 and word.text.isupper()
    certain = key in evidence.inside or key in evidence.speaking or shouted
    if _shown_as_body(line, naming, cast, evidence) or _beside_a_body(line, naming):
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


def _beside_a_body(line: Line, naming: Naming) -> bool:
    """ "Brentco and the Dock Workers' Union": a lone name joined to a body, where no place can stand."""
    if is_given_name(naming.words) or in_place(line.words, naming.first, any_state=False):
        return False
    for other in line.namings:
        if other.character is None or other.character.kind is not PartyKind.BODY or other is naming:
            continue
        first, second = (naming, other) if naming.first < other.first else (other, naming)
        between = [w.key for w in line.words[first.last : second.first]]
        if between in (["and"], ["and", "the"]):
            return True
    return False


_KINDS = frozenset(
    """group company firm bank lender insurer carmaker chipmaker drugmaker airline carrier retailer broker union watchdog agency
    charity club operator builder developer consultancy brewer publisher broadcaster manufacturer supplier utility refiner
    startup start-up conglomerate miner steelmaker planemaker network channel station newspaper daily weekly magazine website
    outlet rival retailer chain studio trader shipowner logistics rating fund subsidiary unit arm automaker tech party militia
    movement media brewer giant maker contractor label platform""".split()
)


def _behind_its_kind(line: Line, naming: Naming) -> bool:
    """ "the Dutch group Veldhoven", "insurer Patria": a body named right behind what it is."""
    if not naming.first or is_given_name(naming.words):
        return False
    kind = line.words[naming.first - 1]
    return kind.key in _KINDS and not kind.capital and not kind.possessive


def _after_what_it_is(line: Line, naming: Naming) -> bool:
    """ "the regulator, Waterwatch, ...": a body told by its kind and then by its name."""
    if naming.first < 2 or line.words[naming.first - 1].text != ",":
        return False
    kind = line.words[naming.first - 2]
    closed = naming.last >= len(line.words) or line.words[naming.last].text in (",", ".", ";", ")")
    return closed and kind.key in words("body_nouns") and not kind.capital and not is_given_name(naming.words)


def _before_what_it_is(line: Line, naming: Naming) -> bool:
    """ "Unity, the largest teachers' union, ...": a name and then the kind of body it is."""
    after = [w.key for w in line.words[naming.last : naming.last + 10]]
    if (
        len(after) < 4
        or after[0] != ","
        or after[1] not in ("the", "a", "an", "one")
        or is_given_name(naming.words)
    ):
        return False
    closed = next((k for k in range(2, len(after)) if after[k] in (",", "which", "that", "who", ".")), None)
    return closed is not None and after[closed - 1] in words("body_nouns") and after[closed] != "who"


_MEMBERS = frozenset(
    "members member staff workers employees shareholders shareholder investors executives officials customers shares stake".split()
)


def _with_members(line: Line, naming: Naming) -> bool:
    """ "members of Prospect", "Brentco shareholders": what has members, shares or staff is a body."""
    if is_given_name(naming.words) or line.words[naming.last - 1].possessive:
        return False
    before = [w.key for w in line.words[max(0, naming.first - 2) : naming.first]]
    if len(before) == 2 and before[1] == "of" and before[0] in _OF_MEMBERS:
        return True
    after = line.words[naming.last] if naming.last < len(line.words) else None
    return after is not None and after.text in _MEMBERS and naming.first not in line.starts


_OF_MEMBERS = frozenset(
    "members shareholders employees ceo chairman chairwoman shares owner owners parent maker".split()
)


def _told(line: Line, naming: Naming, cast: Cast, evidence: Evidence) -> bool:
    """ "according to NHK", "told Politico": whoever is quoted or told so by one word is an outlet, unless it is a place."""
    key = line.words[naming.first].key
    if evidence.placed[key] or is_given_name(naming.words) or cast.named([key]):
        return False
    first = naming.first
    if first and line.words[first - 1].possessive:
        first -= 1  # "according to Qatar's QNA"
    before = [w.key for w in line.words[max(0, first - 2) : first]]
    shouted = line.words[naming.first].text.isupper()
    return shouted and (before == ["according", "to"] or before[-1:] in (["told"], ["tell"], ["tells"]))


_TWO_CAPITALS = re.compile(
    r"(?!Mc|Mac|De|Di|La|Le|Du|Van|Von|Fitz|Al|El|St|O['’])[A-Z]?[a-z]+[A-Z][A-Za-z]*[a-z]$"
)


def _two_capitals(word: str) -> bool:
    """ "AkzoNobel", "InBev": a capital inside the word is a company's."""
    return _TWO_CAPITALS.match(word) is not None


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
    """ "Port Workers' Federation (PWF)" """
    for line in lines:
        for naming in line.namings:
            after = line.words[naming.last : naming.last + 3]
            if (
                len(after) == 3
                and after[0].text == "("
                and after[2].text == ")"
                and after[1].text.isupper()
                and naming.character is not None
                and naming.character.kind is PartyKind.BODY
            ):
                cast.alias_body(after[1].key, naming.character)
