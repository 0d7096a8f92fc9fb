"""Whom a deadline is given to and who gives it, where its own words leave that open."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from bot.extract.deadlines import find_deadlines
from bot.extract.deadlines.ranking import PAIR, ROLES, fitted
from bot.model.facts import Deadline
from tests.unit.extract.deadline_cases import document

PORT = (
    "The Harbour Authority fined Tarn Lines on Monday and ordered it to empty its fuel store. Tarn Lines said it would comply. "
    "The store must be clean by 30 June."
)


def _only(text: str) -> Deadline:
    (fact,) = find_deadlines(document(text, "2027-06-02"))
    return fact


def _roles(fact: Deadline) -> tuple[str | None, str | None]:
    return (fact.setter and fact.setter.name, fact.addressee and fact.addressee.name)


@pytest.mark.parametrize(
    ("text", "setter", "addressee"),
    [
        (PORT, "Harbour Authority", "Tarn Lines"),
        ("Mabley was originally given until 20 June to make a bid.", None, "Mabley"),
        ("The exhibition is to close on 5 August.", None, None),
        ("Tarn Lines will publish its accounts by 30 June.", "Tarn Lines", "Tarn Lines"),
    ],
)
def test_a_role_goes_to_the_party_for_whom_most_speaks(
    text: str, setter: str | None, addressee: str | None
) -> None:
    """Who commands elsewhere sets, who is told or must owes, who promises does both, and nobody is made up."""
    assert _roles(_only(text)) == (setter, addressee)


def test_a_union_acts_and_not_the_place_that_its_members_work_at() -> None:
    """The name at the end of a long subject is not its head."""
    text = "The union representing 900 nurses at Ravn Hospital has set a strike deadline for 14 June. Talks with Ravn Hospital failed."

    assert _only(text).setter is not None
    assert _roles(_only(text))[0] == "union"


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Growers supplying the Veldt mill must register by 30 June.", "Growers"),
        ("Airlines flying the Corvo 90 have to check its doors by 30 June.", "Airlines"),
        ("Nursing homes must report every fall by 30 June.", "Nursing homes"),
    ],
)
def test_people_come_before_what_tells_which_of_them(text: str, addressee: str) -> None:
    """A name that only tells which ones are meant is not bound, and a word with a capital that opens the sentence is no name."""
    assert _roles(_only(text))[1] == addressee


def test_a_ranked_role_says_what_spoke_for_it() -> None:
    """`dateline explain` shows the signs and not only that something was weighed."""
    (basis,) = [b for b in _only(PORT).basis if b.field == "addressee"]

    assert basis.rule.startswith("deadline.ranked (")
    signs = basis.rule.removeprefix("deadline.ranked (").removesuffix(")").split("; ")
    assert len(signs) == 3
    assert set(signs) <= fitted().roles["addressee"].keys()
    assert basis.span is not None
    assert basis.span.of(PORT) == "Tarn Lines"


def test_who_missed_a_deadline_did_not_set_it() -> None:
    """Whoever is bound by it is the likeliest party of the sentence, and no more than that."""
    facts = find_deadlines(
        document("The port was full. Marlow had missed the first deadline of 20 March.", "2027-06-02")
    )

    assert [_roles(fact) for fact in facts] == [(None, "Marlow")]


def test_weights_tell_on_what_they_were_fitted() -> None:
    """Figures of sets that were left out of the fitting stand beside the weights."""
    data = json.loads(files("bot.extract.deadlines").joinpath("data/roles.json").read_text(encoding="utf-8"))

    assert set(data["record"]["left out"]) == set(data["record"]["sets"])
    assert set(fitted().roles) == {*ROLES, PAIR}
