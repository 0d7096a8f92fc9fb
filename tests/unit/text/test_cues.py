"""Cue words tell how sure a sentence is."""

from __future__ import annotations

import pytest

from bot.text.cues import REPORTING_VERBS, Modality, Reporting, denial_in, hedge_in, modality_of, negation_in


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("the ministry might propose a pause", "might"),
        ("an answer is likely this week", "likely"),
        ("it may come in May", "may"),
        ("there is a good chance of rain", "good chance"),
    ],
)
def test_hedges_are_found_as_printed(text: str, hedge: str) -> None:
    """A hedge that is lost turns a guess into a fact."""
    assert hedge_in(text) == hedge


@pytest.mark.parametrize("text", ["the talks begin on 3 May", "the might of the navy", "she met him"])
def test_namesakes_of_hedges_are_none(text: str) -> None:
    """A month is not a doubt."""
    assert hedge_in(text) is None


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("They met in Oslo.", Modality.DONE),
        ("They will meet in Oslo.", Modality.PLANNED),
        ("They are to meet in Oslo.", Modality.PLANNED),
        ("They might meet in Oslo.", Modality.POSSIBLE),
        ("Oslo proposed a meeting.", Modality.ASKED),
        ("They allegedly met in Oslo.", Modality.ALLEGED),
        ("He denied that they had met.", Modality.DENIED),
    ],
)
def test_modality_is_the_loosest_reading(text: str, modality: Modality) -> None:
    """Planned is not held, alleged is not done."""
    assert modality_of(text) is modality


def test_strength_falls_from_done_to_denied() -> None:
    """The gate compares strengths: a sentence is never stronger than its quote."""
    order = [Modality.DONE, Modality.PLANNED, Modality.POSSIBLE, Modality.DENIED]

    assert [m.strength for m in order] == sorted((m.strength for m in order), reverse=True)


def test_denials_and_negations_are_told_apart() -> None:
    """ "No deal was reached" denies nothing; "refuted" does."""
    assert denial_in("the firm rejected the claim") == "rejected"
    assert denial_in("no deal was reached") is None
    assert negation_in("no deal was reached") == "no"
    assert negation_in("they didn’t sign") == "didn’t"


def test_every_form_of_a_reporting_verb_is_known() -> None:
    """Speakers are found by their verbs, in whatever tense a desk writes."""
    assert {REPORTING_VERBS[form] for form in ("deny", "denies", "denied", "denying")} == {Reporting.DENY}
    assert REPORTING_VERBS["wrote"] is Reporting.WRITE
    assert REPORTING_VERBS["insisted"] is Reporting.CLAIM
