"""Finds attributions: a speaker, the reporting words, and the stretch of text that is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.extract.document import Document, trimmed
from bot.extract.statements.speakers import Clause, Speaker, inverted_speaker, speaker_before
from bot.model.facts import Party, PartyKind
from bot.model.text import Span
from bot.text.cues import NOUN_LIKE, REPORTING_VERBS, Reporting


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One thing said. named_at: where the speaker is named; whole: speaker, cue and content together.

    direct: the content is quoted word for word. relayed: someone else tells that it was said. verb: the folded reporting verb, "" in an interview.
    """

    speaker: Party
    named_at: Span
    cue: Span
    verb: str
    manner: Reporting
    content: Span
    whole: Span
    direct: bool
    rule: str
    relayed: bool = False


_FORMS = "|".join(
    sorted(
        {*REPORTING_VERBS, "voiced", "voices", "expressed", "corrected", "declined", "ruled", "rule"},
        key=len,
        reverse=True,
    )
)
_CUE = re.compile(rf"(?<![\w’'-])(?:{_FORMS})(?![\w’'-])", re.IGNORECASE)
_QUOTED = re.compile(r"“(?P<a>[^“”\n]{2,1500})(?:”|$)|\"(?P<b>[^\"\n]{2,1500})\"", re.MULTILINE)
_ACCORDING = re.compile(r"(?i:\baccording to)\s+")
_BAD_BEFORE = re.compile(
    r"(?:\b(?:to|the|a|an|his|her|its|their|be|is|are|was|were|been|being|of|in|by|on|for|with|no|any|this|that|these|"
    r"will|would|might|may|could|should|can|must|who|which|whom|new|more|further|not|never|n't|n’t|neither|nor|nobody|none|"
    r"as|and\s+to|or)|n['’]t|\b(?:who|which|that)\s+(?:has|had|have|also|later|once|then|recently|first))\s+$",
    re.IGNORECASE,
)
_ALLOWED_NOT = re.compile(r"\b(?:did|does|do|would|will|could|can)(?:\s+not|n['’]t)\s+$")
_TIME = (
    r"(?:(?:early|late|earlier|later|again|also|only|separately|publicly|repeatedly)\s+)?(?:(?:on|in|at|last|this|next|late|early)\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|month|week|year|night|morning|evening|afternoon|"
    r"(?:a|the)\s+statement|an\s+interview|a\s+post|a\s+letter|social\s+media|Telegram|X|television|afterwards|later|online)"
    r"(?:\s+(?:morning|evening|night|afternoon))?"
)
_LISTENERS = (
    r"(?:reporters|journalists|parliament|lawmakers|MPs|senators|investors|state\s+(?:television|TV|media)|"
    r"the\s+(?:[\w-]+\s+){0,3}?(?:council|parliament|committee|court|agency|newspaper|broadcaster|channel|house|senate|assembly|"
    r"conference|audience|paper|station|radio|site|daily|outlet|programme|program|network|magazine|BBC|nation|press)|"
    r"a\s+(?:news\s+|press\s+)?(?:conference|briefing)|[A-Z][\w.]+(?:\s+[A-Z][\w.]+){0,4}|him|her|them|us|me)"
)
_AFTER_SAY = re.compile(rf"\s+(?:{_TIME}\s*,?\s+){{0,2}}(?:that\s+|:\s*)?")
_AFTER_TELL = re.compile(rf"\s+(?:{_LISTENERS}\s+)?(?:{_TIME}\s*,?\s+){{0,2}}(?:that\s+|:\s*)?")
_THAT_SOON = re.compile(
    r"(?:(?!\b(?:was|were|is|are|had|has|have|would|will|could|and|but|or)\b)[^,;.:\"“]){0,70}?\bthat\s+"
)
_TRAILER = re.compile(
    rf"(?:\s+(?:{_LISTENERS}))?(?:\s+{_TIME}){{0,2}}(?:\s+(?:after|in|at|during|before)\s[^,.;]{{1,60}})?\s*(?P<mark>[.,;:!?]|$)"
)
_NEXT_CUE = re.compile(
    r",?\s+(?:and|but|while|then)\s+(?:also\s+|later\s+|then\s+|he\s+|she\s+|they\s+)?(?:said|says|called|added|told|described|warned|denied|insisted|"
    r"asked\s+for|promised|welcomed|named|published)\b|,\s+(?:adding|saying|calling|describing|arguing|insisting|warning)\b|;\s(?!(?:it|he|she|they|there)\b)"
)
_NEXT_THAT = re.compile(
    r",\s+that\s+(?=(?:a|an|the|he|she|it|they|there|no|next|[A-Z]\w+)\b)|,?\s+and\s+that\s+"
)
_CLAUSE_VERBS = frozenset([Reporting.SAY, Reporting.CLAIM, Reporting.WRITE, Reporting.WARN, Reporting.MIGHT])
# Verbs of saying that are too often something else unless a clause or a quotation follows.
_WEAK = frozenset(
    """announce announced announces confirm confirmed conclude concluded report reported reports propose proposed agree agreed
    agrees publish published posted note noted charges recall recalled observe observed signal signalled suggest suggested indicate
    indicated predict predicted recommend recommended disclose disclosed reveal revealed state stated states answer answered speak
    spoke speaks comment commented respond responded reply replied ask asked asks invite invited demand demanded request
    requested caution cautioned charge charged counter countered mention mentioned repeat repeated explain explained""".split()
)
_SPEAKING = frozenset(
    "spoke speaks speak speaking complained complains complain boasted hinted hints warned warns appealed appeals asked asks asking".split()
)
_ASIDES = frozenset(
    ["speaking", "asking", "telling", "commenting", "reporting", "publishing", "posting", "welcoming"]
)
_NEGATIVE_SUBJECT = re.compile(r"(?i)\b(?:neither|nobody|no\s+one|none)\b[^,;]*$")
_PARTICLE = re.compile(r"\s+(?:only\s+)?(?:of|for|at|about|against|on)\s+")


def attributions_of(doc: Document) -> list[Attribution]:
    """All attributions of a document, in reading order."""
    found: list[Attribution] = []
    quotes = _quotes(doc)
    taken: set[int] = set()
    for clause in _clauses(doc, quotes):
        found.extend(_in_sentence(doc, clause, quotes, taken))
    found.extend(_continued(doc, quotes, taken, found))
    found.extend(_turns(doc))
    return sorted(_with_relays(found), key=lambda a: (a.content.start, a.content.end))


def _with_relays(found: list[Attribution]) -> Iterator[Attribution]:
    """ "Several governments want more time, two diplomats said": the governments' words come at second hand."""
    for inner in found:
        relayed = any(
            outer.content.contains(inner.cue) and outer.speaker.key != inner.speaker.key and not inner.direct
            for outer in found
            if outer is not inner
        )
        yield replace(inner, relayed=True) if relayed else inner


def _quotes(doc: Document) -> tuple[Span, ...]:
    """The words inside quotation marks, without the marks."""
    spans = []
    for match in _QUOTED.finditer(doc.text):
        group = "a" if match["a"] is not None else "b"
        inner = Span(match.start(group), match.end(group))
        if doc.sentence_at(inner.start) is not None:
            spans.append(inner)
    return tuple(spans)


def _clauses(doc: Document, quotes: tuple[Span, ...]) -> Iterator[Clause]:
    for index, sentence in enumerate(doc.sentences):
        around = tuple(q for q in quotes if q.overlaps(sentence))
        yield Clause(doc=doc, index=index, span=sentence, quotes=around)


def _in_sentence(
    doc: Document, clause: Clause, quotes: tuple[Span, ...], taken: set[int]
) -> Iterator[Attribution]:
    last: Speaker | None = None
    text = doc.text
    for match in _CUE.finditer(text, clause.span.start, clause.span.end):
        verb = match.group().lower()
        if clause.inside_quote(match.start()):
            continue
        speaker, cue, rule = _speaker_of(clause, match, verb, last)
        if speaker is None:
            continue
        manner = _manner(verb)
        found = list(_contents(doc, clause, match, verb, speaker, quotes, taken, rule))
        for content, direct in found:
            yield _attribution(speaker, cue, verb, manner, content, direct, rule)
        if found or rule != "inverted":
            last = speaker
    yield from _according(doc, clause)


def _attribution(
    speaker: Speaker, cue: Span, verb: str, manner: Reporting, content: Span, direct: bool, rule: str
) -> Attribution:
    whole = Span(
        min(speaker.span.start, cue.start, content.start), max(speaker.span.end, cue.end, content.end)
    )
    if rule == "carried":
        whole = Span(min(cue.start, content.start), max(cue.end, content.end))
    return Attribution(
        speaker=speaker.party,
        named_at=speaker.span,
        cue=cue,
        verb=verb,
        manner=manner,
        content=content,
        whole=whole,
        direct=direct,
        rule=rule,
    )


def _manner(verb: str) -> Reporting:
    if verb in ("voiced", "voices", "expressed", "corrected", "declined"):
        return Reporting.SAY
    if verb in ("ruled", "rule"):
        return Reporting.MIGHT
    return REPORTING_VERBS[verb]


def _speaker_of(
    clause: Clause, match: re.Match[str], verb: str, last: Speaker | None
) -> tuple[Speaker | None, Span, str]:
    text, cue = clause.doc.text, Span(match.start(), match.end())
    before = text[max(clause.span.start, cue.start - 40) : cue.start]
    if verb.endswith("ing"):
        if verb in _ASIDES:
            return None, cue, ""
        if before.rstrip().endswith(",") or re.search(r"\b(?:and|by|before|after)\s+$", before):
            speaker = last or clause.subject()
            return (speaker, cue, "participle") if before.rstrip().endswith((",", "and")) else (None, cue, "")
        return None, cue, ""
    if verb in ("rule", "ruled"):
        denied = _ALLOWED_NOT.search(before)
        if not text[cue.end : cue.end + 5].strip().startswith("out") or (verb == "rule" and denied is None):
            return None, cue, ""
        if denied is not None:
            cue = Span(cue.start - (len(before) - denied.start()), cue.end)
    elif _BAD_BEFORE.search(before) and not (verb in ("said", "says") and re.search(r"\bno\s+$", before)):
        return None, cue, ""
    if _NEGATIVE_SUBJECT.search(text, clause.part_start(cue.start), cue.start):
        return None, cue, ""
    inverted = inverted_speaker(clause, cue, verb)
    if inverted is not None:
        return inverted, cue, "inverted"
    if re.search(r"\b(?:and|but|then|also|later)\s+$", before) and last is not None:
        adjacent = speaker_before(clause, cue.start, strict=True)
        return (adjacent or last), cue, "carried" if adjacent is None else "subject"
    generic = verb in (
        "said",
        "says",
        "say",
        "told",
        "insisted",
        "argued",
        "warned",
        "added",
        "claimed",
        "denied",
        "called",
        "calls",
        "call",
        "complained",
        "speak",
        "claim",
        "insist",
        "argue",
        "warn",
    )
    speaker = speaker_before(clause, cue.start, strict=verb in NOUN_LIKE, generic=generic)
    if speaker is None and re.search(r"\b(?:and|but)\s+$", before):
        speaker = clause.subject()
    return speaker, cue, "subject"


def _contents(
    doc: Document,
    clause: Clause,
    match: re.Match[str],
    verb: str,
    speaker: Speaker,
    quotes: tuple[Span, ...],
    taken: set[int],
    rule: str,
) -> Iterator[tuple[Span, bool]]:
    """The stretches that the reporting verb at `match` reports, and whether each is quoted."""
    text, end = doc.text, _sentence_end(doc, clause)
    quoted = _quote_of(clause, match, speaker, rule)
    if quoted is not None and quoted.start not in taken:
        taken.add(quoted.start)
        yield quoted, True
        if rule == "inverted" or quoted.end <= match.start():
            return
        return
    trailer = _TRAILER.match(text, match.end(), clause.span.end)
    first = _with_determiner(text, min(speaker.span.start, match.start()))
    if _manner(verb) not in _CLAUSE_VERBS and _manner(verb) is not Reporting.ASK:
        trailer = None
    if trailer is not None and rule != "carried" and _before_is_content(clause, first):
        if trailer["mark"] == "," and end - trailer.end() > 12:
            yield Span(clause.part_start(first), end), False
            return
        yield _clean(doc, clause.part_start(first), first), False
        if trailer["mark"] == ":" and end - trailer.end() > 12:
            yield _clean(doc, trailer.end(), end), False
        return
    if trailer is not None and trailer["mark"] in (".", "", "!", "?"):
        return
    content = _after(doc, match, verb, end)
    if content is not None:
        for part in _that_clauses(doc, content):
            yield part, False


def _with_determiner(text: str, start: int) -> int:
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def _that_clauses(doc: Document, content: Span) -> Iterator[Span]:
    """ "... had left, that a place was settled and that ...": each clause is a statement of its own."""
    start = content.start
    for match in _NEXT_THAT.finditer(doc.text, content.start, content.end):
        if match.start() - start >= 20 and content.end - match.end() >= 12:
            yield _clean(doc, start, match.start())
            start = match.end()
    yield _clean(doc, start, content.end)


def _after(doc: Document, match: re.Match[str], verb: str, end: int) -> Span | None:
    text, start = doc.text, match.end()
    manner = _manner(verb)
    particle = _PARTICLE.match(text, start, end)
    if verb in _SPEAKING or verb in ("called", "calls", "calling", "call", "insisted", "insists"):
        if particle is not None:
            start = particle.end()
        elif verb.startswith(("speak", "spoke")):
            return None
    elif verb in ("rule", "ruled"):
        start = start + len(" out")
    elif verb in ("declined", "corrected"):
        if not re.match(r"\s+(?:to|himself|herself|itself|themselves)\b", text[start:end]):
            return None
        start = match.start()
    elif manner in _CLAUSE_VERBS:
        pattern = (
            _AFTER_TELL
            if verb.startswith(("tell", "told", "assur", "inform", "remind", "warn", "promis"))
            else _AFTER_SAY
        )
        that = _THAT_SOON.match(text, start, end)
        if that is not None and not _CUE.search(text, start, that.end()):
            start = that.end()
        elif verb in _WEAK and not _clause_follows(text, start, end):
            return None
        else:
            skipped = pattern.match(text, start, end)
            start = skipped.end() if skipped is not None else start
    elif verb in _WEAK:
        return None
    if manner in (Reporting.DENY, Reporting.JUDGE) and re.match(
        r"\s+(?:him|her|them|it|that|this)\s*(?:[:,]|$)", text[start:end]
    ):
        return None
    if re.match(r"\s*(?:it\s+(?:the|like|as|a)\b|to\s+(?:him|her|them|me|us)\b)", text[start : start + 20]):
        return None
    stop = _NEXT_CUE.search(text, start, end)
    return _clean(doc, start, stop.start() if stop is not None else end)


_CLAUSE_NEXT = re.compile(
    r"\s+(?:that\b|the\s+\w+(?:\s+\w+){0,4}?\s+(?:was|were|is|are|would|will|had|has|have|could|might)\b|(?:he|she|it|they|there|no|both)\b"
    r"|[A-Z][\w’'-]+\s+(?:was|is|would|will|had|has|could)\b)"
)


def _clause_follows(text: str, start: int, end: int) -> bool:
    return _CLAUSE_NEXT.match(text, start, end) is not None


def _quote_of(clause: Clause, match: re.Match[str], speaker: Speaker, rule: str) -> Span | None:
    """The direct speech that the verb at `match` reports, in its sentence or ending there."""
    text = clause.doc.text
    for quote in clause.quotes:
        if quote.end <= match.start():
            between = text[quote.end : min(match.start(), speaker.span.start)]
            closed = text[quote.end - 1] in ",?!.—–…" or between.strip("\"”' ") in (",", "")
            if closed and len(between) <= 24 and not re.search(r"[.;]\s", between):
                return quote
        elif quote.start >= match.end():
            between = text[match.end() : quote.start - 1]
            leads = between.rstrip().endswith((":", ",")) or between.strip() in ("", "reporters", "that")
            if leads and len(between) < 70 and len(quote) > 12 and not _CUE.search(between):
                return quote
    return None


def _before_is_content(clause: Clause, first: int) -> bool:
    """Whether a clause that ends in a comma stands before the speaker: "Nothing was fixed, he said." """
    part = clause.doc.text[clause.part_start(first) : first].rstrip()
    return (
        part.endswith((",", ",”", ',"', "—", "–"))
        and len(part.split()) >= 3
        and not clause.opens_with_setting(first)
    )


def _according(doc: Document, clause: Clause) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(doc.text, clause.span.start, clause.span.end):
        if clause.inside_quote(match.start()):
            continue
        speaker = clause.speaker_at(match.end())
        if speaker is None:
            continue
        end = _sentence_end(doc, clause)
        before = doc.text[clause.part_start(match.start()) : match.start()].strip()
        if len(before.split()) > 2:
            content = _clean(doc, clause.part_start(match.start()), match.start())
        else:
            comma = clause.comma_after(speaker.span.end)
            if comma is None:
                continue
            content = _clean(doc, comma + 1, end)
        cue = trimmed(doc.text, Span(match.start(), match.end()))
        yield _attribution(speaker, cue, "according to", Reporting.CLAIM, content, False, "according to")


def _continued(
    doc: Document, quotes: tuple[Span, ...], taken: set[int], found: list[Attribution]
) -> Iterator[Attribution]:
    """Direct speech that goes on after its reporting words: "…," she said. "…" """
    direct = {a.content.start: a for a in found if a.direct}
    for index, quote in enumerate(quotes):
        if quote.start in taken or index == 0 or len(quote) < 12:
            continue
        before = direct.get(quotes[index - 1].start)
        if before is None:
            continue
        between = doc.text[before.whole.end : quote.start - 1]
        if (
            "\n" in between
            or len(between) > 120
            or not (between.strip(' .,”"') == "" or between.rstrip().endswith((".", ",")))
        ):
            continue
        if len(between.split()) > 12 or not doc.text[quote.start].isupper():
            continue
        again = Attribution(
            speaker=before.speaker,
            named_at=before.named_at,
            cue=before.cue,
            verb=before.verb,
            manner=before.manner,
            content=quote,
            whole=Span(min(before.cue.start, before.named_at.start), quote.end),
            direct=True,
            rule="continued",
        )
        direct[quote.start] = again
        taken.add(quote.start)
        yield again


_LABEL = re.compile(r"(?m)^(?P<label>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2}):\s")


def _turns(doc: Document) -> Iterator[Attribution]:
    """The sentences of an interview, told by the label before them ("Vetter: I never met him.")."""
    labels = list(_LABEL.finditer(doc.text))
    names = {m["label"] for m in labels}
    if len(labels) < 3 or len(names) < 2 or len(labels) <= len(names):
        return
    for match in labels:
        mention = next(
            (
                m
                for m in doc.mentions_in(Span(match.start(), match.end()))
                if m.party.kind is PartyKind.PERSON
            ),
            None,
        )
        paragraph = doc.paragraph_at(match.start())
        if mention is None or paragraph is None:
            continue
        for sentence in doc.sentences:
            if sentence.start < match.start() or sentence.end > paragraph.end:
                continue
            content = trimmed(doc.text, Span(max(sentence.start, match.end()), sentence.end))
            if len(doc.words(content).split()) < 3 or doc.text[content.end - 1] == "?":
                continue
            label = Span(match.start("label"), match.end("label") + 1)
            yield Attribution(
                speaker=mention.party,
                named_at=mention.span,
                cue=label,
                verb="",
                manner=Reporting.SAY,
                content=content,
                whole=Span(match.start(), content.end),
                direct=True,
                rule="interview",
            )


def _sentence_end(doc: Document, clause: Clause) -> int:
    end = clause.span.end
    while end > clause.span.start and doc.text[end - 1] in ".;!? \n":
        end -= 1
    return end


def _clean(doc: Document, start: int, end: int) -> Span:
    """The stretch without white space and commas at its ends."""
    while start < end and (doc.text[start].isspace() or doc.text[start] in ",:;—–"):
        start += 1
    while end > start and (doc.text[end - 1].isspace() or doc.text[end - 1] in ",:;—–"):
        end -= 1
    return Span(start, end)
