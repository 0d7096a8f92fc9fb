"""Text without its markup, character for character: what is cut out becomes blanks, so that spans stay true."""

from __future__ import annotations

import re

_MARKERS = re.compile(r"\*{1,3}|_{2,3}|~~|`{1,3}|(?m:^\s{0,3}#{1,6}\s)|(?m:^\s{0,3}>\s)")
_UNDERLINED = re.compile(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_LINK_TARGET = re.compile(r"\]\([^()\s]{1,400}\)")
_SIGNS = re.compile(r"[*_~`#>\]]")  # what all of these need
_LIST_MARKER = re.compile(
    r"^\s*(?:[-*•‣–·▪]|\(?\d{1,2}[.)]|(?:step|part)\s+\d{1,2}\s*:)(?=\s|$)", re.I | re.M
)


def without_markup(text: str) -> str:
    """`text` with emphasis, headings, code marks, link targets and list numbers blanked; as long as `text`."""
    for pattern in (
        (_LIST_MARKER, _LINK_TARGET, _MARKERS, _UNDERLINED) if _SIGNS.search(text) else (_LIST_MARKER,)
    ):
        text = pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    return text
