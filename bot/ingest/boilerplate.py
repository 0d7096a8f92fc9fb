"""Finds the stretches of a page that are not the article: banners, related links, menus, captions.

Nothing is cut: the stored text stays as it came, and the spans found here are passed over by everything that reads
it, so that offsets stay exact. A line counts as boilerplate by how it begins and ends, not by single words: an
article about insurance premiums keeps its premiums.
"""

from __future__ import annotations

import re

from bot.model.text import Span

HEAD_LINES = 8  # a banner stands in the first few lines
MAX_LINK_CHARS = 220

_OFFER = re.compile(
    r"^\W*(?:unlock|subscribe|sign (?:up|in)|log ?in|register (?:now|here|for|to)|create (?:a|your) (?:free )?account|"
    r"start your (?:free )?trial|become a (?:member|subscriber)|join (?:us|now|our|over|more than|the conversation)|"
    r"get (?:unlimited|full|exclusive|our|the (?:latest|best|app|newsletter)|your|breaking)|enjoy (?:unlimited|full)|"
    r"take your \w+ further|upgrade to|already (?:a|have)|to continue reading|continue reading|keep reading|"
    r"this (?:article|content|story) is (?:for|reserved|exclusive|available)|support (?:our|independent|quality)|donate|"
    r"download (?:the|our)|follow (?:us|our|@)|like us on|share (?:this|on|via|article)|print this|email this|"
    r"listen to this|watch(?: live| now)?:|watch the video|tap here|click (?:here|to)|we use cookies|accept (?:all )?cookies|"
    r"manage (?:consent|preferences)|by (?:continuing|signing up|subscribing)|enable javascript|ad-?free)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^\W*(?:related(?: (?:articles?|stories|topics|news|coverage|links?|reading))?\b|recommended(?: for you| stories| reading)?\b|"
    r"read (?:more|also|next|the full)\b|also (?:read|see|on)\b|see also\b|more (?:from|on|in|about|stories|news|coverage)\b|"
    r"most (?:read|popular|viewed|shared)\b|top stories\b|trending\b|editor'?s'? (?:pick|choice)s?\b|latest (?:news|stories)\b|"
    r"up next\b|you (?:may|might) (?:also )?like\b|explore more\b|don'?t miss\b|in case you missed\b|popular (?:now|stories)\b|"
    r"tags?:|topics?:|filed under\b|categories:|advertisement\b|sponsored\b|promoted\b|paid (?:content|post)\b|"
    r"(?:skip|back|return) to\b|home ?[|>»/])",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\) ?\d{4}|copyright\b|all rights reserved|terms (?:of|and)\b|privacy (?:policy|notice)\b|cookie policy\b|"
    r"contact us\b|about us\b|\d+ comments?\b|comments? \(\d+\)|leave a comment\b|\d+ min(?:ute)?s? read\b)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\W*(?:(?:file )?(?:photo|image|picture|video|graphic|illustration|map)(?: ?credit)?s?\s*[:|/©(]|caption:|file photo\b|credit:|"
    r"(?:image|media|video) (?:copyright|source|caption)\b)|"
    r"(?:\((?:file )?(?:photo|image|picture|credit)s?\b[^)]{0,80}\)|(?:[A-Z][\w.' ]{1,40}/)?(?:Getty Images|Shutterstock|AFP via Getty|iStock)"
    r"(?:/[\w ]{1,30})?\)?)\W*$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:(?<![(\[])click here|reply stop|unsubscribe|you are receiving this|(?:subscribers|members|readers) (?:get|read|save|enjoy)\b|"
    r"\d+ ?% off\b|not an offer to (?:buy|sell)|forward-looking statements|was printed from|site ?map|all rights reserved|"
    r"(?:interview|article|conversation|transcript) (?:was|has been) (?:shortened|edited|condensed)|for media enquiries|media contacts?:)",
    re.IGNORECASE,
)
# "Correction (16 Nov): An earlier version of this story gave another number": what it says of the story stands in the story
_AMENDED = re.compile(
    r"^\W*(?:(?:correction|clarification|editor['’]?s['’]? note|update|note)\b[^\n:]{0,60}:\s*)?(?:an |the )?"
    r"(?:(?:earlier|previous|original) version of (?:this|the) (?:article|story|report|headline|caption|post)|(?:this|the) (?:article|story|headline|caption|piece|post) (?:was|has been) "
    r"(?:amended|corrected|updated)\b)",
    re.IGNORECASE,
)
_PIPE = re.compile(r"\s[|•·»›]\s")
_OFFER_WORDS = re.compile(
    r"\b(?:premium|exclusive|member(?:s|ship)?(?:[- ]only)?|subscri\w+|newsletters?|unlimited|ad-free|benefits|insights|"
    r"opinions|puzzles|crosswords?|recipes|podcasts?|inbox|e-?paper|app)\b",
    re.IGNORECASE,
)
# a small letter, digit or closing mark followed at once by a capital that begins a word: two texts glued together
_GLUE = re.compile(r"(?<=[a-z0-9.!?)\]%…])(?=[A-Z“\"‘][\w’'.]*[\s,])")
_TAIL = re.compile(r"[.!?][”\"’)]*\s*(?=[A-Z])")
_CAMEL = re.compile(
    r"\b(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O|You|Linked|Whats|Face|Tik|Pay|Git|Block|Deep|Snap|Wo|i|e)$"
)


def find_boilerplate(text: str) -> tuple[Span, ...]:
    """Spans of `text` that belong to the page rather than to the article; sorted, not overlapping."""
    found: list[Span] = []
    after_banner = False
    for seen, line in enumerate(re.finditer(r"[^\n]*\S[^\n]*", text), start=1):
        words = line.group()
        banner = seen <= HEAD_LINES and (bool(_OFFER.match(words)) or after_banner)
        glue = _glue_point(words) if banner else None
        if glue is not None:
            found.append(Span(line.start(), line.start() + glue))
            after_banner = False
        elif _is_boilerplate(words) or (after_banner and _OFFER_WORDS.search(words) and not _is_prose(words)):
            found.append(Span(line.start(), line.end()))
            after_banner = seen <= HEAD_LINES and bool(_OFFER.match(words) or after_banner)
        else:
            after_banner = False
            tail = _tail_point(words)
            if tail is not None:
                found.append(Span(line.start() + tail, line.end()))
    return tuple(found)


def _is_boilerplate(line: str) -> bool:
    if len(_PIPE.findall(line)) >= 2 and not _is_prose(line):
        return True
    if _AMENDED.match(line):
        return True
    if _LEGAL.search(line) and len(line) <= MAX_LINK_CHARS:
        return True
    if _CAPTION.search(line):
        return len(line) <= 2 * MAX_LINK_CHARS
    if _OFFER.match(line):
        return bool(_OFFER_WORDS.search(line)) or not _is_prose(line)
    return bool(_LINK.match(line)) and len(line) <= MAX_LINK_CHARS and not _is_prose(line)


def _tail_point(line: str) -> int | None:
    """Where a line of the article ends and page furniture glued to it begins, or None."""
    notice = _NOTICE.search(line) if len(line) <= 2 * MAX_LINK_CHARS else None
    if notice:
        before = [
            match.end()
            for match in _TAIL.finditer(line, 0, notice.start() + 1)
            if match.end() <= notice.start()
        ]
        return before[-1] if before else 0
    for match in _TAIL.finditer(line):
        rest = line[match.end() :]
        if (
            len(rest) <= MAX_LINK_CHARS
            and _is_boilerplate(rest)
            and (_OFFER.match(rest) or rest[:40].count(":"))
        ):
            return match.end()
    return None


def _is_prose(line: str) -> bool:
    """A sentence of an article: ends like one and is long enough to be one."""
    return len(line.split()) >= 9 and line.rstrip().rstrip("\"'”’)").endswith((".", "!", "?"))


def _glue_point(line: str) -> int | None:
    """Where the article begins inside a line that begins as a banner, or None."""
    for match in _GLUE.finditer(line):
        at = match.start()
        if _CAMEL.search(line[:at]) or len(line[at:].split()) < 5 or _OFFER_WORDS.search(line[at : at + 60]):
            continue
        return at
    return None
