"""Which states the words of a description speak of: by adjective ("the Russian side") or as owners ("Germany and France's")."""

from __future__ import annotations

from bot.text.parties.lines import Line
from bot.text.parties.scan import Piece, PieceKind, Use
from bot.text.parties.tables import state_of_party


def states_owning(line: Line, first: int, last: int) -> tuple[int, list[str]] | None:
    """Where "Russia and Ukraine's [foreign ministers]" begins, and whose people they are; None for other owners."""
    if first < 2 or line.words[first - 1].key != "and":
        return None
    named = [
        (piece, state)
        for piece in line.pieces
        if piece.kind is PieceKind.TABLE
        and piece.party is not None
        and (state := state_of_party(piece.party))
    ]
    one = next(((piece, state) for piece, state in named if piece.last == first - 1), None)
    other = next((state for piece, state in named if piece.first <= last < piece.last), None)
    return None if one is None or other in (None, one[1]) else (one[0].first, [one[1], str(other)])


def is_national(line: Line, index: int) -> bool:
    return any(p.first <= index < p.last and p.kind is PieceKind.TABLE for p in line.pieces)


def states_between(line: Line, first: int, last: int) -> list[str]:
    found = []
    for piece in line.pieces:
        if (
            piece.kind is PieceKind.TABLE
            and first <= piece.first
            and piece.last <= last
            and piece.party is not None
        ):
            if (
                piece.use is Use.NAME
                and piece.party.key.startswith("state:")
                and not _adjectival(line, piece)
            ):
                continue  # "his Ukraine envoy" is not Ukraine's
            state = state_of_party(piece.party) or piece.party.key
            if state not in found:
                found.append(state)
    return found


def _adjectival(line: Line, piece: Piece) -> bool:
    owns = line.words[piece.last - 1].possessive
    return owns or line.words[piece.first].text.replace(".", "").isupper()
