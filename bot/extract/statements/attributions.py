"""Finds attributions: a speaker, the reporting words, and the stretch of text that is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.extract.document import Document, trimmed
from bot.extract.statements.contents import CUE, WEAK, cleaned, contents_of, manner_of, sentence_end
from bot.extract.statements.relayed import quoted_as_saying
from bot.extract.statements.speakers import Clause, Speaker, inverted_speaker, speaker_before
from bot.extract.statements.unsaid import is_hearsay, is_unsaid, told_part
from bot.model.facts import Party, PartyKind
from bot.model.text import Span
from bot.text.cues import FINITE_BEHIND_NOUN, NOUN_LIKE, Reporting
from bot.text.parties import dateline_of


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


# Speech may be left open at the end of its paragraph.
_QUOTED = re.compile(
    r"“(?P<a>[^“”\n]{2,1500}?)(?:”|(?<=[,.?!])\"(?=\s|$)|$)|\"(?P<b>[^\"”\n]{2,1500})[\"”]|(?:(?<=\s)|^)\"(?=\S)(?P<c>[^\"\n]{12,1500})$",
    re.MULTILINE,
)
# A longer stretch without an end is a table or a broken page, not prose.
MAX_SENTENCE_CHARS = 4000
_ACCORDING = re.compile(r"(?i:\baccording to)\s+")
_BAD_BEFORE = re.compile(
    r"(?:\b(?:to|the|a|an|his|her|its|their|be|is|are|was|were|been|being|of|in|by|on|for|with|no|any|this|that|these|"
    r"will|would|might|(?-i:may)|could|should|can|must|who|which|whom|new|more|further|not(?:\s+\w+ly)?|never|n't|n’t|neither|nor|nobody|none|"
    r"as|and\s+to|or)|n['’]t|\b(?:who|which|that)\s+(?:has|had|have|also|later|once|then|recently|first))\s+$",
    re.IGNORECASE,
)
_ALLOWED_NOT = re.compile(r"\b(?:did|does|do|would|will|could|can)(?:\s+not|n['’]t)\s+$")
# "previously called Norvik": a name, nobody's words.
_BY_NAME = re.compile(r"\b(?:previously|formerly|still|originally|commonly|informally|popularly|then)\s+$")
# "Aas, asked whether he would resign, said no": he is the one who was asked.
_PASSIVE_ASKED = re.compile(r"^[^,]*,\s+asked$")
_WHAT = re.compile(r"\bwhat\s+(?:the\s+)?$")
# "According to the unit, the army's organ, ...": who it is, between commas.
_ASIDE_NEXT = re.compile(
    r",\s+(?:the|a|an|its|one)\s+(?:(?!(?:was|were|is|are|has|had|have|will|would|could|may|might)\b|\w+ed\b)[\w'’-]+\s*){1,7},(?=\s)"
)
_ASIDES = frozenset(
    ["speaking", "asking", "telling", "commenting", "reporting", "publishing", "posting", "welcoming"]
)
_NEGATIVE_SUBJECT = re.compile(r"(?i)\b(?:neither|nobody|no\s+one|none)\b[^,;]*$")


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
        yield replace(inner, relayed=True) if relayed and not inner.relayed else inner


def _quotes(doc: Document) -> tuple[Span, ...]:
    """The words inside quotation marks, without the marks."""
    spans = []
    for match in _QUOTED.finditer(doc.text):
        group = match.lastgroup or "a"
        inner = Span(match.start(group), match.end(group))
        if doc.sentence_at(inner.start) is not None:
            spans.append(inner)
    return tuple(spans)


def _clauses(doc: Document, quotes: tuple[Span, ...]) -> Iterator[Clause]:
    for index, sentence in enumerate(doc.sentences):
        if len(sentence) > MAX_SENTENCE_CHARS:
            continue
        around = tuple(q for q in quotes if q.overlaps(sentence))
        dateline = dateline_of(doc.text, sentence)
        opening = sentence.start if dateline is None else dateline[1]
        yield Clause(doc=doc, index=index, span=sentence, opening=opening, quotes=around)


def _in_sentence(
    doc: Document, clause: Clause, quotes: tuple[Span, ...], taken: set[int]
) -> Iterator[Attribution]:
    last: Speaker | None = None
    text = doc.text
    for match in CUE.finditer(text, clause.span.start, clause.span.end):
        verb = match.group().lower()
        if clause.inside_quote(match.start()):
            continue
        speaker, cue, rule = _speaker_of(clause, match, verb, last)
        if speaker is None or _WHAT.search(text, clause.span.start, speaker.span.start):
            continue  # "what he called a selective reading": part of what is told
        manner = manner_of(verb)
        found = list(contents_of(doc, clause, match, verb, speaker, quotes, taken, rule))
        for content, direct in found:
            if is_unsaid(clause, speaker.span, cue, content):
                continue
            told = content if direct else told_part(clause, speaker.span, content)
            said = _attribution(speaker, cue, verb, manner, told, direct, rule)
            yield replace(said, relayed=is_hearsay(clause, cue))
        if found or rule != "inverted":
            last = speaker
    yield from _according(doc, clause)
    for quoted, cue, content, direct in quoted_as_saying(doc, clause, taken):
        saying = _attribution(quoted, cue, "quoted", Reporting.SAY, content, direct, "quoted as saying")
        yield replace(saying, relayed=True)
    yield from _estimates(doc, clause)


# "The company counted 280", "the union puts the number at 1,100": a number of one's own, in few words.
_ESTIMATE = re.compile(
    r"\b(?:count(?:s|ed)|(?:puts?|estimates?|estimated|reckons?|reckoned) (?:(?:the|its|their|this|that|his|her) )?(?:\w+ ){0,2}?(?:of (?:[\w'’-]+ ){1,4}?)?at)"
    r" (?:only |just |about |some |around |nearly |roughly |up to |at least |more than |over |fewer than )?(?:(?=[$€£]?\d)|(?=(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|\w+ty|dozens?|hundreds?)\b))"
)
_AFTER_NUMBER = re.compile(r"[.;]\s|[;,]\s(?!\d)|\s(?:and|but|while|against|compared)\s|\n")


def _estimates(doc: Document, clause: Clause) -> Iterator[Attribution]:
    for match in _ESTIMATE.finditer(doc.text, clause.span.start, clause.span.end):
        if clause.inside_quote(match.start()):
            continue
        speaker = speaker_before(clause, match.start(), generic=True)
        if speaker is None or speaker.span.end > match.start():
            continue
        end = sentence_end(doc, clause)
        stop = _AFTER_NUMBER.search(doc.text, match.end(), end)
        content = cleaned(doc, match.end(), stop.start() if stop else end)
        cue = trimmed(doc.text, Span(match.start(), match.end()))
        found = _attribution(speaker, cue, "estimate", Reporting.CLAIM, content, False, "own number")
        yield replace(found, content=found.whole)  # a bare number means nothing without its verb


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


def _speaker_of(
    clause: Clause, match: re.Match[str], verb: str, last: Speaker | None
) -> tuple[Speaker | None, Span, str]:
    text, cue = clause.doc.text, Span(match.start(), match.end())
    before = text[max(clause.span.start, cue.start - 40) : cue.start]
    if verb.endswith("ing"):
        if verb in _ASIDES:
            return None, cue, ""
        being = _PROGRESSIVE.search(before) if verb in _PRESSING else None
        if being is not None:
            return speaker_before(clause, cue.start - (len(before) - being.start())), cue, "subject"
        if verb == "saying" and _QUOTES_NEXT.match(text, cue.end) and _CLAUSE_BEFORE.search(before):
            return last or clause.subject(), cue, "participle"
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
    elif verb in NOUN_LIKE and verb.endswith("s") and _FINITE_NEXT.match(text, cue.end):
        return None, cue, ""
    elif (relative := _told_behind_who(clause, cue, verb)) is not None:
        return relative, cue, "relative"
    elif (verb in ("called", "named") and _BY_NAME.search(before)) or (
        _BAD_BEFORE.search(before)
        and not (verb.endswith("ed") and before.endswith("further "))
        and not (verb in ("said", "says") and re.search(r"\bno\s+$", before))
    ):
        return None, cue, ""
    if _NEGATIVE_SUBJECT.search(text[clause.part_start(cue.start) : cue.start]):
        return None, cue, ""
    inverted = inverted_speaker(clause, cue, verb)
    if inverted is not None:
        return inverted, cue, "inverted"
    if re.search(r"\b(?:and|but|then|also|later)\s+$", before) and last is not None:
        adjacent = speaker_before(clause, cue.start, strict=True)
        return (adjacent or last), cue, "carried" if adjacent is None else "subject"
    generic = verb not in NOUN_LIKE and verb not in WEAK
    if verb == "asked" and _PASSIVE_ASKED.match(text[clause.part_start(cue.start) : cue.end]):
        return None, cue, ""
    speaker = speaker_before(clause, cue.start, strict=verb in NOUN_LIKE, generic=generic)
    if speaker is None and re.search(r"\b(?:and|but)\s+$", before):
        speaker = clause.subject()
    return speaker, cue, "subject"


_FINITE_NEXT = re.compile(rf"\s+(?:{'|'.join(sorted(FINITE_BEHIND_NOUN))})\b")


_WHO = re.compile(r",?\s+who\s+(?:also\s+|later\s+|had\s+)?$")
_CLAIMED = frozenset(
    "said claimed argued insisted alleged denied warned maintained explained stressed promised".split()
)


def _told_behind_who(clause: Clause, cue: Span, verb: str) -> Speaker | None:
    """ "a letter by its president, Ada Holm, who claimed that ...": whoever is named right before "who"."""
    text = clause.doc.text
    who = _WHO.search(text, max(clause.span.start, cue.start - 20), cue.start)
    if who is None or verb not in _CLAIMED or not _CLAUSE_COMES.match(text, cue.end, clause.span.end):
        return None
    named = [m for m in clause.mentions(clause.span.start, cue.start) if m.span.end == who.start()]
    person = bool(named) and named[0].party.kind is PartyKind.PERSON
    return clause.speaker(named) if person else None


_CLAUSE_COMES = re.compile(r"\s+(?:that|the|his|her|its|their|he|she|they|it|there)\s")


_PROGRESSIVE = re.compile(
    r"\b(?:is|are|was|were|has been|have been|had been)\s+(?:also\s+|now\s+|still\s+)?$"
)
_PRESSING = frozenset(
    """urging warning demanding insisting arguing claiming accusing denying threatening vowing pledging promising saying alleging
    rejecting proposing recommending""".split()
)
_QUOTES_NEXT = re.compile(r"\s*[,:]?\s*[“\"]")
_CLAUSE_BEFORE = re.compile(
    r"(?<!\bof)(?<!\bfor)(?<!signs)(?<!banners)(?<!placards)(?<!sign)(?<!banner)(?<!by)(?<!without)\s+$"
)


def _according(doc: Document, clause: Clause) -> Iterator[Attribution]:
    for match in _ACCORDING.finditer(doc.text, clause.span.start, clause.span.end):
        if clause.inside_quote(match.start()):
            continue
        speaker = clause.speaker_at(match.end())
        if speaker is None:
            continue
        end = sentence_end(doc, clause)
        before = doc.text[clause.part_start(match.start()) : match.start()].strip()
        comma = clause.comma_after(speaker.span.end)
        if comma is not None and _HALF.search(before):
            content = cleaned(
                doc, clause.part_start(match.start()), end
            )  # "would, according to A, cost 3 million"
        elif len(before.split()) > 2 and not (comma is not None and _RELATIVE.search(before)):
            content = cleaned(doc, clause.part_start(match.start()), match.start())
        else:
            if comma is None:
                continue
            aside = _ASIDE_NEXT.match(doc.text, comma, end)
            content = cleaned(doc, aside.end() if aside is not None else comma + 1, end)
        cue = trimmed(doc.text, Span(match.start(), match.end()))
        yield _attribution(speaker, cue, "according to", Reporting.CLAIM, content, False, "according to")


_RELATIVE = re.compile(r",\s(?:which|who|whose \w+),?$")  # what follows is all that is told by somebody
_HALF = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|may|might|can|could|should|must|did|does|do|not|that),?$"
)


def _continued(
    doc: Document, quotes: tuple[Span, ...], taken: set[int], found: list[Attribution]
) -> Iterator[Attribution]:
    """Direct speech that goes on after its reporting words, "…," she said. "…", or in the next paragraph."""
    direct = {q.start: a for a in found for q in quotes if not a.direct and 0 <= a.content.end - q.end < 3}
    direct |= {a.content.start: a for a in found if a.direct}
    for index, quote in enumerate(quotes):
        if quote.start in taken or index == 0 or len(quote) < 12:
            continue
        before = direct.get(quotes[index - 1].start)
        if before is None or not (_goes_on(doc, before, quote) or _next_paragraph(doc, before, quote)):
            continue
        again = Attribution(
            speaker=before.speaker,
            named_at=before.named_at,
            cue=before.cue,
            verb=before.verb,
            manner=before.manner,
            content=cleaned(doc, quote.start, quote.end),
            whole=Span(min(before.cue.start, before.named_at.start), quote.end),
            direct=True,
            rule="continued",
        )
        direct[quote.start] = again
        taken.add(quote.start)
        yield again


def _goes_on(doc: Document, before: Attribution, quote: Span) -> bool:
    """Whether a quotation goes on with the one before it in the same paragraph."""
    between = doc.text[before.whole.end : quote.start - 1]
    if "\n" in between or len(between) > 120 or len(between.split()) > 12:
        return False
    if between.strip(' .,”"') != "" and not between.rstrip().endswith((".", ",")):
        return False
    return between.rstrip().endswith(",") or doc.text[quote.start].isupper()


_AFTER_SPEECH = 160  # characters that may follow a quotation before its paragraph ends


def _next_paragraph(doc: Document, before: Attribution, quote: Span) -> bool:
    """Whether a paragraph that is nothing but a quotation goes on with the speech that ended the one before it."""
    between = doc.text[before.whole.end : quote.start - 1]
    told, broken, rest = between.partition("\n")
    if not broken or rest.strip() or len(told) > _AFTER_SPEECH or re.search(r"[.!?]\s+\S", told):
        return False
    line_end = doc.text.find("\n", quote.end)
    after = doc.text[quote.end : line_end if line_end >= 0 else len(doc.text)]
    return after.strip(' .,”"') == ""


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
            if sentence.start < match.start() or not match.end() < sentence.end <= paragraph.end:
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
