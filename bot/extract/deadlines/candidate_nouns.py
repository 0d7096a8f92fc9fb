"""Finds in a sentence the words that may name a party: common nouns of doers with what describes them, and names that nothing else reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.extract.deadlines import candidate_words as cues
from bot.extract.deadlines import cast_words, party_words
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.noun_words import CALENDAR_NAME, PLURAL_AGENT
from bot.extract.deadlines.party_phrases import is_text, is_thing
from bot.extract.document import Document
from bot.model.text import Span
from bot.text.words import fold

_REACH = 3  # words before a noun that describe it


def sort_of_noun(noun: str) -> str:
    """What a party is whose name ends with `noun`."""
    for sort, nouns in (
        ("text", party_words.TEXTS),
        ("official", cast_words.OFFICIAL),
        ("person", cast_words.OFFICE),
        ("firm", cast_words.FIRM),
        ("side", cast_words.SIDE),
    ):
        if noun in nouns:
            return sort
    return "group"


def nouns_in(document: Document, index: int) -> Iterator[tuple[Span, str, str]]:
    """The common nouns of doers in a sentence, with up to three words before them: "foreign firms", "its lenders"."""
    line = read_line(document, index)
    tokens = list(cues.TOKEN.finditer(line.marked))
    for number, token in enumerate(tokens):
        noun = _noun(token.group())
        if not _is_doer(line, token, noun) or _only_modifies(tokens, number):
            continue
        first = _first(tokens, number)
        if not _is_whole(line, tokens, first, number):
            continue
        end = token.end() - (len(token.group()) - len(_named(token.group())))
        span = line.place(tokens[first].start(), end)
        yield span, " ".join(document.words(span).split()), sort_of_noun(noun)


def _named(word: str) -> str:
    """A word without the end of a sentence or an owner's mark."""
    return re.sub(r"(?:'s?|\.)$", "", word)


def _noun(word: str) -> str:
    return _named(word).lower()


def _is_doer(line: Line, token: re.Match[str], noun: str) -> bool:
    if noun in cues.NO_DOERS or is_thing(noun):
        return False
    if noun in cues.DOERS:
        return True
    if token.group()[0].isupper() and token.start() > 1:
        return False
    return (len(noun) > 5 and PLURAL_AGENT.search(noun) is not None) or _bound(line, token)


def _only_modifies(tokens: Sequence[re.Match[str]], number: int) -> bool:
    """Whether a noun only describes the next one: "driver licences", "union leaders", "Judge Orton"."""
    word = tokens[number].group()
    following = tokens[number + 1].group() if number + 1 < len(tokens) else ""
    if word != _named(word):
        return False
    if following.lower() in cues.DOERS:
        return True
    if word.endswith("s"):
        return False
    title = following[:1].isupper() and (word[:1].isupper() or word in cast_words.OFFICE)
    return title or is_thing(following.lower()) or is_text(following)


def _first(tokens: Sequence[re.Match[str]], number: int) -> int:
    """The first of the words before a noun that describe it."""
    first = number
    while first > 0 and number - first < _REACH and cues.MODIFIER.fullmatch(tokens[first - 1].group()):
        word = tokens[first - 1].group()
        if word.lower() in cues.STOPS or _is_verb(word) or party_words.ADVERB.fullmatch(word):
            break
        first -= 1
    return first


def _is_verb(word: str) -> bool:
    """Whether a word before a noun governs it: "avoid advertisers", "includes students", "given unions"."""
    if not word.islower():
        return False
    if word in party_words.VERBS or word.endswith(("ed", "ing")):
        return True
    return (
        word.endswith("s")
        and word[-2:] not in ("ss", "us", "is")
        and word not in party_words.PLURAL_MODIFIERS
    )


def _is_whole(line: Line, tokens: Sequence[re.Match[str]], first: int, number: int) -> bool:
    """Whether the words are a party's whole name: one person or body is told of with an article or an owner, or with a capital."""
    word = tokens[number].group()
    rest = line.marked[tokens[number].end() :]
    if word[0].isupper() and re.match(r" of (?:the )?[A-Z]", rest):
        return False
    if _noun(word).endswith(("s", "men", "women", "people")) or _noun(word) in cues.MANY or is_text(word):
        return True
    if word[0].isupper() and first == number and tokens[first].start() > 1:
        return True
    before = tokens[first - 1].group() if first else ""
    return before.lower() in cues.ONE or before.endswith(("'s", "s'", "’")) or (before == "s" and first > 1)


def _bound(line: Line, token: re.Match[str]) -> bool:
    """Whether a plural is told to do something: "care homes may keep", "overseas entities must register"."""
    noun = token.group().lower()
    return (
        noun.endswith("s")
        and noun[-2:] not in ("ss", "us", "is")
        and cues.DUTY.match(line.marked, token.end()) is not None
    )


def names_in(document: Document, index: int) -> Iterator[tuple[Span, str, str]]:
    """Capitalised words that nothing else reads: "Arvenia", "GTU"."""
    sentence = document.sentences[index]
    words = cues.WORD.findall(document.words(sentence))
    if sum(word[0].isupper() for word in words) > len(words) / 2:
        return  # a headline: every word has a capital
    for match in cues.NAME.finditer(document.text, sentence.start, sentence.end):
        start = match.start()
        name = match.group()
        if (based := party_words.BASED.match(name)) is not None and " " in name:
            start, name = start + based.end() + 1, name[based.end() + 1 :]
        span = Span(start, match.end())
        if _is_no_name(document, sentence, name, span):
            continue
        if any(when.span.overlaps(span) for when in document.whens_in(sentence)):
            continue
        if start - sentence.start < 2 and _opens_only(document, name, span):
            continue
        yield span, name, "text" if is_text(name) else "name"


def _is_no_name(document: Document, sentence: Span, name: str, span: Span) -> bool:
    """Whether capitalised words name a paper, a place, a day, an outlet or nothing at all."""
    text, folded = document.text, fold(name)
    if not folded:
        return True
    words = folded.split()
    if (
        words[0] in cues.STOPS
        or CALENDAR_NAME.search(name)
        or (words[0] in party_words.NO_NAMES and len(words) == 1)
    ):
        return True
    if name.isupper() and (_is_modifier(text, name) or party_words.DATELINE.match(text, span.end)):
        return True
    if re.match(r"[ -]\d", text[span.end : span.end + 2]):
        return True
    if span.start - sentence.start < 2 and text[span.end : span.end + 2] == ": ":
        return True
    if len(words) == 1 and _only_describes(text, name, span):
        return True
    return (
        party_words.NAMED_THINGS.search(folded) is not None
        or party_words.OUTLET.fullmatch(folded) is not None
    )


def _only_describes(text: str, name: str, span: Span) -> bool:
    """Whether one word with a capital is only a title or an adjective: "Secretary", "European leaders"."""
    if cues.ADJECTIVE.fullmatch(name) is not None and re.match(r" [a-z]", text[span.end : span.end + 2]):
        return True
    return name.lower() in cues.DOERS and text[max(0, span.start - 4) : span.start].lower() != "the "


def _opens_only(document: Document, name: str, span: Span) -> bool:
    """Whether a word may have a capital only because the sentence begins with it."""
    if " " in name:
        return document.text.count(name) < 2
    if name.isupper():
        return False
    plain, inside = _vocabulary(document)
    if name not in inside and cues.NOUN_AND_VERB.match(document.text, span.end):
        return True
    if name.lower() in plain:
        return True
    return name not in inside and (
        name.lower().endswith(("s", "ly", "ing", "ed"))
        or party_words.ACTS.match(document.text, span.end) is None
    )


def is_place(document: Document, places: Sequence[Span]) -> bool:
    """Whether a name is told only as where something is, or as who was told: "in Orvale", "told the Ledger"."""
    text = document.text
    return all(
        party_words.LOCATIVE.search(text, max(0, p.start - 40), p.start)
        and text[p.end : p.end + 2] not in ("'s", "’s")
        for p in places
    )


def _is_modifier(text: str, name: str) -> bool:
    """Whether letters only ever tell which thing is meant: "SIM card", "SIM cards"."""
    following = [m[1] for m in re.finditer(rf"\b{re.escape(name)}\b(?: ([a-z]{{3,4}}))?", text)]
    return len(following) > 1 and len(set(following)) == 1 and following[0] is not None


@lru_cache(maxsize=4)
def _vocabulary(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """The words of the article that are written small, and the capitalised ones inside its sentences."""
    text = document.text
    return frozenset(cues.SMALL.findall(text)), frozenset(cues.INSIDE.findall(text))
