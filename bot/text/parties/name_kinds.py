"""Tells of a capitalised name whether a person, a body, a place or a thing bears it."""

from __future__ import annotations

import re

from bot.text.parties.beside import ENTERPRISES
from bot.text.parties.evidence import Evidence, acts, in_place
from bot.text.parties.lexicon import is_given_name, words
from bot.text.parties.lines import Line
from bot.text.parties.scan import GENERAL, Word

_CALLED = re.compile(r"[\"“'‘(]")
""" Opens what somebody is called in the middle of a name: "Arko “Koko” Widarto"."""


def kind_of(line: Line, first: int, last: int, evidence: Evidence, *, titled: bool) -> str:
    """ "person", "body", "place", "thing" or "unknown"."""
    keys = [w.key for w in line.words[first:last]]
    if titled:
        return "person"
    if keys[0] == "general" and keys[-1] in GENERAL:
        return "thing"
    given = is_given_name(line.words[first].text)
    if len(keys) == 1:
        return "single"
    if any(_CALLED.fullmatch(w.text) for w in line.words[first + 1 : last - 1]) and "&" not in keys:
        return "person"
    if tuple(keys) in evidence.people.names and tuple(keys) not in evidence.bodily:
        return "person"
    if any(
        not (w.text[0].isalpha() or w.capital) and w.text != "&" and w.key not in words("particles")
        for w in line.words[first:last]
    ):
        return "thing"
    of_something = any(
        joint in keys and keys[keys.index(joint) - 1] in words("body_heads") for joint in ("of", "for")
    )
    if keys[-1] in words("thing_heads") and not given and not of_something:
        return "thing"
    if keys[-1] in _REGIONAL or all(key in _SECTIONS for key in keys):
        return "thing"
    if keys[0] == "oval":
        return "place"
    if of_something or (keys[-1] in words("body_heads") and not _personal(line, first, last)):
        return "body"
    if "&" in keys or keys[0] in ("radio", "bank", "house", "ministry", "court", "banco", "banque"):
        return "body"
    before = line.words[first - 1] if first else None
    office = before is not None and before.key in words("office_nouns") and not before.possessive
    if office and last - first <= 3:
        return "person"  # "health secretary Moira Lane"
    if before is not None and not given and before.key in ENTERPRISES and not before.possessive:
        return "body"  # "the union Cockpit United"
    if not given and keys[0] in words("place_openers"):
        return "place"
    if keys[-1] in words("place_heads") and (not given or len(keys) > 2):
        return "place"  # "Lotte Grand Palace"
    if len(keys) == 2 and keys[-1].endswith("s") and "_".join(keys)[:-1] in words("office_nouns"):
        return "thing"  # "Foreign Ministers' meeting"
    return _kind_without_heads(line, first, last, evidence, given=given)


def bracketed(line: Line, last: int) -> Word | None:
    """The one word in brackets that follows a name: its initials, or what it is called for short; None elsewhere."""
    after = line.words[last : last + 3]
    if len(after) < 3 or (after[0].text, after[2].text) != ("(", ")") or len(after[1].text) < 2:
        return None
    return after[1] if after[1].capital else None


def _initials(line: Line, first: int, last: int, short: str) -> bool:
    """Whether `short` is made of the first letters of the name, those behind hyphens included."""
    telling = [w for w in line.words[first:last] if w.key not in _SMALL]
    parts = [part for word in telling for part in re.split(r"[-‑]", word.text) if part]
    return short in (
        "".join(p[0] for p in parts).upper(),
        "".join(w.text[0] for w in line.words[first:last]).upper(),
    )


_SMALL = frozenset("of and the for & on in de".split())


def _personal(line: Line, first: int, last: int) -> bool:
    """Given name and one word: "Emily Watch" is hardly a body, "Blue Strait Ferry" is."""
    return last - first == 2 and is_given_name(line.words[first].text)


_REGIONAL = frozenset(
    "asian african european american arab nordic caribbean caucasian balkan mediterranean scandinavian latin".split()
)
_SECTIONS = frozenset(
    """world news latest breaking top business sport sports politics opinion home local national related stories story more video
    videos live features culture travel weather network today headlines media markets finance economy health science technology
    lifestyle entertainment international regional newsletter newsletters contact about us""".split()
)
""" Sections of a page, which a crawl leaves in its text: "World News"."""
_STAFF = frozenset(
    "workers staff employees members bosses management executives unions drivers pilots engineers shareholders".split()
)
_OF_COMPANIES = frozenset(
    "shares stock staff workers employees executives factory plant board shareholders customers".split()
)


def _kind_without_heads(line: Line, first: int, last: int, evidence: Evidence, *, given: bool) -> str:
    if given or (last - first <= 4 and line.words[first].key in words("family_first")):
        return "person"
    keys_first = line.words[first].key
    if evidence.named_like_a_body(line.words[first:last]):
        return "body"
    short = bracketed(line, last)
    if short is not None and _initials(line, first, last, short.text):  # people are not shortened so
        body = evidence.acting[short.key] or (line.words[first - 1].possessive if first else False)
        return "body" if body else "unknown"  # "Serious Incident (SI)"
    placed = in_place(line.words, first, any_state=False)
    before = line.words[first - 1].key if first else ""
    after = line.words[last].text if last < len(line.words) else ""
    if before in words("office_nouns"):
        return "person"
    if keys_first in words("group_nouns") and acts(line.words, last):
        return "body"  # "Doctors Without Borders"
    if before == "the" and line.words[last - 1].key.endswith("s") and acts(line.words, last):
        return "body"  # "the Social Democrats' chair": people's names take no article
    if before in ("of", "for", "at") and first > 1 and line.words[first - 2].key in words("office_nouns"):
        return "body"  # "chief executive of Tullamore"
    if before == "at" and first > 1 and line.words[first - 2].key in _STAFF:
        return "body"  # "workers at Tarn Powertech"
    owned = (
        first > 2 and line.words[first - 1].possessive and line.words[first - 2].key in ("of", "for", "at")
    )
    if owned and line.words[first - 3].key in words("office_nouns"):
        return "body"  # "chief executive of France's Credit Lyonnais"
    if after in _OF_COMPANIES:
        return "body"
    if placed and not acts(line.words, last):
        return "place"
    plain = all(
        w.key not in evidence.lower or w.key in words("particles") for w in line.words[first:last]
    ) and not any(w.text.isupper() and len(w.text) > 2 and "." not in w.text for w in line.words[first:last])
    opens = before == "" and last < len(line.words) and not line.headline
    if (
        last - first <= 4
        and plain
        and (acts(line.words, last) or after == "," or before in ("and", "with", "by", ",") or opens)
    ):
        return "person"
    if acts(line.words, last):
        return "body"
    return "person" if plain and last - first <= 3 and first not in line.starts else "unknown"
