"""Offices told with their field, their state or their body before the name of who holds them."""

from __future__ import annotations

import pytest

from bot.text.parties import find_mentions
from bot.text.sentences import split_sentences


def people(text: str) -> list[str]:
    found = find_mentions(text, split_sentences(text))
    return list(dict.fromkeys(m.party.name for m in found if m.party.kind.value == "person"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Secretary of Commerce Philip Marlow spoke in Oslo.", ["Philip Marlow"]),
        ("She rang Cabinet Secretary for Sports, Hon. Daniel Odera.", ["Daniel Odera"]),
        ("The Foreign Minister of the Netherlands Bram Dekker left.", ["Bram Dekker"]),
        (
            "The High Representative for Foreign Affairs and Security Policy, Carmen Ruiz Soler, left.",
            ["Carmen Ruiz Soler"],
        ),
        ("The Minister for Trade and Industry, Peter Hall, left.", ["Peter Hall"]),
        ("The Minister of Trade, Industry and Fisheries Jan Myrset left.", ["Jan Myrset"]),
        ("Secretary of State for Health Anna Birch left.", ["Anna Birch"]),
        ("The Minister of Foreign Affairs of Norway Kari Lund left.", ["Kari Lund"]),
        ("The Ambassador of Greece to Lebanon, Despina Kokola, left.", ["Despina Kokola"]),
        ("The Director of the National Parks Service Eve Dunn left.", ["Eve Dunn"]),
        ("Deputy Minister for Public Works and Infrastructure Sihle Zikal left.", ["Sihle Zikal"]),
        ("The Chief of the General Staff, Amir Dahl, left.", ["Amir Dahl"]),
        ("The president, Dr. T.K. (Tom-Kevin) Marlow, left.", ["T.K. Marlow"]),
        ("Labour TD Phil Moran left.", ["Phil Moran"]),
        ("The Minister of National Defence of South Korea Kim Yong Hyan left.", ["Kim Yong Hyan"]),
        ("The Minister for Defence Industry of Australia Pat Conry left.", ["Pat Conry"]),
        ("They met the Secretary of Defense on Monday.", []),
        ("The Minister of Finance, Norway and Sweden agreed a plan.", []),
        ("They met the Mayor of Bergen and Jan Birk.", ["Jan Birk"]),
    ],
)
def test_who_holds_an_office_told_with_its_field(text: str, expected: list[str]) -> None:
    """The field of an office is no part of the name behind it, and is nobody by itself."""
    assert people(text) == expected


def test_the_state_inside_an_office_is_the_holders() -> None:
    """A later "the Norwegian minister" means who was named with the state's name in the title."""
    text = "Foreign Minister of Norway Kari Lund met Ada Holm. The Norwegian minister left early."

    later = [
        m.party.name for m in find_mentions(text, split_sentences(text)) if m.span.start > text.index(".")
    ]

    assert later == ["Kari Lund"]
