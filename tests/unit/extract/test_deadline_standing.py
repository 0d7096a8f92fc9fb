"""What became of a limit, as a grammar of events and of the words that govern them: never told firmer than it was."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from bot.extract.deadlines.standing import standing_at
from tests.unit.extract.deadline_cases import document, told

FORMS = ("base", "past", "participle", "gerund")
EARLY, LATE = "2026-05-04", "2026-05-18"

DONE = (
    "The harbour office {past}.",
    "The harbour office has {participle}.",
    "The harbour office agreed to {base}.",
    "The board voted to {base}.",
    "The harbour office decided on Monday to {base}.",
    "The harbour office was forced to {base}.",
    "The minister said she would {base}.",
    "The harbour office announced that it had {participle}.",
    "After growers asked for more time, the harbour office {past}.",
    "The harbour office, which had wanted to keep the date, {past}.",
    "A motion to {base} was carried by 12 votes to 8.",
    "The court granted a request to {base}.",
    "Lawmakers approved a plan to {base}.",
)
WANTED = (
    "The growers asked the harbour office to {base}.",
    "The harbour office was asked to {base}.",
    "The growers want the harbour office to {base}.",
    "The growers called on the harbour office to {base}.",
    "The harbour office is considering {gerund}.",
    "The minister proposed {gerund}.",
    "The harbour office could {base}.",
    "The harbour office might {base}.",
    "The minister threatened to {base}.",
    "The minister hopes to {base}.",
    "A motion to {base} was tabled on Monday.",
    "The minister is ready to {base}.",
    "If the harbour office were to {base}, growers would cheer.",
    "The minister would {base} if growers asked.",
)
REFUSED = (
    "The harbour office refused to {base}.",
    "The harbour office declined to {base}.",
    "The harbour office did not {base}.",
    "A motion to {base} was lost by 12 votes to 8.",
    "The court rejected a request to {base}.",
    "The court denied the growers' request to {base}.",
    "The minister ruled out {gerund}.",
    "Lawmakers voted against {gerund}.",
    "Lawmakers failed to {base}.",
    "The minister denied that the harbour office had {participle}.",
    "The harbour office decided not to {base}.",
    "The harbour office will not {base}.",
)
MOVES = (
    ("extend", "extended", "extended", "extending", "extended"),
    ("postpone", "postponed", "postponed", "postponing", "extended"),
    ("bring forward", "brought forward", "brought forward", "bringing forward", "brought_forward"),
)


def _forms(verb: tuple[str, ...], rest: str) -> dict[str, str]:
    return {name: f"{form} {rest}" for name, form in zip(FORMS, verb, strict=False)}


def _found(text: str, published: str = "2026-03-24") -> list[dict[str, object]]:
    return [told(fact) for fact in find_deadlines(document(text, published))]


@pytest.mark.parametrize("verb", MOVES, ids=lambda verb: verb[0])
@pytest.mark.parametrize("frame", [*DONE, *WANTED, *REFUSED])
def test_a_move_is_as_firm_as_the_words_that_govern_it(frame: str, verb: tuple[str, ...]) -> None:
    later = verb[4] == "extended"
    old, new = (EARLY, LATE) if later else (LATE, EARLY)
    days = "from 4 May to 18 May" if later else "from 18 May to 4 May"
    forms = _forms(verb, f"the filing deadline for growers {days}")

    found = [fact for fact in _found(frame.format(**forms)) if fact["due"] == new]

    if frame in DONE:
        assert [(fact["status"], fact["previous"]) for fact in found] == [(verb[4], old)]
    elif frame in WANTED:
        assert {fact["status"] for fact in found} == {"proposed"}
    else:
        assert {fact["status"] for fact in found} <= {"proposed"}


STOPS = (
    ("lift", "lifted", "lifted", "lifting"),
    ("withdraw", "withdrew", "withdrawn", "withdrawing"),
    ("suspend", "suspended", "suspended", "suspending"),
    ("scrap", "scrapped", "scrapped", "scrapping"),
    ("waive", "waived", "waived", "waiving"),
)
STOPPED = (
    ("The harbour office {past} the 18 May filing deadline for growers.", "withdrawn"),
    ("The harbour office has {participle} the 18 May filing deadline for growers.", "withdrawn"),
    ("The harbour office agreed to {base} the 18 May filing deadline for growers.", "withdrawn"),
    ("The 18 May filing deadline for growers has been {participle}.", "withdrawn"),
    ("The 18 May filing deadline for growers was {participle} on Monday.", "withdrawn"),
    ("A court {past} the order that growers file by 18 May.", "withdrawn"),
    ("A court {past} an order requiring growers to file by 18 May.", "withdrawn"),
    ("A court refused to {base} an order requiring growers to file by 18 May.", "set"),
    ("A court was asked to {base} an order requiring growers to file by 18 May.", "set"),
    ("A court may {base} an order requiring growers to file by 18 May.", "set"),
    ("A court declined to {base} the order that growers file by 18 May.", "set"),
    ("Growers asked the harbour office to {base} the 18 May filing deadline.", "set"),
    ("The harbour office refused to {base} the 18 May filing deadline for growers.", "set"),
    ("The harbour office did not {base} the 18 May filing deadline for growers.", "set"),
    ("The harbour office will not {base} the 18 May filing deadline for growers.", "set"),
    ("The harbour office could {base} the 18 May filing deadline for growers.", "set"),
    ("The minister is considering {gerund} the 18 May filing deadline for growers.", "set"),
    ("The minister ruled out {gerund} the 18 May filing deadline for growers.", "set"),
    ("Lawmakers voted against {gerund} the 18 May filing deadline for growers.", "set"),
)


@pytest.mark.parametrize("verb", STOPS, ids=lambda verb: verb[0])
@pytest.mark.parametrize(("frame", "status"), STOPPED)
def test_a_limit_is_off_only_where_somebody_called_it_off(
    frame: str, status: str, verb: tuple[str, ...]
) -> None:
    text = frame.format(**dict(zip(FORMS, verb, strict=True)))

    assert {fact["status"] for fact in _found(text) if fact["due"] == LATE} == {status}


SET_OR_NOT = (
    ("The ministry set a 4 May deadline for filing.", "set"),
    ("The ministry agreed to set a 4 May deadline for filing.", "set"),
    ("The ministry was asked to set a 4 May deadline for filing.", "proposed"),
    ("The ministry is considering a 4 May deadline for filing.", "proposed"),
    ("The ministry refused to set a 4 May deadline for filing.", "proposed"),
    ("The ministry did not set a 4 May deadline for filing.", "proposed"),
    ("The minister proposed a 4 May deadline for filing.", "proposed"),
    ("The ministry could set a 4 May deadline for filing.", "proposed"),
    ("A motion to set a 4 May deadline for filing was lost.", "proposed"),
    ("The minister ruled out setting a 4 May deadline for filing.", "proposed"),
    ("The growers could miss the 4 May deadline for filing.", "set"),
    ("The growers hope to meet the 4 May deadline for filing.", "set"),
    ("The growers are expected to miss the 4 May deadline for filing.", "set"),
    ("The growers said they would meet the 4 May deadline for filing.", "set"),
    ("The growers will not meet the 4 May deadline for filing.", "set"),
    ("Growers who miss the 4 May deadline for filing pay a fine.", "set"),
    ("Shops are urged to prepare for the ban, which takes effect on 4 May.", "set"),
    ("The union demands talks before the ban takes effect on 4 May.", "set"),
    ("The order, which a court had been asked to lift, takes effect on 4 May.", "set"),
    ("The ban would take effect on 4 May if lawmakers agreed.", "proposed"),
    ("The ban could take effect on 4 May.", "proposed"),
    ("The minister said the ban would take effect on 4 May.", "set"),
    ("The minister wants the ban to take effect on 4 May.", "proposed"),
    ("The union has called for the ban to take effect on 4 May.", "proposed"),
)


@pytest.mark.parametrize(("text", "status"), SET_OR_NOT)
def test_a_day_is_set_where_its_own_clause_says_so(text: str, status: str) -> None:
    assert {fact["status"] for fact in _found(text) if fact["due"] == EARLY} == {status}


OUTCOMES = (
    ("The growers met the 4 May deadline for filing.", "met"),
    ("The growers narrowly met the 4 May deadline for filing.", "met"),
    ("The growers said they had met the 4 May deadline for filing.", "met"),
    ("The growers filed before the 4 May deadline.", "met"),
    ("The growers did not meet the 4 May deadline for filing.", "missed"),
    ("The growers failed to meet the 4 May deadline for filing.", "missed"),
    ("The growers missed the 4 May deadline for filing.", "missed"),
    ("The growers said they had missed the 4 May deadline for filing.", "missed"),
    ("The growers, who had asked for more time, missed the 4 May deadline for filing.", "missed"),
    ("The growers had not met the 4 May deadline for filing, the office said.", "missed"),
    ("The 4 May deadline for filing expired on Monday.", "passed"),
    ("The 4 May deadline for filing has passed.", "passed"),
    ("The 4 May deadline for filing came and went.", "passed"),
)


@pytest.mark.parametrize(("text", "status"), OUTCOMES)
def test_what_became_of_a_limit_that_is_over(text: str, status: str) -> None:
    assert {fact["status"] for fact in _found(text, "2026-05-06") if fact["due"] == EARLY} == {status}


@pytest.mark.parametrize(
    ("before", "event", "standing"),
    [
        ("The council voted to ", "extend the term", "firm"),
        ("The firm denied that the term had been ", "extended", "refused"),
        ("The term would have been ", "extended", "unreal"),
        ("If the term is ", "extended", "supposed"),
        ("It is unclear whether the term will be ", "extended", "supposed"),
        ("They demanded that the term be ", "extended", "open"),
        ("Without ", "extending the term", "refused"),
        ("The agency hopes the term will be ", "extended", "open"),
        ("A rule that formally ", "extends the term", "firm"),
        ("A bill that ", "extends the term", "open"),
    ],
)
def test_the_words_before_an_event_say_how_it_stands(before: str, event: str, standing: str) -> None:
    assert standing_at(before + event, len(before)).value == standing
