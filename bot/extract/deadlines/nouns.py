"""Noun phrases around a verb, and the party that one names: who sets a deadline and whom it binds."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines import noun_words as cues
from bot.extract.deadlines.cast import meant
from bot.extract.deadlines.cast_words import FIRM as FIRM_NOUNS
from bot.extract.deadlines.cast_words import OFFICE as OFFICE_NOUNS
from bot.extract.deadlines.cast_words import OFFICIAL as OFFICIAL_NOUNS
from bot.extract.deadlines.cast_words import SIDE as SIDE_NOUNS
from bot.extract.deadlines.lexicon import SAID
from bot.extract.deadlines.line import DAY, LENGTH, Line, read_line
from bot.extract.deadlines.party_phrases import cut
from bot.extract.deadlines.subjects import THOUSANDS, subject_before
from bot.extract.deadlines.telling import Named
from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.parties import known_party, party_from_name
from bot.text.words import fold, numbers_in


def party_at(line: Line, begin: int, end: int, *, inside: bool = False, anyone: bool = False) -> Named | None:
    """The party that the noun phrase at `[begin, end)` of the sentence names.

    A name wins over a common noun ("the company" is a party of its own only when nothing else names it).
    inside: a name anywhere in the phrase counts ("a tariff on Chinese goods" hits China).
    anyone: grammar says that the phrase names a doer, whatever its noun ("the yard missed the deadline").
    """
    while begin < end and line.marked[begin] in " ,":
        begin += 1
    while end > begin and line.marked[end - 1] in " ,.":
        end -= 1
    if (emphasis := cues.EMPHASIS.search(line.marked, begin, end)) is not None:
        end = emphasis.start()
    if (whole := _WHO_DID.match(line.marked, begin, end)) is not None:
        end = whole.end()
    phrase = line.marked[begin:end]
    if not phrase or DAY in phrase or LENGTH in phrase or phrase[:3].lower() == "no ":
        return None
    named = _named_at(line, begin, end, inside=inside, anyone=anyone)
    if (speaker := _speaking_of_itself(line, phrase, begin)) is not None and not _belongs(speaker, named):
        return speaker
    return cut(meant(line.document, named, line.place(begin, end)))


def _speaking_of_itself(line: Line, phrase: str, begin: int) -> Named | None:
    """Whom "it" means in "the board said it would": the one that says so, where the pronoun can stand for it."""
    pronoun = phrase.lower()
    if pronoun not in ("it", "they", "he", "she"):
        return None
    speaker = speaker_of(line, begin)
    if speaker is None:
        return None
    person = speaker.party.kind is PartyKind.PERSON
    return speaker if person == (pronoun in ("he", "she")) else None


_WHO_DID = re.compile(
    rf"(?:(?:[Tt]he|[Aa]ll|[Aa]ny|[Ss]ome|[Tt]hose) )?(?:[A-Za-z][\w'-]* ){{0,2}}[a-z]+s(?= (?:\w+ed|who|that|which|not|living|working|holding|born|sent|made|held|bought|sold|built|with|from|in)\b[^,;:]*[{DAY}{LENGTH}])"
)
""" "Passengers booked for this weekend": who they are needs no day."""


def _belongs(speaker: Named, named: Named | None) -> bool:
    """Whether the speaker is only an organ of the one meant: "Osterby's board" of Osterby."""
    return named is not None and fold(named.party.name) in fold(speaker.party.name)


def _named_at(line: Line, begin: int, end: int, *, inside: bool, anyone: bool) -> Named | None:
    if (people := _people(line, begin, end)) is not None:
        return people
    mentions = _distinct(line.mentions_at(begin, end), line.span.start + end)
    if len(mentions) == 2 and _coordinated(line, mentions, begin, end):
        return _together(line, mentions, begin, end)
    if (pair := cues.PROPER_PAIR.fullmatch(line.marked, begin, end)) is not None and len(mentions) == 1:
        name = pair.group()
        return Named(
            party=Party(key=f"group:{fold(name)}", name=name, kind=PartyKind.GROUP),
            span=line.place(begin, end),
        )
    head = _head_mention(line, mentions, begin, end)
    if head is not None and (outer := _outer_group(line, begin, head)) is not None:
        return outer
    if head is not None and head.party.key.startswith("surname:"):
        head = None if cues.PROPER_ALONE.fullmatch(line.marked, begin, end) else head
    if head is not None:
        return Named(party=head.party, span=head.span)
    if inside and mentions:
        return Named(party=mentions[-1].party, span=mentions[-1].span)
    return (
        _common(line, begin, end, anyone=anyone) or _proper(line, begin, end) or pronoun_at(line, begin, end)
    )


def _people(line: Line, begin: int, end: int) -> Named | None:
    """The people or companies that a phrase begins with, where what follows only tells which of them."""
    match = cues.PEOPLE.match(line.marked, begin, end)
    if match is None or not cues.names_people(match["noun"]):
        return None
    name = match["group"]
    span = line.place(match.start("group"), match.end("group"))
    return Named(party=Party(key=f"group:{fold(name)}", name=name, kind=PartyKind.GROUP), span=span)


def _outer_group(line: Line, begin: int, head: Mention) -> Named | None:
    """The people that a name only places: "Dockworkers at [Ravn]", "Lenders to the builder [Arco]"."""
    start = head.span.start - line.span.start
    match = (
        cues.UNION_FOR.fullmatch(line.marked, begin, start)
        or cues.OUTER.match(line.marked, begin, start)
        or cues.OUTER_ONE.fullmatch(line.marked, begin, start)
    )
    if match is None or start == begin:
        whole = cues.OUTER_NAME.match(head.words)
        if whole is None or start != begin or head.party.kind is not PartyKind.GROUP:
            return None
        end = begin + whole.end("group")
        return Named(party=replace(head.party, name=whole["group"]), span=line.place(begin, end))
    noun = match["group"].split()[-1].lower()
    if noun not in cues.GROUP_HEADS and not cues.PLURAL_AGENT.search(noun) and not cues.OFFICE.search(noun):
        return None
    name = match["group"]
    return Named(
        party=Party(key=f"group:{fold(name)}", name=name, kind=PartyKind.GROUP),
        span=line.place(match.start("group"), match.end("group")),
    )


def _proper(line: Line, begin: int, end: int) -> Named | None:
    """A name that nobody has listed as a mention: "Helmsby", "Olden Ferries AB"."""
    match = cues.PROPER.fullmatch(line.marked[begin:end])
    if match is None:
        return None
    name = match["name"]
    if cues.CALENDAR_NAME.search(name) or known_party(name.split()[0]) is not None:
        return None
    opens = begin == 0 or line.marked[:begin].rstrip()[-1:] in ('"', ":", ".", "-", "–")
    if opens and " " not in name and not re.search(rf"[a-z,;] {re.escape(name)}\b", line.document.text):
        return None
    start = begin + match.start("name")
    party = party_from_name(name)
    if " of " in name or line.marked[begin : begin + 4].lower() == "the ":
        party = replace(party, kind=PartyKind.BODY)
    return Named(party=party, span=line.place(start, start + len(name)))


def state_at(line: Line, begin: int, end: int) -> Named | None:
    """The state behind an adjective or name in the phrase ("Chinese goods", "steel from Vietnam"), the first one."""
    for match in cues.CAPITALISED.finditer(line.marked, begin, end):
        party = known_party(match.group())
        if (
            party is not None
            and party.kind is PartyKind.STATE
            and not line.marked.startswith("-", match.end())
        ):
            return Named(
                party=party, span=Span(line.span.start + match.start(), line.span.start + match.end())
            )
    return None


def owner_of(line: Line, begin: int, end: int) -> Named | None:
    """Whose thing the phrase names: "Brevik's licence", "the company's permit", "duties on Chinese goods"."""
    phrase = THOUSANDS.sub("\u00b7", line.marked[begin:end])
    hit = re.search(
        r"\b(?P<prep>on|against|for|with|to|granted to|issued to|held by|of)\s+(?P<who>[^,;:\ue000\ue001]{2,60})$",
        phrase,
    )
    if hit:
        named = None
        if (doing := re.search(r"\sto [a-z]", hit["who"])) is not None:
            return party_at(
                line, begin + hit.start("who"), begin + hit.start("who") + doing.start(), anyone=True
            )
        if hit["prep"] != "of" and not re.search(r"\bexports?\b", hit["who"]):
            named = state_at(line, begin + hit.start("who"), end)
        elif hit["prep"] != "of":
            return None
        held = hit["prep"] == "of" and re.search(
            r"\b(?:mandate|term|licen[cs]e|permit|contract|lease|concession|tenure)s?\s+$",
            phrase[: hit.start()],
        )
        start = begin + hit.start("who")
        named = named or party_at(line, start, end, anyone=bool(held))
        named = named or (None if held else party_at(line, start, end, inside=True))
        if named is not None:
            return named
    if own := re.match(r"(?P<who>[^,;:]{2,60}?)'s?\s", phrase):
        return party_at(line, begin, begin + own.end("who"))
    return None


def may_set(line: Line, named: Named) -> bool:
    """Whether the party is one that can impose a duty: a state, a body, or a person with an office."""
    party = named.party
    if party.kind in (PartyKind.STATE, PartyKind.BODY):
        return True
    around = line.document.text[max(0, named.span.start - 50) : named.span.end + 50]
    return bool(
        cues.OFFICE.search(party.title or "") or cues.OFFICE.search(around) or cues.OFFICE.search(party.name)
    )


def head_noun(phrase: str) -> str | None:
    """The last word of a noun phrase, without what hangs on it, lower case."""
    core = re.split(
        r"\s(?:of|on|for|against|between|with|to|in|by|from|which|that|who|established|granted|issued|under|at|over|ordered)(?:\s|$)",
        phrase.strip(' ,."'),
        maxsplit=1,
    )[0]
    words = re.findall(r"[\w'%-]+", core)
    return words[-1].lower().removesuffix("'s") if words else None


def plain_name(phrase: str) -> str:
    """A noun phrase as a name: without its article and white space."""
    return " ".join(cues.DETERMINER.sub("", phrase.strip(" ,.;:\"'-")).split())


def _distinct(mentions: tuple[Mention, ...], end: int) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if mention.span.end <= end and all(mention.party.key != other.party.key for other in kept):
            kept.append(mention)
    return kept


def _coordinated(line: Line, mentions: list[Mention], begin: int, end: int) -> bool:
    first, second = mentions
    if first.span == second.span:
        return True
    if second.span.end - line.span.start < end - 1:
        return False
    between = line.marked[first.span.end - line.span.start : second.span.start - line.span.start]
    return bool(re.fullmatch(r"\s*(?:,\s*)?(?:and|or)\s+(?:the\s+)?", between)) and (
        first.span.start - line.span.start - begin <= 8
    )


def _together(line: Line, mentions: list[Mention], begin: int, end: int) -> Named:
    names = [mention.party.name for mention in mentions]
    party = Party(
        key="group:" + "+".join(sorted(mention.party.key for mention in mentions)),
        name=" and ".join(names),
        kind=PartyKind.GROUP,
    )
    return Named(party=party, span=line.place(begin, end))


def _head_mention(line: Line, mentions: list[Mention], begin: int, end: int) -> Mention | None:
    if mentions and cues.OFFICE_OF.match(line.marked[begin : mentions[-1].span.start - line.span.start]):
        return None
    if mentions and cues.CAPITAL_OF.fullmatch(line.marked[begin : mentions[-1].span.start - line.span.start]):
        return None
    if mentions and _is_deed_about(line.marked[begin : mentions[0].span.start - line.span.start]):
        return None
    for mention in reversed(mentions):
        last = mention.span.end - line.span.start
        rest = line.marked[last:end].strip()
        if rest in ("", "'s", "'") or re.fullmatch(
            r"'?s?\s*(?:government|administration|side|authorities|leadership)", rest
        ):
            return mention
    if mentions:
        first = mentions[0]
        lead = line.marked[begin : first.span.start - line.span.start].strip()
        rest = line.marked[first.span.end - line.span.start : end]
        if re.match(r"\s*(?:,|\(|and\s+(?:his|her|its|their)\b)", rest) and " of " not in f" {lead} ":
            return first
    return None


def _is_deed(head: str) -> bool:
    return cues.ABSTRACT.fullmatch(head) is not None and cues.ACTING.fullmatch(head) is None


def _is_deed_about(before: str) -> bool:
    """Whether a name only says what a deed or paper is about: "An answer to [the union]"."""
    match = cues.ABOUT.fullmatch(before)
    return match is not None and _is_deed(match["head"].lower())


def _named_before(line: Line, name: str, begin: int) -> Named | None:
    """The body that a bare noun repeats: "the authority" after "the Competition Authority"; None when two would fit."""
    if " " in name or not re.match(r"the\s", line.marked[begin : begin + 4], re.IGNORECASE):
        return None
    fits = {
        m.party.key: m
        for m in line.document.mentions
        if m.span.end <= line.span.start + begin
        and m.party.kind is PartyKind.BODY
        and fold(m.party.name).split()[-1:] == [fold(name)]
    }
    mention = next(iter(fits.values())) if len(fits) == 1 else None
    return None if mention is None else Named(party=mention.party, span=mention.span)


def pronoun_at(line: Line, begin: int, end: int) -> Named | None:
    """Whom "it" or "they" means when nobody resolved it: the subject that opens the sentence."""
    if not cues.PRONOUN.fullmatch(line.marked[begin:end].strip()):
        return None
    first = next(iter(line.mentions_at(0, begin)), None)
    if first is None or not re.fullmatch(
        r"(?:the |a )?", line.marked[: first.span.start - line.span.start], re.IGNORECASE
    ):
        return _subject_again(line, line.marked[begin:end].strip().lower())
    return Named(party=first.party, span=first.span)


def _subject_again(line: Line, pronoun: str) -> Named | None:
    """The subject of one of the two sentences before, when "they" can stand for it (a group) or "it" (a body)."""
    if pronoun not in ("they", "it"):
        return None
    for index in range(line.index - 1, max(-1, line.index - 3), -1):
        earlier = read_line(line.document, index)
        verb = cues.FINITE.search(earlier.marked)
        subject = None if verb is None else subject_before(earlier, verb.start())
        if subject is None:
            continue
        named = party_at(earlier, *subject)
        if named is not None and named.party.kind is (
            PartyKind.GROUP if pronoun == "they" else PartyKind.BODY
        ):
            return named
    return None


def _common(line: Line, begin: int, end: int, *, anyone: bool) -> Named | None:
    phrase = line.marked[begin:end]
    name = plain_name(phrase)
    if (placed := cues.OUTER_NAME.match(name)) is not None and placed["group"].split()[
        -1
    ].lower() in cues.GROUP_HEADS:
        name = placed["group"]
    if cues.OFFICE_OF.match(phrase[: phrase.rfind(" ") + 1]) and phrase[:1] in "taT" and " of " in name:
        name = name.split(" of ")[0]
    if (busy := cues.BUSY.match(name) or cues.HOLDERS_OF.match(name)) is not None:
        name = busy["group"]
    name = cues.ONE_HOLDER.sub(r"\1", name)
    head = head_noun(name)
    if (
        head is None
        or cues.NO_NOUN.fullmatch(head)
        or len(name.split()) > 10
        or (numbers_in(name) and len(name.split()) == 1)
        or re.search(r"\b(?:is|are|was|were|will|would|said|and|but|not)\b$", name)
        or re.search(r"\b(?:is|are|was|were|will|would|said|must|shall|may|can|could|should|cannot)\b", name)
        or (
            len(name.split()) >= 4
            and re.search(r"\s[a-z]{2,}ed (?:down |off |out )?(?:the|a|an|its|their)\s", name)
        )
    ):
        return None
    if (
        head not in cues.GROUP_HEADS
        and head not in FIRM_NOUNS
        and head not in OFFICE_NOUNS
        and head not in OFFICIAL_NOUNS
        and head not in SIDE_NOUNS
        and not cues.PLURAL_AGENT.search(head)
        and (not anyone or cues.PRONOUN.fullmatch(name) or _is_deed(head))
    ):
        return None
    if (known := _named_before(line, name, begin)) is not None:
        return known
    titled = name[:1].isupper() and " of " in name
    kind = (
        PartyKind.BODY if (cues.OFFICE.search(head) or titled) and not head.endswith("s") else PartyKind.GROUP
    )
    return Named(party=Party(key=f"group:{fold(name)}", name=name, kind=kind), span=line.place(begin, end))


def speaker_of(line: Line, position: int) -> Named | None:
    """Who said the clause that begins at `position`: the subject of the reporting verb right before it."""
    left = line.marked[:position].rstrip()
    match = re.search(
        rf"\b{SAID}(?: on {DAY}+| {DAY}+)?(?:\s+(?:on\s+)?{DAY}+)?(?:\s+that)?\s*[:,]?\s*\"?$",
        left,
        re.IGNORECASE,
    )
    if match is None:
        return None
    subject = subject_before(line, match.start())
    return None if subject is None else party_at(line, *subject)
