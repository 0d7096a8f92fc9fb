"""What can be counted about one sentence of a free text against its sources: the inputs of the soft score."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

from bot.answer.gate.dates import numbers_of
from bot.answer.gate.material import Material, beside, grams_of, is_content, stems_of
from bot.answer.gate.names import names_in
from bot.answer.gate.phrasing import telling_letters
from bot.answer.gate.verdict import Reason, ReasonCode
from bot.model.text import Span
from bot.text.cues import hedge_in, negation_in
from bot.text.words import stem

# Words that hold an answer together or speak of the sources, in any subject.
_FRAME = frozenset(
    stem(w)
    for w in (
        "passage passages source sources article articles document information provided provide given text context "
        "answer question according mention mentioned based following follow note noted important overall conclusion "
        "summary additionally furthermore moreover however therefore finally specifically generally typically usually "
        "often also include includes including example examples help helps hope happy let know please various different "
        "several certain specific state states stated suggest suggests suggested describe described discuss discussed "
        "explain use used using make made making way ways need one two first second third step steps process thing "
        "things said says say report reported"
    ).split()
)
_ADVICE = re.compile(
    r"\b(?:important to|recommended|recommend|consult|make sure|be sure|always|ensure|it'?s best|should|keep in mind|"
    r"worth noting|advisable|professional|essential|crucial)\b",
    re.IGNORECASE,
)
_CHAT = re.compile(
    r"\b(?:happy to help|hope (?:this|that|it) helps|let me know|feel free|great question|of course|i apologi[sz]e|"
    r"any (?:other|further) questions|here (?:is|are)|here's)\b|^\W*(?:sure|certainly)\b",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:passages?|sources?|articles?|documents?|context|provided (?:text|information))\b", re.IGNORECASE
)
_UNABLE = re.compile(
    r"\b(?:unable to (?:answer|find|provide)|(?:does|do|did|is|are)(?: not|n't) (?:provide|mention|contain|specif\w+|"
    r"explicit\w*|give|state|include|directly|clear\w*)|not (?:mentioned|provided|specified|possible|enough)|"
    r"no (?:information|mention|specific)|cannot be (?:determined|answered|found)|without (?:more|further|additional))\b",
    re.IGNORECASE,
)
_NUMBERED_SOURCE = re.compile(
    r"\b(?:passage|source|article|document)s?\s+(\d)(?:\s*(?:,|and|&|or)\s*(\d))?(?:\s*,?\s*(?:and|&)\s*(\d))?",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\b(?:such as|including|for example|for instance|e\.g|like)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"^\W*(?:overall|in conclusion|in summary|therefore|thus|so,|finally|to summari[sz]e|remember)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"^\W*(?:however|additionally|furthermore|moreover|also|it'?s also|in addition)\b", re.IGNORECASE
)
_TAIL = re.compile(
    r", (?:which|making|allowing|ensuring|providing|leading|resulting|while|as well as|so)\b", re.IGNORECASE
)
_VARIES = re.compile(r"\bvar(?:y|ies)\b|\bdepend", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\b(?:more|most|best|better|all|every|any|only|always|never)\b", re.IGNORECASE)
_INFERS = re.compile(r"\b(?:infer|assum\w*|impl(?:y|ies)|appears?|seems?|likely)\b", re.IGNORECASE)
_READER = re.compile(r"\byour?\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()]|\b(?:such as|including|which|while|as well as|because|so that|in order to)\b", re.IGNORECASE
)
_IN_LIST = re.compile(r"^\s*(?:[*•\-–]|\d{1,2}[.)]|step \d)", re.IGNORECASE)


_CHECKS = (ReasonCode.NUMBER, ReasonCode.DATE, ReasonCode.NAME, ReasonCode.POLARITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence of a free text. span: in the text. listed: it is an item of a list. plain: without markup."""

    span: Span
    plain: str
    listed: bool
    quoted: bool


def signals_of(
    units: Sequence[Unit], reasons: Sequence[Sequence[Reason]], material: Material
) -> list[dict[str, float]]:
    """For each unit, its signals by name: its own, those of its neighbours and those of the whole text.

    reasons: what the checks of the gate hold against each unit.
    """
    own = [_own(unit, material) | _fired(fired) for unit, fired in zip(units, reasons, strict=True)]
    for i, signals in enumerate(own):
        last = len(own) - 1
        signals["place"] = i / max(1, last)
        signals["first"], signals["last"] = float(i == 0), float(i == last)
        signals["before_held"] = own[i - 1]["held"] if i else 1.0
        signals["after_held"] = own[i + 1]["held"] if i < last else 1.0
    whole = _whole(own)
    for signals in own:
        signals.update(whole)
    return own


def is_listed(line: str) -> bool:
    """Whether a line is an item of a list."""
    return _IN_LIST.match(line) is not None


def _fired(reasons: Sequence[Reason]) -> dict[str, float]:
    codes = {reason.code for reason in reasons}
    return {f"check_{code}": float(code in codes) for code in _CHECKS}


def _own(unit: Unit, material: Material) -> dict[str, float]:
    text = unit.plain
    stems = stems_of(text)
    content = [w for w in stems if is_content(w) and w not in _FRAME]
    foreign = [w for w in content if not material.tells(w)]
    signals = {
        "words": log1p(len(content)),
        "short": float(len(content) < 3),
        "stop_words": float(len(stems) - len(content)),
        "foreign": log1p(len(foreign)),
        "foreign_letters": sum(map(len, foreign)) / 10,
        "telling_letters": telling_letters(foreign) / 10,
        "held": 1 - len(foreign) / max(1, len(content)),
        "foreign_run": float(_longest_foreign_run(content, material)),
        "asked": sum(w in material.asked for w in content) / max(1, len(content)),
        "grams": _share([g in material.grams for g in grams_of(text)]),
        **_order(stems, material),
        **_alignment(stems, content, material),
        **_thirds(content, material),
        **_neighbours(content, material),
        **_figures(text, material),
        **_clauses(text, material),
        **_manner(unit, material, content),
    }
    unsure = signals["foreign"]
    for name in ("advice", "unable", "sources", "examples", "listed", "closing"):
        signals[f"{name}*foreign"] = signals[name] * unsure
    signals["run*new_pairs"] = signals["foreign_run"] * (1 - signals["pairs"])
    signals["words*foreign"] = signals["words"] * (1 - signals["held"])
    signals["unable*asked"] = signals["unable"] * signals["asked"]
    return signals


def _whole(own: Sequence[dict[str, float]]) -> dict[str, float]:
    """The text's habits, without its length: how closely it keeps to the sources, lists, a word that they don't tell."""
    several = max(1, len(own))
    means = {
        f"text_{name}": sum(s[name] for s in own) / several for name in ("triples", "pairs", "held", "listed")
    }
    return {**means, "text_unable": max((s["unable"] for s in own), default=0.0)}


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0


def _longest_foreign_run(content: Sequence[str], material: Material) -> int:
    longest = run = 0
    for word in content:
        run = 0 if material.tells(word) else run + 1
        longest = max(longest, run)
    return longest


def _order(stems: Sequence[str], material: Material) -> dict[str, float]:
    """Shares of word pairs and triples that a source has too, and the longest copied run."""
    triples = [three in material.triples for three in zip(stems, stems[1:], stems[2:], strict=False)]
    longest = run = 0
    for hit in triples:
        run = run + 1 if hit else 0
        longest = max(longest, run)
    return {
        "pairs": _share([pair in material.pairs for pair in pairwise(stems)]),
        "triples": _share(triples),
        "copied_run": log1p(longest),
    }


def _alignment(stems: Sequence[str], content: Sequence[str], material: Material) -> dict[str, float]:
    """How much of the sentence one source sentence holds, and one stretch of a source, and there in what order."""
    wanted = frozenset(content)
    size = max(1, len(wanted))
    best = max((len(wanted & sentence) for sentence in material.sentences), default=0)
    found, window = _best_window(wanted, max(20, 2 * len(stems)), material)
    return {
        "best_sentence": best / size if wanted else 1.0,
        "best_stretch": found / size if wanted else 1.0,
        "in_order": _common_subsequence(stems, window) / max(1, len(stems)),
    }


def _best_window(wanted: frozenset[str], size: int, material: Material) -> tuple[int, Sequence[str]]:
    best = 0
    window: Sequence[str] = ()
    for run in material.runs:
        held: Counter[str] = Counter()
        places: deque[tuple[int, str]] = deque()
        for i, word in enumerate(run):
            if word not in wanted:
                continue
            places.append((i, word))
            held[word] += 1
            while places[0][0] < i - size:
                gone = places.popleft()[1]
                held[gone] -= 1
                if not held[gone]:
                    del held[gone]
            if len(held) > best:
                best, window = len(held), run[max(0, places[0][0] - 5) : i + 6]
    return best, window


def _common_subsequence(one: Sequence[str], other: Sequence[str]) -> int:
    row = [0] * (len(other) + 1)
    for word in one:
        diagonal = 0
        for k, held in enumerate(other, start=1):
            above = row[k]
            row[k] = diagonal + 1 if word == held else max(above, row[k - 1])
            diagonal = above
    return row[-1]


def _thirds(content: Sequence[str], material: Material) -> dict[str, float]:
    third = max(1, len(content) // 3)
    return {
        "head_held": _share([material.tells(w) for w in content[:third]]),
        "tail_held": _share([material.tells(w) for w in content[-third:]]),
    }


def _neighbours(content: Sequence[str], material: Material) -> dict[str, float]:
    """Whether words that stand together here stand together in a source."""
    pairs = [(a, b) for a, b in pairwise(content) if a != b]
    close = [b in material.near.get(a, ()) for a, b in pairs]
    known = [
        hit for hit, (a, b) in zip(close, pairs, strict=True) if a in material.words and b in material.words
    ]
    return {"together": _share(close), "apart": log1p(close.count(False)), "known_together": _share(known)}


def _figures(text: str, material: Material) -> dict[str, float]:
    own = [n for n in numbers_of(text) if not n.spelled and not _points_at_source(text, n.span)]
    new = [n for n in own if n.value not in material.figures]
    told = [n for n in own if n.value in material.figures]
    loose = [n for n in told if _is_loose(beside(text, n.span), material.figures[n.value])]
    strange = [
        n for n in names_in(text) if not n.opening and not all(material.tells(stem(w)) for w in n.words)
    ]
    return {
        "numbers": log1p(len(own)),
        "new_numbers": log1p(len(new)),
        "loose_numbers": log1p(len(loose)),
        "new_names": log1p(len(strange)),
    }


def _is_loose(here: frozenset[str], there: frozenset[str]) -> bool:
    """A number that counts other things than in the source."""
    return bool(here) and here.isdisjoint(there)


def _points_at_source(text: str, span: Span) -> bool:
    return (
        re.search(
            r"\b(?:passage|source|article|document)s?\W+(?:\d\W*(?:and|or)?\W*){0,4}$",
            text[: span.start],
            re.IGNORECASE,
        )
        is not None
    )


def _clauses(text: str, material: Material) -> dict[str, float]:
    """The clause with the largest share of words that no source has."""
    worst, most = 0.0, 0
    for part in _CLAUSE.split(text):
        content = [w for w in stems_of(part) if is_content(w) and w not in _FRAME]
        if len(content) < 2:
            continue
        foreign = sum(not material.tells(w) for w in content)
        worst, most = max(worst, foreign / (len(content) + 1)), max(most, foreign)
    return {"worst_clause": worst, "worst_clause_words": log1p(most)}


def _manner(unit: Unit, material: Material, content: Sequence[str]) -> dict[str, float]:
    """How the sentence speaks: advice, examples, a remark on the sources, a closing word."""
    text = unit.plain

    def says(pattern: re.Pattern[str]) -> float:
        return float(pattern.search(text) is not None)

    return {
        "hedged": float(hedge_in(text) is not None),
        "negated": float(negation_in(text) is not None),
        "advice": says(_ADVICE),
        "chat": says(_CHAT),
        "sources": says(_SOURCES),
        "unable": says(_UNABLE),
        "examples": says(_EXAMPLES),
        "closing": says(_CLOSING),
        "going_on": says(_GOING_ON),
        "tail": says(_TAIL),
        "varies": says(_VARIES),
        "absolute": says(_ABSOLUTE),
        "infers": says(_INFERS),
        "to_reader": says(_READER),
        "listed": float(unit.listed),
        "quoted": float(unit.quoted),
        "introduces": float(text.rstrip().endswith(":")),
        "commas": float(text.count(",")),
        "source_named": says(_NUMBERED_SOURCE),
        "source_misnamed": _misnamed(text, content, material),
    }


def _misnamed(text: str, content: Sequence[str], material: Material) -> float:
    """Share of the words that stand in another source than the one the sentence names by number."""
    match = _NUMBERED_SOURCE.search(text)
    if match is None or not content:
        return 0.0
    places = [int(n) - 1 for n in match.groups() if n]
    named = frozenset[str]().union(
        *(material.vocabularies[p] for p in places if 0 <= p < len(material.vocabularies))
    )
    told = {w for w in content if w in material.words}
    return len(told - named) / max(1, len(told))
