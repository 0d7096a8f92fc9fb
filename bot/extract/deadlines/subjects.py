"""Finds where the subject of a verb stands."""

from __future__ import annotations

import re

from bot.extract.deadlines import noun_words as cues
from bot.extract.deadlines.line import DAY, Line

_ASIDE = re.compile(
    r",\s(?:for (?:its|their|his|her) part|meanwhile|however|too|in turn|at the same time|by contrast|in effect|as expected|in response|as a result|of course|"
    r"in particular|among others|as usual|once again|again),"
)
_THINKS_IT = re.compile(
    r"\b(?:(?:think|believe|claim|hope|sa[yi]|feel|know|insist|argue|maintain|suspect|reckon|assume|fear|learn)(?:s|d|ed)?|thought|knew|found|felt)"
    r"(?: that)? (?P<pronoun>(?:it|they|he|she|we|you|I)\s*)$",
    re.IGNORECASE,
)
""" "The firm thinks [it]": the subject is the pronoun, whatever governs it."""
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def subject_before(line: Line, position: int) -> tuple[int, int] | None:
    """Where the subject of the verb at `position` stands in the sentence, or None when it cannot be told."""
    left = THOUSANDS.sub("\u00b7", line.marked[:position].rstrip())
    left = _ASIDE.sub(lambda aside: " " * len(aside.group()), left) if left.count(",") > 1 else left
    left = _without_adverbs(left)
    if (joined := _coordinated_subject(line, left)) is not None:
        return joined
    if (relative := cues.RELATIVE_THAT.search(left)) is not None and not cues.SAYING.search(
        left[: relative.start()]
    ):
        return antecedent(line, left[: relative.start("that")].rstrip() + " that")
    plural = cues.PLURAL_THAT.search(left)
    if (
        plural is not None
        and cues.names_people(plural["noun"])
        and not cues.INFORMED.search(left, 0, plural.start())
    ):
        return antecedent(line, left[: plural.start("that")].rstrip() + " that")
    start = max((match.end() for match in cues.BREAK.finditer(left)), default=0)
    segment = left[start:]
    if segment.strip().endswith(",") and segment.count(",") >= 2:
        last = segment.rstrip().rfind(",")
        before = segment.rfind(",", 0, last)
        opening = start + before + 1
        names = [
            m
            for m in line.mentions_at(opening, start + last)
            if m.span.start - line.span.start <= opening + 5
        ]
        outer = line.mentions_at(start, start + before)
        plain = re.search(r"\s[a-z][\w-]+$", segment[:before]) is not None
        described = plain or all(
            re.match(r"(?:the|an?) [a-z]", m.words, re.IGNORECASE) and m.words[4:5].islower() for m in outer
        )
        whole = bool(names) and names[0].span.end - line.span.start >= start + last - 1
        apposed = left[opening : start + last].strip()
        named = plain and " and " not in apposed and re.match(r"(?:the )?[A-Z]", apposed) is not None
        if described and (
            whole or named or (outer and cues.PROPER_ALONE.fullmatch(left, opening + 1, start + last))
        ):
            return opening + (line.marked[opening] == " "), start + last
        left, segment = left[: start + before], segment[:before]
    if cues.RELATIVE.match(left[left.rfind(" ") + 1 :].strip()) or cues.RELATIVE.match(segment.strip(" ,")):
        return antecedent(line, left)
    comma = segment.rfind(",")
    if comma >= 0 and not re.match(r"\s*(?:and|or)\s", segment[comma + 1 :], re.IGNORECASE):
        start, segment = start + comma + 1, segment[comma + 1 :]
        if cues.RELATIVE.match(segment.strip()):
            return antecedent(line, left)
    for joint in re.finditer(r"\s(?:and|or)\s", segment):
        if (
            cues.VERBISH.search(segment[: joint.start()]) or DAY in segment[: joint.start()]
        ) and not _looks_like_list(segment[joint.end() :]):
            start, segment = start + joint.end(), segment[joint.end() :]
            break
    inner = re.search(r"\s(?:which|who|that)\s", segment)
    if inner:
        segment = segment[: inner.start()]
    opener = cues.OPENER.match(segment)
    begin = start + (opener.end() if opener else 0)
    if fronted := cues.FRONTED.match(line.marked[begin : start + len(segment)]):
        begin += fronted.end()
    end = start + len(segment.rstrip(" ,"))
    pronoun = None if opener else _THINKS_IT.search(line.marked, begin, end)
    begin = pronoun.start("pronoun") if pronoun else begin
    while begin < end and line.marked[begin].isspace():
        begin += 1
    return (begin, end) if 0 < end - begin <= 140 else None


def _coordinated_subject(line: Line, left: str) -> tuple[int, int] | None:
    """The subject of a second verb: "Kelmar has ... and must ..." is about Kelmar."""
    joint = re.search(r",?\s(?:and|but|or|then|yet)$", left)
    if joint is None:
        return None
    opening = max((m.end() for m in re.finditer(r"[;:\"]\s|\s[-–—]\s|—", left[: joint.start()])), default=0)
    first = cues.FINITE.search(left, opening, joint.start())
    if first is None or first.start() - opening < 2:
        return None
    return subject_before(line, first.start())


def _without_adverbs(left: str) -> str:
    for _ in range(4):
        shorter = cues.ADVERB_TAIL.sub("", left)
        if shorter == left:
            break
        left = shorter
    return left.rstrip()


def _looks_like_list(rest: str) -> bool:
    return len(rest.split()) == 0


def antecedent(line: Line, left: str) -> tuple[int, int] | None:
    """What the relative pronoun at the end of `left` stands for."""
    stripped = re.sub(
        r"[\s,]*(?:both of |all of |each of )?(?:which|who|that)\s*$", "", left, flags=re.IGNORECASE
    ).rstrip(" ,")
    start = max((match.end() for match in cues.BREAK.finditer(stripped)), default=0)
    match = cues.ANTECEDENT.search(stripped[start:]) or cues.BARE.search(stripped[start:])
    if match is None:
        return None
    begin = start + match.start()
    tail = stripped[begin:]
    later = [m.start() for m in re.finditer(r"\s(?:the|a|an|its|their|his|her)\s", tail)]
    if later and not re.search(r"\sbetween\s+$", tail[: later[-1] + 1]):
        begin += later[-1] + 1
    return begin, len(stripped)
