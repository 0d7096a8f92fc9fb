"""Who speaks: the party that the reporting verb of a sentence belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.extract.document import Document
from bot.extract.statements.behalf import begin_of_other
from bot.model.facts import Mention, Party, PartyKind
from bot.model.text import Span
from bot.text.cues import NOUN_LIKE, REPORTING_VERBS
from bot.text.parties import described_party


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A party and where it is named."""

    party: Party
    span: Span


_FILLER = re.compile(
    r"\s*(?:[A-Z]{2,4}\s+)?(?:(?:also|later|then|now|again|himself|herself|itself|too|afterwards|however|meanwhile|has|have|had|publicly|repeatedly|"
    r"himself|once|instead|separately|earlier|recently|later|\w+ly|further|still|even|first|already|quickly|did\s+not|would\s+not|since|yesterday|today|"
    r"(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s+)*\s*"
)
_PREPOSITION = re.compile(
    r"\b(?:of|for|from|in|at|with|to|by|on|about|between|against|over|among|representing|backing|opposing|overseeing|running|leading|investigating)\s+"
    r"(?:the\s+|one\s+of\s+(?:the\s+)?|some\s+of\s+(?:the\s+)?|a\s+|an\s+)?"
    r"(?:(?:[a-z-]+\s+){0,2}(?:firm|bank|group|company|consultancy|charity|union|broker|brokerage|agency|fund|insurer|think[\s-]tank)\s+)?$"
)
_VERBS_BETWEEN = re.compile(
    r"\b(?:was|were|is|are|has|had|will|would|met|told|said|agreed|signed|and|but|that|because|if|when)\b"
)
_NOUN_PHRASE = re.compile(
    r"(?:(?:A|An|The|One|Two|Three|Some|Several|Many|Most|Other|a|an|the|one|two|three|some|several|many|most|other)\s+)?"
    r"[A-Za-z’'-]+(?:\s+[A-Za-z’'-]+){0,7}$"
)
_NO_SPEAKER = re.compile(
    r"(?i)^(?:it|this|that|which|who|there|what|nothing|something|everything|he|she|they|i|we|you|nobody|no\s+one|neither|none|and|but|as|so|if|when|while|"
    r"after|before|during|since|in|on|at|for|with|by|the\s+(?:report|statement|article|letter|text|law|draft|deal|post|study|data|document|move|"
    r"agreement|proposal|decision|talks|meeting|summit|call))\b"
)
_INVERTED = frozenset(
    "said says asked added wrote replied answered insisted warned explained joked argued declared told announced".split()
)
_SETTING = re.compile(
    r"(?i)^(?:on|in|at|after|before|during|since|earlier|later|asked|speaking|addressing|responding|replying|commenting|writing|referring|"
    r"sitting|hours|days|by|under|with|as|when|while|"
    r"following|according|meanwhile|for|at|despite|last|next|a\s+day|this)\b"
)
_FINITE = re.compile(r"\b(?:was|were|is|are|has|had|have|will|would|could)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence with the direct speech in it, as attributions are read from it. opening: where it begins behind a dateline."""

    doc: Document
    index: int
    span: Span
    opening: int
    quotes: tuple[Span, ...]

    def inside_quote(self, position: int) -> bool:
        """Whether the character at `position` is quoted."""
        return any(q.start <= position < q.end for q in self.quotes)

    def part_start(self, position: int) -> int:
        """Where the part of the sentence that holds `position` begins: after a semicolon or colon, else at its start."""
        text = self.doc.text
        start = self.opening if self.opening <= position else self.span.start
        for match in re.finditer(r";\s|:\s", text[self.span.start : position]):
            if not self.inside_quote(self.span.start + match.start()):
                start = self.span.start + match.end()
        return start

    def mentions(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in [start, end), outside direct speech."""
        return [
            m
            for m in self.doc.mentions_in(Span(start, max(start, end)))
            if m.span.end <= end and not self.inside_quote(m.span.start)
        ]

    def subject(self) -> Speaker | None:
        """The first party of the sentence that stands behind no preposition."""
        for mention in self.mentions(self.span.start, self.span.end):
            if not self.after_preposition(mention) and not self._owner(mention):
                return self.speaker([mention])
        return None

    def speaker(self, mentions: list[Mention]) -> Speaker | None:
        """One speaker for the mentions of one place; several together speak as a group."""
        if not mentions:
            return None
        if len(mentions) == 1:
            return Speaker(party=mentions[0].party, span=mentions[0].span)
        parties = {m.party.key: m.party for m in mentions}
        span = Span(mentions[0].span.start, mentions[-1].span.end)
        if len(parties) == 1:
            return Speaker(party=mentions[0].party, span=span)
        names = " and ".join(p.name for p in parties.values())
        together = Party(key="group:" + "+".join(sorted(parties)), name=names, kind=PartyKind.GROUP)
        return Speaker(party=together, span=span)

    def speaker_at(self, position: int) -> Speaker | None:
        """The party named from `position` on: the last of "its press secretary, Karoline Leavitt"."""
        found = [m for m in self.mentions(position, self.span.end) if m.span.start - position < 60]
        text = self.doc.text
        if not found:
            return self._phrase_at(position)
        if re.search(r"[,;]", text[position : found[0].span.start]) or found[0].span.start - position > 30:
            return self._phrase_at(position)
        chosen = found[0]
        for mention in found[1:]:
            beside = text[chosen.span.end : mention.span.start].strip() in (",", "")
            if (beside and mention.party.key == chosen.party.key) or self._owner(chosen):
                chosen = mention
            else:
                break
        return self.speaker([chosen])

    def _phrase_at(self, position: int) -> Speaker | None:
        match = re.compile(
            r"(?:(?:a|an|the|two|three|several|some)\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,7}?(?=\s+(?:who|said|with\s+knowledge|as\s+(?:having|saying|telling|writing))\b|[,.;]|$)"
        ).match(self.doc.text, position, self.span.end)
        if match is None or _NO_SPEAKER.match(match.group()):
            return None
        return Speaker(party=described_party(match.group()), span=Span(match.start(), match.end()))

    def comma_after(self, position: int) -> int | None:
        """The first comma outside quotes after `position`, or None."""
        found = self.doc.text.find(",", position, self.span.end)
        return None if found < 0 else found

    def opens_with_setting(self, end: int) -> bool:
        """Whether the words up to `end` only set the scene: "On Tuesday, ...", "Asked about it, ..."; not with a clause
        of their own behind the scene ("While it rained, the two had met, ...")."""
        part = self.doc.text[self.part_start(end) : end].rstrip(" ,")
        clause = part.split(",", 1)[1] if "," in part else ""
        return _SETTING.match(part) is not None and (
            _FINITE.search(clause) is None or '"' in part or "“" in part
        )

    def after_preposition(self, mention: Mention) -> bool:
        """Whether a preposition governs the mention."""
        return (
            _PREPOSITION.search(
                self.doc.text[max(self.span.start, mention.span.start - 30) : mention.span.start]
            )
            is not None
        )

    def _owner(self, mention: Mention) -> bool:
        return self.doc.text[mention.span.end : mention.span.end + 2] in ("'s", "’s")


def speaker_before(
    clause: Clause, verb: int, *, strict: bool = False, generic: bool = False
) -> Speaker | None:
    """The subject of the reporting verb at `verb`, or None.

    strict: only a party right before the verb. generic: a noun phrase that names no party of its own will do
    ("a forestry association").
    """
    text = clause.doc.text
    start = clause.part_start(verb)
    if _ASKED_TO.search(text, start, verb):
        return None  # "has recommended shareholders [reject] it"
    quoted = max((q.end + 1 for q in clause.quotes if q.end <= verb), default=start)
    start = max(start, quoted)
    found = clause.mentions(start, verb)
    adjacent = [m for m in found if _FILLER.fullmatch(text, m.span.end, verb)]
    if adjacent:
        head = _head_of(clause, found, adjacent)
        other = begin_of_other(text, start, head[0].span.start)
        if other is not None:
            span = Span(other, head[0].span.end)
            return Speaker(party=described_party(clause.doc.words(span)), span=span)
        return _with_partners(clause, found, head)
    if strict:
        return None
    if text[start:verb].rstrip().endswith((",", ")", "—", "–")) or "," in text[start:verb]:
        framed = _framed(clause, found, start, verb)
        if framed is not None:
            return framed
    extended = [m for m in found if _extends(clause, m, verb)]
    if extended:
        return clause.speaker([m for m in extended if m.span == extended[-1].span])
    return _noun_phrase(clause, start, verb) if generic else None


_ASKED_TO = re.compile(
    r"\b(?:recommend(?:s|ed)|urg(?:es|ed)|advis(?:es|ed)|demand(?:s|ed)|ask(?:s|ed)|want(?:s|ed)|propos(?:es|ed)|suggest(?:s|ed)|insist(?:s|ed))\s+(?:that\s+)?"
    r"(?:(?:its|their|his|her|the|all)\s+)?(?:\w+\s+)?\w+s\s+$"
)


def _head_of(clause: Clause, found: list[Mention], adjacent: list[Mention]) -> list[Mention]:
    """Step back from "the larger member states" to "A diplomat" in "A diplomat from one of the larger member states said"."""
    head = adjacent
    while clause.after_preposition(head[0]):
        earlier = [m for m in found if m.span.end <= head[0].span.start]
        if not earlier:
            break
        candidate = earlier[-1]
        between = clause.doc.text[candidate.span.end : head[0].span.start]
        if "," in between or len(between.split()) > 5 or _VERBS_BETWEEN.search(between):
            break
        head = [m for m in earlier if m.span == candidate.span]
    return head


def _with_partners(clause: Clause, found: list[Mention], head: list[Mention]) -> Speaker | None:
    """Add "Karpia" to "Balkara" in "Karpia and Balkara said"."""
    first = head[0]
    earlier = [m for m in found if m.span.end <= first.span.start]
    if (
        earlier
        and clause.doc.text[earlier[-1].span.end : first.span.start].strip() == "and"
        and not clause.after_preposition(earlier[-1])
    ):
        return clause.speaker([earlier[-1], *head])
    return clause.speaker(head)


def _framed(clause: Clause, found: list[Mention], start: int, verb: int) -> Speaker | None:
    """The party before a phrase between commas: "John Kelley, a senior diplomat, said", "officials, who ..., said"."""
    text = clause.doc.text
    before_verb = text[start:verb].rstrip()
    if not before_verb.endswith((",", ")", "—", "–")) and not re.search(
        r",\s+(?:by\s+contrast|however|meanwhile|too|also)\b[^,]*$", before_verb
    ):
        tail = before_verb.rsplit(",", 1)[-1]
        if len(tail.split()) > 3 or not _FILLER.fullmatch(tail.lstrip() + " "):
            return None
    comma = text.find(",", start, verb)
    if _SETTING.match(text[start:verb]) and any(m.span.start > comma for m in found):
        found = [
            m for m in found if m.span.start > comma
        ]  # "In a letter shown by the WAN, Ada Holm, ..., said"
    for mention in found:
        after = text[mention.span.end :][:1]
        if after in (",", "(", "—", "–") or text[mention.span.end : mention.span.end + 2] in (
            " (",
            " —",
            " –",
        ):
            if clause.after_preposition(mention) and any(m.span.end <= mention.span.start for m in found):
                continue
            if _BEFORE_OFFICE.match(text, mention.span.end, verb):
                continue
            return _with_partners(clause, found, [mention])
    phrase_end = text.find(",", start, verb)
    if phrase_end > 0:
        head = [m for m in found if m.span.end <= phrase_end]
        if (
            head
            and not clause.after_preposition(head[0])
            and not _VERBS_BETWEEN.search(text[head[0].span.end : phrase_end])
        ):
            return clause.speaker([head[0]])
        return _noun_phrase(clause, start, phrase_end)
    return None


# "the Lagos Labour Congress (LLC) President, Jon Aas, ...": the body of the one who speaks.
_BEFORE_OFFICE = re.compile(r"\s\([^()]{2,12}\)\s+(?!(?:has|had|have|also)\b)[A-Za-z]")


def _extends(clause: Clause, mention: Mention, verb: int) -> bool:
    """Whether only the mention's own phrase stands between it and the verb: "Farmers in the valley said"."""
    between = clause.doc.text[mention.span.end : verb]
    if not re.match(
        r"\s+(?:in|at|from|of|for|with|on|close|familiar|briefed|involved|who|whose|representing|backing|overseeing|running|leading)\b",
        between,
    ):
        return False
    return (
        len(between.split()) <= 14
        and "," not in between
        and not re.search(r"\b(?:was|were|is|are|will|would|said|told|and|but|that)\b", between)
    )


def _noun_phrase(clause: Clause, start: int, end: int) -> Speaker | None:
    text = clause.doc.text
    words = text[start:end].strip(" ,")
    begin = start + (len(text[start:end]) - len(text[start:end].lstrip(" ,")))
    if "," in words and not re.search(r"\s(?:who|whose)\s", words):
        cut = words.rfind(",") + 1
        begin += cut + (len(words[cut:]) - len(words[cut:].lstrip()))
        words = words[cut:].strip()
    joined = _SECOND_SUBJECT.search(words)
    if joined is not None:
        begin, words = begin + joined.start(1), joined[1]
    led = re.match(r"(?:But|And|Yet|Still|Meanwhile|Separately)\s+", words)
    if led is not None:
        begin, words = begin + led.end(), words[led.end() :]
    words = re.split(r"\s+(?:who|whose|which|that)\s", words, maxsplit=1)[0].rstrip(" -–—")
    if not words or _NO_SPEAKER.match(words) or not _NOUN_PHRASE.fullmatch(words) or len(words.split()) > 9:
        return None
    if re.search(r"\b(?:was|were|is|are|will|would|had|has|have|that|and|but|not|if)\b", words):
        return None
    if any(REPORTING_VERBS.get(w.lower()) and w.lower() not in NOUN_LIKE for w in words.split()):
        return None
    words = re.sub(r"\s+(?:also|later|then|now|earlier|again)$", "", words)
    if not _may_speak(words):
        return None
    first = next((m for m in clause.mentions(begin, end) if m.span.start == begin), None)
    rest = text[first.span.end : begin + len(words)] if first is not None else ""
    if first is not None and (not rest.strip() or re.match(r"\s+(?:in|of|at|from|for|on|with|near)\b", rest)):
        return Speaker(party=first.party, span=first.span)
    if first is not None and re.match(r"\s+(?:\w+ly\s+|also\s+|later\s+)?\w+ed\s", rest):
        return Speaker(party=first.party, span=first.span)  # "Umar dismissed the idea ... and said"
    owned = first is not None and re.fullmatch(
        r"['’]s\s+(?:\w+\s+)?(?:statement|letter|report|post|note)", rest
    )
    if first is not None and owned:
        return Speaker(party=first.party, span=first.span)
    # "the bank clerks' union" is not the bank
    return Speaker(party=described_party(words), span=Span(begin, begin + len(words)))


# "The banks announced talks in March and [two people with knowledge of them] said": the subject of a second clause.
_SECOND_SUBJECT = re.compile(
    r"\b\w+ed\s.*\b(?:and|but)\s+((?:two|three|several|some|one|a|an)\s+(?:(?!\b(?:and|but)\b).)+)$"
)
_ARTICLE = re.compile(r"(?:a|an|the|one|two|three|some|several|many|most|other|\d+)\s", re.IGNORECASE)


def _may_speak(words: str) -> bool:
    """Whether a phrase can name who speaks: with an article, a capital or a plural; "curious" and "during the talks" cannot."""
    opened = _ARTICLE.match(words) is not None or words[0].isupper()
    head = re.split(r"\s+(?:of|in|at|from|for|on|with)\s", words, maxsplit=1)[0].split()[-1]
    return opened or (head.endswith("s") and not head.endswith(("ous", "ss", "us")))


# What may stand between "said" and who said it: a title, no clause.
_TITLED = re.compile(
    r"(?:(?!(?:was|were|is|are|had|has|have|will|would|could|from|to|by|with|in|on|at|that)\b|[a-z]\w*ed\b)[\w’'.&-]+\s+){0,6}"
)
_TITLE_CHARS = 70  # between "said" and a name behind a long title


def _between_commas(clause: Clause, position: int, verb: str) -> bool:
    """ "The cuts, said Holm, were over.": a name right behind the verb and closed by a comma speaks."""
    if verb not in ("said", "says"):
        return False
    text = clause.doc.text
    return any(
        m.span.start == position and text[m.span.end : m.span.end + 2] == ", "
        for m in clause.mentions(position, clause.span.end)
    )


def _ends_on_speaker(clause: Clause, position: int, verb: str) -> bool:
    """ "..., said the envoy." closes its sentence on who speaks."""
    if verb not in ("said", "says", "reports", "reported"):
        return False
    text = clause.doc.text
    found = [m for m in clause.mentions(position, clause.span.end) if m.span.start - position <= 30]
    if not found or text[found[-1].span.end : clause.span.end].strip(' .”"') != "":
        return False
    return _TITLED.fullmatch(text[position : found[-1].span.start]) is not None


def inverted_speaker(clause: Clause, cue: Span, verb: str) -> Speaker | None:
    """The speaker after the verb: "…," said Dolores Whitcomb."""
    if verb not in _INVERTED and not verb.startswith("report"):
        return None
    text = clause.doc.text
    before = text[max(clause.span.start, cue.start - 3) : cue.start].rstrip()
    if not before.endswith((",", '"', "”", "?", "!", "’", "'", "—", "–")):
        return None
    position = cue.end + 1
    closing = _ends_on_speaker(clause, position, verb) or _between_commas(clause, position, verb)
    if verb.startswith("report") and not closing:
        return None
    if before.endswith(",") and not closing and speaker_before(clause, cue.start):
        return None  # "Khrystyna Hayovyshyn, a deputy envoy, asked the council": the comma closes a phrase
    if not text[cue.end : position].isspace():
        return None
    near = 30 if closing else _TITLE_CHARS if before[-1] in "\"”’'" else 4
    found = [m for m in clause.mentions(position, clause.span.end) if m.span.start - position <= near]
    if found and found[0].span.start - position > 4 and not closing:
        found = [m for m in found if _TITLED.fullmatch(text, position, m.span.start)][-1:]
    if found:
        chosen = [m for m in found if m.span == found[0].span]
        names = clause.speaker_at(position)
        return names if names is not None and len(chosen) == 1 else clause.speaker(chosen)
    if re.match(r"(?:a|an|the|one|two|several|some)\b", text[position : position + 8]):
        return clause._phrase_at(position)
    return None
