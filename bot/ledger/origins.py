"""How many independent origins tell something: one outlet's own reporting is one origin, wherever it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.ledger.groups import Groups
from bot.model.text import Told
from bot.text.words import fold

_Node = tuple[str, str]


def count_origins(told: Sequence[Told]) -> int:
    """Independent origins among `told`.

    Revisions, follow-ups of the same outlet, copies of one text in other outlets, and reports that only cite another
    outlet count once, together with what they repeat.
    """
    return len(set(_origins(told).values()))


def origin_of(one: Told, among: Sequence[Told]) -> str:
    """The name of the origin of `one`, the same for all of `among` that share it."""
    return _origins(among)[one.article]


def origins_of(told: Sequence[Told]) -> dict[str, str]:
    """The name of the origin of each article in `told`, by article id."""
    return _origins(told)


def _origins(told: Sequence[Told]) -> dict[str, str]:
    links: list[tuple[_Node, _Node]] = []
    for one in told:
        article, first = ("article", str(one.article)), ("article", str(one.origin))
        links.append((article, first))
        if one.cites:
            links.append((article, ("outlet", fold(one.cites[0]))))  # two cited outlets stay two origins
        elif one.origin == one.article and one.outlet:
            links.append((article, ("outlet", fold(one.outlet))))
    groups = Groups(dict.fromkeys(node for link in links for node in link))
    for a, b in links:
        groups.link(a, b)
    names: dict[_Node, str] = {}
    for group in groups.all():
        kind, value = min(group, key=lambda node: (node[0] != "outlet", node))
        name = f"{kind}:{value}"
        names.update(dict.fromkeys(group, name))
    return {str(one.article): names[("article", str(one.article))] for one in told}


_AGENCY_CREDIT = re.compile(r"\(([^()\n]{2,60})\)\s*[-–—]")
_CITING = (
    r"(?:according to|as (?:first )?reported by|reported by|first reported by|citing|cites|told|seen by|obtained by|"
    r"quoting|in a report by)\s+(?:a report (?:by|in|from)\s+)?(?:the\s+)?{outlet}(?!\w)"
    r"|(?<!\w){outlet}\s+(?:newspaper\s+|news agency\s+|agency\s+)?(?:has\s+)?(?:first\s+)?(?:reported|said|wrote|says|writes|reports)\b"
)
LEAD_CHARS = 600  # who a report rests on stands in its first paragraphs


def cited_outlets(text: str, outlets: Sequence[str]) -> tuple[str, ...]:
    """Those of `outlets` on which the report in `text` rests, in the order in which it names them.

    Such is an agency credit, or a lead that names its source. Only the beginning of the text counts; an outlet mentioned
    further down is one voice among others.
    """
    lead = text[:LEAD_CHARS]
    plain = fold(lead)
    credited = {fold(m.group(1).strip()): m.start(1) for m in reversed(list(_AGENCY_CREDIT.finditer(lead)))}
    found: list[tuple[int, str]] = []
    for outlet in outlets:
        name = fold(outlet.strip())
        if not name or name not in plain:
            continue
        cited = re.search(_CITING.replace("{outlet}", re.escape(outlet.strip())), lead, re.IGNORECASE)
        places = [credited[name]] if name in credited else []
        places += [cited.start()] if cited is not None else []
        if places:
            found.append((min(places), outlet))
    return tuple(outlet for _, outlet in sorted(found))
