"""What the grammar of a sentence, and the naming of an instrument elsewhere, say of the parties of a deadline."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from bot.extract.deadlines.candidates import candidates_of
from bot.extract.deadlines.cast import Sort, cast_of
from bot.extract.deadlines.frames import read_line_tellings
from bot.extract.deadlines.line import read_line
from bot.extract.deadlines.party_phrases import bounds
from bot.extract.deadlines.role_traits import scene_of, traits_of
from bot.extract.deadlines.story import story_of
from tests.unit.extract.deadline_cases import document


def _signs(text: str, name: str) -> set[str]:
    """The signs of the party called `name` in the deadline that the last sentence tells."""
    read = document(text, "2027-06-02")
    telling = next(iter(read_line_tellings(read_line(read, len(read.sentences) - 1))))
    candidates = candidates_of(read, [telling])
    scene = scene_of(read, telling, candidates, story_of(read, [telling]))
    (one,) = [c for c in scene.candidates if c.party.name == name]
    return set(traits_of(scene, one))


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("Growers must send the Harvest Office their maps by 30 June.", "Harvest Office", "clause:handed"),
        ("Growers must send the Harvest Office their maps by 30 June.", "Growers", "clause:nearest must"),
        ("The quarry has to report to the Mines Board by 30 June.", "Mines Board", "clause:handed"),
        ("The Mines Board told the quarry that Orlo must leave by 30 June.", "Mines Board", "clause:outer gives"),
        ("The Mines Board told the Echo that Orlo must leave by 30 June.", "Orlo", "clause:nearest must"),
        ("The Mines Board wants a plan from Orlo by 30 June.", "Mines Board", "clause:nearest asks"),
        ("Tarn Lines called a strike at Brevik Docks. The strike will start on 30 June.", "Tarn Lines", "instrument:does asks"),
        ("The Port Council renewed Tarn Lines' licence. The licence expires on 30 June.", "Tarn Lines", "instrument:owner"),
    ],
)  # fmt: skip
def test_a_party_has_the_sign_that_grammar_gives_it(text: str, name: str, sign: str) -> None:
    assert sign in _signs(text, name)


def test_who_is_told_that_something_is_so_is_not_told_to_do_it() -> None:
    text = "Tarn Lines told the Port Council it would pay the fee by 30 June."

    assert "place:informed" in _signs(text, "Port Council")
    assert "place:is told" not in _signs(text, "Port Council")


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Calder Finch must pay by 30 June. Calder has no cash, and Calder owes its staff.", Sort.FIRM),
        ("Calder Finch must pay by 30 June. Finch has no cash, said his lawyer.", Sort.PERSON),
    ],
)
def test_a_name_that_is_shortened_to_its_first_word_is_no_person(text: str, sort: Sort) -> None:
    (member,) = [m for m in cast_of(document(text, "2027-06-02")).members if m.party.name == "Calder Finch"]

    assert member.sort is sort


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("more than 40 people living in Orvale", "more than 40 people"),
        ("tenants facing eviction", "tenants"),
        ("the Planning Board for leave", "the Planning Board"),
        ("workers in the sector", "workers"),
        ("Ministry of Health in Orvale", "Ministry of Health in Orvale"),
        ("allowed", None),
        ("unemployed", "unemployed"),
    ],
)
def test_a_party_is_named_without_what_only_tells_which_ones_are_meant(phrase: str, name: str | None) -> None:
    found = bounds(phrase)

    assert (None if found is None else phrase[found[0] : found[1]]) == name


def test_an_administration_acts_and_not_who_it_is_named_after() -> None:
    text = "On Monday the Storr administration has delayed the tariff on Orvale from 1 June to 1 July."
    (fact,) = find_deadlines(document(text, "2027-05-20"))

    assert fact.setter is not None
    assert fact.setter.name == "Storr administration"
