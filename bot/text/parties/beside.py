"""What the words right before a name tell: that a body is at home in a state, that a person only signs the text."""

from __future__ import annotations

from bot.model.facts import PartyKind
from bot.text.parties.lines import Line
from bot.text.parties.tables import state_of_party

ENTERPRISES = frozenset(
    """union airline carrier lender company firm chipmaker carmaker automaker drugmaker brewer insurer retailer broadcaster newspaper
    charity operator shipowner publisher manufacturer supplier utility federation association startup start-up bank steelmaker
    agency network outlet website magazine daily weekly channel station group fund club rival conglomerate developer consultancy
    watchdog regulator subsidiary miner giant contractor planemaker refiner""".split()
)


def home_of(line: Line, first: int) -> set[str]:
    """The state of a body: "Sweden's Norrstal", "US rival Brentco"."""
    before = first - 1
    sorted_by = before >= 0 and line.words[before].key in ENTERPRISES
    while sorted_by and first - before < 4 and line.words[before].text.islower():
        before -= 1
    piece = next((p for p in line.pieces if p.last - 1 == before and p.party is not None), None)
    if piece is None or piece.party is None or piece.party.kind is not PartyKind.STATE:
        return set()
    return {state_of_party(piece.party) or ""} if line.words[before].possessive or sorted_by else set()


_CREDITING = frozenset(
    "reporting editing writing edited written compiled photo photos photograph picture image video additional words story".split()
)


def is_credit(text: str, line: Line, first: int, last: int) -> bool:
    """Whether the name only signs the text or a picture: "By Ada Holm", "Editing by Jon Aas", "REUTERS/Olga Brandt"."""
    before = line.words[first - 1] if first else None
    if before is None:
        return False
    if before.key == "by" and (first == 1 or line.words[first - 2].key in _CREDITING):
        return (
            first > 1
            or last >= len(line.words)
            or text[line.words[last - 1].end :][:1] in ("", "\n", "|", ",")
        )
    return (
        before.text == "/"
        and first > 1
        and text[before.end : before.end + 1] != " "
        and line.words[first - 2].text[0].isupper()
    )
